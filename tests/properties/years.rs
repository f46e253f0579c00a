//! Years in a row over random small counties and futures: nobody lost or doubled, terms and rests kept, honours when earned,
//! every audit clean, every county readable from its tables.

use crate::counties;
use crate::futures::{self, Planned};
use crate::seeds;
use lungang_domain::calendar::{SchoolYear, full_years};
use lungang_domain::county::County;
use lungang_domain::id::{SchoolIx, TeacherIx};
use lungang_domain::plan::Move;
use lungang_domain::policy::{Param, Waivable};
use lungang_domain::record::Record;
use lungang_domain::school::Area;
use lungang_domain::years::{Event, Happening};
use lungang_runner::years::{Ending, Span};
use std::collections::{BTreeMap, BTreeSet};

/// What the futures came to, so that a test of nothing is seen.
#[derive(Debug, Default)]
struct Seen {
    futures: u32,
    years: u32,
    moves: u32,
    returned: u32,
    honours: u32,
    left: u32,
    infeasible: u32,
}

#[test]
fn random_futures() {
    let base = counties::base();
    let mut seen = Seen::default();
    seeds::fitting(120_000, 360, |seed| {
        let (parts, policy, mut dice) = futures::world(seed, &base);
        let dir = tempfile::tempdir().expect("a temporary folder");
        // Some of these counties are not what an office could hand in.
        let county = futures::through_tables(&parts, &policy, dir.path()).ok()?;
        let planned = futures::planned(county, policy, Span { years: dice.between(3, 5) as u16, lookahead: 0 });
        if planned.records.is_empty() {
            return None;
        }
        seen.futures += 1;
        seen.infeasible += u32::from(matches!(planned.ending, Ending::Infeasible(_)));
        check(seed, &planned, &mut seen);
        Some(())
    });
    println!("{seen:?}");
    let met = seen.years > 600 && seen.moves > 200 && seen.returned > 80 && seen.honours > 300;
    assert!(met && seen.left > 60 && 2 * seen.infeasible < seen.futures || !seeds::full(), "{seen:?}");
}

fn check(seed: u64, planned: &Planned, seen: &mut Seen) {
    seen.years += planned.records.len() as u32;
    for record in &planned.records {
        assert!(record.audit.clean, "{seed}: {:?} {:#?}", record.county.school_year, record.audit.faults);
        seen.moves += record.plan.moves.len() as u32;
    }
    for pair in planned.records.windows(2) {
        people(seed, pair, planned, seen);
        service(seed, pair, planned);
        returns(seed, pair, planned, seen);
    }
    terms(seed, planned);
    honours(seed, planned, seen);
}

fn events_of(planned: &Planned, year: SchoolYear) -> impl Iterator<Item = &Event> {
    let label = year.label();
    planned.document.events.iter().filter(move |e| e.school_year == label)
}

fn move_of<'a>(record: &'a Record, id: &str) -> Option<&'a Move> {
    record.plan.moves.iter().find(|m| record.county.teacher(m.teacher).id == id)
}

/// The school that a head leads from this year on, where it is another.
fn led_to(record: &Record, head: TeacherIx) -> Option<SchoolIx> {
    let heads = record.plan.heads.as_ref()?;
    heads.moves().find(|led| led.teacher == head).map(|led| led.to)
}

/// roster(n + 1) = roster(n) − gone + new, everybody once.
fn people(seed: u64, pair: &[Record], planned: &Planned, seen: &mut Seen) {
    let ids = |county: &County| county.teachers.iter().map(|t| t.id.clone()).collect::<Vec<String>>();
    let (before, after) = (ids(&pair[0].county), ids(&pair[1].county));
    let mut expected: BTreeSet<String> = before.into_iter().collect();
    for event in events_of(planned, pair[1].county.school_year) {
        match event.what {
            Happening::Departed | Happening::Retired => {
                seen.left += 1;
                assert!(expected.remove(&event.teacher_id), "{seed}: {event:?} of nobody");
            }
            Happening::Recruited { .. } => {
                assert!(expected.insert(event.teacher_id.clone()), "{seed}: {event:?} of somebody there");
            }
            _ => {}
        }
    }
    assert_eq!(after, expected.into_iter().collect::<Vec<String>>(), "{seed}: the roster");
}

