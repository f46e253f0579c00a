//! What plain counting shows: pins that no move serves, and rules that ask for more moves than the narrowest places on the
//! way let through (Hall's condition, by a flow from the schools that send to those that receive).

use super::elastic::Elastic;
use super::flow::{IN, Net, OUT};
use lungang_domain::county::{Pin, PinKind};
use lungang_domain::diagnosis::{Asks, Instance, Narrow, NarrowWhat, Place, Reason};
use lungang_domain::id::SchoolIx;
use lungang_domain::plan::Direction;
use lungang_domain::policy::{BackboneOf, Mode, Policy};
use lungang_domain::rule::RuleName;
use lungang_domain::teacher::{Sex, Teacher};
use lungang_solver::Formulation;
use lungang_solver::model::candidates::{Candidate, Leaver};
use std::collections::{BTreeMap, BTreeSet};

/// Most possible moves that are looked at.
const MOST_MOVES: usize = 3_000_000;

/// The reasons that need no search.
pub(super) fn reasons(elastic: &Elastic<'_>, policy: &Policy) -> Vec<Reason> {
    let look = Look { formulation: &elastic.formulation, policy };
    let mut found = look.pins();
    if elastic.formulation.count_columns() <= MOST_MOVES {
        let quota = elastic.slacks.iter().find_map(|s| match (s.instance.rule, s.instance.place, s.instance.asks) {
            (RuleName::ExchangeQuota, Place::County, Asks::Number(n)) => Some(n),
            _ => None,
        });
        found.extend(elastic.slacks.iter().filter_map(|s| look.too_few(&s.instance, quota)));
    }
    found
}

/// The slacks that each reason points at: the rule that asks and those that are narrow. That they have no plan is to be shown.
pub(super) fn sets(elastic: &Elastic<'_>, reasons: &[Reason]) -> Vec<Vec<usize>> {
    let at = |wanted: &dyn Fn(&Instance) -> bool| -> Vec<usize> {
        (0..elastic.slacks.len()).filter(|i| wanted(&elastic.slacks[*i].instance)).collect()
    };
    let quota = (RuleName::ExchangeQuota, Place::County);
    let pointed = reasons.iter().map(|reason| match reason {
        Reason::TooFew { rule, place, narrow, .. } => at(&|i| {
            let own = (i.rule, i.place);
            // A share of those who move is asked of as many as the quota makes move.
            own == (*rule, *place)
                || (*rule == RuleName::BackboneShare && own == quota)
                || matches!(i.rule, RuleName::Pins | RuleName::Language)
                || narrow.iter().any(|n| n.what == NarrowWhat::Rule(i.rule, i.place))
        }),
        Reason::PinWithoutMove { pin } => at(&|i| i.rule == RuleName::Language || i.place == Place::Pin(*pin)),
        Reason::PinsOpposed { asks, refuses } => at(&|i| [Place::Pin(*asks), Place::Pin(*refuses)].contains(&i.place)),
        Reason::Staffing { .. } => Vec::new(),
    });
    pointed.collect()
}

struct Look<'a> {
    formulation: &'a Formulation<'a>,
    policy: &'a Policy,
}

