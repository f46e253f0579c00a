//! `whatif`: scenarios that come to what they say, edits that do not apply, and results that survive whatever happens.

use crate::support::{Place, root};
use lungang_domain::format::Numbered;
use lungang_domain::whatif::{RunResult, StoredRun};
use serde_json::Value;
use sha2::Digest;
use std::path::Path;

/// The example county under the name that the scenarios' folder has for it.
pub fn place() -> Place {
    let place = Place::empty();
    let copy = |from: &Path, to: &str| {
        for entry in std::fs::read_dir(from).expect("a folder").flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            place.write(&format!("{to}/{name}"), std::fs::read(entry.path()).expect("a file"));
        }
    };
    copy(&root().join("data/examples/county"), "examples/county");
    copy(&root().join("data/scenarios"), "scenarios");
    // Scenarios name the example beside their folder: that is for the data that come with the program.
    copy(&root().join("data/policies"), "policies");
    copy(&root().join("data/words/zh"), "words/zh");
    place
}

/// A scenario on the example county.
fn scenario(place: &Place, name: &str, rest: &str) {
    let text = format!("description = \"{name}\"\nbase = \"../examples/county\"\n{rest}");
    place.write(&format!("mine/{name}.toml"), text);
}

/// The joined files.
pub fn joined(place: &Place, dir: &str) -> Vec<Vec<u8>> {
    let files = ["results.csv", "results.parquet", "runs.csv", "whatif.json"];
    files.map(|name| std::fs::read(place.path(&format!("{dir}/{name}"))).expect(name)).to_vec()
}

/// The value of a measure of the only year of a run.
fn measure(place: &Place, dir: &str, run: &str, measure: &str) -> Option<String> {
    let text = place.read(&format!("{dir}/results.csv"));
    let rows = text.lines().map(|line| line.split(',').collect::<Vec<_>>());
    let mut found = rows.filter(|cells| cells[1] == run && cells[6] == measure).map(|cells| cells[7].to_owned());
    found.next()
}

#[test]
fn every_scenario_comes_to_what_it_says() {
    let place = place();
    let run = place.run(&["whatif", "scenarios", "-o", "out"]);
    assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
    let mut tests = 0;
    for name in place.names("scenarios") {
        let text = place.read(&format!("scenarios/{name}"));
        let (test, sweep) = (text.contains("\n[expected]"), text.contains("\n[sweep]"));
        assert!(test || sweep, "{name} is neither a test nor a sweep");
        tests += usize::from(test);
    }
    assert!(tests >= 8, "{tests} scenarios are tests");
}

#[test]
fn the_runs_of_two_scenarios() {
    let place = place();
    let args = ["whatif", "scenarios/quota-15.toml", "scenarios/quota-60-infeasible.toml", "-o", "out"];
    place.snapshots("whatif", &args);
    let (code, document) = place.json("whatif", &args);
    assert_eq!((code, document["runs"].as_array().map(Vec::len)), (0, Some(2)));
    let described = place.run(&["schema", "whatif-result"]).json();
    for name in place.names("out/results") {
        let value = serde_json::from_str(&place.read(&format!("out/results/{name}"))).expect("JSON");
        let faults = crate::json_schema::faults(&described, &value);
        assert!(faults.is_empty(), "{name}: {faults:?}");
    }
}

