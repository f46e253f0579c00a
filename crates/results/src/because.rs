//! Whether the words of a plan's document are those that this program gives to what its moves serve.

use crate::names;
use lungang_domain::audit::Fault;
use lungang_domain::county::County;
use lungang_domain::document::{BecauseDoc, MoveDoc, PlanDocument};
use lungang_domain::plan::{Move, Serves};
use lungang_domain::policy::Policy;
use lungang_domain::rule::RuleName;
use lungang_domain::words::Lang;

/// Every "because" whose clause or words are others, in whichever language the plan was written.
///
/// Which rules a move serves is recomputed by the audit; here it is only what is said of each.
pub fn because_differs(document: &PlanDocument, county: &County, policy: &Policy) -> Vec<Fault> {
    let mut faults = Vec::new();
    for m in &document.moves {
        let Some(one) = found(m, county, policy) else { continue };
        for because in &m.because {
            let Some(serves) = serves(&because.serves, m) else { continue };
            let said = Lang::ALL.map(|lang| of(lang, county, policy, &one, serves));
            if !said.contains(because) {
                faults.push(Fault {
                    kind: "serves-differs".to_owned(),
                    teacher: Some(m.teacher_id.clone()),
                    school: Some(m.to_school.clone()),
                    expected: Some(said[0].words.clone()),
                    found: Some(because.words.clone()),
                    place: None,
                });
            }
        }
    }
    faults
}

/// What a move serves, as a document says it.
pub fn of(lang: Lang, county: &County, policy: &Policy, m: &Move, serves: Serves) -> BecauseDoc {
    BecauseDoc {
        serves: names::serves_name(serves).to_owned(),
        clause: if let Serves::Rule(rule) = serves { names::clause(policy, rule) } else { String::new() },
        words: names::serves(lang, county, policy, m, serves),
    }
}

fn found(m: &MoveDoc, county: &County, policy: &Policy) -> Option<Move> {
    Some(Move {
        teacher: county.find_teacher(&m.teacher_id)?,
        to: county.find_school(&m.to_school)?,
        part: m.stage,
        subject: policy.subject(&m.subject)?,
    })
}

fn serves(name: &str, m: &MoveDoc) -> Option<Serves> {
    match name {
        "unmet-need" => Some(Serves::Need),
        "wishes" => Some(Serves::Wish(m.rank_of_wish.unwrap_or(0))),
        rule => RuleName::ALL.iter().find(|r| r.name() == rule).map(|r| Serves::Rule(*r)),
    }
}
