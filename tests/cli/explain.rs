//! `explain`: every kind of question and answer in both languages, and the same county with one number changed.

use crate::support::{Ended, Place};
use serde_json::Value;

fn planned_by(place: &Place, args: &[&str]) {
    let args = [&["plan", "county", "-o", "plan", "-q"], args].concat();
    let run = place.run(&args);
    assert_eq!(run.code, 0, "{}", run.stderr);
}

/// The example county with its plan.
fn planned() -> Place {
    let place = Place::new();
    planned_by(&place, &[]);
    place
}

fn asked(place: &Place, args: &[&str]) -> Value {
    let args = [&["explain", "plan"], args].concat();
    let (code, document) = place.json("explain", &args);
    assert_eq!(code, 0, "{args:?}");
    document
}

#[test]
fn every_kind_of_answer_in_both_languages() {
    let place = planned();
    // What is asked, and what the answer has to come to: else its snapshot shows something else.
    let questions: [(&str, &[&str], &str); 16] = [
        ("mover", &["--teacher", "T005"], "every-optimal-plan"),
        ("stayer", &["--teacher", "T024", "--most", "3"], "every-optimal-plan"),
        ("pinned-stayer", &["--teacher", "T036", "--most", "0"], "every-lawful-plan"),
        ("not-eligible", &["--teacher", "T017"], "no-other"),
        ("to-planned", &["--teacher", "T010", "--to", "S10"], "planned"),
        ("to-not-eligible", &["--teacher", "T017", "--to", "S08"], "not-eligible"),
        ("to-own-school", &["--teacher", "T010", "--to", "S01"], "no-move"),
        ("to-direction", &["--teacher", "T010", "--to", "S03"], "no-move"),
        ("to-no-post", &["--teacher", "T010", "--to", "S09"], "no-move"),
        ("to-subject", &["--teacher", "T010", "--to", "S10", "--subject", "数学"], "no-move"),
        ("to-impossible", &["--teacher", "T052", "--to", "雾湾镇初级中学"], "impossible"),
        ("to-possible", &["--teacher", "T025", "--to", "S04"], "possible"),
        ("school", &["--school", "S10"], ""),
        ("rule", &["--rule", "housing"], ""),
        ("by-hand", &["--by-hand", "T022=S11", "--by-hand", "T010=留任"], ""),
        ("by-hand-planned", &["--by-hand", "T022=S09"], ""),
    ];
    for (name, args, comes_to) in questions {
        let document = asked(&place, args);
        let found = [&document["pair"]["verdict"], &document["teacher"]["certainty"]];
        assert_eq!(found.iter().find_map(|v| v.as_str()).unwrap_or_default(), comes_to, "{name}");
        let args = [&["explain", "plan"], args].concat();
        place.snapshots(&format!("explain-{name}"), &args);
    }
    for (name, args) in [("mover", ["--teacher", "T010"]), ("rule", ["--rule", "交流比例"])] {
        let args = [&["explain", "plan", "--format", "json", "--lang", "en"], args.as_slice()].concat();
        place.snapshot(&format!("explain-{name}-json"), &args);
    }
}

/// A post is short because the plan itself sends somebody away from it: then nobody says that there is nobody.
#[test]
fn a_post_that_the_plan_empties_itself() {
    let place = Place::new();
    place.write("county/needs.csv", format!("{}S01,小学,语文,9,,\n", place.read("county/needs.csv")));
    planned_by(&place, &[]);
    let document = asked(&place, &["--school", "S01", "--lang", "zh"]);
    let short = document["school"]["short"].as_array().expect("short posts");
    let chinese = short.iter().find(|s| s["subject"] == "chinese").expect("short of Chinese");
    assert!(chinese["sent"].as_array().is_some_and(|sent| sent.iter().any(|id| id == "T005")), "{chinese}");
    let answer = document["answer"].to_string();
    assert!(answer.contains("方案自己从这个岗位派出了") && answer.contains("T005"), "{answer}");
    // Of the other posts of a school that nobody is sent to it says just that.
    assert!(!answer.contains("没有符合条件"), "{answer}");
}

