//! The nouns of lungang: county, policy, needs, eligibility, plan, audit; no I/O and no solver.
//!
//! input tables → validated [`county::County`] → model → solution → audited [`plan::Plan`] → reports

pub mod alternatives;
pub mod audit;
pub mod balance;
pub mod calendar;
pub mod cause;
pub mod certificate;
mod choice;
pub mod clause;
pub mod commitment;
pub mod comparison;
pub mod county;
pub mod diagnosis;
pub mod disclosure;
pub mod document;
pub mod eligibility;
pub mod exchange;
pub mod explanation;
pub mod finding;
pub mod format;
pub mod frontier;
pub mod goal;
pub mod id;
pub mod identity;
pub mod imported;
pub mod lottery;
pub mod missing;
pub mod name;
pub mod nearest;
pub mod needs;
pub mod number;
pub mod plan;
pub mod policy;
pub mod price;
pub mod projection;
pub mod published;
pub mod record;
pub mod recruitment;
pub mod remarks;
pub mod replan;
pub mod retirement;
pub mod rule;
pub mod school;
pub mod sentence;
pub mod shown;
pub mod teacher;
pub mod travel;
pub mod value;
pub mod whatif;
pub mod words;
pub mod years;

pub use plan::heads;
