//! Sums and products in 128 bits that say so when they do not fit.

/// A number did not fit into 128 bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Overflow;

/// a + b
pub(super) fn add(a: i128, b: i128) -> Result<i128, Overflow> {
    a.checked_add(b).ok_or(Overflow)
}

/// a − b
pub(super) fn sub(a: i128, b: i128) -> Result<i128, Overflow> {
    a.checked_sub(b).ok_or(Overflow)
}

/// a · b
pub(super) fn mul(a: i128, b: i128) -> Result<i128, Overflow> {
    a.checked_mul(b).ok_or(Overflow)
}

/// Two 64-bit numbers multiplied always fit.
pub(super) fn product(a: i64, b: i64) -> i128 {
    i128::from(a) * i128::from(b)
}

/// ⌈a / b⌉ for b > 0.
pub(super) fn ceil(a: i128, b: i128) -> Result<i128, Overflow> {
    let floor = a.div_euclid(b);
    add(floor, i128::from(a.rem_euclid(b) != 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounding_goes_up_and_nothing_wraps() {
        assert_eq!([ceil(7, 2), ceil(-7, 2), ceil(8, 2), ceil(0, 3)], [Ok(4), Ok(-3), Ok(4), Ok(0)]);
        assert_eq!(ceil(i128::MIN, 1), Ok(i128::MIN));
        assert_eq!([add(i128::MAX, 1), sub(i128::MIN, 1), mul(i128::MAX, 2)], [Err(Overflow); 3]);
        assert_eq!(product(i64::MIN, i64::MIN), 1 << 126);
    }
}
