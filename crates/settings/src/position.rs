//! Line and column of an offset in a text, without going through the text for each.

/// Offsets between two counts of characters: as far as one look-up reads.
const STEP: usize = 256;

/// Where the lines of a text begin, and how many characters stand before every so many bytes.
#[derive(Debug, Clone, Default)]
pub struct Positions {
    starts: Vec<usize>,
    chars: Vec<usize>,
}

impl Positions {
    /// The positions of a text.
    pub fn of(text: &str) -> Positions {
        let mut starts = vec![0];
        let mut chars = Vec::with_capacity(text.len() / STEP + 1);
        let mut count = 0;
        for (at, byte) in text.bytes().enumerate() {
            if at % STEP == 0 {
                chars.push(count);
            }
            count += usize::from(begins(byte));
            if byte == b'\n' {
                starts.push(at + 1);
            }
        }
        Positions { starts, chars }
    }

    /// Line and column from 1, the column in characters; the text is the one that this was made of.
    pub fn at(&self, text: &str, offset: usize) -> (usize, usize) {
        let offset = offset.min(text.len());
        let line = self.starts.partition_point(|start| *start <= offset).max(1);
        let start = self.starts.get(line - 1).copied().unwrap_or(0);
        (line, self.before(text, offset) - self.before(text, start) + 1)
    }

    /// Characters that begin before an offset.
    fn before(&self, text: &str, offset: usize) -> usize {
        let step = offset / STEP;
        match self.chars.get(step) {
            Some(count) => count + text.as_bytes()[step * STEP..offset].iter().filter(|b| begins(**b)).count(),
            None => text.bytes().filter(|b| begins(*b)).count(),
        }
    }
}

/// Whether a character begins with this byte of UTF-8.
fn begins(byte: u8) -> bool {
    byte & 0xc0 != 0x80
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_are_those_that_counting_from_the_start_gives() {
        let text = format!("名 = 1\n{}\n\nx = \"é\"\r\n", "汉a".repeat(400));
        let positions = Positions::of(&text);
        for (offset, _) in text.char_indices().chain([(text.len(), ' ')]) {
            let before = &text[..offset];
            let line = before.matches('\n').count() + 1;
            let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
            assert_eq!(positions.at(&text, offset), (line, column), "{offset}");
        }
        assert_eq!(Positions::of("").at("", 7), (1, 1));
    }
}
