//! `import`: what each sheet was read as, what is asked, and what was written.

use super::View;
use crate::block::{TERMINAL, Table};
use crate::pages;
use crate::pens::text::{Page, one_line};
use lungang_domain::imported::{ImportDocument, ImportQuestion, ImportedRows, ImportedSheet};
use lungang_domain::words::{Lang, say};
use std::collections::{BTreeMap, HashMap};

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
    counts(&mut page, document, view);
    remarks(&mut page, document, view);
    found(&mut page, document, view);
    taken(&mut page, document);
    questions(&mut page, document, view.lang);
    page.finish()
}

fn sheets(document: &ImportDocument, lang: Lang) -> Table {
    let named = |s: &ImportedSheet| match &s.sheet {
        Some(sheet) => format!("{} / {sheet}", s.file),
        None => s.file.clone(),
    };
    Table::of(&document.sheets)
        .column(pages::words(lang, "file"), |s| named(s))
        .column(pages::words(lang, "table"), |s| say(lang, &format!("import.kind.{}", s.kind), &[]))
        .column(pages::figures(lang, "rows"), |s| s.rows as usize)
        .table()
        .titled(TERMINAL, pages::counted(lang, "report.text.import.sheets", document.sheets.len()))
        .cut(crate::block::Cut::Never)
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

/// A sheet, or the first of several.
fn named(sheets: &[&ImportedSheet], lang: Lang) -> String {
    let Some(first) = sheets.first() else { return String::new() };
    let file = std::path::Path::new(&first.file).file_name().map(|n| n.to_string_lossy().into_owned());
    let name = file.into_iter().chain(first.sheet.clone()).collect::<Vec<_>>().join(" / ");
    match sheets.len() {
        1 => name,
        n => say(lang, "import.and-others", &[("place", &name), ("n", &n.to_string())]),
    }
}

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

/// Rows that a finding tells of.
const UNNAMED: &str = "import-unnamed-row";

fn left_out(sheets: &[&ImportedSheet], lang: Lang) -> String {
    let mut out: BTreeMap<&str, usize> = BTreeMap::new();
    for (why, rows) in sheets.iter().flat_map(|sheet| &sheet.left_out).filter(|(why, _)| *why != UNNAMED) {
        *out.entry(why).or_default() += rows.len();
    }
    let each = out.into_iter().map(|(why, n)| say(lang, &format!("import.left-out.{why}"), &[("n", &n.to_string())]));
    each.collect::<Vec<_>>().join(&say(lang, "import.list", &[]))
}

fn counts(page: &mut Page, document: &ImportDocument, view: View) {
    let (schools, people) = (&document.schools, &document.people);
    let numbers = [("schools", schools.count.to_string()), ("people", people.count.to_string())];
    let args: Vec<(&str, &str)> = numbers.iter().map(|(n, v)| (*n, v.as_str())).collect();
    page.say("import.counts", &args);
    if !schools.outside.is_empty() {
        let each = schools.outside.iter().map(|(what, n)| {
            let what = say(view.lang, &format!("import.outside.{what}"), &[]);
            format!("{what} {n}")
        });
        let each: Vec<String> = each.collect();
        let args = [("each", each.join(&say(view.lang, "import.list", &[]))), ("people", people.outside.to_string())];
        let args: Vec<(&str, &str)> = args.iter().map(|(n, v)| (*n, v.as_str())).collect();
        page.say("import.outside-line", &args);
    }
    if schools.outside.is_empty() && people.outside > 0 {
        page.say("import.people-elsewhere", &[("n", &people.outside.to_string())]);
    }
    if people.known > 0 || people.gone > 0 {
        let new = people.count.saturating_sub(people.known).to_string();
        let args = [("known", people.known.to_string()), ("new", new), ("gone", people.gone.to_string())];
        let args: Vec<(&str, &str)> = args.iter().map(|(n, v)| (*n, v.as_str())).collect();
        page.say("import.known", &args);
    }
    if people.spouses_elsewhere > 0 {
        page.say("import.spouses-elsewhere", &[("n", &people.spouses_elsewhere.to_string())]);
    }
    let short: Vec<String> = schools
        .names
        .iter()
        .map(|n| format!("{} → {}", one_line(&n.written), n.name.as_deref().unwrap_or("–")))
        .collect();
    if !short.is_empty() {
        let shown = if view.rows == usize::MAX { short.len() } else { SOME };
        let mut some: Vec<String> = short.iter().take(shown).cloned().collect();
        some.extend((short.len() > shown).then(|| "…".to_owned()));
        let list = some.join(&say(view.lang, "import.list", &[]));
        page.say("import.short-names", &[("n", &short.len().to_string()), ("names", &list)]);
    }
    if !document.subjects.is_empty() {
        let named = |s: &lungang_domain::imported::ImportedSubject| {
            format!("{} → {} ×{}", one_line(&s.written), one_line(&s.subject), s.count)
        };
        let each: Vec<String> = document.subjects.iter().map(named).collect();
        let list = each.join(&say(view.lang, "import.list", &[]));
        page.say("import.subject-names", &[("n", &each.len().to_string()), ("names", &list)]);
    }
    if !document.files_not_read.is_empty() {
        page.say("import.files-not-read", &[("files", &document.files_not_read.join(", "))]);
    }
}

/// What remarks mention and no column says: a line a matter, with the rows in which they stand.
fn remarks(page: &mut Page, document: &ImportDocument, view: View) {
    let mut by_matter: BTreeMap<&str, Vec<ImportedRows>> = BTreeMap::new();
    for remark in &document.remarks {
        for mention in &remark.mentions {
            let own = by_matter.entry(mention).or_default();
            match own.iter_mut().find(|rows| rows.sheet == remark.sheet) {
                Some(rows) => rows.rows.extend(remark.row),
                None => own.push(ImportedRows { sheet: remark.sheet.clone(), rows: remark.row.into_iter().collect() }),
            }
        }
    }
    if by_matter.is_empty() {
        return;
    }
    page.gap();
    page.say("import.remarks", &[("n", &document.remarks.len().to_string())]);
    for (matter, rows) in by_matter {
        let n = rows.iter().map(|of| of.rows.len()).sum::<usize>().to_string();
        page.say("import.remark-line", &[("matter", matter), ("n", &n), ("rows", &of_rows(&rows, view))]);
    }
}

/// Rows of sheets on one line: `花名册.xlsx：第 3、12 行`.
fn of_rows(all: &[ImportedRows], view: View) -> String {
    let most = if view.rows == usize::MAX { usize::MAX } else { SOME };
    let list = say(view.lang, "import.list", &[]);
    let cut = |mut some: Vec<String>, of: usize| {
        some.extend((of > some.len()).then(|| "…".to_owned()));
        some.join(&list)
    };
    let sheet = |of: &ImportedRows| {
        let rows = of.rows.iter().take(most).map(u32::to_string).collect();
        say(
            view.lang,
            "report.text.import.rows-of",
            &[("sheet", &one_line(&of.sheet)), ("rows", &cut(rows, of.rows.len()))],
        )
    };
    let with_rows: Vec<&ImportedRows> = all.iter().filter(|of| !of.rows.is_empty()).collect();
    cut(with_rows.iter().take(most).map(|of| sheet(of)).collect(), with_rows.len())
}

fn found(page: &mut Page, document: &ImportDocument, view: View) {
    if document.causes.is_empty() {
        return;
    }
    page.gap();
    let numbers = [("errors", document.errors.to_string()), ("warnings", document.warnings.to_string())];
    let args: Vec<(&str, &str)> = numbers.iter().map(|(n, v)| (*n, v.as_str())).collect();
    page.say("import.found", &args);
    let shown = if view.rows == usize::MAX { document.causes.len() } else { 40 };
    for cause in document.causes.iter().take(shown) {
        let severity = match cause.severity {
            lungang_domain::finding::Severity::Error => "error",
            lungang_domain::finding::Severity::Warning => "warning",
        };
        // One has its row in its place.
        let rows = if cause.count > 1 { of_rows(&cause.rows, view) } else { String::new() };
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
