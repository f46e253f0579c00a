//! How different a plan is from earlier ones: the least number of teachers whose decision differs. FORMULATION §14.
//!
//! z ≤ |P| − Σ_{t moves in P} x(t, as in P) + Σ_{t stays in P} Σ x(t,·), for every earlier plan P; z an integer, maximised.

use super::Stated;
use crate::model::candidates::{Candidate, Leaver};
use crate::model::formulation::Formulation;
use crate::model::program::{Bounds, Range};
use crate::model::rows::{About, Auxiliary, Measured, RowName};
use crate::model::world::World;
use crate::rules::{Entries, Rule};
use lungang_domain::goal::DISTANCE;
use lungang_domain::id::TeacherIx;
use lungang_domain::plan::{Direction, Move};
use std::collections::BTreeMap;

/// One earlier plan: the row that counts who decides otherwise.
struct Earlier {
    row: u32,
    moves: BTreeMap<TeacherIx, Move>,
}

impl Rule for Earlier {
    fn leaving(&self, _: &World<'_>, leaver: &Leaver, _: Direction, out: &mut Entries) {
        if !self.moves.contains_key(&leaver.teacher) {
            out.push((self.row, 1));
        }
    }

    fn arriving(&self, _: &World<'_>, _: u32, _: Direction, _: &mut Entries) {}

    // The row is an "at least" row, whose price is not below 0: a move as before can only cost, so there is no lift.
    fn crossing(&self, _: &World<'_>, c: &Candidate, out: &mut Entries) {
        if self.moves.get(&c.teacher) == Some(&c.stands_for()) {
            out.push((self.row, -1));
        }
    }

    fn retasking(&self, _: &Leaver, _: u32, _: &mut Entries) {}

    fn lift(&self, _: &World<'_>, _: &Leaver, _: &[i128]) -> i128 {
        0
    }
}

impl Formulation<'_> {
    /// Adds a goal, after all others but those that are drawn: the least distance to these plans, maximised.
    pub fn differ(&mut self, earlier: &[Vec<Move>]) {
        let most = self.leavers.iter().filter(|l| !l.ways.is_empty()).count() as i64;
        let distance = self.auxiliaries.len() as u32;
        self.auxiliaries.push(Auxiliary { what: Measured::Distance, bounds: Bounds { lo: 0, hi: most } });
        self.auxiliary_entries.push(Vec::new());
        for plan in earlier {
            let moves: BTreeMap<TeacherIx, Move> =
                plan.iter().filter(|m| self.candidate_of(m).is_some()).map(|m| (m.teacher, *m)).collect();
            let name = RowName { rule: None, sentence: "differs", about: About::County };
            let row = self.add_row((name, Range::at_least(-(moves.len() as i64))));
            self.auxiliary_entries[distance as usize].push((row, -1));
            self.rules.push(Box::new(Earlier { row, moves }));
        }
        let policy = self.world.policy;
        let (drawn, mut goals): (Vec<Stated>, Vec<Stated>) =
            std::mem::take(&mut self.goals).into_iter().partition(|goal| policy.draws(&goal.name));
        goals.push(Stated {
            name: DISTANCE.to_owned(),
            maximised: true,
            constant: 0,
            measure: None,
            auxiliaries: vec![(distance, -1)],
            enough: None,
            draw: false,
        });
        goals.extend(drawn);
        self.goals = goals;
    }
}
