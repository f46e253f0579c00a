//! `compare`: plans, years and what-ifs side by side.

use crate::support::Place;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;

/// A policy that lets schools send a quarter of their teachers, not 15 %: one number differs.
const WIDER: &str = "extends = \"kizilsu-2018\"\nid = \"wider\"\nname = { zh = \"放宽派出上限\", en = \"wider outflow\" }\n\
    [rules.outflow-cap]\nshare = { value = \"25%\", source = \"evidence\", grade = \"practice\" }\n";

/// The example's plan, and its twin under the wider policy.
fn twins() -> Place {
    let place = Place::new();
    place.write("wider.toml", WIDER);
    assert_eq!(place.run(&["plan", "county", "-o", "plan", "-q"]).code, 0);
    assert_eq!(place.run(&["plan", "county", "--policy", "wider.toml", "-o", "wider", "-q"]).code, 0);
    place
}

#[test]
fn two_plans_of_the_example() {
    let place = twins();
    place.snapshots("compare", &["compare", "plan", "wider", "--frontier", "short-posts-after,journey-km.mean"]);
    // Folders of one name are told apart.
    std::fs::create_dir(place.path("other")).expect("a folder");
    std::fs::rename(place.path("wider"), place.path("other/plan")).expect("renamed");
    let (_, document) = place.json("compare", &["compare", "plan", "other/plan"]);
    assert_eq!(
        (&document["sides"][0]["label"], &document["sides"][1]["label"]),
        (&json!("plan"), &json!("other/plan"))
    );
    // A plan and itself: nothing differs.
    let run = place.run(&["compare", "plan", "plan", "--lang", "en"]);
    assert!(run.stdout.contains("no teacher is treated differently"), "{}", run.stdout);
    assert!(!run.stdout.contains("(+") && !run.stdout.contains("(−"), "{}", run.stdout);
}

#[test]
fn the_document_fits_its_schema_and_the_plans_own_figures() {
    let place = twins();
    let (code, document) = place.json("compare", &["compare", "plan", "wider"]);
    assert_eq!((code, &document["apart"]), (0, &json!(["policies"])));
    let read = |name: &str| -> Value { serde_json::from_str(&place.read(&format!("{name}/plan.json"))).expect("JSON") };
    let (a, b) = (read("plan"), read("wider"));
    let row = |measure: &str| {
        let all = document["figures"].as_array().expect("figures");
        all.iter().find(|f| f["measure"] == measure).map(|f| f["values"].clone()).unwrap_or_default()
    };
    for measure in ["moves", "moves_down", "short_posts_after", "unmet_need_after", "eligible"] {
        let of = |plan: &Value| json!({ "whole": plan["summary"][measure] });
        assert_eq!(row(&measure.replace('_', "-")), json!([of(&a), of(&b)]), "{measure}");
    }
    // Exactly the teachers whose move is not in both plans.
    let moves = |plan: &Value| -> Vec<String> {
        let all = plan["moves"].as_array().expect("moves").iter();
        all.map(|m| format!("{} {} {} {}", m["teacher_id"], m["to_school"], m["stage"], m["subject"])).collect()
    };
    let (in_a, in_b) = (moves(&a), moves(&b));
    let once = in_a.iter().filter(|m| !in_b.contains(m)).chain(in_b.iter().filter(|m| !in_a.contains(m)));
    let mut expected: Vec<&str> = once.filter_map(|m| m.split('"').nth(1)).collect();
    expected.sort_unstable();
    expected.dedup();
    let people: Vec<&str> =
        document["people"].as_array().expect("people").iter().filter_map(|p| p["teacher_id"].as_str()).collect();
    assert_eq!(people, expected);
    assert!(!people.is_empty());
    for person in document["people"].as_array().expect("people") {
        assert!(person["name"].as_str().is_some_and(|n| n.contains('*')), "{person}");
    }
}

