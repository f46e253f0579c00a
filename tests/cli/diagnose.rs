//! `diagnose`: why there is no plan, and that what it proposes gives one.

use crate::support::Place;

/// A county whose policy asks for more backbone teachers than can go, and the twin that asks for what the repair says.
#[test]
fn the_example_county_under_another_province_s_share() {
    let place = Place::new();
    place.snapshots("diagnose", &["diagnose", "county", "--policy", "anhui"]);
    let (code, found) = place.json("diagnose", &["diagnose", "county", "--policy", "anhui"]);
    assert_eq!((code, found["status"].as_str()), (3, Some("infeasible")));
    assert_eq!(found["conflict"]["proven_irreducible"], true);
    let change = &found["repairs"].as_array().and_then(|all| {
        let alone = |r: &&serde_json::Value| r["changes"].as_array().is_some_and(|c| c.len() == 1);
        all.iter().filter(alone).find(|r| r["changes"][0]["kind"] == "parameter")
    });
    let change = &change.expect("a figure of the policy")["changes"][0];
    assert_eq!(change["key"], "rules.backbone-share.share");

    let twin = |share: &str| {
        format!(
            "extends = \"anhui\"\nid = \"twin\"\n[rules.backbone-share]\n\
             share = {{ value = \"{share}\", source = \"a test\", grade = \"practice\" }}\n"
        )
    };
    let to = change["to"].as_str().expect("a share");
    place.write("twin.toml", twin(to));
    place.snapshots("diagnose-feasible", &["diagnose", "county", "--policy", "twin.toml"]);
    let (code, found) = place.json("diagnose", &["diagnose", "county", "--policy", "twin.toml"]);
    assert_eq!((code, found["status"].as_str()), (0, Some("feasible")));
    assert_eq!(place.run(&["plan", "county", "-o", "plan", "--policy", "twin.toml"]).code, 0);

    // What is printed for the policy file is pasted as it stands.
    let pasted = change["toml"].as_str().expect("TOML");
    assert_eq!(pasted.lines().next(), Some("[rules.backbone-share]"));
    let printed = place.run(&["diagnose", "county", "--policy", "anhui", "--lang", "zh"]).stdout;
    assert!(pasted.lines().all(|line| printed.contains(line)), "{pasted}\n{printed}");
    place.write("pasted.toml", format!("extends = \"anhui\"\nid = \"pasted\"\n{pasted}"));
    assert_eq!(place.run(&["plan", "county", "-o", "pasted", "--policy", "pasted.toml"]).code, 0);

    // A tenth of a per cent more is too much: the repair is no more than is needed.
    let tenths = to.trim_end_matches('%').parse::<f64>().expect("a number") * 10.0;
    place.write("twin.toml", twin(&format!("{:.1}%", (tenths + 1.0) / 10.0)));
    assert_eq!(place.run(&["diagnose", "county", "--policy", "twin.toml"]).code, 3);
}

/// One figure of the schools table forbids what a pin asks; the figure that the repair names gives a plan.
#[test]
fn a_bed_too_few_and_the_bed_that_helps() {
    let place = Place::new();
    let pins = place.read("county/pins.csv");
    place.write("county/pins.csv", format!("{}\nT037,派到,S08,体育,试点\n", pins.trim_end()));
    let beds = |n: &str| place.set_cell("county/schools.csv", "S08", "周转床位数", n);
    beds("0");
    place.snapshots("diagnose-beds", &["diagnose", "county"]);
    assert_eq!(place.run(&["plan", "county", "-o", "plan"]).code, 3);
    let (_, found) = place.json("diagnose", &["diagnose", "county"]);
    let change = &found["repairs"][0]["changes"][0];
    assert_eq!((change["kind"].as_str(), change["key"].as_str()), (Some("school"), Some("beds")));
    assert_eq!((change["school_id"].as_str(), found["repairs"][0]["law"].as_bool()), (Some("S08"), Some(false)));
    beds(change["to"].as_str().expect("a figure"));
    assert_eq!(place.run(&["plan", "county", "-o", "plan"]).code, 0);
    assert_eq!(place.run(&["audit", "county", "plan"]).code, 0);
}