/// Where staying costs nothing it is said who goes instead.
#[test]
fn who_goes_instead() {
    let place = planned();
    let document = asked(&place, &["--teacher", "T010", "--lang", "zh"]);
    let teacher = &document["teacher"];
    let stays =
        teacher["alternatives"].as_array().expect("alternatives").iter().find(|a| a["choice"]["decision"] == "stays");
    let stays = stays.expect("staying was looked into");
    let others = stays["others"].as_array().expect("who is moved otherwise");
    assert!(!others.is_empty(), "{stays}");
    let answer = document["answer"].to_string();
    assert!(answer.contains("该教师留在原校的，改为："), "{answer}");
    let goes = others.iter().find(|o| o["before"]["decision"] == "stays").unwrap_or(&others[0]);
    assert!(answer.contains(goes["teacher_id"].as_str().expect("an id")), "{answer}");
}

/// Who is on leave and is pinned to leave the school stays: both are said, and that the plan does not keep the pin.
#[test]
fn on_leave_and_pinned() {
    let place = Place::new();
    place.write("soft.toml", "extends = \"kizilsu-2018\"\nid = \"soft\"\n[rules.pins]\nmode = \"soft\"\n");
    place.set_cell("county/teachers.csv", "T005", "在岗状态", "病假");
    planned_by(&place, &["--policy", "soft.toml"]);
    let document = asked(&place, &["--teacher", "T005", "--lang", "zh"]);
    let pin = &document["teacher"]["pins"][0];
    assert_eq!((pin["kind"].as_str(), pin["kept"].as_bool()), (Some("leave"), Some(false)));
    let lines: Vec<&str> = document["answer"].as_array().expect("sentences").iter().filter_map(Value::as_str).collect();
    let said = |what: &[&str]| lines.iter().any(|line| what.iter().all(|word| line.contains(word)));
    assert!(said(&["必须交流", "方案没有做到"]) && said(&["不符合交流条件", "不在岗"]), "{lines:?}");
    // Who has nowhere to go because the policy asks only those who applied is told just that.
    let only = "extends = \"kizilsu-2018\"\nid = \"only\"\n\
        [movement]\nwho = { value = \"volunteers\", source = \"a test\", grade = \"practice\" }\n\
        [rules.exchange-quota]\nmode = \"off\"\nreason = \"a test\"\n";
    place.write("only.toml", only);
    place.write("county/pins.csv", "教师编号,类型,学校代码,学科,理由\n");
    std::fs::remove_dir_all(place.path("plan")).expect("the plan goes");
    planned_by(&place, &["--policy", "only.toml"]);
    let answer = asked(&place, &["--teacher", "T024", "--lang", "zh"])["answer"].to_string();
    assert!(answer.contains("没有申请") && !answer.contains("--to"), "{answer}");
}

#[test]
fn a_journey_and_a_language_level_that_the_policy_does_not_let_pass() {
    let place = Place::new();
    let policy = "extends = \"kizilsu-2018\"\nid = \"near\"\n[movement]\n\
        max-km = { value = 54, source = \"a test\", grade = \"practice\" }\n\
        [rules.language]\nmode = \"hard\"\n[rules.language.by-subject]\nart = { value = \"1A\", source = \"a test\", grade = \"practice\" }\n";
    place.write("near.toml", policy);
    planned_by(&place, &["--policy", "near.toml"]);
    let document = asked(&place, &["--teacher", "T039", "--to", "S08"]);
    let why = document["pair"]["no_move"].as_array().expect("why there is no such move").iter();
    assert_eq!(why.map(|w| &w["reason"]).collect::<Vec<_>>(), ["too-far", "language"]);
    place.snapshots("explain-to-too-far", &["explain", "plan", "--teacher", "T039", "--to", "S08"]);
}

#[test]
fn what_only_the_lottery_decided_is_said_so() {
    let with = |goals: &str| {
        let place = Place::new();
        place.write("few.toml", format!("extends = \"kizilsu-2018\"\nid = \"few\"\ngoals = [{goals}]\n"));
        planned_by(&place, &["--policy", "few.toml"]);
        place
    };
    let (drawn, first) = (
        with("{ name = \"unmet-need\" }, { name = \"lottery\" }, { name = \"lottery-posts\" }"),
        with("{ name = \"unmet-need\" }"),
    );
    let movers = drawn.read("plan/assignments.csv");
    let ids: Vec<&str> = movers.lines().skip(1).filter_map(|line| line.split(',').next()).collect();
    let certainty =
        |place: &Place, id: &str| asked(place, &["--teacher", id, "--most", "0"])["teacher"]["certainty"].clone();
    // Somebody whom no pin sends away, who could stay as well.
    let mut free = ids.iter().filter(|id| !drawn.read("county/pins.csv").contains(**id));
    let lot = free.find(|id| certainty(&drawn, id) == "lottery").expect("somebody was drawn");
    drawn.snapshots("explain-lottery", &["explain", "plan", "--teacher", lot, "--most", "1"]);
    assert_eq!(certainty(&first, lot), "some");
}

