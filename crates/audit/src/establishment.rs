//! Establishment (编制) of every part of every public school: the counts, and the posts within the authorised total.
//!
//! | count | formula | applies |
//! |---|---|---|
//! | by pupils | ⌈pupils / pupils-per-post⌉ | always |
//! | by classes | ⌈classes · posts-per-class⌉ | small parts, and every teaching point |
//! | by periods | ⌈Σ periods / load⌉ over all subjects | where the policy turns it on |
//!
//! computed is the largest that applies, floor = min(computed, ⌈classes · floor-per-class⌉). Clause 三(二)1.

use crate::allocation::{self, Claimant};
use crate::demand;
use lungang_domain::county::{Authorised, County};
use lungang_domain::id::SchoolIx;
use lungang_domain::lottery;
use lungang_domain::needs::Establishment;
use lungang_domain::policy::Policy;
use lungang_domain::school::{Part, School, SchoolStage};
use std::collections::BTreeMap;

/// The establishment of every part, and the totals that no allocation can keep.
#[derive(Debug, Clone, Default)]
pub struct Establishments {
    /// Sorted by school and part.
    pub parts: Vec<Establishment>,
    /// Totals smaller than the sum of the floors: (floors, total).
    pub impossible: Vec<(i64, i64)>,
}

/// Reads the establishment of every part; `staff` is the number of teachers serving at a part.
pub fn read(county: &County, policy: &Policy, staff: &BTreeMap<(SchoolIx, Part), u32>, seed: u64) -> Establishments {
    let mut all = Establishments::default();
    for s in county.school_ixs().filter(|s| county.school(*s).public) {
        for &part in county.school(s).parts() {
            let staff = staff.get(&(s, part)).copied().unwrap_or(0);
            all.parts.push(count(county, policy, s, part, staff));
        }
    }
    match county.authorised {
        Authorised::Open => {}
        Authorised::Total(total) => within(county, &mut all, total, seed, |_| true),
        Authorised::ByPart(totals) => {
            for part in Part::ALL {
                if let Some(total) = *totals.get(part) {
                    within(county, &mut all, total, seed, |p| p == part);
                }
            }
        }
    }
    all
}

/// The counts of one part.
fn count(county: &County, policy: &Policy, s: SchoolIx, part: Part, staff: u32) -> Establishment {
    let (school, rules) = (county.school(s), &policy.staffing);
    let (pupils, classes) = (*school.pupils.get(part), school.classes_of(part));
    let mut e = Establishment {
        school: s,
        part,
        pupils,
        classes,
        by_pupils: 0,
        by_classes: None,
        by_periods: None,
        computed: 0,
        floor: 0,
        posts: 0,
        staff,
    };
    let small = pupils < *rules.small_school_pupils.value.get(part) || school.stage == SchoolStage::TeachingPoint;
    let some = pupils > 0 || classes > 0;
    if some {
        e.by_pupils = whole(rules.pupils_per_post.value.get(part).ceil_into(i64::from(pupils)).unwrap_or(0));
    }
    if small {
        e.by_classes = Some(whole(rules.posts_per_class.value.get(part).ceil_of(i64::from(classes))));
    }
    if rules.by_periods.value {
        e.by_periods = Some(whole(demand::posts_by_periods(policy, school, part)));
    }
    if some {
        e.computed = e.by_pupils.max(e.by_classes.unwrap_or(0)).max(e.by_periods.unwrap_or(0));
        e.floor = e.computed.min(whole(rules.floor_per_class.value.get(part).ceil_of(i64::from(classes))));
    }
    e.posts = e.computed;
    e
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
/// rounded down, junior the rest); else the staff serving there.
fn present(all: &[Establishment], school: &School, e: &Establishment) -> i64 {
    let Some(books) = school.establishment.map(i64::from) else {
        return i64::from(e.staff);
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
