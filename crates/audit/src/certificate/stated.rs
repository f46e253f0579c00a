//! What a certificate says of itself, before any price is looked at: format, seed, denominator, goals.

use crate::kinds::FaultKind;
use lungang_domain::audit::Fault;
use lungang_domain::certificate::{Certificate, FORMAT, FORMAT_BEFORE};

/// A fault of a certificate.
pub(super) fn fault(kind: FaultKind, expected: Option<String>, found: Option<String>) -> Fault {
    Fault { kind: kind.name().to_owned(), teacher: None, school: None, expected, found, place: None }
}

/// A text of a certificate, short and without what would disturb a terminal.
pub(super) fn shown(text: &str) -> String {
    const MOST: usize = 80;
    let plain: String = text.chars().take(MOST).map(|c| if c.is_control() { '?' } else { c }).collect();
    if text.chars().nth(MOST).is_some() { format!("{plain}…") } else { plain }
}

/// The position of every proof's goal in the list of all goals, and what is wrong.
///
/// Goals may be left out; those that are there stand in the order of the goals, each once.
pub(super) fn check(certificate: &Certificate, seed: u64, goals: &[(String, i64)]) -> (Vec<usize>, Vec<Fault>) {
    let mut faults = Vec::new();
    let mut differ = |kind: FaultKind, own: &dyn ToString, found: &dyn ToString| {
        faults.push(fault(kind, Some(own.to_string()), Some(found.to_string())));
    };
    let old = certificate.format == FORMAT_BEFORE && certificate.goals.iter().all(|g| g.cases.is_empty());
    if certificate.format != FORMAT && !old {
        differ(FaultKind::CertificateFormat, &FORMAT, &certificate.format);
    }
    if certificate.seed != seed {
        differ(FaultKind::CertificateSeed, &seed, &certificate.seed);
    }
    if certificate.denominator <= 0 {
        differ(FaultKind::CertificateDenominator, &1, &certificate.denominator);
    }
    let (mut positions, mut next) = (Vec::new(), 0);
    for stated in &certificate.goals {
        let at = goals.iter().skip(next).position(|(name, _)| *name == stated.name);
        let Some(at) = at.map(|at| next + at) else {
            faults.push(fault(FaultKind::CertificateGoal, None, Some(shown(&stated.name))));
            continue;
        };
        let held = std::iter::once(&stated.held).chain(stated.cases.iter().map(|case| &case.held));
        if held.into_iter().any(|held| held.len() > at || held.iter().any(|price| *price > 0)) {
            faults.push(fault(FaultKind::CertificateHeld, None, Some(shown(&stated.name))));
        }
        positions.push(at);
        next = at + 1;
    }
    (positions, faults)
}
