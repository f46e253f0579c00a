//! What schools may recruit (空余编制), and what authorised totals (编制总额) leave.

use super::leavers::{Leaves, People};
use lungang_domain::county::{Authorised, County};
use lungang_domain::needs::Needs;
use lungang_domain::recruitment::{Room, Vacancies};
use lungang_domain::school::Part;

/// Every public school.
pub(super) fn of_schools(county: &County, needs: &Needs, on: &People<'_>) -> Vec<Vacancies> {
    let mut people = vec![[0_u32; 3]; county.schools.len()];
    for paid in &on.payroll {
        let [payroll, retiring, departing] = &mut people[paid.school.at()];
        *payroll += 1;
        *retiring += u32::from(paid.leaves == Some(Leaves::Retires));
        *departing += u32::from(paid.leaves == Some(Leaves::Departs));
    }
    let public = county.school_ixs().filter(|school| county.school(*school).public);
    let vacancies = public.map(|school| {
        let stated = county.school(school).establishment;
        let [payroll, retiring, departing] = people[school.at()];
        let establishment = stated.unwrap_or(needs.school_posts[school.at()]);
        Vacancies { school, establishment, stated: stated.is_some(), payroll, retiring, departing }
    });
    vacancies.collect()
}

/// Every authorised total.
pub(super) fn of_totals(county: &County, on: &People<'_>) -> Vec<Room> {
    let totals: Vec<(Option<Part>, u32)> = match county.authorised {
        Authorised::Open => Vec::new(),
        Authorised::Total(total) => vec![(None, total)],
        Authorised::ByPart(by) => Part::ALL.iter().filter_map(|p| by.get(*p).map(|total| (Some(*p), total))).collect(),
    };
    let room = |(part, authorised): (Option<Part>, u32)| {
        let blank = Room { part, authorised, payroll: 0, leaving: 0 };
        let covered = on.payroll.iter().filter(|paid| blank.covers(county.teacher(paid.teacher).part));
        covered.fold(blank, |room, paid| Room {
            payroll: room.payroll + 1,
            leaving: room.leaving + u32::from(paid.leaves.is_some()),
            ..room
        })
    };
    totals.into_iter().map(room).collect()
}
