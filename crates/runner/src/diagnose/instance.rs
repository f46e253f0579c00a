//! A row of the model as a rule at a place: what it asks for there, and of whom.

use lungang_domain::county::PinKind;
use lungang_domain::diagnosis::{Asks, Instance, Place};
use lungang_domain::policy::BackboneOf;
use lungang_domain::rule::RuleName;
use lungang_solver::Formulation;
use lungang_solver::model::rows::About;

/// The rule whose slack opens these rows; `None` where it opens none.
pub(super) fn of(formulation: &Formulation<'_>, rule: RuleName, rows: &[(u32, i64)]) -> Option<Instance> {
    let row = rows.first()?.0 as usize;
    let (name, range, world) = (formulation.row_names[row], formulation.rows[row], &formulation.world);
    let place = match name.about {
        About::County => Place::County,
        About::School(s) => Place::School(s),
        About::Post(p) => {
            let post = world.post(p);
            Place::Post(post.school, post.part, post.subject)
        }
        About::Couple(a, b) | About::CoupleAt(a, b, _) => Place::Couple(a.min(b), a.max(b)),
        About::Pair(a, b) => Place::Pair(a, b, None),
        About::PairAt(a, p) => {
            let post = world.post(p);
            Place::Pair(a, post.school, Some((post.part, post.subject)))
        }
        About::Pin(n) => Place::Pin(n),
        // Rows about one teacher, and about what a school shares, always hold.
        About::Teacher(_) | About::Shared(_) | About::Route(_) => return None,
    };
    let least = range.lo.unwrap_or(0);
    let most = range.hi.unwrap_or(0);
    let rules = &world.policy.rules;
    let asks = match (rule, place) {
        (RuleName::BackboneShare, _) if rules.backbone_share.of.value == BackboneOf::Moved => {
            Asks::Share(rules.backbone_share.share.value)
        }
        (RuleName::AllianceShare, _) => Asks::Share(rules.alliance_share.share.value),
        (RuleName::TwoWay, Place::County) => Asks::Share(rules.two_way.share.value),
        (RuleName::ExchangeQuota | RuleName::BackboneShare | RuleName::GraduatingShare | RuleName::Itinerant, _) => {
            Asks::Number(least)
        }
        (RuleName::StaffingFloor, Place::School(s)) => Asks::Number(world.staff(s) + least),
        (RuleName::EstablishmentCeiling, Place::School(s)) => Asks::Number(world.staff(s).max(world.posts_of(s))),
        (RuleName::PostLimit, Place::Post(s, part, k)) => {
            let post = world.needs.find(s, part, k).map(|p| world.needs.posts[p]);
            Asks::Number(post.and_then(|p| p.limit).map_or(0, i64::from))
        }
        (RuleName::TitlePosts, Place::School(s)) => {
            let posts = world.county.school(s).posts_senior.map_or(0, i64::from);
            Asks::Number(posts.max(world.seniors()[s.at()]))
        }
        (RuleName::Balance, _) => {
            let gauge = rules.balance.gauges().into_iter().find(|gauge| gauge.name() == name.sentence);
            gauge.map_or(Asks::Nothing, |gauge| Asks::Coefficient(rules.balance.limit(gauge)))
        }
        (RuleName::TeamSize, _) => Asks::Number(i64::from(rules.team_size.least.value)),
        (RuleName::OutflowCap | RuleName::InflowCap | RuleName::Housing | RuleName::Budget, _) => Asks::Number(most),
        _ => Asks::Nothing,
    };
    let people = match place {
        Place::Couple(a, b) => vec![a, b],
        Place::Pin(n) => world.county.pins.get(n as usize).map(|pin| pin.teacher).into_iter().collect(),
        _ => Vec::new(),
    };
    let sentence = match (rule, place) {
        (RuleName::Couples, _) => "",
        (RuleName::TeamSize, _) => "",
        (RuleName::BackboneShare, _) if rules.backbone_share.of.value == BackboneOf::Eligible => "eligible",
        (RuleName::Pins, Place::Pin(n)) => match world.county.pins.get(n as usize).map(|pin| pin.kind) {
            Some(PinKind::Post) => "post",
            Some(PinKind::Forbid) => "forbid",
            Some(PinKind::Stay) => "stay",
            Some(PinKind::Leave) | None => "leave",
        },
        (RuleName::TwoWay, Place::Pair(_, _, None)) => "schools",
        _ => name.sentence,
    };
    Some(Instance { rule, sentence, place, asks, people })
}

/// Whether a rule asks for at least something: it gives way downwards.
pub(super) fn at_least(rule: RuleName) -> bool {
    matches!(
        rule,
        RuleName::ExchangeQuota
            | RuleName::BackboneShare
            | RuleName::StaffingFloor
            | RuleName::AllianceShare
            | RuleName::TeamSize
            | RuleName::GraduatingShare
            | RuleName::Itinerant
    )
}
