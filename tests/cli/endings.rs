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
