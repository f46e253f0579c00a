//! The options of `import`.

use super::Conversion;
use clap::Args;
use std::ffi::OsString;
use std::path::PathBuf;

// What an office has, and the county that it becomes.
#[derive(Debug, Args)]
pub struct Import {
    #[arg(value_name = "FILES", required = true)]
    pub files: Vec<PathBuf>,
    #[arg(short, long, value_name = "COUNTY", required_unless_present = "preview")]
    pub output: Option<PathBuf>,
    #[arg(long, value_name = "FILE")]
    pub answers: Option<PathBuf>,
    #[arg(long, value_name = "FILE")]
    pub questions: Option<PathBuf>,
    #[arg(long)]
    pub preview: bool,
    #[arg(long)]
    pub accept_suggestions: bool,
    #[arg(long, value_name = "NAME")]
    pub author: Option<String>,
    #[arg(long, value_name = "FILE")]
    pub memory: Option<PathBuf>,
    #[arg(long, conflicts_with = "memory")]
    pub no_memory: bool,
    #[arg(long, value_name = "POLICY")]
    pub policy: Option<OsString>,
    #[command(flatten)]
    pub county: Conversion,
}
