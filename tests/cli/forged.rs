//! Forgeries: each edits one thing of a sound plan's folder and mends the hashes where a forger could; the audit ends with 1 and
//! names the file or the field. What an office does without meaning anything ends with 0.

use crate::support::Place;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::path::Path;

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect()
}

/// A folder with a plan in it, which every forgery gets a copy of.
pub struct Sound {
    pub place: Place,
}

impl Sound {
    pub fn new() -> Sound {
        let place = Place::proved();
        let run = place.run(&["plan", "county", "-o", "sound", "-q"]);
        assert_eq!(run.code, 0, "{}", run.stderr);
        Sound { place }
    }

    /// Makes `plan` the sound plan again.
    pub fn copy(&self) {
        let _ = std::fs::remove_dir_all(self.place.path("plan"));
        copied(&self.place.path("sound"), &self.place.path("plan"));
    }

    fn document(&self, file: &str) -> Value {
        serde_json::from_str(&self.place.read(&format!("plan/{file}"))).expect("JSON")
    }

    /// Edits a JSON document of the plan.
    pub fn edit(&self, file: &str, edit: impl FnOnce(&mut Value)) {
        let mut document = self.document(file);
        let before = document.clone();
        edit(&mut document);
        assert_ne!(document, before, "{file}: nothing was edited");
        self.place.write(&format!("plan/{file}"), serde_json::to_string_pretty(&document).expect("JSON"));
    }

    /// Edits a cell of the plan's table: the first row where it is not the value already.
    fn cell(&self, column: &str, value: &str) {
        let text = self.place.read("plan/assignments.csv");
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let header: Vec<&str> = lines[0].trim_start_matches('\u{feff}').split(',').collect();
        let at = header.iter().position(|name| *name == column).expect("a column");
        let row = (1..lines.len()).find(|row| lines[*row].split(',').nth(at) != Some(value)).expect("a row");
        let mut cells: Vec<&str> = lines[row].split(',').collect();
        cells[at] = value;
        lines[row] = cells.join(",");
        self.place.write("plan/assignments.csv", lines.join("\n") + "\n");
    }

    /// Edits the record as a table, and seals it again.
    pub fn record(&self, edit: impl FnOnce(&mut toml::Table)) {
        let text = self.place.read("plan/run.toml");
        let body = text.split("# sha256 ").next().unwrap_or_default();
        let mut table: toml::Table = body.parse().expect("TOML");
        edit(&mut table);
        let body = toml::to_string(&table).expect("TOML");
        let seal = sha256(body.as_bytes());
        self.place.write("plan/run.toml", format!("{body}# sha256 {seal}\n"));
    }

    /// Gives every file the hash that it has, and no hash to files that are gone.
    pub fn rehash(&self) {
        let plan = self.place.path("plan");
        self.record(|table| {
            let outputs = table.get_mut("outputs").and_then(toml::Value::as_array_mut).expect("outputs");
            outputs.retain(|o| plan.join(o["file"].as_str().expect("a name")).is_file());
            for output in outputs {
                let bytes = std::fs::read(plan.join(output["file"].as_str().expect("a name"))).expect("a file");
                output["sha256"] = sha256(&bytes).into();
            }
        });
    }

    /// What the audit says: how it ends, and all that it prints.
    fn audited(&self) -> (i32, String) {
        let run = self.place.run(&["audit", "county", "plan", "--lang", "en", "-v"]);
        let (code, document) = self.place.json("audit", &["audit", "county", "plan"]);
        assert_eq!(code, run.code, "{}", run.stdout);
        (run.code, format!("{}\n{}\n{document}", run.stdout, run.stderr))
    }

    /// A forgery is found, and what it forged is named; nothing that the plan's page says calls it proved and clean.
    fn found(&self, name: &str, says: &str) {
        let (code, said) = self.audited();
        assert_eq!(code, 1, "{name} passes:\n{said}");
        assert!(said.contains(says), "{name}: `{says}` is not named:\n{said}");
    }
}

/// What happens to a plan's folder.
type Change = fn(&Place);

