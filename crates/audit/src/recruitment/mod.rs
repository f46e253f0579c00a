//! The recruitment plan (招聘计划) by a reading of its own: vacancies and openings from the roster, recruits by cheapest chains.

mod chains;

pub use chains::{Asked, NO_LIMIT, chains};

use crate::reading::Reading;
use crate::submission::Submission;
use crate::world::World;
use lungang_domain::county::{Authorised, County};
use lungang_domain::id::{SchoolIx, TeacherIx};
use lungang_domain::lottery;
use lungang_domain::needs::Post;
use lungang_domain::policy::Policy;
use lungang_domain::projection::{Projected, Projection};
use lungang_domain::recruitment::{Opening, Recruitment, Room, Vacancies};
use lungang_domain::school::Part;
use lungang_domain::teacher::Status;
use std::collections::BTreeSet;

/// The recruitment plan of a county after a submitted plan, for so many school years.
pub fn recruitment(county: &County, policy: &Policy, submission: &Submission, years: u16) -> Recruitment {
    let reading = Reading::new(county, policy, submission.seed);
    let world = crate::after(&reading, submission);
    let departs = |p: &Projection| {
        let ahead = i32::from(p.year.0) - i32::from(county.school_year.0);
        p.what.teacher().filter(|t| p.what == Projected::Departure(*t) && (1..=i32::from(years)).contains(&ahead))
    };
    let departing = county.projections.iter().filter_map(departs).collect();
    let roster = Roster { world: &world, years, departing };
    let (vacancies, rooms) = (roster.vacancies(), roster.rooms());
    let mut openings = roster.openings();

    // A stage has one room at most: its own total's, or that of the total over all.
    let room_of = |part: Part| rooms.iter().position(|room| room.covers(part));
    let asked = openings.iter().map(|o| {
        let school = county.school(o.school);
        let subject = policy.subjects.get(o.subject.at()).map_or("", |k| k.id.as_str());
        let number = lottery::recruit_number(submission.seed, &school.id, o.part.name(), subject);
        Asked {
            school: vacancies.iter().position(|v| v.school == o.school).unwrap_or(vacancies.len()),
            room: room_of(o.part).unwrap_or(rooms.len()),
            most: i64::from(o.short()),
            cost: [-i64::from(o.weight), 1, -i64::from(school.hardship), i64::from(number)],
        }
    });
    let asked: Vec<Asked> = asked.collect();
    let schools: Vec<i64> = vacancies.iter().map(|v| i64::from(v.vacant())).collect();
    let limits: Vec<i64> = rooms.iter().map(|r| i64::from(r.left())).chain([NO_LIMIT]).collect();
    for (opening, n) in openings.iter_mut().zip(chains(&asked, &schools, &limits)) {
        opening.recruits = u32::try_from(n).unwrap_or(u32::MAX);
    }
    Recruitment { years, vacancies, rooms, openings }
}

/// The roster of a county with the moves made.
struct Roster<'a> {
    world: &'a World<'a>,
    years: u16,
    /// Who is foreseen to go in the years asked.
    departing: BTreeSet<TeacherIx>,
}

impl Roster<'_> {
    fn county(&self) -> &County {
        self.world.before.county
    }

    /// The public school whose payroll somebody is on.
    fn paid_by(&self, t: TeacherIx) -> Option<SchoolIx> {
        let (county, person) = (self.county(), self.county().teacher(t));
        if person.status == Status::Retired {
            return None;
        }
        let carried = self.world.before.policy.movement.carries_post.value;
        let moved = self.world.moves_of(t).next().filter(|_| carried);
        Some(moved.map_or(person.school, |step| step.to)).filter(|school| county.school(*school).public)
    }

    fn departs(&self, t: TeacherIx) -> bool {
        self.departing.contains(&t)
    }

    /// Whether somebody who does not depart retires in them.
    fn retires(&self, t: TeacherIx) -> bool {
        let county = self.county();
        let mut end = county.school_year;
        end.0 = end.0.saturating_add_unsigned(self.years);
        let day = self.world.before.policy.years.retires_on(county.teacher(t));
        !self.departs(t) && day.is_some_and(|day| day <= end.first_day())
    }

    fn leaves(&self, t: TeacherIx) -> bool {
        self.departs(t) || self.retires(t)
    }

    /// How many of some people something holds of.
    fn count(&self, people: &[TeacherIx], holds: impl Fn(&Self, TeacherIx) -> bool) -> u32 {
        people.iter().filter(|t| holds(self, **t)).count() as u32
    }

    fn vacancies(&self) -> Vec<Vacancies> {
        let county = self.county();
        let mut payrolls = vec![Vec::new(); county.schools.len()];
        for t in county.teacher_ixs() {
            if let Some(school) = self.paid_by(t) {
                payrolls[school.at()].push(t);
            }
        }
        let of = |school: SchoolIx| {
            let books = county.school(school).establishment;
            let computed = self.world.before.school_posts[school.at()];
            let people = &payrolls[school.at()];
            Vacancies {
                school,
                establishment: books.unwrap_or(u32::try_from(computed).unwrap_or(u32::MAX)),
                stated: books.is_some(),
                payroll: people.len() as u32,
                retiring: self.count(people, Self::retires),
                departing: self.count(people, Self::departs),
            }
        };
        county.school_ixs().filter(|s| county.school(*s).public).map(of).collect()
    }

    fn rooms(&self) -> Vec<Room> {
        let county = self.county();
        let of = |part: Option<Part>, authorised: u32| {
            let counted =
                |t: &TeacherIx| self.paid_by(*t).is_some() && part.is_none_or(|part| county.teacher(*t).part == part);
            let people: Vec<TeacherIx> = county.teacher_ixs().filter(counted).collect();
            Room { part, authorised, payroll: people.len() as u32, leaving: self.count(&people, Self::leaves) }
        };
        match county.authorised {
            Authorised::Open => Vec::new(),
            Authorised::Total(total) => vec![of(None, total)],
            Authorised::ByPart(totals) => {
                Part::ALL.into_iter().filter_map(|part| Some(of(Some(part), (*totals.get(part))?))).collect()
            }
        }
    }

    fn openings(&self) -> Vec<Opening> {
        let county = self.county();
        let mut missing = vec![0_i64; self.world.before.posts.len()];
        for t in county.teacher_ixs().filter(|t| self.paid_by(*t).is_some() && self.leaves(*t)) {
            // Who does not teach works at no post.
            let teaches = self.world.before.serves_at[t.at()].is_some();
            if let Some(post) = self.world.works_at(t).filter(|_| teaches) {
                missing[post] += 1;
            }
        }
        let short = |n: i64| u32::try_from(n.max(0)).unwrap_or(u32::MAX);
        let of = |(at, post): (usize, &Post)| {
            let (required, filled) = (i64::from(post.required), self.world.staying_after(at).max(0));
            let now = (required - filled).max(0);
            let then = (required - (filled - missing[at]).max(0)).max(0);
            let (school, part, subject) = post.key();
            let (now, later) = (short(now), short(then - now));
            Opening { school, part, subject, now, later, weight: post.weight, recruits: 0 }
        };
        self.world.posts().map(of).filter(|o| o.now > 0 || o.later > 0).collect()
    }
}
