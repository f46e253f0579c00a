//! Enough of the eligible teachers of sending schools move to rural and weak schools, and no more than the largest share.
//!
//! Σ_counted x ≥ ⌈share · base⌉ − running, for the county; Σ_counted x out of s ≥ ⌈share · base_s⌉ − running_s, for every sending
//! school s, where the scope asks for it; Σ_down x ≤ ⌊most · base⌋ − running, for the county, where a largest share is stated.
//! People. Clause 三(二)3.

use super::{Entries, Rule, Serves, put};
use crate::model::candidates::{Candidate, Leaver};
use crate::model::program::Range;
use crate::model::rows::{About, RowIx, Rows};
use crate::model::world::World;
use lungang_domain::plan::{Direction, Move, Plan};
use lungang_domain::policy::QuotaScope;
use lungang_domain::rule::RuleName;
use lungang_domain::school::Side;

struct ExchangeQuota {
    county: Option<RowIx>,
    school: Vec<Option<RowIx>>,
    most: Option<RowIx>,
}

pub(super) fn state(world: &World<'_>, rows: &mut Rows) -> Box<dyn Rule> {
    const NAME: RuleName = RuleName::ExchangeQuota;
    let (rule, quota) = (&world.policy.rules.exchange_quota, &world.quota);
    let mut at_least = |sentence, about, required: i64| {
        let row = rows.add(NAME, sentence, about, Range::at_least(required));
        rows.give_way(NAME, rule.mode, row, 1, required);
        row
    };

    let by_county = rule.scope.value != QuotaScope::School;
    let county = by_county.then(|| at_least("county", About::County, quota.county.required(rule.share.value)));
    let by_school = rule.scope.value != QuotaScope::County;
    let school = world.county.school_ixs().map(|s| {
        let least = quota.school[s.at()].required(rule.share.value);
        let asked = by_school && world.sides[s.at()] == Side::Sending && least > 0;
        asked.then(|| at_least("school", About::School(s), least))
    });
    let school = school.collect();
    let most = rule.most.as_ref().map(|most| {
        let row = rows.add(NAME, "most", About::County, Range::at_most(quota.county.most(most.value)));
        rows.give_way(NAME, rule.mode, row, -1, world.county.teachers.len() as i64);
        row
    });
    Box::new(ExchangeQuota { county, school, most })
}

impl Rule for ExchangeQuota {
    fn leaving(&self, world: &World<'_>, leaver: &Leaver, direction: Direction, out: &mut Entries) {
        if direction == Direction::Down {
            put(out, self.most, 1);
            if world.quota.all_down() {
                put(out, self.county, 1);
                put(out, self.school[leaver.from.at()], 1);
            }
        }
    }

    fn arriving(&self, world: &World<'_>, post: u32, direction: Direction, out: &mut Entries) {
        if !world.quota.all_down() && world.quota.counts(Some(direction), world.post(post).school) {
            put(out, self.county, 1);
        }
    }

    fn crossing(&self, world: &World<'_>, c: &Candidate, out: &mut Entries) {
        if !world.quota.all_down() && world.quota.counts(c.direction, c.to) {
            put(out, self.school[c.from.at()], 1);
        }
    }

    fn retasking(&self, _: &Leaver, _: u32, _: &mut Entries) {}

    fn lift(&self, world: &World<'_>, leaver: &Leaver, prices: &[i128]) -> i128 {
        let crossed = self.school[leaver.from.at()].filter(|_| !world.quota.all_down());
        crossed.map_or(0, |row| prices[row.0 as usize].max(0))
    }
}

/// The moves that count serve it.
pub(super) fn serves<'a>(world: &'a World<'a>, _: &Plan) -> Serves<'a> {
    Box::new(|m: &Move| world.quota.counts(world.direction(m), m.to))
}