#[test]
fn one_bed_more_and_the_move_is_possible() {
    let with = |beds: &str| {
        let place = Place::new();
        place.replace("county/schools.csv", "3,3,0,4,2,2,鹿渡乡", &format!("3,3,0,{beds},,,鹿渡乡"));
        planned_by(&place, &[]);
        asked(&place, &["--teacher", "T005", "--to", "S11"])
    };
    let (none, one) = (with("0"), with("1"));
    assert_eq!(none["pair"]["verdict"], "impossible");
    let because = &none["pair"]["comes"]["because"];
    assert_eq!((because.as_array().map(Vec::len), &because[0]["rule"]), (Some(1), &"housing".into()));
    assert_eq!(one["pair"]["verdict"], "planned");
}

#[test]
fn one_point_of_the_share_more_and_the_rule_costs() {
    let with = |share: &str| {
        let place = Place::new();
        let policy = format!(
            "extends = \"kizilsu-2018\"\nid = \"share\"\n[rules.backbone-share]\n\
            share = {{ value = \"{share}\", source = \"a test\", grade = \"practice\" }}\n"
        );
        place.write("share.toml", policy);
        planned_by(&place, &["--policy", "share.toml"]);
        asked(&place, &["--rule", "backbone-share"])["rule"].clone()
    };
    // Of six who move, two are needed, or three.
    let (two, three) = (with("33%"), with("34%"));
    for answer in [&two, &three] {
        assert_eq!(answer["binding"].as_array().map(Vec::len), Some(1), "{answer}");
    }
    assert_eq!((&two["otherwise"]["standing"], two["prices"].as_array().map(Vec::len)), (&"equal".into(), Some(0)));
    let goals = three["otherwise"]["goals"].as_array().expect("goals");
    let turns = goals.iter().find(|g| g["name"] == "turns").expect("the goal");
    assert_eq!((&three["otherwise"]["standing"], turns["loss"].as_i64()), (&"better".into(), Some(-4)));
    assert_eq!(three["prices"][0]["goal"], "turns");
}

#[test]
fn one_point_of_the_quota_more_and_there_is_no_room_left() {
    let with = |share: &str| {
        let place = Place::new();
        let policy = format!(
            "extends = \"kizilsu-2018\"\nid = \"quota\"\n[rules.exchange-quota]\n\
            share = {{ value = \"{share}\", source = \"a test\", grade = \"practice\" }}\n"
        );
        place.write("quota.toml", policy);
        planned_by(&place, &["--policy", "quota.toml"]);
        asked(&place, &["--rule", "exchange-quota"])["rule"]["binding"].as_array().map(Vec::len)
    };
    assert_eq!((with("16%"), with("17%")), (Some(0), Some(1)));
}

#[test]
fn what_the_answer_says_of_goals_is_what_a_plan_with_the_pin_has() {
    let place = planned();
    let answer = asked(&place, &["--teacher", "T025", "--to", "S04"]);
    let changed = |g: &Value| g["after"] != g["before"];
    assert!(answer["pair"]["comes"]["goals"].as_array().is_some_and(|goals| goals.iter().any(changed)), "{answer}");
    let pins = place.read("county/pins.csv");
    place.write("county/pins.csv", format!("{}\nT025,派到,S04,,试算\n", pins.trim_end()));
    let (code, summary) = place.json("plan", &["plan", "county", "-o", "pinned"]);
    assert_eq!(code, 0);
    for goal in answer["pair"]["comes"]["goals"].as_array().expect("goals") {
        let goals = summary["goals"].as_array().expect("goals");
        let found = goals.iter().find(|g| g["name"] == goal["name"]).expect("the same goals");
        assert_eq!(found["value"], goal["after"], "{}", goal["name"]);
    }
}

