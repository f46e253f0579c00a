//! What the exchange quota counts: of whom it is a share, which moves, and the exchanges that run. FORMULATION §6.

use lungang_domain::county::County;
use lungang_domain::eligibility::Eligibility;
use lungang_domain::id::{SchoolIx, TeacherIx};
use lungang_domain::number::Decimal;
use lungang_domain::plan::Direction;
use lungang_domain::policy::{Policy, QuotaCounts, QuotaOf, QuotaTo};
use lungang_domain::school::{Area, Side};

/// Of whom a share is taken, and those who are away already, who are among them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Base {
    /// Those who meet the conditions, and those who are away.
    pub people: i64,
    /// Those who are away, where they count.
    pub running: i64,
}

impl Base {
    /// How many have to move.
    pub fn required(self, share: Decimal) -> i64 {
        (share.ceil_of(self.people) - self.running).max(0)
    }

    /// How many may move.
    pub fn most(self, share: Decimal) -> i64 {
        (share.floor_of(self.people) - self.running).max(0)
    }
}

/// What the exchange quota counts.
#[derive(Debug)]
pub struct Quota {
    /// Of the county.
    pub county: Base,
    /// Of every school, for those that send.
    pub school: Vec<Base>,
    of: QuotaOf,
    to: QuotaTo,
    /// Whether a move down to a school counts.
    counts_to: Vec<bool>,
}

impl Quota {
    /// Reads it; `sides` are the schools' sides.
    pub fn new(county: &County, policy: &Policy, sides: &[Side], who: &Eligibility) -> Quota {
        let rule = &policy.rules.exchange_quota;
        let (of, to) = (rule.base(), rule.counted());
        let counts_to = county.schools.iter().map(|s| to == QuotaTo::Receiving || s.area == Area::Rural).collect();
        let mut quota =
            Quota { county: Base::default(), school: vec![Base::default(); county.schools.len()], of, to, counts_to };
        for t in county.teacher_ixs() {
            let school = county.teacher(t).school.at();
            quota.county.people += i64::from(sides[school] != Side::Outside && quota.takes(who, t));
            quota.school[school].people += i64::from(who.of(t).eligible());
        }
        if rule.counts.value == QuotaCounts::Running {
            for posting in county.teacher_ixs().filter_map(|t| county.running(t)) {
                let way = Direction::between(sides[posting.from.at()], sides[posting.to.at()]);
                if quota.counts(way, posting.to) {
                    for base in [&mut quota.county, &mut quota.school[posting.from.at()]] {
                        base.people += 1;
                        base.running += 1;
                    }
                }
            }
        }
        quota
    }

    /// Whether a teacher of a public school meets the conditions of the county's base.
    pub fn takes(&self, who: &Eligibility, teacher: TeacherIx) -> bool {
        match self.of {
            QuotaOf::Sending => who.of(teacher).eligible(),
            QuotaOf::County => who.of(teacher).meets(),
        }
    }

    /// Whether a move, or an exchange that runs, counts.
    pub fn counts(&self, direction: Option<Direction>, to: SchoolIx) -> bool {
        direction == Some(Direction::Down) && self.counts_to[to.at()]
    }

    /// Whether all moves down count, wherever they lead.
    pub fn all_down(&self) -> bool {
        self.to == QuotaTo::Receiving
    }
}
