//! Workbooks: values, dates, formulas, merges, hidden and empty sheets, hostile and broken packages.

use crate::raw_support::{Folder, Told, headers, read, read_bytes, read_with, row, shown, text, workbook_of};
use lungang_domain::finding::Severity;
use lungang_tables::raw::{Caps, Cell, ReadOptions};
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};

fn saved(fill: impl FnOnce(&mut Workbook)) -> Vec<u8> {
    let mut book = Workbook::new();
    fill(&mut book);
    book.save_to_buffer().expect("a workbook")
}

fn told(fill: impl FnOnce(&mut Workbook)) -> Told {
    read_bytes("book.xlsx", saved(fill))
}

#[test]
fn values_keep_their_types() {
    let told = told(|book| {
        let sheet = book.add_worksheet().set_name("学校").unwrap();
        let day = Format::new().set_num_format("yyyy-mm-dd");
        let chinese = Format::new().set_num_format("yyyy\"年\"m\"月\"d\"日\"");
        for (column, header) in ["代码", "人数", "经度", "寄宿", "日期", "时间", "空"].iter().enumerate() {
            sheet.write(2, column as u16 + 1, *header).unwrap();
        }
        sheet.write(3, 1, " 001\u{3000}").unwrap();
        sheet.write(3, 2, 300).unwrap();
        sheet.write(3, 3, 76.17).unwrap();
        sheet.write(3, 4, true).unwrap();
        let date = ExcelDateTime::from_ymd(2019, 9, 1).unwrap();
        sheet.write_with_format(3, 5, &date, &day).unwrap();
        sheet.write_with_format(3, 6, date.and_hms(13, 30, 0).unwrap(), &chinese).unwrap();
        sheet.write(6, 1, "002").unwrap();
    });
    let table = told.table();
    assert_eq!((table.name.as_str(), table.excel, table.encoding.as_deref()), ("学校", true, None));
    assert_eq!(headers(table), ["代码", "人数", "经度", "寄宿", "日期", "时间", "空"]);
    let date = Cell::Date(jiff::civil::date(2019, 9, 1));
    let cells = [text("001"), Cell::Int(300), Cell::Real(76.17), Cell::Bool(true), date.clone(), date, Cell::Empty];
    assert_eq!(table.rows[0].cells, cells);
    assert_eq!((table.rows[0].number, table.rows[1].number), (4, 7));
    let place = table.place(Some(4), Some(1));
    assert_eq!((place.sheet.as_deref(), place.column.as_deref()), (Some("学校"), Some("C 人数")));
    assert!(told.findings.is_empty(), "{:?}", told.codes());
}

/// Sheets of notes are left out in silence beside others. Where there is no other, somebody may have named the data so.
#[test]
fn a_workbook_of_notes_alone_is_told() {
    let notes = |file: &str, names: &[&str]| {
        let book = saved(|book| {
            for name in names {
                let sheet = book.add_worksheet().set_name(*name).unwrap();
                sheet.write_row(0, 0, ["学校代码", "学校名称"]).unwrap();
                sheet.write_row(1, 0, ["S1", "一小"]).unwrap();
            }
        });
        read_bytes(file, book)
    };
    for (file, severity) in [("学校.xlsx", Severity::Error), ("统计图.xlsx", Severity::Warning)] {
        let told = notes(file, &["说明", "选项"]);
        let finding = told.find("no-sheet-read");
        assert_eq!((finding.severity, finding.arg("sheets")), (severity, Some("说明, 选项")), "{file}");
        assert!(told.tables.is_empty());
    }
    let told = notes("学校.xlsx", &["说明", "学校"]);
    assert_eq!((told.tables.len(), told.codes()), (1, vec![]));
}

#[test]
fn formulas_and_error_values_are_told() {
    let told = told(|book| {
        let sheet = book.add_worksheet();
        sheet.write_row(0, 0, ["a", "b", "c"]).unwrap();
        sheet.write(1, 0, 1).unwrap();
        sheet.write_formula(1, 1, Formula::new("=A2*7").set_result("7")).unwrap();
        sheet.write_formula(1, 2, Formula::new("=#REF!").set_result("#REF!")).unwrap();
    });
    let formula = told.find("formula-cell");
    assert_eq!(
        (formula.severity, formula.place.row, formula.place.column.as_deref()),
        (Severity::Warning, Some(2), Some("B b"))
    );
    assert_eq!(told.table().rows[0].cells, [Cell::Int(1), Cell::Int(7), Cell::Empty]);
    let error = told.find("error-cell");
    assert!(error.args.contains(&("value", "#REF!".into())), "{error:?}");
    assert_eq!(error.place.column.as_deref(), Some("C c"));
    let many = self::told(|book| {
        let sheet = book.add_worksheet();
        sheet.write(0, 0, "a").unwrap();
        for row in 1..=50 {
            sheet.write_formula(row, 0, Formula::new("=1+1").set_result("2")).unwrap();
        }
    });
    assert_eq!((many.findings.count(Severity::Warning), many.rows("formula-cell").len()), (50, 20));

    let sheet = r#"<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c></row>
        <row r="2"><c r="A2"><f>1+1</f></c></row></sheetData>"#;
    assert_eq!(read_bytes("t.xlsx", workbook_of(sheet, None)).severity("formula-no-value"), Severity::Error);
}

