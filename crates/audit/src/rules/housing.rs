//! Newcomers from afar have a bed.
//!
//! Newcomers whose journey exceeds `km` ≤ beds, for every school and every bed figure given (all, men, women); people.
//! Unknown sex counts for both, an unknown journey counts as far. Where newcomers need a bed and no figure says whether
//! there is one, that is not checked; with `unknown = none` there is none. Clause 三(二)4.

use super::measured::{Measured, breach};
use crate::beds::{nothing_stated, one_sex_stated, without_figure};
use crate::columns::beyond;
use crate::kinds::BreachKind;
use crate::world::World;
use lungang_domain::audit::{Breach, Relation};
use lungang_domain::missing::Missing;
use lungang_domain::school::School;
use lungang_domain::teacher::Sex;

/// Looks at every bed figure of every school.
pub fn measure(world: &World<'_>) -> Measured {
    let reading = world.before;
    let km = reading.policy.rules.housing.km.value;
    let none = without_figure(reading.policy);
    let mut measured = Measured::family();
    for s in reading.county.school_ixs() {
        let school = reading.county.school(s);
        let arriving = world.arriving[s.at()].iter().map(|&i| &world.steps[i]);
        let far: Vec<_> =
            arriving.filter(|x| reading.county.journey(x.teacher, s).is_none_or(|metres| beyond(metres, km))).collect();
        let missing = |when: fn(&School) -> bool| none.filter(|_| when(school));
        let figures = [
            (BreachKind::Housing, school.beds.or_else(|| missing(nothing_stated)), None),
            (BreachKind::HousingMale, school.beds_male.or_else(|| missing(one_sex_stated)), Some(Sex::Female)),
            (BreachKind::HousingFemale, school.beds_female.or_else(|| missing(one_sex_stated)), Some(Sex::Male)),
        ];
        for (kind, beds, others) in figures {
            let Some(beds) = beds else { continue };
            let need: Vec<_> =
                far.iter().copied().filter(|x| others.is_none() || world.teacher(x).sex != others).collect();
            let seen = Breach {
                school: Some(reading.school_id(s)),
                teachers: world.ids(need.iter().copied()),
                ..breach(kind, i64::from(beds), need.len() as i64)
            };
            measured.compare(Relation::AtMost, seen);
        }
        let counted = |sex: Option<Sex>| match (school.beds.or(none), sex) {
            (Some(_), _) => true,
            (None, Some(Sex::Male)) => school.beds_male.is_some(),
            (None, Some(Sex::Female)) => school.beds_female.is_some(),
            (None, None) => school.beds_male.is_some() && school.beds_female.is_some(),
        };
        measured.lacks(Missing::Beds, far.iter().filter(|x| !counted(world.teacher(x).sex)).count());
    }
    measured
}
