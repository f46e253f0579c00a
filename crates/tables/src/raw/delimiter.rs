//! Which character parts the cells of a line: comma, semicolon or tab, told by the header.

use super::Named;
use super::header::FAR;

/// The delimiter, and how many bytes of the text come before the table (`sep=;`, as Excel writes it).
pub fn sniff(text: &str, named: &Named) -> (u8, usize) {
    if let Some((delimiter, skip)) = declared(text) {
        return (delimiter, skip);
    }
    if let Some(delimiter) = below_a_title(text, named) {
        return (delimiter, 0);
    }
    let counts = first_record(text);
    // The order decides a tie: a comma first.
    let best = counts.iter().copied().max_by_key(|&(rank, _, n)| (n, rank));
    (best.filter(|(_, _, n)| *n > 0).map_or(b',', |(_, d, _)| d), 0)
}

/// The delimiter of a header that stands below a title: one of the next lines has headers that are known.
fn below_a_title(text: &str, named: &Named) -> Option<u8> {
    let mut lines = text.lines().filter(|l| !l.trim().is_empty()).map(|l| l.get(..4096).unwrap_or(l));
    let parted = |line: &str, d: u8| line.split(char::from(d)).filter(|c| named.is_header(c.trim_matches('"'))).count();
    let of = |line: &str| [b',', b';', b'\t'].into_iter().find(|d| parted(line, *d) >= 2);
    if of(lines.next()?).is_some() {
        return None;
    }
    lines.take(FAR).find_map(of)
}

fn declared(text: &str) -> Option<(u8, usize)> {
    let line = text.split_inclusive('\n').next()?;
    let delimiter = line.trim_end_matches(['\r', '\n']).strip_prefix("sep=")?;
    match delimiter.as_bytes() {
        [d @ (b',' | b';' | b'\t')] => Some((*d, line.len())),
        _ => None,
    }
}

/// Delimiters outside quotes in the first line that is not blank: rank in a tie, delimiter, number.
fn first_record(text: &str) -> [(u8, u8, usize); 3] {
    let mut counts = [(2, b',', 0), (1, b';', 0), (0, b'\t', 0)];
    let mut quoted = false;
    let mut begun = false;
    for byte in text.bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted && begun => break,
            b'\n' | b'\r' => {}
            _ => {
                if !quoted && let Some(c) = counts.iter_mut().find(|c| c.1 == byte) {
                    c.2 += 1;
                }
            }
        }
        // A line of nothing but delimiters is a blank row above the header.
        begun |= !matches!(byte, b'\n' | b'\r' | b' ' | b',' | b';' | b'\t');
        if !begun && byte == b'\n' {
            counts.iter_mut().for_each(|c| c.2 = 0);
        }
    }
    counts
}

/// Byte at which the first line with more delimiters than `cap` begins, with its number from 1.
///
/// Such a line is cut off before it is parsed: its cells would take many times its own memory.
pub fn too_wide(text: &str, delimiter: u8, cap: usize) -> Option<(usize, u32)> {
    let mut start = 0;
    for (number, line) in (1..).zip(text.as_bytes().split_inclusive(|b| *b == b'\n' || *b == b'\r')) {
        if line.len() > cap && line.iter().filter(|b| **b == delimiter).count() >= cap {
            return Some((start, number));
        }
        start += line.len();
    }
    None
}
