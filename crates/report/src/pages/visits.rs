//! Visits: who teaches how many periods at which schools (走教).

use super::moves::MANY;
use super::{figures, words};
use crate::block::{ALL, Cell, Layout, PAGE, TERMINAL, Table, WORKBOOK};
use crate::naming::Naming;
use lungang_domain::document::VisitDoc;
use lungang_domain::words::say;
use lungang_results::names;

/// The table; a page names people only where `people` asks for it.
pub fn visits(of: &Naming<'_>, visits: &[VisitDoc], people: bool) -> Table {
    let lang = of.lang;
    let named = if people { ALL } else { TERMINAL.and(WORKBOOK) };
    let way = |v: &VisitDoc| {
        let schools = of.county.find_school(&v.base_school).zip(of.county.find_school(&v.school));
        schools.and_then(|(from, to)| of.county.between(from, to))
    };
    let n = visits.len().to_string();
    let periods: u32 = visits.iter().map(|v| v.periods).sum();
    Table::of(visits)
        .column(words(lang, "teacher-id").only(named), |v| &v.teacher_id)
        .column(words(lang, "name").only(named), |v| of.called(&v.name))
        .column(words(lang, "base-school"), |v| of.school_of(&v.base_school))
        .column(words(lang, "school"), |v| of.school_of(&v.school))
        .column(words(lang, "stage").only(PAGE.and(WORKBOOK)), |v| Cell::Word(names::stage(lang, v.stage)))
        .column(words(lang, "subject"), |v| Cell::Word(names::subject_of_id(lang, of.policy, &v.subject)))
        .column(figures(lang, "periods"), |v| v.periods)
        .column(figures(lang, "km"), |v| way(v).map(Cell::Metres))
        .table()
        .titled(TERMINAL, names::sentence(lang, "text.plan.visits", &[("n", &n)]))
        .titled(PAGE, say(lang, "page.visits.caption", &[("n", &n), ("periods", &periods.to_string())]))
        .layout(if visits.len() > MANY { Layout::Folded } else { Layout::Stacked })
        .fit(2, 36)
}
