//! Plans made again after random events: audited clean, with the fewest changes, frozen moves kept.

use crate::counties::{self, Dice};
use crate::seeds;
use lungang_domain::county::County;
use lungang_domain::document::{AuditSummary, MoveDoc, PlanDocument, Seconds, Summary};
use lungang_domain::finding::Place;
use lungang_domain::goal::CHANGES;
use lungang_domain::plan::{Direction, PlanStatus, Standing};
use lungang_domain::policy::{Mode, Policy};
use lungang_domain::record::Record;
use lungang_domain::replan::EventKind;
use lungang_domain::rule::RuleName;
use lungang_domain::school::Part;
use lungang_runner::case::Case;
use lungang_runner::replan::{Ask, Freeze, ReplanError, compose, difference};
use lungang_runner::year::{self, Settings, Year};
use lungang_solver::engine::Watch;
use lungang_solver::engine::fast::Fast;
use lungang_solver::engine::whole::Whole;
use lungang_solver::solvers::good_lp::GoodLp;
use lungang_solver::{Engine, Limits};
use lungang_tables::events::Event;
use std::sync::atomic::AtomicBool;

const SEED: u64 = 61;

fn planned(county: &County, policy: &Policy, engine: &dyn Engine) -> Option<Record> {
    let inputs = Case::of(county.clone(), policy.clone());
    let settings = Settings { seed: SEED, engine, limits: Limits::default(), start: None };
    let stop = AtomicBool::new(false);
    let year =
        year::plan(inputs, &settings, &Watch { progress: &|_| {}, stop: &stop }).expect("the solver does not fail");
    if let Year::Planned(record) = year { Some(*record) } else { None }
}

/// The moves of a plan as its document has them.
fn document(record: &Record) -> PlanDocument {
    let (county, policy) = (&record.county, &record.policy);
    let moves = record.plan.moves.iter().map(|m| {
        let teacher = county.teacher(m.teacher);
        MoveDoc {
            teacher_id: teacher.id.clone(),
            name: String::new(),
            from_school: county.school(teacher.school).id.clone(),
            to_school: county.school(m.to).id.clone(),
            stage: m.part,
            subject: policy.subject_id(m.subject).to_owned(),
            direction: Direction::Down,
            start: String::new(),
            end: String::new(),
            distance_km: None,
            rank_of_wish: None,
            because: Vec::new(),
        }
    });
    PlanDocument {
        heads: None,
        county: county.name.clone(),
        school_year: county.school_year.label(),
        policy: policy.id.clone(),
        seed: SEED,
        suspended_laws: Vec::new(),
        summary: Summary {
            status: PlanStatus::Optimal,
            eligible: 0,
            moves: 0,
            moves_down: 0,
            backbone_moves: 0,
            exchange: None,
            quota_required: None,
            backbone_required: None,
            private_schools: 0,
            unmet_need_before: 0,
            unmet_need_after: 0,
            short_posts_before: 0,
            short_posts_after: 0,
            short_posts_new: None,
            goals: Vec::new(),
            audit: AuditSummary { clean: true, breaches: 0, standing: Standing::Open },
            seconds: Seconds::default(),
            lookahead: None,
        },
        moves: moves.collect(),
        retasks: Vec::new(),
        visits: Vec::new(),
        schools: Vec::new(),
        establishments: Vec::new(),
        shortages: Vec::new(),
    }
}

/// One to three things that happen, mostly to those who were to move.
fn events(dice: &mut Dice, record: &Record) -> Vec<Event> {
    let county = &record.county;
    let one = |dice: &mut Dice| {
        let kind = *dice.pick(&EventKind::ALL);
        let mover = (!record.plan.moves.is_empty() && !dice.one_in(4)).then(|| *dice.pick(&record.plan.moves));
        let teachers: Vec<_> = county.teacher_ixs().collect();
        let schools: Vec<_> = county.school_ixs().collect();
        let teacher = mover.map_or_else(|| *dice.pick(&teachers), |m| m.teacher);
        let school = mover.map_or_else(|| *dice.pick(&schools), |m| m.to);
        let subject = mover.map(|m| m.subject).or(county.teacher(teacher).main_subject());
        let of_teacher = kind.of_a_teacher();
        let with_school = !of_teacher || (kind == EventKind::ObjectionUpheld && dice.one_in(2));
        let parts = county.school(school).parts();
        let part = mover.map_or(Part::Primary, |m| m.part);
        Event {
            kind,
            teacher_id: of_teacher.then(|| county.teacher(teacher).id.clone()),
            teacher: of_teacher.then_some(teacher),
            school: with_school.then_some(school),
            part: Some(if parts.contains(&part) { part } else { parts[0] }),
            subject: subject.filter(|_| !of_teacher),
            required: Some(dice.below(3) as u32),
            date: None,
            note: String::new(),
            place: Place::default(),
        }
    };
    let n = dice.between(1, 3);
    (0..n).map(|_| one(dice)).collect()
}

