//! Packages whose directory lies: sizes beyond any disk, parts that stand there twice, names that lead out of it.

use crate::books::book;
use crate::support::Place;
use crate::watch;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// A part as the directory tells of it.
struct Part {
    name: String,
    data: Vec<u8>,
    /// What the wide fields claim: the size unpacked, and packed.
    claims: Option<(u64, u64)>,
}

/// A small workbook part by part.
fn parts() -> Vec<Part> {
    let mut zip = ZipArchive::new(Cursor::new(book(1, &[]))).expect("a package");
    let one = |at: usize| {
        let mut part = zip.by_index(at).expect("a part");
        let mut data = Vec::new();
        part.read_to_end(&mut data).expect("read");
        Part { name: part.name().expect("a name").into_owned(), data, claims: None }
    };
    (0..5).map(one).collect()
}

fn crc32(bytes: &[u8]) -> u32 {
    let step = |crc: u32, byte: &u8| {
        (0..8).fold(crc ^ u32::from(*byte), |c, _| if c & 1 == 1 { c >> 1 ^ 0xedb8_8320 } else { c >> 1 })
    };
    !bytes.iter().fold(!0, step)
}

/// The package, its parts as they are; `entries` is how many the wide end claims, where there is one.
fn package(parts: &[Part], entries: Option<u64>) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for part in parts {
        let at = out.len() as u32;
        let (version, size, extra) = match part.claims {
            None => (20_u16, part.data.len() as u32, Vec::new()),
            Some((full, packed)) => {
                let wide = [full.to_le_bytes(), packed.to_le_bytes()].concat();
                (45, u32::MAX, [&[1, 0, 16, 0][..], &wide].concat())
            }
        };
        let mut common = version.to_le_bytes().to_vec();
        // Flags, method, time and day.
        common.extend([0; 8]);
        common.extend(crc32(&part.data).to_le_bytes());
        common.extend([size.to_le_bytes(), size.to_le_bytes()].concat());
        common.extend((part.name.len() as u16).to_le_bytes());
        common.extend((extra.len() as u16).to_le_bytes());
        out.extend(b"PK\x03\x04");
        out.extend(&common);
        out.extend([part.name.as_bytes(), &extra, &part.data].concat());
        directory.extend(b"PK\x01\x02");
        directory.extend(version.to_le_bytes());
        directory.extend(&common);
        // Comment, disk and kinds of file.
        directory.extend([0; 10]);
        directory.extend(at.to_le_bytes());
        directory.extend([part.name.as_bytes(), &extra].concat());
    }
    let (start, size) = (out.len() as u64, directory.len() as u64);
    out.extend(&directory);
    if let Some(entries) = entries {
        let wide = out.len() as u64;
        out.extend(b"PK\x06\x06");
        out.extend(44_u64.to_le_bytes());
        out.extend([45, 0, 45, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        for number in [entries, entries, size, start] {
            out.extend(number.to_le_bytes());
        }
        out.extend(b"PK\x06\x07\0\0\0\0");
        out.extend(wide.to_le_bytes());
        out.extend(1_u32.to_le_bytes());
    }
    let count = if entries.is_some() { u16::MAX } else { parts.len() as u16 };
    out.extend(b"PK\x05\x06\0\0\0\0");
    out.extend([count.to_le_bytes(), count.to_le_bytes()].concat());
    let (size, start) = if entries.is_some() { (u32::MAX, u32::MAX) } else { (size as u32, start as u32) };
    out.extend([size.to_le_bytes(), start.to_le_bytes()].concat());
    out.extend([0, 0]);
    out
}

fn check(what: &str, bytes: &[u8], word: &str) {
    let place = Place::empty();
    place.write("county.xlsx", bytes);
    let watched = watch(place.command(&["check", "county.xlsx", "--policy", "national", "--lang", "en"]));
    watched.refused(what).says(what, word);
    let around = std::fs::read_dir(place.path("")).expect("a folder").count();
    assert_eq!(around, 1, "{what}: nothing was written");
}

/// What the others change is sound.
#[test]
fn a_small_package_is_read() {
    check("sound", &package(&parts(), None), "missing-table");
    check("with a wide end", &package(&parts(), Some(5)), "missing-table");
}

#[test]
fn sizes_and_numbers_beyond_any_disk() {
    for claims in [(1 << 60, 400), (1 << 60, 1 << 60), (u64::MAX, u64::MAX), (400, 1 << 60)] {
        let mut parts = parts();
        parts.last_mut().expect("a sheet").claims = Some(claims);
        check(&format!("{claims:?}"), &package(&parts, None), "not-excel");
    }
    for entries in [1 << 40, u64::MAX, 6] {
        check(&format!("{entries} parts"), &package(&parts(), Some(entries)), "not-excel");
    }
}

#[test]
fn a_part_that_stands_there_twice() {
    for name in ["xl/worksheets/sheet1.xml", "xl/worksheets/SHEET1.xml", "xl\\worksheets\\sheet1.xml"] {
        let mut parts = parts();
        let data = parts.last().expect("a sheet").data.clone();
        parts.push(Part { name: name.to_owned(), data, claims: None });
        check(name, &package(&parts, None), "part twice");
    }
}

#[test]
fn names_that_lead_out_of_the_package() {
    for name in ["../../outside.xml", "/tmp/outside.xml", "C:\\outside.xml", "xl/../../outside.xml"] {
        let mut parts = parts();
        parts.push(Part { name: name.to_owned(), data: b"<x/>".to_vec(), claims: None });
        check(name, &package(&parts, None), "missing-table");
        let target = parts.iter_mut().find(|p| p.name.ends_with("workbook.xml.rels")).expect("relations");
        let text = String::from_utf8(target.data.clone()).expect("text").replace("worksheets/sheet1.xml", name);
        target.data = text.into_bytes();
        check(&format!("to {name}"), &package(&parts, None), "county.xlsx");
    }
}
