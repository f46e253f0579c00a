//! What the plan comes to, in one paragraph and a handful of figures.

use super::PlanSource;
use super::burden::journeys;
use crate::block::kilometres;
use crate::naming::Naming;
use crate::pages::{figures, people};
use crate::pens::html::{Card, Sheet, sentence, word};
use lungang_domain::document::Summary;
use lungang_domain::exchange::{Exchange, per_cent};
use lungang_domain::plan::{PlanStatus, Standing};
use lungang_domain::words::Lang;
use lungang_results::{exchange, names};
use std::cmp::Ordering;

/// Of fewer people than this a page that names nobody does not say who they are: their ages would tell.
const MANY: usize = 5;

/// The section at the top.
pub fn key_figures(sheet: &mut Sheet, source: &PlanSource<'_>) {
    let (lang, summary) = (sheet.lang, &source.document.summary);
    sheet.section("facts");
    sheet.paragraph(&in_words(source, lang));
    if let Some(figures) = &summary.exchange {
        sheet.paragraph(&exchange::lines(lang, figures).join(&names::word(lang, "exchange.separator")));
    }
    let naming = Naming::new(lang, source.county, source.policy);
    if let Some(line) = people::portrait(&naming, source.moves).filter(|_| source.moves.len() >= MANY) {
        sheet.paragraph(&line);
    }
    if let Some(line) = names::private(lang, summary.private_schools) {
        sheet.paragraph(&line);
    }
    for law in &source.document.suspended_laws {
        sheet.warning(&names::suspended(lang, source.policy, law));
    }
    if !source.audit.clean {
        sheet.warning(&sentence(lang, "facts.breached", &[("n", source.audit.breaches.to_string())]));
    }
    sheet.cards(&cards(source, summary, lang));
}

fn in_words(source: &PlanSource<'_>, lang: Lang) -> String {
    let mut said = figures::in_words(lang, &source.document.summary);
    said.push_str(&word(lang, &format!("facts.status.{}", status(source))));
    said.push_str(&word(lang, if source.audit.clean { "facts.clean" } else { "facts.not-clean" }));
    said
}

/// What is proved, in the one word that decides the sentence: the audit's, not the plan's own.
fn status(source: &PlanSource<'_>) -> &'static str {
    match (source.audit.standing, source.document.summary.status) {
        (Standing::Certified | Standing::Drawn, _) => "certified",
        (Standing::Claimed, _) => "claimed",
        (Standing::Open, PlanStatus::Ahead) => "ahead",
        (Standing::Open, _) => "open",
    }
}

/// How many short posts fewer, or more.
fn filled(lang: Lang, before: u32, after: u32) -> String {
    let key = match before.cmp(&after) {
        Ordering::Greater => "card.filled",
        Ordering::Equal => "card.as-before",
        Ordering::Less => "card.shorter",
    };
    sentence(lang, key, &[("n", before.abs_diff(after).to_string())])
}

/// What became of the short posts, and how many of them the plan itself made.
fn short_note(lang: Lang, s: &Summary) -> String {
    let filled = filled(lang, s.short_posts_before, s.short_posts_after);
    match s.short_posts_new {
        Some(n) if n > 0 => {
            let new = sentence(lang, "card.newly-short", &[("n", n.to_string())]);
            [filled, new].join(&names::word(lang, "exchange.separator"))
        }
        _ => filled,
    }
}

fn cards(source: &PlanSource<'_>, s: &Summary, lang: Lang) -> Vec<Card> {
    let asked = |n: Option<u32>| n.map_or_else(String::new, |n| sentence(lang, "card.asked", &[("n", n.to_string())]));
    let reached = |have: u32, asked: Option<u32>| asked.map(|asked| have >= asked);
    let card = |key: &str, value: String, note: String, good: Option<bool>| Card {
        label: word(lang, &format!("card.{key}")),
        value,
        note,
        good,
    };
    // A share, and what is asked for.
    let note = |share: Option<u32>, n: Option<u32>| {
        let share = share.map(|share| sentence(lang, "card.share", &[("share", per_cent(share))]));
        let parts: Vec<String> = share.into_iter().chain([asked(n)]).filter(|part| !part.is_empty()).collect();
        parts.join(&names::word(lang, "exchange.separator"))
    };
    let quota = |rural: bool| s.quota_required.filter(|_| rural == figures::rural_only(s));
    let of = |share: fn(&Exchange) -> u32| s.exchange.as_ref().map(share);
    let county = of(|e| e.eligible_county).map(|n| sentence(lang, "card.county", &[("n", n.to_string())]));
    let mut all = vec![
        card("eligible", s.eligible.to_string(), county.unwrap_or_default(), None),
        card(
            "moves-down",
            s.moves_down.to_string(),
            note(of(|e| e.down_of_sending), quota(false)),
            reached(s.moves_down, quota(false)),
        ),
    ];
    all.extend(s.exchange.map(|e| {
        let asked = quota(true);
        card("moves-rural", e.rural.to_string(), note(Some(e.rural_of_sending), asked), reached(e.rural, asked))
    }));
    all.extend([
        card(
            "backbone",
            s.backbone_moves.to_string(),
            note(of(|e| e.backbone_of_down), s.backbone_required),
            reached(s.backbone_moves, s.backbone_required),
        ),
        card(
            "short",
            format!("{} → {}", s.short_posts_before, s.short_posts_after),
            short_note(lang, s),
            s.short_posts_new.map(|n| n == 0),
        ),
    ]);
    let journeys = journeys(source);
    if let (Some(middle), Some(longest)) = (journeys.get(journeys.len() / 2), journeys.last()) {
        let note = sentence(lang, "card.longest", &[("km", kilometres(*longest))]);
        all.push(card("journey", sentence(lang, "card.km", &[("km", kilometres(*middle))]), note, None));
    }
    let verdict = if source.audit.clean { "clean" } else { "not-clean" };
    let note = if source.audit.clean {
        word(lang, "card.all-hold")
    } else {
        sentence(lang, "card.breaches", &[("n", source.audit.breaches.to_string())])
    };
    all.push(card("audit", word(lang, &format!("card.{verdict}")), note, Some(source.audit.clean)));
    all
}
