//! A plan's documents in the figures of a what-if's run: every measure by the same name.

use lungang_domain::audit::AuditReport;
use lungang_domain::document::PlanDocument;
use lungang_domain::policy::Mode;
use lungang_domain::whatif::{Amount, Measure, RunMove, RunShortage, RunYear};
use lungang_domain::years::YearFigures;
use std::collections::BTreeMap;

/// A year, from what its plan left.
pub fn year(document: &PlanDocument, audit: &AuditReport, figures: Option<&YearFigures>) -> RunYear {
    let mut moves: Vec<RunMove> = document
        .moves
        .iter()
        .map(|m| RunMove {
            teacher_id: m.teacher_id.clone(),
            from_school: m.from_school.clone(),
            to_school: m.to_school.clone(),
            stage: m.stage,
            subject: m.subject.clone(),
            // Three places are metres.
            metres: m.distance_km.map(|km| (km * 1000.0).round() as u32),
        })
        .collect();
    moves.sort();
    let mut shortages: Vec<RunShortage> = document
        .shortages
        .iter()
        .map(|s| RunShortage {
            school_id: s.school_id.clone(),
            stage: s.stage,
            subject: s.subject.clone(),
            before: s.short_before,
            after: s.short_after,
        })
        .collect();
    shortages.sort();
    RunYear {
        school_year: document.school_year.clone(),
        status: document.summary.status,
        measures: measures(document, audit, figures, &moves, &shortages),
        moves,
        visits: Vec::new(),
        shortages,
    }
}

fn measures(
    document: &PlanDocument,
    audit: &AuditReport,
    figures: Option<&YearFigures>,
    moves: &[RunMove],
    shortages: &[RunShortage],
) -> Vec<Measure> {
    let s = &document.summary;
    let mut all: Vec<(String, Amount)> = Vec::new();
    let mut whole = |name: &str, n: i64| all.push((name.to_owned(), Amount::Whole(n)));
    if let Some(year) = figures {
        whole("teachers", year.teachers.into());
        whole("pupils", year.pupils.into());
        whole("away", year.away.into());
    }
    whole("eligible", s.eligible.into());
    whole("moves", s.moves.into());
    whole("moves-down", s.moves_down.into());
    whole("backbone-moves", s.backbone_moves.into());
    whole("short-posts-before", s.short_posts_before.into());
    whole("short-posts-after", s.short_posts_after.into());
    whole("unmet-need-before", s.unmet_need_before);
    whole("unmet-need-after", s.unmet_need_after);
    whole("audit-clean", audit.clean.into());
    if let Some(n) = s.quota_required {
        whole("quota-required", n.into());
    }
    if let Some(n) = s.backbone_required {
        whole("backbone-required", n.into());
    }
    for goal in &s.goals {
        whole(&format!("goal.{}", goal.name), goal.value);
    }
    let mut subjects: BTreeMap<&str, (u32, u32)> = BTreeMap::new();
    for short in shortages {
        let sum = subjects.entry(&short.subject).or_default();
        sum.0 += short.before;
        sum.1 += short.after;
    }
    for (subject, (before, after)) in subjects {
        whole(&format!("short-before.{subject}"), before.into());
        whole(&format!("short-after.{subject}"), after.into());
    }
    for rule in audit.rules.iter().filter(|r| r.mode != Mode::Off) {
        whole(&format!("rule.{}.required", rule.rule.name()), rule.required);
        whole(&format!("rule.{}.achieved", rule.rule.name()), rule.achieved);
        if let Some(holds) = rule.holds {
            whole(&format!("rule.{}.holds", rule.rule.name()), holds.into());
        }
        if !rule.unchecked.is_empty() {
            whole(&format!("rule.{}.unchecked", rule.rule.name()), rule.not_checked().into());
        }
    }
    all.push(("journey-metres".to_owned(), Amount::Whole(moves.iter().filter_map(|m| m.metres.map(i64::from)).sum())));
    all.extend(journeys(moves));
    let mut spread = |name: &str, stage: &str, weighted: f64, unweighted: f64| {
        all.push((format!("cv-weighted.{name}.{stage}"), Amount::of_real(weighted)));
        all.push((format!("cv-unweighted.{name}.{stage}"), Amount::of_real(unweighted)));
    };
    match figures {
        Some(year) => year.balance.iter().for_each(|b| {
            spread(b.indicator.name(), b.stage.name(), b.variation.weighted, b.variation.unweighted);
        }),
        None => audit.balance.iter().for_each(|b| {
            spread(b.indicator.name(), b.stage.name(), b.after.weighted, b.after.unweighted);
        }),
    }
    all.into_iter().map(|(measure, value)| Measure { measure, value }).collect()
}

/// A year of a run with the measures of its journeys, which follow from its moves.
pub fn with_journeys(mut year: RunYear) -> RunYear {
    let more = journeys(&year.moves);
    year.measures.extend(more.into_iter().map(|(measure, value)| Measure { measure, value }));
    year
}

/// Journeys of those who move, kilometres with four places; nothing where none is known.
fn journeys(moves: &[RunMove]) -> Vec<(String, Amount)> {
    let mut metres: Vec<i64> = moves.iter().filter_map(|m| m.metres.map(i64::from)).collect();
    metres.sort_unstable();
    let (Some(longest), Some(middle)) = (metres.last(), metres.get(metres.len() / 2)) else { return Vec::new() };
    let mean = metres.iter().sum::<i64>() / metres.len() as i64;
    let km = |metres: i64| Amount::Places(metres * 10);
    vec![
        ("journey-km.mean".to_owned(), km(mean)),
        ("journey-km.median".to_owned(), km(*middle)),
        ("journey-km.longest".to_owned(), km(*longest)),
    ]
}
