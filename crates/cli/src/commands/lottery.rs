//! `lottery commit | reveal | check`: the seed is bound before the data are final, opened after, and anyone can check it.
//! `lottery number`: what it draws for a teacher, and how.

use crate::args::{Lottery, LotteryCheck, LotteryCommit, LotteryNumber, LotteryReveal, LotteryStep};
use crate::exit::{Exit, Failure, Stop};
use crate::progress::Line;
use crate::terminal::Terminal;
use lungang_domain::calendar::SchoolYear;
use lungang_domain::commitment::{Commitment, Opening, SHORTEST_SALT};
use lungang_domain::document::PlanDocument;
use lungang_domain::lottery;
use lungang_domain::words::{Lang, say};
use lungang_report::json::{self, Drawn, ErrorKind, LotteryDocument, LotteryNumberDocument};
use lungang_results::commitment;
use lungang_results::plan_json::read_plan_json;
use lungang_tables::read::{self, Options};
use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// The largest seed that is drawn: short enough to be read aloud.
const LARGEST: u64 = 999_999_999_999;

/// One step of the lottery.
pub fn run(args: &Lottery, terminal: &Terminal) -> Result<Exit, Stop> {
    match &args.step {
        LotteryStep::Commit(args) => commit(args, terminal),
        LotteryStep::Reveal(args) => reveal(args, terminal),
        LotteryStep::Check(args) => check(args, terminal),
        LotteryStep::Number(args) => number(args, terminal),
    }
}

fn commit(args: &LotteryCommit, terminal: &Terminal) -> Result<Exit, Stop> {
    let lang = terminal.lang;
    let (county, school_year) = of_whom(args, lang)?;
    let seed = match args.seed.as_str() {
        "random" => 1 + u64::from_be_bytes(random::<8>(lang)?) % LARGEST,
        typed => typed.parse().map_err(|_| usage(say(lang, "lottery.bad-seed", &[("value", typed)])))?,
    };
    let salt: String = random::<32>(lang)?.iter().map(|b| format!("{b:02x}")).collect();
    let opening = Opening { county, school_year, seed, salt };
    if opening.county.trim().is_empty() || !opening.sound() {
        return Err(usage(say(lang, "lottery.bad-name", &[("value", opening.county.trim())])));
    }
    let secret = args.secret.clone().unwrap_or_else(|| beside(&args.output));
    if args.output.symlink_metadata().is_ok() || secret == args.output {
        return Err(stands(&args.output, lang));
    }
    // The secret first: a commitment whose secret was lost would bind the office to nothing it knows.
    new_file(&secret, &commitment::secret_text(&opening, lang), true, lang)?;
    let published = commitment::commitment_text(&opening.commitment(), lang);
    if let Err(stop) = new_file(&args.output, &published, false, lang) {
        // Nothing was bound yet.
        let _ = std::fs::remove_file(&secret);
        return Err(stop);
    }
    let bound = opening.commitment();
    let message = say(lang, "lottery.bound", &[("path", &args.output.display().to_string())]);
    tell(&bound, None, None, &message, &bound.sha256, terminal)?;
    for (key, path) in [("lottery.bound", &args.output), ("lottery.kept", &secret)] {
        terminal.tell(&say(lang, key, &[("path", &path.display().to_string())]));
    }
    terminal.tell(&say(lang, "lottery.next", &[]));
    Ok(Exit::Done)
}

/// County and school year: of the data, or as typed.
fn of_whom(args: &LotteryCommit, lang: Lang) -> Result<(String, String), Stop> {
    match (&args.county, &args.name, args.year) {
        (Some(path), _, _) => {
            let (tables, _) = read::read(path, &Options::default());
            if tables.rows() == 0 {
                return Err(usage(say(lang, "lottery.no-county", &[("path", &path.display().to_string())])));
            }
            Ok((tables.name, tables.school_year.label()))
        }
        (None, Some(name), Some(year)) => Ok((name.clone(), SchoolYear(year).label())),
        _ => Err(usage(say(lang, "lottery.no-subject", &[]))),
    }
}

fn reveal(args: &LotteryReveal, terminal: &Terminal) -> Result<Exit, Stop> {
    let lang = terminal.lang;
    let bound = read_commitment(&args.commitment, lang)?;
    let opening = opening(&bound, &args.secret, lang)?;
    new_file(&args.output, &commitment::reveal_text(&opening, lang), false, lang)?;
    let args = [("path", args.output.display().to_string()), ("seed", opening.seed.to_string())];
    let args: Vec<(&str, &str)> = args.iter().map(|(n, v)| (*n, v.as_str())).collect();
    let message = say(lang, "lottery.revealed", &args);
    tell(&bound, Some(opening.seed), Some(true), &message, &message, terminal)?;
    Ok(Exit::Done)
}

