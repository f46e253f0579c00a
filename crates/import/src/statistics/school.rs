//! Whose sheet it is: `学校（机构）名称：…`, `学校标识码：…` above the figures; a sheet may hold several schools, one below another.

use super::grid::label;
use std::ops::Range;

/// What stands before a school's name, and before its code, above a sheet.
const NAMES: [&str; 4] = ["学校(机构)名称", "学校名称", "机构名称", "填报单位"];
const CODES: [&str; 6] = ["学校(机构)标识码", "学校标识码", "学校(机构)代码", "学校代码", "机构标识码", "标识码"];

/// A school's name and code.
pub(super) type School = (Option<String>, Option<String>);

/// Whether a cell names the school whose sheet it is.
pub(super) fn names(cell: &str) -> bool {
    let text = label(cell);
    NAMES.iter().chain(&CODES).any(|word| behind(&text, word).is_some())
}

/// What stands behind a word and its colon.
fn behind<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    text.match_indices(word).find_map(|(at, word)| text[at + word.len()..].strip_prefix(':'))
}

/// The rows of each school: a new one begins where a name stands below numbers. What stands above its name (the title) belongs to
/// it as far as the next blank row or number.
pub(super) fn blocks(grid: &[Vec<String>]) -> Vec<Range<usize>> {
    let named: Vec<usize> = (0..grid.len()).filter(|row| grid[*row].iter().any(|cell| names(cell))).collect();
    let has_numbers = |rows: Range<usize>| {
        grid[rows].iter().any(|row| row.iter().skip(1).any(|cell| super::grid::number(cell).is_some()))
    };
    let mut starts = vec![0];
    for row in named {
        let begun = starts.last().copied().unwrap_or(0);
        if has_numbers(begun..row) && has_names(grid, begun..row) {
            let title = |row: &&usize| grid[**row].iter().filter(|cell| !cell.trim().is_empty()).count() == 1;
            let rows: Vec<usize> = (begun + 1..row).rev().collect();
            let above = rows.iter().take_while(title).last().copied().unwrap_or(row);
            starts.push(above);
        }
    }
    let ends = starts.iter().skip(1).copied().chain([grid.len()]);
    starts.iter().copied().zip(ends).map(|(start, end)| start..end).filter(|rows| !rows.is_empty()).collect()
}

fn has_names(grid: &[Vec<String>], rows: Range<usize>) -> bool {
    grid[rows].iter().any(|row| row.iter().any(|cell| names(cell)))
}

/// The name and the code that stand above the figures, in the cell of their word or in the next.
pub(super) fn above(grid: &[Vec<String>]) -> School {
    (find(grid, &NAMES), find(grid, &CODES))
}

fn find(grid: &[Vec<String>], words: &[&str]) -> Option<String> {
    for row in grid {
        for (at, cell) in row.iter().enumerate() {
            let text = label(cell);
            let Some(rest) = words.iter().find_map(|word| behind(&text, word)) else { continue };
            let next = || {
                row.iter()
                    .skip(at + 1)
                    .map(|cell| label(cell))
                    .find(|cell| !cell.is_empty())
                    .filter(|cell| !names(cell))
            };
            // Two of them may stand in one cell: `学校名称:甲校学校标识码:123`.
            let end = NAMES.iter().chain(&CODES).filter_map(|word| rest.find(word)).min().unwrap_or(rest.len());
            let own = rest[..end].trim_end_matches("(章)").trim_end_matches("(盖章)");
            if let Some(found) = (!own.is_empty()).then(|| own.to_owned()).or_else(next) {
                return Some(found);
            }
        }
    }
    None
}
