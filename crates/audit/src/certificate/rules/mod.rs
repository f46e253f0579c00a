//! The rows of every rule, stated from FORMULATION §10; one file each. `Off` rules have none.

mod avoidance;
mod balance;
mod budget;
mod continuity;
mod couples;
mod down;
mod establishment;
mod flows;
mod housing;
mod itinerant;
mod language;
mod no_new_short;
mod one_post;
mod pins;
mod post_balance;
mod post_limit;
mod team_size;
mod two_way;

use super::auxiliaries::Auxiliaries;
use super::columns::{Column, Open, Reach};
use super::rows::{Entry, Rows};
use crate::reading::Reading;
use lungang_domain::id::TeacherIx;
use lungang_domain::policy::Mode;
use lungang_domain::rule::RuleName;

/// What a move touches of one rule's rows: what follows from the teacher alone, from the post alone, and from both. A rule says
/// of each that it is nothing where it is nothing.
pub(super) trait Rule: Sync {
    /// What every move of the teacher touches.
    fn leaving(&self, reading: &Reading<'_>, teacher: TeacherIx, out: &mut Vec<Entry>);

    /// What every move into the post touches.
    fn arriving(&self, reading: &Reading<'_>, post: usize, out: &mut Vec<Entry>);

    /// What a retask touches: who stays, and fills another post of the home school.
    fn retasking(&self, reading: &Reading<'_>, column: &Column, out: &mut Vec<Entry>);

    /// What this move touches besides.
    fn both(&self, reading: &Reading<'_>, column: &Column, out: &mut Vec<Entry>);
}

/// A rule whose rows have been stated.
pub(super) struct Stated {
    /// What a move touches.
    pub(super) rule: Box<dyn Rule>,
    /// Its rows.
    pub(super) rows: std::ops::Range<usize>,
}

/// What rows are stated from.
#[derive(Clone, Copy)]
pub(super) struct Scene<'a> {
    /// The county before any move.
    reading: &'a Reading<'a>,
    /// Where columns lead.
    reach: &'a Reach,
    /// Every column.
    open: &'a Open,
}

/// States the rows of one rule.
type State = fn(Scene<'_>, &mut Rows<'_>, &mut Auxiliaries) -> Box<dyn Rule>;

/// Every rule with what states its rows.
const INDEX: &[(RuleName, State)] = &[
    (RuleName::OnePost, one_post::state),
    (RuleName::ExchangeQuota, down::exchange_quota),
    (RuleName::BackboneShare, down::backbone_share),
    (RuleName::PostBalance, post_balance::state),
    (RuleName::PostLimit, post_limit::state),
    (RuleName::StaffingFloor, establishment::staffing_floor),
    (RuleName::NoNewShort, no_new_short::state),
    (RuleName::EstablishmentCeiling, establishment::establishment_ceiling),
    (RuleName::OutflowCap, flows::outflow_cap),
    (RuleName::InflowCap, flows::inflow_cap),
    (RuleName::ReceivingCeiling, flows::receiving_ceiling),
    (RuleName::TitlePosts, establishment::title_posts),
    (RuleName::Housing, housing::state),
    (RuleName::Couples, couples::state),
    (RuleName::AllianceShare, down::alliance_share),
    (RuleName::TeamSize, team_size::state),
    (RuleName::Budget, budget::state),
    (RuleName::Language, language::state),
    (RuleName::Avoidance, avoidance::state),
    (RuleName::Continuity, continuity::state),
    (RuleName::GraduatingShare, down::graduating_share),
    (RuleName::TwoWay, two_way::state),
    (RuleName::Balance, balance::state),
    (RuleName::Itinerant, itinerant::state),
    (RuleName::Pins, pins::state),
];

/// States every rule that is not off, and what goals of balance count.
pub(super) fn state(
    reading: &Reading<'_>,
    reach: &Reach,
    open: &Open,
    rows: &mut Rows<'_>,
    auxiliaries: &mut Auxiliaries,
) -> Vec<Stated> {
    let scene = Scene { reading, reach, open };
    let mut all = Vec::new();
    let counted = |name| name == RuleName::Balance && !reading.policy.gauges().is_empty();
    let stated = |name| counted(name) || reading.policy.rules.mode(name) != Mode::Off;
    for (_, state) in INDEX.iter().filter(|(name, _)| stated(*name)) {
        let first = rows.len();
        let rule = state(scene, rows, auxiliaries);
        all.push(Stated { rule, rows: first..rows.len() });
    }
    all
}

/// Adds an entry of a row that may not exist.
fn put(out: &mut Vec<Entry>, row: Option<super::rows::RowIx>, coefficient: i64) {
    out.extend(row.map(|row| (row, coefficient)));
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_rule_has_its_rows() {
        let names: Vec<_> = super::INDEX.iter().map(|(name, _)| *name).collect();
        assert_eq!(names, lungang_domain::rule::RuleName::ALL);
    }
}
