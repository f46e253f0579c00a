//! `import` of offices whose files name schools in their own way: campuses of groups in merged cells, codes of the budget, a sheet a
//! school, units outside compulsory education. All people are made up.

use crate::import::open;
use crate::import_office::workbook;
use crate::import_strangers::{ANSWERS, imported as answered, rows};
use crate::support::Place;
use rust_xlsxwriter::{Format, Workbook};
use serde_json::{Value, json};

fn imported(place: &Place) -> Value {
    let (code, document) = answered(place, "");
    assert_eq!((code, open(&document)), (0, vec![]), "{document:#}");
    document
}

/// An office of 甲山 with its schools and a roster of one sheet.
fn jiashan(schools: &[[&str; 6]], roster: &[&[&str]]) -> Place {
    let place = Place::empty();
    let header = ["学校代码", "学校名称", "学段", "城乡类型", "学生数", "班级数"];
    let rows: Vec<&[&str]> = std::iter::once(&header).chain(schools).map(<[&str; 6]>::as_slice).collect();
    workbook(&place.path("files/甲山县2026学校.xlsx"), "学校", &rows);
    if !roster.is_empty() {
        workbook(&place.path("files/花名册.xlsx"), "教师", roster);
    }
    place
}

/// The first school of 甲山.
const FIRST: [&str; 6] = ["3001", "甲山县第一小学", "小学", "城区", "500", "12"];

/// A district of a big city: groups of schools with campuses, whose names stand in merged cells beside their people.
#[test]
fn campuses_of_a_group_are_schools() {
    let place = Place::empty();
    workbook(
        &place.path("files/滨江区2026年学校.xlsx"),
        "概况",
        &[
            &["教育集团", "学校编码", "校名（校区）", "学段", "所在区域", "在籍学生", "教学班"],
            &["实验教育集团", "4101", "滨江区实验小学", "小学", "城区", "960", "24"],
            &["实验教育集团", "4102", "滨江区实验小学东校区", "小学", "城区", "480", "12"],
        ],
    );
    let mut book = Workbook::new();
    let page = book.add_worksheet();
    let header = ["教育集团", "校区", "教师姓名", "学科", "职称", "进入本校区时间", "在岗状态"];
    page.write_row(0, 0, header).expect("a header");
    let people = ["郑一", "王二", "冯三", "陈四"];
    for (row, name) in (1..).zip(people) {
        page.write_row(row, 2, [name, "语文", "一级教师", "2010.09", "在岗"]).expect("a row");
    }
    page.merge_range(1, 0, 4, 0, "实验教育集团", &Format::new()).expect("a merge");
    page.merge_range(1, 1, 2, 1, "滨江区实验小学", &Format::new()).expect("a merge");
    page.merge_range(3, 1, 4, 1, "滨江区实验小学东校区", &Format::new()).expect("a merge");
    book.save(place.path("files/在编教师.xlsx")).expect("a workbook");
    imported(&place);
    let made = rows(&place, "teachers", &["name", "school_id", "subjects", "title", "joined_school"]);
    let schools = ["4101", "4101", "4102", "4102"];
    let expected: Vec<[&str; 5]> =
        people.iter().zip(schools).map(|(name, school)| [*name, school, "语文", "中级", "2010-09-01"]).collect();
    assert_eq!(made, expected);
    let schools = rows(&place, "schools", &["school_id", "pupils", "classes", "alliance"]);
    assert_eq!(schools, [["4101", "960", "24", "实验教育集团"], ["4102", "480", "12", "实验教育集团"]]);
}

/// A list of salaries: the budget's codes of the units are no codes of schools, and the names stand beside them; identity numbers
/// stand in place of birthdays. With tabs.
#[test]
fn the_budget_s_codes_are_no_schools() {
    let place = Place::empty();
    let text = "单位代码\t单位名称\t人员编码\t姓名\t身份证号\t岗位工资\t薪级\t应发合计\t专业技术职务\t任教学科\t进本单位时间\n\
        305001\t青石县第一小学\tQ001\t郑一\t629921198003011006\t2650\t30\t6170\t高级教师\t语文\t200509\n\
        305002\t青石县柳河乡小学\tQ002\t王二\t\t2650\t30\t6170\t二级教师\t数学\t201209\n\
        合计\t\t\t2人\t\t5300\t\t12340\t\t\t\n";
    place.write("files/青石县2026年6月工资表.txt", text);
    let schools =
        "学校名称,学校类别,城乡,学生,班级\n青石县第一小学,小学,城区,540,12\n青石县柳河乡小学,小学,乡村,240,6\n";
    place.write("files/青石县2026学校.csv", schools);
    imported(&place);
    let made = rows(&place, "teachers", &["teacher_id", "name", "school_id", "subjects", "title", "joined_school"]);
    let expected = [
        ["Q001", "郑一", "青石县第一小学", "语文", "高级", "2005-09-01"],
        ["Q002", "王二", "青石县柳河乡小学", "数学", "初级", "2012-09-01"],
    ];
    assert_eq!(made, expected);
    let schools = rows(&place, "schools", &["name", "pupils", "classes"]);
    assert_eq!(schools, [["青石县第一小学", "540", "12"], ["青石县柳河乡小学", "240", "6"]]);
}

