//! The plan that `frontier` and `recruit` start from: one that stands in a folder, or that of a county, which is planned first.

use super::{diagnose, input, plan, report};
use crate::args::{Input, Source, Whereabouts};
use crate::exit::{Failure, Stop};
use crate::interrupt::Interrupt;
use crate::progress::Line;
use crate::terminal::Terminal;
use lungang_domain::certificate::Certificate;
use lungang_domain::county::County;
use lungang_domain::plan::Plan;
use lungang_domain::policy::Policy;
use lungang_domain::words::say;
use lungang_report::json::{ErrorKind, PageKind};
use lungang_runner::year::{Settings, Year};
use lungang_solver::Limits;
use lungang_solver::engine::fast::Fast;

/// The plan with what it was made of.
pub struct Basis {
    /// The county.
    pub county: County,
    /// Its policy.
    pub policy: Policy,
    /// Seed of its lottery.
    pub seed: u64,
    /// The plan.
    pub plan: Plan,
    /// What proves it, where something does.
    pub certificate: Option<Certificate>,
    /// Whether the plan passes its audit.
    pub clean: bool,
}

impl Basis {
    /// The plan of a folder, or of a county.
    ///
    /// # Errors
    /// What was named cannot be read or has no plan, or an option is not for a plan: those of its own making, and `others`.
    pub fn of(
        source: &Source,
        others: &[(&str, bool)],
        terminal: &Terminal,
        interrupt: &Interrupt,
        line: &Line,
    ) -> Result<Basis, Stop> {
        match report::kind(&source.source) {
            Some(PageKind::Plan) => Basis::of_plan(source, others, terminal, line),
            _ => Basis::of_county(source, terminal, interrupt, line),
        }
    }

    /// A plan keeps its own county, policy and seed.
    fn of_plan(source: &Source, others: &[(&str, bool)], terminal: &Terminal, line: &Line) -> Result<Basis, Stop> {
        let (lang, reading) = (terminal.lang, &source.reading);
        let own = [
            ("--policy", source.policy.is_some()),
            ("--seed", source.seed.is_some()),
            ("--mapping", reading.mapping.is_some()),
            ("--year", reading.year.is_some()),
            ("--encoding", reading.encoding.is_some()),
        ];
        if let Some((option, _)) = own.iter().chain(others).find(|(_, given)| *given) {
            let failure = Failure::new(ErrorKind::Usage, say(lang, "cli.basis.own", &[("option", option)]));
            return Err(failure.remedy(say(lang, "cli.basis.own-remedy", &[])).into());
        }
        let nowhere = Whereabouts { county_now: None, policy_now: None, mapping_now: None };
        let planned = input::opened(&source.source, &nowhere, terminal, line)?;
        input::warn(&planned.findings, terminal, line);
        line.step("auditing", &[("path", &source.source.display().to_string())]);
        let (clean, plan, seed) = (planned.audited().clean, planned.plan(), planned.run.seed);
        let (county, policy, certificate) = (planned.county, planned.policy, planned.certificate);
        Ok(Basis { county, policy, seed, plan, certificate, clean })
    }

    /// A county is planned first, as `plan` does it.
    fn of_county(source: &Source, terminal: &Terminal, interrupt: &Interrupt, line: &Line) -> Result<Basis, Stop> {
        let lang = terminal.lang;
        let (county, reading, policy) = (source.source.clone(), source.reading.clone(), source.policy.clone());
        let typed = Input { county, reading, policy };
        let case = input::case(&typed, terminal, line)?;
        let limits = Limits { time: source.time_limit, gap: 0.0 };
        let settings = Settings { seed: source.seed.unwrap_or(1), engine: &Fast::default(), limits, start: None };
        match plan::solve(case, &settings, terminal, interrupt, line)? {
            Year::Planned(record) => {
                let (record, seed) = (*record, settings.seed);
                let (plan, certificate, clean) = (record.plan, record.certificate, record.audit.clean);
                Ok(Basis { county: record.county, policy: record.policy, seed, plan, certificate, clean })
            }
            Year::Infeasible(conflict) => {
                line.done();
                let command = diagnose::command(&typed);
                let remedy = say(lang, "cli.basis.infeasible-remedy", &[("command", &command)]);
                Err(Failure::new(ErrorKind::Infeasible, conflict.say(lang)).remedy(remedy).into())
            }
            Year::Nothing => Err(plan::nothing(terminal, interrupt)),
        }
    }
}
