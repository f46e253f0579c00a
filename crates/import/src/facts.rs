//! What is known of the county as a whole: its name, the school year, the policy. What the files only suggest is asked.

use crate::desk::Desk;
use crate::forms::date::four_digits;
use crate::memory::Memory;
use crate::question::{Allowed, Question, Takes};
use crate::recognise::{Kind, Recognised};
use crate::request::{PolicyName, Request};
use lungang_domain::calendar::SchoolYear;
use lungang_domain::sentence::Sentence;
use lungang_tables::county_toml::parse_year;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// The county's name: what most titles begin with.
pub fn county_name(sheets: &[Recognised], memory: &Memory, desk: &mut Desk<'_>) -> Option<String> {
    let question = Question::new("county-name", "county-name");
    let told = desk.told(question.clone());
    if told.is_some() {
        return told;
    }
    if !memory.county.is_empty() {
        return Some(memory.county.clone());
    }
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for sheet in sheets {
        let file = Path::new(&sheet.sheet.grid.file).file_stem().map(|s| s.to_string_lossy().into_owned());
        let texts = sheet.sheet.titles.iter().cloned().chain(file);
        let named: BTreeSet<String> = texts.filter_map(|text| county_in(&text)).collect();
        named.into_iter().for_each(|name| *counts.entry(name).or_default() += 1);
    }
    let most = counts.iter().max_by_key(|(_, n)| **n).map(|(name, n)| (name.clone(), *n));
    let all: usize = counts.values().sum();
    match most {
        Some((name, n)) if n * 3 >= all * 2 => Some(name),
        most => {
            let question = question.suggest(most.map(|(name, _)| name));
            desk.ask(question.about(sheets.len(), sheets.iter().map(|s| s.sheet.here())))
        }
    }
}

/// A county at the start of a title, or behind its colon.
fn county_in(text: &str) -> Option<String> {
    const NOT: &[&str] = &["学区", "校区", "片区", "城区", "镇区", "地区", "社区"];
    let from = text.rsplit_once(['：', ':']).map_or(text, |(_, after)| after).trim();
    let han: String = from.chars().take_while(|c| ('\u{4e00}'..='\u{9fff}').contains(c)).take(14).collect();
    let end = |marks: &[char]| {
        let at = han.rmatch_indices(marks).map(|(at, mark)| at + mark.len()).find(|at| {
            let name = &han[..*at];
            (3..=9).contains(&name.chars().count()) && !NOT.iter().any(|n| name.ends_with(n))
        })?;
        Some(han[..at].to_owned())
    };
    end(&['县', '旗']).or_else(|| end(&['区', '市']))
}

/// The school year that the files suggest: the last of which their titles and names speak.
pub fn likely_year(sheets: &[Recognised]) -> Option<i16> {
    sheets.iter().filter(|s| s.kind.table().is_some()).filter_map(year_of).max()
}

/// The year of which the statistics are, where their titles or names say it.
pub fn statistics_year(sheets: &[Recognised]) -> Option<i16> {
    let of = |sheet: &Recognised| texts_of(sheet).find_map(|text| school_year_in(&text)).or_else(|| year_of(sheet));
    sheets.iter().filter(|s| s.kind == Kind::Statistics).filter_map(of).max()
}

/// The first year of a school year that a text names as one: 2025/2026学年, 2025-2026 学年初.
fn school_year_in(text: &str) -> Option<i16> {
    let (before, _) = text.split_once("学年")?;
    let years: Vec<i16> = years_in(before).collect();
    match years[..] {
        [.., first, last] if last == first + 1 => Some(first),
        [.., only] => Some(only),
        [] => None,
    }
}

/// The title, the file and the name of a sheet.
fn texts_of(sheet: &Recognised) -> impl Iterator<Item = String> + '_ {
    let grid = &sheet.sheet.grid;
    sheet.sheet.titles.iter().cloned().chain([grid.file.clone(), grid.sheet.clone().unwrap_or_default()])
}

/// The last year of which the title or the name of a sheet speaks.
fn year_of(sheet: &Recognised) -> Option<i16> {
    texts_of(sheet).flat_map(|t| years_in(&t).collect::<Vec<_>>()).max()
}

/// The name of the question about the school year: another year's files bring another.
pub fn year_question(sheets: &[Recognised]) -> String {
    format!("school-year{}", likely_year(sheets).map(|y| format!(".{y}")).unwrap_or_default())
}

/// The school year that is planned: the files may suggest one, and only the office knows.
pub fn school_year(sheets: &[Recognised], desk: &mut Desk<'_>) -> Option<SchoolYear> {
    let last = likely_year(sheets);
    let label = |y: i16| SchoolYear(y).label();
    let mut question = Question::new(year_question(sheets), "school-year").suggest(last.map(label));
    question.options = last.into_iter().flat_map(|y| [y - 1, y, y + 1]).map(|y| Allowed::plain(label(y))).collect();
    question = question.about(sheets.len(), sheets.iter().take(1).map(|s| s.sheet.here()));
    parse_year(&desk.ask(question.takes(Takes::Year))?)
}

/// The policy: no file of an office names one, and none is taken unasked.
pub fn policy(request: &Request<'_>, desk: &mut Desk<'_>) -> Option<String> {
    if let Some(named) = &request.policy {
        // A file's path may lead elsewhere next year.
        if request.policies.iter().any(|p| p.id == *named) {
            desk.given("policy", named);
        }
        return Some(named.clone());
    }
    let option = |p: &PolicyName| {
        let label = Sentence::new("import.option.policy", [("name", p.en.as_str()), ("name_zh", p.zh.as_str())]);
        Allowed::labelled(p.id.clone(), label)
    };
    let question = Question::new("policy", "policy").options(request.policies.iter().map(option).collect());
    desk.ask(question)
}

/// The years of four digits in a text.
pub fn years_in(text: &str) -> impl Iterator<Item = i16> {
    four_digits(text).filter(|y| (2000..=2060).contains(y))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_school_year_is_named_by_its_first_year() {
        for (text, year) in
            [("2025/2026学年", 2025), ("2025-2026 学年初报表", 2025), ("2025—2026学年", 2025), ("2025学年", 2025)]
        {
            assert_eq!(school_year_in(text), Some(year), "{text}");
        }
        assert_eq!(school_year_in("2026年教师统计"), None);
    }
}
