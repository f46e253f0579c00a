//! Workbooks that are small on the disk and large in memory, and what else a table file may be.

use crate::support::Place;
use crate::watch;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

/// A part: its name, what it begins with, what is repeated and how often, its end.
pub type Part<'a> = (&'a str, String, String, usize, String);

/// A package of these parts and those that every workbook has; `sheets` of them all show the first sheet's part.
pub fn book(sheets: usize, parts: &[Part<'_>]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    let mut put = |name: &str, head: &str, unit: &str, count: usize, tail: &str| {
        zip.start_file(name, options).expect("a part");
        zip.write_all(head.as_bytes()).expect("written");
        let block = unit.repeat(1000);
        for _ in 0..count / 1000 {
            zip.write_all(block.as_bytes()).expect("written");
        }
        zip.write_all(unit.repeat(count % 1000).as_bytes()).expect("written");
        zip.write_all(tail.as_bytes()).expect("written");
    };
    let plain = |s: String| s;
    put("[Content_Types].xml", "<Types/>", "", 0, "");
    let to_book = format!("<Relationship Id=\"r\" Type=\"{OFFICE}/officeDocument\" Target=\"xl/workbook.xml\"/>");
    put("_rels/.rels", &format!("<Relationships xmlns=\"{PACKAGE}\">{to_book}</Relationships>"), "", 0, "");
    let listed: String =
        (0..sheets).map(|n| format!("<sheet name=\"s{n}\" sheetId=\"{}\" r:id=\"r1\"/>", n + 1)).collect();
    let head = plain(format!("<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><sheets>{listed}</sheets></workbook>"));
    put("xl/workbook.xml", &head, "", 0, "");
    let to_parts = format!(
        "<Relationship Id=\"r1\" Type=\"{OFFICE}/worksheet\" Target=\"worksheets/sheet1.xml\"/>\
         <Relationship Id=\"r2\" Type=\"{OFFICE}/sharedStrings\" Target=\"sharedStrings.xml\"/>\
         <Relationship Id=\"r3\" Type=\"{OFFICE}/styles\" Target=\"styles.xml\"/>"
    );
    let rels = format!("<Relationships xmlns=\"{PACKAGE}\">{to_parts}</Relationships>");
    put("xl/_rels/workbook.xml.rels", &rels, "", 0, "");
    if !parts.iter().any(|(name, ..)| name.ends_with("sheet1.xml")) {
        let cells = "<row><c t=\"inlineStr\"><is><t>a</t></is></c><c><v>1</v></c></row>".repeat(3);
        put("xl/worksheets/sheet1.xml", &sheet_head(), &cells, 1, SHEET_TAIL);
    }
    for (name, head, unit, count, tail) in parts {
        put(name, head, unit, *count, tail);
    }
    zip.finish().expect("a package").into_inner()
}

fn sheet_head() -> String {
    format!("<worksheet xmlns=\"{MAIN}\"><dimension ref=\"A1:XFD1048576\"/><sheetData>")
}

const SHEET_TAIL: &str = "</sheetData></worksheet>";

/// A sheet of so many of these.
fn sheet(unit: &str, count: usize) -> Part<'static> {
    ("xl/worksheets/sheet1.xml", sheet_head(), unit.to_owned(), count, SHEET_TAIL.to_owned())
}

fn strings(head: &str, unit: &str, count: usize) -> Part<'static> {
    let head = format!("<sst xmlns=\"{MAIN}\" {head}>");
    ("xl/sharedStrings.xml", head, unit.to_owned(), count, "</sst>".to_owned())
}

fn styles(fonts: &str, unit: &str, count: usize) -> Part<'static> {
    let head = format!("<styleSheet xmlns=\"{MAIN}\"><fonts>{fonts}</fonts><cellXfs>");
    ("xl/styles.xml", head, unit.to_owned(), count, "</cellXfs></styleSheet>".to_owned())
}

fn check(what: &str, bytes: &[u8], word: &str) {
    let place = Place::empty();
    place.write("county.xlsx", bytes);
    let watched = watch(place.command(&["check", "county.xlsx", "--policy", "national", "--lang", "en"]));
    watched.refused(what).says(what, word);
}

