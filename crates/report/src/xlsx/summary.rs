//! Blocks of the first sheet that state figures: the key figures and the goals.

use super::Source;
use super::sheet::{Cell, row};
use lungang_domain::audit::Relation;
use lungang_domain::document::Summary;
use lungang_results::names;
use rust_xlsxwriter::{Worksheet, XlsxError};

/// Writes the key figures from `top` down; returns the row after the last.
///
/// # Errors
/// The format cannot hold it.
pub fn key_figures(source: &Source<'_>, sheet: &mut Worksheet, top: u32) -> Result<u32, XlsxError> {
    let figures = lungang_results::summary::summary(source.record);
    sheet.write_string_with_format(top, 0, source.word("overview.figures"), &source.style.section)?;
    row(sheet, &source.style, top + 1, &source.headers(&["figure", "value", "asked"]))?;
    let mut at = top + 2;
    for (key, value, asked) in lines(&figures) {
        Cell::Text(source.word(&format!("figure.{key}"))).write(sheet, &source.style, at, 0)?;
        Cell::Number(value).write(sheet, &source.style, at, 1)?;
        asked.map_or(Cell::Empty, |n| Cell::Required(Relation::AtLeast, n.into())).write(
            sheet,
            &source.style,
            at,
            2,
        )?;
        at += 1;
    }
    Ok(at)
}

/// The figures, each with what a rule asks for.
fn lines(s: &Summary) -> [(&'static str, i64, Option<u32>); 9] {
    [
        ("eligible", s.eligible.into(), None),
        ("moves", s.moves.into(), None),
        ("moves-down", s.moves_down.into(), s.quota_required),
        ("backbone-moves", s.backbone_moves.into(), s.backbone_required),
        ("short-posts-before", s.short_posts_before.into(), None),
        ("short-posts-after", s.short_posts_after.into(), None),
        ("unmet-need-before", s.unmet_need_before, None),
        ("unmet-need-after", s.unmet_need_after, None),
        ("breaches", s.audit.breaches.into(), None),
    ]
}

/// Writes the goals from `top` down; returns the row after the last.
///
/// # Errors
/// The format cannot hold it.
pub fn goals(source: &Source<'_>, sheet: &mut Worksheet, top: u32) -> Result<u32, XlsxError> {
    sheet.write_string_with_format(top, 0, source.word("overview.goals"), &source.style.section)?;
    row(sheet, &source.style, top + 1, &source.headers(&["goal", "value", "bound", "gap", "proof"]))?;
    let mut at = top + 2;
    for goal in &source.record.plan.goals {
        let measured = !names::not_measured(&source.record.audit, &goal.name);
        let shown = |n: Option<i64>| Cell::maybe(n.filter(|_| measured));
        let proof = if measured {
            names::proof(source.lang, &goal.name, &source.record.audit)
        } else {
            source.word("proof.unmeasured")
        };
        let cells = [
            Cell::Text(names::goal(source.lang, &goal.name)),
            shown(Some(goal.value)),
            shown(goal.bound),
            shown(goal.bound.map(|b| (goal.value - b).abs())),
            Cell::Word(proof),
        ];
        for (column, cell) in (0_u16..).zip(&cells) {
            cell.write(sheet, &source.style, at, column)?;
        }
        at += 1;
    }
    Ok(at)
}
