//! Years planned with an eye to later ones: lawful, never worse over all years than one at a time where the horizon holds them
//! all, and what is said of the years together holds.

use crate::counties;
use crate::futures::{self, Planned};
use crate::seeds;
use lungang_domain::county::{Authorised, County};
use lungang_domain::plan::PlanStatus;
use lungang_domain::policy::{Param, Policy, QuotaCounts};
use lungang_runner::years::{Ending, Span};

/// The first goal over the years, minimised.
fn total(planned: &Planned) -> i64 {
    let first = |goals: &[lungang_domain::plan::GoalValue]| {
        goals.first().map_or(0, |g| if g.maximised { -g.value } else { g.value })
    };
    planned.records.iter().map(|r| first(&r.plan.goals)).sum()
}

fn run(county: &County, policy: &Policy, years: u16, lookahead: u16) -> Option<Planned> {
    let planned = futures::planned(county.clone(), policy.clone(), Span { years, lookahead });
    for record in &planned.records {
        assert!(record.audit.clean, "{}: {:#?}", county.name, record.audit.faults);
        let Some(ahead) = &record.run.ahead else { continue };
        for (goal, told) in record.plan.goals.iter().zip(&ahead.goals) {
            assert_eq!((goal.name.as_str(), goal.value), (told.name.as_str(), told.value), "{}", county.name);
        }
        let same = ahead.goals.iter().all(|g| g.alone == g.value);
        assert!(same || record.plan.status == PlanStatus::Ahead, "{}", county.name);
        // What the year alone reaches nobody beats.
        let first = &ahead.goals[0];
        let maximised = record.plan.goals[0].maximised;
        assert!(if maximised { first.value <= first.alone } else { first.value >= first.alone }, "{}", county.name);
    }
    matches!(planned.ending, Ending::Planned).then_some(planned)
}

/// How the first year's joint model stands to what came of the years.
#[derive(Debug, Default)]
struct Seen {
    compared: u32,
    better: u32,
    exact: u32,
    bounded: u32,
    met: u32,
}

#[test]
fn all_years_at_once_are_never_worse_than_one_after_another() {
    let base = counties::base();
    let mut seen = Seen::default();
    seeds::fitting(150_000, 150, |seed| {
        let (mut parts, mut policy, mut dice) = futures::world(seed, &base);
        // What the tables book for later may lapse by a move, and an allocation looks at who is there: neither is foreseen.
        parts.postings.retain(|p| p.start <= lungang_domain::calendar::SchoolYear(2026).first_day());
        parts.authorised = Authorised::Open;
        policy.movement.carries_post = Param::practice(false);
        // An application lapses with the move; a later year counts it as it is today.
        parts.teachers.iter_mut().for_each(|t| t.volunteer = false);
        policy.movement.who = None;
        // Where exchanges that run count, the most of a later year are as if nobody had moved.
        if policy.rules.exchange_quota.counts.value == QuotaCounts::Running {
            policy.rules.exchange_quota.most = None;
        }
        if dice.one_in(2) {
            policy.movement.term_years = Param::practice(1);
        }
        let dir = tempfile::tempdir().expect("a temporary folder");
        let county = futures::through_tables(&parts, &policy, dir.path()).ok()?;
        let years = dice.between(2, 4) as u16;
        let (alone, all) = (run(&county, &policy, years, 0)?, run(&county, &policy, years, years - 1)?);
        let moves: usize = alone.records.iter().chain(&all.records).map(|r| r.plan.moves.len()).sum();
        let ahead = all.records[0].run.ahead.clone().filter(|a| a.years == years - 1 && moves > 0)?;
        assert_eq!(ahead.status, PlanStatus::Optimal, "{seed}");
        // The worst school of the years together is the largest, not the sum.
        if ahead.goals[0].name == "worst-school" {
            return None;
        }
        seen.compared += 1;
        let sign = if all.records[0].plan.goals[0].maximised { -1 } else { 1 };
        let claimed = sign * ahead.goals[0].together;
        let (one_by_one, together) = (total(&alone), total(&all));
        // No way through the years beats what was proved of them together.
        assert!(claimed <= one_by_one && claimed <= together, "{seed}: {claimed} of {one_by_one}, {together}");
        seen.bounded += 1;
        if policy.movement.term_years.value == 1 {
            seen.exact += 1;
            assert_eq!(claimed, together, "{seed}: what was foreseen came");
            assert!(together <= one_by_one, "{seed}: {together} > {one_by_one}");
        }
        seen.met += u32::from(claimed == together);
        seen.better += u32::from(together < one_by_one);
        Some(())
    });
    println!("{seen:?}");
    assert!(seen.exact > 40 && seen.better > 2 || !seeds::full(), "{seen:?}");
}

#[test]
fn any_horizon_and_any_movement_is_lawful() {
    let base = counties::base();
    let (mut planned, mut given_up) = (0, 0);
    for seed in seeds::some(160_000, 150) {
        let (parts, policy, mut dice) = futures::world(seed, &base);
        let dir = tempfile::tempdir().expect("a temporary folder");
        let Ok(county) = futures::through_tables(&parts, &policy, dir.path()) else { continue };
        let Some(years) = run(&county, &policy, 4, dice.between(1, 3) as u16) else { continue };
        planned += years.records.len();
        given_up += years.records.iter().filter(|r| r.plan.status == PlanStatus::Ahead).count();
    }
    println!("{planned} years, {given_up} gave something up");
    let met = planned > 150 && given_up > 5;
    assert!(met || !seeds::full(), "{planned} years, {given_up} gave something up");
}
