//! CSV: delimiters, quotes, row numbers, ragged rows, giants and garbage.

use crate::raw_support::{Folder, Seeded, headers, read, read_bytes, read_with, row, shown, text};
use lungang_domain::finding::Severity;
use lungang_tables::raw::{Caps, Cell, ReadOptions};
use std::time::Instant;

#[test]
fn three_delimiters_are_told_apart_by_the_header() {
    for (text, what) in [
        ("id,name,subjects\n1,李,数学;语文\n", "comma, with a list by semicolons"),
        ("id;name;subjects\n1;李;数学,语文\n", "semicolon, with a list by commas"),
        ("id\tname\tsubjects\n1\t李\t数学;语文\n", "tab"),
        ("sep=;\nid;name;subjects\n1;李;数学\n", "declared"),
        ("\"a,b\";name;subjects\n1;2;3\n", "a comma within quotes does not count"),
    ] {
        let told = read_bytes("t.csv", text);
        assert_eq!(told.table().headers.len(), 3, "{what}");
        assert_eq!(told.table().rows[0].cells.len(), 3, "{what}");
        assert!(told.findings.is_empty(), "{what}: {:?}", told.codes());
    }
}

#[test]
fn full_width_comma_is_no_delimiter() {
    let told = read_bytes("t.csv", "学校代码\u{ff0c}名称\u{ff0c}学生数\nS1\u{ff0c}一小\u{ff0c}300\n");
    assert_eq!(told.table().headers.len(), 1);
    assert_eq!(told.severity("full-width-comma"), Severity::Error);
}

#[test]
fn row_numbers_are_those_of_the_file() {
    let told = read_bytes("t.csv", "\r\n,,\r\na,b,c\r\n1,\"x\r\ny\",2\r\n\r\n\r\n3,4,5\r\n,,\r\n6,7,8");
    assert_eq!(headers(told.table()), ["a", "b", "c"]);
    let expected = [row(4, &["1", "x\r\ny", "2"]), row(8, &["3", "4", "5"]), row(10, &["6", "7", "8"])];
    assert_eq!(shown(told.table()), expected);
    assert!(told.findings.is_empty(), "{:?}", told.codes());
    let lone = read_bytes("t.csv", "a,b\r1,2\r\r3,4\r");
    assert_eq!(shown(lone.table()), [row(2, &["1", "2"]), row(4, &["3", "4"])]);
    let declared = read_bytes("t.csv", "sep=;\r\na;b\r\n1;2\r\n");
    assert_eq!(shown(declared.table()), [row(3, &["1", "2"])]);
}

#[test]
fn cells_are_text_or_empty_and_trimmed() {
    let told = read_bytes("t.csv", "\u{feff}a , b,c,d\n 12\u{3000},\u{200b},\u{a0},2019-09-01\n");
    assert_eq!(headers(told.table()), ["a", "b", "c", "d"]);
    assert_eq!(told.table().rows[0].cells, [text("12"), Cell::Empty, Cell::Empty, text("2019-09-01")]);
}

#[test]
fn ragged_rows_are_told_and_kept() {
    let told = read_bytes("t.csv", "a,b,c\n1,2\n1,2,3,4\n1,2,3,,\n5,6,7\n");
    assert_eq!(told.rows("ragged-row"), [Some(3), Some(2)], "the error first");
    let rows = [row(2, &["1", "2", ""]), row(3, &["1", "2", "3"]), row(4, &["1", "2", "3"]), row(5, &["5", "6", "7"])];
    assert_eq!(shown(told.table()), rows);
    assert!(read_bytes("t.csv", "a,b,\n1,2\n1,2,\n").findings.is_empty(), "blank cells at the end are no fault");
}

#[test]
fn headers_doubled_or_missing() {
    let told = read_bytes("t.csv", "School,x,school,\n1,2,3,4\n5,6,7,8\n");
    let doubled = told.find("doubled-column");
    assert_eq!((doubled.severity, doubled.place.column.as_deref()), (Severity::Error, Some("school")));
    assert!(doubled.args.contains(&("first", "1".into())) && doubled.args.contains(&("second", "3".into())));
    let headless = told.find("empty-header");
    assert_eq!((headless.place.row, headless.place.column.as_deref()), (Some(2), Some("4")));
    assert!(headless.args.contains(&("cells", "2".into())));
    assert_eq!(told.table().headers.len(), 3);
}

