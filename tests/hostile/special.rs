//! A pipe that nobody writes, a device, a socket or a folder in the place of each file that is read: refused at once.

use crate::support::Place;
use crate::watch;
use std::process::Command;

/// A pipe with a name, in the place of whatever stood there.
fn pipe(place: &Place, name: &str) {
    let path = place.path(name);
    let _ = std::fs::remove_file(&path);
    std::fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
    assert!(Command::new("mkfifo").arg(&path).status().expect("mkfifo").success());
}

#[test]
fn a_pipe_as_any_input_is_refused_at_once() {
    let made = Place::new();
    let base = ["--policy", "kizilsu-2018", "--lang", "en"];
    let plan = made.run(&[&["plan", "county", "-o", "plan"], &base[..]].concat());
    assert_eq!(plan.code, 0, "{}{}", plan.stdout, plan.stderr);
    let scenario = "description = \"x\"\nbase = \"county\"\n";
    let county = ["county/county.toml", "county/schools.csv", "county/pins.csv"];
    for name in county {
        let place = Place::new();
        pipe(&place, name);
        watch(place.command(&["check", "county", "--lang", "en"])).refused(name).says(name, "pipe");
    }
    let cases: &[(&str, &[&str])] = &[
        ("given", &["check", "given", "--lang", "en"]),
        ("given.csv", &["check", "given.csv", "--lang", "en"]),
        ("given.xlsx", &["check", "given.xlsx", "--lang", "en"]),
        ("given.parquet", &["check", "given.parquet", "--lang", "en"]),
        ("policy.toml", &["check", "county", "--policy", "policy.toml", "--lang", "en"]),
        ("mapping.toml", &["check", "county", "--mapping", "mapping.toml", "--lang", "en"]),
        ("scenario.toml", &["whatif", "scenario.toml", "-o", "out", "--lang", "en"]),
    ];
    for (name, args) in cases {
        let place = Place::new();
        pipe(&place, name);
        watch(place.command(args)).refused(name);
    }
    let place = Place::new();
    place.write("scenario.toml", scenario.replace("county", "base"));
    pipe(&place, "base");
    watch(place.command(&["whatif", "scenario.toml", "-o", "out"])).refused("base of a scenario");
    for name in ["plan.json", "certificate.json", "run.toml", "assignments.csv"] {
        let kept = std::fs::read(made.path(&format!("plan/{name}"))).expect("a file");
        pipe(&made, &format!("plan/{name}"));
        for command in ["audit", "report", "explain"] {
            let mut args = vec![command, "plan", "--lang", "en"];
            if command == "audit" {
                args = vec!["audit", "county", "plan", "--policy", "kizilsu-2018"];
            }
            let (watched, what) = (watch(made.command(&args)), format!("{command}: {name}"));
            // What a command does not read it does not wait for either.
            if watched.code != 0 {
                watched.refused(&what);
            } else {
                watched.bounded(&what);
            }
            assert!(watched.code != 0 || command == "audit" || name == "assignments.csv", "{what}: read nothing?");
        }
        std::fs::remove_file(made.path(&format!("plan/{name}"))).expect("gone");
        std::fs::write(made.path(&format!("plan/{name}")), kept).expect("as it was");
    }
    for (name, args) in [
        ("years/years.json", vec!["report", "years"]),
        ("whatif/whatif.json", vec!["compare", "whatif", "plan"]),
        ("compare/compare.json", vec!["report", "compare"]),
    ] {
        pipe(&made, name);
        watch(made.command(&args)).refused(name);
    }
}

#[test]
fn what_is_no_file_at_all_is_refused_too() {
    let place = Place::new();
    for path in ["/dev/zero", "/dev/tty", "/proc/self/mem"] {
        for args in
            [vec!["check", path], vec!["check", "county", "--policy", path], vec!["check", "county", "--mapping", path]]
        {
            watch(place.command(&args)).refused(path);
        }
    }
    #[cfg(unix)]
    {
        let _held = std::os::unix::net::UnixListener::bind(place.path("county/schools.csv.socket")).expect("a socket");
        std::fs::remove_file(place.path("county/schools.csv")).expect("gone");
        std::fs::rename(place.path("county/schools.csv.socket"), place.path("county/schools.csv")).expect("there");
        watch(place.command(&["check", "county", "--lang", "en"])).refused("a socket").says("a socket", "socket");
    }
}
