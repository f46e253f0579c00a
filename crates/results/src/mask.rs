//! Masked names for what is published (公示) or shown on a terminal: the surname stays, the rest becomes stars. The files of
//! a plan are the office's own and name people.
//!
//! Whether a list is masked is the policy's decision (`disclosure.mask-names`); a person is always known by id.

use lungang_domain::policy::Policy;

/// Hides all but the beginning of a name.
///
/// A name in Chinese characters keeps its first character, and each of the others becomes a star; a dot between the
/// parts of a name stays. Of a name in any other script every word keeps its first letter and gets one star, so that
/// the length of the word does not give it away. An empty name stays empty.
///
/// ```
/// use lungang_results::mask::mask;
/// assert_eq!(mask("张三"), "张*");
/// assert_eq!(mask("欧阳娜娜"), "欧***");
/// assert_eq!(mask("阿依古丽·买买提"), "阿***·***");
/// assert_eq!(mask("Aygul Memet"), "A* M*");
/// ```
pub fn mask(name: &str) -> String {
    let name = name.trim();
    match name.chars().next() {
        Some(first) if is_han(first) => mask_han(name),
        Some(_) => name.split_whitespace().map(mask_word).collect::<Vec<_>>().join(" "),
        None => String::new(),
    }
}

/// The name as the policy lets it be shown.
pub fn shown(policy: &Policy, name: &str) -> String {
    if policy.disclosure.mask_names.value { mask(name) } else { name.to_owned() }
}

fn mask_han(name: &str) -> String {
    let star = |(position, c): (usize, char)| match c {
        _ if position == 0 => c,
        '·' | '•' | '・' | ' ' => c,
        _ => '*',
    };
    name.chars().enumerate().map(star).collect()
}

fn mask_word(word: &str) -> String {
    let first = word.chars().next().map(String::from).unwrap_or_default();
    if word.chars().nth(1).is_some() { first + "*" } else { first }
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}')
}

#[cfg(test)]
mod tests {
    use super::mask;

    #[test]
    fn a_surname_stays_and_the_rest_goes() {
        for (name, masked) in [
            ("张三", "张*"),
            ("张三丰", "张**"),
            ("欧阳娜娜", "欧***"),
            (" 李 四 ", "李 *"),
            ("Budi Santoso, S.Pd.", "B* S* S*"),
            ("ئايگۈل", "ئ*"),
            ("X", "X"),
            ("=SUM(A1)", "=*"),
            ("", ""),
            ("  ", ""),
        ] {
            assert_eq!(mask(name), masked, "{name}");
        }
    }
}
