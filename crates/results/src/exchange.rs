//! Who is sent, of whom: counted once, for every document, page, workbook and notice.

use crate::changes::direction;
use crate::names::sentence;
use lungang_domain::county::County;
use lungang_domain::eligibility::Eligibility;
use lungang_domain::exchange::{Exchange, per_cent};
use lungang_domain::id::SchoolIx;
use lungang_domain::plan::{Direction, Move};
use lungang_domain::policy::{Policy, QuotaCounts, QuotaTo};
use lungang_domain::school::Area;
use lungang_domain::words::Lang;

/// The figures of some moves.
pub fn exchange(county: &County, policy: &Policy, who: &Eligibility, moves: &[Move]) -> Exchange {
    let rule = &policy.rules.exchange_quota;
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let is_down = |from: SchoolIx, to: SchoolIx| direction(county, policy, from, to) == Direction::Down;
    let rural = |to: SchoolIx| county.school(to).area == Area::Rural;
    let down: Vec<&Move> = moves.iter().filter(|m| is_down(county.teacher(m.teacher).school, m.to)).collect();
    let to_rural = down.iter().filter(|m| rural(m.to)).count();
    let running = county.teacher_ixs().filter_map(|t| county.running(t)).filter(|p| is_down(p.from, p.to));
    let running: Vec<SchoolIx> =
        running.filter(|_| rule.counts.value == QuotaCounts::Running).map(|posting| posting.to).collect();
    let public = county.teacher_ixs().filter(|t| county.school(county.teacher(*t).school).public);
    Exchange {
        eligible_sending: count(who.count()),
        eligible_county: count(public.filter(|t| who.of(*t).meets()).count()),
        down: count(down.len()),
        rural: count(to_rural),
        rural_only: rule.counted() == QuotaTo::Rural,
        backbone: count(down.iter().filter(|m| policy.backbone(county.teacher(m.teacher))).count()),
        applied: count(county.teachers.iter().filter(|t| t.volunteer).count()),
        applied_down: count(down.iter().filter(|m| county.teacher(m.teacher).volunteer).count()),
        running_down: count(running.len()),
        running_rural: count(running.iter().filter(|to| rural(**to)).count()),
        ..Exchange::default()
    }
    .with_shares()
}

/// The figures in words, a line for each thing counted: whatever the policy chooses, both bases and both counts.
pub fn lines(lang: Lang, of: &Exchange) -> Vec<String> {
    let say = |key: &str, args: &[(&str, String)]| {
        let args: Vec<(&str, &str)> = args.iter().map(|(name, value)| (*name, value.as_str())).collect();
        sentence(lang, &format!("exchange.{key}"), &args)
    };
    let sent = |key: &str, n: u32, (sending, county): (u32, u32)| {
        say(key, &[("n", n.to_string()), ("sending", per_cent(sending)), ("county", per_cent(county))])
    };
    let (sending, county) = (of.eligible_sending.to_string(), of.eligible_county.to_string());
    let mut lines = vec![
        say("eligible", &[("sending", sending), ("county", county)]),
        sent("down", of.down, (of.down_of_sending, of.down_of_county)),
        sent("rural", of.rural, (of.rural_of_sending, of.rural_of_county)),
        say("backbone", &[("n", of.backbone.to_string()), ("share", per_cent(of.backbone_of_down))]),
    ];
    if of.applied > 0 {
        lines.push(say("applied", &[("n", of.applied.to_string()), ("sent", of.applied_down.to_string())]));
    }
    if of.running_down > 0 {
        let (down, rural) = (of.running_down.to_string(), of.running_rural.to_string());
        lines.push(say("running", &[("down", down), ("rural", rural)]));
    }
    lines
}
