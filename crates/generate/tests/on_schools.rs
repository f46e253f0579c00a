//! A roster on real schools: exactly as many teachers as each reports, all of them teaching.

use super::{parts, policy, whole};
use lungang_domain::county::County;
use lungang_domain::school::{Area, Part, School, SchoolStage, Side};
use lungang_generate::{Size, roster_on};

/// Schools as a statistics table gives them: no places, no hardship, a head-count.
fn schools() -> Vec<School> {
    let mut schools = parts(11, Size::S).schools;
    for (at, s) in schools.iter_mut().enumerate() {
        (s.position, s.hardship, s.central_school, s.establishment) = (None, 0, None, None);
        (s.beds, s.beds_male, s.beds_female) = (None, None, None);
        s.public = at % 13 != 5;
        s.staff_reported = Some([0, 1, 2, 7, 23, 64][at % 6]);
    }
    schools
}

#[test]
fn head_counts_are_exact() {
    let policy = policy();
    let parts = roster_on(schools(), 5, &policy);
    let mut counts = vec![0; parts.schools.len()];
    for t in &parts.teachers {
        assert!(t.teaches() && !t.subjects.is_empty());
        assert!(parts.schools[t.school.at()].parts().contains(&t.part));
        counts[t.school.at()] += 1;
    }
    let reported: Vec<u32> = parts.schools.iter().map(|s| s.staff_reported.unwrap_or(0)).collect();
    assert_eq!(counts, reported);
    let county = County::new(parts);
    assert!(county.teacher_ixs().all(|t| county.running(t).is_none()), "who is away would not be counted at home");
}

#[test]
fn places_are_made_up_by_township() {
    let policy = policy();
    let mut list = schools();
    let known = lungang_domain::travel::Position { lon: 114_850_000, lat: -3_400_000 };
    list[0].position = Some(known);
    let parts = roster_on(list, 5, &policy);
    assert_eq!(parts.schools[0].position, Some(known));
    assert!(parts.schools.iter().all(|s| s.position.is_some()));
    let far = |a: &School, b: &School| lungang_domain::travel::great_circle(a.position.unwrap(), b.position.unwrap());
    for pair in parts.schools.windows(2).filter(|p| p[0].township == p[1].township) {
        assert!(far(&pair[0], &pair[1]) < 40_000);
    }
    let hardship = |area: Area| {
        let of: Vec<u32> = parts.schools.iter().filter(|s| s.area == area).map(|s| u32::from(s.hardship)).collect();
        of.iter().sum::<u32>() * 100 / of.len() as u32
    };
    assert_eq!(hardship(Area::Urban), 0);
    assert!(hardship(Area::Rural) > 200);
}

#[test]
fn rosters_follow_the_seed_and_not_the_rest() {
    let policy = policy();
    let of = |list: Vec<School>, seed| whole(&County::new(roster_on(list, seed, &policy)));
    assert_eq!(of(schools(), 5), of(schools(), 5));
    assert_ne!(of(schools(), 5), of(schools(), 6));
}

#[test]
fn odd_schools_do_no_harm() {
    let policy = policy();
    assert!(roster_on(Vec::new(), 1, &policy).teachers.is_empty());
    let mut list = schools();
    list[1].pupils.primary = 0;
    list[1].classes = [0; 9];
    list[1].staff_reported = Some(4);
    list[2].staff_reported = None;
    list[3].stage = SchoolStage::NineYear;
    list[3].pupils.junior = 0;
    list.iter_mut().for_each(|s| s.township = None);
    let parts = roster_on(list, 1, &policy);
    let at = |n: usize| parts.teachers.iter().filter(|t| t.school.at() == n).count();
    assert_eq!(at(1), 4);
    assert!(at(2) > 20, "a school without a head-count gets what it needs");
    assert!(parts.schools.iter().any(|s| policy.side(s) == Side::Outside));
    assert!(parts.teachers.iter().any(|t| t.part == Part::Junior));
}

/// The quota of the roster can be kept by schools whose head-counts nobody chose.
#[test]
fn the_quota_stays_within_what_schools_can_spare() {
    let policy = policy();
    let mut list = schools();
    for (at, s) in list.iter_mut().enumerate() {
        s.public = true;
        // Ten sending schools just meet their posts by pupils, two have a few more.
        let posts: i64 = s
            .parts()
            .iter()
            .filter_map(|p| {
                policy.staffing.pupils_per_post.value.get(*p).get(s.area).ceil_into((*s.pupils.get(*p)).into())
            })
            .sum();
        s.staff_reported = Some(posts as u32 + if at < 2 { 6 } else { 0 });
    }
    let county = County::new(roster_on(list, 9, &policy));
    let eligible = lungang_solver::eligibility::verdicts(&county, &policy).count();
    assert!((20..=80).contains(&eligible), "{eligible} eligible where about twelve can be spared");
}