#[test]
fn places_name_file_row_and_column() {
    let told = read_bytes("schools.csv", "学校代码,名称\nS1,一小\n");
    let place = told.table().place(Some(2), Some(1));
    assert!(place.file.ends_with("schools.csv"));
    assert_eq!((place.row, place.column.as_deref(), place.sheet), (Some(2), Some("名称"), None));
    assert_eq!(told.table().name, "schools");
}

#[test]
fn open_quote_is_told_where_it_opens() {
    let told = read_bytes("t.csv", "a,b\n1,2\n3,\"4\n5,6\n7,8\n");
    assert_eq!(told.rows("open-quote"), [Some(3)]);
    assert!(!read_bytes("t.csv", "a,b\n1,\"x\ny\"\n").codes().contains(&"open-quote"));
}

#[test]
fn empty_files_and_tables() {
    for bytes in ["", "\n\n", ",,\n,,\n", "\u{feff}", "  \n"] {
        let told = read_bytes("t.csv", bytes);
        assert!(told.tables.is_empty());
        assert_eq!(told.severity("empty-table"), Severity::Error, "{bytes:?}");
    }
    let header_only = read_bytes("t.csv", "a,b\n");
    assert_eq!(header_only.severity("empty-table"), Severity::Warning);
    assert_eq!(header_only.table().headers.len(), 2);
}

#[test]
fn a_cell_of_a_megabyte_is_cut_and_placed() {
    let told = read_bytes("t.csv", format!("id,name\n1,a\n2,{}\n3,c\n", "字".repeat(350_000)));
    let huge = told.find("huge-cell");
    assert_eq!((huge.place.row, huge.place.column.as_deref()), (Some(3), Some("name")));
    assert!(huge.args.contains(&("chars", "350000".into())));
    assert_eq!(told.table().rows[1].cells[1].show().chars().count(), 32_767);
    assert_eq!(told.table().rows.len(), 3);
}

#[test]
fn garbage_is_told_at_once() {
    let folder = Folder::new();
    let random = folder.put("garbage.csv", Seeded(7).bytes(20 << 20));
    let begun = Instant::now();
    let told = read(&random);
    assert_eq!(told.codes(), ["not-text"]);
    assert!(begun.elapsed().as_millis() < 1000, "{:?}", begun.elapsed());

    let late = folder.put("late.csv", [vec![b'a'; 2 << 20], b"\n1\n2".to_vec(), vec![0; 9]].concat());
    assert_eq!(read(&late).rows("not-text"), [Some(3)]);

    let one_line = folder.put("line.csv", vec![b'x'; 20 << 20]);
    assert!(read(&one_line).codes().contains(&"huge-cell"));

    let commas = folder.put("commas.csv", [b"a,b\n1,2\n".to_vec(), vec![b','; 20 << 20]].concat());
    let told = read(&commas);
    assert_eq!(told.rows("too-many-columns"), [Some(3)]);
    assert_eq!(told.table().rows.len(), 1);
}

#[test]
fn other_formats_under_the_name_csv() {
    for (bytes, kind) in [
        (&b"PK\x03\x04rest"[..], "zip / xlsx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "OLE / xls"),
        (b"PAR1....", "parquet"),
        (b"%PDF-1.7", "pdf"),
        (b" <html><table><tr><td>1", "html"),
    ] {
        let told = read_bytes("t.csv", bytes);
        assert!(told.find("not-text").args.contains(&("kind", kind.into())), "{kind}");
    }
}

#[test]
fn caps_hold() {
    let folder = Folder::new();
    let file = folder.put("t.csv", "a,b\n1,2\n3,4\n5,6\n");
    let with = |cap: Caps| read_with(&file, &ReadOptions { cap, ..ReadOptions::default() });
    let base = Caps::default();
    assert_eq!(with(Caps { rows: 2, ..base }).rows("too-many-rows"), [Some(4)]);
    assert_eq!(with(Caps { cells: 5, ..base }).rows("too-much-data"), [Some(4)]);
    assert_eq!(with(Caps { columns: 1, ..base }).rows("too-many-columns"), [Some(1)]);
    assert_eq!(with(Caps { csv_bytes: 4, ..base }).codes(), ["file-too-large"]);
    assert_eq!(with(Caps { rows: 3, cells: 6, columns: 2, csv_bytes: 16, ..base }).codes(), [""; 0]);
}

#[test]
fn what_is_no_readable_file() {
    let folder = Folder::new();
    assert_eq!(read(&folder.path().join("none.csv")).codes(), ["missing-county"]);
    std::fs::create_dir(folder.path().join("dir.csv")).expect("a folder");
    assert_eq!(read(&folder.path().join("dir.csv")).codes(), ["special-file"]);
}
