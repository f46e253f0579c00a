//! Needs, the rotation model and the engines that solve it; the only crate that knows a solver.
//!
//! ```text
//! needs   = staffing::needs(&county, &policy, seed)?    posts, shortages, surpluses by school and subject
//! who     = eligibility::verdicts(&county, &policy)     verdict and all reasons
//! model   = formulate(&county, &policy, &needs, &who, seed)?   rows and goals that know why they exist
//! outcome = engine.solve(&model, &limits, &watch)?      Solution with its certificate | Infeasible
//! ```
//!
//! The meaning is fixed in `FORMULATION.md` beside this crate's manifest.

pub mod ahead;
pub mod eligibility;
pub mod engine;
pub mod export;
pub mod goals;
pub mod heads;
pub mod itinerant;
pub mod model;
pub mod recruit;
pub mod retasks;
pub mod rules;
pub mod serves;
pub mod solvers;
pub mod staffing;
mod tenure;
pub mod wishes;

pub use engine::{Engine, Limits, Outcome, Solution};
pub use model::formulation::{FormulateError, Formulation, formulate, formulate_after};
