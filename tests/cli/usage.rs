//! Faults of the command line: one sentence, what was meant, how it is used; exit code 2.

use crate::support::Place;

#[test]
fn every_fault_in_both_languages() {
    let place = Place::empty();
    let faults: [(&str, &[&str]); 11] = [
        ("no-command", &[]),
        ("command", &["plann", "county"]),
        ("missing", &["plan", "county"]),
        ("no-value", &["plan", "county", "-o"]),
        ("value", &["plan", "county", "-o", "x", "--engine", "slow"]),
        ("malformed", &["plan", "county", "-o", "x", "--seed", "minus one"]),
        ("argument", &["plan", "county", "-o", "x", "--sed", "1"]),
        ("conflict", &["check", "county", "-q", "-v"]),
        ("target", &["export", "county"]),
        ("extra", &["check", "county", "more"]),
        ("solver", &["plan", "county", "-o", "x", "--solver", "microlp"]),
    ];
    for (name, args) in faults {
        place.snapshots(&format!("usage-{name}"), args);
        assert_eq!(place.run(args).code, 2, "{name}");
        let (code, document) = place.json("error", args);
        assert_eq!((code, document["error"].as_str()), (2, Some("usage")), "{name}");
    }
}

#[test]
fn the_language_comes_from_the_option_then_the_environment_then_is_chinese() {
    let place = Place::empty();
    let said = |lang: Option<&str>, args: &[&str]| {
        let mut command = place.command(args);
        if let Some(lang) = lang {
            command.env("LUNGANG_LANG", lang);
        }
        crate::support::ended(command.output().expect("it runs")).stderr
    };
    assert!(!said(None, &["plann"]).is_ascii());
    assert!(said(Some("en"), &["plann"]).is_ascii());
    assert!(!said(Some("en"), &["plann", "--lang", "zh"]).is_ascii());
    assert!(said(Some("zh"), &["--lang=en", "plann"]).is_ascii());
}
