//! `whatif`: every run in a line, why some have no plan, and what was expected otherwise.

use super::View;
use super::table::Page;
use lungang_domain::whatif::{RunEntry, Unmet, WhatifDocument};
use lungang_domain::words::Lang;
use lungang_results::names;

/// The text of a what-if.
pub fn whatif(document: &WhatifDocument, view: View) -> String {
    let mut page = Page::new(view);
    let (scenarios, runs) = (document.scenarios.len().to_string(), document.runs.len().to_string());
    page.say("whatif.title", &[("scenarios", &scenarios), ("runs", &runs)]);
    for one in document.scenarios.iter().take(view.rows) {
        page.line(&format!("  {}  {}", one.scenario, one.description));
    }
    page.gap();
    let rows = document.runs.iter().map(|run| row(run, view.lang)).collect();
    let columns = [
        "run",
        "parameters",
        "#seed",
        "result",
        "#eligible-people",
        "#moves",
        "#short-posts",
        "#unmet-need",
        "#journey-km",
    ];
    page.table("whatif.runs", &columns, rows);
    conflicts(&mut page, document, view);
    unmet(&mut page, &document.unmet);
    page.finish()
}

fn row(run: &RunEntry, lang: Lang) -> Vec<String> {
    let parameters: Vec<String> = run.parameters.iter().map(|(name, value)| format!("{name} = {value}")).collect();
    let mut cells = vec![run.run.clone(), parameters.join(", "), run.seed.to_string()];
    cells.push(run.status.map_or_else(|| names::word(lang, "whatif.not-run"), |status| names::status(lang, status)));
    match &run.figures {
        Some(f) => cells.extend([
            f.eligible.to_string(),
            f.moves.to_string(),
            format!("{} → {}", f.short_posts_before, f.short_posts_after),
            f.unmet_need.to_string(),
            format!("{:.1}", f.journey_metres as f64 / 1000.0),
        ]),
        None => cells.extend(std::iter::repeat_n("-".to_owned(), 5)),
    }
    cells
}

/// Why there is no plan, once for all runs that say the same.
fn conflicts(page: &mut Page, document: &WhatifDocument, view: View) {
    let mut told: Vec<(&str, Vec<&str>)> = Vec::new();
    for run in &document.runs {
        let Some(conflict) = &run.conflict else { continue };
        let words = view.lang.pick(conflict.zh.as_str(), conflict.en.as_str());
        match told.iter_mut().find(|(known, _)| *known == words) {
            Some((_, runs)) => runs.push(&run.run),
            None => told.push((words, vec![&run.run])),
        }
    }
    for (words, runs) in told.into_iter().take(view.rows) {
        page.gap();
        let (shown, n) = (runs.iter().take(view.rows).copied().collect::<Vec<_>>().join(", "), runs.len().to_string());
        page.say("whatif.infeasible", &[("runs", &shown), ("n", &n)]);
        for line in words.lines() {
            page.line(&format!("  {line}"));
        }
    }
}

fn unmet(page: &mut Page, list: &[Unmet]) {
    if list.is_empty() {
        return;
    }
    page.gap();
    let row = |u: &Unmet| {
        let found = u.found.clone().unwrap_or_else(|| "-".to_owned());
        vec![u.run.clone(), u.measure.clone(), u.expected.clone(), found, u.place.clone()]
    };
    page.table("whatif.unmet", &["run", "measure", "expected", "found", "stated-at"], list.iter().map(row).collect());
}
