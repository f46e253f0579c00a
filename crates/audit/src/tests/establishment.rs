//! Establishment by pupils, classes and periods, and within totals.

use crate::establishment::{Establishments, read};
use crate::testkit::{self, Town};
use jiff::civil::date;
use lungang_domain::calendar::SchoolYear;
use lungang_domain::county::{Authorised, CountyParts};
use lungang_domain::id::SchoolIx;
use lungang_domain::needs::Establishment;
use lungang_domain::number::Decimal;
use lungang_domain::policy::{ByArea, ClassRatio, OlderTeachers, Param};
use lungang_domain::school::{Area, ByPart, Part, SchoolStage};
use lungang_domain::teacher::{Role, Teacher};
use std::collections::BTreeMap;

/// The only school of a county, its parts.
fn only(pupils: u32, classes: [u32; 9], stage: SchoolStage, periods: bool) -> Vec<Establishment> {
    with(pupils, classes, stage, |town| town.policy.staffing.by_periods.value = periods)
}

/// The same with something else changed.
fn with(pupils: u32, classes: [u32; 9], stage: SchoolStage, change: impl FnOnce(&mut Town)) -> Vec<Establishment> {
    let mut town = Town::new();
    let mut s = testkit::school("S", Area::Rural);
    s.stage = stage;
    s.classes = classes;
    s.pupils = ByPart { primary: pupils, junior: pupils };
    town.parts = CountyParts { school_year: Some(SchoolYear(2026)), ..CountyParts::default() };
    town.parts.schools.push(s);
    change(&mut town);
    crate::Reading::new(&town.county(), &town.policy, 1).establishments.parts
}

const TWO_EACH: [u32; 9] = [2, 2, 2, 2, 2, 2, 0, 0, 0];

#[test]
fn a_taper_ends_at_twice_the_size_of_a_small_school() {
    let taper = |town: &mut Town| town.policy.staffing.class_ratio = Some(Param::practice(ClassRatio::Taper));
    // 12 classes are 18 posts; a school is small below 100
    let of = |pupils| {
        let e = with(pupils, TWO_EACH, SchoolStage::Primary, taper)[0];
        (e.by_pupils, e.by_classes, e.computed)
    };
    assert_eq!(of(99), (5, Some(18), 18));
    assert_eq!(of(100), (5, Some(18), 18));
    // ⌈18 · 99 / 100⌉ = 18, ⌈18 · 94 / 100⌉ = 17, ⌈18 · 50 / 100⌉ = 9, ⌈18 · 1 / 100⌉ = 1
    assert_eq!(of(101), (6, Some(18), 18));
    assert_eq!(of(106), (6, Some(17), 17));
    assert_eq!(of(150), (8, Some(9), 9));
    assert_eq!(of(199), (10, Some(1), 10));
    assert_eq!(of(200), (10, None, 10));
    // A teaching point is staffed by classes at any size.
    assert_eq!(with(240, TWO_EACH, SchoolStage::TeachingPoint, taper)[0].by_classes, Some(18));
    let cliff = |town: &mut Town| town.policy.staffing.class_ratio = Some(Param::practice(ClassRatio::Cliff));
    assert_eq!(with(100, TWO_EACH, SchoolStage::Primary, cliff)[0].by_classes, None);
}

#[test]
fn boarders_add_whole_posts_of_the_school() {
    let boards = |n: u32| {
        move |town: &mut Town| {
            town.policy.staffing.boarders_per_post = Some(Param::practice(50));
            town.parts.schools[0].boarding = n;
        }
    };
    let of = |n, stage, classes| {
        let parts = with(200, classes, stage, boards(n));
        parts.iter().map(|e| (e.boarding, e.computed)).collect::<Vec<_>>()
    };
    assert_eq!(of(49, SchoolStage::Primary, TWO_EACH), [(0, 10)]);
    assert_eq!(of(149, SchoolStage::Primary, TWO_EACH), [(2, 12)]);
    // Three posts for two parts of 200 pupils each: primary 1.5, rounded down, junior the rest; ⌈200 / 13.5⌉ = 15
    let nine = [2, 2, 2, 2, 2, 2, 2, 2, 2];
    assert_eq!(of(150, SchoolStage::NineYear, nine), [(1, 11), (2, 17)]);
    let nobody = with(0, [0; 9], SchoolStage::NineYear, boards(150));
    assert!(nobody.iter().all(|e| e.boarding == 0 && e.computed == 0), "a school without pupils has no posts");
}