fn copied(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder").flatten() {
        let (path, copy) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() {
            copied(&path, &copy);
        } else {
            std::fs::copy(path, copy).expect("a copy");
        }
    }
}

fn goals(document: &mut Value) -> &mut Vec<Value> {
    document["summary"]["goals"].as_array_mut().expect("goals")
}

/// A goal by its name.
fn goal<'a>(document: &'a mut Value, name: &str) -> &'a mut Value {
    goals(document).iter_mut().find(|g| g["name"] == name).expect("the goal")
}

/// Files edited with the hashes left as they are: what is edited is named.
#[test]
fn a_file_that_counts_is_not_edited_unseen() {
    let sound = Sound::new();
    for file in ["plan.json", "assignments.csv", "certificate.json", "audit.json", "run.toml"] {
        sound.copy();
        let path = format!("plan/{file}");
        let text = sound.place.read(&path);
        sound.place.write(&path, format!("{text}\n"));
        sound.found(&format!("{file} edited"), file);
        if file != "run.toml" {
            sound.copy();
            std::fs::remove_file(sound.place.path(&path)).expect("a file");
            sound.found(&format!("{file} removed"), file);
        }
    }
    sound.copy();
    std::fs::remove_file(sound.place.path("plan/run.toml")).expect("a file");
    sound.found("run.toml removed", "run.toml");
    sound.copy();
    sound.place.write("plan/run.toml", "seed = [");
    sound.found("run.toml damaged", "run.toml");
    sound.copy();
    sound.place.write("plan/itinerant.csv", "teacher_id,school,subject,periods\n");
    sound.found("a table added", "itinerant.csv");
    for (name, old, new) in [
        ("version", "version = \"", "version = \"9"),
        ("solver", "solver = \"HiGHS", "solver = \"Gurobi"),
        ("threads", "threads = ", "threads = 9"),
    ] {
        sound.copy();
        if sound.place.read("plan/run.toml").contains(old) {
            sound.place.replace("plan/run.toml", old, new);
            sound.found(&format!("run.toml, {name}"), "run.toml");
        }
    }
}

/// A county that is not the one that was planned.
#[test]
fn another_county_is_named_by_its_files() {
    let sound = Sound::new();
    sound.copy();
    let teachers = sound.place.read("county/teachers.csv");
    sound.place.replace("county/teachers.csv", "2019-09-01", "2019-09-02");
    sound.found("a cell of the county", "teachers.csv");
    sound.place.write("county/teachers.csv", teachers);
    let wishes = sound.place.read("county/wishes.csv");
    std::fs::remove_file(sound.place.path("county/wishes.csv")).expect("a file");
    sound.found("a table of the county gone", "wishes.csv");
    sound.place.write("county/wishes.csv", wishes);
    assert_eq!(sound.audited().0, 0);
    sound.record(|r| r["inputs"][0]["sha256"] = "0".repeat(64).into());
    sound.found("an input's hash", "authorised.csv");
    sound.copy();
    sound.record(|r| r["policy_sha256"] = "0".repeat(64).into());
    sound.found("the policy's hash", "000000000000");
    sound.copy();
    sound.record(|r| {
        r["seed"] = 2.into();
    });
    sound.found("the record's seed", "seed");
    sound.copy();
    sound.record(|r| r["engine"] = "reference".into());
    sound.found("the engine", "engine");
    sound.copy();
    sound.record(|r| r["seconds"]["solve"] = 1.5.into());
    sound.found("the times", "seconds");
}

