//! Who teaches what where: the staff of each school, shaped by what the school needs.
//!
//! Sending schools have every teaching post filled and a surplus of a seventh. Receiving schools have about nine in ten
//! filled, mostly with teachers of the large subjects; music, art, PE and English are short, as they are in fact.

use super::World;
use super::people::{self, Hire};
use super::stream::Stream;
use lungang_domain::id::{SchoolIx, SubjectIx};
use lungang_domain::policy::Policy;
use lungang_domain::school::{ByPart, Part, School, Side};
use lungang_domain::teacher::{Role, Status, Teacher, Title};

/// Whether the policy lets the school send.
pub(super) fn sends(world: &World, school: &School) -> bool {
    world.policy.side(school) == Side::Sending
}

/// The roster of a synthetic county, with some who do not teach.
pub(super) fn generated(world: &World, schools: &[School]) -> Vec<Teacher> {
    let (mut all, mut offices) = (Vec::new(), Vec::new());
    for (at, school) in schools.iter().enumerate() {
        let mut s = world.stream(&format!("roster {}", school.id));
        let sending = sends(world, school);
        let mut staff = ByPart::default();
        for &part in school.parts() {
            let posts = world.posts[at].get(part).teaching;
            *staff.get_mut(part) = if sending {
                // At least 12 % above the teaching posts, and two more for those away on an exchange.
                (posts * s.between(114, 120)).div_ceil(100) + 2
            } else {
                (posts * s.between(76, 100) / 100).max(1)
            };
        }
        let place = Place { ix: SchoolIx::new(at), school, sending };
        let first = all.len();
        place.hire(world, &mut s, staff, &mut all);
        place.lead(&mut s, &mut all[first..]);
        if sending || staff.primary + staff.junior >= 15 {
            place.hire_others(world, &mut s, &mut all);
            place.fill_offices(world, &mut s, &mut offices);
        }
    }
    // Last, so that nobody who teaches has another number where a policy sets other posts aside.
    all.extend(offices);
    number(all)
}

/// The roster of real schools: as many teachers as the school reports, all teaching.
pub(super) fn reported(world: &World, schools: &[School]) -> Vec<Teacher> {
    let mut all = Vec::new();
    for (at, school) in schools.iter().enumerate() {
        let mut s = world.stream(&format!("roster {}", school.id));
        let posts = &world.posts[at];
        let computed = posts.primary.computed + posts.junior.computed;
        let total = school.staff_reported.unwrap_or(computed);
        let junior = match school.parts() {
            [Part::Primary] => 0,
            [Part::Junior] => total,
            _ => (u64::from(total) * u64::from(posts.junior.computed) / u64::from(computed.max(1))) as u32,
        };
        let place = Place { ix: SchoolIx::new(at), school, sending: sends(world, school) };
        let first = all.len();
        place.hire(world, &mut s, ByPart { primary: total - junior, junior }, &mut all);
        place.lead(&mut s, &mut all[first..]);
    }
    number(all)
}

/// Ids in the order of the roster.
fn number(mut all: Vec<Teacher>) -> Vec<Teacher> {
    let width = all.len().to_string().len().max(3);
    for (at, teacher) in all.iter_mut().enumerate() {
        teacher.id = format!("T{:0width$}", at + 1);
    }
    all
}

struct Place<'a> {
    ix: SchoolIx,
    school: &'a School,
    sending: bool,
}

