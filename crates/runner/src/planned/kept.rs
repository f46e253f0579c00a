//! The copies of its inputs that a plan's folder keeps: the county as tables, the policy with everything resolved, the mapping.

use super::{PlannedError, record};
use crate::load::{Loaded, load};
use lungang_domain::county::County;
use lungang_domain::policy::Policy;
use lungang_domain::record::InputHash;
use lungang_results::plan_files::{COUNTY, MAPPING, is_output};
use lungang_results::run::{RunRecord, copied, keeps_county};
use lungang_tables::read::Options;
use std::path::{Path, PathBuf};

/// The policy's file among the copies.
pub const POLICY: &str = "policy.toml";

/// Reads the county that a plan kept. Its pins are in its tables, its policy beside them: nothing else is needed.
///
/// # Errors
/// A file was put into it: it would be read as well.
pub(super) fn read(dir: &Path, outputs: &[InputHash]) -> Result<Loaded, PlannedError> {
    let place = dir.join(COUNTY);
    let copies = copied(dir).unwrap_or_default();
    let files: Vec<String> = copies.into_iter().filter(|name| outputs.iter().all(|o| o.file != *name)).collect();
    if !files.is_empty() {
        return Err(PlannedError::Edited { dir: dir.to_owned(), files });
    }
    Ok(load(&place, &Options::default(), None))
}

/// Whether a file is one of the county's copy; names that would lead elsewhere are none.
fn is_copy(file: &str) -> bool {
    is_output(file) && file.strip_prefix(COUNTY).is_some_and(|rest| rest.starts_with('/'))
}

/// The county and the policy that a plan's folder keeps; `None` where it keeps none.
///
/// # Errors
/// The folder is no plan, or what it keeps was edited or cannot be read.
pub fn kept(dir: &Path) -> Result<Option<(County, Policy)>, PlannedError> {
    let RunRecord { outputs, .. } = record::read(dir)?;
    if !keeps_county(&outputs) {
        return Ok(None);
    }
    // Of the copies alone: what has become of the plan's other files is not asked here.
    record::as_left(dir, outputs.iter().filter(|o| is_copy(&o.file)))?;
    whole(read(dir, &outputs)?).map(Some)
}

/// The county and the policy in a copy that is being made, before anybody else sees it.
///
/// # Errors
/// What was written cannot be read.
pub fn read_back(copy: &Path) -> Result<(County, Policy), PlannedError> {
    whole(load(copy, &Options::default(), None))
}

fn whole(loaded: Loaded) -> Result<(County, Policy), PlannedError> {
    match loaded {
        Loaded { policy: Some(policy), county: Some(county), .. } => Ok((county, policy)),
        loaded => Err(PlannedError::Faulty(Box::new(loaded))),
    }
}

/// The policy's file that a plan's folder keeps; absent where it keeps none.
pub fn kept_policy(dir: &Path) -> Option<PathBuf> {
    Some(dir.join(COUNTY).join(POLICY)).filter(|path| path.is_file())
}

/// Where the mapping is that a plan's county was read with: where it was, or the copy that the folder keeps.
pub fn mapping(dir: &Path, recorded: Option<&String>) -> Option<PathBuf> {
    let recorded = PathBuf::from(recorded?);
    let own = dir.join(MAPPING);
    Some(if !recorded.is_file() && own.is_file() { own } else { recorded })
}
