//! Which of the first rows is the header: the one that holds the most headers that are known; what stands above it is
//! a title. A header of two or three lines, with a total and its parts below it, is joined into one.

use super::{Cell, Named, text};
use crate::schema::header_key;
use std::collections::{BTreeMap, BTreeSet};

/// How many rows that are not blank are looked at for the header.
pub const LOOK: usize = 10;

/// How many are where none of those is one, below a long title or a covering note.
pub const FAR: usize = 100;

/// The most cells of rows that are looked at so far.
pub const MOST_CELLS: usize = 20_000;

/// The most lines of a header.
const LINES: usize = 3;

/// How many rows of one cell may stand above a header of which nothing is known.
const TITLES: usize = 3;

/// A row held back: its number, its cells, and the number of cells it was written with.
#[derive(Debug)]
pub struct Held {
    /// Its number in the file.
    pub number: u32,
    /// Its cells that are not empty, by column.
    pub cells: Vec<(usize, Cell)>,
    /// The number of cells it was written with, where a format has such a thing.
    pub width: Option<usize>,
    /// Different headers in it that are known.
    known: usize,
}

impl Held {
    /// A row; what is known of it is looked up once.
    pub fn new(number: u32, cells: Vec<(usize, Cell)>, width: Option<usize>, named: &Named) -> Held {
        let texts = cells.iter().map(|(_, cell)| text::header(cell)).filter(|t| named.is_header(t));
        let known = texts.map(|t| header_key(&t)).collect::<BTreeSet<String>>().len();
        Held { number, cells, width, known }
    }
}

/// What the first rows are.
#[derive(Debug, PartialEq, Eq)]
pub struct Layout {
    /// Rows above the header.
    pub above: usize,
    /// Lines of the header: one, two or three.
    pub lines: usize,
}

/// Whether the rows that are held tell the header, or no more of them will.
pub fn is_told(held: &[Held]) -> bool {
    // The row under the last that may be the header may be its second line, and the next its third.
    let near = held.len() > LOOK + 1 && best(held, 0..LOOK).is_some();
    near || held.len() > FAR + 1 || held.iter().map(|row| row.cells.len()).sum::<usize>() > MOST_CELLS
}

/// Tells the header among the first rows, of which there is at least one.
pub fn layout(held: &[Held], excel: bool, named: &Named) -> Layout {
    let near = best(held, 0..LOOK);
    let at = near.or_else(|| below_notes(held)).unwrap_or_else(|| below_titles(held, excel));
    let (mut first, mut last) = (at, at);
    let mut texts = columns(&held[at]);
    while last + 1 - first < LINES && held.get(last + 1).is_some_and(|row| is_lower(&texts, row)) {
        last += 1;
        texts = under(&texts, &columns(&held[last]), named);
    }
    while last + 1 - first < LINES && first > 0 && is_upper(&held[first - 1], &held[first], named) {
        first -= 1;
    }
    Layout { above: first, lines: last + 1 - first }
}

/// The first row with the most headers that are known, of at least two.
fn best(held: &[Held], rows: std::ops::Range<usize>) -> Option<usize> {
    let rows = rows.start..rows.end.min(held.len());
    let most = held.get(rows.clone())?.iter().map(|row| row.known).max().filter(|most| *most >= 2)?;
    rows.into_iter().find(|at| held[*at].known == most)
}

/// A header below a long title or a note: nothing above it may be a table of its own.
fn below_notes(held: &[Held]) -> Option<usize> {
    let at = best(held, LOOK..FAR)?;
    let width = held[at].cells.len();
    let most = if width < 4 { 1 } else { width / 2 };
    held[..at].iter().all(|row| row.cells.len() <= most).then_some(at)
}

/// Where no header is known: rows of one cell above a row of nothing but words are titles.
fn below_titles(held: &[Held], excel: bool) -> usize {
    let titles = held.iter().take(TITLES).take_while(|row| row.cells.len() == 1).count();
    match held.get(titles) {
        Some(row) if titles > 0 && excel && row.cells.len() >= 3 && all_text(row) => titles,
        _ => 0,
    }
}

fn all_text(row: &Held) -> bool {
    row.cells.iter().all(|(_, c)| matches!(c, Cell::Text(_)))
}

fn columns(row: &Held) -> BTreeMap<usize, String> {
    row.cells.iter().map(|(at, cell)| (*at, text::header(cell))).filter(|(_, t)| !t.is_empty()).collect()
}

