//! The county with the moves made, everything indexed once: who goes, who comes, at schools and posts.

use crate::columns::Step;
use crate::decided::lessons::Lesson;
use crate::decided::retasks::Retasked;
use crate::reading::Reading;
use lungang_domain::id::{SchoolIx, TeacherIx};
use lungang_domain::needs::Post;
use lungang_domain::number::ceil_div;
use lungang_domain::plan::Direction;
use lungang_domain::teacher::{Teacher, Title};
use std::collections::BTreeMap;

/// The county with the moves made. Lists by school are indexed by [`SchoolIx`], by post like [`Reading::posts`].
#[derive(Debug)]
pub struct World<'a> {
    /// The county before.
    pub before: &'a Reading<'a>,
    /// The moves, sorted.
    pub steps: Vec<Step>,
    /// Positions of the moves out of every school.
    pub leaving: Vec<Vec<usize>>,
    /// Positions of the moves into every school.
    pub arriving: Vec<Vec<usize>>,
    /// Positions of the moves out of every post (main subject and part at the home school).
    pub post_leaving: Vec<Vec<usize>>,
    /// Moves into every post.
    pub post_in: Vec<i64>,
    /// Who stays and teaches another subject, sorted.
    pub retasks: Vec<Retasked>,
    /// Retasks out of every post and into it.
    pub retasked: Vec<(i64, i64)>,
    /// What travelling teachers teach, in the order in which it was handed in.
    pub lessons: Vec<Lesson>,
    /// Teachers whom that takes from every post: ⌈periods / load⌉.
    pub travelling: Vec<i64>,
    by_teacher: BTreeMap<TeacherIx, Vec<usize>>,
}

impl<'a> World<'a> {
    /// Makes the moves.
    pub fn new(before: &'a Reading<'a>, steps: Vec<Step>) -> Self {
        let (schools, posts) = (before.county.schools.len(), before.posts.len());
        let mut world = World {
            before,
            leaving: vec![Vec::new(); schools],
            arriving: vec![Vec::new(); schools],
            post_leaving: vec![Vec::new(); posts],
            post_in: vec![0; posts],
            by_teacher: BTreeMap::new(),
            retasks: Vec::new(),
            retasked: vec![(0, 0); posts],
            lessons: Vec::new(),
            travelling: vec![0; posts],
            steps,
        };
        for (i, step) in world.steps.iter().enumerate() {
            let teacher = before.county.teacher(step.teacher);
            // Who does not teach at home, or serves elsewhere, leaves no gap there.
            if before.serves_at[step.teacher.at()] == Some(step.from) {
                world.leaving[step.from.at()].push(i);
                let post = teacher.main_subject().and_then(|k| before.post((step.from, teacher.part, k)));
                if let Some(post) = post {
                    world.post_leaving[post].push(i);
                }
            }
            world.arriving[step.to.at()].push(i);
            if let Some(post) = step.subject.and_then(|k| before.post((step.to, step.part, k))) {
                world.post_in[post] += 1;
            }
            world.by_teacher.entry(step.teacher).or_default().push(i);
        }
        world
    }

    /// Gives the retasked teachers their posts.
    pub fn with_retasks(mut self, retasks: Vec<Retasked>) -> Self {
        for retask in &retasks {
            retask.home.into_iter().for_each(|post| self.retasked[post].0 += 1);
            retask.post.into_iter().for_each(|post| self.retasked[post].1 += 1);
        }
        self.retasks = retasks;
        self
    }

    /// Gives the travelling teachers their periods.
    pub fn with_lessons(mut self, lessons: Vec<Lesson>) -> Self {
        let mut taught: BTreeMap<usize, i64> = BTreeMap::new();
        for lesson in &lessons {
            if let Some((post, _)) = lesson.way {
                *taught.entry(post).or_default() += lesson.periods;
            }
        }
        for (post, periods) in taught {
            let at = &self.before.posts[post];
            let load = self.before.policy.travel_load(at.subject, at.part);
            let heads = ceil_div(i128::from(periods), i128::from(load));
            self.travelling[post] = heads;
        }
        self.lessons = lessons;
        self
    }

