//! The rules, one file each; this is their index.
//!
//! A rule states its rows once and then says how a move touches them. Formulating, pricing and export use nothing else.

mod alliance_share;
mod backbone_share;
mod balance;
mod budget;
mod couples;
mod establishment_ceiling;
mod exchange_quota;
mod graduating_share;
mod housing;
mod inflow_cap;
mod itinerant;
mod language;
mod one_post;
mod outflow_cap;
mod pins;
pub mod post_balance;
mod post_limit;
mod share;
mod staffing_floor;
mod team_size;
mod title_posts;
mod two_way;

use crate::model::candidates::{Candidate, Leaver};
use crate::model::rows::{RowIx, Rows};
use crate::model::world::World;
use lungang_domain::plan::Direction;
use lungang_domain::policy::Mode;
use lungang_domain::rule::RuleName;

/// Entries of a column: (row, coefficient). A row may occur twice; the coefficients add up.
pub type Entries = Vec<(u32, i64)>;

/// A rule whose rows have been stated. It says once how a move touches them, in up to three parts, so that prices can be
/// added up by teacher and by post before anything is looked at pair by pair.
pub trait Rule: Send + Sync {
    /// What every move of a teacher in a direction touches.
    fn leaving(&self, _: &World<'_>, _: &Leaver, _: Direction, _: &mut Entries) {}

    /// What every move to a post in a direction touches.
    fn arriving(&self, _: &World<'_>, _post: u32, _: Direction, _: &mut Entries) {}

    /// What depends on both.
    fn crossing(&self, _: &World<'_>, _: &Candidate, _: &mut Entries) {}

    /// An upper bound of Σ price · coefficient over the crossing entries of any move of this teacher, at least 0. The
    /// prices are one for each row and lean only on sides that the rows have.
    fn lift(&self, _: &World<'_>, _: &Leaver, _prices: &[i128]) -> i128 {
        0
    }
}

/// States a rule's rows.
type State = fn(&World<'_>, &mut Rows) -> Box<dyn Rule>;

/// Every rule with the function that states it, in the registry's order.
pub const INDEX: &[(RuleName, State)] = &[
    (RuleName::OnePost, one_post::state),
    (RuleName::ExchangeQuota, exchange_quota::state),
    (RuleName::BackboneShare, backbone_share::state),
    (RuleName::PostBalance, post_balance::state),
    (RuleName::PostLimit, post_limit::state),
    (RuleName::StaffingFloor, staffing_floor::state),
    (RuleName::EstablishmentCeiling, establishment_ceiling::state),
    (RuleName::OutflowCap, outflow_cap::state),
    (RuleName::InflowCap, inflow_cap::state),
    (RuleName::TitlePosts, title_posts::state),
    (RuleName::Housing, housing::state),
    (RuleName::Couples, couples::state),
    (RuleName::AllianceShare, alliance_share::state),
    (RuleName::TeamSize, team_size::state),
    (RuleName::Budget, budget::state),
    (RuleName::Language, language::state),
    (RuleName::GraduatingShare, graduating_share::state),
    (RuleName::TwoWay, two_way::state),
    (RuleName::Balance, balance::state),
    (RuleName::Itinerant, itinerant::state),
    (RuleName::Pins, pins::state),
];

/// States every rule that is not off, and what a goal of balance counts.
pub fn state(world: &World<'_>, rows: &mut Rows) -> Vec<Box<dyn Rule>> {
    let asked = |name: RuleName| match name {
        RuleName::Balance => !world.policy.gauges().is_empty(),
        _ => world.mode(name) != Mode::Off,
    };
    INDEX.iter().filter(|(name, _)| asked(*name)).map(|(_, state)| state(world, rows)).collect()
}

/// Adds an entry for a row that may not exist.
fn put(out: &mut Entries, row: Option<RowIx>, coefficient: i64) {
    if let Some(row) = row {
        out.push((row.0, coefficient));
    }
}
