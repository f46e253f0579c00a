//! The fast engine: column generation with exact pricing, a restricted master, widening by reduced cost, goals one after
//! another, and a certificate in whole numbers. FORMULATION §8.
//!
//! ```text
//! Master   living linear program on the columns made so far
//! Tariff   its prices in whole numbers: a bound, and the reduced cost of any move
//! Pricing  the moves that a tariff asks for, over all columns, none of them stored
//! Branch   plans taken apart by what a row comes to, where the relaxation has it between two whole numbers
//! Question the integer program on few columns
//! Search   the loop over these, goal by goal: relax, then step
//! Warm     plan and prices of an earlier solve, which may save the relaxation
//! later    what a stop leaves of the goals after it
//! reach    what each choice of one teacher costs a plan at least, by its prices alone
//! ```

mod branch;
mod certify;
mod integer;
mod known;
mod later;
mod master;
mod pricing;
mod reach;
mod relax;
mod search;
mod step;
mod tariff;
mod warm;

pub use reach::{Reached, reach};

use super::whole::Whole;
use super::{Engine, EngineError, Limits, Outcome, Sizes, Start, Watch};
use crate::model::formulation::Formulation;
use crate::solvers::Solver;
use crate::solvers::good_lp::GoodLp;
use crate::solvers::highs::{self, Highs, Settings};

/// The fast engine.
#[derive(Debug, Clone, Copy, Default)]
pub struct Fast {
    /// How HiGHS is used.
    pub settings: Settings,
    /// How an integer step begins.
    pub widening: Widening,
}

/// With how many columns of least reduced cost an integer program is widened at first; it is widened further until all
/// columns within the room are in. The plan does not depend on it, only the time does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Widening {
    /// At least so many.
    pub few: usize,
    /// So many for every column that the relaxation uses.
    pub of_each: usize,
}

impl Default for Widening {
    fn default() -> Self {
        Widening { few: 4_000, of_each: 8 }
    }
}

impl Engine for Fast {
    fn name(&self) -> &'static str {
        "fast"
    }

    fn solver(&self) -> (&'static str, String) {
        ("HiGHS", highs::version())
    }

    fn solve(&self, formulation: &Formulation<'_>, limits: &Limits, watch: &Watch<'_>) -> Result<Outcome, EngineError> {
        self.solve_from(formulation, &Start::default(), limits, watch)
    }

    fn solve_from(
        &self,
        formulation: &Formulation<'_>,
        start: &Start<'_>,
        limits: &Limits,
        watch: &Watch<'_>,
    ) -> Result<Outcome, EngineError> {
        let integer: &dyn Solver = &Highs { settings: self.settings };
        let (sizes, warm) = (Sizes::default(), warm::Warm::new(formulation, start));
        search::Search::new(formulation, *self, integer, limits, watch, &sizes)?.solve(warm)
    }

    fn second(&self) -> Option<Box<dyn Engine>> {
        let first = Settings::default();
        Some(match self.settings {
            settings if settings == first => Box::new(Fast { settings: first.second(), ..*self }),
            settings if settings == first.second() => Box::new(Fast { settings: first.third(), ..*self }),
            _ => Box::new(Whole(GoodLp::Highs)),
        })
    }
}
