//! Candidate moves: which columns exist, FORMULATION §5. They are enumerated from an index of posts by subject and stage.

use super::world::World;
use lungang_domain::id::{SchoolIx, SubjectIx, TeacherIx};
use lungang_domain::needs::Needs;
use lungang_domain::plan::{Direction, Move};
use lungang_domain::policy::Mode;
use lungang_domain::rule::RuleName;
use lungang_domain::school::{Part, Side};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// A possible move.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Candidate {
    /// Who.
    pub teacher: TeacherIx,
    /// Home school.
    pub from: SchoolIx,
    /// New school.
    pub to: SchoolIx,
    /// The post that is filled: position in the needs.
    pub post: u32,
    /// Stage of that post.
    pub part: Part,
    /// Subject of that post.
    pub subject: SubjectIx,
    /// The post that is left: the teacher's main subject at the home school.
    pub home_post: u32,
    /// Which way.
    pub direction: Direction,
    /// Journey in metres, where it is known.
    pub metres: Option<u32>,
}

impl Candidate {
    /// The move it stands for.
    pub fn stands_for(&self) -> Move {
        Move { teacher: self.teacher, to: self.to, part: self.part, subject: self.subject }
    }

    /// Whether it counts for the quota.
    pub fn down(&self) -> bool {
        self.direction == Direction::Down
    }
}

/// Posts that can be filled, by stage and subject.
#[derive(Debug, Default)]
pub struct Destinations {
    posts: BTreeMap<(Part, SubjectIx), Vec<u32>>,
}

impl Destinations {
    /// Posts with a requirement, or a limit that leaves room for teachers, in schools that take part.
    pub fn new(needs: &Needs, sides: &[Side]) -> Self {
        let mut posts: BTreeMap<_, Vec<u32>> = BTreeMap::new();
        for (i, p) in needs.posts.iter().enumerate() {
            let takes = p.required > 0 || p.limit.is_some_and(|limit| limit > 0);
            if takes && sides[p.school.at()] != Side::Outside {
                posts.entry((p.part, p.subject)).or_default().push(i as u32);
            }
        }
        Destinations { posts }
    }

    /// Posts of one stage and subject.
    pub fn of(&self, part: Part, subject: SubjectIx) -> &[u32] {
        self.posts.get(&(part, subject)).map_or(&[], Vec::as_slice)
    }
}

/// Every candidate, teacher by teacher, each teacher's by post.
pub fn all(world: &World<'_>) -> Vec<Candidate> {
    let teachers: Vec<TeacherIx> = world.county.teacher_ixs().filter(|t| world.eligibility.of(*t).may_move()).collect();
    teachers.par_iter().flat_map_iter(|t| of_teacher(world, *t)).collect()
}

/// The candidates of one teacher, by post.
pub fn of_teacher(world: &World<'_>, ix: TeacherIx) -> Vec<Candidate> {
    let teacher = world.teacher(ix);
    let from = teacher.school;
    let movement = &world.policy.movement;
    let furthest = movement.max_km.as_ref().map(|km| km.value.floor_of(1000));
    let home = teacher.main_subject().and_then(|k| world.needs.find(from, teacher.part, k));
    let Some(home) = home else { return Vec::new() };
    let strict = world.mode(RuleName::Language) == Mode::Hard;

    let mut found = Vec::new();
    for &subject in &teacher.subjects {
        if strict && !world.speaks(ix, subject) {
            continue;
        }
        for &post in world.destinations.of(teacher.part, subject) {
            let to = world.post(post).school;
            let direction = Direction::between(world.sides[from.at()], world.sides[to.at()]);
            let Some(direction) = direction.filter(|d| to != from && movement.directions.value.contains(d)) else {
                continue;
            };
            // A teacher whose school does not send is not in E and moves by another programme: up or level.
            if direction == Direction::Down && !world.eligibility.of(ix).eligible() {
                continue;
            }
            let metres = world.county.journey(ix, to);
            if metres.zip(furthest).is_some_and(|(m, most)| i64::from(m) > most) {
                continue;
            }
            found.push(Candidate {
                teacher: ix,
                from,
                to,
                post,
                part: teacher.part,
                subject,
                home_post: home as u32,
                direction,
                metres,
            });
        }
    }
    found.sort_by_key(|c| c.post);
    found.dedup_by_key(|c| c.post);
    found
}
