//! Wishes that cannot come true count for nothing: whoever adds one gains nothing, and nobody else is treated otherwise.

use crate::counties::{self, Dice};
use crate::seeds;
use crate::solving::{SEED, solved};
use lungang_audit::{check, submission_of};
use lungang_domain::county::{County, CountyParts, Wish};
use lungang_domain::id::{SchoolIx, TeacherIx};
use lungang_domain::plan::Plan;
use lungang_domain::policy::Policy;
use lungang_solver::Limits;
use lungang_solver::engine::fast::Fast;
use lungang_solver::model::candidates::Leaver;
use lungang_solver::model::world::World;
use lungang_solver::{eligibility, staffing};
use std::collections::BTreeSet;

/// The best plan; `None` where there is none.
fn plan(county: &County, policy: &Policy) -> Option<Plan> {
    let (solution, _) = solved(county, policy, &Fast::default(), &Limits::default())?;
    Some(solution.into_plan().0)
}

/// Every pair of a teacher and a school to which no column leads.
fn hopeless(county: &County, policy: &Policy) -> Vec<(TeacherIx, SchoolIx)> {
    let Ok(needs) = staffing::needs(county, policy, SEED) else { return Vec::new() };
    let who = eligibility::verdicts(county, policy);
    let world = World::new(county, policy, &needs, &who, SEED);
    let of = |t: TeacherIx| {
        let to: BTreeSet<SchoolIx> = Leaver::new(&world, t).iter().flat_map(|l| l.each(&world)).map(|c| c.to).collect();
        county.school_ixs().filter(move |s| !to.contains(s)).map(move |s| (t, s)).collect::<Vec<_>>()
    };
    county.teacher_ixs().flat_map(of).collect()
}

/// A teacher's wishes pushed down, and this one put before them.
fn wished_first(parts: &mut CountyParts, teacher: TeacherIx, school: SchoolIx) {
    parts.wishes.retain(|w| (w.teacher, w.school) != (teacher, school));
    parts.wishes.iter_mut().filter(|w| w.teacher == teacher).for_each(|w| w.rank += 1);
    parts.wishes.push(Wish { teacher, rank: 1, school });
}

#[test]
fn a_wish_that_cannot_come_true_changes_nothing() {
    let base = counties::base();
    let (mut tried, mut moved) = (0, 0);
    for seed in seeds::some(130_000, 400) {
        let (county, policy) = counties::county(seed, &base);
        let Some(best) = plan(&county, &policy) else { continue };
        let (mut dice, none) = (Dice::new(seed), hopeless(&county, &policy));
        let mut parts = county.to_parts();
        for _ in 0..=dice.below(6) {
            let (teacher, school) = *dice.pick(&none);
            wished_first(&mut parts, teacher, school);
            tried += 1;
        }
        let wished = County::new(parts);
        let again = plan(&wished, &policy).expect("the rows are the same");
        assert_eq!((&again.moves, &again.goals), (&best.moves, &best.goals), "county {seed}");
        moved += best.moves.len();
        // The audit's own reading agrees.
        let needs = staffing::needs(&wished, &policy, SEED).expect("as before");
        let plan = submission_of(&again, &wished, &policy, &needs, SEED);
        let report = check(&wished, &policy, &plan);
        assert_eq!(report.faults, [], "county {seed}");
    }
    assert!(tried > 0 && moved > 0, "{tried} wishes, {moved} moves");
}
