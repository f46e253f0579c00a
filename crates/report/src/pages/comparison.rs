//! A comparison: its sides, what they come to, what differs between them, the frontier and the spread of a sweep.

use super::counted;
use crate::block::{ALL, Cell, Column, Layout, PAGE, TERMINAL, Table, WORKBOOK};
use crate::compare::{goes, point_note, rule_cell};
use crate::measure::{MAIN, amount, counts, difference, is_goal, measure, of_row};
use lungang_domain::comparison::{
    CompareDocument, FigureRow, Mark, PersonRow, Point, RuleRow, SchoolRow, Side, SideKind, Spread, SubjectRow,
};
use lungang_domain::whatif::Amount;
use lungang_domain::words::{Lang, say};
use lungang_results::names;

/// Measures that a sweep's points are told by.
pub const SHOWN: [&str; 4] = ["moves-down", "short-posts-after", "unmet-need-after", "journey-km.mean"];

/// Rows of a page above which a table is folded.
const MANY: usize = 20;

/// A header: `compare.col.<key>`.
fn header(lang: Lang, key: &str) -> String {
    say(lang, &format!("compare.col.{key}"), &[])
}

/// A column of words under that header.
fn words(lang: Lang, key: &str) -> Column {
    Column::words(header(lang, key))
}

/// Whether there is more than one school year.
pub fn several(document: &CompareDocument) -> bool {
    document.figures.iter().any(|f| f.school_year != document.figures[0].school_year)
}

/// The school year: always in a workbook, which is filtered by it; elsewhere where there are several.
fn year(lang: Lang, several: bool) -> Column {
    words(lang, "year").only(WORKBOOK.and(TERMINAL.and(PAGE).given(several)))
}

/// A side in a legend.
pub fn called(side: &Side) -> String {
    format!("{} {}", side.letter, side.label)
}

/// A column of figures of a side; on a terminal its letter has to do.
fn a_side(side: &Side) -> Column {
    Column::figures(called(side)).called(TERMINAL, &side.letter)
}

/// The same of words.
fn of_side(side: &Side) -> Column {
    Column::words(called(side)).called(TERMINAL, &side.letter)
}

/// Several years make a long table of what one year shows at a glance.
fn layout(document: &CompareDocument) -> Layout {
    if several(document) { Layout::Folded } else { Layout::Plain }
}

/// A value with how much more it is than the first; a workbook has the value alone.
fn value(values: &[Option<Amount>], at: usize) -> Cell {
    match values.get(at).copied().flatten() {
        Some(own) => Cell::Told(own.as_f64(), of_row(values, at)),
        None => Cell::word("–"),
    }
}

/// The sides.
pub fn sides(lang: Lang, document: &CompareDocument) -> Table {
    let kind = |side: &Side| match side.kind {
        SideKind::Plan => "plan",
        SideKind::Years => "years",
        SideKind::Run => "run",
    };
    let years = |side: &Side| match (side.school_years.first(), side.school_years.last()) {
        (Some(first), Some(last)) if first != last => say(lang, "compare.years", &[("first", first), ("last", last)]),
        (Some(first), _) => first.clone(),
        _ => String::new(),
    };
    Table::of(&document.sides)
        .column(words(lang, "side"), |s| &s.letter)
        .column(words(lang, "label"), |s| &s.label)
        .column(words(lang, "kind"), |s| say(lang, &format!("compare.kind.{}", kind(s)), &[]))
        .column(words(lang, "county"), |s| &s.county)
        .column(words(lang, "years"), |s| years(s))
        .column(words(lang, "policy"), |s| &s.policy)
        .column(words(lang, "seed"), |s| s.seed.to_string())
        .column(words(lang, "status"), |s| names::ended(lang, s.status, s.standing))
        .table()
        .titled(ALL, say(lang, "compare.sides", &[]))
        .layout(Layout::Stacked)
        .fit(1, 46)
}

/// The tables of figures that a terminal and a page show; all measures stand in the workbook.
pub fn figures(lang: Lang, document: &CompareDocument) -> Vec<Table> {
    let of = |key: &str, wanted: &dyn Fn(&str) -> bool| {
        let mut rows: Vec<&FigureRow> = document.figures.iter().filter(|f| wanted(&f.measure)).collect();
        let first = |f: &FigureRow| document.figures.iter().position(|g| g.measure == f.measure);
        rows.sort_by_key(|f| (first(f), f.school_year.clone()));
        figures_of(lang, document, rows).titled(ALL, say(lang, key, &[]))
    };
    let tables = [
        of("compare.figures", &|name| MAIN.contains(&name)),
        of("compare.goals", &is_goal),
        of("compare.balance", &|name| name.starts_with("cv-weighted.")),
    ];
    tables.into_iter().filter(|table| !table.is_empty()).collect()
}

