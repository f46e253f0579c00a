//! `compare`: the sides, what they come to, what differs between them.

use super::View;
use super::table::Page;
use crate::compare::{goes, notes, point_note, rule_cell, side_columns, side_row, spread_out, telling, title};
use crate::measure::{MAIN, amount, counts, is_goal, measure, row};
use lungang_domain::comparison::{CompareDocument, FigureRow};
use lungang_domain::words::say;
use lungang_results::names;

/// The text of a comparison.
pub fn compare(document: &CompareDocument, view: View) -> String {
    let lang = view.lang;
    let mut page = Page::new(view);
    page.line(&title(document, lang));
    if !document.sides.is_empty() {
        let rows = document.sides.iter().map(|s| side_row(s, lang)).collect();
        page.grid(&say(lang, "compare.sides", &[]), &side_columns(lang), &[false; 8], rows);
        page.gap();
        for line in notes(document, lang) {
            page.line(&line);
        }
        figures(&mut page, document, view);
        rules(&mut page, document, view);
        shortages(&mut page, document, view);
        people(&mut page, document, view);
    }
    if spread_out(document) {
        points(&mut page, document, view);
    }
    frontier(&mut page, document, view);
    page.finish()
}

/// Headers of a table with a column a side.
fn headers(document: &CompareDocument, first: &[String]) -> (Vec<String>, Vec<bool>) {
    let mut all = first.to_vec();
    let mut numbers = vec![false; first.len()];
    for side in &document.sides {
        all.push(side.letter.clone());
        numbers.push(true);
    }
    (all, numbers)
}

/// The year in front of a row, where there are several.
fn yearly(document: &CompareDocument, first: String, view: View) -> Vec<String> {
    match several(document) {
        true => vec![first, names::word(view.lang, "col.school-year")],
        false => vec![first],
    }
}

fn several(document: &CompareDocument) -> bool {
    document.figures.iter().any(|f| f.school_year != document.figures[0].school_year)
}

fn lead(document: &CompareDocument, name: String, year: &str) -> Vec<String> {
    if several(document) { vec![name, year.to_owned()] } else { vec![name] }
}

fn figures(page: &mut Page, document: &CompareDocument, view: View) {
    let lang = view.lang;
    let word = |key: &str| say(lang, &format!("compare.col.{key}"), &[]);
    let (columns, numbers) = headers(document, &yearly(document, word("figure"), view));
    let line = |f: &FigureRow| {
        let mut cells = lead(document, measure(lang, document, &f.measure), &f.school_year);
        cells.extend(row(&f.values));
        cells
    };
    let of = |wanted: &dyn Fn(&str) -> bool| {
        let mut rows: Vec<&FigureRow> = document.figures.iter().filter(|f| wanted(&f.measure)).collect();
        let first = |f: &FigureRow| document.figures.iter().position(|g| g.measure == f.measure);
        rows.sort_by_key(|f| (first(f), f.school_year.clone()));
        rows.into_iter().map(line).collect::<Vec<_>>()
    };
    let main = of(&|name| MAIN.contains(&name));
    page.grid(&say(lang, "compare.figures", &[]), &columns, &numbers, main);
    let goals = of(&is_goal);
    page.grid(&say(lang, "compare.goals", &[]), &columns, &numbers, goals);
    let balance = of(&|name| name.starts_with("cv-weighted."));
    page.grid(&say(lang, "compare.balance", &[]), &columns, &numbers, balance);
}

fn rules(page: &mut Page, document: &CompareDocument, view: View) {
    let lang = view.lang;
    let first = say(lang, "compare.col.rule", &[]);
    let (columns, _) = headers(document, &yearly(document, first, view));
    let differ: Vec<_> = document.rules.iter().filter(|r| telling(r)).collect();
    let same = document.rules.len() - differ.len();
    let line = |r: &&lungang_domain::comparison::RuleRow| {
        let mut cells = lead(document, names::cited(lang, r.rule, &r.clause), &r.school_year);
        cells.extend(r.cells.iter().map(|c| rule_cell(c.as_ref())));
        cells
    };
    let title = say(lang, "compare.rules", &[]);
    page.grid(&title, &columns, &vec![false; columns.len()], differ.iter().map(line).collect());
    if same > 0 {
        page.gap();
        page.line(&say(lang, "compare.rules-same", &[("n", &same.to_string())]));
    }
}

