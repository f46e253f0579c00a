//! Several years side by side: what holds in each, shortages and balance over the years, what happened, what was given up.

use super::{counted, figures, words};
use crate::block::{Cell, Column, Layout, PAGE, TERMINAL, Table};
use crate::html::PlanSource;
use crate::pages::audited::sign;
use lungang_domain::audit::{AuditReport, RuleAudit};
use lungang_domain::balance::Indicator;
use lungang_domain::document::AuditSummary;
use lungang_domain::policy::{Mode, Policy};
use lungang_domain::school::Part;
use lungang_domain::words::{Lang, say};
use lungang_domain::years::{YearFigures, YearsDocument};
use lungang_results::names;
use lungang_results::names::happening;
use std::collections::BTreeMap;

/// What an audit says of a year: the years' own word, or that of now.
pub struct Judged<'a> {
    /// The year.
    pub year: &'a YearFigures,
    /// Its audit.
    pub audit: AuditSummary,
}

impl<'a> Judged<'a> {
    /// As the years' document says it.
    pub fn stated(year: &'a YearFigures) -> Judged<'a> {
        Judged { year, audit: year.plan.audit }
    }

    /// As an audit of now does.
    pub fn again(year: &'a YearFigures, audit: &AuditReport) -> Judged<'a> {
        let audit = AuditSummary { clean: audit.clean, breaches: audit.breaches, standing: audit.standing };
        Judged { year, audit }
    }
}

/// A column a year.
fn a_year(year: &YearFigures) -> Column {
    Column::figures(&year.school_year)
}

/// A year a row: its figures against what is asked, how it ended, what its audit says.
pub fn year_by_year(lang: Lang, years: Vec<Judged<'_>>) -> Table {
    let n = years.len();
    let clean = |j: &Judged<'_>| match j.audit.clean {
        true => Cell::Verdict("✓", names::word(lang, "years.clean")),
        false => Cell::Verdict("✗", names::word(lang, "years.breached")),
    };
    Table::of(years)
        .column(words(lang, "school-year"), |j| &j.year.school_year)
        .column(words(lang, "audit").only(PAGE), |j| clean(j))
        .column(figures(lang, "eligible-people"), |j| j.year.plan.eligible)
        .column(figures(lang, "moved-counted"), |j| {
            Cell::Against(j.year.plan.counted_moves(), j.year.plan.quota_required)
        })
        .column(figures(lang, "backbone-moved"), |j| {
            Cell::Against(j.year.plan.backbone_moves, j.year.plan.backbone_required)
        })
        .column(figures(lang, "short-posts"), |j| {
            format!("{} → {}", j.year.plan.short_posts_before, j.year.plan.short_posts_after)
        })
        .column(figures(lang, "away"), |j| j.year.away)
        .column(words(lang, "result"), |j| names::ended(lang, j.year.plan.status, j.audit.standing))
        .column(words(lang, "audit").only(TERMINAL), |j| clean(j))
        .table()
        .titled(TERMINAL, counted(lang, "report.text.years.compliance", n))
        .titled(PAGE, say(lang, "page.years.compliance", &[]))
        .layout(Layout::Stacked)
}

/// Rules down, years across.
pub fn rules(lang: Lang, document: &YearsDocument, plans: &[PlanSource<'_>]) -> Table {
    let binding = plans.first().into_iter().flat_map(|p| p.audit.rules.iter().filter(|r| r.mode != Mode::Off));
    let cell = |plan: &PlanSource<'_>, rule: &RuleAudit| {
        let found = plan.audit.rules.iter().find(|r| r.rule == rule.rule);
        found.map_or("–", sign)
    };
    let years = document.years.iter().zip(plans);
    Table::of(binding)
        .column(words(lang, "rule"), |r| names::cited(lang, r.rule, &r.clause))
        .columns(years, |(year, _)| Column::words(&year.school_year), |r, _, (_, plan)| cell(plan, r))
        .table()
        .titled(PAGE, say(lang, "page.years.rules", &[]))
}

/// What each year gave up for later ones: the first goal whose value is another than in the plan of the year alone.
pub fn lookahead(lang: Lang, document: &YearsDocument) -> Table {
    let ahead = |y: &YearFigures| y.plan.lookahead.clone();
    let goal = |y: &YearFigures| ahead(y).and_then(|a| a.goals.into_iter().find(|g| g.alone != g.value));
    Table::of(&document.years)
        .column(words(lang, "school-year"), |y| &y.school_year)
        .column(figures(lang, "ahead"), |y| ahead(y).map_or(0, |a| u32::from(a.years)))
        .column(words(lang, "result"), |y| Cell::known(ahead(y).map(|a| names::status(lang, a.status))))
        .column(words(lang, "goal"), |y| Cell::known(goal(y).map(|g| names::goal(lang, &g.name))))
        .column(figures(lang, "alone"), |y| Cell::known(goal(y).map(|g| g.alone)))
        .column(figures(lang, "here"), |y| Cell::known(goal(y).map(|g| g.value)))
        .table()
        .titled(TERMINAL, names::word(lang, "text.years.lookahead"))
}

/// A subject with its short posts before and after the moves of each year.
pub struct OverYears {
    /// What it is called.
    pub name: String,
    /// Short before and after the moves, a pair a year.
    pub short: Vec<(u32, u32)>,
}

/// Subjects that are short in some year, in the policy's order.
pub fn subjects(lang: Lang, document: &YearsDocument, policy: Option<&Policy>) -> Vec<OverYears> {
    let mut all: BTreeMap<(usize, &str), Vec<(u32, u32)>> = BTreeMap::new();
    let rank = |id: &str| policy.and_then(|p| p.subject(id)).map_or(usize::MAX, |ix| ix.at());
    for (at, year) in document.years.iter().enumerate() {
        for short in &year.shortages {
            let values = all.entry((rank(&short.subject), &short.subject));
            values.or_insert_with(|| vec![(0, 0); document.years.len()])[at] = (short.before, short.after);
        }
    }
    let called = |id: &str| policy.map_or_else(|| id.to_owned(), |p| names::subject_of_id(lang, p, id));
    all.into_iter().map(|((_, id), short)| OverYears { name: called(id), short }).collect()
}

/// The table: every year on a page; on a terminal the first year and the last, the least and the most.
pub fn shortages(lang: Lang, document: &YearsDocument, subjects: &[OverYears]) -> Table {
    let after = |s: &OverYears| s.short.iter().map(|(_, after)| *after).collect::<Vec<_>>();
    Table::of(subjects)
        .column(words(lang, "subject"), |s| &s.name)
        .column(figures(lang, "first-year").only(TERMINAL), |s| Cell::known(after(s).first().copied()))
        .column(figures(lang, "least").only(TERMINAL), |s| Cell::known(after(s).into_iter().min()))
        .column(figures(lang, "most").only(TERMINAL), |s| Cell::known(after(s).into_iter().max()))
        .column(figures(lang, "last-year").only(TERMINAL), |s| Cell::known(after(s).last().copied()))
        .columns(
            &document.years,
            |y| a_year(y).only(PAGE),
            |s, at, _| {
                let (before, after) = s.short.get(at).copied().unwrap_or_default();
                format!("{before} → {after}")
            },
        )
        .table()
        .titled(TERMINAL, names::word(lang, "text.years.shortages"))
        .titled(PAGE, say(lang, "page.years.subjects", &[]))
}

/// A coefficient with three places.
pub fn places(coefficient: f64) -> String {
    format!("{coefficient:.3}")
}

/// An indicator of a stage.
pub type Compared = (Indicator, Part);

/// An indicator of a stage in words.
pub fn compared(lang: Lang, (indicator, stage): Compared) -> String {
    format!("{} · {}", names::stage(lang, stage), names::word(lang, &format!("indicator.{}", indicator.name())))
}

/// The coefficients of variation: every year's weighted one on a page; on a terminal those of the first year and the last.
pub fn balance(lang: Lang, document: &YearsDocument) -> Table {
    let (first, last) = (document.years.first(), document.years.last());
    let of = |year: Option<&YearFigures>, key: Compared| {
        year.and_then(|y| y.balance.iter().find(|b| (b.indicator, b.stage) == key)).map(|b| b.variation)
    };
    let figure = |x: Option<f64>| Cell::known(x.map(places));
    let weighted = |year, key| figure(of(year, key).map(|v| v.weighted));
    let unweighted = |year, key| figure(of(year, key).map(|v| v.unweighted));
    let keys = first.into_iter().flat_map(|y| y.balance.iter().map(|b| (b.indicator, b.stage)));
    let terminal = |key: &str| figures(lang, key).only(TERMINAL);
    let indicator = |(of, _): &Compared| names::word(lang, &format!("indicator.{}", of.name()));
    Table::of(keys)
        .column(words(lang, "indicator").only(TERMINAL), indicator)
        .column(words(lang, "stage").only(TERMINAL), |(_, stage)| names::stage(lang, *stage))
        .column(words(lang, "indicator").only(PAGE), |key| compared(lang, *key))
        .column(terminal("weighted-first"), |key| weighted(first, *key))
        .column(terminal("weighted-last"), |key| weighted(last, *key))
        .column(terminal("unweighted-first"), |key| unweighted(first, *key))
        .column(terminal("unweighted-last"), |key| unweighted(last, *key))
        .columns(&document.years, |y| a_year(y).only(PAGE), |key, _, year| weighted(Some(*year), *key))
        .table()
        .titled(TERMINAL, names::word(lang, "text.years.balance"))
        .titled(PAGE, say(lang, "page.years.balance", &[]))
}

/// How often each thing happened: year by year on a page, in all on a terminal.
pub fn events(lang: Lang, document: &YearsDocument) -> Table {
    let mut counts: BTreeMap<&str, (String, u32, Vec<u32>)> = BTreeMap::new();
    for event in &document.events {
        let none = || (happening(lang, &event.what), 0, vec![0; document.years.len()]);
        let (_, all, by_year) = counts.entry(event.what.name()).or_insert_with(none);
        *all += 1;
        if let Some(at) = document.years.iter().position(|y| y.school_year == event.school_year) {
            by_year[at] += 1;
        }
    }
    Table::of(counts.into_values())
        .column(words(lang, "event"), |(event, ..)| event.clone())
        .column(figures(lang, "times").only(TERMINAL), |(_, all, _)| *all)
        .columns(&document.years, |y| a_year(y).only(PAGE), |(.., by_year), at, _| by_year.get(at).copied())
        .table()
        .titled(TERMINAL, names::word(lang, "text.years.events"))
        .titled(PAGE, say(lang, "page.years.events", &[]))
}

/// How often those on the roster at the end have moved.
pub fn turns(lang: Lang, document: &YearsDocument) -> Table {
    let turns = &document.turns;
    let times = turns.times.unwrap_or_default().map(|n| n as usize);
    let rows = match turns.times {
        Some(_) => ["none", "once", "twice-only", "more"].into_iter().zip(times).collect(),
        // Years of an earlier version do not tell more.
        None => vec![("never", turns.never.len()), ("once", turns.once as usize), ("twice", turns.twice.len())],
    };
    Table::of(rows)
        .column(Column::words(say(lang, "page.years.turns-of", &[])), |(key, _)| {
            say(lang, &format!("page.years.turn.{key}"), &[])
        })
        .column(Column::figures(say(lang, "page.years.turns-people", &[])), |(_, n)| *n)
        .table()
        .titled(PAGE, say(lang, "page.years.turns", &[]))
        .layout(Layout::Small)
}
