//! What an inspection asks of a county's establishment and people (督导核查事项): facts from the tables, none of which stops a plan.

use crate::calendar::full_years;
use crate::county::{Authorised, County};
use crate::id::{SchoolIx, TeacherIx};
use crate::needs::Needs;
use crate::policy::Policy;
use crate::school::{Area, Part, Side};
use crate::teacher::{Role, Status, Teacher, Title};
use serde::{Deserialize, Serialize};

/// What is remarked; words stand under `report.remark.<name>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Matter {
    /// More people on the payroll of a school than posts approved for it (超编).
    PayrollAboveApproved,
    /// More people on the payrolls of the county, or of a stage, than the authorised total.
    PayrollAboveAuthorised,
    /// The posts approved for the schools come to more than the authorised total.
    ApprovedAboveAuthorised,
    /// More people on the payrolls of a stage do not teach than its non-teaching share comes to.
    NotTeachingAboveShare,
    /// Principals and deputies who have served their terms at the school.
    HeadsBeyondTerms,
    /// Principals and deputies of whom nobody knows since when they hold their office, long enough at the school to have served their
    /// terms.
    HeadsTermsUnknown,
    /// Teachers whose years in rural schools reach those of an honour this year.
    HonourReached,
    /// Teachers of sending schools who lack rural years for the senior title.
    RuralYearsForTitle,
}

impl Matter {
    /// Every one, in the order in which they are told.
    pub const ALL: [Matter; 8] = [
        Matter::PayrollAboveApproved,
        Matter::PayrollAboveAuthorised,
        Matter::ApprovedAboveAuthorised,
        Matter::NotTeachingAboveShare,
        Matter::HeadsBeyondTerms,
        Matter::HeadsTermsUnknown,
        Matter::HonourReached,
        Matter::RuralYearsForTitle,
    ];

    /// Its name in files and in the words.
    pub fn name(self) -> &'static str {
        match self {
            Matter::PayrollAboveApproved => "payroll-above-approved",
            Matter::PayrollAboveAuthorised => "payroll-above-authorised",
            Matter::ApprovedAboveAuthorised => "approved-above-authorised",
            Matter::NotTeachingAboveShare => "not-teaching-above-share",
            Matter::HeadsBeyondTerms => "heads-beyond-terms",
            Matter::HeadsTermsUnknown => "heads-terms-unknown",
            Matter::HonourReached => "honour-reached",
            Matter::RuralYearsForTitle => "rural-years-for-title",
        }
    }
}

/// One matter at its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// What it is.
    pub matter: Matter,
    /// The school, where it is about one.
    pub school: Option<SchoolIx>,
    /// The stage, where it is about one.
    pub part: Option<Part>,
    /// The honour, by its position in the policy's list, where it is about one.
    pub honour: Option<usize>,
    /// The people, where it names them.
    pub teachers: Vec<TeacherIx>,
    /// What was counted.
    pub found: u32,
    /// What it is set against: posts, or years.
    pub against: u32,
}

impl Remark {
    fn new(matter: Matter, found: u32, against: u32) -> Remark {
        Remark { matter, school: None, part: None, honour: None, teachers: Vec::new(), found, against }
    }

    /// A remark that names people; none where there are none.
    fn of(matter: Matter, teachers: Vec<TeacherIx>, years: u32) -> Option<Remark> {
        let found = u32::try_from(teachers.len()).unwrap_or(u32::MAX);
        (found > 0).then(|| Remark { teachers, ..Remark::new(matter, found, years) })
    }
}

/// Every remark, in the order of [`Matter::ALL`].
pub fn remarks(county: &County, policy: &Policy, needs: &Needs) -> Vec<Remark> {
    let mut all = Vec::new();
    // Without a roster nothing is known of people.
    if !county.teachers.is_empty() {
        all.extend(payroll_above_approved(county, needs));
        all.extend(payroll_above_authorised(county, needs));
    }
    all.extend(approved_above_authorised(county));
    all.extend(not_teaching_above_share(county, policy, needs));
    all.extend(heads_beyond_terms(county, policy));
    all.extend(honours_reached(county, policy));
    all.extend(rural_years_for_title(county, policy));
    all
}

fn payroll_above_approved<'a>(county: &'a County, needs: &'a Needs) -> impl Iterator<Item = Remark> + 'a {
    county.school_ixs().filter(|s| county.school(*s).public).filter_map(|s| {
        let (approved, payroll) = (county.school(s).establishment?, *needs.payroll.get(s.at())?);
        let remark = Remark::new(Matter::PayrollAboveApproved, payroll, approved);
        (payroll > approved).then_some(Remark { school: Some(s), ..remark })
    })
}

