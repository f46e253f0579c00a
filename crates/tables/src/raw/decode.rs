//! From bytes to text: strict UTF-8 first, then a guess that leans to Chinese; faults are told by line.

use super::header::FAR;
use super::wide::{Wide, without_mark};
use super::{Named, ReadOptions};
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};
use lungang_domain::finding::{Finding, Findings, Place};

/// Text with the name of the encoding that it was read in.
#[derive(Debug)]
pub struct Decoded {
    /// The text, without a byte-order mark.
    pub text: String,
    /// The encoding, as shown to the user.
    pub encoding: String,
}

/// How much of a file is looked at for a guess.
const GUESS_BYTES: usize = 4 << 20;

/// Decodes a file as the options say; a header that a mapping or the registry knows proves a guess.
pub fn decode(mut bytes: Vec<u8>, options: &ReadOptions, file: &str, findings: &mut Findings) -> Decoded {
    for (mark, encoding) in [(&b"\xff\xfe"[..], UTF_16LE), (b"\xfe\xff", UTF_16BE)] {
        if bytes.starts_with(mark) {
            return wide(&bytes[mark.len()..], encoding, file, findings);
        }
    }
    let marked = bytes.starts_with(b"\xef\xbb\xbf");
    if marked {
        bytes.drain(..3);
    }
    let forced = options.encoding.as_deref().and_then(|label| named(label, file, findings));
    if let Some(encoding) = forced.filter(|e| is_wide(e)) {
        return wide(&bytes, encoding, file, findings);
    }
    if let (None, Wide::Of(encoding)) = (forced, without_mark(&bytes)) {
        let decoded = wide(&bytes, encoding, file, findings);
        tell_guess(&decoded, &options.named, file, findings);
        return decoded;
    }
    if let Some(encoding) = forced.filter(|e| *e != UTF_8) {
        return narrow(&bytes, encoding, file, findings);
    }
    let bytes = match String::from_utf8(bytes) {
        Ok(text) => {
            tell_lost(&text, file, findings);
            return Decoded { text, encoding: "UTF-8".into() };
        }
        Err(error) => error.into_bytes(),
    };
    if forced == Some(UTF_8) {
        return narrow(&bytes, UTF_8, file, findings);
    }
    if let Some(decoded) = mixed(&bytes, file, findings) {
        return decoded;
    }
    if marked {
        return narrow(&bytes, UTF_8, file, findings);
    }
    let encoding = guess(&bytes);
    let decoded = narrow(&bytes, encoding, file, findings);
    tell_guess(&decoded, &options.named, file, findings);
    decoded
}

/// Whether a file is UTF-16 by its mark, by what was asked for, or by its bytes; those of any other text hold no 0.
pub fn reads_wide(head: &[u8], options: &ReadOptions) -> Wide {
    let marked = Encoding::for_bom(head).map(|(encoding, _)| encoding);
    let asked = options.encoding.as_deref().and_then(of_label);
    match marked.or(asked) {
        Some(encoding) if is_wide(encoding) => Wide::Of(encoding),
        Some(_) => Wide::No,
        None => without_mark(head),
    }
}

fn is_wide(encoding: &Encoding) -> bool {
    encoding == UTF_16LE || encoding == UTF_16BE
}

/// Tells a guess that no header proves.
fn tell_guess(decoded: &Decoded, named: &Named, file: &str, findings: &mut Findings) {
    if let Some((row, word)) = unproved(&decoded.text, named) {
        let finding = Finding::warning("guessed-encoding", Place { row: Some(row), ..Place::file(file) });
        findings.push(finding.with("encoding", &decoded.encoding).with("word", word));
    }
}

/// The first word beyond ASCII with its line, where no header proves that it was decoded rightly.
fn unproved(text: &str, named: &Named) -> Option<(u32, String)> {
    const LONGEST: usize = 20;
    let words = |line: &'_ str| -> Vec<String> {
        let parts = line.split([',', ';', '\t', '"', '|']).map(str::trim).filter(|w| !w.is_ascii());
        parts.map(str::to_owned).collect()
    };
    let end = if text.contains('\n') { '\n' } else { '\r' };
    let lines = || (1..).zip(text.split(end));
    if lines().take(FAR).any(|(_, line)| words(line).iter().any(|w| named.is_header(w))) {
        return None;
    }
    lines().find_map(|(row, line)| {
        let word = words(line).into_iter().next()?;
        Some((row, word.chars().take(LONGEST).collect()))
    })
}

