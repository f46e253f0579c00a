//! Newcomers who live too far away to go home each have a bed, by sex where beds are given by sex.
//!
//! Σ_{far} x into s ≤ beds(s), for every bed figure that a school gives (all, men, women); with `unknown = none` also 0 for
//! whom it gives none. Far: the journey exceeds `housing.km`, or is unknown. A teacher whose sex is unknown counts for both.
//! People. Clause 三(二)4.

use super::{Entries, Rule, put};
use crate::model::candidates::{Candidate, Leaver};
use crate::model::program::Range;
use crate::model::rows::{About, RowIx, Rows};
use crate::model::world::World;
use lungang_domain::id::{SchoolIx, TeacherIx};
use lungang_domain::plan::Direction;
use lungang_domain::policy::Beds;
use lungang_domain::rule::RuleName;
use lungang_domain::teacher::Sex;

struct Housing {
    metres: i64,
    all: Vec<Option<RowIx>>,
    men: Vec<Option<RowIx>>,
    women: Vec<Option<RowIx>>,
}

pub(super) fn state(world: &World<'_>, rows: &mut Rows) -> Box<dyn Rule> {
    const NAME: RuleName = RuleName::Housing;
    let rule = &world.policy.rules.housing;
    let mut beds = |sentence, figure: fn(Beds) -> Option<u32>| {
        let row = world.county.school_ixs().map(|s| {
            let could = i64::from(world.reach[s.at()].1);
            let given = figure(rule.beds(world.county.school(s))).filter(|_| could > 0)?;
            let at = rows.add(NAME, sentence, About::School(s), Range::at_most(i64::from(given)));
            rows.give_way(NAME, rule.mode, at, -1, could);
            Some(at)
        });
        row.collect()
    };
    Box::new(Housing {
        metres: rule.km.value.floor_of(1000),
        all: beds("all", |beds| beds.all),
        men: beds("men", |beds| beds.men),
        women: beds("women", |beds| beds.women),
    })
}

impl Housing {
    /// What a move from far away touches.
    fn far(&self, world: &World<'_>, teacher: TeacherIx, to: SchoolIx, out: &mut Entries) {
        let sex = world.teacher(teacher).sex;
        put(out, self.all[to.at()], 1);
        if sex != Some(Sex::Female) {
            put(out, self.men[to.at()], 1);
        }
        if sex != Some(Sex::Male) {
            put(out, self.women[to.at()], 1);
        }
    }
}

impl Rule for Housing {
    fn leaving(&self, _: &World<'_>, _: &Leaver, _: Direction, _: &mut Entries) {}

    fn arriving(&self, _: &World<'_>, _: u32, _: Direction, _: &mut Entries) {}

    fn crossing(&self, world: &World<'_>, c: &Candidate, out: &mut Entries) {
        if c.metres.is_none_or(|m| i64::from(m) > self.metres) {
            self.far(world, c.teacher, c.to, out);
        }
    }

    fn retasking(&self, _: &Leaver, _: u32, _: &mut Entries) {}

    fn lift(&self, world: &World<'_>, leaver: &Leaver, prices: &[i128]) -> i128 {
        let (mut entries, mut most) = (Entries::new(), 0);
        for school in world.county.school_ixs() {
            entries.clear();
            self.far(world, leaver.teacher, school, &mut entries);
            let worth = entries.iter().map(|(row, c)| prices[*row as usize] * i128::from(*c)).sum();
            most = most.max(worth);
        }
        most
    }
}
