//! `alternatives`: how different each is, what all share, and who decides otherwise in which.

use super::View;
use crate::block::{Column, TERMINAL, Table};
use crate::json::{AlternativesDocument, AlternativesEnding, OtherPlan, PostDoc, StayDoc};
use crate::pages::counted;
use crate::pens::text::Page;
use lungang_domain::words::{self, Lang, say};
use lungang_results::names;

/// The text of a list of alternatives.
pub fn alternatives(document: &AlternativesDocument, view: View) -> String {
    let lang = view.lang;
    let told = |key: &str, args: &[(&str, &str)]| say(lang, key, args);
    let mut page = Page::new(view);
    let found = document.alternatives.len();
    let (n, asked) = (found.to_string(), document.asked.to_string());
    let args = [("county", document.county.as_str()), ("year", &document.school_year), ("n", &n), ("asked", &asked)];
    page.line(&told(&format!("alternatives.{}", words::counted("alternatives", "title", found as i64)), &args));
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
    page.table(&overview(document, lang));
    if found > 0 {
        if document.shared.is_empty() {
            page.gap();
            page.line(&told("alternatives.none-shared", &[]));
        }
        page.table(&shared(document, lang));
        page.table(&may_stay(document, lang));
    }
    for alternative in &document.alternatives {
        page.table(&differences(alternative, lang));
    }
    page.finish()
}

fn header(lang: Lang, key: &str) -> String {
    say(lang, &format!("alternatives.col.{key}"), &[])
}

/// A column of words: `alternatives.col.<key>`.
fn words(lang: Lang, key: &str) -> Column {
    Column::words(header(lang, key))
}

/// An alternative a row: how different it is, what its goals come to.
fn overview(document: &AlternativesDocument, lang: Lang) -> Table {
    let figures = |key: &str| Column::figures(header(lang, key));
    let proved = |a: &OtherPlan| if a.proved { "alternatives.proved" } else { "alternatives.not-proved" };
    Table::of(&document.alternatives)
        .column(figures("number"), |a| a.number)
        .column(figures("moves"), |a| a.moves)
        .column(figures("teachers"), |a| a.teachers)
        .column(figures("schools"), |a| a.schools)
        .column(figures("distance"), |a| a.distance)
        .column(words(lang, "proved"), |a| say(lang, proved(a), &[]))
        .columns(&document.goals, |g| Column::figures(&g.words), |a, at, _| a.goals.get(at).copied())
        .table()
        .titled(TERMINAL, say(lang, "alternatives.overview", &[]))
}

/// Moves that all of them share.
fn shared(document: &AlternativesDocument, lang: Lang) -> Table {
    let (n, of) = (document.shared.len().to_string(), document.moves.to_string());
    Table::of(&document.shared)
        .column(words(lang, "teacher"), |m| &m.teacher_id)
        .column(words(lang, "name"), |m| &m.name)
        .column(words(lang, "home"), |m| &m.home_school)
        .column(words(lang, "to"), |m| post(Some(&m.to), lang))
        .table()
        .titled(TERMINAL, say(lang, "alternatives.shared", &[("n", &n), ("of", &of)]))
}

/// Who moves in the plan and stays in some of them.
fn may_stay(document: &AlternativesDocument, lang: Lang) -> Table {
    let numbers = |t: &StayDoc| {
        let numbers: Vec<String> = t.stays_in.iter().map(ToString::to_string).collect();
        numbers.join(&say(lang, "planned.separator", &[]))
    };
    Table::of(&document.may_stay)
        .column(words(lang, "teacher"), |t| &t.teacher_id)
        .column(words(lang, "name"), |t| &t.name)
        .column(words(lang, "home"), |t| &t.home_school)
        .column(words(lang, "stays-in"), |t| numbers(t))
        .table()
        .titled(TERMINAL, counted(lang, "alternatives.may-stay", document.may_stay.len()))
}

/// Whose decision differs from the plan's.
fn differences(a: &OtherPlan, lang: Lang) -> Table {
    let (number, n) = (a.number.to_string(), a.teachers.to_string());
    Table::of(&a.differences)
        .column(words(lang, "teacher"), |d| &d.teacher_id)
        .column(words(lang, "name"), |d| &d.name)
        .column(words(lang, "home"), |d| &d.home_school)
        .column(words(lang, "plan"), |d| post(d.plan.as_ref(), lang))
        .column(words(lang, "here"), |d| post(d.here.as_ref(), lang))
        .table()
        .titled(TERMINAL, say(lang, "alternatives.differences", &[("number", &number), ("n", &n)]))
}

/// A post in words; staying where there is none.
fn post(post: Option<&PostDoc>, lang: Lang) -> String {
    let Some(p) = post else { return say(lang, "alternatives.stays", &[]) };
    let stage = names::stage(lang, p.stage);
    say(lang, "alternatives.post", &[("school", &p.school), ("stage", &stage), ("subject", &p.subject_words)])
}
