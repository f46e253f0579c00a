//! The command line as typed: names and shapes. Every word of help comes from the words table, see `localise`.

#[cfg(feature = "desk")]
mod desk;
mod import;
mod lottery;
mod values;

#[cfg(feature = "desk")]
pub use desk::Desk;
pub use import::Import;
pub use lottery::{Lottery, LotteryCheck, LotteryCommit, LotteryNumber, LotteryReveal, LotteryStep};

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{ArgAction, ArgGroup, Args, Parser, Subcommand, ValueEnum};
use lungang_domain::words::Lang;
use lungang_runner::whatif::Shard;
use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Duration;
use values::{seconds, shard, share};

#[derive(Debug, Parser)]
#[command(name = "lungang", disable_help_flag = true, disable_version_flag = true, disable_help_subcommand = true)]
#[command(subcommand_required = true, subcommand_value_name = "COMMAND")]
pub struct Cli {
    #[command(flatten)]
    pub global: Global,
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Args)]
pub struct Global {
    #[arg(long, global = true, value_parser = languages(), value_name = "LANG")]
    pub lang: Option<Lang>,
    #[arg(long, global = true, value_enum, value_name = "FORMAT", default_value = "text")]
    pub format: Format,
    #[arg(short, long, global = true, action = ArgAction::Count)]
    pub verbose: u8,
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub quiet: bool,
    /// What it is for is told where it is needed: by the finding on a file that names another outside its folder.
    #[arg(long, global = true, hide = true)]
    pub allow_outside: bool,
    /// For the desk that started this process: it reads how far the work is, and may ask it to stop.
    #[arg(long, global = true, hide = true)]
    pub attended: bool,
    /// For whoever looks where the time goes; the first page of the chapter on use describes it.
    #[arg(long, global = true, hide = true, value_name = "FILE")]
    pub trace: Option<PathBuf>,
}

/// A language by the name of its folder of words.
fn languages() -> impl TypedValueParser<Value = Lang> {
    PossibleValuesParser::new(Lang::ALL.map(Lang::code))
        .try_map(|code| Lang::ALL.into_iter().find(|lang| lang.code() == code).ok_or(code))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    Text,
    Json,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    #[cfg(feature = "desk")]
    Desk(Desk),
    Import(Import),
    Check(Check),
    Staffing(Staffing),
    Eligible(Eligible),
    Plan(Plan),
    Diagnose(Diagnose),
    Recruit(Recruit),
    Years(Years),
    Whatif(Whatif),
    Replan(Replan),
    Audit(Audit),
    Disclose(Disclose),
    Report(Report),
    Compare(Compare),
    Price(Price),
    Alternatives(Alternatives),
    Frontier(Frontier),
    Explain(Explain),
    Lottery(Lottery),
    Generate(Generate),
    Convert(Convert),
    Export(Export),
    Schema(Schema),
    Completions(Completions),
    Man(Man),
    Help(Help),
}

// A county and how its tables are read.
#[derive(Debug, Clone, Args)]
pub struct Input {
    #[arg(value_name = "COUNTY")]
    pub county: PathBuf,
    #[command(flatten)]
    pub reading: Reading,
    #[arg(long, value_name = "POLICY")]
    pub policy: Option<OsString>,
}

#[derive(Debug, Clone, Args)]
pub struct Reading {
    #[arg(long, value_name = "MAPPING")]
    pub mapping: Option<PathBuf>,
    #[arg(long, value_name = "YEAR", value_parser = clap::value_parser!(i16).range(1990..=2100))]
    pub year: Option<i16>,
    #[arg(long, value_name = "ENCODING")]
    pub encoding: Option<String>,
}

// A folder that `plan` left, and where what it was made from is now.
#[derive(Debug, Args)]
pub struct PlanInput {
    #[arg(value_name = "PLAN")]
    pub plan: PathBuf,
    #[command(flatten)]
    pub now: Whereabouts,
}

