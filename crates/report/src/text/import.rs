//! `import`: what each sheet was read as, what is asked, and what was written.

use super::View;
use crate::pages::imported::{UNNAMED, counts, left_out, named, of_rows, remarks, sheets};
use crate::pens::text::{Page, one_line};
use lungang_domain::imported::{ImportDocument, ImportQuestion, ImportedSheet};
use lungang_domain::words::{Lang, say};
use std::collections::HashMap;

/// How many of a list are named.
const SOME: usize = 8;

/// The text of an import; a `preview` shows every column of every sheet.
pub fn import(document: &ImportDocument, preview: bool, view: View) -> String {
    let mut page = Page::new(view);
    if let Some(county) = &document.county {
        let year = document.school_year.clone().unwrap_or_else(|| "–".to_owned());
        page.say("import.county", &[("county", &one_line(county)), ("year", &year)]);
    }
    page.table(&sheets(document, view.lang));
    page.gap();
    of_sheets(&mut page, &document.sheets, preview || view.rows == usize::MAX, view.lang);
    let most = if view.rows == usize::MAX { usize::MAX } else { SOME };
    counts(document, most, view.lang).iter().for_each(|line| page.line(line));
    let remarks = remarks(document, most, view.lang);
    if !remarks.is_empty() {
        page.gap();
    }
    remarks.iter().for_each(|line| page.line(line));
    found(&mut page, document, view);
    taken(&mut page, document);
    questions(&mut page, document, view.lang);
    page.finish()
}

/// What is said of a sheet beside the table of all: the words, and what they say.
type Line = (String, String);

/// The columns of the sheets: which are read as what, and which are not, and the rows that are none; what is said of many sheets
/// alike, such as a school's each, is said once.
fn of_sheets(page: &mut Page, sheets: &[ImportedSheet], whole: bool, lang: Lang) {
    let mut lines: Vec<(Line, Vec<&ImportedSheet>)> = Vec::new();
    let mut known: HashMap<Line, usize> = HashMap::new();
    for sheet in sheets {
        for line in of_sheet(sheet, whole) {
            match known.get(&line) {
                Some(at) => lines[*at].1.push(sheet),
                None => {
                    known.insert(line.clone(), lines.len());
                    lines.push((line, vec![sheet]));
                }
            }
        }
    }
    for ((words, text), of) in lines {
        let text = if words == LEFT_OUT { left_out(&of, lang) } else { text };
        page.say(&words, &[("sheet", &named(&of, lang)), ("columns", &text), ("rows", &text)]);
    }
}

/// The words of the rows that are left out; what they say is added up over the sheets.
const LEFT_OUT: &str = "import.rows-left-out";

/// The lines of one sheet; sheets of one shape have the same.
fn of_sheet(sheet: &ImportedSheet, whole: bool) -> Vec<Line> {
    let mut lines = Vec::new();
    let of = |state: &str| sheet.columns.iter().filter(|c| c.state == state).collect::<Vec<_>>();
    let read = of("read");
    if whole && sheet.kind != "distances" && !read.is_empty() {
        let columns: Vec<String> = read
            .iter()
            .map(|c| format!("{} → {} {}%", one_line(&c.header), c.name.as_deref().unwrap_or("–"), c.confidence))
            .collect();
        lines.push(("import.columns-read".to_owned(), columns.join(", ")));
    }
    if ["nothing", "empty", "old"].contains(&sheet.kind.as_str()) {
        return lines;
    }
    for state in ["unknown", "other-values", "doubled", "not-needed"] {
        let columns = of(state);
        if columns.is_empty() || state == "not-needed" && !whole {
            continue;
        }
        let headers: Vec<String> = columns.iter().map(|c| one_line(&c.header)).collect();
        lines.push((format!("import.columns-{state}"), headers.join(", ")));
    }
    if sheet.left_out.keys().any(|why| why != UNNAMED) {
        let shape: Vec<&str> = sheet.columns.iter().map(|c| c.header.as_str()).collect();
        lines.push((LEFT_OUT.to_owned(), shape.join("\u{1f}")));
    }
    lines
}

