//! A year's plan with an eye to what it leaves: the joint model of this year and the next ones, of which the first is kept.

use super::advance::advance;
use super::ledger::Ledger;
use crate::heads;
use crate::recruit;
use crate::year::{Settings, YearError};
use lungang_audit as audit;
use lungang_domain::county::County;
use lungang_domain::eligibility::Eligibility;
use lungang_domain::needs::Needs;
use lungang_domain::plan::{GoalValue, Plan, PlanStatus};
use lungang_domain::policy::Policy;
use lungang_domain::record::{Ahead, GivenUp, Record};
use lungang_solver::ahead::{First, Joint, Together};
use lungang_solver::engine::{Engine, Watch, whole};
use lungang_solver::model::candidates::{Candidate, Made};
use lungang_solver::model::program::Bounds;
use lungang_solver::solvers::highs::Highs;
use lungang_solver::staffing::StaffingError;
use lungang_solver::{Formulation, Limits, Outcome, Solution, eligibility, formulate_after, serves, staffing};
use std::time::Instant;

/// The most possible moves of all years together that are planned at once.
pub const MOST_MOVES: usize = 60_000;

/// A year's county as it will be if nobody moves, ready to be stated.
struct Later {
    county: County,
    needs: Needs,
    who: Eligibility,
}

/// What a year decides in which nobody moves.
fn unmoved(needs: &Needs) -> Plan {
    let retasks = needs.retasks.clone();
    Plan { status: PlanStatus::Optimal, moves: Vec::new(), retasks, visits: Vec::new(), heads: None, goals: Vec::new() }
}

/// The next years as they will be if nobody moves; fewer where one of them cannot be.
fn later(record: &Record, years: u16, seed: u64) -> Result<Vec<Later>, YearError> {
    let mut all: Vec<Later> = Vec::new();
    for _ in 0..years {
        let (before, needs) = all.last().map_or((&record.county, &record.needs), |l| (&l.county, &l.needs));
        let hired = recruit::next_year(before, &record.policy, needs, &unmoved(needs), seed)?;
        let parts = advance(before, &record.policy, (&[], None), hired, seed, &mut Ledger::new(before));
        if parts.teachers.is_empty() {
            break;
        }
        let county = County::new(parts);
        let needs = match staffing::needs(&county, &record.policy, seed) {
            Ok(needs) => needs,
            Err(StaffingError::Engine(error)) => return Err(YearError::Engine(error)),
            Err(StaffingError::TooFewAuthorised { .. }) => break,
        };
        let who = eligibility::verdicts(&county, &record.policy);
        all.push(Later { county, needs, who });
    }
    Ok(all)
}

/// States the years, each with the rows that the ones before it reach.
fn stated<'a>(record: &'a Record, later: &'a [Later], seed: u64) -> Result<Vec<Formulation<'a>>, YearError> {
    let policy: &Policy = &record.policy;
    let mut years: Vec<Formulation<'a>> = Vec::new();
    let first = (&record.county, &record.needs, &record.eligibility);
    let all = std::iter::once(first).chain(later.iter().map(|l| (&l.county, &l.needs, &l.who)));
    for (county, needs, who) in all {
        // Exchanges of a single year are over when the next one begins.
        let movement = &policy.movement;
        let away = if movement.carries_post.value {
            years.len()
        } else {
            usize::from(movement.term_years.value).saturating_sub(1)
        };
        let before = &years[years.len().saturating_sub(away)..];
        let year = formulate_after(county, policy, needs, who, seed, before).map_err(YearError::Formulate)?;
        years.push(year);
    }
    Ok(years)
}

/// How a year was planned with an eye to the next ones.
pub(super) enum Planned {
    /// The plan, changed or not.
    Plan(Box<Record>),
    /// So many possible moves are too many.
    TooLarge(usize),
}

/// The year's plan, which was made for the year alone, made again with an eye to `years` later ones.
pub(super) fn look_ahead(
    record: Record,
    years: u16,
    settings: &Settings<'_>,
    watch: &Watch<'_>,
) -> Result<Planned, YearError> {
    let began = Instant::now();
    let later = later(&record, years, settings.seed)?;
    let together = {
        let stated = stated(&record, &later, settings.seed)?;
        let moves = stated.iter().map(Formulation::count_columns).sum();
        if moves > MOST_MOVES {
            return Ok(Planned::TooLarge(moves));
        }
        let found = solved(&stated, &settings.limits, watch)?;
        match found {
            // The joint model's moves as a plan of the first year: its goals are those of that year.
            Some((first, years)) => figured(&stated[0], &first.made)?.map(|alone| (alone, first, years)),
            None => None,
        }
    };
    let solve = record.run.seconds.solve + began.elapsed().as_secs_f64();
    let Some((alone, first, years)) = together else { return Ok(Planned::Plan(Box::new(record))) };
    Ok(Planned::Plan(Box::new(with(record, settings, (alone, first), years, solve)?)))
}

