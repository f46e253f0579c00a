//! Same seed, same bytes; another seed, another county.

use super::{parts, policy};
use lungang_domain::words::Lang;
use lungang_generate::Size;
use lungang_tables::write::{Format, WriteOptions, write_county, write_workbook};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::path::Path;

fn hashes(dir: &Path) -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        let digest = Sha256::digest(std::fs::read(&path).unwrap());
        let hex: String = digest.iter().map(|b| format!("{b:02x}")).collect();
        all.insert(path.file_name().unwrap().to_string_lossy().into_owned(), hex);
    }
    all
}

fn written(seed: u64, size: Size, format: Format) -> BTreeMap<String, String> {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("county");
    let options = WriteOptions { format, headers: Lang::ZH, policy: "kizilsu-2018", remark: None, force: false };
    write_county(&parts(seed, size), &policy(), &dir, &options).unwrap();
    hashes(&dir)
}

#[test]
fn the_bytes_of_size_s_are_pinned() {
    let files = written(2018, Size::S, Format::Csv);
    let list: String = files.iter().map(|(name, hash)| format!("{hash}  {name}\n")).collect();
    let all: String = Sha256::digest(list.as_bytes()).iter().map(|b| format!("{b:02x}")).collect();
    let names: Vec<&str> = files.keys().map(String::as_str).collect();
    let tables = ["authorised.csv", "county.toml", "needs.csv", "pins.csv", "postings.csv", "schools.csv"];
    assert_eq!(names, [&tables[..], &["teachers.csv", "travel.csv", "wishes.csv"]].concat());
    assert_eq!(
        all, "5c40a1871d3f9da29e5f8f2abb9bb23ea71a18ab6e1f4ed33dab9b8b5a49f1c4",
        "the generator or the writer has changed what it writes:\n{list}"
    );
}

#[test]
fn every_format_has_the_same_bytes_twice() {
    for format in [Format::Csv, Format::Xlsx, Format::Parquet] {
        let once = written(7, Size::Example, format);
        assert_eq!(once, written(7, Size::Example, format), "{format:?}");
        assert_ne!(once, written(8, Size::Example, format), "{format:?}");
    }
}

/// A county with whatever the commands show: pins, couples, retasks, two ways to go beyond the quota, and a proof of every goal.
const EXAMPLE: u64 = 591;

/// What stands in `data/examples` is what the generator writes; `LUNGANG_BLESS=1` writes it anew.
#[test]
fn the_example_is_the_generator_s_own() {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/examples");
    let parts = parts(EXAMPLE, Size::Example);
    let options =
        WriteOptions { format: Format::Csv, headers: Lang::ZH, policy: "kizilsu-2018", remark: None, force: true };
    let bless = std::env::var_os("LUNGANG_BLESS").is_some();
    let folder = tempfile::tempdir().unwrap();
    let root = if bless { data.as_path() } else { folder.path() };
    write_county(&parts, &policy(), &root.join("county"), &options).unwrap();
    write_workbook(&parts, &policy(), &root.join("county.xlsx"), Lang::ZH, "kizilsu-2018").unwrap();
    assert_eq!(hashes(&root.join("county")), hashes(&data.join("county")));
    assert_eq!(std::fs::read(root.join("county.xlsx")).unwrap(), std::fs::read(data.join("county.xlsx")).unwrap());
}