/// A county with people of kindergartens and of the school for teachers, names with a dot, posts in two languages, and last year's list.
#[test]
fn units_outside_compulsory_education_need_no_list_of_theirs() {
    let place = Place::empty();
    workbook(
        &place.path("files/托里县2026学校.xlsx"),
        "学校",
        &[
            &["学校标识码", "学校全称", "办学类型", "城乡分类", "学生总数", "班级总数"],
            &["6501", "托里县第一小学", "小学", "城区", "620", "14"],
            &["6504", "托里县乌雪特乡学校", "九年一贯学校", "乡村", "310", "9"],
        ],
    );
    let header: &[&str] = &[
        "工作单位",
        "姓名",
        "岗位（双语）",
        "任教学段",
        "任教科目",
        "职称",
        "来校工作时间",
        "人员状态",
        "国家通用语言水平",
    ];
    let of = |year: &str, title: &str| {
        let first: Vec<&str> = vec![
            "托里县第一小学",
            "阿依古丽·买买提",
            "双语教师",
            "小学",
            "语文",
            title,
            "2009年09月",
            "在岗",
            "二级乙等",
        ];
        workbook(
            &place.path(&format!("files/托里县教职工花名册{year}年.xlsx")),
            "Sheet1",
            &[
                header,
                &first,
                &["托里县第一小学", "巴特尔", "教师", "小学", "数学", "一级教师", "2012年09月", "在岗", "二级乙等"],
                &[
                    "托里县乌雪特乡学校",
                    "萨仁高娃",
                    "教师",
                    "初中",
                    "英语",
                    "一级教师",
                    "2012年09月",
                    "在岗",
                    "二级甲等",
                ],
                &["托里县幼儿园", "古丽", "教师", "", "", "二级教师", "2015年09月", "在岗", ""],
                &["托里县教师进修学校", "许安", "教研员", "", "语文", "高级教师", "2005年09月", "在岗", ""],
            ],
        );
    };
    of("2025", "二级教师");
    of("2026", "一级教师");
    let document = imported(&place);
    let columns = ["name", "school_id", "stage", "subjects", "title", "joined_school", "role", "language_level"];
    let made = rows(&place, "teachers", &columns);
    let expected = [
        ["阿依古丽·买买提", "6501", "小学", "语文", "中级", "2009-09-01", "教师", "二级乙等"],
        ["巴特尔", "6501", "小学", "数学", "中级", "2012-09-01", "教师", "二级乙等"],
        ["萨仁高娃", "6504", "初中", "英语", "中级", "2012-09-01", "教师", "二级甲等"],
    ];
    assert_eq!(made, expected);
    assert_eq!(document["schools"]["outside"], json!({ "kindergarten": 1, "support": 1 }));
    assert_eq!(document["people"]["outside"], 2);
}

