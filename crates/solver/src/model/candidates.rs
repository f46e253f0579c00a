//! Candidates: which columns exist, FORMULATION §5. Those of moves come from an index of posts by subject, stage and side and
//! are made one by one where they are wanted, those of retasks from the posts of the home school; nothing here holds all of them.

use super::world::World;
use crate::retasks;
use lungang_domain::id::{SchoolIx, SubjectIx, TeacherIx};
use lungang_domain::needs::Needs;
use lungang_domain::plan::{Direction, Move, Retask};
use lungang_domain::policy::Who;
use lungang_domain::school::{Part, Side};
use std::collections::BTreeMap;

/// What a teacher may do: move to a post of another school, or stay and fill another post at home.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Candidate {
    /// Who.
    pub teacher: TeacherIx,
    /// Home school.
    pub from: SchoolIx,
    /// New school; the home school where the teacher stays.
    pub to: SchoolIx,
    /// The post that is filled: position in the needs.
    pub post: u32,
    /// Stage of that post.
    pub part: Part,
    /// Subject of that post.
    pub subject: SubjectIx,
    /// Which way a move goes; `None` for a retask, which goes nowhere.
    pub direction: Option<Direction>,
    /// Journey in metres, where it is known.
    pub metres: Option<u32>,
}

/// Moves and retasks, each sorted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Made {
    /// Who moves.
    pub moves: Vec<Move>,
    /// Who stays and teaches another subject.
    pub retasks: Vec<Retask>,
}

impl FromIterator<Candidate> for Made {
    fn from_iter<I: IntoIterator<Item = Candidate>>(candidates: I) -> Made {
        let mut made = Made::default();
        for c in candidates {
            match c.direction {
                Some(_) => made.moves.push(c.stands_for()),
                None => made.retasks.push(Retask { teacher: c.teacher, subject: c.subject }),
            }
        }
        made.moves.sort();
        made.retasks.sort();
        made
    }
}

impl Candidate {
    /// The move it stands for; a retask stands for one to the home school.
    pub fn stands_for(&self) -> Move {
        Move { teacher: self.teacher, to: self.to, part: self.part, subject: self.subject }
    }

    /// Whether the teacher moves to another school.
    pub fn moves(&self) -> bool {
        self.direction.is_some()
    }

    /// What tells it from every other candidate: teacher and post.
    pub fn key(&self) -> (TeacherIx, u32) {
        (self.teacher, self.post)
    }
}

/// Posts that can be filled, in lists by stage, subject and side of the school.
#[derive(Debug, Default)]
pub struct Destinations {
    lists: Vec<Vec<u32>>,
    index: BTreeMap<(Part, SubjectIx, Side), u32>,
}

impl Destinations {
    /// Posts that can be filled, in schools that take part.
    pub fn new(needs: &Needs, sides: &[Side]) -> Self {
        let mut all = Destinations::default();
        for (i, p) in needs.posts.iter().enumerate() {
            let side = sides[p.school.at()];
            if needs.takes(i as u32) && side != Side::Outside {
                let lists = &mut all.lists;
                let list = *all.index.entry((p.part, p.subject, side)).or_insert_with(|| {
                    lists.push(Vec::new());
                    lists.len() as u32 - 1
                });
                lists[list as usize].push(i as u32);
            }
        }
        all
    }

    /// Every list of posts, each by post.
    pub fn lists(&self) -> &[Vec<u32>] {
        &self.lists
    }
}

/// Posts that a teacher may fill and the direction in which they lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Way {
    /// Position among [`Destinations::lists`].
    pub list: u32,
    /// Subject of the posts.
    pub subject: SubjectIx,
    /// Direction of the moves.
    pub direction: Direction,
}

/// A teacher who may leave the home post: for another school, or for another post of the home school.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leaver {
    /// Who.
    pub teacher: TeacherIx,
    /// Home school.
    pub from: SchoolIx,
    /// Stage.
    pub part: Part,
    /// The post that is left: the teacher's main subject at the home school.
    pub home_post: u32,
    /// Where moves may lead.
    pub ways: Vec<Way>,
    /// Posts of the home school that the teacher may fill instead, by post.
    pub retasks: Vec<u32>,
    /// Schools to which none leads, because kin heads them.
    avoided: Vec<SchoolIx>,
}

