//! The rules, one file each; every one of them measures a [`World`].

mod alliance_share;
pub(crate) mod avoidance;
mod backbone_share;
mod balance;
pub(crate) mod budget;
pub(crate) mod continuity;
pub(crate) mod couples;
mod establishment_ceiling;
pub(crate) mod exchange_quota;
pub(crate) mod graduating_share;
mod housing;
pub(crate) mod inflow_cap;
mod itinerant;
pub(crate) mod language;
mod measured;
mod no_new_short;
mod one_post;
pub(crate) mod outflow_cap;
mod pins;
mod post_balance;
mod post_limit;
pub(crate) mod receiving_ceiling;
pub(crate) mod staffing_floor;
mod team_size;
mod title_posts;
mod two_way;

pub use measured::Measured;

use crate::columns::Step;
use crate::reading::Reading;
use crate::world::World;
use lungang_domain::audit::RuleAudit;
use lungang_domain::missing::Unchecked;
use lungang_domain::policy::Policy;
use lungang_domain::rule::RuleName;

/// Measures one rule, however it binds.
pub fn measure(rule: RuleName, world: &World<'_>) -> Measured {
    match rule {
        RuleName::OnePost => one_post::measure(world),
        RuleName::ExchangeQuota => exchange_quota::measure(world),
        RuleName::BackboneShare => backbone_share::measure(world),
        RuleName::PostBalance => post_balance::measure(world),
        RuleName::PostLimit => post_limit::measure(world),
        RuleName::StaffingFloor => staffing_floor::measure(world),
        RuleName::NoNewShort => no_new_short::measure(world),
        RuleName::EstablishmentCeiling => establishment_ceiling::measure(world),
        RuleName::OutflowCap => outflow_cap::measure(world),
        RuleName::InflowCap => inflow_cap::measure(world),
        RuleName::ReceivingCeiling => receiving_ceiling::measure(world),
        RuleName::TitlePosts => title_posts::measure(world),
        RuleName::Housing => housing::measure(world),
        RuleName::Couples => couples::measure(world),
        RuleName::AllianceShare => alliance_share::measure(world),
        RuleName::TeamSize => team_size::measure(world),
        RuleName::Budget => budget::measure(world),
        RuleName::Language => language::measure(world),
        RuleName::Avoidance => avoidance::measure(world),
        RuleName::Continuity => continuity::measure(world),
        RuleName::GraduatingShare => graduating_share::measure(world),
        RuleName::TwoWay => two_way::measure(world),
        RuleName::Balance => balance::measure(world),
        RuleName::Itinerant => itinerant::measure(world),
        RuleName::Pins => pins::measure(world),
    }
}

/// Whether a hard rule leaves no column for a move, whoever else moves.
pub(crate) fn shuts(reading: &Reading<'_>, step: &Step) -> bool {
    language::shuts(reading, step) || shuts_pair(reading, step)
}

/// The same of rules that do not look at the subject.
pub(crate) fn shuts_pair(reading: &Reading<'_>, step: &Step) -> bool {
    avoidance::shuts(reading, step) || continuity::shuts(reading, step)
}

/// Whether a move counts towards a rule.
pub(crate) type Serves<'a> = Box<dyn Fn(&Step) -> bool + 'a>;

/// Which moves count towards a rule; towards one that only forbids, limits or adds up none does.
pub(crate) fn serves<'a>(rule: RuleName, world: &'a World<'a>) -> Serves<'a> {
    match rule {
        RuleName::ExchangeQuota => exchange_quota::serves(world),
        RuleName::BackboneShare => backbone_share::serves(world),
        RuleName::Couples => couples::serves(world),
        RuleName::AllianceShare => alliance_share::serves(world),
        RuleName::GraduatingShare => graduating_share::serves(world),
        RuleName::TwoWay => two_way::serves(world),
        RuleName::Itinerant => itinerant::serves(world),
        RuleName::Pins => pins::serves(world),
        RuleName::OnePost
        | RuleName::PostBalance
        | RuleName::PostLimit
        | RuleName::StaffingFloor
        | RuleName::NoNewShort
        | RuleName::EstablishmentCeiling
        | RuleName::OutflowCap
        | RuleName::InflowCap
        | RuleName::ReceivingCeiling
        | RuleName::TitlePosts
        | RuleName::Housing
        | RuleName::TeamSize
        | RuleName::Budget
        | RuleName::Language
        | RuleName::Avoidance
        | RuleName::Continuity
        | RuleName::Balance => Box::new(|_| false),
    }
}

/// States the audit of a rule: its clause, its mode, the two numbers, the breaches.
pub fn audit_of(rule: RuleName, measured: Measured, policy: &Policy) -> RuleAudit {
    let switch = policy.rules.switches().remove(&rule);
    let unchecked = |(missing, places)| Unchecked { missing, places };
    let unchecked: Vec<Unchecked> = measured.unchecked.into_iter().map(unchecked).collect();
    let holds = match measured.breaches.is_empty() {
        false => Some(false),
        true => (measured.checked > 0 && unchecked.is_empty()).then_some(true),
    };
    let mut breaches = measured.breaches;
    breaches.sort();
    breaches.truncate(crate::LISTED);
    RuleAudit {
        rule,
        mode: policy.rules.mode(rule),
        clause: policy.rules.clause(rule).unwrap_or_default().to_owned(),
        reason: switch.and_then(|s| s.reason),
        relation: measured.relation,
        unit: measured.unit,
        required: measured.required,
        achieved: measured.achieved,
        holds,
        checked: measured.checked,
        unchecked,
        breaches,
    }
}
