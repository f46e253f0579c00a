//! Rows of the model in the numbers of their rules: a row about staff or posts counts changes, its rule counts who is there.

use lungang_domain::diagnosis::Asks;
use lungang_domain::rule::{Asked, Kind, Row, RuleName, Standing};
use lungang_solver::model::program::Range;
use lungang_solver::model::rows::{About, RowName};
use lungang_solver::model::world::World;
use std::cell::OnceCell;

/// Who stands where rows are about before any move.
pub struct Standings<'w, 'a> {
    world: &'w World<'a>,
    seniors: OnceCell<Vec<i64>>,
}

impl<'w, 'a> Standings<'w, 'a> {
    /// Of a county.
    pub fn new(world: &'w World<'a>) -> Self {
        Standings { world, seniors: OnceCell::new() }
    }

    /// How many of these stand there; 0 where a row is about no such place.
    pub fn at(&self, standing: Standing, about: About) -> i64 {
        let world = self.world;
        match (standing, about) {
            (Standing::Staff, About::School(s)) => world.staff(s),
            (Standing::Payroll, About::School(s)) => world.payroll(s),
            (Standing::Seniors, About::School(s)) => self.seniors.get_or_init(|| world.seniors())[s.at()],
            (Standing::Serving, About::Post(p)) => i64::from(world.post(p).serving),
            (Standing::ShortAnyhow, About::School(s)) => world.short_anyhow(s),
            (
                Standing::Nobody
                | Standing::Staff
                | Standing::Payroll
                | Standing::Seniors
                | Standing::Serving
                | Standing::ShortAnyhow,
                _,
            ) => 0,
        }
    }

    /// What a row asks for, in its rule's own unit.
    pub fn asks(&self, rule: RuleName, row: &Row, name: &RowName, range: Range) -> Asks {
        let rules = &self.world.policy.rules;
        let figure = |kind| rule.figure(kind).map_or(Asks::Nothing, |figure| figure.asks(rules));
        match (row.asks)(rules) {
            Asked::Nothing | Asked::Partners => Asks::Nothing,
            Asked::Number(standing) => {
                Asks::Number(self.at(standing, name.about) + range.lo.or(range.hi).unwrap_or_default())
            }
            Asked::ShareOfDown => figure(Kind::Share),
            Asked::Team => figure(Kind::Number),
            Asked::Coefficient => figure(Kind::Coefficient(name.sentence)),
        }
    }
}
