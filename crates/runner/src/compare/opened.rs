//! A folder as one side of a comparison: what it came to, year by year. Every plan is audited again with the county that its
//! folder keeps; the county that it was made from may have gone on since.

use super::CompareError;
use super::measure;
use crate::planned::{Now, Planned, PlannedError, PublishedPlan, kept_policy};
use crate::years::{self, YearsError};
use lungang_domain::audit::AuditReport;
use lungang_domain::comparison::{Doubt, Side, SideKind};
use lungang_domain::plan::{PlanStatus, Standing};
use lungang_domain::policy::Policy;
use lungang_domain::rule::RuleName;
use lungang_domain::whatif::{Measure, RunEntry, RunYear};
use lungang_domain::words::Words;
use lungang_domain::years::YearFigures;
use lungang_policies as policies;
use lungang_results::json;
use lungang_results::sweep_folder::{INDEX, Joined};
use std::collections::BTreeMap;
use std::path::Path;

/// What stands in a folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A plan.
    Plan,
    /// Years.
    Years,
    /// The runs of a what-if.
    Whatif,
}

/// What stands in a folder; `None` where it is no result.
pub fn kind(dir: &Path) -> Option<Kind> {
    let has = |name: &str| dir.join(name).is_file();
    if has(INDEX) {
        Some(Kind::Whatif)
    } else if has("years.json") {
        Some(Kind::Years)
    } else if has("plan.json") || has("run.toml") {
        Some(Kind::Plan)
    } else {
        None
    }
}

/// A side with everything that is compared.
pub struct Opened {
    /// What it is.
    pub side: Side,
    /// Its folder, as typed.
    pub place: String,
    /// Whether it is of several years.
    pub several: bool,
    /// Its years.
    pub years: Vec<RunYear>,
    /// Names of schools by id, where they are known.
    pub schools: BTreeMap<String, String>,
    /// Names of teachers by id, as they may be shown.
    pub people: BTreeMap<String, String>,
    /// Clauses by rule.
    pub clauses: BTreeMap<RuleName, String>,
    /// Subjects in the policy's order.
    pub subjects: Vec<(String, Words)>,
}

/// What a folder is opened with.
#[derive(Clone, Copy)]
pub struct Manner<'a> {
    /// How a name may be shown.
    pub shown: &'a dyn Fn(Option<&Policy>, &str) -> String,
    /// Told of a plan that cannot be audited again, and why.
    pub blind: &'a dyn Fn(&Path, &PlannedError),
}

/// A plan's folder.
///
/// # Errors
/// It is no plan, or was edited.
pub fn plan(dir: &Path, manner: Manner<'_>) -> Result<Opened, CompareError> {
    let mut one = Opened::of(dir, SideKind::Plan);
    add(&mut one, dir, None, manner)?;
    one.finish(dir)
}

/// A folder of years.
///
/// # Errors
/// It cannot be read, a year's folder was edited, or the figures are not those of a year's plan.
pub fn years(dir: &Path, manner: Manner<'_>) -> Result<Opened, CompareError> {
    let document = years::read(dir).map_err(CompareError::Years)?;
    let mut all = Opened::of(dir, SideKind::Years);
    all.several = true;
    for year in &document.years {
        add(&mut all, &dir.join(&year.folder), Some(year), manner)?;
    }
    all.finish(dir)
}

/// A run of a what-if. It names nobody.
///
/// # Errors
/// Its result cannot be read.
pub fn run(joined: &Joined, entry: &RunEntry) -> Result<Opened, CompareError> {
    let result = joined.result(entry)?;
    let mut one = Opened::of(&joined.dir, SideKind::Run);
    let policy = policies::load(&result.policy, None).ok();
    one.side = Side {
        label: label(entry),
        county: result.county.clone(),
        policy: result.policy.clone(),
        seed: result.seed,
        school_years: result.planned.iter().map(|y| y.school_year.clone()).collect(),
        status: result.status(),
        // A run keeps no certificate.
        standing: Standing::Open,
        parameters: entry.parameters.clone(),
        ..one.side
    };
    one.several = result.years > 0;
    one.subjects = subjects(policy.as_ref());
    one.years = result.planned;
    Ok(one)
}

/// What a run is called: its scenario, its parameters, its seed.
fn label(entry: &RunEntry) -> String {
    let mut words = vec![entry.scenario.clone()];
    words.extend(entry.parameters.iter().map(|(name, value)| format!("{name}={value}")));
    words.push(format!("seed={}", entry.seed));
    words.join(" ")
}

