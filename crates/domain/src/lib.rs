//! The nouns of lungang: county, policy, needs, eligibility, plan, audit; no I/O and no solver.
//!
//! input tables → validated [`county::County`] → model → solution → audited [`plan::Plan`] → reports

pub mod alternatives;
pub mod audit;
pub mod calendar;
pub mod certificate;
pub mod commitment;
pub mod county;
pub mod disclosure;
pub mod document;
pub mod eligibility;
pub mod finding;
pub mod goal;
pub mod id;
pub mod lottery;
pub mod needs;
pub mod number;
pub mod plan;
pub mod policy;
pub mod price;
pub mod record;
pub mod rule;
pub mod school;
pub mod teacher;
pub mod travel;
pub mod words;
