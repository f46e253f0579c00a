//! Identity numbers of people (GB 11643): recognised so that they are never kept, shown or written.

use std::borrow::Cow;

/// What stands in a cell in place of an identity number.
pub const WORD: &str = "身份证号";

/// The first two digits: provinces and their equals.
fn is_province(digits: &[u8]) -> bool {
    let number = digits.iter().take(2).fold(0u32, |n, d| n * 10 + u32::from(*d));
    matches!(number, 11..=15 | 21..=23 | 31..=37 | 41..=46 | 50..=54 | 61..=65 | 71 | 81..=83)
}

/// Whether month and day are a calendar day; 29 February counts whatever the year.
fn is_day(month: u32, day: u32) -> bool {
    let days = match month {
        2 => 29,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    (1..=days).contains(&day)
}

fn number(digits: &[u8]) -> u32 {
    digits.iter().fold(0, |n, d| n * 10 + u32::from(*d))
}

/// A digit of either width.
fn digit(c: char) -> Option<u8> {
    match c {
        '0'..='9' => Some(c as u8 - b'0'),
        '\u{ff10}'..='\u{ff19}' => u8::try_from(c as u32 - 0xff10).ok(),
        _ => None,
    }
}

/// Whether the whole text is an old number of 15 digits. Other codes may look like one.
pub fn is_old(text: &str) -> bool {
    let digits: Option<Vec<u8>> = text.trim().chars().map(digit).collect();
    digits.is_some_and(|d| d.len() == 15 && is_province(&d) && is_day(number(&d[8..10]), number(&d[10..12])))
}

/// Whether an identity number of 18 characters stands in the text.
pub fn is_in(text: &str) -> bool {
    matches!(scrub(text, WORD), Cow::Owned(_))
}

/// The text with `word` for every identity number of 18 characters in it: 17 digits of which eight are a date of birth,
/// and a digit or X, in either width, also parted before and behind the date.
///
/// ```
/// use lungang_domain::identity::{WORD, scrub};
/// assert_eq!(scrub("王五 11010519491231002X。", WORD), "王五 身份证号。");
/// assert_eq!(scrub("110105194913310021", WORD), "110105194913310021");
/// ```
pub fn scrub<'a>(text: &'a str, word: &str) -> Cow<'a, str> {
    // Nearly no text has so many digits.
    if text.len() < 18 || text.chars().filter(|c| digit(*c).is_some()).nth(16).is_none() {
        return Cow::Borrowed(text);
    }
    let (mut out, mut kept, mut found) = (String::new(), 0, false);
    let mut before = None;
    for (at, c) in text.char_indices() {
        let starts = at >= kept && digit(c).is_some() && before.and_then(digit).is_none();
        before = Some(c);
        if let Some(length) = starts.then(|| length_of(&text[at..])).flatten() {
            out.push_str(&text[kept..at]);
            out.push_str(word);
            (kept, found) = (at + length, true);
        }
    }
    if !found {
        return Cow::Borrowed(text);
    }
    out.push_str(&text[kept..]);
    Cow::Owned(out)
}

/// The bytes of the identity number that the text begins with.
fn length_of(text: &str) -> Option<usize> {
    let mut digits = Vec::with_capacity(17);
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if digits.len() == 17 {
            let last = digit(c).is_some() || matches!(c, 'x' | 'X' | '\u{ff38}' | '\u{ff58}');
            let ends = chars.peek().is_none_or(|(_, next)| digit(*next).is_none());
            let year = number(&digits[6..10]);
            let born = (1900..=2100).contains(&year) && is_day(number(&digits[10..12]), number(&digits[12..14]));
            return (last && ends && born && is_province(&digits)).then_some(at + c.len_utf8());
        }
        match digit(c) {
            Some(d) => digits.push(d),
            // `110105 19491231 0021`
            None if matches!(digits.len(), 6 | 14) && matches!(c, ' ' | '-' | '\u{3000}') => {}
            None => return None,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_found_in_every_writing() {
        for text in [
            "11010519491231002X",
            "11010519491231002x",
            "T110105194912310021",
            "１１０１０５１９４９１２３１００２１",
            "110105 19491231 0021",
            "身份证110105-19491231-002X（本人）",
            "电话13800000000，653022198802290012",
        ] {
            assert!(is_in(text), "{text}");
            assert!(!is_in(&scrub(text, WORD)), "{text}");
            assert!(scrub(text, WORD).contains(WORD), "{text}");
        }
        for text in [
            "110105194913310021",
            "1101051949123100211",
            "001051949123100211",
            "2019-09-01 2020-08-31",
            "990105194912310021",
        ] {
            assert!(!is_in(text), "{text}");
        }
        assert!(is_old("110105491231002") && !is_old("110105491331002") && !is_old("1101054912310021"));
    }
}