/// Each plan of a run stops at a limit; how it ended is its result, in words wherever it is shown, and no error.
#[test]
fn runs_stop_at_limits_and_that_is_their_result() {
    let place = place();
    scenario(&place, "as-it-is", "[sweep]\nseeds = [1, 2]\n");
    let ran = |dir: &str, more: &[&str]| {
        let args = [&["whatif", "mine/as-it-is.toml", "-o", dir], more].concat();
        let (code, document) = place.json("whatif", &args);
        assert_eq!(code, 0, "{document:#}");
        let text = place.run(&[&args[..], &["--lang", "zh", "--verify"]].concat());
        assert_eq!(text.code, 0, "{}{}", text.stdout, text.stderr);
        let run = document["runs"][0].clone();
        let status = run["status"].as_str().expect("a status").to_owned();
        assert!(place.read(&format!("{dir}/runs.csv")).contains(&format!(",{status},")), "{status}");
        assert!(place.read(&format!("{dir}/results.csv")).contains(&format!(",{status},")), "{status}");
        let page = format!("{dir}.html");
        assert_eq!(place.run(&["compare", dir, "--html", &page, "--lang", "zh"]).code, 0);
        (run["hash"].clone(), status, text.stdout, place.read(&page))
    };
    let free = ran("free", &[]);
    let seen = [
        (ran("gap", &["--gap", "90%"]), "gap", "在允许差距内"),
        // Nothing is found so soon: the figures are those of the county as it stands, and nobody says that there is no plan.
        (ran("limit", &["--time-limit", "0.000001"]), "nothing", "到限中止，未得方案"),
    ];
    assert_eq!(free.1, "optimal");
    for ((hash, status, text, page), ended, words) in seen {
        assert_eq!(status, ended);
        assert!(text.contains(words) && page.contains(words), "{words}: {text}");
        assert_ne!(hash, free.0, "a result of a limit is another result");
    }
    // Without the limit the result of the limit is none.
    let merged = place.run(&["whatif", "mine/as-it-is.toml", "-o", "limit", "--merge"]);
    assert_eq!(merged.code, 2, "{}", merged.stderr);
    // What workers say is passed on where that is asked for.
    let told = |more: &[&str]| place.run(&[&["whatif", "mine/as-it-is.toml", "-o", "told"], more].concat()).stderr;
    let log = told(&["-v"]);
    assert!(log.contains("as-it-is.toml") && log.contains("status=\"optimal\""), "{log}");
    assert!(!told(&[]).contains("status="));
}

#[test]
fn an_expectation_that_is_not_met_is_told_with_its_place() {
    let place = place();
    place.replace("scenarios/quota-15.toml", "moves = 6", "moves = 7\nno-such-measure = 1");
    place.snapshots("whatif-unmet", &["whatif", "scenarios/quota-15.toml", "-o", "out"]);
}

#[test]
fn edits_that_do_not_apply_are_told_all_at_once_and_nothing_is_run() {
    let place = place();
    let faulty = r#"years = "three"

[policy.rules.exchange-quota]
shares = "15%"

[policy.eligibility]
years-same-school = "six"

[[cells]]
table = "teachers"
row = "T999"
column = "status"
from = "on_duty"
to = "leave"

[[cells]]
table = "schools"
row = "S07"
column = "pupils"
from = 25
to = 30

[[cells]]
table = "schols"
row = "S07"
column = "pupils"
from = 27
to = 30

[[cells]]
table = "schools"
row = "S07"
colum = "pupils"
from = 27
to = 30

[[scale]]
table = "schools"
column = "name"
by = 1.1

[[remove]]
table = "wishes"
where = { teacher_id = "T005", rank = 9 }

[[merge]]
school = "S03"
into = "S01"

[[open]]
school = { school_id = "S12", stage = "primary", area = "moon", pupils = 10, classes = 1 }

[sweep]
quotas = [0.1]
"rules.no-such-rule.share" = [0.1]
seeds = []
"#;
    scenario(&place, "faulty", faulty);
    let args = ["whatif", "mine/faulty.toml", "-o", "out"];
    // Faults of the file itself come first, those of what it means once it can be read.
    place.snapshots("whatif-bad-file", &args);
    for (from, to) in [
        ("years = \"three\"", "years = 0"),
        ("colum =", "column ="),
        ("quotas = [0.1]\n", ""),
        ("seeds = []\n", ""),
        ("\"rules.no-such-rule.share\" = [0.1]\n", ""),
    ] {
        place.replace("mine/faulty.toml", from, to);
    }
    place.snapshots("whatif-bad-edits", &args);
    place.replace("mine/faulty.toml", "shares = ", "share = ");
    place.replace("mine/faulty.toml", "years-same-school = \"six\"", "years-same-school = 6");
    scenario(&place, "unknown", "[sweep]\n\"rules.no-such-rule.share\" = [0.1, 0.2]\n");
    place.snapshots("whatif-bad-sweep", &["whatif", "mine/unknown.toml", "-o", "out"]);
    assert!(!place.path("out").exists(), "nothing is run");
}

