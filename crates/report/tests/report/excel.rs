//! The workbook opens, its sheets are named in the language, and nothing in it runs.

use crate::world::{FORMULA, SIGNS, record};
use calamine::{Data, Reader, Xlsx};
use lungang_domain::words::Lang;
use lungang_report::json::EligibleDocument;
use lungang_report::text::{self, View};
use lungang_report::xlsx::workbook;
use std::io::{Cursor, Read};

fn open(lang: Lang) -> Xlsx<Cursor<Vec<u8>>> {
    Xlsx::new(Cursor::new(workbook(&record(), lang).expect("a workbook"))).expect("it opens")
}

fn texts(book: &mut Xlsx<Cursor<Vec<u8>>>, sheet: &str) -> Vec<Vec<String>> {
    let range = book.worksheet_range(sheet).expect("the sheet");
    range.rows().map(|row| row.iter().map(Data::to_string).collect()).collect()
}

#[test]
fn the_sheets_are_named_in_the_language() {
    assert_eq!(open(Lang::ZH).sheet_names(), ["总览", "交流名单", "学校前后", "缺岗", "符合条件", "发现", "求解说明"]);
    let english = ["Overview", "Assignments", "Schools", "Shortages", "Eligibility", "Findings", "Solving"];
    assert_eq!(open(Lang::EN).sheet_names(), english);
}

#[test]
fn nothing_in_the_workbook_runs() {
    let bytes = workbook(&record(), Lang::ZH).expect("a workbook");
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip");
    let mut sheets = 0;
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).expect("a part");
        let name = part.name().expect("a name").into_owned();
        let mut xml = String::new();
        part.read_to_string(&mut xml).expect("text");
        assert!(!xml.contains("Target=\"http://example.org"), "a link in {name}");
        if name.starts_with("xl/worksheets/sheet") {
            sheets += 1;
            assert!(!xml.contains("<f>") && !xml.contains("<f "), "a formula in {name}");
            assert!(!xml.contains("<hyperlink"), "a link in {name}");
        }
    }
    assert_eq!(sheets, 7);
    let mut book = open(Lang::ZH);
    let moves = texts(&mut book, "交流名单");
    assert_eq!(moves[2][1..3], ["=T1", FORMULA]);
    assert_eq!(moves[2][8..10], ["第一小学", SIGNS]);
}

#[test]
fn the_overview_says_how_it_ended_and_every_rule() {
    let mut book = open(Lang::ZH);
    let rows = texts(&mut book, "总览");
    let all: String = rows.iter().flatten().map(|c| format!("{c}\n")).collect();
    for words in ["示例县&Co", "2026-2027", "骨干教师集中于在建校", "不符合", "三(二)3"] {
        assert!(all.contains(words), "`{words}` is missing:\n{all}");
    }
    // Who goes stands at the top, what the solver says at the end.
    assert!(all.contains("交流教师 ") && !all.contains("=welfare"), "{all}");
    let solving = texts(&mut book, "求解说明");
    assert!(solving.iter().flatten().any(|c| c.contains("=welfare")), "{solving:?}");
    assert!(!all.contains("report."), "a word is missing:\n{all}");
    let english = texts(&mut open(Lang::EN), "Overview");
    assert!(english.iter().flatten().any(|c| c == "BROKEN"));
}

#[test]
fn lists_hold_numbers_as_numbers() {
    let mut book = open(Lang::EN);
    let range = book.worksheet_range("Assignments").expect("the sheet");
    assert_eq!(range.get_value((2, 15)), Some(&Data::Float(0.211)));
    let schools = book.worksheet_range("Schools").expect("the sheet");
    assert_eq!(schools.get_value((3, 12)), Some(&Data::Float(1.0)));
    let findings = texts(&mut book, "Findings");
    assert_eq!(findings.len(), 2 + 1, "title, header, the one cause of all");
    assert_eq!((findings[2][5].as_str(), &findings[2][6][..10]), ("25", "2, 3, 4, 5"));
    let eligible = texts(&mut book, "Eligibility");
    assert_eq!((eligible[2][5].as_str(), eligible[5][5].as_str()), ("yes", "no"));
}

#[test]
fn a_shortage_says_what_became_of_it() {
    let rows = texts(&mut open(Lang::EN), "Shortages");
    let state = |school: &str, subject: &str| {
        let row = rows.iter().find(|r| r[0] == school && r[3] == subject).expect("the post");
        (row[7].clone(), row[8].clone(), row[10].clone())
    };
    let said = |before: &str, after: &str, word: &str| (before.to_owned(), after.to_owned(), word.to_owned());
    assert_eq!(state("S2", "English"), said("1", "0", "filled"));
    assert_eq!(state("S3", "Chinese"), said("2", "2", "still short"));
    let mut worse = record();
    worse.needs.posts[1].serving = 1;
    let mut book = Xlsx::new(Cursor::new(workbook(&worse, Lang::EN).expect("a workbook"))).expect("it opens");
    assert!(texts(&mut book, "Shortages").iter().any(|r| r[3] == "English" && r[10] == "shorter than before"));
}

/// The workbook is the office's own and names people; what the terminal shows, and so what is pasted on, is masked.
#[test]
fn the_workbook_names_people_and_the_terminal_masks_them() {
    let mut record = record();
    record.policy.disclosure.mask_names.value = true;
    let bytes = workbook(&record, Lang::ZH).expect("a workbook");
    let mut book = Xlsx::new(Cursor::new(bytes)).expect("it opens");
    let all: Vec<String> = texts(&mut book, "符合条件").into_iter().flatten().collect();
    assert!(all.contains(&"欧阳娜娜".to_owned()));
    let document = EligibleDocument::new(&record.county, &record.policy, &record.eligibility, Lang::ZH);
    let text = text::eligible(&document, &record.county, &record.policy, View::whole(Lang::ZH));
    assert!(text.contains("欧***") && !text.contains("欧阳娜娜"));
}

#[test]
fn a_cell_too_long_for_excel_is_cut() {
    let mut record = record();
    let mut parts = record.county.to_parts();
    parts.schools[0].name = "长".repeat(40_000);
    parts.name = "名".repeat(40_000);
    record.county = lungang_domain::county::County::new(parts);
    assert!(workbook(&record, Lang::ZH).is_ok());
}

/// What is printed and signed says of which county and year it is, and where to sign.
#[test]
fn every_list_has_a_title_and_the_moves_a_line_to_sign() {
    let mut book = open(Lang::ZH);
    for sheet in ["交流名单", "学校前后", "缺岗", "符合条件", "发现"] {
        let rows = texts(&mut book, sheet);
        assert!(rows[0][0].contains("2026-2027") && rows[0][0].contains(sheet), "{:?}", rows[0]);
        assert!(rows[0][1..].iter().all(String::is_empty) && rows[1].iter().all(|h| !h.is_empty()), "{:?}", rows[1]);
    }
    let moves = texts(&mut book, "交流名单");
    let last = moves.last().expect("rows");
    assert!(last[0].contains("制表") && last[0].contains("审核"), "{last:?}");
    assert!(moves[moves.len() - 2].iter().all(String::is_empty));
}
