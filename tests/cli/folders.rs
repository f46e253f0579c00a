//! A plan's folder: it keeps what it was made from, is whole or as it was at every moment, has one writer, and stays as it is
//! once it was disclosed.

use crate::support::Place;
use sha2::Digest;
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Stdio;
use std::time::Instant;

/// The example county with its plan.
fn planned() -> Place {
    let place = Place::new();
    done(&place, &["plan", "county", "-o", "plan", "-q"]);
    place
}

fn done(place: &Place, args: &[&str]) -> String {
    let run = place.run(args);
    assert_eq!(run.code, 0, "{args:?}\n{}{}", run.stdout, run.stderr);
    run.stderr
}

/// Every file of a folder, those of folders in it too.
fn bytes(dir: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut all = BTreeMap::new();
    for entry in std::fs::read_dir(dir).expect("a folder").flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.path().is_dir() {
            all.extend(bytes(&entry.path()).into_iter().map(|(inner, b)| (format!("{name}/{inner}"), b)));
        } else {
            all.insert(name, std::fs::read(entry.path()).expect("a file"));
        }
    }
    all
}

#[test]
fn a_plan_is_asked_wherever_it_goes_and_whatever_becomes_of_the_county() {
    let place = Place::new();
    place.write("ours.toml", "extends = \"kizilsu-2018\"\nid = \"ours\"\n");
    let county = place.read("county/county.toml");
    place.write("county/county.toml", format!("{county}mapping = \"mapping.toml\"\n"));
    place.write("county/mapping.toml", "[teachers]\nfile = \"teachers.csv\"\n");
    place.replace("county/teachers.csv", "教师编号,姓名", "身份证号,教师编号,姓名");
    let roster = place.read("county/teachers.csv");
    let with_numbers: Vec<String> = roster
        .lines()
        .enumerate()
        .map(|(at, line)| if at == 0 { line.to_owned() } else { format!("65302219800101{:04},{line}", at) })
        .collect();
    place.write("county/teachers.csv", with_numbers.join("\n"));
    done(&place, &["plan", "county", "-o", "plan", "--policy", "ours.toml", "--pin", "T060=stay", "-q"]);
    assert!(place.path("plan/county/policy.toml").is_file() && place.path("plan/mapping.toml").is_file());
    let kept = bytes(&place.path("plan"));
    assert!(!kept.iter().any(|(_, b)| String::from_utf8_lossy(b).contains("65302219800101")), "a number was copied");

    std::fs::create_dir(place.path("archive")).expect("a folder");
    std::fs::rename(place.path("plan"), place.path("archive/方案")).expect("moved");
    std::fs::remove_dir_all(place.path("county")).expect("gone");
    std::fs::remove_file(place.path("ours.toml")).expect("gone");
    let plan = "archive/方案";
    let own = "archive/方案/county";
    for args in [
        vec!["explain", plan, "--teacher", "T022"],
        vec!["price", plan],
        vec!["alternatives", plan, "-n", "1", "-o", "others", "--slack", "burden=5%", "--slack", "wishes=3"],
        vec!["explain", "others/alternative-1", "--school", "S10"],
        vec!["report", plan, "--html", "page.html"],
        vec!["audit", own, plan],
        vec!["replan", own, "--from", plan, "-o", "again"],
        vec!["compare", plan, "again"],
        vec!["disclose", plan, "-o", "notice"],
    ] {
        let said = done(&place, &args);
        assert!(!said.contains("县数据"), "nothing is amiss, and nothing is said of it: {args:?}\n{said}");
    }
    assert!(place.read("archive/方案/county/pins.csv").contains("T060"), "pins of the command line are in the table");
}

