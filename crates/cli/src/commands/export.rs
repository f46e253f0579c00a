//! `export COUNTY --mps FILE | --lp FILE [--goals FILE]`: the full model for any other solver.

use super::{input, output};
use crate::args::Export;
use crate::exit::{Exit, Failure, Stop};
use crate::interrupt::Interrupt;
use crate::progress::Line;
use crate::terminal::Terminal;
use lungang_domain::words::say;
use lungang_report::json::ErrorKind;
use lungang_solver::export::{self, write_goals, write_lp, write_mps};
use lungang_solver::{eligibility, formulate};

/// Writes the model; the goal asked for, or the first, is the objective.
pub fn run(args: &Export, terminal: &Terminal, interrupt: &Interrupt) -> Result<Exit, Stop> {
    let lang = terminal.lang;
    let line = Line::new(terminal);
    let case = input::case(&args.input, terminal, &line)?;
    let (county, policy) = (&case.county, &case.policy);
    line.step("stating", &[]);
    let needs = input::needs(county, policy, args.seed, terminal)?;
    let who = eligibility::verdicts(county, policy);
    let stated = formulate(county, policy, &needs, &who, args.seed).map_err(|e| input::formulate_failure(lang, &e))?;
    let model = stated.whole();
    let goal = match &args.goal {
        None => 0,
        Some(name) => model.goals.iter().position(|g| g.name == *name).ok_or_else(|| {
            let names: Vec<&str> = model.goals.iter().map(|g| g.name.as_str()).collect();
            let remedy = say(lang, "cli.usage.one-of", &[("values", &names.join(", "))]);
            Failure::new(ErrorKind::Usage, say(lang, "cli.export.no-goal", &[("goal", name)])).remedy(remedy)
        })?,
    };
    let export = export::Export { model: &model, county, policy, needs: &needs, goal };
    let (path, lp) = match (&args.mps, &args.lp) {
        (Some(path), _) => (path, false),
        (None, Some(path)) => (path, true),
        (None, None) => return Err(Failure::new(ErrorKind::Usage, say(lang, "cli.export.no-file", &[])).into()),
    };
    line.step("writing", &[("path", &path.display().to_string())]);
    output::file(path, terminal, interrupt, |out| if lp { write_lp(&export, out) } else { write_mps(&export, out) })?;
    if let Some(goals) = &args.goals {
        line.step("writing", &[("path", &goals.display().to_string())]);
        output::file(goals, terminal, interrupt, |out| write_goals(&export, out))?;
    }
    line.done();
    let (columns, rows) = (model.program.columns.len().to_string(), model.program.rows.len().to_string());
    terminal.tell(&say(lang, "cli.export.done", &[("columns", &columns), ("rows", &rows)]));
    Ok(Exit::Done)
}