/// A consultancy's forms in English.
#[test]
fn headers_and_words_may_be_english() {
    let place = Place::empty();
    workbook(
        &place.path("files/河口县 Schools 2026.xlsx"),
        "Schools",
        &[
            &["School code", "School name", "Level", "Location", "Enrolment", "No. of classes"],
            &["7001", "Hekou No.1 Primary School", "Primary", "Urban", "480", "12"],
            &["7003", "Lishan Junior Middle School", "Junior secondary", "Town", "360", "9"],
        ],
    );
    workbook(
        &place.path("files/Teachers 2026.xlsx"),
        "Staff",
        &[
            &[
                "Staff ID",
                "Full name",
                "School",
                "Gender",
                "Subject taught",
                "Professional title",
                "Date joined school",
                "Employment status",
            ],
            &["E001", "郑一", "Hekou No.1 Primary School", "Male", "Mathematics", "Senior", "2010-09-01", "On duty"],
            &["E002", "王二", "Lishan Junior Middle School", "Female", "English", "Junior", "2012-09-01", "On duty"],
        ],
    );
    let document = imported(&place);
    let columns = ["teacher_id", "name", "school_id", "sex", "subjects", "title", "joined_school", "status"];
    let expected = [
        ["E001", "郑一", "7001", "男", "数学", "高级", "2010-09-01", "在岗"],
        ["E002", "王二", "7003", "女", "英语", "初级", "2012-09-01", "在岗"],
    ];
    assert_eq!(rows(&place, "teachers", &columns), expected, "{document:#}");
    let schools = rows(&place, "schools", &["school_id", "stage", "area", "pupils", "classes"]);
    assert_eq!(schools, [["7001", "小学", "城区", "480", "12"], ["7003", "初中", "镇区", "360", "9"]]);
}

/// An old list beside the new one, by the name of its file; where nothing tells, nobody is two persons while it is asked.
#[test]
fn of_two_lists_of_the_same_people_one_is_read() {
    let roster = |title: &'static str| -> Vec<[&'static str; 7]> {
        let row = |school, name| [school, name, "语文", title, "2010-09", "在岗", "群众"];
        let header =
            ["工作学校 ᠰᠤᠷᠭᠠᠭᠤᠯᠢ", "姓名 ᠨᠡᠷ᠎ᠡ", "学科 Subject", "职称 ᠴᠣᠯᠠ", "进校时间", "在岗情况", "政治面貌"];
        vec![header, row("和平区第一小学", "巴图"), row("和平区第一小学", "其木格"), row("和平区第二小学", "苏日娜")]
    };
    let with = |place: &Place, name: &str, title: &'static str| {
        let rows = roster(title);
        let rows: Vec<&[&str]> = rows.iter().map(<[&str; 7]>::as_slice).collect();
        workbook(&place.path(&format!("files/{name}.xlsx")), "教师", &rows);
    };
    let office = || {
        let place = Place::empty();
        let schools: &[&[&str]] = &[
            &["学校代码", "学校名称", "类别", "所在地", "所属乡镇", "学生数", "班级数"],
            &["2101", "和平区第一小学", "小学", "城区", "城关镇", "500", "12"],
            &["2102", "和平区第二小学", "小学", "镇区", "西沟镇", "160", "6"],
        ];
        workbook(&place.path("files/和平区2026学校.xlsx"), "学校", schools);
        with(&place, "花名册", "一级教师");
        place
    };
    let place = office();
    with(&place, "花名册（旧）", "二级教师");
    imported(&place);
    let made = rows(&place, "teachers", &["name", "school_id", "subjects", "title"]);
    let expected =
        [["巴图", "2101", "语文", "中级"], ["其木格", "2101", "语文", "中级"], ["苏日娜", "2102", "语文", "中级"]];
    assert_eq!(made, expected);
    assert_eq!(rows(&place, "schools", &["area", "township"]), [["城区", "城关镇"], ["镇区", "西沟镇"]]);
    let place = office();
    with(&place, "名册", "二级教师");
    let (_, document) = answered(&place, "");
    assert_eq!((open(&document).len(), document["errors"].as_u64()), (1, Some(0)), "{document:#}");
    assert!(open(&document)[0].starts_with("sheets."), "{document:#}");
}