/// The only teacher of a subject is to leave, at a school that has fewer teachers than posts: one more gives a plan.
#[test]
fn the_teacher_that_is_lacking() {
    let place = Place::new();
    place.set_cell("county/schools.csv", "S02", "学生数", "400");
    std::fs::remove_file(place.path("county/authorised.csv")).expect("a total that would bind");
    place.write("loose.toml", "extends = \"kizilsu-2018\"\nid = \"loose\"\n[rules.staffing-floor]\nmode = \"off\"\n");
    place.write("county/pins.csv", format!("{}T031,必须交流,,,评聘高级职称\n", place.read("county/pins.csv")));
    let asked = ["diagnose", "county", "--policy", "loose.toml"];
    place.snapshots("diagnose-hire", &asked);
    let (code, found) = place.json("diagnose", &asked);
    assert_eq!(code, 3);
    let all = found["repairs"].as_array().expect("repairs");
    let hire = all.iter().find(|r| r["changes"][0]["kind"] == "hire").expect("a new teacher");
    assert_eq!((hire["changes"][0]["school_id"].as_str(), hire["law"].as_bool()), (Some("S02"), Some(false)));
    let row = "T900,李明,S02,道德与法治,小学,男,2002-03-01,初级,,2026-08-01,在岗,,0,二级甲等,教师,否,否,,,,\n";
    place.write("county/teachers.csv", format!("{}{row}", place.read("county/teachers.csv")));
    assert_eq!(place.run(&["plan", "county", "-o", "plan", "--policy", "loose.toml"]).code, 0);
}

/// The twin: the school stands above its posts as the example has it, and nobody is hired there.
#[test]
fn nobody_is_hired_above_the_posts() {
    let place = Place::new();
    place.write("county/pins.csv", format!("{}T031,必须交流,,,评聘高级职称\n", place.read("county/pins.csv")));
    let (code, found) = place.json("diagnose", &["diagnose", "county"]);
    assert_eq!(code, 3);
    let repairs = found["repairs"].as_array().expect("repairs");
    let changes: Vec<&serde_json::Value> =
        repairs.iter().flat_map(|r| r["changes"].as_array().expect("changes")).collect();
    assert!(!changes.is_empty() && changes.iter().all(|c| c["kind"] != "hire"), "{changes:?}");
}

/// A school that may send two is to send three, and stands above its posts: the cap and the pins are offered, no new teachers.
#[test]
fn a_cap_that_more_staff_would_raise() {
    let place = Place::new();
    let pins = "T007,必须交流,,,评聘高级职称\nT010,必须交流,,,评聘高级职称\n";
    place.write("county/pins.csv", format!("{}{pins}", place.read("county/pins.csv")));
    place.snapshots("diagnose-cap", &["diagnose", "county"]);
}

/// Where every school is in the way, what is long is summed up.
#[test]
fn many_changes_are_summed_up() {
    let place = Place::new();
    place.write(
        "strict.toml",
        "extends = \"kizilsu-2018\"\nid = \"strict\"\n[rules.exchange-quota]\n\
         share = { value = \"100%\", source = \"a test\", grade = \"practice\" }\n",
    );
    place.snapshots("diagnose-many", &["diagnose", "county", "--policy", "strict.toml"]);
    let (_, found) = place.json("diagnose", &["diagnose", "county", "--policy", "strict.toml"]);
    let most =
        found["repairs"].as_array().expect("repairs").iter().filter_map(|r| r["changes"].as_array().map(Vec::len));
    assert!(most.max() > Some(8), "the document names them all");
}

#[test]
fn a_total_that_cannot_staff_every_class() {
    let place = Place::new();
    place.write("county/authorised.csv", "stage,posts\ntotal,5\n");
    place.snapshots("diagnose-authorised", &["diagnose", "county"]);
    let (code, found) = place.json("diagnose", &["diagnose", "county"]);
    assert_eq!(code, 3);
    let changes = &found["repairs"][0]["changes"];
    let to = |nth: usize| changes[nth]["to"].as_str().expect("a figure");
    assert_eq!(
        (&changes[0]["kind"], &changes[1]["key"]),
        (&"authorised".into(), &"rules.receiving-ceiling.share".into())
    );
    // With the classes staffed and nothing more, a school has to take somebody beyond its posts.
    place.write("county/authorised.csv", format!("stage,posts\ntotal,{}\n", to(0)));
    assert_eq!(place.run(&["diagnose", "county"]).code, 3);
    let share = format!("share = {{ value = \"{}\", source = \"a test\", grade = \"practice\" }}", to(1));
    let policy = format!("extends = \"kizilsu-2018\"\nid = \"twin\"\n[rules.receiving-ceiling]\n{share}\n");
    place.write("twin.toml", policy);
    assert_eq!(place.run(&["diagnose", "county", "--policy", "twin.toml"]).code, 0);
}

#[test]
fn bad_input_is_told_as_everywhere() {
    let place = Place::new();
    place.snapshots("diagnose-missing", &["diagnose", "nowhere"]);
    assert_eq!(place.run(&["diagnose"]).code, 2);
    assert_eq!(place.run(&["diagnose", "county", "--policy", "nowhere.toml"]).code, 1);
    place.replace("county/teachers.csv", ",S01,", ",S99,");
    place.snapshots("diagnose-bad", &["diagnose", "county"]);
}
