//! Enough of the eligible move from sending to receiving schools.
//!
//! Σ_down x ≥ ⌈share · |E|⌉ − running, in the county; Σ_down x out of s ≥ ⌈share · |E_s|⌉ − running_s, for every sending
//! school s (scope `school` or `both`); people, never below 0. Running exchanges from a sending to a receiving school
//! count where the policy says so. Clause 三(二)3.

use super::measured::{Measured, breach};
use crate::kinds::BreachKind;
use crate::world::World;
use lungang_domain::audit::{Breach, Relation, Unit};
use lungang_domain::policy::{QuotaCounts, QuotaScope};
use lungang_domain::school::Side;

/// Counts the county's moves down, and those of every sending school.
pub fn measure(world: &World<'_>) -> Measured {
    let (reading, rule) = (world.before, &world.before.policy.rules.exchange_quota);
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
    let mut down = vec![0i64; reading.sides.len()];
    world.down().for_each(|s| down[s.from.at()] += 1);

    let asked = |eligible: i64, running: i64| (share.ceil_of(eligible) - running).max(0);
    let mut measured = match scope {
        QuotaScope::School => Measured::family(),
        QuotaScope::County | QuotaScope::Both => {
            let required = asked(eligible.iter().sum(), running.iter().sum());
            Measured::count(BreachKind::QuotaCounty, Relation::AtLeast, Unit::People, required, down.iter().sum())
        }
    };
    if scope != QuotaScope::County {
        for s in reading.county.school_ixs().filter(|s| reading.side(*s) == Side::Sending) {
            let required = asked(eligible[s.at()], running[s.at()]);
            let seen = Breach {
                school: Some(reading.school_id(s)),
                ..breach(BreachKind::QuotaSchool, required, down[s.at()])
            };
            measured.compare(Relation::AtLeast, seen);
        }
    }
    measured
}
