//! Nobody is sent to a school that the spouse, or another relative whom the office names, heads (回避).
//!
//! For every move of a teacher with kin on the roster: no kin on duty is principal or vice principal and serves at the school
//! before the moves; moves. Where nobody is either, nothing can be checked. Practice.

use super::measured::{Measured, breach};
use crate::columns::Step;
use crate::kinds::BreachKind;
use crate::reading::Reading;
use crate::world::World;
use lungang_domain::audit::Breach;
use lungang_domain::county::County;
use lungang_domain::id::{SchoolIx, TeacherIx};
use lungang_domain::missing::Missing;
use lungang_domain::policy::Mode;
use lungang_domain::teacher::{Role, Status};
use std::collections::{BTreeMap, BTreeSet};

/// Schools that kin of a teacher heads, by teacher.
pub type Avoided = BTreeMap<TeacherIx, BTreeSet<SchoolIx>>;

/// Looks at every move of somebody who has kin.
pub fn measure(world: &World<'_>) -> Measured {
    let reading = world.before;
    let mut measured = Measured::family();
    let have_kin: BTreeSet<TeacherIx> = pairs(reading.county).map(|(teacher, _)| teacher).collect();
    let somebody_heads = reading.county.teachers.iter().any(|t| leads(t.role));
    for step in world.steps.iter().filter(|step| have_kin.contains(&step.teacher)) {
        if !somebody_heads {
            measured.lacks(Missing::Role, 1);
            continue;
        }
        let seen = broken(reading, step).then(|| Breach {
            school: Some(reading.school_id(step.to)),
            teachers: vec![reading.teacher_id(step.teacher)],
            ..breach(BreachKind::Avoidance, 0, 1)
        });
        measured.look(seen.map(|seen| (seen, 1)));
    }
    measured
}

/// Whether the rule, where it is hard, leaves no column for the move.
pub(super) fn shuts(reading: &Reading<'_>, step: &Step) -> bool {
    reading.policy.rules.avoidance.mode == Mode::Hard && broken(reading, step)
}

/// Whether kin of who moves heads the school.
pub(crate) fn broken(reading: &Reading<'_>, step: &Step) -> bool {
    reading.avoided.get(&step.teacher).is_some_and(|schools| schools.contains(&step.to))
}

/// Which schools are headed by whose kin.
pub(crate) fn avoided(county: &County) -> Avoided {
    let mut all = Avoided::new();
    for (teacher, kin) in pairs(county) {
        let head = county.teacher(kin);
        if head.status == Status::OnDuty && leads(head.role) {
            all.entry(teacher).or_default().insert(county.serves_at(kin));
        }
    }
    all
}

/// Every teacher with each of their kin: spouses, and both ways whom a row of the relatives table joins.
fn pairs(county: &County) -> impl Iterator<Item = (TeacherIx, TeacherIx)> + '_ {
    let spouses = county.teacher_ixs().filter_map(|t| Some((t, county.teacher(t).spouse?)));
    let rows = county.relatives.iter().flat_map(|r| [(r.teacher, r.relative), (r.relative, r.teacher)]);
    spouses.chain(rows)
}

fn leads(role: Role) -> bool {
    matches!(role, Role::Principal | Role::VicePrincipal)
}
