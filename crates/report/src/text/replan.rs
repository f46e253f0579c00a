//! `replan`: what happened, what the edited table would break, who is treated otherwise than was published and why.

use super::View;
use super::audit::{certified, defects};
use crate::difference::{decision, event, why};
use crate::pages::goals;
use crate::pens::text::Page;
use lungang_domain::record::Record;
use lungang_domain::replan::{Difference, PersonChange};
use lungang_results::mask;
use lungang_results::names;
use lungang_results::summary::summary;

/// The text of a plan that was made again.
pub fn replan(record: &Record, difference: &Difference, view: View) -> String {
    let lang = view.lang;
    let mut page = Page::new(view);
    let args = [("county", record.county.name.as_str()), ("year", &record.county.school_year.label())];
    page.say("replan.title", &args);
    let status = names::ended_by(lang, record.plan.status, &record.audit);
    page.line(&names::sentence(lang, "overview.status", &[("status", &status)]));
    events(&mut page, record, difference, view);
    edited(&mut page, record, difference, view);
    figures(&mut page, record, difference);
    people(&mut page, record, difference, view);
    page.table(&goals::goals(lang, record));
    certified(&mut page, &record.audit, &record.county, view);
    defects(&mut page, &record.audit, &record.county, &record.policy, view);
    page.gap();
    let key = if record.audit.clean { "overview.clean" } else { "overview.breached" };
    page.line(&names::sentence(lang, key, &[("n", &record.audit.breaches.to_string())]));
    page.finish()
}

/// `T012 张*`
fn person(record: &Record, id: &str, name: &str) -> String {
    let name = mask::shown(&record.policy, name);
    if name.is_empty() { id.to_owned() } else { format!("{id} {name}") }
}

fn events(page: &mut Page, record: &Record, difference: &Difference, view: View) {
    if difference.events.is_empty() {
        return;
    }
    page.gap();
    page.say("replan.events", &[("n", &difference.events.len().to_string())]);
    for one in difference.events.iter().take(view.rows) {
        let words = event(view.lang, &record.county, &record.policy, one);
        let who = one.teacher_id.as_deref().map(|id| {
            let found = record.county.find_teacher(id).map(|t| record.county.teacher(t).name.as_str());
            person(record, id, found.unwrap_or_default())
        });
        let line = match who {
            Some(who) => names::sentence(view.lang, "replan.of", &[("who", &who), ("what", &words)]),
            None => words,
        };
        page.line(&format!("  - {line}"));
    }
    page.more(difference.events.len(), view.rows);
}

/// What the table edited by hand would break, and which of its rows are kept.
fn edited(page: &mut Page, record: &Record, difference: &Difference, view: View) {
    let Some(report) = &difference.broken else { return };
    page.gap();
    page.say(
        if report.clean { "replan.edited-clean" } else { "replan.edited-broken" },
        &[("n", &report.breaches.to_string())],
    );
    defects(page, report, &record.county, &record.policy, view);
    if difference.edits.is_empty() {
        return;
    }
    page.gap();
    let kept = difference.edits.iter().filter(|e| e.against.is_none()).count();
    let args = [("kept", kept.to_string()), ("n", difference.edits.len().to_string())];
    page.say("replan.edits", &[(args[0].0, &args[0].1), (args[1].0, &args[1].1)]);
    for edit in difference.edits.iter().take(view.rows) {
        let args = [
            ("who", person(record, &edit.teacher_id, &edit.name)),
            ("before", decision(view.lang, &record.policy, edit.before.as_ref())),
            ("after", decision(view.lang, &record.policy, edit.wanted.as_ref())),
        ];
        let args: Vec<(&str, &str)> = args.iter().map(|(n, v)| (*n, v.as_str())).collect();
        let key = if edit.against.is_none() { "replan.edit-kept" } else { "replan.edit-refused" };
        page.line(&format!("  - {}", names::sentence(view.lang, key, &args)));
        if let Some(against) = &edit.against {
            page.line(&format!("    {}", why(view.lang, &record.county, &record.policy, &difference.events, against)));
        }
    }
    page.more(difference.edits.len(), view.rows);
}

fn figures(page: &mut Page, record: &Record, difference: &Difference) {
    let s = summary(record);
    let args = [
        ("published", difference.published.to_string()),
        ("kept", difference.kept.to_string()),
        ("unavoidable", difference.unavoidable.to_string()),
        ("changes", difference.people.len().to_string()),
        ("frozen", difference.frozen.len().to_string()),
        ("moves", s.moves.to_string()),
        ("short", s.short_posts_after.to_string()),
    ];
    let args: Vec<(&str, &str)> = args.iter().map(|(n, v)| (*n, v.as_str())).collect();
    page.gap();
    page.say("replan.figures", &args);
    if !difference.frozen.is_empty() {
        page.say("replan.frozen", &args);
    }
    if let Some(n) = record.county.published.as_ref().and_then(|p| p.at_most) {
        page.say("replan.at-most", &[("n", &n.to_string())]);
    }
}

fn people(page: &mut Page, record: &Record, difference: &Difference, view: View) {
    page.gap();
    if difference.people.is_empty() {
        return page.say("replan.nobody", &[]);
    }
    page.say("replan.people", &[("n", &difference.people.len().to_string())]);
    for one in difference.people.iter().take(view.rows) {
        page.line(&format!("  - {}", change(record, one, view)));
        page.line(&format!("    {}", why(view.lang, &record.county, &record.policy, &difference.events, &one.why)));
    }
    page.more(difference.people.len(), view.rows);
}

fn change(record: &Record, one: &PersonChange, view: View) -> String {
    let args = [
        ("who", person(record, &one.teacher_id, &one.name)),
        ("before", decision(view.lang, &record.policy, one.before.as_ref())),
        ("after", decision(view.lang, &record.policy, one.after.as_ref())),
    ];
    let args: Vec<(&str, &str)> = args.iter().map(|(n, v)| (*n, v.as_str())).collect();
    names::sentence(view.lang, "replan.change", &args)
}
