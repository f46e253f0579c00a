//! The fast engine by itself: threads, stopping, and optima that use an expensive column.

use crate::counties::{self, county};
use crate::seeds;
use lungang_audit::{Submission, check, submission_of};
use lungang_domain::county::{County, CountyParts, NeedRow, Wish};
use lungang_domain::goal::GoalSpec;
use lungang_domain::id::{SchoolIx, TeacherIx};
use lungang_domain::needs::Needs;
use lungang_domain::number::Decimal;
use lungang_domain::plan::{Direction, GoalValue, Plan, PlanStatus};
use lungang_domain::policy::{Mode, Param, Policy};
use lungang_domain::rule::RuleName;
use lungang_domain::school::{Area, Part, Tier};
use lungang_domain::teacher::{Role, Status};
use lungang_solver::engine::Watch;
use lungang_solver::engine::fast::Fast;
use lungang_solver::engine::whole::Whole;
use lungang_solver::model::rows::Measured;
use lungang_solver::solvers::good_lp::GoodLp;
use lungang_solver::solvers::highs::Highs;
use lungang_solver::{Engine, Limits, Outcome, eligibility, formulate, staffing};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

const SEED: u64 = 59;

/// Solves while `seen` is told of every report of progress; `None` where the county has no needs to plan for.
fn solved(
    county: &County,
    policy: &Policy,
    engine: &dyn Engine,
    seen: &(dyn Fn(usize, &AtomicBool) + Sync),
) -> Option<(Outcome, Needs)> {
    let needs = staffing::needs(county, policy, SEED).ok()?;
    let who = eligibility::verdicts(county, policy);
    let model = formulate(county, policy, &needs, &who, SEED).expect("small numbers");
    let (stop, reports) = (AtomicBool::new(false), AtomicUsize::new(0));
    let watch = Watch { progress: &|_| seen(reports.fetch_add(1, Ordering::Relaxed), &stop), stop: &stop };
    let outcome = engine.solve(&model, &Limits::default(), &watch).expect("the solver does not fail");
    Some((outcome, needs))
}

/// Moves, goals, bounds and prices do not depend on the number of threads.
#[test]
fn threads_do_not_matter() {
    let base = counties::base();
    let pool = |n| rayon::ThreadPoolBuilder::new().num_threads(n).build().expect("a pool");
    let pools = [pool(1), pool(2), pool(4)];
    let mut plans = 0;
    for seed in seeds::some(50_000, 320) {
        let (county, policy) = county(seed, &base);
        let run = |pool: &rayon::ThreadPool| pool.install(|| solved(&county, &policy, &Fast::default(), &|_, _| {}));
        let [one, two, four] = [0, 1, 2].map(|i| run(&pools[i]).map(|(outcome, _)| outcome));
        assert_eq!(one, two, "county {seed}");
        assert_eq!(one, four, "county {seed}");
        plans += u32::from(matches!(one, Some(Outcome::Solved(_))));
    }
    assert!(plans > 50 || !seeds::full(), "{plans}");
}

/// Stopped at any report of progress the engine leaves a lawful plan with bounds that hold, or says that it has none yet.
#[test]
fn a_stop_at_any_moment_leaves_a_lawful_plan() {
    let base = counties::base();
    let (mut stopped, mut nothing) = (0, 0);
    for seed in seeds::some(51_000, 60) {
        let (county, policy) = county(seed, &base);
        let Some((Outcome::Solved(best), _)) = solved(&county, &policy, &Fast::default(), &|_, _| {}) else { continue };
        for at in 0..12 {
            let stop_there = |report: usize, stop: &AtomicBool| stop.store(report >= at, Ordering::Relaxed);
            let Some((outcome, needs)) = solved(&county, &policy, &Fast::default(), &stop_there) else { continue };
            let found = match outcome {
                Outcome::Solved(found) => found,
                Outcome::Nothing => {
                    nothing += 1;
                    continue;
                }
                Outcome::Infeasible => panic!("county {seed}, stopped at {at}: there is a plan"),
            };
            stopped += u32::from(found.status == PlanStatus::Stopped);
            let plan = Plan {
                status: found.status,
                moves: found.moves,
                retasks: found.retasks,
                visits: found.visits,
                heads: None,
                goals: found.goals,
            };
            let submission = submission_of(&plan, &county, &policy, &needs, SEED).certified(found.certificate);
            let report = check(&county, &policy, &submission);
            assert!(report.clean, "county {seed}, stopped at {at}: {:#?}", report.faults);
            let (first, optimum) = (&plan.goals[0], &best.goals[0]);
            let sign = if first.maximised { -1 } else { 1 };
            assert!(first.bound.is_none_or(|b| sign * b <= sign * optimum.value), "county {seed}: {first:?}");
        }
    }
    assert!(stopped > 20 || !seeds::full(), "{stopped} plans that were stopped, {nothing} without a plan");
}

