//! Values of arguments that have a form of their own; an error is the text as it was typed.

use lungang_runner::whatif::Shard;
use std::time::Duration;

/// `90`, `0.5`: seconds above nothing.
pub(super) fn seconds(text: &str) -> Result<Duration, String> {
    let seconds = text.parse().map_err(|_| text.to_owned())?;
    let time = Duration::try_from_secs_f64(seconds).map_err(|_| text.to_owned())?;
    if time.is_zero() { Err(text.to_owned()) } else { Ok(time) }
}

/// `2/4`: the second of four shares.
pub(super) fn shard(text: &str) -> Result<Shard, String> {
    Shard::parse(text).ok_or_else(|| text.to_owned())
}

/// `0.01`, `1%`: a share from 0 to below 1.
pub(super) fn share(text: &str) -> Result<f64, String> {
    let (number, of) = text.strip_suffix('%').map_or((text, 1.0), |n| (n, 100.0));
    let share = number.parse::<f64>().map_err(|_| text.to_owned())? / of;
    if (0.0..1.0).contains(&share) { Ok(share) } else { Err(text.to_owned()) }
}
