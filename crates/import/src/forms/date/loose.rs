//! Days that no table of a county reads: terms, Chinese numerals, short years, words behind a day.

use super::{Habits, When, month_or_day_of};
use crate::forms::{Reading, why};
use jiff::civil::Date;
use lungang_tables::raw::Cell;
use lungang_tables::schema::half_width;

/// What says that it goes on, at the end of a day.
const OPEN: &[&str] = &["至今", "到今", "-今", "迄今", "至现在", "到现在", "至目前", "到目前", "以来", "开始", "起"];

/// What a day that a table refuses says.
pub(super) fn read(text: &str, habits: Habits) -> Reading<When> {
    let plain = plain(text);
    if let Some(rest) = OPEN.iter().find_map(|open| plain.strip_suffix(open)) {
        let rest = rest.trim_end_matches(['-', '至', '到', '从', '自']).trim_start_matches(['从', '自']);
        let open = |when: When| When { open: true, ..when };
        return if rest.is_empty() { Reading::ask(why::UNKNOWN) } else { again(rest, habits).map(open) };
    }
    if let Some(spelt) = in_digits(&plain) {
        return again(&spelt, habits);
    }
    let forms = [year_alone, term, school_year, short_year, year_last, sloppy, with_words];
    forms.iter().find_map(|form| form(&plain)).unwrap_or(Reading::ask(why::UNKNOWN))
}

fn again(text: &str, habits: Habits) -> Reading<When> {
    month_or_day_of(&Cell::Text(text.to_owned()), habits)
}

/// In half width, without blanks, with one kind of dash.
pub(super) fn plain(text: &str) -> String {
    let dash = |c: char| if matches!(c, '—' | '–' | '―' | '~' | '−' | '‐' | '─') { '-' } else { c };
    let mut out = String::new();
    for c in text.chars().map(half_width).map(dash).filter(|c| !c.is_whitespace() && !c.is_control()) {
        if !(c == '-' && out.ends_with('-')) {
            out.push(c);
        }
    }
    out
}

fn number(text: &str) -> Option<i16> {
    (!text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok()).flatten()
}

fn year_of(text: &str) -> Option<i16> {
    number(text).filter(|year| text.len() == 4 && (1940..=2100).contains(year))
}

fn month(year: i16, month: i8) -> Option<When> {
    Date::new(year, month, 1).ok().map(When::month)
}

/// Chinese numerals as digits: `二〇一五年九月`, `二零一五年十二月一日`.
fn in_digits(text: &str) -> Option<String> {
    let digit = |c: char| match c {
        '〇' | '零' | '○' => Some(0),
        c => "一二三四五六七八九".chars().position(|d| d == c).map(|at| at + 1),
    };
    let (year, rest) = text.split_once('年')?;
    let spelt: Option<String> = year.chars().map(|c| Some(digit(c)?.to_string())).collect();
    let mut out = format!("{}年", spelt.or_else(|| year_of(year).map(|y| y.to_string())).filter(|y| y.len() == 4)?);
    let mut numeral = String::new();
    for c in rest.chars() {
        if c == '十' || digit(c).is_some() {
            numeral.push(c);
            continue;
        }
        out.push_str(&below_hundred(&numeral, digit)?);
        numeral.clear();
        out.push(c);
    }
    out.push_str(&below_hundred(&numeral, digit)?);
    (out != text).then_some(out)
}

fn below_hundred(numeral: &str, digit: impl Fn(char) -> Option<usize>) -> Option<String> {
    let chars: Vec<char> = numeral.chars().collect();
    let n = match chars[..] {
        [] => return Some(String::new()),
        ['十'] => 10,
        ['十', c] => 10 + digit(c)?,
        [c, '十'] => 10 * digit(c)?,
        [a, '十', c] => 10 * digit(a)? + digit(c)?,
        [c] => digit(c)?,
        _ => return None,
    };
    Some(n.to_string())
}

fn year_alone(text: &str) -> Option<Reading<When>> {
    let year = year_of(text.strip_suffix('年').unwrap_or(text))?;
    Some(Reading::may_be(month(year, 9)?, why::YEAR_ALONE))
}

/// A term: autumn goes from September to January, spring from March to the end of the school year.
fn term(text: &str) -> Option<Reading<When>> {
    let year = year_of(text.get(..4)?)?;
    let rest = text.get(4..)?.trim_start_matches('年');
    let rest = rest.strip_suffix("开学").unwrap_or(rest);
    match rest {
        "秋" | "秋季" | "秋期" | "秋学期" | "秋季学期" => long(month(year, 9)?, month(year + 1, 1)?),
        "春" | "春季" | "春期" | "春学期" | "春季学期" => long(month(year, 3)?, month(year, 8)?),
        "下半年" | "暑假" | "暑期" | "下学期" => Some(Reading::may_be(month(year, 9)?, why::YEAR_ALONE)),
        "上半年" | "寒假" | "上学期" | "初" | "年初" => {
            Some(Reading::may_be(month(year, 3)?, why::YEAR_ALONE))
        }
        "底" | "年底" | "年末" => Some(Reading::may_be(month(year, 12)?, why::YEAR_ALONE)),
        _ => None,
    }
}

