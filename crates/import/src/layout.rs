//! Where the header of a sheet stands: the row that holds the most words that are headers of offices, with the lines above and
//! below it that belong to it.

use crate::lexicon::{self, Header};
use lungang_domain::finding::Place;
use lungang_tables::raw::{Cell, Grid};
use lungang_tables::schema::header_key;
use std::collections::{BTreeMap, BTreeSet};

/// How many rows that are not blank are looked at for a header.
const LOOK: usize = 40;

/// Fewer words than this make no header.
const FEWEST: usize = 2;

/// A column of a sheet with what stands above it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its position in the sheet, from 0.
    pub at: usize,
    /// The lines above, where the header has several and they head more than this column.
    pub upper: Option<String>,
    /// Its own line.
    pub own: String,
}

impl Column {
    /// Both lines as one text.
    pub fn text(&self) -> String {
        match &self.upper {
            Some(upper) if *upper != self.own => format!("{upper}·{}", self.own),
            _ => self.own.clone(),
        }
    }
}

/// A sheet with its header.
#[derive(Debug)]
pub struct Sheet {
    /// Its cells.
    pub grid: Grid,
    /// What stands above the header.
    pub titles: Vec<String>,
    /// The rows of the header; nothing where none was found.
    pub header: Option<(u32, u32)>,
    /// The columns that have one, by position.
    pub columns: Vec<Column>,
}

impl Sheet {
    /// Finds the header of a grid, and fills merged cells below it.
    pub fn of(mut grid: Grid) -> Sheet {
        let Some(at) = best(&grid) else {
            let titles = grid.rows.iter().take(3).flat_map(|(_, cells)| cells).map(|(_, c)| Grid::header_text(c));
            return Sheet { titles: titles.collect(), header: None, columns: Vec::new(), grid };
        };
        let (first, last) = lines(&grid, at);
        let columns = columns(&grid, first, last);
        let above = grid.rows[..first].iter().flat_map(|(_, cells)| cells);
        let titles = above.map(|(_, cell)| Grid::header_text(cell)).collect();
        let header = (grid.rows[first].0, grid.rows[last].0);
        grid.rows.drain(..=last);
        fill_merged(&mut grid, header.1);
        Sheet { grid, titles, header: Some(header), columns }
    }

    /// The rows below the header.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.grid.rows.iter().map(|(number, cells)| Row { number: *number, cells })
    }

    /// The place of a cell.
    pub fn place(&self, row: u32, column: Option<usize>) -> Place {
        let header = column.map(|at| (at, self.columns.iter().find(|c| c.at == at).map(Column::text)));
        let header = header.as_ref().map(|(at, text)| (*at, text.as_deref().unwrap_or_default()));
        self.grid.place(Some(row), header)
    }

    /// The sheet as a place.
    pub fn here(&self) -> Place {
        self.grid.place(None, None)
    }
}

/// A row of a sheet.
#[derive(Debug, Clone, Copy)]
pub struct Row<'a> {
    /// Its number, as the user's program counts it.
    pub number: u32,
    /// Its cells that are not empty, by column.
    pub cells: &'a [(usize, Cell)],
}

impl<'a> Row<'a> {
    /// The cell of a column.
    pub fn cell(&self, column: usize) -> &'a Cell {
        let found = self.cells.binary_search_by_key(&column, |(at, _)| *at);
        found.map_or(&Cell::Empty, |at| &self.cells[at].1)
    }
}

fn texts(grid: &Grid, at: usize) -> BTreeMap<usize, String> {
    let cells = grid.rows.get(at).map_or(&[][..], |(_, cells)| cells);
    cells.iter().map(|(column, cell)| (*column, Grid::header_text(cell))).filter(|(_, t)| !t.is_empty()).collect()
}

fn is_known(text: &str) -> bool {
    lexicon::lookup(text) != Header::Unknown
}

/// The row that most looks like a header: the first with the most different words that are known.
fn best(grid: &Grid) -> Option<usize> {
    let known = |at: usize| {
        let words = texts(grid, at);
        let known = words.values().filter(|t| t.chars().count() <= 60 && is_known(t)).map(|t| header_key(t));
        known.collect::<BTreeSet<String>>().len()
    };
    let counts: Vec<usize> = (0..grid.rows.len().min(LOOK)).map(known).collect();
    let most = counts.iter().copied().max().filter(|most| *most >= FEWEST)?;
    counts.iter().position(|n| *n == most)
}

/// The most lines that a header has.
const LINES: usize = 3;

