//! Sizes of random small counties: each is the best of all plans with at most so many moves, proved as the audit recounts it,
//! and more moves never make it worse.

use crate::brute;
use crate::counties::{self, county};
use crate::seeds;
use crate::solving::{SEED, solved};
use lungang_domain::county::County;
use lungang_domain::frontier::{FrontierDocument, SizeFigures};
use lungang_domain::plan::{PlanStatus, Standing};
use lungang_domain::policy::{Mode, Policy};
use lungang_runner::frontier::{Sizes, Wanted, frontier};
use lungang_solver::engine::Watch;
use lungang_solver::engine::fast::Fast;
use lungang_solver::engine::whole::Whole;
use lungang_solver::solvers::highs::Highs;
use lungang_solver::{Engine, Limits};
use std::sync::atomic::AtomicBool;

static NEVER: AtomicBool = AtomicBool::new(false);

/// Every size from nobody to one more than the plan sends.
fn sizes(county: &County, policy: &Policy, engine: &dyn Engine) -> Option<FrontierDocument> {
    let (best, _) = solved(county, policy, &Fast::default(), &Limits::default())?;
    let (plan, certificate) = best.into_plan();
    let watch = Watch { progress: &|_| {}, stop: &NEVER };
    let wanted = Wanted {
        county,
        policy,
        seed: SEED,
        plan: &plan,
        certificate: certificate.as_ref(),
        sizes: Sizes::These((0..=plan.moves.len() as u32 + 1).collect()),
        engine,
        limit: None,
        watch: &watch,
        step: &|_, _| {},
    };
    Some(frontier(&wanted).expect("a solver"))
}

/// The goals as they are minimised: smaller is better in each.
fn minimised(figures: &SizeFigures, policy: &Policy) -> Vec<i64> {
    let goals = figures.goals.iter();
    goals.map(|g| if brute::maximised(policy, &g.name) { -g.value } else { g.value }).collect()
}

#[test]
fn every_size_is_the_best_of_its_size() {
    let base = counties::base();
    let seeds = seeds::some(90_000, 400);
    let counties = seeds.len() as u64;
    let (mut plans, mut tried, mut gained, mut impossible, mut proved) = (0_u64, 0_u64, 0_u64, 0_u64, 0_u64);
    for seed in seeds {
        let (county, policy) = county(seed, &base);
        let Some(document) = sizes(&county, &policy, &Fast::default()) else { continue };
        plans += 1;
        assert!(!document.stopped(), "county {seed}: {document:?}");
        // With a lottery at the end there is one plan of each size, whoever finds it.
        if policy.goals.last().is_some_and(|g| g.name == "lottery") {
            let whole = sizes(&county, &policy, &Whole(Highs::default())).expect("a plan");
            let figures = |d: &FrontierDocument| d.points.iter().map(|p| p.figures.clone()).collect::<Vec<_>>();
            assert_eq!(figures(&document), figures(&whole), "county {seed}");
        }
        let all = brute::all(&county, &policy, SEED).ok();
        tried += u64::from(all.is_some());
        let mut before: Option<Vec<i64>> = None;
        for point in &document.points {
            let values = point.figures.as_ref().map(|f| minimised(f, &policy));
            let size = point.size;
            if let Some(all) = &all {
                let of_size = all.iter().filter(|(moves, _)| moves.len() <= size as usize).map(|(_, values)| values);
                assert_eq!(values.as_ref(), of_size.min(), "county {seed}, at most {size}");
            }
            match &values {
                Some(values) => {
                    assert!(point.status == PlanStatus::Optimal && point.rules.is_empty(), "county {seed}: {point:?}");
                    assert!(point.figures.as_ref().is_some_and(|f| f.moves <= size), "county {seed}: {point:?}");
                    assert!(before.as_ref().is_none_or(|b| values <= b), "county {seed}: worse at {size}");
                    gained += u64::from(before.as_ref().is_some_and(|b| values < b));
                    proved += u64::from(point.standing == Standing::Certified);
                }
                None => {
                    let none = point.status == PlanStatus::Infeasible && before.is_none();
                    assert!(none && document.least.is_some_and(|least| size < least), "county {seed}: {point:?}");
                    let hard = point.rules.iter().all(|rule| policy.rules.mode(*rule) == Mode::Hard);
                    assert!(hard && !point.rules.is_empty(), "county {seed}: {point:?}");
                    impossible += 1;
                }
            }
            before = values;
        }
        if let (Some(all), Some(least)) = (&all, document.least) {
            let fewest = all.iter().map(|(moves, _)| moves.len()).min();
            assert_eq!(fewest, Some(least as usize), "county {seed}");
        }
    }
    eprintln!(
        "{plans} plans, {tried} by brute force, {gained} gains, {impossible} impossible sizes, {proved} certified"
    );
    let met = plans * 3 > counties && tried > 20 && gained > counties / 4 && impossible > 20 && proved > plans;
    assert!(met || !seeds::full());
}
