//! A county as a folder, a workbook, or a mixture of both.

use crate::raw_support::{Folder, county, gbk};
use lungang_domain::finding::Severity;
use rust_xlsxwriter::Workbook;

fn book(sheets: &[&str]) -> Vec<u8> {
    let mut book = Workbook::new();
    for name in sheets {
        let sheet = book.add_worksheet().set_name(*name).unwrap();
        sheet.write_row(0, 0, ["id", "x"]).unwrap();
        sheet.write_row(1, 0, [1, 2]).unwrap();
    }
    book.save_to_buffer().unwrap()
}

#[test]
fn a_folder_of_tables() {
    let folder = Folder::new();
    folder.put("schools.CSV", gbk("学校代码,名称\nS1,一小\n"));
    folder.put("teachers.xlsx", book(&["Sheet1"]));
    folder.put("wishes.parquet", crate::raw_parquet::sample(2));
    folder.put("county.toml", "name = \"x\"");
    folder.put("~$teachers.xlsx", "lock");
    folder.put(".hidden.csv", "a\n1\n");
    folder.put("notes.txt", "not a table");
    let told = county(folder.path());
    let names: Vec<_> = told.tables.iter().map(|t| t.name.as_str()).collect();
    assert_eq!(names, ["schools", "teachers", "wishes"]);
    assert_eq!(told.tables[1].sheet.as_deref(), Some("Sheet1"));
    assert!(told.findings.is_empty(), "{:?}", told.codes());
}

#[test]
fn a_workbook_of_sheets() {
    let folder = Folder::new();
    let path = folder.put("county.xlsx", book(&["schools", "教师"]));
    let here = |told: crate::raw_support::Told| told.tables.iter().map(|t| t.name.clone()).collect::<Vec<_>>();
    assert_eq!(here(county(folder.path())), ["schools", "教师"]);
    assert_eq!(here(county(&path)), ["schools", "教师"]);
    let alone = folder.put("数据.xlsx", book(&["Sheet1"]));
    assert_eq!(here(county(&alone)), ["Sheet1"]);
}

#[test]
fn which_sheet_bears_the_name_of_the_file() {
    for (sheets, names) in [
        (&["whatever"][..], &["wishes"][..]),
        (&["说明", "Sheet2"], &["wishes"]),
        (&["说明", "Wishes"], &["Wishes"]),
        (&["schools", "teachers"], &["schools", "teachers"]),
    ] {
        let folder = Folder::new();
        folder.put("wishes.xlsx", book(sheets));
        let told = county(folder.path());
        assert_eq!(told.tables.iter().map(|t| t.name.as_str()).collect::<Vec<_>>(), names);
    }
}

#[test]
fn the_same_table_twice() {
    let folder = Folder::new();
    folder.put("schools.csv", "id,x\n1,2\n");
    folder.put("Schools.xlsx", book(&["Sheet1"]));
    folder.put("county.xlsx", book(&["schools", "teachers"]));
    let told = county(folder.path());
    assert_eq!(told.severity("table-twice"), Severity::Error);
    assert_eq!(told.rows("table-twice").len(), 2);
    assert_eq!(told.tables.len(), 2);
}

#[test]
fn nothing_there() {
    let folder = Folder::new();
    assert_eq!(county(folder.path()).codes(), ["no-tables"]);
    assert_eq!(county(&folder.path().join("gone")).codes(), ["missing-county"]);
}
