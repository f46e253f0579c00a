//! Values as people type them: which writings are one value.

use crate::name::half_width;

/// A value reduced to what identifies it: no case, width, or blanks at its ends. All else is content.
///
/// Blanks beside a bracket are the width of a full-width one: `骨干教师 (市级)` is `骨干教师（市级）`.
pub fn value_key(text: &str) -> String {
    if !text.contains(char::is_whitespace) {
        return text.chars().map(half_width).flat_map(char::to_lowercase).collect();
    }
    let folded: Vec<char> = text.chars().map(half_width).flat_map(char::to_lowercase).collect();
    let mut key = String::with_capacity(text.len());
    for (at, c) in folded.iter().enumerate() {
        let bracket = |c: &char| closing(*c).is_some() || is_closing(*c);
        let next = folded[at..].iter().find(|c| !c.is_whitespace());
        let beside = key.chars().next_back().is_none_or(|c| bracket(&c)) || next.is_none_or(bracket);
        if !(c.is_whitespace() && beside) {
            key.push(*c);
        }
    }
    key
}

/// The bracket that closes this one, where it opens; in half width.
pub fn closing(c: char) -> Option<char> {
    Some(match c {
        '(' => ')',
        '[' => ']',
        '{' => '}',
        '【' => '】',
        '〔' => '〕',
        _ => return None,
    })
}

/// Whether a bracket closes; in half width.
pub fn is_closing(c: char) -> bool {
    matches!(c, ')' | ']' | '}' | '】' | '〕')
}

#[cfg(test)]
mod tests {
    use super::value_key;

    #[test]
    fn values_forgive_case_width_and_outer_blanks_only() {
        assert_eq!(value_key("　Ａ-1 "), value_key("a-1"));
        assert_eq!(value_key("语文（双语）"), value_key("语文 (双语) "));
        assert_ne!(value_key("vice principal"), value_key("viceprincipal"));
        for (a, b) in
            [("-1", "1"), ("A-", "A"), ("A-1", "a1"), ("Open (closing)", "Open"), ("必须交流（已取消）", "必须交流")]
        {
            assert_ne!(value_key(a), value_key(b), "{a} {b}");
        }
    }
}
