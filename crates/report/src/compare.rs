//! What all forms of a comparison say of it: its sides, in what they differ beside their decisions, its figures as CSV.

use crate::html;
use crate::pages;
use crate::pens;
use crate::xlsx;
use lungang_domain::comparison::{Apart, CompareDocument, Doubt, Ended, RuleCell, RuleRow, Side};
use lungang_domain::plan::PlanStatus;
use lungang_domain::words::{Lang, say};
use lungang_results::claim::Scratch;
use lungang_results::compare_folder::COMPARE_FILES;
use lungang_results::error::WriteError;
use lungang_results::folder::{content, publish_document};
use lungang_results::names;
use std::path::Path;

/// Writes a comparison's folder with its prints.
///
/// # Errors
/// As of [`publish_document`].
pub fn write_compare(document: &CompareDocument, dir: &Path, lang: Lang, scratch: &Scratch) -> Result<(), WriteError> {
    publish_document(document, dir, COMPARE_FILES, scratch, || {
        Ok(vec![
            ("compare.csv", content("compare.csv", to_csv(document))?),
            ("compare.xlsx", content("compare.xlsx", xlsx::comparison(document, lang))?),
            ("compare.html", html::comparison_page(document, false, lang).into_bytes()),
        ])
    })
}

/// One row for each side, school year and measure; then those of a sweep's points with their spread.
///
/// # Errors
/// None in practice: the writer writes to memory.
pub fn to_csv(document: &CompareDocument) -> Result<Vec<u8>, csv::Error> {
    pens::csv::draw(&pages::comparison::for_machines(document))
}

/// What a comparison is called.
pub fn title(document: &CompareDocument, lang: Lang) -> String {
    let counties = each(document.sides.iter().map(|s| s.county.as_str()));
    let years = document.school_years();
    let years = match (years.first(), years.last()) {
        (Some(first), Some(last)) if first != last => say(lang, "compare.years", &[("first", first), ("last", last)]),
        (Some(first), _) => (*first).to_owned(),
        _ => String::new(),
    };
    let counties = counties.join(&names::word(lang, "word-separator"));
    let n = document.sides.len().max(document.points.len()).to_string();
    let key = if document.sides.is_empty() { "compare.title-sweep" } else { "compare.title" };
    say(lang, key, &[("county", &counties), ("years", &years), ("n", &n)])
}

/// Each once, in order.
fn each<'a>(all: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut seen: Vec<&str> = Vec::new();
    for one in all {
        if !seen.contains(&one) {
            seen.push(one);
        }
    }
    seen
}

/// What is to be known before figures are compared: the plans that do not bear out theirs, then in what the sides differ beside
/// their decisions; a sentence each.
pub fn notes(document: &CompareDocument, lang: Lang) -> Vec<String> {
    let mut lines: Vec<String> =
        document.sides.iter().flat_map(|s| s.doubts.iter().map(|d| doubt(s, d, lang))).collect();
    lines.extend(apart(document, lang));
    lines
}

/// A plan that breaks rules, or states what does not follow from its moves; or of which nobody can tell.
fn doubt(side: &Side, doubt: &Doubt, lang: Lang) -> String {
    let of = format!("{} {} {}", side.letter, side.label, doubt.school_year);
    match doubt.breaches {
        Some(n) => say(lang, "compare.doubt.breached", &[("side", &of), ("n", &n.to_string())]),
        None => say(lang, "compare.doubt.not-audited", &[("side", &of)]),
    }
}

/// In what the sides differ beside their decisions, a sentence each.
fn apart(document: &CompareDocument, lang: Lang) -> Vec<String> {
    let separator = names::word(lang, "word-separator");
    let list = |of: &dyn Fn(&Side) -> String| {
        let all: Vec<String> = document.sides.iter().map(|s| format!("{} {}", s.letter, of(s))).collect();
        all.join(&separator)
    };
    let brief = |s: &Side| match &s.policy_sha256 {
        Some(sha256) => format!("{} ({})", s.policy, sha256.chars().take(8).collect::<String>()),
        None => s.policy.clone(),
    };
    let said = |what: &Apart| {
        let (key, values) = match what {
            Apart::Counties => ("counties", list(&|s| s.county.clone())),
            Apart::SchoolYears => ("school-years", list(&|s| s.school_years.join(" "))),
            Apart::Policies => ("policies", list(&brief)),
            Apart::Seeds => ("seeds", list(&|s| s.seed.to_string())),
            Apart::NoPlan => {
                let without = |s: &&Side| !s.status.has_plan();
                let letters: Vec<&str> = document.sides.iter().filter(without).map(|s| s.letter.as_str()).collect();
                ("no-plan", letters.join(&separator))
            }
        };
        say(lang, &format!("compare.apart.{key}"), &[("values", &values)])
    };
    document.apart.iter().map(said).collect()
}

/// A rule on one side: its sign, what it has and what it asks.
pub fn rule_cell(cell: Option<&RuleCell>) -> String {
    let Some(cell) = cell else { return "–".to_owned() };
    let sign = match cell.holds {
        Some(true) => "✓",
        Some(false) => "✗",
        None if cell.unchecked.is_some() => "?",
        None => "○",
    };
    match (cell.achieved, cell.required) {
        (Some(achieved), Some(required)) => format!("{sign} {achieved} / {required}"),
        _ => sign.to_owned(),
    }
}

/// Rules that are not the same on every side, or that some side breaks; that one has more places to look at than another, all of
/// them kept, tells nothing.
pub fn telling(row: &RuleRow) -> bool {
    let kept = |c: &RuleCell| c.holds != Some(false) && c.achieved == c.required;
    let stated: Vec<&RuleCell> = row.cells.iter().flatten().collect();
    let alike = stated.iter().all(|c| *c == stated[0]);
    !(alike || stated.iter().all(|c| kept(c))) || stated.iter().any(|c| c.holds == Some(false))
}

/// Whether the points of a sweep say more than its sides do: there are seeds, or too many runs to stand side by side.
pub fn spread_out(document: &CompareDocument) -> bool {
    document.sides.is_empty() || document.points.iter().any(|p| p.seeds.len() > 1)
}

/// A point's seeds and how its runs ended, in words; that all of them are optimal is not said.
pub fn point_note(point: &lungang_domain::comparison::Point, lang: Lang) -> String {
    let runs = point.seeds.len().to_string();
    let other = point.endings.iter().any(|e| e.status != PlanStatus::Optimal);
    let one = |e: &Ended| {
        let args = [("ending", names::status(lang, e.status)), ("runs", e.runs.to_string())];
        let args: Vec<(&str, &str)> = args.iter().map(|(n, v)| (*n, v.as_str())).collect();
        say(lang, "compare.ending", &args)
    };
    let endings: Vec<String> = point.endings.iter().filter(|_| other).map(one).collect();
    let endings = endings.join(&names::word(lang, "word-separator"));
    let key = if other { "compare.point-some" } else { "compare.point" };
    say(lang, key, &[("runs", &runs), ("endings", &endings)])
}

/// What a teacher does on a side.
pub fn goes(of: Option<&lungang_domain::comparison::Goes>, document: &CompareDocument, lang: Lang) -> String {
    let Some(goes) = of else { return say(lang, "compare.stays", &[]) };
    let subject = crate::measure::subject(lang, document, &goes.subject);
    let stage = names::stage(lang, goes.stage);
    say(lang, "compare.goes", &[("school", &goes.school), ("stage", &stage), ("subject", &subject)])
}
