//! The workbook of a check: copies of the tables with the wrong cells marked, where they stand in their files.

use calamine::{Data, Reader, Xlsx};
use lungang_domain::finding::{Finding, Findings, Place};
use lungang_domain::words::Lang;
use lungang_report::xlsx::{SourceCell, SourceColumn, SourceSheet, check};
use std::io::{Cursor, Read};

const IDENTITY: &str = "653001199001011234";

fn column(index: usize, header: &str) -> SourceColumn {
    SourceColumn { index, header: header.to_owned(), name: header.to_owned() }
}

fn text(text: &str) -> SourceCell {
    SourceCell::Text(text.to_owned())
}

/// A table below a title, its second column without a header.
fn teachers() -> SourceSheet {
    SourceSheet {
        file: "county/teachers.csv".to_owned(),
        sheet: None,
        name: "teachers".to_owned(),
        header: 3,
        columns: vec![column(0, "id"), column(2, "subjects"), column(3, "remark")],
        rows: vec![
            (4, vec![text("T001"), text("小学语文"), text("=HYPERLINK(\"http://example.org\")")]),
            (6, vec![SourceCell::Number(653_001_199_001_011_200.0), text("语文"), text(IDENTITY)]),
            (7, vec![text("T003"), SourceCell::Empty, SourceCell::Day(2019, 9, 1)]),
        ],
        left_out: None,
    }
}

fn found() -> Findings {
    let at = |row: u32, column: &str| Place {
        row: Some(row),
        column: Some(column.to_owned()),
        ..Place::file("county/teachers.csv")
    };
    let mut found = Findings::default();
    let wrong = Finding::error("unknown-subject", at(4, "subjects")).with("value", "小学语文");
    found.push(wrong.with("hint", "").with("allowed", IDENTITY));
    found.push(Finding::error("empty-cell", at(7, "subjects")).with("column", "subjects"));
    found.push(Finding::warning("formula-cell", at(4, "remark")));
    found.push(Finding::error("missing-column", Place::file("county/teachers.csv")).with("column", "school_id"));
    found
}

fn part(bytes: &[u8], wanted: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip");
    let mut all = String::new();
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).expect("a part");
        if part.name().expect("a name").contains(wanted) {
            part.read_to_string(&mut all).expect("text");
        }
    }
    all
}

#[test]
fn cells_stand_where_they_stand_in_the_file() {
    let bytes = check(&found(), &[teachers()], "示例县", Lang::ZH).expect("a workbook");
    let mut book = Xlsx::new(Cursor::new(bytes)).expect("it opens");
    assert_eq!(book.sheet_names(), ["问题汇总", "全部问题", "teachers"]);
    let copy = book.worksheet_range("teachers").expect("the copy");
    let cell = |row: u32, column: u32| copy.get_value((row - 1, column)).map(Data::to_string).unwrap_or_default();
    assert_eq!((cell(3, 0), cell(3, 2), cell(3, 1)), ("id".into(), "subjects".into(), String::new()));
    assert_eq!(
        (cell(4, 0), cell(4, 2), cell(6, 2), cell(7, 0)),
        ("T001".into(), "小学语文".into(), "语文".into(), "T003".into())
    );
    let all = book.worksheet_range("全部问题").expect("the list");
    let rows: Vec<Vec<String>> = all.rows().map(|r| r.iter().map(Data::to_string).collect()).collect();
    let wrong = rows.iter().find(|r| r[1] == "unknown-subject").expect("the finding");
    assert_eq!((&*wrong[2], &*wrong[4], &*wrong[5], &*wrong[6]), ("county/teachers.csv", "4", "subjects", "小学语文"));
}

#[test]
fn wrong_cells_are_coloured_and_say_why() {
    let bytes = check(&found(), &[teachers()], "示例县", Lang::EN).expect("a workbook");
    let notes = part(&bytes, "xl/comments");
    for cell in ["C4", "C7", "D4", "A3"] {
        assert!(notes.contains(&format!("<comment ref=\"{cell}\"")), "{cell}: {notes}");
    }
    assert!(notes.contains("[error] the policy has no such subject: `小学语文`"), "{notes}");
    assert!(notes.contains("remedy: fill it in"), "{notes}");
    let styles = part(&bytes, "xl/styles.xml");
    assert!(styles.contains("FFFF9999") && styles.contains("FFFFEB9C"), "{styles}");
}

