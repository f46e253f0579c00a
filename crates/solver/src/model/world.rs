//! What every rule looks at: the county under its policy, indexed once.

use super::candidates::{Candidate, Destinations, Leaver};
use super::quota::Quota;
use crate::eligibility;
use lungang_domain::county::County;
use lungang_domain::eligibility::Eligibility;
use lungang_domain::id::{SchoolIx, SubjectIx, TeacherIx};
use lungang_domain::needs::{Needs, Post};
use lungang_domain::plan::{Direction, Move};
use lungang_domain::policy::{CouplesWho, Mode, Policy};
use lungang_domain::rule::RuleName;
use lungang_domain::school::Side;
use lungang_domain::teacher::{Teacher, Title};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// The county under its policy.
pub struct World<'a> {
    /// The county.
    pub county: &'a County,
    /// The policy.
    pub policy: &'a Policy,
    /// Its needs.
    pub needs: &'a Needs,
    /// Verdicts.
    pub eligibility: &'a Eligibility,
    /// Seed of the lottery.
    pub seed: u64,
    /// Side of every school.
    pub sides: Vec<Side>,
    /// What the exchange quota counts.
    pub quota: Quota,
    /// Candidates that could leave or enter a school, by school: (out, in).
    pub reach: Vec<(u32, u32)>,
    /// Whether any candidate leaves or enters a post, by post.
    pub touched: Vec<bool>,
    /// Whether a teacher could be retasked, by teacher.
    pub stays: Vec<bool>,
    /// Teachers of the home school who could be retasked to a post, by post.
    pub retaskable: Vec<u32>,
    /// Teachers who could move up, by the school they could go to and the post that they leave.
    pub ups: BTreeMap<(SchoolIx, u32), u32>,
    /// Schools that kin of a teacher heads.
    avoided: BTreeMap<TeacherIx, BTreeSet<SchoolIx>>,
    /// Where moves can lead.
    pub destinations: Destinations,
    /// The longest journey in metres, where the policy limits it.
    pub furthest: Option<i64>,
}

impl<'a> World<'a> {
    /// Indexes a county.
    pub fn new(county: &'a County, policy: &'a Policy, needs: &'a Needs, who: &'a Eligibility, seed: u64) -> Self {
        let sides: Vec<Side> = county.schools.iter().map(|s| policy.side(s)).collect();
        let mut avoided: BTreeMap<TeacherIx, BTreeSet<SchoolIx>> = BTreeMap::new();
        for head in county.teacher_ixs().filter(|t| county.teacher(*t).heads()) {
            let school = county.serves_at(head);
            county.kin_of(head).for_each(|t| _ = avoided.entry(t).or_default().insert(school));
        }
        World {
            avoided,
            county,
            policy,
            needs,
            eligibility: who,
            seed,
            destinations: Destinations::new(needs, &sides),
            furthest: policy.movement.max_km.as_ref().map(|km| km.value.floor_of(1000)),
            quota: Quota::new(county, policy, &sides, who),
            sides,
            reach: vec![(0, 0); county.schools.len()],
            touched: vec![false; needs.posts.len()],
            stays: vec![false; county.teachers.len()],
            retaskable: vec![0; needs.posts.len()],
            ups: BTreeMap::new(),
        }
    }

    /// Takes note of what every leaver could do, so that rules state rows only where something can happen.
    pub fn note(&mut self, leavers: &[Leaver]) {
        let chunk = leavers.len().div_ceil(4 * rayon::current_num_threads()).max(1);
        let reaches: Vec<Reach> = leavers.par_chunks(chunk).map(|part| Reach::of(self, part)).collect();
        for reach in reaches {
            for (sum, part) in self.reach.iter_mut().zip(reach.schools) {
                *sum = (sum.0 + part.0, sum.1 + part.1);
            }
            for (sum, part) in self.touched.iter_mut().zip(reach.posts) {
                *sum |= part;
            }
            for (pair, part) in reach.ups {
                *self.ups.entry(pair).or_default() += part;
            }
        }
        for leaver in leavers.iter().filter(|l| !l.retasks.is_empty()) {
            self.stays[leaver.teacher.at()] = true;
            self.touched[leaver.home_post as usize] = true;
            for post in &leaver.retasks {
                self.touched[*post as usize] = true;
                self.retaskable[*post as usize] += 1;
            }
        }
        // Who travels is missing at the post, whether anybody moves or not.
        self.needs.routes.iter().for_each(|route| self.touched[route.post as usize] = true);
    }

