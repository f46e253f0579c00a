//! Identity numbers of people (GB 11643): recognised so that they are never kept, shown or written.
//!
//! A number has 18 places, the last of which may be an X: region, date of birth, order, check. Old ones have 15 digits. Both are
//! found in either width, with blanks and strokes between their digits, and with letters beside them. What surely is a number is
//! kept out of everything that is read ([`scrub`]); where a cell is copied as it stands, what only may be one is left out too
//! ([`withhold`]): a reader that took every code of 15 digits for a person would refuse codes that are none.

use std::borrow::Cow;

/// What stands in a cell in place of an identity number.
pub const WORD: &str = "身份证号";

/// How much a text is like an identity number.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Likeness {
    /// Of 18 places with any region, born in any year that people could write; or an old number.
    Possible,
    /// Of 18 places with a region that there is and a day of birth within living memory.
    Sure,
}

/// Whether an identity number of 18 places stands in the text.
pub fn is_in(text: &str) -> bool {
    matches!(scrub(text, WORD), Cow::Owned(_))
}

/// Whether the whole text is an old number of 15 digits. Other codes may look like one.
pub fn is_old(text: &str) -> bool {
    let digits: Option<Vec<u8>> = text.trim().chars().map(digit).collect();
    digits.is_some_and(|d| d.len() == 15 && is_region(&d) && is_day(number(&d[8..10]), number(&d[10..12])))
}

/// The text with `word` for every identity number of 18 places in it.
///
/// ```
/// use lungang_domain::identity::{WORD, scrub};
/// assert_eq!(scrub("王五 11010519491231002X。", WORD), "王五 身份证号。");
/// assert_eq!(scrub("110105194913310021", WORD), "110105194913310021");
/// ```
pub fn scrub<'a>(text: &'a str, word: &str) -> Cow<'a, str> {
    without(text, word, Likeness::Sure)
}

/// The text with `word` for whatever in it may be an identity number, old ones and those of no known region among them.
///
/// ```
/// use lungang_domain::identity::withhold;
/// assert_eq!(withhold("T001", "…"), "T001");
/// assert_eq!(withhold("id 653001900101123.", "…"), "id ….");
/// ```
pub fn withhold<'a>(text: &'a str, word: &str) -> Cow<'a, str> {
    without(text, word, Likeness::Possible)
}

fn without<'a>(text: &'a str, word: &str, least: Likeness) -> Cow<'a, str> {
    // Nearly no text has so many digits.
    if text.len() < 15 || text.chars().filter(|c| digit(*c).is_some()).nth(14).is_none() {
        return Cow::Borrowed(text);
    }
    let (mut out, mut kept, mut found) = (String::new(), 0, false);
    let mut before = None;
    for (at, c) in text.char_indices() {
        let starts = at >= kept && digit(c).is_some() && before.and_then(digit).is_none();
        let apart = before.is_none_or(|c| !is_letter(c));
        before = Some(c);
        let end = starts.then(|| end_of(&text[at..], apart, least)).flatten();
        if let Some(length) = end {
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

/// The bytes of the identity number that the text begins with; `apart` tells that no letter stands before it.
fn end_of(text: &str, apart: bool, least: Likeness) -> Option<usize> {
    let mut digits = Vec::with_capacity(18);
    let mut old = None;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, c)| *c);
        let end = at + c.len_utf8();
        if digits.len() == 17 && (digit(c).is_some() || is_x(c)) {
            // A longer row of digits is another number.
            let ends = next.is_none_or(|c| digit(c).is_none());
            return likeness(&digits).filter(|own| ends && *own >= least).map(|_| end).or(old);
        }
        match digit(c) {
            Some(d) => digits.push(d),
            None if is_parting(c) => continue,
            None => return old,
        }
        let alone = apart && next.is_none_or(|c| digit(c).is_none() && !is_letter(c));
        if digits.len() == 15 && alone && least == Likeness::Possible && may_be_old(&digits) {
            old = Some(end);
        }
    }
    old
}

