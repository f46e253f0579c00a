//! Words and signs that stand for an empty cell.

use crate::cells;
use crate::raw::Cell;
use crate::schema::{Kind, choose, half_width};

/// What people write where there is nothing; signs alone are told by [`is_sign`].
const WORDS: &[&str] = &[
    "无",
    "暂无",
    "没有",
    "空",
    "空白",
    "无数据",
    "未填",
    "未填写",
    "n/a",
    "null",
    "nil",
    "none",
    "(无)",
    "(空)",
    "(blank)",
    "(空白)",
];

/// Those of a program, in its own writing alone: `Na` may be somebody's name.
const EXACT: &[&str] = &["NA", "NaN", "nan", "<NA>"];

/// No placeholder is longer, in bytes.
const LONGEST: usize = 24;

/// Whether a cell says that there is nothing, where its column has no such word of its own (a title that is `无`).
pub(crate) fn is_placeholder(cell: &Cell, kind: Kind) -> bool {
    let Cell::Text(text) = cell else { return false };
    if text.len() > LONGEST || !says_nothing(text) {
        return false;
    }
    match kind {
        Kind::Choice(choices) => choose(choices, text).is_none(),
        Kind::Flag => cells::flag(cell).is_err(),
        _ => true,
    }
}

/// Whether a text says that there is nothing: a word for it, or signs alone.
///
/// ```
/// use lungang_tables::placeholder::says_nothing;
/// assert!(says_nothing("—") && says_nothing("暂无") && says_nothing("·"));
/// assert!(!says_nothing("无锡路小学"));
/// ```
pub fn says_nothing(text: &str) -> bool {
    if EXACT.contains(&text) || text.chars().all(is_sign) {
        return true;
    }
    // Every cell is asked, and hardly one says nothing: no text is made of it.
    let key = || text.chars().map(half_width).filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase);
    WORDS.iter().any(|word| key().eq(word.chars()))
}

/// Dashes of every length, slashes, dots in the middle of the line and list commas, alone or repeated.
fn is_sign(c: char) -> bool {
    matches!(
        c,
        '-' | '/' | '\\' | '_' | '.' | '·' | '、' | '…' | '\u{2010}'
            ..='\u{2015}'
                | '\u{2212}'
                | '\u{2022}'
                | '\u{2500}'
                | '\u{30fb}'
                | '\u{30fc}'
                | '\u{fe58}'
                | '\u{fe63}'
                | '\u{ff0d}'
                | '\u{ff0f}'
                | '\u{ff3c}'
                | '\u{ff3f}'
                | '\u{ff65}'
    ) || c.is_whitespace()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::{STATUSES, TITLES};

    #[test]
    fn nothing_is_written_in_many_ways() {
        let text = |s: &str| Cell::Text(s.to_owned());
        for s in
            ["无", "/", "—", "–", "-", "－", "·", "、", "N/A", "n/a", "空", "暂无", "没有", "--", "——", "- -", "／"]
        {
            for kind in [Kind::Text, Kind::Id, Kind::Date, Kind::Km, Kind::Subjects, Kind::Choice(&STATUSES)] {
                assert!(is_placeholder(&text(s), kind), "{s} {kind:?}");
            }
        }
        for s in ["无锡路小学", "空军小学", "A-1", "-1", "0", "Na", "一", "T/1", "没有了"] {
            assert!(!is_placeholder(&text(s), Kind::Text), "{s}");
        }
        assert!(!is_placeholder(&text("无"), Kind::Choice(&TITLES)), "a title of its own");
        assert!(is_placeholder(&text("—"), Kind::Choice(&TITLES)));
        assert!(!is_placeholder(&text("无"), Kind::Flag), "no");
        assert!(!is_placeholder(&Cell::Int(0), Kind::Text));
    }
}