/// The first and the last line of the header about a row.
fn lines(grid: &Grid, at: usize) -> (usize, usize) {
    let mut last = at;
    while last + 1 < at + LINES && is_lower(grid, at, last) {
        last += 1;
    }
    let mut first = at;
    while first > 0 && last + 1 < first + LINES && heads(grid, first - 1, first) {
        first -= 1;
    }
    (first, last)
}

/// Whether the row under the lower end of a header holds the parts of what it heads: it is filled only where the header spans several
/// columns, be it by merged cells or by cells that are left blank.
fn is_lower(grid: &Grid, first: usize, last: usize) -> bool {
    let (own, below) = (texts(grid, last), texts(grid, last + 1));
    let Some((number, cells)) = grid.rows.get(last + 1) else { return false };
    let all_text = cells.iter().all(|(_, c)| matches!(c, Cell::Text(_)));
    if below.is_empty() || !all_text || *number != grid.rows[last].0 + 1 {
        return false;
    }
    let heads = columns(grid, first, last);
    let head = |column: usize| heads.iter().rev().find(|c| c.at <= column);
    if below.keys().all(|column| is_below_merge(grid, grid.rows[last].0, *column)) {
        // Rows of a table are no parts of one another, even where their cells are merged.
        return below.values().all(|t| t.chars().count() <= 20) && !below.values().any(|t| is_note(t));
    }
    let spanned = |column: &usize| match own.get(column) {
        None => own.range(..column).next_back().is_some(),
        Some(_) => !own.contains_key(&(column + 1)) && below.contains_key(&(column + 1)),
    };
    let part = |(column, text): (&usize, &String)| {
        let joined = || head(*column).is_some_and(|upper| is_known(&format!("{}{text}", upper.own)));
        is_total(text) || grade(text).is_some() || is_part(text) || is_known(text) || joined()
    };
    below.keys().all(spanned) && below.iter().filter(|one| part(*one)).count() * 2 >= below.len()
}

/// Whether a column lies under a merged cell of a row that heads several columns and ends with that row.
fn is_below_merge(grid: &Grid, row: u32, column: usize) -> bool {
    grid.merges.iter().any(|(a, b)| b.0 == row && b.1 > a.1 && (a.1..=b.1).contains(&column))
}

/// Whether a text says something beside the table: `填报单位：…`; `其中：寄宿生` is a header.
fn is_note(text: &str) -> bool {
    text.contains([':', '：', '。']) && !is_known(text)
}

/// Whether the row above a header heads several of its columns: it has a merge that spans columns and lies within the header's.
fn heads(grid: &Grid, above: usize, at: usize) -> bool {
    let (upper, own) = (texts(grid, above), texts(grid, at));
    let number = grid.rows[above].0;
    let spans = |from: &usize| {
        grid.merges.iter().any(|(a, b)| a.0 == number && a.1 == *from && b.1 > a.1 && b.0 == number)
            || !upper.contains_key(&(from + 1)) && !grid.excel
    };
    upper.len() >= 2
        && number + 1 == grid.rows[at].0
        && !upper.values().any(|t| is_note(t))
        && upper.keys().any(|from| spans(from) && own.contains_key(&(from + 1)))
}

fn columns(grid: &Grid, first: usize, last: usize) -> Vec<Column> {
    let lines: Vec<(u32, BTreeMap<usize, String>)> =
        (first..=last).map(|at| (grid.rows[at].0, texts(grid, at))).collect();
    // What heads a column in a line: the text in it, or the one to its left that reaches over it.
    let head = |(row, line): &(u32, BTreeMap<usize, String>), at: usize| {
        let (from, text) = line.range(..=at).next_back()?;
        let reach = grid.merges.iter().find(|(a, b)| a.0 <= *row && *row <= b.0 && a.1 == *from).map(|(_, b)| b.1);
        let over = *from == at || lines.len() > 1 && *row < grid.rows[last].0 && reach.is_none_or(|to| at <= to);
        over.then(|| text.clone())
    };
    let all: BTreeSet<usize> = lines.iter().flat_map(|(_, line)| line.keys().copied()).collect();
    let one = |at: usize| {
        let mut texts: Vec<String> = lines.iter().filter_map(|line| head(line, at)).collect();
        texts.dedup();
        let own = texts.pop().unwrap_or_default();
        let upper = (!texts.is_empty()).then(|| texts.join("·"));
        Column { at, upper, own }
    };
    all.into_iter().map(one).filter(|c| !c.own.is_empty()).collect()
}

