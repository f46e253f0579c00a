//! What the county needs: establishment by school and stage, required and serving teachers by post.

use crate::county::County;
use crate::id::{SchoolIx, SubjectIx, TeacherIx};
use crate::plan::{Move, Visit};
use crate::policy::Policy;
use crate::school::Part;
use std::collections::BTreeMap;

/// Establishment of one part of a school; every count that applies stands beside the result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Establishment {
    /// School.
    pub school: SchoolIx,
    /// Part.
    pub part: Part,
    /// Pupils.
    pub pupils: u32,
    /// Classes.
    pub classes: u32,
    /// ⌈pupils / ratio⌉
    pub by_pupils: u32,
    /// ⌈classes · per class⌉; only in small schools and teaching points.
    pub by_classes: Option<u32>,
    /// ⌈Σ periods / load⌉; only where the policy turns it on.
    pub by_periods: Option<u32>,
    /// The largest count that applies.
    pub computed: u32,
    /// What it takes to staff every class; never more than `computed`.
    pub floor: u32,
    /// Posts within the authorised total; `computed` where there is none.
    pub posts: u32,
    /// Teachers serving.
    pub staff: u32,
}

impl Establishment {
    /// Teachers beyond the posts (超编).
    pub fn surplus(&self) -> u32 {
        self.staff.saturating_sub(self.posts)
    }

    /// Posts without a teacher (缺编).
    pub fn shortage(&self) -> u32 {
        self.posts.saturating_sub(self.staff)
    }
}

/// A post: a subject at a part of a school, with everything known about its need.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Post {
    /// School.
    pub school: SchoolIx,
    /// Part.
    pub part: Part,
    /// Subject.
    pub subject: SubjectIx,
    /// Posts required.
    pub required: u32,
    /// Teachers serving whose main subject it is.
    pub serving: u32,
    /// Most teachers that may serve after the moves.
    pub limit: Option<u32>,
    /// Weight of a short post in `unmet-need`.
    pub weight: u32,
}

impl Post {
    /// Required posts without a teacher.
    pub fn short(&self) -> u32 {
        self.required.saturating_sub(self.serving)
    }

    /// Teachers beyond the requirement.
    pub fn over(&self) -> u32 {
        self.serving.saturating_sub(self.required)
    }

    /// How its place sorts: school, part, subject.
    pub fn key(&self) -> (SchoolIx, Part, SubjectIx) {
        (self.school, self.part, self.subject)
    }
}

/// What a plan leaves at a post.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PostAfter {
    /// Teachers serving.
    pub serving: u32,
    /// Those among them whom teaching at other schools takes from the post: ⌈periods / load⌉.
    pub travelling: u32,
}

impl PostAfter {
    /// Required posts without a teacher.
    pub fn short(&self, post: &Post) -> u32 {
        post.required.saturating_sub(self.serving.saturating_sub(self.travelling))
    }
}

/// Periods of a subject too small for a post of its own (走教).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SharedHours {
    /// School.
    pub school: SchoolIx,
    /// Part.
    pub part: Part,
    /// Subject.
    pub subject: SubjectIx,
    /// Periods a week.
    pub periods: u32,
    /// Weight of a period that nobody teaches in `shared-hours`.
    pub weight: u32,
    /// Whether travelling teachers may teach them.
    pub travelled: bool,
}

/// A way by which teachers of a post may teach shared hours at another school, or at their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Route {
    /// The teachers' post: position among [`Needs::posts`].
    pub post: u32,
    /// The shared hours: position among [`Needs::shared`].
    pub shared: u32,
    /// Way from the one school to the other in metres.
    pub metres: u32,
}

/// The needs of a county.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Needs {
    /// Establishments, sorted by school and part.
    pub establishments: Vec<Establishment>,
    /// Posts with a requirement, a serving teacher or a row of the needs table, sorted by [`Post::key`].
    pub posts: Vec<Post>,
    /// Shared hours, sorted by school, part and subject.
    pub shared: Vec<SharedHours>,
    /// Who may teach them, sorted; empty where nobody travels.
    pub routes: Vec<Route>,
    /// Posts that take teachers for shared hours though they may require none, sorted: positions among the posts.
    pub hubs: Vec<u32>,
    /// People on the payroll who do not teach, sorted.
    pub not_teaching: Vec<TeacherIx>,
    /// Teachers serving by school, all parts.
    pub staff: Vec<u32>,
    /// Posts by school, all parts.
    pub school_posts: Vec<u32>,
}

impl Needs {
    /// The position of a post.
    pub fn find(&self, school: SchoolIx, part: Part, subject: SubjectIx) -> Option<usize> {
        self.posts.binary_search_by_key(&(school, part, subject), Post::key).ok()
    }

    /// Shared hours that travelling teachers may teach.
    pub fn travelled(&self) -> impl Iterator<Item = &SharedHours> {
        self.shared.iter().filter(|h| h.travelled)
    }

    /// What a plan leaves at every post, in the order of the posts. Who leaves is counted under the main subject at the home
    /// school, who arrives under the subject of the new post.
    pub fn after(&self, county: &County, policy: &Policy, moves: &[Move], visits: &[Visit]) -> Vec<PostAfter> {
        let mut after: Vec<PostAfter> =
            self.posts.iter().map(|p| PostAfter { serving: p.serving, travelling: 0 }).collect();
        for m in moves {
            let teacher = county.teacher(m.teacher);
            if let Some(at) = self.find(m.to, m.part, m.subject) {
                after[at].serving += 1;
            }
            if let Some(at) = teacher.main_subject().and_then(|k| self.find(teacher.school, teacher.part, k)) {
                after[at].serving = after[at].serving.saturating_sub(1);
            }
        }
        let mut periods: BTreeMap<usize, u32> = BTreeMap::new();
        for v in visits {
            if let Some(at) = self.find(v.base, v.part, v.subject) {
                *periods.entry(at).or_insert(0) += v.periods;
            }
        }
        for (at, sum) in periods {
            let post = &self.posts[at];
            after[at].travelling = sum.div_ceil(policy.travel_load(post.subject, post.part));
        }
        after
    }

    /// Whether a post can be filled: it is required, has a limit that leaves room, or takes teachers for shared hours.
    pub fn takes(&self, post: u32) -> bool {
        let p = &self.posts[post as usize];
        p.required > 0 || p.limit.is_some_and(|limit| limit > 0) || self.hubs.binary_search(&post).is_ok()
    }

    /// The posts of a school.
    pub fn posts_of(&self, school: SchoolIx) -> &[Post] {
        let from = self.posts.partition_point(|p| p.school < school);
        let to = self.posts.partition_point(|p| p.school <= school);
        &self.posts[from..to]
    }
}
