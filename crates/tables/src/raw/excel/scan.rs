//! Looks through the XML of a package's parts as they are unpacked, for what a decoder would have to keep in memory.
//!
//! A decoder takes shared strings, styles and names whole, and a tag or a comment whole whatever its part; it makes a value of each
//! element. So elements are counted by name, in whichever part they stand (a part's name and its root may lie), and so is the text
//! that runs on inside one.

use super::super::caps::{ELEMENTS, MAX_DEPTH, MAX_RUN, MAX_STYLE_TEXT};

/// What is over its limit: a key of the table of words, and the limit.
pub type Over = (&'static str, u64);

/// Counts over all parts of a package.
#[derive(Debug, Default)]
pub struct Scan {
    counts: [u64; ELEMENTS.len()],
    /// The longest tag or text among the styles, which every format that uses it has its own copy of.
    longest: u64,
}

/// Where in a part's XML the scan is.
#[derive(Debug, Default)]
pub struct Part {
    place: Place,
    /// Bytes of the tag, comment or text that is open.
    run: u64,
    /// The beginning of the tag that is open.
    tag: Vec<u8>,
    /// Bytes of text since the element began whose text a decoder joins.
    joined: u64,
    inside: bool,
    /// Elements that are open: a decoder keeps the names of all.
    depth: u64,
    last: [u8; 2],
}

#[derive(Debug, Default, Clone, Copy, PartialEq)]
enum Place {
    #[default]
    Text,
    Tag,
    Quoted(u8),
    Comment,
    Data,
    Instruction,
}

/// How much of a tag is kept to know it: a prefix, a name, and `<![CDATA[`.
const KEPT: usize = 48;

/// Elements whose text is joined from all that stands inside.
const JOINS: [&[u8]; 3] = [b"si", b"c", b"definedName"];

impl Scan {
    /// Takes the next bytes of a part.
    ///
    /// # Errors
    /// A limit is passed.
    pub fn take(&mut self, part: &mut Part, chunk: &[u8]) -> Result<(), Over> {
        // Wide encodings are ASCII with NULs where it matters.
        for byte in chunk.iter().copied().filter(|b| *b != 0) {
            part.run += 1;
            match (part.place, byte) {
                (Place::Text, b'<') => {
                    part.place = Place::Tag;
                    part.run = 0;
                    part.tag.clear();
                }
                (Place::Text, _) => part.joined += u64::from(part.inside),
                (Place::Tag, b'>') => self.element(part)?,
                (Place::Tag, b'"' | b'\'') => part.place = Place::Quoted(byte),
                (Place::Tag, _) => {
                    if part.tag.len() < KEPT {
                        part.tag.push(byte);
                        part.place = match part.tag.as_slice() {
                            b"!--" => Place::Comment,
                            b"![CDATA[" => Place::Data,
                            b"?" => Place::Instruction,
                            _ => Place::Tag,
                        };
                    }
                }
                (Place::Quoted(quote), _) if byte == quote => part.place = Place::Tag,
                (Place::Quoted(_), _) => {}
                (Place::Comment, b'>') if part.last == *b"--" => part.text(),
                (Place::Data, b'>') if part.last == *b"]]" => part.text(),
                (Place::Instruction, b'>') if part.last[1] == b'?' => part.text(),
                (Place::Data, _) => part.joined += u64::from(part.inside),
                (Place::Comment | Place::Instruction, _) => {}
            }
            part.last = [part.last[1], byte];
            if part.run > MAX_RUN || part.joined > MAX_RUN {
                return Err(("workbook-cap.run", MAX_RUN));
            }
        }
        Ok(())
    }

    /// A tag has ended.
    fn element(&mut self, part: &mut Part) -> Result<(), Over> {
        let (closing, body) = match part.tag.split_first() {
            Some((b'/', rest)) => (true, rest),
            _ => (false, part.tag.as_slice()),
        };
        let end = body.iter().position(|b| b.is_ascii_whitespace() || *b == b'/').unwrap_or(body.len());
        let name = &body[..end];
        let local = name.iter().rposition(|b| *b == b':').map_or(name, |colon| &name[colon + 1..]);
        if JOINS.contains(&local) {
            part.inside = !closing && part.last[1] != b'/';
            part.joined = 0;
        }
        let opens = !closing && part.last[1] != b'/' && !body.starts_with(b"!");
        part.depth = if closing { part.depth.saturating_sub(1) } else { part.depth + u64::from(opens) };
        if part.depth > MAX_DEPTH {
            return Err(("workbook-cap.depth", MAX_DEPTH));
        }
        if !closing && let Some(at) = ELEMENTS.iter().position(|(known, ..)| known.as_bytes() == local) {
            let (_, word, most) = ELEMENTS[at];
            self.counts[at] += 1;
            if self.counts[at] > most {
                return Err((word, most));
            }
        }
        // Every format of a cell has copies of its font's name and of its number format.
        if matches!(local, b"numFmt" | b"name") {
            self.longest = self.longest.max(part.run);
            let formats = ELEMENTS.iter().position(|(known, ..)| *known == "xf").map_or(0, |at| self.counts[at]);
            if self.longest.saturating_mul(formats) > MAX_STYLE_TEXT {
                return Err(("workbook-cap.style-text", MAX_STYLE_TEXT));
            }
        }
        part.text();
        Ok(())
    }

    /// The last look, when every part is through: formats may stand before or after what they copy.
    pub fn finish(&self) -> Result<(), Over> {
        let formats = ELEMENTS.iter().position(|(known, ..)| *known == "xf").map_or(0, |at| self.counts[at]);
        let over = self.longest.saturating_mul(formats) > MAX_STYLE_TEXT;
        if over { Err(("workbook-cap.style-text", MAX_STYLE_TEXT)) } else { Ok(()) }
    }
}

impl Part {
    fn text(&mut self) {
        self.place = Place::Text;
        self.run = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scan(xml: &str) -> Result<(), Over> {
        let (mut scan, mut part) = (Scan::default(), Part::default());
        for chunk in xml.as_bytes().chunks(7) {
            scan.take(&mut part, chunk)?;
        }
        scan.finish()
    }

    fn many(element: &str, count: u64) -> String {
        element.repeat(usize::try_from(count).expect("a count"))
    }

    #[test]
    fn elements_are_counted_under_any_prefix_and_never_in_comments_or_attributes() {
        let (_, word, most) = ELEMENTS[ELEMENTS.iter().position(|(n, ..)| *n == "xf").expect("xf")];
        assert_eq!(scan(&many("<xf/>", most)), Ok(()));
        assert_eq!(scan(&many("<x:xf a='>'/>", most + 1)), Err((word, most)));
        assert_eq!(scan(&format!("<a><!--{}--></a>", many("<xf/>", 100_000))), Ok(()));
        assert_eq!(scan(&format!("<a b=\"{}\"/>", many("<xf/>", 100_000))), Ok(()));
    }

    #[test]
    fn nothing_that_a_decoder_takes_whole_is_endless() {
        let long = "x".repeat(usize::try_from(MAX_RUN + 1).expect("a length"));
        let over = Err(("workbook-cap.run", MAX_RUN));
        assert_eq!(scan(&format!("<t>{long}</t>")), over);
        assert_eq!(scan(&format!("<t a='{long}'/>")), over);
        assert_eq!(scan(&format!("<!--{}-->", many("<c>", MAX_RUN))), over);
        let run = format!("<r><t>{}</t><x/></r>", "y".repeat(1000));
        assert_eq!(scan(&format!("<si>{}</si>", many(&run, MAX_RUN / 1000 + 1))), over);
        assert_eq!(scan(&many(&format!("<si>{run}</si>"), MAX_RUN / 1000 + 1)), Ok(()));
    }

    #[test]
    fn the_name_of_a_font_is_not_copied_without_end() {
        let name = format!("<name val='{}'/>", "x".repeat(100_000));
        assert_eq!(scan(&format!("{name}{}", many("<xf/>", 10))), Ok(()));
        assert_eq!(scan(&format!("{name}{}", many("<xf/>", 10_000))), Err(("workbook-cap.style-text", MAX_STYLE_TEXT)));
    }
}