/// The encoding behind a label; an unknown label is told and the guess used.
fn named(label: &str, file: &str, findings: &mut Findings) -> Option<&'static Encoding> {
    let known = of_label(label);
    if known.is_none() {
        findings.push(Finding::error("unknown-encoding", Place::file(file)).with("encoding", label));
    }
    known
}

/// Every label of the web's standard, and the numbers of code pages (`cp949`, `windows-1254`, `936`).
fn of_label(label: &str) -> Option<&'static Encoding> {
    let label = label.trim().to_ascii_lowercase();
    if let Some(encoding) = Encoding::for_label(label.as_bytes()) {
        return Some(encoding);
    }
    let packed: String = label.chars().filter(|c| !matches!(c, '-' | '_' | ' ')).collect();
    let number = ["cp", "windows", "win", "ms", "codepage", "ibm", "xcp"].iter().find_map(|p| packed.strip_prefix(p));
    let standard = match number.unwrap_or(&packed) {
        "utf8" | "utf8sig" | "65001" => "utf-8",
        "936" | "20936" => "gbk",
        "54936" => "gb18030",
        "949" | "51949" | "uhc" | "euckr" => "euc-kr",
        "950" => "big5",
        "932" | "31j" | "943" | "shiftjis" => "shift_jis",
        "51932" | "20932" | "eucjp" => "euc-jp",
        "866" => "ibm866",
        "874" => "windows-874",
        "1200" | "utf16" | "utf16le" => "utf-16le",
        "1201" | "utf16be" => "utf-16be",
        other => return Encoding::for_label(format!("windows-{other}").as_bytes()),
    };
    Encoding::for_label(standard.as_bytes())
}

/// The likeliest encoding of bytes that are not UTF-8.
fn guess(bytes: &[u8]) -> &'static Encoding {
    let start = bytes.iter().position(|b| !b.is_ascii()).unwrap_or(0).saturating_sub(256);
    let end = bytes.len().min(start.saturating_add(GUESS_BYTES));
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(&bytes[start..end], end == bytes.len());
    detector.guess(Some(b"cn"), Utf8Detection::Deny)
}

/// UTF-16, as Excel writes "Unicode text".
fn wide(bytes: &[u8], encoding: &'static Encoding, file: &str, findings: &mut Findings) -> Decoded {
    let (text, broken) = encoding.decode_without_bom_handling(bytes);
    let text = text.into_owned();
    if broken {
        tell_lost(&text, file, findings);
    }
    Decoded { text, encoding: encoding.name().to_owned() }
}

/// One encoding for the whole file; undecodable lines are told and read with `�`.
fn narrow(bytes: &[u8], encoding: &'static Encoding, file: &str, findings: &mut Findings) -> Decoded {
    let text = match encoding.decode_without_bom_handling_and_without_replacement(bytes) {
        Some(text) => text.into_owned(),
        None => {
            let mut text = String::with_capacity(bytes.len() + bytes.len() / 4);
            for (row, line) in lines(bytes) {
                let (part, broken) = encoding.decode_without_bom_handling(line);
                if broken {
                    findings.push(undecodable(file, row, encoding.name()));
                }
                text.push_str(&part);
            }
            text
        }
    };
    let gb = encoding == GBK || encoding == GB18030;
    let name = match (gb, has_four_bytes(bytes)) {
        (false, _) => encoding.name(),
        (true, true) => "GB18030",
        (true, false) => "GBK",
    };
    Decoded { text, encoding: name.to_owned() }
}

/// Whether GB bytes hold a character of four bytes, which only GB18030 has.
fn has_four_bytes(bytes: &[u8]) -> bool {
    let mut rest = bytes;
    while let Some(start) = rest.iter().position(|b| !b.is_ascii()) {
        match rest.get(start + 1) {
            Some(b'0'..=b'9') => return true,
            _ => rest = rest.get(start + 2..).unwrap_or_default(),
        }
    }
    false
}

/// Whether the start of a file is text in no encoding: mostly not ASCII, neither UTF-8 nor GB, and not for a few bytes.
pub fn is_noise(head: &[u8]) -> bool {
    let high = head.iter().filter(|b| !b.is_ascii()).count();
    if high * 4 < head.len() || high < 64 {
        return false;
    }
    let broken = |encoding: &'static Encoding| {
        let (text, any) = encoding.decode_without_bom_handling(head);
        any && text.chars().filter(|c| *c == '\u{fffd}').count() * 20 > high
    };
    broken(UTF_8) && broken(GB18030)
}

