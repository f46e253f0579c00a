//! `import` of forms and headers of offices that nobody has seen: each test is one kind of thing that such files hold.

use crate::import::{open, table, text};
use crate::import_office::workbook;
use crate::support::Place;
use rust_xlsxwriter::{Format, Workbook, Worksheet};
use serde_json::Value;

/// The school list of most of these offices.
const SCHOOLS: &[&[&str]] = &[
    &["云山县2026年学校情况"],
    &["学校代码", "学校名称", "办学类型", "城乡类型", "在校生数", "班级数"],
    &["3001", "云山县第一小学", "小学", "城区", "240", "6"],
    &["3002", "东山乡中心小学", "小学", "乡村", "120", "6"],
    &["3003", "东山乡初级中学", "初中", "乡村", "90", "3"],
];

/// The answers that every office gives.
pub const ANSWERS: &str = "format = 1\n\
    [[question]]\nid = \"policy\"\nanswer = \"national\"\n\
    [[question]]\nid = \"school-year.2026\"\nanswer = \"2026-2027\"\n";

/// An office with its school list and a roster of one sheet.
fn office(roster: &[&[&str]]) -> Place {
    let place = Place::empty();
    workbook(&place.path("files/学校.xlsx"), "学校", SCHOOLS);
    workbook(&place.path("files/花名册.xlsx"), "教师", roster);
    place
}

/// Imports with the answers that every office gives and some more.
pub fn imported(place: &Place, more: &str) -> (i32, Value) {
    place.write("answers.toml", format!("{ANSWERS}{more}"));
    place.json("import", &["import", "files", "-o", "county", "--answers", "answers.toml"])
}

fn asked(place: &Place) -> (Vec<String>, Value) {
    let (_, document) = place.json("import", &["import", "files", "-o", "county"]);
    let own = open(&document).into_iter().filter(|id| id != "policy" && !id.starts_with("school-year")).collect();
    (own, document)
}

/// Some columns of a table of the county.
pub fn rows(place: &Place, name: &str, columns: &[&str]) -> Vec<Vec<String>> {
    let rows = table(place, &format!("county/{name}.csv"), "zh");
    rows.iter().map(|r| columns.iter().map(|c| text(r, c).to_owned()).collect()).collect()
}

fn left_out(document: &Value, at: usize, why: &str) -> usize {
    document["sheets"][at]["left_out"][why].as_array().map_or(0, Vec::len)
}

#[test]
fn the_example_of_a_form_and_the_numbers_of_its_columns_are_nobody() {
    let place = office(&[
        &["序号", "单位", "姓名", "任教学科", "到校时间", "人员状态"],
        &["1", "2", "3", "4", "5", "6"],
        &["示例", "云山县第一小学", "张三", "小学语文", "2015.09", "在岗"],
        &["1", "云山县第一小学", "郑一", "语文", "2010.09", "在岗"],
        &["例：", "东山乡中心小学", "李四", "数学", "2015.09", "在岗"],
        &["2", "某某小学", "王五", "数学", "2015.09", "在岗"],
        &["2", "东山乡中心小学", "冯二", "数学", "2012.09", "在岗"],
    ]);
    let (code, document) = imported(&place, "");
    assert_eq!((code, open(&document)), (0, vec![]), "{document:#}");
    assert_eq!(rows(&place, "teachers", &["name", "school_id"]), [["郑一", "3001"], ["冯二", "3002"]]);
    let roster =
        document["sheets"].as_array().expect("sheets").iter().position(|s| s["kind"] == "roster").expect("one");
    assert_eq!((left_out(&document, roster, "example-row"), left_out(&document, roster, "note-row")), (3, 1));
}

#[test]
fn what_only_counts_the_rows_is_nobodys_number() {
    let place = office(&[
        &["编号", "单位", "姓名", "身份证号", "任教学科", "到校时间"],
        &["1", "云山县第一小学", "郑一", "110105194912310021", "语文", "2010.09"],
        &["2", "云山县第一小学", "王二", "110105198801010012", "数学", "2010.09"],
        &["合计", "", "2人", "", "", ""],
        &["3", "东山乡中心小学", "冯三", "110105199003070010", "数学", "2012.09"],
    ]);
    let (code, document) = imported(&place, "");
    assert_eq!(code, 0, "{document:#}");
    let ids = rows(&place, "teachers", &["teacher_id"]);
    assert_eq!(ids.len(), 3);
    assert!(ids.iter().all(|id| id[0].len() > 8), "{ids:?}");
}

