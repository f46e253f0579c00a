//! What a clerk met in the import: each test is one thing that was read, lost or refused without a word.

use crate::import::{open, table, text};
use crate::support::{Place, copy};
use serde_json::Value;

const SCHOOLS: &str =
    "学校代码,学校名称,办学类型,城乡类型,学生数,班级数\n3001,甲小学,小学,城区,300,8\n3002,乙小学,小学,乡村,100,6\n";

const ANSWERS: &str = "format = 1\n[[question]]\nid = \"policy\"\nanswer = \"national\"\n\
    [[question]]\nid = \"county-name\"\nanswer = \"云山县\"\n[[question]]\nid = \"school-year\"\nanswer = \"2026-2027\"\n";

fn office(schools: &str, roster: &str) -> Place {
    let place = Place::empty();
    place.write("files/学校.csv", schools);
    place.write("files/名册.csv", roster);
    place
}

fn import(place: &Place, more: &str, args: &[&str]) -> (i32, Value) {
    place.write("answers.toml", format!("{ANSWERS}{more}"));
    place.json("import", &[&["import", "files", "-o", "county", "--answers", "answers.toml"], args].concat())
}

fn question(document: &Value, id: &str) -> Value {
    let all = document["questions"].as_array().expect("questions");
    all.iter().find(|q| q["id"] == id).cloned().unwrap_or_default()
}

fn cause(document: &Value, code: &str) -> Value {
    let all = document["causes"].as_array().expect("causes");
    all.iter().find(|c| c["code"] == code).cloned().unwrap_or_else(|| panic!("no {code}: {document:#}"))
}

/// A column of ticks says who is a backbone teacher, and not of which level: that is asked, under whichever header they stand.
#[test]
fn a_tick_for_backbone_teachers_is_asked_for_its_level() {
    for (header, suggestion) in [
        ("骨干教师", Value::Null),
        ("是否骨干教师", Value::Null),
        ("是否市级以上骨干教师", "市级骨干教师".into()),
        ("是否县级及以上骨干教师", "县级骨干教师".into()),
    ] {
        let roster = format!(
            "职工号,姓名,单位,任教学科,到校时间,人员状态,{header}\nT1,王甲,甲小学,语文,2010-09,在岗,是\n\
             T2,李乙,甲小学,数学,2011-09,在岗,否\nT3,张丙,乙小学,数学,2011-09,在岗,否\nT4,赵丁,乙小学,英语,2011-09,在岗,\n"
        );
        let place = office(SCHOOLS, &roster);
        let (code, document) = import(&place, "", &[]);
        let asked = question(&document, "values.teachers.backbone.who-granted");
        assert_eq!(
            (code, open(&document)),
            (1, vec!["values.teachers.backbone.who-granted".to_owned()]),
            "{document:#}"
        );
        let value = &asked["values"][0];
        assert_eq!(
            (&value["value"], &value["suggestion"]),
            (&format!("{header}：是").into(), &suggestion),
            "{asked:#}"
        );
        let answer = "[[question]]\nid = \"values.teachers.backbone.who-granted\"\nanswer = \"省级\"\n";
        let (code, document) = import(&place, answer, &[]);
        assert_eq!((code, open(&document)), (0, vec![]), "{document:#}");
        let people = table(&place, "county/teachers.csv", "zh");
        let levels: Vec<&str> = people.iter().map(|r| text(r, "backbone")).collect();
        assert_eq!(levels, ["省级骨干教师", "", "", ""], "{header}");
    }
}

