//! Retasks: who may stay at the home school and teach another subject, what of it is best without any move, and what was submitted.
//!
//! A teacher who teaches at a public home school, where no exchange runs, and whose main subject has a post there, may fill any post of
//! the school that takes somebody, in another listed subject and the teacher's own stage, not below the level that `language` asks
//! for. A head whom the exchange of heads may send to another school is not retasked.

use crate::kinds::FaultKind;
use crate::reading::Reading;
use crate::rules::language;
use crate::submission::SubmittedRetask;
use crate::tenure;
use lungang_domain::audit::Fault;
use lungang_domain::id::{SubjectIx, TeacherIx};
use lungang_domain::lottery;
use lungang_domain::name;
use lungang_domain::needs::Post;
use lungang_domain::number::Decimal;
use lungang_domain::number::ceil_div;
use lungang_domain::policy::Policy;
use lungang_domain::school::Side;
use std::collections::{BTreeMap, BTreeSet};

/// A retask whose teacher and subject are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Retasked {
    /// Who.
    pub teacher: TeacherIx,
    /// The post that is left: position in [`Reading::posts`]; `None` where there is none.
    pub home: Option<usize>,
    /// The post that is filled; `None` where there is none.
    pub post: Option<usize>,
    /// Whether it may exist.
    pub allowed: bool,
}

/// Why a retask may not exist.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Refusal {
    Off,
    Away,
    Heads,
    Outside,
    SameSubject,
    NotQualified,
    PostNotRequired,
}

/// The post of the main subject at the home school.
pub(crate) fn home_post(reading: &Reading<'_>, teacher: TeacherIx) -> Option<usize> {
    let person = reading.county.teacher(teacher);
    reading.post((person.school, person.part, person.main_subject()?))
}

/// Reports every reason why a teacher may not be retasked to a subject.
fn why_not(reading: &Reading<'_>, teacher: TeacherIx, subject: SubjectIx, mut no: impl FnMut(Refusal)) {
    let person = reading.county.teacher(teacher);
    if !reading.policy.movement.retasks.value {
        no(Refusal::Off);
    }
    if !person.teaches() || reading.county.running(teacher).is_some() || home_post(reading, teacher).is_none() {
        no(Refusal::Away);
    }
    if tenure::takes_part(reading.county, reading.policy, teacher) {
        no(Refusal::Heads);
    }
    if reading.side(person.school) == Side::Outside {
        no(Refusal::Outside);
    }
    if person.main_subject() == Some(subject) {
        no(Refusal::SameSubject);
    }
    let below = language::asked(reading, Some(subject))
        .zip(person.language)
        .is_some_and(|(asked, has)| usize::from(has) < asked);
    if !person.subjects.contains(&subject) || below {
        no(Refusal::NotQualified);
    }
    let post = reading.post((person.school, person.part, subject));
    if !post.is_some_and(|post| reading.takes(post)) {
        no(Refusal::PostNotRequired);
    }
}

/// Whether a teacher may be retasked to a subject.
pub(crate) fn may_exist(reading: &Reading<'_>, teacher: TeacherIx, subject: SubjectIx) -> bool {
    let mut may = true;
    why_not(reading, teacher, subject, |_| may = false);
    may
}

/// The posts that a teacher may be retasked to, by post.
pub(crate) fn options(reading: &Reading<'_>, teacher: TeacherIx) -> Vec<usize> {
    let person = reading.county.teacher(teacher);
    let subjects: BTreeSet<SubjectIx> = person.subjects.iter().copied().collect();
    let may = subjects.into_iter().filter(|k| may_exist(reading, teacher, *k));
    may.filter_map(|k| reading.post((person.school, person.part, k))).collect()
}

/// ⌈weight · (1 − credit)⌉: what a post loses in worth that somebody fills with another subject than the main one.
pub(crate) fn second_subject(policy: &Policy, post: &Post) -> i64 {
    let lost = i128::from(Decimal::ONE) - i128::from(policy.movement.second_subject_credit.value.0);
    ceil_div(lost * i128::from(post.weight), i128::from(Decimal::ONE))
}

