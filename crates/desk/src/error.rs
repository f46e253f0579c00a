//! Why a desk cannot be opened.

use lungang_domain::words::{Lang, say};
use lungang_results::error::WriteError;
use std::io;
use std::path::PathBuf;

/// Why a desk cannot be opened.
#[derive(Debug)]
pub enum DeskError {
    /// There is no such folder, or it cannot be read.
    NoFolder(PathBuf, io::Error),
    /// The folder is itself a county or a result: a desk is opened on the folder that holds them.
    NotAbove(PathBuf),
    /// Another desk works in the folder, or nothing can be written there.
    Held(PathBuf, WriteError),
    /// Nothing can be served at the port.
    Port(u16, io::Error),
    /// The system gives no random numbers, of which the launch token is made.
    NoSecret,
    /// The server ended.
    Ended(io::Error),
}

impl DeskError {
    /// What happened.
    pub fn say(&self, lang: Lang) -> String {
        match self {
            DeskError::NoFolder(path, error) => say(
                lang,
                "desk.error.no-folder",
                &[("path", &path.display().to_string()), ("reason", &error.to_string())],
            ),
            DeskError::NotAbove(path) => say(lang, "desk.error.not-above", &[("path", &path.display().to_string())]),
            DeskError::Held(path, WriteError::Busy(_)) => {
                say(lang, "desk.error.held", &[("path", &path.display().to_string())])
            }
            DeskError::Held(_, error) => error.say(lang),
            DeskError::Port(port, error) => {
                say(lang, "desk.error.port", &[("port", &port.to_string()), ("reason", &error.to_string())])
            }
            DeskError::NoSecret => say(lang, "desk.error.no-secret", &[]),
            DeskError::Ended(error) => say(lang, "desk.error.ended", &[("reason", &error.to_string())]),
        }
    }

    /// What to do about it.
    pub fn remedy(&self, lang: Lang) -> Option<String> {
        let key = match self {
            DeskError::NoFolder(..) => "no-folder",
            DeskError::NotAbove(_) => "not-above",
            DeskError::Held(_, WriteError::Busy(_)) => "held",
            DeskError::Held(_, error) => return error.remedy(lang),
            DeskError::Port(..) => "port",
            DeskError::NoSecret | DeskError::Ended(_) => return None,
        };
        Some(say(lang, &format!("desk.error.{key}-remedy"), &[]))
    }
}