/// Whether the row under a header holds parts of what the header heads: it is blank under every header that stands
/// alone, and fills cells that the header leaves blank.
fn is_lower(upper: &BTreeMap<usize, String>, row: &Held) -> bool {
    let lower = columns(row);
    let spanned = |at: usize| !upper.contains_key(&at) && lower.contains_key(&at);
    all_text(row)
        && lower.values().any(|t| is_part(t))
        && lower.keys().any(|at| spanned(*at))
        && lower.keys().all(|at| match upper.get(at) {
            Some(_) => spanned(at + 1),
            None => upper.range(..at).next_back().is_some(),
        })
        && upper.keys().any(|at| !lower.contains_key(at))
}

/// Whether the row above a header heads parts in it.
fn is_upper(row: &Held, header: &Held, named: &Named) -> bool {
    let (upper, lower) = (columns(row), columns(header));
    all_text(row)
        && upper.values().all(|t| !t.contains([':', '：']))
        && lower.iter().any(|(at, t)| is_part(t) && head(&upper, *at).is_some_and(|h| named.is_header(h)))
}

/// What heads a column: the text above it, or the nearest to its left.
fn head(upper: &BTreeMap<usize, String>, at: usize) -> Option<&str> {
    upper.range(..=at).next_back().map(|(_, t)| t.as_str())
}

/// Whether a text is a total or a part of something that stands above it.
fn is_part(text: &str) -> bool {
    const PARTS: &[&str] = &["男", "女", "高级", "中级", "初级", "正高级", "副高级", "male", "female", "boys", "girls"];
    let key = header_key(text);
    is_total(text)
        || PARTS.contains(&key.as_str())
        || ["其中", "#", "男", "女"].iter().any(|w| key.starts_with(w))
        || key.contains("年级")
        || ["初一", "初二", "初三", "grade"].iter().any(|w| key.starts_with(w))
}

fn is_total(text: &str) -> bool {
    ["合计", "小计", "总计", "共计", "计", "总数", "total"].contains(&header_key(text).as_str())
}

/// The lines of a header as one row, with those that were joined.
pub fn joined(lines: &[Held], named: &Named) -> (Vec<(usize, Cell)>, Vec<String>) {
    let mut texts = lines.first().map(columns).unwrap_or_default();
    let mut told = BTreeSet::new();
    for line in lines.iter().skip(1) {
        let below = columns(line);
        texts = under(&texts, &below, named);
        told.extend(below.into_iter().filter(|(at, part)| texts.get(at) != Some(part)).map(|(at, _)| at));
    }
    let told = told.iter().filter_map(|at| texts.get(at).cloned()).collect();
    (texts.into_iter().map(|(at, text)| (at, Cell::Text(text))).collect(), told)
}

/// What a part of the parts is called between its total and itself.
const AMONG: &str = "·其中";