/// Words that our own list reads as another subject are said, once a value with how often; a subject by its own name is not.
#[test]
fn a_word_that_becomes_another_subject_is_said() {
    let place = office(
        SCHOOLS,
        "职工号,姓名,单位,任教学科,兼教学科,到校时间,人员状态\nT1,王甲,甲小学,小学语文,书法,2010-09,在岗\n\
         T2,李乙,甲小学,思想品德,书法,2011-09,在岗\nT3,张丙,乙小学,数学,,2011-09,在岗\n",
    );
    let (code, document) = import(&place, "", &[]);
    assert_eq!(code, 0, "{document:#}");
    let said: Vec<[String; 3]> = document["subjects"]
        .as_array()
        .expect("subjects")
        .iter()
        .map(|s| ["written", "subject", "count"].map(|key| s[key].to_string().replace('"', "")))
        .collect();
    let said: Vec<[&str; 3]> = said.iter().map(|one| [one[0].as_str(), one[1].as_str(), one[2].as_str()]).collect();
    assert_eq!(said, [["书法", "美术", "2"], ["思想品德", "道德与法治", "1"]]);
    let run = place.run(&["import", "files", "-o", "county", "--answers", "answers.toml"]);
    assert!(run.stdout.contains("书法 → 美术 ×2"), "{}", run.stdout);
}

/// What is found is told with the rows of the office's own sheets: the row that a duplicate repeats, every row of a cause, and the
/// rows in which remarks stand.
#[test]
fn every_row_is_the_office_s_own() {
    let schools = format!("云山县学校情况,,,,,\n填报单位：教育局,,,,,\n{SCHOOLS}3002,丙小学,小学,乡村,90,6\n");
    let roster = "云山县教职工花名册,,,,,,\n职工号,姓名,单位,任教学科,身份证号,到校时间,备注\n\
        T1,王甲,甲小学,语文,110105194912310020,2010-09,怀孕\nT2,李乙,甲小学,数学,110105194912310020,2011-09,\n\
        T3,张丙,乙小学,数学,,2011-09,怀孕\n";
    let place = office(&schools, roster);
    let (_, document) = import(&place, "", &[]);
    let doubled = cause(&document, "doubled-id");
    assert!(doubled["place"].as_str().is_some_and(|p| p.contains("files/学校.csv，第 6 行")), "{doubled:#}");
    assert!(doubled["message"].as_str().is_some_and(|m| m.contains("与第 5 行重复：3002")), "{doubled:#}");
    let identity = cause(&document, "import-identity");
    assert_eq!(identity["rows"][0]["rows"], serde_json::json!([3, 4]), "{identity:#}");
    let run = place.run(&["import", "files", "-o", "county", "--answers", "answers.toml"]);
    for said in ["共 2 处（files/名册.csv 第 3、4 行）", "怀孕或哺乳：2 人（files/名册.csv 第 3、5 行）"]
    {
        assert!(run.stdout.contains(said), "{said}:\n{}", run.stdout);
    }
    // `check` of the county says the same of the office's own row.
    let checked = place.run(&["check", "county"]);
    assert!(checked.stdout.contains("与第 5 行重复") || checked.stderr.contains("与第 5 行重复"), "{checked:?}");
}

