//! Characters that steer a terminal, turn a line or are seen by nobody, in whatever is named.

use crate::support::Place;

const STEERING: &str = "\u{1b}[31m\u{9b}2J\u{202e}\u{2066}\u{200b}\u{200f}\u{61c}\u{7}";

/// What none of the files and streams may hold.
fn raw(text: &str) -> Option<char> {
    text.chars().find(|c| {
        (c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
            || matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    })
}

#[test]
fn what_steers_never_reaches_a_terminal_or_a_page() {
    let place = Place::new();
    let rows = place.read("county/teachers.csv");
    let second = rows.lines().nth(1).expect("a teacher").split(',').nth(1).expect("a name").to_owned();
    place.replace("county/teachers.csv", &second, &format!("{second}{STEERING}甲"));
    let policy =
        "extends = \"kizilsu-2018\"\n[name]\nzh = \"政策\\u202e\\u001b[31m\"\nen = \"policy\\u202e\\u001b[31m\"\n";
    place.write("county/own.toml", policy);
    let name = format!("county{STEERING}");
    std::fs::rename(place.path("county"), place.path(&name)).expect("renamed");
    let own = format!("{name}/own.toml");
    let mut runs = vec![
        place.run(&["check", &name, "--policy", &own]),
        place.run(&["check", &name, "--policy", &own, "--format", "json"]),
        place.run(&["check", &format!("none{STEERING}"), "--policy", "national"]),
        place.run(&["plan", &name, "--policy", &own, "-o", "plan"]),
    ];
    assert!(
        runs[0].stdout.contains("看不见") || runs[0].stderr.contains("看不见"),
        "{}{}",
        runs[0].stdout,
        runs[0].stderr
    );
    assert_eq!(runs[3].code, 0, "{}{}", runs[3].stdout, runs[3].stderr);
    runs.push(place.run(&["report", "plan", "--html", "page.html"]));
    for run in &runs {
        assert_eq!(raw(&run.stdout), None, "{}", run.stdout);
        assert_eq!(raw(&run.stderr), None, "{}", run.stderr);
    }
    for file in ["assignments.csv", "plan.json", "audit.json", "county/policy.toml"] {
        assert_eq!(raw(&place.read(&format!("plan/{file}"))), None, "{file}");
    }
    if runs[4].code == 0 {
        assert_eq!(raw(&place.read("page.html")), None);
    } else {
        panic!("{}{}", runs[4].stdout, runs[4].stderr);
    }
}

#[test]
fn a_countys_name_is_what_people_see() {
    let place = Place::new();
    place.replace("county/county.toml", "name = \"", "name = \"\\u202e\\u200b");
    let checked = place.run(&["check", "county", "--lang", "en"]);
    assert!(checked.stdout.contains("invisible-in-settings"), "{}", checked.stdout);
    assert_eq!(place.run(&["plan", "county", "-o", "plan", "-q"]).code, 0);
    for file in ["plan.json", "audit.json", "county/county.toml"] {
        assert_eq!(raw(&place.read(&format!("plan/{file}"))), None, "{file}");
    }
}
