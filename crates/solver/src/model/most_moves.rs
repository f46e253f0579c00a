//! At most so many moves: what would be if fewer were sent. FORMULATION §19.
//!
//! Σ x ≤ n over all moves; a retask is none.

use super::candidates::{Candidate, Leaver};
use super::formulation::Formulation;
use super::program::Range;
use super::rows::{About, RowName};
use super::world::World;
use crate::rules::{Entries, Rule};
use lungang_domain::plan::Direction;

/// The row that counts the moves.
struct MostMoves(u32);

impl Formulation<'_> {
    /// Asks for at most so many moves.
    pub fn ask_most_moves(&mut self, most: u32) {
        let name = RowName { rule: None, sentence: "most-moves", about: About::County };
        let row = self.add_row((name, Range::at_most(i64::from(most))));
        self.rules.push(Box::new(MostMoves(row)));
    }
}

impl Rule for MostMoves {
    fn leaving(&self, _: &World<'_>, _: &Leaver, _: Direction, out: &mut Entries) {
        out.push((self.0, 1));
    }

    fn arriving(&self, _: &World<'_>, _: u32, _: Direction, _: &mut Entries) {}

    fn crossing(&self, _: &World<'_>, _: &Candidate, _: &mut Entries) {}

    fn retasking(&self, _: &Leaver, _: u32, _: &mut Entries) {}

    fn lift(&self, _: &World<'_>, _: &Leaver, _: &[i128]) -> i128 {
        0
    }
}
