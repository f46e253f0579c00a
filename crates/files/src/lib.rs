//! The one reader of files: regular files alone, within a cap, and never waiting for anybody.
//!
//! A path may lead to a pipe that nobody writes, to a device that never ends, to a file that grows while it is read. All of them
//! end here, at once and with a reason, whatever they were to be read as.

pub mod caps;
mod home;
pub mod json;

pub use home::{allow_outside, inside, outside_allowed};

use std::fmt;
use std::fs::{File, FileType, OpenOptions};
use std::io::{self, Error, ErrorKind, Read};
use std::path::Path;

/// Why a file that is there is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// It is no regular file.
    Special(Kind),
    /// It has more bytes than may be read.
    TooLarge {
        /// Its size, as far as it is known: at least one more than the cap.
        size: u64,
        /// The most that is read.
        cap: u64,
    },
    /// Its text is not UTF-8.
    NotUtf8,
}

/// What a path leads to that is no regular file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A folder.
    Folder,
    /// A pipe with a name.
    Pipe,
    /// A socket.
    Socket,
    /// A device.
    Device,
    /// Something that this system alone knows.
    Other,
}

impl Kind {
    /// The word in data and in the table of words (`special.pipe`).
    pub fn name(self) -> &'static str {
        match self {
            Kind::Folder => "folder",
            Kind::Pipe => "pipe",
            Kind::Socket => "socket",
            Kind::Device => "device",
            Kind::Other => "other",
        }
    }

    #[cfg(unix)]
    fn of(file: FileType) -> Kind {
        use std::os::unix::fs::FileTypeExt;
        if file.is_dir() {
            Kind::Folder
        } else if file.is_fifo() {
            Kind::Pipe
        } else if file.is_socket() {
            Kind::Socket
        } else if file.is_char_device() || file.is_block_device() {
            Kind::Device
        } else {
            Kind::Other
        }
    }

    #[cfg(not(unix))]
    fn of(file: FileType) -> Kind {
        if file.is_dir() { Kind::Folder } else { Kind::Other }
    }
}

impl Refused {
    /// The refusal behind an error of this crate; `None` where the system refused.
    pub fn of(error: &Error) -> Option<Refused> {
        error.get_ref().and_then(|inner| inner.downcast_ref::<Refused>()).copied()
    }
}

/// Both languages: like the system's own reasons it stands in a sentence of either.
impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refused::Special(kind) => write!(f, "不是普通文件 / not a regular file: {}", kind.name()),
            Refused::TooLarge { size, cap } => {
                write!(f, "文件过大 / too large: {} > {}", megabytes(*size), megabytes(*cap))
            }
            Refused::NotUtf8 => write!(f, "不是 UTF-8 / not UTF-8"),
        }
    }
}

impl std::error::Error for Refused {}

impl From<Refused> for Error {
    fn from(refused: Refused) -> Error {
        let kind = match refused {
            Refused::Special(Kind::Folder) => ErrorKind::IsADirectory,
            Refused::Special(_) => ErrorKind::InvalidInput,
            Refused::TooLarge { .. } => ErrorKind::FileTooLarge,
            Refused::NotUtf8 => ErrorKind::InvalidData,
        };
        Error::new(kind, refused)
    }
}

/// A size as it is told: whole megabytes, rounded up.
pub fn megabytes(bytes: u64) -> String {
    format!("{} MB", bytes.div_ceil(1 << 20))
}

/// Opens a regular file; its size comes with it.
///
/// What a path leads to is looked at before it is opened, since opening alone can set a device going, and again when it is open, since
/// it may have been exchanged between the two. It is opened so that nothing waits for the other end of a pipe.
///
/// # Errors
/// What the system says, or [`Refused`] within the error.
pub fn open(path: &Path) -> io::Result<(File, u64)> {
    regular(std::fs::metadata(path)?.file_type())?;
    let mut options = OpenOptions::new();
    options.read(true);
    without_waiting(&mut options);
    let file = options.open(path)?;
    let meta = file.metadata()?;
    regular(meta.file_type())?;
    Ok((file, meta.len()))
}