#[test]
fn a_form_names_its_school_in_its_title_or_its_file() {
    let place = Place::empty();
    workbook(&place.path("files/学校.xlsx"), "学校", SCHOOLS);
    let header: &[&str] = &["序号", "单位全称", "姓名", "任教学科", "何时到本校", "在岗情况"];
    workbook(
        &place.path("files/上报/云山县第一小学教师信息采集表.xlsx"),
        "Sheet1",
        &[header, &["1", "", "郑一", "语文", "2010.09", "在岗"]],
    );
    workbook(
        &place.path("files/上报/2.xlsx"),
        "Sheet1",
        &[&["单位：东山中心校　　2026年5月"], header, &["1", "", "王二", "数学", "2012.09", "在编（产假）"]],
    );
    let (code, document) = imported(&place, "");
    assert_eq!(code, 0, "{document:#}");
    let made = rows(&place, "teachers", &["name", "school_id", "joined_school", "status"]);
    assert_eq!(made, [["王二", "3002", "2012-09-01", "请假"], ["郑一", "3001", "2010-09-01", "在岗"]]);
}

/// Writes a text over several cells.
fn over(page: &mut Worksheet, from: (u32, u16), to: (u32, u16), text: &str) {
    page.merge_range(from.0, from.1, to.0, to.1, text, &Format::new()).expect("a merge");
}

#[test]
fn a_header_has_up_to_three_lines() {
    let place = office(&[
        &["单位", "姓名", "任教学科", "到校时间", "人员状态"],
        &["云山县第一小学", "郑一", "语文", "2010.09", "在岗"],
    ]);
    let mut book = Workbook::new();
    let page = book.add_worksheet();
    over(page, (0, 0), (0, 8), "云山县专业技术岗位设置、聘用情况");
    over(page, (1, 0), (3, 0), "序号");
    over(page, (1, 1), (3, 1), "单位名称");
    over(page, (1, 2), (1, 5), "核准岗位数");
    over(page, (2, 2), (2, 5), "专业技术岗位");
    over(page, (1, 6), (1, 8), "实聘数");
    over(page, (2, 6), (2, 8), "专业技术岗位");
    for (column, word) in (2..).zip(["合计", "高级", "中级", "初级", "高级", "中级", "初级"]) {
        page.write_string(3, column, word).expect("a cell");
    }
    for (row, (school, numbers)) in
        (4..).zip([("县一小", [9, 2, 4, 3, 1, 4, 2]), ("东山中心小学", [6, 1, 2, 3, 1, 1, 1])])
    {
        page.write_number(row, 0, row - 3).expect("a cell");
        page.write_string(row, 1, school).expect("a cell");
        for (column, number) in (2..).zip(numbers) {
            page.write_number(row, column, number).expect("a cell");
        }
    }
    book.save(place.path("files/岗位.xlsx")).expect("a workbook");
    let (code, document) = imported(&place, "");
    assert_eq!(code, 0, "{document:#}");
    let schools = table(&place, "county/schools.csv", "zh");
    let posts: Vec<[&str; 2]> =
        schools.iter().map(|r| ["posts_senior", "posts_intermediate"].map(|c| text(r, c))).collect();
    assert_eq!(posts, [["2", "4"], ["1", "2"], ["", ""]]);
}

#[test]
fn posts_by_grade_add_up_to_posts_by_title() {
    let place = office(&[
        &["单位", "姓名", "任教学科", "到校时间", "人员状态"],
        &["云山县第一小学", "郑一", "语文", "2010.09", "在岗"],
    ]);
    let mut book = Workbook::new();
    let page = book.add_worksheet();
    over(page, (0, 0), (1, 0), "学校");
    over(page, (0, 1), (0, 8), "核准岗位数");
    over(page, (0, 9), (0, 10), "实聘数");
    let grades = ["合计", "五级", "六级", "七级", "八级", "九级", "十级", "十二级", "五级", "八级"];
    for (column, word) in (1..).zip(grades) {
        page.write_string(1, column, word).expect("a cell");
    }
    page.write_string(2, 0, "县一小").expect("a cell");
    for (column, number) in (1..).zip([21, 1, 2, 3, 2, 4, 4, 5, 1, 2]) {
        page.write_number(2, column, number).expect("a cell");
    }
    book.save(place.path("files/岗位.xlsx")).expect("a workbook");
    let (code, document) = imported(&place, "");
    assert_eq!(code, 0, "{document:#}");
    let schools = table(&place, "county/schools.csv", "zh");
    assert_eq!((text(&schools[0], "posts_senior"), text(&schools[0], "posts_intermediate")), ("6", "10"));
}

