//! `disclose`: what is published, and what is not: a name in full, a plan that is no longer what it was.

use crate::support::{Place, root};
use sha2::{Digest, Sha256};
use snapbox::Data;
use std::io::{Cursor, Read};

/// The example county with its plan.
fn planned() -> Place {
    let place = Place::new();
    let run = place.run(&["plan", "county", "-o", "plan", "-q"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    place
}

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect()
}

/// All text of a workbook, as its parts have it.
fn parts(place: &Place, file: &str) -> String {
    let bytes = std::fs::read(place.path(file)).expect("a file");
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip");
    let mut text = String::new();
    for at in 0..archive.len() {
        archive.by_index(at).expect("a part").read_to_string(&mut text).expect("text");
    }
    text
}

#[test]
fn a_notice_in_both_languages() {
    let place = planned();
    let json = place.run(&["disclose", "plan", "-o", "notice", "--format", "json"]).json();
    // Hashes change with the version, the policy and, for `plan.json`, the clock: what they are is tested below.
    let files = ["inputs", "outputs"].map(|k| json["check"][k].as_array().cloned().unwrap_or_default()).concat();
    let mut hashes: Vec<&str> = files.iter().filter_map(|f| f["sha256"].as_str()).collect();
    hashes.extend(json["policy_sha256"].as_str());
    assert_eq!(hashes.len(), 10 + 6 + 1);
    let hidden = |text: &str| hashes.iter().fold(text.to_owned(), |text, hash| text.replace(hash, "[SHA-256]"));
    for lang in ["zh", "en"] {
        let args =
            ["disclose", "plan", "-o", "notice", "--start", "2026-07-01", "--contact", "0908-1234567", "--lang", lang];
        let run = place.run(&args);
        let text = format!(
            "$ lungang {}\nexit: {}\n--- stdout\n{}--- stderr\n{}--- disclosure.csv\n{}",
            args.join(" "),
            run.code,
            hidden(&run.stdout),
            run.stderr,
            place.read("notice/disclosure.csv")
        );
        let path = root().join(format!("tests/cli/snapshots/disclose-{lang}.txt"));
        snapbox::Assert::new().action_env("SNAPSHOTS").eq(text, Data::read_from(&path, None));
    }
    assert_eq!(place.names("notice"), ["disclosure.csv", "disclosure.json", "disclosure.xlsx"]);
    let (code, _) = place.json("disclosure", &["disclose", "plan", "-o", "notice"]);
    assert_eq!(code, 0);
}

#[test]
fn the_hashes_are_those_of_the_files() {
    let place = planned();
    let json = place.run(&["disclose", "plan", "-o", "notice", "--format", "json"]).json();
    for (list, folder) in [("inputs", "county"), ("outputs", "plan")] {
        for stated in json["check"][list].as_array().expect("files") {
            let file = stated["file"].as_str().expect("a name");
            let bytes = std::fs::read(place.path(folder).join(file)).expect("a file");
            assert_eq!(stated["sha256"], sha256(&bytes), "{file}");
        }
    }
}

#[test]
fn one_day_more_is_one_day_more() {
    let place = planned();
    let of = |args: &[&str]| {
        let args = [&["disclose", "plan", "-o", "notice"], args].concat();
        let (code, document) = place.json("disclosure", &args);
        assert_eq!(code, 0);
        document
    };
    let (seven, eight) = (of(&["--start", "2026-06-28"]), of(&["--start", "2026-06-28", "--days", "8"]));
    assert_eq!(
        (&seven["period"]["last_day"], &eight["period"]["last_day"]),
        (&"2026-07-04".into(), &"2026-07-05".into())
    );
    let rest =
        |mut document: serde_json::Value| document.as_object_mut().and_then(|d| d.remove("period")).map(|_| document);
    assert_eq!(rest(seven), rest(eight));
    assert!(of(&[])["period"].get("first_day").is_none());
}

#[test]
fn the_office_chooses_the_fields_and_ids_are_shown_only_when_asked_for() {
    let place = planned();
    let (_, usual) = place.json("disclosure", &["disclose", "plan", "-o", "usual"]);
    assert!(usual["moves"][0].get("teacher_id").is_none());
    assert!(!place.path("usual/certificate.json").exists(), "its rows are named by ids");
    for file in ["usual/disclosure.csv", "usual/disclosure.json"] {
        assert!(!place.read(file).contains("T005"), "{file}");
    }
    let args = ["disclose", "plan", "-o", "ids", "--fields", "teacher_id,to_school,lottery,because"];
    let (_, ids) = place.json("disclosure", &args);
    let first = ids["moves"][0].as_object().expect("a move");
    assert_eq!(first.keys().collect::<Vec<_>>(), ["number", "teacher_id", "to_school", "lottery", "because"]);
    assert_eq!(first["teacher_id"], "T005");
    assert_eq!(place.read("ids/certificate.json"), place.read("plan/certificate.json"));
}

#[test]
fn a_policy_that_does_not_mask_is_obeyed() {
    let place = Place::new();
    let policy = "extends = \"kizilsu-2018\"\nid = \"open\"\n[disclosure]\n\
        mask-names = { value = false, source = \"a test\", grade = \"practice\" }\n";
    place.write("open.toml", policy);
    assert_eq!(place.run(&["plan", "county", "-o", "plan", "--policy", "open.toml", "-q"]).code, 0);
    let (code, document) = place.json("disclosure", &["disclose", "plan", "-o", "notice"]);
    assert_eq!((code, document["masked"].as_bool()), (0, Some(false)));
    assert!(
        document["moves"].as_array().expect("moves").iter().all(|m| !m["name"].as_str().unwrap_or("*").contains('*'))
    );
    // The plan keeps the policy; one that keeps none finds it without being named, and where it has gone asks for it.
    std::fs::create_dir(place.path("away")).expect("a folder");
    std::fs::rename(place.path("open.toml"), place.path("away/open.toml")).expect("a rename");
    let (code, document) = place.json("disclosure", &["disclose", "plan", "-o", "notice"]);
    assert_eq!((code, document["masked"].as_bool()), (0, Some(false)));
    place.without_copies("plan");
    assert_ne!(place.run(&["disclose", "plan", "-o", "notice"]).code, 0);
    assert_eq!(place.run(&["disclose", "plan", "-o", "notice", "--policy", "away/open.toml"]).code, 0);
}

#[test]
fn nothing_typed_wrongly_is_passed_over() {
    let place = planned();
    let faults: [(&str, &[&str]); 4] = [
        ("field", &["--fields", "name,salary"]),
        ("doubled", &["--fields", "name,name"]),
        ("date", &["--start", "1 July"]),
        ("days", &["--days", "0"]),
    ];
    for (name, args) in faults {
        let args = [&["disclose", "plan", "-o", "notice"], args].concat();
        place.snapshots(&format!("disclose-bad-{name}"), &args);
        assert_eq!(place.json("error", &args).0, 2, "{name}");
    }
    assert!(!place.path("notice").exists());
}

#[test]
fn a_plan_or_a_county_that_is_not_as_it_was_is_an_error() {
    type Harm = fn(&Place);
    let harms: [(&str, Harm); 9] = [
        ("no-plan", |p| std::fs::remove_dir_all(p.path("plan")).expect("gone")),
        ("no-record", |p| std::fs::remove_file(p.path("plan/run.toml")).expect("gone")),
        ("bad-record", |p| p.replace("plan/run.toml", "seed = 1", "seed = \"one\"")),
        ("gone", |p| std::fs::remove_file(p.path("plan/certificate.json")).expect("gone")),
        ("edited", |p| p.replace("plan/assignments.csv", "S08", "S09")),
        // A plan that keeps no county is asked of the one that it was made from, or not at all.
        ("no-county", |p| {
            p.without_copies("plan");
            std::fs::rename(p.path("county"), p.path("moved")).expect("moved");
        }),
        ("other-county", |p| {
            p.without_copies("plan");
            p.replace("county/county.toml", "云岭县", "云山县");
        }),
        ("changed", |p| {
            p.without_copies("plan");
            p.replace("county/schools.csv", "1", "2");
            std::fs::remove_file(p.path("county/wishes.csv")).expect("gone");
            p.write("county/scores.csv", "teacher_id,school_id,goal,value\n");
        }),
        ("older", |p| {
            let text = p.read("plan/run.toml");
            p.write("plan/run.toml", text.replace("\"plan.json\"", "\"plan.js\""));
        }),
    ];
    for (name, harm) in harms {
        let place = planned();
        harm(&place);
        let args = ["disclose", "plan", "-o", "notice"];
        place.snapshots(&format!("disclose-stale-{name}"), &args);
        let (code, document) = place.json("error", &args);
        assert_eq!((code, document["error"].as_str()), (2, Some("input")), "{name}");
        assert!(!place.path("notice").exists(), "{name}");
    }
}

#[test]
fn a_county_that_moved_is_named_and_its_plan_too() {
    let place = planned();
    std::fs::rename(place.path("county"), place.path("elsewhere")).expect("moved");
    std::fs::rename(place.path("plan"), place.path("archive")).expect("moved");
    let (code, document) = place.json("disclosure", &["disclose", "archive", "--county", "elsewhere", "-o", "notice"]);
    assert_eq!((code, document["check"]["command"].as_str()), (0, Some("lungang audit elsewhere archive")));
    // The line that is published does what it says.
    assert_eq!(place.run(&["audit", "elsewhere", "archive"]).code, 0);
}

#[test]
fn a_policy_that_changed_is_told_of() {
    let place = Place::new();
    let policy = |days: u32| {
        format!(
            "extends = \"kizilsu-2018\"\nid = \"ours\"\n[disclosure]\n\
            objection-days = {{ value = {days}, source = \"a test\", grade = \"practice\" }}\n"
        )
    };
    place.write("ours.toml", policy(5));
    assert_eq!(place.run(&["plan", "county", "-o", "plan", "--policy", "ours.toml", "-q"]).code, 0);
    // A remark changes the file and not the policy.
    place.write("ours.toml", format!("# as decided\n{}", policy(5)));
    assert_eq!(place.json("disclosure", &["disclose", "plan", "-o", "notice"]).1["period"]["days"], 5);
    place.write("ours.toml", policy(6));
    // The plan keeps the policy as it was, and says that it has changed.
    let run = place.run(&["disclose", "plan", "-o", "notice", "--lang", "en"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(run.stderr.contains("the policy has changed"), "{}", run.stderr);
    assert!(place.read("notice/disclosure.json").contains("\"days\": 5"));
    // One that keeps none does not answer under another.
    place.without_copies("plan");
    let run = place.run(&["disclose", "plan", "-o", "notice", "--lang", "en"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("the policy has changed"), "{}", run.stderr);
}

#[test]
fn a_forged_plan_with_fresh_hashes_fails_its_audit() {
    let place = planned();
    let before = sha256(place.read("plan/plan.json").as_bytes());
    place.replace("plan/plan.json", "\"moves\": 6", "\"moves\": 7");
    place.replace("plan/run.toml", &before, &sha256(place.read("plan/plan.json").as_bytes()));
    let run = place.run(&["disclose", "plan", "-o", "notice", "--lang", "en"]);
    assert_eq!(run.code, 1, "{}", run.stderr);
    assert!(run.stderr.contains("does not pass its audit") && !place.path("notice").exists(), "{}", run.stderr);
    assert_eq!(place.json("audit", &["disclose", "plan", "-o", "notice"]).0, 1);
}

#[test]
fn no_cell_is_a_formula() {
    let place = Place::new();
    let roster = place.read("county/teachers.csv");
    let line = roster.lines().find(|l| l.starts_with("T005")).expect("T005");
    let name = line.split(',').nth(1).expect("a name");
    place.replace("county/teachers.csv", &format!("T005,{name},"), "T005,=HYPERLINK(9) x,");
    assert_eq!(place.run(&["plan", "county", "-o", "plan", "-q"]).code, 0);
    assert_eq!(place.run(&["disclose", "plan", "-o", "notice"]).code, 0);
    let list = place.read("notice/disclosure.csv");
    assert!(list.contains(",'=* x,"), "{list}");
    assert!(list.lines().all(|l| l.split(',').all(|cell| !cell.starts_with('='))), "{list}");
}

#[test]
fn no_name_of_the_roster_is_published() {
    let every = "name,from_school,to_school,stage,subject,direction,start,end,distance_km,rank_of_wish,lottery,lottery_post,because";
    let mut found_again = 0;
    for seed in ["1", "2", "3", "4", "5", "travelling"] {
        let place = Place::new();
        let mut args = vec!["plan", "county", "-o", "plan", "-q"];
        // Of the plan in which teachers travel the certificate leaves a goal to the search: it is solved again, and the notice
        // says so.
        if seed == "travelling" {
            place.write("itinerant.toml", crate::itinerant::POLICY);
            args.extend(["--policy", "itinerant.toml"]);
        } else {
            std::fs::remove_dir_all(place.path("county")).expect("the example");
            let made = place.run(&["generate", "-o", "county", "--seed", seed, "--size", "S", "--headers", "en", "-q"]);
            assert_eq!(made.code, 0, "{}", made.stderr);
        }
        assert_eq!(place.run(&args).code, 0);
        let run = place.run(&["disclose", "plan", "-o", "notice", "--fields", every, "-v"]);
        assert_eq!(run.code, 0, "{}", run.stderr);
        let notice: serde_json::Value = serde_json::from_str(&place.read("notice/disclosure.json")).expect("JSON");
        let (claimed, again) = (notice["check"]["standing"] == "claimed", notice["check"]["solved_again"] == true);
        assert_eq!((again, run.stdout.contains("重新求解")), (claimed, claimed), "{}", run.stdout);
        found_again += usize::from(again);
        let workbook = parts(&place, "notice/disclosure.xlsx");
        assert!(workbook.contains('*') && !workbook.contains("<f>"), "the workbook was read, and has no formula");
        let published = [
            run.stdout,
            run.stderr,
            place.read("notice/disclosure.csv"),
            place.read("notice/disclosure.json"),
            workbook,
        ];
        let roster = place.read("county/teachers.csv");
        let names: Vec<&str> = roster.lines().skip(1).filter_map(|l| l.split(',').nth(1)).collect();
        assert!(names.len() > 100 && ["teacher_id,name,", "教师编号,姓名,"].iter().any(|head| roster.contains(head)));
        for name in names.iter().filter(|n| n.chars().count() > 1) {
            assert!(published.iter().all(|text| !text.contains(name)), "seed {seed}: {name}");
        }
    }
    assert!(found_again > 0, "one of these plans is left to the search");
}