/// A county with a policy file of its own is imported again and keeps it; a copy of a county beside is no other memory.
#[test]
fn a_policy_of_one_s_own_and_copies_beside_stand_in_nobody_s_way() {
    let place = office(
        SCHOOLS,
        "职工号,姓名,单位,任教学科,到校时间,人员状态\nT1,王甲,甲小学,语文,2010-09,在岗\nT2,李乙,乙小学,数学,2011-09,在岗\n",
    );
    place.write("files/云山县学校.csv", SCHOOLS);
    std::fs::remove_file(place.path("files/学校.csv")).expect("removed");
    assert_eq!(import(&place, "", &[]).0, 0);
    let own = "extends = \"national\"\nid = \"own\"\nname = { zh = \"云山县\", en = \"Yunshan\" }\n";
    place.write("county/云山县政策.toml", own);
    place.replace("county/county.toml", "national", "云山县政策.toml");
    for copied in ["county.bak", "county - 副本", "county (2)"] {
        copy(&place.path("county"), &place.path(copied));
    }
    let (code, document) = import(&place, "", &["--force"]);
    assert_eq!(code, 0, "{document:#}");
    assert_eq!(place.read("county/云山县政策.toml"), own);
    let run = place.run(&["import", "files", "-o", "county-2027", "--answers", "answers.toml"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(run.stderr.contains("沿用以前记住的内容：./county/memory.toml"), "{run:?}");
    // Somebody's other work is still left alone.
    place.write("county/笔记.txt", "x");
    assert_eq!(place.run(&["import", "files", "-o", "county", "--answers", "answers.toml", "--force"]).code, 2);
}

/// Pupils and classes by stage side by side are those of the stages of a nine-year school, and the total of any other.
#[test]
fn numbers_by_stage_side_by_side_are_read_as_such() {
    let place = Place::empty();
    place.write("files/名册.csv", "职工号,姓名,单位,任教学科,任教学段,到校时间,人员状态\nT1,王甲,甲学校,语文,小学,2010-09,在岗\nT2,李乙,乙小学,数学,,2011-09,在岗\nT3,张丙,丙中学,数学,,2011-09,在岗\n");
    let mut book = rust_xlsxwriter::Workbook::new();
    let page = book.add_worksheet();
    let plain = rust_xlsxwriter::Format::new();
    for (column, head) in [(0, "学校代码"), (1, "学校名称"), (2, "办学类型"), (3, "城乡类型")] {
        page.merge_range(0, column, 1, column, head, &plain).expect("a merge");
    }
    for (column, head) in [(4, "学生数"), (6, "班数")] {
        page.merge_range(0, column, 0, column + 1, head, &plain).expect("a merge");
        page.write_string(1, column, "小学").expect("a cell");
        page.write_string(1, column + 1, "初中").expect("a cell");
    }
    page.merge_range(0, 8, 0, 10, "岗位数", &plain).expect("a merge");
    for (column, word) in (8..).zip(["高级", "中级", "初级"]) {
        page.write_string(1, column, word).expect("a cell");
    }
    let rows: [(&str, &str, &str, &str, [i32; 7]); 3] = [
        ("3001", "甲学校", "九年一贯制", "城区", [183, 120, 7, 3, 4, 9, 11]),
        ("3002", "乙小学", "小学", "乡村", [100, 0, 6, 0, 1, 2, 3]),
        ("3003", "丙中学", "初中", "乡村", [0, 90, 0, 3, 2, 3, 4]),
    ];
    for (row, (id, name, stage, area, numbers)) in (2..).zip(rows) {
        for (column, text) in (0..).zip([id, name, stage, area]) {
            page.write_string(row, column, text).expect("a cell");
        }
        for (column, number) in (4..).zip(numbers) {
            page.write_number(row, column, number).expect("a cell");
        }
    }
    book.save(place.path("files/学校.xlsx")).expect("a workbook");
    let (code, document) = import(&place, "", &[]);
    assert_eq!((code, open(&document)), (0, vec![]), "{document:#}");
    let spread = cause(&document, "import-by-stage");
    assert_eq!(spread["rows"][0]["rows"], serde_json::json!([3]), "{spread:#}");
    let schools = table(&place, "county/schools.csv", "zh");
    let sum = |row: &std::collections::BTreeMap<String, String>,
               stem: &str,
               grades: std::ops::RangeInclusive<u32>|
     -> u32 { grades.map(|g| text(row, &format!("{stem}_g{g}")).parse().unwrap_or(0)).sum() };
    let nine = &schools[0];
    assert_eq!((sum(nine, "pupils", 1..=6), sum(nine, "pupils", 7..=9)), (183, 120));
    assert_eq!((sum(nine, "classes", 1..=6), sum(nine, "classes", 7..=9)), (7, 3));
    let totals: Vec<[&str; 4]> = schools
        .iter()
        .map(|r| ["pupils", "classes", "posts_senior", "posts_intermediate"].map(|column| text(r, column)))
        .collect();
    assert_eq!(totals, [["", "", "4", "9"], ["100", "6", "1", "2"], ["90", "3", "2", "3"]]);
    assert_eq!(place.run(&["check", "county"]).code, 0);
}
