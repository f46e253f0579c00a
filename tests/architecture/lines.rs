//! One idea a file, and none of them long.

use crate::{root, sources, text};

const MOST: usize = 600;

#[test]
fn no_file_is_longer_than_it_can_be_read() {
    let long: Vec<String> = sources(&["crates", "tests", "benches"])
        .iter()
        .map(|path| (path, text(path).lines().count()))
        .filter(|(_, lines)| *lines > MOST)
        .map(|(path, lines)| format!("{}: {lines} lines", path.strip_prefix(root()).unwrap_or(path).display()))
        .collect();
    assert!(long.is_empty(), "{}", long.join("\n"));
}
