//! Establishment (编制) of every part of every public school: the counts, and the posts within the authorised total.
//!
//! | count | formula | applies |
//! |---|---|---|
//! | by pupils | ⌈pupils / pupils-per-post⌉ | always |
//! | by classes | c = ⌈classes · posts-per-class⌉ | fewer than L pupils, and every teaching point |
//! | | ⌈c · (2L − pupils) / L⌉ | from L to 2L, where it tapers |
//! | by periods | ⌈Σ periods / load + duty · classes + relief · older⌉ over all subjects | where the policy turns it on |
//!
//! computed is the largest that applies, with posts for boarders on top; floor = min(computed, ⌈classes · floor-per-class⌉).
//! Of the posts those who teach have all but the non-teaching share, rounded down. Clause 三(二)1.

use crate::allocation::{self, Claimant};
use crate::demand;
use lungang_domain::county::{Authorised, County};
use lungang_domain::id::SchoolIx;
use lungang_domain::lottery;
use lungang_domain::needs::Establishment;
use lungang_domain::number::ceil_div;
use lungang_domain::policy::{ClassRatio, Policy};
use lungang_domain::school::{Part, School, SchoolStage};
use lungang_domain::teacher::Role;
use std::collections::BTreeMap;

/// The establishment of every part, and the totals that no allocation can keep.
#[derive(Debug, Clone, Default)]
pub struct Establishments {
    /// Sorted by school and part.
    pub parts: Vec<Establishment>,
    /// Totals smaller than the sum of the floors: (floors, total).
    pub impossible: Vec<(i64, i64)>,
}

/// Who is at one part of a school.
#[derive(Debug, Clone, Copy, Default)]
pub struct People {
    /// Those who teach and serve there.
    pub teach: u32,
    /// Those among them from the age on at which loads are lighter.
    pub older: u32,
    /// Everybody whose home school it is, but the retired.
    pub paid: u32,
}

/// Reads the establishment of every part; `people` says who is there.
pub fn read(
    county: &County,
    policy: &Policy,
    people: &BTreeMap<(SchoolIx, Part), People>,
    seed: u64,
) -> Establishments {
    let mut all = Establishments::default();
    for s in county.school_ixs().filter(|s| county.school(*s).public) {
        for &part in county.school(s).parts() {
            let people = people.get(&(s, part)).copied().unwrap_or_default();
            all.parts.push(count(county, policy, s, part, people));
        }
    }
    allocated(county, &mut all, seed);
    // Where nobody on the roster does other work, nobody knows how many do.
    let told = county.teachers.iter().any(|t| matches!(t.role, Role::Administrator | Role::Support));
    for e in &mut all.parts {
        let share = policy.staffing.non_teaching.as_ref().filter(|_| told).map(|share| *share.value.get(e.part));
        let others = share.map_or(0, |share| share.floor_of(i64::from(e.posts)));
        e.teaching = whole(i64::from(e.posts) - others);
    }
    all
}

/// Sets the posts where an authorised total binds.
fn allocated(county: &County, all: &mut Establishments, seed: u64) {
    match county.authorised {
        Authorised::Open => {}
        Authorised::Total(total) => within(county, all, total, seed, |_| true),
        Authorised::ByPart(totals) => {
            for part in Part::ALL {
                if let Some(total) = *totals.get(part) {
                    within(county, all, total, seed, |p| p == part);
                }
            }
        }
    }
}

