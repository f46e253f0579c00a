//! The rotation model: columns and rows that know why they exist.

pub mod candidates;
pub mod easing;
pub mod evenness;
pub mod formulation;
pub mod most_moves;
pub mod program;
pub mod quota;
pub mod rows;
pub mod world;

use crate::goals::Goal;
use candidates::Candidate;
use program::Program;
use rows::{Auxiliary, RowName};

/// A county's rotation as an integer program: move columns first, auxiliaries after them.
#[derive(Debug)]
pub struct Model {
    /// What each move column stands for; column *i* of the program is `candidates[i]`.
    pub candidates: Vec<Candidate>,
    /// What each auxiliary stands for; column `candidates.len() + i`.
    pub auxiliaries: Vec<Auxiliary>,
    /// What each row states.
    pub row_names: Vec<RowName>,
    /// Goals in order, soft rules first.
    pub goals: Vec<Goal>,
    /// The numbers.
    pub program: Program,
}