/// A scenario and the county, or the policy, changed by hand in the same way: the same plan.
#[test]
fn a_scenario_is_the_county_changed_by_hand() {
    let place = place();
    scenario(&place, "policy", "[policy.eligibility]\nyears-same-school = 4\n");
    scenario(&place, "cells", "[[cells]]\ntable = \"学校\"\nrow = \"S10\"\ncolumn = \"艰苦类别\"\nfrom = 4\nto = 6\n");
    let run = place.run(&["whatif", "mine", "-o", "out"]);
    assert_eq!(run.code, 0, "{}", run.stderr);

    let plan = |args: &[&str]| {
        let run = place.run(&[&["plan"], args, &["-o", "plan", "--format", "json", "-q", "--force"]].concat());
        assert_eq!(run.code, 0, "{}", run.stderr);
        run.json()
    };
    let same = |run: &str, summary: &serde_json::Value| {
        for goal in summary["goals"].as_array().expect("goals") {
            let name = goal["name"].as_str().expect("a name");
            let found = measure(&place, "out", run, &format!("goal.{name}"));
            assert_eq!(found, Some(goal["value"].to_string()), "{run}: {name}");
        }
    };
    same("cells.1", &{
        place.replace("examples/county/schools.csv", ",141,4,", ",141,6,");
        let summary = plan(&["examples/county"]);
        place.replace("examples/county/schools.csv", ",141,6,", ",141,4,");
        summary
    });
    place.write(
        "four.toml",
        "extends = \"kizilsu-2018\"\n[eligibility]\n\
         years-same-school = { value = 4, source = \"evidence\", grade = \"practice\" }\n",
    );
    same("policy.1", &plan(&["examples/county", "--policy", "four.toml"]));
}

/// A scenario calls schools by their full names, and what the tables call by name keeps its id through the merger.
#[test]
fn schools_have_their_names_in_a_scenario_too() {
    let place = place();
    let old = "雾湾镇二村教学点";
    let mut seen = Vec::new();
    for (out, school, into) in [("ids", "S07", "S04"), ("names", old, "雾湾镇中心小学")] {
        scenario(&place, "merge", &format!("[[merge]]\nschool = \"{school}\"\ninto = \"{into}\"\n"));
        let run = place.run(&["whatif", "mine/merge.toml", "-o", out]);
        assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
        seen.push(["moves", "teachers", "goal.unmet-need"].map(|m| measure(&place, out, "merge.1", m)));
        let teachers = place.read("examples/county/teachers.csv").replace(",S07,", &format!(",{old},"));
        place.write("examples/county/teachers.csv", teachers);
    }
    assert!(seen[0][2].is_some() && seen[0] == seen[1], "{seen:?}");
}

/// A short name that only one school may bear is taken and told; of one that several may bear they are asked about, and nothing is
/// run, even where the scenario itself leaves but one of them.
#[test]
fn schools_have_their_short_names_in_a_scenario_too() {
    let place = place();
    let mut seen = Vec::new();
    for (out, school, into) in [("ids", "S07", "S04"), ("short", "雾湾镇二村", "雾湾镇中心")] {
        scenario(&place, "merge", &format!("[[merge]]\nschool = \"{school}\"\ninto = \"{into}\"\n"));
        let run = place.run(&["whatif", "mine/merge.toml", "-o", out, "--lang", "en"]);
        assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
        assert_eq!(run.stderr.contains("short-name"), out == "short", "{}", run.stderr);
        seen.push(["moves", "teachers", "goal.unmet-need"].map(|m| measure(&place, out, "merge.1", m)));
    }
    assert!(seen[0][2].is_some() && seen[0] == seen[1], "{seen:?}");
    let closed = "[[merge]]\nschool = \"鹿渡乡二村\"\ninto = \"S08\"\n";
    for rest in ["", closed] {
        scenario(&place, "two", &format!("{rest}[[merge]]\nschool = \"二村\"\ninto = \"S04\"\n"));
        let asked = place.run(&["whatif", "mine/two.toml", "-o", "two", "--lang", "en"]);
        assert!(asked.code != 0 && asked.stderr.contains("several-schools"), "{}", asked.stderr);
        assert!(asked.stderr.contains("S07 雾湾镇二村教学点, S11 鹿渡乡二村教学点"), "{}", asked.stderr);
        assert!(!place.path("two").exists(), "nothing is run");
    }
}

