//! An office's files: they are sent or found in the folder, recognised, asked about, and become a county. The work is `import`.

use super::jobs::{Doing, Ending, private};
use super::making::told;
use super::{Desk, Frame};
use crate::answers::{self, Typed};
use crate::ask::{Answer, Ask, Fault, part};
use crate::folder::{Entry, Kind, Lying, lying};
use crate::jobs::{Job, Live, Work};
use crate::upload::{self, Received, Refused};
use askama::Template;
use lungang_domain::imported::{ImportChoice, ImportDocument, ImportQuestion, ImportValue};
use lungang_domain::shown::shown;
use lungang_import::answers::Answers;
use lungang_report::screens;
use serde::Deserialize;

#[derive(Template)]
#[template(path = "upload.html")]
struct Sending<'a> {
    frame: Frame<'a>,
    accept: &'static str,
    folder: String,
    caps: String,
}

/// What the window in which files are chosen offers.
const ACCEPT: &str = ".xlsx,.xls,.xlsm,.et,.ods,.csv,.tsv,.txt";

/// Where files are sent.
pub fn sending(desk: &Desk, ask: &Ask) -> Result<Answer, Fault> {
    let into = ask.query.said("folder").filter(|name| desk.folder.find(name, Kind::Files).is_some());
    let page = Sending {
        frame: Frame::new(ask, "files", &ask.t("files.send")),
        accept: ACCEPT,
        folder: into.map_or_else(|| unnamed(desk, ask), str::to_owned),
        caps: said("caps", &[], ask),
    };
    Ok(Answer::Page(page.render()?))
}

/// A folder that nobody has named.
fn unnamed(desk: &Desk, ask: &Ask) -> String {
    desk.folder.next(&ask.t("files.folder"), std::iter::empty())
}

/// A sentence about files, which may speak of how large they may be.
fn said(key: &str, args: &[(&str, &str)], ask: &Ask) -> String {
    let (mb, all) = ((upload::FILE >> 20).to_string(), (upload::ALL >> 20).to_string());
    ask.say(&format!("files.{key}"), &[args, &[("mb", &mb), ("all", &all)]].concat())
}

/// Why nothing is done, and what to do about it.
fn fault(key: &str, args: &[(&str, &str)], ask: &Ask) -> Fault {
    Fault::Told(said(key, args, ask), Some(said(&format!("{key}-remedy"), args, ask)))
}

/// Takes what was sent into a folder, new or standing, all of it or nothing; then it is recognised.
pub fn sent(desk: &Desk, ask: &Ask, received: Result<Received, Refused>) -> Result<Answer, Fault> {
    let received = received.map_err(|refused| why(&refused, ask))?;
    if received.names.is_empty() {
        return Err(fault("none-sent", &[], ask));
    }
    let folder = received.folder.clone().unwrap_or_else(|| unnamed(desk, ask));
    let place = desk.folder.place(&folder).ok_or_else(|| fault("bad-name", &[("name", &folder)], ask))?;
    let io = |error: std::io::Error| fault("not-kept", &[("reason", &error.to_string())], ask);
    match desk.folder.entries().into_iter().find(|entry| entry.name == folder) {
        Some(entry) if entry.kind == Kind::Files => {
            let standing = lying(&entry);
            let there: Vec<&str> = received
                .names
                .iter()
                .filter(|name| standing.iter().any(|file| file.name == **name))
                .map(String::as_str)
                .collect();
            if !there.is_empty() && !received.replace {
                return Err(fault("there", &[("names", &there.join("、"))], ask));
            }
            for name in &received.names {
                std::fs::rename(received.dir.path().join(name), entry.path.join(name)).map_err(io)?;
            }
        }
        // Something that is not an office's files is never added to.
        _ if place.exists() => return Err(fault("taken", &[("name", &folder)], ask)),
        _ => {
            std::fs::rename(received.dir.path(), &place).map_err(io)?;
        }
    }
    let Some(entry) = desk.folder.find(&folder, Kind::Files) else {
        // Tables under their standard names: it is a county already.
        return Ok(Answer::To(format!("/county/{}", part(&folder))));
    };
    start(desk, ask, &entry, None, false)
}

fn why(refused: &Refused, ask: &Ask) -> Fault {
    let (key, name) = match refused {
        Refused::Stranger | Refused::Broken => ("broken", String::new()),
        Refused::Large(name) => ("large", name.clone()),
        Refused::Much => ("much", String::new()),
        Refused::Name(name) => ("bad-name", name.clone()),
        Refused::NoTables(names) => ("no-tables", names.join("、")),
        Refused::Twice(name) => ("twice", name.clone()),
        Refused::Disk(error) => ("not-kept", error.to_string()),
    };
    fault(key, &[("name", &name), ("names", &name), ("reason", &name)], ask)
}

