//! `pins.N`: Σ of the moves that the pin means ≥ 1 (post, leave) or ≤ 0 (forbid, stay), for every pin.

use super::{Rule, Scene};
use crate::certificate::auxiliaries::Auxiliaries;
use crate::certificate::columns::Column;
use crate::certificate::rows::{Entry, Range, RowIx, Rows};
use crate::reading::Reading;
use lungang_domain::county::PinKind;
use lungang_domain::id::TeacherIx;
use lungang_domain::rule::RuleName;
use std::collections::BTreeMap;

/// Rows by teacher, each with the pin's position.
struct Pins(BTreeMap<TeacherIx, Vec<(RowIx, usize)>>);

pub(super) fn state(scene: Scene<'_>, rows: &mut Rows<'_>, auxiliaries: &mut Auxiliaries) -> Box<dyn Rule> {
    let mut pins = Pins(BTreeMap::new());
    for (n, pin) in scene.reading.county.pins.iter().enumerate() {
        let (range, unit) = match pin.kind {
            PinKind::Post | PinKind::Leave => (Range::at_least(1), 1),
            PinKind::Forbid | PinKind::Stay => (Range::at_most(0), -1),
        };
        let row = rows.add(&format!("pins.{n}"), range);
        auxiliaries.give_way(scene.reading, RuleName::Pins, row, unit, 1);
        pins.0.entry(pin.teacher).or_default().push((row, n));
    }
    Box::new(pins)
}

impl Rule for Pins {
    fn leaving(&self, _: &Reading<'_>, _: TeacherIx, _: &mut Vec<Entry>) {}

    fn arriving(&self, _: &Reading<'_>, _: usize, _: &mut Vec<Entry>) {}

    fn retasking(&self, _: &Reading<'_>, _: &Column, _: &mut Vec<Entry>) {}

    fn both(&self, reading: &Reading<'_>, column: &Column, out: &mut Vec<Entry>) {
        let step = &column.step;
        for (row, n) in self.0.get(&step.teacher).into_iter().flatten() {
            let pin = &reading.county.pins[*n];
            let meant = match pin.kind {
                PinKind::Stay | PinKind::Leave => true,
                PinKind::Post | PinKind::Forbid => {
                    pin.school.is_none_or(|s| s == step.to) && (pin.subject.is_none() || pin.subject == step.subject)
                }
            };
            out.extend(meant.then_some((*row, 1)));
        }
    }
}