    /// The post where a teacher works after the moves; `None` where none of the teacher's subject and stage exists.
    pub fn works_at(&self, teacher: TeacherIx) -> Option<usize> {
        let person = self.before.county.teacher(teacher);
        if let Some(retask) = self.retasks.iter().find(|r| r.teacher == teacher) {
            return retask.post;
        }
        let moved = self.moves_of(teacher).next().map(|step| (Some(step.to), step.subject));
        let stays = || {
            let posted = self.before.county.running(teacher).and_then(|p| p.subject);
            (self.before.serves_at[teacher.at()], posted.or(person.main_subject()))
        };
        let (school, subject) = moved.unwrap_or_else(stays);
        self.before.post((school?, person.part, subject?))
    }

    /// The teacher of a move.
    pub fn teacher(&self, step: &Step) -> &Teacher {
        self.before.county.teacher(step.teacher)
    }

    /// The moves of one teacher.
    pub fn moves_of(&self, teacher: TeacherIx) -> impl Iterator<Item = &Step> + '_ {
        self.by_teacher.get(&teacher).into_iter().flatten().map(|&i| &self.steps[i])
    }

    /// Moves from sending to receiving schools that may exist.
    pub fn down(&self) -> impl Iterator<Item = &Step> + '_ {
        self.steps.iter().filter(|s| s.allowed && s.direction == Some(Direction::Down))
    }

    /// Moves out of a school.
    pub fn out(&self, school: SchoolIx) -> i64 {
        self.leaving[school.at()].len() as i64
    }

    /// Moves into a school.
    pub fn into(&self, school: SchoolIx) -> i64 {
        self.arriving[school.at()].len() as i64
    }

    /// Teachers serving at a school after the moves.
    pub fn staff_after(&self, school: SchoolIx) -> i64 {
        self.before.staff[school.at()] - self.out(school) + self.into(school)
    }

    /// Everybody on the payroll of a school after moves that carry the post.
    pub fn payroll_after(&self, school: SchoolIx) -> i64 {
        self.before.payroll[school.at()] - self.out(school) + self.into(school)
    }

    /// Senior teachers serving at a school after the moves.
    pub fn seniors_after(&self, school: SchoolIx) -> i64 {
        let senior =
            |list: &[usize]| list.iter().filter(|&&i| self.teacher(&self.steps[i]).title == Title::Senior).count();
        self.before.seniors[school.at()] - senior(&self.leaving[school.at()]) as i64
            + senior(&self.arriving[school.at()]) as i64
    }

    /// Teachers serving at a post after the moves.
    pub fn serving_after(&self, post: usize) -> i64 {
        let (away, come) = self.retasked[post];
        let moved = self.post_in[post] - self.post_leaving[post].len() as i64;
        i64::from(self.before.posts[post].serving) + moved - away + come
    }

    /// The same without those who travel.
    pub fn staying_after(&self, post: usize) -> i64 {
        self.serving_after(post) - self.travelling[post]
    }

    /// Posts short at a post after the moves.
    pub fn short_after(&self, post: usize) -> i64 {
        (i64::from(self.before.posts[post].required) - self.staying_after(post)).max(0)
    }

    /// Every post with its position.
    pub fn posts(&self) -> impl Iterator<Item = (usize, &Post)> + '_ {
        self.before.posts.iter().enumerate()
    }

    /// Ids of the teachers of some moves, sorted.
    pub fn ids<'s>(&self, steps: impl IntoIterator<Item = &'s Step>) -> Vec<String> {
        let mut ids: Vec<String> = steps.into_iter().map(|s| self.before.teacher_id(s.teacher)).collect();
        ids.sort();
        ids.dedup();
        ids
    }

    /// Ids of the teachers of the moves at some positions, sorted.
    pub fn ids_at(&self, positions: &[usize]) -> Vec<String> {
        self.ids(positions.iter().map(|&i| &self.steps[i]))
    }
}
