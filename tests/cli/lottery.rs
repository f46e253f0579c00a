//! `lottery`: a seed is bound, kept, opened and checked; what does not fit is found.

use crate::support::Place;
use lungang_domain::commitment::Opening;

const SALT: &str = "0123456789abcdef0123456789abcdef";

/// The commitment of the example county to the seed 2018, with what opens it.
fn bound(place: &Place) {
    let opening =
        Opening {
            county: "云岭县".to_owned(), school_year: "2026-2027".to_owned(), seed: 2018, salt: SALT.to_owned()
        };
    let about = "county = \"云岭县\"\nschool_year = \"2026-2027\"\n";
    place.write("c.toml", format!("{about}sha256 = \"{}\"\n", opening.commitment().sha256));
    place.write("s.toml", format!("{about}seed = 2018\nsalt = \"{SALT}\"\n"));
}

#[test]
fn a_seed_is_bound_kept_opened_and_published() {
    let place = Place::new();
    let (code, document) = place.json("lottery", &["lottery", "commit", "county", "--seed", "2018", "-o", "c.toml"]);
    assert_eq!((code, document["county"].as_str(), document.get("seed")), (0, Some("云岭县"), None));
    let (public, secret) = (place.read("c.toml"), place.read("c.secret.toml"));
    assert!(secret.contains("seed = 2018"));
    let salt = secret.split("salt = \"").nth(1).and_then(|s| s.split('"').next()).expect("a salt").to_owned();
    assert!(salt.len() == 64 && !public.contains(&salt) && !public.contains("2018"), "{public}");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(place.path("c.secret.toml")).expect("a file").permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    assert_eq!(place.run(&["lottery", "reveal", "c.toml", "--secret", "c.secret.toml", "-o", "r.toml"]).code, 0);
    assert_eq!(place.run(&["plan", "county", "-o", "plan", "--seed", "2018", "-q"]).code, 0);
    let (code, checked) =
        place.json("lottery", &["lottery", "check", "c.toml", "--reveal", "r.toml", "--plan", "plan"]);
    assert_eq!((code, checked["holds"].as_bool(), checked["seed"].as_u64()), (0, Some(true), Some(2018)));
    let typed = place.run(&["lottery", "check", "c.toml", "--seed", "2018", "--salt", &salt]);
    assert_eq!(typed.code, 0, "{}", typed.stderr);
    let args = ["disclose", "plan", "-o", "notice", "--commitment", "c.toml", "--reveal", "r.toml"];
    let (code, notice) = place.json("disclosure", &args);
    assert_eq!((code, notice["check"]["commitment"]["salt"].as_str()), (0, Some(salt.as_str())));
    assert_eq!(notice["check"]["seed"], 2018);
    // What is published is enough to check it, by the line that is published.
    let line = notice["check"]["lottery_command"].as_str().expect("a line").replace("lungang ", "");
    let words: Vec<String> =
        line.split(' ').map(|w| if w.ends_with(".toml") { format!("notice/{w}") } else { w.to_owned() }).collect();
    assert_eq!(place.run(&words.iter().map(String::as_str).collect::<Vec<_>>()).code, 0);
}

#[test]
fn a_random_seed_is_another_every_time_and_no_file_is_replaced() {
    let place = Place::empty();
    let commit = |file: &str| place.run(&["lottery", "commit", "--name", "甲县", "--year", "2026", "-o", file]);
    assert_eq!((commit("a.toml").code, commit("b.toml").code), (0, 0));
    assert_ne!(place.read("a.toml"), place.read("b.toml"));
    assert_ne!(place.read("a.secret.toml"), place.read("b.secret.toml"));
    let before = (place.read("a.toml"), place.read("a.secret.toml"));
    assert_eq!(commit("a.toml").code, 2);
    std::fs::remove_file(place.path("a.toml")).expect("gone");
    assert_eq!(commit("a.toml").code, 2, "the secret still stands");
    assert!(!place.path("a.toml").exists());
    assert_eq!(place.read("a.secret.toml"), before.1);
    assert_eq!(place.run(&["lottery", "check", "b.toml", "--reveal", "b.secret.toml"]).code, 0);
}