#[test]
fn a_sheet_that_unpacks_to_a_gigabyte() {
    check("a gigabyte of rows", &book(1, &[sheet("<row></row>", 100_000_000)]), "its size unpacked");
}

#[test]
fn cells_without_number() {
    check("empty cells", &book(1, &[sheet("<c/>", 30_000_000)]), "cells, empty ones included");
    let one = "<row><c t=\"inlineStr\"><is><t>ab</t></is></c></row>";
    check("rows of one cell", &book(1, &[sheet(one, 2_000_000)]), "limit");
    let pair = "<row><c t=\"inlineStr\"><is><t>a</t></is></c><c><v>1</v></c></row>";
    check("rows of two cells", &book(1, &[sheet(pair, 1_000_000)]), "missing");
    check("one row of cells", &book(1, &[sheet("<c><v>1</v></c>", 3_000_000)]), "columns");
}

#[test]
fn what_a_decoder_takes_whole() {
    check("strings", &book(1, &[strings("", "<si><t>a</t></si>", 4_000_000)]), "different texts");
    check("strings at the limit", &book(1, &[strings("", "<si><t>abcdefgh</t></si>", 1_000_000)]), "missing");
    check("strings that are claimed", &book(1, &[strings("uniqueCount=\"999999999\"", "", 0)]), "claims");
    check("formats", &book(1, &[styles("", "<xf fontId=\"0\"></xf>", 5_000_000)]), "formats of cells");
    let font = format!("<font><name val=\"{}\"/></font>", "x".repeat(500_000));
    check("a font's name", &book(1, &[styles(&font, "<xf fontId=\"0\"/>", 60_000)]), "bytes of text in formats");
    let text = ["<c t=\"inlineStr\"><is><t>", "</t></is></c>"];
    let mut long = sheet("x", 60_000_000);
    (long.1, long.4) = (sheet_head() + text[0], text[1].to_owned() + SHEET_TAIL);
    check("one cell", &book(1, &[long]), "bytes of one cell or one tag");
    let mut comment = sheet("<c> ", 20_000_000);
    (comment.1, comment.4) = (sheet_head() + "<!--", format!("-->{SHEET_TAIL}"));
    check("one comment", &book(1, &[comment]), "bytes of one cell or one tag");
}

#[test]
fn one_long_text_in_a_million_cells() {
    let one = format!("<si><t>{}</t></si>", "长".repeat(30_000));
    let cell = "<row><c t=\"s\"><v>0</v></c><c t=\"s\"><v>0</v></c></row>";
    check("a long text", &book(1, &[strings("", &one, 1), sheet(cell, 500_000)]), "limit");
}

#[test]
fn sheets_merges_and_depth() {
    check("sheets", &book(5_000, &[]), "sheets");
    check("one part for 900 sheets", &book(900, &[sheet("<row></row>", 8_000_000)]), "many sheets");
    let mut merges = sheet("<mergeCell ref=\"A1:B2\"/>", 1_000_000);
    (merges.1, merges.4) = (sheet_head() + "</sheetData><mergeCells>", "</mergeCells></worksheet>".to_owned());
    check("merges", &book(1, &[merges]), "merged ranges");
    check("depth", &book(1, &[sheet("<a>", 20_000_000)]), "elements within one another");
}

#[test]
fn one_enormous_line_and_one_enormous_cell() {
    let place = Place::empty();
    place.write("county/schools.csv", "a,".repeat(15 << 20));
    place.write("county/teachers.csv", format!("a,b\n\"{}", "x".repeat(30 << 20)));
    let watched = watch(place.command(&["check", "county", "--policy", "national", "--lang", "en"]));
    watched.refused("long lines").says("long lines", "columns");
}

#[test]
fn a_wide_header_over_rows_of_one_cell() {
    let place = Place::empty();
    let header: Vec<String> = (0..16_000).map(|n| format!("c{n}")).collect();
    place.write("county/schools.csv", format!("{}\n{}", header.join(","), "x\n".repeat(1 << 20)));
    let watched = watch(place.command(&["check", "county", "--policy", "national", "--lang", "en"]));
    watched.refused("wide").says("wide", "limit");
}

