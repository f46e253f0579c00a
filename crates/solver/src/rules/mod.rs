//! The rules, one file each; this is their index.
//!
//! A rule states its rows once and then says how a move touches them. Formulating, pricing and export use nothing else.

mod alliance_share;
mod avoidance;
mod backbone_share;
mod balance;
pub mod budget;
mod continuity;
mod couples;
mod establishment_ceiling;
mod exchange_quota;
mod graduating_share;
mod housing;
mod inflow_cap;
mod itinerant;
mod language;
mod no_new_short;
pub(crate) mod one_post;
mod outflow_cap;
pub(crate) mod pins;
pub mod post_balance;
pub(crate) mod post_limit;
mod receiving_ceiling;
pub(crate) mod share;
mod staffing_floor;
mod team_size;
mod title_posts;
mod two_way;

use crate::model::candidates::{Candidate, Leaver};
use crate::model::rows::{RowIx, Rows};
use crate::model::world::World;
use lungang_domain::plan::{Direction, Move, Plan};
use lungang_domain::policy::Mode;
use lungang_domain::rule::RuleName;

/// Entries of a column: (row, coefficient). A row may occur twice; the coefficients add up.
pub type Entries = Vec<(u32, i64)>;

/// A rule whose rows have been stated. It says once how a move touches them, in up to three parts, so that prices can be
/// added up by teacher and by post before anything is looked at pair by pair.
///
/// None of them has a body to fall back on: a rule says of each that it touches nothing.
pub trait Rule: Send + Sync {
    /// What every move of a teacher in a direction touches.
    fn leaving(&self, world: &World<'_>, leaver: &Leaver, direction: Direction, out: &mut Entries);

    /// What every move to a post in a direction touches.
    fn arriving(&self, world: &World<'_>, post: u32, direction: Direction, out: &mut Entries);

    /// What depends on both.
    fn crossing(&self, world: &World<'_>, candidate: &Candidate, out: &mut Entries);

    /// What a retask touches: a teacher who stays and fills another post of the home school.
    fn retasking(&self, leaver: &Leaver, post: u32, out: &mut Entries);

    /// An upper bound of Σ price · coefficient over the crossing entries of any move of this teacher, at least 0. The
    /// prices are one for each row, of either sign: a branch gives a row a side that it does not have.
    fn lift(&self, world: &World<'_>, leaver: &Leaver, prices: &[i128]) -> i128;
}

/// Whether a rule's rows are asked for.
type Asked = fn(&World<'_>, RuleName) -> bool;

/// States a rule's rows.
type State = fn(&World<'_>, &mut Rows) -> Box<dyn Rule>;

/// Every rule with what asks for its rows and the function that states them, in the registry's order.
const INDEX: &[(RuleName, Asked, State)] = &[
    (RuleName::OnePost, switched, one_post::state),
    (RuleName::ExchangeQuota, switched, exchange_quota::state),
    (RuleName::BackboneShare, switched, backbone_share::state),
    (RuleName::PostBalance, switched, post_balance::state),
    (RuleName::PostLimit, switched, post_limit::state),
    (RuleName::StaffingFloor, switched, staffing_floor::state),
    (RuleName::NoNewShort, switched, no_new_short::state),
    (RuleName::EstablishmentCeiling, switched, establishment_ceiling::state),
    (RuleName::OutflowCap, switched, outflow_cap::state),
    (RuleName::InflowCap, switched, inflow_cap::state),
    (RuleName::ReceivingCeiling, switched, receiving_ceiling::state),
    (RuleName::TitlePosts, switched, title_posts::state),
    (RuleName::Housing, switched, housing::state),
    (RuleName::Couples, switched, couples::state),
    (RuleName::AllianceShare, switched, alliance_share::state),
    (RuleName::TeamSize, switched, team_size::state),
    (RuleName::Budget, switched, budget::state),
    (RuleName::Language, switched, language::state),
    (RuleName::Avoidance, switched, avoidance::state),
    (RuleName::Continuity, switched, continuity::state),
    (RuleName::GraduatingShare, switched, graduating_share::state),
    (RuleName::TwoWay, switched, two_way::state),
    (RuleName::Balance, balance::asked, balance::state),
    (RuleName::Itinerant, switched, itinerant::state),
    (RuleName::Pins, switched, pins::state),
];

/// A rule is asked for where the policy does not switch it off.
fn switched(world: &World<'_>, rule: RuleName) -> bool {
    world.mode(rule) != Mode::Off
}

/// States every rule that is asked for.
pub fn state(world: &World<'_>, rows: &mut Rows) -> Vec<Box<dyn Rule>> {
    INDEX.iter().filter(|(name, asked, _)| asked(world, *name)).map(|(_, _, state)| state(world, rows)).collect()
}

/// Whether a move of a plan serves a rule.
pub(crate) type Serves<'a> = Box<dyn Fn(&Move) -> bool + 'a>;

/// Which moves of a plan serve a rule; what only forbids, limits or adds up is served by none.
pub(crate) fn serves<'a>(rule: RuleName, world: &'a World<'a>, plan: &Plan) -> Serves<'a> {
    match rule {
        RuleName::ExchangeQuota => exchange_quota::serves(world, plan),
        RuleName::BackboneShare => backbone_share::serves(world, plan),
        RuleName::Couples => couples::serves(world, plan),
        RuleName::AllianceShare => alliance_share::serves(world, plan),
        RuleName::GraduatingShare => graduating_share::serves(world, plan),
        RuleName::TwoWay => two_way::serves(world, plan),
        RuleName::Itinerant => itinerant::serves(world, plan),
        RuleName::Pins => pins::serves(world, plan),
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

/// Adds an entry for a row that may not exist.
fn put(out: &mut Entries, row: Option<RowIx>, coefficient: i64) {
    if let Some(row) = row {
        out.push((row.0, coefficient));
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_rule_has_its_rows() {
        let names: Vec<_> = super::INDEX.iter().map(|(name, _, _)| *name).collect();
        assert_eq!(names, lungang_domain::rule::RuleName::ALL);
    }
}