/// The headers of a line and those under it as one.
///
/// A total bears the name of what stands above it (`学生数` over `合计`); a part has both (`学生数·女`), or the word
/// of the registry where it knows the two as one (`班级数` over `一年级`).
fn under(above: &BTreeMap<usize, String>, below: &BTreeMap<usize, String>, named: &Named) -> BTreeMap<usize, String> {
    let one = |at: usize| {
        let Some(part) = below.get(&at) else { return above.get(&at).cloned().unwrap_or_default() };
        let Some(head) = head(above, at) else { return part.clone() };
        let head = head.strip_suffix(AMONG).unwrap_or(head);
        let alone = named.is_header(part) && below.values().filter(|t| header_key(t) == header_key(part)).count() == 1;
        if is_total(part) {
            head.to_owned()
        } else if header_key(part) == "其中" {
            format!("{head}{AMONG}")
        } else if alone && !is_part(part) {
            part.clone()
        } else {
            let both = [format!("{part}{head}"), format!("{head}{part}")];
            both.into_iter().find(|t| named.is_header(t)).unwrap_or_else(|| format!("{head}·{part}"))
        }
    };
    above.keys().chain(below.keys()).map(|at| (*at, one(*at))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(number: u32, cells: &[&str]) -> Held {
        let cells = cells.iter().enumerate().filter(|(_, t)| !t.is_empty());
        let cells = cells.map(|(at, t)| (at, Cell::Text((*t).to_owned()))).collect();
        Held::new(number, cells, None, &Named::default())
    }

    fn texts(cells: &[(usize, Cell)]) -> Vec<String> {
        cells.iter().map(|(_, c)| c.show()).collect()
    }

    #[test]
    fn a_total_and_its_parts() {
        let named = Named::default();
        let upper = row(2, &["学校代码", "学校名称", "学生数（人）", "", "", "班级数", "", ""]);
        let lower = row(3, &["", "", "合计", "男", "女", "合计", "一年级", "二年级"]);
        let data = row(4, &["1001", "一小", "300", "150", "150", "8", "4", "4"]);
        let held = [row(1, &["某县学校情况"]), upper, lower, data];
        assert_eq!(layout(&held, true, &named), Layout { above: 1, lines: 2 });
        let (cells, told) = joined(&held[1..3], &named);
        let expected = [
            "学校代码",
            "学校名称",
            "学生数（人）",
            "学生数（人）·男",
            "学生数（人）·女",
            "班级数",
            "一年级班级数",
            "二年级班级数",
        ];
        assert_eq!(texts(&cells), expected);
        assert_eq!(told.len(), 6);
        assert!(!named.is_header("学生数（人）·女"));

        let groups = [
            row(1, &["基本情况", "", "", "学生数", "", ""]),
            row(2, &["学校代码", "学校名称", "学段", "计", "男", "女"]),
        ];
        assert_eq!(layout(&groups, false, &named), Layout { above: 0, lines: 2 });
        let (cells, _) = joined(&groups, &named);
        assert_eq!(texts(&cells), ["学校代码", "学校名称", "学段", "学生数", "学生数·男", "学生数·女"]);
    }

    #[test]
    fn a_total_its_parts_and_theirs() {
        let named = Named::default();
        let expected = ["学校代码", "学校名称", "学生数", "学生数·男", "学生数·女", "一年级班级数", "二年级班级数"];
        let lines = [
            row(1, &["学校代码", "学校名称", "学生数", "", "", "班级数", ""]),
            row(2, &["", "", "合计", "其中", "", "一年级", "二年级"]),
            row(3, &["", "", "", "男", "女", "", ""]),
            row(4, &["1001", "一小", "300", "150", "150", "4", "4"]),
        ];
        assert_eq!(layout(&lines, true, &named), Layout { above: 0, lines: 3 });
        assert_eq!(texts(&joined(&lines[..3], &named).0), expected);
        let groups = [
            row(1, &["某县学校情况"]),
            row(2, &["基本情况", "", "学生数", "", ""]),
            row(3, &["学校代码", "学校名称", "合计", "其中", ""]),
            row(4, &["", "", "", "男", "女"]),
        ];
        assert_eq!(layout(&groups, true, &named), Layout { above: 1, lines: 3 });
        assert_eq!(texts(&joined(&groups[1..], &named).0), expected[..5]);
    }

    #[test]
    fn a_header_below_a_long_note() {
        let named = Named::default();
        let note = |n: u32| row(n, &["一、填报范围：全县公办学校"]);
        let head = ["学校代码", "学校名称", "学生数", "班级数"];
        let mut held: Vec<Held> = (1..30).map(note).collect();
        held.extend([row(30, &["填报单位：", "某县"]), row(31, &head), row(32, &["1001", "一小", "300", "8"])]);
        assert_eq!(layout(&held, false, &named), Layout { above: 30, lines: 1 });
        let mut tables: Vec<Held> = (1..30).map(|n| row(n, &["1001", "一小", "x"])).collect();
        tables.push(row(30, &head));
        assert_eq!(layout(&tables, false, &named), Layout { above: 0, lines: 1 }, "above it may stand a table");
        let late: Vec<Held> = (1..=FAR as u32).map(note).chain([row(200, &head)]).collect();
        assert_eq!(layout(&late, false, &named), Layout { above: 0, lines: 1 }, "nobody looks as far");
    }

    #[test]
    fn what_is_no_second_line() {
        let named = Named::default();
        let header = row(1, &["学校代码", "学校名称", "学生数", "备考"]);
        for under in [&["1001", "一小", "300"][..], &["合计", "", "300"], &["", "合计", "590"], &["", "一小"]] {
            assert_eq!(layout(&[row(1, &["学校代码", "学校名称", "学生数"]), row(2, under)], true, &named).lines, 1);
        }
        let title = [row(1, &["2026年统计表"]), header, row(3, &["合计", "男", "1", "2"])];
        assert_eq!(layout(&title, true, &named), Layout { above: 1, lines: 1 });
    }
}
