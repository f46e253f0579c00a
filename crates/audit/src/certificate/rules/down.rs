//! Rules that ask for moves down: the exchange quota, and the shares of backbone teachers, alliances, graduating grades.
//!
//! A share p/q of the moves down is the row q · Σ_counted x − p · Σ_down x ≥ 0; one unit of breach is one person more among
//! those counted.

use super::{Rule, Scene, put};
use crate::certificate::auxiliaries::Auxiliaries;
use crate::certificate::columns::Column;
use crate::certificate::names;
use crate::certificate::rows::{Entry, Range, RowIx, Rows};
use crate::reading::Reading;
use crate::rules::{exchange_quota, graduating_share};
use lungang_domain::id::TeacherIx;
use lungang_domain::number::Decimal;
use lungang_domain::policy::BackboneOf;
use lungang_domain::rule::RuleName;

/// Which moves down count.
type Counts = fn(&Reading<'_>, &Column) -> bool;

/// Σ_counted x ≥ required, in the county and out of sending schools; Σ_down x ≤ most, in the county.
struct Quota {
    county: Option<RowIx>,
    school: Vec<Option<RowIx>>,
    most: Option<RowIx>,
}

pub(super) fn exchange_quota(scene: Scene<'_>, rows: &mut Rows<'_>, auxiliaries: &mut Auxiliaries) -> Box<dyn Rule> {
    const NAME: RuleName = RuleName::ExchangeQuota;
    let asked = exchange_quota::asked(scene.reading);
    let mut quota = Quota { county: None, school: vec![None; scene.reading.county.schools.len()], most: None };
    if let Some(required) = asked.county {
        let row = rows.add("exchange_quota.county", Range::at_least(required));
        auxiliaries.give_way(scene.reading, NAME, row, 1, required);
        quota.county = Some(row);
    }
    for (s, required) in asked.schools.into_iter().filter(|(_, required)| *required > 0) {
        let row = rows.add(&names::school(scene.reading, "exchange_quota.school", s), Range::at_least(required));
        auxiliaries.give_way(scene.reading, NAME, row, 1, required);
        quota.school[s.at()] = Some(row);
    }
    if let Some(most) = asked.most {
        let row = rows.add("exchange_quota.most", Range::at_most(most));
        auxiliaries.give_way(scene.reading, NAME, row, -1, scene.reading.county.teachers.len() as i64);
        quota.most = Some(row);
    }
    Box::new(quota)
}

impl Rule for Quota {
    fn leaving(&self, _: &Reading<'_>, _: TeacherIx, _: &mut Vec<Entry>) {}

    fn arriving(&self, _: &Reading<'_>, _: usize, _: &mut Vec<Entry>) {}

    fn retasking(&self, _: &Reading<'_>, _: &Column, _: &mut Vec<Entry>) {}

    fn both(&self, reading: &Reading<'_>, column: &Column, out: &mut Vec<Entry>) {
        if column.down() {
            put(out, self.most, 1);
        }
        if exchange_quota::counts(reading, &column.step) {
            put(out, self.county, 1);
            put(out, self.school[column.step.from.at()], 1);
        }
    }
}

/// One row over the moves down: what a counted one and what another adds. Of a share of the moves also the row that counts.
struct Share {
    row: RowIx,
    count: Option<RowIx>,
    counted: i64,
    other: i64,
    counts: Counts,
}

impl Rule for Share {
    fn leaving(&self, _: &Reading<'_>, _: TeacherIx, _: &mut Vec<Entry>) {}

    fn arriving(&self, _: &Reading<'_>, _: usize, _: &mut Vec<Entry>) {}

    fn retasking(&self, _: &Reading<'_>, _: &Column, _: &mut Vec<Entry>) {}

    fn both(&self, reading: &Reading<'_>, column: &Column, out: &mut Vec<Entry>) {
        if column.down() {
            let coefficient = if (self.counts)(reading, column) { self.counted } else { self.other };
            out.extend((coefficient != 0).then_some((self.row, coefficient)));
            if (self.counts)(reading, column) {
                put(out, self.count, 1);
            }
        }
    }
}

/// A share of the moves down.
fn of_moved(
    reading: &Reading<'_>,
    rows: &mut Rows<'_>,
    auxiliaries: &mut Auxiliaries,
    (rule, name): (RuleName, &str),
    share: Decimal,
    counts: Counts,
) -> Box<dyn Rule> {
    let (p, q) = share.fraction();
    let row = rows.add(name, Range::at_least(0));
    let teachers = reading.county.teachers.len() as i64;
    auxiliaries.give_way(reading, rule, row, q, share.ceil_of(teachers).max(teachers));
    let count = Some(rows.add(&format!("{name}.counted"), Range::at_least(0)));
    Box::new(Share { row, count, counted: q - p, other: -p, counts })
}

/// So many moves down of those counted.
fn at_least(
    reading: &Reading<'_>,
    rows: &mut Rows<'_>,
    auxiliaries: &mut Auxiliaries,
    (rule, name): (RuleName, &str),
    required: i64,
    counts: Counts,
) -> Box<dyn Rule> {
    let row = rows.add(name, Range::at_least(required));
    auxiliaries.give_way(reading, rule, row, 1, required);
    Box::new(Share { row, count: None, counted: 1, other: 0, counts })
}

pub(super) fn backbone_share(scene: Scene<'_>, rows: &mut Rows<'_>, auxiliaries: &mut Auxiliaries) -> Box<dyn Rule> {
    const NAME: (RuleName, &str) = (RuleName::BackboneShare, "backbone_share");
    let (reading, rule) = (scene.reading, &scene.reading.policy.rules.backbone_share);
    let backbone: Counts = |reading, column| reading.backbone(reading.county.teacher(column.step.teacher));
    match rule.of.value {
        BackboneOf::Moved => of_moved(reading, rows, auxiliaries, NAME, rule.share.value, backbone),
        BackboneOf::Eligible => {
            let required = rule.share.value.ceil_of(reading.eligible().count() as i64);
            at_least(reading, rows, auxiliaries, NAME, required, backbone)
        }
    }
}

pub(super) fn alliance_share(scene: Scene<'_>, rows: &mut Rows<'_>, auxiliaries: &mut Auxiliaries) -> Box<dyn Rule> {
    const NAME: (RuleName, &str) = (RuleName::AllianceShare, "alliance_share");
    let inside: Counts = |reading, column| {
        let alliance = |s| reading.county.school(s).alliance.as_deref();
        let own = alliance(column.step.from);
        own.is_some() && own == alliance(column.step.to)
    };
    let share = scene.reading.policy.rules.alliance_share.share.value;
    of_moved(scene.reading, rows, auxiliaries, NAME, share, inside)
}

pub(super) fn graduating_share(scene: Scene<'_>, rows: &mut Rows<'_>, auxiliaries: &mut Auxiliaries) -> Box<dyn Rule> {
    const NAME: (RuleName, &str) = (RuleName::GraduatingShare, "graduating_share");
    let graduating: Counts = |reading, column| reading.county.teacher(column.step.teacher).graduating;
    let required = graduating_share::required(scene.reading);
    at_least(scene.reading, rows, auxiliaries, NAME, required, graduating)
}
