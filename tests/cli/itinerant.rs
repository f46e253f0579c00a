//! Itinerant posts on the example county: who travels, in the plan, the audit, the answers and the diagnosis.

use crate::support::Place;
use serde_json::Value;

pub const POLICY: &str = "extends = \"kizilsu-2018\"\nid = \"itinerant\"\n\
    name = { zh = \"走教\", en = \"itinerant posts\" }\n\
    goals = [{ name = \"unmet-need\" }, { name = \"worst-school\" }, { name = \"shared-hours\" }, { name = \"wishes\" }, \
    { name = \"burden\" }, { name = \"disruption\" }, { name = \"shared-journey\" }, { name = \"lottery\" }, { name = \"lottery-posts\" }]\n\
    [rules.itinerant]\nmode = \"hard\"\nshare = { value = \"60%\", source = \"s\", grade = \"practice\" }\n";

fn policy(place: &Place, old: &str, new: &str) {
    assert!(POLICY.contains(old));
    place.write("itinerant.toml", POLICY.replace(old, new));
}

fn plan(place: &Place) -> Value {
    let run = place.run(&["plan", "county", "-o", "plan", "-q", "--force", "--policy", "itinerant.toml"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    serde_json::from_str(&place.read("plan/plan.json")).expect("plan.json")
}

/// Periods by teacher and school.
fn visits(document: &Value) -> Vec<(String, String, u64)> {
    let text = |v: &Value, key: &str| v[key].as_str().expect("an id").to_owned();
    let list = document["visits"].as_array().map(Vec::as_slice).unwrap_or_default();
    list.iter().map(|v| (text(v, "teacher_id"), text(v, "school"), v["periods"].as_u64().expect("periods"))).collect()
}

#[test]
fn who_travels_on_the_example_county() {
    let place = Place::new();
    policy(&place, "60%", "60%");
    place.snapshots("itinerant", &["plan", "county", "-o", "plan", "--force", "--policy", "itinerant.toml"]);
    let document = plan(&place);
    let taught: u64 = visits(&document).iter().map(|(.., periods)| periods).sum();
    assert_eq!(taught, 52);
    // One who moves and one who is retasked serve two small schools of the township each.
    for (id, served) in [("T010", [("S05", 4), ("S07", 2)]), ("T103", [("S09", 8), ("S11", 4)])] {
        let own = visits(&document).into_iter().filter(|(t, ..)| t == id).collect::<Vec<_>>();
        assert_eq!(own, served.map(|(school, periods)| (id.to_owned(), school.to_owned(), periods)));
    }
    let of =
        |list: &str, id: &str| document[list].as_array().expect(list).iter().find(|m| m["teacher_id"] == id).cloned();
    let because = of("moves", "T010").expect("a move")["because"].as_array().expect("reasons").clone();
    assert!(because.iter().any(|b| b["serves"] == "itinerant"), "{because:?}");
    assert_eq!(of("retasks", "T103").expect("a retask")["to"], "music");
    assert_eq!(place.read("plan/itinerant.csv").lines().count(), 1 + visits(&document).len());
    // The page counts periods and names nobody, unless that is asked for.
    for (more, named) in [(None, false), (Some("--people"), true)] {
        let args: Vec<&str> = ["report", "plan", "--html", "page.html", "-q"].into_iter().chain(more).collect();
        assert_eq!(place.run(&args).code, 0);
        let page = place.read("page.html");
        let section = page.split("<section id=\"visits\">").nth(1).and_then(|s| s.split("</section>").next());
        let section = section.expect("the section of visits");
        assert!(section.contains("52") && section.contains("鹿渡乡二村教学点"), "{section}");
        assert_eq!(section.contains("T103"), named, "{section}");
    }
    // Of who travels it is said where, and how many periods.
    for (id, served) in [("T010", [("S05", 4), ("S07", 2)]), ("T103", [("S09", 8), ("S11", 4)])] {
        let (_, explained) =
            place.json("explain", &["explain", "plan", "--teacher", id, "--most", "0", "--lang", "zh"]);
        let teacher = &explained["teacher"];
        let of = |v: &Value| (v["school_id"].as_str().map(str::to_owned), v["periods"].as_u64());
        let found: Vec<_> = teacher["visits"].as_array().expect("visits").iter().map(of).collect();
        assert_eq!(found, served.map(|(school, periods)| (Some(school.to_owned()), Some(periods))));
        let lines = explained["answer"].as_array().expect("sentences").iter();
        let line = lines.filter_map(Value::as_str).find(|line| line.contains("走教，每周")).expect("the sentence");
        for (school, periods) in served {
            assert!(line.contains(school) && line.contains(&format!(" {periods} 课时")), "{line}");
        }
    }
    place.snapshots("itinerant-teacher", &["explain", "plan", "--teacher", "T010", "--most", "1"]);
    place.snapshots("itinerant-rule", &["explain", "plan", "--rule", "itinerant"]);
    place.snapshots("itinerant-price", &["price", "plan", "--rule", "itinerant"]);
    place.snapshots("itinerant-audit", &["audit", "county", "plan", "--policy", "itinerant.toml"]);
    let checked = place.run(&["audit", "county", "plan/assignments.csv", "-q", "--policy", "itinerant.toml"]);
    assert_eq!(checked.code, 1, "who travels stands in no list of moves");
}

#[test]
fn a_table_of_visits_edited_by_hand_is_audited() {
    let place = Place::new();
    policy(&place, "60%", "60%");
    plan(&place);
    let list = place.read("plan/itinerant.csv");
    let row = list.lines().find(|l| l.starts_with("T103") && l.contains("S09")).expect("a row").to_owned();
    // One period more than S09 shares, in words of people, and somebody who teaches Chinese at another school.
    let edited = list.replace(&row, &row.replace(",8,", ",9,").replace("music", "音乐"));
    place.write("plan/itinerant.csv", format!("{edited}T005,,S11,S09,primary,music,2,\n").as_bytes());
    place.snapshots("itinerant-forged", &["audit", "county", "plan", "--policy", "itinerant.toml"]);
    place.write("plan/itinerant.csv", "teacher_id,school,subject,periods\nT103,S09,music,many\n,S11,music,4\n");
    place.snapshots("itinerant-bad-table", &["audit", "county", "plan", "--policy", "itinerant.toml"]);
}

#[test]
fn another_share_gives_another_plan() {
    let place = Place::new();
    for (share, taught) in [("0%", 0), ("20%", 26), ("60%", 52)] {
        policy(&place, "60%", share);
        let sum: u64 = visits(&plan(&place)).iter().map(|(.., periods)| periods).sum();
        assert_eq!(sum, taught, "{share}");
    }
}

#[test]
fn a_share_that_nobody_can_teach_is_told_and_repaired() {
    let place = Place::new();
    policy(&place, "60%", "100%");
    place.snapshots("itinerant-diagnose", &["diagnose", "county", "--policy", "itinerant.toml"]);
}

#[test]
fn settings_that_mean_nothing_are_told() {
    let place = Place::new();
    policy(
        &place,
        "mode = \"hard\"\n",
        "mode = \"hard\"\nsubjects = { value = [\"dance\"], source = \"s\", grade = \"practice\" }\n",
    );
    place.snapshots("itinerant-bad-subject", &["plan", "county", "-o", "plan", "--policy", "itinerant.toml"]);
    policy(&place, "mode = \"hard\"", "mode = \"off\"");
    place.snapshots("itinerant-off", &["check", "county", "--policy", "itinerant.toml"]);
    policy(&place, "60%", "0%");
    let text = place.read("itinerant.toml").replace("{ name = \"shared-hours\" }, ", "");
    place.write("itinerant.toml", text);
    place.snapshots("itinerant-without-effect", &["check", "county", "--policy", "itinerant.toml"]);
}

#[test]
fn years_with_itinerant_teachers_are_clean() {
    let place = Place::new();
    policy(&place, "60%", "20%");
    let run = place.run(&["years", "county", "--years", "3", "-o", "years", "-q", "--policy", "itinerant.toml"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    for year in ["2026-2027", "2027-2028", "2028-2029"] {
        let plan: Value = serde_json::from_str(&place.read(&format!("years/{year}/plan.json"))).expect("plan.json");
        assert_eq!(plan["summary"]["audit"]["clean"], true, "{year}");
        assert!(!visits(&plan).is_empty(), "{year}");
    }
    let document: Value = serde_json::from_str(&place.read("years/years.json")).expect("years.json");
    for year in document["years"].as_array().expect("years") {
        let by_subject = year["shortages"].as_array().expect("subjects").iter();
        let after: u64 = by_subject.map(|s| s["after"].as_u64().expect("a count")).sum();
        assert_eq!(Some(after), year["plan"]["short_posts_after"].as_u64(), "who travels is missing: {year}");
    }
}

#[test]
fn who_travels_is_missing_wherever_posts_are_counted() {
    let place = Place::new();
    policy(&place, "60%", "60%");
    let document = plan(&place);
    for school in document["schools"].as_array().expect("schools") {
        let (id, after) = (school["school_id"].as_str().expect("an id"), school["short_after"].as_u64());
        let (_, answer) = place.json("explain", &["explain", "plan", "--school", id, "--most", "0"]);
        let subjects = answer["school"]["subjects"].as_array().expect("subjects").iter();
        let short: u64 = subjects.map(|s| s["short_after"].as_u64().expect("a count")).sum();
        assert_eq!(Some(short), after, "{id}");
    }
    let scenario = "description = \"走教\"\nbase = \"county\"\npolicy = \"itinerant.toml\"\n";
    place.write("travel.toml", scenario);
    let run = place.run(&["whatif", "travel.toml", "-o", "out", "-q"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let results = place.read("out/results.csv");
    let of = |measure: &str| -> u64 {
        let rows = results.lines().map(|l| l.split(',').collect::<Vec<_>>());
        let own = rows.filter(|cells| cells.iter().any(|c| c.starts_with(measure)));
        own.map(|cells| cells.last().expect("a value").parse::<u64>().expect("a count")).sum()
    };
    assert_eq!(of("short-after."), of("short-posts-after"));
    assert_eq!(of("short-posts-after"), document["summary"]["short_posts_after"].as_u64().expect("a count"));
}
