//! Text for the terminal: plain columns, readable without colour, in Chinese and English. One file a command.

mod alternatives;
mod audit;
mod check;
mod compare;
mod diagnose;
mod disclosure;
mod eligible;
mod explain;
mod frontier;
mod import;
mod plan;
mod price;
mod recruit;
mod replan;
mod staffing;
mod whatif;
mod years;

pub use alternatives::alternatives;
pub use audit::audit;
pub use check::{check, findings};
pub use compare::compare;
pub use diagnose::{diagnose, diagnose_short};
pub use disclosure::disclosure;
pub use eligible::eligible;
pub use explain::explain;
pub use frontier::frontier;
pub use import::import;
pub use plan::plan;
pub use price::price;
pub use recruit::recruit;
pub use replan::replan;
pub use staffing::staffing;
pub use whatif::whatif;
pub use years::years;

use lungang_domain::words::Lang;

/// How text is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct View {
    /// In which language.
    pub lang: Lang,
    /// Most rows of a list; the rest is counted on a line `… and n more`.
    pub rows: usize,
}

impl View {
    /// Twenty rows of every list.
    pub fn new(lang: Lang) -> View {
        View { lang, rows: 20 }
    }

    /// Every row of every list.
    pub fn whole(lang: Lang) -> View {
        View { lang, rows: usize::MAX }
    }
}