/// Opens a regular file of at most `cap` bytes.
///
/// # Errors
/// As [`open`], and a file that is larger.
pub fn open_within(path: &Path, cap: u64) -> io::Result<(File, u64)> {
    match open(path)? {
        (_, size) if size > cap => Err(Refused::TooLarge { size, cap }.into()),
        opened => Ok(opened),
    }
}

/// All bytes of a regular file of at most `cap` bytes.
///
/// # Errors
/// As [`open_within`]; a file that has more bytes than it said counts as too large.
pub fn read(path: &Path, cap: u64) -> io::Result<Vec<u8>> {
    let (file, size) = open_within(path, cap)?;
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0));
    rest(file, cap, &mut bytes)?;
    Ok(bytes)
}

/// Reads what is left of an opened file behind the bytes that were taken from it.
///
/// # Errors
/// What the system says, or more than `cap` bytes in all.
pub fn rest(file: File, cap: u64, into: &mut Vec<u8>) -> io::Result<()> {
    let left = cap.saturating_sub(into.len() as u64);
    file.take(left.saturating_add(1)).read_to_end(into)?;
    let size = into.len() as u64;
    if size > cap { Err(Refused::TooLarge { size, cap }.into()) } else { Ok(()) }
}

/// The text of a regular file of at most `cap` bytes, without a byte-order mark.
///
/// # Errors
/// As [`read`], and a file that is not UTF-8.
pub fn text(path: &Path, cap: u64) -> io::Result<String> {
    let mut text = String::from_utf8(read(path, cap)?).map_err(|_| Error::from(Refused::NotUtf8))?;
    if text.starts_with('\u{feff}') {
        text.drain(..'\u{feff}'.len_utf8());
    }
    Ok(text)
}

fn regular(file: FileType) -> io::Result<()> {
    if file.is_file() { Ok(()) } else { Err(Refused::Special(Kind::of(file)).into()) }
}

#[cfg(unix)]
fn without_waiting(options: &mut OpenOptions) {
    use std::os::unix::fs::OpenOptionsExt;
    options.custom_flags(libc::O_NONBLOCK | libc::O_NOCTTY);
}

#[cfg(not(unix))]
fn without_waiting(_: &mut OpenOptions) {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_read_to_its_cap_and_not_beyond() {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("a");
        std::fs::write(&path, "\u{feff}abc").expect("written");
        assert_eq!(text(&path, 6).expect("read"), "abc");
        let error = text(&path, 5).expect_err("too large");
        assert_eq!(Refused::of(&error), Some(Refused::TooLarge { size: 6, cap: 5 }));
        std::fs::write(&path, b"\xff").expect("written");
        assert_eq!(Refused::of(&text(&path, 5).expect_err("bytes")), Some(Refused::NotUtf8));
        assert_eq!(read(&dir.path().join("none"), 5).expect_err("nothing").kind(), ErrorKind::NotFound);
    }

    #[cfg(unix)]
    #[test]
    fn what_is_no_file_is_refused_at_once() {
        let dir = tempfile::tempdir().expect("a folder");
        let socket = dir.path().join("socket");
        let _held = std::os::unix::net::UnixListener::bind(&socket).expect("a socket");
        let pipe = dir.path().join("pipe");
        let made = std::process::Command::new("mkfifo").arg(&pipe).status().expect("mkfifo");
        assert!(made.success());
        let cases = [
            (Path::new("/dev/zero"), Kind::Device),
            (dir.path(), Kind::Folder),
            (socket.as_path(), Kind::Socket),
            (pipe.as_path(), Kind::Pipe),
        ];
        for (path, kind) in cases {
            let error = read(path, 10).expect_err("no file");
            assert_eq!(Refused::of(&error), Some(Refused::Special(kind)), "{}", path.display());
        }
    }

    /// The kernel says that its own files are empty, and hands out more than it said.
    #[cfg(target_os = "linux")]
    #[test]
    fn a_file_that_lies_about_its_size_is_still_capped() {
        let error = read(Path::new("/proc/kallsyms"), 16).or_else(|_| read(Path::new("/proc/self/maps"), 16));
        assert!(matches!(Refused::of(&error.expect_err("more than it says")), Some(Refused::TooLarge { .. })));
    }
}