/// The counts of one part.
fn count(county: &County, policy: &Policy, s: SchoolIx, part: Part, people: People) -> Establishment {
    let (school, rules) = (county.school(s), &policy.staffing);
    let (pupils, classes) = (*school.pupils.get(part), school.classes_of(part));
    let mut e = Establishment {
        school: s,
        part,
        pupils,
        classes,
        by_pupils: 0,
        by_classes: None,
        by_periods: 0,
        boarding: 0,
        computed: 0,
        floor: 0,
        posts: 0,
        teaching: 0,
        staff: people.teach,
        payroll: people.paid,
    };
    let limit = i64::from(*rules.small_school_pupils.value.get(part));
    let full = rules.posts_per_class.value.get(part).ceil_of(i64::from(classes));
    let taper = rules.class_ratio.as_ref().is_some_and(|ratio| ratio.value == ClassRatio::Taper);
    let beyond = i64::from(pupils) - limit;
    if beyond < 0 || school.stage == SchoolStage::TeachingPoint {
        e.by_classes = Some(whole(full));
    } else if taper && beyond < limit {
        // 2L − pupils = L − (pupils − L)
        let faded = i128::from(full) * i128::from(limit - beyond);
        e.by_classes = Some(whole(ceil_div(faded, i128::from(limit))));
    }
    if pupils > 0 || classes > 0 {
        let ratio = rules.pupils_per_post.value.get(part).get(school.area);
        e.by_pupils = whole(ratio.ceil_into(i64::from(pupils)).unwrap_or(0));
        e.by_periods = whole(demand::posts_by_periods(policy, school, part, people.older));
        e.boarding = boarding(policy, school, part);
        let applies = [Some(e.by_pupils), e.by_classes, rules.by_periods.value.then_some(e.by_periods)];
        e.computed = applies.into_iter().flatten().max().unwrap_or(0).saturating_add(e.boarding);
        e.floor = e.computed.min(whole(rules.floor_per_class.value.get(part).ceil_of(i64::from(classes))));
    }
    e.posts = e.computed;
    e
}

/// Posts for boarders at one part: whole posts of the school, shared in proportion to the pupils of its parts.
fn boarding(policy: &Policy, school: &School, part: Part) -> u32 {
    let pupils = |of: &[Part]| of.iter().map(|p| u64::from(*school.pupils.get(*p))).sum::<u64>();
    let each = policy.staffing.boarders_per_post.as_ref().map(|n| u64::from(n.value)).filter(|n| *n > 0);
    let (Some(each), true) = (each, pupils(&Part::ALL) > 0) else { return 0 };
    let posts = u64::from(school.boarding) / each;
    let share = match (school.parts().len(), part) {
        (1, _) => posts,
        (_, Part::Primary) => posts * pupils(&[Part::Primary]) / pupils(&Part::ALL),
        (_, Part::Junior) => posts - posts * pupils(&[Part::Primary]) / pupils(&Part::ALL),
    };
    u32::try_from(share).unwrap_or(u32::MAX)
}

/// Allocates `total` among the public parts that it covers, where it is smaller than what they come to.
fn within(county: &County, all: &mut Establishments, total: u32, seed: u64, covers: impl Fn(Part) -> bool) {
    let places: Vec<usize> = (0..all.parts.len()).filter(|&i| covers(all.parts[i].part)).collect();
    let total = i64::from(total);
    if places.iter().map(|&i| i64::from(all.parts[i].computed)).sum::<i64>() <= total {
        return;
    }
    let claimants: Vec<Claimant> = places
        .iter()
        .map(|&i| {
            let (e, school) = (&all.parts[i], county.school(all.parts[i].school));
            Claimant {
                computed: i64::from(e.computed),
                floor: i64::from(e.floor),
                weight: 1 + i64::from(school.hardship),
                present: present(&all.parts, school, e),
                lottery: i64::from(lottery::post_number(seed, &school.id, e.part.name())),
            }
        })
        .collect();
    match allocation::allocate(&claimants, total) {
        Some(posts) => places.iter().zip(posts).for_each(|(&i, y)| all.parts[i].posts = whole(y)),
        None => {
            all.impossible.push((claimants.iter().map(|c| c.floor).sum(), total));
            places.iter().for_each(|&i| all.parts[i].posts = all.parts[i].floor);
        }
    }
}

/// Today's posts of a part: the school's books, shared in proportion to *computed* where it has two parts (primary
/// rounded down, junior the rest); else everybody on its payroll.
fn present(all: &[Establishment], school: &School, e: &Establishment) -> i64 {
    let Some(books) = school.establishment.map(i64::from) else {
        return i64::from(e.payroll);
    };
    if school.parts().len() < 2 {
        return books;
    }
    let computed = |part: Part| -> i64 {
        all.iter().filter(|o| o.school == e.school && o.part == part).map(|o| i64::from(o.computed)).sum()
    };
    let (primary, both) = (computed(Part::Primary), computed(Part::Primary) + computed(Part::Junior));
    let share = i128::from(books) * i128::from(primary) / i128::from(both.max(1));
    let primary_books = i64::try_from(share).unwrap_or(books);
    match e.part {
        Part::Primary => primary_books,
        Part::Junior => books - primary_books,
    }
}

fn whole(n: i64) -> u32 {
    u32::try_from(n.max(0)).unwrap_or(u32::MAX)
}
