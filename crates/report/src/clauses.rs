//! The clause behind a fault of a move: the source of the policy's number that stands against it.

use lungang_domain::audit::Fault;
use lungang_domain::policy::Policy;

/// The clauses that a fault rests on, each once; none where it rests on the tables alone.
pub fn of_fault(policy: &Policy, fault: &Fault) -> Vec<String> {
    let sources: Vec<&str> = match fault.kind.as_str() {
        "not-eligible" => {
            let reasons = fault.found.as_deref().unwrap_or_default().split(", ");
            reasons.flat_map(|reason| of_reason(policy, reason)).collect()
        }
        "too-far" => policy.movement.max_km.iter().map(|p| p.source.as_str()).collect(),
        "direction-not-made" => vec![&policy.movement.directions.source],
        _ => Vec::new(),
    };
    let mut clauses: Vec<String> = Vec::new();
    for source in sources {
        // What the clause says follows it after a colon.
        let clause = source.split(['：', ':']).next().unwrap_or(source).trim();
        if !clause.is_empty() && !clauses.iter().any(|c| c == clause) {
            clauses.push(clause.to_owned());
        }
    }
    clauses
}

fn of_reason<'a>(policy: &'a Policy, reason: &str) -> Vec<&'a str> {
    let terms = &policy.eligibility;
    match reason {
        "not-sending" => vec![&policy.sides.sending_areas.source, &policy.sides.sending_tiers.source],
        "too-few-years" => vec![&terms.years_same_school.source],
        "too-old" | "age-unknown" => {
            [&terms.max_age_male, &terms.max_age_female].into_iter().flatten().map(|p| p.source.as_str()).collect()
        }
        "resting" => vec![&terms.rest_years.source],
        "principal" => vec![&terms.principals_move.source],
        "title-excluded" => terms.excluded_titles.iter().map(|p| p.source.as_str()).collect(),
        "exempt" => vec![&terms.exemptions.source],
        _ => Vec::new(),
    }
}