/// The home school, the day of joining, the wishes and the application change with a move that carries the post, or any move, or with an
/// office at another school; nothing else does.
fn service(seed: u64, pair: &[Record], planned: &Planned) {
    let carries = planned.policy.movement.carries_post.value;
    let (old, new) = (&pair[0].county, &pair[1].county);
    for t in old.teacher_ixs() {
        let before = old.teacher(t);
        let Some(now) = new.find_teacher(&before.id) else { continue };
        let after = new.teacher(now);
        let moved = move_of(&pair[0], &before.id);
        let school = |county: &County, s| county.school(s).id.clone();
        let led = led_to(&pair[0], t);
        match moved.filter(|_| carries) {
            None if led.is_some() => {
                assert_eq!(led.map(|to| school(old, to)), Some(school(new, after.school)), "{seed}");
                let first_day = old.school_year.first_day();
                assert_eq!((after.joined, after.office_since), (first_day, Some(first_day)), "{seed}");
                assert_eq!(after.subjects, before.subjects, "{seed}");
            }
            Some(m) => {
                assert_eq!(school(new, after.school), school(old, m.to), "{seed}");
                assert_eq!(after.joined, old.school_year.first_day(), "{seed}");
                assert_eq!(after.main_subject(), Some(m.subject), "{seed}");
            }
            None => {
                assert_eq!(school(new, after.school), school(old, before.school), "{seed}");
                assert_eq!((after.joined, &after.subjects), (before.joined, &before.subjects), "{seed}");
            }
        }
        let stays_put = moved.is_none() && led.is_none();
        assert!(stays_put || new.wishes_of(now).is_none(), "{seed}: {} moved and still wishes", before.id);
        assert_eq!(after.volunteer, before.volunteer && stays_put, "{seed}: {}", before.id);
        let spouse = |county: &County, t: Option<_>| t.map(|t| county.teacher(t).id.clone());
        let stays = spouse(old, before.spouse).filter(|id| new.find_teacher(id).is_some());
        assert_eq!(spouse(new, after.spouse), stays, "{seed}");
    }
    assert!(new.pins.is_empty() && new.published.is_none(), "{seed}");
    assert!(new.projections.iter().all(|p| p.year > new.school_year), "{seed}");
}

/// Whoever was away and is not any more, and is still there, came back; nobody else did.
fn returns(seed: u64, pair: &[Record], planned: &Planned, seen: &mut Seen) {
    let (old, new) = (&pair[0].county, &pair[1].county);
    let carries = planned.policy.movement.carries_post.value;
    let away = |county: &County, id: &str| {
        let t = county.find_teacher(id)?;
        county.running(t).map(|p| (p.start, county.school(p.to).id.clone()))
    };
    let mut expected = BTreeSet::new();
    for t in &old.teachers {
        let sent = move_of(&pair[0], &t.id).filter(|_| !carries);
        let there = sent.map(|m| (old.school_year.first_day(), old.school(m.to).id.clone()));
        let Some(there) = there.or_else(|| away(old, &t.id)) else { continue };
        let still = away(new, &t.id) == Some(there.clone());
        // Where the home school is meanwhile the one of the exchange, there is no way back.
        let home = new.find_teacher(&t.id).map(|ix| new.school(new.teacher(ix).school).id.clone());
        if !still && home.is_some_and(|home| home != there.1) {
            expected.insert(t.id.clone());
        }
    }
    let events = events_of(planned, new.school_year).filter(|e| matches!(e.what, Happening::Returned { .. }));
    let told: Vec<String> = events.map(|e| e.teacher_id.clone()).collect();
    seen.returned += told.len() as u32;
    assert_eq!(told, expected.into_iter().collect::<Vec<String>>(), "{seed}: {:?}", new.school_year);
}