#[test]
fn merges_on_the_table_are_errors() {
    let told = told(|book| {
        let sheet = book.add_worksheet();
        sheet.write_row(0, 0, ["a", "b", "c"]).unwrap();
        sheet.write_row(1, 0, [1, 2, 3]).unwrap();
        sheet.write_row(2, 0, [4, 5, 6]).unwrap();
        sheet.merge_range(1, 1, 2, 1, "two", &Format::new()).unwrap();
        sheet.merge_range(9, 0, 9, 2, "", &Format::new()).unwrap();
        sheet.merge_range(0, 5, 1, 6, "", &Format::new()).unwrap();
    });
    let ranges: Vec<_> = told.findings.sorted().iter().map(|f| (f.severity, f.args[0].1.clone())).collect();
    assert!(ranges.contains(&(Severity::Error, "B2:B3".into())), "{ranges:?}");
    assert!(ranges.contains(&(Severity::Warning, "A10:C10".into())), "{ranges:?}");
    assert!(ranges.contains(&(Severity::Warning, "F1:G2".into())), "{ranges:?}");
}

#[test]
fn sheets_hidden_and_empty() {
    let told = told(|book| {
        book.add_worksheet().set_name("schools").unwrap().write_row(0, 0, ["a"]).unwrap().write(1, 0, 1).unwrap();
        book.add_worksheet().set_name("teachers").unwrap().write_row(0, 0, ["b"]).unwrap().write(1, 0, 1).unwrap();
        book.add_worksheet().set_name("old").unwrap().set_hidden(true).write_row(0, 0, ["c"]).unwrap();
        book.add_worksheet().set_name("Sheet3").unwrap();
        book.add_worksheet().set_name("wishes").unwrap();
    });
    let names: Vec<_> = told.tables.iter().map(|t| t.name.as_str()).collect();
    assert_eq!(names, ["schools", "teachers", "old"]);
    assert_eq!(told.find("hidden-sheet").place.sheet.as_deref(), Some("old"));
    let empty: Vec<_> = told.findings.sorted().into_iter().filter(|f| f.code == "empty-table").collect();
    assert_eq!(empty.iter().map(|f| f.place.sheet.as_deref()).collect::<Vec<_>>(), [Some("old"), Some("wishes")]);
    assert!(!told.findings.has_errors());

    let nothing = self::told(|book| {
        book.add_worksheet();
    });
    assert_eq!(nothing.severity("empty-table"), Severity::Error);
}

#[test]
fn headers_of_a_sheet() {
    let told = told(|book| {
        let sheet = book.add_worksheet();
        sheet.write_row(0, 0, ["学校\n代码", "School\nname", "", "学校代码"]).unwrap();
        sheet.write_row(1, 0, ["S1", "x", "stray", "S2"]).unwrap();
    });
    assert_eq!(headers(told.table()), ["学校代码", "School name", "学校代码"]);
    assert_eq!(told.find("doubled-column").place.column.as_deref(), Some("D 学校代码"));
    assert_eq!(told.find("empty-header").place.column.as_deref(), Some("C"));
}

#[test]
fn a_hostile_dimension_costs_nothing() {
    let sheet = r#"<dimension ref="A1:XFD1048576"/><sheetData>
        <row r="1"><c r="A1" t="inlineStr"><is><t>id</t></is></c><c r="B1" t="inlineStr"><is><t>x</t></is></c></row>
        <row r="1048576"><c r="A1048576" t="inlineStr"><is><t>S1</t></is></c><c r="B1048576"><v>5</v></c></row>
        </sheetData>"#;
    let told = read_bytes("t.xlsx", workbook_of(sheet, None));
    assert_eq!(shown(told.table()), [row(1_048_576, &["S1", "5"])]);
    assert!(told.findings.is_empty(), "{:?}", told.codes());
}