fn payroll_above_authorised(county: &County, needs: &Needs) -> Vec<Remark> {
    let payroll = |of: Option<Part>| {
        let parts = needs.establishments.iter().filter(|e| of.is_none_or(|part| part == e.part));
        parts.map(|e| e.payroll).sum::<u32>()
    };
    let totals: Vec<(Option<Part>, u32)> = match county.authorised {
        Authorised::Open => Vec::new(),
        Authorised::Total(total) => vec![(None, total)],
        Authorised::ByPart(by) => {
            Part::ALL.iter().filter_map(|part| by.get(*part).map(|total| (Some(*part), total))).collect()
        }
    };
    let above = totals.into_iter().map(|(part, total)| (part, payroll(part), total)).filter(|(_, n, total)| n > total);
    above.map(|(part, n, total)| Remark { part, ..Remark::new(Matter::PayrollAboveAuthorised, n, total) }).collect()
}

fn approved_above_authorised(county: &County) -> Option<Remark> {
    // What is approved for a school is for all its stages: it goes against a total of all stages alone.
    let total = match county.authorised {
        Authorised::Open => None,
        Authorised::Total(total) => Some(total),
        Authorised::ByPart(by) => by.primary.zip(by.junior).map(|(primary, junior)| primary + junior),
    }?;
    let approved: u32 = county.schools.iter().filter(|s| s.public).filter_map(|s| s.establishment).sum();
    (approved > total).then(|| Remark::new(Matter::ApprovedAboveAuthorised, approved, total))
}

fn not_teaching_above_share(county: &County, policy: &Policy, needs: &Needs) -> Vec<Remark> {
    if policy.staffing.non_teaching.is_none() || needs.teachers_only {
        return Vec::new();
    }
    let of = |part: Part| {
        let not = needs.not_teaching.iter().filter(|t| county.teacher(**t).part == part).count();
        let parts = needs.establishments.iter().filter(|e| e.part == part);
        let aside = parts.map(|e| e.posts - e.teaching).sum();
        (part, u32::try_from(not).unwrap_or(u32::MAX), aside)
    };
    let above = Part::ALL.into_iter().map(of).filter(|(_, not, aside)| not > aside);
    let remark =
        |(part, not, aside)| Remark { part: Some(part), ..Remark::new(Matter::NotTeachingAboveShare, not, aside) };
    above.map(remark).collect()
}

/// The teachers of public schools that pass, in the order of the roster.
fn people(county: &County, keep: impl Fn(TeacherIx, &Teacher) -> bool) -> Vec<TeacherIx> {
    let here = |t: &TeacherIx| county.school(county.teacher(*t).school).public && keep(*t, county.teacher(*t));
    county.teacher_ixs().filter(here).collect()
}

/// Heads who have served their terms: by the day since which they hold the office. Where it is not stated nobody knows it of those who
/// have been at the school as long; of whoever has not, it is known.
fn heads_beyond_terms(county: &County, policy: &Policy) -> Vec<Remark> {
    let Some(years) = policy.eligibility.head_terms_years.as_ref().map(|terms| terms.value) else { return Vec::new() };
    let heads = |keep: &dyn Fn(&Teacher) -> bool| {
        people(county, |_, t| {
            matches!(t.role, Role::Principal | Role::VicePrincipal) && t.status != Status::Retired && keep(t)
        })
    };
    let long = |since| full_years(since, county.reference_day()) >= i64::from(years);
    let served = heads(&|t| t.office_since.is_some_and(long));
    let unknown = heads(&|t| t.office_since.is_none() && long(t.joined));
    let remarks =
        [Remark::of(Matter::HeadsBeyondTerms, served, years), Remark::of(Matter::HeadsTermsUnknown, unknown, years)];
    remarks.into_iter().flatten().collect()
}

fn honours_reached(county: &County, policy: &Policy) -> Vec<Remark> {
    // Where years have to be consecutive, who serves elsewhere now has broken them off.
    let consecutive = policy.years.honours_consecutive.value;
    let there = |t: TeacherIx| county.school(county.serves_at(t)).area == Area::Rural;
    let honours = policy.years.honours.value.iter().enumerate();
    let remark = |(at, honour): (usize, &crate::policy::Honour)| {
        let reached =
            people(county, |ix, t| t.teaches() && t.rural_years == honour.years && (!consecutive || there(ix)));
        let remark = Remark::of(Matter::HonourReached, reached, honour.years)?;
        Some(Remark { honour: Some(at), ..remark })
    };
    honours.filter_map(remark).collect()
}

fn rural_years_for_title(county: &County, policy: &Policy) -> Option<Remark> {
    let years = policy.eligibility.senior_title_rural_years.as_ref()?.value;
    let lack = people(county, |_, t| {
        let sends = policy.side(county.school(t.school)) == Side::Sending;
        sends && t.teaches() && t.title == Title::Intermediate && t.rural_years < years
    });
    Remark::of(Matter::RuralYearsForTitle, lack, years)
}
