//! What plain counting shows: pins that no move serves, and rules that ask for more moves than the narrowest places on the
//! way let through (Hall's condition, by a flow from the schools that send to those that receive).

use super::elastic::{Elastic, Slack};
use super::flow::{IN, Net, OUT};
use lungang_domain::county::{Pin, PinKind};
use lungang_domain::diagnosis::{Asks, Instance, Narrow, NarrowWhat, Place, Reason};
use lungang_domain::id::SchoolIx;
use lungang_domain::plan::Direction;
use lungang_domain::policy::Policy;
use lungang_domain::rule::{Counted, Narrows, RuleName, Shuts};
use lungang_domain::teacher::{Sex, Teacher};
use lungang_solver::Formulation;
use lungang_solver::model::candidates::{Candidate, Leaver};
use std::collections::{BTreeMap, BTreeSet};

/// Most possible moves that are looked at.
const MOST_MOVES: usize = 3_000_000;

/// The reasons that need no search.
pub(super) fn reasons(elastic: &Elastic<'_>, policy: &Policy) -> Vec<Reason> {
    let look = Look::new(elastic, policy);
    let mut found = look.pins();
    if elastic.formulation.count_columns() <= MOST_MOVES {
        let quota = elastic.slacks.iter().filter(|s| is_quota(s)).find_map(|s| match s.instance.asks {
            Asks::Number(n) => Some(n),
            Asks::Nothing | Asks::Share(_) | Asks::Coefficient(_) => None,
        });
        found.extend(elastic.slacks.iter().filter_map(|s| look.too_few(s, quota)));
    }
    found
}

/// Whether this makes people move, all over the county.
fn is_quota(slack: &Slack) -> bool {
    slack.row.counts == Some(Counted::Exchanged) && slack.instance.place == Place::County
}

/// The slacks that each reason points at: the rule that asks and those that are narrow. That they have no plan is to be shown.
pub(super) fn sets(elastic: &Elastic<'_>, reasons: &[Reason]) -> Vec<Vec<usize>> {
    let at = |wanted: &dyn Fn(&Slack) -> bool| -> Vec<usize> {
        (0..elastic.slacks.len()).filter(|i| wanted(&elastic.slacks[*i])).collect()
    };
    let pointed = reasons.iter().map(|reason| match reason {
        Reason::TooFew { rule, place, narrow, .. } => {
            let asks = |s: &Slack| (s.instance.rule, s.instance.place) == (*rule, *place);
            let of_moved = elastic.slacks.iter().any(|s| asks(s) && matches!(s.instance.asks, Asks::Share(_)));
            at(&|s| {
                // A share of those who move is asked of as many as the quota makes move.
                asks(s)
                    || (of_moved && is_quota(s))
                    || s.instance.rule.card().shuts != Shuts::Nothing
                    || narrow.iter().any(|n| n.what == NarrowWhat::Rule(s.instance.rule, s.instance.place))
            })
        }
        Reason::PinWithoutMove { pin, .. } => {
            at(&|s| s.instance.place == Place::Pin(*pin) || s.instance.rule.card().shuts == Shuts::Unfit)
        }
        Reason::PinsOpposed { asks, refuses, .. } => {
            at(&|s| [Place::Pin(*asks), Place::Pin(*refuses)].contains(&s.instance.place))
        }
        Reason::Staffing { .. } => Vec::new(),
    });
    pointed.collect()
}

struct Look<'a> {
    formulation: &'a Formulation<'a>,
    policy: &'a Policy,
    /// What is narrow on the way of a move down, by how and where.
    narrow: BTreeMap<(Narrows, Place), Vec<&'a Instance>>,
    /// Whether a hard rule says how many sleep at a school.
    beds: bool,
    /// The rule of the pins, where it is hard and there are pins.
    pins: Option<RuleName>,
}

