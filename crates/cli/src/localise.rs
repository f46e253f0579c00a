//! Help and usage errors in Chinese and English: clap knows the names, the words table every word.

use crate::args::Cli;
use crate::exit::Failure;
use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue, ErrorKind as Clap};
use clap::{Arg, ArgAction, Command, CommandFactory};
use lungang_domain::words::{Lang, has, say};
use lungang_report::json::ErrorKind;
use lungang_solver::solvers::highs;
use std::ffi::OsString;

/// Options that come last on a page, in this order.
const SHARED: [&str; 10] =
    ["policy", "mapping", "year", "encoding", "lang", "format", "verbose", "quiet", "version", "help"];

/// What the command line says of language and form, read before it is parsed: its errors are said in them too.
pub fn asked(args: &[OsString]) -> (Lang, bool) {
    let value = |name: &str| {
        let mut found = None;
        let words: Vec<&str> = args.iter().map(|a| a.to_str().unwrap_or("")).take_while(|a| *a != "--").collect();
        for (at, word) in words.iter().enumerate() {
            match word.strip_prefix(name) {
                Some("") => found = words.get(at + 1).copied(),
                Some(rest) => found = rest.strip_prefix('=').or(found),
                None => {}
            }
        }
        found.map(str::to_owned)
    };
    let named = value("--lang").or_else(|| std::env::var("LUNGANG_LANG").ok());
    let lang = named.and_then(|name| Lang::asked(&name)).unwrap_or_default();
    (lang, value("--format").as_deref() == Some("json"))
}

/// The command line with all its words.
pub fn command(lang: Lang) -> Command {
    let version = say(lang, "cli.version", &[("version", env!("CARGO_PKG_VERSION")), ("highs", &highs::version())]);
    let version_flag = Arg::new("version").short('V').long("version").action(ArgAction::Version).help(say(
        lang,
        "cli.common.version",
        &[],
    ));
    let mut root = Cli::command().version(version).about(say(lang, "cli.about", &[]));
    root = root.arg(version_flag);
    let names: Vec<String> = root.get_subcommands().map(|c| c.get_name().to_owned()).collect();
    for name in names {
        root = root.mut_subcommand(&name, |c| dressed(lang, &name, c));
    }
    finish(lang, "lungang", root.bin_name("lungang"))
}

/// A command with its words, and those below it; `name` is the path to it: `lottery-commit`.
fn dressed(lang: Lang, name: &str, command: Command) -> Command {
    let below: Vec<String> = command.get_subcommands().map(|c| c.get_name().to_owned()).collect();
    let mut command = command;
    for inner in below {
        command = command.mut_subcommand(&inner, |c| dressed(lang, &format!("{name}-{inner}"), c));
    }
    let about = say(lang, &format!("cli.{name}.about"), &[]);
    // No command has a hyphen in its name.
    let full = format!("lungang {}", name.replace('-', " "));
    finish(lang, name, command.about(about).bin_name(full.clone()).display_name(full.replace(' ', "-")))
}

/// Words of one command's arguments, its usage and its page.
fn finish(lang: Lang, name: &str, command: Command) -> Command {
    let help = Arg::new("help").short('h').long("help").action(ArgAction::Help);
    let command = command.arg(help).mut_args(|arg| worded(lang, name, arg));
    let commands = command.has_subcommands();
    let positionals = command.get_positionals().next().is_some();
    let section = |key: &str, tag: &str| format!("\n{}\n{{{tag}}}\n", say(lang, &format!("cli.heading.{key}"), &[]));
    let mut page = format!("{{about}}\n\n{}{{usage}}\n", say(lang, "cli.heading.usage", &[]));
    if commands {
        page.push_str(&section("commands", "subcommands"));
    }
    if positionals {
        page.push_str(&section("arguments", "positionals"));
    }
    page.push_str(&section("options", "options"));
    let after = format!("cli.{name}.after");
    if has(&after) {
        page.push_str(&format!("\n{}\n", say(lang, &after, &[])));
    }
    let usage = usage(lang, &command);
    command.override_usage(usage).help_template(page)
}

/// The usage line: `lungang plan [options] --output <DIR> <COUNTY>`.
fn usage(lang: Lang, command: &Command) -> String {
    let mut command = command.clone();
    let text = command.render_usage().to_string();
    let text = text.strip_prefix("Usage: ").unwrap_or(&text).trim().to_owned();
    let options = say(lang, "cli.heading.some-options", &[]);
    text.replace("[OPTIONS]", &options).replace("<COMMAND>", &format!("<{}>", value_word(lang, "COMMAND")))
}