/// What the first 17 digits of a number of 18 places come to.
fn likeness(digits: &[u8]) -> Option<Likeness> {
    let (year, month, day) = (number(&digits[6..10]), number(&digits[10..12]), number(&digits[12..14]));
    let sure = is_region(digits) && (1900..=2100).contains(&year) && is_day(month, day);
    let possible = (1800..2200).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
    possible.then_some(if sure { Likeness::Sure } else { Likeness::Possible })
}

fn may_be_old(digits: &[u8]) -> bool {
    let (month, day) = (number(&digits[8..10]), number(&digits[10..12]));
    (11..=91).contains(&number(&digits[..2])) && (1..=12).contains(&month) && (1..=31).contains(&day)
}

/// Whether the first digits are a region's: a province and its equals, behind a 9 where a foreigner settled.
fn is_region(digits: &[u8]) -> bool {
    let province = |digits: &[u8]| matches!(number(&digits[..2]), 11..=15 | 21..=23 | 31..=37 | 41..=46 | 50..=54 | 61..=65 | 71 | 81..=83);
    province(digits) || digits[0] == 9 && province(&digits[1..])
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

fn is_x(c: char) -> bool {
    matches!(c, 'x' | 'X' | '\u{ff38}' | '\u{ff58}')
}

/// A Latin letter of either width.
fn is_letter(c: char) -> bool {
    c.is_ascii_alphabetic() || matches!(c, '\u{ff21}'..='\u{ff3a}' | '\u{ff41}'..='\u{ff5a}')
}

/// Blanks and strokes that stand between groups of digits: `110105 19491231 0021`.
fn is_parting(c: char) -> bool {
    matches!(c, ' ' | '\u{3000}' | '\u{a0}' | '\u{2009}' | '\u{202f}' | '-' | '\u{ff0d}' | '\u{2010}'..='\u{2015}')
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
            "A653001199001011234",
            "１１０１０５１９４９１２３１００２１",
            "６５３００１１９９００１０１１２３４",
            "110105 19491231 0021",
            "身份证110105-19491231-002X（本人）",
            "110105–1949 1231—0021",
            "1101\u{a0}0519\u{2009}4912\u{202f}3100\u{3000}2－1",
            "电话13800000000，653022198802290012",
            "911124198108030024",
        ] {
            assert!(is_in(text), "{text}");
            assert!(!is_in(&scrub(text, WORD)), "{text}");
            assert!(scrub(text, WORD).contains(WORD), "{text}");
            assert_eq!(scrub(text, WORD), withhold(text, WORD), "{text}");
        }
        for text in [
            "110105194913310021",
            "1101051949123100211",
            "001051949123100211",
            "2019-09-01 2020-08-31",
            "990105194912310021",
            "653001900101123",
        ] {
            assert!(!is_in(text), "{text}");
        }
        assert!(is_old("110105491231002") && !is_old("110105491331002") && !is_old("1101054912310021"));
    }

    #[test]
    fn what_may_be_a_number_is_withheld() {
        for text in [
            "653001199001011234",
            "65300119900101123X",
            "65300119900101123x",
            "６５３００１１９９００１０１１２３４",
            "653001 19900101 1234",
            "653001-19900101-123X",
            "653001900101123",
            "990105194912310021",
            "110105189902310021",
        ] {
            assert_eq!(withhold(&format!("号{text}，完"), "…"), "号…，完", "{text}");
        }
    }

    #[test]
    fn other_numbers_stay() {
        for text in [
            "T001",
            "2019-09-01",
            "13812345678",
            "6530011990010112345",
            "100000000000000",
            "A653001900101123",
            "653001900101123B",
            "653001901301123",
            "110105194913310021",
        ] {
            assert_eq!(withhold(text, "…"), text);
        }
    }
}
