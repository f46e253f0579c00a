//! The schools of a synthetic county: a town whose schools send, and townships around it whose schools receive.

use super::names::{self, PlaceName, Rank};
use super::place::{self, ORIGIN};
use super::stream::Stream;
use super::{Size, Spec};
use lungang_domain::id::SchoolIx;
use lungang_domain::number::Decimal;
use lungang_domain::policy::Policy;
use lungang_domain::school::{Area, ByPart, Part, School, SchoolStage, Tier};
use lungang_domain::travel::Position;
use lungang_domain::words::say;
use std::collections::BTreeMap;

/// The schools with the county town of each.
pub(super) struct Layout {
    pub(super) name: String,
    pub(super) schools: Vec<School>,
    pub(super) centres: Vec<Position>,
}

/// Schools of one township, as a pattern that repeats.
const TOWNSHIP: [Slot; 8] =
    [Slot::Central, Slot::Village, Slot::Upper, Slot::Village, Slot::Point, Slot::Village, Slot::Point, Slot::Village];

/// Schools of a township of the county that is small enough to read.
const SMALL_TOWNSHIP: [Slot; 4] = [Slot::Central, Slot::Village, Slot::Upper, Slot::Point];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Slot {
    /// Central primary school, 20-40 teachers.
    Central,
    /// Village primary school.
    Village,
    /// Junior or nine-year school.
    Upper,
    /// Teaching point.
    Point,
}

/// Stages of sending schools, as a pattern that repeats.
const SENDING: [SchoolStage; 10] = [
    SchoolStage::Primary,
    SchoolStage::Primary,
    SchoolStage::Junior,
    SchoolStage::Primary,
    SchoolStage::Junior,
    SchoolStage::Primary,
    SchoolStage::NineYear,
    SchoolStage::Primary,
    SchoolStage::Junior,
    SchoolStage::Primary,
];

/// Lays out the schools of every county of the spec.
pub(super) fn schools(spec: &Spec, policy: &Policy) -> Layout {
    let counties = spec.size.counties();
    let (sending, receiving) = spec.size.schools();
    let mut all = Layout {
        name: say(spec.names, if counties == 1 { "generate.county" } else { "generate.province" }, &[]),
        schools: Vec::with_capacity(sending + receiving),
        centres: Vec::with_capacity(sending + receiving),
    };
    let width = (sending + receiving).to_string().len().max(2);
    for county in 0..counties {
        let share = |all: usize| all * (county + 1) / counties - all * county / counties;
        let mut s = Stream::new(spec.seed, &format!("schools {county}"));
        let mut places = names::places(&mut s);
        let own = places.pop().unwrap_or_default();
        let name = if counties == 1 { all.name.clone() } else { names::county(&own, county + 1, spec.names) };
        // Counties of a province stand on a grid, 150 km apart.
        let (column, row) = (county as i32 % 8, county as i32 / 8);
        let centre = place::offset(ORIGIN, column * 150_000, row * -150_000);
        let mut draft = Draft { spec, policy, places, centre, county: name, width, s, all: &mut all };
        let leaders = draft.sending(share(sending));
        draft.receiving(share(receiving), &leaders);
        draft.prune_alliances();
    }
    all
}

struct Draft<'a> {
    spec: &'a Spec,
    policy: &'a Policy,
    places: Vec<PlaceName>,
    centre: Position,
    county: String,
    width: usize,
    s: Stream,
    all: &'a mut Layout,
}

