//! `check`: every finding, its code, and the difference between errors, warnings and what cannot be opened.

use crate::support::Place;

#[test]
fn a_good_county_is_said_to_be_good() {
    Place::new().snapshots("check-good", &["check", "county"]);
}

#[test]
fn a_bad_county_ends_with_one_and_every_finding_at_once() {
    let place = Place::new();
    place.replace("county/teachers.csv", ",S01,", ",S99,");
    place.replace("county/schools.csv", ",247,", ",-3,");
    place.snapshots("check-bad", &["check", "county"]);
    let (code, document) = place.json("check", &["check", "county"]);
    assert_eq!(code, 1);
    let codes: Vec<&str> =
        document["counts"].as_array().expect("counts").iter().filter_map(|c| c["code"].as_str()).collect();
    assert!(codes.contains(&"unknown-school"), "{codes:?}");
    assert!(document["errors"].as_u64().expect("errors") >= 2);
}

#[test]
fn projections_that_cannot_be_are_told() {
    let place = Place::new();
    let rows = [
        "school_year,kind,school_id,stage,grade,subject,teacher_id,count",
        "2027,学生数,S09,,,,,42",
        "2029-2030,学生数,S09,,,,,38",
        "2026,学生数,S01,,,,,240",
        "2027,班级数,S10,小学,7,,,2",
        "2027,班级数,S10,,,,,9",
        "2027,班级数,S03,,7,,,2",
        "2027,班级数,S03,,,,,4",
        "2027,招聘,S07,,,物理,,1",
        "2028,招聘,S07,,,,,-1",
        "2027,离职,,,,,T001,",
        "2028,调出,,,,,T001,",
        "2027,返岗,,,,,T002,1",
        "2027,返岗,,,,,T002,",
        "明年,请假,,,,,T999,",
    ];
    place.write("county/projections.csv", rows.join("\n"));
    place.snapshots("check-projections", &["check", "county"]);
    assert_eq!(place.json("check", &["check", "county"]).0, 1);
    // The twin: the year that lacked is there.
    place.write("county/projections.csv", [&rows[..3], &["2028,学生数,S09,,,,,40"]].concat().join("\n"));
    assert_eq!(place.json("check", &["check", "county"]).0, 0);
}

#[test]
fn warnings_alone_end_with_nought() {
    let place = Place::new();
    place.replace("county/schools.csv", "\u{feff}", "\u{feff}备注,");
    let text = place.read("county/schools.csv");
    let mut lines = text.lines();
    let mut with = vec![lines.next().expect("a header").to_owned()];
    with.extend(lines.map(|l| format!("无,{l}")));
    place.write("county/schools.csv", with.join("\n"));
    let (code, document) = place.json("check", &["check", "county"]);
    assert_eq!((code, document["errors"].as_u64()), (0, Some(0)));
    assert!(document["warnings"].as_u64().expect("warnings") > 0);
}

#[test]
fn a_path_that_cannot_be_opened_ends_with_two() {
    let place = Place::empty();
    place.snapshots("check-missing", &["check", "nowhere"]);
    let (code, document) = place.json("check", &["check", "nowhere"]);
    assert_eq!((code, document["findings"][0]["code"].as_str()), (2, Some("missing-county")));
}

#[test]
fn a_gbk_file_of_an_excel_user_is_read() {
    let place = Place::new();
    // `学段,编制数` and `全部,9999` as Excel on a Chinese machine saves them.
    let gbk: Vec<u8> = [0xd1, 0xa7, 0xb6, 0xce, b',', 0xb1, 0xe0, 0xd6, 0xc6, 0xca, 0xfd, b'\r', b'\n']
        .into_iter()
        .chain([0xc8, 0xab, 0xb2, 0xbf, b',', b'9', b'9', b'9', b'\r', b'\n'])
        .collect();
    place.write("county/authorised.csv", gbk);
    let (_, document) = place.json("check", &["check", "county", "--encoding", "gbk"]);
    let encodings: Vec<&str> = document["files"]
        .as_array()
        .expect("files")
        .iter()
        .filter(|f| f["table"] == "authorised")
        .filter_map(|f| f["encoding"].as_str())
        .collect();
    assert_eq!(encodings.len(), 1);
    assert!(encodings[0].to_ascii_lowercase().contains("gb"), "{encodings:?}");
}

