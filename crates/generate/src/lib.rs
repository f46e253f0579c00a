//! A seeded synthetic county, the same from the same seed on every machine, and a seeded roster on real schools.
//!
//! Everything is drawn from labelled streams of ChaCha12 in integers; there is no clock, no float and no I/O here. The
//! county is shaped by the policy it is made for: sending schools have more teachers than posts, rural schools lack
//! teachers of the scarce subjects, and every rule that is hard by default finds something to bite on and can be kept.

mod backbone;
mod books;
mod clock;
mod couples;
mod heads;
mod history;
mod names;
mod people;
mod pins;
mod place;
mod posts;
mod projections;
mod roster;
mod schools;
mod settle;
mod stream;
mod trips;
mod verdict;
mod wishes;

pub use heads::give_offices;

use lungang_domain::calendar::SchoolYear;
use lungang_domain::county::{Authorised, CountyParts};
use lungang_domain::policy::Policy;
use lungang_domain::school::{ByPart, Part, School};
use lungang_domain::words::Lang;
use posts::PartPosts;

/// The school year a generated county plans.
pub const SCHOOL_YEAR: SchoolYear = SchoolYear(2026);

/// How large a county is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Size {
    /// 3 sending and 8 receiving schools, about 90 teachers: small enough to read.
    Example,
    /// 12 sending and 40 receiving schools.
    S,
    /// 30 sending and 100 receiving schools.
    M,
    /// 60 sending and 250 receiving schools.
    L,
    /// 150 sending and 600 receiving schools.
    Xl,
    /// 1 500 sending and 3 500 receiving schools, in fifty counties.
    Province,
}

impl Size {
    /// Every size, smallest first.
    pub const ALL: [Size; 6] = [Size::Example, Size::S, Size::M, Size::L, Size::Xl, Size::Province];

    /// The name used on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Size::Example => "example",
            Size::S => "S",
            Size::M => "M",
            Size::L => "L",
            Size::Xl => "XL",
            Size::Province => "province",
        }
    }

    /// The size of this name, in capitals or not.
    pub fn from_name(name: &str) -> Option<Size> {
        Size::ALL.into_iter().find(|size| size.name().eq_ignore_ascii_case(name))
    }

    /// Sending schools and receiving schools.
    pub fn schools(self) -> (usize, usize) {
        match self {
            Size::Example => (3, 8),
            Size::S => (12, 40),
            Size::M => (30, 100),
            Size::L => (60, 250),
            Size::Xl => (150, 600),
            Size::Province => (1_500, 3_500),
        }
    }

    /// Counties the schools are spread over.
    fn counties(self) -> usize {
        if self == Size::Province { 50 } else { 1 }
    }
}

/// What to generate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spec {
    /// The same seed gives the same county.
    pub seed: u64,
    /// How large.
    pub size: Size,
    /// Language of the names of people, schools and townships.
    pub names: Lang,
}

/// A synthetic county made for this policy.
///
/// Every rule that the packaged policies make hard can be kept: sending schools have a surplus above their posts that
/// covers the quota, receiving schools have room, and what is fixed by pins is possible.
pub fn county(spec: &Spec, policy: &Policy) -> CountyParts {
    let plan = schools::schools(spec, policy);
    let posts = all_posts(policy, &plan.schools, false);
    let mut parts = CountyParts {
        name: plan.name,
        school_year: Some(SCHOOL_YEAR),
        detour: policy.movement.detour.value,
        schools: plan.schools,
        ..CountyParts::default()
    };
    let world = World { seed: spec.seed, policy, posts, centres: plan.centres, names: spec.names };
    parts.teachers = roster::generated(&world, &parts.schools);
    couples::marry(&world, &parts.schools, &mut parts.teachers);
    history::running(&world, &mut parts);
    history::past(&world, &mut parts);
    backbone::top_up(&world, &mut parts);
    books::books(&world, &mut parts);
    parts.travel = trips::trips(&world, &parts, spec.size);
    parts.wishes = wishes::wishes(&world, &parts);
    parts.pins = pins::pins(&world, &parts);
    parts.needs = pins::needs(&world, &parts);
    parts.authorised = authorised(&world, &parts, spec.size);
    if spec.size == Size::Example {
        parts.projections = projections::projections(&world, &parts);
    }
    parts
}

/// A synthetic roster on real schools: exactly [`School::staff_reported`] teachers at each, all of them teaching, so that
/// the figures of the schools' own statistics hold; a school without the figure gets the posts it needs.
///
/// Coordinates are made up where they are missing, one cluster for each township; hardship classes are set by the
/// distance from the urban centre where no school has one. Where the sending schools have few teachers above their posts,
/// fewer are made eligible, so that the exchange quota can be kept. The caller names the county; the roster is dated for
/// [`SCHOOL_YEAR`].
pub fn roster_on(schools: Vec<School>, seed: u64, policy: &Policy) -> CountyParts {
    let mut schools = schools;
    let centre = settle::settle(seed, &mut schools);
    let posts = all_posts(policy, &schools, true);
    let centres = vec![centre; schools.len()];
    let world = World { seed, policy, posts, centres, names: Lang::ZH };
    let mut parts = CountyParts {
        school_year: Some(SCHOOL_YEAR),
        detour: policy.movement.detour.value,
        schools,
        ..CountyParts::default()
    };
    parts.teachers = roster::reported(&world, &parts.schools);
    couples::marry(&world, &parts.schools, &mut parts.teachers);
    clock::fit(&world, &mut parts);
    history::past(&world, &mut parts);
    parts.wishes = wishes::wishes(&world, &parts);
    parts
}

/// What every idea of the generator looks at.
struct World<'a> {
    seed: u64,
    policy: &'a Policy,
    /// Needs by school.
    posts: Vec<ByPart<PartPosts>>,
    /// The county town of each school.
    centres: Vec<lungang_domain::travel::Position>,
    names: Lang,
}

impl World<'_> {
    /// The stream of one idea.
    fn stream(&self, label: &str) -> stream::Stream {
        stream::Stream::new(self.seed, label)
    }
}

fn all_posts(policy: &Policy, schools: &[School], teachers_only: bool) -> Vec<ByPart<PartPosts>> {
    let reckon = |s: &School| {
        let mut both = ByPart::default();
        for &part in s.parts() {
            *both.get_mut(part) = posts::part_posts(policy, s, part, teachers_only);
        }
        both
    };
    schools.iter().map(reckon).collect()
}

/// An authorised total a little below what the ratios give, in most sizes: one for all stages, or one for each.
fn authorised(world: &World, parts: &CountyParts, size: Size) -> Authorised {
    let total = |of: &[Part]| {
        let public = || parts.schools.iter().zip(&world.posts).filter(|(s, _)| s.public).map(|(_, p)| p);
        let computed: u32 = public().flat_map(|p| of.iter().map(|part| p.get(*part).computed)).sum();
        let floor: u32 = public().flat_map(|p| of.iter().map(|part| p.get(*part).floor)).sum();
        // Fifteen in a thousand below: enough for the allocation to decide something, far above the floor.
        (computed - computed * 15 / 1_000).max(floor)
    };
    match size {
        Size::Example | Size::S | Size::Xl => Authorised::Total(total(&Part::ALL)),
        Size::M | Size::Province => {
            Authorised::ByPart(ByPart { primary: Some(total(&[Part::Primary])), junior: Some(total(&[Part::Junior])) })
        }
        Size::L => Authorised::Open,
    }
}
