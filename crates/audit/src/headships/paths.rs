//! A least-cost matching of people and single places by shortest augmenting paths.
//!
//! People come one after another; each takes the cheapest path of places that others give way at, until a free one. Potentials keep
//! every step's cost at or above 0, so that the nearest place is found first.

use lungang_domain::heads::Ranked;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::ops::{Add, Sub};

/// Numbers of goals in order: what comes first counts first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rank(pub Ranked);

impl Add for Rank {
    type Output = Rank;

    fn add(self, other: Rank) -> Rank {
        Rank(std::array::from_fn(|at| self.0[at] + other.0[at]))
    }
}

impl Sub for Rank {
    type Output = Rank;

    fn sub(self, other: Rank) -> Rank {
        Rank(std::array::from_fn(|at| self.0[at] - other.0[at]))
    }
}

/// Paths from one person to places.
struct Search {
    /// By place, how far it is.
    far: Vec<Option<Rank>>,
    /// By place, the person of the step to it.
    by: Vec<usize>,
    /// Places whose distance is settled, in that order.
    settled: Vec<usize>,
}

/// The place of every person, at the least cost of all; `None` where not everybody can have one. `ways` are the places that a
/// person can have, with costs that are not below 0.
pub fn assign(ways: &[Vec<(usize, Rank)>], places: usize) -> Option<Vec<usize>> {
    let mut owner: Vec<Option<usize>> = vec![None; places];
    let mut has: Vec<Option<usize>> = vec![None; ways.len()];
    let (mut of_people, mut of_places) = (vec![Rank::default(); ways.len()], vec![Rank::default(); places]);
    for person in 0..ways.len() {
        let (search, end) = nearest(ways, person, &owner, &of_people, &of_places)?;
        let length = search.far[end]?;
        of_people[person] = of_people[person] + length;
        for place in search.settled.iter().filter(|place| **place != end) {
            let ahead = length - search.far[*place]?;
            of_places[*place] = of_places[*place] - ahead;
            if let Some(other) = owner[*place] {
                of_people[other] = of_people[other] + ahead;
            }
        }
        let mut place = end;
        loop {
            let taker = search.by[place];
            owner[place] = Some(taker);
            match has[taker].replace(place) {
                Some(left) => place = left,
                None => break,
            }
        }
    }
    has.into_iter().collect()
}

/// The nearest free place of a person, by way of places that others would leave.
fn nearest(
    ways: &[Vec<(usize, Rank)>],
    person: usize,
    owner: &[Option<usize>],
    of_people: &[Rank],
    of_places: &[Rank],
) -> Option<(Search, usize)> {
    let places = owner.len();
    let mut search = Search { far: vec![None; places], by: vec![person; places], settled: Vec::new() };
    let mut done = vec![false; places];
    let mut queue = BinaryHeap::new();
    let (mut from, mut so_far) = (person, Rank::default());
    loop {
        for (place, cost) in &ways[from] {
            let reached = so_far + *cost - of_people[from] - of_places[*place];
            if !done[*place] && search.far[*place].is_none_or(|known| reached < known) {
                (search.far[*place], search.by[*place]) = (Some(reached), from);
                queue.push(Reverse((reached, *place)));
            }
        }
        let (far, place) = loop {
            let Reverse((far, place)) = queue.pop()?;
            if !done[place] {
                break (far, place);
            }
        };
        done[place] = true;
        search.settled.push(place);
        match owner[place] {
            None => return Some((search, place)),
            Some(other) => (from, so_far) = (other, far),
        }
    }
}