/// Tables and documents edited by somebody who mends the hashes.
#[test]
fn what_people_read_is_recomputed() {
    let sound = Sound::new();
    for (column, value, says) in [
        ("name", "别人", "name-differs"),
        ("name", "", "name-differs"),
        ("from_school", "S02", "from-differs"),
        ("direction", "up", "direction-differs"),
        ("direction", "", "direction-differs"),
        ("start", "2025-09-01", "start-differs"),
        ("end", "2028-08-31", "end-differs"),
        ("distance_km", "0.001", "distance-differs"),
        ("distance_km", "", "distance-differs"),
        ("rank_of_wish", "9", "wish-differs"),
        ("rules", "pins", "serves-differs"),
        ("rules", "", "serves-differs"),
        ("stage", "junior", "move-changed"),
        ("subject", "music", "move-changed"),
    ] {
        sound.copy();
        sound.cell(column, value);
        sound.rehash();
        sound.found(&format!("assignments.csv, {column} = `{value}`"), says);
    }
    type Edit = (&'static str, fn(&mut Value), &'static str);
    let edits: &[Edit] = &[
        ("name of a move", |d| d["moves"][0]["name"] = json!("别人"), "name-differs"),
        ("no name", |d| d["moves"][0]["name"] = json!(""), "name-differs"),
        ("direction of a move", |d| d["moves"][0]["direction"] = json!("up"), "direction-differs"),
        ("distance of a move", |d| d["moves"][0]["distance_km"] = json!(0.5), "distance-differs"),
        (
            "no distance",
            |d| d["moves"].as_array_mut().expect("moves").iter_mut().for_each(|m| m["distance_km"] = Value::Null),
            "distance-differs",
        ),
        ("rank of a wish", |d| d["moves"][0]["rank_of_wish"] = json!(7), "wish-differs"),
        ("start of a move", |d| d["moves"][0]["start"] = json!("2025-09-01"), "start-differs"),
        ("end of a move", |d| d["moves"][0]["end"] = json!("2025-09-01"), "end-differs"),
        ("home of a move", |d| d["moves"][0]["from_school"] = json!("S02"), "from-differs"),
        ("stage of a move", |d| d["moves"][0]["stage"] = json!("junior"), "move-changed"),
        ("no because", |d| d["moves"][0]["because"] = json!([]), "serves-differs"),
        ("words of a because", |d| d["moves"][0]["because"][0]["words"] = json!("领导指定"), "serves-differs"),
        ("clause of a because", |d| d["moves"][0]["because"][0]["clause"] = json!("宪法"), "serves-differs"),
        ("a move gone", |d| drop(d["moves"].as_array_mut().expect("moves").pop()), "move-added"),
        ("a retask gone", |d| drop(d["retasks"].as_array_mut().expect("retasks").pop()), "retask-"),
        ("who is retasked", |d| d["retasks"][0]["teacher_id"] = json!("T005"), "retask-"),
        ("what is taught", |d| d["retasks"][0]["to"] = json!("labour"), "retask-"),
        ("a figure", |d| d["summary"]["moves"] = json!(99), "figure-differs"),
        ("a school's name", |d| d["schools"][0]["name"] = json!("清华附中"), "word-differs"),
        ("a school's side", |d| d["schools"][0]["side"] = json!("outside"), "word-differs"),
        ("a school's staff", |d| d["schools"][0]["staff_after"] = json!(1), "school-differs"),
        ("a school gone", |d| drop(d["schools"].as_array_mut().expect("schools").pop()), "school-differs"),
        ("a shortage gone", |d| drop(d["shortages"].as_array_mut().expect("shortages").pop()), "shortage-differs"),
        ("posts", |d| d["establishments"][0]["posts"] = json!(77), "establishment-differs"),
        ("the county", |d| d["county"] = json!("别县"), "word-differs"),
        ("the year", |d| d["school_year"] = json!("2031-2032"), "year-differs"),
        ("the policy", |d| d["policy"] = json!("anhui"), "policy-differs"),
        ("the seed", |d| d["seed"] = json!(99), "seed"),
        (
            "a law suspended",
            |d| d["suspended_laws"] = json!([{"rule": "language", "mode": "off", "reason": "x"}]),
            "suspended_laws",
        ),
        (
            "the audit",
            |d| d["summary"]["audit"] = json!({"clean": false, "breaches": 3, "standing": "certified"}),
            "standing-differs",
        ),
        ("its standing", |d| d["summary"]["audit"]["standing"] = json!("open"), "standing-differs"),
        ("times", |d| d["summary"]["seconds"]["solve"] = json!(9.5), "seconds"),
        ("a goal's value", |d| goal(d, "unmet-need")["value"] = json!(1), "goal-differs"),
        ("a goal's bound", |d| goal(d, "unmet-need")["bound"] = json!(-5), "status-differs"),
        ("a goal without a bound", |d| goal(d, "unmet-need")["bound"] = Value::Null, "status-differs"),
        ("a goal gone", |d| drop(goals(d).pop()), "goal-differs"),
        ("a goal's gap", |d| goal(d, "unmet-need")["certified_gap"] = json!(3), "certificate-gap"),
        ("what a bound rests on", |d| goal(d, "unmet-need")["grounds"] = json!("search"), "certificate-claim"),
        ("the status", |d| d["summary"]["status"] = json!("gap"), "status-differs"),
        ("no plan", |d| d["summary"]["status"] = json!("infeasible"), "status-differs"),
    ];
    for (name, edit, says) in edits {
        sound.copy();
        sound.edit("plan.json", edit);
        sound.rehash();
        sound.found(name, says);
    }
    // All three seeds: the numbers drawn are others.
    sound.copy();
    sound.edit("plan.json", |d| d["seed"] = json!(99));
    sound.edit("certificate.json", |d| d["seed"] = json!(99));
    sound.record(|r| {
        r["seed"] = 99.into();
    });
    sound.rehash();
    sound.found("the seed everywhere", "lottery");
}

