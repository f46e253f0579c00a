//! A folder that `plan` left, read back: what it decided, and the county and policy it was made from, as they were then.
//!
//! Every command that asks something of a plan begins here. The folder keeps the county and the policy that the plan was made
//! from, wherever it is moved and whatever becomes of the county; [`since()`] says what that is. A folder that is no longer as it
//! was left is an error with the file's name, so that no answer is given about something else. A plan of an earlier version
//! keeps no county: its `run.toml` says where that was and what its files hashed to, and they must still be the same.

mod error;
mod kept;
pub(crate) mod record;
mod since;

pub use error::{Change, PlannedError};
pub use kept::{POLICY, kept, kept_policy, mapping, read_back};
pub use since::{Gone, Since, cells, counted, listed, since};

use crate::evidence;
use crate::load::{Loaded, load};
use lungang_audit::Submission;
use lungang_domain::audit::AuditReport;
use lungang_domain::certificate::Certificate;
use lungang_domain::county::County;
use lungang_domain::document::{HeadDoc, PlanDocument, RetaskDoc, VisitDoc};
use lungang_domain::eligibility::Eligibility;
use lungang_domain::finding::Findings;
use lungang_domain::goal::Sense;
use lungang_domain::heads::Heads;
use lungang_domain::id::TeacherIx;
use lungang_domain::needs::Decided;
use lungang_domain::plan::{GoalValue, Move, Plan, Retask, Visit};
use lungang_domain::policy::Policy;
use lungang_domain::record::{InputHash, RunInfo};
use lungang_policies as policies;
use lungang_results::plan_files::COUNTY;
use lungang_results::plan_json;
use lungang_results::run::{RunRecord, keeps_county};
use lungang_solver::eligibility;
use lungang_tables::pin_flag::PinFlag;
use lungang_tables::read::Options;
use lungang_tables::{hashes, raw};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// A plan with the county and the policy that it was made from.
#[derive(Debug, Clone)]
pub struct Planned {
    /// The folder.
    pub dir: PathBuf,
    /// What produced it.
    pub run: RunInfo,
    /// Hashes of the files that it left.
    pub outputs: Vec<InputHash>,
    /// `plan.json`
    pub document: PlanDocument,
    /// `certificate.json`, where the solver left one.
    pub certificate: Option<Certificate>,
    /// The moves of the document, in its order.
    pub moves: Vec<Move>,
    /// Who stays and teaches another subject, in the document's order.
    pub retasks: Vec<Retask>,
    /// Who teaches at several schools, in the document's order.
    pub visits: Vec<Visit>,
    /// Who heads which school; `None` where the policy has no exchange of heads.
    pub heads: Option<Heads>,
    /// Where the county was read from.
    pub place: PathBuf,
    /// The county.
    pub county: County,
    /// The policy.
    pub policy: Policy,
    /// Findings of reading the county, none of them an error.
    pub findings: Findings,
    /// Seconds that reading took.
    pub seconds: f64,
}

/// Where things are now, where that is not where the plan says.
#[derive(Debug, Clone, Default)]
pub struct Now {
    /// The county.
    pub county: Option<PathBuf>,
    /// The policy: a built-in id or a path.
    pub policy: Option<String>,
    /// The mapping file.
    pub mapping: Option<PathBuf>,
}

impl Planned {
    /// Where a teacher moves, if the plan moves the teacher.
    pub fn move_of(&self, teacher: TeacherIx) -> Option<Move> {
        self.moves.iter().copied().find(|m| m.teacher == teacher)
    }

    /// Opens a plan's folder and the county that it was made from: the one that it keeps, or that of `now` and the record.
    ///
    /// # Errors
    /// The folder is no plan, or was edited; the county is not there, is another, or has changed; the policy has changed.
    pub fn open(dir: &Path, now: &Now) -> Result<Planned, PlannedError> {
        let RunRecord { run, outputs, older, .. } = record::read(dir)?;
        record::untouched(dir, &outputs)?;
        let document = told(plan_json::read_plan_json(&dir.join("plan.json")))?;
        if document.seed != run.seed {
            return Err(PlannedError::SeedsDiffer(dir.join("run.toml")));
        }
        let proved = outputs.iter().any(|o| o.file == "certificate.json");
        let certificate = match proved.then(|| plan_json::read_certificate_json(&dir.join("certificate.json"))) {
            Some(read) => Some(told(read)?),
            None => None,
        };
        let (place, loaded) = if keeps_county(&outputs) {
            let loaded = kept::read(dir, &outputs)?;
            same_county(&document, &loaded)?;
            (dir.join(COUNTY), loaded)
        } else {
            let place = now.county.clone().unwrap_or_else(|| PathBuf::from(&run.county));
            let loaded = county(&place, &run, now)?;
            same_county(&document, &loaded)?;
            unchanged(&run, &loaded)?;
            (place, loaded)
        };
        let Loaded { policy: Some(policy), county: Some(county), findings, seconds, .. } = loaded else {
            return Err(PlannedError::Faulty(Box::new(loaded)));
        };
        same_policy(&run, &policy).map_err(|error| if older { PlannedError::Older(dir.to_owned()) } else { error })?;
        let moves = moves(&document, &county, &policy)?;
        let retasks = retasks(&document, &county, &policy)?;
        let visits = visits(&document, &county, &policy)?;
        let heads = heads(&document, &county)?;
        let dir = dir.to_owned();
        Ok(Planned {
            dir,
            run,
            outputs,
            document,
            certificate,
            moves,
            retasks,
            visits,
            heads,
            place,
            county,
            policy,
            findings,
            seconds,
        })
    }