impl Draft<'_> {
    /// Schools of the county town and of its larger towns; returns the alliances that some of them lead.
    fn sending(&mut self, count: usize) -> Vec<Option<String>> {
        let first = self.all.schools.len();
        let mut numbers = [0usize; 3];
        for nth in 0..count {
            let stage = match (self.spec.size, nth) {
                (Size::Example, 2) => SchoolStage::Junior,
                (Size::Example, _) => SchoolStage::Primary,
                _ => SENDING[nth % SENDING.len()],
            };
            let number = match stage {
                SchoolStage::Junior => &mut numbers[1],
                SchoolStage::NineYear => &mut numbers[2],
                _ => &mut numbers[0],
            };
            *number += 1;
            let number = *number;
            // Two in three lie in the county town; one in twelve is a rural school of quality.
            let (area, tier) = match nth % 12 {
                11 => (Area::Rural, Tier::Quality),
                n if n % 3 == 2 => (Area::Town, if n % 2 == 0 { Tier::Quality } else { Tier::Ordinary }),
                n => (Area::Urban, if n % 3 == 0 { Tier::Quality } else { Tier::Ordinary }),
            };
            let (lo, hi) = if area == Area::Urban { (300, 2_500) } else { (8_000, 22_000) };
            let position = place::ring(&mut self.s, self.centre, lo, hi);
            let (township, name) = if area == Area::Urban {
                let name = names::numbered_school(&self.county, number, stage, self.spec.names);
                (say(self.spec.names, "generate.county-town", &[]), name)
            } else {
                let place = self.places.pop().unwrap_or_default();
                let township = names::township(&place, 0, self.spec.names);
                let name = names::township_school(&township, stage, Rank::Only, self.spec.names);
                (township, name)
            };
            // About eighty teachers, one in seven above the posts.
            let posts = if self.spec.size == Size::Example { self.s.between(11, 13) } else { self.s.between(56, 78) };
            let mut school = self.school(name, stage, area, tier, position, township);
            let shares = match stage {
                SchoolStage::NineYear => ByPart { primary: posts * 6 / 10, junior: posts * 4 / 10 },
                SchoolStage::Junior => ByPart { primary: 0, junior: posts },
                _ => ByPart { primary: posts, junior: 0 },
            };
            for &part in stage.parts() {
                let per_class = self.s.between(39, 46);
                self.fill(&mut school, part, *shares.get(part), per_class);
            }
            if tier == Tier::Quality {
                school.alliance = Some(say(self.spec.names, "generate.alliance", &[("school", &school.name)]));
            }
            self.push(school);
        }
        // Schools without one join the alliance of another, if only to have something to leave out.
        let leaders: Vec<Option<String>> =
            self.all.schools[first..].iter().map(|s| s.alliance.clone()).filter(Option::is_some).collect();
        for school in &mut self.all.schools[first..] {
            if school.alliance.is_none() && !leaders.is_empty() && self.s.percent(60) {
                school.alliance = self.s.pick(&leaders).clone();
            }
        }
        leaders
    }

    /// Schools of the townships, nearest first.
    fn receiving(&mut self, count: usize, leaders: &[Option<String>]) {
        let pattern: &[Slot] = if self.spec.size == Size::Example { &SMALL_TOWNSHIP } else { &TOWNSHIP };
        let townships = count.div_ceil(pattern.len());
        for nth in 0..townships {
            let place = self.places.pop().unwrap_or_default();
            let township = names::township(&place, nth, self.spec.names);
            // Distances spread evenly from 8 to 68 km.
            let from = 8_000 + (nth * 52_000 / townships) as i32;
            let centre = place::ring(&mut self.s, self.centre, from, from + 8_000);
            let slots = pattern.len().min(count - nth * pattern.len());
            let central = SchoolIx::new(self.all.schools.len());
            let alliance = if self.spec.size == Size::Example || self.s.percent(80) {
                leaders.get(nth % leaders.len().max(1)).cloned().flatten()
            } else {
                None
            };
            let mut villages = 0;
            for (at, slot) in pattern.iter().copied().take(slots).enumerate() {
                let (stage, rank, reach) = match slot {
                    Slot::Central => (SchoolStage::Primary, Rank::Central, 800),
                    Slot::Upper if nth % 2 == 1 => (SchoolStage::NineYear, Rank::Only, 1_500),
                    Slot::Upper => (SchoolStage::Junior, Rank::Only, 1_500),
                    Slot::Village | Slot::Point => {
                        villages += 1;
                        let point = slot == Slot::Point;
                        let stage = if point { SchoolStage::TeachingPoint } else { SchoolStage::Primary };
                        (stage, Rank::Village(villages), 9_000)
                    }
                };
                // In every fourth township the central school is a weak school of a town.
                let (area, tier) = match slot {
                    Slot::Central if nth % 4 == 3 => (Area::Town, Tier::Weak),
                    Slot::Village if at == 7 => (Area::Rural, Tier::Weak),
                    _ => (Area::Rural, if self.s.percent(20) { Tier::Weak } else { Tier::Ordinary }),
                };
                let position = place::near(&mut self.s, centre, reach);
                let name = names::township_school(&township, stage, rank, self.spec.names);
                let mut school = self.school(name, stage, area, tier, position, township.clone());
                self.rural(&mut school, slot);
                school.alliance = alliance.clone();
                school.central_school = matches!(slot, Slot::Village | Slot::Point).then_some(central);
                self.push(school);
            }
        }
    }

    /// An alliance that nobody has joined is none.
    fn prune_alliances(&mut self) {
        let mut members: BTreeMap<String, u32> = BTreeMap::new();
        for alliance in self.all.schools.iter().filter_map(|s| s.alliance.as_ref()) {
            *members.entry(alliance.clone()).or_default() += 1;
        }
        for school in &mut self.all.schools {
            if school.alliance.as_ref().is_some_and(|a| members[a] < 2) {
                school.alliance = None;
            }
        }
    }

    /// Classes and pupils of a township school.
    fn rural(&mut self, school: &mut School, slot: Slot) {
        let s = &mut self.s;
        let small = self.spec.size == Size::Example;
        let (grades, per_class): (&[usize], u32) = match slot {
            Slot::Central => (&[0, 1, 2, 3, 4, 5], if small { s.between(22, 27) } else { s.between(30, 38) }),
            Slot::Village => (&[0, 1, 2, 3, 4, 5], s.between(8, 24)),
            Slot::Upper => (&[6, 7, 8], if small { s.between(18, 24) } else { s.between(28, 38) }),
            Slot::Point => (&[0, 1, 2], s.between(4, 12)),
        };
        // Village schools of dwindling villages lack the upper grades, teaching points have one to three.
        let grades = match slot {
            Slot::Village if small || s.percent(30) => &grades[..4],
            Slot::Point => &grades[..s.between(1, 3) as usize],
            _ => grades,
        };
        // Two village schools in five have two classes in the lower grades.
        let large = !small && grades.len() == 6 && s.percent(40);
        for &grade in grades {
            school.classes[grade] = match slot {
                Slot::Central | Slot::Upper if !small => s.between(3, 4),
                Slot::Village if large && grade < 3 => 2,
                _ => 1,
            };
        }
        if slot == Slot::Upper && school.stage == SchoolStage::NineYear {
            school.classes[..6].fill(1);
        }
        for &part in school.stage.parts() {
            let classes = school.classes_of(part);
            *school.pupils.get_mut(part) = (0..classes).map(|_| per_class + s.below(5)).sum();
        }
        let pupils = school.pupils.primary + school.pupils.junior;
        school.boarding = match slot {
            Slot::Central => pupils * s.between(0, 25) / 100,
            Slot::Upper => pupils * s.between(40, 80) / 100,
            _ => 0,
        };
    }

    /// Classes and pupils for so many teaching posts by the policy's ratio; none of the classes large.
    fn fill(&mut self, school: &mut School, part: Part, teaching: u32, per_class: u32) {
        let share = self.policy.staffing.non_teaching.as_ref().map_or(Decimal(0), |share| *share.value.get(part));
        let teach = |posts: u32| i64::from(posts) - share.floor_of(i64::from(posts));
        let mut posts = teaching;
        while teach(posts) < i64::from(teaching) {
            posts += 1;
        }
        let ratio = self.policy.staffing.pupils_per_post.value.get(part).get(school.area);
        let ratio = if ratio.0 > 0 { ratio } else { Decimal::whole(16) };
        let pupils = u32::try_from(ratio.floor_of(i64::from(posts))).unwrap_or(0);
        let grades = part.grades();
        let fewest = pupils.div_ceil(self.policy.staffing.large_class.value.saturating_sub(1).max(1));
        let classes = (pupils / per_class).max(fewest).max(grades.len() as u32);
        for (at, grade) in grades.enumerate() {
            let n = if part == Part::Primary { 6 } else { 3 };
            school.classes[grade] = classes / n + u32::from((at as u32) < classes % n);
        }
        *school.pupils.get_mut(part) = pupils;
    }

    fn school(
        &mut self,
        name: String,
        stage: SchoolStage,
        area: Area,
        tier: Tier,
        position: Position,
        township: String,
    ) -> School {
        School {
            name,
            area,
            tier,
            hardship: place::hardship(&mut self.s, self.centre, position),
            position: Some(position),
            township: Some(township),
            ..School::new(String::new(), stage)
        }
    }

    fn push(&mut self, mut school: School) {
        school.id = format!("S{:0width$}", self.all.schools.len() + 1, width = self.width);
        self.all.schools.push(school);
        self.all.centres.push(self.centre);
    }
}