/// The answer no is a result as well: it ends with 1.
fn check(args: &LotteryCheck, terminal: &Terminal) -> Result<Exit, Stop> {
    let bound = read_commitment(&args.commitment, terminal.lang)?;
    match checked(args, &bound, terminal) {
        Ok((seed, words)) => {
            tell(&bound, Some(seed), Some(true), &words, &words, terminal)?;
            Ok(Exit::Done)
        }
        Err(Stop::Failed(failure)) if failure.kind == ErrorKind::Input => {
            if terminal.json {
                tell(&bound, None, Some(false), &failure.message, "", terminal)?;
            }
            failure.tell(&Terminal { json: false, ..*terminal });
            Err(Stop::Told(Exit::Found))
        }
        Err(stop) => Err(stop),
    }
}

/// The seed, and in words what holds of it.
fn checked(args: &LotteryCheck, bound: &Commitment, terminal: &Terminal) -> Result<(u64, String), Stop> {
    let lang = terminal.lang;
    let opening = match (&args.reveal, args.seed, &args.salt) {
        (Some(path), _, _) => opening(bound, path, lang)?,
        (None, Some(seed), Some(salt)) => {
            let (county, school_year) = (bound.county.clone(), bound.school_year.clone());
            opened(bound, Opening { county, school_year, seed, salt: salt.clone() }, lang)?
        }
        _ => return Err(usage(say(lang, "lottery.no-opening", &[]))),
    };
    let seed = opening.seed.to_string();
    let about = [("seed", seed.as_str()), ("county", &bound.county), ("year", &bound.school_year)];
    let mut words = say(lang, "lottery.holds", &about);
    if let Some(dir) = &args.plan {
        let (document, findings) = read_plan_json(&dir.join("plan.json"));
        let Some(document) = document else {
            return Err(super::input::faulty(Exit::Usage, &findings, terminal, &Line::new(terminal)));
        };
        same_plan(bound, &document, lang)?;
        same_seed(&opening, &document, lang)?;
        words.push('\n');
        words.push_str(&say(lang, "lottery.plan-holds", &[("path", &dir.display().to_string())]));
    }
    Ok((opening.seed, words))
}

/// Draws the number of a teacher, and that of a move where one is named.
fn number(args: &LotteryNumber, terminal: &Terminal) -> Result<Exit, Stop> {
    let drawn = |goal: &str, text: String| Drawn {
        goal: goal.to_owned(),
        sha256: lottery::sha256(&text),
        number: lottery::draw(&text),
        text,
    };
    let mut numbers = vec![drawn("lottery", lottery::person_text(args.seed, &args.teacher))];
    if let (Some(to), Some(subject)) = (&args.to, &args.subject) {
        numbers.push(drawn("lottery-posts", lottery::text(args.seed, &args.teacher, to, subject)));
    }
    if terminal.json {
        terminal.print(&json::to_text(&LotteryNumberDocument { seed: args.seed, numbers }))?;
        return Ok(Exit::Done);
    }
    let mut lines = String::new();
    for drawn in &numbers {
        let (number, what) = (drawn.number.to_string(), format!("lottery.number-{}", drawn.goal));
        lines.push_str(&format!("{}\n", say(terminal.lang, &what, &[("number", &number)])));
        let args = [("text", drawn.text.as_str()), ("sha256", &drawn.sha256)];
        lines.push_str(&format!("  {}\n", say(terminal.lang, "lottery.number-text", &args)));
    }
    terminal.print(&format!("{lines}{}\n", say(terminal.lang, "lottery.number-how", &[])))?;
    Ok(Exit::Done)
}

/// Prints a step: as text, or as a document.
fn tell(
    bound: &Commitment,
    seed: Option<u64>,
    holds: Option<bool>,
    message: &str,
    text: &str,
    terminal: &Terminal,
) -> Result<(), Stop> {
    if !terminal.json {
        return terminal.print(&format!("{text}\n"));
    }
    let document = LotteryDocument {
        county: bound.county.clone(),
        school_year: bound.school_year.clone(),
        sha256: bound.sha256.clone(),
        seed,
        holds,
        message: message.to_owned(),
    };
    terminal.print(&json::to_text(&document))
}

