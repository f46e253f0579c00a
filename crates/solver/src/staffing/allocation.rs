//! Posts within the authorised total (编制总额): a model of its own, FORMULATION §2.
//!
//! floor ≤ y ≤ computed, Σ y ≤ total. In order: the least worst shortfall rate z per mille; the least hardship-weighted
//! shortfall; the fewest posts that schools lose against today's books; the public lottery. Posts. Clause 三(二)1.

use super::StaffingError;
use crate::engine::EngineError;
use crate::model::program::{Bounds, Objective, Program, Range};
use crate::solvers::in_order::in_order;
use lungang_domain::county::{Authorised, County};
use lungang_domain::lottery;
use lungang_domain::needs::Establishment;
use lungang_domain::school::Part;

/// Sets `posts` of every establishment that an authorised total binds.
///
/// # Errors
/// The total cannot staff every class, or the solver failed.
pub fn allocate(county: &County, seed: u64, establishments: &mut [Establishment]) -> Result<(), StaffingError> {
    let totals: Vec<(Option<Part>, u32)> = match county.authorised {
        Authorised::Open => Vec::new(),
        Authorised::Total(total) => vec![(None, total)],
        Authorised::ByPart(by_part) => {
            Part::ALL.iter().filter_map(|p| by_part.get(*p).map(|total| (Some(*p), total))).collect()
        }
    };
    for (part, total) in totals {
        let covered = |e: &Establishment| part.is_none_or(|p| p == e.part);
        let at: Vec<usize> = (0..establishments.len()).filter(|i| covered(&establishments[*i])).collect();
        let sum: u32 = at.iter().map(|i| establishments[*i].computed).sum();
        if sum <= total {
            continue;
        }
        let floor: u32 = at.iter().map(|i| establishments[*i].floor).sum();
        if floor > total {
            return Err(StaffingError::TooFewAuthorised { part, floor, authorised: total });
        }
        let group: Vec<Establishment> = at.iter().map(|i| establishments[*i]).collect();
        let present: Vec<i64> = group.iter().map(|e| present(county, establishments, e)).collect();
        let posts = within(county, seed, &group, &present, i64::from(total)).map_err(StaffingError::Engine)?;
        for (i, posts) in at.into_iter().zip(posts) {
            establishments[i].posts = posts;
        }
    }
    Ok(())
}

/// Posts on today's books for one part: the school's establishment, shared between parts in proportion to what was
/// computed; everybody on the payroll where the books say nothing.
fn present(county: &County, all: &[Establishment], e: &Establishment) -> i64 {
    let Some(books) = county.school(e.school).establishment.map(i64::from) else { return i64::from(e.payroll) };
    let of = |part: Part| {
        // Establishments are sorted by school and part.
        let found = all.binary_search_by_key(&(e.school, part), |o| (o.school, o.part));
        found.map_or(0, |at| i64::from(all[at].computed))
    };
    let (primary, junior) = (of(Part::Primary), of(Part::Junior));
    if county.school(e.school).parts().len() == 1 {
        return books;
    }
    let share = if primary + junior == 0 { 0 } else { books * primary / (primary + junior) };
    match e.part {
        Part::Primary => share,
        Part::Junior => books - share,
    }
}

/// The allocation of one total: z, then y and what each school loses, as an integer program.
fn within(
    county: &County,
    seed: u64,
    group: &[Establishment],
    present: &[i64],
    total: i64,
) -> Result<Vec<u32>, EngineError> {
    let n = group.len();
    // Row 0: Σ y ≤ total. For each part: computed · z + 1000 · y ≥ 1000 · computed, and y + lost ≥ present.
    let mut ranges = vec![Range::at_most(total)];
    for (e, present) in group.iter().zip(present) {
        ranges.push(Range::at_least(1000 * i64::from(e.computed)));
        ranges.push(Range::at_least(*present));
    }
    let mut program = Program::with_rows(ranges);
    for (i, e) in group.iter().enumerate() {
        let (rate, lost) = (1 + 2 * i as u32, 2 + 2 * i as u32);
        let bounds = Bounds { lo: i64::from(e.floor), hi: i64::from(e.computed) };
        program.push(bounds, &mut [(0, 1), (rate, 1000), (lost, 1)]);
    }
    for (i, present) in present.iter().enumerate() {
        program.push(Bounds { lo: 0, hi: *present }, &mut [(2 + 2 * i as u32, 1)]);
    }
    let mut worst: Vec<(u32, i64)> =
        group.iter().enumerate().map(|(i, e)| (1 + 2 * i as u32, i64::from(e.computed))).collect();
    program.push(Bounds { lo: 0, hi: 1000 }, &mut worst);

    let columns = |from: usize, cost: &dyn Fn(usize) -> i64| Objective {
        costs: (0..n).map(|i| ((from + i) as u32, cost(i))).filter(|(_, c)| *c != 0).collect(),
    };
    let number = |e: &Establishment| i64::from(lottery::post_number(seed, &county.school(e.school).id, e.part.name()));
    let goals = [
        Objective { costs: vec![(2 * n as u32, 1)] },
        columns(0, &|i| -(1 + i64::from(county.school(group[i].school).hardship))),
        columns(n, &|_| 1),
        columns(0, &|i| number(&group[i])),
    ];

    // Floors fit the total, so there always is an allocation.
    let best = in_order(program, &goals, "staffing")?;
    Ok(best[..n].iter().map(|y| *y as u32).collect())
}
