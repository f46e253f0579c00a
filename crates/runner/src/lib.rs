//! Orchestration: from a path to an audited record.

pub mod alternatives;
pub mod case;
pub mod compare;
pub mod conflict;
pub mod counterfactual;
pub mod diagnose;
pub mod establishment;
pub mod evidence;
pub mod explain;
pub mod frontier;
pub mod heads;
pub mod load;
pub mod pins;
pub mod planned;
pub mod price;
pub mod published;
pub mod recruit;
pub mod replan;
pub mod resolve;
mod rows;
pub mod whatif;
mod why;
pub mod worker;
pub mod workers;
pub mod year;
pub mod years;
