//! Where a scenario's runs start: the base's tables with the scenario's edits made.
//!
//! ```text
//! of       base + edits             → patched tables, once for all runs of a scenario
//! policy   base policy + [policy]   → the policy of one point of the sweep
//! tables   ground + noise           → the tables of one seed, to be validated as any county's
//! ```
//! A diff that does not apply is an error: nothing is left out in silence, and everything that is wrong is told at once.

mod apply;
mod digest;
mod meaning;

use crate::county_toml::PolicySource;
use crate::read::{self, Options};
use crate::table::Tables;
use crate::validate::PolicyWords;
use lungang_domain::finding::{Findings, Place};
use lungang_policies::scenario::{Point, Scenario};
use lungang_policies::{self as policies, Examined};
use std::borrow::Cow;

/// A scenario's tables, and the policy it starts from.
pub struct Ground {
    /// The patched tables.
    pub tables: Tables,
    /// The policy of the base, where the scenario names no other; `None` where the base names none.
    spec: Option<String>,
    /// SHA-256 of the patched tables' content.
    pub digest: [u8; 32],
}

impl Ground {
    /// Reads the base and makes the edits.
    ///
    /// The findings are those of the base's files and of edits that do not apply.
    pub fn of(scenario: &Scenario) -> (Ground, Findings) {
        let (mut tables, mut findings) = read::read(&scenario.base, &Options::default());
        let spec = tables.policy.as_ref().map(PolicySource::spec);
        // A policy with faults of its own must not make faults of words that it would have.
        let own = || spec.as_deref().and_then(|spec| policies::examine(spec, None).policy);
        let first = scenario.policy(spec.as_deref(), &scenario.sweep.point(0)).policy.or_else(own);
        let words = first.as_ref().map(PolicyWords::new);
        apply::apply(&mut tables, &scenario.edits, words.as_ref(), &mut findings);
        let digest = digest::digest(&tables);
        (Ground { tables, spec, digest }, findings)
    }

    /// The policy of one point of the sweep.
    pub fn policy(&self, scenario: &Scenario, point: &Point) -> Examined {
        scenario.policy(self.spec.as_deref(), point)
    }

    /// The tables of one seed: those of the ground, with pupils drawn where the sweep says so.
    pub fn tables(&self, scenario: &Scenario, seed: u64) -> Cow<'_, Tables> {
        match scenario.sweep.pupils {
            None => Cow::Borrowed(&self.tables),
            Some(most) => {
                let mut drawn = self.tables.clone();
                apply::noise(&mut drawn, most, seed, &Place::file(scenario.path.display().to_string()));
                Cow::Owned(drawn)
            }
        }
    }
}