/// A commitment as it was published.
///
/// # Errors
/// The file cannot be read, or is something else.
pub fn read_commitment(path: &Path, lang: Lang) -> Result<Commitment, Stop> {
    commitment::read_commitment(path).map_err(|e| usage(e.say(lang, path)))
}

/// What opens a commitment, from its file.
///
/// # Errors
/// The file cannot be read, or it does not open the commitment.
pub fn opening(bound: &Commitment, path: &Path, lang: Lang) -> Result<Opening, Stop> {
    let opening = commitment::read_opening(path).map_err(|e| usage(e.say(lang, path)))?;
    opened(bound, opening, lang)
}

fn opened(bound: &Commitment, opening: Opening, lang: Lang) -> Result<Opening, Stop> {
    if bound.opened_by(&opening) {
        return Ok(opening);
    }
    if !opening.sound() {
        return Err(usage(say(lang, "lottery.bad-salt", &[("n", &SHORTEST_SALT.to_string())])));
    }
    let found = opening.commitment().sha256;
    let remedy = say(lang, "lottery.fails-remedy", &[("bound", &bound.sha256), ("found", &found)]);
    Err(Failure::new(ErrorKind::Input, say(lang, "lottery.fails", &[])).remedy(remedy).into())
}

/// Whether a plan is of the county and the year that the commitment was made for.
///
/// # Errors
/// It is of another.
pub fn same_plan(bound: &Commitment, plan: &PlanDocument, lang: Lang) -> Result<(), Stop> {
    if (&bound.county, &bound.school_year) == (&plan.county, &plan.school_year) {
        return Ok(());
    }
    let (bound, planned) =
        (format!("{} {}", bound.county, bound.school_year), format!("{} {}", plan.county, plan.school_year));
    let message = say(lang, "lottery.plan-other", &[("bound", &bound), ("planned", &planned)]);
    Err(Failure::new(ErrorKind::Input, message).into())
}

/// Whether a plan was made with the seed that was bound.
///
/// # Errors
/// It was made with another.
pub fn same_seed(opening: &Opening, plan: &PlanDocument, lang: Lang) -> Result<(), Stop> {
    if opening.seed == plan.seed {
        return Ok(());
    }
    let args = [("seed", opening.seed.to_string()), ("planned", plan.seed.to_string())];
    let args: Vec<(&str, &str)> = args.iter().map(|(n, v)| (*n, v.as_str())).collect();
    Err(Failure::new(ErrorKind::Input, say(lang, "lottery.plan-differs", &args)).into())
}

fn usage(message: String) -> Stop {
    Failure::new(ErrorKind::Usage, message).into()
}

fn stands(path: &Path, lang: Lang) -> Stop {
    let message = say(lang, "lottery.stands", &[("path", &path.display().to_string())]);
    Failure::new(ErrorKind::Write, message).remedy(say(lang, "lottery.stands-remedy", &[])).into()
}

/// `commitment.toml` → `commitment.secret.toml`, beside it.
fn beside(path: &Path) -> PathBuf {
    path.with_extension("secret.toml")
}

/// Random bytes of the system.
fn random<const N: usize>(lang: Lang) -> Result<[u8; N], Stop> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes)
        .map_err(|e| Failure::new(ErrorKind::Input, say(lang, "lottery.no-random", &[("reason", &e.to_string())])))?;
    Ok(bytes)
}

/// Writes a file where none stands; a secret one is its owner's alone from the first byte.
pub(super) fn new_file(path: &Path, text: &str, secret: bool, lang: Lang) -> Result<(), Stop> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    if secret {
        private(&mut options);
    }
    let written = options.open(path).and_then(|mut file| {
        file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).inspect_err(|_| {
            let _ = std::fs::remove_file(path);
        })
    });
    written.map_err(|e| match e.kind() {
        io::ErrorKind::AlreadyExists => stands(path, lang),
        _ => {
            let args = [("path", path.display().to_string()), ("reason", e.to_string())];
            let args: Vec<(&str, &str)> = args.iter().map(|(n, v)| (*n, v.as_str())).collect();
            Failure::new(ErrorKind::Write, say(lang, "cli.file", &args)).into()
        }
    })
}

#[cfg(unix)]
fn private(options: &mut OpenOptions) {
    use std::os::unix::fs::OpenOptionsExt;
    options.mode(0o600);
}

#[cfg(not(unix))]
fn private(_: &mut OpenOptions) {}
