//! What `replan` is given: the published plan, the county as it is now, what has happened, the table edited by hand.

use super::{refused, usage};
use crate::args::Replan;
use crate::commands::named::Names;
use crate::commands::{audit, input};
use crate::exit::Stop;
use crate::progress::Line;
use crate::terminal::Terminal;
use lungang_audit::SubmittedMove;
use lungang_domain::county::County;
use lungang_domain::policy::Policy;
use lungang_domain::record::{Again, InputHash};
use lungang_domain::words::{Lang, say};
use lungang_policies::fingerprint;
use lungang_runner::case::Case;
use lungang_runner::load::load;
use lungang_runner::planned::{PublishedPlan, kept_policy, mapping};
use lungang_runner::replan::{Composed, Freeze, rules_out};
use lungang_tables::assignments::read_assignments;
use lungang_tables::events::{Event, read_events};
use lungang_tables::hashes::sha256_of;
use lungang_tables::names::{Directory, Named};
use lungang_tables::pin_flag::PinFlag;
use lungang_tables::raw;
use lungang_tables::read::Options;
use std::path::PathBuf;

/// What freezes every published move that can still be made.
const ALL: &str = "all";

/// Everything that goes in.
pub struct Given {
    /// The published plan.
    pub published: PublishedPlan,
    /// The county as it is now.
    pub county: County,
    /// The policy.
    pub policy: Policy,
    /// Seconds that reading took.
    pub seconds: f64,
    /// The mapping that the county was read with.
    pub mapping: Option<Vec<u8>>,
    /// What has happened since.
    pub events: Vec<Event>,
    /// The table that the office edited, where it did.
    pub edited: Option<Vec<SubmittedMove>>,
    /// Moves that are not to change.
    pub freeze: Freeze,
}

impl Given {
    /// Reads everything; what was not typed is read as the published plan was.
    ///
    /// # Errors
    /// Something cannot be read; it has been said, or is to be.
    pub fn read(args: &Replan, pins: Vec<PinFlag>, terminal: &Terminal, line: &Line) -> Result<Given, Stop> {
        line.step("reading", &[("path", &args.from.display().to_string())]);
        let refused = |e| refused::unpublished(e, terminal, line);
        let published = PublishedPlan::open(&args.from).map_err(refused)?;
        let then = &published.run.read_as;
        let typed = input::options(&args.input.reading);
        let options = Options {
            mapping: typed.mapping.or_else(|| mapping(&args.from, then.mapping.as_ref())),
            year: typed.year.or(then.year),
            pins: with_recorded(pins.clone(), &then.pins),
            raw: raw::ReadOptions { encoding: typed.raw.encoding.or_else(|| then.encoding.clone()), ..typed.raw },
        };
        line.step("reading", &[("path", &args.input.county.display().to_string())]);
        // A policy that was named on the command line is kept with the plan, as it was then.
        let kept = || kept_policy(&args.from).map(|path| path.display().to_string());
        let recorded = || then.policy.clone().map(|named| kept().unwrap_or(named));
        let policy = input::policy_spec(args.input.policy.as_deref()).or_else(recorded);
        let loaded = load(&args.input.county, &options, policy.as_deref());
        line.step("read", &[("rows", &loaded.tables.rows().to_string())]);
        published.same_county(&loaded).map_err(refused)?;
        let Case { county, policy, source, .. } = input::usable(loaded, terminal, line)?;
        let run = &published.run;
        let sha256 = fingerprint(&policy);
        if sha256 != run.policy_sha256 {
            let brief = |id: &str, hash: &str| format!("{id} {}", hash.chars().take(12).collect::<String>());
            let (planned, found) = (brief(&run.policy, &run.policy_sha256), brief(&policy.id, &sha256));
            let words = say(terminal.lang, "cli.replan.other-policy", &[("planned", &planned), ("found", &found)]);
            line.suspend(|| terminal.tell(&words));
        }
        let mut events = Vec::new();
        if let Some(path) = &args.events {
            let known: Vec<&str> = published.document.moves.iter().map(|m| m.teacher_id.as_str()).collect();
            let (read, findings) = read_events(path, &options.raw, &county, &policy, &known);
            audit::stand_in_the_way(&findings, terminal, line)?;
            contradicted(&pins, &read, &county, terminal.lang)?;
            events = read;
        }
        let mut edited = None;
        if let Some(path) = &args.edited {
            let (rows, findings) = read_assignments(path, &options.raw, Some(&county));
            audit::stand_in_the_way(&findings, terminal, line)?;
            let names = Names::new(&county, &policy);
            // Who goes where is what was edited; a distance or a rank that was left standing beside it is of no account.
            let asked = |row| SubmittedMove {
                direction: None,
                distance_km: None,
                rank_of_wish: None,
                ..audit::submitted(row, false, &names)
            };
            edited = Some(rows.into_iter().map(asked).collect());
        }
        let freeze = freeze(args.freeze.as_deref(), &county, &policy, terminal)?;
        Ok(Given {
            county,
            policy,
            seconds: source.seconds,
            mapping: source.mapping,
            events,
            edited,
            freeze,
            published,
        })
    }
}

