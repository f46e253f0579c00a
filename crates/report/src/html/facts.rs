//! What the plan comes to, in one paragraph and a handful of figures.

use super::PlanSource;
use super::burden::journeys;
use crate::block::kilometres;
use crate::pens::html::{Card, Sheet, sentence, word};
use lungang_domain::document::Summary;
use lungang_domain::plan::{PlanStatus, Standing};
use lungang_domain::words::Lang;
use lungang_results::names;
use std::cmp::Ordering;

/// The section at the top.
pub fn key_figures(sheet: &mut Sheet, source: &PlanSource<'_>) {
    let (lang, summary) = (sheet.lang, &source.document.summary);
    sheet.section("facts");
    sheet.paragraph(&in_words(source, lang));
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
    let s = &source.document.summary;
    let asked = |n: Option<u32>| match n {
        Some(n) => sentence(lang, "facts.asked", &[("n", n.to_string())]),
        None => String::new(),
    };
    let mut said = sentence(
        lang,
        "facts.words",
        &[
            ("eligible", s.eligible.to_string()),
            ("moves", s.moves.to_string()),
            ("down", s.moves_down.to_string()),
            ("quota", asked(s.quota_required)),
            ("backbone", s.backbone_moves.to_string()),
            ("share", asked(s.backbone_required)),
            ("before", s.short_posts_before.to_string()),
            ("after", s.short_posts_after.to_string()),
        ],
    );
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

fn cards(source: &PlanSource<'_>, s: &Summary, lang: Lang) -> Vec<Card> {
    let asked = |n: Option<u32>| n.map_or_else(String::new, |n| sentence(lang, "card.asked", &[("n", n.to_string())]));
    let reached = |have: u32, asked: Option<u32>| asked.map(|asked| have >= asked);
    let card = |key: &str, value: String, note: String, good: Option<bool>| Card {
        label: word(lang, &format!("card.{key}")),
        value,
        note,
        good,
    };
    let mut all = vec![
        card("eligible", s.eligible.to_string(), String::new(), None),
        card("moves-down", s.moves_down.to_string(), asked(s.quota_required), reached(s.moves_down, s.quota_required)),
        card(
            "backbone",
            s.backbone_moves.to_string(),
            asked(s.backbone_required),
            reached(s.backbone_moves, s.backbone_required),
        ),
        card(
            "short",
            format!("{} → {}", s.short_posts_before, s.short_posts_after),
            filled(lang, s.short_posts_before, s.short_posts_after),
            None,
        ),
    ];
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