fn worded(lang: Lang, command: &str, arg: Arg) -> Arg {
    let id = arg.get_id().as_str().to_owned();
    let mut help = say(lang, &key_of(command, &id), &[]);
    let takes_value = arg.get_action().takes_values();
    if takes_value {
        let values: Vec<String> =
            arg.get_possible_values().iter().filter(|v| !v.is_hide_set()).map(|v| v.get_name().to_owned()).collect();
        let default: Vec<String> = arg.get_default_values().iter().map(|v| v.to_string_lossy().into_owned()).collect();
        let mut notes = Vec::new();
        if !values.is_empty() {
            notes.push(say(lang, "cli.note.values", &[("values", &values.join(&say(lang, "cli.note.or", &[])))]));
        }
        if !default.is_empty() {
            notes.push(say(lang, "cli.note.default", &[("value", &default.join(", "))]));
        }
        if !notes.is_empty() {
            let notes = notes.join(&say(lang, "cli.note.separator", &[]));
            help = say(lang, "cli.note.of", &[("help", &help), ("notes", &notes)]);
        }
    }
    let names: Vec<String> =
        arg.get_value_names().unwrap_or_default().iter().map(|n| value_word(lang, n.as_str())).collect();
    let mut arg = arg.help(StyledStr::from(help));
    // What every command takes comes after what is its own.
    if let Some(at) = SHARED.iter().position(|shared| *shared == id) {
        arg = arg.display_order(900 + at);
    }
    if takes_value {
        arg = arg.hide_possible_values(true).hide_default_value(true).value_names(names);
    }
    arg
}

/// Words of an argument: the command's own, else those that all commands share.
fn key_of(command: &str, arg: &str) -> String {
    let own = format!("cli.{command}.{arg}");
    if has(&own) { own } else { format!("cli.common.{arg}") }
}

fn value_word(lang: Lang, name: &str) -> String {
    let key = format!("cli.value.{name}");
    if has(&key) { say(lang, &key, &[]) } else { name.to_owned() }
}

