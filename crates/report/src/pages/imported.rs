//! What an import read: the sheets and their columns, what was found in them, what was taken from before.

use super::{counted, figures, words};
use crate::block::{Cell, Cut, Layout, PAGE, TERMINAL, Table};
use crate::pages::findings::error;
use crate::pens::text::one_line;
use lungang_domain::imported::{ImportCause, ImportDocument, ImportedRows, ImportedSheet};
use lungang_domain::words::{Lang, say};
use lungang_results::names;
use std::collections::BTreeMap;

/// How many rows of a sheet are named of a cause.
const ROWS: usize = 50;

/// Every sheet: what it was taken for, and how many rows were read.
pub fn sheets(document: &ImportDocument, lang: Lang) -> Table {
    let whole = |s: &ImportedSheet| match &s.sheet {
        Some(sheet) => format!("{} / {sheet}", s.file),
        None => s.file.clone(),
    };
    let of = |s: &ImportedSheet, read: bool| s.columns.iter().filter(|c| (c.state == "read") == read).count();
    Table::of(&document.sheets)
        .column(words(lang, "file"), |s| whole(s))
        .column(words(lang, "table"), |s| say(lang, &format!("import.kind.{}", s.kind), &[]))
        .column(figures(lang, "confidence").only(PAGE), |s| percent(s.confidence))
        .column(figures(lang, "header-row").only(PAGE), |s| Cell::from(s.header))
        .column(figures(lang, "columns-read").only(PAGE), |s| of(s, true))
        .column(figures(lang, "columns-left").only(PAGE), |s| of(s, false))
        .column(figures(lang, "rows"), |s| s.rows as usize)
        .table()
        .titled(TERMINAL, counted(lang, "report.text.import.sheets", document.sheets.len()))
        .cut(Cut::Never)
}

/// Sheets of one shape, such as a school's each, with one table of what became of their columns.
pub fn columns(document: &ImportDocument, lang: Lang) -> Vec<Table> {
    let mut shapes: Vec<Vec<&ImportedSheet>> = Vec::new();
    for sheet in document.sheets.iter().filter(|sheet| !sheet.columns.is_empty()) {
        let alike = |of: &&mut Vec<&ImportedSheet>| of[0].kind == sheet.kind && of[0].columns == sheet.columns;
        match shapes.iter_mut().find(alike) {
            Some(of) => of.push(sheet),
            None => shapes.push(vec![sheet]),
        }
    }
    let state = |state: &str| say(lang, &format!("import.state.{state}"), &[]);
    let table = |sheets: &Vec<&ImportedSheet>| {
        Table::of(&sheets[0].columns)
            .column(words(lang, "header-theirs"), |c| one_line(&c.header))
            .column(words(lang, "read-as"), |c| Cell::from(c.name.clone()))
            .column(words(lang, "what-became"), |c| Cell::word(state(&c.state)))
            .column(figures(lang, "confidence"), |c| percent(c.confidence))
            .table()
            .titled(PAGE, named(sheets, lang))
            .layout(Layout::Folded)
    };
    shapes.iter().map(table).collect()
}

fn percent(of: u8) -> Cell {
    Cell::Told(f64::from(of), format!("{of}%"))
}

/// A sheet, or the first of several.
pub fn named(sheets: &[&ImportedSheet], lang: Lang) -> String {
    let Some(first) = sheets.first() else { return String::new() };
    let file = std::path::Path::new(&first.file).file_name().map(|n| n.to_string_lossy().into_owned());
    let name = file.into_iter().chain(first.sheet.clone()).collect::<Vec<_>>().join(" / ");
    match sheets.len() {
        1 => name,
        n => say(lang, "import.and-others", &[("place", &name), ("n", &n.to_string())]),
    }
}

/// Rows of sheets that are none of the table's, by what they are.
pub fn left_out(sheets: &[&ImportedSheet], lang: Lang) -> String {
    let mut out: BTreeMap<&str, usize> = BTreeMap::new();
    for (why, rows) in sheets.iter().flat_map(|sheet| &sheet.left_out).filter(|(why, _)| *why != UNNAMED) {
        *out.entry(why).or_default() += rows.len();
    }
    let each = out.into_iter().map(|(why, n)| say(lang, &format!("import.left-out.{why}"), &[("n", &n.to_string())]));
    each.collect::<Vec<_>>().join(&say(lang, "import.list", &[]))
}

/// Rows that a finding tells of.
pub const UNNAMED: &str = "import-unnamed-row";

/// What was found, a row a cause.
pub fn causes(document: &ImportDocument, lang: Lang) -> Table {
    let rows = |c: &ImportCause| if c.count > 1 { of_rows(&c.rows, ROWS, lang) } else { String::new() };
    Table::of(&document.causes)
        .column(words(lang, "severity").alarm(error(lang)), |c| Cell::Word(names::severity(lang, c.severity)))
        .column(words(lang, "where"), |c| c.place.clone())
        .column(figures(lang, "how-often"), |c| c.count as usize)
        .column(words(lang, "in-rows"), |c| Cell::stated(rows(c)))
        .column(words(lang, "cause"), |c| c.message.clone())
        .column(words(lang, "remedy"), |c| c.remedy.clone())
        .table()
        .layout(Layout::Stacked)
}