/// A school that is written once above its people, in cells that are not merged.
#[test]
fn a_school_that_stands_once_above_its_people_is_asked_about_once() {
    let schools = [FIRST, ["3003", "甲山县中学", "初中", "城区", "600", "12"]];
    let people: &[&[&str]] = &[
        &["学校", "姓名", "任教学科", "职称", "到校时间", "人员状态"],
        &["甲山县第一小学", "郑一", "语文", "一级教师（2015年）", "2010.9", "在岗"],
        &["", "王二", "数学", "二级教师", "2011.9", "在岗"],
        &["托里教研室", "许安", "数学", "二级教师", "2011.9", "在岗"],
        &["", "何平", "数学", "二级教师", "2011.9", "在岗"],
        &["甲山县中学", "冯三", "物理", "高级教师", "2012.9", "在岗"],
    ];
    let place = jiashan(&schools, people);
    let (_, document) = answered(&place, "");
    let asked = open(&document);
    assert_eq!((asked.len(), document["questions"][0]["count"].as_u64()), (1, Some(2)), "{document:#}");
    assert!(asked[0].starts_with("people.school-above."), "{asked:?}");
    let with =
        |answer: &str| answered(&place, &format!("[[question]]\nid = \"{}\"\nanswer = \"{answer}\"\n", asked[0]));
    let (code, document) = with("是");
    assert_eq!((code, open(&document)), (0, vec![]), "{document:#}");
    let made = rows(&place, "teachers", &["name", "school_id", "title"]);
    assert_eq!(made, [["郑一", "3001", "中级"], ["王二", "3001", "初级"], ["冯三", "3003", "高级"]]);
    assert_eq!(document["people"]["outside"], 2, "whoever stands below a unit outside is of that unit");
    let (_, document) = with("不是");
    assert!(document["causes"].to_string().contains("import-no-school"), "{document:#}");
    assert_eq!(rows(&place, "teachers", &["name"]), [["郑一"], ["冯三"]]);
}

/// Subjects as columns of ticks are read by nobody: that no cell says a subject makes nobody an administrator.
#[test]
fn where_no_subject_is_read_nobody_is_suggested_as_an_administrator() {
    let schools = [FIRST];
    let people: &[&[&str]] = &[
        &["学校", "姓名", "语文", "数学", "职称", "到校时间", "人员状态"],
        &["甲山县第一小学", "郑一", "√", "", "一级教师", "2010.9", "在岗"],
        &["甲山县第一小学", "王二", "", "√", "二级教师", "2011.9", "在岗"],
    ];
    let place = jiashan(&schools, people);
    let (_, document) = answered(&place, "");
    assert_eq!(open(&document), ["people.no-subject"], "{document:#}");
    let values = document["questions"][0]["values"].as_array().expect("values");
    assert!(values.len() == 2 && values.iter().all(|value| value["suggestion"].is_null()), "{document:#}");
    assert!(!document["questions"][0]["examples"].to_string().contains("subjects"), "{document:#}");
}

/// Subjects under another name are said for lists of postings and wishes as for the roster.
#[test]
fn renamed_subjects_of_other_lists_are_said() {
    let schools = [FIRST, ["3002", "甲山县第二小学", "小学", "乡村", "200", "6"]];
    let people: &[&[&str]] = &[
        &["学校", "姓名", "任教学科", "职称", "到校时间", "人员状态"],
        &["甲山县第一小学", "郑一", "信息科技", "一级教师", "2010.9", "在岗"],
        &["甲山县第一小学", "王二", "数学", "二级教师", "2011.9", "在岗"],
    ];
    let place = jiashan(&schools, people);
    let postings: &[&[&str]] = &[
        &["姓名", "任教学科", "原单位", "交流单位", "起止时间"],
        &["郑一", "信息", "甲山县第一小学", "甲山县第二小学", "2022.9-2023.7"],
    ];
    workbook(&place.path("files/台账.xlsx"), "台账", postings);
    let wishes: &[&[&str]] =
        &[&["姓名", "所在学校", "任教学科", "第一志愿"], &["郑一", "甲山县第一小学", "信息", "甲山县第二小学"]];
    workbook(&place.path("files/志愿.xlsx"), "志愿", wishes);
    let document = imported(&place);
    let said = json!([{ "written": "信息", "subject": "信息科技", "count": 2 }]);
    assert_eq!(document["subjects"], said, "{document:#}");
    assert_eq!(rows(&place, "postings", &["teacher_name", "to_school"]), [["郑一", "3002"]]);
}

/// That a roster is missing is told once, and of the office's files.
#[test]
fn a_missing_roster_is_told_of_the_office_s_files() {
    let place = jiashan(&[FIRST], &[]);
    place.write("files/花名册.xlsx", "学校,姓名\n甲山县第一小学,郑一\n");
    place.write("answers.toml", ANSWERS);
    let run = place.run(&["import", "files", "-o", "county", "--answers", "answers.toml"]);
    assert!(run.stdout.contains("没有找到：教职工花名册"), "{}", run.stdout);
    assert!(run.stdout.contains("内容是：文本（CSV）"), "{}", run.stdout);
    for word in ["teachers.csv", "text / csv", "missing-table"] {
        assert!(!run.stdout.contains(word), "{word}: {}", run.stdout);
    }
}
