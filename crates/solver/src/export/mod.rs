//! The full model for any other solver: free-format MPS and CPLEX LP, with names that speak.

mod goals;
mod lp;
mod mps;
mod names;
mod rows;

pub use goals::write_goals;
pub use lp::write_lp;
pub use mps::write_mps;
pub use names::Names;

use crate::model::Model;
use crate::model::program::Bounds;
use lungang_domain::county::County;
use lungang_domain::needs::Needs;
use lungang_domain::policy::Policy;

/// A model with what its names are made of.
#[derive(Clone, Copy)]
pub struct Export<'a> {
    /// The model.
    pub model: &'a Model,
    /// The county.
    pub county: &'a County,
    /// The policy.
    pub policy: &'a Policy,
    /// The needs.
    pub needs: &'a Needs,
    /// Which goal is the objective, by position.
    pub goal: usize,
}

impl Export<'_> {
    /// Costs of every column, the constant last; a maximised goal has its sign turned, so that everything minimises.
    fn costs(&self) -> Vec<i64> {
        let mut costs = vec![0; self.model.program.columns.len()];
        let mut constant = 0;
        if let Some(goal) = self.model.goals.get(self.goal) {
            for (column, cost) in &goal.objective.costs {
                costs[*column as usize] = *cost;
            }
            constant = if goal.maximised { -goal.constant } else { goal.constant };
        }
        costs.push(constant);
        costs
    }

    /// Bounds of every column; the last is the constant, a column fixed at 1, which every solver reads alike.
    fn bounds(&self) -> impl Iterator<Item = Bounds> + '_ {
        self.model.program.columns.iter().copied().chain(std::iter::once(Bounds { lo: 1, hi: 1 }))
    }

    /// Name of the objective.
    fn objective(&self) -> String {
        self.model.goals.get(self.goal).map_or_else(|| "none".to_owned(), |g| names::word(&g.name))
    }
}
