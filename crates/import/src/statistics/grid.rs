//! Numbers with the labels beside and above them.

use super::school::School;
use crate::column_numbers;
use lungang_tables::schema::half_width;
use std::ops::Range;

/// A number of the sheet, or what stands in its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Labelled {
    pub row: usize,
    pub column: usize,
    /// The labels beside it, then those above it, from the outside in.
    pub labels: Vec<String>,
    /// How many of these stand beside it.
    pub beside: usize,
    /// The name and the code of the school of its row, where the sheet has columns for these.
    pub school: Option<School>,
    pub value: Result<u32, String>,
}

/// A text as a label: without blanks, in half width.
pub(super) fn label(text: &str) -> String {
    text.chars().map(half_width).filter(|c| !c.is_whitespace() && !c.is_control()).collect()
}

/// More than any school has of anything: a code of ten digits is no figure.
const MOST: u32 = 100_000;

/// A whole number; `None` where a cell is no number at all.
pub(super) fn number(text: &str) -> Option<u32> {
    let text = label(text).replace(',', "");
    let whole = text.split_once('.').map_or(
        text.as_str(),
        |(whole, zeros)| {
            if zeros.bytes().all(|b| b == b'0') { whole } else { "" }
        },
    );
    (!whole.is_empty() && whole.bytes().all(|b| b.is_ascii_digit()))
        .then(|| whole.parse().ok())
        .flatten()
        .filter(|n| *n <= MOST)
}

/// Whether a row only counts the columns: `甲 乙 1 2 3`.
fn counts_columns(row: &[String]) -> bool {
    column_numbers::are(row.iter().cloned())
}

/// Columns that hold no figures.
const NO_FIGURES: [&str; 7] = ["编号", "代码", "序号", "行次", "乙", "指标编号", "行号"];
const NAMES: [&str; 7] = ["学校名称", "学校(机构)名称", "机构名称", "学校", "单位名称", "学校全称", "单位"];
const CODES: [&str; 6] = ["学校标识码", "学校(机构)标识码", "标识码", "学校代码", "学校(机构)代码", "机构代码"];

/// The columns of a block.
struct Columns {
    /// The labels above each, from the outside in.
    paths: Vec<Vec<String>>,
    /// Those that hold figures.
    figures: Vec<usize>,
    /// Those before them that hold labels.
    labels: Vec<usize>,
    /// Those of the names and of the codes of schools, where each row has its own.
    name: Option<usize>,
    code: Option<usize>,
}

impl Columns {
    fn of(grid: &[Vec<String>], header: Range<usize>, data: &[usize]) -> Columns {
        let rows = data.iter().copied().chain(header.clone());
        let width = rows.map(|row| grid[row].len()).max().unwrap_or(0);
        let paths: Vec<Vec<String>> = (0..width).map(|column| path(grid, header.clone(), column)).collect();
        let is =
            |column: usize, words: &[&str]| paths[column].last().is_some_and(|last| words.contains(&last.as_str()));
        let no_figures = |column: usize| is(column, &NO_FIGURES) || is(column, &NAMES) || is(column, &CODES);
        let has_number = |column: usize| data.iter().any(|row| number(cell(&grid[*row], column)).is_some());
        let figures: Vec<usize> = (0..width).filter(|column| !no_figures(*column) && has_number(*column)).collect();
        let left = figures.first().copied().unwrap_or(0);
        let labels = (0..left).filter(|column| !no_figures(*column)).collect();
        let [name, code] = [&NAMES[..], &CODES[..]].map(|words| (0..width).find(|column| is(*column, words)));
        Columns { paths, figures, labels, name, code }
    }

    /// The labels beside a row; `above` holds those of the row before. Of a label that is merged over several rows the first holds
    /// the text: it stays while something stands to its right.
    fn beside(&self, row: &[String], above: &mut [String]) -> Vec<String> {
        for (at, column) in self.labels.iter().enumerate() {
            let own = label(cell(row, *column));
            let ends = self.labels[at + 1..].iter().all(|c| cell(row, *c).is_empty());
            if !own.is_empty() {
                above[at] = own;
            } else if ends {
                above[at].clear();
            }
        }
        above.iter().filter(|one| !one.is_empty()).cloned().collect()
    }

    fn school(&self, row: &[String]) -> School {
        let at = |column: Option<usize>| column.map(|c| cell(row, c).to_owned()).filter(|text| !text.is_empty());
        (at(self.name), at(self.code))
    }
}

fn cell(row: &[String], column: usize) -> &str {
    row.get(column).map(|cell| cell.trim()).unwrap_or_default()
}

/// The numbers of the rows, with their labels.
pub(super) fn labelled(grid: &[Vec<String>], rows: Range<usize>) -> Vec<Labelled> {
    let Some((top, first)) = header(grid, rows.clone()) else { return Vec::new() };
    let filled = |row: &usize| grid[*row].iter().any(|cell| !cell.trim().is_empty());
    let counts = |row: &usize| counts_columns(&grid[*row]) || is_note(cell(&grid[*row], 0));
    let data: Vec<usize> = (first..rows.end).filter(|row| filled(row) && !counts(row)).collect();
    let columns = Columns::of(grid, top..first, &data);
    let listed = columns.name.or(columns.code).is_some();
    let (mut out, mut school) = (Vec::new(), None);
    let mut above = vec![String::new(); columns.labels.len()];
    for row in data {
        let beside = columns.beside(&grid[row], &mut above);
        // A part of the school above stands below it; a row of sums is nobody's.
        let part = beside.first().is_some_and(|label| label.starts_with('#') || label.starts_with("其中"));
        match columns.school(&grid[row]) {
            (None, None) if part => {}
            (None, None) => school = None,
            own => school = Some(own),
        }
        if listed && school.is_none() {
            continue;
        }
        for column in &columns.figures {
            let text = cell(&grid[row], *column);
            if text.is_empty() || lungang_tables::placeholder::says_nothing(text) {
                continue;
            }
            let labels = beside.iter().chain(&columns.paths[*column]).cloned().collect();
            let value = number(text).ok_or_else(|| text.to_owned());
            out.push(Labelled { row, column: *column, labels, beside: beside.len(), school: school.clone(), value });
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
