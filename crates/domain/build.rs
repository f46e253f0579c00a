//! Builds the words of every language into the program: the list of languages is the list of folders.

#[path = "build/folders.rs"]
mod folders;

use std::fmt::Write;
use std::io;
use std::path::Path;

fn main() -> io::Result<()> {
    let variable = |name: &str| std::env::var(name).map_err(io::Error::other);
    let words = Path::new(&variable("CARGO_MANIFEST_DIR")?).join("../../data/words");
    println!("cargo::rerun-if-changed={}", words.display());
    let found = folders::find(&words)?;
    let mut code = format!("pub(super) const COUNT: usize = {};\n", found.len());
    code.push_str("pub(super) static FOLDERS: [Folder<'static>; COUNT] = [\n");
    let mut write = |text: std::fmt::Arguments<'_>| code.write_fmt(text).map_err(io::Error::other);
    for one in found {
        let (name, path) = one.settings;
        write(format_args!(
            "    Folder {{ code: {:?}, settings: ({name:?}, include_str!({path:?})), files: &[\n",
            one.code
        ))?;
        for (name, path) in one.files {
            write(format_args!("        ({name:?}, include_str!({path:?})),\n"))?;
        }
        write(format_args!("    ] }},\n"))?;
    }
    write(format_args!("];\n"))?;
    std::fs::write(Path::new(&variable("OUT_DIR")?).join("folders.rs"), code)
}
