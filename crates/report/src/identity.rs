//! Identity numbers (身份证号) are copied into no file.

use lungang_domain::words::Lang;
use lungang_results::names;

/// The text without identity numbers: words stand in the place of each.
///
/// The number of a citizen has 18 places, the last of which may be an `X`, the old one 15; both hold a date of birth.
/// Digits may be full-width, and blanks or strokes may stand between them.
///
/// ```
/// use lungang_domain::words::Lang;
/// use lungang_report::identity::withhold;
/// assert_eq!(withhold("T001", Lang::En), "T001");
/// assert_eq!(withhold("id 653001199001011234.", Lang::En), "id (identity number, not copied).");
/// ```
pub fn withhold(text: &str, lang: Lang) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while at < chars.len() {
        match number(&chars, at) {
            Some(end) => {
                out += &names::word(lang, "withheld");
                at = end;
            }
            None => {
                out.push(chars[at]);
                at += 1;
            }
        }
    }
    out
}

/// Where the identity number ends that begins here.
fn number(chars: &[char], at: usize) -> Option<usize> {
    let inside = |at: usize| chars.get(at).is_some_and(|c| plain(*c).is_ascii_alphanumeric());
    if !inside(at) || at > 0 && inside(at - 1) {
        return None;
    }
    let mut digits = String::new();
    for (next, c) in chars.iter().enumerate().skip(at) {
        let c = plain(*c);
        if c.is_ascii_digit() || digits.len() == 17 && matches!(c, 'x' | 'X') {
            digits.push(c);
            // A longer row of digits is another number.
            if !inside(next + 1) && is_identity(&digits) {
                return Some(next + 1);
            }
        } else if !matches!(c, ' ' | '-') {
            break;
        }
        if digits.len() >= 18 {
            break;
        }
    }
    None
}

/// Whether digits are the number of a citizen: region, date of birth, order, and a check sign in the new ones.
fn is_identity(digits: &str) -> bool {
    let part = |from: usize, to: usize| digits.get(from..to).and_then(|d| d.parse::<u32>().ok()).unwrap_or(0);
    let date = |month: u32, day: u32| (1..=12).contains(&month) && (1..=31).contains(&day);
    match digits.len() {
        18 => (1800..2200).contains(&part(6, 10)) && date(part(10, 12), part(12, 14)),
        15 => (11..=91).contains(&part(0, 2)) && date(part(8, 10), part(10, 12)),
        _ => false,
    }
}

fn plain(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{3000}' | '\u{a0}' | '\u{2009}' | '\u{202f}' => ' ',
        '\u{2010}'..='\u{2015}' => '-',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identity_numbers_are_withheld_however_they_are_written() {
        for text in [
            "653001199001011234",
            "65300119900101123X",
            "65300119900101123x",
            "６５３００１１９９００１０１１２３４",
            "653001 19900101 1234",
            "653001-19900101-123X",
            "653001900101123",
        ] {
            let kept = withhold(&format!("号{text}，完"), Lang::Zh);
            assert_eq!(kept, format!("号{}，完", names::word(Lang::Zh, "withheld")), "{text}");
        }
    }

    #[test]
    fn other_numbers_stay() {
        for text in
            ["T001", "2019-09-01", "13812345678", "6530011990010112345", "A653001199001011234", "100000000000000"]
        {
            assert_eq!(withhold(text, Lang::En), text);
        }
    }
}