#[test]
fn the_folder_is_whole_and_the_page_is_made_from_it_again() {
    let place = twins();
    assert_eq!(place.run(&["compare", "plan", "wider", "-o", "both", "-q"]).code, 0);
    assert_eq!(place.names("both"), ["compare.csv", "compare.html", "compare.json", "compare.xlsx"]);
    let csv = place.read("both/compare.csv");
    assert!(csv.contains("B,wider,2026-2027,short-posts-after,"), "{csv}");
    assert_eq!(place.run(&["report", "both", "--html", "page.html", "-q"]).code, 0);
    assert_eq!(place.read("page.html"), place.read("both/compare.html"));
    // A comparison takes the place of one that stands there, of nothing else.
    assert_eq!(place.run(&["compare", "wider", "plan", "-o", "both", "-q"]).code, 0);
    assert_eq!(place.run(&["compare", "wider", "plan", "-o", "plan", "-q"]).code, 2);
    // A folder that was damaged is told.
    place.write("both/compare.json", "{\"sides\": []");
    place.snapshots("report-damaged", &["report", "both", "--html", "page.html"]);
}

#[test]
fn years_are_compared_year_by_year() {
    let place = Place::new();
    place.write("wider.toml", WIDER);
    let years = |name: &str, policy: &str| {
        place.run(&["years", "county", "--years", "2", "--policy", policy, "-o", name, "-q"]).code
    };
    assert_eq!((years("as-is", "kizilsu-2018"), years("wider", "wider.toml")), (0, 0));
    let (code, document) = place.json("compare", &["compare", "as-is", "wider"]);
    assert_eq!(code, 0);
    let all: Value = serde_json::from_str(&place.read("wider/years.json")).expect("JSON");
    for year in all["years"].as_array().expect("years") {
        let row = document["figures"].as_array().expect("figures").iter();
        let mut row = row.filter(|f| f["measure"] == "short-posts-after" && f["school_year"] == year["school_year"]);
        let found = row.next().map(|f| f["values"][1].clone());
        assert_eq!(found, Some(json!({ "whole": year["plan"]["short_posts_after"] })));
    }
    place.snapshots("compare-kinds", &["compare", "as-is", "as-is/2026-2027"]);
}

#[test]
fn a_sweep_is_compared_by_its_points() {
    let place = Place::new();
    let scenario = "description = \"quota and pupils\"\nbase = \"county\"\n[sweep]\nquota = [\"10%\", \"30%\"]\n\
        seeds = [1, 2, 3, 4, 5, 6, 7]\n[sweep.noise]\npupils = \"8%\"\n";
    place.write("sweep.toml", scenario);
    assert_eq!(place.run(&["whatif", "sweep.toml", "-o", "sweep", "-q"]).code, 0);
    let args = ["compare", "sweep", "--frontier", "short-posts-after,+moves"];
    let (code, document) = place.json("compare", &args);
    assert_eq!(
        (code, document["sides"].as_array().map(Vec::len)),
        (0, Some(0)),
        "fourteen runs do not stand side by side"
    );
    let points = document["points"].as_array().expect("points");
    assert_eq!(points.len(), 2);
    for point in points {
        assert_eq!(point["seeds"], json!([1, 2, 3, 4, 5, 6, 7]));
        // By nearest rank the median of seven is the fourth.
        let index: Value = serde_json::from_str(&place.read("sweep/whatif.json")).expect("JSON");
        let runs = index["runs"].as_array().expect("runs").iter();
        let mut values: Vec<i64> = Vec::new();
        for run in runs.filter(|r| r["parameters"] == point["parameters"]) {
            let file = format!("sweep/results/{}.json", run["hash"].as_str().expect("a hash"));
            let stored: Value = serde_json::from_str(&place.read(&file)).expect("JSON");
            let measures = stored["run"]["planned"][0]["measures"].as_array().expect("measures");
            let found = measures.iter().find(|m| m["measure"] == "short-posts-after");
            values.extend(found.and_then(|m| m["value"]["whole"].as_i64()));
        }
        values.sort_unstable();
        let spread = point["spread"].as_array().expect("spread").iter();
        let spread = spread.clone().find(|s| s["measure"] == "short-posts-after");
        match spread {
            Some(spread) => assert_eq!(spread["median"]["whole"], json!(values[(values.len() - 1) / 2])),
            None => assert!(values.is_empty()),
        }
    }
    place.snapshots("compare-sweep", &args);
}

