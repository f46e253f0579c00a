//! `check`: what was read, then every cause with its place, rows and remedy.

use super::View;
use crate::block::{Cell, Cut, TERMINAL, Table};
use crate::json::CheckDocument;
use crate::pages;
use crate::pens::text::{Page, one_line};
use lungang_domain::cause::Cause;
use lungang_domain::finding::{Findings, Place, Severity};
use lungang_domain::words::{self, Lang};
use lungang_results::names;
use std::cmp::Reverse;
use std::collections::HashMap;
use std::path::Path;

/// Rows that are named of a cause.
const ROWS: usize = 10;

/// The text of a check: what was read, and what was found.
pub fn check(document: &CheckDocument, found: &Findings, view: View) -> String {
    let mut page = Page::new(view);
    if let Some(county) = &document.county {
        page.say("check.county", &[("county", &one_line(county))]);
    }
    if let Some(policy) = &document.policy {
        page.say("check.policy", &[("policy", &one_line(&policy.policy)), ("by", &policy.named_by)]);
        for open in &policy.left_open {
            let what = words::say(view.lang, &format!("missing.{open}"), &[]);
            page.say("check.left-open", &[("what", &what)]);
        }
    }
    page.table(&files(document, view.lang));
    page.gap();
    tell(&mut page, view, found);
    hopeless(&mut page, document);
    page.finish()
}

/// Wishes that cannot come true: a line for each reason.
fn hopeless(page: &mut Page, document: &CheckDocument) {
    let groups = &document.hopeless_wishes;
    if groups.is_empty() {
        return;
    }
    let all: usize = groups.iter().map(|g| g.wishes.len()).sum();
    page.gap();
    page.say("check.hopeless-wishes", &[("n", &all.to_string())]);
    for group in groups {
        let mut some: Vec<String> =
            group.wishes.iter().take(ROWS).map(|w| format!("{}→{}", w.teacher_id, w.school_id)).collect();
        if group.wishes.len() > some.len() {
            some.push("…".to_owned());
        }
        let (n, some) = (group.wishes.len().to_string(), some.join(", "));
        page.say("check.hopeless-group", &[("reason", &group.words), ("n", &n), ("wishes", &some)]);
    }
}

/// The tables that were read. Where a file stands is never cut short.
fn files(document: &CheckDocument, lang: Lang) -> Table {
    Table::of(&document.files)
        .column(pages::words(lang, "file"), |f| &f.file)
        .column(pages::words(lang, "table"), |f| &f.table)
        .column(pages::figures(lang, "rows"), |f| f.rows as usize)
        .column(pages::words(lang, "encoding"), |f| Cell::known(f.encoding.as_ref()))
        .table()
        .titled(TERMINAL, pages::counted(lang, "report.text.check.files", document.files.len()))
        .cut(Cut::Never)
}

/// What was found: errors first, then as they stand in the files. The same fault is said once with its rows, and of a
/// code no more than `view.rows` causes are said.
pub fn findings(found: &Findings, view: View) -> String {
    let mut page = Page::new(view);
    tell(&mut page, view, found);
    page.finish()
}

fn tell(page: &mut Page, view: View, found: &Findings) {
    let mut said: HashMap<&str, usize> = HashMap::new();
    let mut left: HashMap<&str, usize> = found.unlisted().map(|(code, _, n)| (code, n)).collect();
    let groups = groups(found, view.lang);
    let last: HashMap<&str, usize> = groups.iter().enumerate().map(|(at, g)| (g.causes[0].code(), at)).collect();
    for (at, group) in groups.iter().enumerate() {
        let code = group.causes[0].code();
        let said = said.entry(code).or_default();
        let (shown, rest) = group.causes.split_at(group.causes.len().min(view.rows.saturating_sub(*said)));
        *said += shown.len();
        *left.entry(code).or_default() += rest.iter().map(|c| c.count()).sum::<usize>();
        if !shown.is_empty() {
            paragraph(page, view, group, shown);
        }
        if let Some(n) = left.get(code).filter(|n| last.get(code) == Some(&at) && **n > 0) {
            page.say("check.more", &[("code", code), ("n", &n.to_string())]);
        }
    }
    sum(page, found);
}

