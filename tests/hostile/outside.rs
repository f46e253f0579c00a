//! Files that name files outside their folder, by a path or by a link: not opened, and none of their lines are shown.

use crate::support::Place;

const SECRET: &str = "root-secret:x:0:0:\nanother-secret = [\n";

fn place() -> Place {
    let place = Place::new();
    place.write("secret.toml", SECRET);
    place
}

/// Refused with the finding, and silent about what stands in the file.
fn refused(place: &Place, args: &[&str]) {
    let ended = place.run(&[args, &["--lang", "en"]].concat());
    let said = format!("{}{}", ended.stdout, ended.stderr);
    assert!([1, 2].contains(&ended.code), "{args:?}: {}\n{said}", ended.code);
    assert!(said.contains("outside its own folder"), "{args:?}: {said}");
    assert!(!said.contains("secret:x") && !said.contains("another-secret"), "{args:?}: {said}");
}

#[test]
fn a_county_names_nothing_outside_its_folder() {
    for key in ["policy", "mapping"] {
        let place = place();
        let toml = place.read("county/county.toml");
        let others: String = toml.lines().filter(|l| !l.starts_with(key)).map(|l| format!("{l}\n")).collect();
        for path in ["../secret.toml".to_owned(), place.path("secret.toml").display().to_string()] {
            place.write("county/county.toml", format!("{key} = \"{path}\"\n{others}"));
            refused(&place, &["check", "county"]);
            let ended = place.run(&["check", "county", "--allow-outside", "--lang", "en"]);
            let said = format!("{}{}", ended.stdout, ended.stderr);
            assert!(!said.contains("outside its own folder") && !said.contains("secret:x"), "{said}");
        }
    }
}

#[test]
fn a_policy_names_nothing_outside_its_folder() {
    let place = place();
    place.write("county/own.toml", "extends = \"../secret.toml\"\n");
    refused(&place, &["check", "county", "--policy", "county/own.toml"]);
    // What is found from where the program runs is as much outside.
    place.write("county/own.toml", "extends = \"secret.toml\"\n");
    refused(&place, &["check", "county", "--policy", "county/own.toml"]);
}

#[test]
fn a_scenario_names_nothing_outside_its_folder() {
    let place = place();
    place.write("mine/s.toml", "description = \"x\"\nbase = \"../county\"\n");
    refused(&place, &["whatif", "mine/s.toml", "-o", "out"]);
    place.write("s.toml", "description = \"x\"\nbase = \"county\"\npolicy = \"/etc/passwd\"\n");
    refused(&place, &["whatif", "s.toml", "-o", "out"]);
    let ended = place.run(&["whatif", "mine/s.toml", "-o", "out", "--allow-outside"]);
    assert_eq!(ended.code, 0, "{}{}", ended.stdout, ended.stderr);
}

#[cfg(unix)]
#[test]
fn a_link_is_no_way_out_either() {
    for name in ["county/county.toml", "county/pins.csv"] {
        let place = place();
        std::fs::remove_file(place.path(name)).expect("gone");
        std::os::unix::fs::symlink("../secret.toml", place.path(name)).expect("a link");
        refused(&place, &["check", "county", "--policy", "kizilsu-2018"]);
    }
}

#[test]
fn a_file_that_the_user_names_is_not_quoted_where_it_is_no_toml() {
    let place = place();
    for args in [["--policy", "secret.toml"], ["--mapping", "secret.toml"]] {
        let ended = place.run(&[&["check", "county"], &args[..]].concat());
        let said = format!("{}{}", ended.stdout, ended.stderr);
        assert_eq!(ended.code, 1, "{said}");
        assert!(!said.contains("secret:x"), "{said}");
    }
}
