//! Sheet 总览: what was decided, under which policy, how it ended, and every rule with its clause.

use super::Source;
use super::chart::{self, Frame};
use super::sheet::{self as sheets, Cell, alarm_at_word, cut, page, row, units};
use super::summary;
use crate::balance;
use crate::sentence;
use lungang_domain::audit::{RuleAudit, Unit};
use lungang_domain::policy::Mode;
use lungang_results::names;
use lungang_results::plan_document::suspended_laws;
use rust_xlsxwriter::{Worksheet, XlsxError};

/// Widths of the columns, in columns of a terminal: rule, mode, clause, required, achieved, unit, holds, remarks.
const WIDTHS: [usize; 8] = [30, 10, 27, 12, 14, 9, 11, 40];
/// Pixels of one unit of a column's width.
const PIXELS: f64 = 7.0;
/// Faults that are listed; `audit.json` has all.
const FAULTS: usize = 20;

/// Fills the sheet.
///
/// # Errors
/// The format cannot hold it.
pub fn write(source: &Source<'_>, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let remarked = source.record.audit.rules.iter().any(|r| !remarks(source, r).is_empty());
    let widths = &WIDTHS[..WIDTHS.len() - usize::from(!remarked)];
    for (column, width) in (0_u16..).zip(widths) {
        sheet.set_column_width(column, units(*width))?;
    }
    let below_head = head(source, sheet)?;
    let below_figures = summary::key_figures(source, sheet, below_head + 1)?;
    let below_rules = compliance(source, sheet, below_figures + 1, widths)?;
    let below_balance = variations(source, sheet, below_rules)?;
    let below_goals = summary::goals(source, sheet, below_balance + 1)?;
    let below_faults = faults(source, sheet, below_goals + 1)?;
    made_by(source, sheet, below_faults)?;
    // The table and its chart go on a page of their own: beside each other where the page is wide.
    let top = below_faults + 2;
    let from = if remarked { 3 } else { 0 };
    let width = widths[from..].iter().map(|w| units(*w) * PIXELS).sum::<f64>() as u32;
    chart::short_posts(source, sheet, top, &Frame { beside: remarked, width, height: 380 })?;
    sheet.set_page_breaks(&[top])?;
    sheet.set_freeze_panes(1, 0)?;
    sheet.set_repeat_rows(0, 0)?;
    page(source, sheet, "overview");
    if !remarked {
        sheet.set_portrait();
    }
    Ok(())
}

/// Title, policy, how it ended, and the laws that do not hold; returns the row after the last.
fn head(source: &Source<'_>, sheet: &mut Worksheet) -> Result<u32, XlsxError> {
    let (record, lang, style) = (source.record, source.lang, &source.style);
    let (county, policy) = (&record.county, &record.policy);
    let title =
        names::sentence(lang, "title", &[("county", &cut(&county.name, 120)), ("year", &county.school_year.label())]);
    sheet.write_string_with_format(0, 0, title, &style.title)?;
    sheet.set_row_height(0, 28)?;
    let under = names::sentence(lang, "overview.policy", &[("name", policy.name.get(lang)), ("id", &policy.id)]);
    sheet.write_string_with_format(1, 0, cut(&under, 1000), &style.note)?;
    let status = names::ended_by(lang, record.plan.status, &record.audit);
    let status = names::sentence(lang, "overview.status", &[("status", &status)]);
    sheet.write_string_with_format(2, 0, status, &style.section)?;
    let (key, format) =
        if record.audit.clean { ("overview.clean", &style.section) } else { ("overview.breached", &style.warning) };
    let audited = names::sentence(lang, key, &[("n", &record.audit.breaches.to_string())]);
    sheet.write_string_with_format(3, 0, audited, format)?;
    let mut at = 4;
    if let Some(line) = names::private(lang, county.private_schools()) {
        sheet.write_string_with_format(at, 0, line, &style.note)?;
        at += 1;
    }
    for law in suspended_laws(record) {
        sheet.write_string_with_format(at, 0, cut(&names::suspended(lang, policy, &law), 2000), &style.warning)?;
        at += 1;
    }
    Ok(at)
}

/// The compliance table; returns the row after the last.
fn compliance(source: &Source<'_>, sheet: &mut Worksheet, top: u32, widths: &[usize]) -> Result<u32, XlsxError> {
    sheet.write_string_with_format(top, 0, source.word("overview.compliance"), &source.style.section)?;
    let columns = ["rule", "mode", "clause", "asked", "achieved", "unit", "holds", "remarks"];
    row(sheet, &source.style, top + 1, &source.headers(&columns[..widths.len()]))?;
    let first = top + 2;
    let mut at = first;
    for rule in &source.record.audit.rules {
        sheets::line(sheet, &source.style, at, &line(source, rule)[..widths.len()], widths)?;
        at += 1;
    }
    alarm_at_word(source, sheet, 6, first, at.saturating_sub(1), &source.word("holds.no"))?;
    for line in names::unchecked(source.lang, &source.record.audit) {
        sheet.write_string_with_format(at, 0, cut(&line, 1000), &source.style.note)?;
        at += 1;
    }
    Ok(at)
}

