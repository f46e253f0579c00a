//! Which of the first rows is the header: the one that holds the most headers that are known; what stands above it is
//! a title. A header of two lines, with a total and its parts below it, is joined into one.

use super::{Cell, Named, text};
use crate::schema::header_key;
use std::collections::{BTreeMap, BTreeSet};

/// How many rows that are not blank are looked at for the header.
pub const LOOK: usize = 10;

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
}

/// What the first rows are.
#[derive(Debug, PartialEq, Eq)]
pub struct Layout {
    /// Rows above the header.
    pub above: usize,
    /// Lines of the header: one or two.
    pub lines: usize,
}

/// Tells the header among the first rows, of which there is at least one.
pub fn layout(held: &[Held], excel: bool, named: &Named) -> Layout {
    let known: Vec<usize> = held.iter().take(LOOK).map(|row| known_in(row, named)).collect();
    let most = known.iter().copied().max().unwrap_or(0);
    let at = match known.iter().position(|n| *n == most && most >= 2) {
        Some(at) => at,
        None => below_titles(held, excel),
    };
    if held.get(at + 1).is_some_and(|lower| is_lower(&held[at], lower)) {
        Layout { above: at, lines: 2 }
    } else if at > 0 && is_upper(&held[at - 1], &held[at], named) {
        Layout { above: at - 1, lines: 2 }
    } else {
        Layout { above: at, lines: 1 }
    }
}

/// Different headers of a row that are known.
fn known_in(row: &Held, named: &Named) -> usize {
    let texts = row.cells.iter().map(|(_, cell)| text::header(cell)).filter(|t| named.is_header(t));
    texts.map(|t| header_key(&t)).collect::<BTreeSet<String>>().len()
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
fn is_lower(header: &Held, row: &Held) -> bool {
    let (upper, lower) = (columns(header), columns(row));
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

/// The two lines as one row of headers, with those that were joined.
///
/// A total bears the name of what stands above it (`学生数` over `合计`); a part has both (`学生数·女`), or the word
/// of the registry where it knows the two as one (`班级数` over `一年级`).
pub fn joined(upper: &Held, lower: &Held, named: &Named) -> (Vec<(usize, Cell)>, Vec<String>) {
    let (above, below) = (columns(upper), columns(lower));
    let mut told = Vec::new();
    let all: BTreeSet<usize> = above.keys().chain(below.keys()).copied().collect();
    let one = |at: usize| {
        let Some(part) = below.get(&at) else { return above.get(&at).cloned().unwrap_or_default() };
        let Some(head) = head(&above, at) else { return part.clone() };
        let alone = named.is_header(part) && below.values().filter(|t| header_key(t) == header_key(part)).count() == 1;
        if is_total(part) {
            head.to_owned()
        } else if alone && !is_part(part) {
            part.clone()
        } else {
            let both = [format!("{part}{head}"), format!("{head}{part}")];
            both.into_iter().find(|t| named.is_header(t)).unwrap_or_else(|| format!("{head}·{part}"))
        }
    };
    let cells = all.into_iter().map(|at| {
        let text = one(at);
        if below.get(&at).is_some_and(|part| *part != text) {
            told.push(text.clone());
        }
        (at, Cell::Text(text))
    });
    (cells.collect(), told)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(number: u32, cells: &[&str]) -> Held {
        let cells = cells.iter().enumerate().filter(|(_, t)| !t.is_empty());
        Held { number, cells: cells.map(|(at, t)| (at, Cell::Text((*t).to_owned()))).collect(), width: None }
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
        let (cells, told) = joined(&held[1], &held[2], &named);
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
        let (cells, _) = joined(&groups[0], &groups[1], &named);
        assert_eq!(texts(&cells), ["学校代码", "学校名称", "学段", "学生数", "学生数·男", "学生数·女"]);
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