/// Adds a year's plan to a side.
fn add(to: &mut Opened, dir: &Path, figures: Option<&YearFigures>, manner: Manner<'_>) -> Result<(), CompareError> {
    let Looked { plan: PublishedPlan { run, document }, audit, doubt, measures } = look(dir, figures, manner)?;
    // The policy as it was, where it can still be read: it says how names are shown and what subjects are called.
    let kept = kept_policy(dir).map(|path| path.display().to_string());
    let spec = kept.as_deref().or(run.read_as.policy.as_deref()).unwrap_or(&run.policy);
    let policy = policies::load(spec, Some(Path::new(&run.county))).ok();
    let policy = policy.filter(|p| policies::fingerprint(p) == run.policy_sha256);
    let status = document.summary.status;
    let worse = |a: PlanStatus, b: PlanStatus| if a == PlanStatus::Optimal { b } else { a };
    // What the folder says of itself proves nothing.
    let standing = if doubt.is_none() { audit.standing } else { Standing::Open };
    to.side = Side {
        county: document.county.clone(),
        policy: document.policy.clone(),
        policy_sha256: Some(run.policy_sha256.clone()),
        seed: document.seed,
        status: if to.years.is_empty() { status } else { worse(to.side.status, status) },
        standing: to.side.standing.max(standing),
        ..to.side.clone()
    };
    to.side.doubts.extend(doubt);
    to.side.school_years.push(document.school_year.clone());
    to.schools.extend(document.schools.iter().map(|s| (s.school_id.clone(), s.name.clone())));
    to.people.extend(document.moves.iter().map(|m| (m.teacher_id.clone(), (manner.shown)(policy.as_ref(), &m.name))));
    to.clauses.extend(audit.rules.iter().map(|r| (r.rule, r.clause.clone())));
    if to.subjects.is_empty() {
        to.subjects = subjects(policy.as_ref());
    }
    to.years.push(measure::year(&document, measures));
    Ok(())
}

/// A plan with its audit.
struct Looked {
    plan: PublishedPlan,
    /// The audit of now; where none can be made, the one that the folder has.
    audit: AuditReport,
    /// Why its figures are not to be relied on, where they are not.
    doubt: Option<Doubt>,
    /// Made again from the county that the folder keeps; where that cannot be read, what the plan and its audit state.
    measures: Vec<Measure>,
}

/// Audits a plan again, or says that it cannot be. `figures` are those of its year.
///
/// # Errors
/// It is no plan, or was edited; its year has other figures.
fn look(dir: &Path, figures: Option<&YearFigures>, manner: Manner<'_>) -> Result<Looked, CompareError> {
    let agree = |holds: bool| match holds {
        true => Ok(()),
        false => Err(CompareError::Years(YearsError::Differs { dir: dir.to_owned() })),
    };
    match Planned::open(dir, &Now::default()) {
        Ok(planned) => {
            let audit = planned.audited();
            let own = years::again(&planned, &audit);
            agree(figures.is_none_or(|year| years::borne_out(year, &planned, &own, &audit)))?;
            let Planned { run, document, .. } = planned;
            let doubt = Doubt { school_year: document.school_year.clone(), breaches: Some(audit.breaches) };
            let doubt = (!audit.clean).then_some(doubt);
            Ok(Looked { plan: PublishedPlan { run, document }, audit, doubt, measures: own.measures })
        }
        Err(error) => {
            let plan = PublishedPlan::open(dir).map_err(CompareError::Plan)?;
            agree(figures.is_none_or(|year| years::stated(year, &plan.document)))?;
            (manner.blind)(dir, &error);
            let doubt = Some(Doubt { school_year: plan.document.school_year.clone(), breaches: None });
            let audit = stated(dir)?;
            let measures = measure::stated(&plan.document, &audit);
            Ok(Looked { plan, audit, doubt, measures })
        }
    }
}

/// The audit that a plan's folder has.
fn stated(dir: &Path) -> Result<AuditReport, CompareError> {
    let path = dir.join("audit.json");
    json::read_file(&path, lungang_files::caps::DOCUMENT).map_err(|reason| CompareError::Audit { path, reason })
}

/// Subjects in words: the policy's own, else those of the base of all policies.
fn subjects(policy: Option<&Policy>) -> Vec<(String, Words)> {
    let of = |p: &Policy| p.subjects.iter().map(|s| (s.id.clone(), s.name.clone())).collect();
    match policy {
        Some(policy) => of(policy),
        None => policies::load("national", None).map(|p| of(&p)).unwrap_or_default(),
    }
}

impl Opened {
    fn of(dir: &Path, kind: SideKind) -> Opened {
        let whole = dir.display().to_string();
        let label = dir.file_name().map_or_else(|| whole.clone(), |n| n.to_string_lossy().into_owned());
        Opened {
            place: whole,
            side: Side {
                letter: String::new(),
                label,
                kind,
                county: String::new(),
                policy: String::new(),
                policy_sha256: None,
                seed: 0,
                school_years: Vec::new(),
                status: PlanStatus::Optimal,
                standing: Standing::Certified,
                doubts: Vec::new(),
                parameters: BTreeMap::new(),
            },
            several: false,
            years: Vec::new(),
            schools: BTreeMap::new(),
            people: BTreeMap::new(),
            clauses: BTreeMap::new(),
            subjects: Vec::new(),
        }
    }

    /// A side without a year is no side.
    fn finish(self, dir: &Path) -> Result<Opened, CompareError> {
        if self.years.is_empty() { Err(CompareError::Nothing(dir.to_owned())) } else { Ok(self) }
    }
}
