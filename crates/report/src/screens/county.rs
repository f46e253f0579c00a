//! What the tables of a county say: findings, establishment, people.

use super::listing::Listing;
use crate::block::{Cell, PAGE, Table};
use crate::json::StaffingDocument;
use crate::naming::Naming;
use crate::pages::{findings, people as pages, staffing};
use crate::xlsx::withhold;
use lungang_domain::county::County;
use lungang_domain::eligibility::{Eligibility, Verdict};
use lungang_domain::finding::Findings;
use lungang_domain::id::{SchoolIx, TeacherIx};
use lungang_domain::policy::Policy;
use lungang_domain::words::Lang;
use lungang_results::names;

/// What was found in the tables, a row a cause. What may be an identity number is withheld.
pub fn problems(found: &Findings, lang: Lang) -> Listing {
    let table = findings::causes(lang, found).each(|cell| match cell {
        Cell::Text(text) => Cell::Text(withhold(&text, lang)),
        other => other,
    });
    Listing::of(names::word(lang, "sheet.causes"), table)
}

/// The establishment: its tables, every school among them with how its posts were counted, and what an inspection asks, in
/// sentences.
pub fn establishment(
    document: &StaffingDocument,
    county: &County,
    policy: &Policy,
    lang: Lang,
) -> (Vec<Listing>, Vec<String>) {
    let naming = Naming::new(lang, county, policy);
    let tables = [
        staffing::stages(document, lang),
        staffing::counts(document, lang),
        staffing::teaching(document, lang),
        staffing::establishments(document, true, lang),
        staffing::schools(document, true, lang),
        staffing::subjects(document, policy, lang),
        staffing::later(document, lang),
        staffing::not_teaching(document, &naming),
    ];
    let listing = |table: Table| {
        let title = table.title(PAGE).trim_end_matches(['：', ':']).to_owned();
        Listing::of(title, table)
    };
    let said = document.remarks.iter().map(|remark| staffing::said(remark, &naming));
    (tables.into_iter().filter(|table| !table.is_empty()).map(listing).collect(), said.collect())
}

/// Which people are listed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Choice {
    /// All.
    #[default]
    All,
    /// Those who are eligible.
    Eligible,
    /// Those who are not.
    NotEligible,
    /// Those who applied to move.
    Applied,
}

/// What is looked for among the people.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct People {
    /// Part of an id, a name or a subject; nothing where all are meant. A name is looked for as it is in the roster.
    pub find: String,
    /// The school that holds the post.
    pub school: Option<SchoolIx>,
    /// By the verdict.
    pub choice: Choice,
}

/// The people of a county with the verdict on each.
pub fn people(county: &County, policy: &Policy, who: &Eligibility, asked: &People, lang: Lang) -> Listing {
    let naming = Naming::new(lang, county, policy);
    let find = asked.find.trim().to_lowercase();
    let named = |at: TeacherIx| {
        let teacher = county.teacher(at);
        find.is_empty()
            || teacher.id.to_lowercase().contains(&find)
            || teacher.name.to_lowercase().contains(&find)
            || pages::subjects(&naming, at).to_lowercase().contains(&find)
    };
    let chosen = |at: TeacherIx| match asked.choice {
        Choice::All => true,
        Choice::Eligible => who.of(at).eligible(),
        Choice::NotEligible => !who.of(at).eligible(),
        Choice::Applied => county.teacher(at).volunteer,
    };
    let at_school = |at: TeacherIx| asked.school.is_none_or(|school| county.teacher(at).school == school);
    let all = county.teacher_ixs().filter(|at| at_school(*at) && chosen(*at) && named(*at));
    let teachers: Vec<(TeacherIx, Vec<String>)> = all.map(|at| (at, reasons(policy, who.of(at), lang))).collect();
    Listing::of(names::word(lang, "sheet.eligibility"), pages::verdicts(&naming, &teachers, true))
}

/// All that keeps a teacher from being eligible, waived or not, as `eligible` lists it.
pub(super) fn reasons(policy: &Policy, verdict: &Verdict, lang: Lang) -> Vec<String> {
    verdict.reasons.iter().chain(&verdict.waived).map(|reason| names::reason(lang, policy, *reason)).collect()
}
