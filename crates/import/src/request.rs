//! What is to be imported, and what is known beforehand.

use crate::answers::Answers;
use crate::identity::Key;
use crate::memory::Memory;
use jiff::civil::Date;
use lungang_domain::policy::Policy;
use lungang_domain::words::Lang;

/// A policy that may be chosen.
#[derive(Debug, Clone)]
pub struct PolicyName {
    /// As it is named.
    pub id: String,
    /// What it is called, in Chinese.
    pub zh: String,
    /// What it is called, in English.
    pub en: String,
}

/// What is to be imported, and what is known beforehand.
pub struct Request<'a> {
    /// Answers that are given now.
    pub answers: &'a Answers,
    /// What is remembered.
    pub memory: &'a Memory,
    /// The key of the pseudonyms.
    pub key: &'a Key,
    /// Whether suggestions are taken for answers.
    pub accept: bool,
    /// Who answers.
    pub author: Option<String>,
    /// The day of the answers.
    pub today: Date,
    /// Policies that may be chosen.
    pub policies: &'a [PolicyName],
    /// The policy, where it was named beforehand.
    pub policy: Option<String>,
    /// Reads a policy by its name.
    pub load: &'a dyn Fn(&str) -> Option<Policy>,
    /// The language of the headers that are written.
    pub lang: Lang,
}
