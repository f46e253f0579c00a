//! Needs, the rotation model and the engines that solve it; the only crate that knows a solver.
//!
//! ```text
//! needs   = staffing::needs(&county, &policy, seed)?    posts, shortages, surpluses by school and subject
//! who     = eligibility::verdicts(&county, &policy)     verdict and all reasons
//! model   = formulate(&county, &policy, &needs, &who, seed)?   columns and rows that know why they exist
//! outcome = solve(&model, engine, &limits, &watch)?      Solution | Infeasible
//! ```
//!
//! The meaning is fixed in `FORMULATION.md` beside this crate's manifest.

pub mod bound;
pub mod certificate;
pub mod eligibility;
pub mod engine;
pub mod export;
pub mod goals;
pub mod model;
mod narrow;
pub mod rules;
pub mod serves;
pub mod solve;
pub mod staffing;

pub use model::formulate::{FormulateError, formulate};
pub use solve::{Limits, Outcome, Solution, SolveError, solve};
