//! Workbooks: which sheets they have and what stands on each. The tables are described in `pages` and drawn by the pen.
//!
//! `plan.xlsx` is what an office prints and sends on. Its date is the school year's first day, so that the same record gives the
//! same bytes.

mod check;
mod comparison;
mod disclosure;
mod frontier;
mod overview;
mod recruit;

pub use check::{LeftOut, SourceCell, SourceColumn, SourceSheet, check};
pub(crate) use check::{Marks, withhold};
pub use comparison::comparison;
pub use disclosure::disclosure;
pub use frontier::frontier;
pub use recruit::recruit;

use crate::block::Table;
use crate::naming::Naming;
use crate::pages::{changes, findings, heads, moves, people, retasks, schools, shortages, visits};
use crate::pens::xlsx::{Book, Head, Look, XlsxError, cut};
use lungang_domain::document::PlanDocument;
use lungang_domain::id::TeacherIx;
use lungang_domain::record::Record;
use lungang_domain::replan::Difference;
use lungang_domain::words::Lang;
use lungang_results::names;
use lungang_results::plan_document::plan_document;

/// What every sheet is made from.
struct Source<'a> {
    record: &'a Record,
    document: &'a PlanDocument,
    naming: &'a Naming<'a>,
    lang: Lang,
}

impl Source<'_> {
    fn word(&self, key: &str) -> String {
        names::word(self.lang, key)
    }

    /// County, school year, and what the sheet is.
    fn head(&self, name: &str) -> Head {
        let (county, sheet) = (&self.record.county, self.word(&format!("sheet.{name}")));
        let year = county.school_year.label();
        let args = [("county", &*cut(&county.name, 120)), ("year", &year), ("sheet", &sheet)];
        let title = names::sentence(self.lang, "sheet-title", &args);
        Head { title, page: [format!("{} {year}", cut(&county.name, 60)), sheet] }
    }
}

/// The bytes of `plan.xlsx` in one language.
///
/// # Errors
/// The format cannot hold the record.
pub fn workbook(record: &Record, lang: Lang) -> Result<Vec<u8>, XlsxError> {
    workbook_again(record, None, lang)
}

/// The same, with a sheet of what differs from a published plan where there is one.
///
/// # Errors
/// The format cannot hold the record.
pub fn workbook_again(record: &Record, difference: Option<&Difference>, lang: Lang) -> Result<Vec<u8>, XlsxError> {
    let (county, policy) = (&record.county, &record.policy);
    let naming = Naming::new(lang, county, policy);
    let document = plan_document(record, lang);
    let source = Source { record, document: &document, naming: &naming, lang };
    let args = [("county", &*cut(&county.name, 120)), ("year", &county.school_year.label())];
    let title = names::sentence(lang, "title", &args);
    let born = u16::try_from(county.reference_day().year()).unwrap_or(1900);
    let mut book = Book::new(lang, Some(&title), (born, 9, 1))?;
    overview::write(&source, &mut book.sheet(&source.word("sheet.overview"))?)?;
    for (name, table) in lists(&source, difference) {
        let mut sheet = book.sheet(&source.word(&format!("sheet.{name}")))?;
        sheet.list(&source.head(name), &table)?;
        if name == "assignments" {
            // Away from the list, in a column that `audit` does not read.
            sheet.gap();
            sheet.line(Look::Section, &source.word("signatures"))?;
        }
    }
    book.finish()
}

/// The sheets that are one list each.
fn lists(source: &Source<'_>, difference: Option<&Difference>) -> Vec<(&'static str, Table)> {
    let (record, document, lang) = (source.record, source.document, source.lang);
    let (county, policy) = (&record.county, &record.policy);
    let public = document.schools.iter().zip(&county.schools).filter(|(_, school)| school.public);
    let reasons = |at: TeacherIx| {
        let all = record.eligibility.of(at).reasons.iter();
        all.map(|r| names::reason(lang, policy, *r)).collect::<Vec<_>>()
    };
    let teachers: Vec<(TeacherIx, Vec<String>)> = county.teacher_ixs().map(|at| (at, reasons(at))).collect();
    let mut lists = vec![
        ("assignments", moves::moves(source.naming, &record.plan.moves, &record.serves)),
        ("schools", schools::schools(lang, public.map(|(doc, _)| doc))),
        ("shortages", shortages::posts(lang, policy, &document.shortages)),
        ("eligibility", people::verdicts(source.naming, &teachers, true)),
        ("findings", findings::causes(lang, &record.findings)),
    ];
    let not_sent = people::not_sent(source.naming, &record.eligibility, &record.plan.moves);
    if !not_sent.is_empty() {
        lists.push(("not-sent", not_sent));
    }
    if !document.retasks.is_empty() {
        lists.push(("retasks", retasks::retasks(source.naming, &document.retasks, true)));
    }
    if !document.visits.is_empty() {
        lists.push(("visits", visits::visits(source.naming, &document.visits, true)));
    }
    if let Some(stated) = &document.heads {
        lists.push(("heads", heads::all(source.naming, &stated.heads)));
    }
    lists.extend(difference.map(|of| ("changes", changes::changes(source.naming, of))));
    lists
}
