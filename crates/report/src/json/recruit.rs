//! `recruit --format json`: the structural balance by stage and subject, then vacancies and recruits school by school.

use lungang_domain::calendar::SchoolYear;
use lungang_domain::county::County;
use lungang_domain::format::Document;
use lungang_domain::id::SubjectIx;
use lungang_domain::needs::Needs;
use lungang_domain::plan::{Plan, PlanStatus};
use lungang_domain::policy::Policy;
use lungang_domain::projection::{Projected, Projection};
use lungang_domain::recruitment::{Opening, Recruitment, Room, Vacancies};
use lungang_domain::school::Part;
use lungang_domain::teacher::{Status, Teacher};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// School years of which retirements are counted.
pub const RETIREMENT_YEARS: usize = 3;

/// A subject of a stage, over all public schools.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SubjectBalance {
    /// Stage.
    pub stage: Part,
    /// Subject id.
    pub subject: String,
    /// Posts required.
    pub required: u32,
    /// Teachers who teach it today.
    pub available: u32,
    /// Teachers who teach it after the plan's moves and retasks.
    pub after: u32,
    /// Teachers of the subject who retire by the first day of each of `retirement_years`.
    pub retiring: Vec<u32>,
    /// Posts short at one school or another: after the plan, and when those have left who leave in the years asked.
    pub short: u32,
    /// Those of them whose school has a vacancy, this subject looked at alone.
    pub vacant: u32,
    /// Proposed recruits.
    pub recruits: u32,
}

/// A post that is short.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PostRecruits {
    /// Stage.
    pub stage: Part,
    /// Subject id.
    pub subject: String,
    /// Posts short after the plan.
    pub short_now: u32,
    /// Posts short besides when those have left who leave in the years asked.
    pub short_later: u32,
    /// Weight of a short post.
    pub weight: u32,
    /// Proposed recruits.
    pub recruits: u32,
}

impl PostRecruits {
    /// Posts that stay short.
    pub fn left(&self) -> u32 {
        (self.short_now + self.short_later).saturating_sub(self.recruits)
    }
}

/// A public school, all its stages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SchoolRecruits {
    /// School id.
    pub school_id: String,
    /// School name.
    pub name: String,
    /// Hardship class.
    pub hardship: u8,
    /// Posts: on the books where the office states them, else computed.
    pub establishment: u32,
    /// Whether the office states them.
    pub stated: bool,
    /// People on the payroll, teaching or not.
    pub payroll: u32,
    /// Those who retire in the years asked.
    pub retiring: u32,
    /// Those who are foreseen to go in the years asked.
    pub departing: u32,
    /// How many the school may recruit.
    pub vacancies: u32,
    /// Posts short.
    pub short: u32,
    /// Proposed recruits.
    pub recruits: u32,
    /// By post; none where nothing is short.
    pub posts: Vec<PostRecruits>,
}

/// An authorised total.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TotalRoom {
    /// The stage whose total it is; absent for one over all.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub stage: Option<Part>,
    /// Posts authorised.
    pub authorised: u32,
    /// People on the payroll of public schools.
    pub payroll: u32,
    /// Those who leave in the years asked.
    pub leaving: u32,
    /// How many may be recruited within it.
    pub left: u32,
}

impl TotalRoom {
    /// How many are above it when those who leave have left.
    pub fn over(&self) -> u32 {
        self.payroll.saturating_sub(self.leaving).saturating_sub(self.authorised)
    }
}

/// A recruitment plan (招聘计划).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RecruitDocument {
    /// Name of the county.
    pub county: String,
    /// The planned year, `2026-2027`.
    pub school_year: String,
    /// Policy id.
    pub policy: String,
    /// Seed of the lottery.
    pub seed: u64,
    /// School years asked.
    pub years: u16,
    /// Who leaves by this day is counted.
    pub until: String,
    /// How the plan ended that it follows.
    pub status: PlanStatus,
    /// Moves of that plan.
    pub moves: u32,
    /// Its retasks.
    pub retasks: u32,
    /// People on a payroll of whom no date of birth is known: they do not retire here.
    pub birth_unknown: u32,
    /// Recruits of the years asked that the projections foresee; the proposal is made without regard to them.
    pub foreseen: u32,
    /// What authorised totals leave; absent where none is given.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub totals: Vec<TotalRoom>,
    /// Vacancies of all public schools.
    pub vacancies: u32,
    /// Posts short.
    pub short: u32,
    /// Proposed recruits.
    pub recruits: u32,
    /// Recruits that the vacancies of the schools would take and an authorised total does not allow.
    pub held_back: u32,
    /// Σ weight · posts short without them.
    pub unmet_before: i64,
    /// Σ weight · posts short with them: no proposal within the vacancies leaves less.
    pub unmet_after: i64,
    /// The school years of which retirements are counted by subject.
    pub retirement_years: Vec<String>,
    /// By stage and subject.
    pub subjects: Vec<SubjectBalance>,
    /// By school.
    pub schools: Vec<SchoolRecruits>,
}

impl Document for RecruitDocument {
    const NAME: &'static str = "recruit";
}

