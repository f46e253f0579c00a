//! `convert`: a transfer study becomes a county whose plan has the study's own optima, and bad input becomes findings.

use crate::support::{Place, root};

const SCHOOLS: &str =
    "school_id,school_name,underserved,w_j,coord_x\nN,North,0,1,0.5\nE,East,1,3,2.5\nW,West,0,2,9.1\n";

const TEACHERS: &str = "teacher_id,teacher_name,current_school,type_key,compulsory_transfer,years_service\n\
    an,An,N,Maths__A,0,3\nbo,Bo,N,Maths__A,0,12\nchen,Chen,N,Maths__A,0,7\ndeng,Deng,W,Music__A,1,20\n";

/// Three teach maths at N, which may have one; deng has to leave W.
const REQ: &str = "school_id,type_key,current_count,L_jsm,U_jsm\n\
    N,Maths__A,3,1,1\nE,Maths__A,0,1,2\nW,Maths__A,0,1,Inf\nN,Music__A,0,0,1\nE,Music__A,0,1,1\nW,Music__A,1,1,1\n";

/// an may not go to E, and chen has too long a way to W.
const ASSIGN: &str = "teacher_id,school_id,c_ij,r_ij,compat,p_ij,d_ij,note\n\
    an,N,1,1,1,1,4,x\nan,E,0,1,1,9,0,x\nan,W,1,1,1,4,10,x\n\
    bo,N,1,1,1,0,2,x\nbo,E,1,1,1,1,10,x\nbo,W,1,1,1,3,9,x\n\
    chen,N,1,1,1,2,1,x\nchen,E,1,1,1,3,7,x\nchen,W,1,0,1,9,0,x\n\
    deng,N,1,1,1,9,0,x\ndeng,E,1,1,1,1,30,x\ndeng,W,1,1,1,9,0,x\n";

fn study() -> Place {
    let place = Place::empty();
    for (name, text) in [("schools", SCHOOLS), ("teachers", TEACHERS), ("req", REQ), ("assign", ASSIGN)] {
        place.write(&format!("study/{name}.csv"), text);
    }
    place
}

const CONVERT: [&str; 6] = ["convert", "study", "--from", "transfer", "-o", "county"];

/// Value and bound of every goal of a plan, and the plan's moves as `teacher>school`.
fn planned(place: &Place, county: &str, more: &[&str]) -> (Vec<(String, i64, i64)>, Vec<String>) {
    let mut args = vec!["plan", county, "-o", "plan", "--force"];
    args.extend(more);
    let (code, summary) = place.json("plan", &args);
    assert_eq!(
        (code, &summary["status"], &summary["audit"]["clean"]),
        (0, &"optimal".into(), &true.into()),
        "{more:?}"
    );
    let goals = summary["goals"].as_array().expect("goals");
    let number = |goal: &serde_json::Value, key: &str| goal[key].as_i64().expect("a number");
    let goals =
        goals.iter().map(|g| (g["name"].as_str().unwrap_or("").to_owned(), number(g, "value"), number(g, "bound")));
    let moves = place.read("plan/assignments.csv");
    let moves = moves.lines().skip(1).map(|line| line.split(',').collect::<Vec<_>>());
    let moves = moves.map(|cells| format!("{}>{}", cells[0], cells[3])).collect();
    (goals.collect(), moves)
}

/// By hand: deng can only fill E (W is then short, weight 2). Of an, bo and chen two leave N; all three ways to fill E
/// and W are worth 7, with deng 8, and an to W, chen to E, bo at N is the lightest: 10 + 7 + 2, with deng 49.
#[test]
fn a_study_is_planned_to_its_optimum() {
    let place = study();
    for headers in ["zh", "en"] {
        let run = place.run(&[&CONVERT[..], &["--headers", headers, "--force"]].concat());
        assert_eq!((run.code, run.stdout.as_str()), (0, ""), "{}", run.stderr);
        for more in [&[][..], &["--engine", "reference", "--solver", "highs"], &["--engine", "reference"]] {
            let (goals, moves) = planned(&place, "county", more);
            let values: Vec<(&str, i64)> = goals.iter().map(|(name, value, _)| (name.as_str(), *value)).collect();
            let asked = [("short-posts", 1), ("unmet-need", 2), ("disruption", 3), ("welfare", 8), ("burden", 49)];
            assert_eq!(values[..5], asked, "{more:?}");
            assert!(goals.iter().all(|(_, value, bound)| value == bound), "{goals:?}");
            assert_eq!(moves, ["an>W", "chen>E", "deng>E"]);
        }
    }
}

/// A type may be any text; it comes back as one subject whatever the headers.
#[test]
fn a_type_with_signs_in_it_is_one_subject() {
    for headers in ["zh", "en"] {
        let place = study();
        for name in ["teachers", "req"] {
            let text = place.read(&format!("study/{name}.csv"));
            place.write(&format!("study/{name}.csv"), text.replace("Maths__A", "数学/A；甲"));
        }
        assert_eq!(place.run(&[&CONVERT[..], &["--headers", headers]].concat()).code, 0);
        assert_eq!(planned(&place, "county", &[]).1, ["an>W", "chen>E", "deng>E"], "{headers}");
    }
}

