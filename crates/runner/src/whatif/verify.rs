//! Results audited again, from the moves that they keep: without a solver, against the county as the scenario makes it.

use super::prepare::{Prepared, hash};
use crate::recruit::hires;
use crate::workers::{PlannedMove, submitted};
use crate::years::{Ledger, advance};
use lungang_audit::{Submission, check, headships, recruitment};
use lungang_domain::county::County;
use lungang_domain::plan::{Move, PlanStatus};
use lungang_domain::policy::{Mode, Policy, Recruits};
use lungang_domain::whatif::{Amount, RunResult, RunYear};
use lungang_domain::words::{Lang, say};
use lungang_policies as policies;
use lungang_policies::scenario::{self, Scenario};
use lungang_results::store::Store;
use lungang_results::sweep_folder::{self, FolderError};
use lungang_solver::Limits;
use lungang_tables::ground::Ground;
use lungang_tables::validate;

/// A result that its own moves do not bear out.
#[derive(Debug)]
pub struct Unsound {
    /// The run.
    pub run: String,
    /// The school year; absent where none was looked at.
    pub school_year: Option<String>,
    /// What is wrong.
    pub what: Doubt,
}

/// What is wrong with a result.
#[derive(Debug)]
pub enum Doubt {
    /// The file is missing or not as it was written.
    File(FolderError),
    /// The scenario, or what it starts from, is not what the result was made from, or cannot be read.
    Inputs,
    /// A move or a visit names somebody or something that the county does not have.
    Stranger,
    /// The moves break rules: so many breaches, faults among them.
    Breaches(u32),
    /// A figure is not what the moves come to.
    Figure {
        /// The measure.
        measure: String,
        /// As the result states it; absent where it does not.
        stated: Option<Amount>,
        /// As it is.
        found: i64,
    },
    /// It is said to have no plan, and to move nobody is one.
    Feasible,
    /// It is said to have ended at a limit that was not set.
    Ending,
    /// The years end before they should.
    Years,
}

/// Audits every result of a folder again.
pub fn verify(prepared: &Prepared, store: &Store, mut seen: impl FnMut(usize, usize)) -> Vec<Unsound> {
    let mut unsound = Vec::new();
    let mut first = 0;
    for planned in &prepared.scenarios {
        let count = planned.entry.runs as usize;
        let runs = &prepared.runs[first.min(prepared.runs.len())..(first + count).min(prepared.runs.len())];
        let (scenario, _) = scenario::read(&planned.path);
        let read = scenario.map(|scenario| {
            let ground = Ground::of(&scenario).0;
            (scenario, ground)
        });
        for (at, entry) in (0..).zip(runs) {
            let judged = match (sweep_folder::result(store, entry), &read) {
                (Err(error), _) => Err((None, Doubt::File(error))),
                (Ok(_), None) => Err((None, Doubt::Inputs)),
                (Ok(result), Some((scenario, ground))) => {
                    one(scenario, ground, at, (&entry.hash, prepared.limits), &result)
                }
            };
            if let Err((school_year, what)) = judged {
                unsound.push(Unsound { run: entry.run.clone(), school_year, what });
            }
            seen(first + at as usize + 1, prepared.runs.len());
        }
        first += count;
    }
    unsound
}

type Judged = Result<(), (Option<String>, Doubt)>;

