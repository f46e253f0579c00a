//! TOML and JSON of a million characters whose every line is a fault, that nest without end, that claim what they do not hold.

use crate::support::Place;
use crate::watch;
use std::time::Duration;

/// The same text as each kind of settings.
fn as_settings(what: &str, text: &str) {
    let place = Place::new();
    place.write("given.toml", text);
    place.write("other/county.toml", text);
    place.write("other/schools.csv", "学校代码\n1\n");
    for args in [
        vec!["check", "county", "--policy", "given.toml"],
        vec!["check", "county", "--mapping", "given.toml"],
        vec!["check", "other", "--policy", "national"],
        vec!["whatif", "given.toml", "-o", "out"],
    ] {
        let watched = watch(place.command(&args));
        watched.refused(&format!("{what}: {}", args.join(" ")));
        assert!(watched.work < Duration::from_secs(2), "{what}: {} took {:?}", args.join(" "), watched.work);
        assert!(watched.said.len() < 60_000, "{what}: {} says {} bytes", args.join(" "), watched.said.len());
    }
}

#[test]
fn settings_with_as_many_keys_or_faults_as_a_megabyte_holds() {
    let keys: String = (0..90_000).map(|n| format!("k{n}=1\n")).collect();
    as_settings("keys", &keys);
    let one_line: String = (0..90_000).map(|n| format!("k{n}=1,")).collect();
    as_settings("one line", &format!("a={{{one_line}b=1}}"));
    as_settings("faults", &"x y\n".repeat(150_000));
    as_settings("depth", &format!("a={}", "[".repeat(500_000)));
    as_settings("dots", &format!("a{}=1", ".a".repeat(400_000)));
    as_settings("doubled", &"a=1\n".repeat(200_000));
    as_settings("tables", &"[[subjects]]\n".repeat(70_000));
}

#[test]
fn documents_that_nest_repeat_or_lie() {
    let place = Place::new();
    let base = ["--policy", "kizilsu-2018"];
    let plan = place.run(&[&["plan", "county", "-o", "plan"], &base[..]].concat());
    assert_eq!(plan.code, 0, "{}{}", plan.stdout, plan.stderr);
    for name in ["plan.json", "certificate.json"] {
        let path = format!("plan/{name}");
        let whole = place.read(&path);
        let hostile = [
            ("depth", "[".repeat(10 << 20)),
            ("numbers", format!("[{}1]", "1,".repeat(20 << 20))),
            ("a number", "9".repeat(10 << 20)),
            ("a key", format!("{{\"{}\":1}}", "k".repeat(30 << 20))),
            ("doubled", whole.replacen('{', "{\"county\":\"a\",\"county\":\"b\",", 1)),
            ("doubled and unknown", whole.replacen('{', "{\"x\":1,\"x\":2,", 1)),
            ("keys", format!("{{{}\"x\":1}}", (0..6_000_000).map(|n| format!("\"{n:x}\":1,")).collect::<String>())),
            ("too large", format!("{whole}{}", " ".repeat(65 << 20))),
        ];
        for (what, text) in hostile {
            place.write(&path, text);
            watch(place.command(&["audit", "county", "plan", "--policy", "kizilsu-2018"]))
                .refused(&format!("{name}: {what}"));
        }
        place.write(&path, whole);
    }
}
