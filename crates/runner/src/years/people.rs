//! What happens to people from one year to the next.

use super::advance::Turn;
use super::ledger::Ledger;
use lungang_domain::calendar::full_years;
use lungang_domain::county::{County, CountyParts};
use lungang_domain::id::{SchoolIx, TeacherIx};
use lungang_domain::lottery::yearly_number;
use lungang_domain::projection::Projected;
use lungang_domain::school::Area;
use lungang_domain::teacher::{Status, Teacher};
use lungang_domain::years::Happening;

/// Whether a school is rural.
pub(super) fn rural(county: &County, school: SchoolIx) -> bool {
    county.school(school).area == Area::Rural
}

/// Counts the year that ends: years in rural schools, and the honours they earn.
pub(super) fn count_service(turn: &Turn<'_>, parts: &mut CountyParts, ledger: &mut Ledger) {
    let years = &turn.policy.years;
    for (at, teacher) in parts.teachers.iter_mut().enumerate().filter(|(_, t)| t.teaches()) {
        let there = turn.serves_rural(at);
        let before = teacher.rural_years;
        teacher.rural_years = before.saturating_add(u32::from(there));
        let streak = ledger.served(&teacher.id, there);
        let (before, after) = if years.honours_consecutive.value { streak } else { (before, teacher.rural_years) };
        for honour in years.honours.value.iter().filter(|h| before < h.years && h.years <= after) {
            let what = Happening::Honoured { honour: honour.id.clone(), years: honour.years };
            ledger.happened(turn.next.label(), teacher.id.clone(), what);
        }
    }
}

/// By teacher, whether they go for good; leave begins and ends.
pub(super) fn who_goes(turn: &Turn<'_>, parts: &mut CountyParts, ledger: &mut Ledger) -> Vec<bool> {
    let count = parts.teachers.len();
    let (mut departs, mut leaves, mut returns) = (vec![false; count], vec![false; count], vec![false; count]);
    for what in turn.foreseen() {
        match what {
            Projected::Departure(t) => departs[t.at()] = true,
            Projected::Leave(t) => leaves[t.at()] = true,
            Projected::Return(t) => returns[t.at()] = true,
            Projected::Pupils { .. } | Projected::Classes { .. } | Projected::Recruits { .. } => {}
        }
    }
    // Where the tables say when, no lot says it earlier.
    let (mut departs_later, mut returns_later) = (vec![false; count], vec![false; count]);
    for later in turn.county.projections.iter().filter(|p| p.year > turn.next) {
        match later.what {
            Projected::Departure(t) => departs_later[t.at()] = true,
            Projected::Return(t) => returns_later[t.at()] = true,
            _ => {}
        }
    }
    let years = &turn.policy.years;
    let mut gone = vec![false; count];
    for (at, teacher) in parts.teachers.iter_mut().enumerate() {
        let drawn = |share, matter| turn.falls_on(share, matter, &teacher.id);
        let ends = |t: &Teacher| turn.falls_on(years.leave_ends.value, "leave-ends", &t.id);
        let on_leave = teacher.status == Status::Leave;
        let away = matches!(teacher.status, Status::Leave | Status::Seconded | Status::Absent);
        let what = if departs[at] {
            Happening::Departed
        } else if teacher.status != Status::Retired && retires(turn, teacher) {
            Happening::Retired
        } else if teacher.teaches() && !departs_later[at] && drawn(years.departures.value, "departure") {
            Happening::Departed
        } else if leaves[at] && !on_leave {
            teacher.status = Status::Leave;
            Happening::LeaveBegan
        } else if !leaves[at] && (away && returns[at] || on_leave && !returns_later[at] && ends(teacher)) {
            teacher.status = Status::OnDuty;
            Happening::LeaveEnded
        } else {
            continue;
        };
        gone[at] = matches!(what, Happening::Departed | Happening::Retired);
        ledger.happened(turn.next.label(), teacher.id.clone(), what);
    }
    gone
}

/// Whether the teacher is of the age of retirement when the year begins.
fn retires(turn: &Turn<'_>, teacher: &Teacher) -> bool {
    turn.policy.years.retires_on(teacher).is_some_and(|day| day <= turn.next.first_day())
}

/// The places of backbone teachers who went are taken by others, so that the ladder does not die out: the lowest lot among the
/// teachers of the same stage, those of the same school first.
pub(super) fn succeed(turn: &Turn<'_>, parts: &mut CountyParts, gone: &[bool], ledger: &mut Ledger) {
    let years = &turn.policy.years;
    let lots: Vec<u32> =
        parts.teachers.iter().map(|t| yearly_number(turn.seed, turn.next.0, "backbone", &t.id)).collect();
    let first_day = turn.next.first_day();
    let left: Vec<usize> = (0..gone.len()).filter(|at| gone[*at] && parts.teachers[*at].backbone.is_some()).collect();
    for at in left {
        let before = parts.teachers[at].clone();
        if !turn.falls_on(years.backbone_succeeds.value, "backbone", &before.id) {
            continue;
        }
        let may = |(i, t): &(usize, &Teacher)| {
            let served = full_years(t.joined, first_day) >= i64::from(years.backbone_years.value);
            !gone[*i] && t.backbone.is_none() && t.teaches() && t.part == before.part && served
        };
        let all = parts.teachers.iter().enumerate().filter(may);
        let next = all.min_by_key(|(i, t)| (t.school != before.school, lots[*i], t.id.clone())).map(|(i, _)| i);
        let (Some(next), Some(level)) = (next, before.backbone) else { continue };
        let teacher = &mut parts.teachers[next];
        teacher.backbone = Some(level);
        let named = turn.policy.ladders.backbone.value.get(usize::from(level));
        let what = Happening::Promoted { level: named.map(|l| l.id.clone()).unwrap_or_default() };
        ledger.happened(turn.next.label(), teacher.id.clone(), what);
    }
}

/// Notes whose exchange is over: it ran in the year that ends and does not in the one that begins.
pub(super) fn come_back(turn: &Turn<'_>, parts: &CountyParts, gone: &[bool], ledger: &mut Ledger) {
    let (this, next) = (turn.county.school_year.first_day(), turn.next.first_day());
    let over = parts.postings.iter().filter(|p| p.start <= this && this <= p.end && p.end < next);
    for p in over.filter(|p| !gone[p.teacher.at()] && home(parts, p.teacher) != p.to) {
        let school = |s: SchoolIx| parts.schools[s.at()].id.clone();
        let what = Happening::Returned { from_school: school(p.to), to_school: school(home(parts, p.teacher)) };
        ledger.happened(turn.next.label(), parts.teachers[p.teacher.at()].id.clone(), what);
    }
}

fn home(parts: &CountyParts, teacher: TeacherIx) -> SchoolIx {
    parts.teachers[teacher.at()].school
}
