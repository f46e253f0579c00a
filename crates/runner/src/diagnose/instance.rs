//! A row of the model as a rule at a place: what it asks for there, and of whom.

use crate::rows::Standings;
use lungang_domain::county::PinKind;
use lungang_domain::diagnosis::{Instance, Place};
use lungang_domain::rule::{Asked, Row, RuleName, Told};
use lungang_solver::Formulation;
use lungang_solver::model::rows::{About, RowName};
use lungang_solver::model::world::World;

/// The rule whose slack opens these rows, and the kind of row on its card; `None` where it opens none.
pub(super) fn of(
    formulation: &Formulation<'_>,
    standings: &Standings<'_, '_>,
    rule: RuleName,
    rows: &[(u32, i64)],
) -> Option<(Instance, &'static Row)> {
    let at = rows.first()?.0 as usize;
    let (name, range, world) = (&formulation.row_names[at], formulation.rows[at], &formulation.world);
    let row = rule.row(name.sentence)?;
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
    let people = match place {
        Place::Couple(a, b) => vec![a, b],
        Place::Pin(n) => world.county.pins.get(n as usize).map(|pin| pin.teacher).into_iter().collect(),
        Place::County | Place::School(_) | Place::Post(..) | Place::Pair(..) => Vec::new(),
    };
    let (sentence, asks) = (sentence(world, row, name, place), standings.asks(rule, row, name, range));
    Some((Instance { rule, sentence, place, asks, people }, row))
}

/// Which of the rule's sentences tells a row.
fn sentence(world: &World<'_>, row: &Row, name: &RowName, place: Place) -> &'static str {
    match (row.told, place) {
        (Told::Named, _) => name.sentence,
        (Told::Once, _) => "",
        (Told::ByBase, _) if (row.asks)(&world.policy.rules) == Asked::ShareOfDown => name.sentence,
        (Told::ByBase, _) => "eligible",
        (Told::ByPair, Place::Pair(_, _, None)) => "schools",
        (Told::ByPair, _) => name.sentence,
        (Told::ByPin, Place::Pin(n)) => match world.county.pins.get(n as usize).map(|pin| pin.kind) {
            Some(PinKind::Post) => "post",
            Some(PinKind::Forbid) => "forbid",
            Some(PinKind::Stay) => "stay",
            Some(PinKind::Leave) | None => "leave",
        },
        (Told::ByPin, _) => name.sentence,
    }
}
