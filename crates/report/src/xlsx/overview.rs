//! Sheet 总览: what was decided, under which policy, how it ended, and every rule with its clause.

use super::Source;
use crate::block::WORKBOOK;
use crate::pages::{audited, figures, people, shortages};
use crate::pens::xlsx::chart::Frame;
use crate::pens::xlsx::{Look, Sheet, XlsxError, cut};
use crate::sentence;
use lungang_results::{exchange, names};

/// Widths of the columns, in columns of a terminal: rule, mode, clause, required, achieved, unit, holds, remarks.
const WIDTHS: [usize; 8] = [30, 10, 27, 12, 14, 9, 11, 40];
/// Faults that are listed; `audit.json` has all.
const FAULTS: usize = 20;
/// Where the chart begins beside its table, and its height in pixels.
const BESIDE: u16 = 3;
const HEIGHT: u32 = 380;
/// Rows that the chart reaches below what is written.
const CHART_ROWS: u32 = 22;

/// Fills the sheet.
///
/// # Errors
/// The format cannot hold it.
pub fn write(source: &Source<'_>, sheet: &mut Sheet<'_>) -> Result<(), XlsxError> {
    let (record, lang) = (source.record, source.lang);
    let rules = audited::compliance(lang, (&record.county, &record.policy), &record.audit.rules);
    // Only where there are remarks has the table of rules a column of them.
    let columns = rules.columns(WORKBOOK).len();
    let remarked = columns == WIDTHS.len();
    sheet.widths(&WIDTHS[..columns])?;
    head(source, sheet)?;
    sheet.gap();
    sheet.table(&figures::key_figures(lang, &source.document.summary))?;
    let figures = source.document.summary.exchange.iter();
    for line in figures.flat_map(|figures| exchange::lines(lang, figures)) {
        sheet.line(Look::Note, &line)?;
    }
    sheet.gap();
    sheet.table(&rules)?;
    for line in names::unchecked(lang, &record.audit) {
        sheet.line(Look::Note, &line)?;
    }
    let balance = audited::balance(lang, &record.audit.balance);
    if !balance.is_empty() {
        sheet.gap();
        sheet.table(&balance)?;
    }
    sheet.gap();
    faults(source, sheet)?;
    // The table and its chart go on a page of their own: beside each other where the page is wide.
    sheet.new_page()?;
    short_posts(source, sheet, remarked)?;
    sheet.keep(0, (0, 0))?;
    sheet.print(&source.head("overview").page);
    if !remarked {
        sheet.upright();
    }
    sheet.area(CHART_ROWS)
}

/// Title, policy, how it ended, and the laws that do not hold.
fn head(source: &Source<'_>, sheet: &mut Sheet<'_>) -> Result<(), XlsxError> {
    let (record, lang) = (source.record, source.lang);
    let (county, policy) = (&record.county, &record.policy);
    let args = [("county", &*cut(&county.name, 120)), ("year", &county.school_year.label())];
    sheet.title(&names::sentence(lang, "title", &args))?;
    let args = [("name", policy.name.get(lang)), ("id", &policy.id)];
    sheet.line(Look::Note, &names::sentence(lang, "overview.policy", &args))?;
    sheet.said(&figures::in_words(lang, &source.document.summary))?;
    if let Some(line) = people::portrait(source.naming, &record.plan.moves) {
        sheet.said(&line)?;
    }
    let status = names::ended_by(lang, record.plan.status, &record.audit);
    sheet.line(Look::Section, &names::sentence(lang, "overview.status", &[("status", &status)]))?;
    let (key, look) = match record.audit.clean {
        true => ("overview.clean", Look::Section),
        false => ("overview.breached", Look::Warning),
    };
    sheet.line(look, &names::sentence(lang, key, &[("n", &record.audit.breaches.to_string())]))?;
    if let Some(line) = names::private(lang, county.private_schools()) {
        sheet.line(Look::Note, &line)?;
    }
    for law in &source.document.suspended_laws {
        sheet.line(Look::Warning, &names::suspended(lang, policy, law))?;
    }
    Ok(())
}

/// Faults of the plan that are no breach of a rule; nothing where there are none.
fn faults(source: &Source<'_>, sheet: &mut Sheet<'_>) -> Result<(), XlsxError> {
    let (record, all) = (source.record, &source.record.audit.faults);
    if all.is_empty() {
        return Ok(());
    }
    sheet.line(Look::Section, &source.word("overview.faults"))?;
    for fault in all.iter().take(FAULTS) {
        sheet.line(Look::Warning, &sentence::fault(source.lang, &record.county, &record.policy, fault))?;
    }
    if all.len() > FAULTS {
        let more = (all.len() - FAULTS).to_string();
        sheet.line(Look::Note, &names::sentence(source.lang, "more", &[("n", &more)]))?;
    }
    sheet.gap();
    Ok(())
}

/// Short posts by subject before and after, as a table and as a chart.
fn short_posts(source: &Source<'_>, sheet: &mut Sheet<'_>, beside: bool) -> Result<(), XlsxError> {
    let subjects = shortages::subjects(source.lang, &source.record.policy, &source.document.shortages);
    sheet.line(Look::Section, &source.word("overview.subjects"))?;
    if subjects.is_empty() {
        return sheet.line(Look::Note, &source.word("none"));
    }
    let span = sheet.table(&shortages::by_subject(source.lang, &subjects))?;
    let beside = beside.then_some(BESIDE);
    let size = (sheet.pixels(beside.map_or(0, usize::from)), HEIGHT);
    sheet.before_and_after(span, &Frame { title: &source.word("overview.chart"), beside, size })
}
