//! `years`: each year in a line, shortages and balance over the years, what happened, who has moved how often.

use super::View;
use crate::pages::years::{self as pages, Judged};
use crate::pens::text::Page;
use lungang_domain::policy::Policy;
use lungang_domain::years::{YearFigures, YearsDocument};
use lungang_results::names;

/// The text of years.
pub fn years(document: &YearsDocument, policy: &Policy, view: View) -> String {
    // Years are never cut from a list of years.
    let mut page = Page::new(View { rows: usize::MAX, ..view });
    let label = |year: Option<&YearFigures>| year.map(|y| y.school_year.clone()).unwrap_or_default();
    let (first, last) = (label(document.years.first()), label(document.years.last()));
    page.say("years.title", &[("county", &document.county), ("first", &first), ("last", &last)]);
    let args = [("name", policy.name.get(view.lang)), ("id", &policy.id)];
    page.line(&names::sentence(view.lang, "overview.policy", &args));
    page.table(&pages::year_by_year(view.lang, document.years.iter().map(Judged::stated).collect()));
    if document.lookahead > 0 {
        page.table(&pages::lookahead(view.lang, document));
    }
    let subjects = pages::subjects(view.lang, document, Some(policy));
    page.table(&pages::shortages(view.lang, document, &subjects));
    page.table(&pages::balance(view.lang, document));
    page.table(&pages::events(view.lang, document));
    let turns = &document.turns;
    let (never, twice) = (turns.never.len().to_string(), turns.twice.len().to_string());
    page.gap();
    page.say("years.turns", &[("never", &never), ("once", &turns.once.to_string()), ("twice", &twice)]);
    if let Some(times) = turns.times {
        let [none, once, twice, more] = times.map(|n| n.to_string());
        page.say("years.times", &[("none", &none), ("once", &once), ("twice", &twice), ("more", &more)]);
    }
    page.finish()
}
