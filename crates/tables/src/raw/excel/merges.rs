//! Merged cells: only the first of a merge holds a value, so a merge over the table loses the rest.
//!
//! A merge above the header is a title and does no harm; one within a header of two lines is read with it.

use super::super::assemble::Assembly;
use super::super::text::range_a1;
use calamine::Dimensions;
use lungang_domain::finding::{Finding, Findings, Place};

/// Tells every merge: an error where it touches the header or the data, a warning beside the table.
pub fn tell(ranges: &[Dimensions], assembly: &Assembly, findings: &mut Findings) {
    let span = assembly.span();
    let two_lines = assembly.header_rows().filter(|(first, last)| first < last);
    for range in ranges.iter().filter(|r| r.start != r.end) {
        let (first, last) = (range.start.0.saturating_add(1), range.end.0.saturating_add(1));
        let inside = span
            .is_some_and(|(top, bottom)| first <= bottom && last >= top && (range.start.1 as usize) < assembly.width());
        let read = two_lines.is_some_and(|(top, bottom)| first >= top && last <= bottom);
        if read || span.is_some_and(|(top, _)| last < top) {
            continue;
        }
        let code = if span.is_some_and(|(top, _)| first <= top) { "merged-header" } else { "merged-cells" };
        let column = Some(assembly.column_name(range.start.1 as usize));
        let place = Place { row: Some(first), column, ..assembly.place() };
        let finding = if inside { Finding::error(code, place) } else { Finding::warning("merged-cells", place) };
        findings.push(finding.with("range", range_a1(range.start, range.end)));
    }
}