#[test]
fn nothing_typed_wrongly_is_passed_over() {
    let place = planned();
    let faults: [(&str, &[&str]); 14] = [
        ("no-question", &[]),
        ("two-questions", &["--teacher", "T005", "--school", "S10"]),
        ("to-alone", &["--school", "S10", "--to", "S09"]),
        ("subject-alone", &["--teacher", "T005", "--subject", "maths"]),
        ("teacher", &["--teacher", "t005"]),
        ("teacher-far", &["--teacher", "T999", "--to", "S11"]),
        ("school", &["--school", "鹿渡乡中心校"]),
        ("subject", &["--teacher", "T005", "--to", "S11", "--subject", "chinesse"]),
        ("rule", &["--rule", "exchange-quote"]),
        ("rule-far", &["--rule", "x"]),
        ("most", &["--teacher", "T005", "--most", "all"]),
        ("by-hand-shape", &["--by-hand", "T022"]),
        ("by-hand-open", &["--by-hand", "T022=leave"]),
        ("by-hand-twice", &["--by-hand", "T022=stay", "--by-hand", "T022=S11"]),
    ];
    for (name, args) in faults {
        let args = [&["explain", "plan"], args].concat();
        place.snapshots(&format!("explain-bad-{name}"), &args);
        let (code, document) = place.json("error", &args);
        assert_eq!((code, document["error"].as_str()), (2, Some("usage")), "{name}");
    }
}

/// What is said to break is what the audit says of the table with that row changed, and nothing more.
#[test]
fn what_breaks_by_hand_is_what_the_audit_of_the_edited_table_finds() {
    let place = planned();
    let breaches = |document: &Value| -> Vec<String> {
        let rules = document["rules"].as_array().expect("rules");
        let hard = rules.iter().filter(|r| r["mode"] == "hard");
        let all = hard.flat_map(|r| r["breaches"].as_array().expect("breaches").iter().map(move |_| &r["rule"]));
        let mut all: Vec<String> = all.map(|rule| rule.as_str().expect("a name").to_owned()).collect();
        all.sort();
        all
    };
    let rows = place.read("plan/assignments.csv");
    let head = rows.lines().next().expect("a header").trim_start_matches('\u{feff}').to_owned();
    let column = |name: &str| head.split(',').position(|h| h == name).expect("the column");
    let (school, teacher) = (column("to_school"), column("teacher_id"));
    let kinds = |document: &Value, list: &str| -> Vec<String> {
        let faults = document[list].as_array().expect("faults");
        let mut kinds: Vec<String> = faults.iter().filter_map(|f| Some(f["kind"].as_str()?.to_owned())).collect();
        kinds.sort();
        kinds
    };
    for (who, to) in [("T022", "S11"), ("T022", "S03"), ("T010", "S05"), ("T044", "S11")] {
        let answer = asked(&place, &["--by-hand", &format!("{who}={to}")]);
        let answer = &answer["by_hand"];
        let table: Vec<String> = rows
            .lines()
            .skip(1)
            .map(|line| {
                let cells: Vec<&str> = line.split(',').collect();
                let to = if cells[teacher] == who { to } else { cells[school] };
                format!("{},{to},{}", cells[teacher], cells[column("subject")])
            })
            .collect();
        place.write("hand.csv", format!("teacher_id,to_school,subject\n{}\n", table.join("\n")));
        std::fs::create_dir_all(place.path("hand")).expect("a folder");
        std::fs::rename(place.path("hand.csv"), place.path("hand/assignments.csv")).expect("the table");
        std::fs::copy(place.path("plan/retasks.csv"), place.path("hand/retasks.csv")).expect("the retasks");
        let (_, audit) = place.json("audit", &["audit", "county", "hand"]);
        let mut said: Vec<String> = answer["broken"]
            .as_array()
            .expect("rules")
            .iter()
            .filter(|b| b["mode"] == "hard")
            .map(|b| b["rule"].as_str().expect("a name").to_owned())
            .collect();
        said.sort();
        // The plan itself breaks nothing.
        assert_eq!(said, breaches(&audit), "{who} to {to}: {answer:#}");
        assert_eq!(kinds(answer, "faults"), kinds(&audit, "faults"), "{who} to {to}");
        let unmet = audit["goals"].as_array().expect("goals").iter().find(|g| g["name"] == "unmet-need").expect("it");
        let shifted = answer["goals"].as_array().expect("goals").iter().find(|g| g["name"] == "unmet-need");
        if let Some(shifted) = shifted {
            assert_eq!(shifted["after"], unmet["value"], "{who} to {to}");
        }
    }
}

