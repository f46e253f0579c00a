//! Workbooks of Excel 97-2003: what their cells are, what is hidden, what is broken, and what means harm.

use crate::raw_support::{Folder, Seeded, Told, headers, read, read_bytes, row, shown, text};
use crate::xls::{Sheet, Value, book, container, record, stream, texts};
use jiff::civil::date;
use lungang_domain::finding::{Findings, Severity};
use lungang_tables::raw::{Cell, Grid, ReadOptions, read_grids};

fn told(sheets: &[Sheet<'_>]) -> Told {
    read_bytes("学校.xls", book(sheets))
}

fn grids(bytes: &[u8]) -> (Vec<Grid>, Findings) {
    let folder = Folder::new();
    let path = folder.put("a.xls", bytes);
    let mut findings = Findings::default();
    (read_grids(&path, &ReadOptions::default(), &mut findings), findings)
}

#[test]
fn values_keep_their_types() {
    use Value::{Day, Formula, FormulaText, Nothing, Number, Text, Truth};
    let mut sheet = texts("学校", &[&["代码", "人数", "经度", "寄宿", "日期", "公式", "公式文字"]]);
    sheet.rows.push(vec![
        Text("001\u{3000}"),
        Number(300.0),
        Number(76.17),
        Truth(true),
        Day(43_709.0),
        Formula(7.0),
        FormulaText("柳河"),
    ]);
    sheet.rows.push(vec![Nothing; 7]);
    sheet.rows.push(vec![Text("002"), Number(-5.0), Value::Error(23), Nothing, Day(2019.0), Nothing, Nothing]);
    let told = told(&[sheet, texts("Sheet2", &[])]);
    let table = told.table();
    assert_eq!((table.name.as_str(), table.excel), ("学校", true));
    assert_eq!(headers(table), ["代码", "人数", "经度", "寄宿", "日期", "公式", "公式文字"]);
    let cells = [
        text("001"),
        Cell::Int(300),
        Cell::Real(76.17),
        Cell::Bool(true),
        Cell::Date(date(2019, 9, 1)),
        Cell::Int(7),
        text("柳河"),
    ];
    assert_eq!(table.rows[0].cells, cells);
    assert_eq!(shown(table)[1], row(4, &["002", "-5", "", "", "2019", "", ""]));
    assert_eq!(told.rows("formula-cell"), [Some(2), Some(2)]);
    let error = told.find("error-cell");
    assert_eq!((error.place.row, error.place.column.as_deref()), (Some(4), Some("C 经度")));
    assert!(error.args.contains(&("value", "#REF!".into())), "{error:?}");
}

#[test]
fn days_are_counted_from_1904_where_the_book_says_so() {
    let mut sheet = texts("teachers", &[&["工号", "到校时间"]]);
    sheet.rows.push(vec![Value::Text("1"), Value::Day(42_247.0)]);
    let told = read_bytes("a.xls", container(&stream(true, &[sheet], 8224)));
    assert_eq!(told.table().rows[0].cells[1], Cell::Date(date(2019, 9, 1)));
    assert!(told.table().date1904);
}

#[test]
fn what_a_sheet_does_not_show_is_read_and_told() {
    let mut seen =
        texts("学校", &[&["代码", "名称", "备注"], &["1", "一小", "a"], &["2", "二小", "b"], &["3", "三小", "c"]]);
    (seen.hidden_rows, seen.hidden_columns) = (vec![2], vec![2]);
    seen.merges = vec![[1, 2, 1, 1]];
    let unseen = Sheet { hidden: true, ..texts("旧表", &[&["代码", "名称"], &["9", "九小"]]) };
    let sheets = [seen, unseen];
    let told = told(&sheets);
    assert_eq!(told.tables.iter().map(|t| t.rows.len()).collect::<Vec<_>>(), [3, 1]);
    let find = |code| (told.find(code).severity, told.find(code).args[1].1.clone());
    assert_eq!(find("hidden-rows"), (Severity::Warning, "3".to_owned()));
    assert_eq!(find("hidden-columns"), (Severity::Warning, "备注".to_owned()));
    assert_eq!(told.find("hidden-sheet").place.sheet.as_deref(), Some("旧表"));
    assert_eq!(told.find("merged-cells").args, [("range", "B2:B3".to_owned())]);
    let (grids, findings) = grids(&book(&sheets));
    assert!(findings.is_empty(), "{findings:?}");
    assert_eq!(grids.iter().map(|g| g.visible).collect::<Vec<_>>(), [true, false]);
    assert_eq!(
        (grids[0].hidden.iter().copied().collect::<Vec<_>>(), &grids[0].merges[..]),
        (vec![3], &[((2, 1), (3, 1))][..])
    );
}

/// What a file is its first bytes say, not its name: systems call many things `.xls`, and people rename them.
#[test]
fn the_name_does_not_matter() {
    let bytes = book(&[texts("学校", &[&["代码", "名称"], &["1", "一小"]])]);
    for name in ["a.xls", "a.xlsx", "a.et"] {
        assert_eq!(shown(read_bytes(name, &bytes).table()), [row(2, &["1", "一小"])], "{name}");
    }
}

#[test]
fn texts_go_on_in_the_next_record() {
    let long = "说明".repeat(40) + "abc";
    let plain = "x".repeat(70);
    let rows: &[&[&str]] = &[&["代码", "名称"], &[&long, &plain], &["2", "二小"]];
    let whole = read_bytes("a.xls", container(&stream(false, &[texts("a", rows)], 8224)));
    for most in [12, 13, 14, 31, 64] {
        let told = read_bytes("a.xls", container(&stream(false, &[texts("a", rows)], most)));
        assert_eq!(told.table().rows, whole.table().rows, "{most}");
        assert_eq!(told.table().rows[0].cells, [text(&long), text(&plain)]);
    }
}

/// Books of Excel 5 and 95 write texts in a code page.
#[test]
fn a_book_of_1995_is_read_in_its_code_page() {
    let word = |n: u16| n.to_le_bytes();
    let label = |row: u16, column: u16, text: &str| {
        let bytes = crate::raw_support::gbk(text);
        let head = [word(row), word(column), word(0), word(bytes.len() as u16)].concat();
        record(0x0204, &[head, bytes].concat())
    };
    let cells = [label(0, 0, "代码"), label(0, 1, "名称"), label(1, 0, "1"), label(1, 1, "柳河小学")].concat();
    let begin = [word(0x0500), word(0x0005)].concat();
    let page = [record(0x0809, &begin), cells, record(0x000A, &[])].concat();
    let globals = |start: u32| {
        let name = crate::raw_support::gbk("学校");
        let sheet = [&start.to_le_bytes()[..], &[0, 0, name.len() as u8], &name].concat();
        [record(0x0809, &begin), record(0x0042, &word(936)), record(0x0085, &sheet), record(0x000A, &[])].concat()
    };
    let start = globals(0).len() as u32;
    let told = read_bytes("a.xls", container(&[globals(start), page].concat()));
    assert_eq!((told.table().name.as_str(), shown(told.table())), ("学校", vec![row(2, &["1", "柳河小学"])]));
}

#[test]
fn what_is_locked_broken_or_no_book_is_refused() {
    let sheets = [texts("学校", &[&["代码", "名称"], &["1", "一小"]])];
    let good = stream(false, &sheets, 8224);
    let locked = [&good[..8], &record(0x002F, &[1, 0, 1, 0]), &good[8..]].concat();
    let told = read_bytes("a.xls", container(&locked));
    assert!(told.find("not-excel").args.contains(&("kind", "@tables.broken.encrypted".into())));
    let document = container(&good);
    let at = document.windows(16).position(|w| w == *b"W\0o\0r\0k\0b\0o\0o\0k\0").expect("the name");
    let mut other = document.clone();
    other[at..at + 16].copy_from_slice(b"W\0o\0r\0d\0b\0o\0o\0k\0");
    assert_eq!(read_bytes("a.xls", &other).codes(), ["not-excel"]);
    // Cut in the middle of the sheet: what came before is kept, and told.
    let end = good.len() - 6;
    let told = read_bytes("a.xls", container(&[&good[..end], &[0xFD, 0, 0xFF, 0xFF]].concat()));
    assert_eq!((told.table().rows.len(), told.rows("broken-excel")), (1, vec![Some(2)]));
    // A cell that shows a text the book does not have is not dropped.
    let mut none = good.clone();
    let cell = none.windows(4).rposition(|w| w == [0xFD, 0, 10, 0]).expect("a cell");
    none[cell + 10] = 99;
    assert_eq!(read_bytes("a.xls", container(&none)).severity("broken-excel"), Severity::Error);
}

/// Cells at the corners, a sheet that claims everything, the same sheet many times over, one long text in many cells.
#[test]
fn what_means_harm_is_read_within_bounds() {
    let corner = |row: u16, column: u16| {
        let head = [row, column, 0].map(u16::to_le_bytes).concat();
        record(0x0203, &[head, 1_f64.to_le_bytes().to_vec()].concat())
    };
    let good = stream(false, &[texts("a", &[&["代码", "名称"], &["1", "一小"]])], 8224);
    let end = good.len() - 4;
    let claims = record(0x0200, &[[0; 4], [0xFF; 4], [0, 0, 0xFF, 0xFF], [0; 4]].concat()[..14]);
    let far = [&good[..end], &claims, &corner(65_535, 255), &good[end..]].concat();
    let told = read_bytes("a.xls", container(&far));
    assert_eq!(told.table().rows.iter().map(|r| r.number).collect::<Vec<_>>(), [2, 65_536]);

    let sheets: Vec<Sheet<'_>> = (0..900).map(|_| texts("", &[])).collect();
    let names: Vec<String> = (0..900).map(|n| format!("s{n}")).collect();
    let named: Vec<Sheet<'_>> = sheets.into_iter().zip(&names).map(|(s, name)| Sheet { name, ..s }).collect();
    let mut many = stream(false, &named, 8224);
    let start = (many.len() as u32 - 900 * 12).to_le_bytes();
    let mut at = 0;
    while at + 4 <= many.len() {
        let (kind, length) = (many[at], usize::from(many[at + 2]) + (usize::from(many[at + 3]) << 8));
        if (kind, many[at + 1]) == (0x85, 0) {
            many[at + 4..at + 8].copy_from_slice(&start);
        }
        at += 4 + length;
    }
    many.truncate(many.len() - 900 * 12);
    many.extend(record(0x0809, &[0, 6, 16, 0]));
    many.extend((0..40_000).flat_map(|n| corner((n / 200) as u16, (n % 200) as u16)));
    many.extend(record(0x000A, &[]));
    assert!(read_bytes("a.xls", container(&many)).codes().contains(&"broken-excel"));

    let long = "长".repeat(30_000);
    let mut sheet = texts("a", &[&["代码", "名称"]]);
    sheet.rows.extend((0..1000).map(|_| vec![Value::Text(&long); 2]));
    assert!(read_bytes("a.xls", container(&stream(false, &[sheet], 8224))).codes().contains(&"too-much-data"));
}

/// Cut short anywhere, and with bytes changed anywhere: read or told, never a panic, never without end.
#[test]
fn hurt_books_are_read_or_told() {
    let mut sheet = texts("学校", &[&["代码", "名称", "备注"], &["1", "一小", "ab"], &["2", "二小", "说明"]]);
    sheet.rows.push(vec![Value::Number(1.5), Value::Day(43_709.0), Value::FormulaText("柳河")]);
    (sheet.hidden_rows, sheet.merges) = (vec![2], vec![[0, 0, 0, 1]]);
    let good = container(&stream(false, &[sheet], 40));
    let mut random = Seeded(7);
    let folder = Folder::new();
    for n in 0..3000 {
        let mut bytes = good.clone();
        if n % 3 == 0 {
            bytes.truncate(random.below(good.len()));
        }
        for _ in 0..random.below(6) {
            // Most of the file is filled up with nothing.
            let end = bytes.len().min(if n % 2 == 0 { 600 } else { 3000 });
            if end > 0 {
                let at = random.below(end);
                bytes[at] = [0, 1, 0xFF, 0xFE, random.below(256) as u8][random.below(5)];
            }
        }
        let told = read(&folder.put("a.xls", &bytes));
        assert!(!told.tables.is_empty() || !told.findings.is_empty(), "{n}: nothing read and nothing told");
        for finding in told.findings.sorted().iter().filter(|f| f.code == "broken-excel") {
            let reason = finding.arg("reason").unwrap_or_default();
            assert!(!reason.contains("panicked") && !reason.contains("out of range"), "{n}: {reason}");
        }
    }
}
