//! A cell taken apart: a code before its value, the words, the remarks in brackets, the several of a list.

use lungang_tables::schema::{half_width, keys, value_key};

/// A cell in its parts; words are reduced to what identifies them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Said {
    /// The code before the value: `2` of `2-女`.
    pub code: Option<String>,
    /// What stands outside brackets.
    pub word: String,
    /// What stands inside them.
    pub inside: Vec<String>,
    /// All of it, brackets and all.
    pub whole: String,
}

/// No code has more digits.
const CODE: usize = 4;

/// A text reduced to what identifies it: no case, no width, no blanks between Chinese characters, no full stop at its end.
pub(super) fn key(text: &str) -> String {
    let key = value_key(text);
    let key = key.trim_matches(|c: char| {
        c.is_whitespace() || c.is_control() || matches!(c, '。' | ';' | ',' | '、' | '\'' | '"' | '*')
    });
    if key.is_ascii() {
        key.to_owned()
    } else {
        key.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect()
    }
}

/// A cell in its parts.
pub(super) fn parted(cell: &str) -> Said {
    let whole = key(cell);
    let (outside, inside) = match keys::remarks(cell) {
        Some((outside, inside)) => (outside, inside.iter().map(|r| key(r)).filter(|r| !r.is_empty()).collect()),
        None => (cell.to_owned(), Vec::new()),
    };
    let (code, word) = coded(&key(&outside));
    // A value that stands in brackets behind its code: `205（交流轮岗）`.
    if word.is_empty() && code.is_some() && inside.len() == 1 {
        return Said { code, word: inside.into_iter().next().unwrap_or_default(), inside: Vec::new(), whole };
    }
    Said { code, word, inside, whole }
}

/// A code and the value behind it; digits that belong to a value (`2015年`, `3级`, `2a`) are no code.
fn coded(key: &str) -> (Option<String>, String) {
    let digits: String = key.chars().take_while(char::is_ascii_digit).collect();
    let rest = &key[digits.len()..];
    let value = rest.trim_start_matches(|c: char| {
        matches!(c, '-' | '.' | '、' | ':' | '_' | '—' | '–' | '－') || c.is_whitespace()
    });
    let parted = value.len() < rest.len();
    let chinese = value.starts_with(|c: char| ('\u{4e00}'..='\u{9fff}').contains(&c));
    let counts = value.starts_with([
        '年', '月', '日', '级', '甲', '乙', '班', '个', '人', '岁', '类', '等', '名', '所', '校', '届', '期', '号',
        '次',
    ]);
    match digits.len() {
        1..=CODE if value.is_empty() && rest.is_empty() => (Some(digits), String::new()),
        1..=CODE if chinese && (parted || digits.len() > 1 && !counts) => (Some(digits), value.to_owned()),
        _ => (None, key.to_owned()),
    }
}

/// The several that stand in a cell, as they are written; signs and blanks inside brackets part nothing.
pub(super) fn several(cell: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut depth = 0_usize;
    for c in cell.chars() {
        let plain = half_width(c);
        if matches!(plain, '(' | '[' | '【' | '〔') {
            depth += 1;
        } else if matches!(plain, ')' | ']' | '】' | '〕') {
            depth = depth.saturating_sub(1);
        }
        let parts_here = matches!(plain, ';' | '、' | ',' | '/' | '|' | '+' | '&' | '＆' | '\\' | '。')
            || c.is_whitespace()
            || c.is_control();
        if parts_here && depth == 0 {
            parts.push(String::new());
        } else if let Some(last) = parts.last_mut() {
            last.push(c);
        }
    }
    parts.retain(|part| !part.trim().is_empty());
    parts
}

/// What a place of work ends with.
const PLACES: [&str; 18] =
    ["校", "学", "点", "局", "委", "办", "室", "村", "镇", "乡", "院", "中心", "部", "站", "会", "府", "园", "专班"];

/// Whether a text ends as places of work do.
pub(super) fn is_place(text: &str) -> bool {
    PLACES.iter().any(|end| text.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_stand_before_values() {
        for (cell, code, word) in [
            ("2-女", Some("2"), "女"),
            ("121-镇中心区", Some("121"), "镇中心区"),
            ("205交流轮岗", Some("205"), "交流轮岗"),
            ("205（交流轮岗）", Some("205"), "交流轮岗"),
            ("203", Some("203"), ""),
            ("2015年", None, "2015年"),
            ("2级", None, "2级"),
            ("2甲", None, "2甲"),
            ("2A", None, "2a"),
            (" 在 编　在岗 ", None, "在编在岗"),
            ("１－男", Some("1"), "男"),
            ("12345女", None, "12345女"),
        ] {
            let said = parted(cell);
            assert_eq!((said.code.as_deref(), said.word.as_str()), (code, word), "{cell}");
        }
    }

    #[test]
    fn several_are_parted_outside_brackets() {
        assert_eq!(several("语文+数学、体育（一、二年级） 音乐"), ["语文", "数学", "体育（一、二年级）", "音乐"]);
        assert!(several(" 、 ").is_empty());
    }
}