#[test]
fn what_is_kept_is_the_county_and_gives_the_same_plan() {
    let same = |place: &Place, more: &[&str], lang: &str| {
        let mut args = vec!["plan", "county", "-o", "plan", "-q", "--lang", lang];
        args.extend(more);
        done(place, &args);
        let kept = ["plan", "plan/county", "-o", "same", "-q", "--lang", lang];
        done(place, &kept);
        for file in ["assignments.csv", "certificate.json"] {
            assert_eq!(place.read(&format!("plan/{file}")), place.read(&format!("same/{file}")), "{file}");
        }
        for command in ["staffing", "eligible"] {
            let of = |county: &str| {
                let mut args = vec![command, county, "--format", "json"];
                args.extend(more.iter().take(2).filter(|_| county == "county"));
                place.run(&args).stdout
            };
            assert_eq!(of("county"), of("plan/county"), "{command}");
        }
        // What is kept of what is kept is the same, byte by byte: nothing is lost on the way.
        assert_eq!(bytes(&place.path("plan/county")), bytes(&place.path("same/county")));
        let policy = |dir: &str| {
            let run: toml::Table = place.read(&format!("{dir}/run.toml")).parse().expect("TOML");
            run["policy_sha256"].clone()
        };
        assert_eq!(policy("plan"), policy("same"));
    };
    for lang in ["zh", "en"] {
        same(&Place::new(), &[], lang);
    }
    // Every policy that comes with the program; where a county has no plan under it, there is nothing to keep.
    let place = Place::new();
    for policy in ["national", "kizilsu-2018"] {
        same(&place, &["--policy", policy], "zh");
    }
    for seed in ["1", "2", "3"] {
        let place = Place::empty();
        done(&place, &["generate", "-o", "county", "--seed", seed, "--size", "S", "-q"]);
        same(&place, &[], if seed == "2" { "en" } else { "zh" });
    }
}

#[test]
fn a_county_that_has_gone_on_is_compared_cell_by_cell() {
    let place = planned();
    place.replace("county/schools.csv", "云岭县第一小学,小学,城区,优质,266", "云岭县第一完小,小学,城区,优质,267");
    let wishes = place.read("county/wishes.csv");
    let fewer: String = wishes.lines().filter(|l| !l.starts_with("T024,1,")).map(|l| format!("{l}\n")).collect();
    place.write("county/wishes.csv", fewer);
    place.snapshots("explain-gone-on", &["explain", "plan", "--school", "S10", "--most", "1"]);
    let run = place.run(&["explain", "plan", "--school", "S10", "--lang", "en"]);
    assert_eq!(run.code, 0);
    assert!(run.stderr.contains("3 cells differ, 2 matter"), "{}", run.stderr);
    assert!(run.stderr.contains("schools S01 pupils: 266 -> 267 (matters)"), "{}", run.stderr);
    assert!(run.stderr.contains("wishes T024 1: the row is gone (matters)"), "{}", run.stderr);
    assert!(run.stderr.contains("schools S01 name: 云岭县第一小学 -> 云岭县第一完小\n"), "{}", run.stderr);
    // Another folder that is said to be the county now; and the same files there, where nothing differs.
    let run = place.run(&["explain", "plan", "--school", "S10", "--county", "plan/county", "--lang", "en"]);
    assert!(run.code == 0 && !run.stderr.contains("differ"), "{}", run.stderr);
    // The audit is of the county that is named.
    let run = place.run(&["audit", "county", "plan", "--lang", "en"]);
    assert!(run.stderr.contains("3 cells differ, 2 matter"), "{}", run.stderr);
    assert_eq!(run.code, 1, "posts follow from pupils: {}", run.stdout);
    assert_eq!(place.run(&["audit", "plan/county", "plan"]).code, 0);
    // A column that is written otherwise is the same cell; one that can no longer be read is told of, and nothing refused.
    let place = planned();
    place.replace("county/postings.csv", "2025-09-01", "2025/9/1");
    let run = place.run(&["explain", "plan", "--school", "S10", "--lang", "en"]);
    assert!(run.code == 0 && !run.stderr.contains("differ"), "{}", run.stderr);
    place.replace("county/schools.csv", "优质,266", "优质,many");
    let run = place.run(&["explain", "plan", "--school", "S10", "--lang", "en"]);
    assert!(run.code == 0 && run.stderr.contains("cannot be compared"), "{}", run.stderr);
}

