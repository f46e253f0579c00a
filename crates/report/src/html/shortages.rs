//! Short posts before and after the moves, by subject and by school.

use super::sheet::{Layout, Sheet, Table, sentence, word};
use lungang_domain::document::{PlanDocument, SchoolDoc};
use lungang_domain::policy::Policy;
use lungang_domain::words::Lang;
use lungang_results::names;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Schools that the chart shows; the table has all of them.
const CHARTED: usize = 20;

/// The section.
pub fn shortages(sheet: &mut Sheet, document: &PlanDocument, policy: &Policy) {
    let lang = sheet.lang;
    sheet.section("shortages");
    let subjects = by_subject(document, policy, lang);
    if subjects.is_empty() {
        sheet.paragraph(&word(lang, "shortages.none"));
        return;
    }
    let (before, after) = subjects.iter().fold((0, 0), |sum, (_, b, a)| (sum.0 + b, sum.1 + a));
    sheet.paragraph(&sentence(
        lang,
        "shortages.words",
        &[("before", before.to_string()), ("after", after.to_string()), ("worst", worst(&subjects, lang))],
    ));
    let headers = |first: &str| {
        let mut all = vec![word(lang, first)];
        all.extend(["before", "after", "change"].map(|k| format!("#{}", word(lang, &format!("shortages.{k}")))));
        all
    };
    sheet.chart(&word(lang, "shortages.by-subject"), 60 + 34 * count(subjects.len()), bars(lang, &subjects));
    let rows = subjects.iter().map(|(name, b, a)| figures(name, *b, *a)).collect();
    let caption = word(lang, "shortages.by-subject");
    sheet.table(Table { caption, columns: &headers("shortages.subject"), rows, layout: Layout::Small });

    let mut schools: Vec<&SchoolDoc> =
        document.schools.iter().filter(|s| s.short_before > 0 || s.short_after > 0).collect();
    schools.sort_by_key(|s| (std::cmp::Reverse(s.short_after), std::cmp::Reverse(s.short_before)));
    let labelled: Vec<(String, u32, u32)> =
        schools.iter().map(|s| (s.name.clone(), s.short_before, s.short_after)).collect();
    let shown = &labelled[..labelled.len().min(CHARTED)];
    let key = if labelled.len() > CHARTED { "shortages.worst-schools" } else { "shortages.by-school" };
    let caption = sentence(lang, key, &[("n", CHARTED.to_string())]);
    sheet.chart(&caption, 60 + 34 * count(shown.len()), bars(lang, shown));
    let columns: Vec<String> = [
        word(lang, "shortages.school"),
        names::word(lang, "col.side"),
        format!("#{}", names::word(lang, "col.posts")),
        format!("#{}", names::word(lang, "col.establishment")),
        format!("#{}", names::word(lang, "col.staff-before")),
        format!("#{}", names::word(lang, "col.staff-after")),
        format!("#{}", word(lang, "shortages.before")),
        format!("#{}", word(lang, "shortages.after")),
    ]
    .to_vec();
    let row = |s: &&SchoolDoc| {
        let mut cells = vec![s.name.clone(), names::side(lang, s.side)];
        cells.push(s.posts.to_string());
        cells.push(s.establishment.map_or_else(|| "–".to_owned(), |n| n.to_string()));
        let figures = [s.staff_before, s.staff_after, s.short_before, s.short_after];
        cells.extend(figures.map(|n| n.to_string()));
        cells
    };
    let caption = sentence(lang, "shortages.schools", &[("n", schools.len().to_string())]);
    sheet.table(Table { caption, columns: &columns, rows: schools.iter().map(row).collect(), layout: Layout::Folded });
}

/// Name, short before, short after, in the policy's order.
fn by_subject(document: &PlanDocument, policy: &Policy, lang: Lang) -> Vec<(String, u32, u32)> {
    let mut sums: BTreeMap<(usize, &str), (u32, u32)> = BTreeMap::new();
    for short in &document.shortages {
        let at = policy.subject(&short.subject).map_or(usize::MAX, |ix| ix.at());
        let sum = sums.entry((at, &short.subject)).or_default();
        sum.0 += short.short_before;
        sum.1 += short.short_after;
    }
    sums.into_iter().map(|((_, id), (b, a))| (names::subject_of_id(lang, policy, id), b, a)).collect()
}

/// The subjects that stay shortest, three at most.
fn worst(subjects: &[(String, u32, u32)], lang: Lang) -> String {
    let mut left: Vec<&(String, u32, u32)> = subjects.iter().filter(|s| s.2 > 0).collect();
    left.sort_by_key(|s| std::cmp::Reverse(s.2));
    let said: Vec<String> = left
        .iter()
        .take(3)
        .map(|s| sentence(lang, "shortages.of", &[("name", s.0.clone()), ("n", s.2.to_string())]))
        .collect();
    if said.is_empty() { word(lang, "none") } else { said.join(&names::word(lang, "word-separator")) }
}

fn figures(name: &str, before: u32, after: u32) -> Vec<String> {
    vec![name.to_owned(), before.to_string(), after.to_string(), change(i64::from(after) - i64::from(before))]
}

/// A difference with its sign; a true minus, which is as wide as a plus.
pub fn change(n: i64) -> String {
    match n {
        0 => "0".to_owned(),
        n if n > 0 => format!("+{n}"),
        n => format!("−{}", n.unsigned_abs()),
    }
}

/// Pairs of bars, before and after.
fn bars(lang: Lang, rows: &[(String, u32, u32)]) -> Value {
    let names: Vec<&str> = rows.iter().map(|r| r.0.as_str()).collect();
    let before: Vec<u32> = rows.iter().map(|r| r.1).collect();
    let after: Vec<u32> = rows.iter().map(|r| r.2).collect();
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