/// The merger of S07 into S04 by hand, in the files.
#[test]
fn a_merger_is_what_it_would_be_by_hand() {
    let place = place();
    scenario(&place, "merge", "[[merge]]\nschool = \"S07\"\ninto = \"S04\"\n");
    let run = place.run(&["whatif", "mine/merge.toml", "-o", "out"]);
    assert_eq!(run.code, 0, "{}", run.stderr);

    let table = |name: &str| format!("examples/county/{name}.csv");
    let old = "S04,雾湾镇中心小学,小学,乡村,普通,161,6,,,,,,,,,,1,1,1,1,1,1,0,0,0,0,2,云岭县第一小学教育联盟,,100.168124,38.036584,9,2,6,";
    let new = "S04,雾湾镇中心小学,小学,乡村,普通,188,9,,,,,,,,,,2,2,2,1,1,1,0,0,0,0,2,云岭县第一小学教育联盟,,100.168124,38.036584,14,5,8,";
    place.replace(&table("schools"), old, new);
    let rows = |name: &str, keep: &dyn Fn(&str) -> Option<String>| {
        let kept: Vec<String> = place.read(&table(name)).lines().filter_map(keep).collect();
        place.write(&table(name), kept.join("\n") + "\n");
    };
    rows("schools", &|row| (!row.starts_with("S07,")).then(|| row.to_owned()));
    rows("travel", &|row| (!row.contains("S07")).then(|| row.to_owned()));
    rows("teachers", &|row| Some(row.replace(",S07,", ",S04,")));
    let roster = place.read(&table("teachers"));
    let at_home = |id: &str| roster.lines().any(|t| t.starts_with(&format!("{id},")) && t.contains(",S04,"));
    let wishes = place.read(&table("wishes"));
    let other = |id: &str| wishes.lines().any(|w| w.starts_with(&format!("{id},")) && w.ends_with(",S04"));
    rows("wishes", &|row| {
        let id = row.split(',').next().unwrap_or_default();
        let moved = row.ends_with(",S07");
        (!(moved && (other(id) || at_home(id)))).then(|| row.replace(",S07", ",S04"))
    });
    let plan = place.run(&["plan", "examples/county", "-o", "plan", "--format", "json", "-q"]);
    assert_eq!(plan.code, 0, "{}", plan.stderr);
    for goal in plan.json()["goals"].as_array().expect("goals") {
        let name = goal["name"].as_str().expect("a name");
        let found = measure(&place, "out", "merge.1", &format!("goal.{name}"));
        assert_eq!(found, Some(goal["value"].to_string()), "{name}");
    }
}

/// Pupils are drawn by the seed, within what the sweep allows, and alike under every policy.
#[test]
fn pupils_are_drawn_by_the_seed() {
    let place = place();
    assert_eq!(place.run(&["whatif", "scenarios/quota-grid.toml", "-o", "out"]).code, 0);
    let pupils = |run: u32| measure(&place, "out", &format!("quota-grid.{run}"), "pupils").expect("a measure");
    let schools = place.read("examples/county/schools.csv");
    let total: i64 =
        schools.lines().skip(1).map(|s| s.split(',').nth(5).expect("pupils").parse::<i64>().expect("a number")).sum();
    let drawn: Vec<i64> = (1..=3).map(|run| pupils(run).parse().expect("a number")).collect();
    for (seed, n) in drawn.iter().enumerate() {
        assert!((n - total).abs() * 100 <= total * 5, "5 % of {total}: {n}");
        assert_eq!(pupils(seed as u32 + 4), n.to_string(), "the other policy has the same pupils");
    }
    assert!(drawn[0] != drawn[1] && drawn[1] != drawn[2], "{drawn:?}");
}

#[test]
fn years_are_those_of_the_command() {
    let place = place();
    scenario(&place, "two", "years = 2\n");
    assert_eq!(place.run(&["whatif", "mine/two.toml", "-o", "out"]).code, 0);
    let years = place.run(&["years", "examples/county", "--years", "2", "-o", "years", "--format", "json"]).json();
    let rows = place.read("out/results.csv");
    for year in years["years"].as_array().expect("years") {
        let label = year["school_year"].as_str().expect("a year");
        for goal in year["plan"]["goals"].as_array().expect("goals") {
            let row = format!(",{label},optimal,goal.{},{}\n", goal["name"].as_str().expect("a name"), goal["value"]);
            assert!(rows.contains(&row), "{row}");
        }
    }
}