#[test]
fn a_copy_that_was_touched_is_an_edit() {
    let place = planned();
    place.write("plan/county/scores.csv", "teacher_id,school_id,goal,value\n");
    let run = place.run(&["explain", "plan", "--school", "S10", "--lang", "en"]);
    assert!(run.code == 2 && run.stderr.contains("county/scores.csv"), "{}", run.stderr);
    let run = place.run(&["plan", "county", "-o", "plan", "--lang", "en"]);
    assert!(run.code == 2 && run.stderr.contains("county/scores.csv"), "{}", run.stderr);
    std::fs::remove_file(place.path("plan/county/scores.csv")).expect("gone");
    place.replace("plan/county/schools.csv", ",266,", ",267,");
    let run = place.run(&["price", "plan", "--lang", "en"]);
    assert!(run.code == 2 && run.stderr.contains("county/schools.csv"), "{}", run.stderr);
    // The county is read, never written over.
    let run = place.run(&["plan", "plan/county", "-o", "plan", "--force", "--lang", "en"]);
    assert!(run.code == 2 && run.stderr.contains("inside the folder"), "{}", run.stderr);
}

#[test]
fn what_was_disclosed_stays_as_it_is() {
    let place = planned();
    done(&place, &["disclose", "plan", "-o", "notice", "-q"]);
    let mark = place.read("plan/published.toml");
    let notice = sha2::Sha256::digest(place.read("notice/disclosure.json"));
    let notice: String = notice.iter().map(|b| format!("{b:02x}")).collect();
    assert!(mark.contains("date = \"20") && mark.contains(&format!("notice_sha256 = \"{notice}\"")), "{mark}");
    let before = bytes(&place.path("plan"));
    done(&place, &["plan", "county", "-o", "draft", "--seed", "2", "-q"]);
    let replan = ["replan", "county", "--from", "draft", "-o", "plan"];
    for args in [
        vec!["plan", "county", "-o", "plan", "--seed", "2"],
        vec!["plan", "county", "-o", "plan", "--seed", "2", "--force"],
        replan.to_vec(),
        [&replan[..], &["--force"]].concat(),
        vec!["years", "county", "--years", "1", "-o", "plan", "--force"],
    ] {
        let run = place.run(&[&args[..], &["--lang", "en"]].concat());
        assert_eq!(run.code, 2, "{args:?}");
        assert!(run.stderr.contains("was disclosed") && run.stderr.contains("--next"), "{args:?}: {}", run.stderr);
        assert!(bytes(&place.path("plan")) == before, "{args:?}");
    }
    // The plan can be asked as before, and disclosed again.
    done(&place, &["explain", "plan", "--school", "S10"]);
    done(&place, &["disclose", "plan", "-o", "notice-2", "-q"]);
    assert_eq!(place.read("plan/published.toml").matches("[[published]]").count(), 2);
    // A year that was disclosed keeps the years around it.
    done(&place, &["years", "county", "--years", "1", "-o", "years", "-q"]);
    done(&place, &["disclose", "years/2026-2027", "-o", "notice-3", "-q"]);
    let run = place.run(&["years", "county", "--years", "1", "-o", "years", "--force", "--lang", "en"]);
    assert!(run.code == 2 && run.stderr.contains("was disclosed"), "{}", run.stderr);
    // A notice that was withdrawn.
    std::fs::remove_file(place.path("plan/published.toml")).expect("gone");
    done(&place, &["plan", "county", "-o", "plan", "--seed", "2", "-q"]);
}

#[test]
fn drafts_are_numbered() {
    let place = Place::new();
    let next = ["plan", "county", "-o", "方案", "--next"];
    for name in ["方案", "方案-2", "方案-3"] {
        assert!(done(&place, &next).contains(&format!("本稿写到：{name}\n")), "{name}");
        assert!(place.path(&format!("{name}/plan.json")).is_file(), "{name}");
    }
    // One above the highest, also where one below is free, and whatever has the number.
    std::fs::remove_dir_all(place.path("方案-2")).expect("gone");
    place.write("方案-7", "notes");
    place.write("方案-x", "notes");
    place.write("方案-09", "notes");
    done(&place, &["replan", "county", "--from", "方案", "-o", "方案", "--next"]);
    assert!(place.path("方案-8/changes.csv").is_file());
    assert!(!place.names("").iter().any(|n| n.starts_with('.')), "{:?}", place.names(""));
    // Two at a time get two numbers.
    let start = || place.command(&next).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the program runs");
    let (mut one, mut other) = (start(), start());
    assert!(one.wait().expect("an end").success() && other.wait().expect("an end").success());
    assert!(place.path("方案-9/plan.json").is_file() && place.path("方案-10/plan.json").is_file());
}