#[test]
fn two_counties_are_compared_in_figures_alone() {
    let place = Place::new();
    assert_eq!(place.run(&["plan", "county", "-o", "plan", "-q"]).code, 0);
    assert_eq!(place.run(&["generate", "--size", "S", "-o", "other", "-q"]).code, 0);
    assert_eq!(place.run(&["plan", "other", "-o", "other-plan", "-q"]).code, 0);
    let (code, document) = place.json("compare", &["compare", "plan", "other-plan"]);
    assert_eq!(code, 0);
    assert_eq!(document["apart"][0], "counties");
    assert_eq!((&document["people"], &document["schools"]), (&json!([]), &json!([])));
    let run = place.run(&["compare", "plan", "other-plan"]);
    assert!(run.stdout.contains("不是同一个县"), "{}", run.stdout);
}

#[test]
fn what_cannot_be_compared_is_said() {
    let place = twins();
    place.snapshots("compare-one", &["compare", "plan"]);
    place.snapshots("compare-nothing", &["compare", "plan", "county"]);
    place.snapshots("compare-no-folder", &["compare", "plan", "nowhere"]);
    place.snapshots("compare-bad-frontier", &["compare", "plan", "wider", "--frontier", "moves"]);
    place.snapshots("compare-no-measure", &["compare", "plan", "wider", "--frontier", "moves,happiness"]);
    place.replace("wider/assignments.csv", "S0", "S1");
    place.snapshots("compare-edited", &["compare", "plan", "wider"]);
}

/// Gives the files of a plan the hashes that they have, as whoever edits them can.
fn rehash(place: &Place, plan: &str) {
    let file = format!("{plan}/run.toml");
    let text = place.read(&file);
    let mut run: toml::Table = text.split("# sha256 ").next().unwrap_or_default().parse().expect("TOML");
    for output in run["outputs"].as_array_mut().expect("outputs") {
        let name = format!("{plan}/{}", output["file"].as_str().expect("a name"));
        output["sha256"] = sha256(&std::fs::read(place.path(&name)).expect("a file")).into();
    }
    let body = toml::to_string(&run).expect("TOML");
    place.write(&file, format!("{body}# sha256 {}\n", sha256(body.as_bytes())));
}

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect()
}

#[test]
fn a_plan_that_does_not_pass_its_audit_is_not_compared_as_if_it_did() {
    let place = twins();
    let sound = place.json("compare", &["compare", "plan", "wider"]);
    assert_eq!((sound.0, sound.1["sides"][1].get("doubts")), (0, None));
    // A figure that does not follow from the moves, a move that breaks a rule, an audit that finds nothing.
    let figure = place.read("wider/plan.json");
    let of = |text: &str| -> Value { serde_json::from_str(text).expect("JSON") };
    let own = of(&figure)["moves"][0]["from_school"].as_str().expect("a school").to_owned();
    type Edit = Box<dyn Fn(&mut Value)>;
    let edits: [(&str, Edit); 2] = [
        ("a figure", Box::new(|d| d["summary"]["short_posts_after"] = json!(1))),
        ("a move", Box::new(move |d| d["moves"][0]["to_school"] = json!(own))),
    ];
    for (name, edit) in edits {
        let mut document = of(&figure);
        edit(&mut document);
        place.write("wider/plan.json", serde_json::to_string_pretty(&document).expect("JSON"));
        rehash(&place, "wider");
        let (code, document) = place.json("compare", &["compare", "plan", "wider"]);
        let doubts = &document["sides"][1]["doubts"];
        assert_eq!((code, doubts[0]["school_year"].as_str()), (1, Some("2026-2027")), "{name}");
        assert!(doubts[0]["breaches"].as_u64().is_some_and(|n| n > 0), "{name}: {doubts}");
        assert!(document["sides"][0].get("doubts").is_none(), "{name}: the other is sound");
        assert_eq!(document["sides"][1]["standing"], "open", "{name}");
        for (lang, note) in [("zh", "未通过审核"), ("en", "does not pass its audit")] {
            let run = place.run(&["compare", "plan", "wider", "-o", "both", "--lang", lang]);
            assert_eq!(run.code, 1, "{name}");
            assert!(run.stdout.contains(note) && run.stdout.contains("B wider"), "{name}: {}", run.stdout);
            assert!(place.read("both/compare.html").contains(note), "{name}");
        }
    }
    // What the folder's own audit says is not believed.
    place.write("wider/plan.json", &figure);
    let mut audit = of(&place.read("wider/audit.json"));
    audit["rules"][0]["achieved"] = json!(4321);
    place.write("wider/audit.json", serde_json::to_string_pretty(&audit).expect("JSON"));
    rehash(&place, "wider");
    assert_eq!(place.json("compare", &["compare", "plan", "wider"]), sound);
}

