//! What the moves change: serving teachers of every post and staff of every school, before and after.
//!
//! A teacher who leaves counts under the main subject and stage at the home school, one who arrives under the subject
//! and stage of the new post. One reading for the documents, the workbook and the terminal.

use lungang_domain::county::County;
use lungang_domain::id::{SchoolIx, SubjectIx};
use lungang_domain::needs::{Needs, Post};
use lungang_domain::plan::{Direction, Move};
use lungang_domain::policy::Policy;
use lungang_domain::record::Record;
use std::collections::BTreeMap;

/// One post before and after the moves.
#[derive(Debug, Clone, Copy)]
pub struct PostChange {
    /// The post as it stands before the moves.
    pub post: Post,
    /// Teachers serving after the moves.
    pub serving_after: u32,
    /// Those among them whom teaching at other schools takes from the post.
    pub travelling: u32,
}

impl PostChange {
    /// Required posts without a teacher after the moves.
    pub fn short_after(&self) -> u32 {
        self.post.required.saturating_sub(self.serving_after.saturating_sub(self.travelling))
    }
}

/// Moves of one school.
#[derive(Debug, Clone, Copy, Default)]
pub struct SchoolChange {
    /// Teachers who leave.
    pub out: u32,
    /// Teachers who arrive.
    pub arrive: u32,
    /// Short posts before the moves.
    pub short_before: u32,
    /// Short posts after the moves.
    pub short_after: u32,
}

/// Everything that the moves change.
#[derive(Debug, Clone)]
pub struct Changes {
    /// Every post, in the order of the needs.
    pub posts: Vec<PostChange>,
    /// Every school, in the order of the county.
    pub schools: Vec<SchoolChange>,
}

impl Changes {
    /// Of the record's plan.
    pub fn of(record: &Record) -> Changes {
        let travelling = record.needs.travelling(&record.policy, &record.plan.visits);
        Changes::new(&record.county, &record.needs, &record.plan.moves, &travelling)
    }

    fn new(county: &County, needs: &Needs, moves: &[Move], travelling: &BTreeMap<usize, u32>) -> Changes {
        let mut delta = vec![0_i64; needs.posts.len()];
        let mut schools = vec![SchoolChange::default(); county.schools.len()];
        for m in moves {
            let teacher = county.teacher(m.teacher);
            let left = teacher.main_subject().and_then(|k| needs.find(teacher.school, teacher.part, k));
            if let Some(at) = left {
                delta[at] -= 1;
            }
            if let Some(at) = needs.find(m.to, m.part, m.subject) {
                delta[at] += 1;
            }
            schools[teacher.school.at()].out += 1;
            schools[m.to.at()].arrive += 1;
        }
        let after = |(at, (post, delta)): (usize, (&Post, &i64))| PostChange {
            post: *post,
            serving_after: u32::try_from(i64::from(post.serving) + delta).unwrap_or(0),
            travelling: travelling.get(&at).copied().unwrap_or(0),
        };
        let posts: Vec<PostChange> = needs.posts.iter().zip(&delta).enumerate().map(after).collect();
        for change in &posts {
            let school = &mut schools[change.post.school.at()];
            school.short_before += change.post.short();
            school.short_after += change.short_after();
        }
        Changes { posts, schools }
    }

    /// Posts that are short before or after the moves.
    pub fn shortages(&self) -> impl Iterator<Item = &PostChange> {
        self.posts.iter().filter(|c| c.post.short() > 0 || c.short_after() > 0)
    }

    /// Short posts before and after by subject, in the policy's order; only subjects with any.
    pub fn short_by_subject(&self) -> Vec<(SubjectIx, u32, u32)> {
        let mut sums: BTreeMap<SubjectIx, (u32, u32)> = BTreeMap::new();
        for change in self.shortages() {
            let sum = sums.entry(change.post.subject).or_default();
            sum.0 += change.post.short();
            sum.1 += change.short_after();
        }
        sums.into_iter().map(|(subject, (before, after))| (subject, before, after)).collect()
    }
}

/// Which way a move goes; between schools of which one stands outside, `level`: no rule counts such a move.
pub fn direction(county: &County, policy: &Policy, from: SchoolIx, to: SchoolIx) -> Direction {
    let side = |s: SchoolIx| policy.side(county.school(s));
    Direction::between(side(from), side(to)).unwrap_or(Direction::Level)
}