#[test]
fn nothing_in_it_runs_and_no_identity_number_is_copied() {
    let bytes = check(&found(), &[teachers()], IDENTITY, Lang::EN).expect("a workbook");
    let all = part(&bytes, "");
    assert!(!all.contains("<f>") && !all.contains("<hyperlink"), "{all}");
    assert!(!all.contains(IDENTITY) && !all.contains("6530011990010112"), "{all}");
    assert!(all.contains("identity number, not copied"));
}

#[test]
fn sheets_of_any_name_stand_beside_each_other() {
    let named = |name: &str| SourceSheet { name: name.to_owned(), ..teachers() };
    let names = ["Causes", "a/b:c", "A b c", "", "history", &"很长".repeat(40), &"很长".repeat(40), "'x'"];
    let sheets: Vec<SourceSheet> = names.iter().map(|n| named(n)).collect();
    let bytes = check(&found(), &sheets, "c", Lang::EN).expect("a workbook");
    let book = Xlsx::new(Cursor::new(bytes)).expect("it opens");
    assert_eq!(book.sheet_names().len(), 2 + names.len());
}

#[test]
fn of_a_table_too_large_the_wrong_rows_are_copied() {
    let row = |n: u32| (n, vec![text(&format!("T{n}")), text("小学语文"), SourceCell::Empty]);
    let mut large = SourceSheet { header: 1, rows: Vec::new(), ..teachers() };
    let place = Place { row: Some(150_000), column: Some("subjects".to_owned()), ..Place::file("county/teachers.csv") };
    let mut found = Findings::default();
    found.push(Finding::error("unknown-subject", place).with("value", "小学语文"));
    large.fill(199_998, (2..200_000).map(row), &found);
    let bytes = check(&found, &[large], "c", Lang::EN).expect("a workbook");
    let mut book = Xlsx::new(Cursor::new(bytes)).expect("it opens");
    let copy = book.worksheet_range("teachers").expect("the copy");
    let cells: Vec<(usize, usize, String)> = copy.used_cells().map(|(r, c, v)| (r, c, v.to_string())).collect();
    assert_eq!(cells[..3].iter().map(|c| c.0).max(), Some(0), "the header: {cells:?}");
    assert_eq!(cells[3], (149_999, 0, "T150000".to_owned()));
    assert_eq!(cells[4], (149_999, 2, "小学语文".to_owned()));
    assert!(cells[5].2.contains("too large (rows: 199998)") && cells[5].0 == 150_001, "{cells:?}");
    assert!(cells[5].2.ends_with(": 1"), "{cells:?}");
    assert_eq!(cells.len(), 6);
}

/// Where not even the wrong rows have room, it is said how many there are, how many stand there and where the others are told.
#[test]
fn what_has_no_room_is_counted_and_says_where_it_is() {
    const WRONG: u32 = 200_000;
    let row = |n: u32| (n, vec![text(&format!("T{n}")), text("小学语文"), SourceCell::Empty]);
    let mut large = SourceSheet { header: 1, rows: Vec::new(), ..teachers() };
    let mut found = Findings::default();
    for n in 2..WRONG + 2 {
        let place = Place { row: Some(n), column: Some("subjects".to_owned()), ..Place::file("county/teachers.csv") };
        found.push(Finding::error("unknown-subject", place).with("value", "小学语文"));
    }
    large.fill(WRONG as usize + 50, (2..WRONG + 52).map(row), &found);
    let bytes = check(&found, &[large], "c", Lang::EN).expect("a workbook");
    let mut book = Xlsx::new(Cursor::new(&bytes)).expect("it opens");
    let copy = book.worksheet_range("teachers").expect("the copy");
    let rows = copy.used_cells().filter(|(_, c, _)| *c == 0).count() - 2;
    assert!(rows > 100_000, "{rows}");
    let last = copy.used_cells().next_back().map(|(r, _, v)| (r, v.to_string())).expect("a cell");
    assert_eq!(last.0, rows + 2, "below the copy, after an empty row");
    let said = format!("of {WRONG} rows with findings the first {rows} are copied");
    assert!(last.1.contains(&said) && last.1.contains("lungang check -v"), "{}", last.1);
    assert!(last.1.contains("(rows: 200050)"), "{}", last.1);
    let all = book.worksheet_range("All findings").expect("the list");
    let listed = all.rows().filter(|r| r[1] == "unknown-subject").count();
    let more = all.rows().next_back().map(|r| r[1].to_string()).expect("a last line");
    assert!(more.contains(&format!("{} more", WRONG as usize - listed)) && more.contains("check -v"), "{more}");
    // The header is not wrong for rows that are not there.
    assert!(!part(&bytes, "xl/comments").contains("ref=\"C1\""));
}
