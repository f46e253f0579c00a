//! Schools before and after the moves.

use super::shortages::{state, state_column};
use super::{counted, figures, words};
use crate::block::{Alarm, Cell, Layout, PAGE, Table, WORKBOOK};
use lungang_domain::document::SchoolDoc;
use lungang_domain::words::{Lang, say};
use lungang_results::names;

/// The table.
pub fn schools<'a>(lang: Lang, schools: impl IntoIterator<Item = &'a SchoolDoc>) -> Table {
    let page = |key: &str| say(lang, &format!("page.shortages.{key}"), &[]);
    let book = WORKBOOK;
    // Between leaving and arriving nobody is lost: what a school has after the moves can be added up again from its row.
    let after = |s: &SchoolDoc| i64::from(s.staff_before) + i64::from(s.moves_in) - i64::from(s.moves_out);
    // A plan of an older program tells no teaching posts from others.
    let teaching = |s: &SchoolDoc| s.teaching_posts.unwrap_or(s.posts);
    // People on the payroll are held against what is authorised, and where nothing is, against what was computed.
    let over = |s: &SchoolDoc| s.on_payroll.map(|n| i64::from(n) - i64::from(s.establishment.unwrap_or(s.posts)));
    let table = Table::of(schools)
        .column(words(lang, "school-id").only(book), |s| &s.school_id)
        .column(words(lang, "school"), |s| &s.name)
        .column(words(lang, "side"), |s| Cell::Word(names::side(lang, s.side)))
        .column(figures(lang, "establishment"), |s| s.establishment)
        .column(figures(lang, "posts"), |s| s.posts)
        .column(figures(lang, "on-payroll"), |s| s.on_payroll)
        .column(figures(lang, "on-duty"), |s| s.on_duty)
        .column(figures(lang, "surplus"), |s| over(s).map(|over| over.max(0)))
        .column(figures(lang, "shortage"), |s| over(s).map(|over| (-over).max(0)))
        .column(figures(lang, "teaching-posts"), |s| teaching(s))
        .column(figures(lang, "staff-before"), |s| s.staff_before)
        .column(figures(lang, "moves-out").only(book), |s| s.moves_out)
        .column(figures(lang, "moves-in").only(book), |s| s.moves_in)
        .column(figures(lang, "staff-after"), |s| after(s))
        .column(figures(lang, "difference").only(book), |s| after(s) - i64::from(teaching(s)))
        .column(figures(lang, "short-before").called(PAGE, page("before")), |s| s.short_before)
        .column(figures(lang, "short-after").called(PAGE, page("after")).alarm(Alarm::AboveZero), |s| s.short_after)
        .column(state_column(lang).only(book), |s| state(lang, s.short_before, s.short_after))
        .table();
    let n = table.len();
    table.titled(PAGE, counted(lang, "page.shortages.schools", n)).layout(Layout::Folded).fit(2, 36)
}