/// What is kept of the years together, and how many later ones there are: as many as have a plan together.
fn solved(years: &[Formulation<'_>], limits: &Limits, watch: &Watch<'_>) -> Result<Option<(First, u16)>, YearError> {
    let began = Instant::now();
    for count in (2..=years.len()).rev() {
        let joint = Joint::new(&years[..count]);
        let limits = limits.less(began.elapsed());
        match joint.solve(&Highs::default(), &limits, watch).map_err(YearError::Engine)? {
            Together::Found(first) => {
                tracing::info!(years = count, columns = joint.columns(), status = ?first.status, "planned together");
                return Ok(Some((first, u16::try_from(count - 1).unwrap_or(u16::MAX))));
            }
            Together::Infeasible => tracing::info!(years = count, "the years together have no plan"),
            Together::Nothing => break,
        }
    }
    Ok(None)
}

/// The first year under these moves and retasks.
fn figured(first: &Formulation<'_>, made: &Made) -> Result<Option<Solution>, YearError> {
    let mut chosen: Vec<Candidate> = first.columns_of(&made.moves, &made.retasks).collect();
    chosen.sort_by_key(Candidate::key);
    let mut model = first.with_columns(chosen);
    let count = model.candidates.len();
    model.program.columns.iter_mut().take(count).for_each(|c| *c = Bounds { lo: 1, hi: 1 });
    let never = std::sync::atomic::AtomicBool::new(false);
    let watch = Watch { progress: &|_| {}, stop: &never };
    let solved =
        whole::solve(first, &model, &Highs::default(), &Limits::default(), &watch).map_err(YearError::Engine)?;
    Ok(if let Outcome::Solved(solution) = solved { Some(solution) } else { None })
}

/// The record with these moves in place of its own, audited; where they are the same, only with what is said of them.
///
/// # Errors
/// The solver failed.
fn with(
    mut record: Record,
    settings: &Settings<'_>,
    (Solution { goals, visits, .. }, first): (Solution, First),
    years: u16,
    solve: f64,
) -> Result<Record, YearError> {
    let alone = &record.plan.goals;
    let Made { moves, retasks } = first.made;
    let given_up = goals.iter().zip(alone).zip(&first.goals).map(|((goal, alone), together)| GivenUp {
        name: goal.name.clone(),
        alone: alone.value,
        value: goal.value,
        together: together.value,
    });
    let ahead = Ahead { years, status: first.status, goals: given_up.collect() };
    if moves == record.plan.moves && retasks == record.plan.retasks {
        record.run.ahead = Some(ahead);
        record.run.seconds.solve = solve;
        return Ok(record);
    }
    // A goal's bound holds for all plans whose earlier goals are at theirs: up to the first that gives something up.
    let mut same = true;
    let bounded = goals.into_iter().zip(alone).map(|(goal, alone)| {
        let bound = alone.bound.filter(|_| same);
        same &= goal.value == alone.value;
        GoalValue { bound, ..goal }
    });
    let goals: Vec<GoalValue> = bounded.collect();
    let status = if record.plan.status == PlanStatus::Stopped { PlanStatus::Stopped } else { PlanStatus::Ahead };
    let heads = heads::matched(&record.county, &record.policy, &moves, settings.seed).map_err(YearError::Engine)?;
    let plan = Plan { status, moves, retasks, visits, heads, goals };
    let submission = audit::submission_of(&plan, &record.county, &record.policy, &record.needs, settings.seed);
    let report = audit::check(&record.county, &record.policy, &submission);
    if !report.clean && record.audit.clean {
        tracing::warn!(
            breaches = report.breaches,
            "the audit does not pass the plan made for later years: the year's own stands"
        );
        return Ok(record);
    }
    let (engine, solver) = (whole::Whole(Highs::default()).name(), whole::Whole(Highs::default()).solver());
    record.serves = serves::serves(&record.county, &record.policy, &record.needs, &record.eligibility, &plan);
    record.run.engine = engine.to_owned();
    (record.run.solver, record.run.solver_version) = (solver.0.to_owned(), solver.1);
    record.run.seconds.solve = solve;
    record.run.ahead = Some(ahead);
    (record.plan, record.audit, record.certificate) = (plan, report, None);
    Ok(record)
}