/// Lines of UTF-8 and lines of GBK in one file: every line is read in its own, the rarer kind is told.
///
/// `None` when the file is not a mixture.
fn mixed(bytes: &[u8], file: &str, findings: &mut Findings) -> Option<Decoded> {
    let (mut utf8, mut other) = (0_usize, 0_usize);
    for (_, line) in lines(bytes).filter(|(_, l)| !l.is_ascii()) {
        match std::str::from_utf8(line) {
            Ok(text) if is_chinese(text) => utf8 += 1,
            Ok(_) => {}
            Err(_) => other += 1,
        }
    }
    if utf8 == 0 || other == 0 {
        return None;
    }
    let (common, rare) = if utf8 >= other { ("UTF-8", "GBK") } else { ("GBK", "UTF-8") };
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 4);
    let mut strange: Vec<(u32, u32)> = Vec::new();
    for (row, line) in lines(bytes) {
        let own = match std::str::from_utf8(line) {
            Ok(part) if line.is_ascii() || utf8 >= other || is_chinese(part) => {
                text.push_str(part);
                (!line.is_ascii()).then_some("UTF-8")
            }
            _ => {
                let (part, broken) = GB18030.decode_without_bom_handling(line);
                text.push_str(&part);
                if broken {
                    findings.push(undecodable(file, row, common));
                    None
                } else {
                    Some("GBK")
                }
            }
        };
        if own == Some(rare) {
            match strange.last_mut() {
                Some((_, last)) if *last + 1 == row => *last = row,
                _ => strange.push((row, row)),
            }
        }
    }
    if let Some((first, _)) = strange.first() {
        let place = Place { row: Some(*first), ..Place::file(file) };
        let count: u32 = strange.iter().map(|(a, b)| b - a + 1).sum();
        let finding = Finding::error("mixed-encodings", place).with("common", common).with("rare", rare);
        findings.push(finding.with("count", count).with("rows", ranges(&strange)));
    }
    Some(Decoded { text, encoding: format!("{common} + {rare}") })
}

/// Ranges of rows in short: `4, 7-9 …`.
fn ranges(rows: &[(u32, u32)]) -> String {
    let one = |(a, b): &(u32, u32)| if a == b { a.to_string() } else { format!("{a}-{b}") };
    let shown: Vec<String> = rows.iter().take(5).map(one).collect();
    let more = if rows.len() > 5 { " …" } else { "" };
    format!("{}{more}", shown.join(", "))
}

/// Whether valid UTF-8 is Chinese text and not GBK that happens to be valid: most of its characters are everyday ones.
fn is_chinese(text: &str) -> bool {
    let foreign: String = text.chars().filter(|c| !c.is_ascii()).collect();
    let wide = foreign.chars().filter(|c| matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}')).count();
    if wide == 0 || wide * 2 < foreign.chars().count() {
        return false;
    }
    let (gbk, _, _) = GBK.encode(&foreign);
    // GB 2312 orders everyday characters and punctuation in these lead bytes.
    let everyday = gbk.chunks(2).filter(|c| matches!(c[0], 0xa1..=0xa3 | 0xb0..=0xd7)).count();
    everyday * 2 > wide
}

fn undecodable(file: &str, row: u32, encoding: &str) -> Finding {
    let place = Place { row: Some(row), ..Place::file(file) };
    Finding::error("undecodable-bytes", place).with("encoding", encoding)
}

/// Tells the lines whose characters an earlier program has already replaced by `�`.
fn tell_lost(text: &str, file: &str, findings: &mut Findings) {
    if !text.contains('\u{fffd}') {
        return;
    }
    for (row, line) in (1..).zip(text.split('\n')) {
        if line.contains('\u{fffd}') {
            findings.push(Finding::warning("lost-characters", Place { row: Some(row), ..Place::file(file) }));
        }
    }
}

/// Lines with their numbers from 1, line ends included.
fn lines(bytes: &[u8]) -> impl Iterator<Item = (u32, &[u8])> {
    (1..).zip(bytes.split_inclusive(|b| *b == b'\n'))
}
