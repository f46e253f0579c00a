//! Ends that nobody planned: a reader that leaves, Ctrl-C, input that is hostile.

use crate::support::{Place, ended};
use std::process::Stdio;

#[test]
fn a_reader_that_leaves_is_no_error() {
    let place = Place::new();
    for args in
        [&["staffing", "county"][..], &["eligible", "county", "--format", "json"], &["export", "county", "--mps", "-"]]
    {
        let mut child = place.command(args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it runs");
        drop(child.stdout.take());
        let run = ended(child.wait_with_output().expect("it ends"));
        assert_eq!(run.code, 0, "{args:?}: {}", run.stderr);
        assert!(!run.stderr.contains("panic"), "{}", run.stderr);
    }
}

#[cfg(unix)]
#[test]
fn an_interrupt_leaves_a_whole_folder_or_none() {
    let place = Place::empty();
    assert_eq!(place.run(&["generate", "-o", "county", "--size", "M", "-q"]).code, 0);
    for wait in [20, 200, 600, 1_500] {
        let mut child = place.command(&["plan", "county", "-o", "plan"]);
        let child = child.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it runs");
        let id = child.id().to_string();
        let press = || std::process::Command::new("kill").args(["-INT", &id]).status();
        std::thread::sleep(std::time::Duration::from_millis(wait));
        let _ = press();
        std::thread::sleep(std::time::Duration::from_millis(300));
        let _ = press();
        let run = child.wait_with_output().expect("it ends");
        let code = run.status.code();
        // Before the handler stands the system itself ends the process: no code, and nothing written.
        assert!(matches!(code, None | Some(0 | 4 | 130)), "{code:?}: {}", String::from_utf8_lossy(&run.stderr));
        let names = place.names(".");
        assert!(names == ["county"] || names == ["county", "plan"], "{names:?}");
        if names.len() == 2 {
            assert!(place.path("plan/run.toml").is_file() && place.path("plan/plan.json").is_file());
        }
    }
}

#[test]
fn hostile_files_give_findings_and_no_panic() {
    let garbage: Vec<u8> = (0..2_000_000_u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    let cases: [(&str, Vec<u8>); 6] = [
        ("county/teachers.csv", garbage.clone()),
        ("county/teachers.csv", Vec::new()),
        ("county/schools.csv", b"PK\x03\x04 not a zip".to_vec()),
        ("county/county.xlsx", garbage),
        ("county/wishes.csv", vec![b'"'; 1_000_000]),
        ("county/county.toml", b"name = [".to_vec()),
    ];
    for (file, bytes) in cases {
        let place = Place::new();
        place.write(file, bytes);
        for args in [&["check", "county"][..], &["plan", "county", "-o", "plan"]] {
            let run = place.run(args);
            assert!(matches!(run.code, 1 | 2), "{file} {args:?}: {}\n{}{}", run.code, run.stdout, run.stderr);
        }
    }
}

/// A system that refuses threads is not a fault of the program: what can be done by one thread is done, and what cannot (a
/// workbook's sheets are written by one each) ends with a sentence and leaves nothing. (A stack that no machine has room for
/// makes every start of a thread fail, whoever runs the test.)
#[cfg(unix)]
#[test]
fn a_refused_thread_is_no_bug() {
    let place = Place::new();
    assert_eq!(place.run(&["plan", "county", "-o", "plan", "-q"]).code, 0);
    let refused = |args: &[&str]| {
        let mut command = place.command(args);
        ended(command.env("RUST_MIN_STACK", "1000000000000000").output().expect("it runs"))
    };
    for args in [
        &["check", "county"][..],
        &["audit", "county", "plan"],
        &["price", "plan"],
        &["explain", "plan", "--teacher", "T005"],
        &["diagnose", "county"],
    ] {
        let (usual, alone) = (place.run(args), refused(args));
        assert_eq!((alone.code, &alone.stdout), (usual.code, &usual.stdout), "{args:?}: {}", alone.stderr);
    }
    for (args, left) in [
        (&["plan", "county", "-o", "again", "-q"][..], "again"),
        (&["years", "county", "-o", "years", "--years", "2", "-q"], "years"),
        (&["generate", "-o", "made", "--as", "xlsx", "-q"], "made"),
    ] {
        let run = refused(args);
        assert_eq!(run.code, 2, "{args:?}: {}", run.stderr);
        let sentence = ["refuses to start another thread", "不允许再启动线程"];
        assert!(sentence.iter().any(|s| run.stderr.contains(s)), "{args:?}: {}", run.stderr);
        assert_eq!(run.stderr.lines().filter(|l| !l.trim().is_empty()).count(), 2, "{args:?}: {}", run.stderr);
        assert!(!place.path(left).exists(), "{args:?}");
    }
    assert_eq!(place.names("."), ["county", "plan"], "nothing is left behind");
}

/// Several runs that write one folder at once, while somebody else moves it away: each ends with a plan or with a sentence.
#[test]
fn losers_of_a_race_get_a_sentence() {
    let place = Place::new();
    for command in [&["plan", "county", "-o", "plan", "-q"][..], &["generate", "-o", "made", "--force", "-q"]] {
        let (at, away) = (place.path(command[if command[0] == "plan" { 3 } else { 2 }]), place.path("away"));
        let start = || {
            let mut child = place.command(command);
            child.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it runs")
        };
        let mut running: Vec<_> = (0..6).map(|_| start()).collect();
        while running.iter_mut().any(|child| child.try_wait().expect("it runs").is_none()) {
            if std::fs::rename(&at, &away).is_ok() {
                let _ = std::fs::remove_dir_all(&away);
            }
            std::thread::sleep(std::time::Duration::from_millis(5));
        }
        for child in running {
            let run = ended(child.wait_with_output().expect("it ends"));
            assert!(matches!(run.code, 0 | 2), "{command:?}: {} {}", run.code, run.stderr);
            assert_eq!(run.code == 0, run.stderr.trim().is_empty(), "{command:?}: {}", run.stderr);
        }
    }
}
