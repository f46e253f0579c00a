//! Short posts before and after the moves, by subject and by school.

use crate::pages::schools;
use crate::pages::shortages::{self as pages, Short};
use crate::pens::html::{Sheet, sentence, word};
use lungang_domain::document::{PlanDocument, SchoolDoc};
use lungang_domain::policy::Policy;
use lungang_domain::words::Lang;
use lungang_results::names;
use serde_json::{Value, json};

/// Schools that the chart shows; the table has all of them.
const CHARTED: usize = 20;

/// The section.
pub fn shortages(sheet: &mut Sheet, document: &PlanDocument, policy: &Policy) {
    let lang = sheet.lang;
    sheet.section("shortages");
    let subjects = pages::subjects(lang, policy, &document.shortages);
    if subjects.is_empty() {
        sheet.paragraph(&word(lang, "shortages.none"));
        return;
    }
    let (before, after) = subjects.iter().fold((0, 0), |sum, s| (sum.0 + s.before, sum.1 + s.after));
    sheet.paragraph(&sentence(
        lang,
        "shortages.words",
        &[("before", before.to_string()), ("after", after.to_string()), ("worst", worst(&subjects, lang))],
    ));
    sheet.chart(&word(lang, "shortages.by-subject"), 60 + 34 * count(subjects.len()), bars(lang, &subjects));
    sheet.table(&pages::by_subject(lang, &subjects));

    let mut short: Vec<&SchoolDoc> =
        document.schools.iter().filter(|s| s.short_before > 0 || s.short_after > 0).collect();
    short.sort_by_key(|s| (std::cmp::Reverse(s.short_after), std::cmp::Reverse(s.short_before)));
    let labelled: Vec<Short> =
        short.iter().map(|s| Short { name: s.name.clone(), before: s.short_before, after: s.short_after }).collect();
    let shown = &labelled[..labelled.len().min(CHARTED)];
    let key = if labelled.len() > CHARTED { "shortages.worst-schools" } else { "shortages.by-school" };
    let caption = sentence(lang, key, &[("n", CHARTED.to_string())]);
    sheet.chart(&caption, 60 + 34 * count(shown.len()), bars(lang, shown));
    sheet.table(&schools::schools(lang, short));
}

/// The subjects that stay shortest, three at most.
fn worst(subjects: &[Short], lang: Lang) -> String {
    let mut left: Vec<&Short> = subjects.iter().filter(|s| s.after > 0).collect();
    left.sort_by_key(|s| std::cmp::Reverse(s.after));
    let said: Vec<String> = left
        .iter()
        .take(3)
        .map(|s| sentence(lang, "shortages.of", &[("name", s.name.clone()), ("n", s.after.to_string())]))
        .collect();
    if said.is_empty() { word(lang, "none") } else { said.join(&names::word(lang, "word-separator")) }
}

/// Pairs of bars, before and after.
fn bars(lang: Lang, rows: &[Short]) -> Value {
    let names: Vec<&str> = rows.iter().map(|r| r.name.as_str()).collect();
    let before: Vec<u32> = rows.iter().map(|r| r.before).collect();
    let after: Vec<u32> = rows.iter().map(|r| r.after).collect();
    json!({
        "kind": "bars", "across": true, "categories": names,
        "series": [
            { "name": word(lang, "shortages.before"), "look": "before", "values": before },
            { "name": word(lang, "shortages.after"), "look": "after", "values": after },
        ],
    })
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX / 64)
}