/// A term is served to its end; during it and the years of rest nobody is moved again; nobody moves before the years are full,
/// but who applied where the policy lets volunteers waive them.
fn terms(seed: u64, planned: &Planned) {
    let (movement, eligibility) = (&planned.policy.movement, &planned.policy.eligibility);
    let carries = movement.carries_post.value;
    let (term, rest) = (usize::from(movement.term_years.value), eligibility.rest_years.value as usize);
    for (at, record) in planned.records.iter().enumerate() {
        for m in &record.plan.moves {
            let id = &record.county.teacher(m.teacher).id;
            let day = record.county.reference_day();
            let teacher = record.county.teacher(m.teacher);
            let served = full_years(teacher.joined, day);
            let waives = |list: &Param<Vec<Waivable>>| list.value.contains(&Waivable::Years);
            assert!(
                served >= i64::from(eligibility.years_same_school.value)
                    || teacher.volunteer && eligibility.volunteers_waive.as_ref().is_some_and(waives),
                "{seed}: {id} moved after {served} years"
            );
            let told = |e: &&Event| {
                let begins = matches!(e.what, Happening::Sent { .. } | Happening::Transferred { .. });
                e.teacher_id == *id && begins
            };
            assert_eq!(events_of(planned, record.county.school_year).filter(told).count(), 1, "{seed}: {id}");
            let long = if carries { 1 } else { term };
            for (ahead, later) in planned.records.iter().enumerate().skip(at + 1).take(long + rest - 1) {
                assert!(move_of(later, id).is_none(), "{seed}: {id} is moved again {} years later", ahead - at);
                let Some(ix) = later.county.find_teacher(id).filter(|_| !carries && ahead - at < term) else {
                    continue;
                };
                let running = later.county.running(ix).unwrap_or_else(|| panic!("{seed}: {id} is back early"));
                assert_eq!(later.county.school(running.to).id, record.county.school(m.to).id, "{seed}: {id}");
                assert_eq!((running.start, running.subject), (day, Some(m.subject)), "{seed}: {id}");
                assert_eq!(later.county.serves_as(ix), Some(m.subject), "{seed}: {id}");
            }
        }
    }
}

/// Honours are told in the year after the one in which the count reaches their years, and only then.
fn honours(seed: u64, planned: &Planned, seen: &mut Seen) {
    let years = &planned.policy.years;
    let mut streaks: BTreeMap<String, u32> = BTreeMap::new();
    let mut expected = BTreeSet::new();
    for (at, record) in planned.records.iter().enumerate() {
        let county = &record.county;
        for t in county.teacher_ixs() {
            let teacher = county.teacher(t);
            let rural = |school| county.school(school).area == Area::Rural;
            let streak = streaks.entry(teacher.id.clone()).or_insert(match rural(county.serves_at(t)) {
                true if at == 0 => teacher.rural_years,
                _ => 0,
            });
            if at + 1 == planned.records.len() || !teacher.teaches() {
                continue;
            }
            let led = || led_to(record, t).unwrap_or_else(|| county.serves_at(t));
            let there = rural(move_of(record, &teacher.id).map_or_else(led, |m| m.to));
            *streak = if there { *streak + 1 } else { 0 };
            let count = if years.honours_consecutive.value { *streak } else { teacher.rural_years + 1 };
            let reached = years.honours.value.iter().filter(|h| there && h.years == count);
            let label = SchoolYear(county.school_year.0 + 1).label();
            expected.extend(reached.map(|h| (label.clone(), teacher.id.clone(), h.id.clone())));
        }
    }
    // What the last step to a year without a plan told is not seen in any record.
    let last = planned.records.last().map(|r| r.county.school_year.label()).unwrap_or_default();
    let told = planned.document.events.iter().filter(|e| e.school_year <= last);
    let told: BTreeSet<(String, String, String)> = told
        .filter_map(|e| match &e.what {
            Happening::Honoured { honour, .. } => Some((e.school_year.clone(), e.teacher_id.clone(), honour.clone())),
            _ => None,
        })
        .collect();
    seen.honours += told.len() as u32;
    assert_eq!(told, expected, "{seed}");
}
