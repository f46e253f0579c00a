//! `replan`: what has happened since, what the office set by hand, and what must not change.

use crate::support::Place;
use serde_json::Value;

const HEAD: &str = "kind,teacher_id,school_id,subject,stage,required,date,note\n";

/// The example county with its plan.
fn planned() -> Place {
    let place = Place::new();
    let run = place.run(&["plan", "county", "-o", "plan", "-q"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    place
}

fn with_events(rows: &str) -> Place {
    let place = planned();
    place.write("events.csv", format!("{HEAD}{rows}"));
    place
}

const EVENTS: [&str; 7] = ["replan", "county", "--from", "plan", "--events", "events.csv", "-o"];

/// Replans with the events into `new`; more arguments after.
fn again<'a>(more: &[&'a str]) -> Vec<&'a str> {
    let mut args = EVENTS.to_vec();
    args.push("new");
    args.extend(more);
    args
}

fn people(document: &Value) -> Vec<(&str, &str)> {
    let people = document["people"].as_array().expect("people").iter();
    people.map(|p| (p["teacher_id"].as_str().unwrap_or(""), p["reason"]["kind"].as_str().unwrap_or(""))).collect()
}

/// Anybody can check the folder with what is in it.
fn audited(place: &Place, folder: &str) {
    let run = place.run(&["audit", &format!("{folder}/county"), folder]);
    assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
    // Of some of these plans the certificate leaves a goal open.
    let run = place.run(&["disclose", folder, "-o", "notice", "--unproved"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    // Withdrawn: what is disclosed is locked, and the tests go on with the folder.
    std::fs::remove_file(place.path(&format!("{folder}/published.toml"))).expect("it was marked");
}

#[test]
fn a_mover_falls_ill() {
    let place = with_events("illness,T052,,,,,2026-08-20,住院治疗\n");
    let before = place.read("plan/plan.json");
    place.snapshots("replan-ill", &again(&[]));
    assert_eq!(place.read("plan/plan.json"), before, "the published plan is left as it was");
    let names =
        ["assignments.csv", "audit.json", "certificate.json", "changes.csv", "county", "plan.json", "plan.xlsx"];
    assert_eq!(place.names("new")[..7], names);
    audited(&place, "new");
    let (code, document) = place.json("replan", &again(&[]));
    assert_eq!((code, document["changes"].as_i64()), (0, Some(1)));
    assert_eq!(people(&document), [("T052", "event")]);
    assert!(!document.to_string().contains("谢敏佳"), "names are masked");
    assert!(place.read("new/changes.csv").contains("T052,谢敏佳,S10,junior,english,,,,event,illness,"));
}

#[test]
fn the_plan_made_again_can_be_planned_by_anybody() {
    let place = with_events("illness,T052,,,,,,\n");
    assert_eq!(place.run(&again(&["-q"])).code, 0);
    assert_eq!(place.run(&["plan", "new/county", "-o", "same", "-q"]).code, 0);
    assert_eq!(place.read("same/assignments.csv"), place.read("new/assignments.csv"));
}

#[test]
fn an_objection_is_upheld() {
    // Not to that school; and, as a twin, not at all.
    let place = with_events("objection-upheld,T010,S10,,,,,照顾老人\n");
    place.snapshots("replan-objection", &again(&[]));
    audited(&place, "new");
    let (_, there) = place.json("replan", &again(&[]));
    assert_eq!(there["people"][0]["now"]["school_id"], "S04");
    place.write("events.csv", format!("{HEAD}异议成立,T010,,,,,,照顾老人\n"));
    let (_, at_all) = place.json("replan", &again(&[]));
    assert_eq!(people(&at_all), [("T010", "event")]);
    assert!(at_all["people"][0].get("now").is_none());
}

#[test]
fn one_post_fewer_is_one_change_more() {
    // S08 needs a teacher of physical education, who was published; with none needed the move cannot be made.
    let place = with_events("changed-need,,S08,pe,primary,1,,\n");
    let (_, one) = place.json("replan", &again(&[]));
    assert_eq!(one["changes"], 0);
    place.write("events.csv", format!("{HEAD}changed-need,,S08,pe,primary,0,,\n"));
    let (_, none) = place.json("replan", &again(&[]));
    assert_eq!(people(&none), [("T037", "impossible")]);
    assert_eq!(none["people"][0]["reason"]["event"], 0);
    audited(&place, "new");
}

#[test]
fn a_school_closes_and_a_teacher_leaves_the_roster() {
    let place = planned();
    place
        .write("events.csv", "事项,教师编号,学校代码,日期,说明\n撤并学校,,鹿渡乡二村教学点,2026年8月,\n辞职,T022,,,\n");
    let roster = place.read("county/teachers.csv");
    let without: String = roster.lines().filter(|l| !l.starts_with("T022,")).map(|l| format!("{l}\n")).collect();
    place.write("county/teachers.csv", without);
    place.snapshots("replan-closed", &again(&[]));
    audited(&place, "new");
    let (code, document) = place.json("replan", &again(&[]));
    assert_eq!(code, 0);
    let people = people(&document);
    assert!(people.contains(&("T022", "event")) && people.contains(&("T005", "impossible")), "{people:?}");
}

#[test]
fn too_few_changes() {
    let place = with_events("illness,T005,,,,,,\n");
    place.snapshots("replan-too-few", &again(&["--max-changes", "0"]));
    assert!(!place.path("new").exists());
    let (code, document) = place.json("replan", &again(&["--max-changes", "0"]));
    assert_eq!((code, &document["fewest_changes"]), (3, &1.into()));
    // One more is enough; with three, other teachers move where they are needed more.
    let (code, one) = place.json("replan", &again(&["--max-changes", "1"]));
    assert_eq!((code, one["changes"].as_i64()), (0, Some(1)));
    let (code, three) = place.json("replan", &again(&["--max-changes", "3"]));
    assert_eq!(code, 0);
    assert!(three["summary"]["unmet_need_after"].as_i64() < one["summary"]["unmet_need_after"].as_i64());
    place.snapshots("replan-three", &again(&["--max-changes", "3"]));
    audited(&place, "new");
}

#[test]
fn frozen_moves_are_kept_or_named() {
    let place = with_events("illness,T005,,,,,,\n");
    let (code, document) = place.json("replan", &again(&["--freeze"]));
    assert_eq!((code, document["frozen"].as_array().map(Vec::len)), (0, Some(5)));
    audited(&place, "new");
    // Where three may be treated differently T022 is sent elsewhere, but not once frozen.
    let (_, free) = place.json("replan", &again(&["--max-changes", "3"]));
    assert!(people(&free).iter().any(|(id, _)| *id == "T022"), "{free:#}");
    let (code, two) = place.json("replan", &again(&["--freeze", "T010,T022", "--max-changes", "3"]));
    assert!(code == 0 && people(&two).iter().all(|(id, _)| !["T010", "T022"].contains(id)), "{two:#}");
    // Who is ill cannot go, whatever was announced.
    place.snapshots("replan-frozen-ill", &again(&["--freeze", "T005"]));
    assert_eq!(place.json("error", &again(&["--freeze", "T005"])).0, 3);
    // Each could be kept, both together cannot: S08 takes one.
    place.snapshots("replan-frozen-pinned", &again(&["--freeze", "T037", "--pin", "T010=S08"]));
    let (code, document) = place.json("replan", &again(&["--freeze", "T037", "--pin", "T010=S08"]));
    assert_eq!((code, people(&document)), (3, vec![("T037", "rules")]));
}

/// The assignments with one row sent elsewhere.
fn edited(place: &Place, teacher: &str, from: &str, to: &str) {
    let line = |l: &str| if l.starts_with(teacher) { l.replace(from, to) } else { l.to_owned() };
    let rows: Vec<String> = place.read("plan/assignments.csv").lines().map(line).collect();
    place.write("edited.csv", rows.join("\n"));
}

const BY_HAND: [&str; 8] = ["replan", "county", "--from", "plan", "--edited", "edited.csv", "-o", "new"];

#[test]
fn a_row_that_breaks_a_rule_and_the_nearest_plan() {
    let place = planned();
    edited(&place, "T010", "S10", "S08");
    place.snapshots("replan-edited", &BY_HAND);
    audited(&place, "new");
    let (code, document) = place.json("replan", &BY_HAND);
    assert_eq!((code, &document["edits"][0]["kept"], &document["broken"]["clean"]), (0, &true.into(), &false.into()));
    // A twin that no plan can keep.
    edited(&place, "T052", "S10", "S08");
    place.snapshots("replan-edited-refused", &BY_HAND);
    let (code, document) = place.json("replan", &BY_HAND);
    assert_eq!((code, &document["edits"][0]["kept"]), (0, &false.into()));
    assert_eq!(document["edits"][0]["reason"]["kind"], "impossible");
    // Who cannot go where the office wrote goes where it was published: nobody is treated differently, and the one whom the goal
    // counts differs from the edited table. The two are told apart.
    assert!(people(&document).is_empty() && document["changes"] == 0, "{document:#}");
    let goals = document["summary"]["goals"].as_array().expect("goals");
    assert!(goals.iter().any(|g| g["name"] == "changes" && g["value"] == 1), "{goals:?}");
    let said = place.run(&[&BY_HAND[..], &["--lang", "en"]].concat()).stdout;
    let named = |goal: &str| said.lines().any(|line| line.starts_with(goal));
    assert!(named(" changes from the edited table ") && !named(" changes  "), "{said}");
}

#[test]
fn an_edit_that_breaks_nothing_is_the_plan() {
    let place = planned();
    edited(&place, "T010", "S10", "S04");
    let (code, document) = place.json("replan", &BY_HAND);
    assert_eq!((code, &document["broken"]["clean"]), (0, &true.into()), "{document:#}");
    assert_eq!(people(&document), [("T010", "edited")]);
    audited(&place, "new");
    // A row taken out is a teacher who stays.
    let rows = place.read("plan/assignments.csv");
    let without: String = rows.lines().filter(|l| !l.starts_with("T037")).map(|l| format!("{l}\n")).collect();
    place.write("edited.csv", without);
    let (_, document) = place.json("replan", &BY_HAND);
    assert_eq!(people(&document), [("T037", "edited")]);
}

#[test]
fn names_stand_for_ids_in_the_table_that_was_edited() {
    let place = planned();
    edited(&place, "T010", "S10", "雾湾镇中心");
    let (code, document) = place.json("replan", &BY_HAND);
    assert_eq!((code, &document["broken"]["clean"]), (0, &true.into()), "{document:#}");
    assert_eq!(people(&document), [("T010", "edited")]);
    edited(&place, "T010", "S10", "中心小学");
    let asked = place.run(&[&BY_HAND[..], &["--lang", "en"]].concat());
    assert!(asked.code == 2 && asked.stderr.contains("several-schools"), "{}", asked.stderr);
}

#[test]
fn a_short_name_on_the_command_line_is_told_where_it_was_typed() {
    let place = Place::new();
    let run = place.run(&["plan", "county", "-o", "plan", "--pin", "T023!=雾湾镇二村", "--lang", "en"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(run.stderr.contains("short-name") && run.stderr.contains("S07 雾湾镇二村教学点"), "{}", run.stderr);
    assert!(!run.stderr.contains("lungang check"), "`check` knows nothing of it: {}", run.stderr);
}

#[test]
fn pins_are_typed_recorded_and_checked() {
    let place = Place::new();
    let run = place.run(&["plan", "county", "-o", "plan", "--pin", "T037=stay", "--pin", "T052!=S10", "-q"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let rows = place.read("plan/assignments.csv");
    assert!(!rows.contains("T037") && !rows.lines().any(|l| l.starts_with("T052") && l.contains("S10")), "{rows}");
    assert!(place.read("plan/run.toml").contains("T052!=S10"));
    // The folder says them to whoever asks it.
    assert_eq!(place.run(&["audit", "county", "plan"]).code, 0);
    assert_eq!(place.run(&["disclose", "plan", "-o", "notice"]).code, 0);
    let (code, document) = place.json("replan", &["replan", "county", "--from", "plan", "-o", "new"]);
    assert_eq!((code, document["changes"].as_i64()), (0, Some(0)));
    audited(&place, "new");
    // A pin typed now goes before the one that was recorded.
    let (_, document) =
        place.json("replan", &["replan", "county", "--from", "plan", "-o", "new", "--pin", "T037=leave"]);
    assert!(people(&document).contains(&("T037", "rules")), "{document:#}");
    // So does one that calls the same teacher by name.
    let teachers = place.read("county/teachers.csv");
    let line = teachers.lines().find(|l| l.starts_with("T037")).expect("the teacher");
    let named = format!("{}=leave", line.split(',').nth(1).expect("a name"));
    let (_, document) = place.json("replan", &["replan", "county", "--from", "plan", "-o", "new", "--pin", &named]);
    assert!(people(&document).contains(&("T037", "rules")), "{document:#}");
    let faults: [(&str, &[&str]); 5] = [
        ("shape", &["--pin", "T060"]),
        ("teacher", &["--pin", "T0600=stay"]),
        ("school", &["--pin", "T060=S77:pe"]),
        ("table", &["--pin", "T036=S08"]),
        ("ineligible", &["--pin", "T002=S08"]),
    ];
    for (name, args) in faults {
        let args = [&["plan", "county", "-o", "other"], args].concat();
        place.snapshots(&format!("pin-bad-{name}"), &args);
        assert!(!place.path("other").exists(), "{name}");
    }
}

/// The reason stands in the pins of the county that the new plan keeps, and goes on from there; an identity number does not.
#[test]
fn a_pin_has_its_reason() {
    let place = planned();
    let reason = "本人申请（11010519491231002X）";
    let run =
        place.run(&["replan", "plan/county", "--from", "plan", "-o", "new", "--pin", "T022=stay", "--reason", reason]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(
        place.read("new/county/pins.csv").contains("T022,留任,,,本人申请（"),
        "{}",
        place.read("new/county/pins.csv")
    );
    for file in ["new/county/pins.csv", "new/run.toml", "new/plan.json", "new/audit.json"] {
        assert!(!place.read(file).contains("11010519491231002X"), "{file}");
    }
    let run = place.run(&[
        "replan",
        "new/county",
        "--from",
        "new",
        "-o",
        "newer",
        "--pin",
        "T037=stay",
        "--reason",
        "家庭困难",
    ]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let pins = place.read("newer/county/pins.csv");
    assert!(pins.contains("T022,留任,,,本人申请（") && pins.contains("T037,留任,,,家庭困难"), "{pins}");
    let run = place.run(&["replan", "county", "--from", "plan", "-o", "x", "--reason", "无"]);
    assert_eq!(run.code, 2, "a reason of nothing: {}", run.stderr);
}

#[test]
fn what_is_wrong_is_told_with_its_place() {
    let rows = "fire,T052,,,,,,\nillness,T999,,,,,,\nillness,,,,,,,\nchanged-need,,S10,music,,1,,\n\
        changed-need,,S04,chinese,,,,\nobjection-upheld,T022,S80,,,,,\nillness,T052,,,,,soon,\nillness,T052,,,,,,\n";
    let place = with_events(rows);
    place.snapshots("replan-bad-events", &again(&[]));
    assert_eq!(place.json("check", &again(&[])).0, 2);
    place.write("ill.csv", format!("{HEAD}illness,T052,,,,,,\n"));
    let faults: [(&str, &[&str]); 7] = [
        ("pin", &["replan", "county", "--from", "plan", "--events", "ill.csv", "-o", "new", "--pin", "T052=S10"]),
        ("no-plan", &["replan", "county", "--from", "gone", "-o", "new"]),
        ("no-events", &["replan", "county", "--from", "plan", "--events", "gone.csv", "-o", "new"]),
        ("not-published", &["replan", "county", "--from", "plan", "-o", "new", "--freeze", "T0052"]),
        ("same-place", &["replan", "county", "--from", "plan", "-o", "plan"]),
        ("no-edited", &["replan", "county", "--from", "plan", "--edited", "gone.csv", "-o", "new"]),
        ("other-county", &["replan", "other", "--from", "plan", "-o", "new"]),
    ];
    place.write("other/county.toml", place.read("county/county.toml").replace("云岭县", "云山县"));
    for table in ["schools.csv", "teachers.csv"] {
        place.write(&format!("other/{table}"), place.read(&format!("county/{table}")));
    }
    for (name, args) in faults {
        place.snapshots(&format!("replan-bad-{name}"), args);
        assert!(!place.path("new").exists(), "{name}");
    }
    // The published plan is the one that was left.
    place.replace("plan/assignments.csv", "S10", "S08");
    place.snapshots("replan-bad-edited-plan", &["replan", "county", "--from", "plan", "-o", "new"]);
}

#[test]
fn a_policy_of_ones_own_goes_with_the_county() {
    let place = with_events("illness,T052,,,,,,\n");
    place.write("own.toml", "extends = \"kizilsu-2018\"\nid = \"own\"\nname = { zh = \"本县\", en = \"own\" }\n");
    assert_eq!(place.run(&["plan", "county", "-o", "plan", "--policy", "own.toml", "-q"]).code, 0);
    assert_eq!(place.run(&again(&["-q"])).code, 0);
    std::fs::remove_file(place.path("own.toml")).expect("gone");
    audited(&place, "new");
    // Where pins do not bind, nothing can be frozen.
    let soft = "extends = \"kizilsu-2018\"\nid = \"soft\"\nname = { zh = \"软\", en = \"soft\" }\n[rules.pins]\nmode = \"soft\"\n";
    place.write("soft.toml", soft);
    let args = ["replan", "county", "--from", "plan", "-o", "fourth", "--policy", "soft.toml", "--freeze"];
    place.snapshots("replan-bad-soft-pins", &[&args[..], &["-q"]].concat());
    // A folder made again is a published plan like any other, and may be replaced by a newer one.
    let args = ["replan", "new/county", "--from", "new", "--freeze", "-o", "third", "-q"];
    assert_eq!(place.run(&args).code, 0);
    assert_eq!(place.run(&args).code, 0);
    audited(&place, "third");
}

#[test]
fn the_audit_counts_changes_by_itself() {
    let place = with_events("illness,T005,,,,,,\n");
    assert_eq!(place.run(&again(&["--max-changes", "3", "-q"])).code, 0);
    assert_eq!(place.run(&["export", "new/county", "--mps", "new.mps", "--goal", "changes"]).code, 0);
    // One change fewer is allowed than the plan has.
    place.replace("new/county/county.toml", "max_changes = 3", "max_changes = 2");
    let (code, report) = place.json("audit", &["audit", "new/county", "new"]);
    let kinds = |report: &Value| {
        let faults = report["faults"].as_array().expect("faults").iter();
        faults.map(|f| f["kind"].as_str().unwrap_or("").to_owned()).collect::<Vec<_>>()
    };
    // The copy of the county is not as the plan left it, which is a fault of its own.
    let told = vec!["file-edited".to_owned(), "changes-above-limit".to_owned()];
    assert_eq!((code, kinds(&report)), (1, told));
    place.snapshots("replan-audit-limit", &["audit", "new/county", "new"]);
    place.replace("new/county/county.toml", "max_changes = 2", "max_changes = 3");
    // Another decision is said to have been published.
    place.replace("new/county/published.csv", "T010,S10", "T010,S04");
    let (code, report) = place.json("audit", &["audit", "new/county", "new"]);
    assert!(code == 1 && kinds(&report).contains(&"goal-differs".to_owned()), "{report:#}");
}

#[test]
fn rules_that_cannot_hold_together_are_named() {
    let place = planned();
    // Backbone teachers have to be a fifth of those who move, and all of them fall ill.
    let backbone: String = place
        .read("county/teachers.csv")
        .lines()
        .skip(1)
        .filter(|l| ["骨干", "新秀", "能手", "带头人", "特级"].iter().any(|w| l.contains(w)) && l.contains("在岗"))
        .map(|l| format!("illness,{},,,,,,\n", l.split(',').next().unwrap_or("")))
        .collect();
    place.write("events.csv", format!("{HEAD}{backbone}"));
    let (code, document) = place.json("replan", &again(&[]));
    assert!(code == 3 && document["message"].as_str().is_some_and(|m| !m.is_empty()), "{document:#}");
    assert!(document["diagnosis"].is_object());
    place.snapshots("replan-infeasible", &again(&[]));
    assert!(!place.path("new").exists());
}
