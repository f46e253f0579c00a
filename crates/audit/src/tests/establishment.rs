//! Establishment by pupils, classes and periods, and within totals.

use crate::establishment::{Establishments, read};
use crate::testkit::{self, Town};
use lungang_domain::county::Authorised;
use lungang_domain::needs::Establishment;
use lungang_domain::school::{Area, ByPart, Part, SchoolStage};
use std::collections::BTreeMap;

/// The only school of a county, its first part.
fn only(pupils: u32, classes: [u32; 9], stage: SchoolStage, periods: bool) -> Vec<Establishment> {
    let mut town = Town::new();
    let mut s = testkit::school("S", Area::Rural);
    s.stage = stage;
    s.classes = classes;
    s.pupils = ByPart { primary: pupils, junior: pupils };
    town.parts = Default::default();
    town.parts.schools.push(s);
    town.policy.staffing.by_periods.value = periods;
    read(&town.county(), &town.policy, &BTreeMap::new(), 1).parts
}

#[test]
fn pupils_decide_in_a_large_school() {
    let e = only(241, [2, 2, 2, 2, 2, 2, 0, 0, 0], SchoolStage::Primary, false)[0];
    // ⌈241 / 20⌉ = 13; 241 is not below 100; floor 12 classes · 1
    assert_eq!((e.by_pupils, e.by_classes, e.by_periods), (13, None, None));
    assert_eq!((e.computed, e.floor, e.posts), (13, 12, 13));
}

#[test]
fn classes_decide_in_a_small_one_and_in_a_teaching_point() {
    let e = only(99, [1, 1, 1, 1, 1, 1, 0, 0, 0], SchoolStage::Primary, false)[0];
    assert_eq!((e.by_pupils, e.by_classes, e.computed, e.floor), (5, Some(9), 9, 6));
    let e = only(100, [1, 1, 1, 1, 1, 1, 0, 0, 0], SchoolStage::Primary, false)[0];
    assert_eq!((e.by_pupils, e.by_classes, e.computed, e.floor), (5, None, 5, 5));
    let e = only(140, [3, 3, 3, 0, 0, 0, 0, 0, 0], SchoolStage::TeachingPoint, false)[0];
    // ⌈9 · 1.5⌉ = 14 against ⌈140 / 20⌉ = 7
    assert_eq!((e.by_pupils, e.by_classes, e.computed), (7, Some(14), 14));
}

#[test]
fn periods_count_over_all_subjects() {
    let e = only(200, [2, 2, 2, 2, 2, 2, 0, 0, 0], SchoolStage::Primary, true)[0];
    // 12 classes: 72/12 + 48/16 + 24/20 + 12/20 = 6 + 3 + 1.2 + 0.6 = 10.8
    assert_eq!((e.by_pupils, e.by_periods, e.computed), (10, Some(11), 11));
}

#[test]
fn a_nine_year_school_has_two_parts_and_an_empty_part_no_posts() {
    let parts = only(150, [1, 1, 1, 1, 1, 1, 2, 2, 2], SchoolStage::NineYear, false);
    // junior ⌈150 / 13.5⌉ = 12, floor ⌈6 · 1.5⌉ = 9
    assert_eq!(
        parts.iter().map(|e| (e.part, e.computed, e.floor)).collect::<Vec<_>>(),
        [(Part::Primary, 8, 6), (Part::Junior, 12, 9)]
    );
    let e = only(0, [0; 9], SchoolStage::Primary, true)[0];
    assert_eq!((e.computed, e.floor, e.posts), (0, 0, 0));
}

/// A: hardship 0, B: hardship 2, both 200 pupils, six classes (10 posts, floor 6); P: private, no posts.
fn three(authorised: Authorised, books: Option<u32>) -> Establishments {
    let mut town = Town::new();
    town.parts.schools.clear();
    for (id, hardship) in [("A", 0), ("B", 2), ("P", 0)] {
        let mut s = testkit::school(id, Area::Rural);
        s.pupils.primary = 200;
        s.classes = [1, 1, 1, 1, 1, 1, 0, 0, 0];
        s.hardship = hardship;
        s.public = id != "P";
        s.establishment = books;
        town.parts.schools.push(s);
    }
    town.parts.teachers.clear();
    town.parts.needs.clear();
    town.parts.authorised = authorised;
    read(&town.county(), &town.policy, &BTreeMap::new(), 1)
}

#[test]
fn the_total_binds_public_schools() {
    let posts = |e: &Establishments| e.parts.iter().map(|e| e.posts).collect::<Vec<_>>();
    assert_eq!(posts(&three(Authorised::Total(20), None)), [10, 10]);
    // 17 of 20: z = 200 gives 8 + 8 (z = 199 gives 9 + 9), the one left goes to the harder school
    assert_eq!(posts(&three(Authorised::Total(17), None)), [8, 9]);
    assert_eq!(posts(&three(Authorised::ByPart(ByPart { primary: Some(17), junior: None }), None)), [8, 9]);
    assert_eq!(posts(&three(Authorised::ByPart(ByPart { primary: None, junior: Some(1) }), None)), [10, 10]);
    let none = three(Authorised::Total(11), None);
    assert_eq!((posts(&none), none.impossible), (vec![6, 6], vec![(12, 11)]));
}

#[test]
fn books_of_a_nine_year_school_are_shared_by_what_is_computed() {
    let mut town = Town::new();
    town.parts.teachers.clear();
    town.parts.needs.clear();
    town.parts.schools.clear();
    // N: primary 10, junior 10 computed, 15 on the books: 7 and 8. M: primary 10, nobody there.
    let mut n = testkit::school("N", Area::Rural);
    n.stage = SchoolStage::NineYear;
    n.pupils = ByPart { primary: 200, junior: 135 };
    n.establishment = Some(15);
    let mut m = testkit::school("M", Area::Rural);
    m.pupils.primary = 200;
    town.parts.schools.extend([n, m]);
    // z = 300 allows 7 + 7 + 7 = 21; the 22nd goes where a post would be lost: to the junior part of N
    town.parts.authorised = Authorised::Total(22);
    let all = read(&town.county(), &town.policy, &BTreeMap::new(), 1);
    let posts: Vec<_> = all.parts.iter().map(|e| e.posts).collect();
    assert_eq!(posts, [7, 7, 8]);
}

#[test]
fn a_private_school_has_no_posts() {
    let mut town = Town::new();
    let private = town.school_ix("X1");
    town.school("X1").pupils = ByPart { primary: 400, junior: 0 };
    town.school("X1").classes = [2, 2, 2, 2, 2, 2, 0, 0, 0];
    town.parts.teachers.push(testkit::teacher("x1", private, &[testkit::CHINESE]));
    town.need("X1", testkit::MATHS, 3, None);
    town.parts.authorised = Authorised::Total(5);
    let county = town.county();
    let reading = crate::Reading::new(&county, &town.policy, 1);
    assert!(reading.establishments.parts.iter().all(|e| e.school != private));
    assert!(reading.posts.iter().all(|p| p.school != private), "neither who serves there nor a row makes one");
    assert_eq!(reading.school_posts[private.at()], 0);
}
