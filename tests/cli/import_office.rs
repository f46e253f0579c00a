//! `import` of another office's files, and of what is wrong.

use crate::import::{open, table, text};
use crate::support::Place;
use rust_xlsxwriter::Workbook;
use std::path::Path;

/// Writes a workbook of one sheet, and the folder for it.
pub fn workbook(path: &Path, sheet: &str, rows: &[&[&str]]) {
    let mut book = Workbook::new();
    let page = book.add_worksheet();
    page.set_name(sheet).expect("a name");
    for (row, cells) in (0..).zip(rows) {
        for (column, cell) in (0..).zip(*cells).filter(|(_, cell)| !cell.is_empty()) {
            page.write_string(row, column, *cell).expect("a cell");
        }
    }
    std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    book.save(path).expect("a workbook");
}

/// Another office: a workbook a school, other headers, staff numbers and no identity numbers, a kindergarten in the list.
#[test]
fn an_office_with_a_workbook_a_school() {
    let place = Place::empty();
    workbook(
        &place.path("files/学校情况.xlsx"),
        "2026",
        &[
            &["云山县2026年学校情况"],
            &["学校(机构)标识码", "学校(机构)名称", "学校类型", "城乡分类", "在校生数", "教学班数", "所在乡镇"],
            &["3001", "云山县第一小学", "完全小学", "121-镇中心区", "240", "6", "城关镇"],
            &["3002", "东山乡中心小学", "小学", "210-乡中心区", "120", "6", "东山乡"],
            &["3003", "东山乡初级中学", "初级中学", "210-乡中心区", "90", "3", "东山乡"],
            &["3009", "云山县幼儿园", "幼儿园", "121-镇中心区", "180", "6", "城关镇"],
            &["合计", "", "", "", "630", "21", ""],
        ],
    );
    let header: &[&str] = &[
        "教职工号",
        "姓名",
        "性别",
        "出生日期",
        "现聘专业技术职称",
        "主教学科",
        "进入现单位任教时间",
        "在岗状态",
        "行政职务",
        "民族",
    ];
    let staff = |name: &str, rows: &[&[&str]]| {
        let title = format!("{name}教职工信息采集表");
        let all: Vec<Vec<&str>> =
            [vec![title.as_str()], header.to_vec()].into_iter().chain(rows.iter().map(|r| r.to_vec())).collect();
        let all: Vec<&[&str]> = all.iter().map(Vec::as_slice).collect();
        workbook(&place.path(&format!("files/各校/{name}.xlsx")), "采集表", &all);
    };
    staff(
        "云山县第一小学",
        &[
            &["Y001", "郑一", "1-男", "1980-03-01", "高级教师", "语文", "2005.09", "在岗", "校长", "汉族"],
            &["Y002", "王二", "2-女", "1990年5月", "一级教师", "数学", "2015年9月", "在岗", "", "汉族"],
            &["Y003", "冯三", "2-女", "1995-07-12", "二级教师", "英语", "201909", "在编（产假）", "", "汉族"],
        ],
    );
    staff(
        "东山乡中心小学",
        &[&["Y101", "陈四", "1-男", "1985-01-20", "一级教师", "语文、数学", "2010.08", "在岗", "", "汉族"]],
    );
    staff(
        "东山乡初级中学",
        &[&["Y201", "褚五", "1-男", "1979-11-30", "高级教师", "物理", "2003-09", "借调（县委办）", "", "汉族"]],
    );
    let (code, document) = place.json("import", &["import", "files", "-o", "county"]);
    assert_eq!((code, open(&document)), (1, vec!["policy".to_owned(), "school-year.2026".to_owned()]), "{document:#}");
    place.write(
        "answers.toml",
        "format = 1\n[[question]]\nid = \"policy\"\nanswer = \"national\"\n[[question]]\nid = \"school-year.2026\"\nanswer = \"yes\"\n",
    );
    let (code, document) = place.json("import", &["import", "files", "-o", "county", "--answers", "answers.toml"]);
    assert_eq!((code, open(&document)), (0, vec![]), "{document:#}");
    assert_eq!(document["county"], "云山县");
    assert_eq!(document["schools"]["outside"], serde_json::json!({ "kindergarten": 1 }));
    let people = table(&place, "county/teachers.csv", "zh");
    let made: Vec<[&str; 7]> = people
        .iter()
        .map(|r| {
            ["teacher_id", "school_id", "sex", "birth_date", "title", "joined_school", "status"].map(|c| text(r, c))
        })
        .collect();
    let expected = [
        ["Y001", "3001", "男", "1980-03-01", "高级", "2005-09-01", "在岗"],
        ["Y002", "3001", "女", "1990-05-01", "中级", "2015-09-01", "在岗"],
        ["Y003", "3001", "女", "1995-07-12", "初级", "2019-09-01", "请假"],
        ["Y101", "3002", "男", "1985-01-20", "中级", "2010-08-01", "在岗"],
        ["Y201", "3003", "男", "1979-11-30", "高级", "2003-09-01", "借调"],
    ];
    for row in expected {
        assert!(made.contains(&row), "{row:?} is not in {made:?}");
    }
    assert_eq!(made.len(), expected.len());
    let schools = table(&place, "county/schools.csv", "zh");
    let areas: Vec<[&str; 3]> = schools.iter().map(|r| ["school_id", "stage", "area"].map(|c| text(r, c))).collect();
    assert_eq!(areas, [["3001", "小学", "镇区"], ["3002", "小学", "乡村"], ["3003", "初中", "乡村"]]);
}

#[test]
fn what_is_wrong_is_told_in_both_languages() {
    let place = Place::empty();
    place.write("files/花名册.csv", "单位,姓名,任教学科,到校时间\n某小学,赵一,语文,2020.9\n某小学,,数学,2020.9\n");
    place.write("files/说明.docx", "x");
    place.write("answers.toml", "format = 1\n[[question]]\nid = \"policy\"\nanswer = \"mine\"\n");
    place.snapshots("import-bad", &["import", "files", "-o", "county", "--answers", "answers.toml"]);
    place.snapshots("import-missing", &["import", "nowhere", "-o", "county"]);
    assert!(!place.path("county").exists());
}

#[test]
fn forms_of_another_program_are_refused() {
    let place = Place::empty();
    place.write("files/花名册.csv", "单位,姓名,任教学科,到校时间\n某校,甲,语文,2020.9\n");
    place.write("answers.toml", "format = 9\n");
    place.write("memory.toml", "format = 9\n");
    for (more, code) in
        [(["--answers", "answers.toml"], "toml-value"), (["--memory", "memory.toml"], "import-memory-format")]
    {
        let (ended, document) = place.json("check", &[&["import", "files", "-o", "county"][..], &more].concat());
        assert_eq!(ended, 2);
        assert_eq!(document["causes"][0]["code"], code, "{document:#}");
    }
    place.write("county.key", "no key");
    assert_eq!(place.run(&["import", "files", "-o", "county"]).code, 2);
}
