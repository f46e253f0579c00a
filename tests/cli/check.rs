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
    place.replace("county/schools.csv", ",266,", ",-3,");
    place.snapshots("check-bad", &["check", "county"]);
    let (code, document) = place.json("check", &["check", "county"]);
    assert_eq!(code, 1);
    let codes: Vec<&str> =
        document["counts"].as_array().expect("counts").iter().filter_map(|c| c["code"].as_str()).collect();
    assert!(codes.contains(&"unknown-school"), "{codes:?}");
    assert!(document["errors"].as_u64().expect("errors") >= 2);
}

/// Every primary teacher of Chinese as the bureau calls the subject, and one more that nobody knows.
fn misnamed() -> Place {
    let place = Place::new();
    let text = place.read("county/teachers.csv").replace(",语文,小学,", ",小学语文,小学,");
    place.write("county/teachers.csv", text.replacen(",数学,", ",算术学,", 1));
    place
}

#[test]
fn a_fault_of_many_rows_is_said_once() {
    let place = misnamed();
    place.snapshots("check-grouped", &["check", "county"]);
    let (code, document) = place.json("check", &["check", "county"]);
    assert_eq!(code, 1);
    let causes = document["causes"].as_array().expect("causes");
    assert_eq!(causes.len(), 2, "{causes:#?}");
    let named = causes.iter().find(|c| c["value"] == "小学语文").expect("the cause");
    let count = named["count"].as_u64().expect("a count");
    assert!(count > 20, "{count}");
    assert_eq!(named["rows"].as_array().map(Vec::len), Some(20));
    assert_eq!(named["place"].as_str().map(|p| p.contains("任教学科")), Some(true));
    assert_eq!(document["findings"].as_array().map(Vec::len), Some(21));
    let (_, every) = place.json("check", &["check", "county", "-v"]);
    assert_eq!(every["findings"].as_array().map(|f| f.len() as u64), every["errors"].as_u64());
    // Every row, each with its place.
    let whole = place.run(&["check", "county", "-v", "--lang", "en"]).stdout;
    let rows = whole.lines().filter(|l| l.trim_start().starts_with("county/teachers.csv, row ")).count();
    assert_eq!(rows as u64, count, "{whole}");
    assert!(!whole.contains('…'), "{whole}");
    // Refused in the same words.
    let refused = place.run(&["eligible", "county", "--lang", "en"]);
    assert_eq!(refused.code, 1);
    assert!(refused.stderr.contains(&format!("`小学语文` ×{count}: rows ")), "{}", refused.stderr);
}

#[test]
fn the_place_is_never_cut() {
    let place = misnamed();
    let long = format!("{}/县{}", "很深的文件夹".repeat(6), "很长的名字".repeat(8));
    std::fs::create_dir_all(place.path(&long).parent().expect("a parent")).expect("a folder");
    std::fs::rename(place.path("county"), place.path(&long)).expect("a rename");
    for more in [&[][..], &["-v"]] {
        let told = place.run(&[&["check", &long], more].concat()).stdout;
        let heading = told.lines().find(|l| l.contains("[unknown-subject]")).expect("a heading");
        assert!(heading.contains(&format!("{long}/teachers.csv")) && heading.contains("任教学科"), "{heading}");
        assert!(told.lines().any(|l| l.contains(&format!("{long}/schools.csv"))), "{told}");
    }
}