/// Figures in the order in which they are given.
pub fn figures_of<'a>(lang: Lang, document: &CompareDocument, rows: impl IntoIterator<Item = &'a FigureRow>) -> Table {
    Table::of(rows)
        .column(words(lang, "figure"), |f| measure(lang, document, &f.measure))
        .column(words(lang, "measure").only(WORKBOOK), |f| &f.measure)
        .column(year(lang, several(document)), |f| &f.school_year)
        .columns(&document.sides, |s| a_side(s), |f, at, _| value(&f.values, at))
        .table()
        .layout(layout(document))
        .fit(1, 46)
}

/// Rules, each with what it asks and what every side has.
pub fn rules<'a>(lang: Lang, document: &CompareDocument, rows: impl IntoIterator<Item = &'a RuleRow>) -> Table {
    Table::of(rows)
        .column(words(lang, "rule").only(TERMINAL.and(PAGE)), |r| names::cited(lang, r.rule, &r.clause))
        .column(words(lang, "rule").only(WORKBOOK), |r| names::rule(lang, r.rule))
        .column(words(lang, "clause").only(WORKBOOK), |r| &r.clause)
        .column(year(lang, several(document)), |r| &r.school_year)
        .columns(&document.sides, |s| of_side(s), |r, at, _| rule_cell(r.cells.get(at).and_then(Option::as_ref)))
        .table()
        .titled(TERMINAL, say(lang, "compare.rules", &[]))
        .titled(PAGE, say(lang, "page.compare.rules", &[]))
        .layout(layout(document))
        .fit(1, 46)
}

/// Short posts after the moves, by subject.
pub fn subjects(lang: Lang, document: &CompareDocument) -> Table {
    Table::of(&document.subjects)
        .column(words(lang, "subject"), |s: &&SubjectRow| s.words.get(lang))
        .column(year(lang, several(document)), |s| &s.school_year)
        .columns(&document.sides, |s| a_side(s), |s, at, _| value(&counts(&s.after), at))
        .table()
        .titled(ALL, say(lang, "compare.subjects", &[]))
        .layout(layout(document))
        .fit(1, 46)
}

/// Schools whose short posts differ between the sides: where all are alike there is nothing to compare.
pub fn differing(document: &CompareDocument) -> Vec<&SchoolRow> {
    document.schools.iter().filter(|s| s.after.iter().any(|n| *n != s.after[0])).collect()
}

/// Short posts after the moves, by school.
pub fn schools<'a>(lang: Lang, document: &CompareDocument, rows: impl IntoIterator<Item = &'a SchoolRow>) -> Table {
    let table = Table::of(rows)
        .column(words(lang, "school"), |s| &s.name)
        .column(words(lang, "school-id").only(WORKBOOK), |s| &s.school_id)
        .column(year(lang, several(document)), |s| &s.school_year)
        .columns(&document.sides, |s| a_side(s), |s, at, _| value(&counts(&s.after), at))
        .table();
    let layout = if table.len() > MANY { Layout::Folded } else { layout(document) };
    table.titled(ALL, say(lang, "compare.schools", &[])).layout(layout).fit(1, 46)
}

/// Who is treated differently.
pub fn people(lang: Lang, document: &CompareDocument) -> Table {
    let choice = |p: &PersonRow, at: usize| goes(p.goes.get(at).and_then(Option::as_ref), document, lang);
    Table::of(&document.people)
        .column(words(lang, "teacher"), |p| &p.teacher_id)
        .column(words(lang, "name"), |p| &p.name)
        .column(words(lang, "home"), |p| &p.home)
        .column(year(lang, several(document)), |p| &p.school_year)
        .columns(&document.sides, |s| of_side(s), |p, at, _| choice(p, at))
        .table()
        .titled(ALL, counted(lang, "compare.people", document.people.len()))
        .layout(Layout::Stacked)
        .fit(1, 46)
}

/// A sweep's points with the median and the range of four runs in five, each year that is wanted; a point without any has a row too.
pub fn points(lang: Lang, document: &CompareDocument, wanted: impl Fn(&str) -> bool) -> Table {
    let several = document.points.iter().any(|p| p.spread.iter().any(|s| s.school_year != p.spread[0].school_year));
    let mut rows: Vec<(&Point, &str)> = Vec::new();
    for point in &document.points {
        let mut years: Vec<&str> = point.spread.iter().map(|s| s.school_year.as_str()).collect();
        years.retain(|year| wanted(year));
        years.sort_unstable();
        years.dedup();
        let none = years.is_empty().then_some("–");
        rows.extend(years.into_iter().chain(none).map(|year| (point, year)));
    }
    let found = |(point, year): &(&Point, &str), name: &str| {
        let found = point.spread.iter().find(|s| s.school_year == *year && s.measure == name);
        found.map_or_else(|| "–".to_owned(), spread)
    };
    Table::of(rows)
        .column(words(lang, "point"), |(p, _)| &p.label)
        .column(words(lang, "runs"), |(p, _)| point_note(p, lang))
        .column(words(lang, "year").only(TERMINAL.given(several)), |(_, year)| *year)
        .columns(SHOWN, |name| Column::figures(measure(lang, document, name)), |row, _, name| found(row, name))
        .table()
        .titled(TERMINAL, say(lang, "compare.points", &[]))
}

