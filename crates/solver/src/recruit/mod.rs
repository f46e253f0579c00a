//! The recruitment plan (招聘计划), FORMULATION §20: an integer program of its own beside the rotation's.
//!
//! n(post), 0 … posts short; Σ n of a school ≤ its vacancies; Σ n under an authorised total ≤ what it leaves. In order: the
//! least unmet need; the fewest recruits; those recruits at the schools of greatest hardship; the public lottery.

mod leavers;
mod openings;
mod vacancies;

use crate::engine::EngineError;
use crate::model::program::{Bounds, Objective, Program, Range};
use crate::solvers::in_order::in_order;
use leavers::People;
use lungang_domain::county::County;
use lungang_domain::lottery;
use lungang_domain::needs::{Decided, Needs};
use lungang_domain::policy::Policy;
use lungang_domain::recruitment::{Opening, Recruitment};

/// The recruitment plan of a county after its plan, for so many school years.
///
/// # Errors
/// The solver failed.
pub fn recruit(
    county: &County,
    policy: &Policy,
    needs: &Needs,
    plan: Decided<'_>,
    seed: u64,
    years: u16,
) -> Result<Recruitment, EngineError> {
    let people = People::new(county, policy, plan, years);
    let mut recruitment = Recruitment {
        years,
        vacancies: vacancies::of_schools(county, needs, &people),
        rooms: vacancies::of_totals(county, &people),
        openings: openings::openings(county, policy, needs, plan, &people),
    };
    let (program, goals) = stated(county, policy, seed, &recruitment);
    let recruits = in_order(program, &goals, "recruit")?;
    for (opening, n) in recruitment.openings.iter_mut().zip(recruits) {
        opening.recruits = u32::try_from(n).unwrap_or(0);
    }
    Ok(recruitment)
}

/// The program and its goals: a column for each opening, a row for each school and each authorised total.
fn stated(county: &County, policy: &Policy, seed: u64, of: &Recruitment) -> (Program, [Objective; 4]) {
    let limits = of.vacancies.iter().map(|v| v.vacant()).chain(of.rooms.iter().map(|r| r.left()));
    let mut program = Program::with_rows(limits.map(|most| Range::at_most(i64::from(most))).collect());
    for opening in &of.openings {
        let school = of.vacancies.binary_search_by_key(&opening.school, |v| v.school).ok();
        let rooms = (of.vacancies.len()..).zip(&of.rooms).filter(|(_, room)| room.covers(opening.part));
        let rows = school.into_iter().chain(rooms.map(|(row, _)| row));
        let mut entries: Vec<(u32, i64)> = rows.map(|row| (row as u32, 1)).collect();
        program.push(Bounds { lo: 0, hi: i64::from(opening.short()) }, &mut entries);
    }
    let goal = |cost: &dyn Fn(&Opening) -> i64| {
        let costs = (0..).zip(&of.openings).map(|(column, o)| (column, cost(o)));
        Objective { costs: costs.filter(|(_, cost)| *cost != 0).collect() }
    };
    let number = |o: &Opening| {
        let (school, subject) = (&county.school(o.school).id, policy.subject_id(o.subject));
        i64::from(lottery::recruit_number(seed, school, o.part.name(), subject))
    };
    let goals = [
        goal(&|o| -i64::from(o.weight)),
        goal(&|_| 1),
        goal(&|o| -i64::from(county.school(o.school).hardship)),
        goal(&number),
    ];
    (program, goals)
}