#[derive(Debug, Args)]
pub struct Whereabouts {
    #[arg(long = "county", value_name = "COUNTY")]
    pub county_now: Option<PathBuf>,
    #[arg(long = "policy", value_name = "POLICY")]
    pub policy_now: Option<OsString>,
    #[arg(long = "mapping", value_name = "MAPPING")]
    pub mapping_now: Option<PathBuf>,
}

// A county, or a folder that `plan` left.
#[derive(Debug, Clone, Args)]
pub struct Source {
    #[arg(value_name = "SOURCE")]
    pub source: PathBuf,
    #[command(flatten)]
    pub reading: Reading,
    #[arg(long, value_name = "POLICY")]
    pub policy: Option<OsString>,
    #[arg(long, value_name = "N")]
    pub seed: Option<u64>,
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    pub time_limit: Option<Duration>,
}

// When a solve stops.
#[derive(Debug, Clone, Copy, Args)]
pub struct Stopping {
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    pub time_limit: Option<Duration>,
    #[arg(long, value_name = "GAP", value_parser = share, default_value = "0")]
    pub gap: f64,
}

// How `plan` and `replan` make a plan.
#[derive(Debug, Clone, Args)]
pub struct Making {
    #[arg(long, value_enum, value_name = "ENGINE", default_value = "fast")]
    pub engine: EngineName,
    #[arg(long, value_enum, value_name = "SOLVER")]
    pub solver: Option<SolverName>,
    #[command(flatten)]
    pub stopping: Stopping,
    #[arg(long, value_name = "PIN")]
    pub pin: Vec<String>,
    #[arg(long)]
    pub next: bool,
    #[arg(long)]
    pub force: bool,
}

#[derive(Debug, Args)]
pub struct Check {
    #[command(flatten)]
    pub input: Input,
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct Staffing {
    #[command(flatten)]
    pub input: Input,
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,
}

#[derive(Debug, Args)]
pub struct Eligible {
    #[command(flatten)]
    pub input: Input,
}

#[derive(Debug, Clone, Args)]
pub struct Plan {
    #[command(flatten)]
    pub input: Input,
    #[arg(short, long, value_name = "DIR")]
    pub output: PathBuf,
    #[command(flatten)]
    pub making: Making,
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,
}

#[derive(Debug, Clone, Args)]
pub struct Replan {
    #[command(flatten)]
    pub input: Input,
    #[arg(long, value_name = "PLAN")]
    pub from: PathBuf,
    #[arg(long, value_name = "EVENTS")]
    pub events: Option<PathBuf>,
    #[arg(long, value_name = "TABLE")]
    pub edited: Option<PathBuf>,
    #[arg(short, long, value_name = "DIR")]
    pub output: PathBuf,
    #[arg(long, value_name = "N")]
    pub max_changes: Option<u32>,
    #[arg(long, value_name = "TEACHERS", num_args = 0..=1, default_missing_value = "all")]
    pub freeze: Option<String>,
    #[arg(long, value_name = "TEXT", requires = "pin")]
    pub reason: Option<String>,
    #[command(flatten)]
    pub making: Making,
}

#[derive(Debug, Args)]
pub struct Diagnose {
    #[command(flatten)]
    pub input: Input,
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    pub time_limit: Option<Duration>,
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,
}

#[derive(Debug, Args)]
pub struct Recruit {
    #[command(flatten)]
    pub of: Source,
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=5), default_value_t = 1)]
    pub years: u16,
    #[arg(short, long, value_name = "DIR")]
    pub output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct Years {
    #[command(flatten)]
    pub input: Input,
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=60))]
    pub years: u16,
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(0..=59), default_value_t = 0)]
    pub lookahead: u16,
    #[arg(short, long, value_name = "DIR")]
    pub output: PathBuf,
    #[command(flatten)]
    pub stopping: Stopping,
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,
    #[arg(long)]
    pub force: bool,
}

