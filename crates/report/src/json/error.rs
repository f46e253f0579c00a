//! What a command prints under `--format json` when it has no result to print.

use lungang_domain::format::Document;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What kind of end it was; the exit code says the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum ErrorKind {
    /// The command line, or a file that cannot be read at all.
    Usage,
    /// The input has errors; `check` lists them.
    Input,
    /// A plan that is not proved optimal, where one that is proved is asked for.
    Unproved,
    /// No plan keeps the hard rules.
    Infeasible,
    /// Stopped before there was a plan.
    Stopped,
    /// The solver failed.
    Solver,
    /// A result could not be written.
    Write,
    /// A fault of the program.
    Bug,
    /// Interrupted by the user.
    Interrupted,
}

/// An error as a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ErrorDocument {
    /// What kind of end it was.
    pub error: ErrorKind,
    /// What happened, in the language asked for.
    pub message: String,
    /// What to do about it, where something is known.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub remedy: Option<String>,
    /// The exit code of the process.
    pub exit_code: u8,
}

impl Document for ErrorDocument {
    const NAME: &'static str = "error";
}
