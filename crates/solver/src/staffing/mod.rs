//! From the county's tables to needs: establishment, allocation within the authorised total, required and serving posts.

pub mod allocation;
pub mod establishment;
pub mod required;
mod routes;

use crate::engine::EngineError;
use crate::retasks;
use establishment::Present;
use lungang_domain::calendar::full_years;
use lungang_domain::county::County;
use lungang_domain::id::{SchoolIx, SubjectIx, TeacherIx};
use lungang_domain::needs::{Needs, Post, SharedHours};
use lungang_domain::policy::Policy;
use lungang_domain::school::{Part, Side};
use lungang_domain::teacher::{Status, Teacher};
use std::collections::BTreeMap;

/// Why there are no needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StaffingError {
    /// The authorised total cannot staff every class.
    TooFewAuthorised {
        /// The stage whose total it is; `None` for one total over all.
        part: Option<Part>,
        /// Posts it takes to staff every class.
        floor: u32,
        /// Posts authorised.
        authorised: u32,
    },
    /// The solver failed.
    Engine(EngineError),
}

/// Establishment, required and serving posts of the whole county: FORMULATION §§1-3.
///
/// # Errors
/// [`StaffingError::TooFewAuthorised`] when the authorised total cannot staff every class.
pub fn needs(county: &County, policy: &Policy, seed: u64) -> Result<Needs, StaffingError> {
    let serving = serving(county, policy);
    let present = |school, part| serving.by_part.get(&(school, part)).copied().unwrap_or_default();
    let mut establishments = establishment::computed(county, policy, present);
    allocation::allocate(county, seed, &mut establishments)?;
    for e in &mut establishments {
        e.teaching = establishment::teaching(e.posts, e.part, &policy.staffing, serving.teachers_only);
    }

    let (mut school_posts, mut teaching_posts) = (vec![0; county.schools.len()], vec![0; county.schools.len()]);
    let mut posts: BTreeMap<(SchoolIx, Part, SubjectIx), Post> = BTreeMap::new();
    let mut shared = Vec::new();
    for e in &establishments {
        school_posts[e.school.at()] += e.posts;
        teaching_posts[e.school.at()] += e.teaching;
        let split = required::by_subject(county.school(e.school), e.part, e.teaching, policy);
        for (subject, required) in split.required {
            posts.insert((e.school, e.part, subject), blank(county, policy, e.school, e.part, subject, required));
        }
        shared.extend(split.shared.into_iter().map(|(subject, periods)| SharedHours {
            school: e.school,
            part: e.part,
            subject,
            periods,
            weight: weight(county, policy, e.school, subject),
            travelled: policy.side(county.school(e.school)) == Side::Receiving && policy.travels(subject),
        }));
    }
    // A private school has no posts: neither what a table asks for there nor who serves there makes one.
    let public = |school: SchoolIx| county.school(school).public;
    for row in county.needs.iter().filter(|row| public(row.school)) {
        let post = posts
            .entry((row.school, row.part, row.subject))
            .or_insert_with(|| blank(county, policy, row.school, row.part, row.subject, 0));
        post.required = row.required;
        post.limit = row.limit;
        post.weight = row.weight.unwrap_or(post.weight);
    }
    for (&(school, part, subject), &count) in serving.by_post.iter().filter(|(key, _)| public(key.0)) {
        posts
            .entry((school, part, subject))
            .or_insert_with(|| blank(county, policy, school, part, subject, 0))
            .serving = count;
    }
    let ways = routes::Ways::new(county, policy, &shared);
    let hubs = ways.hubs();
    for &(school, part, subject) in &hubs {
        posts.entry((school, part, subject)).or_insert_with(|| blank(county, policy, school, part, subject, 0));
    }
    let posts: Vec<Post> = posts.into_values().collect();
    let hubs = hubs.iter().filter_map(|key| posts.binary_search_by_key(key, Post::key).ok()).map(|at| at as u32);
    let mut needs = Needs {
        establishments,
        routes: ways.routes(&posts),
        hubs: hubs.collect(),
        posts,
        shared,
        not_teaching: not_teaching(county),
        retasks: Vec::new(),
        staff: serving.by_school,
        school_posts,
        teaching_posts,
        payroll: serving.payroll,
        on_duty: serving.on_duty,
        teachers_only: serving.teachers_only,
    };
    retasks::settle(county, policy, seed, &mut needs);
    Ok(needs)
}

/// People on the payroll of public schools who do not teach.
fn not_teaching(county: &County) -> Vec<TeacherIx> {
    let idle = |t: &TeacherIx| {
        let teacher = county.teacher(*t);
        county.school(teacher.school).public && teacher.status != Status::Retired && !teacher.teaches()
    };
    county.teacher_ixs().filter(idle).collect()
}

fn blank(county: &County, policy: &Policy, school: SchoolIx, part: Part, subject: SubjectIx, required: u32) -> Post {
    let weight = weight(county, policy, school, subject);
    Post { school, part, subject, required, serving: 0, standing: 0, limit: None, weight }
}

fn weight(county: &County, policy: &Policy, school: SchoolIx, subject: SubjectIx) -> u32 {
    let w = &policy.weights;
    let hardship = u32::from(county.school(school).hardship);
    let weight = w.need_base.value + w.need_per_hardship.value * hardship;
    match policy.subjects[subject.at()].scarce {
        true => u32::try_from(w.need_scarce.value.ceil_of(i64::from(weight))).unwrap_or(u32::MAX),
        false => weight,
    }
}

/// Who is where on the reference day.
struct Serving {
    by_school: Vec<u32>,
    by_part: BTreeMap<(SchoolIx, Part), Present>,
    by_post: BTreeMap<(SchoolIx, Part, SubjectIx), u32>,
    payroll: Vec<u32>,
    on_duty: Vec<u32>,
    teachers_only: bool,
}

fn serving(county: &County, policy: &Policy) -> Serving {
    let none = || vec![0; county.schools.len()];
    let (mut by_school, mut payroll, mut on_duty) = (none(), none(), none());
    let mut by_part: BTreeMap<(SchoolIx, Part), Present> = BTreeMap::new();
    let mut by_post = BTreeMap::new();
    for ix in county.teacher_ixs() {
        let teacher = county.teacher(ix);
        let school = county.serves_at(ix);
        if teacher.status != Status::Retired {
            payroll[teacher.school.at()] += 1;
            by_part.entry((teacher.school, teacher.part)).or_default().payroll += 1;
        }
        on_duty[school.at()] += u32::from(teacher.status == Status::OnDuty);
        if !teacher.teaches() {
            continue;
        }
        by_school[school.at()] += 1;
        let here = by_part.entry((school, teacher.part)).or_default();
        here.staff += 1;
        here.older += u32::from(older(county, policy, teacher));
        if let Some(subject) = county.serves_as(ix) {
            *by_post.entry((school, teacher.part, subject)).or_insert(0) += 1;
        }
    }
    let teachers_only = county.teachers.iter().all(|t| t.role.teaches());
    Serving { by_school, by_part, by_post, payroll, on_duty, teachers_only }
}

/// Whether a teacher has the age from which the load is lighter.
fn older(county: &County, policy: &Policy, teacher: &Teacher) -> bool {
    let from = policy.staffing.older_teachers.as_ref().map(|older| i64::from(older.value.from_age));
    let age = teacher.birth.map(|birth| full_years(birth, county.reference_day()));
    from.zip(age).is_some_and(|(from, age)| age >= from)
}