/// The coefficients of variation between schools; nothing where nobody looks at them. Returns the row after the last.
fn variations(source: &Source<'_>, sheet: &mut Worksheet, top: u32) -> Result<u32, XlsxError> {
    let rows = balance::rows(source.lang, &source.record.audit);
    if rows.is_empty() {
        return Ok(top);
    }
    sheet.write_string_with_format(top + 1, 0, source.word("overview.balance"), &source.style.section)?;
    let columns = balance::COLUMNS.map(|c| c.trim_start_matches('#'));
    row(sheet, &source.style, top + 2, &source.headers(&columns))?;
    let mut at = top + 3;
    for cells in rows {
        let cells: Vec<Cell> = cells.into_iter().map(Cell::Text).collect();
        sheets::line(sheet, &source.style, at, &cells, &WIDTHS[..cells.len()])?;
        at += 1;
    }
    Ok(at)
}

fn line(source: &Source<'_>, rule: &RuleAudit) -> [Cell; 8] {
    let lang = source.lang;
    let (asked, achieved) = match (rule.mode, rule.unit) {
        (Mode::Off, _) => (Cell::Muted(names::asked(lang, rule)), Cell::Muted(names::achieved(lang, rule))),
        (_, Unit::Instances) => (Cell::Word(names::asked(lang, rule)), Cell::Word(names::achieved(lang, rule))),
        _ => (Cell::Required(rule.relation, rule.required), Cell::Number(rule.achieved)),
    };
    let holds = names::holds(lang, rule);
    [
        Cell::Text(names::rule(lang, rule.rule)),
        Cell::Word(names::mode(lang, rule.mode)),
        Cell::Text(rule.clause.clone()),
        asked,
        achieved,
        Cell::Word(names::unit(lang, rule.unit)),
        if rule.mode == Mode::Off { Cell::Muted(holds) } else { Cell::Word(holds) },
        Cell::Text(remarks(source, rule)),
    ]
}

/// The written reason of a suspended law, and the first breach with the number of the others.
fn remarks(source: &Source<'_>, rule: &RuleAudit) -> String {
    let (record, lang) = (source.record, source.lang);
    let mut parts = Vec::new();
    if let Some(reason) = &rule.reason {
        parts.push(names::sentence(lang, "overview.reason", &[("reason", reason)]));
    }
    parts.extend(names::unchecked_of(lang, rule));
    if let Some(first) = rule.breaches.first().filter(|_| rule.mode != Mode::Off) {
        parts.push(sentence::breach(lang, &record.county, &record.policy, first));
        if rule.breaches.len() > 1 {
            parts.push(names::sentence(lang, "more", &[("n", &(rule.breaches.len() - 1).to_string())]));
        }
    }
    parts.join(&source.word("list-separator"))
}

/// Faults of the plan that are no breach of a rule; nothing where there are none. Returns the row after the last.
fn faults(source: &Source<'_>, sheet: &mut Worksheet, top: u32) -> Result<u32, XlsxError> {
    let (record, all) = (source.record, &source.record.audit.faults);
    if all.is_empty() {
        return Ok(top);
    }
    sheet.write_string_with_format(top, 0, source.word("overview.faults"), &source.style.section)?;
    let mut at = top + 1;
    for fault in all.iter().take(FAULTS) {
        let words = sentence::fault(source.lang, &record.county, &record.policy, fault);
        sheet.write_string_with_format(at, 0, cut(&words, 2000), &source.style.warning)?;
        at += 1;
    }
    if all.len() > FAULTS {
        let more = names::sentence(source.lang, "more", &[("n", &(all.len() - FAULTS).to_string())]);
        sheet.write_string_with_format(at, 0, more, &source.style.note)?;
        at += 1;
    }
    Ok(at + 1)
}

/// What made the plan, so that it can be made again.
fn made_by(source: &Source<'_>, sheet: &mut Worksheet, at: u32) -> Result<(), XlsxError> {
    let run = &source.record.run;
    let args = [
        ("version", run.version.as_str()),
        ("engine", &run.engine),
        ("solver", &run.solver),
        ("solver_version", &run.solver_version),
        ("seed", &run.seed.to_string()),
    ];
    let words = names::sentence(source.lang, "overview.made-by", &args);
    sheet.write_string_with_format(at, 0, cut(&words, 1000), &source.style.note)?;
    Ok(())
}
