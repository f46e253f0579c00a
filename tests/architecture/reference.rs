//! The tables of the books that the program makes: `docs/generated` is what registries, words, schemas and help say. The heads
//! of tables are the books' own words, not the program's.
//! `UPDATE_DOCS=1` writes it anew.

use crate::{root, text};
use lungang_domain::rule::RuleName;
use lungang_domain::words::{Lang, all, say};
use lungang_report::json::{schema, schema_names};
use std::fmt::Write;

/// The committed file is the one that is made now.
fn is_as_made(name: &str, made: &str) {
    let path = root().join("docs/generated").join(name);
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&path, made).expect("docs/generated is written");
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        committed == made,
        "docs/generated/{name} is not what the program says: run the tests once with UPDATE_DOCS=1"
    );
}

/// A row of a table; what Markdown or the book would take for its own is escaped.
fn row(out: &mut String, cells: &[&str]) {
    let safe = |cell: &&str| cell.replace('|', "\\|").replace('<', "&lt;").replace('\n', " ");
    let _ = writeln!(out, "| {} |", cells.iter().map(safe).collect::<Vec<_>>().join(" | "));
}

/// The head of a table.
fn head(out: &mut String, cells: &[&str]) {
    row(out, cells);
    let _ = writeln!(out, "|{}", "---|".repeat(cells.len()));
}

#[test]
fn rules() {
    let base = lungang_policies::load("national", None).expect("the base policy");
    let cited = lungang_policies::load("kizilsu-2018", None).expect("the policy with clauses");
    for lang in Lang::COMPLETE {
        let mut out = String::new();
        head(
            &mut out,
            &lang.pick(
                ["规则", "中文名", "内容", "基础政策", "条款", "模型", "审核", "例证"],
                ["rule", "name", "says", "base policy", "clause", "model", "audit", "evidence"],
            ),
        );
        for rule in RuleName::ALL {
            let (name, file) = (rule.name(), rule.name().replace('-', "_"));
            let words = |part: &str| say(lang, &format!("rule.{name}.{part}"), &[]);
            let mode = if rule.always() {
                lang.pick("始终有效", "always").to_owned()
            } else {
                let mode = format!("{:?}", base.rules.mode(*rule)).to_lowercase();
                say(lang, &format!("mode.{mode}"), &[])
            };
            let cells = [
                format!("`{name}`"),
                words("name"),
                words("sentence"),
                mode,
                cited.rules.clause(*rule).unwrap_or("–").to_owned(),
                format!("`crates/solver/src/rules/{file}.rs`"),
                format!("`crates/audit/src/rules/{file}.rs`"),
                format!("`tests/rules/{name}`"),
            ];
            row(&mut out, &cells.each_ref().map(String::as_str));
        }
        is_as_made(&format!("rules-{lang}.md"), &out);
    }
}

/// Entries under a prefix that have this part: the name between, and the words.
fn entries(lang: Lang, prefix: &str, part: &str) -> Vec<(&'static str, &'static str)> {
    let of = |key: &'static str| key.strip_prefix(prefix)?.strip_suffix(part);
    let mut found: Vec<_> = all(lang).filter_map(|(key, words)| Some((of(key)?, words))).collect();
    found.sort_unstable();
    found
}

#[test]
fn goals() {
    for lang in Lang::COMPLETE {
        let mut out = String::new();
        head(&mut out, &lang.pick(["目标", "中文名", "内容"], ["goal", "name", "says"]));
        for (name, words) in entries(lang, "goal.", ".name") {
            let sentence = say(lang, &format!("goal.{name}.sentence"), &[]);
            row(&mut out, &[&format!("`{name}`"), words, &sentence]);
        }
        is_as_made(&format!("goals-{lang}.md"), &out);
    }
}

