//! A start and an end in one cell (起止时间): `2025.9-2026.7`, `2024-2025学年`, `2024年9月起，为期三年`.

use super::loose::{plain, years};
use super::{When, month_or_day};
use crate::forms::{Reading, nothing, why};
use jiff::ToSpan;
use jiff::civil::Date;
use lungang_tables::schema::keys::remarks;

/// A stretch of days; an end given as a month is its last day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// The first day.
    pub start: Date,
    /// The last day; `None` where it goes on.
    pub end: Option<Date>,
}

/// What parts a start from an end.
const TO: [char; 5] = ['-', '至', '到', '/', '、'];

/// What stands for the present as an end.
const NOW: [&str; 5] = ["今", "现在", "目前", "当前", "现"];

/// The several periods of a cell, parted by `；` or line breaks.
pub fn periods(cell: &str) -> Vec<Reading<Period>> {
    cell.split(['；', ';', '\n', '\r']).filter(|part| !part.trim().is_empty()).map(period).collect()
}

/// The period that a cell says.
pub fn period(cell: &str) -> Reading<Period> {
    if nothing(cell) {
        return Reading::Nothing;
    }
    let (text, inside) = remarks(cell).map_or((plain(cell), Vec::new()), |(out, inside)| (plain(&out), inside));
    // `三年（2024.9-2027.7）`
    if let ([only], Some(_)) = (inside.as_slice(), duration(&text)) {
        return bare(&plain(only));
    }
    let read = bare(&text);
    match read {
        // `2024.9-2025.7（提前返回）`
        Reading::Is(_) | Reading::Ask { .. } if inside.iter().any(|remark| !says_no_more(&plain(remark))) => {
            Reading::ask(why::REMARK)
        }
        other => other,
    }
}

/// A remark that a period may have: how long it is, or that it is an exchange.
fn says_no_more(remark: &str) -> bool {
    duration(remark).is_some() || SAYS_NO_MORE.contains(&remark)
}

/// Words beside a period that change nothing of it.
const SAYS_NO_MORE: [&str; 8] = ["交流轮岗", "定期交流", "交流", "轮岗", "支教", "在岗", "含", "期满"];

/// School years: `2023-2026学年` of which the last may be the one that begins then, `2023学年`, and the terms of one.
fn school_years(text: &str) -> Option<Reading<Period>> {
    let (years, behind) = text.split_once("学年")?;
    let behind = behind.strip_prefix('度').unwrap_or(behind);
    let both = years.split_once(['-', '至', '/']);
    let one = |text: &str| year(text);
    match (both, behind) {
        (both, term) if !term.is_empty() && !term.contains("学年") => {
            let (from, to) = match both {
                Some((from, to)) => (one(from)?, one(to)?),
                None => (one(years)?, one(years)? + 1),
            };
            let (start, end) = match term {
                "第一学期" | "上学期" | "第1学期" | "一学期" => {
                    (Date::new(from, 9, 1), Date::new(to, 1, 31))
                }
                "第二学期" | "下学期" | "第2学期" | "二学期" => {
                    (Date::new(to, 3, 1), Date::new(to, 8, 31))
                }
                _ => return Some(Reading::ask(why::UNKNOWN)),
            };
            let period = Period { start: start.ok()?, end: Some(end.ok()?) };
            Some(if to == from + 1 { Reading::Is(period) } else { Reading::ask(why::YEAR_ALONE) })
        }
        (Some((from, to)), "") => {
            let (from, to) = (one(from)?, one(to)?);
            let several = of_years(from, to).filter(|_| to > from + 1);
            several.map(|period| Reading::may_be(period, why::YEAR_ALONE))
        }
        (None, "") => of_years(one(years)?, one(years)? + 1).map(|period| Reading::may_be(period, why::YEAR_ALONE)),
        // `2023学年-2025学年`
        (None, behind) => {
            let last = behind.trim_start_matches(['-', '至', '到']).strip_suffix("学年")?;
            let period = of_years(one(years)?, one(last)? + 1).filter(|period| period.end > Some(period.start));
            period.map(|period| Reading::may_be(period, why::YEAR_ALONE))
        }
        _ => None,
    }
}

fn bare(text: &str) -> Reading<Period> {
    // What follows a period says what it is, or how long it is once more: `2023.9-2024.7支教`, `2023年9月至2026年7月共三年`.
    let own = text.split_once(['共', '计']).filter(|(_, rest)| duration(rest).is_some()).map_or(text, |(own, _)| own);
    let own = SAYS_NO_MORE.iter().find_map(|word| own.strip_suffix(word)).filter(|own| !own.is_empty()).unwrap_or(own);
    if own != text {
        return bare(own);
    }
    if let Some(read) = school_years(text) {
        return read;
    }
    if let Some((start, end)) = years(text) {
        return of_years(start, end).map_or(Reading::ask(why::NO_DAY), Reading::Is);
    }
    if let Some((start, span)) = lasting(text) {
        return with_length(start, span);
    }
    let splits: Vec<(&str, &str)> =
        text.match_indices(TO).map(|(at, sign)| (&text[..at], &text[at + sign.len()..])).collect();
    let read: Vec<Reading<Period>> = splits.iter().filter_map(|(start, end)| ends(start, end)).collect();
    let sure: Vec<&Reading<Period>> = read.iter().filter(|one| matches!(one, Reading::Is(_))).collect();
    match (&sure[..], &read[..]) {
        ([one], _) => **one,
        ([], [one]) => *one,
        ([], []) => alone(text),
        ([], several) => several
            .iter()
            .find(|one| !matches!(one, Reading::Ask { why: why::UNKNOWN, .. }))
            .copied()
            .unwrap_or(Reading::ask(why::UNKNOWN)),
        _ => Reading::ask(why::DAY_ORDER),
    }
}