/// A control of the form of answers.
struct Field {
    /// Its name in the page.
    id: String,
    /// The question.
    question: String,
    /// The value that it is about; empty where it is about the question as a whole.
    value: String,
    /// What is written beside it.
    label: String,
    /// More about the value.
    about: Vec<String>,
    /// Answers that may be given: as they are sent, and as they are shown.
    choices: Vec<(String, String)>,
    /// Whether another text may be given.
    free: bool,
    /// What stands in it.
    text: String,
    /// Whether that was suggested and not given.
    suggested: bool,
}

/// A question of the form.
struct Asked {
    title: String,
    how: String,
    examples: Vec<String>,
    fields: Vec<Field>,
}

#[derive(Template)]
#[template(path = "files.html")]
struct Page<'a> {
    frame: Frame<'a>,
    address: String,
    files: Vec<(String, String)>,
    send: String,
    doing: Option<Doing>,
    questions: Vec<Asked>,
    sections: String,
    output: String,
    standing: bool,
}

/// The files, what they were recognised as, and what is asked about them.
pub fn page(desk: &Desk, ask: &Ask) -> Result<Answer, Fault> {
    let entry = desk.files(ask)?;
    let (job, live) = about(desk, &entry).unzip();
    let waits = job.as_ref().is_some_and(|job| job.state.open());
    let document = job.as_ref().filter(|_| !waits).and_then(document);
    let given = answers::read(desk.folder.root(), &entry.name);
    let questions = document.iter().flat_map(|document| &document.questions).enumerate();
    let output = output(job.as_ref(), ask, &entry);
    let address = format!("/files/{}", part(&entry.name));
    let frame = Frame { waits, ..Frame::new(ask, "files", &entry.name) };
    let found = document.as_ref().is_some_and(|document| !document.causes.is_empty());
    let page = Page {
        frame: if found { frame.download(format!("{address}/problems.xlsx")) } else { frame },
        address,
        files: lying(&entry).iter().map(|file| described(file, ask)).collect(),
        send: format!("/files?folder={}", part(&entry.name)),
        doing: job.as_ref().map(|job| doing(desk, job, live.flatten(), document.as_ref(), ask)),
        questions: questions.map(|(at, question)| asked(at, question, &given, ask)).collect(),
        sections: document.as_ref().map(|document| screens::imported(document, ask.lang)).unwrap_or_default(),
        standing: desk.folder.find(&output, Kind::County).is_some(),
        output,
    };
    Ok(Answer::Page(page.render()?))
}

/// What was found in the files, as a workbook.
pub fn workbook(desk: &Desk, ask: &Ask) -> Result<Answer, Fault> {
    let entry = desk.files(ask)?;
    let document = about(desk, &entry).and_then(|(job, _)| document(&job)).ok_or(Fault::Nothing)?;
    let list = screens::import_causes(&document, ask.lang);
    let bytes = screens::workbook(&[list], &entry.name, ask.lang).map_err(|error| Fault::Bug(error.to_string()))?;
    Ok(Answer::Workbook(ask.say("file.problems", &[("name", &entry.name)]), bytes))
}

/// The newest import of a folder's files, and how far it is where it runs.
fn about(desk: &Desk, entry: &Entry) -> Option<(Job, Option<Live>)> {
    desk.queue.newest(|job| matches!(&job.work, Work::Import { files, .. } if *files == entry.name))
}

/// What an import printed.
pub fn document(job: &Job) -> Option<ImportDocument> {
    let result = job.result.as_ref().filter(|result| result.get("sheets").is_some())?;
    ImportDocument::deserialize(result).ok()
}

/// The county that the files became by an import, or are to become.
fn output(job: Option<&Job>, ask: &Ask, entry: &Entry) -> String {
    let before = job.and_then(|job| job.work.output()).map(str::to_owned);
    before.unwrap_or_else(|| format!("{}-{}", entry.name, ask.t("home.county-word")))
}

/// How far an office's files are, for the first page.
pub fn state(desk: &Desk, ask: &Ask, entry: &Entry) -> String {
    match about(desk, entry) {
        Some((job, _)) => Ending::of(desk, &job, ask).words,
        None => ask.t("files.not-begun"),
    }
}

/// How an import is doing; it leads to the county that it wrote.
fn doing(desk: &Desk, job: &Job, live: Option<Live>, document: Option<&ImportDocument>, ask: &Ask) -> Doing {
    let county = job.work.output().and_then(|name| desk.folder.find(name, Kind::County));
    let written = document.is_some_and(|document| document.written.is_some());
    let next = county.filter(|_| written).map(|county| {
        (format!("/county/{}", part(&county.name)), ask.say("files.open-county", &[("name", &shown(&county.name))]))
    });
    Doing { next, ..Doing::of(Ending::of(desk, job, ask), live, ask) }
}

fn described(file: &Lying, ask: &Ask) -> (String, String) {
    let size = file.size.div_ceil(1 << 10).to_string();
    (shown(&file.name).into_owned(), ask.say("files.size", &[("kb", &size)]))
}