impl Look<'_> {
    fn hard(&self, rule: RuleName) -> bool {
        self.policy.rules.mode(rule) == Mode::Hard
    }

    /// Moves that no rule about the single move forbids.
    fn moves<'l>(&'l self, leaver: &'l Leaver) -> impl Iterator<Item = Candidate> + 'l {
        let world = &self.formulation.world;
        let strict = self.hard(RuleName::Language);
        leaver.each(world).filter(move |c| !strict || world.speaks(c.teacher, c.subject))
    }

    /// Pins that cannot be.
    fn pins(&self) -> Vec<Reason> {
        let pins = &self.formulation.world.county.pins;
        if !self.hard(RuleName::Pins) {
            return Vec::new();
        }
        let asking = |pin: &Pin| matches!(pin.kind, PinKind::Post | PinKind::Leave);
        let served = |pin: &Pin| {
            let mut leavers = self.formulation.leavers.iter().filter(|l| l.teacher == pin.teacher);
            leavers.any(|l| self.moves(l).any(|c| meant(pin, &c)))
        };
        let mut found = Vec::new();
        for (n, pin) in pins.iter().enumerate().filter(|(_, pin)| asking(pin)) {
            if !served(pin) {
                found.push(Reason::PinWithoutMove { pin: n as u32 });
            }
            let refuses = |other: &Pin| match other.kind {
                PinKind::Stay => true,
                PinKind::Forbid => {
                    other.school.is_none()
                        || (pin.kind == PinKind::Post
                            && other.school == pin.school
                            && (other.subject.is_none() || other.subject == pin.subject))
                }
                PinKind::Post | PinKind::Leave => false,
            };
            let against = pins.iter().enumerate().filter(|(_, o)| o.teacher == pin.teacher && refuses(o));
            found.extend(against.map(|(o, _)| Reason::PinsOpposed { asks: n as u32, refuses: o as u32 }));
        }
        found
    }

    /// Why what this asks for cannot be: too few of those whom it counts can move down.
    fn too_few(&self, instance: &Instance, quota: Option<i64>) -> Option<Reason> {
        let (rules, world) = (&self.policy.rules, &self.formulation.world);
        let any: fn(&Teacher) -> bool = |_| true;
        let backbone: fn(&Teacher) -> bool = |t| t.backbone.is_some();
        let graduating: fn(&Teacher) -> bool = |t| t.graduating;
        let (asked, counted) = match (instance.rule, instance.asks) {
            (RuleName::ExchangeQuota, Asks::Number(n)) => (n, any),
            (RuleName::BackboneShare, Asks::Number(n)) => (n, backbone),
            (RuleName::BackboneShare, Asks::Share(share)) if rules.backbone_share.of.value == BackboneOf::Moved => {
                (share.ceil_of(quota?), backbone)
            }
            (RuleName::GraduatingShare, Asks::Number(n)) => (n, graduating),
            _ => return None,
        };
        let of = |l: &Leaver| match instance.place {
            Place::School(s) => l.from == s,
            _ => true,
        };
        let (most, narrow) = self.flow(|l| of(l) && counted(world.teacher(l.teacher)));
        (most < asked).then_some(Reason::TooFew { rule: instance.rule, place: instance.place, asked, most, narrow })
    }

    /// The most of these who can move down, and what holds the others back.
    fn flow(&self, counted: impl Fn(&Leaver) -> bool) -> (i64, Vec<Narrow>) {
        let world = &self.formulation.world;
        let mut net: Net<NarrowWhat> = Net::new();
        let (mut leaving, mut arriving, mut posts) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        let (mut homes, mut beds, mut linked) = (BTreeMap::new(), BTreeMap::new(), BTreeSet::new());
        let stays = |l: &Leaver| {
            let kept = |p: &Pin| p.kind == PinKind::Stay || (p.kind == PinKind::Forbid && p.school.is_none());
            self.hard(RuleName::Pins) && world.county.pins.iter().any(|p| p.teacher == l.teacher && kept(p))
        };
        for leaver in self.formulation.leavers.iter().filter(|l| counted(l) && !stays(l)) {
            let down: Vec<Candidate> = self.moves(leaver).filter(|c| c.direction == Direction::Down).collect();
            let Some(subject) = world.teacher(leaver.teacher).main_subject().filter(|_| !down.is_empty()) else {
                continue;
            };
            let school = *leaving.entry(leaver.from).or_insert_with(|| chain(&mut net, IN, self.lets_out(leaver.from)));
            let home = *homes
                .entry(leaver.home_post)
                .or_insert_with(|| chain(&mut net, school, self.keeps_one(leaver.home_post)));
            let teacher = net.place();
            net.link(home, teacher, Some((1, NarrowWhat::Teachers(subject))));
            for c in down {
                let post = *posts.entry(c.post).or_insert_with(|| {
                    let to = *arriving.entry(c.to).or_insert_with(|| {
                        let first = net.place();
                        let last = chain(&mut net, first, self.lets_in(c.to));
                        net.link(last, OUT, None);
                        first
                    });
                    let first = net.place();
                    let last = chain(&mut net, first, self.takes(c.post));
                    net.link(last, to, None);
                    first
                });
                let Some(sleeps) = self.sleeps(&c) else {
                    net.link(teacher, post, None);
                    continue;
                };
                let all = *beds.entry((c.to, None)).or_insert_with(|| Way::new(&mut net, self.beds(c.to, None)));
                let room = match sleeps {
                    None => all,
                    Some(sex) => *beds.entry((c.to, Some(sex))).or_insert_with(|| {
                        let own = Way::new(&mut net, self.beds(c.to, Some(sex)));
                        net.link(own.last, all.first, None);
                        own
                    }),
                };
                // Who shares a bed figure may take one another's posts here: the most is no smaller for that.
                for (from, to) in [(teacher, room.first), (all.last, post)] {
                    if linked.insert((from, to)) {
                        net.link(from, to, None);
                    }
                }
            }
        }
        let (most, cuts) = net.most();
        let named = cuts.map(|cut| {
            let mut sums: BTreeMap<NarrowWhat, i64> = BTreeMap::new();
            cut.into_iter().for_each(|(what, room)| *sums.entry(what).or_default() += room);
            sums.into_iter().map(|(what, most)| Narrow { what, most }).collect::<Vec<Narrow>>()
        });
        // Where people are as scarce as what a rule lets through, no rule is blamed.
        let blamed = |cut: &Vec<Narrow>| cut.iter().filter(|n| matches!(n.what, NarrowWhat::Rule(..))).count();
        let narrow = named.into_iter().min_by_key(|cut| (blamed(cut), cut.len())).unwrap_or_default();
        (most, narrow)
    }

    /// Ceilings of what leaves a school.
    fn lets_out(&self, school: SchoolIx) -> Vec<(i64, NarrowWhat)> {
        let (world, rules) = (&self.formulation.world, &self.policy.rules);
        let staff = world.staff(school);
        let mut narrow = Vec::new();
        if self.hard(RuleName::OutflowCap) {
            let most = rules.outflow_cap.share.value.floor_of(staff);
            narrow.push((most, NarrowWhat::Rule(RuleName::OutflowCap, Place::School(school))));
        }
        // Where nobody can come, who leaves is not replaced.
        if self.hard(RuleName::StaffingFloor) && world.reach[school.at()].1 == 0 {
            let tolerance = i64::from(rules.staffing_floor.tolerance.value);
            let floor = (staff.min(world.posts_of(school)) - tolerance).max(0);
            narrow.push((staff - floor, NarrowWhat::Rule(RuleName::StaffingFloor, Place::School(school))));
        }
        narrow
    }

    /// The last teacher of a subject stays.
    fn keeps_one(&self, post: u32) -> Vec<(i64, NarrowWhat)> {
        let p = self.formulation.world.post(post);
        let kept = self.hard(RuleName::OutflowCap) && p.required > 0 && p.serving > 0;
        let place = Place::Post(p.school, p.part, p.subject);
        kept.then(|| (i64::from(p.serving) - 1, NarrowWhat::Rule(RuleName::OutflowCap, place))).into_iter().collect()
    }

    /// Ceilings of what enters a school.
    fn lets_in(&self, school: SchoolIx) -> Vec<(i64, NarrowWhat)> {
        let (world, rules) = (&self.formulation.world, &self.policy.rules);
        let staff = world.staff(school);
        let mut narrow = Vec::new();
        if self.hard(RuleName::InflowCap) {
            let most = rules.inflow_cap.share.value.floor_of(staff).max(1);
            narrow.push((most, NarrowWhat::Rule(RuleName::InflowCap, Place::School(school))));
        }
        let carries = self.policy.movement.carries_post.value;
        // Where nobody can leave, who comes takes no one's place.
        if carries && self.hard(RuleName::EstablishmentCeiling) && world.reach[school.at()].0 == 0 {
            let room = (world.posts_of(school) - staff).max(0);
            narrow.push((room, NarrowWhat::Rule(RuleName::EstablishmentCeiling, Place::School(school))));
        }
        narrow
    }

    /// Whose bed figures a move counts for; `None` where it needs no bed. A teacher whose sex is unknown is counted only
    /// among all.
    fn sleeps(&self, c: &Candidate) -> Option<Option<Sex>> {
        let (world, rules) = (&self.formulation.world, &self.policy.rules);
        let far = c.metres.is_none_or(|m| i64::from(m) > rules.housing.km.value.floor_of(1000));
        (far && self.hard(RuleName::Housing)).then(|| world.teacher(c.teacher).sex)
    }

    /// The beds of a school: those of one sex, or all.
    fn beds(&self, school: SchoolIx, sex: Option<Sex>) -> Vec<(i64, NarrowWhat)> {
        let school_row = self.formulation.world.county.school(school);
        let given = match sex {
            Some(Sex::Male) => school_row.beds_male,
            Some(Sex::Female) => school_row.beds_female,
            None => school_row.beds,
        };
        given.map(|n| (i64::from(n), NarrowWhat::Rule(RuleName::Housing, Place::School(school)))).into_iter().collect()
    }

    /// The limit of a post at a school that nobody leaves.
    fn takes(&self, post: u32) -> Vec<(i64, NarrowWhat)> {
        let world = &self.formulation.world;
        let p = world.post(post);
        let limit = p.limit.filter(|_| self.hard(RuleName::PostLimit) && world.reach[p.school.at()].0 == 0);
        let what = NarrowWhat::Rule(RuleName::PostLimit, Place::Post(p.school, p.part, p.subject));
        limit.map(|limit| ((i64::from(limit) - i64::from(p.serving)).max(0), what)).into_iter().collect()
    }
}

/// A stretch of narrow places with its two ends.
#[derive(Clone, Copy)]
struct Way {
    first: usize,
    last: usize,
}

impl Way {
    fn new(net: &mut Net<NarrowWhat>, narrow: Vec<(i64, NarrowWhat)>) -> Way {
        let first = net.place();
        Way { first, last: chain(net, first, narrow) }
    }
}

/// One narrow place after another.
fn chain(net: &mut Net<NarrowWhat>, from: usize, narrow: Vec<(i64, NarrowWhat)>) -> usize {
    let mut at = from;
    for one in narrow.into_iter().map(Some).chain([None]) {
        let next = net.place();
        net.link(at, next, one);
        at = next;
    }
    at
}

/// Whether a move does what a pin that asks for a move means.
fn meant(pin: &Pin, c: &Candidate) -> bool {
    match pin.kind {
        PinKind::Post => pin.school.is_none_or(|s| s == c.to) && pin.subject.is_none_or(|k| k == c.subject),
        _ => true,
    }
}
