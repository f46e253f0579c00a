//! What a change by hand breaks.

use crate::explain::Teller;
use lungang_domain::county::County;
use lungang_domain::explanation::{Answered, Explanation, OfByHand};
use lungang_domain::plan::Move;
use lungang_domain::policy::{Mode, Policy};
use lungang_domain::words::Lang;

/// What a change by hand comes to, in sentences.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ByHand {
    /// Whether every move can be, and no hard rule is newly broken.
    pub lawful: bool,
    /// Who is treated otherwise.
    pub changes: Vec<String>,
    /// What breaks, or that nothing does.
    pub stands: Vec<String>,
    /// Posts and goals.
    pub follows: Vec<String>,
}

/// What a change by hand comes to.
pub fn by_hand(county: &County, policy: &Policy, of: &OfByHand, lang: Lang) -> ByHand {
    let explanation = alone(Answered::ByHand(Box::default()));
    let teller = Teller { county, policy, explanation: &explanation, lang };
    let changes = of.changed.iter().map(|c| teller.by_hand_change(c)).chain(teller.by_hand_freed(of)).collect();
    let follows = teller.by_hand_posts(of).into_iter().chain(teller.by_hand_goals(of)).collect();
    let lawful = of.faults.is_empty() && of.broken.iter().all(|b| b.mode != Mode::Hard);
    ByHand { lawful, changes, stands: teller.by_hand_stands(of), follows }
}

/// What is decided on a teacher, in words: stays, or moves to a post.
pub fn choice(county: &County, policy: &Policy, choice: Option<Move>, lang: Lang) -> String {
    let explanation = alone(Answered::ByHand(Box::default()));
    Teller { county, policy, explanation: &explanation, lang }.choice(choice)
}

/// An answer that is measured against nothing.
fn alone(answer: Answered) -> Explanation {
    Explanation { goals: Vec::new(), proved: true, lottery: false, answer }
}
