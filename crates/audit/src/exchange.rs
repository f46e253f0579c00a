//! Who is sent, of whom, by the audit's own count.

use crate::reading::Reading;
use crate::world::World;
use lungang_domain::exchange::Exchange;
use lungang_domain::id::SchoolIx;
use lungang_domain::plan::Direction;
use lungang_domain::policy::{QuotaCounts, QuotaTo};
use lungang_domain::school::{Area, Side};

/// The figures of the moves as they were handed in, those that may not be among them.
pub fn count(world: &World<'_>) -> Exchange {
    let reading = world.before;
    let down = || world.steps.iter().filter(|s| s.direction == Some(Direction::Down));
    let away = running(reading);
    Exchange {
        eligible_sending: small(reading.eligible().count()),
        eligible_county: small(reading.eligible_anywhere().count()),
        down: small(down().count()),
        rural: small(down().filter(|s| rural(reading, s.to)).count()),
        rural_only: reading.policy.rules.exchange_quota.counted() == QuotaTo::Rural,
        backbone: small(down().filter(|s| reading.backbone(world.teacher(s))).count()),
        applied: small(reading.county.teachers.iter().filter(|t| t.volunteer).count()),
        applied_down: small(down().filter(|s| world.teacher(s).volunteer).count()),
        running_down: small(away.len()),
        running_rural: small(away.iter().filter(|to| rural(reading, **to)).count()),
        ..Exchange::default()
    }
    .with_shares()
}

fn rural(reading: &Reading<'_>, school: SchoolIx) -> bool {
    reading.county.school(school).area == Area::Rural
}

/// Where the exchanges lead that run from sending to receiving schools; none where new moves alone count.
fn running(reading: &Reading<'_>) -> Vec<SchoolIx> {
    if reading.policy.rules.exchange_quota.counts.value == QuotaCounts::New {
        return Vec::new();
    }
    let all = reading.county.teacher_ixs().filter_map(|t| reading.county.running(t));
    let down = all.filter(|p| (reading.side(p.from), reading.side(p.to)) == (Side::Sending, Side::Receiving));
    down.map(|p| p.to).collect()
}

fn small(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