/// A fault of the command line in one sentence, with what was meant and how it is used.
pub fn usage_error(lang: Lang, error: &clap::Error) -> Failure {
    let text = |kind: ContextKind| match error.get(kind) {
        Some(ContextValue::None) | None => String::new(),
        Some(value) => value.to_string(),
    };
    let arg = text(ContextKind::InvalidArg);
    let value = text(ContextKind::InvalidValue);
    let kind = match error.kind() {
        Clap::InvalidValue if value.is_empty() => "no-value",
        Clap::InvalidValue => "value",
        Clap::ValueValidation => "malformed",
        Clap::UnknownArgument => "argument",
        Clap::InvalidSubcommand => "command",
        Clap::MissingRequiredArgument => "missing",
        Clap::MissingSubcommand | Clap::DisplayHelpOnMissingArgumentOrSubcommand => "no-command",
        Clap::ArgumentConflict => "conflict",
        Clap::InvalidUtf8 => "not-text",
        Clap::TooManyValues | Clap::WrongNumberOfValues | Clap::TooFewValues | Clap::NoEquals => "number-of-values",
        _ => "other",
    };
    let args = [
        ("arg", arg.as_str()),
        ("value", value.as_str()),
        ("prior", &text(ContextKind::PriorArg)),
        ("command", &text(ContextKind::InvalidSubcommand)),
        ("values", &text(ContextKind::ValidValue)),
        ("reason", &error.kind().to_string()),
    ];
    let message = say(lang, &format!("cli.usage.{kind}"), &args);
    let suggested = [
        ContextKind::SuggestedSubcommand,
        ContextKind::SuggestedArg,
        ContextKind::SuggestedValue,
        ContextKind::SuggestedCommand,
    ];
    // Of several the nearest comes last.
    let nearest = |kind: ContextKind| match error.get(kind) {
        Some(ContextValue::Strings(all)) => all.last().cloned().unwrap_or_default(),
        _ => text(kind),
    };
    let suggested = suggested.into_iter().map(nearest).find(|s| !s.is_empty());
    let usage = text(ContextKind::Usage);
    let usage = usage.strip_prefix("Usage: ").unwrap_or(&usage).trim();
    let mut remedy = Vec::new();
    if kind == "value" && !args[4].1.is_empty() {
        remedy.push(say(lang, "cli.usage.one-of", &args));
    }
    if let Some(suggested) = suggested {
        remedy.push(say(lang, "cli.usage.meant", &[("suggested", &suggested)]));
    }
    if usage.is_empty() {
        remedy.push(say(lang, "cli.usage.help", &[]));
    } else {
        remedy.push(say(lang, "cli.usage.usage", &[("usage", usage)]));
    }
    Failure::new(ErrorKind::Usage, message).remedy(remedy.join(&say(lang, "cli.usage.separator", &[])))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn walk(command: &Command, name: &str, missing: &mut Vec<String>) {
        for arg in command.get_arguments() {
            let key = key_of(name, arg.get_id().as_str());
            if !has(&key) {
                missing.push(key);
            }
            for value in arg.get_value_names().unwrap_or_default() {
                let key = format!("cli.value.{value}");
                if arg.get_action().takes_values() && !has(&key) {
                    missing.push(key);
                }
            }
        }
        for inner in command.get_subcommands() {
            let path = match name {
                "lungang" => inner.get_name().to_owned(),
                above => format!("{above}-{}", inner.get_name()),
            };
            let key = format!("cli.{path}.about");
            if !has(&key) {
                missing.push(key);
            }
            walk(inner, &path, missing);
        }
    }

    #[test]
    fn every_command_and_argument_has_words() {
        let mut missing = Vec::new();
        walk(&Cli::command(), "lungang", &mut missing);
        assert!(missing.is_empty(), "no words for: {}", missing.join(", "));
    }

    #[test]
    fn clap_finds_no_fault_in_either_language() {
        for lang in Lang::COMPLETE {
            command(lang).debug_assert();
        }
    }

    #[test]
    fn chinese_help_has_no_english_of_claps_own() {
        let mut root = command(Lang::ZH);
        root.build();
        let mut pages = vec![root.render_help().to_string()];
        for command in root.get_subcommands_mut() {
            pages.push(command.render_help().to_string());
            pages.extend(command.get_subcommands_mut().map(|c| c.render_help().to_string()));
        }
        for page in pages {
            for english in ["Usage", "Options", "Commands", "Arguments", "OPTIONS", "Print", "default", "possible"] {
                assert!(!page.contains(english), "`{english}` in:\n{page}");
            }
        }
    }

    #[test]
    fn every_fault_of_the_command_line_has_words_in_both_languages() {
        let faults: [&[&str]; 10] = [
            &["lungang"],
            &["lungang", "plann"],
            &["lungang", "plan"],
            &["lungang", "plan", "c", "-o"],
            &["lungang", "plan", "c", "-o", "d", "--engine", "slow"],
            &["lungang", "plan", "c", "-o", "d", "--seed", "x"],
            &["lungang", "plan", "c", "-o", "d", "--gap", "2"],
            &["lungang", "plan", "c", "-o", "d", "--sed", "1"],
            &["lungang", "check", "c", "-q", "-v"],
            &["lungang", "export", "c"],
        ];
        for lang in Lang::COMPLETE {
            for fault in faults {
                let error = command(lang).try_get_matches_from(fault).expect_err("a fault");
                let said = usage_error(lang, &error);
                let all = format!("{} {}", said.message, said.remedy.unwrap_or_default());
                assert!(!all.contains("cli."), "{fault:?}: {all}");
                assert!(!all.contains('{'), "{fault:?}: {all}");
                assert_eq!(all.is_ascii(), lang == Lang::EN, "{fault:?}: {all}");
            }
        }
    }

    #[test]
    fn every_language_that_has_words_can_be_asked_for() {
        let known: Vec<String> = Lang::ALL.iter().map(|lang| lang.code().to_owned()).collect();
        let values = |command: &Command, arg: &str| {
            let arg = command.get_arguments().find(|a| a.get_id() == arg).expect("an argument");
            arg.get_possible_values().iter().map(|value| value.get_name().to_owned()).collect::<Vec<_>>()
        };
        let root = Cli::command();
        assert_eq!(values(&root, "lang"), known);
        for name in ["generate", "convert"] {
            assert_eq!(values(root.find_subcommand(name).expect("a command"), "headers"), known);
        }
    }

    #[test]
    fn the_language_is_known_before_the_line_is_parsed() {
        let of = |line: &[&str]| asked(&line.iter().map(OsString::from).collect::<Vec<_>>());
        assert_eq!(of(&["lungang", "--lang", "en", "plann"]), (Lang::EN, false));
        assert_eq!(of(&["lungang", "--lang=en", "--format=json"]), (Lang::EN, true));
        assert_eq!(of(&["lungang", "check", "--lang", "zh", "--format", "json"]), (Lang::ZH, true));
    }
}
