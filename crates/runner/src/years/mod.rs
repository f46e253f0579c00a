//! Years in a row: a year's audited plan becomes the next year's history. FORMULATION §15.
//!
//! ```text
//! plan      year::plan, audited                      one record a year
//! advance   county + moves + what is foreseen        the county of the next first of September
//! settle    written as tables and read again         what anyone can plan and audit for themselves
//! ```

mod advance;
mod ahead;
mod borne;
mod ledger;
mod opened;
mod people;
mod roster;
mod schools;

pub use advance::advance;
pub use ahead::MOST_MOVES;
pub(crate) use borne::{again, borne_out, stated};
pub use ledger::Ledger;
pub use opened::{OpenedYears, YearsError, open, read};
pub use schools::foreseen;

use crate::case::Case;
use crate::conflict::Conflict;
use crate::recruit;
use crate::year::{self, Settings, Year, YearError};
use lungang_domain::calendar::SchoolYear;
use lungang_domain::certificate::Certificate;
use lungang_domain::county::CountyParts;
use lungang_domain::record::Record;
use lungang_domain::years::YearsDocument;
use lungang_results::figures;
use lungang_solver::engine::Watch;
use std::sync::Arc;
use std::time::Instant;

/// Who keeps what the years leave: the plan of each year, and the county of the next.
pub trait Keeper {
    /// A failure to keep it.
    type Error: From<YearError>;

    /// Keeps the plan of a year; that may go on while the next one is planned.
    ///
    /// # Errors
    /// It cannot be written, or that of the year before could not.
    fn keep(&mut self, record: &Arc<Record>) -> Result<(), Self::Error>;

    /// Keeps the county of the next year and reads it again.
    ///
    /// # Errors
    /// It cannot be written, or what was written cannot be planned.
    fn settle(&mut self, parts: &CountyParts, year: SchoolYear) -> Result<Case, Self::Error>;

    /// A year begins: its position from 1, of how many.
    fn begins(&mut self, _year: SchoolYear, _step: (u16, u16)) {}
}

/// How the years ended.
#[derive(Debug)]
pub enum Ending {
    /// Every year has its plan.
    Planned,
    /// A year has no plan that keeps the hard rules.
    Infeasible(Conflict),
    /// Stopped before a year had any plan.
    Nothing,
    /// Looking ahead takes more possible moves at once than are planned; nothing was.
    TooLarge(usize),
    /// Nobody is left on the roster when this year begins.
    Nobody(SchoolYear),
}

/// How many years are planned, and with an eye to how many later ones each of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// Years that are planned.
    pub years: u16,
    /// Later ones of these that each is planned together with.
    pub lookahead: u16,
}

/// Plans so many years, each from what the one before left.
///
/// # Errors
/// A model cannot be stated, the solver failed, or the keeper did.
pub fn run<K: Keeper>(
    first: Case,
    span: Span,
    settings: &Settings<'_>,
    watch: &Watch<'_>,
    keeper: &mut K,
) -> Result<(YearsDocument, Ending), K::Error> {
    let mut ledger = Ledger::new(&first.county);
    let mut document = YearsDocument {
        county: first.county.name.clone(),
        policy: first.policy.id.clone(),
        seed: settings.seed,
        lookahead: span.lookahead,
        years: Vec::new(),
        infeasible: None,
        turns: Default::default(),
        events: Vec::new(),
    };
    let (mut next, mut certificate) = (Some(first), None::<Certificate>);
    let mut ending = Ending::Planned;
    let count = span.years;
    for step in 1..=count {
        let Some(case) = next.take() else { break };
        let school_year = case.county.school_year;
        keeper.begins(school_year, (step, count));
        // Last year's prices are near this year's.
        let settings = Settings { start: certificate.as_ref(), ..*settings };
        let began = Instant::now();
        let mut record = match year::plan(case, &settings, watch)? {
            Year::Planned(record) => *record,
            Year::Infeasible(conflict) => {
                document.infeasible = Some(school_year.label());
                ending = Ending::Infeasible(conflict);
                break;
            }
            Year::Nothing => {
                ending = Ending::Nothing;
                break;
            }
        };
        // What this year can teach the next one: the prices of its plan alone.
        let prices = record.certificate.clone();
        let ahead = span.lookahead.min(count - step);
        if ahead > 0 {
            let rest = Settings { limits: settings.limits.less(began.elapsed()), ..settings };
            record = match ahead::look_ahead(record, ahead, &rest, watch)? {
                ahead::Planned::Plan(record) => *record,
                ahead::Planned::TooLarge(moves) => {
                    ending = Ending::TooLarge(moves);
                    break;
                }
            };
        }
        let record = Arc::new(record);
        keeper.keep(&record)?;
        ledger.note(&record);
        document.years.push(figures::of(&record));
        if step < count {
            let Record { county, policy, needs, plan, .. } = &*record;
            let hired = recruit::next_year(county, policy, needs, plan, settings.seed)?;
            let parts = advance(county, policy, (&plan.moves, plan.heads.as_ref()), hired, settings.seed, &mut ledger);
            let year = SchoolYear(school_year.0.saturating_add(1));
            if parts.teachers.is_empty() {
                ending = Ending::Nobody(year);
            } else {
                next = Some(keeper.settle(&parts, year)?);
            }
        }
        document.turns = ledger.turns(&record.county);
        certificate = prices;
    }
    document.events = ledger.events();
    Ok((document, ending))
}
