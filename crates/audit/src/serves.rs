//! What each move serves, by the audit's own reading: the rules that it counts towards, the need that it fills, the wish that it
//! fulfils.

use crate::columns::Step;
use crate::kinds::FaultKind;
use crate::rules::couples;
use crate::submission::SubmittedMove;
use crate::world::World;
use lungang_domain::audit::Fault;
use lungang_domain::county::PinKind;
use lungang_domain::id::TeacherIx;
use lungang_domain::plan::Direction;
use lungang_domain::policy::Mode;
use lungang_domain::rule::RuleName;
use std::collections::BTreeSet;

/// Every row that says it serves something else.
pub fn compare(world: &World<'_>, rows: &[SubmittedMove]) -> Vec<Fault> {
    if rows.iter().all(|row| row.serves.is_none()) {
        return Vec::new();
    }
    let bound = Bound::of(world);
    let mut faults = Vec::new();
    for row in rows {
        let Some(stated) = row.serves.as_ref().filter(|s| !s.is_empty() || row.empty.contains(&"serves")) else {
            continue;
        };
        let teacher = world.before.county.find_teacher(&row.teacher_id);
        let to = world.before.county.find_school(&row.to_school);
        // A teacher who stands there twice is a fault of its own.
        let steps = teacher.into_iter().flat_map(|t| world.moves_of(t)).filter(|s| s.allowed && Some(s.to) == to);
        let own: Vec<Vec<String>> = steps.map(|step| bound.served(world, step)).collect();
        if let Some(first) = own.first().filter(|_| !own.contains(stated)) {
            faults.push(Fault {
                kind: FaultKind::ServesDiffers.name().to_owned(),
                teacher: Some(row.teacher_id.clone()),
                school: Some(row.to_school.clone()),
                expected: Some(first.join(", ")),
                found: Some(stated.join(", ")),
                place: row.place.clone(),
            });
        }
    }
    faults
}

/// Teachers whom a rule about them asks to move, and those who travel.
struct Bound {
    couples: BTreeSet<TeacherIx>,
    pinned: BTreeSet<TeacherIx>,
    travelling: BTreeSet<TeacherIx>,
}

impl Bound {
    fn of(world: &World<'_>) -> Bound {
        let asks = |kind| matches!(kind, PinKind::Post | PinKind::Leave);
        let pins = world.before.county.pins.iter().filter(|p| asks(p.kind));
        Bound {
            couples: couples::bound(world.before).into_iter().flat_map(|(a, b)| [a, b]).collect(),
            pinned: pins.map(|p| p.teacher).collect(),
            travelling: world.lessons.iter().map(|l| l.teacher).collect(),
        }
    }

    /// The names of what a move serves, in the registry's order.
    fn served(&self, world: &World<'_>, step: &Step) -> Vec<String> {
        let reading = world.before;
        let teacher = reading.county.teacher(step.teacher);
        let down = step.direction == Some(Direction::Down);
        let alliance = |s| reading.county.school(s).alliance.as_ref();
        let holds = |rule: RuleName| match rule {
            RuleName::ExchangeQuota => down,
            RuleName::BackboneShare => down && teacher.backbone.is_some(),
            RuleName::AllianceShare => {
                down && alliance(step.from).is_some() && alliance(step.from) == alliance(step.to)
            }
            RuleName::GraduatingShare => down && teacher.graduating,
            RuleName::TwoWay => step.direction == Some(Direction::Up) && replaced(world, step),
            RuleName::Itinerant => self.travelling.contains(&step.teacher),
            RuleName::Couples => self.couples.contains(&step.teacher),
            RuleName::Pins => self.pinned.contains(&step.teacher),
            _ => false,
        };
        let rules = RuleName::ALL.iter().filter(|r| reading.policy.rules.mode(**r) != Mode::Off && holds(**r));
        let mut served: Vec<String> = rules.map(|r| r.name().to_owned()).collect();
        let post = step.subject.and_then(|k| reading.post((step.to, step.part, k)));
        if post.is_some_and(|p| reading.posts[p].short() > 0) {
            served.push("unmet-need".to_owned());
        }
        if reading.county.wish_rank(step.teacher, step.to).is_some() {
            served.push("wishes".to_owned());
        }
        served
    }
}

/// Whether everybody who goes up from the one school to the other has a partner who comes down.
fn replaced(world: &World<'_>, up: &Step) -> bool {
    let same = world.before.policy.rules.two_way.same_subject.value;
    let leaves = |s: &Step| {
        let person = world.before.county.teacher(s.teacher);
        (person.part, person.main_subject())
    };
    let alike = |s: &&Step| !same || leaves(s) == leaves(up);
    let ups = world.steps.iter().filter(|s| s.direction == Some(Direction::Up));
    let ups = ups.filter(|s| (s.from, s.to) == (up.from, up.to)).filter(alike).count();
    let downs = world.steps.iter().filter(|s| s.direction == Some(Direction::Down));
    let fills = |s: &&Step| !same || (s.part, s.subject) == leaves(up);
    downs.filter(|s| (s.from, s.to) == (up.to, up.from)).filter(fills).count() >= ups
}