/// The public lottery number of a retask.
pub(crate) fn number(reading: &Reading<'_>, teacher: TeacherIx, post: usize) -> i64 {
    let at = &reading.posts[post];
    let subject = reading.policy.subjects.get(at.subject.at()).map_or("", |k| k.id.as_str());
    let (teacher, school) = (reading.county.teacher(teacher), reading.county.school(at.school));
    i64::from(lottery::number(reading.seed, &teacher.id, &school.id, subject))
}

/// Worth lost, retasks, short posts, lottery numbers: what comes first counts first.
type Price = (i64, i64, i64, i64);

fn plus(a: Price, b: Price) -> Price {
    (a.0 + b.0, a.1 + b.1, a.2 + b.2, a.3 + b.3)
}

fn minus(a: Price, b: Price) -> Price {
    (a.0 - b.0, a.1 - b.1, a.2 - b.2, a.3 - b.3)
}

/// The best retasking without any move, sorted: (teacher, post). Teachers are placed one after another, each by the cheapest
/// chain in which those placed before make room.
pub(crate) fn best(reading: &Reading<'_>) -> Vec<(TeacherIx, usize)> {
    let mut schools: BTreeMap<_, Vec<(TeacherIx, BTreeMap<usize, Price>)>> = BTreeMap::new();
    for t in reading.county.teacher_ixs() {
        let (person, posts) = (reading.county.teacher(t), options(reading, t));
        let Some(home) = home_post(reading, t).filter(|_| !posts.is_empty()) else { continue };
        let price =
            |post: usize| (second_subject(reading.policy, &reading.posts[post]), 1, 0, number(reading, t, post));
        let mut prices: BTreeMap<usize, Price> = posts.into_iter().map(|post| (post, price(post))).collect();
        prices.insert(home, (0, 0, 0, 0));
        schools.entry((person.school, person.part)).or_default().push((t, prices));
    }
    let mut retasked = Vec::new();
    for teachers in schools.into_values() {
        // Who can only do what they do stands there already.
        let mut filled: BTreeMap<usize, i64> = BTreeMap::new();
        for post in teachers.iter().flat_map(|(_, prices)| prices.keys()) {
            filled.entry(*post).or_insert(i64::from(reading.posts[*post].serving));
        }
        for (t, _) in &teachers {
            if let Some(home) = home_post(reading, *t).and_then(|home| filled.get_mut(&home)) {
                *home -= 1;
            }
        }
        let mut placed: Vec<usize> = Vec::new();
        for who in 0..teachers.len() {
            place(reading, &teachers, &mut placed, &mut filled, who);
        }
        for ((t, prices), post) in teachers.iter().zip(placed) {
            if prices.get(&post).is_some_and(|price| price.1 > 0) {
                retasked.push((*t, post));
            }
        }
    }
    retasked.sort_unstable();
    retasked
}

/// Places one more teacher, the one at `who`.
fn place(
    reading: &Reading<'_>,
    teachers: &[(TeacherIx, BTreeMap<usize, Price>)],
    placed: &mut Vec<usize>,
    filled: &mut BTreeMap<usize, i64>,
    who: usize,
) {
    // The cheapest way to have one more teacher at each post; who comes last, and whose place that was.
    let mut best: BTreeMap<usize, (Price, usize, Option<usize>)> =
        teachers[who].1.iter().map(|(post, price)| (*post, (*price, who, None))).collect();
    // Chains are no longer than there are posts.
    for _ in 0..filled.len() {
        let mut falls = false;
        for (other, from) in placed.iter().enumerate() {
            let Some((reached, ..)) = best.get(from).copied() else { continue };
            let here = teachers[other].1[from];
            for (to, price) in teachers[other].1.iter().filter(|(to, _)| *to != from) {
                let through = plus(reached, minus(*price, here));
                if best.get(to).is_none_or(|(known, ..)| through < *known) {
                    best.insert(*to, (through, other, Some(*from)));
                    falls = true;
                }
            }
        }
        if !falls {
            break;
        }
    }
    let total = |post: usize, price: Price| {
        let at = &reading.posts[post];
        let fills = filled.get(&post).is_some_and(|n| *n < i64::from(at.required));
        if fills { minus(price, (i64::from(at.weight), 0, 1, 0)) } else { price }
    };
    let Some(end) = best.iter().min_by_key(|(post, (price, ..))| total(**post, *price)).map(|(post, _)| *post) else {
        return;
    };
    if let Some(n) = filled.get_mut(&end) {
        *n += 1;
    }
    placed.push(end);
    let mut at = Some(end);
    while let Some(post) = at {
        let (_, last, from) = best[&post];
        placed[last] = post;
        at = from;
    }
}

