//! `eligible`: how many may be asked to move, and what speaks against the others.

use super::View;
use super::table::Page;
use crate::json::{EligibleDocument, TeacherVerdict};
use lungang_domain::county::County;
use lungang_domain::policy::Policy;
use lungang_domain::words;
use lungang_results::names;

/// The text of the verdicts: counts by reason, then the eligible, then the others with all reasons.
pub fn eligible(document: &EligibleDocument, county: &County, policy: &Policy, view: View) -> String {
    let lang = view.lang;
    let mut page = Page::new(view);
    let args = [("county", county.name.as_str()), ("year", &county.school_year.label())];
    page.say("eligible.title", &args);
    page.say("eligible.sum", &[("n", &document.eligible.to_string()), ("roster", &document.roster.to_string())]);
    let mut counts: Vec<(&String, &u32)> = document.counts.iter().collect();
    counts.sort_by_key(|(name, n)| (std::cmp::Reverse(**n), *name));
    let counts = counts
        .into_iter()
        .map(|(name, n)| vec![words::say(lang, &format!("against.{name}"), &[]), n.to_string(), name.clone()]);
    page.table("eligible.counts", &["reason", "#teachers", "code"], counts.collect());
    let separator = names::word(lang, "list-separator");
    let line = |v: &TeacherVerdict| {
        let (name, school) = match county.find_teacher(&v.teacher_id) {
            Some(t) => (names::teacher(county, policy, t), county.school(county.teacher(t).school).name.clone()),
            None => (String::new(), v.school_id.clone()),
        };
        let reasons: Vec<&str> = v.reasons.iter().map(|r| r.words.as_str()).collect();
        vec![v.teacher_id.clone(), name, school, reasons.join(&separator)]
    };
    let with = |eligible: bool| document.teachers.iter().filter(move |v| v.eligible == eligible);
    let yes = with(true).map(line).map(|mut l| {
        l.truncate(3);
        l
    });
    page.table("eligible.yes", &["teacher-id", "name", "school"], yes.collect());
    page.table("eligible.no", &["teacher-id", "name", "school", "reasons"], with(false).map(line).collect());
    page.finish()
}
