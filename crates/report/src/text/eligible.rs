//! `eligible`: how many may be asked to move, and what speaks against the others.

use super::View;
use crate::block::{TERMINAL, Table};
use crate::json::{EligibleDocument, ReasonDoc, TeacherVerdict};
use crate::naming::Naming;
use crate::pages::{self, counted, people};
use crate::pens::text::Page;
use lungang_domain::county::County;
use lungang_domain::id::TeacherIx;
use lungang_domain::policy::Policy;
use lungang_domain::words::{self, Lang};

/// The text of the verdicts: counts by reason, then the eligible, then the others with all reasons.
pub fn eligible(document: &EligibleDocument, county: &County, policy: &Policy, view: View) -> String {
    let lang = view.lang;
    let mut page = Page::new(view);
    let args = [("county", county.name.as_str()), ("year", &county.school_year.label())];
    page.say("eligible.title", &args);
    page.say("eligible.sum", &[("n", &document.eligible.to_string()), ("roster", &document.roster.to_string())]);
    page.table(&counts(document, lang));
    let naming = Naming::new(lang, county, policy);
    let with = |eligible: bool| -> Vec<(TeacherIx, Vec<String>)> {
        let of = document.teachers.iter().filter(|v| v.eligible == eligible);
        of.filter_map(|v| Some((county.find_teacher(&v.teacher_id)?, reasons(v)))).collect()
    };
    for (title, eligible) in [("report.text.eligible.yes", true), ("report.text.eligible.no", false)] {
        let teachers = with(eligible);
        let table = people::verdicts(&naming, &teachers, !eligible);
        page.table(&table.titled(TERMINAL, counted(lang, title, teachers.len())));
    }
    // Who may move though not eligible stands in both lists.
    let waived = |v: &&TeacherVerdict| v.reasons.is_empty() && !v.waived.is_empty();
    let waived: Vec<(TeacherIx, Vec<String>)> = document
        .teachers
        .iter()
        .filter(waived)
        .filter_map(|v| Some((county.find_teacher(&v.teacher_id)?, words_of(&v.waived))))
        .collect();
    if !waived.is_empty() {
        let table = people::verdicts(&naming, &waived, true);
        page.table(&table.titled(TERMINAL, counted(lang, "report.text.eligible.waived", waived.len())));
    }
    page.finish()
}

/// All that keeps a teacher from being eligible, waived or not.
fn reasons(verdict: &TeacherVerdict) -> Vec<String> {
    [words_of(&verdict.reasons), words_of(&verdict.waived)].concat()
}

fn words_of(reasons: &[ReasonDoc]) -> Vec<String> {
    reasons.iter().map(|r| r.words.clone()).collect()
}

/// How many teachers each reason speaks against, the most frequent first.
fn counts(document: &EligibleDocument, lang: Lang) -> Table {
    let mut counts: Vec<(&String, &u32)> = document.counts.iter().collect();
    counts.sort_by_key(|(name, n)| (std::cmp::Reverse(**n), *name));
    Table::of(counts)
        .column(pages::words(lang, "reason"), |(name, _)| words::say(lang, &format!("against.{name}"), &[]))
        .column(pages::figures(lang, "teachers"), |(_, n)| **n)
        .column(pages::words(lang, "code"), |(name, _)| *name)
        .table()
        .titled(TERMINAL, words::say(lang, "report.text.eligible.counts", &[]))
}
