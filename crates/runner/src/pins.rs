//! Pins that ask for a move that cannot be: told as findings, with the reason, before anybody waits for a plan.

use lungang_domain::county::{County, PinKind};
use lungang_domain::finding::{Finding, Findings};
use lungang_domain::policy::{Mode, Policy};
use lungang_solver::model::candidates::{Candidate, Leaver};
use lungang_solver::model::world::World;
use lungang_solver::{eligibility, staffing};
use lungang_tables::table::Tables;
use lungang_tables::validate::PinPlaces;
use std::cell::OnceCell;

/// Looks at every pin that asks for a move; it stands in the pins table or on the command line.
///
/// While pins are hard such a pin makes every plan impossible and is an error; else it is a warning.
pub fn check(tables: &Tables, county: &County, policy: &Policy) -> Findings {
    let mut findings = Findings::default();
    let mode = policy.rules.pins.mode;
    let asks = |kind: PinKind| matches!(kind, PinKind::Post | PinKind::Leave);
    if mode == Mode::Off || !county.pins.iter().any(|p| asks(p.kind)) {
        return findings;
    }
    // Where the authorised total cannot staff every class there are no needs, and planning says so.
    let Ok(needs) = staffing::needs(county, policy, 0) else { return findings };
    let who = eligibility::verdicts(county, policy);
    let world = World::new(county, policy, &needs, &who, 0);
    let places = OnceCell::new();
    for pin in county.pins.iter().filter(|p| asks(p.kind)) {
        let could = |c: Candidate| pin.school.is_none_or(|s| s == c.to) && pin.subject.is_none_or(|k| k == c.subject);
        let verdict = who.of(pin.teacher);
        let leaver = Leaver::new(&world, pin.teacher);
        if leaver.iter().flat_map(|leaver| leaver.each(&world)).any(could) {
            continue;
        }
        let place = places.get_or_init(|| PinPlaces::of(tables, county)).place(pin);
        let (code, cause) = match verdict.reasons.first() {
            Some(reason) => ("pin-not-eligible", format!("@against.{}", reason.name())),
            None => ("pin-no-post", String::new()),
        };
        let finding = match mode {
            Mode::Hard => Finding::error(code, place),
            _ => Finding::warning(code, place),
        };
        let school = pin.school.map_or("–", |s| county.school(s).id.as_str());
        findings
            .push(finding.with("teacher", &county.teacher(pin.teacher).id).with("school", school).with("cause", cause));
    }
    findings
}