fn one(scenario: &Scenario, ground: &Ground, at: u32, (stated, limits): (&str, Limits), result: &RunResult) -> Judged {
    let point = scenario.sweep.point(at);
    let inputs = || (None, Doubt::Inputs);
    let policy = ground.policy(scenario, &point).policy.ok_or_else(inputs)?;
    if hash(scenario, ground, &policies::fingerprint(&policy), point.seed, limits) != stated {
        return Err(inputs());
    }
    let mut county = validate(&ground.tables(scenario, point.seed), &policy).0.ok_or_else(inputs)?;
    let mut ledger = Ledger::new(&county);
    for (number, year) in (1..).zip(&result.planned) {
        let doubt = |what: Doubt| (Some(year.school_year.clone()), what);
        if year.school_year != county.school_year.label() {
            return Err(doubt(Doubt::Years));
        }
        let allowed = match year.status {
            PlanStatus::Stopped | PlanStatus::Nothing => limits.time.is_some(),
            PlanStatus::Gap => limits.gap > 0.0,
            PlanStatus::Ahead => false,
            PlanStatus::Optimal | PlanStatus::Infeasible => true,
        };
        if !allowed {
            return Err(doubt(Doubt::Ending));
        }
        // That a limit came before any plan was found nobody can see afterwards; nothing is said of the years after it.
        if year.status == PlanStatus::Nothing {
            return if number == result.planned.len() { Ok(()) } else { Err(doubt(Doubt::Years)) };
        }
        if year.status == PlanStatus::Infeasible {
            let still = check(&county, &policy, &Submission { seed: point.seed, ..Submission::default() });
            let last = number == result.planned.len() && result.conflict.is_some();
            return if last && !still.clean { Ok(()) } else { Err(doubt(Doubt::Feasible)) };
        }
        let moves = audited(&county, &policy, year, point.seed).map_err(doubt)?;
        if number < result.planned.len() {
            let hired = match policy.recruits() {
                Recruits::LikeForLike => None,
                Recruits::Plan => Some(hires(&recruitment(&county, &policy, &submission_of(year, point.seed), 1))),
            };
            let heads = headships(&county, &policy, &moves, point.seed);
            county = County::new(advance(&county, &policy, (&moves, heads.as_ref()), hired, point.seed, &mut ledger));
        }
    }
    let wanted = usize::from(scenario.years.max(1));
    let short = result.planned.len() < wanted && result.nobody.is_none();
    if short || result.planned.len() > wanted { Err((None, Doubt::Years)) } else { Ok(()) }
}

/// What a year decided, as it is handed in for audit.
fn submission_of(year: &RunYear, seed: u64) -> Submission {
    let moves: Vec<PlannedMove> = year.moves.iter().map(PlannedMove::from).collect();
    Submission { seed, ..submitted(&moves, &year.retasks, &year.visits) }
}

/// The moves of a year, where they keep the rules and come to what the year states.
fn audited(county: &County, policy: &Policy, year: &RunYear, seed: u64) -> Result<Vec<Move>, Doubt> {
    let moves: Vec<PlannedMove> = year.moves.iter().map(PlannedMove::from).collect();
    let report = check(county, policy, &submission_of(year, seed));
    if !report.clean {
        return Err(Doubt::Breaches(report.breaches));
    }
    let count = i64::try_from(moves.len()).unwrap_or(i64::MAX);
    let mut figures = vec![("moves".to_owned(), count), ("audit-clean".to_owned(), 1)];
    figures.extend(report.goals.iter().map(|g| (format!("goal.{}", g.name), g.value)));
    for rule in report.rules.iter().filter(|r| r.mode != Mode::Off) {
        figures.push((format!("rule.{}.required", rule.rule), rule.required));
        figures.push((format!("rule.{}.achieved", rule.rule), rule.achieved));
    }
    for (measure, found) in figures {
        let stated = year.get(&measure);
        if stated != Some(Amount::Whole(found)) {
            return Err(Doubt::Figure { measure, stated, found });
        }
    }
    let one = |m: &PlannedMove| m.find(county, policy);
    let mut moves: Vec<Move> = moves.iter().map(one).collect::<Option<_>>().ok_or(Doubt::Stranger)?;
    moves.sort();
    Ok(moves)
}

impl Unsound {
    /// In words.
    pub fn say(&self, lang: Lang) -> String {
        let run = match &self.school_year {
            Some(year) => format!("{} {year}", self.run),
            None => self.run.clone(),
        };
        let told = |key: &str, args: &[(&str, &str)]| {
            let mut all = vec![("run", run.as_str())];
            all.extend(args);
            say(lang, &format!("whatif.verify.{key}"), &all)
        };
        match &self.what {
            Doubt::File(error) => error.say(lang),
            Doubt::Inputs => told("inputs", &[]),
            Doubt::Stranger => told("stranger", &[]),
            Doubt::Breaches(n) => told("breaches", &[("n", &n.to_string())]),
            Doubt::Figure { measure, stated, found } => {
                let stated = stated.map_or_else(|| "-".to_owned(), |s| s.to_string());
                told("figure", &[("measure", measure), ("stated", &stated), ("found", &found.to_string())])
            }
            Doubt::Feasible => told("feasible", &[]),
            Doubt::Ending => told("ending", &[]),
            Doubt::Years => told("years", &[]),
        }
    }
}