/// One number changed in a scenario is another run; the same content under another path is the same one.
#[test]
fn results_are_kept_by_what_they_are_made_from() {
    let place = place();
    scenario(&place, "a", "[policy.rules.exchange-quota]\nshare = \"20%\"\n");
    let hash = |name: &str| {
        let run = place.run(&["whatif", &format!("mine/{name}.toml"), "-o", name, "--format", "json"]);
        assert_eq!(run.code, 0, "{}", run.stderr);
        run.json()["runs"][0]["hash"].as_str().expect("a hash").to_owned()
    };
    let first = hash("a");
    place.replace("mine/a.toml", "description = \"a\"", "description = \"in other words\"");
    assert_eq!(hash("a"), first, "a description is nothing that a plan is made from");
    place.replace("mine/a.toml", "20%", "21%");
    assert_ne!(hash("a"), first);
    place.replace("mine/a.toml", "21%", "20%");
    place.replace("mine/a.toml", "share", "# nothing\nshare");
    assert_eq!(hash("a"), first);
    place.replace("examples/county/wishes.csv", "T002,1,S05", "T002,1,S07");
    assert_ne!(hash("a"), first, "the county is");
    assert_eq!(place.names("a/results").len(), 3);
}

#[test]
fn shares_come_together_to_the_same_bytes() {
    let place = place();
    let grid = "scenarios/quota-grid.toml";
    assert_eq!(place.run(&["whatif", grid, "-o", "whole"]).code, 0);
    assert_eq!(place.run(&["whatif", grid, "-o", "parts", "--shard", "2/3"]).code, 0);
    let lacking = place.run(&["whatif", grid, "-o", "parts", "--merge", "--lang", "en"]);
    assert_eq!(lacking.code, 2, "{}", lacking.stderr);
    assert!(
        lacking.stderr.contains("the result of run `quota-grid.1` is missing: parts/results/"),
        "{}",
        lacking.stderr
    );
    assert!(!lacking.stderr.contains("`quota-grid.2`"), "{}", lacking.stderr);
    assert!(lacking.stderr.contains("missing or damaged: 16"), "{}", lacking.stderr);
    assert!(!place.path("parts/whatif.json").exists());
    for share in ["3/3", "1/3"] {
        assert_eq!(place.run(&["whatif", grid, "-o", "parts", "--shard", share, "--jobs", "1"]).code, 0);
    }
    let merged = place.run(&["whatif", grid, "-o", "parts", "--merge"]);
    assert_eq!(merged.code, 0, "{}", merged.stderr);
    assert!(joined(&place, "whole") == joined(&place, "parts"), "the joined files differ");
}

#[test]
fn a_damaged_result_is_told_and_made_again() {
    let place = place();
    let args = ["whatif", "scenarios/quota-15.toml", "-o", "out", "--lang", "en"];
    assert_eq!(place.run(&args).code, 0);
    let before = joined(&place, "out");
    let name = format!("out/results/{}", place.names("out/results")[0]);
    place.replace(&name, "\"moves\",\"value\":{\"whole\":6}", "\"moves\",\"value\":{\"whole\":7}");
    let merged = place.run(&[&args[..], &["--merge"]].concat());
    assert_eq!(merged.code, 2);
    assert!(merged.stderr.contains("is damaged"), "{}", merged.stderr);
    let again = place.run(&args);
    assert!(again.stderr.contains("made now: 1"), "{}", again.stderr);
    assert!(joined(&place, "out") == before);
    let third = place.run(&args);
    assert!(third.stderr.contains("kept from before: 1, made now: 0"), "{}", third.stderr);
}

#[test]
fn a_folder_of_somebody_else_is_left_alone() {
    let place = place();
    place.write("out/letter.txt", "dear");
    place.snapshots("whatif-foreign", &["whatif", "scenarios/quota-15.toml", "-o", "out"]);
    assert_eq!(place.names("out"), ["letter.txt"]);
}

/// Changes a stored result by its text and writes a hash that fits, as somebody who knows how would.
fn forged(place: &Place, file: &str, old: &str, new: &str) {
    let text = place.read(file);
    assert!(text.contains(old), "`{old}` is not in {text}");
    let mut stored: Value = serde_json::from_str(&text.replacen(old, new, 1)).expect("JSON");
    let run: RunResult = serde_json::from_value(stored["run"].clone()).expect("a result");
    let sha256 = sha2::Sha256::digest(serde_json::to_vec(&run).expect("JSON"));
    stored["sha256"] = sha256.iter().map(|b| format!("{b:02x}")).collect::<String>().into();
    stored.as_object_mut().expect("an object").remove("format").expect("its number");
    let stored: StoredRun = serde_json::from_value(stored).expect("a result");
    place.write(file, serde_json::to_string(&Numbered::new(&stored)).expect("JSON") + "\n");
}

