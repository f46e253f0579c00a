//! Retasks: who stays at the school and teaches which other subject there (校内调岗).

use super::moves::MANY;
use super::words;
use crate::block::{ALL, Cell, Layout, PAGE, TERMINAL, Table, WORKBOOK};
use crate::naming::Naming;
use lungang_domain::document::RetaskDoc;
use lungang_domain::words::say;
use lungang_results::names;

/// The table; a page names people only where `people` asks for it.
pub fn retasks(of: &Naming<'_>, retasks: &[RetaskDoc], people: bool) -> Table {
    let lang = of.lang;
    let named = if people { ALL } else { TERMINAL.and(WORKBOOK) };
    let subject = |id: &str| Cell::Word(names::subject_of_id(lang, of.policy, id));
    let n = retasks.len().to_string();
    Table::of(retasks)
        .column(words(lang, "teacher-id").only(named), |r| &r.teacher_id)
        .column(words(lang, "name").only(named), |r| of.called(&r.name))
        .column(words(lang, "school"), |r| of.school_of(&r.school))
        .column(words(lang, "stage").only(PAGE.and(WORKBOOK)), |r| Cell::Word(names::stage(lang, r.stage)))
        .column(words(lang, "main-subject"), |r| subject(&r.from))
        .column(words(lang, "new-subject"), |r| subject(&r.to))
        .about(|r| if people { r.teacher_id.clone() } else { String::new() })
        .table()
        .titled(TERMINAL, names::sentence(lang, "text.plan.retasks", &[("n", &n)]))
        .titled(PAGE, say(lang, "page.retasks.caption", &[("n", &n)]))
        .layout(if retasks.len() > MANY { Layout::Folded } else { Layout::Stacked })
        .fit(2, 36)
}