#[test]
fn a_place_has_one_writer() {
    let place = planned();
    let before = bytes(&place.path("plan"));
    let lock = std::fs::File::create(place.path(".plan.lock")).expect("a file");
    lock.lock().expect("locked");
    for args in
        [vec!["plan", "county", "-o", "plan", "--lang", "en"], vec!["disclose", "plan", "-o", "notice", "--lang", "en"]]
    {
        let run = place.run(&args);
        assert_eq!(run.code, 2, "{}", run.stderr);
        assert!(run.stderr.contains("another `lungang`"), "{}", run.stderr);
    }
    assert!(bytes(&place.path("plan")) == before);
    // Whoever held it has died.
    drop(lock);
    done(&place, &["plan", "county", "-o", "plan", "-q"]);
    assert!(!place.path(".plan.lock").exists());
}

/// Killed at any moment, the old or the new folder stands whole, and the next run leaves nothing but its own.
#[cfg(unix)]
#[test]
fn a_kill_leaves_the_old_or_the_new_folder() {
    let kills = std::env::var("LUNGANG_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(24_u32);
    let place = Place::new();
    let plan = |seed: &'static str| ["plan", "county", "-o", "out/plan", "--seed", seed, "-q"];
    std::fs::create_dir(place.path("out")).expect("a folder");
    let began = Instant::now();
    done(&place, &plan("1"));
    let whole = began.elapsed();
    let mut state = u64::from(std::process::id());
    let mut share = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        f64::from((state >> 40) as u32) / f64::from(1_u32 << 24)
    };
    for kill in 0..kills {
        let args = plan(if kill % 2 == 0 { "2" } else { "1" });
        let mut child = place.command(&args).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("it runs");
        // The end, where files are written and exchanged, is killed more often than the rest.
        let at = if kill % 3 == 0 { share() } else { 0.6 + 0.5 * share() };
        std::thread::sleep(whole.mul_f64(at));
        let _ = child.kill();
        let _ = child.wait();
        done(&place, &["audit", "out/plan/county", "out/plan", "-q"]);
    }
    done(&place, &plan("1"));
    assert_eq!(place.names("out"), ["plan"]);
}

/// What a writer left that died between two renames is put back before anything else is done.
#[test]
fn an_orphan_is_put_back() {
    let place = planned();
    done(&place, &["disclose", "plan", "-o", "notice", "-q"]);
    std::fs::rename(place.path("plan"), place.path(".plan.old-4711")).expect("moved");
    std::fs::create_dir(place.path(".plan.tmp-4711")).expect("a folder");
    place.write(".plan.tmp-4711/assignments.csv", "half");
    // It was disclosed: had it not been put back, another would stand in its place now.
    let run = place.run(&["plan", "county", "-o", "plan", "--lang", "en"]);
    assert!(run.code == 2 && run.stderr.contains("was disclosed"), "{}", run.stderr);
    done(&place, &["explain", "plan", "--school", "S10"]);
    assert_eq!(place.names(""), ["county", "notice", "plan"]);
    // A single file's drafts go with the next run onto it.
    place.write(".page.html.tmp-4711", "half");
    done(&place, &["report", "plan", "--html", "page.html"]);
    assert_eq!(place.names(""), ["county", "notice", "page.html", "plan"]);
}

#[test]
fn a_terminal_or_a_pipe_is_written_to_as_it_is() {
    if cfg!(target_os = "linux") {
        let place = planned();
        done(&place, &["report", "plan", "--html", "/dev/null"]);
        assert!(!Path::new("/dev/null").is_file());
    }
}