#[test]
fn results_can_be_audited_again_from_their_moves() {
    let place = place();
    scenario(&place, "three", "years = 3\n");
    scenario(&place, "none", "[policy.rules.exchange-quota]\nshare = \"60%\"\n");
    scenario(&place, "one", "");
    let args = ["whatif", "mine", "-o", "out", "--merge", "--verify", "--lang", "en"];
    let made = place.run(&["whatif", "mine", "-o", "out", "-q"]);
    assert_eq!(made.code, 0, "{}", made.stderr);
    let run = place.run(&args);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(run.stderr.contains("audited again, all sound: 3"), "{}", run.stderr);

    let document: Value = serde_json::from_str(&place.read("out/whatif.json")).expect("JSON");
    let file = |run: &str| {
        let runs = document["runs"].as_array().expect("runs");
        let entry = runs.iter().find(|r| r["run"].as_str().is_some_and(|r| r.starts_with(run))).expect("a run");
        format!("out/results/{}.json", entry["hash"].as_str().expect("a hash"))
    };
    let one = file("one");
    let stored: Value = serde_json::from_str(&place.read(&one)).expect("JSON");
    let moved = stored["run"]["planned"][0]["moves"][0].clone();
    let (to, id) = (moved["to_school"].as_str().expect("a school"), moved["teacher_id"].as_str().expect("an id"));
    let value = &stored["run"]["planned"][0]["measures"]
        .as_array()
        .expect("measures")
        .iter()
        .find(|m| m["measure"] == "moves")
        .expect("moves")["value"]["whole"];
    let harms = [
        ("break rules", format!("\"to_school\":\"{to}\""), "\"to_school\":\"S01\"".to_owned()),
        ("break rules", format!("\"teacher_id\":\"{id}\""), "\"teacher_id\":\"T999\"".to_owned()),
        (
            "`moves` is stated as",
            format!("{{\"measure\":\"moves\",\"value\":{{\"whole\":{value}}}}}"),
            "{\"measure\":\"moves\",\"value\":{\"whole\":1}}".to_owned(),
        ),
    ];
    let whole = place.read(&one);
    for (told, old, new) in &harms {
        forged(&place, &one, old, new);
        // What a hash alone says is that the file is as somebody wrote it.
        assert_eq!(place.run(&["whatif", "mine", "-o", "out", "--merge", "-q"]).code, 0, "{told}");
        let run = place.run(&args);
        assert_eq!(run.code, 2, "{told}: {}", run.stderr);
        assert!(run.stderr.contains(told), "{told}: {}", run.stderr);
        assert!(run.stderr.contains("do not stand: 1"), "{told}: {}", run.stderr);
        place.write(&one, &whole);
    }
    // A later year is audited against the county that the years before it leave.
    let three = file("three");
    let stored: Value = serde_json::from_str(&place.read(&three)).expect("JSON");
    let second = &stored["run"]["planned"][1]["moves"][0]["teacher_id"];
    let text = place.read(&three);
    forged(&place, &three, &format!("\"teacher_id\":{second}"), "\"teacher_id\":\"T999\"");
    let run = place.run(&args);
    assert!(run.code == 2 && run.stderr.contains("three"), "{}", run.stderr);
    // The scenario is not what it was.
    place.write(&three, &text);
    place.replace("examples/county/schools.csv", ",266,", ",267,");
    assert_ne!(place.run(&args).code, 0);
}

#[test]
fn only_drafts_of_the_dead_are_swept() {
    let place = place();
    scenario(&place, "one", "");
    let draft = |n: u32| format!("out/results/.{}.4711-{n}", "a".repeat(64));
    place.write(&draft(0), "half");
    place.write(&draft(1), "half");
    place.write("out/results/.notes", "mine");
    let living = std::fs::File::open(place.path(&draft(1))).expect("a file");
    living.lock().expect("locked");
    assert_eq!(place.run(&["whatif", "mine", "-o", "out", "-q"]).code, 0);
    assert!(!place.path(&draft(0)).exists() && place.path(&draft(1)).exists());
    assert!(place.path("out/results/.notes").exists());
    assert!(!place.names("out").iter().any(|n| n.starts_with('.')), "{:?}", place.names("out"));
}
