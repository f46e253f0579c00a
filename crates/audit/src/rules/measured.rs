//! What measuring a rule gives: two numbers, where it was looked at, where it does not hold, and by how much.

use crate::kinds::BreachKind;
use lungang_domain::audit::{Breach, Relation, Unit};
use lungang_domain::missing::Missing;
use lungang_domain::needs::Post;
use std::collections::BTreeMap;

use crate::world::World;

/// A measured rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measured {
    /// How the two numbers compare.
    pub relation: Relation,
    /// What they count.
    pub unit: Unit,
    /// Asked for.
    pub required: i64,
    /// Reached.
    pub achieved: i64,
    /// Places where it was looked at.
    pub checked: u32,
    /// Places where it could not be, by what is missing.
    pub unchecked: BTreeMap<Missing, u32>,
    /// Every place where it does not hold.
    pub breaches: Vec<Breach>,
    /// Σ of what is missing or too much, in the rule's own unit.
    pub amount: i64,
}

impl Measured {
    /// A rule with one number for the county.
    pub fn count(kind: BreachKind, relation: Relation, unit: Unit, required: i64, achieved: i64) -> Self {
        let mut measured = Measured {
            relation,
            unit,
            required,
            achieved,
            checked: 0,
            unchecked: BTreeMap::new(),
            breaches: Vec::new(),
            amount: 0,
        };
        measured.compare(relation, breach(kind, required, achieved));
        measured
    }

    /// A rule that is looked at in many places, none so far: `required` counts the places, `achieved` those that hold.
    pub fn family() -> Self {
        Measured {
            relation: Relation::Equal,
            unit: Unit::Instances,
            required: 0,
            achieved: 0,
            checked: 0,
            unchecked: BTreeMap::new(),
            breaches: Vec::new(),
            amount: 0,
        }
    }

    /// Places that cannot be looked at, as something is missing.
    pub fn lacks(&mut self, missing: Missing, places: usize) {
        if places > 0 {
            let sum = self.unchecked.entry(missing).or_default();
            *sum = sum.saturating_add(u32::try_from(places).unwrap_or(u32::MAX));
        }
    }

    /// Looks at one more place: `seen` holds the two numbers and becomes a breach unless they compare as they should.
    pub fn compare(&mut self, relation: Relation, seen: Breach) {
        let holds = relation.holds(seen.required, seen.achieved);
        let amount = (seen.required - seen.achieved).abs();
        self.look((!holds).then_some((seen, amount)));
    }

    /// Looks at one more place, which holds or has a breach of some amount.
    pub fn look(&mut self, breach: Option<(Breach, i64)>) {
        self.checked += 1;
        if self.unit == Unit::Instances {
            self.required += 1;
            self.achieved += i64::from(breach.is_none());
        }
        if let Some((breach, amount)) = breach {
            self.breaches.push(breach);
            self.amount += amount;
        }
    }
}

/// A place with what is asked and what the plan has there.
pub fn breach(kind: BreachKind, required: i64, achieved: i64) -> Breach {
    Breach {
        school: None,
        other: None,
        stage: None,
        subject: None,
        teachers: Vec::new(),
        kind: kind.name().to_owned(),
        required,
        achieved,
    }
}

/// The same at a post.
pub fn post_breach(world: &World<'_>, post: &Post, kind: BreachKind, required: i64, achieved: i64) -> Breach {
    let reading = world.before;
    Breach {
        school: Some(reading.school_id(post.school)),
        stage: Some(post.part.name().to_owned()),
        subject: reading.policy.subjects.get(post.subject.at()).map(|k| k.id.clone()),
        ..breach(kind, required, achieved)
    }
}