fn shortages(page: &mut Page, document: &CompareDocument, view: View) {
    let lang = view.lang;
    let word = |key: &str| say(lang, &format!("compare.col.{key}"), &[]);
    let (columns, numbers) = headers(document, &yearly(document, word("subject"), view));
    let rows = document.subjects.iter().map(|s| {
        let mut cells = lead(document, s.words.get(lang).to_owned(), &s.school_year);
        cells.extend(row(&counts(&s.after)));
        cells
    });
    page.grid(&say(lang, "compare.subjects", &[]), &columns, &numbers, rows.collect());
    let (columns, numbers) = headers(document, &yearly(document, word("school"), view));
    // Where all sides are alike there is nothing to compare.
    let differ = document.schools.iter().filter(|s| s.after.iter().any(|n| *n != s.after[0]));
    let rows = differ.map(|s| {
        let mut cells = lead(document, s.name.clone(), &s.school_year);
        cells.extend(row(&counts(&s.after)));
        cells
    });
    page.grid(&say(lang, "compare.schools", &[]), &columns, &numbers, rows.collect());
}

fn people(page: &mut Page, document: &CompareDocument, view: View) {
    let lang = view.lang;
    if document.sides.len() > 1 && document.people.is_empty() && !document.schools.is_empty() {
        page.gap();
        page.line(&say(lang, "compare.people-same", &[]));
        return;
    }
    let word = |key: &str| say(lang, &format!("compare.col.{key}"), &[]);
    let mut first = vec![word("teacher"), word("name"), word("home")];
    if several(document) {
        first.push(names::word(lang, "col.school-year"));
    }
    let (columns, _) = headers(document, &first);
    let rows = document.people.iter().map(|p| {
        let mut cells = vec![p.teacher_id.clone(), p.name.clone(), p.home.clone()];
        if several(document) {
            cells.push(p.school_year.clone());
        }
        cells.extend(p.goes.iter().map(|g| goes(g.as_ref(), document, lang)));
        cells
    });
    let title = say(lang, "compare.people", &[("n", &document.people.len().to_string())]);
    page.grid(&title, &columns, &vec![false; columns.len()], rows.collect());
}

/// A sweep's points: medians with the range of four in five runs.
fn points(page: &mut Page, document: &CompareDocument, view: View) {
    let lang = view.lang;
    let several = document.points.iter().any(|p| p.spread.iter().any(|s| s.school_year != p.spread[0].school_year));
    let mut columns = vec![say(lang, "compare.col.point", &[]), say(lang, "compare.col.runs", &[])];
    if several {
        columns.push(names::word(lang, "col.school-year"));
    }
    let shown = ["moves-down", "short-posts-after", "unmet-need-after", "journey-km.mean"];
    columns.extend(shown.iter().map(|m| measure(lang, document, m)));
    let mut rows = Vec::new();
    for point in &document.points {
        let mut years: Vec<&str> = point.spread.iter().map(|s| s.school_year.as_str()).collect();
        years.sort_unstable();
        years.dedup();
        if years.is_empty() {
            rows.push(vec![point.label.clone(), point_note(point, lang)]);
        }
        for year in years {
            let mut cells = vec![point.label.clone(), point_note(point, lang)];
            if several {
                cells.push(year.to_owned());
            }
            cells.extend(shown.iter().map(|m| {
                let found = point.spread.iter().find(|s| s.school_year == year && s.measure == *m);
                found.map_or_else(|| "–".to_owned(), spread)
            }));
            rows.push(cells);
        }
    }
    for row in &mut rows {
        row.resize(columns.len(), "–".to_owned());
    }
    let numbers: Vec<bool> = (0..columns.len()).map(|at| at + shown.len() >= columns.len()).collect();
    page.grid(&say(lang, "compare.points", &[]), &columns, &numbers, rows);
}

/// The median, with the range of four runs in five where seeds differ.
pub fn spread(s: &lungang_domain::comparison::Spread) -> String {
    match s.tenth == s.ninetieth {
        true => amount(s.median),
        false => format!("{} ({}–{})", amount(s.median), amount(s.tenth), amount(s.ninetieth)),
    }
}

fn frontier(page: &mut Page, document: &CompareDocument, view: View) {
    let lang = view.lang;
    let Some(frontier) = &document.frontier else { return };
    let (x, y) = (measure(lang, document, &frontier.x.measure), measure(lang, document, &frontier.y.measure));
    let columns = [say(lang, "compare.col.label", &[]), x, y, say(lang, "compare.col.front", &[])];
    let rows = frontier.marks.iter().map(|m| {
        let front = if m.front { say(lang, "compare.front", &[]) } else { String::new() };
        vec![m.label.clone(), figure(m.x), figure(m.y), front]
    });
    page.grid(&say(lang, "compare.frontier", &[]), &columns, &[false, true, true, false], rows.collect());
}

/// A figure with three places at most.
pub fn figure(value: f64) -> String {
    let text = format!("{value:.3}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
