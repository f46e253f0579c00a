//! `audit`: clean plans, forged ones, and tables made by hand.

use crate::support::Place;

fn planned() -> Place {
    let place = Place::new();
    let run = place.run(&["plan", "county", "-o", "plan", "-q"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    place
}

#[test]
fn a_plan_of_its_own_is_clean() {
    let place = planned();
    place.snapshots("audit-clean", &["audit", "county", "plan"]);
    let (code, document) = place.json("audit", &["audit", "county", "plan"]);
    assert_eq!((code, document["clean"].as_bool(), document["breaches"].as_u64()), (0, Some(true), Some(0)));
    for rule in document["rules"].as_array().expect("rules") {
        for field in ["rule", "clause", "required", "achieved", "holds"] {
            assert!(rule.get(field).is_some(), "{field}");
        }
    }
}

#[test]
fn a_plan_without_one_of_its_moves_is_not() {
    let place = planned();
    let text = place.read("plan/assignments.csv");
    let lines: Vec<&str> = text.lines().collect();
    place.write("plan/assignments.csv", lines[..lines.len() - 1].join("\n"));
    place.snapshots("audit-forged", &["audit", "county", "plan"]);
    let (code, document) = place.json("audit", &["audit", "county", "plan"]);
    assert_eq!((code, document["clean"].as_bool()), (1, Some(false)));
}

#[test]
fn an_edit_by_hand_is_told_before_what_follows_from_it() {
    let place = planned();
    let text = place.read("plan/assignments.csv");
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    lines.remove(2);
    lines.push("T999,,,S01".to_owned());
    let cells: Vec<&str> = lines[1].split(',').collect();
    lines[1] = lines[1].replacen(cells[1], "另一人", 1);
    place.write("plan/assignments.csv", lines.join("\n"));
    let (code, document) = place.json("audit", &["audit", "county", "plan"]);
    assert_eq!((code, document["clean"].as_bool()), (1, Some(false)));
    let faults = document["faults"].as_array().expect("faults");
    let kinds: Vec<&str> = faults.iter().map(|f| f["kind"].as_str().expect("a kind")).collect();
    // First which file is not as the plan left it, then what was done to it.
    assert_eq!(kinds[..5], ["file-edited", "move-added", "move-removed", "unknown-teacher", "name-differs"]);
    assert!(kinds[5..].contains(&"school-differs"), "JSON has all: {kinds:?}");

    let run = place.run(&["audit", "county", "plan", "--lang", "zh"]);
    let at = |words: &str| run.stdout.find(words).unwrap_or_else(|| panic!("`{words}` is missing:\n{}", run.stdout));
    assert!(at("增加：教师 T999") < at("规则执行情况"));
    assert!(at("教师表中没有该教师") < at("目标值与方案所述不符"));
    assert!(!run.stdout.contains("前后对照数字不符") && run.stdout.contains("用 -v 逐条列出"));
    assert!(run.stderr.contains("lungang audit county plan/assignments.csv"), "{}", run.stderr);
    for field in ["moves_out", "backbone_required", "short_after", "burden", "unmet-need"] {
        assert!(!run.stdout.contains(field), "{field} is no word");
    }
    let all = place.run(&["audit", "county", "plan", "--lang", "zh", "-v"]).stdout;
    assert!(all.contains("前后对照数字不符") && !all.contains("moves_out"), "{all}");

    // Judged on its own, the edited table has its own faults and no others.
    let (_, alone) = place.json("audit", &["audit", "county", "plan/assignments.csv"]);
    let alone: Vec<&str> =
        alone["faults"].as_array().expect("faults").iter().filter_map(|f| f["kind"].as_str()).collect();
    assert_eq!(alone, ["unknown-teacher", "name-differs"]);
}

#[test]
fn a_masked_name_is_the_name() {
    let place = planned();
    let text = place.read("plan/assignments.csv");
    let masked = text.lines().enumerate().map(|(at, line)| {
        let mut cells: Vec<String> = line.split(',').map(str::to_owned).collect();
        if at > 0 {
            let first = cells[1].chars().next().map(String::from).unwrap_or_default();
            cells[1] = first + &"*".repeat(cells[1].chars().count() - 1);
        }
        cells.join(",")
    });
    place.write("masked.csv", masked.collect::<Vec<_>>().join("\n"));
    let (code, document) = place.json("audit", &["audit", "county", "masked.csv"]);
    assert_eq!((code, document["clean"].as_bool()), (0, Some(true)), "{document:#}");
}

#[test]
fn a_table_made_by_hand_is_audited() {
    let place = planned();
    std::fs::copy(place.path("plan/assignments.csv"), place.path("hand.csv")).expect("a copy");
    let (code, document) = place.json("audit", &["audit", "county", "hand.csv"]);
    assert_eq!((code, document["clean"].as_bool()), (0, Some(true)));
    assert!(document["goals"][0].get("claimed").is_none(), "a bare table claims nothing");
    place.write("empty.csv", "教师编号,接收学校\n");
    place.write("none.csv", "教师编号,接收学校\nT999,S01\n");
    place.snapshots("audit-hand", &["audit", "county", "none.csv"]);
    assert_eq!(place.run(&["audit", "county", "none.csv"]).code, 1);
}

/// A table made by hand calls people and schools by what they are called; the one that the program left does not.
#[test]
fn names_stand_for_ids_in_a_table_made_by_hand() {
    let place = planned();
    let namesakes = ["T014", "T042"].map(|id| place.cell("county/teachers.csv", id, "姓名"));
    assert_eq!(namesakes[0], namesakes[1]);
    let schools = place.read("county/schools.csv");
    let school = |id: &str| {
        let line = schools.lines().find(|l| l.starts_with(id)).expect("a school");
        line.split(',').nth(1).expect("a name").to_owned()
    };
    let short = |name: String| name.chars().take(name.chars().count() - 2).collect::<String>();
    let text = place.read("plan/assignments.csv");
    let roster = place.read("county/teachers.csv");
    let alone = |name: &str| roster.lines().filter(|l| l.split(',').nth(1) == Some(name)).count() == 1;
    let row = |(at, line): (usize, &str)| {
        let mut cells: Vec<String> = line.split(',').map(str::to_owned).collect();
        if at > 0 {
            // Some have a namesake.
            if alone(&cells[1]) {
                cells[0] = cells[1].clone();
            }
            cells[3] = short(school(&cells[3]));
        }
        cells.join(",")
    };
    let rows: Vec<String> = text.lines().enumerate().map(row).collect();
    place.write("hand.csv", rows.join("\n"));
    let (code, document) = place.json("audit", &["audit", "county", "hand.csv"]);
    assert_eq!((code, document["clean"].as_bool()), (0, Some(true)), "{document:#}");
    let told = place.run(&["audit", "county", "hand.csv", "--lang", "en"]);
    assert!(told.stderr.contains("short-name"), "{}", told.stderr);

    place.write("hand.csv", format!("教师编号,接收学校\n{},S09\n", namesakes[0]));
    let asked = place.run(&["audit", "county", "hand.csv", "--lang", "en"]);
    assert_eq!(asked.code, 2, "{}", asked.stderr);
    assert!(
        asked.stderr.contains("several-teachers") && asked.stderr.contains("T014") && asked.stderr.contains("T042")
    );
    place.write("hand.csv", "教师编号,接收学校\nT022,中心小学\n");
    let asked = place.run(&["audit", "county", "hand.csv", "--lang", "en"]);
    assert_eq!(asked.code, 2, "{}", asked.stderr);
    assert!(
        asked.stderr.contains("several-schools") && asked.stderr.contains("S04 雾湾镇中心小学, S08 鹿渡乡中心小学")
    );

    place.write("plan/assignments.csv", rows.join("\n"));
    let (code, document) = place.json("audit", &["audit", "county", "plan"]);
    assert_eq!((code, document["clean"].as_bool()), (1, Some(false)), "its own table names schools by their ids");
}

#[test]
fn the_workbook_that_was_sent_on_is_audited_too() {
    let place = planned();
    let (code, document) = place.json("audit", &["audit", "county", "plan/plan.xlsx"]);
    assert_eq!((code, document["clean"].as_bool()), (0, Some(true)), "{document:#}");
}

#[test]
fn another_policy_gives_another_verdict() {
    let place = planned();
    let (code, document) = place.json("audit", &["audit", "county", "plan", "--policy", "anhui"]);
    assert_eq!(code, 1);
    let faults = document["faults"].as_array().expect("faults");
    assert!(faults.iter().any(|f| f["kind"] == "policy-differs"), "{faults:?}");
}

#[test]
fn what_is_no_plan_is_said() {
    let place = Place::new();
    place.snapshots("audit-missing", &["audit", "county", "nowhere"]);
    place.write("empty/readme.txt", "");
    place.snapshots("audit-no-table", &["audit", "county", "empty"]);
    place.write("bad/plan.json", "{");
    place.write("bad/assignments.csv", "teacher_id,to_school\n");
    assert_eq!(place.run(&["audit", "county", "bad"]).code, 2);
}
