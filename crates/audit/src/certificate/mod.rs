//! Checks a certificate: what its prices prove of every goal, by the audit's own statement of the rows.
//!
//! The rows, their entries and the goals' costs are those of FORMULATION §10. For any prices y of the rows, every lawful
//! plan has c·x ≥ Σ_r (y_r > 0 ? y_r·lo_r : y_r·hi_r) + Σ_j min(d_j·lo_j, d_j·hi_j), d = c − Aᵀy. Where the plans are
//! taken apart into cases, that holds in each with the limits of the case, and the cases must leave no plan out. Nothing of the
//! certificate is trusted: prices are checked against rows, the bound is computed anew, in 128-bit integers with every
//! overflow caught. So whatever the prices are, the bound that comes out holds.

mod auxiliaries;
mod bound;
mod columns;
mod costs;
mod exact;
mod most_moves;
mod names;
mod pricing;
mod rows;
mod rules;
mod sheets;
mod stated;

use crate::kinds::FaultKind;
use crate::world::World;
use bound::Proof;
use lungang_domain::audit::Fault;
use lungang_domain::certificate::{Certificate, GoalCertificate};

/// What is proved of one goal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Certified {
    /// The goal's position among all goals.
    pub goal: usize,
    /// No lawful plan whose earlier goals are no worse has a better value than this.
    pub bound: i64,
    /// How far the plan is from it: 0 or more.
    pub gap: i64,
}

/// What a certificate comes to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verdict {
    /// What is proved, in the order of the goals; nothing where the certificate is refused.
    pub goals: Vec<Certified>,
    /// What is wrong with it.
    pub faults: Vec<Fault>,
}

impl Verdict {
    fn refused(faults: Vec<Fault>) -> Verdict {
        Verdict { goals: Vec::new(), faults }
    }
}

/// Checks a certificate against the county and the values that the plan's moves amount to, by goal in order.
///
/// The moves must be lawful, and no more than `most_moves` where that was asked for: of others a certificate says nothing.
pub fn verify(
    world: &World<'_>,
    values: &[(String, i64)],
    most_moves: Option<u32>,
    certificate: &Certificate,
) -> Verdict {
    let reading = world.before;
    let (positions, faults) = stated::check(certificate, reading.seed, values);
    if !faults.is_empty() {
        return Verdict::refused(faults);
    }
    let mut open = columns::open(reading);
    let reach = columns::reach(reading, &open);
    let sheets = sheets::sheets(certificate);
    let mut rows = rows::Rows::new(&sheets);
    let mut auxiliaries = auxiliaries::Auxiliaries::default();
    let mut rules = rules::state(reading, &reach, &open, &mut rows, &mut auxiliaries);
    rules.extend(most_moves.map(|most| most_moves::state(most, &mut rows)));
    let goals = costs::state(reading, &reach, &mut rows, &mut auxiliaries);
    if let Err(faults) = rows.settled() {
        return Verdict::refused(faults);
    }
    let program = bound::Program { reading, rows: &rows, rules: &rules, goals: &goals };
    let scaled = program.prove(world, values, (certificate, &sheets), &positions, &mut open, auxiliaries);
    let Ok(proofs) = scaled else {
        return Verdict::refused(vec![stated::fault(FaultKind::CertificateOverflow, None, None)]);
    };

    if let Some((_, stated)) = proofs.iter().zip(&certificate.goals).find(|(proof, _)| proof.leaves_out) {
        return Verdict::refused(vec![stated::fault(
            FaultKind::CertificateCases,
            None,
            Some(stated::shown(&stated.name)),
        )]);
    }
    let mut verdict = Verdict::default();
    for ((proof, goal), claimed) in proofs.iter().zip(&positions).zip(&certificate.goals) {
        judge(&mut verdict, proof, (*goal, &values[*goal]), goals[*goal].maximised, claimed);
    }
    if verdict.faults.iter().any(|f| f.kind == FaultKind::CertificateContradicts.name()) {
        verdict.goals.clear();
    }
    verdict
}

/// One goal: its value and its bound as claimed against its value as recomputed and its bound as proved.
fn judge(
    verdict: &mut Verdict,
    proof: &Proof,
    (goal, (name, own)): (usize, &(String, i64)),
    maximised: bool,
    &GoalCertificate { value, bound, .. }: &GoalCertificate,
) {
    let figure = |n: i64| Some(format!("{name}: {n}"));
    let faults = &mut verdict.faults;
    if value != *own {
        faults.push(stated::fault(FaultKind::CertificateValue, figure(*own), figure(value)));
    }
    // In the direction in which smaller is better.
    let sign = if maximised { -1 } else { 1 };
    let claimed = sign * i128::from(bound);
    if proof.least.is_none_or(|least| claimed > least) {
        let proved = proof.least.and_then(|least| i64::try_from(sign * least).ok());
        faults.push(stated::fault(FaultKind::CertificateBound, Some(figure_or(name, proved)), figure(bound)));
    }
    let Some(least) = proof.least else { return };
    let gap = sign * i128::from(*own) - least;
    if gap < 0 {
        // A lawful plan cannot be better than what is proved of all: one of the readings is wrong.
        let proved = i64::try_from(sign * least).ok();
        let proved = Some(figure_or(name, proved));
        faults.push(stated::fault(FaultKind::CertificateContradicts, proved, figure(*own)));
        return;
    }
    if let (Ok(bound), Ok(gap)) = (i64::try_from(sign * least), i64::try_from(gap)) {
        verdict.goals.push(Certified { goal, bound, gap });
    }
}

fn figure_or(name: &str, value: Option<i64>) -> String {
    value.map_or_else(|| name.to_owned(), |n| format!("{name}: {n}"))
}
