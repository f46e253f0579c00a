//! The deletion filter: what is left of a set that has no plan once everything that it does not need is taken out.

/// Takes out of a set, larger pieces first, what it does not need to fail; `true` where each one that is left was shown to be
/// needed. `fails` says of a part of the set whether it leaves no plan; `None` where a limit came before that was known.
///
/// # Errors
/// What `fails` ends with.
pub(crate) fn shrink<T: Copy, E>(
    mut set: Vec<T>,
    mut fails: impl FnMut(&[T]) -> Result<Option<bool>, E>,
) -> Result<(Vec<T>, bool), E> {
    let (mut proven, mut size) = (true, (set.len() / 2).max(1));
    loop {
        let mut at = 0;
        while at < set.len() {
            let end = (at + size).min(set.len());
            let rest: Vec<T> = [&set[..at], &set[end..]].concat();
            match fails(&rest)? {
                Some(true) => set = rest,
                Some(false) => at = end,
                None => {
                    // A large piece is looked at again in smaller ones.
                    proven &= size > 1;
                    at = end;
                }
            }
        }
        if size == 1 {
            return Ok((set, proven));
        }
        size /= 2;
    }
}

#[cfg(test)]
mod tests {
    use super::shrink;

    /// Fails while it holds all of these.
    fn needs(all: &[u32]) -> impl FnMut(&[u32]) -> Result<Option<bool>, ()> {
        move |kept| Ok(Some(all.iter().all(|n| kept.contains(n))))
    }

    #[test]
    fn what_is_needed_is_left() {
        assert_eq!(shrink((0..13).collect(), needs(&[2, 7, 12])), Ok((vec![2, 7, 12], true)));
        assert_eq!(shrink(vec![5], needs(&[5])), Ok((vec![5], true)));
        assert_eq!(shrink(vec![5, 6], needs(&[])), Ok((vec![], true)));
    }

    #[test]
    fn what_a_limit_hides_is_left_and_said() {
        let mut asked = 0;
        let known_at_first = |kept: &[u32]| {
            asked += 1;
            Ok::<_, ()>((asked < 3).then(|| kept.contains(&1)))
        };
        let (set, proven) = shrink((0..4).collect(), known_at_first).expect("nothing fails");
        assert!(set.contains(&1) && !proven, "{set:?}");
    }
}
