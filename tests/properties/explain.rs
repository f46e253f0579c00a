//! What `explain` says of a plan is what the reference engine, on every column, and the audit, on every set of moves, say.

use crate::brute;
use crate::counties::{self, Dice, county};
use crate::seeds;
use lungang_domain::county::{County, Pin, PinKind};
use lungang_domain::explanation::{Alternative, Answered, Comes, Obstacle, Spot};
use lungang_domain::finding::Findings;
use lungang_domain::id::{SchoolIx, TeacherIx};
use lungang_domain::plan::Move;
use lungang_domain::policy::{Mode, Policy};
use lungang_domain::rule::RuleName;
use lungang_domain::words::Lang;
use lungang_runner::case::Case;
use lungang_runner::counterfactual::{pin, without_lottery};
use lungang_runner::explain::{Question, explain};
use lungang_runner::planned::Planned;
use lungang_runner::year::{self, Settings, Year};
use lungang_solver::engine::Watch;
use lungang_solver::engine::fast::Fast;
use lungang_solver::engine::whole::Whole;
use lungang_solver::model::program::Range;
use lungang_solver::model::rows::{About, RowName};
use lungang_solver::solvers::highs::Highs;
use lungang_solver::{Engine, Formulation, Limits, Outcome, eligibility, formulate, staffing};
use std::path::PathBuf;
use std::sync::atomic::AtomicBool;

const SEED: u64 = 17;

/// How many random counties: a twentieth of what other tests take.
const COUNTIES: u64 = 100;

/// A plan as if it had been left in a folder and read back.
fn planned(county: &County, policy: &Policy, watch: &Watch<'_>) -> Option<Planned> {
    let inputs = Case::of(county.clone(), policy.clone());
    let settings = Settings { seed: SEED, engine: &Fast::default(), limits: Limits::default(), start: None };
    let Year::Planned(record) = year::plan(inputs, &settings, watch).expect("a solver") else { return None };
    Some(Planned {
        heads: None,
        dir: PathBuf::new(),
        run: record.run.clone(),
        outputs: Vec::new(),
        document: lungang_results::plan_document::plan_document(&record, Lang::EN),
        certificate: record.certificate.clone(),
        moves: record.plan.moves.clone(),
        retasks: record.plan.retasks.clone(),
        visits: record.plan.visits.clone(),
        place: PathBuf::new(),
        county: record.county.clone(),
        policy: record.policy.clone(),
        findings: Findings::default(),
        seconds: 0.0,
    })
}

fn answer(planned: &Planned, question: Question, most: usize, watch: &Watch<'_>) -> Answered {
    explain(planned, question, most, &Fast::default(), None, watch).expect("a solver").answer
}

