//! Sheet 学校前后: every school before and after the moves.

use super::Source;
use super::sheet::{Cell, FIRST, Layout, alarm_above_zero, alarm_at_word, list};
use lungang_domain::id::SchoolIx;
use lungang_results::changes::{Changes, SchoolChange};
use lungang_results::names;
use rust_xlsxwriter::{Worksheet, XlsxError};

const COLUMNS: [&str; 13] = [
    "school-id",
    "school",
    "side",
    "posts",
    "establishment",
    "staff-before",
    "moves-out",
    "moves-in",
    "staff-after",
    "difference",
    "short-before",
    "short-after",
    "state",
];

const LAYOUT: Layout<'_> = Layout { name: "schools", columns: &COLUMNS, frozen: 2, widest: 36 };

/// Fills the sheet.
///
/// # Errors
/// The format cannot hold it.
pub fn write(source: &Source<'_>, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let changes = Changes::of(source.record);
    let all = changes.schools.iter().enumerate().map(|(at, change)| (SchoolIx::new(at), change));
    let public = all.filter(|(at, _)| source.record.county.school(*at).public);
    let rows = public.map(|(at, change)| line(source, at, change));
    let rows = list(source, sheet, &LAYOUT, rows)?;
    alarm_above_zero(source, sheet, 11, rows)?;
    alarm_at_state(source, sheet, 12, rows)
}

fn line(source: &Source<'_>, at: SchoolIx, change: &SchoolChange) -> Vec<Cell> {
    let (record, school) = (source.record, source.record.county.school(at));
    let figure = |list: &[u32]| list.get(at.at()).copied().unwrap_or(0);
    let (staff, posts) = (figure(&record.needs.staff), figure(&record.needs.school_posts));
    let after = i64::from(staff) + i64::from(change.arrive) - i64::from(change.out);
    vec![
        Cell::Text(school.id.clone()),
        Cell::Text(school.name.clone()),
        Cell::Word(names::side(source.lang, record.policy.side(school))),
        Cell::Number(posts.into()),
        Cell::maybe(school.establishment.map(i64::from)),
        Cell::Number(staff.into()),
        Cell::Number(change.out.into()),
        Cell::Number(change.arrive.into()),
        Cell::Number(after),
        Cell::Number(after - i64::from(posts)),
        Cell::Number(change.short_before.into()),
        Cell::Number(change.short_after.into()),
        Cell::Word(state(source, change.short_before, change.short_after)),
    ]
}

/// Lays the alarm over the words of a shortage that stays or grows.
///
/// # Errors
/// The range is none.
pub fn alarm_at_state(source: &Source<'_>, sheet: &mut Worksheet, column: u16, rows: u32) -> Result<(), XlsxError> {
    let last = rows + FIRST - 1;
    alarm_at_word(source, sheet, column, FIRST, last, &source.word("state.short"))?;
    alarm_at_word(source, sheet, column, FIRST, last, &source.word("state.shorter"))
}

/// What became of a shortage, in a word.
pub fn state(source: &Source<'_>, before: u32, after: u32) -> String {
    source.word(match (before, after) {
        (before, after) if after > before => "state.shorter",
        (_, 1..) => "state.short",
        (1.., 0) => "state.filled",
        (0, 0) => "state.none",
    })
}
