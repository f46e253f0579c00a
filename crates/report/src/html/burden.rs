//! Who carries what: how far the journeys are, whose wishes are met, who has moved before.

use super::PlanSource;
use crate::block::{Column, Layout, PAGE, Table, kilometres};
use crate::pens::html::{Sheet, sentence, word};
use lungang_domain::id::TeacherIx;
use serde_json::json;

/// Width of a class of journeys, kilometres; the last holds all that are longer.
const CLASS: u32 = 10;
const CLASSES: usize = 10;

/// The section.
pub fn burden(sheet: &mut Sheet, source: &PlanSource<'_>) {
    let lang = sheet.lang;
    sheet.section("burden");
    if source.moves.is_empty() {
        sheet.paragraph(&word(lang, "burden.nobody"));
        return;
    }
    distances(sheet, source);
    again(sheet, source);
    sheet.side_by_side();
    wishes(sheet, source);
    before(sheet, source);
    hardship(sheet, source);
    sheet.beneath();
}

/// Journeys of those who move, in metres, the shortest first; those that nobody knows are left out.
pub fn journeys(source: &PlanSource<'_>) -> Vec<u32> {
    let mut all: Vec<u32> = source.moves.iter().filter_map(|m| source.county.journey(m.teacher, m.to)).collect();
    all.sort_unstable();
    all
}

fn distances(sheet: &mut Sheet, source: &PlanSource<'_>) {
    let lang = sheet.lang;
    let all = journeys(source);
    let unknown = source.moves.len() - all.len();
    let (Some(longest), Some(middle)) = (all.last(), all.get(all.len() / 2)) else {
        sheet.paragraph(&word(lang, "burden.unknown"));
        return;
    };
    let mean = all.iter().map(|m| u64::from(*m)).sum::<u64>() / all.len() as u64;
    let tenth = all[(all.len() * 9).div_ceil(10) - 1];
    sheet.paragraph(&sentence(
        lang,
        "burden.words",
        &[
            ("mean", kilometres(u32::try_from(mean).unwrap_or(u32::MAX))),
            ("median", kilometres(*middle)),
            ("tenth", kilometres(tenth)),
            ("longest", kilometres(*longest)),
        ],
    ));
    if unknown > 0 {
        sheet.note(&sentence(lang, "burden.some-unknown", &[("n", unknown.to_string())]));
    }
    let mut classes = vec![0_u32; CLASSES];
    for metres in &all {
        classes[((metres / (1000 * CLASS)) as usize).min(CLASSES - 1)] += 1;
    }
    while classes.len() > 1 && classes.last() == Some(&0) {
        classes.pop();
    }
    let name = |at: usize| match at + 1 == CLASSES {
        true => format!("≥ {}", at as u32 * CLASS),
        false => format!("{}–{}", at as u32 * CLASS, (at as u32 + 1) * CLASS),
    };
    let names: Vec<String> = (0..classes.len()).map(name).collect();
    let caption = word(lang, "burden.journeys");
    let series = json!([{ "name": word(lang, "burden.people"), "look": "after", "values": classes }]);
    let chart = json!({ "kind": "bars", "across": false, "categories": names, "series": series, "unit": word(lang, "chart.km") });
    sheet.chart(&caption, 240, chart);
    let table = Table::of(names.into_iter().zip(classes))
        .column(Column::words(word(lang, "burden.class")), |(class, _)| class.clone())
        .column(Column::figures(word(lang, "burden.people")), |(_, n)| *n)
        .table();
    sheet.table(&table.titled(PAGE, caption).layout(Layout::Folded));
}

/// Which wishes the moves fulfil.
fn wishes(sheet: &mut Sheet, source: &PlanSource<'_>) {
    let (lang, county) = (sheet.lang, source.county);
    let mut counts = [0_u32; 5];
    for m in source.moves {
        let at = match (county.wish_rank(m.teacher, m.to), county.wishes_of(m.teacher)) {
            (Some(1), _) => 0,
            (Some(2), _) => 1,
            (Some(_), _) => 2,
            (None, Some(_)) => 3,
            (None, None) => 4,
        };
        counts[at] += 1;
    }
    let rows = ["first", "second", "later", "unlisted", "unstated"].iter().zip(counts);
    table(
        sheet,
        "wishes",
        rows.map(|(key, n)| (word(lang, &format!("burden.wish.{key}")), vec![n])).collect(),
        &["people"],
    );
}

/// Exchanges that a teacher has had before the plan's school year.
fn postings(source: &PlanSource<'_>, teacher: TeacherIx) -> usize {
    let day = source.county.reference_day();
    source.county.postings_of(teacher).iter().filter(|p| p.start < day).count()
}

/// How many of those who move have moved before.
fn again(sheet: &mut Sheet, source: &PlanSource<'_>) {
    let again = source.moves.iter().filter(|m| postings(source, m.teacher) > 0).count();
    let key = if again == 0 { "burden.none-again" } else { "burden.again" };
    let args = [("n", again.to_string()), ("moves", source.moves.len().to_string())];
    sheet.paragraph(&sentence(sheet.lang, key, &args));
}

/// Who has moved before, among the eligible and among those who move now.
fn before(sheet: &mut Sheet, source: &PlanSource<'_>) {
    let lang = sheet.lang;
    let class = |t: TeacherIx| postings(source, t).min(3);
    let mut counts = [[0_u32; 2]; 4];
    for t in source.who.eligible() {
        counts[class(t)][0] += 1;
    }
    for m in source.moves {
        counts[class(m.teacher)][1] += 1;
    }
    let rows = counts.iter().enumerate().filter(|(_, c)| **c != [0, 0]);
    let rows = rows.map(|(n, c)| {
        let name =
            if n == 3 { word(lang, "burden.three") } else { sentence(lang, "burden.times", &[("n", n.to_string())]) };
        (name, c.to_vec())
    });
    table(sheet, "before", rows.collect(), &["eligible", "people"]);
}

/// How hard the schools are that those who move go to.
fn hardship(sheet: &mut Sheet, source: &PlanSource<'_>) {
    let lang = sheet.lang;
    let mut counts = [0_u32; 7];
    for m in source.moves {
        counts[usize::from(source.county.school(m.to).hardship.min(6))] += 1;
    }
    let of =
        |(class, n): (usize, &u32)| (sentence(lang, "burden.hardship-class", &[("n", class.to_string())]), vec![*n]);
    let rows = counts.iter().enumerate().filter(|(_, n)| **n > 0).map(of).collect();
    table(sheet, "hardship", rows, &["people"]);
}

/// A small table of classes, with how many are in each.
fn table(sheet: &mut Sheet, name: &str, rows: Vec<(String, Vec<u32>)>, figures: &[&str]) {
    let lang = sheet.lang;
    let table = Table::of(rows)
        .column(Column::words(word(lang, &format!("burden.{name}-of"))), |(class, _)| class.clone())
        .columns(
            figures,
            |key| Column::figures(word(lang, &format!("burden.{key}"))),
            |(_, counts), at, _| counts.get(at).copied(),
        )
        .table();
    sheet.table(&table.titled(PAGE, word(lang, &format!("burden.{name}"))).layout(Layout::Small));
}
