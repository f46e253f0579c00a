//! A case: a county with the policy that it is planned under, carried from the reading of the tables to the record of the plan.

use crate::load::Loaded;
use lungang_domain::county::County;
use lungang_domain::finding::Findings;
use lungang_domain::policy::Policy;
use lungang_domain::record::{InputHash, ReadAs};

/// What a plan is made from.
#[derive(Debug, Clone)]
pub struct Case {
    /// The county.
    pub county: County,
    /// The policy.
    pub policy: Policy,
    /// Findings of reading, none of them an error.
    pub findings: Findings,
    /// Where both came from.
    pub source: Source,
}

/// Where a case came from; of one that no files stand behind, nothing.
#[derive(Debug, Clone, Default)]
pub struct Source {
    /// Where the county was, as the user gave it.
    pub path: String,
    /// How it was read.
    pub read_as: ReadAs,
    /// Hashes of the files.
    pub files: Vec<InputHash>,
    /// The mapping that the tables were read with.
    pub mapping: Option<Vec<u8>>,
    /// Seconds that reading took.
    pub seconds: f64,
}

impl Case {
    /// A county and a policy that no files stand behind.
    pub fn of(county: County, policy: Policy) -> Case {
        Case { county, policy, findings: Findings::default(), source: Source::default() }
    }

    /// The case that was read.
    ///
    /// # Errors
    /// Some finding is an error: what was read, with its findings, comes back as it was.
    pub fn read(loaded: Loaded, read_as: ReadAs) -> Result<Case, Box<Loaded>> {
        let (mapping, path) = (loaded.mapping(), loaded.tables.path.display().to_string());
        match loaded {
            Loaded { county: Some(county), policy: Some(policy), findings, inputs, seconds, .. } => {
                Ok(Case { county, policy, findings, source: Source { path, read_as, files: inputs, mapping, seconds } })
            }
            loaded => Err(Box::new(loaded)),
        }
    }
}
