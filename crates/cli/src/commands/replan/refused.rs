//! Why there is no plan: moves frozen that cannot be kept, too few changes allowed, or rules that cannot hold together.

use super::given::Given;
use crate::commands::diagnose::{self, AfterPlan};
use crate::commands::{input, plan};
use crate::exit::{Exit, Failure, Stop};
use crate::interrupt::Interrupt;
use crate::progress::Line;
use crate::terminal::Terminal;
use lungang_domain::county::{County, CountyParts};
use lungang_domain::goal::CHANGES;
use lungang_domain::plan::PlanStatus;
use lungang_domain::record::Record;
use lungang_domain::replan::{Difference, PersonChange};
use lungang_domain::words::say;
use lungang_report::json::{self, DiagnoseDocument, ErrorKind, ReplanDocument};
use lungang_report::why;
use lungang_runner::case::Case;
use lungang_runner::conflict::Conflict;
use lungang_runner::planned::PlannedError;
use lungang_runner::replan::{self, Ask, Composed, FREEZE, ReplanError};
use lungang_runner::year::{Settings, Year};

/// A published plan that cannot be taken up.
pub fn unpublished(error: PlannedError, terminal: &Terminal, line: &Line) -> Stop {
    let key = match &error {
        PlannedError::OtherCounty { .. } => "cli.replan.other-county-remedy",
        PlannedError::Edited { .. } => "cli.replan.edited-remedy",
        _ => return input::unplanned(error, terminal, line),
    };
    line.done();
    let failure = Failure::new(ErrorKind::Input, error.say(terminal.lang));
    failure.remedy(say(terminal.lang, key, &[])).into()
}

/// A county that cannot be composed.
pub fn uncomposed(error: &ReplanError, given: &Given, terminal: &Terminal) -> Stop {
    let lang = terminal.lang;
    let message = match error {
        ReplanError::PinsNotHard => {
            let message = say(lang, "cli.replan.pins-not-hard", &[("policy", &given.policy.id)]);
            let remedy = say(lang, "cli.replan.pins-not-hard-remedy", &[]);
            return Failure::new(ErrorKind::Usage, message).remedy(remedy).into();
        }
        ReplanError::NotPublished { teacher_id, hint } => {
            let message = say(lang, "cli.replan.not-published", &[("teacher", teacher_id), ("hint", hint)]);
            let remedy = say(lang, "cli.replan.not-published-remedy", &[]);
            return Failure::new(ErrorKind::Usage, message).remedy(remedy).into();
        }
        ReplanError::FrozenVoid { teacher_id, kind } => {
            let kind = say(lang, &format!("event.{}", kind.name()), &[]);
            say(lang, "cli.replan.frozen-void", &[("teacher", teacher_id), ("kind", &kind)])
        }
        ReplanError::FrozenImpossible { teacher_id, faults } => {
            let impossible = lungang_domain::replan::Why::Impossible { event: None, faults: faults.clone() };
            let said = if faults.is_empty() {
                say(lang, "cli.replan.frozen-gone", &[])
            } else {
                why(lang, &given.county, &given.policy, &[], &impossible)
            };
            say(lang, "cli.replan.frozen-impossible", &[("teacher", teacher_id), ("faults", &said)])
        }
        ReplanError::FrozenPinned { teacher_id } => say(lang, "cli.replan.frozen-pinned", &[("teacher", teacher_id)]),
    };
    Failure::new(ErrorKind::Infeasible, message).remedy(say(lang, "cli.replan.frozen-remedy", &[])).into()
}

/// What it takes to try again with less asked.
pub struct Again<'a> {
    /// What went in.
    pub given: &'a Given,
    /// What was asked.
    pub ask: &'a Ask<'a>,
    /// The county that has no plan.
    pub composed: &'a Composed,
    /// How it was planned.
    pub settings: &'a Settings<'a>,
}

/// What is told.
struct Told {
    message: String,
    remedy: Option<String>,
    fewest: Option<i64>,
    people: Vec<PersonChange>,
    diagnosis: Option<DiagnoseDocument>,
}