#[test]
fn a_matrix_has_a_column_of_numbers_dashes_and_units() {
    let place = office(&[
        &["单位", "姓名", "任教学科", "到校时间", "人员状态"],
        &["云山县第一小学", "郑一", "语文", "2010.09", "在岗"],
    ]);
    workbook(
        &place.path("files/里程.xlsx"),
        "里程",
        &[
            &["各学校之间里程（公里）"],
            &["序号", "起点＼终点", "县一小", "东山小学", "东山中学"],
            &["1", "县一小", "—", "18.0", "19.5公里"],
            &["2", "东山小学", "18", "—", "1.5km"],
            &["3", "东山中学", "19.5", "1.5", "0"],
            &["说明：按最近公路计算。"],
        ],
    );
    let (code, document) = imported(&place, "");
    assert_eq!(code, 0, "{document:#}");
    assert!(!document["causes"].to_string().contains("import-"), "18.0 is 18: {document:#}");
    let trips = table(&place, "county/travel.csv", "zh");
    let made: Vec<[&str; 3]> = trips.iter().map(|r| ["from", "to", "km"].map(|c| text(r, c))).collect();
    assert_eq!(made, [["3001", "3002", "18"], ["3001", "3003", "19.5"], ["3002", "3003", "1.5"]]);
}

/// A column under a strange header is asked about by its values, and what its values raise is asked in the same round.
#[test]
fn a_strange_header_is_asked_about_with_what_its_values_raise() {
    let place = office(&[
        &["单位", "姓名", "任教学科", "到校时间", "聘用层次", "上班与否"],
        &["云山县第一小学", "郑一", "语文", "2010.09", "高级教师", "在编（产假）"],
        &["云山县第一小学", "王二", "数学", "2012.09", "一级教师", "支教"],
        &["东山乡中心小学", "冯三", "数学", "2012.09", "二级教师", "在岗"],
    ]);
    let (own, document) = asked(&place);
    assert_eq!(own, ["column.teachers.title", "column.teachers.status", "values.teachers.status.elsewhere"]);
    let suggestions: Vec<&Value> = document["questions"]
        .as_array()
        .expect("questions")
        .iter()
        .filter(|q| q["id"].as_str().is_some_and(|id| id.starts_with("column")))
        .map(|q| &q["suggestion"])
        .collect();
    assert_eq!(suggestions, ["聘用层次", "上班与否"]);
    let (code, document) = imported(
        &place,
        "[[question]]\nid = \"column.teachers.title\"\nanswer = \"yes\"\n\
        [[question]]\nid = \"column.teachers.status\"\nanswer = \"yes\"\n\
        [[question]]\nid = \"values.teachers.status.elsewhere\"\nanswer = \"seconded\"\n",
    );
    assert_eq!((code, open(&document)), (0, vec![]), "{document:#}");
    assert_eq!(rows(&place, "teachers", &["title", "status"]), [["高级", "请假"], ["中级", "借调"], ["初级", "在岗"]]);
}

