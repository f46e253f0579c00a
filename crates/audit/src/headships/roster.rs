//! Heads, their tenures, and which school each could lead, from the roster.

use super::paths::{Rank, assign};
use crate::tenure::Leader;
use lungang_domain::county::{County, Pin, PinKind};
use lungang_domain::heads::Tenure;
use lungang_domain::id::{SchoolIx, TeacherIx};
use lungang_domain::lottery;
use lungang_domain::missing::{Missing, Unchecked};
use lungang_domain::policy::{Policy, Principals};
use lungang_domain::school::Part;
use lungang_domain::teacher::{Role, Status};
use std::collections::{BTreeMap, BTreeSet};

/// Who leads which school from now on.
pub type Led = BTreeMap<TeacherIx, SchoolIx>;

/// Why a head cannot lead a school. Words stand under `head-bar.<name>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bar {
    /// The head keeps the office.
    Keeps,
    /// Nobody of the matching leads that school.
    NoOffice,
    /// Other stages.
    Stage,
    /// Too far.
    Far,
    /// The office forbids it.
    Pinned,
    /// Kin works there.
    Kin,
}

impl Bar {
    /// The name in files.
    pub fn name(self) -> &'static str {
        match self {
            Bar::Keeps => "keeps",
            Bar::NoOffice => "no-office",
            Bar::Stage => "stage",
            Bar::Far => "far",
            Bar::Pinned => "pinned",
            Bar::Kin => "kin",
        }
    }
}

/// The heads of a county.
pub struct Roster<'a> {
    pub county: &'a County,
    pub terms: &'a Principals,
    /// Every head, by teacher.
    pub leaders: Vec<Leader>,
    moved: BTreeMap<TeacherIx, SchoolIx>,
    seed: u64,
}

impl<'a> Roster<'a> {
    /// Reads them, after who moves where; `None` where the policy has no exchange of heads.
    pub fn read(
        county: &'a County,
        policy: &'a Policy,
        moves: impl Iterator<Item = (TeacherIx, SchoolIx)>,
        seed: u64,
    ) -> Option<Roster<'a>> {
        let terms = policy.heads()?;
        let leaders = county.teacher_ixs().filter_map(|t| Leader::read(county, policy, terms, t)).collect();
        Some(Roster { county, terms, leaders, moved: moves.collect(), seed })
    }

    /// The roles that are matched, principals first.
    pub fn roles(&self) -> impl Iterator<Item = Role> + use<'_> {
        let both = [Role::Principal, Role::VicePrincipal];
        both.into_iter().filter(|role| self.terms.roles.value.contains(role))
    }

    /// The heads of a role that take part.
    pub fn matched(&self, role: Role) -> Vec<Leader> {
        let takes = |l: &&Leader| l.role == role && l.takes_part();
        self.leaders.iter().filter(takes).copied().collect()
    }

    /// Places by school of those who take part in a role.
    pub fn places(&self, role: Role) -> BTreeMap<SchoolIx, u32> {
        let mut places = BTreeMap::new();
        self.matched(role).iter().for_each(|l| *places.entry(l.school).or_default() += 1);
        places
    }

    /// What stands against a head at a school, where those of `led` lead their schools already.
    pub fn bar(&self, head: &Leader, to: SchoolIx, places: &BTreeMap<SchoolIx, u32>, led: &Led) -> Option<Bar> {
        if to == head.school {
            return None;
        }
        if !head.takes_part() {
            return Some(Bar::Keeps);
        }
        let Some(room) = places.get(&to) else { return Some(Bar::NoOffice) };
        let (county, terms) = (self.county, self.terms);
        let stages = |school: SchoolIx| county.school(school).parts().iter().copied().collect::<BTreeSet<Part>>();
        let there = stages(to);
        if !there.contains(&county.teacher(head.teacher).part) || terms.same_stage.value && there != stages(head.school)
        {
            return Some(Bar::Stage);
        }
        let journey = county.journey(head.teacher, to).map(i64::from);
        let limit = terms.max_km.as_ref().map(|km| i128::from(km.value.0) * 1_000);
        if let (Some(limit), Some(metres)) = (limit, journey)
            && i128::from(metres) * 10_000 > limit
        {
            return Some(Bar::Far);
        }
        let no = |p: &Pin| p.kind == PinKind::Forbid && p.teacher == head.teacher && p.school == Some(to);
        if county.pins.iter().any(no) {
            return Some(Bar::Pinned);
        }
        let kin = |k: TeacherIx| {
            let at = led.get(&k).or_else(|| self.moved.get(&k)).copied().unwrap_or_else(|| county.serves_at(k));
            let alike = self.leaders.iter().any(|l| l.teacher == k && l.role == head.role && l.takes_part());
            county.teacher(k).status != Status::Retired && (at == to || alike && *room > 1)
        };
        (terms.avoid_kin.value && county.kin_of(head.teacher).any(kin)).then_some(Bar::Kin)
    }

    /// What it costs that a head leads a school.
    pub fn cost(&self, head: &Leader, to: SchoolIx) -> Rank {
        let due = head.tenure == Tenure::Due;
        if to == head.school {
            return Rank([i64::from(due), 0, 0, 0]);
        }
        let hundreds = self.county.journey(head.teacher, to).map_or(0, |metres| (i64::from(metres) + 99) / 100);
        let (who, school) = (&self.county.teacher(head.teacher).id, &self.county.school(to).id);
        Rank([0, i64::from(!due), hundreds, i64::from(lottery::head_number(self.seed, who, school))])
    }

    /// The best matching of a role, and what it comes to.
    pub fn best(&self, role: Role, led: &Led) -> (Led, Rank) {
        let (heads, places) = (self.matched(role), self.places(role));
        let ways = heads.iter().map(|head| {
            let open =
                heads.iter().enumerate().filter(|(_, other)| self.bar(head, other.school, &places, led).is_none());
            open.map(|(at, other)| (at, self.cost(head, other.school))).collect::<Vec<_>>()
        });
        let ways: Vec<Vec<(usize, Rank)>> = ways.collect();
        // Everybody may stay, so there always is one.
        let taken = assign(&ways, heads.len()).unwrap_or_else(|| (0..heads.len()).collect());
        let to = |(head, place): (&Leader, &usize)| (head.teacher, heads[*place].school);
        let value = heads.iter().zip(&taken).map(|(head, place)| self.cost(head, heads[*place].school));
        (heads.iter().zip(&taken).map(to).collect(), value.fold(Rank::default(), |sum, cost| sum + cost))
    }

    /// What could not be looked at where these lead their schools.
    pub fn unchecked(&self, led: &Led) -> Vec<Unchecked> {
        let mut lacks: BTreeMap<Missing, u32> = BTreeMap::new();
        for head in &self.leaders {
            let to = led.get(&head.teacher).copied().unwrap_or(head.school);
            let mut lack = |missing, is: bool| *lacks.entry(missing).or_default() += u32::from(is);
            let (goes, person) = (to != head.school, self.county.teacher(head.teacher));
            lack(Missing::OfficeSince, head.tenure == Tenure::Unknown);
            lack(Missing::Birth, goes && self.terms.exempt_before_retirement.value && person.birth.is_none());
            let unknown = self.county.journey(head.teacher, to).is_none();
            lack(Missing::Journey, goes && self.terms.max_km.is_some() && unknown);
        }
        let order = [Missing::OfficeSince, Missing::Birth, Missing::Journey];
        let places = |missing: Missing| lacks.get(&missing).copied().filter(|n| *n > 0);
        order.into_iter().filter_map(|missing| Some(Unchecked { missing, places: places(missing)? })).collect()
    }
}
