//! Identity numbers: they give sex and birth date, and are then forgotten.
//!
//! A number is never shown: it has no `Debug` that prints it and no way out but [`Identity::with_number`], which is there to make a
//! pseudonym of it.

use super::{Reading, why};
use jiff::civil::Date;
use lungang_domain::identity::is_old;
use lungang_domain::teacher::Sex;
use lungang_tables::schema::half_width;
use std::fmt;

/// What an identity number tells.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Identity {
    /// Sex.
    pub sex: Sex,
    /// Date of birth.
    pub birth: Date,
    number: [u8; 18],
}

impl Identity {
    /// Hands the number of 18 places to `make`, which must keep nothing of it but a keyed hash.
    pub fn with_number<R>(&self, make: impl FnOnce(&[u8; 18]) -> R) -> R {
        make(&self.number)
    }
}

/// Shows nothing of the person.
impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Identity(…)")
    }
}

const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS: [u8; 11] = *b"10X98765432";

/// What an identity number of 18 or 15 digits tells; a number of 15 becomes one of 18, so that both are one person's.
pub fn read(cell: &str) -> Reading<Identity> {
    if super::nothing(cell) {
        return Reading::Nothing;
    }
    let text: Vec<u8> = cell
        .chars()
        .map(half_width)
        .filter(|c| {
            !c.is_whitespace() && !c.is_control() && !matches!(c, '-' | '\'' | '‘' | '’' | '`' | '"' | '—' | '–')
        })
        .map(|c| u8::try_from(c.to_ascii_uppercase()).unwrap_or(b'?'))
        .collect();
    let digits = text.iter().take(17).all(u8::is_ascii_digit);
    match text.len() {
        15 if digits && is_old(&String::from_utf8_lossy(&text)) => {
            lengthened(&text).map_or(Reading::ask(why::NO_DAY), Reading::Is)
        }
        18 if digits && (text[17].is_ascii_digit() || text[17] == b'X') => of_18(&text),
        _ if is_rounded(&text) => Reading::ask(why::ROUNDED),
        0 => Reading::Nothing,
        _ => Reading::ask(why::DOCUMENT),
    }
}

fn of_18(text: &[u8]) -> Reading<Identity> {
    let Some(identity) = <[u8; 18]>::try_from(text).ok().and_then(told) else { return Reading::ask(why::NO_DAY) };
    if check(text) == text[17] {
        return Reading::Is(identity);
    }
    // A spreadsheet keeps 15 digits of a number.
    if text.ends_with(b"000") { Reading::ask(why::ROUNDED) } else { Reading::may_be(identity, why::CHECKSUM) }
}

fn lengthened(old: &[u8]) -> Option<Identity> {
    let mut number = [0_u8; 18];
    number[..6].copy_from_slice(&old[..6]);
    number[6..8].copy_from_slice(b"19");
    number[8..17].copy_from_slice(&old[6..]);
    number[17] = check(&number[..17]);
    told(number)
}

fn told(number: [u8; 18]) -> Option<Identity> {
    let value = |range: std::ops::Range<usize>| number[range].iter().fold(0_i16, |n, d| n * 10 + i16::from(*d - b'0'));
    let (year, month, day) = (value(6..10), i8::try_from(value(10..12)).ok()?, i8::try_from(value(12..14)).ok()?);
    let birth = Date::new(year, month, day).ok().filter(|_| (1900..=2100).contains(&year))?;
    let sex = if (number[16] - b'0') % 2 == 1 { Sex::Male } else { Sex::Female };
    Some(Identity { sex, birth, number })
}

/// The check character of the first 17 digits (GB 11643, ISO 7064 MOD 11-2).
fn check(digits: &[u8]) -> u8 {
    let sum: u32 = digits.iter().zip(WEIGHTS).map(|(d, w)| u32::from(d.saturating_sub(b'0')) * w).sum();
    CHECKS[(sum % 11) as usize]
}

/// `6.29921E+17`
fn is_rounded(text: &[u8]) -> bool {
    let plain = |b: &u8| b.is_ascii_digit() || matches!(b, b'.' | b'E' | b'+');
    text.contains(&b'E') && text.contains(&b'.') && text.iter().all(plain)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    /// A number that nobody has: a region that does not exist, with the check character that belongs to it.
    fn made_up(first: &str) -> String {
        format!("{first}{}", char::from(check(first.as_bytes())))
    }

    #[test]
    fn a_number_tells_sex_and_birth() {
        for (first, sex, birth) in [
            ("62992119941219995", Sex::Male, date(1994, 12, 19)),
            ("62992119800229002", Sex::Female, date(1980, 2, 29)),
            ("62992119730717212", Sex::Female, date(1973, 7, 17)),
        ] {
            let number = made_up(first);
            let wide: String = number.chars().map(|c| char::from_u32(c as u32 + 0xfee0).unwrap_or(c)).collect();
            for text in [
                number.clone(),
                number.to_lowercase(),
                wide,
                format!(" '{} ", number),
                format!("{} {}", &number[..6], &number[6..]),
            ] {
                let identity = read(&text).is().expect("a number");
                assert_eq!((identity.sex, identity.birth), (sex, birth));
                assert_eq!(identity.with_number(|n| n.to_vec()), number.as_bytes());
                assert!(!format!("{identity:?}").contains(&number[6..14]));
            }
        }
    }

    #[test]
    fn an_old_number_is_the_same_person() {
        let new = read(&made_up("62992119731231002")).is().expect("a number");
        assert_eq!(read("629921731231002"), Reading::Is(new));
    }

    #[test]
    fn what_is_none_is_asked_about() {
        let good = made_up("62992119941219995");
        let wrong = format!("{}{}", &good[..17], if good.ends_with('1') { '2' } else { '1' });
        assert!(matches!(read(&wrong), Reading::Ask { suggestion: Some(_), why: why::CHECKSUM }));
        for (text, why) in [
            ("6.29921E+17", why::ROUNDED),
            ("629921199412190000", why::ROUNDED),
            ("629921199413190011", why::NO_DAY),
            ("62992119941219", why::DOCUMENT),
            ("E12345678", why::DOCUMENT),
            ("6299211994121X995X", why::DOCUMENT),
            ("身份证", why::DOCUMENT),
        ] {
            assert_eq!(read(text), Reading::ask(why), "{text}");
        }
        for text in ["", "无", "—"] {
            assert_eq!(read(text), Reading::Nothing, "{text}");
        }
    }
}
