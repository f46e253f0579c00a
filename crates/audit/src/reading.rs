//! The county before any move, read once: sides, verdicts, who serves where, posts.

use crate::columns::leads;
use crate::decided::retasks;
use crate::eligibility;
use crate::establishment::{self, Establishments, People};
use crate::required::{self, Key};
use crate::rules::avoidance::{self, Avoided};
use crate::shared::Shared;
use crate::wishes::{self, Counted};
use lungang_domain::calendar::full_years;
use lungang_domain::county::County;
use lungang_domain::eligibility::Verdict;
use lungang_domain::id::{SchoolIx, TeacherIx};
use lungang_domain::needs::Post;
use lungang_domain::policy::{LevelGrade, Policy};
use lungang_domain::school::{Part, School, Side};
use lungang_domain::teacher::{Status, Teacher, Title};
use std::collections::BTreeMap;

/// The county before any move. Lists by school are indexed by [`SchoolIx`], by teacher by [`TeacherIx`].
#[derive(Debug)]
pub struct Reading<'a> {
    /// The county.
    pub county: &'a County,
    /// The policy.
    pub policy: &'a Policy,
    /// Seed of the lottery.
    pub seed: u64,
    /// Side of every school.
    pub sides: Vec<Side>,
    /// Verdict on every teacher.
    pub verdicts: Vec<Verdict>,
    /// School where every teacher serves; `None` for those who do not teach.
    pub serves_at: Vec<Option<SchoolIx>>,
    /// Teachers serving at every school, all parts.
    pub staff: Vec<i64>,
    /// Teachers of title senior serving at every school.
    pub seniors: Vec<i64>,
    /// Establishment.
    pub establishments: Establishments,
    /// Posts of every school, all parts.
    pub school_posts: Vec<i64>,
    /// Posts of those who teach at every school, all parts.
    pub teaching_posts: Vec<i64>,
    /// Everybody whose home school it is, but the retired.
    pub payroll: Vec<i64>,
    /// Everybody of status on duty who serves there.
    pub on_duty: Vec<i64>,
    /// Every post by subject, sorted by key.
    pub posts: Vec<Post>,
    /// The best retasking without any move, sorted: teacher and post.
    pub retasks: Vec<(TeacherIx, usize)>,
    /// Periods too few for a post.
    pub shared: Shared,
    /// Ways to teach them, sorted: post, shared hours, metres.
    pub ways: Vec<(usize, usize, u32)>,
    /// Schools that kin of a teacher heads.
    pub avoided: Avoided,
    /// Wishes that count, with the ranks that count.
    pub wished: Counted,
}

impl<'a> Reading<'a> {
    /// Reads a county under a policy.
    pub fn new(county: &'a County, policy: &'a Policy, seed: u64) -> Self {
        let sides: Vec<Side> = county.schools.iter().map(|s| side(policy, s)).collect();
        let verdicts = eligibility::verdicts(county, policy, &sides);
        let mut staff = vec![0; county.schools.len()];
        let mut seniors = vec![0; county.schools.len()];
        let mut by_part: BTreeMap<(SchoolIx, Part), People> = BTreeMap::new();
        let (mut payroll, mut on_duty) = (vec![0; county.schools.len()], vec![0; county.schools.len()]);
        for t in county.teacher_ixs() {
            let person = county.teacher(t);
            if person.status == Status::OnDuty {
                on_duty[county.serves_at(t).at()] += 1;
            }
            if person.status != Status::Retired {
                payroll[person.school.at()] += 1;
                by_part.entry((person.school, person.part)).or_default().paid += 1;
            }
        }
        let lighter = policy.staffing.older_teachers.as_ref().map(|older| i64::from(older.value.from_age));
        let older = |t: &Teacher| {
            let years = t.birth.map(|birth| full_years(birth, county.reference_day()));
            matches!((lighter, years), (Some(from), Some(years)) if years >= from)
        };
        let mut serving: BTreeMap<Key, u32> = BTreeMap::new();
        let serves_at: Vec<Option<SchoolIx>> =
            county.teacher_ixs().map(|t| county.teacher(t).teaches().then(|| county.serves_at(t))).collect();
        for ((at, teacher), school) in county.teachers.iter().enumerate().zip(&serves_at) {
            let Some(school) = *school else { continue };
            staff[school.at()] += 1;
            seniors[school.at()] += i64::from(teacher.title == Title::Senior);
            let part = by_part.entry((school, teacher.part)).or_default();
            part.teach += 1;
            part.older += u32::from(older(teacher));
            // An exchange may be for another subject than the main one.
            let posted = county.running(TeacherIx::new(at)).and_then(|p| p.subject);
            if let Some(subject) = posted.or(teacher.main_subject()) {
                *serving.entry((school, teacher.part, subject)).or_default() += 1;
            }
        }
        let establishments = establishment::read(county, policy, &by_part, seed);
        let (mut school_posts, mut teaching_posts) = (vec![0; county.schools.len()], vec![0; county.schools.len()]);
        for e in &establishments.parts {
            school_posts[e.school.at()] += i64::from(e.posts);
            teaching_posts[e.school.at()] += i64::from(e.teaching);
        }
        let shared = Shared::read(county, policy, &sides, &establishments.parts);
        let posts = required::posts(county, policy, &establishments.parts, &serving, &shared.hubs);
        let ways = shared.ways(&posts);
        let mut reading = Reading {
            county,
            policy,
            seed,
            sides,
            verdicts,
            serves_at,
            staff,
            seniors,
            establishments,
            school_posts,
            teaching_posts,
            payroll,
            on_duty,
            posts,
            retasks: Vec::new(),
            shared,
            ways,
            avoided: avoidance::avoided(county),
            wished: Counted::new(),
        };
        reading.retasks = retasks::best(&reading);
        for (teacher, post) in reading.retasks.clone() {
            let home = retasks::home_post(&reading, teacher);
            reading.posts[post].standing += 1;
            home.into_iter().for_each(|home| reading.posts[home].standing -= 1);
        }
        // What can come true rests on all of the above.
        reading.wished = wishes::counted(county, |teacher, school| leads(&reading, teacher, school));
        reading
    }

