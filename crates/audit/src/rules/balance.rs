//! What the schools of a stage have for each pupil varies no more than the limit.
//!
//! CV ≤ limit for every stage and indicator of the policy, pupil-weighted, over public schools with pupils of the stage;
//! breach in ten-thousandths of CV². 教督〔2017〕6号.

use super::measured::{Measured, breach};
use crate::evenness;
use crate::kinds::BreachKind;
use crate::world::World;
use lungang_domain::audit::Breach;
use lungang_domain::balance::{Gauge, Indicator};
use lungang_domain::missing::Missing;

/// Looks at every stage and indicator where anybody is counted.
pub fn measure(world: &World<'_>) -> Measured {
    let rule = &world.before.policy.rules.balance;
    let mut measured = Measured::family();
    for gauge in Gauge::of(&rule.stages.value, &rule.indicators.value) {
        let Some(even) = evenness::read(world.before, gauge) else {
            // That nobody teaches PE or art a roster can say; that nobody is a backbone teacher says that none is recorded.
            measured.lacks(Missing::Backbone, usize::from(gauge.indicator == Indicator::Backbone));
            continue;
        };
        let limit = rule.limit(gauge);
        let (found, allowed) = (even.after(world), even.allowed(limit));
        let kind = match gauge.indicator {
            Indicator::Teachers => BreachKind::BalanceTeachers,
            Indicator::Backbone => BreachKind::BalanceBackbone,
            Indicator::PeArts => BreachKind::BalancePeArts,
        };
        let seen =
            Breach { stage: Some(gauge.stage.name().to_owned()), ..breach(kind, limit.0, even.coefficient(found)) };
        measured.look((found > allowed).then(|| (seen, even.excess(found, allowed))));
    }
    measured
}
