//! A solve that starts from another plan and its prices ends where one from nothing ends, and where the reference does.

use crate::counties::{self, Dice, county};
use crate::seeds;
use lungang_domain::county::{County, Pin, PinKind};
use lungang_domain::id::TeacherIx;
use lungang_domain::number::Decimal;
use lungang_domain::policy::Policy;
use lungang_runner::counterfactual::pin;
use lungang_solver::engine::fast::Fast;
use lungang_solver::engine::whole::Whole;
use lungang_solver::engine::{Start, Watch};
use lungang_solver::solvers::highs::Highs;
use lungang_solver::{Engine, Formulation, Limits, Outcome, Solution, eligibility, formulate, staffing};
use std::sync::atomic::AtomicBool;

const SEED: u64 = 61;

/// States a county and lets something be done with its model; `None` where the county has no needs to plan for.
fn stated<T>(county: &County, policy: &Policy, act: impl FnOnce(&mut Formulation<'_>) -> T) -> Option<T> {
    let needs = staffing::needs(county, policy, SEED).ok()?;
    let who = eligibility::verdicts(county, policy);
    let mut model = formulate(county, policy, &needs, &who, SEED).expect("small numbers");
    Some(act(&mut model))
}

/// What is asked of a plan: one thing otherwise.
enum Question {
    /// A pin, so that a teacher goes elsewhere, stays, or leaves.
    Pin(Pin),
    /// The quota, in per cent.
    Quota(u32),
    /// One bed more or less in every school that states beds.
    Beds(bool),
    /// A goal need not be better than this much above its optimum.
    Enough(usize, i64),
}

impl Question {
    fn draw(dice: &mut Dice, county: &County, policy: &Policy, best: &Solution) -> Question {
        match dice.below(6) {
            0 => Question::Quota(dice.between(0, 30) as u32),
            1 => Question::Beds(dice.one_in(2)),
            2 if !policy.goals.is_empty() => {
                Question::Enough(dice.below(best.goals.len() as u64) as usize, dice.between(0, 3) as i64)
            }
            _ => {
                let mover = (!best.moves.is_empty()).then(|| *dice.pick(&best.moves));
                let teacher = match mover.filter(|_| dice.one_in(2)) {
                    Some(m) => m.teacher,
                    None => TeacherIx::new(dice.below(county.teachers.len() as u64) as usize),
                };
                let school = county.school_ixs().nth(dice.below(county.schools.len() as u64) as usize);
                Question::Pin(match dice.below(4) {
                    0 => pin(teacher, PinKind::Stay, None, None),
                    1 => pin(teacher, PinKind::Leave, None, None),
                    2 => pin(teacher, PinKind::Forbid, mover.map_or(school, |m| Some(m.to)), None),
                    _ => pin(teacher, PinKind::Post, school, None),
                })
            }
        }
    }

    fn put(&self, county: &County, policy: &Policy) -> (County, Policy) {
        let (mut county, mut policy) = (county.clone(), policy.clone());
        match self {
            Question::Quota(percent) => {
                policy.rules.exchange_quota.share.value = Decimal::parse(&format!("0.{percent:02}")).expect("a share");
            }
            Question::Beds(more) => county.schools.iter_mut().flat_map(|s| &mut s.beds).for_each(|beds| {
                *beds = if *more { *beds + 1 } else { beds.saturating_sub(1) };
            }),
            Question::Pin(_) | Question::Enough(..) => {}
        }
        (county, policy)
    }

    fn ask(&self, model: &mut Formulation<'_>, best: &Solution) {
        match self {
            Question::Pin(pin) => model.ask(std::slice::from_ref(pin)),
            Question::Enough(goal, more) => {
                let stated = &mut model.goals[*goal];
                let (constant, sign) = stated.scale();
                // The optimum of this goal alone may lie below what it is once the goals before are held.
                stated.enough = Some((best.goals[*goal].value - constant) * sign + more - 1);
            }
            Question::Quota(_) | Question::Beds(_) => {}
        }
    }
}

#[test]
fn a_start_changes_the_time_and_not_the_answer() {
    let base = counties::base();
    let stop = AtomicBool::new(false);
    let watch = Watch { progress: &|_| {}, stop: &stop };
    let (fast, whole, limits) = (Fast::default(), Whole(Highs::default()), Limits::default());
    let (mut plans, mut infeasible) = (0, 0);
    let seeds = seeds::some(70_000, 400);
    let counties = seeds.len();
    for seed in seeds {
        let (county, policy) = county(seed, &base);
        let first = stated(&county, &policy, |model| fast.solve(model, &limits, &watch).expect("a solver"));
        let Some(Outcome::Solved(best)) = first else { continue };
        let start = Start { moves: &best.moves, retasks: &best.retasks, certificate: best.certificate.as_ref() };
        let mut dice = Dice::new(seed);
        for _ in 0..4 {
            let question = Question::draw(&mut dice, &county, &policy, &best);
            let (county, policy) = question.put(&county, &policy);
            let answers = stated(&county, &policy, |model| {
                question.ask(model, &best);
                let warm = fast.solve_from(model, &start, &limits, &watch).expect("a solver");
                (warm, fast.solve(model, &limits, &watch).expect("a solver"), whole.solve(model, &limits, &watch))
            });
            let Some((warm, cold, whole)) = answers else { continue };
            match (warm, cold, whole.expect("a solver")) {
                (Outcome::Infeasible, Outcome::Infeasible, Outcome::Infeasible) => infeasible += 1,
                (Outcome::Solved(warm), Outcome::Solved(cold), Outcome::Solved(whole)) => {
                    plans += 1;
                    let values = |s: &Solution| s.goals.iter().map(|g| g.value).collect::<Vec<_>>();
                    assert_eq!(values(&warm), values(&whole), "county {seed}: warm and whole");
                    assert_eq!(values(&cold), values(&whole), "county {seed}: cold and whole");
                    assert_eq!(warm.status, cold.status, "county {seed}");
                    if policy.goals.last().is_some_and(|g| g.name == "lottery-posts") {
                        assert_eq!(warm.moves, whole.moves, "county {seed}");
                    }
                }
                (warm, cold, whole) => panic!("county {seed}: {warm:?}\n{cold:?}\n{whole:?}"),
            }
        }
    }
    let enough = plans > counties && infeasible > counties / 10;
    assert!(enough || !seeds::full(), "{plans} plans, {infeasible} infeasible");
}
