//! Every column: the moves and retasks that may exist. One bit a column is kept, whether it is still open.

use crate::columns::{Step, may_exist};
use crate::decided::retasks;
use crate::reading::Reading;
use crate::rules;
use crate::rules::language::{self, below};
use lungang_domain::id::{SubjectIx, TeacherIx};
use lungang_domain::plan::Direction;
use lungang_domain::school::Part;
use rayon::prelude::*;
use std::collections::BTreeMap;

/// A move that may exist, or a retask: a step to the home school, in no direction.
#[derive(Debug, Clone, Copy)]
pub(super) struct Column {
    /// The move.
    pub(super) step: Step,
    /// The post that it fills: position in [`Reading::posts`].
    pub(super) post: usize,
}

impl Column {
    /// Whether the teacher stays at the school.
    pub(super) fn retask(&self) -> bool {
        self.step.from == self.step.to
    }

    /// Whether it goes from a sending to a receiving school.
    pub(super) fn down(&self) -> bool {
        self.step.direction == Some(Direction::Down)
    }
}

/// The columns that are open, teacher by teacher.
#[derive(Debug)]
pub(super) struct Open {
    posts: Destinations,
    /// Teachers who may move or be retasked, sorted.
    pub(super) teachers: Vec<OpenTeacher>,
}

/// The open columns of one teacher.
#[derive(Debug)]
pub(super) struct OpenTeacher {
    /// Who.
    pub(super) teacher: TeacherIx,
    /// One bit a post of each of the teacher's subjects; a subject starts on a word of its own.
    bits: Vec<u64>,
}

/// Posts that ask for somebody, by stage and subject.
#[derive(Debug, Default)]
pub(super) struct Destinations(BTreeMap<(Part, SubjectIx), Vec<u32>>);

/// A teacher's subjects, each once.
fn subjects(reading: &Reading<'_>, teacher: TeacherIx) -> Vec<SubjectIx> {
    let mut all = reading.county.teacher(teacher).subjects.clone();
    all.sort_unstable();
    all.dedup();
    all
}

impl OpenTeacher {
    /// Looks at every open column and shuts those of which `keep` says no.
    ///
    /// # Errors
    /// That of `keep`.
    pub(super) fn retain<E>(
        &mut self,
        reading: &Reading<'_>,
        posts: &Destinations,
        mut keep: impl FnMut(&Column) -> Result<bool, E>,
    ) -> Result<(), E> {
        let person = reading.county.teacher(self.teacher);
        let mut words = self.bits.iter_mut();
        for subject in subjects(reading, self.teacher) {
            let list = posts.of(person.part, subject);
            for (block, word) in list.chunks(64).zip(words.by_ref()) {
                let mut left = *word;
                while left != 0 {
                    let bit = left.trailing_zeros() as usize;
                    left &= left - 1;
                    let post = block[bit] as usize;
                    let (from, to) = (person.school, reading.posts[post].school);
                    let step = Step {
                        teacher: self.teacher,
                        from,
                        to,
                        part: person.part,
                        subject: Some(subject),
                        direction: Direction::between(reading.side(from), reading.side(to)).filter(|_| from != to),
                        allowed: true,
                    };
                    if !keep(&Column { step, post })? {
                        *word &= !(1 << bit);
                    }
                }
            }
        }
        Ok(())
    }
}

impl Destinations {
    fn of(&self, part: Part, subject: SubjectIx) -> &[u32] {
        self.0.get(&(part, subject)).map_or(&[], Vec::as_slice)
    }
}

/// Every column, open.
pub(super) fn open(reading: &Reading<'_>) -> Open {
    let mut posts = Destinations::default();
    for (i, p) in reading.posts.iter().enumerate().filter(|(i, _)| reading.takes(*i)) {
        posts.0.entry((p.part, p.subject)).or_default().push(i as u32);
    }
    let strict = reading.policy.strict_language();
    let levels: Vec<Option<usize>> =
        (0..reading.policy.subjects.len()).map(|k| language::asked(reading, Some(SubjectIx::new(k)))).collect();
    let may_move = |t: TeacherIx| reading.verdicts[t.at()].may_move();
    let several = |t: TeacherIx| reading.county.teacher(t).subjects.len() > 1;
    let may: Vec<TeacherIx> = reading.county.teacher_ixs().filter(|t| may_move(*t) || several(*t)).collect();
    let one = |teacher: &TeacherIx| {
        let person = reading.county.teacher(*teacher);
        let mut bits = Vec::new();
        for subject in subjects(reading, *teacher) {
            let list = posts.of(person.part, subject);
            let level = levels.get(subject.at()).copied().flatten();
            let shut = strict && below(person.language, level);
            // Who may not move can be retasked at most: one bit a subject.
            let home = reading.post((person.school, person.part, subject)).map(|post| post as u32);
            bits.extend(list.chunks(64).map(|block| match (block.len(), may_move(*teacher)) {
                _ if shut => 0,
                (_, false) => home.and_then(|home| block.binary_search(&home).ok()).map_or(0, |bit| 1 << bit),
                (64, true) => u64::MAX,
                (n, true) => (1 << n) - 1,
            }));
        }
        let mut open = OpenTeacher { teacher: *teacher, bits };
        let never: Result<(), std::convert::Infallible> =
            open.retain(reading, &posts, |column| Ok(exists(reading, column)));
        never.map_or(None, |()| Some(open)).filter(|open| may_move(open.teacher) || open.bits.iter().any(|b| *b != 0))
    };
    let teachers = may.par_iter().filter_map(one).collect();
    Open { posts, teachers }
}