/// A plan that was stopped early makes no move that only goals after the stop speak against: without any one of its moves it is
/// not lawful, or no better in the goals after the first of which nothing is proved.
#[test]
fn a_stop_leaves_no_move_that_could_as_well_be_left_out() {
    let base = counties::base();
    let engines: [(&dyn Engine, u64); 2] = [(&Fast::default(), 200), (&Whole(Highs::default()), 240)];
    for (engine, counties) in engines {
        let mut looked = 0;
        for seed in seeds::some(52_000, counties) {
            let (county, policy) = county(seed, &base);
            looked += [2, 5, 8].map(|at| left_out(seed, (&county, &policy), engine, at)).iter().sum::<u32>();
        }
        assert!(looked > 0 || !seeds::full(), "{}: no move could be left out of any plan", engine.name());
    }
}

/// How many moves could be left out of the plan that a stop at a report leaves; none may better it.
fn left_out(seed: u64, (county, policy): (&County, &Policy), engine: &dyn Engine, at: usize) -> u32 {
    let stop_there = |report: usize, stop: &AtomicBool| stop.store(report >= at, Ordering::Relaxed);
    let Some((Outcome::Solved(found), needs)) = solved(county, policy, engine, &stop_there) else { return 0 };
    if found.status != PlanStatus::Stopped {
        return 0;
    }
    let open = found.goals.iter().position(|g| g.bound.is_none()).unwrap_or(found.goals.len());
    let (plan, _) = found.into_plan();
    let mut looked = 0;
    for left_out in 0..plan.moves.len() {
        let mut moves = plan.moves.clone();
        moves.remove(left_out);
        let fewer = Plan { moves, ..plan.clone() };
        let submission = submission_of(&fewer, county, policy, &needs, SEED);
        let report = check(county, policy, &Submission { claims: None, ..submission });
        if !report.clean {
            continue;
        }
        looked += 1;
        let loss = |g: &GoalValue| {
            let now = report.goals.iter().find(|own| own.name == g.name).expect("the same goals").value;
            if g.maximised { g.value - now } else { now - g.value }
        };
        let first = plan.goals.iter().position(|g| loss(g) != 0);
        let better = first.filter(|goal| *goal > open && loss(&plan.goals[*goal]) < 0);
        let name = engine.name();
        assert_eq!(better, None, "{name}, county {seed}, stopped at {at}: without move {left_out} of {:?}", plan.moves);
    }
    looked
}

/// One teacher, schools that are wanted much and cost more than the budget, and two that are wanted less and fit. The
/// relaxation makes five sixths of a dear move; at its prices the moves that fit are expensive, so they have no column.
fn planted(wished: usize) -> (County, Policy) {
    let (parts, mut policy) = counties::world(1, &counties::base());
    for rule in RuleName::ALL {
        policy.rules.set_mode(*rule, Mode::Off, Some("a test".to_owned()));
    }
    policy.rules.set_mode(RuleName::Budget, Mode::Hard, None);
    policy.rules.budget.yuan = Param::practice(12 * 500);
    policy.weights.allowance = Param::practice([0, 0, 0, 500, 0, 0, 600]);
    policy.movement.directions = Param::practice(vec![Direction::Down]);
    let goal = |name: &str| GoalSpec { name: name.to_owned(), ..GoalSpec::default() };
    policy.goals = ["unmet-need", "wishes", "lottery", "lottery-posts"].map(goal).to_vec();

    let maths = policy.subject("maths").expect("a subject");
    let mut school = parts.schools[0].clone();
    (school.public, school.tier, school.position) = (true, Tier::Ordinary, None);
    let mut county = CountyParts {
        school_year: parts.school_year,
        detour: Decimal::whole(1),
        name: "planted".to_owned(),
        ..CountyParts::default()
    };
    for i in 0..9 {
        let mut school = school.clone();
        school.id = format!("S{i}");
        school.area = if i == 0 { Area::Urban } else { Area::Rural };
        // S1 to S6 are dear and wanted; S7 and S8 fit the budget.
        school.hardship = if i < 7 { 6 } else { 3 };
        county.schools.push(school);
        let weight = if i < 7 { 30 - i as u32 } else { 21 };
        let required = u32::from(i > 0);
        let school = SchoolIx::new(i);
        county.needs.push(NeedRow {
            school,
            part: Part::Primary,
            subject: maths,
            required,
            limit: None,
            weight: Some(weight),
        });
    }
    let mut teacher = parts.teachers[0].clone();
    teacher.id = "T1".to_owned();
    (teacher.school, teacher.part, teacher.subjects) = (SchoolIx(0), Part::Primary, vec![maths]);
    (teacher.status, teacher.role, teacher.spouse, teacher.home) = (Status::OnDuty, Role::Teacher, None, None);
    (teacher.exemptions, teacher.joined) = (Vec::new(), jiff::civil::date(2010, 9, 1));
    county.teachers.push(teacher);
    county.wishes.push(Wish { teacher: TeacherIx(0), rank: 1, school: SchoolIx::new(wished) });
    (County::new(county), policy)
}