impl<'a> Look<'a> {
    fn new(elastic: &'a Elastic<'a>, policy: &'a Policy) -> Look<'a> {
        let mut narrow: BTreeMap<(Narrows, Place), Vec<&Instance>> = BTreeMap::new();
        for slack in &elastic.slacks {
            if let Some(how) = slack.row.narrows {
                narrow.entry((how, slack.instance.place)).or_default().push(&slack.instance);
            }
        }
        let beds = narrow.keys().any(|(how, _)| matches!(how, Narrows::Sleeping(_)));
        let pins = elastic.slacks.iter().find(|s| matches!(s.instance.place, Place::Pin(_))).map(|s| s.instance.rule);
        Look { formulation: &elastic.formulation, policy, narrow, beds, pins }
    }

    /// Moves that no rule about the single move forbids.
    fn moves<'l>(&'l self, leaver: &'l Leaver) -> impl Iterator<Item = Candidate> + 'l {
        let world = &self.formulation.world;
        leaver.each(world).filter(move |c| !world.shut_out(self.policy, c))
    }

    /// Pins that cannot be.
    fn pins(&self) -> Vec<Reason> {
        let pins = &self.formulation.world.county.pins;
        let Some(rule) = self.pins else { return Vec::new() };
        let asking = |pin: &Pin| matches!(pin.kind, PinKind::Post | PinKind::Leave);
        let served = |pin: &Pin| {
            let mut leavers = self.formulation.leavers.iter().filter(|l| l.teacher == pin.teacher);
            leavers.any(|l| self.moves(l).any(|c| meant(pin, &c)))
        };
        let mut found = Vec::new();
        for (n, pin) in pins.iter().enumerate().filter(|(_, pin)| asking(pin)) {
            if !served(pin) {
                found.push(Reason::PinWithoutMove { rule, pin: n as u32 });
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
            found.extend(against.map(|(o, _)| Reason::PinsOpposed { rule, asks: n as u32, refuses: o as u32 }));
        }
        found
    }

    /// Why what this asks for cannot be: too few of those whom it counts can move down.
    fn too_few(&self, slack: &Slack, quota: Option<i64>) -> Option<Reason> {
        let (instance, world) = (&slack.instance, &self.formulation.world);
        let counts = slack.row.counts.filter(|counts| counts.people().is_some())?;
        let down = |c: &Candidate| c.direction == Some(Direction::Down);
        let counted = |teacher: &Teacher, c: &Candidate| match counts {
            Counted::Exchanged => world.quota.counts(c.direction, c.to),
            Counted::Backbone => down(c) && world.policy.backbone(teacher),
            Counted::Graduating => down(c) && teacher.graduating,
            Counted::Allied | Counted::Up | Counted::Periods => false,
        };
        let asked = match instance.asks {
            Asks::Number(n) => n,
            Asks::Share(share) => share.ceil_of(quota?),
            Asks::Nothing | Asks::Coefficient(_) => return None,
        };
        let of = |l: &Leaver| match instance.place {
            Place::School(s) => l.from == s,
            _ => true,
        };
        let (most, narrow) = self.flow(|l, c| of(l) && counted(world.teacher(l.teacher), c));
        (most < asked).then_some(Reason::TooFew { rule: instance.rule, place: instance.place, asked, most, narrow })
    }

    /// The most of these moves down that there can be together, and what holds the others back.
    fn flow(&self, counted: impl Fn(&Leaver, &Candidate) -> bool) -> (i64, Vec<Narrow>) {
        let world = &self.formulation.world;
        let mut net: Net<NarrowWhat> = Net::new();
        let (mut leaving, mut arriving, mut posts) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        let (mut homes, mut beds, mut linked) = (BTreeMap::new(), BTreeMap::new(), BTreeSet::new());
        let stays = |l: &Leaver| {
            let kept = |p: &Pin| p.kind == PinKind::Stay || (p.kind == PinKind::Forbid && p.school.is_none());
            self.pins.is_some() && world.county.pins.iter().any(|p| p.teacher == l.teacher && kept(p))
        };
        for leaver in self.formulation.leavers.iter().filter(|l| !stays(l)) {
            let down: Vec<Candidate> = self.moves(leaver).filter(|c| counted(leaver, c)).collect();
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
        self.passes(&[Narrows::Leaving, Narrows::Staying], Place::School(school))
    }

    /// The last teacher of a subject stays.
    fn keeps_one(&self, post: u32) -> Vec<(i64, NarrowWhat)> {
        let p = self.formulation.world.post(post);
        self.passes(&[Narrows::LeavingPost], Place::Post(p.school, p.part, p.subject))
    }

    /// Ceilings of what enters a school.
    fn lets_in(&self, school: SchoolIx) -> Vec<(i64, NarrowWhat)> {
        self.passes(&[Narrows::Entering, Narrows::Holding], Place::School(school))
    }

    /// Whose bed figures a move counts for; `None` where it needs no bed. A teacher whose sex is unknown is counted only
    /// among all.
    fn sleeps(&self, c: &Candidate) -> Option<Option<Sex>> {
        let (world, rules) = (&self.formulation.world, &self.policy.rules);
        let far = c.metres.is_none_or(|m| i64::from(m) > rules.housing.km.value.floor_of(1000));
        (far && self.beds).then(|| world.teacher(c.teacher).sex)
    }

    /// The beds of a school: those of one sex, or all.
    fn beds(&self, school: SchoolIx, sex: Option<Sex>) -> Vec<(i64, NarrowWhat)> {
        self.passes(&[Narrows::Sleeping(sex)], Place::School(school))
    }

    /// The limit of a post at a school that nobody leaves.
    fn takes(&self, post: u32) -> Vec<(i64, NarrowWhat)> {
        let p = self.formulation.world.post(post);
        self.passes(&[Narrows::HoldingPost], Place::Post(p.school, p.part, p.subject))
    }

    /// What is narrow in these ways at a place, with how many it lets through.
    fn passes(&self, ways: &[Narrows], place: Place) -> Vec<(i64, NarrowWhat)> {
        let of = |how: Narrows| self.narrow.get(&(how, place)).into_iter().flatten().map(move |i| (how, *i));
        let all = ways.iter().copied().flat_map(of);
        all.filter_map(|(how, i)| Some((self.room(how, i)?, NarrowWhat::Rule(i.rule, place)))).collect()
    }

    /// How many moves down a rule lets through at its place; `None` where moves the other way make room there.
    fn room(&self, how: Narrows, instance: &Instance) -> Option<i64> {
        let world = &self.formulation.world;
        let Asks::Number(number) = instance.asks else { return None };
        match (how, instance.place) {
            (Narrows::Leaving | Narrows::LeavingPost | Narrows::Entering | Narrows::Sleeping(_), _) => Some(number),
            // Where nobody can come, who leaves is not replaced.
            (Narrows::Staying, Place::School(s)) if world.reach[s.at()].1 == 0 => Some(world.staff(s) - number),
            // Where nobody can leave, who comes takes no one's place.
            (Narrows::Holding, Place::School(s)) if world.reach[s.at()].0 == 0 => Some(number - world.payroll(s)),
            (Narrows::HoldingPost, Place::Post(s, part, k)) if world.reach[s.at()].0 == 0 => {
                let post = world.needs.posts[world.needs.find(s, part, k)?];
                Some((number - i64::from(post.serving)).max(0))
            }
            (Narrows::Staying | Narrows::Holding | Narrows::HoldingPost, _) => None,
        }
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
