//! Short posts before and after the moves: post by post, and by subject.

use super::{figures, words};
use crate::block::{Alarm, Cell, Column, Layout, PAGE, TERMINAL, Table, WORKBOOK};
use lungang_domain::document::ShortageDoc;
use lungang_domain::policy::Policy;
use lungang_domain::words::{Lang, say};
use lungang_results::names;
use std::collections::BTreeMap;

/// Posts that are short. Of a terminal's list the title counts those that stay so.
pub fn posts<'a>(lang: Lang, policy: &Policy, posts: impl IntoIterator<Item = &'a ShortageDoc>) -> Table {
    let book = WORKBOOK;
    let table = Table::of(posts)
        .column(words(lang, "school-id").only(book), |s| &s.school_id)
        .column(words(lang, "school"), |s| &s.school)
        .column(words(lang, "stage"), |s| Cell::Word(names::stage(lang, s.stage)))
        .column(words(lang, "subject"), |s| Cell::Word(names::subject_of_id(lang, policy, &s.subject)))
        .column(figures(lang, "required"), |s| s.required)
        .column(figures(lang, "serving-before").only(book), |s| s.serving_before)
        .column(figures(lang, "serving-after").only(book), |s| s.serving_after)
        .column(figures(lang, "short-before"), |s| s.short_before)
        .column(figures(lang, "short-after").alarm(Alarm::AboveZero), |s| s.short_after)
        .column(figures(lang, "weight").only(book), |s| s.weight)
        .column(state_column(lang).only(book), |s| state(lang, s.short_before, s.short_after))
        .table();
    let n = table.len().to_string();
    table.titled(TERMINAL, names::sentence(lang, "text.plan.short", &[("n", &n)])).fit(2, 36)
}

/// The column that says what became of a shortage; one that stays or grows calls for attention.
pub fn state_column(lang: Lang) -> Column {
    let alarm = ["state.short", "state.shorter"].map(|key| names::word(lang, key));
    words(lang, "state").alarm(Alarm::Says(alarm.to_vec()))
}

/// What became of a shortage, in a word.
pub fn state(lang: Lang, before: u32, after: u32) -> Cell {
    let key = match (before, after) {
        (before, after) if after > before => "state.shorter",
        (_, 1..) => "state.short",
        (1.., 0) => "state.filled",
        (0, 0) => "state.none",
    };
    Cell::Word(names::word(lang, key))
}

/// A subject, or a school, with its short posts.
pub struct Short {
    /// What it is called.
    pub name: String,
    /// Short before the moves.
    pub before: u32,
    /// Short after them.
    pub after: u32,
}

/// Subjects with short posts, in the policy's order.
pub fn subjects(lang: Lang, policy: &Policy, posts: &[ShortageDoc]) -> Vec<Short> {
    let mut sums: BTreeMap<(usize, &str), (u32, u32)> = BTreeMap::new();
    for short in posts {
        let at = policy.subject(&short.subject).map_or(usize::MAX, |ix| ix.at());
        let sum = sums.entry((at, &short.subject)).or_default();
        *sum = (sum.0 + short.short_before, sum.1 + short.short_after);
    }
    let named = |((_, id), (before, after)): ((usize, &str), (u32, u32))| Short {
        name: names::subject_of_id(lang, policy, id),
        before,
        after,
    };
    sums.into_iter().map(named).collect()
}

/// The table by subject, for the chart beside it.
pub fn by_subject(lang: Lang, subjects: &[Short]) -> Table {
    let page = |key: &str| say(lang, &format!("page.shortages.{key}"), &[]);
    Table::of(subjects)
        .column(words(lang, "subject"), |s| &s.name)
        .column(figures(lang, "short-before").called(PAGE, page("before")), |s| s.before)
        .column(figures(lang, "short-after").called(PAGE, page("after")), |s| s.after)
        .column(Column::figures(page("change")).only(PAGE), |s| change(i64::from(s.after) - i64::from(s.before)))
        .table()
        .titled(PAGE, page("by-subject"))
        .layout(Layout::Small)
}

/// A difference with its sign; a true minus, which is as wide as a plus.
fn change(n: i64) -> String {
    match n {
        0 => "0".to_owned(),
        n if n > 0 => format!("+{n}"),
        n => format!("−{}", n.unsigned_abs()),
    }
}
