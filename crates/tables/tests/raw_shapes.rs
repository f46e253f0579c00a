//! Shapes of files as offices have them: titles and headers of two lines, what a sheet hides, what else lies in a
//! folder, days that a program has moved.

use crate::county_support::{World, told};
use crate::raw_support::{Folder, county, gbk, headers, read_bytes, row, shown, workbook_of, workbook_with};
use lungang_domain::finding::Severity;
use lungang_tables::read::Options;
use rust_xlsxwriter::{Format, Workbook};

fn saved(fill: impl FnOnce(&mut Workbook)) -> Vec<u8> {
    let mut book = Workbook::new();
    fill(&mut book);
    book.save_to_buffer().expect("a workbook")
}

/// A sheet of texts in its XML; a cell that begins with `=` is a number.
fn sheet(rows: &[&[&str]]) -> String {
    let mut xml = String::from("<sheetData>");
    for (r, cells) in rows.iter().enumerate() {
        xml.push_str(&format!("<row r=\"{}\">", r + 1));
        for (c, text) in cells.iter().enumerate().filter(|(_, t)| !t.is_empty()) {
            let at = format!("{}{}", lungang_tables::raw::column_letter(c), r + 1);
            match text.strip_prefix('=') {
                Some(number) => xml.push_str(&format!("<c r=\"{at}\"><v>{number}</v></c>")),
                None => xml.push_str(&format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")),
            }
        }
        xml.push_str("</row>");
    }
    xml + "</sheetData>"
}

#[test]
fn a_title_and_a_row_of_units_stand_above_the_header() {
    let unit = ["填报单位：某县教育局", "", "填表人：王某", "填报日期：2026年7月1日"];
    let head = ["学校代码", "学校名称", "学生数", "班级数"];
    let first = ["S1", "一小", "300", "8"];
    for above in [
        &[&["某县学校情况表"][..]][..],
        &[&["某县学校情况表"], &unit],
        &[&unit],
        &[&["表"], &["甲"], &["乙"], &["丙"], &unit],
    ] {
        let rows: Vec<&[&str]> = above.iter().copied().chain([&head[..], &first[..]]).collect();
        let csv: String = rows.iter().map(|r| r.join(",") + "\n").collect();
        let number = above.len() as u32 + 1;
        for told in [
            read_bytes("t.xlsx", workbook_of(&sheet(&rows), None)),
            read_bytes("t.csv", &csv),
            read_bytes("t.csv", gbk(&csv)),
        ] {
            assert_eq!(headers(told.table()), head, "{above:?}");
            assert_eq!(shown(told.table()), [row(number + 1, &first)]);
            assert_eq!(told.codes(), ["title-row-skipped"]);
            let finding = told.find("title-row-skipped");
            assert_eq!(finding.place.row, Some(1));
            assert!(finding.args.contains(&("row", number.to_string())), "{finding:?}");
        }
    }
}

#[test]
fn a_header_of_two_lines_is_read_as_one() {
    let told = read_bytes(
        "t.xlsx",
        saved(|book| {
            let sheet = book.add_worksheet();
            let plain = Format::new();
            sheet.merge_range(0, 0, 0, 6, "某县学校情况", &plain).unwrap();
            for (column, header) in [(0, "学校代码"), (1, "学校名称")] {
                sheet.merge_range(1, column, 2, column, header, &plain).unwrap();
            }
            sheet.merge_range(1, 2, 1, 4, "学生数", &plain).unwrap();
            sheet.merge_range(1, 5, 1, 6, "班级数", &plain).unwrap();
            for (column, part) in [(2, "合计"), (3, "男"), (4, "女"), (5, "合计"), (6, "一年级")] {
                sheet.write(2, column, part).unwrap();
            }
            sheet.write_row(3, 0, ["S1", "一小"]).unwrap();
            sheet.write_row(3, 2, [300, 160, 140, 8, 2]).unwrap();
        }),
    );
    let expected = ["学校代码", "学校名称", "学生数", "学生数·男", "学生数·女", "班级数", "一年级班级数"];
    assert_eq!(headers(told.table()), expected);
    assert_eq!(shown(told.table()), [row(4, &["S1", "一小", "300", "160", "140", "8", "2"])]);
    assert_eq!(told.codes(), ["title-row-skipped", "two-line-header"]);
    let schools = lungang_tables::schema::table("schools").expect("a table");
    assert!(schools.find_header("学生数·女").is_none(), "a part is not the whole");
    let csv = "学校代码,学校名称,学生数,,\n,,合计,男,女\nS1,一小,300,160,140\n";
    assert_eq!(headers(read_bytes("t.csv", csv).table()), expected[..5]);
}

#[test]
fn a_header_of_three_lines_is_read_as_one() {
    let rows: [&[&str]; 5] = [
        &["某县学校情况"],
        &["学校代码", "学校名称", "学生数", "", "", "班级数"],
        &["", "", "合计", "其中", "", ""],
        &["", "", "", "男", "女", ""],
        &["S1", "一小", "300", "160", "140", "8"],
    ];
    let csv: String = rows.iter().map(|r| r.join(",") + "\n").collect();
    for told in [read_bytes("t.xlsx", workbook_of(&sheet(&rows), None)), read_bytes("t.csv", &csv)] {
        let expected = ["学校代码", "学校名称", "学生数", "学生数·男", "学生数·女", "班级数"];
        assert_eq!(headers(told.table()), expected);
        assert_eq!(shown(told.table()), [row(5, &["S1", "一小", "300", "160", "140", "8"])]);
        assert_eq!(told.codes(), ["three-line-header", "title-row-skipped"]);
        assert_eq!(
            (told.find("three-line-header").place.row, told.find("three-line-header").arg("last")),
            (Some(2), Some("4"))
        );
    }
}

#[test]
fn a_header_below_a_covering_note_is_found() {
    let note: Vec<String> = (1..=25).map(|n| format!("{n}. 请各校如实填报")).collect();
    let note: Vec<[&str; 1]> = note.iter().map(|line| [line.as_str()]).collect();
    let table: [&[&str]; 3] =
        [&["填报单位：", "某县"], &["学校代码", "学校名称", "学生数", "班级数"], &["S1", "一小", "300", "8"]];
    let rows: Vec<&[&str]> = note.iter().map(|line| &line[..]).chain(table).collect();
    let csv: String = rows.iter().map(|r| r.join(",") + "\n").collect();
    for told in [
        read_bytes("t.xlsx", workbook_of(&sheet(&rows), None)),
        read_bytes("t.csv", &csv),
        read_bytes("t.csv", gbk(&csv)),
    ] {
        assert_eq!(headers(told.table()), table[1]);
        assert_eq!(shown(told.table()), [row(28, table[2])]);
        assert_eq!(told.codes(), ["title-row-skipped"]);
        let finding = told.find("title-row-skipped");
        assert!(finding.arg("title").is_some_and(|t| t.chars().count() < 130), "{finding:?}");
    }
}

#[test]
fn a_table_whose_header_is_not_found_is_told_once() {
    let mut world = World::new();
    let head = world.tables["schools"][0].clone();
    let width = head.len();
    let rows = world.tables.get_mut("schools").expect("schools");
    rows[0] = (0..width).map(|n| format!("甲{n}")).collect();
    let told = world.told();
    assert_eq!(told.codes(), ["no-header"], "and nothing that follows from it");
    told.expect("no-header", Severity::Error, None, "");

    // Another table stands above it.
    let rows = world.tables.get_mut("schools").expect("schools");
    let own: Vec<Vec<String>> = rows.drain(1..).collect();
    rows.extend((0..15).map(|n| (0..width).map(|c| format!("乙{n}{c}")).collect::<Vec<_>>()));
    rows.push(head);
    rows.extend(own);
    let told = world.told();
    assert_eq!(told.codes(), ["header-below"]);
    told.expect("header-below", Severity::Error, 17, "");
}

#[test]
fn what_a_sheet_hides_is_told() {
    let told = read_bytes(
        "t.xlsx",
        saved(|book| {
            let sheet = book.add_worksheet();
            sheet.write_row(0, 0, ["id", "a", "b", "c"]).unwrap();
            for r in 1..9 {
                sheet.write_row(r, 0, [1, 2, 3, 4]).unwrap();
            }
            for r in [2, 3, 4, 7, 20] {
                sheet.set_row_hidden(r).unwrap();
            }
            sheet.set_column_hidden(2).unwrap();
        }),
    );
    assert_eq!(told.table().rows.len(), 8, "they are read");
    let (rows, columns) = (told.find("hidden-rows"), told.find("hidden-columns"));
    assert_eq!((rows.severity, rows.place.row), (Severity::Warning, Some(3)));
    assert!(rows.args.contains(&("rows", "3-5, 8".into())) && rows.args.contains(&("count", "4".into())), "{rows:?}");
    assert_eq!(columns.place.column.as_deref(), Some("C b"));

    let flat = r#"<cols><col min="2" max="2" width="0" customWidth="1"/></cols><sheetData>
        <row><c t="str"><v>id</v></c><c t="str"><v>x</v></c></row>
        <row ht="0" customHeight="1"><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row></sheetData>"#;
    let told = read_bytes("t.xlsx", workbook_of(flat, None));
    assert_eq!(told.rows("hidden-rows"), [Some(2)]);
    assert_eq!(told.find("hidden-columns").place.column.as_deref(), Some("B x"));
    let seen = saved(|book| {
        book.add_worksheet().write_row(0, 0, ["id", "x"]).unwrap().write(1, 0, 1).unwrap();
    });
    assert!(read_bytes("t.xlsx", seen).findings.is_empty());
}

#[test]
fn a_file_with_a_tables_name_in_another_form_is_told() {
    for name in [
        "postings.docx",
        "postings.zip",
        "交流经历.pdf",
        "postings.csv.bak",
        "wishes (1).rar",
        "教师表 - 副本.wps",
        "county.toml.txt",
        "pins",
    ] {
        let folder = Folder::new();
        folder.put("schools.csv", "学校代码,x\nS1,1\n");
        folder.put(name, "PK\x03\x04");
        let told = county(folder.path());
        let finding = told.find("table-in-another-form");
        assert!(finding.place.file.ends_with(name), "{name}: {finding:?}");
        assert_eq!(finding.severity, Severity::Error, "{name}: nothing else holds it");
        assert_eq!(told.codes(), ["table-in-another-form"], "{name}");
    }
    let folder = Folder::new();
    folder.put("schools.csv", "学校代码,x\nS1,1\n");
    folder.put("county.toml", "");
    for name in
        ["schools.csv.bak", "schools.pdf", "county.toml.txt", "readme.txt", "plan.json", "policy.toml", ".DS_Store"]
    {
        folder.put(name, "x");
    }
    std::fs::create_dir(folder.path().join("学校")).expect("a folder");
    let told = county(folder.path());
    assert_eq!(told.rows("table-in-another-form").len(), 4);
    assert_eq!(told.severity("table-in-another-form"), Severity::Warning, "the table itself is there");
    assert_eq!(told.codes(), ["table-in-another-form"], "the program's own files are no news");
    let mut book = Workbook::new();
    book.add_worksheet()
        .set_name("交流经历")
        .unwrap()
        .write_row(0, 0, ["教师编号", "x"])
        .unwrap()
        .write(1, 0, "T1")
        .unwrap();
    book.add_worksheet()
        .set_name("志愿")
        .unwrap()
        .write_row(0, 0, ["教师编号", "x"])
        .unwrap()
        .write(1, 0, "T1")
        .unwrap();
    folder.put("数据.xlsx", book.save_to_buffer().expect("a workbook"));
    folder.put("postings.pdf", "x");
    let told = county(folder.path());
    assert_eq!(told.severity("table-in-another-form"), Severity::Warning, "a sheet of some workbook holds it");
    folder.put("工作方案.docx", "x");
    folder.put("photo.jpg", "x");
    let other = county(folder.path());
    let finding = other.find("files-not-read");
    assert!(finding.args.contains(&("files", "photo.jpg, 工作方案.docx".into())), "{finding:?}");
}

#[test]
fn a_copy_that_is_read_is_told() {
    let folder = Folder::new();
    let copy = folder.put("teachers (1).csv", "教师编号,x\nT1,1\n");
    let told = county(folder.path());
    assert_eq!((told.codes(), told.tables.len()), (vec!["copy-read"], 1));
    std::fs::rename(copy, folder.path().join("Teachers.csv")).expect("a file");
    assert!(county(folder.path()).findings.is_empty());
}

#[test]
fn the_mapping_knows_foreign_headers() {
    let mut world = World::new();
    world.tables.remove("schools");
    world.toml.push_str("mapping = \"mapping.toml\"\n");
    let folder = Folder::new();
    world.write(folder.path());
    let mapping = "[schools]\nfile = \"list.txt\"\n[schools.columns]\nschool_id = \"Schlüssel\"\npupils = \"Schüler\"\n\
         classes = \"Klassen\"\n[schools.constants]\nstage = \"primary\"\narea = \"rural\"\n";
    folder.put("mapping.toml", mapping);
    let list = "Statistik 2026;;\nBezirk: x;;Datum: y\nSchlüssel;Schüler;Klassen\nS1;240;6\nTotal;240;6\n";
    folder.put("list.txt", list);
    let told = told(folder.path(), &Options::default(), &world.policy);
    let schools: Vec<&str> =
        told.codes().into_iter().filter(|c| *c == "title-row-skipped" || *c == "total-row").collect();
    assert_eq!(schools, ["title-row-skipped", "total-row"], "{:?}", told.findings.sorted());
    assert!(told.find("title-row-skipped").args.contains(&("row", "3".into())));
}

#[test]
fn text_under_a_tables_name_is_read() {
    let lines = "教师编号\t原学校\t接收学校\t开始日期\t结束日期\r\nT1\tS1\tS2\t2024-09-01\t2027-08-31\r\n";
    let wide: Vec<u8> = lines.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for bytes in [[&b"\xff\xfe"[..], &wide].concat(), lines.as_bytes().to_vec(), gbk(&lines.replace('\t', ","))] {
        let folder = Folder::new();
        folder.put("postings.txt", bytes);
        folder.put("其他.TXT", "a,b\n1,2\n");
        let told = county(folder.path());
        assert_eq!(told.table().name, "postings");
        assert_eq!(shown(told.table()), [row(2, &["T1", "S1", "S2", "2024-09-01", "2027-08-31"])]);
        assert_eq!(told.codes(), ["files-not-read"]);
    }
}

#[test]
fn the_sheet_with_known_headers_is_the_table() {
    let folder = Folder::new();
    folder.put(
        "schools.xlsx",
        saved(|book| {
            let summary = book.add_worksheet().set_name("导出摘要").unwrap();
            summary.write_row(0, 0, ["此文稿导出自 Numbers 表格。"]).unwrap();
            summary.write_row(1, 0, ["Numbers 表格工作表名称", "Numbers 表格表格名称", "Excel 工作表名称"]).unwrap();
            let sheet = book.add_worksheet().set_name("工作表 1 - 表格 1").unwrap();
            sheet.write_row(0, 0, ["学校代码", "学生数"]).unwrap().write_row(1, 0, ["S1", "2"]).unwrap();
        }),
    );
    let told = county(folder.path());
    let names: Vec<&str> = told.tables.iter().map(|t| t.name.as_str()).collect();
    assert_eq!(names, ["导出摘要", "schools"]);
}

/// A county whose teachers' table is one workbook; the day on which T1 joined, as read.
fn joined(properties: &str, cell: &str) -> String {
    let mut world = World::new();
    let rows = world.tables.remove("teachers").expect("teachers");
    let folder = Folder::new();
    world.write(folder.path());
    let place = rows[0].iter().position(|h| h == "joined_school").expect("the column");
    let rows: Vec<Vec<&str>> = rows.iter().map(|r| r.iter().map(String::as_str).collect()).collect();
    let mut rows: Vec<Vec<&str>> = rows;
    rows[1][place] = cell;
    let slices: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
    folder.put("teachers.xlsx", workbook_with(properties, &sheet(&slices), None));
    let read = told(folder.path(), &Options::default(), &world.policy);
    match &read.county {
        Some(county) => county.teachers.iter().find(|t| t.id == "T1").expect("T1").joined.to_string(),
        None => read.codes().join(" "),
    }
}

#[test]
fn days_are_those_that_were_meant() {
    let from_1904 = "<workbookPr date1904=\"1\"/>";
    for (properties, cell, day) in [
        ("", "=40422", "2010-09-01"),
        ("", "=40421.9995023148", "2010-09-01"),
        (from_1904, "=38960", "2010-09-01"),
        (from_1904, "=38959.9995023148", "2010-09-01"),
        (from_1904, "=20100901", "2010-09-01"),
        (from_1904, "2010-09-01", "2010-09-01"),
        ("", "2010-08-31T16:00:00.000Z", "2010-09-01"),
        ("", "2010-08-31 23:59:17", "2010-09-01"),
        ("", "=2010.1", "ambiguous-month"),
        ("", "2010.1", "ambiguous-month"),
        ("", "2010年秋", "wrong-type-date"),
        ("", "2010.09至今", "wrong-type-date"),
        ("", "=2010", "wrong-type-date"),
    ] {
        let read = joined(properties, cell);
        assert!(read.contains(day), "{properties} {cell}: {read}");
    }
}

#[test]
fn a_date_cell_just_before_midnight_is_the_next_day() {
    let told = read_bytes(
        "t.xlsx",
        saved(|book| {
            let sheet = book.add_worksheet();
            sheet.write_row(0, 0, ["id", "day"]).unwrap();
            let format = Format::new().set_num_format("yyyy-mm-dd");
            for (r, serial) in [(1, 44_075.999_502_314_81), (2, 44_075.5), (3, 44_076.0)] {
                sheet.write(r, 0, r).unwrap().write_with_format(r, 1, serial, &format).unwrap();
            }
        }),
    );
    let days: Vec<String> = told.table().rows.iter().map(|r| r.cells[1].show()).collect();
    assert_eq!(days, ["2020-09-02", "2020-09-01", "2020-09-02"]);
}

#[test]
fn an_end_on_the_first_of_a_month_is_asked_about_in_a_workbook() {
    let mut world = World::new();
    world.tables.remove("postings");
    let folder = Folder::new();
    world.write(folder.path());
    let bytes = saved(|book| {
        let sheet = book.add_worksheet();
        let format = Format::new().set_num_format("yyyy\"年\"m\"月\"");
        sheet.write_row(0, 0, ["teacher_id", "from_school", "to_school", "start", "end"]).unwrap();
        for (r, end) in [(1, 42_583.0), (2, 43_708.0)] {
            sheet.write_row(r, 0, ["T1", "S1", "S4"]).unwrap();
            sheet.write_with_format(r, 3, end - 400.0, &format).unwrap().write_with_format(r, 4, end, &format).unwrap();
        }
    });
    folder.put("postings.xlsx", bytes);
    let told = told(folder.path(), &Options::default(), &world.policy);
    told.expect("end-on-a-first", Severity::Warning, 2, "E end");
    assert_eq!(told.codes(), ["end-on-a-first"]);
}