#[cfg(unix)]
#[test]
fn a_path_need_not_be_unicode() {
    use std::os::unix::ffi::OsStringExt;
    let place = Place::new();
    let odd = std::ffi::OsString::from_vec(vec![0xff, 0xfe, b'c']);
    std::fs::rename(place.path("county"), place.path(".").join(&odd)).expect("a rename");
    let run = crate::support::ended(place.command(&["check"]).arg(&odd).output().expect("it runs"));
    assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
}

/// No county has a policy that nobody named: whoever needs one is told which there are, and `check` says the rest too.
#[test]
fn there_is_no_policy_that_nobody_named() {
    let place = Place::new();
    place.replace("county/county.toml", "policy = \"kizilsu-2018\"\n", "");
    place.replace("county/teachers.csv", "S01", "S99");
    let (code, document) = place.json("check", &["check", "county"]);
    let found = document["findings"].as_array().expect("findings");
    let of = |code: &str| found.iter().find(|f| f["code"] == code).unwrap_or_else(|| panic!("{code}: {found:?}"));
    assert_eq!((code, document.get("policy")), (1, None));
    let unnamed = of("policy-not-named");
    assert!(unnamed["file"].as_str().is_some_and(|f| f.ends_with("county.toml")), "{unnamed}");
    for known in ["national", "kizilsu-2018", "anhui", "hefei", "beijing"] {
        assert!(unnamed["remedy"].as_str().is_some_and(|r| r.contains(known)), "{unnamed}");
    }
    of("unknown-school");
    assert!(!found.iter().any(|f| f["code"] == "unknown-subject"), "subjects are words of a policy");
    for args in [
        &["staffing", "county"][..],
        &["eligible", "county"],
        &["plan", "county", "-o", "plan"],
        &["export", "county", "--mps", "model.mps"],
        &["years", "county", "--years", "1", "-o", "years"],
        &["diagnose", "county"],
    ] {
        let run = place.run(args);
        assert_eq!(run.code, 1, "{args:?}: {run:?}");
        assert!(run.stderr.contains("policy-not-named") && run.stderr.contains("kizilsu-2018"), "{args:?}: {run:?}");
    }
    let (code, document) = place.json("check", &["check", "county", "--policy", "national"]);
    assert_eq!(
        (code, &document["policy"]["policy"], &document["policy"]["named_by"]),
        (1, &"national".into(), &"--policy".into())
    );
    let own = Place::new();
    let (_, document) = own.json("check", &["check", "county"]);
    assert_eq!(document["policy"]["named_by"], "county.toml");
    let said = own.run(&["check", "county", "--lang", "en"]).stdout;
    assert!(said.contains("policy: kizilsu-2018 (named by county.toml)"), "{said}");
}

/// A scenario needs one too: its base's, or one that it names.
#[test]
fn a_scenario_without_a_policy_is_refused() {
    let place = Place::new();
    place.replace("county/county.toml", "policy = \"kizilsu-2018\"\n", "");
    place.write("bare.toml", "description = \"x\"\nbase = \"county\"\n");
    let run = place.run(&["whatif", "bare.toml", "-o", "out", "--lang", "en"]);
    assert_ne!(run.code, 0, "{run:?}");
    assert!(run.stderr.contains("policy-not-named"), "{run:?}");
    place.write("named.toml", "description = \"x\"\nbase = \"county\"\n[policy]\nextends = \"kizilsu-2018\"\n");
    let run = place.run(&["whatif", "named.toml", "-o", "out", "-q"]);
    assert_eq!(run.code, 0, "{run:?}");
}
