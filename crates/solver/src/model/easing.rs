//! A formulation with one thing otherwise: a limit eased by some, or one teacher more. FORMULATION §13.

use super::formulation::Formulation;
use super::program::{Bounds, Range};
use super::rows::{About, Auxiliary, Measured, RowName};
use crate::rules::{Entries, post_balance, post_limit};
use lungang_domain::goal::Measure;
use lungang_domain::id::{SchoolIx, SubjectIx};
use lungang_domain::policy::Mode;
use lungang_domain::school::Side;
use std::collections::BTreeMap;

/// A row as it was before it was eased.
pub struct Eased {
    row: usize,
    range: Range,
    entries: Vec<(usize, Entries)>,
}

impl Formulation<'_> {
    /// Eases a row's limits by so much. What else is made from the limit (the switch of team-size uses a school's largest
    /// inflow) is eased with it.
    pub fn ease(&mut self, row: usize, by: i64) -> Eased {
        let mut eased = Eased { row, range: self.rows[row], entries: Vec::new() };
        let range = &mut self.rows[row];
        range.lo = range.lo.map(|lo| lo - by);
        range.hi = range.hi.map(|hi| hi + by);
        if let Some(switch) = self.made_from(row) {
            for (auxiliary, own) in self.auxiliary_entries.iter_mut().enumerate() {
                if own.iter().any(|(r, _)| *r as usize == switch) {
                    eased.entries.push((auxiliary, own.clone()));
                    own.iter_mut().filter(|(r, _)| *r as usize == switch).for_each(|(_, c)| *c -= by);
                }
            }
        }
        eased
    }

    /// Puts a row back as it was.
    pub fn restore(&mut self, eased: Eased) {
        self.rows[eased.row] = eased.range;
        for (auxiliary, own) in eased.entries {
            self.auxiliary_entries[auxiliary] = own;
        }
    }

    /// Posts of a subject in receiving schools where one teacher more could serve.
    pub fn openings(&self, subject: SubjectIx) -> Vec<u32> {
        let world = &self.world;
        let open = |post: &u32| {
            let p = world.post(*post);
            let limited = world.policy.rules.post_limit.mode != Mode::Off && !world.touched[*post as usize];
            p.subject == subject
                && p.required > 0
                && world.sides[p.school.at()] == Side::Receiving
                && !(limited && p.limit.is_some_and(|limit| p.serving >= limit))
        };
        (0..world.needs.posts.len() as u32).filter(open).collect()
    }

    /// One teacher of a subject more, at the receiving school where that is best for the goals: a binary for each of
    /// [`Formulation::openings`], of which one may be 1; it counts at its post as a newcomer does, and in no other row.
    pub fn recruit(&mut self, subject: SubjectIx) {
        let mut touched: BTreeMap<u32, Entries> = BTreeMap::new();
        for (row, name) in self.row_names.iter().enumerate() {
            if let Some(post) = post_balance::of(name).or_else(|| post_limit::of(name)) {
                touched.entry(post).or_default().push((row as u32, 1));
            }
        }
        let once = self.add_row(post_balance::recruit());
        for post in self.openings(subject) {
            let mut entries = vec![(once, 1)];
            let still = !self.world.touched[post as usize];
            if still && self.world.post(post).short() == 0 {
                continue;
            }
            if !still {
                entries.extend(touched.get(&post).into_iter().flatten());
            }
            let auxiliary = self.auxiliaries.len() as u32;
            self.auxiliaries.push(Auxiliary { what: Measured::Recruit(post), bounds: Bounds { lo: 0, hi: 1 } });
            self.auxiliary_entries.push(entries);
            if still {
                self.fills_still(post, auxiliary);
            }
        }
    }

    /// A post that no move touches stands in no row: what it lacks is in the goals' constants.
    fn fills_still(&mut self, post: u32, auxiliary: u32) {
        let (policy, p) = (self.world.policy, *self.world.post(post));
        let measures: BTreeMap<&str, Measure> =
            policy.goals.iter().filter_map(|g| Some((g.name.as_str(), g.measure()?))).collect();
        for goal in &mut self.goals {
            let gain = match measures.get(goal.name.as_str()) {
                Some(Measure::UnmetNeed) => i64::from(p.weight),
                Some(Measure::ShortPosts) => 1,
                _ => 0,
            };
            goal.auxiliaries.extend((gain != 0).then_some((auxiliary, -gain)));
        }
        if let Some(row) = self.worst_row(p.school) {
            self.auxiliary_entries[auxiliary as usize].push((row, 1000));
        }
    }

    /// The row that measures a school's shortfall rate; stated here for a school that no move touches, whose rate stood in
    /// the lower bound of the worst. `None` where the worst school is no goal.
    fn worst_row(&mut self, school: SchoolIx) -> Option<u32> {
        let worst = self.auxiliaries.iter().position(|a| a.what == Measured::WorstRate)?;
        let measures = |names: &[RowName], s: SchoolIx| {
            names.iter().position(|n| n.rule.is_none() && n.sentence == "worst-school" && n.about == About::School(s))
        };
        if let Some(row) = measures(&self.row_names, school) {
            return Some(row as u32);
        }
        let schools = self.world.county.school_ixs().filter(|s| self.world.sides[s.at()] == Side::Receiving);
        for s in schools.collect::<Vec<_>>() {
            let posts = self.world.needs.posts_of(s);
            let required: i64 = posts.iter().map(|p| i64::from(p.required)).sum();
            let short: i64 = posts.iter().map(|p| i64::from(p.short())).sum();
            if required > 0 && measures(&self.row_names, s).is_none() {
                let row = self.add_row((
                    RowName { rule: None, sentence: "worst-school", about: About::School(s) },
                    Range::at_least(1000 * short),
                ));
                self.auxiliary_entries[worst].push((row, required));
            }
        }
        self.auxiliaries[worst].bounds.lo = 0;
        measures(&self.row_names, school).map(|row| row as u32)
    }

    pub(crate) fn add_row(&mut self, (name, range): (RowName, Range)) -> u32 {
        self.rows.push(range);
        self.row_names.push(name);
        self.rows.len() as u32 - 1
    }
}