#[test]
fn a_workbook_marks_the_wrong_cells() {
    let place = misnamed();
    let identity = "653001199001011234";
    place.set_cell("county/teachers.csv", "T002", "姓名", identity);
    place.replace("county/teachers.csv", ",S01,算术学", ",S99,算术学");
    place.snapshots("check-marked", &["check", "county", "-o", "findings.xlsx"]);
    assert_eq!(place.names("."), ["county", "findings.xlsx"]);
    let json = place.json("check", &["check", "county"]).1;
    // What is wrong stands in notes, and nobody's identity number anywhere.
    let (mut notes, mut sheets) = (0, String::new());
    let file = std::fs::File::open(place.path("findings.xlsx")).expect("the file");
    let mut parts = zip::ZipArchive::new(file).expect("a zip");
    for at in 0..parts.len() {
        let mut part = parts.by_index(at).expect("a part");
        let name = part.name().expect("a name").into_owned();
        let mut text = Vec::new();
        std::io::Read::read_to_end(&mut part, &mut text).expect("read");
        let text = String::from_utf8_lossy(&text);
        assert!(!text.contains(identity), "{name}");
        if name == "xl/workbook.xml" {
            sheets = text.clone().into_owned();
        }
        notes += text.matches("<comment ").count() * usize::from(text.contains("<comments"));
    }
    for sheet in ["Causes", "All findings", "schools", "teachers", "wishes"] {
        assert!(sheets.contains(&format!("name=\"{sheet}\"")), "{sheet}: {sheets}");
    }
    // Each finding has a cell of its own here.
    assert_eq!(notes as u64, json["errors"].as_u64().expect("errors"));
}

#[test]
fn a_workbook_is_not_written_into_the_county() {
    let place = Place::new();
    for path in ["county/findings.xlsx", "county/../county/x.xlsx"] {
        assert_eq!(place.run(&["check", "county", "-o", path]).code, 2, "{path}");
    }
    place.snapshots("check-into-county", &["check", "county", "-o", "county/findings.xlsx"]);
    let before = place.read("county/schools.csv");
    assert_eq!(place.run(&["check", "county/schools.csv", "-o", "county/schools.csv"]).code, 2);
    assert_eq!(before, place.read("county/schools.csv"));
    assert!(!place.names("county").contains(&"findings.xlsx".to_owned()));
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
fn a_pin_of_somebody_who_may_not_move_is_told_with_its_row() {
    let place = Place::new();
    place.replace("county/pins.csv", "\u{feff}", "\u{feff}指定情况\n");
    let pins = place.read("county/pins.csv");
    place.write("county/pins.csv", format!("{}\nT002,派到,S08,,本人申请\n", pins.trim_end()));
    let (code, document) = place.json("check", &["check", "county"]);
    assert_eq!(code, 1);
    let findings = document["findings"].as_array().expect("findings");
    let found = findings.iter().find(|f| f["code"] == "pin-not-eligible").expect("the pin");
    assert!(found["file"].as_str().is_some_and(|file| file.ends_with("pins.csv")), "{found:#}");
    assert_eq!((&found["row"], &found["column"]), (&7.into(), &"教师编号".into()));
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

#[test]
fn wishes_that_cannot_come_true_are_told_with_the_reason() {
    let place = Place::new();
    let wishes = place.read("county/wishes.csv");
    let before = place.json("check", &["check", "county"]).1["hopeless_wishes"].clone();
    // Somebody all of whose wishes count, and who is not at that school.
    let hopeless = before.to_string();
    let (roster, mut wishing) = (place.read("county/teachers.csv"), wishes.lines().skip(1));
    let of_s03 = |id: &str| roster.lines().any(|l| l.starts_with(id) && l.split(',').nth(2) == Some("S03"));
    let teacher = wishing.find_map(|l| l.split(',').next().filter(|id| !hopeless.contains(id) && !of_s03(id)));
    let teacher = teacher.expect("a wish that counts");
    let count = |groups: &serde_json::Value, reason: &str| {
        let mut groups = groups.as_array().into_iter().flatten();
        groups.find(|g| g["reason"] == reason).map_or(0, |g| g["wishes"].as_array().expect("wishes").len())
    };
    // A school that sends is in no direction of the policy.
    place.write("county/wishes.csv", format!("{}\n{teacher},88,S03\n", wishes.trim_end()));
    let (code, document) = place.json("check", &["check", "county"]);
    let after = &document["hopeless_wishes"];
    assert_eq!((code, count(after, "direction")), (0, count(&before, "direction") + 1), "{after}");
    let told = place.run(&["check", "county", "--lang", "en"]).stdout;
    assert!(told.contains("wishes that cannot come true") && told.contains(&format!("{teacher}→S03")), "{told}");
    let (_, document) = place.json("check", &["check", "county", "--policy", "no-such-policy"]);
    assert!(document.get("hopeless_wishes").is_none(), "without a policy nobody knows");
}
