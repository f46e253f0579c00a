//! The key figures of a plan, each with what a rule asks for.

use super::{figures, words};
use crate::block::{Cell, TERMINAL, Table, WORKBOOK};
use lungang_domain::audit::Relation;
use lungang_domain::document::Summary;
use lungang_domain::words::{Lang, say};
use lungang_results::names;

/// The figures that a terminal shows: the others stand in its other tables.
pub const SHORT: usize = 8;

/// The plan in two sentences: how many go, and what that does to the short posts.
pub fn in_words(lang: Lang, s: &Summary) -> String {
    let said = |key: &str, args: &[(&str, &str)]| say(lang, &format!("page.facts.{key}"), args);
    let asked = |n: Option<u32>| n.map_or_else(String::new, |n| said("asked", &[("n", &n.to_string())]));
    // What a quota of moves to rural schools asks for stands beside their number.
    let quota = s.quota_required.filter(|_| !rural_only(s));
    let args = [
        ("eligible", s.eligible.to_string()),
        ("moves", s.moves.to_string()),
        ("down", s.moves_down.to_string()),
        ("quota", asked(quota)),
        ("backbone", s.backbone_moves.to_string()),
        ("share", asked(s.backbone_required)),
        ("before", s.short_posts_before.to_string()),
        ("after", s.short_posts_after.to_string()),
    ];
    let args: Vec<(&str, &str)> = args.iter().map(|(n, v)| (*n, v.as_str())).collect();
    said("words", &args)
}

/// Whether the quota counts moves to rural schools alone.
pub fn rural_only(s: &Summary) -> bool {
    s.exchange.is_some_and(|exchange| exchange.rural_only)
}

/// The table.
pub fn key_figures(lang: Lang, s: &Summary) -> Table {
    // What a quota of moves to rural schools asks for stands beside those.
    let rural_only = rural_only(s);
    let asked = |rural: bool| s.quota_required.filter(|_| rural == rural_only);
    let rural = s.exchange.map(|exchange| ("moves-rural", i64::from(exchange.rural), asked(true)));
    let head: [(&str, i64, Option<u32>); 3] = [
        ("eligible", s.eligible.into(), None),
        ("moves", s.moves.into(), None),
        ("moves-down", s.moves_down.into(), asked(false)),
    ];
    let short: [(&str, i64, Option<u32>); 3] = [
        ("backbone-moves", s.backbone_moves.into(), s.backbone_required),
        ("short-posts-before", s.short_posts_before.into(), None),
        ("short-posts-after", s.short_posts_after.into(), None),
    ];
    let new = s.short_posts_new.map(|n| ("short-posts-new", i64::from(n), None));
    let rest = [
        ("unmet-need-before", s.unmet_need_before, None),
        ("unmet-need-after", s.unmet_need_after, None),
        ("breaches", s.audit.breaches.into(), None),
    ];
    Table::of(head.into_iter().chain(rural).chain(short).chain(new).chain(rest))
        .column(words(lang, "figure"), |(key, ..)| names::word(lang, &format!("figure.{key}")))
        .column(figures(lang, "value"), |(_, value, _)| *value)
        .column(figures(lang, "asked"), |(.., asked)| asked.map(|n| Cell::Required(Relation::AtLeast, n.into())))
        .table()
        .titled(TERMINAL, names::word(lang, "text.plan.figures"))
        .titled(WORKBOOK, names::word(lang, "overview.figures"))
}
