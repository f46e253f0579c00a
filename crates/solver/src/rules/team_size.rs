//! A school that receives anybody receives a team.
//!
//! in(s) ≥ least · r(s) and in(s) ≤ U(s) · r(s) for every school, r(s) ∈ {0, 1}. U(s) is the school's own largest inflow: the
//! inflow cap where that is hard, else the number of teachers who could come. People. Practice.

use super::{Entries, Rule, inflow_cap};
use crate::model::candidates::{Candidate, Leaver};
use crate::model::formulation::Formulation;
use crate::model::program::{Bounds, Range};
use crate::model::rows::{About, Measured, RowIx, RowName, Rows};
use crate::model::world::World;
use lungang_domain::plan::Direction;
use lungang_domain::policy::Mode;
use lungang_domain::rule::RuleName;

struct TeamSize {
    /// (at least, at most) by school.
    row: Vec<Option<(RowIx, RowIx)>>,
}

pub(super) fn state(world: &World<'_>, rows: &mut Rows) -> Box<dyn Rule> {
    const NAME: RuleName = RuleName::TeamSize;
    let rule = &world.policy.rules.team_size;
    let least = i64::from(rule.least.value);
    let capped = world.mode(RuleName::InflowCap) == Mode::Hard;
    let row = world.county.school_ixs().map(|s| {
        let could = i64::from(world.reach[s.at()].1);
        let most = if capped { could.min(inflow_cap::most(world, s)) } else { could };
        (could > 0).then(|| {
            let receives = rows.auxiliary(Measured::Receives(s), Bounds { lo: 0, hi: 1 });
            let lower = rows.add(NAME, "least", About::School(s), Range::at_least(0));
            let upper = rows.add(NAME, "switch", About::School(s), Range::at_most(0));
            rows.touch(receives, lower, -least);
            rows.touch(receives, upper, -most);
            rows.give_way(NAME, rule.mode, lower, 1, least);
            (lower, upper)
        })
    });
    Box::new(TeamSize { row: row.collect() })
}

impl Rule for TeamSize {
    fn leaving(&self, _: &World<'_>, _: &Leaver, _: Direction, _: &mut Entries) {}

    fn arriving(&self, world: &World<'_>, post: u32, _: Direction, out: &mut Entries) {
        if let Some((lower, upper)) = self.row[world.post(post).school.at()] {
            out.extend([(lower.0, 1), (upper.0, 1)]);
        }
    }

    fn crossing(&self, _: &World<'_>, _: &Candidate, _: &mut Entries) {}

    fn retasking(&self, _: &Leaver, _: u32, _: &mut Entries) {}

    fn lift(&self, _: &World<'_>, _: &Leaver, _: &[i128]) -> i128 {
        0
    }
}

impl Formulation<'_> {
    /// The row whose coefficients are made from a row's limit: the switch of a school uses its largest inflow.
    pub fn made_from(&self, row: usize) -> Option<usize> {
        let name = self.row_names[row];
        let switch =
            |n: &RowName| n.rule == Some(RuleName::TeamSize) && n.sentence == "switch" && n.about == name.about;
        if name.rule == Some(RuleName::InflowCap) { self.row_names.iter().position(switch) } else { None }
    }
}
