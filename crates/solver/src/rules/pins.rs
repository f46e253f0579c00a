//! What the office has fixed, forbidden or kept is so.
//!
//! post: Σ x(t, s[, k]) ≥ 1; leave: Σ x(t,·) ≥ 1; forbid: Σ x(t, s[, k]) ≤ 0 (any school where none is named); stay: Σ x(t,·) ≤ 0; for
//! every row of the pins table. Pins.

use super::{Entries, Rule, Serves};
use crate::model::candidates::{Candidate, Leaver};
use crate::model::formulation::Formulation;
use crate::model::program::Range;
use crate::model::rows::{About, RowIx, RowName, Rows};
use crate::model::world::World;
use lungang_domain::county::{Pin, PinKind};
use lungang_domain::id::TeacherIx;
use lungang_domain::plan::{Direction, Move, Plan};
use lungang_domain::rule::RuleName;
use std::collections::{BTreeMap, BTreeSet};

struct Pins {
    rows: BTreeMap<TeacherIx, Vec<(RowIx, Pin)>>,
}

pub(super) fn state(world: &World<'_>, rows: &mut Rows) -> Box<dyn Rule> {
    const NAME: RuleName = RuleName::Pins;
    let mode = world.policy.rules.pins.mode;
    let mut pins = Pins { rows: BTreeMap::new() };
    for (i, pin) in world.county.pins.iter().enumerate() {
        let range = range(pin);
        let row = rows.add(NAME, "", About::Pin(i as u32), range);
        rows.give_way(NAME, mode, row, if range.lo.is_some() { 1 } else { -1 }, 1);
        pins.rows.entry(pin.teacher).or_default().push((row, pin.clone()));
    }
    Box::new(pins)
}

/// Whether a pin asks for a move.
fn asks(pin: &Pin) -> bool {
    matches!(pin.kind, PinKind::Post | PinKind::Leave)
}

fn range(pin: &Pin) -> Range {
    if asks(pin) { Range::at_least(1) } else { Range::at_most(0) }
}

impl Formulation<'_> {
    /// Asks for what pins say, whatever the policy's mode of pins: what would be if it were so.
    pub fn ask(&mut self, pins: &[Pin]) {
        let mut asked = Pins { rows: BTreeMap::new() };
        for pin in pins {
            let row = RowIx(self.rows.len() as u32);
            self.rows.push(range(pin));
            let about = About::Teacher(pin.teacher);
            self.row_names.push(RowName { rule: Some(RuleName::Pins), sentence: "asked", about });
            asked.rows.entry(pin.teacher).or_default().push((row, pin.clone()));
        }
        self.rules.push(Box::new(asked));
    }
}

impl Rule for Pins {
    fn leaving(&self, _: &World<'_>, _: &Leaver, _: Direction, _: &mut Entries) {}

    fn arriving(&self, _: &World<'_>, _: u32, _: Direction, _: &mut Entries) {}

    fn crossing(&self, _: &World<'_>, c: &Candidate, out: &mut Entries) {
        for (row, pin) in self.rows.get(&c.teacher).into_iter().flatten() {
            let there = pin.school.is_none_or(|s| s == c.to);
            let subject = pin.subject.is_none_or(|k| k == c.subject);
            let meant = match pin.kind {
                PinKind::Post | PinKind::Forbid => there && subject,
                PinKind::Stay | PinKind::Leave => true,
            };
            if meant {
                out.push((row.0, 1));
            }
        }
    }

    fn retasking(&self, _: &Leaver, _: u32, _: &mut Entries) {}

    fn lift(&self, _: &World<'_>, leaver: &Leaver, prices: &[i128]) -> i128 {
        self.rows.get(&leaver.teacher).into_iter().flatten().map(|(row, _)| prices[row.0 as usize].max(0)).sum()
    }
}

/// Moves that the office asks for serve it.
pub(super) fn serves<'a>(world: &'a World<'a>, _: &Plan) -> Serves<'a> {
    let pinned: BTreeSet<TeacherIx> = world.county.pins.iter().filter(|p| asks(p)).map(|p| p.teacher).collect();
    Box::new(move |m: &Move| pinned.contains(&m.teacher))
}

/// Whose moves a row of a pin counts; `None` for a row of another rule.
pub(crate) fn of(world: &World<'_>, name: &RowName) -> Option<TeacherIx> {
    if name.rule != Some(RuleName::Pins) {
        return None;
    }
    match name.about {
        About::Pin(n) => world.county.pins.get(n as usize).map(|pin| pin.teacher),
        About::Teacher(teacher) => Some(teacher),
        _ => None,
    }
}
