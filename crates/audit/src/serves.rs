//! What each move serves, by the audit's own reading: the rules that it counts towards, the need that it fills, the wish that it
//! fulfils.

use crate::columns::Step;
use crate::kinds::FaultKind;
use crate::rules::{self, Serves};
use crate::submission::SubmittedMove;
use crate::world::World;
use lungang_domain::audit::Fault;
use lungang_domain::policy::Mode;
use lungang_domain::rule::RuleName;

/// Every row that says it serves something else.
pub fn compare(world: &World<'_>, rows: &[SubmittedMove]) -> Vec<Fault> {
    if rows.iter().all(|row| row.serves.is_none()) {
        return Vec::new();
    }
    let on = RuleName::ALL.iter().copied().filter(|rule| world.before.policy.rules.mode(*rule) != Mode::Off);
    let rules: Vec<(RuleName, Serves<'_>)> = on.map(|rule| (rule, rules::serves(rule, world))).collect();
    let mut faults = Vec::new();
    for row in rows {
        let Some(stated) = row.serves.as_ref().filter(|s| !s.is_empty() || row.empty.contains(&"serves")) else {
            continue;
        };
        let teacher = world.before.county.find_teacher(&row.teacher_id);
        let to = world.before.county.find_school(&row.to_school);
        // A teacher who stands there twice is a fault of its own.
        let steps = teacher.into_iter().flat_map(|t| world.moves_of(t)).filter(|s| s.allowed && Some(s.to) == to);
        let own: Vec<Vec<String>> = steps.map(|step| served(world, &rules, step)).collect();
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

/// The names of what a move serves, in the registry's order.
fn served(world: &World<'_>, rules: &[(RuleName, Serves<'_>)], step: &Step) -> Vec<String> {
    let reading = world.before;
    let rules = rules.iter().filter(|(_, serves)| serves(step));
    let mut served: Vec<String> = rules.map(|(rule, _)| rule.name().to_owned()).collect();
    let post = step.subject.and_then(|k| reading.post((step.to, step.part, k)));
    if post.is_some_and(|p| reading.posts[p].short() > 0) {
        served.push("unmet-need".to_owned());
    }
    if reading.county.wish_rank(step.teacher, step.to).is_some() {
        served.push("wishes".to_owned());
    }
    served
}