fn of_years(start: i16, end: i16) -> Option<Period> {
    Some(Period { start: Date::new(start, 9, 1).ok()?, end: Some(Date::new(end, 8, 31).ok()?) })
}

/// A start and an end; `None` where the text does not part here.
fn ends(start: &str, end: &str) -> Option<Reading<Period>> {
    let start = start.trim_start_matches(['从', '自']).trim_end_matches('起');
    let end = end.trim_end_matches('止');
    if let (Some(from), Some(to)) = (year(start), year(end)) {
        let period = of_years(from, to).filter(|_| to > from);
        return Some(Reading::Ask { suggestion: period, why: why::YEAR_ALONE });
    }
    let first = month_or_day(start);
    if NOW.contains(&end) {
        return match first {
            Reading::Is(when) => Some(Reading::Is(Period { start: when.first, end: None })),
            Reading::Ask { suggestion, why } if why != why::UNKNOWN => {
                Some(Reading::Ask { suggestion: suggestion.map(|w| Period { start: w.first, end: None }), why })
            }
            _ => None,
        };
    }
    let last = month_or_day(&full_end(start, end)?);
    let (first, last, ask) = match (first, last) {
        (Reading::Is(first), Reading::Is(last)) => (first, last, None),
        (Reading::Is(_) | Reading::Ask { .. }, Reading::Ask { why, .. }) if why == why::JANUARY_OR_OCTOBER => {
            return Some(Reading::ask(why));
        }
        (Reading::Ask { why, .. }, Reading::Is(_) | Reading::Ask { .. }) if why == why::JANUARY_OR_OCTOBER => {
            return Some(Reading::ask(why));
        }
        (Reading::Is(first), Reading::Ask { suggestion: Some(last), why })
        | (Reading::Ask { suggestion: Some(first), why }, Reading::Is(last)) => (first, last, Some(why)),
        (Reading::Ask { suggestion: Some(first), why }, Reading::Ask { suggestion: Some(last), .. }) => {
            (first, last, Some(why))
        }
        _ => return None,
    };
    if last.last < first.first {
        return Some(Reading::ask(why::REVERSED));
    }
    let period = Period { start: first.first, end: if last.open { None } else { Some(last.last) } };
    Some(ask.map_or(Reading::Is(period), |why| Reading::may_be(period, why)))
}

fn year(text: &str) -> Option<i16> {
    let text = text.trim_end_matches('年');
    (text.len() == 4).then(|| text.parse().ok()).flatten().filter(|y| (1940..=2100).contains(y))
}

/// An end whose year is left out (`7月`) or told by the start's (`次年7月`); `None` where it cannot be an end.
fn full_end(start: &str, end: &str) -> Option<String> {
    let from = start.get(..4).and_then(year);
    for (word, later) in [("次年", 1), ("翌年", 1), ("第二年", 1), ("同年", 0), ("当年", 0), ("本年", 0)] {
        if let Some(rest) = end.strip_prefix(word) {
            return Some(format!("{}年{rest}", from? + later));
        }
    }
    let month = end
        .split_once('月')
        .is_some_and(|(month, _)| (1..=2).contains(&month.len()) && month.bytes().all(|b| b.is_ascii_digit()));
    if month && start.contains('月') {
        return Some(format!("{}年{end}", from?));
    }
    (!end.is_empty() && !start.is_empty()).then(|| end.to_owned())
}

/// A start and how many months it lasts: `2024年9月起三年`.
fn lasting(text: &str) -> Option<(&str, i32)> {
    let (start, rest) = text.split_once('起').or_else(|| text.split_once([',', '，']))?;
    let rest = rest
        .trim_start_matches([',', '，', '、', '-'])
        .trim_start_matches(['为', '期', '共', '交', '流', '轮', '岗', '支', '教']);
    Some((start.trim_start_matches(['从', '自']), duration(rest)?))
}

fn with_length(start: &str, months: i32) -> Reading<Period> {
    let till = |when: When| {
        let end = when.first.checked_add(months.months()).and_then(|end| end.checked_sub(1.day())).ok();
        Period { start: when.first, end }
    };
    month_or_day(start).map(till)
}

/// Months of `三年`, `一学年`, `1年`, `半年`, `18个月`.
fn duration(text: &str) -> Option<i32> {
    let text = text.trim_start_matches(['为', '期', '共']).trim_end_matches("期").trim_end_matches("整");
    if text == "半年" || text == "一学期" {
        return Some(6);
    }
    let number = |text: &str| match text {
        "一" => Some(1),
        "两" | "二" => Some(2),
        "三" => Some(3),
        "四" => Some(4),
        "五" => Some(5),
        "六" => Some(6),
        digits => digits.parse().ok().filter(|n| digits.len() <= 2 && *n > 0),
    };
    if let Some(months) = text.strip_suffix("个月") {
        return number(months);
    }
    let years = text.strip_suffix("学年").or_else(|| text.strip_suffix('年'))?;
    number(years).filter(|years| *years <= 10).map(|years| 12 * years)
}

/// No end is written.
fn alone(text: &str) -> Reading<Period> {
    // `2023.9-12`: until December, or a day of September.
    let month = |end: &str| (1..=2).contains(&end.len()) && end.bytes().all(|b| b.is_ascii_digit());
    if text.split_once('-').is_some_and(|(start, end)| start.contains('.') && month(end)) {
        return Reading::ask(why::DAY_ORDER);
    }
    match month_or_day(text) {
        Reading::Is(When { first, open: true, .. }) => Reading::Is(Period { start: first, end: None }),
        Reading::Is(When { first, .. }) => Reading::may_be(Period { start: first, end: None }, why::NO_END),
        other => other.map(|when| Period { start: when.first, end: None }),
    }
}
