//! The goals of a plan that is made again: edits made by hand kept first, then as few changes as possible.
//!
//! changes = Σ over teachers: 1 where what the plan decides is not what was published. A move costs −1 where it is the
//! teacher's published one, 0 where the teacher was to make another, +1 where the teacher was to stay; the constant is the
//! number of published moves. `edits` counts the same over the rows that were set by hand.

use super::{Stated, measures::Cost};
use crate::model::candidates::Candidate;
use crate::model::world::World;
use lungang_domain::county::County;
use lungang_domain::goal::{CHANGES, EDITS};
use lungang_domain::id::TeacherIx;
use lungang_domain::published::{Decided, Decision, Published};

/// The goals, where the county says what was published.
pub(super) fn state(county: &County) -> Vec<Stated> {
    let Some(published) = &county.published else { return Vec::new() };
    let edits = published.is_edited().then(|| goal(EDITS, published, true));
    edits.into_iter().chain([goal(CHANGES, published, false)]).collect()
}

fn goal(name: &str, published: &Published, edited: bool) -> Stated {
    let counted = |e: bool| e || !edited;
    let moves = published.decisions.iter().filter(|d| counted(d.edited) && d.decided.moves()).count();
    let departed = published.departed.iter().filter(|d| counted(d.edited) && d.moves()).count();
    let constant = (moves + departed) as i64;
    let enough = published.at_most.filter(|_| !edited).map(|n| i64::from(n) - constant);
    Stated {
        name: name.to_owned(),
        maximised: false,
        constant,
        measure: Some(Box::new(Departures { edited })),
        auxiliaries: Vec::new(),
        enough,
        draw: false,
    }
}

/// What a move departs from what was published.
struct Departures {
    /// Whether only rows that were set by hand count.
    edited: bool,
}

impl Departures {
    /// What counts of a teacher: `None` where nothing does.
    fn counted<'a>(&self, world: &World<'a>, teacher: TeacherIx) -> Option<&'a Decided> {
        let decision = world.county.published.as_ref().and_then(|p| p.of(teacher));
        match decision {
            Some(Decision { decided, edited, .. }) if *edited || !self.edited => Some(decided),
            Some(_) => None,
            None if self.edited => None,
            None => Some(&Decided::Stays),
        }
    }
}

impl Cost for Departures {
    fn cost(&self, world: &World<'_>, c: &Candidate) -> i64 {
        match self.counted(world, c.teacher) {
            Some(Decided::Stays) => 1,
            Some(Decided::Moves { to, part, subject }) => {
                -i64::from((*to, *part, *subject) == (c.to, c.part, c.subject))
            }
            Some(Decided::Lost { .. }) | None => 0,
        }
    }

    /// A school's own business: what was published says where teachers serve.
    fn retask(&self, _: &World<'_>, _: &Candidate) -> i64 {
        0
    }

    fn least(&self, world: &World<'_>, teacher: TeacherIx) -> i64 {
        match self.counted(world, teacher) {
            Some(Decided::Stays) => 1,
            Some(Decided::Moves { .. }) => -1,
            Some(Decided::Lost { .. }) | None => 0,
        }
    }
}