    /// Takes note of what the moves of a year before could reach: its teachers may still be there.
    pub fn note_before(&mut self, before: &World<'_>) {
        for (sum, year) in self.reach.iter_mut().zip(&before.reach) {
            *sum = (sum.0.saturating_add(year.0), sum.1.saturating_add(year.1));
        }
        for (post, _) in before.needs.posts.iter().zip(&before.touched).filter(|(_, touched)| **touched) {
            if let Some(here) = self.needs.find(post.school, post.part, post.subject) {
                self.touched[here] = true;
            }
        }
    }

    /// Which way a move goes; `None` where either school stands outside.
    pub fn direction(&self, m: &Move) -> Option<Direction> {
        Direction::between(self.sides[self.teacher(m.teacher).school.at()], self.sides[m.to.at()])
    }

    /// How a rule binds.
    pub fn mode(&self, rule: RuleName) -> Mode {
        self.policy.rules.mode(rule)
    }

    /// A teacher.
    pub fn teacher(&self, ix: TeacherIx) -> &'a Teacher {
        self.county.teacher(ix)
    }

    /// A post.
    pub fn post(&self, ix: u32) -> &'a Post {
        &self.needs.posts[ix as usize]
    }

    /// Teachers serving at a school.
    pub fn staff(&self, school: SchoolIx) -> i64 {
        i64::from(self.needs.staff[school.at()])
    }

    /// Short posts of a school that no move can fill or empty: they stand in no row.
    pub fn short_anyhow(&self, school: SchoolIx) -> i64 {
        let untouched = self.needs.range_of(school).filter(|at| !self.touched[*at]);
        untouched.map(|at| i64::from(self.needs.posts[at].short())).sum()
    }

    /// Posts of a school, for everybody on its payroll.
    pub fn posts_of(&self, school: SchoolIx) -> i64 {
        i64::from(self.needs.school_posts[school.at()])
    }

    /// Posts of a school for those who teach.
    pub fn teaching_posts(&self, school: SchoolIx) -> i64 {
        i64::from(self.needs.teaching_posts[school.at()])
    }

    /// Everybody on the payroll of a school.
    pub fn payroll(&self, school: SchoolIx) -> i64 {
        i64::from(self.needs.payroll[school.at()])
    }

    /// Schools that a candidate could leave or enter.
    pub fn reached(&self) -> impl Iterator<Item = SchoolIx> + '_ {
        self.county.school_ixs().filter(|s| self.reach[s.at()] != (0, 0))
    }

    /// |E|
    pub fn eligible(&self) -> i64 {
        self.eligibility.count() as i64
    }

    /// Senior teachers who serve at each school.
    pub fn seniors(&self) -> Vec<i64> {
        let mut seniors = vec![0; self.county.schools.len()];
        for ix in self.county.teacher_ixs().filter(|t| self.teacher(*t).teaches()) {
            seniors[self.county.serves_at(ix).at()] += i64::from(self.teacher(ix).title == Title::Senior);
        }
        seniors
    }

    /// Couples that the couples rule binds, each once.
    pub fn couples(&self) -> Vec<(TeacherIx, TeacherIx)> {
        self.spouses().filter(|pair| self.binds(*pair)).collect()
    }

    /// The other couples, each once.
    pub fn loose_couples(&self) -> Vec<(TeacherIx, TeacherIx)> {
        self.spouses().filter(|pair| !self.binds(*pair)).collect()
    }

    fn spouses(&self) -> impl Iterator<Item = (TeacherIx, TeacherIx)> + '_ {
        self.county.teacher_ixs().filter_map(|a| Some((a, self.teacher(a).spouse.filter(|b| a < *b)?)))
    }

    fn binds(&self, (a, b): (TeacherIx, TeacherIx)) -> bool {
        let all = self.policy.rules.couples.who.value == CouplesWho::All;
        all || self.teacher(a).together || self.teacher(b).together
    }

    /// Whether a teacher's recorded language level reaches what the subject asks for; an unrecorded one does.
    pub fn speaks(&self, teacher: TeacherIx, subject: SubjectIx) -> bool {
        eligibility::speaks(self.policy, self.teacher(teacher), subject)
    }

    /// What a post loses in worth that is filled with another subject than the teacher's main one.
    pub fn second_subject(&self, post: u32) -> i64 {
        self.policy.second_subject_loss(self.post(post).weight)
    }

    /// Whether kin of the teacher heads the school.
    pub fn kin_heads(&self, teacher: TeacherIx, school: SchoolIx) -> bool {
        self.avoided.get(&teacher).is_some_and(|schools| schools.contains(&school))
    }

    /// Schools that kin of the teacher heads.
    pub fn avoided(&self, teacher: TeacherIx) -> impl Iterator<Item = SchoolIx> + '_ {
        self.avoided.get(&teacher).into_iter().flatten().copied()
    }

    /// Whether the teacher's pupils are to keep their teacher.
    pub fn goes_on(&self, teacher: TeacherIx) -> bool {
        self.policy.rules.continuity.who.value.iter().any(|who| who.is(self.teacher(teacher)))
    }

    /// Whether a policy shuts a move out, whoever else moves; in a model where the rule gives way the column exists.
    pub fn shut_out(&self, policy: &Policy, c: &Candidate) -> bool {
        policy.strict_language() && !self.speaks(c.teacher, c.subject)
            || policy.strict_avoidance() && self.kin_heads(c.teacher, c.to)
            || policy.strict_continuity() && self.goes_on(c.teacher)
    }

    /// The post that a teacher leaves: main subject and stage at the home school.
    pub fn home_post(&self, teacher: TeacherIx) -> Option<u32> {
        let teacher = self.teacher(teacher);
        let post = self.needs.find(teacher.school, teacher.part, teacher.main_subject()?)?;
        Some(post as u32)
    }

    /// Whether both schools are in one alliance.
    pub fn allied(&self, a: SchoolIx, b: SchoolIx) -> bool {
        let alliance = |s: SchoolIx| self.county.school(s).alliance.as_deref();
        alliance(a).is_some() && alliance(a) == alliance(b)
    }
}

