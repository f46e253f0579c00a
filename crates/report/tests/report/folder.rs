//! The folder is whole or absent, and what stood there before is safe.

use crate::world::{FORMULA, certificate, record};
use lungang_domain::certificate::Certificate;
use lungang_domain::record::Record;
use lungang_domain::words::Lang;
use lungang_report::write;
use lungang_results::claim::Scratch;
use lungang_results::error::WriteError;
use lungang_results::folder::publish;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

fn names(dir: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(dir).expect("a folder").map(|e| e.expect("entry").file_name().to_string_lossy().into()).collect();
    names.sort();
    names
}

fn bytes(dir: &Path) -> BTreeMap<String, Vec<u8>> {
    names(dir).into_iter().map(|n| (n.clone(), fs::read(dir.join(n)).expect("a file"))).collect()
}

const WHOLE: [&str; 5] = ["assignments.csv", "audit.json", "plan.json", "plan.xlsx", "run.toml"];

#[test]
fn the_same_record_gives_the_same_bytes() {
    let home = tempfile::tempdir().expect("temporary");
    let (a, b) = (home.path().join("deep/er/a"), home.path().join("b"));
    write(&record(), &a, Lang::ZH, &Scratch::new()).expect("written");
    std::thread::sleep(std::time::Duration::from_millis(1100));
    write(&record(), &b, Lang::ZH, &Scratch::new()).expect("written");
    assert_eq!(names(&a), WHOLE);
    assert!(bytes(&a) == bytes(&b), "some file differs");
    assert_eq!(names(home.path()), ["b", "deep"]);
}

#[test]
fn a_certificate_is_written_where_there_is_one() {
    let home = tempfile::tempdir().expect("temporary");
    let dir = home.path().join("plan");
    let record = Record { certificate: Some(certificate()), ..record() };
    write(&record, &dir, Lang::ZH, &Scratch::new()).expect("written");
    let text = fs::read_to_string(dir.join("certificate.json")).expect("a file");
    let read: Certificate = serde_json::from_str(&text).expect("JSON");
    assert_eq!(read, certificate());
    write(&crate::world::record(), &dir, Lang::ZH, &Scratch::new()).expect("replaced");
    assert_eq!(names(&dir), WHOLE, "an older certificate does not stay");
}

#[test]
fn the_list_of_assignments_is_safe_in_excel() {
    let home = tempfile::tempdir().expect("temporary");
    let dir = home.path().join("plan");
    write(&record(), &dir, Lang::ZH, &Scratch::new()).expect("written");
    let text = String::from_utf8(fs::read(dir.join("assignments.csv")).expect("a file")).expect("UTF-8");
    let body = text.strip_prefix('\u{feff}').expect("a byte order mark");
    let mut reader = csv::Reader::from_reader(body.as_bytes());
    let header =
        "teacher_id,name,from_school,to_school,subject,direction,start,end,distance_km,rank_of_wish,rules,stage";
    assert_eq!(reader.headers().expect("a header").iter().collect::<Vec<_>>().join(","), header);
    let line = reader.records().next().expect("a line").expect("CSV");
    assert_eq!(&line[0], "'=T1");
    assert_eq!(&line[1], format!("'{FORMULA}"));
    assert_eq!(&line[8], "0.211");
    assert_eq!((&line[9], &line[10], &line[11]), ("2", "exchange-quota;unmet-need;wishes", "primary"));
}

#[test]
fn the_run_reads_back() {
    let home = tempfile::tempdir().expect("temporary");
    let mut record = record();
    for seed in [7, u64::MAX] {
        record.run.seed = seed;
        let dir = home.path().join(seed.to_string());
        write(&record, &dir, Lang::EN, &Scratch::new()).expect("written");
        let text = fs::read_to_string(dir.join("run.toml")).expect("a file");
        let run: toml::Table = text.parse().expect("TOML");
        let found =
            run["seed"].as_integer().map_or_else(|| run["seed"].as_str().map(str::to_owned), |n| Some(n.to_string()));
        assert_eq!(found, Some(seed.to_string()));
        assert_eq!(run["inputs"][0]["file"].as_str(), Some("schools.csv"));
    }
}