    /// What the folder decided.
    pub fn plan(&self) -> Plan {
        let summary = &self.document.summary;
        let goals = summary.goals.iter().map(|g| GoalValue {
            name: g.name.clone(),
            value: g.value,
            bound: g.bound,
            maximised: self.policy.goals.iter().any(|s| s.name == g.name && s.sense == Sense::Max),
        });
        let (moves, retasks, visits) = (self.moves.clone(), self.retasks.clone(), self.visits.clone());
        Plan { status: summary.status, moves, retasks, visits, heads: self.heads.clone(), goals: goals.collect() }
    }

    /// What the folder decided, as far as posts are concerned.
    pub fn decided(&self) -> Decided<'_> {
        Decided { moves: &self.moves, retasks: &self.retasks, visits: &self.visits }
    }

    /// The plan as it is handed in for audit, with its certificate.
    pub fn submission(&self) -> Submission {
        let mut differs = evidence::differs(&self.run, &self.document, &self.county, &self.policy);
        differs.extend(evidence::tables_differ(&self.dir, &self.document));
        Submission::from(&self.document).certified(self.certificate.clone()).recorded(Some(&self.run.engine), differs)
    }

    /// Where the mapping is now that the county was read with.
    fn mapping(&self) -> Option<PathBuf> {
        mapping(&self.dir, self.run.read_as.mapping.as_ref())
    }

    /// The verdicts on all teachers.
    pub fn verdicts(&self) -> Eligibility {
        eligibility::verdicts(&self.county, &self.policy)
    }

    /// Audits the plan again, without a solver.
    pub fn audited(&self) -> AuditReport {
        lungang_audit::check(&self.county, &self.policy, &self.submission())
    }
}

/// A plan as it was published: what it decided, whatever has become of the county since.
#[derive(Debug, Clone)]
pub struct PublishedPlan {
    /// What produced it.
    pub run: RunInfo,
    /// `plan.json`
    pub document: PlanDocument,
}

impl PublishedPlan {
    /// Opens a plan's folder alone.
    ///
    /// # Errors
    /// The folder is no plan, or was edited.
    pub fn open(dir: &Path) -> Result<PublishedPlan, PlannedError> {
        let RunRecord { run, outputs, .. } = record::read(dir)?;
        record::untouched(dir, &outputs)?;
        let document = told(plan_json::read_plan_json(&dir.join("plan.json")))?;
        if document.seed != run.seed {
            return Err(PlannedError::SeedsDiffer(dir.join("run.toml")));
        }
        Ok(PublishedPlan { run, document })
    }

    /// Whether a county is the one that was planned, for the same school year.
    ///
    /// # Errors
    /// It is another.
    pub fn same_county(&self, loaded: &Loaded) -> Result<(), PlannedError> {
        same_county(&self.document, loaded)
    }
}

/// The pins of the command line that a plan's folder was made with; none where it does not say.
pub fn recorded_pins(dir: &Path) -> Vec<PinFlag> {
    record::read(dir).map(|r| pins(&r.run)).unwrap_or_default()
}

fn told<T>((document, findings): (Option<T>, Findings)) -> Result<T, PlannedError> {
    document.ok_or(PlannedError::Damaged(findings))
}

/// Reads the county as the plan did, from where it is now.
fn county(place: &Path, run: &RunInfo, now: &Now) -> Result<Loaded, PlannedError> {
    if !place.exists() {
        return Err(PlannedError::NoCounty(place.to_owned()));
    }
    let options = Options {
        mapping: now.mapping.clone().or_else(|| run.read_as.mapping.as_ref().map(PathBuf::from)),
        year: run.read_as.year,
        pins: pins(run),
        raw: raw::ReadOptions { encoding: run.read_as.encoding.clone(), ..raw::ReadOptions::default() },
    };
    let policy = now.policy.as_ref().or(run.read_as.policy.as_ref());
    Ok(load(place, &options, policy.map(String::as_str)))
}

/// The pins that the plan was made with beside those of the table.
fn pins(run: &RunInfo) -> Vec<PinFlag> {
    run.read_as.pins.iter().filter_map(|typed| PinFlag::parse(typed)).collect()
}