/// Whether there is such a column.
fn exists(reading: &Reading<'_>, column: &Column) -> bool {
    let step = &column.step;
    match column.retask() {
        true => step.subject.is_some_and(|k| retasks::may_exist(reading, step.teacher, k)),
        false => may_exist(reading, step) && !rules::shuts_pair(reading, step),
    }
}

impl Open {
    /// The open teachers, and the posts that their bits stand for.
    pub(super) fn parts(&mut self) -> (&mut [OpenTeacher], &Destinations) {
        (&mut self.teachers, &self.posts)
    }

    /// Looks at every open column of a retask.
    fn visit_retasks(&self, reading: &Reading<'_>, mut see: impl FnMut(&Column)) {
        for open in &self.teachers {
            self.visit_one(reading, open, &mut |column| {
                if column.retask() {
                    see(column);
                }
            });
        }
    }

    /// Looks at every open column of a move.
    pub(super) fn visit(&self, reading: &Reading<'_>, mut see: impl FnMut(&Column)) {
        for open in &self.teachers {
            self.visit_one(reading, open, &mut |column| {
                if !column.retask() {
                    see(column);
                }
            });
        }
    }

    /// Looks at the open moves of one teacher; at none where the teacher may not move.
    pub(super) fn visit_of(&self, reading: &Reading<'_>, teacher: TeacherIx, mut see: impl FnMut(&Column)) {
        if let Ok(at) = self.teachers.binary_search_by_key(&teacher, |o| o.teacher) {
            self.visit_one(reading, &self.teachers[at], &mut |column| {
                if !column.retask() {
                    see(column);
                }
            });
        }
    }

    fn visit_one(&self, reading: &Reading<'_>, open: &OpenTeacher, see: &mut impl FnMut(&Column)) {
        let mut copy = OpenTeacher { teacher: open.teacher, bits: open.bits.clone() };
        let never: Result<(), std::convert::Infallible> = copy.retain(reading, &self.posts, |column| {
            see(column);
            Ok(true)
        });
        never.unwrap_or_default();
    }
}

/// Where columns lead: what decides which rows exist.
#[derive(Debug)]
pub(super) struct Reach {
    /// Teachers who could leave, by school.
    pub(super) out: Vec<i64>,
    /// Teachers who could come, by school; one who could fill two posts counts once.
    pub(super) into: Vec<i64>,
    /// Whether a column leaves or fills the post.
    pub(super) touched: Vec<bool>,
    /// Teachers who could be retasked to the post, by post.
    pub(super) retaskable: Vec<i64>,
    /// Whether the teacher could be retasked, by teacher.
    pub(super) stays: Vec<bool>,
}

impl Reach {
    /// Whether a column leaves or enters the school.
    pub(super) fn reached(&self, school: lungang_domain::id::SchoolIx) -> bool {
        self.out[school.at()] > 0 || self.into[school.at()] > 0
    }
}

/// The post that a teacher leaves: the main subject and stage at the home school.
pub(super) fn home_post(reading: &Reading<'_>, teacher: TeacherIx) -> Option<usize> {
    let person = reading.county.teacher(teacher);
    reading.post((person.school, person.part, person.main_subject()?))
}

/// Counts where the columns lead.
pub(super) fn reach(reading: &Reading<'_>, open: &Open) -> Reach {
    let schools = reading.county.schools.len();
    let posts = reading.posts.len();
    let mut reach = Reach {
        out: vec![0; schools],
        into: vec![0; schools],
        touched: vec![false; posts],
        retaskable: vec![0; posts],
        stays: vec![false; reading.county.teachers.len()],
    };
    let mut last_into = vec![None; schools];
    let mut last_out = None;
    open.visit(reading, |column| {
        let (from, to) = (column.step.from.at(), column.step.to.at());
        let teacher = Some(column.step.teacher);
        if last_out != teacher {
            last_out = teacher;
            reach.out[from] += 1;
            if let Some(home) = home_post(reading, column.step.teacher) {
                reach.touched[home] = true;
            }
        }
        if last_into[to] != teacher {
            last_into[to] = teacher;
            reach.into[to] += 1;
        }
        reach.touched[column.post] = true;
    });
    open.visit_retasks(reading, |column| {
        reach.stays[column.step.teacher.at()] = true;
        reach.retaskable[column.post] += 1;
        reach.touched[column.post] = true;
        home_post(reading, column.step.teacher).into_iter().for_each(|home| reach.touched[home] = true);
    });
    // Who travels is missing at the post.
    reading.ways.iter().for_each(|(post, ..)| reach.touched[*post] = true);
    reach
}
