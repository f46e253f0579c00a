//! `desk`, as typed.

use clap::Args;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub struct Desk {
    #[arg(value_name = "FOLDER", default_value = ".")]
    pub folder: PathBuf,
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub port: u16,
    #[arg(long)]
    pub no_open: bool,
}