/// The same study with one cell changed has another optimum.
#[test]
fn every_table_of_a_study_decides() {
    let twins = [
        // N may keep two: one move less, W stays short by one of maths.
        ("req", "N,Maths__A,3,1,1", "N,Maths__A,3,1,2", [1, 2, 3]),
        // W asks for nobody in music: nothing is short any more.
        ("req", "W,Music__A,1,1,1", "W,Music__A,1,0,1", [0, 0, 3]),
        // deng may stay: E stays short instead, which weighs 3, and one fewer moves; leaving it for W costs only 2.
        ("teachers", "deng,Deng,W,Music__A,1,20", "deng,Deng,W,Music__A,0,20", [1, 2, 3]),
        // East weighs less than West: deng still has to go.
        ("schools", "W,West,0,2", "W,West,0,5", [1, 5, 3]),
        // Nobody but bo may go to W or E: one of them stays short.
        ("assign", "an,W,1,1,1", "an,W,1,1,0", [1, 2, 3]),
    ];
    for (table, from, to, asked) in twins {
        let place = study();
        place.replace(&format!("study/{table}.csv"), from, to);
        assert_eq!(place.run(&CONVERT).code, 0, "{to}");
        let values: Vec<i64> = planned(&place, "county", &[]).0.iter().map(|(_, value, _)| *value).collect();
        assert_eq!(values[..3], asked, "{to}");
    }
}

#[test]
fn a_conversion_says_what_was_made() {
    let place = study();
    place.snapshots("convert", &[&CONVERT[..], &["--force"]].concat());
    place.snapshots("convert-stands", &CONVERT);
    let made = ["county.toml", "needs.csv", "pins.csv", "policy.toml", "schools.csv", "scores.csv", "teachers.csv"];
    assert_eq!(place.names("county"), made);
    // What the program did not write it does not replace.
    place.write("county/notes.md", "mine");
    assert_eq!(place.run(&[&CONVERT[..], &["--force"]].concat()).code, 2);
    assert_eq!(place.read("county/notes.md"), "mine");
}

#[test]
fn what_is_wrong_with_a_study_is_told_with_its_place() {
    let place = study();
    place.write("study/schools.csv", "school_id,w_j\nN,1\nE,1.5\nN,2\nW,2\n");
    place.replace("study/teachers.csv", "bo,Bo,N,Maths__A,0", "bo,Bo,X,Maths__A,maybe");
    place.replace("study/teachers.csv", "chen,Chen,N,Maths__A", "chen,Chen,N,");
    place.replace("study/req.csv", "E,Maths__A,0,1,2", "E,Maths__A,0,-1,many");
    place.replace("study/req.csv", "W,Maths__A,0,1,Inf", "N,Maths__A,2,1,Inf");
    place.replace("study/assign.csv", "an,E,0,1,1,9", "ann,E,0,1,1,9");
    place.replace("study/assign.csv", "bo,E,1,1,1,1", "bo,N,2,1,,1.5");
    place.snapshots("convert-bad", &CONVERT);
    let (code, document) = place.json("check", &CONVERT);
    assert_eq!(code, 1);
    assert!(document["errors"].as_u64().expect("errors") >= 10, "{document:#}");
    assert!(!place.path("county").exists());
}

#[test]
fn a_count_that_is_not_the_roster_s_is_told() {
    let place = study();
    place.replace("study/req.csv", "N,Maths__A,3", "N,Maths__A,2");
    place.snapshots("convert-count", &[&CONVERT[..], &["--force"]].concat());
    assert!(place.path("county/county.toml").exists());
}

#[test]
fn a_study_that_is_not_whole_is_refused() {
    let place = study();
    place.replace("study/assign.csv", "bo,W,1,1,1,3,9,x\n", "");
    place.snapshots("convert-missing-pair", &CONVERT);
    std::fs::remove_file(place.path("study/req.csv")).expect("it was there");
    place.replace("study/assign.csv", "compat,p_ij", "compatible,p_ij");
    place.write("study/teachers.csv", TEACHERS.lines().next().expect("a header"));
    place.write("study/schools.csv", "");
    place.snapshots("convert-not-whole", &CONVERT);
    place.snapshots("convert-missing", &["convert", "nowhere", "--from", "transfer", "-o", "county"]);
    assert!(!place.path("county").exists());
}

/// Nobody of this project made this case; its optima are published.
#[test]
fn a_published_case_has_its_published_optima() {
    let case = root().join("../shared/cases/teacher-transfer");
    let Ok(expected) = std::fs::read_to_string(case.join("expected.json")) else {
        eprintln!("skipped: {} is not there", case.display());
        return;
    };
    let expected: serde_json::Value = serde_json::from_str(&expected).expect("JSON");
    let asked: Vec<i64> =
        expected["goals"].as_array().expect("goals").iter().filter_map(|g| g["value"].as_i64()).collect();
    assert_eq!(asked.len(), 5);
    let place = Place::empty();
    let study = case.display().to_string();
    let run = place.run(&["convert", &study, "--from", "transfer", "-o", "county"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    for more in [&[][..], &["--engine", "reference", "--solver", "highs"], &["--engine", "reference"]] {
        let (goals, moves) = planned(&place, "county", more);
        let values: Vec<i64> = goals.iter().map(|(_, value, _)| *value).collect();
        assert_eq!(values[..5], asked, "{more:?}");
        assert!(goals.iter().all(|(_, value, bound)| value == bound), "{goals:?}");
        assert_eq!(moves.len() as i64, asked[2]);
        let (code, document) = place.json("audit", &["audit", "county", "plan"]);
        assert_eq!((code, &document["clean"]), (0, &true.into()), "{document:#}");
    }
    // The figure from which the study starts.
    let (_, summary) = place.json("plan", &["plan", "county", "-o", "again"]);
    assert_eq!(summary["short_posts_before"], expected["initial_shortage"]);
}