impl Leaver {
    /// Reads a teacher; `None` where the teacher can neither move nor be retasked.
    pub fn new(world: &World<'_>, ix: TeacherIx) -> Option<Leaver> {
        let teacher = world.teacher(ix);
        let home_post = world.home_post(ix)?;
        let strict = world.policy.strict_language();
        let mut subjects = teacher.subjects.clone();
        subjects.sort();
        subjects.dedup();
        subjects.retain(|k| !strict || world.speaks(ix, *k));
        let ways = Leaver::ways(world, ix, &subjects);
        let retasks = retasks::posts(world.county, world.policy, world.needs, ix);
        let avoided = if world.policy.strict_avoidance() { world.avoided(ix).collect() } else { Vec::new() };
        let leaver =
            Leaver { teacher: ix, from: teacher.school, part: teacher.part, home_post, ways, retasks, avoided };
        (!leaver.ways.is_empty() || !leaver.retasks.is_empty()).then_some(leaver)
    }

    /// Where moves of a teacher may lead; nowhere for who may not move.
    fn ways(world: &World<'_>, ix: TeacherIx, subjects: &[SubjectIx]) -> Vec<Way> {
        let (teacher, verdict) = (world.teacher(ix), world.eligibility.of(ix));
        let goes = verdict.may_move()
            && (teacher.volunteer || world.policy.movement.asked() != Who::Volunteers)
            && !(world.policy.strict_continuity() && world.goes_on(ix));
        let mut ways = Vec::new();
        for &subject in subjects.iter().filter(|_| goes) {
            for side in [Side::Sending, Side::Receiving] {
                let direction = Direction::between(world.sides[teacher.school.at()], side);
                // A teacher whose school does not send is not in E and moves by another programme: up or level.
                let allowed = direction.filter(|d| {
                    world.policy.movement.directions.value.contains(d)
                        && (*d != Direction::Down || verdict.may_move_down())
                });
                let list = world.destinations.index.get(&(teacher.part, subject, side));
                if let (Some(direction), Some(list)) = (allowed, list) {
                    ways.push(Way { list: *list, subject, direction });
                }
            }
        }
        ways
    }

    /// The move along a way to a post of its list; `None` where the post is at home, too far away, or in a school that kin heads.
    pub fn candidate(&self, world: &World<'_>, way: Way, post: u32) -> Option<Candidate> {
        let to = world.post(post).school;
        if to == self.from || self.avoided.contains(&to) {
            return None;
        }
        let metres = world.county.journey(self.teacher, to);
        if metres.zip(world.furthest).is_some_and(|(m, most)| i64::from(m) > most) {
            return None;
        }
        Some(Candidate {
            teacher: self.teacher,
            from: self.from,
            to,
            post,
            part: self.part,
            subject: way.subject,
            direction: Some(way.direction),
            metres,
        })
    }

    /// Every move, by way and post.
    pub fn each<'a>(&'a self, world: &'a World<'_>) -> impl Iterator<Item = Candidate> + 'a {
        self.ways.iter().flat_map(move |way| {
            let posts = &world.destinations.lists[way.list as usize];
            posts.iter().filter_map(move |post| self.candidate(world, *way, *post))
        })
    }

    /// Every retask, by post.
    pub fn retasks<'a>(&'a self, world: &'a World<'_>) -> impl Iterator<Item = Candidate> + 'a {
        self.retasks.iter().map(|post| Candidate {
            teacher: self.teacher,
            from: self.from,
            to: self.from,
            post: *post,
            part: self.part,
            subject: world.post(*post).subject,
            direction: None,
            metres: None,
        })
    }

    /// Whether any move leads to a school.
    pub fn goes_to(&self, world: &World<'_>, school: SchoolIx) -> bool {
        self.ways.iter().any(|way| {
            let post = world.needs.find(school, self.part, way.subject).map(|post| post as u32);
            // The list has the posts of one side that can be filled, in their order.
            let listed = |post: &u32| world.destinations.lists[way.list as usize].binary_search(post).is_ok();
            post.filter(listed).is_some_and(|post| self.candidate(world, *way, post).is_some())
        })
    }

    /// Every column of the teacher, by post: moves and retasks.
    pub fn columns(&self, world: &World<'_>) -> Vec<Candidate> {
        let mut all: Vec<Candidate> = self.each(world).chain(self.retasks(world)).collect();
        all.sort_by_key(|c| c.post);
        all
    }
}
