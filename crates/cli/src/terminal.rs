//! stdout for data, stderr for talk; a reader that has gone away is no error.

use crate::exit::{Failure, Stop};
use lungang_domain::shown;
use lungang_domain::words::{Lang, say};
use lungang_report::json::ErrorKind;
use lungang_report::text::View;
use std::io::{self, Write};

/// In which language, in which form, and how much is said.
#[derive(Debug, Clone, Copy)]
pub struct Terminal {
    /// Language of everything said.
    pub lang: Lang,
    /// Whether results are JSON.
    pub json: bool,
    /// Whether only results and errors are said.
    pub quiet: bool,
    /// Whether lists are shown in full.
    pub verbose: bool,
    /// Whether a desk reads how far the work is.
    pub attended: bool,
}

impl Terminal {
    /// Writes a result to stdout.
    ///
    /// # Errors
    /// stdout cannot be written, for another reason than that its reader has gone (`| head`).
    pub fn print(&self, text: &str) -> Result<(), Stop> {
        let text = if self.json { shown::json(text) } else { shown::shown(text) };
        self.print_with(|out| out.write_all(text.as_bytes()))
    }

    /// Lets `write` write a result to stdout.
    ///
    /// # Errors
    /// As [`Terminal::print`].
    pub fn print_with(&self, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Stop> {
        self.finish(io::BufWriter::new(io::stdout().lock()), write)
    }

    /// Writes a page to stdout, with its styles where stdout shows them.
    ///
    /// # Errors
    /// As [`Terminal::print`].
    pub fn print_styled(&self, page: &str) -> Result<(), Stop> {
        self.finish(io::BufWriter::new(anstream::stdout().lock()), |out| out.write_all(page.as_bytes()))
    }

    fn finish<W: Write>(
        &self,
        mut out: io::BufWriter<W>,
        write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> Result<(), Stop> {
        match write(&mut out).and_then(|()| out.flush()) {
            Err(e) if e.kind() != io::ErrorKind::BrokenPipe => {
                let message = say(self.lang, "cli.stdout", &[("reason", &e.to_string())]);
                Err(Failure::new(ErrorKind::Write, message).into())
            }
            _ => {
                // What is left in the buffer of a broken pipe is not written again on drop.
                let _ = out.into_parts();
                Ok(())
            }
        }
    }

    /// Says something on the way, unless it is to be quiet.
    pub fn tell(&self, line: &str) {
        if !self.quiet {
            Terminal::stderr(line);
        }
    }

    /// Says what must be said, quiet or not.
    pub fn insist(&self, line: &str) {
        Terminal::stderr(line);
    }

    /// A line to stderr; nothing can be done where that fails.
    pub fn stderr(line: &str) {
        let _ = writeln!(io::stderr().lock(), "{}", shown::shown(line.trim_end_matches('\n')));
    }

    /// How lists are shown.
    pub fn view(&self) -> View {
        if self.verbose { View::whole(self.lang) } else { View::new(self.lang) }
    }
}
