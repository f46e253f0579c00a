//! Numbers with the labels beside and above them.

use lungang_tables::schema::half_width;
use std::ops::Range;

/// A number of the sheet, or what stands in its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Labelled {
    pub row: usize,
    pub column: usize,
    /// The labels beside it, then those above it, from the outside in.
    pub labels: Vec<String>,
    /// The name and the code of the school of its row, where the sheet has columns for these.
    pub school: Option<(Option<String>, Option<String>)>,
    pub value: Result<u32, String>,
}

/// A text as a label: without blanks, in half width.
pub(super) fn label(text: &str) -> String {
    text.chars().map(half_width).filter(|c| !c.is_whitespace() && !c.is_control()).collect()
}

/// A whole number; `None` where a cell is no number at all.
pub(super) fn number(text: &str) -> Option<u32> {
    let text = label(text).replace(',', "");
    let whole = text.split_once('.').map_or(
        text.as_str(),
        |(whole, zeros)| {
            if zeros.bytes().all(|b| b == b'0') { whole } else { "" }
        },
    );
    (!whole.is_empty() && whole.bytes().all(|b| b.is_ascii_digit())).then(|| whole.parse().ok()).flatten()
}

/// Whether a row only counts the columns: `甲 乙 1 2 3`.
fn counts_columns(row: &[String]) -> bool {
    let cells: Vec<String> = row.iter().map(|cell| label(cell)).filter(|cell| !cell.is_empty()).collect();
    let letters = cells.iter().take_while(|cell| ["甲", "乙", "丙", "丁"].contains(&cell.as_str())).count();
    let numbers = cells[letters..].iter().enumerate().all(|(at, cell)| number(cell) == u32::try_from(at + 1).ok());
    cells.len() > 2 && numbers && (letters > 0 || cells.len() > 4)
}

/// Columns that hold no figures.
const NO_FIGURES: [&str; 7] = ["编号", "代码", "序号", "行次", "乙", "指标编号", "行号"];
const NAMES: [&str; 7] = ["学校名称", "学校(机构)名称", "机构名称", "学校", "单位名称", "学校全称", "单位"];
const CODES: [&str; 6] = ["学校标识码", "学校(机构)标识码", "标识码", "学校代码", "学校(机构)代码", "机构代码"];

/// The numbers of the rows, with their labels.
pub(super) fn labelled(grid: &[Vec<String>], rows: Range<usize>) -> Vec<Labelled> {
    let Some((top, first)) = header(grid, rows.clone()) else { return Vec::new() };
    let width = grid[top..rows.end].iter().map(Vec::len).max().unwrap_or(0);
    let paths: Vec<Vec<String>> = (0..width).map(|column| path(grid, top..first, column)).collect();
    let is = |column: usize, words: &[&str]| paths[column].last().is_some_and(|last| words.contains(&last.as_str()));
    let no_figures = |column: usize| is(column, &NO_FIGURES) || is(column, &NAMES) || is(column, &CODES);
    let data: Vec<usize> = (first..rows.end).filter(|row| !counts_columns(&grid[*row])).collect();
    // A column with a number in it holds figures; the columns before the first of these hold labels.
    let numbers =
        |column: usize| data.iter().any(|row| grid[*row].get(column).is_some_and(|cell| number(cell).is_some()));
    let figures: Vec<usize> = (0..width).filter(|column| !no_figures(*column) && numbers(*column)).collect();
    let Some(left) = figures.first().copied() else { return Vec::new() };
    let listed = (0..width).any(|column| is(column, &NAMES) || is(column, &CODES));
    let mut school = None;
    let mut out = Vec::new();
    let mut above: Vec<String> = vec![String::new(); left];
    for row in data {
        let cell = |column: usize| grid[row].get(column).map(|cell| cell.trim()).unwrap_or_default();
        if (0..width).all(|column| cell(column).is_empty()) || is_note(cell(0)) {
            continue;
        }
        let mut beside = Vec::new();
        for (column, last) in above.iter_mut().enumerate().filter(|(column, _)| !no_figures(*column)) {
            // Of a label that is merged over several rows the first holds the text.
            let own = label(cell(column));
            if !own.is_empty() {
                *last = own;
            } else if (column + 1..left).all(|c| no_figures(c) || cell(c).is_empty()) {
                last.clear();
            }
            beside.push(last.clone());
        }
        beside.retain(|one| !one.is_empty());
        let named = |words: &[&str]| {
            let at = (0..width).find(|column| is(*column, words));
            at.map(|column| cell(column).to_owned()).filter(|text| !text.is_empty())
        };
        // A part of the school above stands below it; a row of sums is nobody's.
        let part = beside.first().is_some_and(|label| label.starts_with('#') || label.starts_with("其中"));
        match (named(&NAMES), named(&CODES)) {
            (None, None) if part => {}
            (None, None) => school = None,
            own => school = Some(own),
        }
        if listed && school.is_none() {
            continue;
        }
        for column in &figures {
            let text = cell(*column);
            if text.is_empty() || lungang_tables::placeholder::says_nothing(text) {
                continue;
            }
            let labels = beside.iter().chain(&paths[*column]).cloned().collect();
            let value = number(text).ok_or_else(|| text.to_owned());
            out.push(Labelled { row, column: *column, labels, school: school.clone(), value });
        }
    }
    out
}

