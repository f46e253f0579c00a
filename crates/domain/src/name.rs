//! Names of people and schools: which writings are one name, and whether a name as written may be another's masked.

/// Full-width forms of ASCII and the full-width blank as ASCII.
pub fn half_width(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '\u{3000}' => ' ',
        other => other,
    }
}

/// What identifies a name: no case, width or blanks, one kind of brackets, one kind of dot between its parts, and no
/// apostrophe that guards a text from spreadsheets.
pub fn key(name: &str) -> String {
    let name = name.strip_prefix('\'').unwrap_or(name);
    let same = |c: char| match half_width(c) {
        '[' | '【' | '〔' => '(',
        ']' | '】' | '〕' => ')',
        '•' | '・' | '.' | '‧' | '∙' => '·',
        other => other,
    };
    name.chars().map(same).filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}

/// Whether the two are one name, or the one as written is the other masked: a star stands for one character or more.
pub fn may_be(written: &str, roster: &str) -> bool {
    let star = |c| if matches!(c, '×' | '某') { '*' } else { c };
    let written: Vec<char> = key(written).chars().map(star).collect();
    let roster: Vec<char> = key(roster).chars().map(star).collect();
    fits(&written, &roster)
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
            ("张三（大）", "张三(大)"),
        ] {
            assert!(may_be(written, roster), "{written} {roster}");
        }
        for (written, roster) in [("李四", "张三"), ("李*", "张三"), ("张*", "张"), ("张***", "张三"), ("张", "张三")]
        {
            assert!(!may_be(written, roster), "{written} {roster}");
        }
    }
}
