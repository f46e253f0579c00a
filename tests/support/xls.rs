//! Writes workbooks of Excel 97-2003: records, and the container about them. Byte by byte, so that no reader tests itself.

/// A value of a cell.
#[derive(Debug, Clone, Copy)]
pub enum Value<'a> {
    Nothing,
    Text(&'a str),
    Number(f64),
    /// Days since the book's first, shown as a day.
    Day(f64),
    /// A formula with the number that it came to.
    Formula(f64),
    /// A formula with the text that it came to.
    FormulaText(&'a str),
    Truth(bool),
    /// The code of an error: 23 for `#REF!`.
    Error(u8),
}

/// A sheet.
#[derive(Debug, Clone, Default)]
pub struct Sheet<'a> {
    pub name: &'a str,
    pub hidden: bool,
    pub rows: Vec<Vec<Value<'a>>>,
    /// From 0.
    pub hidden_rows: Vec<u16>,
    pub hidden_columns: Vec<u16>,
    /// First row, last row, first column, last column.
    pub merges: Vec<[u16; 4]>,
}

/// A sheet of texts.
pub fn texts<'a>(name: &'a str, rows: &[&[&'a str]]) -> Sheet<'a> {
    let cell = |text: &&'a str| if text.is_empty() { Value::Nothing } else { Value::Text(text) };
    Sheet { name, rows: rows.iter().map(|row| row.iter().map(cell).collect()).collect(), ..Sheet::default() }
}

/// A record.
pub fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len()).expect("a short record");
    [&kind.to_le_bytes()[..], &length.to_le_bytes(), data].concat()
}

/// A record whose data are numbers of two bytes.
fn words(kind: u16, words: &[u16]) -> Vec<u8> {
    record(kind, &words.iter().flat_map(|w| w.to_le_bytes()).collect::<Vec<u8>>())
}

/// A text with a length of two bytes, its characters of one byte where they all are so small.
fn unicode(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let mut out = u16::try_from(units.len()).expect("a short text").to_le_bytes().to_vec();
    match units.iter().all(|u| *u < 256) {
        true => {
            out.push(0);
            out.extend(units.iter().map(|u| *u as u8));
        }
        false => {
            out.push(1);
            out.extend(units.iter().flat_map(|u| u.to_le_bytes()));
        }
    }
    out
}

/// The texts that cells share, in records of at most so many bytes.
fn shared(all: &[&str], most: usize) -> Vec<u8> {
    let count = u32::try_from(all.len()).expect("few").to_le_bytes();
    let mut parts = vec![[count, count].concat()];
    let room = |parts: &[Vec<u8>]| most.saturating_sub(parts[parts.len() - 1].len());
    for text in all {
        let whole = unicode(text);
        let width = if whole[2] == 1 { 2 } else { 1 };
        if room(&parts) < 3 + width {
            parts.push(vec![]);
        }
        parts.last_mut().expect("a part").extend(&whole[..3]);
        for character in whole[3..].chunks(width) {
            if room(&parts) < width {
                parts.push(vec![whole[2]]);
            }
            parts.last_mut().expect("a part").extend(character);
        }
    }
    let kinds = std::iter::once(0x00FC).chain(std::iter::repeat(0x003C));
    kinds.zip(&parts).flat_map(|(kind, part)| record(kind, part)).collect()
}

fn cell(at: (usize, usize), format: u16) -> Vec<u8> {
    [at.0 as u16, at.1 as u16, format].iter().flat_map(|w| w.to_le_bytes()).collect()
}

fn value(at: (usize, usize), value: Value<'_>, texts: &[&str]) -> Vec<u8> {
    let formula = |result: [u8; 8]| record(0x0006, &[cell(at, 0), result.to_vec(), vec![0; 8]].concat());
    match value {
        Value::Nothing => vec![],
        Value::Text(text) => {
            let index = texts.iter().position(|t| *t == text).expect("a shared text") as u32;
            record(0x00FD, &[cell(at, 0), index.to_le_bytes().to_vec()].concat())
        }
        // Whole numbers as programs write them, in 30 bits.
        Value::Number(n) if n.fract() == 0.0 && n.abs() < 1e8 => {
            let bits = ((n as i32) << 2 | 2) as u32;
            record(0x027E, &[cell(at, 0), bits.to_le_bytes().to_vec()].concat())
        }
        Value::Number(n) => record(0x0203, &[cell(at, 0), n.to_le_bytes().to_vec()].concat()),
        Value::Day(n) => record(0x0203, &[cell(at, 1), n.to_le_bytes().to_vec()].concat()),
        Value::Formula(n) => formula(n.to_le_bytes()),
        Value::FormulaText(text) => [formula([0, 0, 0, 0, 0, 0, 0xFF, 0xFF]), record(0x0207, &unicode(text))].concat(),
        Value::Truth(truth) => record(0x0205, &[cell(at, 0), vec![u8::from(truth), 0]].concat()),
        Value::Error(code) => record(0x0205, &[cell(at, 0), vec![code, 1]].concat()),
    }
}

const BEGIN: [u16; 2] = [0x0600, 0x0010];