impl Again<'_> {
    /// Finds what stands in the way and says it.
    pub fn tell(
        &self,
        conflict: Conflict,
        terminal: &Terminal,
        interrupt: &Interrupt,
        line: &Line,
    ) -> Result<Exit, Stop> {
        let lang = terminal.lang;
        let (mut message, mut remedy, mut fewest) = (conflict.say(lang), None, None);
        let (mut people, mut diagnosis) = (Vec::new(), None);
        // With as many changes as it takes.
        if let (Some(asked), Some(record)) = (self.ask.at_most, self.fewest(terminal, interrupt, line)?) {
            fewest = record.plan.goals.iter().find(|g| g.name == CHANGES).map(|g| g.value);
            let args = [("asked", asked.to_string()), ("fewest", fewest.unwrap_or_default().to_string())];
            let args: Vec<(&str, &str)> = args.iter().map(|(n, v)| (*n, v.as_str())).collect();
            message = say(lang, "cli.replan.too-few", &args);
            remedy = Some(say(lang, "cli.replan.too-few-remedy", &args));
        } else if !self.composed.frozen.is_empty()
            && let Some(record) = self.thawed(terminal, interrupt, line)?
        {
            let difference = replan::difference(&record, self.ask, self.composed);
            people = difference.people.into_iter().filter(|p| self.composed.frozen.contains(&p.teacher_id)).collect();
            let head = say(lang, "cli.replan.frozen-together", &[("n", &people.len().to_string())]);
            let lines = people.iter().map(|p| {
                let because = why(lang, &record.county, &record.policy, &difference.events, &p.why);
                format!("  {}: {because}", p.teacher_id)
            });
            message = [head].into_iter().chain(lines).collect::<Vec<_>>().join("\n");
            remedy = Some(say(lang, "cli.replan.frozen-remedy", &[]));
        } else {
            let county = County::new(self.composed.parts.clone());
            let asked = AfterPlan { seed: self.settings.seed, time: self.settings.limits.time, input: None };
            let (document, words) = diagnose::after_plan(&county, &self.given.policy, &asked, terminal, interrupt)?;
            message = format!("{message}\n{words}").trim_end().to_owned();
            diagnosis = Some(document);
        }
        line.done();
        self.print(Told { message, remedy, fewest, people, diagnosis }, terminal)
    }

    fn print(&self, told: Told, terminal: &Terminal) -> Result<Exit, Stop> {
        let lang = terminal.lang;
        let Told { message, remedy, fewest, people, diagnosis } = told;
        if terminal.json {
            let county = County::new(self.composed.parts.clone());
            let policy = &self.given.policy;
            let summary = plan::without_moves(&county, policy, self.given.seconds, self.settings.seed);
            let difference = Difference {
                published: u32::try_from(self.ask.published.moves.len()).unwrap_or(u32::MAX),
                frozen: self.composed.frozen.clone(),
                people,
                ..Difference::default()
            };
            let mut document = ReplanDocument::new(&county, policy, summary, &difference, lang);
            document.fewest_changes = fewest;
            document.diagnosis = diagnosis;
            document.message = Some(message.clone());
            terminal.print(&json::to_text(&document))?;
            terminal.insist(&message);
        } else {
            terminal.print(&format!("{message}\n"))?;
        }
        if let Some(remedy) = remedy {
            terminal.insist(&say(lang, "cli.remedy", &[("remedy", &remedy)]));
        }
        terminal.tell(&say(lang, "cli.plan.no-files", &[]));
        Ok(Exit::Infeasible)
    }

    /// The plan with the fewest changes, however many.
    fn fewest(&self, terminal: &Terminal, interrupt: &Interrupt, line: &Line) -> Result<Option<Record>, Stop> {
        let mut parts = self.composed.parts.clone();
        if let Some(published) = &mut parts.published {
            published.at_most = None;
            // Edits come first by themselves; the fewest changes are asked for.
            published.decisions.iter_mut().for_each(|d| d.edited = false);
            published.departed.iter_mut().for_each(|d| d.edited = false);
        }
        self.planned(parts, terminal, interrupt, line)
    }

    /// The plan that keeps as many of the frozen moves as can be kept together.
    fn thawed(&self, terminal: &Terminal, interrupt: &Interrupt, line: &Line) -> Result<Option<Record>, Stop> {
        let mut parts = self.composed.parts.clone();
        parts.pins.retain(|p| p.reason != FREEZE);
        let frozen = |ix: lungang_domain::id::TeacherIx| self.composed.frozen.contains(&parts.teachers[ix.at()].id);
        if let Some(published) = &mut parts.published {
            published.at_most = None;
            for decision in &mut published.decisions {
                decision.edited = frozen(decision.teacher);
            }
        }
        self.planned(parts, terminal, interrupt, line)
    }

    /// A plan without the policy's goals; `None` where there is none, or none that is proved the best.
    fn planned(
        &self,
        parts: CountyParts,
        terminal: &Terminal,
        interrupt: &Interrupt,
        line: &Line,
    ) -> Result<Option<Record>, Stop> {
        let mut policy = self.given.policy.clone();
        policy.goals.clear();
        let case = Case::of(County::new(parts), policy);
        match plan::solve(case, self.settings, terminal, interrupt, line)? {
            Year::Planned(record) if record.plan.status == PlanStatus::Optimal => Ok(Some(*record)),
            _ => Ok(None),
        }
    }
}