#[derive(Debug, Args)]
pub struct Whatif {
    #[arg(value_name = "SCENARIO", required = true)]
    pub scenarios: Vec<PathBuf>,
    #[arg(short, long, value_name = "DIR")]
    pub output: PathBuf,
    #[arg(long, value_name = "SHARD", value_parser = shard, conflicts_with = "merge")]
    pub shard: Option<Shard>,
    #[arg(long)]
    pub merge: bool,
    #[arg(long, conflicts_with = "shard")]
    pub verify: bool,
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub jobs: Option<u16>,
    #[command(flatten)]
    pub stopping: Stopping,
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    pub patience: Option<Duration>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum EngineName {
    Fast,
    Reference,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SolverName {
    Highs,
    Microlp,
}

#[derive(Debug, Args)]
pub struct Audit {
    #[command(flatten)]
    pub input: Input,
    #[arg(value_name = "PLAN")]
    pub plan: PathBuf,
    #[arg(long, value_name = "N")]
    pub seed: Option<u64>,
}

#[derive(Debug, Args)]
pub struct Disclose {
    #[command(flatten)]
    pub input: PlanInput,
    #[arg(short, long, value_name = "DIR")]
    pub output: PathBuf,
    #[arg(long, value_name = "FIELDS", value_delimiter = ',')]
    pub fields: Vec<String>,
    #[arg(long, value_name = "DATE")]
    pub start: Option<String>,
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=365))]
    pub days: Option<u16>,
    #[arg(long, value_name = "TEXT")]
    pub contact: Option<String>,
    #[arg(long, value_name = "COMMITMENT")]
    pub commitment: Option<PathBuf>,
    #[arg(long, value_name = "REVEAL", requires = "commitment")]
    pub reveal: Option<PathBuf>,
    #[arg(long)]
    pub unproved: bool,
}

#[derive(Debug, Args)]
pub struct Compare {
    #[arg(value_name = "RESULTS", required = true)]
    pub folders: Vec<PathBuf>,
    #[arg(long, value_name = "MEASURES")]
    pub frontier: Option<String>,
    #[arg(short, long, value_name = "DIR")]
    pub output: Option<PathBuf>,
    #[arg(long, value_name = "FILE")]
    pub html: Option<PathBuf>,
    #[arg(long)]
    pub people: bool,
}

#[derive(Debug, Args)]
pub struct Report {
    #[arg(value_name = "RESULT")]
    pub result: PathBuf,
    #[arg(long, value_name = "FILE")]
    pub html: PathBuf,
    #[arg(long)]
    pub people: bool,
    #[command(flatten)]
    pub now: Whereabouts,
}

