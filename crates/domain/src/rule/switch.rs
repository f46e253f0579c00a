//! How a rule is switched in a policy: what the parameters of every rule have in common.

use serde::{Deserialize, Serialize};

/// How a rule binds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// Never broken.
    Hard,
    /// Its breach is a goal of its own, before all others.
    Soft,
    /// Not looked at.
    Off,
}

/// What every rule has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Switch {
    /// How it binds.
    pub mode: Mode,
    /// Whether it is law: switching it off, or making it soft, asks for a reason.
    #[serde(default)]
    pub law: bool,
    /// The written reason, printed on the plan.
    #[serde(default)]
    pub reason: Option<String>,
    /// The clause it comes from; absent: none asks for it.
    #[serde(default, deserialize_with = "clause")]
    pub clause: Option<String>,
}

/// A clause as stated; blank, or written as a sign for nothing, it is none.
pub(super) fn clause<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Option<String>, D::Error> {
    let stated = Option::<String>::deserialize(from)?;
    Ok(stated.filter(|c| !matches!(c.trim(), "" | "-" | "–" | "—" | "——" | "/" | "无")))
}

/// The parameters of a rule that can be switched.
pub(super) trait Switched {
    /// How it binds.
    fn mode(&self) -> Mode;
    /// The clause it comes from.
    fn clause(&self) -> Option<&str>;
    /// What it has in common with every other rule.
    fn switch(&self) -> Switch;
    /// Switches it.
    fn set(&mut self, mode: Mode, reason: Option<String>);
}

/// The parameters of a rule: its switch, and what is its own.
macro_rules! parameters {
    ($(#[$doc:meta])* $name:ident { $($(#[$pdoc:meta])* $param:ident: $ty:ty),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        #[serde(deny_unknown_fields, rename_all = "kebab-case")]
        pub struct $name {
            /// How it binds.
            pub mode: $crate::rule::Mode,
            /// Whether it is law: switching it off, or making it soft, asks for a reason.
            #[serde(default)]
            pub law: bool,
            /// The written reason, printed on the plan.
            #[serde(default)]
            pub reason: Option<String>,
            /// The clause it comes from; absent: none asks for it.
            #[serde(default, deserialize_with = "crate::rule::switch::clause")]
            pub clause: Option<String>,
            $($(#[$pdoc])* pub $param: $ty,)*
        }

        impl $crate::rule::switch::Switched for $name {
            fn mode(&self) -> $crate::rule::Mode {
                self.mode
            }

            fn clause(&self) -> Option<&str> {
                self.clause.as_deref()
            }

            fn switch(&self) -> $crate::rule::Switch {
                $crate::rule::Switch {
                    mode: self.mode,
                    law: self.law,
                    reason: self.reason.clone(),
                    clause: self.clause.clone(),
                }
            }

            fn set(&mut self, mode: $crate::rule::Mode, reason: Option<String>) {
                self.mode = mode;
                self.reason = reason;
            }
        }
    };
}

pub(super) use parameters;