#[test]
fn what_was_tampered_with_is_found() {
    let place = Place::new();
    bound(&place);
    place.snapshots("lottery-check", &["lottery", "check", "c.toml", "--reveal", "s.toml"]);
    place.snapshots("lottery-check-typed", &["lottery", "check", "c.toml", "--seed", "2018", "--salt", SALT]);
    place.snapshots("lottery-check-seed", &["lottery", "check", "c.toml", "--seed", "2019", "--salt", SALT]);
    let (code, document) = place.json("lottery", &["lottery", "check", "c.toml", "--seed", "2019", "--salt", SALT]);
    assert_eq!((code, document["holds"].as_bool(), document.get("seed")), (1, Some(false), None));
    for (file, old, new) in [
        ("c.toml", "云岭县", "云山县"),
        ("c.toml", "2026-2027", "2027-2028"),
        ("s.toml", "seed = 2018", "seed = 2019"),
        ("s.toml", "0123", "0124"),
    ] {
        bound(&place);
        place.replace(file, old, new);
        assert_eq!(place.run(&["lottery", "check", "c.toml", "--reveal", "s.toml"]).code, 1, "{file}: {new}");
        assert_eq!(place.run(&["lottery", "reveal", "c.toml", "--secret", "s.toml", "-o", "r.toml"]).code, 2);
        assert!(!place.path("r.toml").exists());
    }
}

#[test]
fn a_plan_of_another_seed_or_county_is_found() {
    let place = Place::new();
    bound(&place);
    assert_eq!(place.run(&["plan", "county", "-o", "plan", "--seed", "2019", "-q"]).code, 0);
    let args = ["lottery", "check", "c.toml", "--reveal", "s.toml", "--plan", "plan"];
    place.snapshots("lottery-check-plan", &args);
    let args = ["disclose", "plan", "-o", "notice", "--commitment", "c.toml", "--reveal", "s.toml"];
    place.snapshots("disclose-bad-seed", &args);
    assert_eq!(place.run(&args).code, 2);
    assert!(!place.path("notice").exists());
    place.replace("c.toml", "云岭县", "云山县");
    let run = place.run(&["disclose", "plan", "-o", "notice", "--commitment", "c.toml", "--lang", "en"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("another county"), "{}", run.stderr);
}

#[test]
fn a_commitment_that_is_not_opened_says_so() {
    let place = Place::new();
    bound(&place);
    assert_eq!(place.run(&["plan", "county", "-o", "plan", "--seed", "2018", "-q"]).code, 0);
    let (code, notice) = place.json("disclosure", &["disclose", "plan", "-o", "notice", "--commitment", "c.toml"]);
    assert_eq!((code, notice["check"]["commitment"].get("salt")), (0, None));
    assert!(place.path("notice/commitment.toml").is_file() && !place.path("notice/reveal.toml").exists());
}

#[test]
fn faults_of_the_command_line_and_of_the_files() {
    let place = Place::empty();
    bound(&place);
    place.write("not-one.toml", "county = \"甲县\"\n");
    place.write("broken.toml", "county = \n");
    let faults: [(&str, &[&str]); 9] = [
        ("subject", &["lottery", "commit", "-o", "new.toml"]),
        ("county", &["lottery", "commit", "nowhere", "-o", "new.toml"]),
        ("name", &["lottery", "commit", "--name", " ", "--year", "2026", "-o", "new.toml"]),
        ("seed", &["lottery", "commit", "--name", "甲县", "--year", "2026", "--seed", "x", "-o", "new.toml"]),
        ("stands", &["lottery", "commit", "--name", "甲县", "--year", "2026", "-o", "c.toml"]),
        ("opening", &["lottery", "check", "c.toml"]),
        ("salt", &["lottery", "check", "c.toml", "--seed", "2018", "--salt", "short"]),
        ("missing", &["lottery", "check", "nowhere.toml", "--reveal", "s.toml"]),
        ("not-one", &["lottery", "check", "not-one.toml", "--reveal", "s.toml"]),
    ];
    for (name, args) in faults {
        place.snapshots(&format!("lottery-bad-{name}"), args);
        assert_eq!(place.json("error", args).0, 2, "{name}");
    }
    assert_eq!(place.run(&["lottery", "check", "broken.toml", "--reveal", "s.toml"]).code, 2);
    assert!(!place.path("new.toml").exists() && !place.path("new.secret.toml").exists());
    place.snapshots("lottery-none", &["lottery"]);
}

#[test]
fn a_number_can_be_drawn_again() {
    let place = Place::empty();
    place.snapshots("lottery-number", &["lottery", "number", "T001", "--seed", "2018"]);
    let args = ["lottery", "number", "T001", "--seed", "2018", "--to", "S01", "--subject", "music"];
    place.snapshots("lottery-number-move", &args);
    let (code, document) = place.json("lottery-number", &args);
    let numbers = document["numbers"].as_array().expect("numbers").iter().map(|n| n["number"].as_u64());
    assert_eq!((code, numbers.collect::<Vec<_>>()), (0, vec![Some(542_701), Some(573_796)]));
    assert_eq!(place.run(&["lottery", "number", "T001", "--seed", "2018", "--to", "S01"]).code, 2);
}
