//! The options of `import`.

use super::languages;
use clap::Args;
use lungang_domain::words::Lang;
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
    #[arg(long, value_name = "POLICY")]
    pub policy: Option<OsString>,
    #[arg(long, value_name = "ENCODING")]
    pub encoding: Option<String>,
    #[arg(long, value_parser = languages(), value_name = "LANG")]
    pub headers: Option<Lang>,
    #[arg(long)]
    pub force: bool,
}
