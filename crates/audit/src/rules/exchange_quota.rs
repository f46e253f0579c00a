//! Enough of the eligible move from sending to receiving schools.
//!
//! Σ_down x ≥ ⌈share · |E|⌉ − running, in the county; Σ_down x out of s ≥ ⌈share · |E_s|⌉ − running_s, for every sending
//! school s (scope `school` or `both`); people, never below 0. Running exchanges from a sending to a receiving school
//! count where the policy says so. Clause 三(二)3.

use super::Serves;
use super::measured::{Measured, breach};
use crate::kinds::BreachKind;
use crate::reading::Reading;
use crate::world::World;
use lungang_domain::audit::{Breach, Relation, Unit};
use lungang_domain::id::SchoolIx;
use lungang_domain::plan::Direction;
use lungang_domain::policy::{QuotaCounts, QuotaScope};
use lungang_domain::school::Side;

/// Counts the county's moves down, and those of every sending school.
pub fn measure(world: &World<'_>) -> Measured {
    let reading = world.before;
    let asked = asked(reading);
    let mut down = vec![0i64; reading.sides.len()];
    world.down().for_each(|s| down[s.from.at()] += 1);

    let mut measured = match asked.county {
        None => Measured::family(),
        Some(required) => {
            Measured::count(BreachKind::QuotaCounty, Relation::AtLeast, Unit::People, required, down.iter().sum())
        }
    };
    for (s, required) in asked.schools {
        let seen =
            Breach { school: Some(reading.school_id(s)), ..breach(BreachKind::QuotaSchool, required, down[s.at()]) };
        measured.compare(Relation::AtLeast, seen);
    }
    measured
}

/// The moves down that the quota asks for.
pub(crate) struct Asked {
    /// Of the county; `None` where the scope does not ask.
    pub(crate) county: Option<i64>,
    /// Of every sending school; none where the scope does not ask.
    pub(crate) schools: Vec<(SchoolIx, i64)>,
}

/// Reads what the quota asks for.
pub(crate) fn asked(reading: &Reading<'_>) -> Asked {
    let rule = &reading.policy.rules.exchange_quota;
    let (scope, share) = (rule.scope.value, rule.share.value);
    let mut running = vec![0i64; reading.sides.len()];
    if rule.counts.value == QuotaCounts::Running {
        for posting in reading.county.teacher_ixs().filter_map(|t| reading.county.running(t)) {
            if reading.side(posting.from) == Side::Sending && reading.side(posting.to) == Side::Receiving {
                running[posting.from.at()] += 1;
            }
        }
    }
    let mut eligible = vec![0i64; reading.sides.len()];
    reading.eligible().for_each(|t| eligible[reading.county.teacher(t).school.at()] += 1);
    let asked = |eligible: i64, running: i64| (share.ceil_of(eligible) - running).max(0);
    let sending = reading.county.school_ixs().filter(|s| reading.side(*s) == Side::Sending);
    Asked {
        county: (scope != QuotaScope::School).then(|| asked(eligible.iter().sum(), running.iter().sum())),
        schools: match scope {
            QuotaScope::County => Vec::new(),
            _ => sending.map(|s| (s, asked(eligible[s.at()], running[s.at()]))).collect(),
        },
    }
}

/// Who moves down counts towards the quota.
pub(super) fn serves<'a>(_: &'a World<'a>) -> Serves<'a> {
    Box::new(|step| step.direction == Some(Direction::Down))
}