/// What is written beside what is recomputed, is written twice, or is left out, with every hash mended.
#[test]
fn a_file_says_the_plan_and_nothing_else() {
    let sound = Sound::new();
    type Edit = (&'static str, &'static str, fn(&mut Value), &'static str);
    let documents: &[Edit] = &[
        ("a word more", "plan.json", |d| d["approved"] = json!("x"), "file-differs"),
        ("a word more of a move", "plan.json", |d| d["moves"][0]["remark"] = json!("x"), "file-differs"),
        ("a goal twice", "plan.json", |d| goals(d).extend_from_within(..1), "word-differs"),
        ("goals in another order", "plan.json", |d| goals(d).reverse(), "word-differs"),
        ("the office's posts", "plan.json", |d| d["schools"][0]["establishment"] = json!(99), "word-differs"),
        (
            "a school twice",
            "plan.json",
            |d| {
                let school = d["schools"][0].clone();
                d["schools"].as_array_mut().expect("schools").push(school);
            },
            "school-differs",
        ),
        ("a verdict", "audit.json", |d| d["clean"] = json!(false), "audit.json"),
        ("a figure of the audit", "audit.json", |d| d["eligible"] = json!(99), "audit.json"),
        ("a rule of the audit", "audit.json", |d| d["rules"][1]["required"] = json!(0), "audit.json"),
    ];
    for (name, file, edit, says) in documents {
        sound.copy();
        sound.edit(file, edit);
        sound.rehash();
        sound.found(name, says);
    }
    type Rows = (&'static str, fn(Vec<String>) -> Vec<String>);
    let without = |lines: Vec<String>, at: usize| -> Vec<String> {
        let but = |line: &String| {
            line.split(',').enumerate().filter(|(i, _)| *i != at).map(|(_, c)| c).collect::<Vec<_>>().join(",")
        };
        lines.iter().map(but).collect()
    };
    for at in [1, 2, 5, 6, 8, 9, 10, 11] {
        sound.copy();
        let text = sound.place.read("plan/assignments.csv");
        let lines = without(text.lines().map(str::to_owned).collect(), at);
        sound.place.write("plan/assignments.csv", lines.join("\n") + "\n");
        sound.rehash();
        sound.found(&format!("column {at} of the table gone"), "assignments.csv");
    }
    let tables: &[Rows] = &[
        ("a note under the table", |mut l| {
            l.push(format!("备注：已经批准{}", ",".repeat(11)));
            l
        }),
        ("a column more", |l| {
            l.into_iter().enumerate().map(|(i, x)| format!("{x},{}", if i == 0 { "备注" } else { "批准" })).collect()
        }),
        ("rows in another order", |mut l| {
            l[1..].reverse();
            l
        }),
    ];
    for (name, edit) in tables {
        sound.copy();
        let text = sound.place.read("plan/assignments.csv");
        let lines = edit(text.lines().map(str::to_owned).collect());
        sound.place.write("plan/assignments.csv", lines.join("\n") + "\n");
        sound.rehash();
        sound.found(name, "assignments.csv");
    }
    sound.copy();
    std::fs::remove_file(sound.place.path("plan/audit.json")).expect("a file");
    sound.rehash();
    sound.found("the audit gone", "audit.json");
}

/// The copy of the county that a plan keeps is that of the county at hand, where that is still the one that was planned.
#[test]
fn a_copy_of_another_county_is_none() {
    let sound = Sound::new();
    sound.copy();
    let teachers = sound.place.read("plan/county/teachers.csv");
    sound.place.write("plan/county/teachers.csv", teachers.replacen("2019-09-01", "2012-09-01", 1));
    sound.rehash();
    sound.found("a cell of the copy", "file-copy");
    for file in ["wishes.csv", "policy.toml", "county.toml"] {
        sound.copy();
        std::fs::remove_file(sound.place.path(&format!("plan/county/{file}"))).expect("a file");
        sound.rehash();
        sound.found(&format!("{file} of the copy gone"), "county/");
    }
    sound.copy();
    std::fs::remove_dir_all(sound.place.path("plan/county")).expect("a folder");
    sound.rehash();
    sound.found("the copy gone", "county/county.toml");
}

/// A plan of an earlier version has no seal and keeps no county: that is said, and nobody is accused of an edit.
#[test]
fn a_plan_of_an_earlier_version_is_no_forgery() {
    let sound = Sound::new();
    sound.copy();
    std::fs::remove_dir_all(sound.place.path("plan/county")).expect("a folder");
    sound.edit("plan.json", |d| {
        for g in goals(d) {
            g.as_object_mut().expect("a goal").remove("grounds");
        }
        d["summary"]["audit"].as_object_mut().expect("figures").remove("standing");
    });
    sound.record(|r| r["policy_sha256"] = "0".repeat(64).into());
    sound.rehash();
    let text = sound.place.read("plan/run.toml");
    sound.place.write("plan/run.toml", text.split("# sha256 ").next().unwrap_or_default());
    let (code, document) = sound.place.json("audit", &["audit", "county", "plan"]);
    let kinds: Vec<&str> =
        document["faults"].as_array().expect("faults").iter().filter_map(|f| f["kind"].as_str()).collect();
    assert_eq!((code, kinds), (1, vec!["file-older"]));
    let run = sound.place.run(&["explain", "plan", "--rule", "exchange-quota", "--county", "county", "--lang", "en"]);
    assert!(run.code != 0 && run.stderr.contains("earlier version"), "{}", run.stderr);
}

/// A certificate that is gone, empty, partial or edited.
#[test]
fn a_certificate_is_whole_or_a_fault() {
    let sound = Sound::new();
    fn need(c: &mut Value) -> &mut Value {
        c["goals"].as_array_mut().expect("goals").iter_mut().find(|g| g["name"] == "unmet-need").expect("the goal")
    }
    type Edit = (&'static str, fn(&mut Value), &'static str);
    let edits: &[Edit] = &[
        ("empty", |c| c["goals"] = json!([]), "certificate-partial"),
        ("partial", |c| drop(c["goals"].as_array_mut().expect("goals").pop()), "certificate-partial"),
        ("a bound", |c| c["goals"][0]["bound"] = json!(100_000), "certificate-bound"),
        ("a value", |c| c["goals"][0]["value"] = json!(-1), "certificate-value"),
        ("its seed", |c| c["seed"] = json!(5), "certificate-seed"),
        ("its format", |c| c["format"] = json!(3), "certificate-format"),
        ("its denominator", |c| c["denominator"] = json!(0), "certificate-denominator"),
        ("its rows", |c| c["goals"][0]["prices"]["no_row"] = json!(1), "certificate-row"),
        ("no prices", |c| need(c)["prices"] = json!({}), "certificate-"),
    ];
    for (name, edit, says) in edits {
        sound.copy();
        sound.edit("certificate.json", edit);
        sound.rehash();
        sound.found(&format!("certificate: {name}"), says);
    }
    sound.copy();
    std::fs::remove_file(sound.place.path("plan/certificate.json")).expect("a file");
    sound.rehash();
    sound.found("certificate gone", "certificate-absent");
}

/// A plan stopped at a gap, dressed up as optimal in every way that a text editor can.
#[test]
fn a_gap_is_never_proved() {
    let sound = Sound::new();
    let place = &sound.place;
    let run = place.run(&["plan", "county", "-o", "sound", "--gap", "0.9", "-q"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    sound.copy();
    let mut plan = sound.document("plan.json");
    assert!(goals(&mut plan).iter().any(|g| g["bound"] != g["value"]), "a gap is left");
    let dress = |d: &mut Value| {
        d["summary"]["status"] = json!("optimal");
        for g in goals(d) {
            g["bound"] = g["value"].clone();
        }
    };
    let never = |name: &str, code: i32| {
        let (ended, said) = sound.audited();
        assert_eq!(ended, code, "{name}:\n{said}");
        assert!(!said.contains("every goal is proved"), "{name}:\n{said}");
        let page = place.run(&["report", "plan", "--html", "-", "--lang", "en"]).stdout;
        assert!(!page.contains("proved optimal: no lawful plan is better"), "{name}");
        let notice = place.run(&["disclose", "plan", "-o", "notice", "--lang", "en"]);
        assert_eq!(notice.code, 1, "{name}: {}", notice.stderr);
        assert!(!place.path("notice").exists(), "{name}");
    };
    never("as it is", 0);
    sound.edit("plan.json", dress);
    sound.rehash();
    never("status and bounds", 1);
    // The certificate as it was left, and the word of a search for what it does not show.
    sound.copy();
    sound.edit("plan.json", |d| {
        dress(d);
        for g in goals(d).iter_mut().filter(|g| g["certified_gap"] != json!(0)) {
            g["grounds"] = json!("search");
        }
        d["summary"]["audit"]["standing"] = json!("claimed");
    });
    sound.rehash();
    never("by the word of a search", 1);
    let args = ["disclose", "plan", "-o", "notice", "--lang", "en"];
    let (code, error) = place.json("error", &args);
    assert_eq!((code, error["error"].as_str()), (1, Some("unproved")), "{error}");
    let said = error.to_string();
    assert!(said.contains("the solver's claim") && !said.contains("run to its end"), "{said}");
    let run = place.run(&[&args[..], &["--unproved"]].concat());
    assert!(run.stdout.contains("not proved optimal") && run.stdout.contains("the solver's claim"), "{}", run.stderr);
    std::fs::remove_dir_all(place.path("notice")).expect("a folder");
    sound.copy();
    sound.edit("plan.json", dress);
    sound.rehash();
    sound.edit("certificate.json", |c| c["goals"] = json!([]));
    sound.rehash();
    never("and no proof", 1);
    sound.copy();
    sound.edit("plan.json", |d| {
        dress(d);
        for g in goals(d) {
            g["certified_gap"] = json!(0);
            g["grounds"] = json!("certificate");
        }
        d["summary"]["audit"]["standing"] = json!("certified");
    });
    sound.rehash();
    never("and gaps and grounds", 1);
    // Whatever is written, the best that can be had is the solver's claim.
    sound.copy();
    sound.edit("plan.json", |d| {
        dress(d);
        for g in goals(d) {
            g["certified_gap"] = Value::Null;
            g["grounds"] = json!("search");
        }
        d["summary"]["audit"]["standing"] = json!("claimed");
    });
    std::fs::remove_file(place.path("plan/certificate.json")).expect("a file");
    sound.record(|r| r["engine"] = "reference".into());
    sound.rehash();
    // What the audit said when the plan was made stands there still, and is not that.
    never("as a plan of the reference engine", 1);
    let (_, audit) = place.json("audit", &["audit", "county", "plan"]);
    assert_eq!(audit["faults"].as_array().map(Vec::len), Some(1), "{audit}");
}

/// What an office does to a folder without meaning anything.
#[test]
fn prints_and_leftovers_change_nothing() {
    let sound = Sound::new();
    sound.copy();
    assert_eq!(sound.audited().0, 0);
    let page = sound.place.run(&["report", "plan", "--html", "-", "--lang", "en"]).stdout;
    assert!(page.contains("no lawful plan is better"));
    let harmless: &[(&str, Change)] = &[
        ("plan.xlsx saved again", |p| p.write("plan/plan.xlsx", b"saved by a spreadsheet")),
        ("plan.xlsx gone", |p| std::fs::remove_file(p.path("plan/plan.xlsx")).expect("a file")),
        ("an open workbook's lock", |p| p.write("plan/~$plan.xlsx", b"")),
        ("a desktop's file", |p| p.write("plan/.DS_Store", b"x")),
        ("a letter beside it", |p| p.write("plan/notes.txt", b"x")),
        ("times of files", |p| {
            let file = std::fs::File::options().append(true).open(p.path("plan/plan.json")).expect("a file");
            file.set_modified(std::time::SystemTime::UNIX_EPOCH).expect("a time");
        }),
    ];
    for (name, act) in harmless {
        sound.copy();
        act(&sound.place);
        let (code, said) = sound.audited();
        assert_eq!(code, 0, "{name}:\n{said}");
        let page = sound.place.run(&["report", "plan", "--html", "page.html", "-q"]);
        assert_eq!(page.code, 0, "{name}: {}", page.stderr);
        // Planned again into the same folder, unless it holds what is none of a plan's.
        if !sound.place.path("plan/notes.txt").exists() {
            let again = sound.place.run(&["plan", "county", "-o", "plan", "-q"]);
            assert_eq!(again.code, 0, "{name}: {}", again.stderr);
        }
    }
    // The plan in another place, under another name.
    copied(&sound.place.path("sound"), &sound.place.path("archive/2026"));
    assert_eq!(sound.place.run(&["audit", "county", "archive/2026"]).code, 0);
}

/// A table made or edited by hand has no record, claims nothing, and is judged by what it says.
#[test]
fn a_table_by_hand_needs_no_record() {
    let sound = Sound::new();
    let place = &sound.place;
    place.write("hand/assignments.csv", place.read("sound/assignments.csv"));
    for what in ["hand", "hand/assignments.csv", "sound/assignments.csv", "sound/plan.xlsx"] {
        let run = place.run(&["audit", "county", what, "--lang", "en"]);
        assert_eq!(run.code, 0, "{what}: {}{}", run.stdout, run.stderr);
        assert!(!run.stdout.contains("every goal is proved"), "{what}: {}", run.stdout);
    }
    place.replace("hand/assignments.csv", ",down,", ",up,");
    let run = place.run(&["audit", "county", "hand", "--lang", "en"]);
    assert_eq!(run.code, 1, "{}", run.stdout);
    assert!(run.stdout.contains("direction"), "{}", run.stdout);
}

/// Plans of the reference engine are lawful and not certified, and say so wherever they are printed.
#[test]
fn a_plan_without_a_certificate_says_so() {
    let place = Place::new();
    let run = place.run(&["plan", "county", "-o", "plan", "--engine", "reference", "--lang", "en"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(run.stdout.contains("the solver's claim, not certified") && !run.stdout.contains("proved optimal"));
    let (code, document) = place.json("audit", &["audit", "county", "plan"]);
    assert_eq!((code, document["standing"].as_str()), (0, Some("claimed")));
    let run = place.run(&["audit", "county", "plan", "--lang", "zh"]);
    assert!(run.stdout.contains("未附证明") && !run.stdout.contains("已证明"), "{}", run.stdout);
    let page = place.run(&["report", "plan", "--html", "-", "--lang", "zh"]).stdout;
    assert!(page.contains("未附证明") && !page.contains("已证明最优："));
    let args = ["disclose", "plan", "-o", "notice", "--lang", "en"];
    let (code, error) = place.json("error", &args);
    assert_eq!((code, error["error"].as_str()), (1, Some("unproved")));
    assert!(!place.path("notice").exists());
    let run = place.run(&[&args[..], &["--unproved"]].concat());
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(run.stdout.contains("not certified"), "{}", run.stdout);
    let notice: Value = serde_json::from_str(&place.read("notice/disclosure.json")).expect("JSON");
    assert_eq!(notice["check"]["standing"], "claimed");
}