fn page(sheet: &Sheet<'_>, texts: &[&str]) -> Vec<u8> {
    let mut out = words(0x0809, &BEGIN);
    for column in &sheet.hidden_columns {
        out.extend(words(0x007D, &[*column, *column, 2000, 0, 1, 0]));
    }
    for row in &sheet.hidden_rows {
        out.extend(words(0x0208, &[*row, 0, 9, 300, 0, 0, 0x20, 0]));
    }
    for (row, cells) in sheet.rows.iter().enumerate() {
        for (column, one) in cells.iter().enumerate() {
            out.extend(value((row, column), *one, texts));
        }
    }
    if !sheet.merges.is_empty() {
        let ranges = sheet.merges.iter().flatten().copied();
        out.extend(words(0x00E5, &std::iter::once(sheet.merges.len() as u16).chain(ranges).collect::<Vec<u16>>()));
    }
    out.extend(record(0x000A, &[]));
    out
}

/// The stream of a book; `date1904` counts days from then, and shared texts go on in a new record after so many bytes.
pub fn stream(date1904: bool, sheets: &[Sheet<'_>], most: usize) -> Vec<u8> {
    let mut texts: Vec<&str> = Vec::new();
    for value in sheets.iter().flat_map(|s| &s.rows).flatten() {
        if let Value::Text(text) = value
            && !texts.contains(text)
        {
            texts.push(text);
        }
    }
    let pages: Vec<Vec<u8>> = sheets.iter().map(|sheet| page(sheet, &texts)).collect();
    let globals = |starts: &[u32]| {
        let mut out = words(0x0809, &[0x0600, 0x0005]);
        // Programs other than Excel name a code page that the texts are not written in.
        out.extend(words(0x0042, &[936]));
        out.extend(words(0x0022, &[u16::from(date1904)]));
        out.extend(record(0x041E, &[&164_u16.to_le_bytes()[..], &unicode("yyyy\"年\"m\"月\"d\"日\";@")].concat()));
        out.extend(words(0x00E0, &[0; 10]));
        out.extend(words(0x00E0, &[0, 164, 0, 0, 0, 0, 0, 0, 0, 0]));
        for (sheet, start) in sheets.iter().zip(starts) {
            let name = unicode(sheet.name);
            let head = [&start.to_le_bytes()[..], &[u8::from(sheet.hidden), 0, name[0]]].concat();
            out.extend(record(0x0085, &[head, name[2..].to_vec()].concat()));
        }
        out.extend(shared(&texts, most));
        out.extend(record(0x000A, &[]));
        out
    };
    let mut at = globals(&vec![0; sheets.len()]).len() as u32;
    let mut starts = Vec::new();
    for page in &pages {
        starts.push(at);
        at += page.len() as u32;
    }
    [globals(&starts), pages.concat()].concat()
}

/// A book in its container.
pub fn book(sheets: &[Sheet<'_>]) -> Vec<u8> {
    container(&stream(false, sheets, 8224))
}

/// A stream in its container: sectors of 512 bytes, of which the first are the table of sectors and the directory.
pub fn container(stream: &[u8]) -> Vec<u8> {
    const SECTOR: usize = 512;
    const FREE: u32 = 0xFFFF_FFFF;
    const END: u32 = 0xFFFF_FFFE;
    let mut stream = stream.to_vec();
    // A shorter one would lie in a stream of short sectors.
    stream.resize(stream.len().max(4096), 0);
    let size = stream.len();
    stream.resize(size.next_multiple_of(SECTOR), 0);
    let held = stream.len() / SECTOR;
    let tables = (1..).find(|n| n * (SECTOR / 4) >= n + 1 + held).expect("a number");
    assert!(tables <= 109, "the header names every table");
    let first = tables + 1;
    let mut table: Vec<u32> = vec![0xFFFF_FFFD; tables];
    table.push(END);
    table.extend((1..held).map(|n| (first + n) as u32).chain([END]));
    table.resize(tables * SECTOR / 4, FREE);

    let mut head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    head.extend([0; 16]);
    head.extend([0x3E, 0, 3, 0, 0xFE, 0xFF, 9, 0, 6, 0]);
    head.extend([0; 10]);
    for number in [tables as u32, tables as u32, 0, 4096, END, 0, END, 0] {
        head.extend(number.to_le_bytes());
    }
    head.extend((0..109_u32).flat_map(|n| (if (n as usize) < tables { n } else { FREE }).to_le_bytes()));
    let entry = |name: &str, kind: u8, child: u32, start: u32, size: u32| {
        let mut out: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        out.resize(64, 0);
        out.extend(((name.len() as u16 + 1) * 2).to_le_bytes());
        out.extend([kind, 1]);
        out.extend([FREE, FREE, child].iter().flat_map(|n| n.to_le_bytes()));
        out.extend([0; 36]);
        out.extend([start, size, 0].iter().flat_map(|n| n.to_le_bytes()));
        out
    };
    let none = || [vec![0; 68], vec![0xFF; 12], vec![0; 48]].concat();
    let directory =
        [entry("Root Entry", 5, 1, END, 0), entry("Workbook", 2, FREE, first as u32, size as u32), none(), none()];
    let table: Vec<u8> = table.iter().flat_map(|n| n.to_le_bytes()).collect();
    [head, table, directory.concat(), stream].concat()
}
