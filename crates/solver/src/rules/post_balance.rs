//! At every post, those who serve, leave and arrive, what is short and what is over add up to what is required.
//!
//! serving − out + in + short − over = required for every post that a candidate touches, moves and retasks alike; short and over are
//! integers ≥ 0.
//! Where a limit is given, over ≤ max(limit, serving, required) − required. Teachers. Clauses 三(二)1, 三(四)1.

use super::{Entries, Rule, put};
use crate::model::candidates::{Candidate, Leaver};
use crate::model::formulation::Formulation;
use crate::model::program::{Bounds, Range};
use crate::model::rows::{About, Measured, RowIx, RowName, Rows};
use crate::model::world::World;
use lungang_domain::plan::Direction;
use lungang_domain::rule::RuleName;

struct PostBalance {
    row: Vec<Option<RowIx>>,
}

pub(super) fn state(world: &World<'_>, rows: &mut Rows) -> Box<dyn Rule> {
    let mut row = vec![None; world.needs.posts.len()];
    for (i, post) in world.needs.posts.iter().enumerate().filter(|(i, _)| world.touched[*i]) {
        let ix = i as u32;
        let (required, serving) = (i64::from(post.required), i64::from(post.serving));
        let at = rows.add(RuleName::PostBalance, "", About::Post(ix), Range::equal(required - serving));
        // Nobody arrives beyond those the school could receive, and those who could be retasked to the post.
        let arrivals = i64::from(world.reach[post.school.at()].1) + i64::from(world.retaskable[i]);
        let most_over = match post.limit {
            Some(limit) => i64::from(limit).max(serving).max(required) - required,
            None => (serving + arrivals - required).max(0),
        };
        let short = rows.auxiliary(Measured::Short(ix), Bounds { lo: 0, hi: required });
        let over = rows.auxiliary(Measured::Over(ix), Bounds { lo: 0, hi: most_over });
        rows.touch(short, at, 1);
        rows.touch(over, at, -1);
        row[i] = Some(at);
    }
    Box::new(PostBalance { row })
}

impl Rule for PostBalance {
    fn leaving(&self, _: &World<'_>, leaver: &Leaver, _: Direction, out: &mut Entries) {
        put(out, self.row[leaver.home_post as usize], -1);
    }

    fn arriving(&self, _: &World<'_>, post: u32, _: Direction, out: &mut Entries) {
        put(out, self.row[post as usize], 1);
    }

    fn crossing(&self, _: &World<'_>, _: &Candidate, _: &mut Entries) {}

    fn retasking(&self, leaver: &Leaver, post: u32, out: &mut Entries) {
        put(out, self.row[leaver.home_post as usize], -1);
        put(out, self.row[post as usize], 1);
    }

    fn lift(&self, _: &World<'_>, _: &Leaver, _: &[i128]) -> i128 {
        0
    }
}

/// A post of which no more than so many may be short: in − out − itinerants ≥ required − serving − short.
struct Filled {
    post: u32,
    row: RowIx,
}

impl Formulation<'_> {
    /// Asks that at most `short` of a post (its position in the needs) stay short: what would be if it were so.
    pub fn ask_filled(&mut self, post: u32, short: u32) {
        let row = RowIx(self.rows.len() as u32);
        let p = self.world.post(post);
        self.rows.push(Range::at_least(i64::from(p.required) - i64::from(p.serving) - i64::from(short)));
        let name = RowName { rule: Some(RuleName::PostBalance), sentence: "asked", about: About::Post(post) };
        self.row_names.push(name);
        for (auxiliary, own) in self.auxiliaries.iter().zip(&mut self.auxiliary_entries) {
            if auxiliary.what == Measured::Itinerants(post) {
                own.push((row.0, -1));
            }
        }
        self.rules.push(Box::new(Filled { post, row }));
    }
}

impl Rule for Filled {
    fn leaving(&self, _: &World<'_>, leaver: &Leaver, _: Direction, out: &mut Entries) {
        put(out, Some(self.row).filter(|_| leaver.home_post == self.post), -1);
    }

    fn arriving(&self, _: &World<'_>, post: u32, _: Direction, out: &mut Entries) {
        put(out, Some(self.row).filter(|_| post == self.post), 1);
    }

    fn crossing(&self, _: &World<'_>, _: &Candidate, _: &mut Entries) {}

    fn retasking(&self, leaver: &Leaver, post: u32, out: &mut Entries) {
        put(out, Some(self.row).filter(|_| leaver.home_post == self.post), -1);
        put(out, Some(self.row).filter(|_| post == self.post), 1);
    }

    fn lift(&self, _: &World<'_>, _: &Leaver, _: &[i128]) -> i128 {
        0
    }
}

/// The post whose teachers a row adds up; `None` for a row of another rule.
pub(crate) fn of(name: &RowName) -> Option<u32> {
    let (Some(RuleName::PostBalance), About::Post(post)) = (name.rule, name.about) else { return None };
    Some(post)
}

/// The row that lets one teacher more be recruited, at one post.
pub(crate) fn recruit() -> (RowName, Range) {
    (RowName { rule: Some(RuleName::PostBalance), sentence: "recruit", about: About::County }, Range::at_most(1))
}
