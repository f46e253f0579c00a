//! Parquet whose footer promises what the file does not hold, whose pages inflate, whose columns nest without end.

use crate::support::Place;
use crate::watch;
use std::io::{Cursor, Read, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// A value of Thrift's compact protocol, in which the footer and the heads of pages are written.
#[derive(Clone)]
enum Thrift {
    I32(i64),
    I64(i64),
    Text(String),
    List(Vec<Thrift>),
    /// A list that says how many structs it has, and has none.
    Claims(u64),
    Struct(Vec<(u8, Thrift)>),
}

use Thrift::{Claims, I32, I64, List, Struct, Text};

impl Thrift {
    fn kind(&self) -> u8 {
        match self {
            I32(_) => 5,
            I64(_) => 6,
            Text(_) => 8,
            List(_) | Claims(_) => 9,
            Struct(_) => 12,
        }
    }

    fn write(&self, out: &mut Vec<u8>) {
        match self {
            I32(n) | I64(n) => varint(((n << 1) ^ (n >> 63)) as u64, out),
            Text(text) => {
                varint(text.len() as u64, out);
                out.extend(text.as_bytes());
            }
            List(all) => {
                out.push(0xf0 | all.first().map_or(12, Thrift::kind));
                varint(all.len() as u64, out);
                all.iter().for_each(|one| one.write(out));
            }
            Claims(size) => {
                out.push(0xf0 | 12);
                varint(*size, out);
            }
            Struct(fields) => {
                let mut last = 0;
                for (id, value) in fields {
                    out.push((id - last) << 4 | value.kind());
                    value.write(out);
                    last = *id;
                }
                out.push(0);
            }
        }
    }

    fn bytes(&self) -> Vec<u8> {
        let mut out = Vec::new();
        self.write(&mut out);
        out
    }
}

fn varint(mut n: u64, out: &mut Vec<u8>) {
    while n > 0x7f {
        out.push(n as u8 | 0x80);
        n >>= 7;
    }
    out.push(n as u8);
}

const GZIP: i64 = 2;

/// One column of texts as it lies in the file, and what its footer says of it.
struct Column {
    pages: Vec<u8>,
    /// Bytes of the dictionary's page at the beginning; 0 where there is none.
    dictionary: usize,
    codec: i64,
    rows: i64,
    unpacked: i64,
}

/// A page's head and its body.
fn page(kind: i64, own: (u8, Thrift), unpacked: i64, body: &[u8]) -> Vec<u8> {
    let head = Struct(vec![(1, I32(kind)), (2, I32(unpacked)), (3, I32(body.len() as i64)), own]);
    [head.bytes(), body.to_vec()].concat()
}

fn data_page(rows: i64, encoding: i64, unpacked: i64, body: &[u8]) -> Vec<u8> {
    let own = Struct(vec![(1, I32(rows)), (2, I32(encoding)), (3, I32(3)), (4, I32(3))]);
    page(0, (5, own), unpacked, body)
}

/// Texts one after the other, each with its length.
fn plain(texts: &[&str]) -> Vec<u8> {
    texts.iter().flat_map(|t| [&(t.len() as u32).to_le_bytes()[..], t.as_bytes()].concat()).collect()
}

impl Column {
    fn of(texts: &[&str]) -> Column {
        let body = plain(texts);
        let (rows, unpacked) = (texts.len() as i64, body.len() as i64);
        Column { pages: data_page(rows, 0, unpacked, &body), dictionary: 0, codec: 0, rows, unpacked }
    }

    /// The same text in every row, once in a dictionary and then a run of its number.
    fn repeated(text: &str, rows: i64) -> Column {
        let body = plain(&[text]);
        let own = Struct(vec![(1, I32(1)), (2, I32(0))]);
        let dictionary = page(2, (7, own), body.len() as i64, &body);
        let mut run = vec![1];
        varint((rows as u64) << 1, &mut run);
        run.push(0);
        let pages = [dictionary.clone(), data_page(rows, 8, run.len() as i64, &run)].concat();
        Column { dictionary: dictionary.len(), codec: 0, rows, unpacked: pages.len() as i64, pages }
    }

    /// One text of so many bytes, packed; `said` is what the page's head says that it unpacks to.
    fn inflating(bytes: usize, said: i64) -> Column {
        let body = gzip(bytes);
        Column { pages: data_page(1, 0, said, &body), dictionary: 0, codec: GZIP, rows: 1, unpacked: said }
    }
}

/// A length and so many bytes of text behind it.
fn gzip(bytes: usize) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    zip.start_file("x", options).expect("a part");
    zip.write_all(&(bytes as u32).to_le_bytes()).expect("written");
    let block = vec![b'x'; 1 << 20];
    for at in (0..bytes).step_by(block.len()) {
        zip.write_all(&block[..block.len().min(bytes - at)]).expect("written");
    }
    let mut zip = ZipArchive::new(zip.finish().expect("a package")).expect("a package");
    let mut part = zip.by_index_raw(0).expect("a part");
    let mut out = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];
    part.read_to_end(&mut out).expect("read");
    out.extend(part.crc32().to_le_bytes());
    out.extend((bytes as u32 + 4).to_le_bytes());
    out
}

/// What a file says of its columns.
fn schema(columns: &[&str]) -> Vec<Thrift> {
    let root = Struct(vec![(4, Text("schema".into())), (5, I32(columns.len() as i64))]);
    let one = |name: &&str| Struct(vec![(1, I32(6)), (3, I32(0)), (4, Text((*name).into())), (6, I32(0))]);
    [root].into_iter().chain(columns.iter().map(one)).collect()
}