/// What some leavers could do: by school how many could leave and enter, by post whether any could, and who could move up.
struct Reach {
    schools: Vec<(u32, u32)>,
    posts: Vec<bool>,
    ups: BTreeMap<(SchoolIx, u32), u32>,
}

impl Reach {
    fn of(world: &World<'_>, leavers: &[Leaver]) -> Reach {
        let (schools, posts) = (vec![(0, 0); world.reach.len()], vec![false; world.touched.len()]);
        let mut reach = Reach { schools, posts, ups: BTreeMap::new() };
        let mut last = vec![u32::MAX; world.reach.len()];
        for (i, leaver) in leavers.iter().enumerate() {
            let mut any = false;
            for c in leaver.each(world) {
                any = true;
                reach.posts[c.post as usize] = true;
                // One who could fill two posts of a school counts once.
                if std::mem::replace(&mut last[c.to.at()], i as u32) != i as u32 {
                    reach.schools[c.to.at()].1 += 1;
                    if c.direction == Some(Direction::Up) {
                        *reach.ups.entry((c.to, leaver.home_post)).or_default() += 1;
                    }
                }
            }
            if any {
                reach.schools[leaver.from.at()].0 += 1;
                reach.posts[leaver.home_post as usize] = true;
            }
        }
        reach
    }
}
