//! `whatif`: every run in a line, why some have no plan, and what was expected otherwise.

use super::View;
use crate::block::{Cell, TERMINAL, Table};
use crate::pages::{counted, figures, words};
use crate::pens::text::Page;
use lungang_domain::whatif::{Headline, RunEntry, WhatifDocument};
use lungang_domain::words::Lang;
use lungang_results::names;

/// The text of a what-if.
pub fn whatif(document: &WhatifDocument, view: View) -> String {
    let mut page = Page::new(view);
    let (scenarios, n) = (document.scenarios.len().to_string(), document.runs.len().to_string());
    page.say("whatif.title", &[("scenarios", &scenarios), ("runs", &n)]);
    for one in document.scenarios.iter().take(view.rows) {
        page.line(&format!("  {}  {}", one.scenario, one.description));
    }
    page.gap();
    page.table(&runs(document, view.lang));
    conflicts(&mut page, document, view);
    page.table(&unmet(document, view.lang));
    page.finish()
}

/// A run a row.
fn runs(document: &WhatifDocument, lang: Lang) -> Table {
    let parameters = |run: &RunEntry| {
        let all = run.parameters.iter().map(|(name, value)| format!("{name} = {value}"));
        all.collect::<Vec<_>>().join(", ")
    };
    let status = |run: &RunEntry| {
        run.status.map_or_else(|| names::word(lang, "whatif.not-run"), |status| names::status(lang, status))
    };
    let short = |f: &Headline| format!("{} → {}", f.short_posts_before, f.short_posts_after);
    let of = |run: &RunEntry, cell: &dyn Fn(&Headline) -> Cell| Cell::known(run.figures.as_ref().map(cell));
    Table::of(&document.runs)
        .column(words(lang, "run"), |run| &run.run)
        .column(words(lang, "parameters"), |run| parameters(run))
        .column(figures(lang, "seed"), |run| run.seed.to_string())
        .column(words(lang, "result"), |run| status(run))
        .column(figures(lang, "eligible-people"), |run| of(run, &|f| f.eligible.into()))
        .column(figures(lang, "moves"), |run| of(run, &|f| f.moves.into()))
        .column(figures(lang, "short-posts"), |run| of(run, &|f| short(f).into()))
        .column(figures(lang, "unmet-need"), |run| of(run, &|f| f.unmet_need.into()))
        .column(figures(lang, "journey-km"), |run| {
            of(run, &|f| format!("{:.1}", f.journey_metres as f64 / 1000.0).into())
        })
        .table()
        .titled(TERMINAL, counted(lang, "report.text.whatif.runs", document.runs.len()))
}

/// Why there is no plan, once for all runs that say the same.
fn conflicts(page: &mut Page, document: &WhatifDocument, view: View) {
    let mut told: Vec<(String, Vec<&str>)> = Vec::new();
    for run in &document.runs {
        let Some(conflict) = &run.conflict else { continue };
        let words = conflict.say(view.lang);
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

/// What was expected and did not come.
fn unmet(document: &WhatifDocument, lang: Lang) -> Table {
    Table::of(&document.unmet)
        .column(words(lang, "run"), |u| &u.run)
        .column(words(lang, "measure"), |u| &u.measure)
        .column(words(lang, "expected"), |u| &u.expected)
        .column(words(lang, "found"), |u| Cell::known(u.found.as_ref()))
        .column(words(lang, "stated-at"), |u| &u.place)
        .table()
        .titled(TERMINAL, counted(lang, "report.text.whatif.unmet", document.unmet.len()))
}