#[test]
fn a_plan_that_cannot_be_audited_again_is_told_of() {
    let place = twins();
    place.without_copies("wider");
    std::fs::rename(place.path("county"), place.path("elsewhere")).expect("moved");
    let (code, document) = place.json("compare", &["compare", "plan", "wider"]);
    assert_eq!((code, &document["sides"][1]["doubts"]), (0, &json!([{ "school_year": "2026-2027" }])));
    assert!(document["sides"][0].get("doubts").is_none());
    for (lang, note) in [("zh", "未能重新审核"), ("en", "could not be audited again")] {
        let run = place.run(&["compare", "plan", "wider", "--lang", lang]);
        assert_eq!(run.code, 0, "{}", run.stderr);
        assert!(run.stdout.contains(note) && run.stderr.contains(note), "{}{}", run.stdout, run.stderr);
    }
}

#[test]
fn years_whose_figures_are_not_those_of_their_plans_are_refused() {
    let place = Place::new();
    assert_eq!(place.run(&["years", "county", "--years", "2", "-o", "one", "-q"]).code, 0);
    assert_eq!(place.run(&["years", "county", "--years", "2", "-o", "two", "-q"]).code, 0);
    assert_eq!(place.run(&["compare", "one", "two", "-q"]).code, 0);
    let text = place.read("two/years.json");
    for figure in ["teachers", "short_posts_after", "before", "weighted"] {
        let mut document: Value = serde_json::from_str(&text).expect("JSON");
        let year = &mut document["years"][1];
        let cell = match figure {
            "teachers" => &mut year["teachers"],
            "short_posts_after" => &mut year["plan"]["short_posts_after"],
            "before" => &mut year["shortages"][0]["before"],
            _ => &mut year["balance"][0]["weighted"],
        };
        assert!(cell.is_number(), "{figure}: {cell}");
        *cell = json!(77);
        place.write("two/years.json", serde_json::to_string_pretty(&document).expect("JSON"));
        for args in [&["compare", "one", "two", "--lang", "en"][..], &["report", "two", "--html", "-", "--lang", "en"]]
        {
            let run = place.run(args);
            assert_eq!(run.code, 2, "{figure}: {}", run.stderr);
            assert!(run.stderr.contains("two/2027-2028"), "{figure}: {}", run.stderr);
        }
    }
}

#[test]
fn the_workbook_has_its_charts() {
    let place = twins();
    let args = ["compare", "plan", "wider", "--frontier", "short-posts-after,journey-metres", "-o", "both", "-q"];
    assert_eq!(place.run(&args).code, 0);
    let file = std::fs::File::open(place.path("both/compare.xlsx")).expect("the workbook");
    let mut book = zip::ZipArchive::new(file).expect("a workbook");
    let names: Vec<String> = book.file_names().flatten().map(|n| n.into_owned()).collect();
    for part in ["xl/charts/chart1.xml", "xl/charts/chart2.xml", "xl/worksheets/sheet7.xml"] {
        assert!(names.iter().any(|n| n == part), "{part} is not in {names:?}");
    }
    let mut words = String::new();
    let mut part = book.by_name("xl/sharedStrings.xml").expect("strings");
    std::io::Read::read_to_string(&mut part, &mut words).expect("text");
    // The names of people are masked here too.
    assert!(words.contains("***") && words.contains("克政办发〔2018〕59号 三(二)3"), "{words}");
    let movers = |dir: &str| -> BTreeSet<String> {
        let table = place.read(&format!("{dir}/assignments.csv"));
        table.lines().skip(1).filter_map(|l| l.split(',').next().map(str::to_owned)).collect()
    };
    let (one, other) = (movers("plan"), movers("wider"));
    let apart: Vec<&String> = one.symmetric_difference(&other).collect();
    assert!(!apart.is_empty() && apart.iter().all(|id| words.contains(*id)), "{apart:?}: {words}");
    let roster = place.read("county/teachers.csv");
    let own = roster.lines().filter_map(|l| l.split(',').nth(1)).filter(|n| n.chars().count() > 2);
    for name in own.skip(1) {
        assert!(!words.contains(name), "{name}");
    }
}
