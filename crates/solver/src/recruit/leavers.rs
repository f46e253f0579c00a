//! Who is on which payroll after the plan, and who of them leaves in the years asked.

use lungang_domain::calendar::SchoolYear;
use lungang_domain::county::County;
use lungang_domain::id::{SchoolIx, SubjectIx, TeacherIx};
use lungang_domain::needs::Decided;
use lungang_domain::policy::Policy;
use lungang_domain::projection::Projected;
use lungang_domain::school::Part;
use lungang_domain::teacher::Status;
use std::collections::{BTreeMap, BTreeSet};

/// Why somebody leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Leaves {
    /// It is foreseen.
    Departs,
    /// The age of retirement.
    Retires,
}

/// Somebody on the payroll of a public school.
#[derive(Debug, Clone, Copy)]
pub(super) struct Paid {
    pub teacher: TeacherIx,
    /// The school that holds the post after the moves.
    pub school: SchoolIx,
    /// Why they leave, where they do.
    pub leaves: Option<Leaves>,
}

/// The people of a county after its plan.
pub(super) struct People<'a> {
    county: &'a County,
    plan: Decided<'a>,
    /// Everybody on a payroll, by teacher.
    pub payroll: Vec<Paid>,
}

impl<'a> People<'a> {
    /// After a plan, with who leaves within so many years.
    pub fn new(county: &'a County, policy: &Policy, plan: Decided<'a>, years: u16) -> People<'a> {
        let last = SchoolYear(county.school_year.0.saturating_add_unsigned(years));
        let foreseen = county.projections.iter().filter(|p| p.year > county.school_year && p.year <= last);
        let departs: BTreeSet<TeacherIx> = foreseen
            .filter_map(|p| match p.what {
                Projected::Departure(teacher) => Some(teacher),
                _ => None,
            })
            .collect();
        let carried: BTreeMap<TeacherIx, SchoolIx> = match policy.movement.carries_post.value {
            true => plan.moves.iter().map(|m| (m.teacher, m.to)).collect(),
            false => BTreeMap::new(),
        };
        let paid = |teacher: TeacherIx| {
            let person = county.teacher(teacher);
            let retires = || policy.years.retires_on(person).is_some_and(|day| day <= last.first_day());
            let leaves =
                if departs.contains(&teacher) { Some(Leaves::Departs) } else { retires().then_some(Leaves::Retires) };
            Paid { teacher, school: carried.get(&teacher).copied().unwrap_or(person.school), leaves }
        };
        let on_roster = county.teacher_ixs().filter(|t| county.teacher(*t).status != Status::Retired);
        let payroll = on_roster.map(paid).filter(|paid| county.school(paid.school).public).collect();
        People { county, plan, payroll }
    }

    /// The posts that those who leave fill after the plan, one for each who teaches.
    pub fn left(&self) -> Vec<(SchoolIx, Part, SubjectIx)> {
        let moved = self.plan.moves.iter().map(|m| (m.teacher, (m.to, m.subject)));
        let retasked =
            self.plan.retasks.iter().map(|r| (r.teacher, (self.county.teacher(r.teacher).school, r.subject)));
        let elsewhere: BTreeMap<TeacherIx, (SchoolIx, SubjectIx)> = moved.chain(retasked).collect();
        let leave = self.payroll.iter().filter(|paid| paid.leaves.is_some()).map(|paid| paid.teacher);
        let posts = leave.filter(|t| self.county.teacher(*t).teaches()).filter_map(|t| {
            let stays = || Some((self.county.serves_at(t), self.county.serves_as(t)?));
            let (school, subject) = elsewhere.get(&t).copied().or_else(stays)?;
            Some((school, self.county.teacher(t).part, subject))
        });
        posts.collect()
    }
}
