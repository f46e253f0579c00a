//! Yes and no, as forms are ticked: `是`, `√`, `1-是`, `不服从`.

use super::said::parted;
use super::vocabulary::Form;
use super::{Reading, why};
use lungang_tables::schema::{NO, YES};

const FORM: Form = Form("yes-no");

/// Whether a cell says yes.
pub fn read(cell: &str) -> Reading<bool> {
    let said = parted(cell);
    if said.code.is_none() && said.word.is_empty() {
        return Reading::Nothing;
    }
    let word = match (&said.code, said.word.as_str()) {
        (Some(code), "") => code.as_str(),
        (_, word) => word,
    };
    let Some(yes) = plain(word) else {
        return if super::nothing(cell) { Reading::Nothing } else { Reading::ask(why::UNKNOWN) };
    };
    // `1-否`, `否（是）`
    let differs = said.code.as_deref().is_some_and(|code| matches!((code, yes), ("1", false) | ("0", true)));
    match said.inside.first() {
        _ if differs => Reading::may_be(yes, why::CODE_AND_WORD),
        None => Reading::Is(yes),
        Some(inside) if plain(inside) == Some(yes) => Reading::Is(yes),
        // `是（已撤回）`: what follows may undo it.
        Some(_) => Reading::ask(why::REMARK),
    }
}

/// What one word says; `无` is no, as in the tables of a county.
fn plain(word: &str) -> Option<bool> {
    if YES.contains(&word) {
        return Some(true);
    }
    if NO.contains(&word) {
        return Some(false);
    }
    FORM.word(word)?.is.as_deref().map(|is| is == "yes")
}
