//! Places where a rule is easily read by one unit otherwise: a metre beyond a limit, one subject of two, a list that is cut
//! short. Each county is the smallest on which both readings lead to different plans.

use crate::counties::{self, county};
use crate::seeds;
use crate::solving::{SEED, solved};
use jiff::civil::date;
use lungang_audit::{SubmittedMove, check, submission_of};
use lungang_domain::county::{County, CountyParts, NeedRow, Pin, PinKind};
use lungang_domain::goal::GoalSpec;
use lungang_domain::id::{SchoolIx, TeacherIx};
use lungang_domain::number::Decimal;
use lungang_domain::plan::{Direction, Plan};
use lungang_domain::policy::{Mode, Param, Policy};
use lungang_domain::rule::RuleName;
use lungang_domain::school::{Area, Part, Tier};
use lungang_domain::teacher::{Role, Status};
use lungang_solver::engine::fast::{Fast, Widening};
use lungang_solver::engine::whole::Whole;
use lungang_solver::solvers::highs::Highs;
use lungang_solver::{Engine, Limits};

/// A town, two villages that lack a teacher of music and of mathematics each, and one teacher of both; nothing is asked but
/// pins.
fn town() -> (CountyParts, Policy) {
    let (some, mut policy) = counties::world(1, &counties::base());
    for rule in RuleName::ALL {
        policy.rules.set_mode(*rule, Mode::Off, Some("a test".to_owned()));
    }
    policy.rules.set_mode(RuleName::Pins, Mode::Hard, None);
    policy.movement.directions = Param::practice(vec![Direction::Down]);
    policy.movement.second_subject_credit = Param::practice(Decimal::whole(1));
    let goal = |n: &str| GoalSpec { name: n.to_owned(), ..GoalSpec::default() };
    policy.goals = ["unmet-need", "lottery", "lottery-posts"].map(goal).to_vec();
    let subjects = ["music", "maths"].map(|name| policy.subject(name).expect("a subject"));
    let mut parts = CountyParts { school_year: some.school_year, detour: some.detour, ..CountyParts::default() };
    for (id, area) in [("S0", Area::Urban), ("S1", Area::Rural), ("S2", Area::Rural)] {
        let mut school = some.schools[0].clone();
        (school.id, school.area, school.public, school.tier) = (id.to_owned(), area, true, Tier::Ordinary);
        parts.schools.push(school);
    }
    // Music at S1 is needed most, mathematics at S2 least.
    for (at, weights) in [(0, [0, 0]), (1, [9, 5]), (2, [4, 1])] {
        for (subject, weight) in subjects.into_iter().zip(weights) {
            let (school, required) = (SchoolIx(at), u32::from(at > 0));
            let weight = (weight > 0).then_some(weight);
            parts.needs.push(NeedRow { school, part: Part::Primary, subject, required, limit: None, weight });
        }
    }
    let mut teacher = some.teachers[0].clone();
    (teacher.id, teacher.school, teacher.part) = ("T1".to_owned(), SchoolIx(0), Part::Primary);
    (teacher.subjects, teacher.status, teacher.role) = (subjects.to_vec(), Status::OnDuty, Role::Teacher);
    (teacher.spouse, teacher.home, teacher.exemptions) = (None, None, Vec::new());
    teacher.joined = date(2010, 9, 1);
    parts.teachers.push(teacher);
    (parts, policy)
}

/// What a pin says of one subject holds of that subject and of no other, to both engines and to the audit.
#[test]
fn a_pin_of_one_subject_means_that_subject() {
    // The kind, where, the subject, and where the teacher then goes as what.
    let asked = [
        (None, "S1 music"),
        (Some((PinKind::Post, 1, "maths")), "S1 maths"),
        (Some((PinKind::Post, 2, "maths")), "S2 maths"),
        (Some((PinKind::Forbid, 1, "music")), "S1 maths"),
        (Some((PinKind::Forbid, 1, "maths")), "S1 music"),
    ];
    for (pin, expected) in asked {
        let (mut parts, policy) = town();
        parts.pins.extend(pin.map(|(kind, school, subject)| Pin {
            teacher: TeacherIx(0),
            kind,
            school: Some(SchoolIx(school)),
            subject: policy.subject(subject),
            reason: String::new(),
        }));
        let county = County::new(parts);
        for engine in [&Fast::default() as &dyn Engine, &Whole(Highs::default())] {
            let (solution, needs) = solved(&county, &policy, engine, &Limits::default()).expect("a plan");
            let (plan, certificate) = solution.into_plan();
            let to = |plan: &Plan| {
                let said = |s, k| format!("{} {}", county.school(s).id, policy.subject_id(k));
                plan.moves.iter().map(|m| said(m.to, m.subject)).collect::<Vec<_>>()
            };
            assert_eq!(to(&plan), [expected], "{pin:?} with {}", engine.name());
            let honest = submission_of(&plan, &county, &policy, &needs, SEED).certified(certificate);
            let report = check(&county, &policy, &honest);
            assert!(report.clean, "{pin:?}: {:?}", report.faults);
            // The same move in the other subject breaks the pin exactly where it is of this one.
            let mut forged = honest.clone();
            let other = if expected.ends_with("music") { "maths" } else { "music" };
            forged.moves = vec![SubmittedMove {
                teacher_id: "T1".to_owned(),
                to_school: expected[..2].to_owned(),
                subject: Some(other.to_owned()),
                ..SubmittedMove::default()
            }];
            let breaks = check(&county, &policy, &forged)
                .rules
                .into_iter()
                .any(|r| r.rule == RuleName::Pins && r.holds == Some(false));
            assert_eq!(breaks, pin.is_some(), "{pin:?}, forged as {other}");
        }
    }
}

/// However few columns an integer step begins with, and however few of each teacher are held, the optimum is found and what is
/// proved of it is true: a list that was cut short is never taken for the whole.
#[test]
fn a_list_that_was_cut_short_is_not_called_complete() {
    let base = counties::base();
    let mut plans = 0;
    for seed in seeds::some(52_000, 300) {
        let (county, policy) = county(seed, &base);
        let limits = Limits::default();
        let usual = solved(&county, &policy, &Fast::default(), &limits).map(|(solution, _)| solution.into_plan().0);
        for widening in
            [Widening { few: 1, of_each: 0 }, Widening { few: 3, of_each: 0 }, Widening { few: 2, of_each: 1 }]
        {
            let fast = Fast { widening, ..Fast::default() };
            let found = solved(&county, &policy, &fast, &limits).map(|(solution, _)| solution.into_plan().0);
            assert_eq!(found, usual, "county {seed}: {widening:?}");
        }
        plans += u32::from(usual.is_some());
    }
    assert!(plans > 50 || !seeds::full(), "{plans}");
}
