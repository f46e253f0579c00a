//! `generate`: the same bytes from the same seed, nothing overwritten unasked, and a roster on real schools.

use crate::support::Place;

#[test]
fn the_same_seed_gives_the_same_bytes() {
    let place = Place::empty();
    for dir in ["a", "b"] {
        let run = place.run(&["generate", "-o", dir, "--size", "example", "--seed", "7", "-q"]);
        assert_eq!((run.code, run.stdout.as_str(), run.stderr.as_str()), (0, "", ""));
    }
    assert_eq!(place.names("a"), place.names("b"));
    for name in place.names("a") {
        assert_eq!(place.read(&format!("a/{name}")), place.read(&format!("b/{name}")), "{name}");
    }
    place.run(&["generate", "-o", "c", "--size", "example", "--seed", "8", "-q"]);
    assert_ne!(place.read("a/teachers.csv"), place.read("c/teachers.csv"));
}

#[test]
fn generating_says_what_was_made() {
    let place = Place::empty();
    place.snapshots("generate", &["generate", "-o", "county", "--size", "example", "--seed", "7", "--force"]);
    place.snapshots("generate-bad", &["generate", "-o", "county", "--on", "nowhere.xlsx", "--force"]);
}

#[test]
fn a_policy_that_nobody_named_is_named_with_its_reason() {
    let place = Place::empty();
    let made = |dir: &str, more: &[&str]| {
        let args = [&["generate", "-o", dir, "--size", "example", "--seed", "7"], more].concat();
        let run = place.run(&args);
        assert_eq!(run.code, 0, "{}", run.stderr);
        (run.stderr, place.read(&format!("{dir}/county.toml")))
    };
    for (lang, reason, told) in
        [("zh", "# 本县是模拟的", "未指定政策"), ("en", "# this county is made up", "no policy was named")]
    {
        let (said, file) = made(lang, &["--lang", lang]);
        assert!(said.contains(told) && file.contains(reason), "{said}{file}");
        assert!(file.find(reason) < file.find("policy = "), "the reason stands above the name: {file}");
        assert_eq!(place.run(&["check", lang]).code, 0);
        let (said, file) = made("named", &["--lang", lang, "--policy", "kizilsu-2018", "--force"]);
        assert!(!said.contains(told) && !file.contains('#'), "{said}{file}");
        // The tables are the same.
        for name in place.names("named").into_iter().filter(|name| name != "county.toml") {
            assert_eq!(place.read(&format!("{lang}/{name}")), place.read(&format!("named/{name}")), "{name}");
        }
    }
}

#[test]
fn every_kind_of_file_and_both_languages_are_read_back() {
    let place = Place::empty();
    for kind in ["csv", "xlsx", "parquet"] {
        for headers in ["zh", "en"] {
            let dir = format!("{kind}-{headers}");
            let args = ["generate", "-o", &dir, "--size", "example", "--as", kind, "--headers", headers];
            assert_eq!(place.run(&args).code, 0);
            let (code, document) = place.json("check", &["check", &dir]);
            assert_eq!((code, document["errors"].as_u64()), (0, Some(0)), "{dir}: {document:#}");
        }
    }
}

#[test]
fn a_county_that_stands_is_replaced_only_when_asked() {
    let place = Place::new();
    let before = place.read("county/teachers.csv");
    place.snapshots("generate-stands", &["generate", "-o", "county", "--size", "example"]);
    assert_eq!(place.read("county/teachers.csv"), before);
    assert_eq!(place.run(&["generate", "-o", "county", "--size", "example", "--seed", "99", "--force"]).code, 0);
    assert_ne!(place.read("county/teachers.csv"), before);
    place.write("mine/thesis.docx", "mine");
    assert_eq!(place.run(&["generate", "-o", "mine", "--force"]).code, 2);
    assert_eq!(place.read("mine/thesis.docx"), "mine");
}

#[test]
fn a_roster_on_real_schools_has_the_counts_they_report() {
    let place = Place::empty();
    let schools = "school_id,stage,area,pupils,classes,staff\nA,primary,urban,380,9,25\nB,primary,rural,190,6,8\n\
        C,junior,urban,270,6,24\nD,junior,rural,135,3,7\n";
    place.write("schools.csv", schools);
    let run = place.run(&["generate", "-o", "county", "--on", "schools.csv", "--year", "2025", "--seed", "3"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let (code, document) = place.json("staffing", &["staffing", "county"]);
    assert_eq!(code, 0);
    // Statistics of 2025 are what 2026-2027 is planned on.
    assert_eq!(document["school_year"], "2026-2027");
    let staff: Vec<u64> =
        document["stages"].as_array().expect("stages").iter().filter_map(|s| s["staff"].as_u64()).collect();
    assert_eq!(staff, [33, 31]);
}

#[test]
fn bad_schools_and_bad_policies_are_findings() {
    let place = Place::empty();
    place.write("schools.csv", "school_id,stage\nA,primary\n");
    let (code, document) = place.json("check", &["generate", "-o", "county", "--on", "schools.csv"]);
    assert_eq!(code, 1);
    assert!(document["errors"].as_u64().expect("errors") > 0);
    let (code, _) = place.json("check", &["generate", "-o", "county", "--policy", "atlantis"]);
    assert_eq!(code, 2);
    assert!(!place.path("county").exists());
}
