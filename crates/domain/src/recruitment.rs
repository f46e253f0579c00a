//! A recruitment plan (招聘计划): what schools may recruit, which posts are short, and how many are recruited for each.

use crate::id::{SchoolIx, SubjectIx};
use crate::school::Part;

/// What a public school may recruit, all its stages together (空余编制).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Vacancies {
    /// School.
    pub school: SchoolIx,
    /// Its posts: on the books where the office states them, else computed.
    pub establishment: u32,
    /// Whether the office states them.
    pub stated: bool,
    /// People on its payroll, teaching or not, after the moves where they carry the post.
    pub payroll: u32,
    /// Those among them who retire in the years asked.
    pub retiring: u32,
    /// Those among them who are foreseen to go in the years asked.
    pub departing: u32,
}

impl Vacancies {
    /// How many it may recruit.
    pub fn vacant(&self) -> u32 {
        self.establishment.saturating_add(self.retiring + self.departing).saturating_sub(self.payroll)
    }
}

/// What an authorised total (编制总额) leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Room {
    /// The stage whose total it is; `None` for one over all.
    pub part: Option<Part>,
    /// Posts authorised.
    pub authorised: u32,
    /// People of the stage on the payroll of public schools.
    pub payroll: u32,
    /// Those among them who leave in the years asked.
    pub leaving: u32,
}

impl Room {
    /// How many may be recruited within it.
    pub fn left(&self) -> u32 {
        self.authorised.saturating_add(self.leaving).saturating_sub(self.payroll)
    }

    /// Whether it covers a stage.
    pub fn covers(&self, part: Part) -> bool {
        self.part.is_none_or(|own| own == part)
    }
}

/// A post that is short, or will be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Opening {
    /// School.
    pub school: SchoolIx,
    /// Stage.
    pub part: Part,
    /// Subject.
    pub subject: SubjectIx,
    /// Posts short after the plan.
    pub now: u32,
    /// Posts short besides when those who leave have left.
    pub later: u32,
    /// Weight of a short post in `unmet-need`.
    pub weight: u32,
    /// How many are recruited.
    pub recruits: u32,
}

impl Opening {
    /// How many are asked for.
    pub fn short(&self) -> u32 {
        self.now + self.later
    }

    /// How many posts stay short.
    pub fn left(&self) -> u32 {
        self.short().saturating_sub(self.recruits)
    }

    /// How its place sorts: school, part, subject.
    pub fn key(&self) -> (SchoolIx, Part, SubjectIx) {
        (self.school, self.part, self.subject)
    }
}

/// A recruitment plan.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Recruitment {
    /// School years after the planned one that it looks at.
    pub years: u16,
    /// Every public school, sorted.
    pub vacancies: Vec<Vacancies>,
    /// What authorised totals leave; empty where none is given.
    pub rooms: Vec<Room>,
    /// Every post that is short, sorted by [`Opening::key`].
    pub openings: Vec<Opening>,
}

impl Recruitment {
    /// How many are recruited.
    pub fn recruits(&self) -> u32 {
        self.openings.iter().map(|o| o.recruits).sum()
    }

    /// How many are recruited where no total limits: by each school, for posts that weigh anything.
    pub fn by_vacancies_alone(&self) -> u32 {
        let wanted = |school: SchoolIx| {
            let own = self.openings.iter().filter(|o| o.school == school && o.weight > 0);
            own.map(Opening::short).sum::<u32>()
        };
        self.vacancies.iter().map(|v| v.vacant().min(wanted(v.school))).sum()
    }

    /// What stays unmet with so many recruits at each opening: Σ weight · posts short.
    pub fn unmet(&self, recruits: impl Fn(&Opening) -> u32) -> i64 {
        let left = |o: &Opening| i64::from(o.short().saturating_sub(recruits(o)));
        self.openings.iter().map(|o| i64::from(o.weight) * left(o)).sum()
    }
}
