//! Plans as rows of a list.

use super::Desk;
use crate::ask::{Ask, part};
use crate::folder::{Entry, Kind};
use crate::shelf::Head;
use lungang_domain::shown::shown;
use lungang_results::names;

/// A plan in a list.
pub struct PlanRow {
    pub name: String,
    pub address: String,
    pub choose: String,
    pub county: String,
    pub result: String,
    pub moves: String,
    pub short: String,
    pub audit: (&'static str, String),
    pub published: String,
    pub fault: Option<String>,
    /// Whether a notice was made of it.
    pub is_published: bool,
}

/// The plans of the folder, the newest first; of one county alone where it is named.
pub fn plans(desk: &Desk, ask: &Ask, county: Option<&Entry>) -> Vec<PlanRow> {
    let all = desk.folder.entries().into_iter().rev().filter(|entry| entry.kind == Kind::Plan);
    all.filter_map(|entry| row(desk, ask, &entry, county)).collect()
}

fn row(desk: &Desk, ask: &Ask, entry: &Entry, county: Option<&Entry>) -> Option<PlanRow> {
    let name = shown(&entry.name).into_owned();
    let row = PlanRow {
        address: format!("/plan/{}", part(&entry.name)),
        choose: ask.say("plan.choose", &[("name", &name)]),
        name,
        county: String::new(),
        result: String::new(),
        moves: String::new(),
        short: String::new(),
        audit: ("", String::new()),
        published: String::new(),
        fault: None,
        is_published: false,
    };
    let head = desk.shelf.head(&entry.path);
    let head = match &*head {
        Ok(head) => head,
        // Whose it is nobody knows: it stands in the list of all.
        Err(error) => return county.is_none().then(|| PlanRow { fault: Some(error.say(ask.lang)), ..row }),
    };
    if county.is_some_and(|county| !of_county(desk, head, county)) {
        return None;
    }
    let summary = &head.summary;
    let clean = summary.audit.clean;
    Some(PlanRow {
        county: shown(&ask.say("plan.of", &[("county", &head.county), ("year", &head.school_year)])).into_owned(),
        result: names::ended(ask.lang, summary.status, summary.audit.standing),
        moves: summary.moves.to_string(),
        short: format!("{} → {}", summary.short_posts_before, summary.short_posts_after),
        audit: match clean {
            true => ("yes", format!("✓ {}", ask.t("plan.clean"))),
            false => ("no", format!("✗ {}", ask.say("plan.breached", &[("n", &summary.audit.breaches.to_string())]))),
        },
        published: ask.t(if head.published { "plan.is-published" } else { "plan.not-published" }),
        is_published: head.published,
        ..row
    })
}

/// Whether a plan was made of a county: of its folder, where that is one of those that stand here; else of one of the same name for
/// the same year, since folders are moved and copied.
fn of_county(desk: &Desk, head: &Head, county: &Entry) -> bool {
    let place = desk.folder.root().join(&head.place).canonicalize().ok();
    let known = desk
        .folder
        .entries()
        .into_iter()
        .find(|entry| entry.kind == Kind::County && Some(&entry.path) == place.as_ref());
    match known {
        Some(known) => known == *county,
        None => {
            let tables = &desk.shelf.county(&county.path).loaded.tables;
            tables.name == head.county && tables.school_year.label() == head.school_year
        }
    }
}