#[test]
fn an_older_plan_is_replaced_and_nothing_else_is() {
    let home = tempfile::tempdir().expect("temporary");
    let dir = home.path().join("plan");
    let scratch = Scratch::new();
    fs::create_dir(&dir).expect("an empty folder");
    write(&record(), &dir, Lang::ZH, &scratch).expect("an empty folder is replaced");
    fs::write(dir.join("certificate.json"), "{}").expect("a file");
    fs::write(dir.join(".DS_Store"), "").expect("a file");
    write(&record(), &dir, Lang::EN, &scratch).expect("an older plan is replaced");
    assert_eq!(names(&dir), WHOLE);

    fs::write(dir.join("notes.txt"), "mine").expect("a file");
    let before = bytes(&dir);
    let refused = write(&record(), &dir, Lang::ZH, &scratch);
    assert!(matches!(refused, Err(WriteError::Foreign { entry, .. }) if entry == "notes.txt"));
    assert!(bytes(&dir) == before, "a refused folder is as it was");
    assert_eq!(names(home.path()), ["plan"]);

    let half = home.path().join("half");
    fs::create_dir(&half).expect("a folder");
    fs::write(half.join("assignments.csv"), "made by hand").expect("a file");
    assert!(matches!(write(&record(), &half, Lang::ZH, &scratch), Err(WriteError::Foreign { .. })));
}

#[test]
fn what_is_no_folder_is_left_alone() {
    let home = tempfile::tempdir().expect("temporary");
    let file = home.path().join("plan");
    fs::write(&file, "mine").expect("a file");
    for place in [file.clone(), file.join("below")] {
        let error = write(&record(), &place, Lang::ZH, &Scratch::new()).expect_err("no folder");
        assert!(matches!(error, WriteError::NotAFolder(_) | WriteError::Io { .. }), "{error}");
    }
    assert_eq!(fs::read_to_string(&file).expect("a file"), "mine");
    assert_eq!(names(home.path()), ["plan"]);
    for place in ["/", "..", ""] {
        assert!(matches!(write(&record(), Path::new(place), Lang::ZH, &Scratch::new()), Err(WriteError::NoName(_))));
    }
}

#[cfg(unix)]
#[test]
fn a_link_to_a_folder_is_followed_and_a_dangling_one_is_not() {
    let home = tempfile::tempdir().expect("temporary");
    let (real, link, lost) = (home.path().join("real"), home.path().join("link"), home.path().join("lost"));
    fs::create_dir(&real).expect("a folder");
    std::os::unix::fs::symlink(&real, &link).expect("a link");
    std::os::unix::fs::symlink(home.path().join("nowhere"), &lost).expect("a link");
    write(&record(), &link, Lang::ZH, &Scratch::new()).expect("written");
    assert_eq!(names(&real), WHOLE);
    assert!(fs::symlink_metadata(&link).expect("the link").file_type().is_symlink());
    assert!(write(&record(), &lost, Lang::ZH, &Scratch::new()).is_err());
    assert_eq!(names(home.path()), ["link", "lost", "real"]);
}

#[test]
fn a_failure_halfway_leaves_nothing() {
    let home = tempfile::tempdir().expect("temporary");
    let dir = home.path().join("new/plan");
    let failed = publish(&dir, &["a"], &Scratch::new(), |at| {
        fs::write(at.join("a"), "half").expect("a file");
        Err(WriteError::Content { file: "b", reason: "full".to_owned() })
    });
    assert!(matches!(failed, Err(WriteError::Content { .. })));
    assert!(names(home.path()).is_empty(), "{:?}", names(home.path()));
}

#[test]
fn ctrl_c_leaves_nothing_and_nothing_comes_after_it() {
    let home = tempfile::tempdir().expect("temporary");
    let dir = home.path().join("plan");
    let scratch = Scratch::new();
    write(&record(), &dir, Lang::ZH, &scratch).expect("written");
    let before = bytes(&dir);
    let handler = scratch.clone();
    let stopped = publish(&dir, lungang_results::plan_files::PLAN_FILES, &scratch, |at| {
        fs::write(at.join("plan.json"), "half").expect("a file");
        handler.cleanup();
        assert!(!at.exists(), "gone as soon as the handler has run");
        Ok(())
    });
    assert!(matches!(stopped, Err(WriteError::Interrupted)));
    assert!(matches!(write(&record(), &dir, Lang::ZH, &scratch), Err(WriteError::Interrupted)));
    assert!(bytes(&dir) == before, "the older plan stays");
    assert_eq!(names(home.path()), ["plan"]);
}
