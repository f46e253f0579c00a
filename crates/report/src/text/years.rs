//! `years`: each year in a line, shortages and balance over the years, what happened, who has moved how often.

use super::View;
use super::table::{Page, maybe};
use lungang_domain::policy::Policy;
use lungang_domain::years::{StageVariation, YearFigures, YearsDocument};
use lungang_results::names;
use lungang_results::names::happening;
use std::collections::BTreeMap;

/// The text of years.
pub fn years(document: &YearsDocument, policy: &Policy, view: View) -> String {
    // Years are never cut from a list of years.
    let mut page = Page::new(View { rows: usize::MAX, ..view });
    let label = |year: Option<&YearFigures>| year.map(|y| y.school_year.clone()).unwrap_or_default();
    let (first, last) = (label(document.years.first()), label(document.years.last()));
    page.say("years.title", &[("county", &document.county), ("first", &first), ("last", &last)]);
    let args = [("name", policy.name.get(view.lang)), ("id", &policy.id)];
    page.line(&names::sentence(view.lang, "overview.policy", &args));
    compliance(&mut page, document, view);
    lookahead(&mut page, document, view);
    shortages(&mut page, document, policy, view);
    balance(&mut page, document, view);
    events(&mut page, document, view);
    let turns = &document.turns;
    let (never, twice) = (turns.never.len().to_string(), turns.twice.len().to_string());
    page.gap();
    page.say("years.turns", &[("never", &never), ("once", &turns.once.to_string()), ("twice", &twice)]);
    page.finish()
}

fn compliance(page: &mut Page, document: &YearsDocument, view: View) {
    let row = |y: &YearFigures| {
        let p = &y.plan;
        let asked = |n: u32, of: Option<u32>| of.map_or_else(|| n.to_string(), |of| format!("{n} ≥ {of}"));
        vec![
            y.school_year.clone(),
            p.eligible.to_string(),
            asked(p.moves_down, p.quota_required),
            asked(p.backbone_moves, p.backbone_required),
            format!("{} → {}", p.short_posts_before, p.short_posts_after),
            y.away.to_string(),
            names::ended(view.lang, p.status, p.audit.standing),
            names::word(view.lang, if p.audit.clean { "years.clean" } else { "years.breached" }),
        ]
    };
    let columns = [
        "school-year",
        "#eligible-people",
        "#moved-down",
        "#backbone-moved",
        "#short-posts",
        "#away",
        "result",
        "audit",
    ];
    page.table("years.compliance", &columns, document.years.iter().map(row).collect());
}

/// What each year gave up for later ones: the first goal whose value is another than in the plan of the year alone.
fn lookahead(page: &mut Page, document: &YearsDocument, view: View) {
    if document.lookahead == 0 {
        return;
    }
    let row = |year: &YearFigures| {
        let ahead = year.plan.lookahead.as_ref();
        let goal = ahead.and_then(|a| a.goals.iter().find(|g| g.alone != g.value));
        let figure = |n: Option<i64>| n.map_or_else(|| "-".to_owned(), |n| n.to_string());
        vec![
            year.school_year.clone(),
            ahead.map_or(0, |a| a.years).to_string(),
            ahead.map_or_else(|| "-".to_owned(), |a| names::status(view.lang, a.status)),
            goal.map_or_else(|| "-".to_owned(), |g| names::goal(view.lang, &g.name)),
            figure(goal.map(|g| g.alone)),
            figure(goal.map(|g| g.value)),
        ]
    };
    let columns = ["school-year", "#ahead", "result", "goal", "#alone", "#here"];
    page.table("years.lookahead", &columns, document.years.iter().map(row).collect());
}

/// Short posts after the moves by subject: in the first year and the last, the least and the most.
fn shortages(page: &mut Page, document: &YearsDocument, policy: &Policy, view: View) {
    let mut by_subject: BTreeMap<usize, Vec<u32>> = BTreeMap::new();
    for (at, year) in document.years.iter().enumerate() {
        for short in &year.shortages {
            let Some(subject) = policy.subject(&short.subject) else { continue };
            by_subject.entry(subject.at()).or_insert_with(|| vec![0; document.years.len()])[at] = short.after;
        }
    }
    let row = |(subject, after): (&usize, &Vec<u32>)| {
        vec![
            policy.subjects[*subject].name.get(view.lang).to_owned(),
            maybe(after.first()),
            maybe(after.iter().min()),
            maybe(after.iter().max()),
            maybe(after.last()),
        ]
    };
    let columns = ["subject", "#first-year", "#least", "#most", "#last-year"];
    page.table("years.shortages", &columns, by_subject.iter().map(row).collect());
}

/// The coefficients of variation in the first and the last year.
fn balance(page: &mut Page, document: &YearsDocument, view: View) {
    let (Some(first), Some(last)) = (document.years.first(), document.years.last()) else { return };
    let row = |b: &StageVariation| {
        let end = last.balance.iter().find(|l| (l.indicator, l.stage) == (b.indicator, b.stage));
        let figure = |n: Option<f64>| n.map_or_else(|| "-".to_owned(), |n| format!("{n:.3}"));
        vec![
            names::word(view.lang, &format!("indicator.{}", b.indicator.name())),
            names::stage(view.lang, b.stage),
            figure(Some(b.variation.weighted)),
            figure(end.map(|e| e.variation.weighted)),
            figure(Some(b.variation.unweighted)),
            figure(end.map(|e| e.variation.unweighted)),
        ]
    };
    let columns = ["indicator", "stage", "#weighted-first", "#weighted-last", "#unweighted-first", "#unweighted-last"];
    page.table("years.balance", &columns, first.balance.iter().map(row).collect());
}

/// How often each thing happened.
fn events(page: &mut Page, document: &YearsDocument, view: View) {
    let mut counts: BTreeMap<&str, (String, usize)> = BTreeMap::new();
    for event in &document.events {
        counts.entry(event.what.name()).or_insert_with(|| (happening(view.lang, &event.what), 0)).1 += 1;
    }
    let rows = counts.into_values().map(|(word, n)| vec![word, n.to_string()]).collect();
    page.table("years.events", &["event", "#times"], rows);
}