fn changes(record: &Record) -> i64 {
    record.plan.goals.iter().find(|g| g.name == CHANGES).expect("the goal is stated").value
}

#[test]
fn the_fewest_changes_and_no_fault() {
    let base = counties::base();
    let (mut again, mut changed, mut frozen, mut impossible) = (0, 0, 0, 0);
    for seed in seeds::some(90_000, 1_500) {
        let (county, mut policy) = counties::county(seed, &base);
        if seed % 3 > 0 {
            policy.rules.set_mode(RuleName::Pins, Mode::Hard, None);
        }
        let Some(first) = planned(&county, &policy, &Fast::default()) else { continue };
        let mut dice = Dice::new(seed);
        let (published, events) = (document(&first), events(&mut dice, &first));
        let freeze = if dice.one_in(2) { Freeze::All } else { Freeze::None };
        let ask = Ask { published: &published, events: &events, freeze: &freeze, at_most: None, edited: None };
        let composed = match compose(&county, &policy, &ask) {
            Err(ReplanError::PinsNotHard) => {
                assert_ne!(policy.rules.mode(RuleName::Pins), Mode::Hard, "county {seed}");
                continue;
            }
            composed => composed.expect("`all` freezes what can be frozen"),
        };
        let next = County::new(composed.parts.clone());
        let fast = planned(&next, &policy, &Fast::default());
        let whole = planned(&next, &policy, &Whole(GoodLp::Microlp));
        assert_eq!(fast.is_some(), whole.is_some(), "county {seed}");
        let (Some(fast), Some(whole)) = (fast, whole) else {
            impossible += 1;
            continue;
        };
        again += 1;
        assert!(fast.audit.clean, "county {seed}: {:#?}", fast.audit.faults);
        assert_eq!(fast.plan.moves, whole.plan.moves, "county {seed}");
        assert_eq!(changes(&fast), changes(&whole), "county {seed}");
        let told = difference(&fast, &ask, &composed);
        assert_eq!(told.people.len() as i64, changes(&fast), "county {seed}: {told:#?}");
        changed += i64::from(!told.people.is_empty());
        for id in &composed.frozen {
            assert!(told.people.iter().all(|p| p.teacher_id != *id), "county {seed}: {id} is frozen");
            frozen += 1;
        }
        limited(seed, &county, &policy, &ask, changes(&fast));
    }
    assert!(
        again > 150 && changed > 25 && frozen > 8 || !seeds::full(),
        "{again} plans, {changed} changed, {frozen} frozen, {impossible} none"
    );
}

/// The fewest changes are allowed and no fewer.
fn limited(seed: u64, county: &County, policy: &Policy, ask: &Ask<'_>, fewest: i64) {
    let with = |n: i64| {
        let ask = Ask { at_most: u32::try_from(n).ok(), ..*ask };
        let composed = compose(county, policy, &ask).expect("as before");
        planned(&County::new(composed.parts), policy, &Fast::default())
    };
    if fewest > 0 {
        assert!(with(fewest - 1).is_none(), "county {seed}: fewer than {fewest}");
    }
    let just = with(fewest).unwrap_or_else(|| panic!("county {seed}: {fewest} are enough"));
    assert_eq!(changes(&just), fewest, "county {seed}");
    let more = with(fewest + 2).unwrap_or_else(|| panic!("county {seed}: more than {fewest} are enough"));
    assert!(changes(&more) <= fewest + 2 && more.audit.clean, "county {seed}: {:#?}", more.audit.faults);
}
