//! What a move of an earlier year does to the rows of a later one.
//!
//! While the exchange runs, or for good where it carries the post, the teacher is missing at the home post and there at the
//! other. Rows that are linear in this are exact; where a rule takes the lesser or greater of two figures the row is relaxed, so
//! that nothing is ruled out that the later year would allow.

use crate::model::candidates::Candidate;
use crate::model::formulation::Formulation;
use crate::model::program::Range;
use crate::model::quota::Base;
use crate::model::rows::About;
use lungang_domain::id::{SchoolIx, TeacherIx};
use lungang_domain::number::Decimal;
use lungang_domain::policy::{BackboneOf, QuotaCounts};
use lungang_domain::rule::RuleName;
use lungang_domain::teacher::Title;
use std::collections::BTreeMap;

/// A row that is multiplied by the denominator of its share, so that what the share is taken of may change.
#[derive(Debug, Clone, Copy)]
struct Scaled {
    numerator: i64,
    denominator: i64,
    range: Range,
}

/// The rows of a later year that earlier moves touch.
pub(super) struct Effects<'a> {
    year: &'a Formulation<'a>,
    named: BTreeMap<(RuleName, &'static str, About), u32>,
    scaled: BTreeMap<u32, Scaled>,
}

impl<'a> Effects<'a> {
    pub(super) fn new(year: &'a Formulation<'_>) -> Effects<'a> {
        let rows = year.row_names.iter().enumerate();
        let named = rows.filter_map(|(r, n)| Some(((n.rule?, n.sentence, n.about), r as u32))).collect();
        let mut effects = Effects { year, named, scaled: BTreeMap::new() };
        effects.scale();
        effects
    }

    /// States the rows of shares: of the eligible, and of the staff.
    fn scale(&mut self) {
        let world = &self.year.world;
        let rules = &world.policy.rules;
        let mut put = |key: (RuleName, &'static str, About), share: Decimal, range: &dyn Fn(i64, i64) -> Range| {
            let Some(row) = self.named.get(&key) else { return };
            let (numerator, denominator) = share.fraction();
            self.scaled.insert(*row, Scaled { numerator, denominator, range: range(numerator, denominator) });
        };
        let quota = &rules.exchange_quota;
        let least = |base: Base| move |p: i64, q: i64| Range::at_least(p * base.people - q * base.running);
        put((RuleName::ExchangeQuota, "county", About::County), quota.share.value, &least(world.quota.county));
        // Where exchanges that run count, the largest number may stop at 0: the row is left as if nobody had moved.
        if let Some(most) = quota.most.as_ref().filter(|_| quota.counts.value == QuotaCounts::New) {
            put((RuleName::ExchangeQuota, "most", About::County), most.value, &|p, _| {
                Range::at_most(p * world.quota.county.people)
            });
        }
        let eligible = |p: i64, _: i64| Range::at_least(p * world.eligible());
        if rules.backbone_share.of.value == BackboneOf::Eligible {
            put((RuleName::BackboneShare, "", About::County), rules.backbone_share.share.value, &eligible);
        }
        let graduating = world.eligibility.eligible().filter(|t| world.teacher(*t).graduating).count() as i64;
        put((RuleName::GraduatingShare, "", About::County), rules.graduating_share.share.value, &|p, _| {
            Range::at_least(p * graduating)
        });
        for s in world.county.school_ixs() {
            let about = About::School(s);
            put((RuleName::ExchangeQuota, "school", about), quota.share.value, &least(world.quota.school[s.at()]));
            put((RuleName::OutflowCap, "school", about), rules.outflow_cap.share.value, &|p, _| {
                Range::at_most(p * world.staff(s))
            });
            put((RuleName::InflowCap, "", about), rules.inflow_cap.share.value, &|p, q| {
                Range::at_most((p * world.staff(s)).max(q))
            });
        }
    }

    /// The range of a row where years stand together.
    pub(super) fn range(&self, row: usize) -> Range {
        self.scaled.get(&(row as u32)).map_or(self.year.rows[row], |s| s.range)
    }

    /// An entry of a row; the first year's rows are as they are.
    pub(super) fn scaled(&self, year: usize, row: u32, coefficient: i64) -> i64 {
        let factor = self.scaled.get(&row).filter(|_| year > 0).map_or(1, |s| s.denominator);
        coefficient * factor
    }

    /// What a move made `ago` years earlier touches here.
    pub(super) fn after(&self, earlier: &Formulation<'_>, c: &Candidate, ago: usize, mut put: impl FnMut(u32, i64)) {
        let (then, world) = (&earlier.world, &self.year.world);
        let Some(teacher) = world.county.find_teacher(&then.teacher(c.teacher).id) else { return };
        let movement = &world.policy.movement;
        let carries = movement.carries_post.value;
        let away = carries || ago < usize::from(movement.term_years.value);
        let rested = !carries && ago >= super::turns::gap(world.policy);
        let mut at = |rule, sentence, about, of: &dyn Fn(Option<&Scaled>) -> i64| {
            if let Some(row) = self.named.get(&(rule, sentence, about)) {
                put(*row, of(self.scaled.get(row)));
            }
        };
        let share = |s: Option<&Scaled>| s.map_or(0, |s| s.numerator);
        let home = About::School(c.from);
        if !rested && world.quota.takes(world.eligibility, teacher) {
            at(RuleName::ExchangeQuota, "county", About::County, &share);
            at(RuleName::ExchangeQuota, "most", About::County, &share);
        }
        if !rested && world.eligibility.of(teacher).eligible() {
            at(RuleName::ExchangeQuota, "school", home, &share);
            at(RuleName::BackboneShare, "", About::County, &share);
            if world.teacher(teacher).graduating {
                at(RuleName::GraduatingShare, "", About::County, &share);
            }
        }
        let counts = world.policy.rules.exchange_quota.counts.value == QuotaCounts::Running;
        if away && !carries && counts && then.quota.counts(c.direction, c.to) {
            // One more who is away, and one more of whom the share is taken.
            let running = |s: Option<&Scaled>| s.map_or(0, |s| s.denominator - s.numerator);
            at(RuleName::ExchangeQuota, "county", About::County, &running);
            at(RuleName::ExchangeQuota, "school", home, &running);
        }
        if away && self.at_work(teacher, c.from) {
            self.moved(c, teacher, &mut at);
        }
    }

    /// Whether the teacher would be at work at the home school if no move had been made.
    fn at_work(&self, teacher: TeacherIx, home: SchoolIx) -> bool {
        let county = self.year.world.county;
        county.teacher(teacher).teaches() && county.serves_at(teacher) == home
    }

    /// The rows of posts and staff: one fewer at home, one more there.
    fn moved(
        &self,
        c: &Candidate,
        teacher: TeacherIx,
        at: &mut impl FnMut(RuleName, &'static str, About, &dyn Fn(Option<&Scaled>) -> i64),
    ) {
        let world = &self.year.world;
        let post = |school, subject| world.needs.find(school, c.part, subject).map(|p| About::Post(p as u32));
        let left = world.teacher(teacher).main_subject().and_then(|k| post(c.from, k));
        let filled = post(c.to, c.subject);
        for (about, sign) in [(left, -1), (filled, 1)] {
            let Some(about) = about else { continue };
            at(RuleName::PostBalance, "", about, &|_| sign);
            at(RuleName::PostLimit, "", about, &|_| sign);
        }
        let share = |sign: i64| move |s: Option<&Scaled>| s.map_or(0, |s| sign * s.numerator);
        let (home, there) = (About::School(c.from), About::School(c.to));
        at(RuleName::OutflowCap, "school", home, &share(1));
        at(RuleName::OutflowCap, "school", there, &share(-1));
        // What a post can spare, min(staff, posts), max(staff, posts), max(1, share), free posts and what is short before are relaxed:
        // only what makes room is counted.
        if let Some(filled) = filled {
            at(RuleName::OutflowCap, "post", filled, &|_| -1);
        }
        at(RuleName::InflowCap, "", there, &share(-1));
        at(RuleName::StaffingFloor, "", there, &|_| 1);
        at(RuleName::NoNewShort, "", home, &|_| -1);
        at(RuleName::ReceivingCeiling, "", home, &|_| -1);
        at(RuleName::ReceivingCeiling, "", there, &|_| -1);
        at(RuleName::EstablishmentCeiling, "", home, &|_| -1);
        if world.teacher(teacher).title == Title::Senior {
            at(RuleName::TitlePosts, "", home, &|_| -1);
        }
    }
}