/// Whoever has died or gone is asked about and can be left off; a class of hardship is no tier; 是 to a question of yes or no is yes.
#[test]
fn what_a_clerk_means_by_an_answer() {
    let place = Place::empty();
    place.write(
        "files/学校.csv",
        "学校代码,学校名称,办学类型,城乡类型,学生数,班级数,艰苦边远地区类别\n\
         1,甲小学,小学,城区,300,8,无\n2,乙小学,小学,乡村,100,6,二类\n3,丙小学,小学,乡村,90,6,三类\n",
    );
    place.write(
        "files/名册.csv",
        "职工号,姓名,单位,任教学科,到校时间,人员状态\nT1,王甲,甲小学,语文,2010-09,在岗\nT2,李乙,乙小学,数学,2011-09,死亡\n\
         T3,张丙,丙小学,数学,2011-09,临聘\n",
    );
    place.write(
        "files/台账.csv",
        "姓名,原单位,交流学校,开始时间,结束时间,交流形式\n王甲,甲小学,乙小学,2020.9,2021.7,支教\n",
    );
    place.write("files/里程.csv", "起点,终点,公里\n甲小学,乙小学,12.5\n丙小学,甲小学,20公里\n乙小学,丙小学,—\n");
    let (_, document) = place.json("import", &["import", "files", "-o", "county"]);
    let asked = open(&document);
    for question in ["values.teachers.status.left", "values.postings.kind.counts-as-exchange"] {
        assert!(asked.iter().any(|id| id == question), "{question}: {asked:?}");
    }
    assert!(!asked.iter().any(|id| id.contains("tier") || id.contains("hardship")), "{asked:?}");
    let answers = "[[question]]\nid = \"policy\"\nanswer = \"national\"\n\
        [[question]]\nid = \"county-name\"\nanswer = \"云山县\"\n\
        [[question]]\nid = \"school-year\"\nanswer = \"2026-2027\"\n\
        [[question]]\nid = \"values.teachers.status.left\"\nanswer = \"是\"\n\
        [[question]]\nid = \"values.teachers.status.not-on-payroll\"\nanswer = \"leave-out\"\n\
        [[question]]\nid = \"values.postings.kind.counts-as-exchange\"\nanswer = \"是\"\n";
    place.write("answers.toml", format!("format = 1\n{answers}"));
    let args = ["import", "files", "-o", "county", "--answers", "answers.toml", "--questions", "next.toml"];
    let (_, document) = place.json("import", &args);
    assert_eq!(open(&document), Vec::<String>::new(), "{document:#}");
    let teachers = table(&place, "county/teachers.csv", "zh");
    assert_eq!(teachers.iter().map(|r| text(r, "name")).collect::<Vec<_>>(), ["王甲"]);
    assert_eq!(table(&place, "county/postings.csv", "zh").len(), 1);
    let schools = table(&place, "county/schools.csv", "zh");
    assert_eq!(schools.iter().map(|r| text(r, "hardship")).collect::<Vec<_>>(), ["", "2", "3"]);
    let travel = table(&place, "county/travel.csv", "zh");
    let trips: Vec<[&str; 3]> = travel.iter().map(|r| ["from", "to", "km"].map(|c| text(r, c))).collect();
    assert_eq!(trips, [["甲小学", "乙小学", "12.5"], ["丙小学", "甲小学", "20"]]);
    // The next file of questions keeps what was answered.
    assert!(place.read("next.toml").contains("values.teachers.status.left"));
}

#[test]
fn a_posting_that_goes_on_is_asked_when_it_ends() {
    let place = office(&[
        &["单位", "姓名", "任教学科", "到校时间", "人员状态"],
        &["云山县第一小学", "郑一", "语文", "2010.09", "在岗"],
        &["云山县第一小学", "王二", "语文", "2010.09", "在岗"],
    ]);
    workbook(
        &place.path("files/台账.xlsx"),
        "台账",
        &[
            &["姓名", "原单位", "交流学校", "起止时间"],
            &["郑一", "县一小", "东山小学", "2025.9至今"],
            &["王二", "县一小", "东山小学", "2022.9-2023.7"],
        ],
    );
    let (own, document) = asked(&place);
    assert_eq!(own, ["postings.running.2026"], "{document:#}");
    assert_eq!(document["errors"], 0);
    let running = "[[question]]\nid = \"postings.running.2026\"\nanswer = \"2027-07-31\"\n";
    let (code, document) = imported(&place, &running.replace("2027-07-31", "以后"));
    assert_eq!((code, document["causes"][0]["code"].as_str()), (1, Some("import-not-a-day")), "{document:#}");
    let (code, document) = imported(&place, running);
    assert_eq!(code, 0, "{document:#}");
    let made = table(&place, "county/postings.csv", "zh");
    let ends: Vec<&str> = made.iter().map(|r| text(r, "end")).collect();
    assert_eq!(ends, ["2027-07-31", "2023-07-31"]);
}