    /// The side of a school.
    pub fn side(&self, school: SchoolIx) -> Side {
        self.sides[school.at()]
    }

    /// E, sorted.
    pub fn eligible(&self) -> impl Iterator<Item = TeacherIx> + '_ {
        self.county.teacher_ixs().filter(|t| self.verdicts[t.at()].eligible())
    }

    /// Teachers of public schools, sending or not, against whom nothing else speaks, sorted.
    pub fn eligible_anywhere(&self) -> impl Iterator<Item = TeacherIx> + '_ {
        let public = |t: &TeacherIx| self.side(self.county.teacher(*t).school) != Side::Outside;
        self.county.teacher_ixs().filter(|t| self.verdicts[t.at()].meets()).filter(public)
    }

    /// Whether a teacher is a backbone teacher of a level that counts; a level whose grade is not stated is the county's.
    pub fn backbone(&self, teacher: &Teacher) -> bool {
        let Some(level) = teacher.backbone else { return false };
        let rung = self.policy.ladders.backbone.value.get(usize::from(level));
        let grade = rung.and_then(|rung| rung.grade).unwrap_or(LevelGrade::County);
        match &self.policy.rules.backbone_share.levels {
            None => true,
            Some(counted) => counted.value.contains(&grade),
        }
    }

    /// The position of a post.
    pub fn post(&self, key: Key) -> Option<usize> {
        self.posts.binary_search_by_key(&key, Post::key).ok()
    }

    /// The way from a post to shared hours in metres, where there is one.
    pub fn way(&self, post: usize, hours: usize) -> Option<u32> {
        let at = self.ways.binary_search_by_key(&(post, hours), |way| (way.0, way.1)).ok()?;
        Some(self.ways[at].2)
    }

    /// Whether a post can be filled: it is required, has a limit that leaves room, or takes travelling teachers.
    pub fn takes(&self, post: usize) -> bool {
        let p = &self.posts[post];
        p.required > 0 || p.limit.is_some_and(|limit| limit > 0) || self.shared.hubs.contains(&p.key())
    }

    /// Id of a school.
    pub fn school_id(&self, school: SchoolIx) -> String {
        self.county.school(school).id.clone()
    }

    /// Id of a teacher.
    pub fn teacher_id(&self, teacher: TeacherIx) -> String {
        self.county.teacher(teacher).id.clone()
    }
}

/// Private schools stand outside; a tier that the policy lists decides before the area does.
fn side(policy: &Policy, school: &School) -> Side {
    let lists = &policy.sides;
    match (school.public, school.tier, school.area) {
        (false, _, _) => Side::Outside,
        (_, tier, _) if lists.sending_tiers.value.contains(&tier) => Side::Sending,
        (_, tier, _) if lists.receiving_tiers.value.contains(&tier) => Side::Receiving,
        (_, _, area) if lists.sending_areas.value.contains(&area) => Side::Sending,
        _ => Side::Receiving,
    }
}
