//! The one list of measures: the figures of a year by which results are compared, in files, tables and pages alike.

use lungang_domain::audit::AuditReport;
use lungang_domain::county::County;
use lungang_domain::document::Summary;
use lungang_domain::eligibility::Eligibility;
use lungang_domain::id::TeacherIx;
use lungang_domain::needs::Needs;
use lungang_domain::plan::Move;
use lungang_domain::policy::{Mode, Policy};
use lungang_domain::whatif::{Amount, Measure};
use lungang_domain::years::{StageVariation, SubjectShortage};
use std::collections::BTreeSet;

/// What the measures of a year are read from.
pub struct Parts<'a> {
    /// What a county tells; without it that is not listed: who is there, subjects without a shortage, journeys, variation.
    pub known: Option<Known<'a>>,
    /// The plan in figures.
    pub plan: &'a Summary,
    /// Its audit.
    pub audit: &'a AuditReport,
    /// Short posts by subject; subjects without any are left out.
    pub short: &'a [SubjectShortage],
}

/// A county with the moves of a plan.
#[derive(Clone, Copy)]
pub struct Known<'a> {
    /// The county before the moves.
    pub county: &'a County,
    /// The policy of the year.
    pub policy: &'a Policy,
    /// The moves.
    pub moves: &'a [Move],
    /// The variation between schools after the moves.
    pub balance: &'a [StageVariation],
}

/// Every measure of a year that has its plan, in the order in which they are listed everywhere.
///
/// A name has what it is about behind dots: `moves`, `goal.unmet-need`, `short-after.music`, `rule.housing.holds`,
/// `cv-weighted.backbone.primary`, `journey-km.mean`. Kilometres and coefficients of variation have four places, all others
/// are whole. Every subject of the policy is listed, one without a shortage too: a mean over runs has to see its zeros.
pub fn of(parts: &Parts<'_>) -> Vec<Measure> {
    let mut list = List::default();
    if let Some(known) = parts.known {
        list.county(known.county);
    }
    list.plan(parts.plan, parts.audit);
    list.rules(parts.audit);
    match parts.known {
        Some(Known { county, policy, moves, balance }) => {
            list.shortages(policy.subjects.iter().map(|s| s.id.as_str()), parts.short);
            list.turns(county, moves);
            list.journeys(county, moves);
            list.variation(balance);
        }
        None => list.shortages(parts.short.iter().map(|s| s.subject.as_str()), parts.short),
    }
    list.0
}

/// The measures of a year without a plan: of the county as it stands.
pub fn standing(county: &County, policy: &Policy, needs: &Needs, who: &Eligibility) -> Vec<Measure> {
    let mut list = List::default();
    list.county(county);
    list.size("eligible", who.count());
    list.whole("unmet-need-before", needs.unmet_before(county, policy));
    list.whole("short-posts-before", needs.posts.iter().map(|p| i64::from(p.short())).sum());
    for (at, subject) in policy.subjects.iter().enumerate() {
        let posts = needs.posts.iter().filter(|p| p.subject.at() == at);
        list.whole(format!("short-before.{}", subject.id), posts.map(|p| i64::from(p.short())).sum());
    }
    list.0
}

/// Measures in the order in which they are put in.
#[derive(Default)]
struct List(Vec<Measure>);

impl List {
    fn put(&mut self, measure: impl Into<String>, value: Amount) {
        self.0.push(Measure { measure: measure.into(), value });
    }

    fn whole(&mut self, measure: impl Into<String>, n: i64) {
        self.put(measure, Amount::Whole(n));
    }

    fn count(&mut self, measure: impl Into<String>, n: u32) {
        self.whole(measure, i64::from(n));
    }

    fn size(&mut self, measure: &str, n: usize) {
        self.whole(measure, i64::try_from(n).unwrap_or(i64::MAX));
    }

    fn county(&mut self, county: &County) {
        let pupils =
            county.schools.iter().map(|s| u64::from(s.pupils.primary) + u64::from(s.pupils.junior)).sum::<u64>();
        self.size("teachers", county.teachers.len());
        self.whole("pupils", i64::try_from(pupils).unwrap_or(i64::MAX));
        self.size("away", county.teacher_ixs().filter(|t| county.running(*t).is_some()).count());
    }

