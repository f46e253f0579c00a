//! What the searches for a cause have in common: a policy whose hard rules may give way, and the filter that takes out of a set
//! what it does not need to have no plan.
//!
//! `conflict` asks which rules give way, `diagnose` at which places, `explain` which rows stand in the way of one change.

mod filter;
mod soften;

pub(crate) use filter::shrink;
pub(crate) use soften::{softened, unpublished};
