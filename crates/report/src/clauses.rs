//! The clause behind a fault of a move: the source of the policy's number that stands against it.

use lungang_domain::audit::Fault;
use lungang_domain::policy::{Grade, Param, Policy};

/// The clauses that a fault rests on, each once; none where it rests on the tables alone.
pub fn of_fault(policy: &Policy, fault: &Fault) -> Vec<String> {
    let sources: Vec<Source<'_>> = match fault.kind.as_str() {
        "not-eligible" => {
            let reasons = fault.found.as_deref().unwrap_or_default().split(", ");
            reasons.flat_map(|reason| of_reason(policy, reason)).collect()
        }
        "too-far" => policy.movement.max_km.iter().map(of).collect(),
        "direction-not-made" => vec![of(&policy.movement.directions)],
        _ => Vec::new(),
    };
    let mut clauses: Vec<String> = Vec::new();
    for (source, grade) in sources {
        // What a document's clause says follows it after a colon; what is no document is said whole, so that nobody takes
        // an assumption for a clause.
        let clause = match grade {
            Grade::Doc => source.split(['：', ':']).next().unwrap_or(source).trim(),
            Grade::Excerpt | Grade::Practice => source.trim(),
        };
        if !clause.is_empty() && !clauses.iter().any(|c| c == clause) {
            clauses.push(clause.to_owned());
        }
    }
    clauses
}

/// A source with how well it is founded.
type Source<'a> = (&'a str, Grade);

fn of<T>(param: &Param<T>) -> Source<'_> {
    (&param.source, param.grade)
}

fn of_reason<'a>(policy: &'a Policy, reason: &str) -> Vec<Source<'a>> {
    let terms = &policy.eligibility;
    match reason {
        "not-sending" => vec![of(&policy.sides.sending_areas), of(&policy.sides.sending_tiers)],
        "too-few-years" => vec![of(&terms.years_same_school)],
        "too-old" | "age-unknown" => {
            [&terms.max_age_male, &terms.max_age_female].into_iter().flatten().map(of).collect()
        }
        "resting" => vec![of(&terms.rest_years)],
        "principal" => vec![of(&terms.principals_move)],
        "title-excluded" => terms.excluded_titles.iter().map(of).collect(),
        "exempt" => vec![of(&terms.exemptions)],
        _ => Vec::new(),
    }
}
