//! The worker's side: one run of a scenario at a time; the scenario that was read last lies ready.

use super::planned;
use super::prepare::hash;
use crate::case::Case;
use crate::conflict::Conflict;
use crate::pins;
use crate::workers::{Answer, Refusal, Ticket, failed};
use crate::year::{self, Settings, Year, YearError};
use crate::years::{self, Ending, Keeper, Span};
use lungang_domain::calendar::SchoolYear;
use lungang_domain::certificate::Certificate;
use lungang_domain::county::{County, CountyParts};
use lungang_domain::finding::{Finding, Findings, Severity};
use lungang_domain::plan::PlanStatus;
use lungang_domain::policy::Policy;
use lungang_domain::record::Record;
use lungang_domain::rule::{RuleName, Shuts};
use lungang_domain::whatif::{RunConflict, RunResult, RunYear};
use lungang_policies as policies;
use lungang_policies::scenario::{self, Scenario};
use lungang_solver::engine::{Engine, Watch};
use lungang_solver::{Limits, eligibility, staffing};
use lungang_tables::ground::Ground;
use lungang_tables::validate;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Instant;

/// A worker's desk.
#[derive(Default)]
pub(crate) struct Desk {
    open: Option<(PathBuf, Scenario, Ground)>,
    /// Prices of the plan that was made last: those of the next are near them. No plan depends on them, only its time does.
    prices: Option<Certificate>,
}

impl Desk {
    /// Makes one run.
    pub fn run(&mut self, ticket: &Ticket, engine: &dyn Engine, limits: Limits) -> Answer {
        let began = Instant::now();
        match self.made(ticket, engine, limits) {
            Ok(run) => {
                let (status, seconds) = (run.status().name(), began.elapsed().as_secs_f64());
                tracing::info!(scenario = %ticket.scenario.display(), run = ticket.run + 1, status, seconds, "run");
                Answer::Ran(Box::new(run))
            }
            Err(answer) => *answer,
        }
    }

    fn made(&mut self, ticket: &Ticket, engine: &dyn Engine, limits: Limits) -> Result<RunResult, Box<Answer>> {
        let prices =
            self.prices.take().filter(|_| self.open.as_ref().is_some_and(|(open, ..)| *open == ticket.scenario));
        let refused = |refusal: Refusal| Box::new(Answer::Refused(refusal));
        let changed = || refused(Refusal::Changed { path: ticket.scenario.display().to_string() });
        let (scenario, ground) = self.opened(&ticket.scenario).map_err(refused)?;
        if ticket.run >= scenario.sweep.runs() {
            return Err(changed());
        }
        let point = scenario.sweep.point(ticket.run);
        let examined = ground.policy(scenario, &point);
        let mut findings = examined.findings;
        let Some(policy) = examined.policy else {
            return Err(refused(Refusal::of_findings(&ticket.scenario, &findings)));
        };
        if hash(scenario, ground, &policies::fingerprint(&policy), point.seed, limits) != ticket.hash {
            return Err(changed());
        }
        let tables = ground.tables(scenario, point.seed);
        let (county, found) = validate(&tables, &policy);
        findings.extend(found);
        let Some(county) = county else { return Err(refused(Refusal::of_findings(&ticket.scenario, &findings))) };
        let pins = pins::check(&tables, &county, &policy);
        let mut result = RunResult {
            county: county.name.clone(),
            policy: policy.id.clone(),
            seed: point.seed,
            years: scenario.years,
            planned: Vec::new(),
            conflict: None,
            nobody: None,
        };
        if pins.has_errors() {
            without_plan(&county, &policy, point.seed, Some(of_pins(&pins)), &mut result);
            return Ok(result);
        }
        // Within a gap the first plan that is good enough is taken, and which that is hangs on where the search starts.
        let start = prices.as_ref().filter(|_| limits.gap == 0.0);
        let settings = Settings { seed: point.seed, engine, limits, start };
        let planned = match scenario.years {
            0 => one(county, policy, &settings, &mut result),
            count => several(county, policy, count, &settings, &mut result).map(|()| None),
        };
        self.prices = planned.map_err(|error| Box::new(failed(error)))?.or(prices);
        Ok(result)
    }