    fn plan(&mut self, plan: &Summary, audit: &AuditReport) {
        self.count("eligible", plan.eligible);
        self.count("moves", plan.moves);
        self.count("moves-down", plan.moves_down);
        if let Some(exchange) = plan.exchange {
            self.count("eligible-county", exchange.eligible_county);
            self.count("moves-rural", exchange.rural);
        }
        self.count("backbone-moves", plan.backbone_moves);
        if let Some(heads) = &audit.heads {
            self.count("heads-eligible", heads.eligible);
            self.count("heads-due", heads.due);
            self.count("heads-moves", heads.moves);
            self.size("heads-left", heads.left.len());
        }
        for (name, n) in [("quota-required", plan.quota_required), ("backbone-required", plan.backbone_required)] {
            if let Some(n) = n {
                self.count(name, n);
            }
        }
        self.count("short-posts-before", plan.short_posts_before);
        self.count("short-posts-after", plan.short_posts_after);
        if let Some(n) = plan.short_posts_new {
            self.count("short-posts-new", n);
        }
        self.whole("unmet-need-before", plan.unmet_need_before);
        self.whole("unmet-need-after", plan.unmet_need_after);
        self.whole("audit-clean", i64::from(audit.clean));
        self.count("audit-breaches", audit.breaches);
        for goal in &plan.goals {
            self.whole(format!("goal.{}", goal.name), goal.value);
        }
    }

    /// The rules that the policy has on.
    fn rules(&mut self, audit: &AuditReport) {
        for rule in audit.rules.iter().filter(|r| r.mode != Mode::Off) {
            let name = rule.rule.name();
            self.whole(format!("rule.{name}.required"), rule.required);
            self.whole(format!("rule.{name}.achieved"), rule.achieved);
            if let Some(holds) = rule.holds {
                self.whole(format!("rule.{name}.holds"), i64::from(holds));
            }
            if !rule.unchecked.is_empty() {
                self.count(format!("rule.{name}.unchecked"), rule.not_checked());
            }
        }
    }

    fn shortages<'a>(&mut self, subjects: impl Iterator<Item = &'a str>, short: &[SubjectShortage]) {
        for id in subjects {
            let (before, after) = short.iter().find(|s| s.subject == id).map_or((0, 0), |s| (s.before, s.after));
            self.count(format!("short-before.{id}"), before);
            self.count(format!("short-after.{id}"), after);
        }
    }

    /// Teachers of public schools by how often they have been sent, this plan among it: not at all, once, twice, more often.
    fn turns(&mut self, county: &County, moves: &[Move]) {
        let (day, mut times) = (county.reference_day(), [0_u32; 4]);
        let moved: BTreeSet<TeacherIx> = moves.iter().map(|m| m.teacher).collect();
        let public = |t: &TeacherIx| county.school(county.teacher(*t).school).public;
        for t in county.teacher_ixs().filter(|t| county.teacher(*t).teaches() && public(t)) {
            let sent = county.postings_of(t).iter().filter(|p| p.start <= day).count();
            times[(sent + usize::from(moved.contains(&t))).min(3)] += 1;
        }
        for (n, count) in times.into_iter().enumerate() {
            self.count(format!("turns.{n}"), count);
        }
    }

    /// Journeys of those who move and whose journey is known; where none is, only their sum, which is 0.
    fn journeys(&mut self, county: &County, moves: &[Move]) {
        let mut metres: Vec<i64> =
            moves.iter().filter_map(|m| county.journey(m.teacher, m.to).map(i64::from)).collect();
        metres.sort_unstable();
        let sum: i64 = metres.iter().sum();
        self.whole("journey-metres", sum);
        if let (Some(longest), Some(middle)) = (metres.last(), metres.get(metres.len() / 2)) {
            // Four places of a kilometre are tenths of a metre.
            self.put("journey-km.mean", Amount::Places(sum / metres.len() as i64 * 10));
            self.put("journey-km.median", Amount::Places(middle * 10));
            self.put("journey-km.longest", Amount::Places(longest * 10));
        }
    }

    /// The variation between schools after the moves.
    fn variation(&mut self, balance: &[StageVariation]) {
        for StageVariation { indicator, stage, variation } in balance {
            let about = format!("{}.{}", indicator.name(), stage.name());
            self.put(format!("cv-weighted.{about}"), Amount::of_real(variation.weighted));
            self.put(format!("cv-unweighted.{about}"), Amount::of_real(variation.unweighted));
        }
    }
}