/// A file of these columns; `rows` is what it says that it has.
fn file(columns: &[(&str, Column)], rows: i64, schema: Thrift) -> Vec<u8> {
    let mut out = b"PAR1".to_vec();
    let mut chunks = Vec::new();
    let mut total = 0;
    for (name, column) in columns {
        let (start, size) = (out.len() as i64, column.pages.len() as i64);
        out.extend(&column.pages);
        total += column.unpacked;
        let mut meta = vec![
            (1, I32(6)),
            (2, List(vec![I32(0), I32(8)])),
            (3, List(vec![Text((*name).into())])),
            (4, I32(column.codec)),
            (5, I64(column.rows)),
            (6, I64(column.unpacked)),
            (7, I64(size)),
            (9, I64(start + column.dictionary as i64)),
        ];
        meta.extend((column.dictionary > 0).then_some((11, I64(start))));
        chunks.push(Struct(vec![(2, I64(start)), (3, Struct(meta))]));
    }
    let group = Struct(vec![(1, List(chunks)), (2, I64(total)), (3, I64(rows))]);
    footed(out, &Struct(vec![(1, I32(1)), (2, schema), (3, I64(rows)), (4, List(vec![group]))]))
}

fn footed(mut out: Vec<u8>, footer: &Thrift) -> Vec<u8> {
    let footer = footer.bytes();
    out.extend(&footer);
    out.extend((footer.len() as u32).to_le_bytes());
    out.extend(b"PAR1");
    out
}

/// A whole file of one column.
fn one(column: Column) -> Vec<u8> {
    let rows = column.rows;
    file(&[("学校代码", column)], rows, List(schema(&["学校代码"])))
}

fn check(what: &str, bytes: &[u8], word: &str) {
    let place = Place::empty();
    place.write("county/schools.parquet", bytes);
    let watched = watch(place.command(&["check", "county", "--policy", "national", "--lang", "en"]));
    watched.refused(what).says(what, word);
    let read = watched.said.contains("missing-column");
    let told = watched.said.matches("error [").count();
    assert!(read || told <= 2, "{what}: one clear message, and that there are no teachers\n{}", watched.said);
}

/// What the others change is sound.
#[test]
fn a_small_file_is_read() {
    let columns = [
        ("学校代码", Column::of(&["S1", "S2"])),
        ("学段", Column::repeated("小学", 2)),
        ("区域", Column::repeated("乡村", 2)),
    ];
    let bytes = file(&columns, 2, List(schema(&["学校代码", "学段", "区域"])));
    check("sound", &bytes, "missing-column");
    check("packed", &one(Column::inflating(5, 9)), "missing-column");
}

#[test]
fn rows_that_are_promised_and_not_there() {
    let two = || [("学校代码", Column::of(&["S1", "S2"]))];
    for (what, rows) in
        [("2^40 rows", 1 << 40), ("2^62 rows", 1 << 62), ("less than none", -1), ("a few more", 900_000)]
    {
        check(what, &file(&two(), rows, List(schema(&["学校代码"]))), "schools.parquet");
    }
    let promised = |rows| Column { rows, ..Column::of(&["S1", "S2"]) };
    for (what, rows) in [("2^40 values", 1 << 40), ("values below none", -5), ("values within the limits", 900_000)] {
        check(what, &one(promised(rows)), "schools.parquet");
    }
    let lists: [(&str, u64); 2] = [("2^31 columns", 1 << 31), ("2^62 columns", 1 << 62)];
    for (what, size) in lists {
        check(what, &file(&two(), 2, Claims(size)), "not-parquet");
        let footer = Struct(vec![(1, I32(1)), (2, List(schema(&["a"]))), (3, I64(2)), (4, Claims(size))]);
        check(what, &footed(b"PAR1".to_vec(), &footer), "not-parquet");
    }
}

#[test]
fn pages_that_inflate() {
    check("fifty megabytes", &one(Column::inflating(50 << 20, (50 << 20) + 4)), "schools.parquet");
    check("half a gigabyte", &one(Column::inflating(512 << 20, (512 << 20) + 4)), "too-much-data");
    let lying = Column { unpacked: 1000, ..Column::inflating(512 << 20, (512 << 20) + 4) };
    check("half a gigabyte that the footer hides", &one(lying), "schools.parquet");
    check("half a gigabyte that the page hides", &one(Column::inflating(512 << 20, 1000)), "schools.parquet");
    let claimed = Column { unpacked: 1000, ..Column::inflating(5, i64::from(i32::MAX)) };
    check("two gigabytes that are claimed", &one(claimed), "schools.parquet");
    check("one long text in a million rows", &one(Column::repeated(&"x".repeat(60_000), 1 << 20)), "limit");
    check("a short one", &one(Column::repeated("S1", 1 << 20)), "schools.parquet");
}

#[test]
fn columns_within_one_another() {
    for depth in [3, 1_000, 100_000] {
        let group = |n: usize| Struct(vec![(3, I32(2)), (4, Text(format!("g{n}"))), (5, I32(1))]);
        let mut nested = vec![Struct(vec![(4, Text("schema".into())), (5, I32(1))])];
        nested.extend((0..depth).map(group));
        nested.push(Struct(vec![(1, I32(6)), (3, I32(2)), (4, Text("leaf".into())), (6, I32(0))]));
        let bytes = file(&[("leaf", Column::of(&["S1", "S2"]))], 2, List(nested));
        check(&format!("{depth} groups"), &bytes, "schools.parquet");
    }
    let wide: Vec<String> = (0..100_000).map(|n| format!("c{n}")).collect();
    let names: Vec<&str> = wide.iter().map(String::as_str).collect();
    let columns: Vec<(&str, Column)> = names.iter().map(|name| (*name, Column::of(&["1"]))).collect();
    check("100 000 columns", &file(&columns, 1, List(schema(&names))), "schools.parquet");
}