/// What the reference engine makes of a changed model: the goals, or that there is no plan.
fn reference(
    county: &County,
    policy: &Policy,
    watch: &Watch<'_>,
    change: impl FnOnce(&mut Formulation<'_>),
) -> Option<Vec<(String, i64)>> {
    let needs = staffing::needs(county, policy, SEED).expect("a plan was made");
    let who = eligibility::verdicts(county, policy);
    let mut model = formulate(county, policy, &needs, &who, SEED).expect("small numbers");
    change(&mut model);
    match Whole(Highs::default()).solve(&model, &Limits::default(), watch).expect("a solver") {
        Outcome::Solved(s) => Some(s.goals.into_iter().map(|g| (g.name, g.value)).collect()),
        Outcome::Infeasible => None,
        Outcome::Nothing => panic!("no limit was set"),
    }
}

/// What an explanation says, in the same form.
fn said(comes: &Comes) -> Option<Vec<(String, i64)>> {
    match comes {
        Comes::Possible { goals, proved } => {
            assert!(proved);
            Some(goals.iter().map(|g| (g.name.clone(), g.after)).collect())
        }
        Comes::Impossible { .. } => None,
        Comes::Unknown => panic!("no limit was set"),
    }
}

fn choose(teacher: TeacherIx, choice: Option<Move>) -> Pin {
    match choice {
        Some(m) => pin(teacher, PinKind::Post, Some(m.to), Some(m.subject)),
        None => pin(teacher, PinKind::Stay, None, None),
    }
}

#[test]
fn a_pair_costs_what_the_reference_says_and_what_forbids_it_does() {
    let (base, stop) = (counties::base(), AtomicBool::new(false));
    let watch = Watch { progress: &|_| {}, stop: &stop };
    let (mut possible, mut impossible, mut no_move) = (0, 0, 0);
    for seed in seeds::some(90_000, COUNTIES) {
        let (county, policy) = county(seed, &base);
        let Some(planned) = planned(&county, &policy, &watch) else { continue };
        let bare = without_lottery(&policy);
        let mut dice = Dice::new(seed);
        for _ in 0..4 {
            let teacher = TeacherIx::new(dice.below(county.teachers.len() as u64) as usize);
            let school = SchoolIx::new(dice.below(county.schools.len() as u64) as usize);
            let pins = [pin(teacher, PinKind::Post, Some(school), None)];
            let truth = reference(&county, &bare, &watch, |model| model.ask(&pins));
            let Answered::Pair(a) = answer(&planned, Question::Pair(teacher, school, None), 8, &watch) else {
                panic!("another question")
            };
            if a.planned {
                assert!(truth.is_some(), "county {seed}");
                continue;
            }
            let Some(comes) = &a.comes else {
                no_move += 1;
                assert_eq!(truth, None, "county {seed}");
                assert!(!a.reasons.is_empty() || !a.no_move.is_empty(), "county {seed}: no reason");
                continue;
            };
            assert_eq!(said(comes), truth, "county {seed}: {a:?}");
            match comes {
                Comes::Impossible { because, proved } => {
                    impossible += 1;
                    assert!(proved, "county {seed}");
                    needed(&county, &bare, &watch, &pins, because, seed);
                }
                _ => possible += 1,
            }
        }
    }
    assert!(possible > 0 && impossible > 0 && no_move > 0 || !seeds::full(), "{possible} {impossible} {no_move}");
}

/// The named rules alone leave no plan, and without any one of them there is one.
fn needed(county: &County, policy: &Policy, watch: &Watch<'_>, pins: &[Pin], because: &[Obstacle], seed: u64) {
    let holds = |kept: &[Obstacle]| {
        let change = |model: &mut Formulation<'_>| {
            let frees = |name: &RowName| match name.rule {
                Some(RuleName::OnePost) | None => false,
                Some(rule) => !kept.iter().any(|o| o.rule == rule && is_at(model, name, o)),
            };
            let free: Vec<usize> = (0..model.rows.len()).filter(|row| frees(&model.row_names[*row])).collect();
            free.into_iter().for_each(|row| model.rows[row] = Range { lo: None, hi: None });
            model.goals.clear();
            model.ask(pins);
        };
        reference(county, policy, watch, change).is_some()
    };
    assert!(!holds(because), "county {seed}: there is a plan with all of {because:?}");
    for at in 0..because.len() {
        let rest: Vec<Obstacle> = [&because[..at], &because[at + 1..]].concat();
        assert!(holds(&rest), "county {seed}: {:?} is not needed", because[at]);
    }
}

fn is_at(model: &Formulation<'_>, name: &RowName, o: &Obstacle) -> bool {
    let many = matches!(o.rule, RuleName::Couples | RuleName::TeamSize);
    let place = match (name.about, o.place) {
        (About::County, Spot::County) => true,
        (About::School(s), Spot::School(t)) => s == t,
        (About::Post(p), Spot::Post(s, part, k)) => model.world.post(p).key() == (s, part, k),
        (About::Couple(a, b) | About::CoupleAt(a, b, _), Spot::Couple(c, d)) => (a.min(b), a.max(b)) == (c, d),
        (About::Pair(a, b), Spot::Pair(c, d, None)) => (a, b) == (c, d),
        (About::PairAt(a, p), Spot::Pair(c, d, Some((part, k)))) => a == c && model.world.post(p).key() == (d, part, k),
        (About::Pin(n), Spot::Pin(t, kind)) => {
            let pin = &model.world.county.pins[n as usize];
            (pin.teacher, pin.kind) == (t, kind)
        }
        _ => false,
    };
    place && (many || name.sentence == o.sentence)
}

#[test]
fn alternatives_cost_what_the_reference_says_and_never_less_than_the_bound() {
    let (base, stop) = (counties::base(), AtomicBool::new(false));
    let watch = Watch { progress: &|_| {}, stop: &stop };
    let (mut solved, mut bounded) = (0, 0);
    for seed in seeds::some(91_000, 4 * COUNTIES) {
        let (county, policy) = county(seed, &base);
        let Some(planned) = planned(&county, &policy, &watch) else { continue };
        let bare = without_lottery(&policy);
        let mut dice = Dice::new(seed);
        let teacher = TeacherIx::new(dice.below(county.teachers.len() as u64) as usize);
        let Answered::Teacher(all) = answer(&planned, Question::Teacher(teacher), usize::MAX, &watch) else {
            panic!("another question")
        };
        let Answered::Teacher(none) = answer(&planned, Question::Teacher(teacher), 0, &watch) else {
            panic!("another question")
        };
        assert!(all.rest.is_empty() && none.alternatives.is_empty() && all.alternatives.len() == none.rest.len());
        for Alternative { choice, comes, .. } in &all.alternatives {
            solved += 1;
            let truth = reference(&county, &bare, &watch, |model| model.ask(&[choose(teacher, *choice)]));
            assert_eq!(said(comes), truth, "county {seed}: {choice:?}");
            let least = none.rest.iter().find(|r| r.choice == *choice).expect("the same choices");
            if let (Some((goal, least)), Comes::Possible { goals, .. }) = (&least.loss, comes) {
                bounded += 1;
                assert!(*least > 0, "county {seed}: a loss of {least} is none");
                let at = goals.iter().position(|g| g.name == *goal).expect("a goal of the plan");
                let before = goals[..at].iter().map(|g| g.loss()).find(|loss| *loss != 0);
                assert!(before.unwrap_or(0) > 0 || goals[at].loss() >= *least, "county {seed}: {least} {goals:?}");
            }
        }
    }
    assert!(solved > 0 && bounded > 0 || !seeds::full(), "{solved} solved, {bounded} with a bound");
}

