//! Submitted visits of travelling teachers: who they are, and by which way they come.

use crate::kinds::FaultKind;
use crate::submission::SubmittedVisit;
use crate::world::World;
use lungang_domain::audit::Fault;
use lungang_domain::id::{SchoolIx, SubjectIx, TeacherIx};
use lungang_domain::school::Part;
use std::collections::BTreeMap;

/// Periods that a teacher teaches at a school.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lesson {
    /// Who.
    pub teacher: TeacherIx,
    /// Where.
    pub school: SchoolIx,
    /// Stage.
    pub part: Part,
    /// Subject.
    pub subject: SubjectIx,
    /// Periods a week.
    pub periods: i64,
    /// The post where the teacher works after the moves, and the shared hours; `None` where no way leads from the one to
    /// the other.
    pub way: Option<(usize, usize)>,
}

/// Finds the visits' teachers, schools and subjects, and everything wrong with them. A visit without periods is none.
pub fn resolve(world: &World<'_>, visits: &[SubmittedVisit]) -> (Vec<Lesson>, Vec<Fault>) {
    let (mut lessons, mut faults) = (Vec::new(), Vec::new());
    for row in visits.iter().filter(|row| row.periods > 0) {
        lessons.extend(one(world, row, &mut faults));
    }
    let (mut loads, mut hours): (BTreeMap<TeacherIx, (usize, i64)>, BTreeMap<usize, i64>) = Default::default();
    for (lesson, (post, shared)) in lessons.iter().filter_map(|l| Some((l, l.way?))) {
        loads.entry(lesson.teacher).or_insert((post, 0)).1 += lesson.periods;
        *hours.entry(shared).or_default() += lesson.periods;
    }
    let reading = world.before;
    let fault = |kind: FaultKind, expected: i64, found: i64| Fault {
        kind: kind.name().to_owned(),
        teacher: None,
        school: None,
        expected: Some(expected.to_string()),
        found: Some(found.to_string()),
        place: None,
    };
    for (teacher, (post, periods)) in loads {
        let post = &reading.posts[post];
        let load = i64::from(reading.policy.travel_load(post.subject, post.part));
        if periods > load {
            let teacher = Some(reading.teacher_id(teacher));
            faults.push(Fault { teacher, ..fault(FaultKind::VisitLoad, load, periods) });
        }
    }
    for (at, periods) in hours {
        let shared = &reading.shared.hours[at];
        if periods > shared.periods {
            let school = Some(reading.school_id(shared.key.0));
            faults.push(Fault { school, ..fault(FaultKind::VisitHours, shared.periods, periods) });
        }
    }
    (lessons, faults)
}

fn one(world: &World<'_>, row: &SubmittedVisit, faults: &mut Vec<Fault>) -> Option<Lesson> {
    let reading = world.before;
    let mut fault = |kind: FaultKind, found: Option<&str>| {
        faults.push(Fault {
            kind: kind.name().to_owned(),
            teacher: Some(row.teacher_id.clone()),
            school: Some(row.school.clone()),
            expected: None,
            found: found.map(str::to_owned),
            place: row.place.clone(),
        });
    };
    let teacher = reading.county.find_teacher(&row.teacher_id);
    let school = reading.county.find_school(&row.school);
    let subject = reading.policy.subject(&row.subject);
    if teacher.is_none() {
        fault(FaultKind::UnknownTeacher, None);
    }
    if school.is_none() {
        fault(FaultKind::UnknownSchool, None);
    }
    if subject.is_none() {
        fault(FaultKind::UnknownSubject, Some(&row.subject));
    }
    let (teacher, school, subject) = (teacher?, school?, subject?);
    let part = row.stage.unwrap_or(reading.county.teacher(teacher).part);
    let post = world.works_at(teacher);
    let hours = reading.shared.find((school, part, subject));
    let way = post.zip(hours).filter(|(post, hours)| reading.way(*post, *hours).is_some());
    if way.is_none() {
        fault(FaultKind::VisitWay, Some(&row.subject));
    }
    Some(Lesson { teacher, school, part, subject, periods: i64::from(row.periods), way })
}
