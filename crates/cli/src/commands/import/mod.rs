//! `import FILES -o COUNTY`: what an office has becomes a county; what the files cannot say is asked once a cause, and remembered.

mod ask;
mod keep;

use super::{input, output};
use crate::args::Import;
use crate::exit::{Exit, Failure, Stop};
use crate::interrupt::Interrupt;
use crate::progress::Line;
use crate::terminal::Terminal;
use keep::Kept;
use lungang_domain::finding::Findings;
use lungang_domain::imported::ImportDocument;
use lungang_domain::policy::Policy;
use lungang_domain::words::say;
use lungang_import::answers::Answers;
use lungang_import::sheet_of_questions::questions_file;
use lungang_import::{Made, Outcome, PolicyName, Request, import};
use lungang_policies as policies;
use lungang_report::json::ErrorKind;
use lungang_report::{json, text};
use lungang_results::folder::publish;
use std::path::Path;

/// Reads the files, asks, and writes the county where nothing is open.
pub fn run(args: &Import, terminal: &Terminal, interrupt: &Interrupt) -> Result<Exit, Stop> {
    let line = Line::new(terminal);
    let mut found = Findings::default();
    let mut answers = args.answers.as_ref().map(|path| Answers::read(path, &mut found)).unwrap_or_default();
    let kept = Kept::open(args, &mut found);
    if found.has_errors() {
        return Err(input::faulty(Exit::Usage, &found, terminal, &line));
    }
    let kept = kept.with_key(terminal)?;
    if let (Some(dir), false) = (&args.output, args.preview) {
        keep::refuse_standing(dir, args.force, terminal)?;
    }
    let outcome = read_and_ask(args, &kept, &mut answers, terminal, &line)?;
    line.done();
    finish(args, &kept, outcome, terminal, interrupt)
}

/// Reads the files; at a terminal what is open is asked, until nothing is.
fn read_and_ask(
    args: &Import,
    kept: &Kept,
    answers: &mut Answers,
    terminal: &Terminal,
    line: &Line,
) -> Result<Outcome, Stop> {
    let named = policy_names();
    let load = |name: &str| -> Option<Policy> { policies::load(name, None).ok() };
    loop {
        let policy = input::policy_spec(args.policy.as_deref());
        if let Some(Err(findings)) = policy.as_deref().map(|name| policies::load(name, None)) {
            return Err(input::faulty(Exit::Usage, &findings, terminal, line));
        }
        let outcome = import(&Request {
            paths: &args.files,
            encoding: args.encoding.clone(),
            answers,
            memory: &kept.memory,
            key: &kept.key,
            accept: args.accept_suggestions,
            author: args.author.clone(),
            today: keep::today(),
            policies: &named,
            policy,
            load: &load,
            lang: args.headers.unwrap_or(terminal.lang),
            progress: &|path| line.step("reading", &[("path", &path.display().to_string())]),
        });
        let asks =
            !outcome.questions.is_empty() && !args.preview && args.questions.is_none() && ask::at_terminal(terminal);
        if !asks || !line_away(line, || ask::all(&outcome.questions, answers, terminal)) {
            return Ok(outcome);
        }
    }
}

fn line_away<T: Default>(line: &Line, ask: impl FnOnce() -> T) -> T {
    let mut asked = T::default();
    line.suspend(|| asked = ask());
    asked
}

/// The policies that come with the program.
fn policy_names() -> Vec<PolicyName> {
    let named = policies::built_in().iter().filter_map(|(id, _)| policies::load(id, None).ok().map(|p| (*id, p)));
    named.map(|(id, p)| PolicyName { id: id.to_owned(), zh: p.name.zh.clone(), en: p.name.en.clone() }).collect()
}

/// Writes what there is to write, and says what came of it.
fn finish(
    args: &Import,
    kept: &Kept,
    outcome: Outcome,
    terminal: &Terminal,
    interrupt: &Interrupt,
) -> Result<Exit, Stop> {
    let mut document = outcome.document(terminal.lang);
    if let Some(path) = &args.questions {
        let text = questions_file(&outcome.questions, terminal.lang);
        output::file(path, terminal, interrupt, |out| out.write_all(text.as_bytes()))?;
    }
    if let (Some(made), Some(dir), false) = (&outcome.made, &args.output, args.preview) {
        write(made, kept, dir, args, terminal, interrupt)?;
        document.written = Some(dir.display().to_string());
    }
    tell(&document, args, terminal)?;
    if !args.files.iter().all(|path| input::readable(path)) {
        return Ok(Exit::Usage);
    }
    let open = !document.questions.is_empty() || document.errors > 0;
    Ok(if open { Exit::Found } else { Exit::Done })
}

fn tell(document: &ImportDocument, args: &Import, terminal: &Terminal) -> Result<(), Stop> {
    if args.questions.as_deref() == Some(Path::new("-")) {
        // The questions are the result.
        return Ok(());
    }
    if terminal.json {
        return terminal.print(&json::to_text(document));
    }
    terminal.print(&text::import(document, args.preview, terminal.view()))?;
    if let Some(path) = args.questions.as_ref().filter(|_| !document.questions.is_empty()) {
        let path = path.display().to_string();
        terminal.tell(&say(terminal.lang, "cli.import.questions-written", &[("path", &path)]));
    }
    Ok(())
}

/// Writes the county, what is remembered, and the key beside it.
fn write(
    made: &Made,
    kept: &Kept,
    dir: &Path,
    args: &Import,
    terminal: &Terminal,
    interrupt: &Interrupt,
) -> Result<(), Stop> {
    kept.keep_key(dir, terminal)?;
    let known = keep::known(dir);
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    let headers = args.headers.unwrap_or(terminal.lang);
    let mut refused = None;
    let written = publish(dir, &known, interrupt.scratch(), |to| keep::fill(made, to, headers, &mut refused));
    output::county_written(written, refused, terminal)?;
    if let Some(path) = &args.memory {
        let text = keep::memory_text(made, headers).map_err(|reason| {
            let args = [("path", path.display().to_string()), ("reason", reason)];
            let args: Vec<(&str, &str)> = args.iter().map(|(n, v)| (*n, v.as_str())).collect();
            Failure::new(ErrorKind::Write, say(terminal.lang, "cli.file", &args))
        })?;
        output::file(path, terminal, interrupt, |out| out.write_all(text.as_bytes()))?;
    }
    Ok(())
}