fn is_note(cell: &str) -> bool {
    let text = label(cell);
    ["注:", "说明:", "填表人", "单位负责人", "审核人", "补充资料", "填报"].iter().any(|word| text.starts_with(word))
}

/// The first row of the header, and the first row below it: the header is what stands, with at least two cells, directly above the
/// first row with numbers.
fn header(grid: &[Vec<String>], rows: Range<usize>) -> Option<(usize, usize)> {
    let filled = |row: usize| grid[row].iter().filter(|cell| !cell.trim().is_empty()).count();
    let names_school = |row: usize| grid[row].iter().any(|cell| super::school::names(cell));
    let is_data = |row: usize| {
        let numbers = grid[row].iter().skip(1).filter(|cell| number(cell).is_some()).count();
        let texts = grid[row].iter().any(|cell| !cell.trim().is_empty() && number(cell).is_none());
        numbers > 0 && texts && !names_school(row) && !grid[row].iter().any(|cell| has_year(cell))
    };
    let first = rows.clone().find(|row| is_data(*row))?;
    let mut top = first;
    while top > rows.start && filled(top - 1) >= 2 && !names_school(top - 1) {
        top -= 1;
    }
    (top < first).then_some((top, first))
}

/// `2025学年`, `填报日期 2025年9月`: not a figure.
fn has_year(cell: &str) -> bool {
    let text = label(cell);
    text.contains("学年") || text.contains("日期") || text.contains("表号")
}

/// The labels above a column, from the outside in; an upper one reaches over the columns to its right until the next.
fn path(grid: &[Vec<String>], rows: Range<usize>, column: usize) -> Vec<String> {
    let mut path: Vec<String> = Vec::new();
    let last = rows.end - 1;
    for row in rows {
        if counts_columns(&grid[row]) {
            continue;
        }
        let own = |column: usize| grid[row].get(column).map(|cell| label(cell)).filter(|text| !text.is_empty());
        let reaching = || if row == last { None } else { (0..column).rev().find_map(own) };
        // What reaches over a column has more below it: a label that ends here reaches no further.
        let below = (row + 1..=last)
            .any(|r| !counts_columns(&grid[r]) && grid[r].get(column).is_some_and(|c| !c.trim().is_empty()));
        let text = own(column).or_else(|| if below { reaching() } else { None });
        if let Some(text) = text.filter(|text| path.last() != Some(text)) {
            path.push(text);
        }
    }
    path
}
