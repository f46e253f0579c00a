//! Files that a browser sends. They are written to a folder of their own while they come, and are somebody's only when all of them
//! are there: what is refused or breaks off leaves nothing.

use crate::folder::{OWN, may_be_called};
use crate::guard::Guard;
use axum::extract::multipart::{Field, Multipart, MultipartError};
use lungang_tables::raw::may_hold_tables;
use std::io::Write;
use std::path::Path;
use tempfile::TempDir;

/// The largest file, in bytes: what a workbook of an office may have, and more.
pub const FILE: u64 = 64 << 20;
/// The most that is sent at once, in bytes.
pub const ALL: u64 = 256 << 20;
/// The most files that are sent at once.
pub const FILES: usize = 400;
/// The longest text of a field, in bytes.
const TEXT: u64 = 4 << 10;

/// What came.
#[derive(Debug)]
pub struct Received {
    /// The folder that was named.
    pub folder: Option<String>,
    /// Whether files of the same name are replaced.
    pub replace: bool,
    /// Names of the files, in order.
    pub names: Vec<String>,
    /// Where they lie; it goes with this.
    pub dir: TempDir,
}

/// Why nothing came.
#[derive(Debug)]
pub enum Refused {
    /// It is no form of this desk.
    Stranger,
    /// It broke off, or is no form at all.
    Broken,
    /// A file is too large: its name.
    Large(String),
    /// All together are too large, or too many.
    Much,
    /// A name that a file may not have.
    Name(String),
    /// Files that are no tables: their names.
    NoTables(Vec<String>),
    /// Two files of one name.
    Twice(String),
    /// It cannot be written.
    Disk(std::io::Error),
}

impl From<MultipartError> for Refused {
    fn from(_: MultipartError) -> Refused {
        Refused::Broken
    }
}

impl From<std::io::Error> for Refused {
    fn from(error: std::io::Error) -> Refused {
        Refused::Disk(error)
    }
}

/// Takes a form with files; its first part is the token of the session.
///
/// # Errors
/// It is not of this desk, too large, breaks off, or holds what is no table.
pub async fn receive(mut form: Multipart, guard: &Guard, root: &Path) -> Result<Received, Refused> {
    let first = form.next_field().await?.filter(|field| field.name() == Some("form")).ok_or(Refused::Stranger)?;
    if !guard.is_ours(&text(first).await?) {
        return Err(Refused::Stranger);
    }
    let dir = tempfile::Builder::new().prefix("upload-").tempdir_in(root.join(OWN))?;
    let mut received = Received { folder: None, replace: false, names: Vec::new(), dir };
    let (mut left, mut no_tables) = (ALL, Vec::new());
    while let Some(field) = form.next_field().await? {
        match field.name() {
            Some("folder") => {
                received.folder = Some(text(field).await?.trim().to_owned()).filter(|name| !name.is_empty())
            }
            Some("replace") => received.replace = true,
            Some("files") => {
                let Some(name) = name_of(&field)? else { continue };
                if received.names.len() + no_tables.len() >= FILES {
                    return Err(Refused::Much);
                }
                if !may_hold_tables(Path::new(&name)) {
                    no_tables.push(name);
                    continue;
                }
                let same = |other: &String| other.to_lowercase() == name.to_lowercase();
                if received.names.iter().any(same) {
                    return Err(Refused::Twice(name));
                }
                save(field, &received.dir.path().join(&name), &name, &mut left).await?;
                received.names.push(name);
            }
            _ => return Err(Refused::Broken),
        }
    }
    if no_tables.is_empty() { Ok(received) } else { Err(Refused::NoTables(no_tables)) }
}

/// The name of a file without the folders that some browsers put before it; nothing where no file was chosen.
fn name_of(field: &Field<'_>) -> Result<Option<String>, Refused> {
    let said = field.file_name().unwrap_or_default();
    let name = said.rsplit(['/', '\\']).next().unwrap_or_default();
    match name {
        "" if said.is_empty() => Ok(None),
        name if may_be_called(name) => Ok(Some(name.to_owned())),
        _ => Err(Refused::Name(said.to_owned())),
    }
}

async fn text(mut field: Field<'_>) -> Result<String, Refused> {
    let mut bytes = Vec::new();
    while let Some(chunk) = field.chunk().await? {
        bytes.extend_from_slice(&chunk);
        if bytes.len() as u64 > TEXT {
            return Err(Refused::Broken);
        }
    }
    String::from_utf8(bytes).map_err(|_| Refused::Broken)
}

/// Writes a file while it comes; a thread of the server waits for the disk no longer than a chunk takes.
async fn save(mut field: Field<'_>, path: &Path, name: &str, left: &mut u64) -> Result<(), Refused> {
    let mut file = std::fs::File::create_new(path)?;
    let mut size = 0;
    while let Some(chunk) = field.chunk().await? {
        size += chunk.len() as u64;
        if size > FILE {
            return Err(Refused::Large(name.to_owned()));
        }
        *left = left.checked_sub(chunk.len() as u64).ok_or(Refused::Much)?;
        file.write_all(&chunk)?;
    }
    file.sync_all()?;
    Ok(())
}
