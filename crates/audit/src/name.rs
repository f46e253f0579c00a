//! Whether a name as written may be the name of the roster, masked or not.

/// Blanks and the kind of dot between the parts of a name do not matter, nor does the apostrophe that guards a text from
/// spreadsheets; a star stands for one character or more.
pub fn may_be(written: &str, roster: &str) -> bool {
    let written = written.strip_prefix('\'').unwrap_or(written);
    let roster = roster.strip_prefix('\'').unwrap_or(roster);
    fits(&plain(written), &plain(roster))
}

fn plain(name: &str) -> Vec<char> {
    let dot = |c| if matches!(c, '•' | '・' | '．' | '.') { '·' } else { c };
    let star = |c| if matches!(c, '＊' | '×' | '某') { '*' } else { c };
    name.chars().filter(|c| !c.is_whitespace()).map(|c| star(dot(c))).flat_map(char::to_lowercase).collect()
}

/// Walks both, and goes back to the last star where they part.
fn fits(pattern: &[char], text: &[char]) -> bool {
    let (mut p, mut t) = (0, 0);
    let mut star: Option<(usize, usize)> = None;
    while t < text.len() {
        if pattern.get(p) == Some(&'*') {
            star = Some((p, t));
            (p, t) = (p + 1, t + 1);
        } else if pattern.get(p) == text.get(t) {
            (p, t) = (p + 1, t + 1);
        } else if let Some((at, from)) = star {
            star = Some((at, from + 1));
            (p, t) = (at + 1, from + 2);
        } else {
            return false;
        }
    }
    t == text.len() && p == pattern.len()
}

#[cfg(test)]
mod tests {
    use super::may_be;

    #[test]
    fn a_mask_fits_its_name_and_no_other() {
        for (written, roster) in [
            ("张三", "张三"),
            ("张 三", "张三"),
            ("张*", "张三"),
            ("张**", "张三丰"),
            ("张*丰", "张三丰"),
            ("阿***·***", "阿依古丽•买买提"),
            ("A* M*", "Aygul Memet"),
            ("'=T1", "=T1"),
        ] {
            assert!(may_be(written, roster), "{written} {roster}");
        }
        for (written, roster) in [("李四", "张三"), ("李*", "张三"), ("张*", "张"), ("张***", "张三"), ("张", "张三")]
        {
            assert!(!may_be(written, roster), "{written} {roster}");
        }
    }
}
