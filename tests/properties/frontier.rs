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
use lungang_domain::rule::RuleName;
use lungang_runner::frontier::{Sizes, Wanted, frontier};
use lungang_solver::engine::Watch;
use lungang_solver::engine::fast::Fast;
use lungang_solver::engine::whole::Whole;
use lungang_solver::solvers::highs::Highs;
use lungang_solver::{Engine, Limits, Outcome, eligibility, formulate, staffing};
use std::sync::atomic::AtomicBool;

static NEVER: AtomicBool = AtomicBool::new(false);

/// Every size from nobody to one more than the plan sends; `None` where there is no plan, or it sends nobody.
fn sizes(county: &County, policy: &Policy, engine: &dyn Engine) -> Option<FrontierDocument> {
    let (best, _) = solved(county, policy, &Fast::default(), &Limits::default())?;
    let (plan, certificate) = best.into_plan();
    if plan.moves.is_empty() {
        return None;
    }
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

/// Whether there is a plan of the size when these rules do not hold.
fn there_is_one_without(county: &County, policy: &Policy, size: u32, off: impl Fn(RuleName) -> bool) -> bool {
    let mut policy = policy.clone();
    for rule in RuleName::ALL.iter().filter(|rule| off(**rule)) {
        policy.rules.set_mode(*rule, Mode::Off, Some("a test".to_owned()));
    }
    let needs = staffing::needs(county, &policy, SEED).expect("needs");
    let who = eligibility::verdicts(county, &policy);
    let mut model = formulate(county, &policy, &needs, &who, SEED).expect("small numbers");
    model.ask_most_moves(size);
    model.goals.clear();
    let watch = Watch { progress: &|_| {}, stop: &NEVER };
    match Whole(Highs::default()).solve(&model, &Limits::default(), &watch).expect("a solver") {
        Outcome::Solved(_) => true,
        Outcome::Infeasible => false,
        Outcome::Nothing => panic!("there is no limit"),
    }
}

/// The rules are hard, they alone leave no plan of the size, and no fewer of them do.
fn stand_in_the_way(county: &County, policy: &Policy, size: u32, rules: &[RuleName]) {
    let hard = |rule: &RuleName| policy.rules.mode(*rule) == Mode::Hard;
    let told = || format!("{}, at most {size}: {rules:?}", county.name);
    assert!(!rules.is_empty() && rules.iter().all(hard), "{}", told());
    // Without these nobody goes where only somebody who travels, or is held there, can: less is possible then, not more.
    if hard(&RuleName::Itinerant) || hard(&RuleName::Pins) {
        return;
    }
    let alone = |kept: &dyn Fn(&RuleName) -> bool| {
        !there_is_one_without(county, policy, size, |rule| hard(&rule) && !kept(&rule))
    };
    assert!(alone(&|rule| rules.contains(rule)), "others are needed: {}", told());
    for spared in rules {
        assert!(!alone(&|rule| rule != spared && rules.contains(rule)), "{spared:?} can be spared: {}", told());
    }
}

#[test]
fn every_size_is_the_best_of_its_size() {
    let base = counties::base();
    let (mut tried, mut gained, mut impossible, mut proved) = (0_u64, 0_u64, 0_u64, 0_u64);
    let counties = seeds::fitting(90_000, 160, |seed| {
        let (county, policy) = county(seed, &base);
        let document = sizes(&county, &policy, &Fast::default())?;
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
                    stand_in_the_way(&county, &policy, size, &point.rules);
                    impossible += 1;
                }
            }
            before = values;
        }
        if let (Some(all), Some(least)) = (&all, document.least) {
            let fewest = all.iter().map(|(moves, _)| moves.len()).min();
            assert_eq!(fewest, Some(least as usize), "county {seed}");
        }
        Some(())
    });
    let plans = counties.len() as u64;
    let met = format!(
        "{plans} plans, {tried} by brute force, {gained} gains, {impossible} impossible sizes, {proved} certified"
    );
    println!("{met}");
    let enough = tried > plans / 2 && gained > plans / 2 && impossible > plans / 4 && proved > plans;
    assert!(enough || !seeds::full(), "{met}");
}
