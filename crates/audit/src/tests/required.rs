//! Posts by subject: largest remainder with a minimum of one.

use crate::demand::{self, Demands};
use crate::reading::Reading;
use crate::required::by_subject;
use crate::testkit::{self, CHINESE, Draw, MATHS, MUSIC, Town};
use lungang_domain::id::{SchoolIx, SubjectIx};
use lungang_domain::school::{Area, Part};

fn share(n: u32, one: i128, demands: &[i128]) -> Vec<u32> {
    let list = demands.iter().enumerate().map(|(k, d)| (SubjectIx::new(k), *d)).collect();
    let given = by_subject(n, &Demands { one, list });
    (0..demands.len()).map(|k| given.iter().find(|(s, _)| s.at() == k).map_or(0, |(_, g)| *g)).collect()
}

#[test]
fn the_largest_remainder_wins() {
    // quotas 5.4, 2.7, 0.9 of 9: one each, then to 5.4, 2.7; 5, 3, 1
    assert_eq!(share(9, 10, &[60, 30, 10]), [5, 3, 1]);
    // equals: the policy's order
    assert_eq!(share(3, 10, &[10, 10]), [2, 1]);
}

#[test]
fn everybody_who_takes_part_gets_one() {
    // quotas 9.5 and 0.5
    assert_eq!(share(10, 10, &[95, 5]), [9, 1]);
    // three posts for four subjects: the largest demands, earlier first among equals
    assert_eq!(share(3, 10, &[10, 30, 10, 20]), [1, 1, 0, 1]);
    assert_eq!(share(0, 10, &[10]), [0]);
}

#[test]
fn less_than_half_a_post_takes_no_part_unless_nobody_does() {
    assert_eq!(share(4, 10, &[20, 4]), [4, 0]);
    assert_eq!(share(2, 10, &[3, 4, 4]), [0, 2, 0]);
    assert_eq!(share(2, 10, &[]), Vec::<u32>::new());
}

#[test]
fn the_head_start_changes_nothing() {
    let mut draw = Draw(11);
    for _ in 0..500 {
        let demands: Vec<i128> = (0..1 + draw.below(6)).map(|_| i128::from(5 + draw.below(80))).collect();
        let n = demands.len() as u32 + draw.below(60) as u32;
        let sum: i128 = demands.iter().sum();
        let mut given = vec![1i128; demands.len()];
        for _ in given.len()..n as usize {
            let missing = |i: usize| i128::from(n) * demands[i] - given[i] * sum;
            let best = (0..demands.len()).rev().max_by_key(|&i| missing(i)).expect("some");
            given[best] += 1;
        }
        let given: Vec<u32> = given.into_iter().map(|g| g as u32).collect();
        assert_eq!(share(n, 10, &demands), given, "{n} {demands:?}");
    }
}

#[test]
fn a_school_by_hand() {
    let mut town = Town::new();
    let mut s = testkit::school("S", Area::Rural);
    s.pupils.primary = 240;
    s.classes = [2, 2, 2, 2, 2, 2, 0, 0, 0];
    s.hardship = 2;
    town.parts = Default::default();
    town.parts.schools.push(s);
    let county = town.county();
    let reading = Reading::new(&county, &town.policy, 1);
    // 12 posts; demands 72/12 = 6, 48/16 = 3, 24/20 = 1.2 of 10.2: quotas 7.06, 3.53, 1.41 → 7, 4, 1; labour has none
    let posts: Vec<_> = reading.posts.iter().map(|p| (p.subject, p.required, p.weight)).collect();
    assert_eq!(posts, [(CHINESE, 7, 20), (MATHS, 4, 20), (MUSIC, 1, 40)]);
    let labour = &town.policy.subjects[3];
    assert_eq!(demand::periods(labour, county.school(SchoolIx(0)), Part::Primary), 12);
}

#[test]
fn the_needs_table_replaces_and_hostile_loads_do_no_harm() {
    let mut town = Town::new();
    let school = town.school("R2");
    school.pupils.primary = 240;
    school.classes = [2, 2, 2, 2, 2, 2, 0, 0, 0];
    let (county, r2) = (town.county(), SchoolIx(1));
    let reading = Reading::new(&county, &town.policy, 1);
    let of = |k| reading.posts[reading.post((r2, Part::Primary, k)).expect("a post")];
    assert_eq!((of(CHINESE).required, of(MATHS).required, of(MUSIC).required), (2, 4, 1));
    assert_eq!((of(MUSIC).serving, of(MUSIC).limit), (1, Some(1)));

    // four loads without a common factor, and a negative one
    for (k, load) in [(0, 999_983), (1, 799_999), (2, 479_909), (3, 99_991)] {
        let mut param = town.policy.subjects[0].load.clone();
        if let Some(p) = &mut param {
            p.value.primary.0 = load;
            p.value.junior.0 = -5;
        }
        town.policy.subjects[k].load = param;
        town.policy.subjects[k].posts = true;
    }
    let reading = Reading::new(&county, &town.policy, 1);
    assert_eq!(reading.posts.iter().filter(|p| p.school == r2).count(), 4);
}