#[derive(Debug, Args)]
pub struct Alternatives {
    #[command(flatten)]
    pub input: PlanInput,
    #[arg(short = 'n', long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1000), default_value_t = 3)]
    pub count: u32,
    #[arg(long, value_name = "SLACK")]
    pub slack: Vec<String>,
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    pub time_limit: Option<Duration>,
    #[arg(short, long, value_name = "DIR")]
    pub output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct Frontier {
    #[command(flatten)]
    pub of: Source,
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..), conflicts_with = "sizes")]
    pub step: Option<u32>,
    #[arg(long, value_name = "SIZES", value_delimiter = ',')]
    pub sizes: Vec<u32>,
    #[arg(short, long, value_name = "DIR")]
    pub output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct Price {
    #[command(flatten)]
    pub input: PlanInput,
    #[arg(long, value_name = "RULE")]
    pub rule: Option<String>,
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub jobs: Option<u16>,
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    pub time_limit: Option<Duration>,
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

#[derive(Debug, Args)]
#[command(group = ArgGroup::new("question").required(true).args(["teacher", "school", "rule", "by_hand"]))]
pub struct Explain {
    #[command(flatten)]
    pub input: PlanInput,
    #[arg(long, value_name = "TEACHER")]
    pub teacher: Option<String>,
    #[arg(long, value_name = "SCHOOL", requires = "teacher", conflicts_with_all = ["school", "rule"])]
    pub to: Option<String>,
    #[arg(long, value_name = "SUBJECT", requires = "to")]
    pub subject: Option<String>,
    #[arg(long, value_name = "SCHOOL")]
    pub school: Option<String>,
    #[arg(long, value_name = "RULE")]
    pub rule: Option<String>,
    #[arg(long, value_name = "PIN")]
    pub by_hand: Vec<String>,
    #[arg(long, value_name = "N")]
    pub most: Option<usize>,
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    pub time_limit: Option<Duration>,
}

#[derive(Debug, Args)]
pub struct Generate {
    #[arg(short, long, value_name = "DIR")]
    pub output: PathBuf,
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,
    #[arg(long, value_enum, value_name = "SIZE", ignore_case = true, default_value = "S")]
    pub size: SizeName,
    #[arg(long, value_name = "SCHOOLS", conflicts_with = "size")]
    pub on: Option<PathBuf>,
    #[command(flatten)]
    pub reading: Reading,
    #[arg(long = "as", value_enum, value_name = "KIND")]
    pub kind: Option<FileKind>,
    #[arg(long, value_parser = languages(), value_name = "LANG")]
    pub headers: Option<Lang>,
    #[arg(long, value_name = "POLICY")]
    pub policy: Option<OsString>,
    #[arg(long)]
    pub heads: bool,
    #[arg(long)]
    pub force: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SizeName {
    #[value(name = "S")]
    S,
    #[value(name = "M")]
    M,
    #[value(name = "L")]
    L,
    #[value(name = "XL")]
    Xl,
    Province,
    Example,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FileKind {
    Csv,
    Xlsx,
    #[cfg(feature = "frames")]
    Parquet,
}

#[derive(Debug, Args)]
pub struct Convert {
    #[arg(value_name = "STUDY")]
    pub study: PathBuf,
    #[arg(long, value_enum, value_name = "KIND")]
    pub from: Shape,
    #[arg(short, long, value_name = "DIR")]
    pub output: PathBuf,
    #[arg(long, value_name = "YEAR", value_parser = clap::value_parser!(i16).range(1990..=2100), default_value_t = 2026)]
    pub year: i16,
    #[command(flatten)]
    pub county: Conversion,
}

// How files of others are read, and how the county that they become is written.
#[derive(Debug, Args)]
pub struct Conversion {
    #[arg(long, value_name = "ENCODING")]
    pub encoding: Option<String>,
    #[arg(long, value_parser = languages(), value_name = "LANG")]
    pub headers: Option<Lang>,
    #[arg(long)]
    pub force: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Shape {
    Transfer,
}

#[derive(Debug, Args)]
#[command(group = ArgGroup::new("target").required(true).args(["mps", "lp"]))]
pub struct Export {
    #[command(flatten)]
    pub input: Input,
    #[arg(long, value_name = "FILE")]
    pub mps: Option<PathBuf>,
    #[arg(long, value_name = "FILE")]
    pub lp: Option<PathBuf>,
    #[arg(long, value_name = "GOAL")]
    pub goal: Option<String>,
    #[arg(long, value_name = "FILE")]
    pub goals: Option<PathBuf>,
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,
}

#[derive(Debug, Args)]
pub struct Schema {
    #[arg(value_name = "NAME")]
    pub name: Option<String>,
}

#[derive(Debug, Args)]
pub struct Completions {
    #[arg(value_enum, value_name = "SHELL")]
    pub shell: clap_complete::Shell,
}

#[derive(Debug, Args)]
pub struct Man {
    #[arg(short, long, value_name = "DIR")]
    pub output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct Help {
    #[arg(value_name = "COMMAND")]
    pub command: Option<String>,
}
