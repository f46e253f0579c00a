//! `schema`, `completions`, `man`, `help`, `--version`.

use crate::support::Place;

#[test]
fn every_schema_that_is_named_is_given() {
    let place = Place::empty();
    place.snapshot("schema", &["schema"]);
    for name in place.run(&["schema"]).stdout.lines() {
        let run = place.run(&["schema", name]);
        assert_eq!(run.code, 0);
        assert!(run.json()["properties"].is_object(), "{name}");
    }
    place.snapshots("schema-unknown", &["schema", "plans"]);
}

#[test]
fn completions_for_every_shell() {
    let place = Place::empty();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let run = place.run(&["completions", shell]);
        assert_eq!(run.code, 0);
        assert!(run.stdout.contains("lungang") && run.stdout.contains("staffing"), "{shell}");
    }
}

#[test]
fn a_manual_page_for_every_command() {
    let place = Place::empty();
    let page = place.run(&["man"]);
    assert!(page.stdout.contains(".SH 用法"), "{}", page.stdout);
    assert!(place.run(&["man", "--lang", "en"]).stdout.contains(".SH SYNOPSIS"));
    assert_eq!(place.run(&["man", "-o", "man"]).code, 0);
    let names = place.names("man");
    for command in [
        "desk",
        "import",
        "check",
        "staffing",
        "eligible",
        "plan",
        "diagnose",
        "recruit",
        "replan",
        "years",
        "whatif",
        "audit",
        "generate",
        "export",
        "schema",
        "completions",
        "convert",
        "disclose",
        "report",
        "compare",
        "price",
        "alternatives",
        "frontier",
        "explain",
        "lottery",
        "lottery-commit",
        "lottery-reveal",
        "lottery-check",
        "lottery-number",
        "man",
    ] {
        assert!(names.contains(&format!("lungang-{command}.1")), "{command}: {names:?}");
    }
    assert!(names.contains(&"lungang.1".to_owned()));
}

#[test]
fn help_in_both_languages() {
    let place = Place::empty();
    place.snapshots("help", &["--help"]);
    for command in [
        "desk",
        "import",
        "check",
        "staffing",
        "eligible",
        "plan",
        "diagnose",
        "recruit",
        "replan",
        "years",
        "whatif",
        "audit",
        "generate",
        "export",
        "schema",
        "completions",
        "convert",
        "disclose",
        "report",
        "compare",
        "price",
        "alternatives",
        "frontier",
        "explain",
        "lottery",
        "man",
    ] {
        place.snapshots(&format!("help-{command}"), &[command, "--help"]);
        let same = place.run(&["help", command]);
        assert_eq!(same.stdout, place.run(&[command, "--help"]).stdout, "{command}");
    }
    for step in ["commit", "reveal", "check", "number"] {
        place.snapshots(&format!("help-lottery-{step}"), &["lottery", step, "--help"]);
    }
    assert_eq!(place.run(&["help", "plans"]).code, 2);
}

#[test]
fn the_version_names_the_solver() {
    let run = Place::empty().run(&["--version"]);
    assert_eq!(run.code, 0);
    assert!(run.stdout.contains(env!("CARGO_PKG_VERSION")) && run.stdout.contains("HiGHS 1."), "{}", run.stdout);
}
