//! What the county needs: establishment by school and stage, required and serving teachers by post.

use crate::county::County;
use crate::id::{SchoolIx, SubjectIx, TeacherIx};
use crate::plan::{Move, Plan, Retask, Visit};
use crate::policy::Policy;
use crate::school::Part;
use std::collections::BTreeMap;
use std::ops::Range;

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
    /// ⌈classes · per class⌉, less where it fades; only in small schools and teaching points.
    pub by_classes: Option<u32>,
    /// ⌈Σ periods / load⌉ with class teachers and lighter loads; part of `computed` only where the policy turns it on.
    pub by_periods: u32,
    /// Posts for boarders.
    pub boarding: u32,
    /// The largest count that applies, and the posts for boarders.
    pub computed: u32,
    /// What it takes to staff every class; never more than `computed`.
    pub floor: u32,
    /// Posts within the authorised total; `computed` where there is none.
    pub posts: u32,
    /// Posts of those who teach: what the subjects share.
    pub teaching: u32,
    /// Teachers serving.
    pub staff: u32,
    /// Everybody on the payroll (在编), teaching or not.
    pub payroll: u32,
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
    /// Teachers who would fill it after the best retasking inside the school, without any move.
    pub standing: u32,
    /// Most teachers that may serve after the moves.
    pub limit: Option<u32>,
    /// Weight of a short post in `unmet-need`.
    pub weight: u32,
}

impl Post {
    /// Required posts without a teacher before any move: those that no retasking inside the school fills.
    pub fn short(&self) -> u32 {
        self.required.saturating_sub(self.standing)
    }

    /// Required posts without a teacher whose main subject it is.
    pub fn short_by_main(&self) -> u32 {
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

/// What a plan decides, as far as posts are concerned.
#[derive(Debug, Clone, Copy, Default)]
pub struct Decided<'a> {
    /// Moves.
    pub moves: &'a [Move],
    /// Who stays and teaches another subject.
    pub retasks: &'a [Retask],
    /// Who teaches at several schools.
    pub visits: &'a [Visit],
}

impl Plan {
    /// What it decides.
    pub fn decided(&self) -> Decided<'_> {
        Decided { moves: &self.moves, retasks: &self.retasks, visits: &self.visits }
    }
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
    /// The best retasking without any move, sorted: what [`Post::standing`] comes from.
    pub retasks: Vec<Retask>,
    /// People on the payroll of public schools who do not teach, sorted.
    pub not_teaching: Vec<TeacherIx>,
    /// Teachers serving by school, all parts.
    pub staff: Vec<u32>,
    /// Posts by school, all parts.
    pub school_posts: Vec<u32>,
    /// Teaching posts by school, all parts.
    pub teaching_posts: Vec<u32>,
    /// Everybody on the payroll of each school (在编), teaching or not.
    pub payroll: Vec<u32>,
    /// Everybody on duty at each school (在岗), teaching or not.
    pub on_duty: Vec<u32>,
    /// Whether the roster lists teachers only: how many people do not teach is not known.
    pub teachers_only: bool,
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
    /// school, who arrives, or is retasked, under the subject of the new post.
    pub fn after(&self, county: &County, policy: &Policy, plan: Decided<'_>) -> Vec<PostAfter> {
        let Decided { moves, retasks, visits } = plan;
        let mut after: Vec<PostAfter> =
            self.posts.iter().map(|p| PostAfter { serving: p.serving, travelling: 0 }).collect();
        let moved = moves.iter().map(|m| (m.teacher, (m.to, m.part, m.subject)));
        let stayed = retasks.iter().map(|r| {
            let teacher = county.teacher(r.teacher);
            (r.teacher, (teacher.school, teacher.part, r.subject))
        });
        for (teacher, (school, part, subject)) in moved.chain(stayed) {
            let teacher = county.teacher(teacher);
            if let Some(at) = self.find(school, part, subject) {
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

    /// What posts lose in worth where moves and retasks fill them with another subject than the teacher's main one.
    pub fn second_subjects(&self, county: &County, policy: &Policy, plan: Decided<'_>) -> i64 {
        let moved = plan.moves.iter().map(|m| (m.teacher, (m.to, m.part, m.subject)));
        let stayed = plan.retasks.iter().map(|r| {
            let teacher = county.teacher(r.teacher);
            (r.teacher, (teacher.school, teacher.part, r.subject))
        });
        let other = moved.chain(stayed).filter(|(t, (_, _, k))| county.teacher(*t).main_subject() != Some(*k));
        let posts = other.filter_map(|(_, (school, part, subject))| self.find(school, part, subject));
        posts.map(|at| policy.second_subject_loss(self.posts[at].weight)).sum()
    }

    /// `unmet-need` before any move, after the best retasking.
    pub fn unmet_before(&self, county: &County, policy: &Policy) -> i64 {
        let short: i64 = self.posts.iter().map(|p| i64::from(p.weight) * i64::from(p.short())).sum();
        short + self.second_subjects(county, policy, Decided { retasks: &self.retasks, ..Decided::default() })
    }

    /// Whether a post can be filled: it is required, has a limit that leaves room, or takes teachers for shared hours.
    pub fn takes(&self, post: u32) -> bool {
        let p = &self.posts[post as usize];
        p.required > 0 || p.limit.is_some_and(|limit| limit > 0) || self.hubs.binary_search(&post).is_ok()
    }

    /// Where the posts of a school stand among [`Needs::posts`].
    pub fn range_of(&self, school: SchoolIx) -> Range<usize> {
        let from = self.posts.partition_point(|p| p.school < school);
        from..self.posts.partition_point(|p| p.school <= school)
    }

    /// The posts of a school.
    pub fn posts_of(&self, school: SchoolIx) -> &[Post] {
        &self.posts[self.range_of(school)]
    }
}