fn found(page: &mut Page, document: &ImportDocument, view: View) {
    if document.causes.is_empty() {
        return;
    }
    page.gap();
    let numbers = [("errors", document.errors.to_string()), ("warnings", document.warnings.to_string())];
    let args: Vec<(&str, &str)> = numbers.iter().map(|(n, v)| (*n, v.as_str())).collect();
    page.say("import.found", &args);
    let most = if view.rows == usize::MAX { usize::MAX } else { SOME };
    let shown = if view.rows == usize::MAX { document.causes.len() } else { 40 };
    for cause in document.causes.iter().take(shown) {
        let severity = match cause.severity {
            lungang_domain::finding::Severity::Error => "error",
            lungang_domain::finding::Severity::Warning => "warning",
        };
        // One has its row in its place.
        let rows = if cause.count > 1 { of_rows(&cause.rows, most, view.lang) } else { String::new() };
        let rows =
            if rows.is_empty() { rows } else { say(view.lang, "report.text.import.in-rows", &[("rows", &rows)]) };
        let args = [
            ("severity", say(view.lang, &format!("import.severity.{severity}"), &[])),
            ("place", cause.place.clone()),
            ("message", cause.message.clone()),
            ("rows", rows),
            ("n", cause.count.to_string()),
            ("remedy", cause.remedy.clone()),
        ];
        let args: Vec<(&str, &str)> = args.iter().map(|(n, v)| (*n, v.as_str())).collect();
        page.say("import.cause", &args);
    }
    page.more(document.causes.len(), shown.min(document.causes.len()));
}

/// What was taken from memory, and which suggestions were accepted unasked.
fn taken(page: &mut Page, document: &ImportDocument) {
    for from in ["memory", "suggested"] {
        let own: Vec<String> = document
            .answers
            .iter()
            .filter(|a| a.from == from)
            .map(|a| match &a.value {
                Some(value) => format!("{} {} = {}", a.question, one_line(value), a.answer),
                None => format!("{} = {}", a.question, a.answer),
            })
            .collect();
        if !own.is_empty() {
            page.gap();
            page.say(&format!("import.taken-{from}"), &[("n", &own.len().to_string()), ("answers", &own.join("; "))]);
        }
    }
}

fn questions(page: &mut Page, document: &ImportDocument, lang: Lang) {
    page.gap();
    match (&document.written, document.questions.len()) {
        (Some(folder), _) => page.say("import.written", &[("path", folder)]),
        (None, 0) => page.say("import.not-written", &[]),
        (None, n) => page.say("import.questions", &[("n", &n.to_string())]),
    }
    for (at, question) in document.questions.iter().enumerate() {
        one(page, at + 1, question, lang);
    }
}

/// What an answer is called: the words beside its value, where the question lists it with some.
fn called<'a>(question: &'a ImportQuestion, answer: &'a str) -> &'a str {
    let own = |option: &'a String| option.strip_prefix(answer)?.strip_prefix(" = ");
    question.options.iter().find_map(own).unwrap_or(answer)
}

fn one(page: &mut Page, number: usize, question: &ImportQuestion, lang: Lang) {
    let head = [
        ("number", number.to_string()),
        ("ask", question.ask.clone()),
        ("n", question.count.to_string()),
        ("id", question.id.clone()),
    ];
    let head: Vec<(&str, &str)> = head.iter().map(|(n, v)| (*n, v.as_str())).collect();
    page.gap();
    page.say(if question.count > 0 { "import.one" } else { "import.one-of-all" }, &head);
    page.line(&format!("   {}", question.how));
    for option in question.options.iter().take(SOME) {
        page.line(&format!("     {option}"));
    }
    if question.options.len() > SOME {
        page.line("     …");
    }
    if let Some(suggestion) = &question.suggestion {
        let suggestion = called(question, suggestion);
        page.line(&format!("   {}", say(lang, "cli.import.suggestion", &[("suggestion", suggestion)])));
    }
    for place in &question.examples {
        page.line(&format!("   {place}"));
    }
    for value in &question.values {
        let mut text = format!("   {} ×{}", one_line(&value.value), value.count);
        if let Some(suggestion) = &value.suggestion {
            text.push_str(&format!(" → {}", called(question, suggestion)));
        }
        if !value.candidates.is_empty() {
            text.push_str(&format!(" ({})", value.candidates.join("; ")));
        }
        page.line(&text);
    }
}