#[test]
fn hostile_claims_end_in_findings() {
    let one = r#"<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData>"#;
    let strings = r#"<sst xmlns="x" uniqueCount="900000000000"><si><t>a</t></si></sst>"#;
    assert_eq!(read_bytes("t.xlsx", workbook_of(one, Some(strings))).codes(), ["zip-bomb"]);

    for cell in ["ZZZZZZZZZZ1", "A99999999999", "1A", "XFE1048577"] {
        let sheet = format!(r#"<sheetData><row r="1"><c r="{cell}"><v>1</v></c></row></sheetData>"#);
        let told = read_bytes("t.xlsx", workbook_of(&sheet, None));
        assert!(told.findings.has_errors(), "{cell}: {:?}", told.codes());
    }

    let mut wide = String::from("<sheetData>");
    for row in 1..=2000 {
        wide.push_str(&format!(r#"<row r="{row}"><c r="A{row}"><v>1</v></c><c r="XFD{row}"><v>2</v></c></row>"#));
    }
    wide.push_str("</sheetData>");
    let folder = Folder::new();
    let file = folder.put("t.xlsx", workbook_of(&wide, None));
    assert_eq!(read(&file).table().rows.len(), 1999);
    let cap = Caps { cells: 1000, ..Caps::default() };
    assert!(read_with(&file, &ReadOptions { cap, ..ReadOptions::default() }).codes().contains(&"too-much-data"));

    let bomb = workbook_of(&format!("<sheetData>{}</sheetData>", " ".repeat(8 << 20)), None);
    assert!(bomb.len() < 100_000);
    let file = folder.put("bomb.xlsx", bomb);
    let cap = Caps { unpacked_bytes: 1 << 20, ..Caps::default() };
    assert_eq!(read_with(&file, &ReadOptions { cap, ..ReadOptions::default() }).codes(), ["zip-bomb"]);
}

#[test]
fn rows_out_of_order_are_put_in_order() {
    let sheet = r#"<sheetData><row r="3"><c r="B3"><v>4</v></c><c r="A3"><v>3</v></c></row>
        <row r="1"><c r="A1" t="str"><v>a</v></c><c r="B1" t="str"><v>b</v></c></row>
        <row r="2"><c r="A2"><v>1</v></c></row></sheetData>"#;
    let told = read_bytes("t.xlsx", workbook_of(sheet, None));
    assert_eq!(shown(told.table()), [row(2, &["1", ""]), row(3, &["3", "4"])]);
}

#[test]
fn what_is_no_workbook() {
    let good = saved(|book| {
        book.add_worksheet().write_row(0, 0, ["a", "b"]).unwrap();
    });
    let locked: Vec<u8> = "EncryptedPackage".bytes().flat_map(|b| [b, 0]).collect();
    let ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    for (bytes, kind) in [
        (b"<html><body><table><tr><td>1</td></tr></table>".to_vec(), "html"),
        (b"a,b\n1,2\n".to_vec(), "@tables.content.text"),
        (vec![], "@tables.content.empty"),
        (ole.clone(), "@tables.broken.ole"),
        ([ole, locked].concat(), "@tables.broken.encrypted"),
        (b"PAR1xxxxPAR1".to_vec(), "parquet"),
    ] {
        for name in ["t.xlsx", "t.xls"] {
            let told = read_bytes(name, &bytes);
            assert_eq!(told.codes(), ["not-excel"]);
            assert!(
                told.find("not-excel").args.contains(&("kind", kind.into())),
                "{kind}: {:?}",
                told.find("not-excel")
            );
        }
    }
    for cut in [good.len() / 2, good.len() - 1, 30, 4] {
        let told = read_bytes("t.xlsx", &good[..cut]);
        assert_eq!(told.severity("not-excel"), Severity::Error, "{cut} of {}", good.len());
    }
    assert!(read_bytes("t.xlsm", &good).tables.len() == 1);
}

#[test]
fn a_sheet_broken_in_the_middle_is_read_up_to_there() {
    let sheet = r#"<sheetData><row r="1"><c r="A1" t="str"><v>a</v></c></row><row r="2"><c r="A2"><v>1</v></c></row>
        <row r="3"><c r="A3" t="s"><v>77</v></c></row></sheetData>"#;
    let told = read_bytes("t.xlsx", workbook_of(sheet, None));
    assert_eq!(told.rows("broken-excel"), [Some(2)]);
    assert_eq!(told.table().rows.len(), 1);
}
