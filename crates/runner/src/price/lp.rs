//! What a certificate's prices say of a change: an estimate beside the exact value.

use lungang_domain::certificate::Certificate;
use lungang_domain::id::{SchoolIx, SubjectIx};
use lungang_domain::number::Decimal;
use lungang_domain::plan::{Direction, GoalValue, Move};
use lungang_domain::rule::{Asked, Lever, OfShare, RuleName};
use lungang_domain::school::Part;
use lungang_solver::Formulation;
use lungang_solver::export::Names;
use lungang_solver::model::rows::{About, RowName};

/// Prices of rows by goal, in parts of the certificate's denominator.
pub struct Prices {
    /// By goal, by row of the model; empty where there is no certificate of it.
    goals: Vec<Vec<i64>>,
    /// 1, or −1 for a maximised goal.
    signs: Vec<i64>,
    denominator: i64,
    /// Whether every goal's value is proved by them alone.
    pub whole: bool,
}

impl Prices {
    /// Prices of a model's rows for goals whose optimal values are known; `certified` are the bounds that an audit computed.
    pub fn new(
        model: &Formulation<'_>,
        goals: &[GoalValue],
        certificate: Option<&Certificate>,
        certified: &[(String, Option<i64>)],
    ) -> Prices {
        let names = Names::new(model.world.county, model.world.policy, model.world.needs);
        let of_goal = |goal: &GoalValue| {
            let found = certificate.and_then(|c| c.goals.iter().find(|g| g.name == goal.name));
            found.map_or_else(Vec::new, |g| {
                model.row_names.iter().map(|r| g.prices.get(&names.row(r)).copied().unwrap_or(0)).collect()
            })
        };
        let proved =
            |goal: &GoalValue| certified.iter().any(|(n, bound)| *n == goal.name && *bound == Some(goal.value));
        Prices {
            goals: goals.iter().map(of_goal).collect(),
            signs: goals.iter().map(|g| if g.maximised { -1 } else { 1 }).collect(),
            denominator: certificate.map_or(1, |c| c.denominator.max(1)),
            whole: goals.iter().all(proved),
        }
    }

    /// Whether a row has a price in no goal.
    pub fn free(&self, row: usize) -> bool {
        self.goals.iter().all(|prices| prices.get(row).is_none_or(|p| *p == 0))
    }

    /// By how much goals change where rows' lower sides rise (upper sides fall) by so much, by row.
    pub fn change(&self, rows: &[(usize, f64)]) -> Option<Vec<f64>> {
        if self.goals.iter().any(Vec::is_empty) {
            return None;
        }
        let of_goal = |(prices, sign): (&Vec<i64>, &i64)| {
            let sum: f64 = rows.iter().map(|(row, rise)| prices.get(*row).map_or(0.0, |p| *p as f64) * rise).sum();
            let value = sum / self.denominator as f64 * *sign as f64;
            // No −0.
            if value == 0.0 { 0.0 } else { value }
        };
        Some(self.goals.iter().zip(&self.signs).map(of_goal).collect())
    }

    /// What a limit eased by so much is worth: its price leans on the side that it has.
    pub fn eased(&self, model: &Formulation<'_>, row: usize, by: i64) -> Option<Vec<f64>> {
        let rise = if model.rows[row].lo.is_some() { -by } else { by };
        self.change(&[(row, rise as f64)])
    }

    /// What one teacher more at a post is worth; `None` where the post stands in no row.
    pub fn recruited(&self, model: &Formulation<'_>, (s, p, k): (SchoolIx, Part, SubjectIx)) -> Option<Vec<f64>> {
        let post = About::Post(model.world.needs.find(s, p, k)? as u32);
        let balance =
            |n: &RowName| n.about == post && n.rule.is_some_and(|rule| rule.card().levers.contains(&Lever::Recruit));
        self.change(&[(model.row_names.iter().position(balance)?, -1.0)])
    }

    /// What another share is worth at the plan at hand: shares of the moves down by how many these are, others by what their
    /// rows ask for.
    pub fn shared(
        &self,
        (rule, from, to): (RuleName, Decimal, Decimal),
        (before, after): (&Formulation<'_>, &Formulation<'_>),
        moves: &[Move],
    ) -> Option<Vec<f64>> {
        let of_share = |n: &RowName| n.rule.filter(|own| *own == rule)?.row(n.sentence).map(|row| row.share);
        let own = |(_, n): &(usize, &RowName)| of_share(n).is_some_and(|share| share != OfShare::No);
        let rules = &before.world.policy.rules;
        let stated = rule.card().rows.iter().filter(|row| row.share != OfShare::No);
        let of_moved = stated.clone().any(|row| (row.asks)(rules) == Asked::ShareOfDown);
        // A share of 0 may have no row, and then nothing has a price.
        let always = stated.clone().any(|row| row.share == OfShare::Yes);
        if !always && !before.row_names.iter().enumerate().any(|row| own(&row)) {
            return None;
        }
        let mut rows = Vec::new();
        for (row, name) in before.row_names.iter().enumerate().filter(own) {
            if of_moved {
                let down = moves.iter().filter(|m| before.world.direction(m) == Some(Direction::Down)).count() as f64;
                let (_, unit) = from.fraction();
                rows.push((row, (to.0 - from.0) as f64 / Decimal::ONE as f64 * unit as f64 * down));
                continue;
            }
            let Some(other) = after.row_names.iter().position(|n| n == name) else { continue };
            let (old, new) = (before.rows[row], after.rows[other]);
            let rise = match (old.lo.zip(new.lo), old.hi.zip(new.hi)) {
                (Some((old, new)), _) | (_, Some((old, new))) => new - old,
                _ => 0,
            };
            rows.push((row, rise as f64));
        }
        self.change(&rows)
    }
}
