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
use crate::pages::{changes, findings, goals, heads, moves, people, retasks, schools, shortages, visits};
use crate::pens::xlsx::{Book, Head, Look, Sheet, XlsxError, cut};
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
        sheet.area(0)?;
    }
    proof(&source, &mut book.sheet(&source.word("sheet.proof"))?)?;
    book.finish()
}

/// Sheet 求解说明: the goals with what is proved of each, and what made the plan.
fn proof(source: &Source<'_>, sheet: &mut Sheet<'_>) -> Result<(), XlsxError> {
    let head = source.head("proof");
    sheet.title(&head.title)?;
    sheet.fitted(&goals::goals(source.lang, source.record))?;
    sheet.gap();
    // What made the plan, so that it can be made again.
    sheet.line(Look::Note, &crate::html::made_by(&source.record.run, source.lang))?;
    sheet.print(&head.page);
    sheet.area(0)
}

/// The sheets that are one list each, in the order in which a director asks.
fn lists(source: &Source<'_>, difference: Option<&Difference>) -> Vec<(&'static str, Table)> {
    let (record, document, lang) = (source.record, source.document, source.lang);
    let (county, policy) = (&record.county, &record.policy);
    let public = document.schools.iter().zip(&county.schools).filter(|(_, school)| school.public);
    let reasons = |at: TeacherIx| {
        let all = record.eligibility.of(at).reasons.iter();
        all.map(|r| names::reason(lang, policy, *r)).collect::<Vec<_>>()
    };
    let teachers: Vec<(TeacherIx, Vec<String>)> = county.teacher_ixs().map(|at| (at, reasons(at))).collect();
    let (naming, moves) = (source.naming, &record.plan.moves);
    let mut lists = vec![
        ("assignments", moves::moves(naming, moves, &record.serves)),
        ("schools", schools::schools(lang, public.map(|(doc, _)| doc))),
        ("shortages", shortages::posts(lang, policy, &document.shortages)),
    ];
    let some = [
        ("not-sent", people::not_sent(naming, &record.eligibility, moves, &document.shortages)),
        ("retasks", retasks::retasks(naming, &document.retasks, true)),
        ("visits", visits::visits(naming, &document.visits, true)),
    ];
    lists.extend(some.into_iter().filter(|(_, table)| !table.is_empty()));
    let heads = document.heads.as_ref();
    lists.extend(heads.map(|stated| ("heads", heads::all(naming, &stated.heads))));
    lists.extend(difference.map(|of| ("changes", changes::changes(naming, of))));
    lists.push(("eligibility", people::verdicts(naming, &teachers, true)));
    lists.push(("findings", findings::causes(lang, &record.findings)));
    lists
}
