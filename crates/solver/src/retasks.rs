//! Who could teach what at the home school, and the best of it without any move: FORMULATION §3.
//!
//! Of each part of a school alone, least in this order: Σ weight · short + Σ worth lost to second subjects; the number of retasks; Σ short;
//! their public lottery numbers. A flow of least cost from posts to posts: while some chain of teachers, each
//! taking the post of the next, lowers the costs, it is made.

use crate::{eligibility, tenure};
use lungang_domain::county::County;
use lungang_domain::id::TeacherIx;
use lungang_domain::lottery;
use lungang_domain::needs::{Needs, Post};
use lungang_domain::plan::Retask;
use lungang_domain::policy::Policy;
use lungang_domain::school::Side;
use std::collections::BTreeMap;

/// Posts of the home school that a teacher may fill instead of the one of the main subject, by post. None for who does not teach
/// there, is away on an exchange, or may lead another school from the first day of the year.
pub fn posts(county: &County, policy: &Policy, needs: &Needs, ix: TeacherIx) -> Vec<u32> {
    let teacher = county.teacher(ix);
    let at_home = policy.movement.retasks.value && teacher.teaches() && county.running(ix).is_none();
    let at_home = at_home && !tenure::takes_part(county, policy, ix);
    let main =
        teacher.main_subject().filter(|_| at_home && policy.side(county.school(teacher.school)) != Side::Outside);
    let Some(main) = main.filter(|k| needs.find(teacher.school, teacher.part, *k).is_some()) else { return Vec::new() };
    // Whatever the rule's mode: what a school can do by itself is the same while the rule gives way for moves.
    let others = teacher.subjects.iter().filter(|k| **k != main && eligibility::speaks(policy, teacher, **k));
    let posts = others.filter_map(|k| needs.find(teacher.school, teacher.part, *k)).map(|post| post as u32);
    let mut posts: Vec<u32> = posts.filter(|post| needs.takes(*post)).collect();
    posts.sort_unstable();
    posts.dedup();
    posts
}

/// Finds the best retasking without any move and what it leaves at every post.
pub fn settle(county: &County, policy: &Policy, seed: u64, needs: &mut Needs) {
    needs.posts.iter_mut().for_each(|p| p.standing = p.serving);
    let mut parts: BTreeMap<(u32, u32), Vec<Choice>> = BTreeMap::new();
    for ix in county.teacher_ixs().filter(|t| county.teacher(*t).subjects.len() > 1) {
        let teacher = county.teacher(ix);
        let options = posts(county, policy, needs, ix);
        if options.is_empty() {
            continue;
        }
        // The posts of a part stand side by side.
        let own = |p: &Post| (p.school, p.part);
        let first = needs.posts.partition_point(|p| own(p) < (teacher.school, teacher.part));
        let end = needs.posts.partition_point(|p| own(p) <= (teacher.school, teacher.part));
        if needs.posts[first..end].iter().all(|p| p.short_by_main() == 0) {
            continue;
        }
        let home = teacher.main_subject().and_then(|k| needs.find(teacher.school, teacher.part, k));
        let Some(home) = home else { continue };
        let school = &county.school(teacher.school).id;
        let priced = options.iter().map(|post| {
            let post = &needs.posts[*post as usize];
            let number = lottery::number(seed, &teacher.id, school, policy.subject_id(post.subject));
            (policy.second_subject_loss(post.weight), i64::from(number))
        });
        let mut prices: BTreeMap<usize, Price> = BTreeMap::from([(home - first, [0; 4])]);
        for (post, (worth, number)) in options.iter().zip(priced) {
            prices.insert(*post as usize - first, [worth, 1, 0, number]);
        }
        let choice = Choice { teacher: ix, at: home - first, prices };
        parts.entry((first as u32, end as u32)).or_default().push(choice);
    }
    for ((first, end), mut choices) in parts {
        let posts = &mut needs.posts[first as usize..end as usize];
        while let Some(chain) = better(posts, &choices) {
            for (who, to) in chain {
                posts[choices[who].at].standing -= 1;
                posts[to].standing += 1;
                choices[who].at = to;
            }
        }
        for choice in choices {
            if choice.prices[&choice.at][1] > 0 {
                let subject = posts[choice.at].subject;
                needs.retasks.push(Retask { teacher: choice.teacher, subject });
            }
        }
    }
    needs.retasks.sort_unstable();
}

/// Worth lost, retasks, short posts, lottery numbers: what comes first counts first, in the order of the goals.
type Price = [i64; 4];

fn plus(a: Price, b: Price) -> Price {
    std::array::from_fn(|i| a[i] + b[i])
}

fn minus(a: Price, b: Price) -> Price {
    std::array::from_fn(|i| a[i] - b[i])
}

/// A teacher who could fill several posts of a part: positions among the part's posts.
struct Choice {
    teacher: TeacherIx,
    /// Where the teacher is now.
    at: usize,
    /// What each post costs that the teacher could fill.
    prices: BTreeMap<usize, Price>,
}

/// A chain of changes that lowers the costs, (choice, new post) each; `None` where there is none. Bellman and Ford over the posts, and
/// one place more where a chain begins (a post loses a teacher) and ends (a post gains one).
fn better(posts: &[Post], choices: &[Choice]) -> Option<Vec<(usize, usize)>> {
    let ends = posts.len();
    let lost = |p: &Post| [i64::from(p.weight), 0, 1, 0].map(|n| if p.standing <= p.required { n } else { 0 });
    let gained = |p: &Post| [i64::from(p.weight), 0, 1, 0].map(|n| if p.standing < p.required { -n } else { 0 });
    let mut edges: BTreeMap<(usize, usize), (Price, Option<usize>)> = BTreeMap::new();
    for (at, post) in posts.iter().enumerate() {
        edges.insert((ends, at), (lost(post), None));
        edges.insert((at, ends), (gained(post), None));
    }
    for (who, choice) in choices.iter().enumerate() {
        let here = choice.prices[&choice.at];
        for (to, price) in choice.prices.iter().filter(|(to, _)| **to != choice.at) {
            let price = (minus(*price, here), Some(who));
            let edge = edges.entry((choice.at, *to)).or_insert(price);
            *edge = price.min(*edge);
        }
    }
    let mut best = vec![[0; 4]; ends + 1];
    let mut before: Vec<Option<usize>> = vec![None; ends + 1];
    let mut last = None;
    for _ in 0..=ends {
        last = None;
        for (&(from, to), (price, _)) in &edges {
            let through = plus(best[from], *price);
            if through < best[to] {
                (best[to], before[to], last) = (through, Some(from), Some(to));
            }
        }
        last?;
    }
    // What still falls in the last round hangs on a cycle that lowers the costs; so many steps back stand on it.
    let mut on = last?;
    for _ in 0..=ends {
        on = before[on]?;
    }
    let (mut chain, mut to) = (Vec::new(), on);
    loop {
        let from = before[to]?;
        if let Some((_, Some(who))) = edges.get(&(from, to)) {
            chain.push((*who, to));
        }
        to = from;
        if to == on {
            return Some(chain);
        }
    }
}
