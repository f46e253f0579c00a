//! Which hard rules leave no plan with so few moves: a deletion filter, rule by rule.

use super::Walk;
use crate::counterfactual::{Answer, Best};
use crate::why::shrink;
use crate::year::YearError;
use lungang_domain::plan::PlanStatus;
use lungang_domain::policy::Mode;
use lungang_domain::rule::RuleName;
use lungang_solver::model::program::Range;

/// A row that binds nothing.
const FREE: Range = Range { lo: None, hi: None };

impl Walk<'_> {
    /// Hard rules that alone leave no plan of the size, as no fewer of them do; none where a limit came before that was known. Rules that leave no plan of a larger size are enough to look among.
    pub(super) fn against(&self, size: u32, larger: &[RuleName]) -> Result<Vec<RuleName>, YearError> {
        let policy = self.wanted.policy;
        let mut model = self.model(policy, Some(size))?;
        model.goals.clear();
        let ranges = model.rows.clone();
        // What was asked for, and what holds by definition, is no rule that could give way.
        let may = model.row_names.iter().map(|name| {
            let rule = name.rule.filter(|rule| !rule.always() && policy.rules.mode(*rule) == Mode::Hard)?;
            rule.row(name.sentence).filter(|row| !row.given).map(|_| rule)
        });
        let may: Vec<Option<RuleName>> = may.collect();
        let all: Vec<RuleName> = match larger {
            [] => RuleName::ALL.iter().copied().filter(|rule| may.contains(&Some(*rule))).collect(),
            some => some.to_vec(),
        };
        let nothing = Best {
            status: PlanStatus::Stopped,
            goals: Vec::new(),
            moves: Vec::new(),
            retasks: Vec::new(),
            visits: Vec::new(),
            certificate: None,
        };
        let solves = self.starting(&nothing);
        let (rules, proved) = shrink(all, |kept| {
            for ((row, range), rule) in model.rows.iter_mut().zip(&ranges).zip(&may) {
                *row = if rule.is_none_or(|rule| kept.contains(&rule)) { *range } else { FREE };
            }
            Ok::<_, YearError>(match solves.solve_model(&model)? {
                Answer::Impossible => Some(true),
                Answer::Plan(_) => Some(false),
                Answer::Unknown => None,
            })
        })?;
        Ok(if proved { rules } else { Vec::new() })
    }
}
