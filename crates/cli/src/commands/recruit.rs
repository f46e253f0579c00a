//! `recruit COUNTY|PLAN`: how many teachers to recruit, of which subject, stage and school (招聘计划).

use super::{diagnose, input, output, plan, report};
use crate::args::{Input, Recruit, Whereabouts};
use crate::exit::{Exit, Failure, Stop};
use crate::interrupt::Interrupt;
use crate::progress::Line;
use crate::terminal::Terminal;
use lungang_domain::county::County;
use lungang_domain::needs::Needs;
use lungang_domain::plan::{Plan, PlanStatus};
use lungang_domain::policy::Policy;
use lungang_domain::words::say;
use lungang_report::json::{self, ErrorKind, PageKind, RecruitDocument};
use lungang_report::{text, write_recruit};
use lungang_results::recruit_folder::RECRUIT_FILES;
use lungang_runner::recruit::recruitment;
use lungang_runner::year::{Settings, Year};
use lungang_solver::Limits;
use lungang_solver::engine::fast::Fast;

/// What is recruited for: a county after its plan.
struct After {
    county: County,
    policy: Policy,
    needs: Needs,
    plan: Plan,
    seed: u64,
    /// Whether the plan passes its audit.
    clean: bool,
}

/// Proposes recruits for what a plan leaves short.
pub fn run(args: &Recruit, terminal: &Terminal, interrupt: &Interrupt) -> Result<Exit, Stop> {
    let lang = terminal.lang;
    let place = args.output.as_deref();
    let _claim = place.map(|dir| output::try_folder(dir, RECRUIT_FILES, terminal, interrupt)).transpose()?;
    let line = Line::new(terminal);
    let after = match report::kind(&args.input.county) {
        Some(PageKind::Plan) => planned(args, terminal, &line)?,
        _ => plan_first(args, terminal, interrupt, &line)?,
    };
    let After { county, policy, needs, plan, seed, clean } = &after;
    let found = recruitment(county, policy, needs, plan, *seed, args.years);
    line.done();
    let found = found.map_err(|error| input::year_failure(lang, &error))?;
    let document = RecruitDocument::new(county, policy, needs, plan, *seed, &found);
    if let Some(dir) = place {
        let written = write_recruit(&document, policy, dir, lang, interrupt.scratch());
        written.map_err(|error| output::failure(&error, terminal))?;
    }
    if terminal.json {
        terminal.print(&json::to_text(&document))?;
    } else {
        terminal.print(&text::recruit(&document, policy, terminal.view()))?;
    }
    if let Some(dir) = place {
        let (path, files) = (dir.display().to_string(), RECRUIT_FILES.join(&say(lang, "planned.separator", &[])));
        terminal.tell(&say(lang, "cli.recruit.files", &[("path", &path), ("files", &files)]));
    }
    if !clean {
        terminal.insist(&say(lang, "cli.recruit.breached", &[]));
        return Ok(Exit::Found);
    }
    if plan.status == PlanStatus::Stopped {
        terminal.tell(&say(lang, "cli.recruit.stopped", &[]));
        return Ok(Exit::Stopped);
    }
    Ok(Exit::Done)
}

/// A plan that was made before: it keeps its own county, policy and seed.
fn planned(args: &Recruit, terminal: &Terminal, line: &Line) -> Result<After, Stop> {
    let Input { county: dir, reading, policy } = &args.input;
    let typed = [
        ("--policy", policy.is_some()),
        ("--mapping", reading.mapping.is_some()),
        ("--year", reading.year.is_some()),
        ("--encoding", reading.encoding.is_some()),
        ("--seed", args.seed.is_some()),
        ("--time-limit", args.time_limit.is_some()),
    ];
    if let Some((option, _)) = typed.into_iter().find(|(_, typed)| *typed) {
        let failure = Failure::new(ErrorKind::Usage, say(terminal.lang, "cli.recruit.of-plan", &[("option", option)]));
        return Err(failure.remedy(say(terminal.lang, "cli.recruit.of-plan-remedy", &[])).into());
    }
    let nowhere = Whereabouts { county_now: None, policy_now: None, mapping_now: None };
    let planned = input::opened(dir, &nowhere, terminal, line)?;
    input::warn(&planned.findings, terminal, line);
    line.step("auditing", &[("path", &dir.display().to_string())]);
    let (clean, plan, seed) = (planned.audited().clean, planned.plan(), planned.run.seed);
    let needs = input::needs(&planned.county, &planned.policy, seed, terminal)?;
    Ok(After { county: planned.county, policy: planned.policy, needs, plan, seed, clean })
}

/// A county is planned first, as `plan` does it.
fn plan_first(args: &Recruit, terminal: &Terminal, interrupt: &Interrupt, line: &Line) -> Result<After, Stop> {
    let case = input::case(&args.input, terminal, line)?;
    let (engine, limits) = (Fast::default(), Limits { time: args.time_limit, gap: 0.0 });
    let settings = Settings { seed: args.seed.unwrap_or(1), engine: &engine, limits, start: None };
    match plan::solve(case, &settings, terminal, interrupt, line)? {
        Year::Planned(record) => {
            let clean = record.audit.clean;
            let (county, policy, needs, plan) = (record.county, record.policy, record.needs, record.plan);
            Ok(After { county, policy, needs, plan, seed: settings.seed, clean })
        }
        Year::Infeasible(conflict) => {
            line.done();
            let command = diagnose::command(&args.input);
            let remedy = say(terminal.lang, "cli.recruit.infeasible-remedy", &[("command", &command)]);
            Err(Failure::new(ErrorKind::Infeasible, conflict.say(terminal.lang)).remedy(remedy).into())
        }
        Year::Nothing => Err(plan::nothing(terminal, interrupt)),
    }
}