#[test]
fn who_is_named_is_who_has_the_id() {
    let place = planned();
    let (teachers, schools) = (place.read("county/teachers.csv"), place.read("county/schools.csv"));
    let name = |table: &str, id: &str| {
        let mut rows = table.lines().map(|line| line.split(',').take(2).collect::<Vec<_>>());
        rows.find(|row| row[0] == id).map(|row| row[1].to_owned()).expect("a row of this id")
    };
    let centre = name(&schools, "S04");
    for (by_id, named) in [
        (["--teacher", "T002"], ["--teacher", name(&teachers, "T002").as_str()]),
        (["--school", "S01"], ["--school", "云岭县第一小学"]),
        (["--school", "S01"], ["--school", "一小"]),
        (["--school", "S04"], ["--school", centre.strip_suffix("小学").expect("a primary school")]),
    ] {
        assert_eq!(asked(&place, &by_id), asked(&place, &named), "{named:?}");
    }
    let short = place.run(&["explain", "plan", "--school", "一小", "--lang", "en"]);
    assert!(short.stderr.contains("S01 云岭县第一小学"), "a guess is said: {}", short.stderr);
    let (code, document) = place.json("error", &["explain", "plan", "--school", "云岭县第"]);
    let message = document["message"].as_str().unwrap_or_default().to_owned();
    assert!(code == 2 && message.contains("S01") && message.contains("S02"), "{message}");
}

#[test]
fn an_identity_number_that_is_typed_is_not_said_again() {
    let place = planned();
    for args in [
        ["explain", "plan", "--teacher", "11010519491231002X"],
        ["explain", "plan", "--school", "T11010519491231002X"],
        ["check", "county", "--mapping", "11010519491231002X.toml"],
        ["check", "county", "--nonsense", "11010519491231002X"],
    ] {
        for lang in ["zh", "en"] {
            let run = place.run(&[&args[..], &["--lang", lang, "--format", "json"]].concat());
            assert_ne!(run.code, 0, "{args:?}");
            assert!(!format!("{}{}", run.stdout, run.stderr).contains("19491231"), "{args:?}: {}", run.stderr);
        }
    }
}

#[test]
fn a_plan_that_is_not_as_it_was_is_not_explained() {
    type Harm = fn(&Place);
    let harms: [(&str, Harm); 3] = [
        ("no-plan", |p| std::fs::remove_dir_all(p.path("plan")).expect("gone")),
        ("other-county", |p| {
            p.without_copies("plan");
            p.replace("county/county.toml", "云岭县", "云山县");
        }),
        ("changed", |p| {
            p.without_copies("plan");
            p.replace("county/schools.csv", "1", "2");
        }),
    ];
    for (name, harm) in harms {
        let place = planned();
        harm(&place);
        let args = ["explain", "plan", "--school", "S10"];
        place.snapshots(&format!("explain-stale-{name}"), &args);
        assert_eq!(place.json("error", &args).0, 2, "{name}");
    }
}

#[test]
fn a_plan_within_a_gap_is_explained_as_it_was_found() {
    let place = Place::new();
    planned_by(&place, &["--gap", "90%"]);
    let document = asked(&place, &["--teacher", "T010", "--lang", "en"]);
    assert_eq!(document["proved"], false);
    let said = document["answer"].as_array().and_then(|lines| lines.last()).and_then(Value::as_str);
    assert!(said.is_some_and(|line| line.contains("as it was found")), "{document}");
    let certainty = document["teacher"]["certainty"].as_str();
    assert!(!["lottery", "some"].iter().any(|c| certainty == Some(*c)), "{certainty:?}");
}

#[test]
fn a_limit_is_said_and_ends_with_4() {
    let place = planned();
    let run: Ended = place.run(&["explain", "plan", "--teacher", "T005", "--time-limit", "0.000001", "--lang", "en"]);
    assert_eq!(run.code, 4, "{}{}", run.stdout, run.stderr);
    assert!(run.stdout.contains("the limit came before"), "{}", run.stdout);
}
