//! Documents of prices and alternatives, each with something of everything.

use lungang_domain::alternatives::{Alternative, Alternatives, Ending, Kept};
use lungang_domain::id::{SchoolIx, SubjectIx};
use lungang_domain::number::Decimal;
use lungang_domain::plan::PlanStatus;
use lungang_domain::price::{Changed, Lever, Limit, Price, PriceTable};
use lungang_domain::record::Record;
use lungang_domain::rule::RuleName;
use lungang_domain::school::Part;
use lungang_domain::sentence::Sentence;
use lungang_domain::whatif::{
    Amount, Measure, RunConflict, RunEntry, RunMove, RunResult, RunShortage, RunYear, ScenarioEntry, StoredRun, Unmet,
    WhatifDocument,
};
use lungang_domain::words::Lang;
use lungang_report::json::{AlternativesDocument, PriceDocument, to_text};

/// Prices of every kind of lever, in one language.
pub fn prices(record: &Record, lang: Lang) -> String {
    let (county, policy) = (&record.county, &record.policy);
    let limit = Limit { sentence: "men", school: Some(SchoolIx::new(0)), post: None, from: 1, to: 2 };
    let levers = [
        (RuleName::ExchangeQuota, Lever::Share { from: Decimal(1000), to: Decimal(1100) }, Changed::Same),
        (RuleName::TeamSize, Lever::Least { from: 2, to: 3 }, Changed::To(vec![7; record.plan.goals.len()])),
        (RuleName::Housing, Lever::Limit(limit), Changed::Same),
        (RuleName::PostBalance, Lever::Recruit { subject: SubjectIx::new(0), at: None }, Changed::Same),
        (RuleName::Couples, Lever::Off, Changed::Same),
    ];
    let price = |(rule, lever, changed)| Price { rule, lever, binds: true, lp: Some(vec![-0.5]), changed };
    let prices = levers.into_iter().map(price).collect();
    let table = PriceTable { status: PlanStatus::Optimal, goals: record.plan.goals.clone(), prices };
    to_text(&PriceDocument::new(county, policy, &table, lang))
}

/// A run that has a year with a plan and one without, and the list of runs that it stands in.
pub fn whatif() -> (String, String) {
    let text = || "x".to_owned();
    let measures = |names: &[&str]| -> Vec<Measure> {
        let all = names.iter().map(|name| Measure { measure: (*name).to_owned(), value: Amount::Whole(7) });
        all.chain([Measure { measure: text(), value: Amount::of_real(-0.25) }]).collect()
    };
    let one = RunMove {
        teacher_id: text(),
        from_school: text(),
        to_school: text(),
        stage: Part::Junior,
        subject: text(),
        metres: Some(1),
    };
    let shortage = RunShortage { school_id: text(), stage: Part::Primary, subject: text(), before: 2, after: 1 };
    let year = |status: PlanStatus, measures: Vec<Measure>| RunYear {
        school_year: text(),
        status,
        measures,
        moves: vec![one.clone()],
        retasks: Vec::new(),
        visits: Vec::new(),
        shortages: vec![shortage.clone()],
    };
    let run = RunResult {
        county: text(),
        policy: text(),
        seed: u64::MAX,
        years: 2,
        planned: vec![
            year(PlanStatus::Optimal, measures(&["moves"])),
            year(PlanStatus::Infeasible, measures(&["eligible", "short-posts-before"])),
        ],
        conflict: Some(RunConflict {
            rules: vec!["housing".to_owned()],
            told: vec![Sentence::new("cli.conflict.gives-way", [("rule", "@rule.housing.name"), ("breach", "1")])],
            zh: text(),
            en: text(),
        }),
        nobody: Some(text()),
    };
    let entry = RunEntry {
        run: text(),
        scenario: text(),
        parameters: [("quota".to_owned(), "10%".to_owned())].into(),
        seed: u64::MAX,
        years: 2,
        hash: text(),
        status: None,
        figures: None,
        conflict: None,
    };
    let done = entry.with(&run);
    assert_eq!(done.status, Some(PlanStatus::Infeasible));
    let figures = done.figures.as_ref().expect("a year was looked at");
    assert_eq!((figures.moves, figures.short_posts_before, figures.short_posts_after), (0, 7, 7));
    let scenario = ScenarioEntry { scenario: text(), description: text(), parameters: vec![text()], runs: 2 };
    let unmet = Unmet { run: text(), place: text(), measure: text(), expected: text(), found: Some(text()) };
    let list = WhatifDocument {
        version: text(),
        scenarios: vec![scenario],
        runs: vec![entry, done],
        unmet: vec![Unmet { found: None, ..unmet.clone() }, unmet],
    };
    (to_text(&list), to_text(&StoredRun { inputs: text(), sha256: text(), run }))
}

/// An alternative that makes one move less.
pub fn alternatives(record: &Record, lang: Lang) -> String {
    let (county, policy, plan) = (&record.county, &record.policy, &record.plan);
    let kept = plan.goals.iter().map(|goal| Kept { goal: goal.clone(), slack: 1 }).collect();
    let other = Alternative {
        moves: plan.moves.iter().skip(1).copied().collect(),
        retasks: Vec::new(),
        visits: Vec::new(),
        goals: plan.goals.iter().map(|g| g.value).collect(),
        drawn: Vec::new(),
        distance: 1,
        proved: true,
    };
    let all = Alternatives { kept, asked: 2, found: vec![other], ending: Ending::NoMore };
    to_text(&AlternativesDocument::new(county, policy, &plan.moves, &all, lang))
}