/// Every measure of every point with its whole spread: for a workbook.
pub fn spreads(lang: Lang, document: &CompareDocument) -> Table {
    let real = |amount: Amount| Cell::Real(amount.as_f64());
    let rows = document.points.iter().flat_map(|p| p.spread.iter().map(move |s| (p, s)));
    let figures = |key: &str| Column::figures(header(lang, key));
    Table::of(rows)
        .column(words(lang, "point"), |(p, _)| &p.label)
        .column(words(lang, "runs"), |(p, _)| point_note(p, lang))
        .column(words(lang, "year"), |(_, s)| &s.school_year)
        .column(words(lang, "figure"), |(_, s)| measure(lang, document, &s.measure))
        .column(words(lang, "measure"), |(_, s)| &s.measure)
        .column(figures("least"), |(_, s)| real(s.least))
        .column(figures("tenth"), |(_, s)| real(s.tenth))
        .column(figures("median"), |(_, s)| real(s.median))
        .column(figures("ninetieth"), |(_, s)| real(s.ninetieth))
        .column(figures("most"), |(_, s)| real(s.most))
        .table()
        .fit(1, 46)
}

/// A line for machines: a side's value of a measure, or the spread of one over a sweep's point.
struct Line<'a> {
    side: &'a str,
    label: &'a str,
    year: &'a str,
    measure: &'a str,
    value: Amount,
    more: Option<Amount>,
    spread: Option<&'a Spread>,
}

/// One row for each side, school year and measure; then those of a sweep's points with their spread.
pub fn for_machines(document: &CompareDocument) -> Table {
    let mut lines = Vec::new();
    for FigureRow { school_year: year, measure, values } in &document.figures {
        let first = values.first().copied().flatten();
        for (at, (side, value)) in document.sides.iter().zip(values).enumerate() {
            let Some(value) = *value else { continue };
            let more = if at == 0 { None } else { difference(Some(value), first) };
            lines.push(Line { side: &side.letter, label: &side.label, year, measure, value, more, spread: None });
        }
    }
    for point in &document.points {
        lines.extend(point.spread.iter().map(|s| Line {
            side: "",
            label: &point.label,
            year: &s.school_year,
            measure: &s.measure,
            value: s.median,
            more: None,
            spread: Some(s),
        }));
    }
    // A figure that begins with a minus is no formula.
    let figure = |amount: Amount| Cell::Told(amount.as_f64(), amount.to_string());
    Table::of(lines)
        .column(Column::words("side"), |l| l.side)
        .column(Column::words("label"), |l| l.label)
        .column(Column::words("school_year"), |l| l.year)
        .column(Column::words("measure"), |l| l.measure)
        .column(Column::words("value"), |l| figure(l.value))
        .column(Column::words("difference"), |l| l.more.map(figure))
        .column(Column::words("tenth"), |l| l.spread.map(|s| figure(s.tenth)))
        .column(Column::words("ninetieth"), |l| l.spread.map(|s| figure(s.ninetieth)))
        .column(Column::words("runs"), |l| l.spread.map(|s| s.runs))
        .table()
}

/// The median, with the range of four runs in five where seeds differ.
fn spread(s: &Spread) -> String {
    match s.tenth == s.ninetieth {
        true => amount(s.median),
        false => format!("{} ({}–{})", amount(s.median), amount(s.tenth), amount(s.ninetieth)),
    }
}

/// The frontier's two measures in words, and what a page calls them: by which way is better.
pub fn axes(lang: Lang, document: &CompareDocument) -> Option<[(String, String); 2]> {
    let frontier = document.frontier.as_ref()?;
    Some([&frontier.x, &frontier.y].map(|axis| {
        let name = measure(lang, document, &axis.measure);
        let key = if axis.more { "page.compare.more" } else { "page.compare.less" };
        let better = say(lang, key, &[("measure", &name)]);
        (name, better)
    }))
}

/// The frontier of two measures; the last column of a workbook holds the frontier alone, for its line.
pub fn frontier(lang: Lang, document: &CompareDocument) -> Table {
    let marks: &[Mark] = document.frontier.as_ref().map_or(&[], |f| &f.marks);
    let [(x, x_better), (y, y_better)] = axes(lang, document).unwrap_or_default();
    let real = |x: f64| Cell::Told(x, figure(x));
    let on_front = |m: &Mark| match m.front {
        true => Cell::Verdict("✓", say(lang, "compare.front", &[])),
        false => Cell::from(""),
    };
    Table::of(marks)
        .column(words(lang, "label"), |m| &m.label)
        .column(Column::figures(x).called(PAGE, x_better), |m| real(m.x))
        .column(Column::figures(&y).called(PAGE, y_better), |m| real(m.y))
        .column(words(lang, "front"), |m| on_front(m))
        .column(Column::figures(&y).only(WORKBOOK), |m| m.front.then(|| real(m.y)))
        .table()
        .titled(ALL, say(lang, "compare.frontier", &[]))
        .fit(1, 46)
}

/// A figure with three places at most.
fn figure(value: f64) -> String {
    let text = format!("{value:.3}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