#[test]
fn schools_stand_in_several_sheets_and_people_say_of_theirs() {
    let place = Place::empty();
    workbook(
        &place.path("files/学生.xlsx"),
        "学生",
        &[
            &["云山县2026年班级学生情况"],
            &["学校名称", "班数", "学生数", "寄宿生数"],
            &["云山县第一小学", "6", "240", "0"],
            &["云山县幼儿园", "9", "300", ""],
            &["东山乡初级中学", "3", "90", "40"],
        ],
    );
    workbook(
        &place.path("files/学校类型.xlsx"),
        "类型",
        &[
            &["学校代码", "学校名称", "办学类型", "班数", "学生数"],
            &["3001", "云山县第一小学", "小学", "6", "240"],
            &["3003", "东山乡初级中学", "初中", "3", "95"],
        ],
    );
    workbook(
        &place.path("files/花名册.xlsx"),
        "教师",
        &[
            &["单位", "学校类型", "区域", "姓名", "任教学科", "到校时间", "人员状态"],
            &["云山县第一小学", "小学", "城区", "郑一", "语文", "2010.09", "在岗"],
            &["东山乡初级中学", "初中", "乡村", "王二", "语文", "2010.09", "在岗"],
        ],
    );
    let (own, document) = asked(&place);
    assert_eq!(own.len(), 1, "{document:#}");
    assert!(own[0].starts_with("sheets.schools.pupils."), "95 or 90 pupils: {own:?}");
    let which = |answer: &str| format!("[[question]]\nid = \"{}\"\nanswer = \"{answer}\"\n", own[0]);
    let (code, document) = imported(&place, &which("2"));
    assert_eq!((code, open(&document)), (0, vec![]), "{document:#}");
    let other = table(&place, "county/schools.csv", "zh");
    assert_eq!(other.iter().map(|r| text(r, "pupils")).collect::<Vec<_>>(), ["240", "90"]);
    std::fs::remove_dir_all(place.path("county")).expect("removed");
    let (code, document) = imported(&place, &which("1"));
    assert_eq!((code, open(&document)), (0, vec![]), "{document:#}");
    assert_eq!(document["schools"]["outside"], serde_json::json!({ "kindergarten": 1 }));
    let schools = table(&place, "county/schools.csv", "zh");
    let made: Vec<[&str; 5]> =
        schools.iter().map(|r| ["school_id", "stage", "area", "pupils", "boarding"].map(|c| text(r, c))).collect();
    assert_eq!(made, [["3001", "小学", "城区", "240", "0"], ["3003", "初中", "乡村", "95", "40"]]);
    let causes: Vec<&str> =
        document["causes"].as_array().expect("causes").iter().filter_map(|c| c["code"].as_str()).collect();
    assert_eq!(causes, ["import-contradiction"], "95 or 90 pupils");
}

/// Without a list of schools nobody is asked which school a name is: that there is none is told, and once.
#[test]
fn what_is_not_there_is_told_and_nothing_asked_about_it() {
    let place = Place::empty();
    workbook(
        &place.path("files/花名册.xlsx"),
        "云山县教师",
        &[
            &["单位", "姓名", "任教学科", "到校时间", "人员状态"],
            &["云山县第一小学", "郑一", "语文", "2010.09", "在岗"],
            &["东山乡初级中学", "王二", "语文", "2010.09", "在岗"],
        ],
    );
    let strange: &[&str] = &["甲项", "乙项", "丙项"];
    workbook(&place.path("files/其他.xlsx"), "其他", &[strange, strange, strange, strange, strange]);
    let (own, document) = asked(&place);
    assert!(own.iter().all(|id| id == "county-name"), "{own:?}");
    let causes: Vec<&str> =
        document["causes"].as_array().expect("causes").iter().filter_map(|c| c["code"].as_str()).collect();
    assert_eq!(causes, ["import-nothing-found", "import-sheet-unread"], "{document:#}");
}

/// One fault in the form that every school has filled in is one cause, and said once.
#[test]
fn many_sheets_of_one_form_are_one_cause() {
    let place = Place::empty();
    workbook(&place.path("files/学校.xlsx"), "学校", SCHOOLS);
    for (school, name) in [("云山县第一小学", "郑一"), ("东山乡中心小学", "王二"), ("东山乡初级中学", "冯三")]
    {
        workbook(
            &place.path(&format!("files/{school}.xlsx")),
            "教师",
            &[
                &["序号", "姓名", "任教学科", "人员状态", "称呼方式"],
                &["1", name, "语文", "在岗", "老师"],
                &["合计", "1人", "", "", ""],
            ],
        );
    }
    let (_, document) = imported(&place, "");
    let causes = document["causes"].as_array().expect("causes");
    assert_eq!(causes.len(), 1, "{document:#}");
    assert_eq!((causes[0]["code"].as_str(), causes[0]["count"].as_u64()), (Some("empty-cell"), Some(3)));
    assert!(causes[0]["place"].as_str().is_some_and(|place| place.contains("等 3 张表")), "{document:#}");
    let run = place.run(&["import", "files", "--preview", "--answers", "answers.toml"]);
    assert_eq!(run.stdout.matches("称呼方式").count(), 1, "{}", run.stdout);
    assert!(run.stdout.contains("合计行 3"), "{}", run.stdout);
}