#[test]
fn certainty_is_what_all_optimal_plans_have_in_common() {
    let (base, stop) = (counties::base(), AtomicBool::new(false));
    let watch = Watch { progress: &|_| {}, stop: &stop };
    let (mut sure, mut open) = (0, 0);
    for seed in seeds::some(92_000, 4 * COUNTIES) {
        let (county, policy) = county(seed, &base);
        let bare = without_lottery(&policy);
        let Ok(Some((_, plans))) = brute::all_best(&county, &bare, SEED) else { continue };
        let Some(planned) = planned(&county, &policy, &watch) else { panic!("county {seed}: there are plans") };
        for teacher in county.teacher_ixs() {
            let id = &county.teacher(teacher).id;
            let made = planned.moves.iter().find(|m| m.teacher == teacher);
            let made = made.map(|m| (county.school(m.to).id.clone(), policy.subject_id(m.subject).to_owned()));
            let of = |plan: &Vec<lungang_audit::SubmittedMove>| {
                let own = plan.iter().find(|m| m.teacher_id == *id);
                own.map(|m| (m.to_school.clone(), m.subject.clone().unwrap_or_default()))
            };
            let common = plans.iter().all(|plan| of(plan) == made);
            let Answered::Teacher(a) = answer(&planned, Question::Teacher(teacher), 0, &watch) else {
                panic!("another question")
            };
            let certain = match &a.otherwise {
                None | Some(Comes::Impossible { .. }) => true,
                Some(Comes::Possible { goals, .. }) => goals.iter().any(|g| g.loss() != 0),
                Some(Comes::Unknown) => panic!("no limit was set"),
            };
            assert_eq!(certain, common, "county {seed}: {id} {a:?}");
            if certain && a.otherwise.is_some() {
                sure += 1;
            }
            open += u32::from(!certain);
        }
    }
    assert!(sure > 0 && open > 0 || !seeds::full(), "{sure} {open}");
}

#[test]
fn a_rule_and_a_short_post_cost_what_the_reference_says() {
    let (base, stop) = (counties::base(), AtomicBool::new(false));
    let watch = Watch { progress: &|_| {}, stop: &stop };
    let (mut rules, mut posts) = (0, 0);
    for seed in seeds::some(93_000, COUNTIES) {
        let (county, policy) = county(seed, &base);
        let Some(planned) = planned(&county, &policy, &watch) else { continue };
        let bare = without_lottery(&policy);
        let mut dice = Dice::new(seed);
        let rule = *dice.pick(RuleName::ALL);
        let Answered::Rule(a) = answer(&planned, Question::Rule(rule), 8, &watch) else { panic!("another question") };
        match &a.comes {
            None => assert!(rule.always()),
            Some(comes) => {
                let mut other = bare.clone();
                let mode = if bare.rules.mode(rule) == Mode::Off { Mode::Hard } else { Mode::Off };
                other.rules.set_mode(rule, mode, None);
                let truth = reference(&county, &other, &watch, |_| {});
                // A rule that was soft is no goal any more once it is off.
                let own = |truth: Vec<(String, i64)>| {
                    let named = |name: &str| planned.document.summary.goals.iter().any(|g| g.name == name);
                    truth.into_iter().filter(|(name, _)| named(name)).collect::<Vec<_>>()
                };
                assert_eq!(said(comes), truth.map(own), "county {seed}: {rule}");
                rules += 1;
            }
        }
        let school = SchoolIx::new(dice.below(county.schools.len() as u64) as usize);
        let Answered::School(a) = answer(&planned, Question::School(school), 3, &watch) else {
            panic!("another question")
        };
        for s in a.short {
            let Some(comes) = &s.comes else { continue };
            posts += 1;
            let truth = reference(&county, &bare, &watch, |model| {
                let at = model.world.needs.find(s.post.school, s.post.part, s.post.subject).expect("a post");
                let lowered = |a: &&mut lungang_solver::model::rows::Auxiliary| {
                    a.what == lungang_solver::model::rows::Measured::Short(at as u32)
                };
                model.auxiliaries.iter_mut().find(lowered).expect("its shortage").bounds.hi = i64::from(s.short) - 1;
            });
            assert_eq!(said(comes), truth, "county {seed}: {s:?}");
        }
    }
    assert!(rules > 0 && posts > 0 || !seeds::full(), "{rules} {posts}");
}
