//! Rows and columns that a sheet does not show: they are read like the others, and told.
//!
//! The decoder passes over what a row looks like, so the sheet's own part is looked through for that.

use super::super::RawTable;
use super::super::text::rows_in_short;
use lungang_domain::finding::{Finding, Findings};
use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufReader, Cursor, Read};
use zip::ZipArchive;

/// The parts of a workbook that are sheets.
pub struct Parts<'a> {
    zip: Option<ZipArchive<Cursor<&'a [u8]>>>,
    /// Name of the part by name of the sheet.
    by_sheet: BTreeMap<String, String>,
}

impl<'a> Parts<'a> {
    /// Finds the part of every sheet; the package was checked before.
    pub fn of(bytes: &'a [u8]) -> Self {
        let mut zip = ZipArchive::new(Cursor::new(bytes)).ok();
        let by_sheet = zip.as_mut().map(sheets).unwrap_or_default();
        Parts { zip, by_sheet }
    }

    /// What a sheet does not show.
    pub fn look(&mut self, sheet: &str) -> Hidden {
        let part = self.by_sheet.get(sheet).zip(self.zip.as_mut());
        let part = part.and_then(|(name, zip)| zip.by_name(name).ok());
        part.map(look).unwrap_or_default()
    }
}

/// The part of every sheet: the workbook names relations, the relations name parts.
fn sheets(zip: &mut ZipArchive<Cursor<&[u8]>>) -> BTreeMap<String, String> {
    let names: Vec<String> = zip.file_names().filter_map(Result::ok).map(|n| n.to_string()).collect();
    let plain = |name: &str| name.replace('\\', "/").trim_start_matches('/').to_lowercase();
    let ending = |end: &str| names.iter().find(|n| plain(n).ends_with(end)).cloned();
    let mut elements = |end: &str, element: &str, attributes: [&str; 2]| -> Vec<(String, String)> {
        let part = ending(end).and_then(|name| zip.by_name(&name).ok());
        part.map(|part| pairs(part, element, attributes)).unwrap_or_default()
    };
    let sheets = elements("workbook.xml", "sheet", ["name", "id"]);
    let relations: BTreeMap<String, String> =
        elements("workbook.xml.rels", "Relationship", ["Id", "Target"]).into_iter().collect();
    let part = |id: &String| {
        let target = plain(relations.get(id)?);
        names.iter().find(|n| plain(n) == target || plain(n).ends_with(&format!("/{target}"))).cloned()
    };
    sheets.into_iter().filter_map(|(name, id)| part(&id).map(|part| (name, part))).collect()
}

/// Two attributes of every element of a name.
fn pairs(part: impl Read, element: &str, attributes: [&str; 2]) -> Vec<(String, String)> {
    let mut found = Vec::new();
    each_element(part, |e| {
        if e.local_name().as_ref() == element
            && let [Some(a), Some(b)] = attributes.map(|name| attribute(e, name))
        {
            found.push((a, b));
        }
        true
    });
    found
}

/// The elements of a part in order, until `take` has enough or the part is broken: that the decoder tells.
fn each_element(part: impl Read, mut take: impl FnMut(&BytesStart<'_>) -> bool) {
    let mut reader = Reader::from_reader(BufReader::new(part));
    reader.config_mut().check_end_names = false;
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(e) | Event::Empty(e)) => {
                if !take(&e) {
                    break;
                }
            }
            Ok(Event::Eof) | Err(_) => break,
            Ok(_) => {}
        }
    }
}

/// An attribute by its name without a prefix.
fn attribute(e: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = e.attributes().filter_map(Result::ok).find(|a| a.key.local_name().as_ref() == name)?;
    Some(unescape(&found.value).map_or_else(|_| found.value.to_string(), |v| v.to_string()))
}

/// What a sheet does not show.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Hidden {
    /// Rows as the user's program counts them.
    pub rows: BTreeSet<u32>,
    /// Columns from 0, first and last.
    pub columns: Vec<(usize, usize)>,
}

fn look(part: impl Read) -> Hidden {
    let mut hidden = Hidden::default();
    let mut row = 0_u32;
    let mut unless_stated = false;
    each_element(part, |e| {
        match e.local_name().as_ref() {
            "sheetFormatPr" => unless_stated = is_true(attribute(e, "zeroHeight")),
            "col" if is_unseen(e, "width", false) => {
                let bound = |name: &str| attribute(e, name).and_then(|n| n.parse::<usize>().ok());
                if let (Some(min @ 1..), Some(max @ 1..)) = (bound("min"), bound("max")) {
                    hidden.columns.push((min - 1, max - 1));
                }
            }
            "row" => {
                row = attribute(e, "r").and_then(|r| r.parse().ok()).unwrap_or_else(|| row.saturating_add(1));
                if is_unseen(e, "ht", unless_stated) {
                    hidden.rows.insert(row);
                }
            }
            // What comes after the data says nothing of its rows.
            "sheetProtection" | "autoFilter" | "mergeCells" | "pageMargins" => return false,
            _ => {}
        }
        true
    });
    hidden
}

/// Whether a row or column is hidden or has no size; `otherwise` where it says neither.
fn is_unseen(e: &BytesStart<'_>, size: &str, otherwise: bool) -> bool {
    let stated = attribute(e, "hidden");
    let size = attribute(e, size).and_then(|s| s.parse::<f64>().ok());
    let silent = stated.is_none() && size.is_none();
    is_true(stated) || size == Some(0.0) || silent && otherwise
}

fn is_true(value: Option<String>) -> bool {
    matches!(value.as_deref(), Some("1" | "true"))
}

impl Hidden {
    /// Tells the rows and columns of a table that its sheet does not show.
    pub fn tell(&self, table: &RawTable, findings: &mut Findings) {
        let rows: Vec<u32> = table.rows.iter().map(|r| r.number).filter(|n| self.rows.contains(n)).collect();
        if let Some(first) = rows.first() {
            let finding = Finding::warning("hidden-rows", table.place(Some(*first), None)).with("count", rows.len());
            findings.push(finding.with("rows", rows_in_short(&rows)));
        }
        let unseen = |index: usize| self.columns.iter().any(|(min, max)| (*min..=*max).contains(&index));
        let columns: Vec<usize> = (0..table.headers.len()).filter(|c| unseen(table.headers[*c].index)).collect();
        if let Some(first) = columns.first() {
            let names: Vec<&str> = columns.iter().map(|c| table.headers[*c].text.as_str()).collect();
            let finding = Finding::warning("hidden-columns", table.place(None, Some(*first)));
            findings.push(finding.with("count", names.len()).with("columns", names.join(", ")));
        }
    }
}