/// Reduced-cost fixing keeps what a better plan can use, to the last unit: of two moves that the first goal cannot tell
/// apart and that lie exactly at the room, the second goal chooses.
#[test]
fn an_optimum_of_an_expensive_column_is_found() {
    for wished in [7, 8] {
        let (county, policy) = planted(wished);
        let (fast, _) = solved(&county, &policy, &Fast::default(), &|_, _| {}).expect("needs");
        let (whole, _) = solved(&county, &policy, &Whole(GoodLp::Microlp), &|_, _| {}).expect("needs");
        let (Outcome::Solved(fast), Outcome::Solved(whole)) = (fast, whole) else { panic!("there is a plan") };
        let to: Vec<&str> = fast.moves.iter().map(|m| county.school(m.to).id.as_str()).collect();
        assert_eq!(to, [format!("S{wished}")]);
        assert_eq!((&fast.moves, &fast.goals), (&whole.moves, &whole.goals));
        // The relaxation's bound lies below, or plans would not have been taken apart: the move that fits has a positive reduced
        // cost.
        let first = &fast.certificate.expect("a certificate").goals[0];
        assert!(first.bound == first.value && !first.cases.is_empty(), "{first:?}");
    }
}

/// Rows that lack little, with large coefficients: what cannot hold is proved not to, though rounded prices hide it. The
/// rules are soft here and their breaches shut, as a diagnosis asks.
#[test]
fn what_rows_lack_is_gone_or_proved_not_to_go() {
    let base = counties::base();
    let mut infeasible = 0;
    for seed in [72_954].into_iter().chain(seeds::some(73_000, 300)) {
        let (county, mut policy) = county(seed, &base);
        for (rule, switch) in policy.rules.switches() {
            if switch.mode == Mode::Hard {
                policy.rules.set_mode(rule, Mode::Soft, switch.reason);
            }
        }
        policy.goals.clear();
        let Ok(needs) = staffing::needs(&county, &policy, SEED) else { continue };
        let who = eligibility::verdicts(&county, &policy);
        let mut model = formulate(&county, &policy, &needs, &who, SEED).expect("small numbers");
        model.goals.clear();
        let stop = AtomicBool::new(false);
        let watch = Watch { progress: &|_| {}, stop: &stop };
        let mut dice = counties::Dice::new(seed);
        for few in 1..12 {
            for auxiliary in model.auxiliaries.iter_mut().filter(|a| matches!(a.what, Measured::Breach(..))) {
                auxiliary.bounds.hi = if dice.one_in(few) { 0 } else { 1_000 };
            }
            let [fast, whole] = [&Fast::default() as &dyn Engine, &Whole(GoodLp::Highs)]
                .map(|engine| engine.solve(&model, &Limits::default(), &watch).expect("the solver does not fail"));
            let has_plan = |outcome: &Outcome| matches!(outcome, Outcome::Solved(_));
            assert_eq!(has_plan(&fast), has_plan(&whole), "county {seed}");
            infeasible += u32::from(!has_plan(&whole));
        }
    }
    assert!(infeasible > 20 || !seeds::full(), "{infeasible}");
}