impl Place<'_> {
    /// Hires so many teachers for each part.
    fn hire(&self, world: &World, s: &mut Stream, staff: ByPart<u32>, all: &mut Vec<Teacher>) {
        for &part in self.school.parts() {
            let required = &world.posts[self.ix.at()].get(part).required;
            let mains = mains(world.policy, s, required, *staff.get(part), self.sending);
            let first = all.len();
            for main in mains {
                let subjects = subjects(world.policy, s, main, part, self.sending);
                let hire = Hire { school: self.ix, part, subjects, sending: self.sending };
                all.push(people::teacher(world, s, self.school, hire));
            }
            self.classes(s, part, &mut all[first..]);
        }
    }

    /// Class teachers, one a class, and who teaches the graduating grade.
    fn classes(&self, s: &mut Stream, part: Part, hired: &mut [Teacher]) {
        let mut order: Vec<usize> = (0..hired.len()).collect();
        s.shuffle(&mut order);
        let classes = self.school.classes_of(part) as usize;
        order.iter().take(classes).for_each(|&at| hired[at].class_teacher = true);
        let last = self.school.classes[part.grades().end - 1] as usize;
        let graduating = (hired.len() * last).div_ceil(classes.max(1)).min(hired.len());
        order.iter().rev().take(graduating * usize::from(last > 0)).for_each(|&at| hired[at].graduating = true);
    }

    /// A principal where there are at least three teachers, and a deputy for every forty.
    fn lead(&self, s: &mut Stream, hired: &mut [Teacher]) {
        if hired.len() < 3 {
            return;
        }
        let mut order: Vec<usize> = (0..hired.len()).filter(|&at| !hired[at].class_teacher).collect();
        s.shuffle(&mut order);
        order.sort_by_key(|&at| hired[at].birth);
        let deputies = hired.len() / 40;
        for (nth, &at) in order.iter().take(1 + deputies).enumerate() {
            hired[at].role = if nth == 0 { Role::Principal } else { Role::VicePrincipal };
        }
    }

    /// People on the payroll who do not teach: on leave, seconded, offices, support.
    fn hire_others(&self, world: &World, s: &mut Stream, all: &mut Vec<Teacher>) {
        let part = self.school.parts()[0];
        let Some(main) = largest(&world.posts[self.ix.at()].get(part).required) else { return };
        let count = if self.sending { s.between(2, 4) } else { s.below(2) };
        for _ in 0..count {
            let hire = Hire { school: self.ix, part, subjects: vec![SubjectIx::new(main)], sending: self.sending };
            let mut t = people::teacher(world, s, self.school, hire);
            match s.below(10) {
                0..=2 => t.status = Status::Leave,
                3..=4 => t.status = Status::Seconded,
                5 => t.status = Status::Absent,
                6..=7 => t.role = Role::Administrator,
                _ => (t.role, t.subjects) = (Role::Support, Vec::new()),
            }
            if t.role == Role::Support {
                (t.backbone, t.title) = (None, Title::None);
            }
            all.push(t);
        }
    }

    /// Where the policy sets posts aside for people who do not teach, they are filled.
    fn fill_offices(&self, world: &World, s: &mut Stream, all: &mut Vec<Teacher>) {
        let posts = &world.posts[self.ix.at()];
        let aside = |part: Part| posts.get(part).computed - posts.get(part).teaching;
        for &part in self.school.parts() {
            for n in 0..aside(part) {
                let hire = Hire { school: self.ix, part, subjects: Vec::new(), sending: self.sending };
                let t = people::teacher(world, s, self.school, hire);
                let role = if n % 2 == 0 { Role::Support } else { Role::Administrator };
                all.push(Teacher { role, backbone: None, title: Title::None, ..t });
            }
        }
    }
}

/// The subject with the most posts.
fn largest(required: &[u32]) -> Option<usize> {
    (0..required.len()).filter(|&k| required[k] > 0).max_by_key(|&k| (required[k], usize::MAX - k))
}

/// Main subjects of so many teachers, in the policy's order of subjects.
fn mains(policy: &Policy, s: &mut Stream, required: &[u32], staff: u32, sending: bool) -> Vec<usize> {
    let mut serving = vec![0u32; required.len()];
    let posts: u32 = required.iter().sum();
    let fallback = policy.subjects.iter().position(|k| k.posts).unwrap_or(0);
    if posts == 0 {
        return vec![fallback; if policy.subjects.is_empty() { 0 } else { staff as usize }];
    }
    if !sending {
        // Large subjects are mostly filled, scarce ones mostly not.
        for (k, subject) in policy.subjects.iter().enumerate() {
            let share = if subject.scarce { 22 } else { 85 };
            serving[k] = (0..required[k]).filter(|_| s.percent(share)).count() as u32;
        }
    } else if staff >= posts {
        serving.copy_from_slice(required);
    }
    // Too many: the smallest subjects go first. Too few: chance, in proportion to the posts.
    let mut held: u32 = serving.iter().sum();
    while held > staff {
        let Some(k) = (0..serving.len()).filter(|&k| serving[k] > 0).min_by_key(|&k| (required[k], usize::MAX - k))
        else {
            break;
        };
        serving[k] -= 1;
        held -= 1;
    }
    // What is beyond the posts of a rural school teaches one of its two largest subjects.
    let mut weights = required.to_vec();
    if !sending && let Some(first) = largest(required) {
        let second =
            largest(&required.iter().enumerate().map(|(k, n)| if k == first { 0 } else { *n }).collect::<Vec<_>>());
        for (k, weight) in weights.iter_mut().enumerate() {
            if k != first && Some(k) != second {
                *weight = 0;
            }
        }
    }
    while held < staff {
        serving[s.weighted(&weights)] += 1;
        held += 1;
    }
    serving.iter().enumerate().flat_map(|(k, n)| std::iter::repeat_n(k, *n as usize)).collect()
}

/// The subjects a teacher is qualified for: the main one, and now and then one or two more.
fn subjects(policy: &Policy, s: &mut Stream, main: usize, part: Part, sending: bool) -> Vec<SubjectIx> {
    let taught = |k: &usize| {
        let subject = &policy.subjects[*k];
        subject.posts && subject.weekly.as_ref().is_some_and(|w| part.grades().any(|g| w.value[g] > 0))
    };
    let mut others: Vec<usize> = (0..policy.subjects.len()).filter(|k| *k != main && taught(k)).collect();
    let more = match (part, sending) {
        (Part::Primary, true) => [87, 10, 3],
        (Part::Primary, false) => [50, 35, 15],
        (Part::Junior, true) => [90, 10, 0],
        (Part::Junior, false) => [70, 30, 0],
    };
    let count = s.weighted(&more).min(others.len());
    s.shuffle(&mut others);
    let mut all = vec![SubjectIx::new(main)];
    all.extend(others.into_iter().take(count).map(SubjectIx::new));
    all
}