/// Finds the teachers and subjects of submitted retasks, and everything wrong with them. `moved` are the teachers who move.
pub fn resolve(
    reading: &Reading<'_>,
    rows: &[SubmittedRetask],
    moved: &BTreeSet<TeacherIx>,
) -> (Vec<Retasked>, Vec<Fault>) {
    let (mut retasks, mut faults) = (Vec::new(), Vec::new());
    let mut seen = moved.clone();
    for row in rows {
        let Some(retask) = one(reading, row, &mut faults) else { continue };
        if !seen.insert(retask.teacher) {
            faults.push(fault(FaultKind::TeacherTwice, row, None, None));
        }
        retasks.push(retask);
    }
    retasks.sort_unstable();
    (retasks, faults)
}

fn fault(kind: FaultKind, row: &SubmittedRetask, expected: Option<String>, found: Option<String>) -> Fault {
    Fault {
        kind: kind.name().to_owned(),
        teacher: Some(row.teacher_id.clone()),
        school: row.school.clone(),
        expected,
        found,
        place: row.place.clone(),
    }
}

fn one(reading: &Reading<'_>, row: &SubmittedRetask, faults: &mut Vec<Fault>) -> Option<Retasked> {
    let (county, policy) = (reading.county, reading.policy);
    let id_of = |k: SubjectIx| policy.subjects.get(k.at()).map(|s| s.id.clone());
    let (teacher, subject) = (county.find_teacher(&row.teacher_id), policy.subject(&row.to));
    if teacher.is_none() {
        faults.push(fault(FaultKind::UnknownTeacher, row, None, None));
    }
    if subject.is_none() {
        faults.push(fault(FaultKind::UnknownSubject, row, None, Some(row.to.clone())));
    }
    let (teacher, subject) = (teacher?, subject?);
    let person = county.teacher(teacher);
    let before = faults.len();
    why_not(reading, teacher, subject, |refusal| {
        let known: Vec<String> = person.subjects.iter().filter_map(|k| id_of(*k)).collect();
        let found = Some(row.to.clone());
        faults.push(match refusal {
            Refusal::Off => fault(FaultKind::RetaskOff, row, None, None),
            Refusal::Away => fault(FaultKind::RetaskAway, row, None, None),
            Refusal::Heads => fault(FaultKind::RetaskHead, row, None, None),
            Refusal::Outside => fault(FaultKind::OutsideSchool, row, None, Some(reading.school_id(person.school))),
            Refusal::SameSubject => fault(FaultKind::RetaskMain, row, None, found),
            Refusal::NotQualified => fault(FaultKind::NotQualified, row, Some(known.join(", ")), found),
            Refusal::PostNotRequired => fault(FaultKind::PostNotRequired, row, None, found),
        });
    });
    let allowed = faults.len() == before;
    let stated = |text: &Option<String>| text.as_deref().map(str::trim).filter(|t| !t.is_empty()).map(str::to_owned);
    if let Some(found) = stated(&row.name).filter(|found| !person.name.is_empty() && !name::may_be(found, &person.name))
    {
        faults.push(fault(FaultKind::NameDiffers, row, Some(person.name.clone()), Some(found)));
    }
    let school = reading.school_id(person.school);
    if let Some(found) = stated(&row.school).filter(|found| *found != school) {
        faults.push(fault(FaultKind::FromDiffers, row, Some(school), Some(found)));
    }
    let main = person.main_subject().and_then(id_of).unwrap_or_default();
    if let Some(found) = stated(&row.from).filter(|found| *found != main) {
        faults.push(fault(FaultKind::RetaskFrom, row, Some(main), Some(found)));
    }
    let post = reading.post((person.school, person.part, subject));
    Some(Retasked { teacher, home: home_post(reading, teacher), post, allowed })
}
