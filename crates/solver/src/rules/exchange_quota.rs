//! Enough of the eligible teachers of sending schools move to rural and weak schools.
//!
//! Σ_down x ≥ ⌈share · |E|⌉ − running, for the county; Σ_down x out of s ≥ ⌈share · |E_s|⌉ − running_s, for every sending
//! school s, where the scope asks for it. People. Clause 三(二)3.

use super::{Entries, Rule, Serves, put};
use crate::model::candidates::{Candidate, Leaver};
use crate::model::program::Range;
use crate::model::rows::{About, RowIx, Rows};
use crate::model::world::World;
use lungang_domain::plan::{Direction, Move, Plan};
use lungang_domain::policy::{QuotaCounts, QuotaScope};
use lungang_domain::rule::RuleName;
use lungang_domain::school::Side;

struct ExchangeQuota {
    county: Option<RowIx>,
    school: Vec<Option<RowIx>>,
}

pub(super) fn state(world: &World<'_>, rows: &mut Rows) -> Box<dyn Rule> {
    const NAME: RuleName = RuleName::ExchangeQuota;
    let rule = &world.policy.rules.exchange_quota;
    let counted = |running: i64| if rule.counts.value == QuotaCounts::Running { running } else { 0 };
    let required = |eligible: i64, running: i64| (rule.share.value.ceil_of(eligible) - counted(running)).max(0);
    let mut at_least = |sentence, about, required: i64| {
        let row = rows.add(NAME, sentence, about, Range::at_least(required));
        rows.give_way(NAME, rule.mode, row, 1, required);
        row
    };

    let county = (rule.scope.value != QuotaScope::School).then(|| {
        let running = world.running_from.iter().map(|n| i64::from(*n)).sum();
        at_least("county", About::County, required(world.eligible(), running))
    });
    let by_school = rule.scope.value != QuotaScope::County;
    let school = world.county.school_ixs().map(|s| {
        let least = required(i64::from(world.eligible_of[s.at()]), i64::from(world.running_from[s.at()]));
        let asked = by_school && world.sides[s.at()] == Side::Sending && least > 0;
        asked.then(|| at_least("school", About::School(s), least))
    });
    let school = school.collect();
    Box::new(ExchangeQuota { county, school })
}

impl Rule for ExchangeQuota {
    fn leaving(&self, _: &World<'_>, leaver: &Leaver, direction: Direction, out: &mut Entries) {
        if direction == Direction::Down {
            put(out, self.county, 1);
            put(out, self.school[leaver.from.at()], 1);
        }
    }

    fn arriving(&self, _: &World<'_>, _: u32, _: Direction, _: &mut Entries) {}

    fn crossing(&self, _: &World<'_>, _: &Candidate, _: &mut Entries) {}

    fn retasking(&self, _: &Leaver, _: u32, _: &mut Entries) {}

    fn lift(&self, _: &World<'_>, _: &Leaver, _: &[i128]) -> i128 {
        0
    }
}

/// Every move down serves it.
pub(super) fn serves<'a>(world: &'a World<'a>, _: &Plan) -> Serves<'a> {
    Box::new(|m: &Move| world.direction(m) == Some(Direction::Down))
}
