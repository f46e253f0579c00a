//! A log on stderr for whoever looks for a fault: `LUNGANG_LOG=info` (or `debug`, `trace`). It holds counts, never names.

use std::str::FromStr;
use tracing::Level;

/// Starts the log where the environment asks for one; an unknown level means `info`.
pub fn start() {
    let Some(level) = std::env::var_os("LUNGANG_LOG") else { return };
    let level = Level::from_str(&level.to_string_lossy()).unwrap_or(Level::INFO);
    // Started once, at the beginning: a second subscriber cannot be in the way.
    let _ = tracing_subscriber::fmt().with_max_level(level).with_ansi(false).with_writer(std::io::stderr).try_init();
}
