//! A third language is a folder and nothing else: `tests/words` has one beside small Chinese and English ones, found and read
//! as the build finds and reads those of `data/words`.

#[path = "../build/folders.rs"]
mod folders;

use lungang_domain::words::{Dictionary, Folder, Lang};
use std::path::Path;

/// The words of a folder of languages.
fn dictionary(words: &Path) -> Dictionary {
    let found = folders::find(words).expect("folders of words");
    let text = |path: &Path| std::fs::read_to_string(path).expect("a file of words");
    let texts: Vec<(String, Vec<(String, String)>)> = found
        .into_iter()
        .map(|one| {
            let files = std::iter::once(&one.settings).chain(&one.files);
            let files = files.map(|(name, path)| (name.clone(), text(path))).collect();
            (one.code, files)
        })
        .collect();
    let lent: Vec<(&str, Vec<(&str, &str)>)> = texts
        .iter()
        .map(|(code, files)| (code.as_str(), files.iter().map(|(n, t)| (n.as_str(), t.as_str())).collect()))
        .collect();
    Dictionary::load(&lent.iter().map(folder).collect::<Vec<_>>())
}

/// A folder with its settings, which come first.
fn folder<'a>((code, files): &'a (&'a str, Vec<(&'a str, &'a str)>)) -> Folder<'a> {
    Folder { code, settings: files[0], files: &files[1..] }
}

fn small() -> Dictionary {
    dictionary(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/words"))
}

#[test]
fn a_folder_is_a_language() {
    let words = small();
    assert_eq!(words.faults(), []);
    let codes: Vec<&str> = ["zh", "en", "xx"].iter().filter_map(|c| words.lang(c)).map(|l| words.code(l)).collect();
    assert_eq!(codes, ["zh", "en", "xx"]);
    assert_eq!((words.lang("zh"), words.lang("en")), (Some(Lang::ZH), Some(Lang::EN)));
    assert_eq!((words.lang("xx_YY.UTF-8"), words.lang("XX-yy")), (words.lang("xx"), words.lang("xx")));
    assert_eq!((words.lang("xxx"), words.lang("")), (None, None));
    let third = words.lang("xx").expect("the third language");
    let settings = words.settings(third).expect("its settings");
    assert_eq!((settings.tag.as_str(), settings.font.as_str()), ("xx-XX", "Noto Sans"));
}

#[test]
fn a_language_says_its_own_words_and_takes_the_rest_from_english() {
    let words = small();
    let third = words.lang("xx").expect("the third language");
    let breached = |lang| words.say(lang, "verdict.breached", &[("count", "3")]);
    assert_eq!([Lang::ZH, Lang::EN, third].map(breached), ["审核未通过：3 处", "not clean, places: 3", "3 xxx"]);
    assert_eq!(words.say(third, "verdict.clean", &[]), "clean");
    assert_eq!((words.word(third, "verdict.clean"), words.word(Lang::EN, "verdict.clean")), (None, Some("clean")));
    assert_eq!(words.say(third, "verdict.unknown", &[]), "verdict.unknown");
    // A pair that data carry has no word for it.
    assert_eq!([Lang::ZH, Lang::EN, third].map(|lang| lang.pick("数学", "mathematics"))[2], "mathematics");
}

#[test]
fn what_cannot_be_read_is_left_out_and_told() {
    let settings = ("language", "tag = \"zh-CN\"\nfont = \"宋体\"");
    let zh = Folder { code: "zh", settings, files: &[("a", "k = \"甲\"\nn = 1"), ("b", "k = \"乙\""), ("c", "[")] };
    let en = Folder { code: "en", settings: ("language", "tag = \"en\""), files: &[] };
    let words = Dictionary::load(&[zh, en]);
    let told: Vec<String> = words.faults().iter().map(ToString::to_string).collect();
    let starts =
        ["zh/a.toml: `n` is no text: 1", "zh/b.toml: `k` stands in a.toml too", "zh/c.toml: ", "en/language.toml: "];
    assert_eq!(told.len(), starts.len(), "{told:?}");
    assert!(told.iter().zip(starts).all(|(one, start)| one.starts_with(start)), "{told:?}");
}

#[test]
fn a_folder_without_settings_is_no_language() {
    let nowhere = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let refused = folders::find(&nowhere).expect_err("the folder of stubs is not a language").to_string();
    assert!(refused.starts_with("no language.toml in: "), "{refused}");
    let alone = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    assert!(folders::find(&alone).is_err());
}

#[test]
fn the_built_in_words_begin_with_chinese_and_english() {
    assert_eq!(Lang::COMPLETE.map(Lang::code), ["zh", "en"]);
    assert_eq!(Lang::default(), Lang::ZH);
    assert_eq!(Lang::asked("en_US.UTF-8"), Some(Lang::EN));
    assert!(Dictionary::built_in().faults().is_empty());
    assert!(Lang::ALL.iter().all(|lang| Lang::asked(lang.code()) == Some(*lang)));
}
