//! The program that workers run.

use super::{ALLOW_OUTSIDE, COMMAND};
use std::ffi::OsString;
use std::io;
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// A program and its arguments; it must speak the protocol of [`super::serve`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Program {
    /// The file.
    pub exe: PathBuf,
    /// Its arguments.
    pub args: Vec<OsString>,
}

impl Program {
    /// This program as a worker: the very binary that runs, also when another version was put in its place meanwhile
    /// (on Linux).
    ///
    /// # Errors
    /// The system does not say which file it runs.
    pub fn this() -> io::Result<Program> {
        let own = PathBuf::from("/proc/self/exe");
        let exe = if cfg!(target_os = "linux") && own.exists() { own } else { std::env::current_exe()? };
        Ok(Program { exe, args: vec![COMMAND.into()] })
    }

    /// Ready to start: all three streams are pipes; where the system has process groups, in a group of its own, so that a
    /// Ctrl-C at the terminal is the parent's to handle and a kill reaches whatever the program has started.
    pub(super) fn command(&self) -> Command {
        let mut command = Command::new(&self.exe);
        command.args(&self.args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        // One thread each: a worker a core.
        command.env("RAYON_NUM_THREADS", "1");
        match lungang_files::outside_allowed() {
            true => command.env(ALLOW_OUTSIDE, "1"),
            false => command.env_remove(ALLOW_OUTSIDE),
        };
        #[cfg(unix)]
        {
            use std::os::unix::process::CommandExt;
            command.process_group(0);
        }
        command
    }
}
