//! What the moves change: serving teachers of every post and staff of every school, before and after.
//!
//! A teacher who leaves counts under the main subject and stage at the home school, one who arrives under the subject
//! and stage of the new post. One reading for the documents, the workbook and the terminal.

use lungang_domain::county::County;
use lungang_domain::id::{SchoolIx, SubjectIx};
use lungang_domain::needs::{Needs, Post, PostAfter};
use lungang_domain::plan::{Direction, Plan};
use lungang_domain::policy::Policy;
use lungang_domain::record::Record;
use std::collections::BTreeMap;

/// One post before and after the moves.
#[derive(Debug, Clone, Copy)]
pub struct PostChange {
    /// The post as it stands before the moves.
    pub post: Post,
    /// What the plan leaves there.
    pub after: PostAfter,
}

impl PostChange {
    /// Teachers serving after the moves.
    pub fn serving_after(&self) -> u32 {
        self.after.serving
    }

    /// Required posts without a teacher after the moves.
    pub fn short_after(&self) -> u32 {
        self.after.short(&self.post)
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

impl SchoolChange {
    /// Posts by which the school is shorter than before: 0 where it is not.
    pub fn newly_short(&self) -> u32 {
        self.short_after.saturating_sub(self.short_before)
    }
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
        Changes::between(&record.county, &record.policy, &record.needs, &record.plan)
    }

    /// Of a plan by itself.
    pub fn between(county: &County, policy: &Policy, needs: &Needs, plan: &Plan) -> Changes {
        let mut schools = vec![SchoolChange::default(); county.schools.len()];
        for m in &plan.moves {
            schools[county.teacher(m.teacher).school.at()].out += 1;
            schools[m.to.at()].arrive += 1;
        }
        let after = needs.after(county, policy, plan.decided());
        let posts: Vec<PostChange> =
            needs.posts.iter().zip(after).map(|(post, after)| PostChange { post: *post, after }).collect();
        for change in &posts {
            let school = &mut schools[change.post.school.at()];
            school.short_before += change.post.short();
            school.short_after += change.short_after();
        }
        Changes { posts, schools }
    }

    /// Short posts after the moves.
    pub fn short_after(&self) -> u32 {
        self.posts.iter().map(PostChange::short_after).sum()
    }

    /// Σ weight · short after the moves; what second subjects lose is no matter of posts.
    pub fn weighted_short_after(&self) -> i64 {
        self.posts.iter().map(|c| i64::from(c.post.weight) * i64::from(c.short_after())).sum()
    }

    /// Posts by which schools are shorter than before, school by school.
    pub fn newly_short(&self) -> u32 {
        self.schools.iter().map(SchoolChange::newly_short).sum()
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
