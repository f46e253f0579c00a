//! `housing.all.S`, `.men.S`, `.women.S`: newcomers from afar ≤ beds, for every bed figure of a school where somebody could come.

use super::{Rule, Scene, put};
use crate::beds::{nothing_stated, one_sex_stated, without_figure};
use crate::certificate::auxiliaries::Auxiliaries;
use crate::certificate::columns::Column;
use crate::certificate::names;
use crate::certificate::rows::{Entry, Range, RowIx, Rows};
use crate::columns::beyond;
use crate::reading::Reading;
use lungang_domain::id::TeacherIx;
use lungang_domain::number::Decimal;
use lungang_domain::rule::RuleName;
use lungang_domain::school::School;
use lungang_domain::teacher::Sex;

/// Rows by school.
struct Housing {
    km: Decimal,
    all: Vec<Option<RowIx>>,
    men: Vec<Option<RowIx>>,
    women: Vec<Option<RowIx>>,
}

pub(super) fn state(scene: Scene<'_>, rows: &mut Rows<'_>, auxiliaries: &mut Auxiliaries) -> Box<dyn Rule> {
    let (reading, reach) = (scene.reading, scene.reach);
    let mut beds = |family: &str, figure: &dyn Fn(&School) -> Option<u32>| {
        let mut row = vec![None; reading.county.schools.len()];
        for s in reading.county.school_ixs().filter(|s| reach.into[s.at()] > 0) {
            let Some(beds) = figure(reading.county.school(s)) else { continue };
            let at = rows.add(&names::school(reading, family, s), Range::at_most(i64::from(beds)));
            auxiliaries.give_way(reading, RuleName::Housing, at, -1, reach.into[s.at()]);
            row[s.at()] = Some(at);
        }
        row
    };
    let none = without_figure(reading.policy);
    Box::new(Housing {
        km: reading.policy.rules.housing.km.value,
        all: beds("housing.all", &|s| s.beds.or_else(|| none.filter(|_| nothing_stated(s)))),
        men: beds("housing.men", &|s| s.beds_male.or_else(|| none.filter(|_| one_sex_stated(s)))),
        women: beds("housing.women", &|s| s.beds_female.or_else(|| none.filter(|_| one_sex_stated(s)))),
    })
}

impl Rule for Housing {
    fn leaving(&self, _: &Reading<'_>, _: TeacherIx, _: &mut Vec<Entry>) {}

    fn arriving(&self, _: &Reading<'_>, _: usize, _: &mut Vec<Entry>) {}

    fn retasking(&self, _: &Reading<'_>, _: &Column, _: &mut Vec<Entry>) {}

    fn both(&self, reading: &Reading<'_>, column: &Column, out: &mut Vec<Entry>) {
        let to = column.step.to.at();
        if self.all[to].is_none() && self.men[to].is_none() && self.women[to].is_none() {
            return;
        }
        let journey = reading.county.journey(column.step.teacher, column.step.to);
        if journey.is_some_and(|metres| !beyond(metres, self.km)) {
            return;
        }
        let sex = reading.county.teacher(column.step.teacher).sex;
        put(out, self.all[to], 1);
        put(out, self.men[to].filter(|_| sex != Some(Sex::Female)), 1);
        put(out, self.women[to].filter(|_| sex != Some(Sex::Male)), 1);
    }
}