/// A question with its controls: one, or one a value.
fn asked(at: usize, question: &ImportQuestion, given: &Answers, ask: &Ask) -> Asked {
    let number = (at + 1).to_string();
    let title = match question.count {
        0 => ask.say("files.question-of-all", &[("n", &number), ("ask", &question.ask)]),
        n => ask.say("files.question", &[("n", &number), ("ask", &question.ask), ("count", &n.to_string())]),
    };
    let control = |n: usize, value: Option<&ImportValue>| field((at, n), question, value, given, ask);
    let fields = match &question.values[..] {
        [] => vec![control(0, None)],
        values => values.iter().enumerate().map(|(n, value)| control(n + 1, Some(value))).collect(),
    };
    let tidy = |text: &String| private(text, ask);
    Asked {
        title: private(&title, ask),
        how: tidy(&question.how),
        examples: question.examples.iter().map(tidy).collect(),
        fields,
    }
}

fn field(
    (at, n): (usize, usize),
    question: &ImportQuestion,
    value: Option<&ImportValue>,
    given: &Answers,
    ask: &Ask,
) -> Field {
    let own = value.map(|value| &value.choices).filter(|choices| !choices.is_empty());
    let choices = own.unwrap_or(&question.choices);
    let name = |choice: &ImportChoice| match &choice.meaning {
        Some(meaning) if own.is_some() => format!("{} {meaning}", choice.answer),
        Some(meaning) => meaning.clone(),
        None => choice.answer.clone(),
    };
    let spelling = value.map(|value| value.value.as_str());
    let stated = given.given(&question.id, spelling).or_else(|| given.given(&question.id, None));
    let suggestion = value.map_or(question.suggestion.as_deref(), |value| value.suggestion.as_deref());
    // As it stands among the choices, where it does.
    let chosen = |text: &str| {
        let found = choices.iter().find(|c| c.answer == text || c.meaning.as_deref() == Some(text));
        found.map_or_else(|| text.to_owned(), |choice| choice.answer.clone())
    };
    let mut about: Vec<String> = value.iter().flat_map(|value| value.examples.iter().take(1).cloned()).collect();
    about.extend(value.iter().filter(|_| own.is_none()).flat_map(|value| value.candidates.iter().cloned()));
    Field {
        id: format!("q{at}-{n}"),
        question: question.id.clone(),
        value: spelling.unwrap_or_default().to_owned(),
        label: match value {
            Some(value) => {
                private(&ask.say("files.value", &[("value", &value.value), ("n", &value.count.to_string())]), ask)
            }
            None => ask.t("files.answer"),
        },
        about: about.iter().map(|line| private(line, ask)).collect(),
        choices: choices.iter().map(|choice| (choice.answer.clone(), private(&name(choice), ask))).collect(),
        free: own.is_none() && question.free,
        text: stated.or(suggestion).map(chosen).unwrap_or_default(),
        suggested: stated.is_none() && suggestion.is_some(),
    }
}

/// Takes answers, and recognises the files again with them.
pub fn answer(desk: &Desk, ask: &Ask) -> Result<Answer, Fault> {
    let entry = desk.files(ask)?;
    let (questions, values, texts) = (ask.fields.all("question"), ask.fields.all("value"), ask.fields.all("answer"));
    let rows: Vec<(&str, &str, &str)> = questions.zip(values).zip(texts).map(|((q, v), t)| (q, v, t)).collect();
    // A form that lost a part on the way would give answers to other questions.
    let whole = ["question", "value", "answer"].iter().all(|name| ask.fields.all(name).count() == rows.len());
    if !whole {
        return Err(fault("broken", &[], ask));
    }
    let typed: Vec<Typed<'_>> = rows
        .into_iter()
        .map(|(question, value, text)| Typed { question, value: Some(value).filter(|v| !v.is_empty()), text })
        .collect();
    if !typed.is_empty() {
        let kept = answers::add(desk.folder.root(), &entry.name, &typed, desk.queue.scratch(), ask.lang);
        kept.map_err(|error| Fault::Told(error.say(ask.lang), None))?;
    }
    let output = ask.fields.said("output").map(str::to_owned);
    start(desk, ask, &entry, output, ask.fields.get("replace").is_some())
}

/// Has the files recognised; the page of the files tells how it goes.
fn start(desk: &Desk, ask: &Ask, entry: &Entry, named: Option<String>, replace: bool) -> Result<Answer, Fault> {
    let here = format!("/files/{}", part(&entry.name));
    let before = about(desk, entry).map(|(job, _)| job);
    if before.as_ref().is_some_and(|job| job.state.open()) {
        return Ok(Answer::To(here));
    }
    let output = named.unwrap_or_else(|| output(before.as_ref(), ask, entry));
    let place = desk.folder.place(&output).ok_or_else(|| fault("bad-name", &[("name", &output)], ask))?;
    if place.exists() && desk.folder.find(&output, Kind::County).is_none() {
        return Err(fault("taken", &[("name", &output)], ask));
    }
    let files = entry.name.clone();
    let number = desk.queue.ask(ask.lang, |_| Work::Import { files, output, replace });
    number.map_err(|refused| told(&refused, ask))?;
    Ok(Answer::To(here))
}