#[test]
fn measures() {
    for lang in Lang::COMPLETE {
        let mut out = String::new();
        head(&mut out, &lang.pick(["指标", "含义"], ["measure", "means"]));
        for (name, words) in entries(lang, "measure.", "") {
            row(&mut out, &[&format!("`{name}`"), words]);
        }
        for (kind, words) in entries(lang, "measure-of.", "") {
            let (name, of) = match kind {
                "goal" => ("goal.GOAL".to_owned(), "GOAL"),
                "short-before" | "short-after" => (format!("{kind}.SUBJECT"), "SUBJECT"),
                "cv-weighted" | "cv-unweighted" => (format!("{kind}.INDICATOR.STAGE"), "INDICATOR STAGE"),
                _ => (format!("rule.RULE.{kind}"), "RULE"),
            };
            row(&mut out, &[&format!("`{name}`"), &words.replace("{name}", of)]);
        }
        is_as_made(&format!("measures-{lang}.md"), &out);
    }
}

#[test]
fn documents() {
    let mut out = String::new();
    head(&mut out, &["`lungang schema …`", "keys 键"]);
    for name in schema_names() {
        let schema = schema(name).expect("a schema of every name");
        let keys = schema["properties"].as_object().expect("a document is an object");
        let keys: Vec<String> = keys.keys().map(|k| format!("`{k}`")).collect();
        row(&mut out, &[&format!("`{name}`"), &keys.join(" ")]);
    }
    is_as_made("documents.md", &out);
}

#[test]
fn findings() {
    for lang in Lang::COMPLETE {
        let mut out = String::new();
        head(&mut out, &lang.pick(["代码", "原因", "处理办法"], ["code", "cause", "remedy"]));
        for (code, cause) in entries(lang, "finding.", ".cause") {
            row(&mut out, &[&format!("`{code}`"), cause, &say(lang, &format!("finding.{code}.remedy"), &[])]);
        }
        is_as_made(&format!("findings-{lang}.md"), &out);
    }
}

/// The codes stand in the program's help, in words; they are those of its source.
#[test]
fn exit_codes() {
    let source = text(&root().join("crates/cli/src/exit.rs"));
    let listed =
        source.split("pub enum Exit {").nth(1).and_then(|rest| rest.split('}').next()).expect("the exit codes");
    let codes: Vec<&str> = listed.split(" = ").skip(1).filter_map(|rest| rest.split(',').next()).collect();
    for lang in Lang::COMPLETE {
        let help = say(lang, "cli.lungang.after", &[]);
        let help = help.split("\n`").next().unwrap_or(&help).split("\n“").next().unwrap_or_default().replace('\n', " ");
        let (_, list) = help.split_once([':', '：']).expect("a list of codes");
        let mut out = String::new();
        head(&mut out, &lang.pick(["退出码", "含义"], ["exit code", "means"]));
        let entries: Vec<(&str, &str)> = list.split('·').filter_map(|e| e.trim().split_once(' ')).collect();
        assert_eq!(
            entries.iter().map(|(code, _)| *code).collect::<Vec<_>>(),
            codes,
            "codes of the help and of the source"
        );
        for (code, means) in entries {
            row(&mut out, &[code, means]);
        }
        is_as_made(&format!("exit-codes-{lang}.md"), &out);
    }
}

/// The help of every command, cut out of the tested snapshots.
#[test]
fn help() {
    for lang in Lang::COMPLETE {
        let end = format!("-{lang}.txt");
        let mut files: Vec<(String, String)> = std::fs::read_dir(root().join("tests/cli/snapshots"))
            .expect("snapshots")
            .flatten()
            .filter_map(|entry| {
                let file = entry.file_name().to_string_lossy().into_owned();
                let command = file.strip_prefix("help")?.strip_suffix(&end)?.trim_start_matches('-').to_owned();
                Some((command, text(&entry.path())))
            })
            .collect();
        files.sort();
        assert!(files.len() > 20, "the snapshots were not read: {}", files.len());
        let mut out = String::new();
        for (command, snapshot) in &files {
            let name = if command.is_empty() { "lungang" } else { command };
            let printed = snapshot.split_once("--- stdout\n").and_then(|(_, rest)| rest.rsplit_once("--- stderr"));
            let (printed, _) = printed.expect("a snapshot of what was printed");
            let _ = writeln!(out, "ANCHOR: {name}\n{}\nANCHOR_END: {name}", printed.trim_end());
        }
        is_as_made(&format!("help-{lang}.txt"), &out);
    }
}
