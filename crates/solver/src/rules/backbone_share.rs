//! Enough of those who move to rural and weak schools are backbone teachers.
//!
//! `of = moved`: Σ_{down, backbone} x ≥ share · Σ_down x. `of = eligible`: Σ_{down, backbone} x ≥ ⌈share · |E|⌉. County-wide;
//! people; of the levels that the policy counts. Clause 三(二)3; the second form is other provinces'.

use super::share::ShareOfDown;
use super::{Entries, Rule, Serves};
use crate::model::candidates::{Candidate, Leaver};
use crate::model::program::Range;
use crate::model::rows::{About, RowIx, Rows};
use crate::model::world::World;
use lungang_domain::plan::{Direction, Move, Plan};
use lungang_domain::policy::BackboneOf;
use lungang_domain::rule::RuleName;

enum BackboneShare {
    OfMoved(ShareOfDown),
    OfEligible(RowIx),
}

pub(super) fn state(world: &World<'_>, rows: &mut Rows) -> Box<dyn Rule> {
    const NAME: RuleName = RuleName::BackboneShare;
    let rule = &world.policy.rules.backbone_share;
    Box::new(match rule.of.value {
        BackboneOf::Moved => BackboneShare::OfMoved(ShareOfDown::state(world, rows, NAME, rule.mode, rule.share.value)),
        BackboneOf::Eligible => {
            let required = rule.share.value.ceil_of(world.eligible());
            let row = rows.add(NAME, "", About::County, Range::at_least(required));
            rows.give_way(NAME, rule.mode, row, 1, required);
            BackboneShare::OfEligible(row)
        }
    })
}

impl Rule for BackboneShare {
    fn leaving(&self, world: &World<'_>, leaver: &Leaver, direction: Direction, out: &mut Entries) {
        let backbone = world.policy.backbone(world.teacher(leaver.teacher));
        match self {
            BackboneShare::OfMoved(share) => share.leaving(backbone, direction, out),
            BackboneShare::OfEligible(row) if direction == Direction::Down && backbone => out.push((row.0, 1)),
            BackboneShare::OfEligible(_) => {}
        }
    }

    fn arriving(&self, _: &World<'_>, _: u32, _: Direction, _: &mut Entries) {}

    fn crossing(&self, _: &World<'_>, _: &Candidate, _: &mut Entries) {}

    fn retasking(&self, _: &Leaver, _: u32, _: &mut Entries) {}

    fn lift(&self, _: &World<'_>, _: &Leaver, _: &[i128]) -> i128 {
        0
    }
}

/// Moves down of backbone teachers serve it.
pub(super) fn serves<'a>(world: &'a World<'a>, _: &Plan) -> Serves<'a> {
    let backbone = |m: &Move| world.policy.backbone(world.teacher(m.teacher));
    Box::new(move |m: &Move| world.direction(m) == Some(Direction::Down) && backbone(m))
}
