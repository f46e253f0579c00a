//! `lottery` and its steps, as typed.

use clap::{Args, Subcommand};
use std::path::PathBuf;

#[derive(Debug, Args)]
#[command(disable_help_subcommand = true, subcommand_required = true, subcommand_value_name = "COMMAND")]
pub struct Lottery {
    #[command(subcommand)]
    pub step: LotteryStep,
}

#[derive(Debug, Subcommand)]
pub enum LotteryStep {
    Commit(LotteryCommit),
    Reveal(LotteryReveal),
    Check(LotteryCheck),
    Number(LotteryNumber),
}

#[derive(Debug, Args)]
pub struct LotteryCommit {
    #[arg(value_name = "COUNTY", conflicts_with_all = ["name", "year"])]
    pub county: Option<PathBuf>,
    #[arg(long, value_name = "NAME", requires = "year")]
    pub name: Option<String>,
    #[arg(long, value_name = "YEAR", requires = "name", value_parser = clap::value_parser!(i16).range(1990..=2100))]
    pub year: Option<i16>,
    #[arg(long, value_name = "SEED", default_value = "random")]
    pub seed: String,
    #[arg(short, long, value_name = "FILE")]
    pub output: PathBuf,
    #[arg(long, value_name = "FILE")]
    pub secret: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct LotteryReveal {
    #[arg(value_name = "COMMITMENT")]
    pub commitment: PathBuf,
    #[arg(long, value_name = "SECRET")]
    pub secret: PathBuf,
    #[arg(short, long, value_name = "FILE")]
    pub output: PathBuf,
}

#[derive(Debug, Args)]
pub struct LotteryCheck {
    #[arg(value_name = "COMMITMENT")]
    pub commitment: PathBuf,
    #[arg(long, value_name = "REVEAL", conflicts_with_all = ["seed", "salt"])]
    pub reveal: Option<PathBuf>,
    #[arg(long, value_name = "N", requires = "salt")]
    pub seed: Option<u64>,
    #[arg(long, value_name = "SALT", requires = "seed")]
    pub salt: Option<String>,
    #[arg(long, value_name = "PLAN")]
    pub plan: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct LotteryNumber {
    #[arg(value_name = "TEACHER")]
    pub teacher: String,
    #[arg(long, value_name = "N")]
    pub seed: u64,
    #[arg(long, value_name = "SCHOOL", requires = "subject")]
    pub to: Option<String>,
    #[arg(long, value_name = "SUBJECT", requires = "to")]
    pub subject: Option<String>,
}
