//! `import FILES -o COUNTY`: what an office has becomes a county; what the files cannot say is asked once a cause, and remembered.

mod ask;
mod keep;

use super::{input, output};
use crate::args::Import;
use crate::exit::{Exit, Failure, Stop};
use crate::interrupt::Interrupt;
use crate::progress::Line;
use crate::terminal::Terminal;
use ask::{Conversation, Round};
use keep::Kept;
use lungang_domain::finding::Findings;
use lungang_domain::imported::ImportDocument;
use lungang_domain::policy::Policy;
use lungang_domain::words::say;
use lungang_import::answers::Answers;
use lungang_import::question::Question;
use lungang_import::sheet_of_questions::questions_file;
use lungang_import::{Files, Made, Outcome, PolicyName, Request, import};
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
    if let (Some(dir), false) = (&args.output, args.preview) {
        keep::refuse_standing(dir, args.county.force, terminal)?;
    }
    let policy = input::policy_spec(args.policy.as_deref());
    if let Some(Err(findings)) = policy.as_deref().map(|name| policies::load(name, None)) {
        return Err(input::faulty(Exit::Usage, &findings, terminal, &line));
    }
    let files = Files::read(&args.files, args.county.encoding.as_deref(), &|path, at, of| {
        let (path, at, of) = (path.display().to_string(), at.to_string(), of.to_string());
        line.step("importing", &[("path", &path), ("at", &at), ("of", &of)]);
    });
    let kept = Kept::open(args, &files, &mut found);
    if found.has_errors() {
        return Err(input::faulty(Exit::Usage, &found, terminal, &line));
    }
    let kept = kept.with_key(terminal)?;
    if let Some(path) = kept.of_another() {
        let path = path.display().to_string();
        line.suspend(|| terminal.tell(&say(terminal.lang, "cli.import.memory-of", &[("path", &path)])));
    }
    let asked = read_and_ask(args, &kept, (files, policy), &mut answers, terminal, &line);
    line.done();
    if let Some((all, round)) = &asked.unfinished {
        leave_off(args, (all, *round), &answers, terminal, interrupt)?;
    }
    finish(args, (&kept, &answers), asked.outcome, terminal, interrupt)
}

/// What came of it, and every question that was asked where not all were answered.
struct Asked {
    outcome: Outcome,
    unfinished: Option<(Vec<Question>, Round)>,
}

/// Settles the files; at a terminal what is open is asked, until nothing is or whoever sits there ends it.
fn read_and_ask(
    args: &Import,
    kept: &Kept,
    (files, policy): (Files, Option<String>),
    answers: &mut Answers,
    terminal: &Terminal,
    line: &Line,
) -> Asked {
    let named = policy_names();
    let load = |name: &str| -> Option<Policy> { policies::load(name, None).ok() };
    let settle = |files: Files, answers: &Answers| {
        line.step("settling", &[]);
        import(
            files,
            &Request {
                answers,
                memory: &kept.memory,
                key: &kept.key,
                accept: args.accept_suggestions,
                author: args.author.clone(),
                today: keep::today(),
                policies: &named,
                policy: policy.clone(),
                load: &load,
                lang: args.county.headers.unwrap_or(terminal.lang),
            },
        )
    };
    if args.preview || args.questions.is_some() || !ask::at_terminal(terminal) {
        return Asked { outcome: settle(files, answers), unfinished: None };
    }
    let mut all: Vec<Question> = Vec::new();
    loop {
        let outcome = settle(files.clone(), answers);
        if outcome.questions.is_empty() {
            return Asked { outcome, unfinished: None };
        }
        all.retain(|old| !outcome.questions.iter().any(|new| new.id == old.id));
        all.extend(outcome.questions.iter().cloned());
        let mut round = Round::Nothing;
        line.suspend(|| {
            let mut talk = Conversation::new(std::io::stdin().lock(), Terminal::stderr, terminal.lang);
            round = talk.round(&outcome.questions, answers);
        });
        if round != Round::Answered {
            return Asked { outcome, unfinished: Some((all, round)) };
        }
    }
}

/// Keeps what was answered so far in a file of questions, and says how to go on with it.
fn leave_off(
    args: &Import,
    (asked, round): (&[Question], Round),
    answers: &Answers,
    terminal: &Terminal,
    interrupt: &Interrupt,
) -> Result<(), Stop> {
    let Some(path) = args.output.as_deref().map(keep::questions_beside) else { return Ok(()) };
    let text = questions_file(asked, answers, terminal.lang);
    output::file(&path, terminal, interrupt, |out| out.write_all(text.as_bytes()))?;
    let said = [("path", path.display().to_string()), ("n", answers.count().to_string())];
    let said: Vec<(&str, &str)> = said.iter().map(|(n, v)| (*n, v.as_str())).collect();
    // Where everything was asked, it is not for that that it stays open.
    let key = if round == Round::Ended { "cli.import.left-off" } else { "cli.import.left-open" };
    terminal.insist(&say(terminal.lang, key, &said));
    Ok(())
}

/// The policies that come with the program.
fn policy_names() -> Vec<PolicyName> {
    let named = policies::built_in().iter().filter_map(|(id, _)| policies::load(id, None).ok().map(|p| (*id, p)));
    named.map(|(id, p)| PolicyName { id: id.to_owned(), zh: p.name.zh.clone(), en: p.name.en.clone() }).collect()
}

/// Writes what there is to write, and says what came of it.
fn finish(
    args: &Import,
    (kept, answers): (&Kept, &Answers),
    outcome: Outcome,
    terminal: &Terminal,
    interrupt: &Interrupt,
) -> Result<Exit, Stop> {
    let mut document = outcome.document(terminal.lang);
    if let Some(path) = &args.questions {
        let text = questions_file(&outcome.questions, answers, terminal.lang);
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
    let headers = args.county.headers.unwrap_or(terminal.lang);
    let mut refused = None;
    let written = publish(dir, &known, interrupt.scratch(), |to| keep::fill(made, dir, to, headers, &mut refused));
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
