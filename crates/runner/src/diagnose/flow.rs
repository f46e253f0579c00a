//! How many can pass at most through a net of narrow places, and which of them hold the others back.

use std::collections::VecDeque;

/// A net of places with one way in and one way out; `L` names what is narrow.
pub(super) struct Net<L> {
    links: Vec<Link<L>>,
    from: Vec<Vec<usize>>,
}

struct Link<L> {
    to: usize,
    room: i64,
    label: Option<L>,
}

/// The way in.
pub(super) const IN: usize = 0;
/// The way out.
pub(super) const OUT: usize = 1;

impl<L: Copy> Net<L> {
    /// A net with the way in and the way out.
    pub fn new() -> Net<L> {
        Net { links: Vec::new(), from: vec![Vec::new(), Vec::new()] }
    }

    /// One more place.
    pub fn place(&mut self) -> usize {
        self.from.push(Vec::new());
        self.from.len() - 1
    }

    /// A way from one place to another through which so many can pass; without a number, any.
    pub fn link(&mut self, from: usize, to: usize, narrow: Option<(i64, L)>) {
        let room = narrow.map_or(i64::MAX / 4, |(room, _)| room.max(0));
        for (a, b, room, label) in [(from, to, room, narrow.map(|(_, l)| l)), (to, from, 0, None)] {
            self.from[a].push(self.links.len());
            self.links.push(Link { to: b, room, label });
        }
    }

    /// The most that pass, and two choices of narrow places that together let exactly so many through: those nearest the
    /// way in, and those nearest the way out.
    pub fn most(mut self) -> (i64, [Vec<(L, i64)>; 2]) {
        let before: Vec<i64> = self.links.iter().map(|l| l.room).collect();
        let mut most = 0;
        loop {
            let depth = self.depths();
            if depth[OUT] == usize::MAX {
                let inside: Vec<bool> = depth.iter().map(|d| *d != usize::MAX).collect();
                let outside: Vec<bool> = self.leads_out().into_iter().map(|leads| !leads).collect();
                let cut = |inside: &[bool]| {
                    let across = |i: &usize| inside[self.links[i ^ 1].to] && !inside[self.links[*i].to];
                    let cut = (0..self.links.len()).step_by(2).filter(across);
                    cut.filter_map(|i| self.links[i].label.map(|label| (label, before[i]))).collect()
                };
                return (most, [cut(&inside), cut(&outside)]);
            }
            let mut next = vec![0; self.from.len()];
            while let Some(more) = self.push(&depth, &mut next) {
                most += more;
            }
        }
    }

    /// From which places more could still reach the way out.
    fn leads_out(&self) -> Vec<bool> {
        let mut leads = vec![false; self.from.len()];
        leads[OUT] = true;
        let mut queue = VecDeque::from([OUT]);
        while let Some(at) = queue.pop_front() {
            for i in &self.from[at] {
                let before = self.links[*i].to;
                if self.links[i ^ 1].room > 0 && !leads[before] {
                    leads[before] = true;
                    queue.push_back(before);
                }
            }
        }
        leads
    }

    fn depths(&self) -> Vec<usize> {
        let mut depth = vec![usize::MAX; self.from.len()];
        depth[IN] = 0;
        let mut queue = VecDeque::from([IN]);
        while let Some(at) = queue.pop_front() {
            for link in self.from[at].iter().map(|i| &self.links[*i]).filter(|l| l.room > 0) {
                if depth[link.to] == usize::MAX {
                    depth[link.to] = depth[at] + 1;
                    queue.push_back(link.to);
                }
            }
        }
        depth
    }

    /// One path along rising depths, filled; `None` where there is no more.
    fn push(&mut self, depth: &[usize], next: &mut [usize]) -> Option<i64> {
        let mut path: Vec<usize> = Vec::new();
        let mut at = IN;
        while at != OUT {
            match self.from[at].get(next[at]) {
                Some(&i) if self.links[i].room > 0 && depth[self.links[i].to] == depth[at] + 1 => {
                    path.push(i);
                    at = self.links[i].to;
                }
                Some(_) => next[at] += 1,
                None => {
                    let back = path.pop()?;
                    at = self.links[back ^ 1].to;
                    next[at] += 1;
                }
            }
        }
        let more = path.iter().map(|i| self.links[*i].room).min()?;
        for i in path {
            self.links[i].room -= more;
            self.links[i ^ 1].room += more;
        }
        Some(more)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_narrowest_places_are_named() {
        let mut net = Net::new();
        let (a, b) = (net.place(), net.place());
        net.link(IN, a, Some((3, "three in")));
        net.link(IN, b, Some((5, "five in")));
        net.link(a, OUT, Some((9, "nine out")));
        net.link(b, OUT, Some((2, "two out")));
        let cut = vec![("three in", 3), ("two out", 2)];
        assert_eq!(net.most(), (5, [cut.clone(), cut]));
    }

    #[test]
    fn of_two_that_are_equally_narrow_both_are_found() {
        let mut net = Net::new();
        let a = net.place();
        net.link(IN, a, Some((4, "in")));
        net.link(a, OUT, Some((4, "out")));
        assert_eq!(net.most(), (4, [vec![("in", 4)], vec![("out", 4)]]));
    }
}
