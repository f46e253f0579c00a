//! The cheapest chains against all recruits of small cases.

use crate::recruitment::{Asked, NO_LIMIT, chains};
use crate::testkit::Draw;

fn cost(asked: &[Asked], n: &[i64]) -> [i64; 4] {
    let mut sum = [0; 4];
    for (one, n) in asked.iter().zip(n) {
        sum.iter_mut().zip(one.cost).for_each(|(sum, cost)| *sum += cost * n);
    }
    sum
}

fn keeps(asked: &[Asked], schools: &[i64], rooms: &[i64], n: &[i64]) -> bool {
    let sum = |of: &dyn Fn(&Asked) -> bool| asked.iter().zip(n).filter(|(a, _)| of(a)).map(|(_, n)| n).sum::<i64>();
    let school = |(at, most): (usize, &i64)| sum(&|a| a.school == at) <= *most;
    let room = |(at, most): (usize, &i64)| sum(&|a| a.room == at) <= *most;
    schools.iter().enumerate().all(school) && rooms.iter().enumerate().all(room)
}

/// The best recruits by trying all.
fn brute(asked: &[Asked], schools: &[i64], rooms: &[i64]) -> Vec<i64> {
    let mut all = vec![Vec::new()];
    for one in asked {
        let longer = |n: &Vec<i64>| (0..=one.most).map(|more| [n.as_slice(), &[more]].concat()).collect::<Vec<_>>();
        all = all.iter().flat_map(longer).collect();
    }
    all.retain(|n| keeps(asked, schools, rooms, n));
    all.into_iter().min_by_key(|n| cost(asked, n)).expect("nobody is recruited")
}

#[test]
fn chains_are_exact_where_limits_of_schools_and_stages_cross() {
    let mut draw = Draw(11);
    let (mut gave_way, mut limited) = (0, 0);
    for case in 0..1500 {
        let schools: Vec<i64> = (0..1 + draw.below(3)).map(|_| draw.below(3) as i64).collect();
        // Rooms of two stages, of which one may have no limit.
        let rooms = [1 + draw.below(2) as i64, if draw.below(3) == 0 { NO_LIMIT } else { 1 + draw.below(3) as i64 }];
        let asked: Vec<Asked> = (0..2 + draw.below(5))
            .map(|i| Asked {
                school: draw.below(schools.len() as u64) as usize,
                room: draw.below(2) as usize,
                most: draw.below(3) as i64,
                cost: [-(draw.below(4) as i64), 1, -(draw.below(3) as i64), 1 + 7 * draw.below(100) as i64 + i as i64],
            })
            .collect();
        let (found, best) = (chains(&asked, &schools, &rooms), brute(&asked, &schools, &rooms));
        assert!(keeps(&asked, &schools, &rooms, &found), "{case}: {asked:?} {schools:?} {rooms:?}: {found:?}");
        assert_eq!(
            cost(&asked, &found),
            cost(&asked, &best),
            "{case}: {asked:?} {schools:?} {rooms:?}: {found:?} {best:?}"
        );
        limited += i32::from(found.iter().sum::<i64>() > 0 && found.iter().zip(&asked).any(|(n, a)| *n < a.most));
        gave_way += i32::from(greedy(&asked, &schools, &rooms) != found);
    }
    assert!(limited > 300 && gave_way > 5, "limits bind ({limited}) and cross ({gave_way})");
}

/// One post after another, the cheapest first: exact where limits lie within one another, and only there.
fn greedy(asked: &[Asked], schools: &[i64], rooms: &[i64]) -> Vec<i64> {
    let mut order: Vec<usize> = (0..asked.len()).filter(|at| asked[*at].cost < [0; 4]).collect();
    order.sort_by_key(|at| asked[*at].cost);
    let (mut schools, mut rooms, mut recruits) = (schools.to_vec(), rooms.to_vec(), vec![0; asked.len()]);
    for at in order {
        let one = asked[at];
        recruits[at] = one.most.min(schools[one.school]).min(rooms[one.room]);
        schools[one.school] -= recruits[at];
        rooms[one.room] -= recruits[at];
    }
    recruits
}