/// A merged cell below the header stands for all its rows: a school's name beside its people.
fn fill_merged(grid: &mut Grid, header: u32) {
    let merges: Vec<_> = grid.merges.iter().filter(|(a, b)| a.0 > header && a.1 == b.1 && b.0 > a.0).copied().collect();
    for (from, to) in merges {
        let first = grid.rows.iter().find(|(row, _)| *row == from.0);
        let value = first.and_then(|(_, cells)| cells.iter().find(|(at, _)| *at == from.1)).map(|(_, c)| c.clone());
        let Some(value) = value else { continue };
        for (_, cells) in grid.rows.iter_mut().filter(|(row, _)| *row > from.0 && *row <= to.0) {
            if let Err(at) = cells.binary_search_by_key(&from.1, |(column, _)| *column) {
                cells.insert(at, (from.1, value.clone()));
            }
        }
    }
}

/// The grade that a header names: `一年级`, `初一`, `7年级`.
pub fn grade(text: &str) -> Option<u8> {
    const DIGITS: &str = "一二三四五六七八九";
    let key = header_key(text);
    let number = |c: char| {
        let at = DIGITS.chars().position(|d| d == c).and_then(|at| u8::try_from(at + 1).ok());
        at.or_else(|| c.to_digit(10).and_then(|n| u8::try_from(n).ok()).filter(|n| (1..=9).contains(n)))
    };
    let only = |rest: &str| {
        let mut chars = rest.chars();
        let first = chars.next().and_then(number)?;
        chars.next().is_none().then_some(first)
    };
    if let Some(rest) = key.strip_prefix("初") {
        return only(rest).filter(|n| *n <= 3).map(|n| n + 6);
    }
    only(key.strip_suffix("年级")?)
}

/// Whether a header is the total of what stands above it.
pub fn is_total(text: &str) -> bool {
    ["合计", "小计", "总计", "共计", "计", "总数", "total"].contains(&header_key(text).as_str())
}

fn is_part(text: &str) -> bool {
    let key = header_key(text);
    ["男", "女", "其中", "#"].iter().any(|w| key.starts_with(w))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid(rows: &[&[&str]]) -> Grid {
        let cells = |row: &&[&str]| {
            let filled = row.iter().enumerate().filter(|(_, t)| !t.is_empty());
            filled.map(|(at, t)| (at, Cell::Text((*t).to_owned()))).collect()
        };
        let rows = rows.iter().enumerate().map(|(n, row)| (n as u32 + 1, cells(row))).collect();
        Grid { file: "a.xlsx".to_owned(), excel: true, visible: true, rows, ..Grid::default() }
    }

    #[test]
    fn a_header_below_a_title_and_its_second_line() {
        let mut grid = grid(&[
            &["某县学校情况统计表"],
            &["填报单位：某县教育局"],
            &["序号", "学校名称", "办学类型", "班数", "", "", "在校学生数", "", ""],
            &["", "", "", "合计", "一年级", "二年级", "合计", "一年级", "二年级"],
            &["1", "一小", "小学", "2", "1", "1", "60", "30", "30"],
        ]);
        grid.merges = vec![((3, 3), (3, 5)), ((3, 6), (3, 8))];
        let sheet = Sheet::of(grid);
        assert_eq!(sheet.header, Some((3, 4)));
        assert_eq!(sheet.titles, ["某县学校情况统计表", "填报单位：某县教育局"]);
        let texts: Vec<String> = sheet.columns.iter().map(Column::text).collect();
        assert_eq!(texts[..5], ["序号", "学校名称", "办学类型", "班数·合计", "班数·一年级"]);
        assert_eq!((sheet.rows().count(), sheet.rows().next().map(|r| r.number)), (1, Some(5)));
    }

    #[test]
    fn a_merged_cell_stands_for_its_rows() {
        let mut grid = grid(&[
            &["学校名称", "姓名", "性别", "任教学科"],
            &["一小", "甲", "男", "语文"],
            &["", "乙", "女", "数学"],
            &["", "丙", "女", "英语"],
        ]);
        grid.merges = vec![((2, 0), (3, 0))];
        let sheet = Sheet::of(grid);
        let schools: Vec<String> = sheet.rows().map(|r| r.cell(0).show()).collect();
        assert_eq!(schools, ["一小", "一小", ""]);
    }

    #[test]
    fn grades_are_named_in_several_ways() {
        for (text, n) in
            [("一年级", Some(1)), ("九年级", Some(9)), ("初二", Some(8)), ("3年级", Some(3)), ("高一", None)]
        {
            assert_eq!(grade(text), n, "{text}");
        }
    }
}