#[test]
fn a_ratio_may_differ_by_area() {
    let by_area = |area| {
        move |town: &mut Town| {
            let ratio = ByArea { urban: Decimal::whole(20), town: Decimal::whole(25), rural: Decimal(125_000) };
            town.policy.staffing.pupils_per_post.value.primary = ratio;
            town.parts.schools[0].area = area;
        }
    };
    let of = |area| with(200, TWO_EACH, SchoolStage::Primary, by_area(area))[0].by_pupils;
    assert_eq!([of(Area::Urban), of(Area::Town), of(Area::Rural)], [10, 8, 16]);
}

#[test]
fn class_teachers_and_lighter_loads_count_by_periods() {
    // 10.8 by the timetable of twelve classes, and half a load for each of them: 16.8
    let duty = |town: &mut Town| town.policy.staffing.class_teacher_load = Some(Param::practice(Decimal(5_000)));
    assert_eq!(with(200, TWO_EACH, SchoolStage::Primary, duty)[0].by_periods, 17);
    // One of two teachers is 41 on the reference day, the other a day younger: a fifth of a load, 17.0
    let lighter = |town: &mut Town| {
        duty(town);
        let older = OlderTeachers { from_age: 41, relief: Decimal(2_000) };
        town.policy.staffing.older_teachers = Some(Param::practice(older));
        for (id, birth) in [("a", date(1985, 9, 1)), ("b", date(1985, 9, 2))] {
            let teacher = testkit::teacher(id, SchoolIx(0), &[testkit::CHINESE]);
            town.parts.teachers.push(Teacher { birth: Some(birth), ..teacher });
        }
    };
    assert_eq!(with(200, TWO_EACH, SchoolStage::Primary, lighter)[0].by_periods, 17);
    let another = |town: &mut Town| {
        lighter(town);
        town.parts.teachers[1].birth = Some(date(1970, 1, 1));
    };
    assert_eq!(with(200, TWO_EACH, SchoolStage::Primary, another)[0].by_periods, 18, "17.2");
    let unknown = |town: &mut Town| {
        another(town);
        town.parts.teachers[1].birth = None;
    };
    assert_eq!(with(200, TWO_EACH, SchoolStage::Primary, unknown)[0].by_periods, 17);
}

#[test]
fn those_who_do_not_teach_have_their_share_of_the_posts() {
    let people = |roles: &'static [Role]| {
        move |town: &mut Town| {
            let share = ByPart { primary: Decimal(1_500), junior: Decimal(0) };
            town.policy.staffing.non_teaching = Some(Param::practice(share));
            for (at, role) in roles.iter().enumerate() {
                let person = testkit::teacher(&format!("t{at}"), SchoolIx(0), &[testkit::CHINESE]);
                town.parts.teachers.push(Teacher { role: *role, ..person });
            }
        }
    };
    let of = |roles| {
        let e = with(260, TWO_EACH, SchoolStage::Primary, people(roles))[0];
        (e.posts, e.teaching, e.staff, e.payroll)
    };
    // 13 posts, of which ⌊1.95⌋ = 1 is of somebody who does not teach
    assert_eq!(of(&[Role::Teacher, Role::Principal, Role::Support]), (13, 12, 2, 3));
    // Where the roster lists teachers only, nobody knows who else is there.
    assert_eq!(of(&[Role::Teacher, Role::Principal]), (13, 13, 2, 2));
}

#[test]
fn pupils_decide_in_a_large_school() {
    let e = only(241, [2, 2, 2, 2, 2, 2, 0, 0, 0], SchoolStage::Primary, false)[0];
    // ⌈241 / 20⌉ = 13; 241 is not below 100; floor 12 classes · 1
    assert_eq!((e.by_pupils, e.by_classes), (13, None));
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
    assert_eq!((e.by_pupils, e.by_periods, e.computed), (10, 11, 11));
    // It stands beside the others also where it does not decide.
    let e = only(200, [2, 2, 2, 2, 2, 2, 0, 0, 0], SchoolStage::Primary, false)[0];
    assert_eq!((e.by_periods, e.computed), (11, 10));
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
