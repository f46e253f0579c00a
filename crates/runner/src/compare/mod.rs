//! Results side by side: folders of plans, of years and of what-ifs, brought to the same figures.
//!
//! ```text
//! opened     a folder → what it came to, year by year, in the figures of a what-if's run
//! measure    a plan's documents → those figures
//! align      sides → rows: figures, rules, shortages, people who are treated differently
//! sweep      the runs of what-ifs → points with their spread over seeds
//! frontier   two measures → which results no other beats in both
//! ```

mod align;
mod error;
mod frontier;
mod measure;
mod opened;
#[cfg(feature = "frames")]
mod sweep;
#[cfg(not(feature = "frames"))]
#[path = "no_sweep.rs"]
mod sweep;

pub use error::CompareError;
pub use opened::{Kind, kind};

use crate::planned::PlannedError;
use lungang_domain::comparison::{Axis, CompareDocument};
use lungang_domain::policy::Policy;
use lungang_results::sweep_folder::Joined;
use opened::{Manner, Opened};
use std::path::{Path, PathBuf};

/// The most results that stand side by side; a sweep of more is told by its points alone.
pub const MOST_SIDES: usize = 12;

/// What is asked for.
pub struct Asking<'a> {
    /// The folders.
    pub folders: &'a [PathBuf],
    /// The two measures of a frontier.
    pub frontier: Option<(Axis, Axis)>,
    /// A name as it may be shown under a policy; no policy: where it is not known.
    pub shown: &'a dyn Fn(Option<&Policy>, &str) -> String,
    /// Told of every folder that is read.
    pub step: &'a dyn Fn(&Path),
    /// Told of every plan that cannot be audited again, and why; its figures are then compared as it states them.
    pub blind: &'a dyn Fn(&Path, &PlannedError),
}

/// Compares the results. Plans are audited again; one that does not pass is compared all the same, and its side says so.
///
/// # Errors
/// A folder cannot be read or was edited; there is nothing to compare; what was named cannot be compared.
pub fn compare(asking: &Asking<'_>) -> Result<CompareDocument, CompareError> {
    let manner = Manner { shown: asking.shown, blind: asking.blind };
    let mut sides: Vec<Opened> = Vec::new();
    let mut sweeps: Vec<Joined> = Vec::new();
    for dir in asking.folders {
        (asking.step)(dir);
        match kind(dir) {
            Some(Kind::Plan) => sides.push(opened::plan(dir, manner)?),
            Some(Kind::Years) => sides.push(opened::years(dir, manner)?),
            Some(Kind::Whatif) => sweeps.push(Joined::open(dir)?),
            None => return Err(CompareError::Nothing(dir.clone())),
        }
    }
    let runs: usize = sweeps.iter().map(|s| s.document.runs.len()).sum();
    let points = sweep::points(&sweeps)?;
    if sides.len() + runs <= MOST_SIDES {
        for joined in &sweeps {
            for entry in &joined.document.runs {
                sides.push(opened::run(joined, entry)?);
            }
        }
    } else if sides.len() > MOST_SIDES {
        return Err(CompareError::TooMany { most: MOST_SIDES });
    }
    if sides.len() < 2 && points.len() < 2 && !sweeps.iter().any(|s| s.document.runs.len() > 1) {
        return Err(CompareError::One);
    }
    let several = sides.iter().find(|s| s.several);
    let single = sides.iter().find(|s| !s.several);
    if let (Some(years), Some(plan)) = (several, single) {
        return Err(CompareError::Kinds { years: years.side.label.clone(), plan: plan.side.label.clone() });
    }
    let mut document = align::document(sides);
    document.points = points;
    if let Some(axes) = &asking.frontier {
        document.frontier = Some(frontier::frontier(&document, axes)?);
    }
    Ok(document)
}