/// A move asked for by hand of somebody who, as the events say, cannot make it: one of the two is wrong.
fn contradicted(pins: &[PinFlag], events: &[Event], county: &County, lang: Lang) -> Result<(), Stop> {
    let (schools, teachers) = (Directory::schools(county), Directory::teachers(county));
    let id = |all: &Directory, word: &str| all.find(word).one().map_or(word.to_owned(), |at| all.id(at).to_owned());
    for pin in pins {
        let Some(school) = pin.asks_to_move() else { continue };
        let (teacher, school) = (id(&teachers, &pin.teacher), id(&schools, school));
        if let Some(event) = events.iter().find(|e| rules_out(e, county, &teacher, &school)) {
            let kind = say(lang, &format!("event.{}", event.kind.name()), &[]);
            let args = [("pin", pin.text.as_str()), ("kind", &kind), ("place", &event.place.say(lang))];
            return Err(usage(say(lang, "cli.replan.pin-void", &args)));
        }
    }
    Ok(())
}

/// Pins typed now, behind those that the plan was made with.
fn with_recorded(typed: Vec<PinFlag>, recorded: &[String]) -> Vec<PinFlag> {
    let recorded = recorded.iter().filter_map(|text| PinFlag::parse(text)).map(PinFlag::recorded);
    recorded.chain(typed).collect()
}

/// The moves that are frozen, by the ids of their teachers; who has left the roster is known by id alone.
fn freeze(typed: Option<&str>, county: &County, policy: &Policy, terminal: &Terminal) -> Result<Freeze, Stop> {
    let list = match typed {
        None => return Ok(Freeze::None),
        Some(ALL) => return Ok(Freeze::All),
        Some(list) => list,
    };
    let (names, teachers) = (Names::new(county, policy), Directory::teachers(county));
    let words = list.split([',', '，', ';', '；', '、']).map(str::trim).filter(|id| !id.is_empty());
    let id = |word: &str| match teachers.find(word) {
        Named::Nobody => Ok(word.to_owned()),
        _ => names.teacher(word, terminal).map(|t| county.teacher(t).id.clone()),
    };
    Ok(Freeze::These(words.map(id).collect::<Result<_, _>>()?))
}

/// What the plan is made again from, for its record.
pub fn again(args: &Replan, composed: &Composed) -> Again {
    let plan = args.from.join("plan.json");
    let files = [Some(&plan), args.events.as_ref(), args.edited.as_ref()].into_iter().flatten();
    let hashed = |path: &PathBuf| {
        let sha256 = sha256_of(path).ok()?;
        Some(InputHash { file: path.display().to_string(), sha256 })
    };
    Again {
        county: args.input.county.display().to_string(),
        published: args.from.display().to_string(),
        inputs: files.filter_map(hashed).collect(),
        frozen: composed.frozen.clone(),
        pins: args.making.pin.clone(),
    }
}

/// The published plan and the county are read, never written over.
///
/// # Errors
/// The output is one of them, or lies inside.
pub fn refuse_same_place(args: &Replan, lang: Lang) -> Result<(), Stop> {
    let real = |path: &PathBuf| path.canonicalize().ok();
    let Some(output) = real(&args.output) else { return Ok(()) };
    let taken =
        [&args.from, &args.input.county].into_iter().filter_map(real).any(|p| p == output || p.starts_with(&output));
    if taken {
        return Err(usage(say(lang, "cli.replan.same-place", &[("path", &args.output.display().to_string())])));
    }
    Ok(())
}