/// A record of a book of Excel 97-2003.
fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    crate::xls::record(kind, data)
}

/// The stream of such a book with one sheet of these records, `globals` among those of the book.
fn legacy(globals: &[u8], page: &[u8]) -> Vec<u8> {
    let head = |start: u32| {
        let sheet = [&start.to_le_bytes()[..], &[0, 0, 1, 0, b'a']].concat();
        let begin = record(0x0809, &[0, 6, 5, 0]);
        [&begin[..], &record(0x0085, &sheet), globals, &record(0x000A, &[])].concat()
    };
    let start = u32::try_from(head(0).len()).expect("a place");
    [&head(start)[..], &record(0x0809, &[0, 6, 16, 0]), page, &record(0x000A, &[])].concat()
}

fn check_legacy(what: &str, bytes: &[u8], word: &str) {
    let place = Place::empty();
    place.write("county.xls", bytes);
    let watched = watch(place.command(&["check", "county.xls", "--policy", "national", "--lang", "en"]));
    watched.refused(what).says(what, word);
    let watched = watch(place.command(&["import", "county.xls", "--preview", "--lang", "en"]));
    watched.bounded(what);
}

/// What made a decoder of these books fill the memory: cells far apart, sheets that claim to be full, texts that many cells share, a
/// chain of sectors that has no end.
#[test]
fn books_of_1997_that_mean_harm() {
    let number = |row: u16, column: u16| {
        let at: Vec<u8> = [row, column, 0].iter().flat_map(|n| n.to_le_bytes()).collect();
        record(0x0203, &[at, 1_f64.to_le_bytes().to_vec()].concat())
    };
    let wide: Vec<u8> =
        [0_u32, u32::MAX].iter().flat_map(|n| n.to_le_bytes()).chain([0, 0, 0xFF, 0xFF, 0, 0]).collect();
    let far = [record(0x0200, &wide), number(0, 0), number(0, 1), number(u16::MAX, 255), number(1, u16::MAX)].concat();
    check_legacy("cells far apart", &crate::xls::container(&legacy(&[], &far)), "columns");

    // Six bytes a cell, some five million of them.
    let row = |n: u16| {
        let cells: Vec<u8> = (0..200_u16).flat_map(|_| [0, 0, 2, 0, 0, 0]).collect();
        record(0x00BD, &[&n.to_le_bytes()[..], &[0, 0], &cells, &[199, 0]].concat())
    };
    let full: Vec<u8> = (0..24_000).flat_map(row).collect();
    let full = legacy(&[], &full);
    check_legacy("cells", &crate::xls::container(&full[..full.len().min(6 << 20)]), "damaged");
    check_legacy("more than a file may have", &vec![0xd0; 1].into_iter().chain(full).collect::<Vec<u8>>(), "workbook");

    // A text of thirty thousand characters in four hundred thousand cells.
    let long: Vec<u8> = "长".repeat(4_000).encode_utf16().flat_map(u16::to_le_bytes).collect();
    let shared = record(0x00FC, &[&[1, 0, 0, 0, 1, 0, 0, 0][..], &4_000_u16.to_le_bytes(), &[1], &long].concat());
    let cell = |n: u32| {
        let at: Vec<u8> = [(n / 8) as u16, (n % 8) as u16, 0].iter().flat_map(|w| w.to_le_bytes()).collect();
        record(0x00FD, &[at, vec![0; 4]].concat())
    };
    let cells: Vec<u8> = (0..400_000).flat_map(cell).collect();
    check_legacy("one text in many cells", &crate::xls::container(&legacy(&shared, &cells)), "limit");

    // Labels that claim more characters than they have.
    let label = record(0x0204, &[0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 1]);
    check_legacy("texts that are claimed", &crate::xls::container(&legacy(&[], &label.repeat(100_000))), "cut short");

    let mut endless = crate::xls::container(&legacy(&[], &number(0, 0)));
    // The first sector of the stream is followed by itself: it stands second in the table, behind the directory.
    endless[512 + 8..512 + 12].copy_from_slice(&2_u32.to_le_bytes());
    check_legacy("a chain without end", &endless, "OLE");
}
