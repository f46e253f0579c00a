//! Enough of those who meet the conditions move from sending to receiving schools, and no more than the largest share.
//!
//! Σ_counted x ≥ ⌈share · base⌉ − running, in the county; Σ_counted x out of s ≥ ⌈share · base_s⌉ − running_s, for every sending
//! school s (scope `school` or `both`); Σ_down x ≤ ⌊most · base⌋ − running, in the county, where `most` is stated; people, never
//! below 0. Counted are moves down, or those of them to rural schools; who runs such an exchange counts above and below where the
//! policy says so. Clause 三(二)3.

use super::Serves;
use super::measured::{Measured, breach};
use crate::columns::Step;
use crate::kinds::BreachKind;
use crate::reading::Reading;
use crate::world::World;
use lungang_domain::audit::{Breach, Relation, Unit};
use lungang_domain::id::SchoolIx;
use lungang_domain::plan::Direction;
use lungang_domain::policy::{QuotaCounts, QuotaOf, QuotaScope, QuotaTo};
use lungang_domain::school::{Area, Side};

/// Counts the county's moves down, and those of every sending school.
pub fn measure(world: &World<'_>) -> Measured {
    let reading = world.before;
    let asked = asked(reading);
    let mut counted = vec![0i64; reading.sides.len()];
    world.down().filter(|s| counts(reading, s)).for_each(|s| counted[s.from.at()] += 1);

    let mut measured = match asked.county {
        None => Measured::family(),
        Some(required) => {
            Measured::count(BreachKind::QuotaCounty, Relation::AtLeast, Unit::People, required, counted.iter().sum())
        }
    };
    for (s, required) in asked.schools {
        let seen =
            Breach { school: Some(reading.school_id(s)), ..breach(BreachKind::QuotaSchool, required, counted[s.at()]) };
        measured.compare(Relation::AtLeast, seen);
    }
    if let Some(most) = asked.most {
        measured.compare(Relation::AtMost, breach(BreachKind::QuotaMost, most, world.down().count() as i64));
    }
    measured
}

/// Whether a move is one of those that are counted.
pub(crate) fn counts(reading: &Reading<'_>, step: &Step) -> bool {
    step.direction == Some(Direction::Down) && reaches(reading, step.to)
}

/// Whether moves to a receiving school are counted.
fn reaches(reading: &Reading<'_>, to: SchoolIx) -> bool {
    match reading.policy.rules.exchange_quota.counted() {
        QuotaTo::Receiving => true,
        QuotaTo::Rural => reading.county.school(to).area == Area::Rural,
    }
}

/// The moves down that the quota asks for.
pub(crate) struct Asked {
    /// Of the county; `None` where the scope does not ask.
    pub(crate) county: Option<i64>,
    /// Of every sending school; none where the scope does not ask.
    pub(crate) schools: Vec<(SchoolIx, i64)>,
    /// At most of the county; `None` where no largest share is stated.
    pub(crate) most: Option<i64>,
}

/// Reads what the quota asks for.
pub(crate) fn asked(reading: &Reading<'_>) -> Asked {
    let rule = &reading.policy.rules.exchange_quota;
    let (scope, share) = (rule.scope.value, rule.share.value);
    let mut running = vec![0i64; reading.sides.len()];
    if rule.counts.value == QuotaCounts::Running {
        for posting in reading.county.teacher_ixs().filter_map(|t| reading.county.running(t)) {
            let down = reading.side(posting.from) == Side::Sending && reading.side(posting.to) == Side::Receiving;
            if down && reaches(reading, posting.to) {
                running[posting.from.at()] += 1;
            }
        }
    }
    let mut eligible = vec![0i64; reading.sides.len()];
    reading.eligible().for_each(|t| eligible[reading.county.teacher(t).school.at()] += 1);
    let away: i64 = running.iter().sum();
    let base = away
        + match rule.base() {
            QuotaOf::Sending => eligible.iter().sum::<i64>(),
            QuotaOf::County => reading.eligible_anywhere().count() as i64,
        };
    let asked = |base: i64, running: i64| (share.ceil_of(base) - running).max(0);
    let of_school = |s: SchoolIx| asked(eligible[s.at()] + running[s.at()], running[s.at()]);
    let sending = reading.county.school_ixs().filter(|s| reading.side(*s) == Side::Sending);
    Asked {
        county: (scope != QuotaScope::School).then(|| asked(base, away)),
        schools: match scope {
            QuotaScope::County => Vec::new(),
            _ => sending.map(|s| (s, of_school(s))).collect(),
        },
        most: rule.most.as_ref().map(|most| (most.value.floor_of(base) - away).max(0)),
    }
}

/// A move that is counted serves the quota.
pub(super) fn serves<'a>(world: &'a World<'a>) -> Serves<'a> {
    Box::new(|step| counts(world.before, step))
}