impl RecruitDocument {
    /// From a recruitment plan and the plan that it follows.
    pub fn new(
        county: &County,
        policy: &Policy,
        needs: &Needs,
        plan: &Plan,
        seed: u64,
        of: &Recruitment,
    ) -> RecruitDocument {
        let paid = |t: &Teacher| t.status != Status::Retired && county.school(t.school).public;
        RecruitDocument {
            county: county.name.clone(),
            school_year: county.school_year.label(),
            policy: policy.id.clone(),
            seed,
            years: of.years,
            until: later(county, usize::from(of.years)).first_day().to_string(),
            status: plan.status,
            moves: plan.moves.len() as u32,
            retasks: plan.retasks.len() as u32,
            birth_unknown: county.teachers.iter().filter(|t| paid(t) && t.birth.is_none()).count() as u32,
            foreseen: foreseen(county, of.years),
            totals: of.rooms.iter().map(total).collect(),
            vacancies: of.vacancies.iter().map(|v| v.vacant()).sum(),
            short: of.openings.iter().map(|o| o.short()).sum(),
            recruits: of.recruits(),
            held_back: of.by_vacancies_alone().saturating_sub(of.recruits()),
            unmet_before: of.unmet(|_| 0),
            unmet_after: of.unmet(|o| o.recruits),
            retirement_years: (1..=RETIREMENT_YEARS).map(|n| later(county, n).label()).collect(),
            subjects: subjects(county, policy, needs, plan, of),
            schools: of.vacancies.iter().map(|v| school(county, policy, of, v)).collect(),
        }
    }
}

/// The school year so many years after the planned one.
fn later(county: &County, years: usize) -> SchoolYear {
    SchoolYear(county.school_year.0.saturating_add(i16::try_from(years).unwrap_or(i16::MAX)))
}

/// The recruits that the projections foresee for so many years.
fn foreseen(county: &County, years: u16) -> u32 {
    let last = later(county, usize::from(years));
    let within = county.projections.iter().filter(|p| p.year > county.school_year && p.year <= last);
    let count = |p: &Projection| match p.what {
        Projected::Recruits { count, .. } => count,
        _ => 0,
    };
    within.map(count).sum()
}

fn total(room: &Room) -> TotalRoom {
    let Room { part, authorised, payroll, leaving } = *room;
    TotalRoom { stage: part, authorised, payroll, leaving, left: room.left() }
}

fn subjects(county: &County, policy: &Policy, needs: &Needs, plan: &Plan, of: &Recruitment) -> Vec<SubjectBalance> {
    let mut sums: BTreeMap<(Part, SubjectIx), SubjectBalance> = BTreeMap::new();
    let blank = |(stage, subject): (Part, SubjectIx)| SubjectBalance {
        stage,
        subject: policy.subject_id(subject).to_owned(),
        required: 0,
        available: 0,
        after: 0,
        retiring: vec![0; RETIREMENT_YEARS],
        short: 0,
        vacant: 0,
        recruits: 0,
    };
    let after = needs.after(county, policy, plan.decided());
    for (post, after) in needs.posts.iter().zip(after) {
        let key = (post.part, post.subject);
        let sum = sums.entry(key).or_insert_with(|| blank(key));
        sum.required += post.required;
        sum.available += post.serving;
        sum.after += after.serving;
    }
    for opening in &of.openings {
        let vacant = of.vacancies.iter().find(|v| v.school == opening.school).map_or(0, |v| v.vacant());
        if let Some(sum) = sums.get_mut(&(opening.part, opening.subject)) {
            sum.short += opening.short();
            sum.vacant += opening.short().min(vacant);
            sum.recruits += opening.recruits;
        }
    }
    let taught = county.teachers.iter().filter(|t| t.teaches() && county.school(t.school).public);
    for teacher in taught {
        let Some(day) = policy.years.retires_on(teacher) else { continue };
        let year = (0..RETIREMENT_YEARS).find(|n| day <= later(county, n + 1).first_day());
        let sum = teacher.main_subject().and_then(|subject| sums.get_mut(&(teacher.part, subject)));
        if let (Some(year), Some(sum)) = (year, sum) {
            sum.retiring[year] += 1;
        }
    }
    sums.into_values().collect()
}

fn school(county: &County, policy: &Policy, of: &Recruitment, v: &Vacancies) -> SchoolRecruits {
    let school = county.school(v.school);
    let own: Vec<&Opening> = of.openings.iter().filter(|o| o.school == v.school).collect();
    let post = |o: &&Opening| PostRecruits {
        stage: o.part,
        subject: policy.subject_id(o.subject).to_owned(),
        short_now: o.now,
        short_later: o.later,
        weight: o.weight,
        recruits: o.recruits,
    };
    SchoolRecruits {
        school_id: school.id.clone(),
        name: school.name.clone(),
        hardship: school.hardship,
        establishment: v.establishment,
        stated: v.stated,
        payroll: v.payroll,
        retiring: v.retiring,
        departing: v.departing,
        vacancies: v.vacant(),
        short: own.iter().map(|o| o.short()).sum(),
        recruits: own.iter().map(|o| o.recruits).sum(),
        posts: own.iter().map(post).collect(),
    }
}
