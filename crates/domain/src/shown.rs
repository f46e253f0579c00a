//! Characters that nobody sees and that change what is seen: where they are taken for text, and how they are shown.
//!
//! An escape sequence in a name steers the terminal, a mark of direction turns the line around, and of two names that look the same one
//! may hold a blank of no width. What orthographies need is none of that: the joiners within Arabic and Indic words, the variants of a
//! Han character, the selectors of Mongolian letters.

use std::borrow::Cow;
use std::fmt::Write;

/// Whether the character at a place of a text is one that nobody sees; `before` and `after` are its neighbours.
pub fn is_unseen(before: Option<char>, c: char, after: Option<char>) -> bool {
    match c {
        '\n' | '\r' | '\t' => false,
        '\u{200c}' | '\u{200d}' => !(before.is_some_and(joins) && after.is_some_and(joins)),
        '\u{180e}' => !before.is_some_and(|b| matches!(b, '\u{1800}'..='\u{18af}')),
        c if c.is_control() => true,
        c => matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{200b}'
            | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}'
            | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}'),
    }
}

/// Scripts whose letters are written together, so that a joiner between two of them is spelling.
fn joins(c: char) -> bool {
    matches!(c, '\u{600}'..='\u{8ff}' | '\u{900}'..='\u{dff}' | '\u{f00}'..='\u{109f}' | '\u{1780}'..='\u{18af}'
        | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}')
}

/// The text with every such character passed to `put` in place of itself; borrowed where it has none.
fn replaced(text: &str, put: impl Fn(char, &mut String)) -> Cow<'_, str> {
    let (mut out, mut kept) = (String::new(), 0);
    let mut before = None;
    let mut rest = text.char_indices().peekable();
    while let Some((at, c)) = rest.next() {
        if !(' '..='~').contains(&c) && is_unseen(before, c, rest.peek().map(|(_, c)| *c)) {
            out.push_str(&text[kept..at]);
            put(c, &mut out);
            kept = at + c.len_utf8();
        }
        before = Some(c);
    }
    if kept == 0 {
        return Cow::Borrowed(text);
    }
    out.push_str(&text[kept..]);
    Cow::Owned(out)
}

/// The text as a terminal or a page may have it: what nobody sees stands there as `‹U+202E›`.
pub fn shown(text: &str) -> Cow<'_, str> {
    replaced(text, |c, out| {
        let _ = write!(out, "‹U+{:04X}›", u32::from(c));
    })
}

/// The text without what nobody sees.
pub fn stripped(text: &str) -> Cow<'_, str> {
    replaced(text, |_, _| {})
}

/// JSON in which what nobody sees is written as an escape: it means the same, and steers nothing.
pub fn json(text: &str) -> Cow<'_, str> {
    replaced(text, |c, out| {
        for unit in c.encode_utf16(&mut [0; 2]) {
            let _ = write!(out, "\\u{unit:04x}");
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_steers_or_hides_is_shown() {
        assert_eq!(shown("a\u{1b}[31mb"), "a‹U+001B›[31mb");
        assert_eq!(shown("\u{9b}1m\u{202e}x\u{2066}\u{200f}\u{61c}"), "‹U+009B›1m‹U+202E›x‹U+2066›‹U+200F›‹U+061C›");
        assert_eq!(stripped("张\u{200b}三\u{7f}"), "张三");
        assert_eq!(stripped("张\u{200d}三\u{feff}"), "张三");
        assert_eq!(json("\"\u{202e}\u{e0041}\""), "\"\\u202e\\udb40\\udc41\"");
    }

    #[test]
    fn what_spells_a_name_stays() {
        for name in [
            "吾买尔·艾山",
            "ئۇيغۇر",
            "می\u{200c}خواهم",
            "क्\u{200d}ष",
            "葛\u{e0100}飾",
            "龍\u{fe00}",
            "ᠮᠣᠩ\u{180b}ᠭᠣᠯ",
            "a\tb\nc",
        ] {
            assert_eq!(stripped(name), name);
            assert!(matches!(shown(name), Cow::Borrowed(_)), "{name}");
        }
    }
}
