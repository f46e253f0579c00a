//! Small things about the text of cells and headers.

use super::Cell;
use std::borrow::Cow;

/// Characters that carry nothing at the ends of a cell: blanks of any width, byte-order marks, zero-width marks.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{180e}' | '\0')
}

/// The text without blanks at its ends.
pub fn trim(text: &str) -> &str {
    text.trim_matches(is_blank)
}

/// A text cell, cut at `cap` characters; the flag tells whether it was cut.
pub fn cell(text: &str, cap: usize) -> (Cell, bool) {
    let text = &formula_text(trim(text));
    let text = trim(text);
    if text.is_empty() {
        return (Cell::Empty, false);
    }
    if text.len() > cap
        && let Some((end, _)) = text.char_indices().nth(cap)
    {
        return (Cell::Text(text[..end].to_owned()), true);
    }
    (Cell::Text(text.to_owned()), false)
}

/// What a formula that is only a text says: `="0012"` is how systems export ids past a spreadsheet.
fn formula_text(text: &str) -> Cow<'_, str> {
    let inner = text.strip_prefix("=\"").and_then(|t| t.strip_suffix('"'));
    match inner {
        // A quotation mark inside is written twice; a single one would end the text, and more than a text follows.
        Some(inner) if !inner.replace("\"\"", "").contains('"') => Cow::Owned(inner.replace("\"\"", "\"")),
        _ => Cow::Borrowed(text),
    }
}

/// A number: whole when it is whole and exact in a double.
pub fn number(x: f64) -> Cell {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if !x.is_finite() {
        Cell::Text(x.to_string())
    } else if x.fract() == 0.0 && x.abs() <= EXACT {
        Cell::Int(x as i64)
    } else {
        Cell::Real(x)
    }
}

/// A header on one line: a break between Chinese characters vanishes, any other becomes a blank.
pub fn header(cell: &Cell) -> String {
    let text = cell.show();
    if !text.contains(['\n', '\r']) {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    for part in text.split(['\n', '\r']).map(trim).filter(|p| !p.is_empty()) {
        let joins_ascii = out.ends_with(|c: char| c.is_ascii()) || part.starts_with(|c: char| c.is_ascii());
        if !out.is_empty() && joins_ascii {
            out.push(' ');
        }
        out.push_str(part);
    }
    out
}

/// Letters of a column, from 0: `A`, `Z`, `AA`.
pub fn column_letter(index: usize) -> String {
    let mut letters = Vec::new();
    let mut n = index;
    loop {
        letters.push(char::from(b'A' + (n % 26) as u8));
        if n < 26 {
            break;
        }
        n = n / 26 - 1;
    }
    letters.iter().rev().collect()
}

/// The column as a finding names it: `C 学校代码` in Excel, `学校代码` elsewhere, the letter or number when there is no header.
pub fn column_name(excel: bool, index: usize, header: &str) -> String {
    match (excel, header.is_empty()) {
        (true, true) => column_letter(index),
        (true, false) => format!("{} {header}", column_letter(index)),
        (false, true) => (index + 1).to_string(),
        (false, false) => header.to_owned(),
    }
}

/// A range in A1 form, from 0-based rows and columns.
pub fn range_a1(start: (u32, u32), end: (u32, u32)) -> String {
    let one = |(row, column): (u32, u32)| format!("{}{}", column_letter(column as usize), u64::from(row) + 1);
    format!("{}:{}", one(start), one(end))
}

/// Rows in ascending order in short: `4, 7-9 …`.
pub fn rows_in_short(rows: &[u32]) -> String {
    const SHOWN: usize = 8;
    let mut ranges: Vec<(u32, u32)> = Vec::new();
    for row in rows {
        let full = ranges.len() > SHOWN;
        match ranges.last_mut() {
            Some((_, last)) if last.checked_add(1) == Some(*row) => *last = *row,
            _ if full => break,
            _ => ranges.push((*row, *row)),
        }
    }
    let one = |(a, b): &(u32, u32)| if a == b { a.to_string() } else { format!("{a}-{b}") };
    let shown: Vec<String> = ranges.iter().take(SHOWN).map(one).collect();
    let more = if ranges.len() > SHOWN { " …" } else { "" };
    format!("{}{more}", shown.join(", "))
}

/// The error of a spreadsheet's formula that a cell holds as text, as a CSV has it.
pub fn error_value(cell: &Cell) -> Option<&'static str> {
    const ERRORS: &[&str] =
        &["#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", "#GETTING_DATA"];
    let Cell::Text(text) = cell else { return None };
    ERRORS.iter().copied().find(|e| text.starts_with('#') && text.eq_ignore_ascii_case(e))
}