fn long(first: When, last: When) -> Option<Reading<When>> {
    Some(Reading::Is(When { last: last.last, ..first }))
}

fn school_year(text: &str) -> Option<Reading<When>> {
    let (start, end) = years(text)?;
    let first = Date::new(start, 9, 1).ok()?;
    let last = Date::new(end, 8, 31).ok()?;
    Some(Reading::may_be(When { first, last, open: false }, why::YEAR_ALONE))
}

/// The years of `2024-2025学年`.
pub(super) fn years(text: &str) -> Option<(i16, i16)> {
    let text = text.strip_suffix("学年度").or_else(|| text.strip_suffix("学年"))?;
    let (start, end) = text.split_once(['-', '至', '/'])?;
    let (start, end) = (year_of(start.trim_end_matches('年'))?, year_of(end.trim_end_matches('年'))?);
    (end == start + 1).then_some((start, end))
}

/// `98.9`, `15年9月`: the century is left out.
fn short_year(text: &str) -> Option<Reading<When>> {
    let text = text.trim_start_matches('\'');
    let (year, rest) = text.split_once(['年', '.', '/', '-'])?;
    let year = number(year).filter(|_| year.len() == 2)?;
    let rest = rest.trim_end_matches(['月', '份']);
    let year = if year > 40 { 1900 + year } else { 2000 + year };
    let when = month(year, i8::try_from(number(rest).filter(|_| rest.len() <= 2)?).ok()?)?;
    Some(Reading::may_be(when, why::SHORT_YEAR))
}

/// `9/2015`, `1/9/2019`: the year stands last.
fn year_last(text: &str) -> Option<Reading<When>> {
    let parts: Vec<&str> = text.split(['/', '.', '-']).collect();
    let small = |text: &str| number(text).filter(|n| text.len() <= 2 && *n <= 31);
    match parts[..] {
        [m, y] => {
            let when = month(year_of(y)?, i8::try_from(small(m)?).ok()?)?;
            Some(Reading::may_be(when, why::DAY_ORDER))
        }
        [a, b, y] => {
            let (year, a, b) = (year_of(y)?, small(a)?, small(b)?);
            let day = |month: i16, day: i16| Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok();
            let suggestion = if a > 12 {
                day(b, a)
            } else if b > 12 || a == b {
                day(a, b)
            } else {
                None
            };
            Some(Reading::Ask { suggestion: suggestion.map(When::day), why: why::DAY_ORDER })
        }
        _ => None,
    }
}

/// A year of four digits with one or two numbers behind it and other signs than usual between them: `2015，9`, `2015年9月1`, `2015..9`.
fn sloppy(text: &str) -> Option<Reading<When>> {
    let year = year_of(text.get(..4)?)?;
    let rest = text.get(4..)?;
    let sign =
        |c: char| matches!(c, '.' | '-' | '/' | ',' | '、' | '。' | '年' | '月' | '日' | '号' | '份' | '·' | '\'');
    if !rest.starts_with(sign) || !rest.chars().all(|c| c.is_ascii_digit() || sign(c)) {
        return None;
    }
    let numbers: Vec<&str> = rest.split(sign).filter(|part| !part.is_empty()).collect();
    if numbers.iter().any(|n| n.len() > 2) {
        return None;
    }
    let numbers: Option<Vec<i8>> = numbers.iter().map(|n| n.parse().ok()).collect();
    let when = match numbers?[..] {
        [m] => month(year, m),
        [m, d] => Date::new(year, m, d).ok().map(When::day),
        _ => return None,
    };
    Some(when.map_or(Reading::ask(why::NO_DAY), Reading::Is))
}

/// A day that words stand behind, or a remark in brackets: `2015年9月入职`, `2015.9（调入）`.
fn with_words(text: &str) -> Option<Reading<When>> {
    year_of(text.get(..4)?)?;
    let part = |c: char| c.is_ascii_digit() || matches!(c, '.' | '-' | '/' | '年' | '月' | '日' | '春' | '秋');
    let end = text.char_indices().find(|(_, c)| !part(*c)).map(|(at, _)| at)?;
    let (front, behind) = text.split_at(end);
    // Another number behind it is another day, or a part of this one.
    if behind.chars().any(|c| c.is_ascii_digit()) {
        return Some(Reading::ask(why::UNKNOWN));
    }
    match again(front, Habits::default()) {
        Reading::Is(when) => Some(Reading::may_be(when, why::REMARK)),
        Reading::Ask { suggestion, .. } => Some(Reading::Ask { suggestion, why: why::REMARK }),
        Reading::Nothing => None,
    }
}
