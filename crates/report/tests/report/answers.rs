//! Documents of prices and alternatives, each with something of everything.

use lungang_domain::alternatives::{Alternative, Alternatives, Ending, Kept};
use lungang_domain::id::{SchoolIx, SubjectIx};
use lungang_domain::number::Decimal;
use lungang_domain::plan::PlanStatus;
use lungang_domain::price::{Changed, Lever, Limit, Price, PriceTable};
use lungang_domain::record::Record;
use lungang_domain::rule::RuleName;
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

/// An alternative that makes one move less.
pub fn alternatives(record: &Record, lang: Lang) -> String {
    let (county, policy, plan) = (&record.county, &record.policy, &record.plan);
    let kept = plan.goals.iter().map(|goal| Kept { goal: goal.clone(), slack: 1 }).collect();
    let other = Alternative {
        moves: plan.moves.iter().skip(1).copied().collect(),
        visits: Vec::new(),
        goals: plan.goals.iter().map(|g| g.value).collect(),
        lottery: None,
        distance: 1,
        proved: true,
    };
    let all = Alternatives { kept, asked: 2, found: vec![other], ending: Ending::NoMore };
    to_text(&AlternativesDocument::new(county, policy, &plan.moves, &all, lang))
}
