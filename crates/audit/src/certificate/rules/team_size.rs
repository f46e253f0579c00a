//! A school that receives, receives a team: `team_size.least.S`: in − least · receives ≥ 0; `team_size.switch.S`:
//! in − U · receives ≤ 0, U the most that the school could receive, where the inflow cap is hard at most that.

use super::{Rule, Scene};
use crate::certificate::auxiliaries::{Auxiliaries, What};
use crate::certificate::columns::Column;
use crate::certificate::names;
use crate::certificate::rows::{Entry, Range, RowIx, Rows};
use crate::reading::Reading;
use crate::rules::inflow_cap;
use lungang_domain::id::TeacherIx;
use lungang_domain::policy::Mode;
use lungang_domain::rule::RuleName;

/// Both rows of every school.
struct TeamSize(Vec<Option<(RowIx, RowIx)>>);

pub(super) fn state(scene: Scene<'_>, rows: &mut Rows<'_>, auxiliaries: &mut Auxiliaries) -> Box<dyn Rule> {
    let (reading, reach) = (scene.reading, scene.reach);
    let least = i64::from(reading.policy.rules.team_size.least.value);
    let capped = reading.policy.rules.mode(RuleName::InflowCap) == Mode::Hard;
    let mut row = vec![None; reading.county.schools.len()];
    for s in reading.county.school_ixs().filter(|s| reach.into[s.at()] > 0) {
        let could = reach.into[s.at()];
        let most = if capped { could.min(inflow_cap::most(reading, s)) } else { could };
        let receives = auxiliaries.add(What::Receives, 0, 1);
        let lower = rows.add(&names::school(reading, "team_size.least", s), Range::at_least(0));
        let upper = rows.add(&names::school(reading, "team_size.switch", s), Range::at_most(0));
        auxiliaries.touch(receives, lower, -least);
        auxiliaries.touch(receives, upper, -most);
        auxiliaries.give_way(reading, RuleName::TeamSize, lower, 1, least);
        row[s.at()] = Some((lower, upper));
    }
    Box::new(TeamSize(row))
}

impl Rule for TeamSize {
    fn leaving(&self, _: &Reading<'_>, _: TeacherIx, _: &mut Vec<Entry>) {}

    fn arriving(&self, reading: &Reading<'_>, post: usize, out: &mut Vec<Entry>) {
        if let Some((lower, upper)) = self.0[reading.posts[post].school.at()] {
            out.extend([(lower, 1), (upper, 1)]);
        }
    }

    fn retasking(&self, _: &Reading<'_>, _: &Column, _: &mut Vec<Entry>) {}

    fn both(&self, _: &Reading<'_>, _: &Column, _: &mut Vec<Entry>) {}
}