fn same_county(document: &PlanDocument, loaded: &Loaded) -> Result<(), PlannedError> {
    let year = loaded.tables.school_year.label();
    // A place where nothing can be read has no name of its own; what is wrong with it is said later.
    if loaded.tables.rows() == 0 || (document.county == loaded.tables.name && document.school_year == year) {
        return Ok(());
    }
    Err(PlannedError::OtherCounty {
        planned: (document.county.clone(), document.school_year.clone()),
        found: (loaded.tables.name.clone(), year),
    })
}

/// Compares the county's files; those of the policy are judged by what they say, in [`same_policy`].
fn unchanged(run: &RunInfo, loaded: &Loaded) -> Result<(), PlannedError> {
    let changes = changes(run, &hashes::input_hashes(&loaded.tables).unwrap_or_default());
    if changes.is_empty() { Ok(()) } else { Err(PlannedError::Changed(changes)) }
}

/// What became of the county's files since the plan was made.
pub fn changes(run: &RunInfo, found: &[InputHash]) -> Vec<Change> {
    let by_name = |list: &[InputHash]| -> BTreeMap<String, String> {
        list.iter().map(|i| (name_now(&i.file), i.sha256.clone())).collect()
    };
    let (then, now) = (by_name(&run.inputs), by_name(found));
    let mut changes = Vec::new();
    for (file, sha256) in &now {
        match then.get(file) {
            Some(stated) if stated == sha256 => {}
            Some(_) => changes.push(Change::Changed(file.clone())),
            None => changes.push(Change::New(file.clone())),
        }
    }
    let tables = then.keys().filter(|file| !now.contains_key(*file) && is_table(file));
    changes.extend(tables.map(|file| Change::Gone(file.clone())));
    changes
}

/// A file outside the county's folder (a mapping) is known by its name alone: it may have moved with the county.
fn name_now(file: &str) -> String {
    file.rsplit('/').next().unwrap_or(file).to_owned()
}

/// Whether a file is one of the county's: a policy is a TOML file, of which a county has only `county.toml`.
fn is_table(file: &str) -> bool {
    file == "county.toml" || !Path::new(file).extension().is_some_and(|e| e.eq_ignore_ascii_case("toml"))
}

fn same_policy(run: &RunInfo, found: &Policy) -> Result<(), PlannedError> {
    let sha256 = policies::fingerprint(found);
    if sha256 == run.policy_sha256 {
        return Ok(());
    }
    Err(PlannedError::PolicyChanged {
        planned: (run.policy.clone(), run.policy_sha256.clone()),
        found: (found.id.clone(), sha256),
    })
}

fn moves(document: &PlanDocument, county: &County, policy: &Policy) -> Result<Vec<Move>, PlannedError> {
    let stranger = |id: &str| PlannedError::Stranger(id.to_owned());
    let one = |m: &lungang_domain::document::MoveDoc| {
        Ok(Move {
            teacher: county.find_teacher(&m.teacher_id).ok_or_else(|| stranger(&m.teacher_id))?,
            to: county.find_school(&m.to_school).ok_or_else(|| stranger(&m.to_school))?,
            part: m.stage,
            subject: policy.subject(&m.subject).ok_or_else(|| stranger(&m.subject))?,
        })
    };
    document.moves.iter().map(one).collect()
}

fn retasks(document: &PlanDocument, county: &County, policy: &Policy) -> Result<Vec<Retask>, PlannedError> {
    let stranger = |id: &str| PlannedError::Stranger(id.to_owned());
    let one = |r: &RetaskDoc| {
        Ok(Retask {
            teacher: county.find_teacher(&r.teacher_id).ok_or_else(|| stranger(&r.teacher_id))?,
            subject: policy.subject(&r.to).ok_or_else(|| stranger(&r.to))?,
        })
    };
    document.retasks.iter().map(one).collect()
}

fn heads(document: &PlanDocument, county: &County) -> Result<Option<Heads>, PlannedError> {
    let Some(stated) = &document.heads else { return Ok(None) };
    let known =
        |h: &&HeadDoc| county.find_teacher(&h.teacher_id).is_some() && county.find_school(&h.to_school).is_some();
    let stranger = stated.heads.iter().find(|h| !known(h)).map_or("heads", |h| h.teacher_id.as_str());
    let found = stated.find(county).ok_or_else(|| PlannedError::Stranger(stranger.to_owned()))?;
    Ok(Some(found))
}

fn visits(document: &PlanDocument, county: &County, policy: &Policy) -> Result<Vec<Visit>, PlannedError> {
    let stranger = |id: &str| PlannedError::Stranger(id.to_owned());
    let school = |id: &String| county.find_school(id).ok_or_else(|| stranger(id));
    let one = |v: &VisitDoc| {
        Ok(Visit {
            teacher: county.find_teacher(&v.teacher_id).ok_or_else(|| stranger(&v.teacher_id))?,
            base: school(&v.base_school)?,
            school: school(&v.school)?,
            part: v.stage,
            subject: policy.subject(&v.subject).ok_or_else(|| stranger(&v.subject))?,
            periods: v.periods,
        })
    };
    document.visits.iter().map(one).collect()
}