/// Causes that are mended alike at one place: one heading, a line for each value, one remedy.
struct Group<'a> {
    causes: Vec<&'a Cause>,
    place: Place,
    remedy: String,
}

/// The most frequent value first.
fn groups(found: &Findings, lang: Lang) -> Vec<Group<'_>> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    let mut index: HashMap<(Severity, &str, Place, String), usize> = HashMap::new();
    for cause in found.causes() {
        // A position in a TOML file is no column that several rows share.
        let toml = Path::new(&cause.first().place.file).extension().is_some_and(|e| e.eq_ignore_ascii_case("toml"));
        let place = if toml { cause.place() } else { Place { row: None, ..cause.place() } };
        let remedy = cause.remedy(lang);
        let key = (cause.severity(), cause.code(), place.clone(), remedy.clone());
        let at = *index.entry(key).or_insert(groups.len());
        match groups.get_mut(at) {
            Some(group) => group.causes.push(cause),
            None => groups.push(Group { causes: vec![cause], place, remedy }),
        }
    }
    groups.iter_mut().for_each(|g| g.causes.sort_by_key(|c| Reverse(c.count())));
    groups
}

fn paragraph(page: &mut Page, view: View, group: &Group<'_>, shown: &[&Cause]) {
    let lang = view.lang;
    let first = group.causes[0];
    let place = if group.causes.len() == 1 { first.place() } else { group.place.clone() };
    let severity = names::severity(lang, first.severity());
    page.line(&format!("{severity} [{}] {}", first.code(), place.say(lang)));
    for cause in shown {
        let rows = if place.row.is_some() { String::new() } else { rows(cause, view) };
        page.line(&format!("  {}{rows}", cause.message(lang)));
        if view.rows == usize::MAX && cause.count() > 1 {
            cause.findings().for_each(|f| page.line(&format!("    {}", f.place.say(lang))));
        }
    }
    page.line(&format!("  {}{}", names::word(lang, "text.check.remedy"), group.remedy));
}

/// How often, and in which rows.
fn rows(cause: &Cause, view: View) -> String {
    // Where everything is shown, each finding has a line of its own.
    let most = if view.rows == usize::MAX && cause.count() > 1 { 0 } else { ROWS };
    let listed: Vec<String> = cause.rows().take(most).map(|r| r.to_string()).collect();
    let mut rows = listed.join(&names::word(view.lang, "text.check.row-and"));
    if cause.rows().count() > listed.len() {
        rows += &names::word(view.lang, "text.check.row-more");
    }
    let key = match (cause.count(), listed.len()) {
        (1, 0) => return String::new(),
        (1, _) => "row",
        (_, 0) => "times",
        _ => "rows",
    };
    let args = [("n", cause.count().to_string()), ("rows", rows)];
    let args: Vec<(&str, &str)> = args.iter().map(|(n, v)| (*n, v.as_str())).collect();
    names::sentence(view.lang, &format!("text.check.{key}"), &args)
}

/// How many findings of how many causes there are; causes beyond those that are kept are not known one by one.
fn sum(page: &mut Page, found: &Findings) {
    let causes = found.causes();
    let of = |severity| {
        let listed = causes.iter().filter(|c| c.severity() == severity).count();
        let beyond = found.unlisted().any(|(_, s, _)| s == severity);
        let causes = if beyond { format!("≥ {listed}") } else { listed.to_string() };
        (found.count(severity).to_string(), causes)
    };
    let (errors, warnings) = (of(Severity::Error), of(Severity::Warning));
    let args = [("errors", &errors.0), ("error-causes", &errors.1), ("warnings", &warnings.0)];
    let args = args.into_iter().chain([("warning-causes", &warnings.1)]).map(|(n, v)| (n, v.as_str()));
    let args: Vec<(&str, &str)> = args.collect();
    page.say(if found.is_empty() { "check.clean" } else { "check.sum" }, &args);
}
