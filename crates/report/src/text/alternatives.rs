//! `alternatives`: how different each is, what all share, and who decides otherwise in which.

use super::View;
use super::table::Page;
use crate::json::{AlternativesDocument, AlternativesEnding, OtherPlan, PostDoc};
use lungang_domain::words::{counted, say};
use lungang_results::names;

/// The text of a list of alternatives.
pub fn alternatives(document: &AlternativesDocument, view: View) -> String {
    let lang = view.lang;
    let told = |key: &str, args: &[(&str, &str)]| say(lang, key, args);
    let mut page = Page::new(view);
    let found = document.alternatives.len();
    let (n, asked) = (found.to_string(), document.asked.to_string());
    let args = [("county", document.county.as_str()), ("year", &document.school_year), ("n", &n), ("asked", &asked)];
    page.line(&told(&format!("alternatives.{}", counted("alternatives", "title", found as i64)), &args));
    let separator = told("planned.separator", &[]);
    let kept = |g: &crate::json::KeptGoal| {
        let args = [("goal", g.words.as_str()), ("value", &g.value.to_string()), ("slack", &g.slack.to_string())];
        told(if g.slack == 0 { "alternatives.kept" } else { "alternatives.within" }, &args)
    };
    let goals: Vec<String> = document.goals.iter().map(kept).collect();
    page.line(&told("alternatives.goals", &[("goals", &goals.join(&separator))]));
    match document.ending {
        AlternativesEnding::NoMore if found == 0 => page.line(&told("alternatives.unique", &[])),
        AlternativesEnding::NoMore => page.line(&told("alternatives.no-more", &[("n", &n)])),
        AlternativesEnding::Stopped => page.line(&told("alternatives.stopped", &[("n", &n)])),
        AlternativesEnding::Found => {}
    }
    overview(document, &mut page, view);
    if found > 0 {
        shared(document, &mut page, view);
    }
    for alternative in &document.alternatives {
        differences(alternative, &mut page, view);
    }
    page.finish()
}

fn overview(document: &AlternativesDocument, page: &mut Page, view: View) {
    let lang = view.lang;
    let word = |key: &str| say(lang, &format!("alternatives.col.{key}"), &[]);
    let mut headers: Vec<String> = ["number", "moves", "teachers", "schools", "distance", "proved"].map(word).to_vec();
    let mut numbers = vec![true, true, true, true, true, false];
    headers.extend(document.goals.iter().map(|g| g.words.clone()));
    numbers.extend(document.goals.iter().map(|_| true));
    let row = |a: &OtherPlan| {
        let mut cells = [a.number, a.moves, a.teachers, a.schools, a.distance].map(|n| n.to_string()).to_vec();
        cells.push(say(lang, if a.proved { "alternatives.proved" } else { "alternatives.not-proved" }, &[]));
        cells.extend(a.goals.iter().map(ToString::to_string));
        cells
    };
    let title = say(lang, "alternatives.overview", &[]);
    page.grid(&title, &headers, &numbers, document.alternatives.iter().map(row).collect());
}

fn shared(document: &AlternativesDocument, page: &mut Page, view: View) {
    let lang = view.lang;
    let word = |key: &str| say(lang, &format!("alternatives.col.{key}"), &[]);
    let (n, of) = (document.shared.len().to_string(), document.moves.to_string());
    let headers = ["teacher", "name", "home", "to"].map(word);
    let row = |m: &crate::json::SharedMove| {
        vec![m.teacher_id.clone(), m.name.clone(), m.home_school.clone(), post(Some(&m.to), view)]
    };
    let rows: Vec<Vec<String>> = document.shared.iter().map(row).collect();
    if rows.is_empty() {
        page.gap();
        page.line(&say(lang, "alternatives.none-shared", &[]));
    }
    page.grid(&say(lang, "alternatives.shared", &[("n", &n), ("of", &of)]), &headers, &[false; 4], rows);
    let separator = say(lang, "planned.separator", &[]);
    let row = |t: &crate::json::StayDoc| {
        let numbers: Vec<String> = t.stays_in.iter().map(ToString::to_string).collect();
        vec![t.teacher_id.clone(), t.name.clone(), t.home_school.clone(), numbers.join(&separator)]
    };
    let rows: Vec<Vec<String>> = document.may_stay.iter().map(row).collect();
    let title = say(lang, "alternatives.may-stay", &[("n", &rows.len().to_string())]);
    page.grid(&title, &["teacher", "name", "home", "stays-in"].map(word), &[false; 4], rows);
}

fn differences(a: &OtherPlan, page: &mut Page, view: View) {
    let lang = view.lang;
    let word = |key: &str| say(lang, &format!("alternatives.col.{key}"), &[]);
    let headers = ["teacher", "name", "home", "plan", "here"].map(word);
    let row = |d: &crate::json::DifferenceDoc| {
        let (plan, here) = (post(d.plan.as_ref(), view), post(d.here.as_ref(), view));
        vec![d.teacher_id.clone(), d.name.clone(), d.home_school.clone(), plan, here]
    };
    let args = [("number", a.number.to_string()), ("n", a.teachers.to_string())];
    let args: Vec<(&str, &str)> = args.iter().map(|(n, v)| (*n, v.as_str())).collect();
    let title = say(lang, "alternatives.differences", &args);
    page.grid(&title, &headers, &[false; 5], a.differences.iter().map(row).collect());
}

/// A post in words; staying where there is none.
fn post(post: Option<&PostDoc>, view: View) -> String {
    let Some(p) = post else { return say(view.lang, "alternatives.stays", &[]) };
    let stage = names::stage(view.lang, p.stage);
    say(view.lang, "alternatives.post", &[("school", &p.school), ("stage", &stage), ("subject", &p.subject_words)])
}