/// Answers that nobody gave now: those of earlier years, and suggestions that were accepted.
pub fn taken(document: &ImportDocument, lang: Lang) -> Table {
    let from = |from: &str| say(lang, &format!("import.from.{from}"), &[]);
    Table::of(document.answers.iter().filter(|answer| answer.from != "given"))
        .column(words(lang, "question"), |a| a.question.clone())
        .column(words(lang, "as-written"), |a| Cell::from(a.value.clone()))
        .column(words(lang, "answer"), |a| a.answer.clone())
        .column(words(lang, "answered-from"), |a| from(&a.from))
        .column(words(lang, "answered-by"), |a| Cell::from(a.by.clone()))
        .column(words(lang, "answered-on"), |a| Cell::from(a.on.clone()))
        .table()
}

/// What is counted and how names were read, a sentence each; no more than `most` names in one.
pub fn counts(document: &ImportDocument, most: usize, lang: Lang) -> Vec<String> {
    let sentence = |key: &str, args: &[(&str, &str)]| names::sentence(lang, &format!("text.import.{key}"), args);
    let list = say(lang, "import.list", &[]);
    let (schools, people) = (&document.schools, &document.people);
    let mut lines = Vec::new();
    let numbers = [("schools", schools.count.to_string()), ("people", people.count.to_string())];
    lines.push(sentence("counts", &numbers.each_ref().map(|(n, v)| (*n, v.as_str()))));
    if !schools.outside.is_empty() {
        let each = schools.outside.iter().map(|(what, n)| {
            let what = say(lang, &format!("import.outside.{what}"), &[]);
            format!("{what} {n}")
        });
        let each = each.collect::<Vec<_>>().join(&list);
        lines.push(sentence("outside-line", &[("each", &each), ("people", &people.outside.to_string())]));
    }
    if schools.outside.is_empty() && people.outside > 0 {
        lines.push(sentence("people-elsewhere", &[("n", &people.outside.to_string())]));
    }
    if people.known > 0 || people.gone > 0 {
        let new = people.count.saturating_sub(people.known).to_string();
        let args = [("known", people.known.to_string()), ("new", new), ("gone", people.gone.to_string())];
        lines.push(sentence("known", &args.each_ref().map(|(n, v)| (*n, v.as_str()))));
    }
    if people.spouses_elsewhere > 0 {
        lines.push(sentence("spouses-elsewhere", &[("n", &people.spouses_elsewhere.to_string())]));
    }
    let short: Vec<String> = schools
        .names
        .iter()
        .map(|n| format!("{} → {}", one_line(&n.written), n.name.as_deref().unwrap_or("–")))
        .collect();
    if !short.is_empty() {
        let names = cut(short.iter().take(most).cloned().collect(), short.len(), lang);
        lines.push(sentence("short-names", &[("n", &short.len().to_string()), ("names", &names)]));
    }
    if !document.subjects.is_empty() {
        let named = |s: &lungang_domain::imported::ImportedSubject| {
            format!("{} → {} ×{}", one_line(&s.written), one_line(&s.subject), s.count)
        };
        let each: Vec<String> = document.subjects.iter().map(named).collect();
        lines.push(sentence("subject-names", &[("n", &each.len().to_string()), ("names", &each.join(&list))]));
    }
    if !document.files_not_read.is_empty() {
        lines.push(sentence("files-not-read", &[("files", &document.files_not_read.join(", "))]));
    }
    lines
}

/// What remarks mention and no column says: a line for all, then one a matter with the rows in which they stand.
pub fn remarks(document: &ImportDocument, most: usize, lang: Lang) -> Vec<String> {
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
        return Vec::new();
    }
    let sentence = |key: &str, args: &[(&str, &str)]| names::sentence(lang, &format!("text.import.{key}"), args);
    let line = |(matter, rows): (&str, Vec<ImportedRows>)| {
        let n = rows.iter().map(|of| of.rows.len()).sum::<usize>().to_string();
        sentence("remark-line", &[("matter", matter), ("n", &n), ("rows", &of_rows(&rows, most, lang))])
    };
    let head = sentence("remarks", &[("n", &document.remarks.len().to_string())]);
    std::iter::once(head).chain(by_matter.into_iter().map(line)).collect()
}

/// Rows of sheets on one line: `花名册.xlsx：第 3、12 行`; no more than `most` sheets, and of each no more rows.
pub fn of_rows(all: &[ImportedRows], most: usize, lang: Lang) -> String {
    let sheet = |of: &ImportedRows| {
        let rows = of.rows.iter().take(most).map(u32::to_string).collect();
        let args = [("sheet", one_line(&of.sheet)), ("rows", cut(rows, of.rows.len(), lang))];
        names::sentence(lang, "text.import.rows-of", &args.each_ref().map(|(n, v)| (*n, v.as_str())))
    };
    let with_rows: Vec<&ImportedRows> = all.iter().filter(|of| !of.rows.is_empty()).collect();
    cut(with_rows.iter().take(most).map(|of| sheet(of)).collect(), with_rows.len(), lang)
}

/// Some of a list, which says where it is not all.
fn cut(mut some: Vec<String>, of: usize, lang: Lang) -> String {
    some.extend((of > some.len()).then(|| "…".to_owned()));
    some.join(&say(lang, "import.list", &[]))
}