    /// The scenario, read now unless it was read last.
    fn opened(&mut self, path: &Path) -> Result<(&Scenario, &Ground), Refusal> {
        if self.open.as_ref().is_none_or(|(open, ..)| open != path) {
            self.open = None;
            let (scenario, found) = scenario::read(path);
            let Some(scenario) = scenario.filter(|_| !found.has_errors()) else {
                return Err(Refusal::of_findings(path, &found));
            };
            let (ground, found) = Ground::of(&scenario);
            if found.has_errors() {
                return Err(Refusal::of_findings(path, &found));
            }
            self.open = Some((path.to_owned(), scenario, ground));
        }
        match &self.open {
            Some((_, scenario, ground)) => Ok((scenario, ground)),
            None => Err(Refusal::of_findings(path, &Findings::default())),
        }
    }
}

/// One plan, and its prices.
fn one(
    county: County,
    policy: Policy,
    settings: &Settings<'_>,
    result: &mut RunResult,
) -> Result<Option<Certificate>, YearError> {
    let never = AtomicBool::new(false);
    let watch = Watch { progress: &|_| {}, stop: &never };
    match year::plan(Case::of(county.clone(), policy.clone()), settings, &watch)? {
        Year::Planned(record) => {
            result.planned.push(planned::of(&record));
            return Ok(record.certificate);
        }
        Year::Infeasible(conflict) => without_plan(&county, &policy, settings.seed, Some(of_rules(&conflict)), result),
        Year::Nothing => without_plan(&county, &policy, settings.seed, None, result),
    }
    Ok(None)
}

/// Years in a row, kept in memory: what is written as tables and read again is the same county.
fn several(
    county: County,
    policy: Policy,
    count: u16,
    settings: &Settings<'_>,
    result: &mut RunResult,
) -> Result<(), YearError> {
    let never = AtomicBool::new(false);
    let watch = Watch { progress: &|_| {}, stop: &never };
    let mut shelf = Shelf { years: Vec::new(), county: county.clone(), policy: policy.clone() };
    let span = Span { years: count, lookahead: 0 };
    let (_, ending) = years::run(Case::of(county, policy), span, settings, &watch, &mut shelf)?;
    result.planned = shelf.years;
    match ending {
        Ending::Infeasible(conflict) => {
            without_plan(&shelf.county, &shelf.policy, settings.seed, Some(of_rules(&conflict)), result);
        }
        Ending::Nothing => without_plan(&shelf.county, &shelf.policy, settings.seed, None, result),
        Ending::Nobody(year) => result.nobody = Some(year.label()),
        // Nothing is planned with an eye to later years.
        Ending::Planned | Ending::TooLarge(_) => {}
    }
    Ok(())
}

/// Notes a year that has no plan, and why; nothing of that where the limit came before any was found.
fn without_plan(county: &County, policy: &Policy, seed: u64, conflict: Option<RunConflict>, result: &mut RunResult) {
    let needs = staffing::needs(county, policy, seed).unwrap_or_default();
    let who = eligibility::verdicts(county, policy);
    let status = if conflict.is_some() { PlanStatus::Infeasible } else { PlanStatus::Nothing };
    result.planned.push(planned::standing(status, county, policy, &needs, &who));
    result.conflict = conflict;
}

/// Rules that cannot hold together.
fn of_rules(conflict: &Conflict) -> RunConflict {
    RunConflict { rules: conflict.names(), told: conflict.sentences(), ..RunConflict::default() }
}

/// Pins that ask for a move that cannot be: of a plan an error to be corrected, of a what-if a result.
fn of_pins(findings: &Findings) -> RunConflict {
    let errors = findings.sorted().into_iter().filter(|f| f.severity == Severity::Error).take(MOST_PINS);
    let told = errors.map(Finding::sentence).collect();
    let named = RuleName::ALL.iter().filter(|rule| rule.card().shuts == Shuts::Named);
    RunConflict { rules: named.map(|rule| rule.name().to_owned()).collect(), told, ..RunConflict::default() }
}

/// Pins that are told one by one.
const MOST_PINS: usize = 20;

/// Where the years are kept: in memory, the figures of those that are planned and the county of the next.
struct Shelf {
    years: Vec<RunYear>,
    county: County,
    policy: Policy,
}

impl Keeper for Shelf {
    type Error = YearError;

    fn keep(&mut self, record: &Arc<Record>) -> Result<(), YearError> {
        self.years.push(planned::of(record));
        Ok(())
    }

    fn settle(&mut self, parts: &CountyParts, _year: SchoolYear) -> Result<Case, YearError> {
        self.county = County::new(parts.clone());
        Ok(Case::of(self.county.clone(), self.policy.clone()))
    }
}
