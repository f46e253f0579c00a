//! `recruit COUNTY|PLAN`: how many teachers to recruit, of which subject, stage and school (招聘计划).

use super::basis::Basis;
use super::{input, output};
use crate::args::Recruit;
use crate::exit::{Exit, Stop};
use crate::interrupt::Interrupt;
use crate::progress::Line;
use crate::terminal::Terminal;
use lungang_domain::plan::PlanStatus;
use lungang_domain::words::say;
use lungang_report::json::{self, RecruitDocument};
use lungang_report::{text, write_recruit};
use lungang_results::recruit_folder::RECRUIT_FILES;
use lungang_runner::recruit::recruitment;

/// Proposes recruits for what a plan leaves short.
pub fn run(args: &Recruit, terminal: &Terminal, interrupt: &Interrupt) -> Result<Exit, Stop> {
    let lang = terminal.lang;
    let place = args.output.as_deref();
    let _claim = place.map(|dir| output::try_folder(dir, RECRUIT_FILES, terminal, interrupt)).transpose()?;
    let line = Line::new(terminal);
    // A plan is not made again, so there is nothing to limit.
    let others = [("--time-limit", args.of.time_limit.is_some())];
    let basis = Basis::of(&args.of, &others, terminal, interrupt, &line)?;
    let Basis { county, policy, plan, seed, clean, .. } = &basis;
    let needs = &input::needs(county, policy, *seed, terminal)?;
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
