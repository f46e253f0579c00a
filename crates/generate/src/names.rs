//! Names of people, townships and schools: put together from lists of parts, standing for nobody and nowhere.

use super::stream::Stream;
use lungang_domain::school::SchoolStage;
use lungang_domain::teacher::Sex;
use lungang_domain::words::{Lang, say};

/// A part of a name in Chinese and in Latin letters.
type Part = (&'static str, &'static str);

#[rustfmt::skip]
const SURNAMES: &[Part] = &[
    ("王", "Wang"), ("李", "Li"), ("张", "Zhang"), ("刘", "Liu"), ("陈", "Chen"), ("杨", "Yang"), ("赵", "Zhao"),
    ("黄", "Huang"), ("周", "Zhou"), ("吴", "Wu"), ("徐", "Xu"), ("孙", "Sun"), ("胡", "Hu"), ("朱", "Zhu"),
    ("高", "Gao"), ("林", "Lin"), ("何", "He"), ("郭", "Guo"), ("马", "Ma"), ("罗", "Luo"), ("梁", "Liang"),
    ("宋", "Song"), ("郑", "Zheng"), ("谢", "Xie"), ("韩", "Han"), ("唐", "Tang"), ("冯", "Feng"), ("于", "Yu"),
    ("董", "Dong"), ("萧", "Xiao"), ("程", "Cheng"), ("曹", "Cao"), ("袁", "Yuan"), ("邓", "Deng"), ("许", "Xu"),
    ("傅", "Fu"), ("沈", "Shen"), ("曾", "Zeng"), ("彭", "Peng"), ("吕", "Lü"), ("苏", "Su"), ("卢", "Lu"),
];

#[rustfmt::skip]
const GIVEN_MALE: &[Part] = &[
    ("建", "Jian"), ("国", "Guo"), ("志", "Zhi"), ("强", "Qiang"), ("军", "Jun"), ("明", "Ming"), ("伟", "Wei"),
    ("东", "Dong"), ("海", "Hai"), ("峰", "Feng"), ("宏", "Hong"), ("文", "Wen"), ("涛", "Tao"), ("勇", "Yong"),
    ("斌", "Bin"), ("凯", "Kai"), ("鹏", "Peng"), ("浩", "Hao"), ("宇", "Yu"), ("晨", "Chen"), ("博", "Bo"),
];

#[rustfmt::skip]
const GIVEN_FEMALE: &[Part] = &[
    ("丽", "Li"), ("芳", "Fang"), ("敏", "Min"), ("静", "Jing"), ("秀", "Xiu"), ("英", "Ying"), ("红", "Hong"),
    ("玉", "Yu"), ("兰", "Lan"), ("雪", "Xue"), ("梅", "Mei"), ("燕", "Yan"), ("慧", "Hui"), ("婷", "Ting"),
    ("佳", "Jia"), ("思", "Si"), ("雨", "Yu"), ("欣", "Xin"), ("月", "Yue"), ("琴", "Qin"), ("晓", "Xiao"),
];

#[rustfmt::skip]
const LONG_MALE: &[Part] = &[
    ("艾合买提", "Ehmet"), ("吐尔逊", "Tursun"), ("买买提江", "Memetjan"), ("阿不都热依木", "Abdurehim"),
    ("库尔班", "Qurban"), ("玉素甫", "Yusup"), ("依明江", "Iminjan"), ("阿山别克", "Asanbek"), ("吐尔干", "Turgan"),
    ("朱马别克", "Jumabek"), ("热合曼", "Rahman"), ("卡德尔", "Qadir"),
];

#[rustfmt::skip]
const LONG_FEMALE: &[Part] = &[
    ("阿依古丽", "Aygül"), ("古丽巴哈尔", "Gülbahar"), ("帕提古丽", "Patigül"), ("热孜万古丽", "Rizwangül"),
    ("阿依努尔", "Aynur"), ("布再娜甫", "Buzeynep"), ("迪丽努尔", "Dilnur"), ("阿娜尔古丽", "Anargül"),
    ("古丽扎提", "Gülzat"), ("阿依扎达", "Ayzada"), ("图尔荪阿依", "Tursunay"), ("佐然木", "Zohrem"),
];

#[rustfmt::skip]
const TOWN_FIRST: &[Part] = &[
    ("松", "Song"), ("雾", "Wu"), ("岚", "Lan"), ("霜", "Shuang"), ("桐", "Tong"), ("槐", "Huai"), ("榆", "Yu"),
    ("柏", "Bai"), ("芦", "Lu"), ("荻", "Di"), ("杏", "Xing"), ("梨", "Li"), ("枫", "Feng"), ("鹿", "Lu"),
    ("雁", "Yan"), ("鹤", "He"), ("鹭", "Lu"), ("鹰", "Ying"), ("砾", "Li"), ("泉", "Quan"),
];

#[rustfmt::skip]
const TOWN_SECOND: &[Part] = &[
    ("涧", "jian"), ("屏", "ping"), ("渡", "du"), ("坪", "ping"), ("坳", "ao"), ("洼", "wa"), ("滩", "tan"),
    ("湾", "wan"), ("岗", "gang"), ("峪", "yu"), ("沟", "gou"), ("垭", "ya"), ("浦", "pu"), ("汀", "ting"),
    ("堰", "yan"), ("屯", "tun"), ("埠", "bu"), ("岔", "cha"), ("甸", "dian"), ("圩", "wei"),
];

/// A place name without its kind: 松涧, Songjian.
pub(super) type PlaceName = (String, String);

/// Every place name the lists give (400), shuffled.
pub(super) fn places(s: &mut Stream) -> Vec<PlaceName> {
    let join = |a: &Part, b: &Part| (format!("{}{}", a.0, b.0), format!("{}{}", a.1, b.1));
    let mut all: Vec<PlaceName> = TOWN_FIRST.iter().flat_map(|a| TOWN_SECOND.iter().map(move |b| join(a, b))).collect();
    s.shuffle(&mut all);
    all
}

/// The name of a township: every third a town (镇), the rest 乡.
pub(super) fn township(place: &PlaceName, nth: usize, lang: Lang) -> String {
    let key = if nth.is_multiple_of(3) { "generate.town" } else { "generate.township" };
    say(lang, key, &[("place", lang.pick(&place.0, &place.1))])
}

/// The name of a county, one of many in a province.
pub(super) fn county(place: &PlaceName, nth: usize, lang: Lang) -> String {
    let args = [("place", lang.pick(place.0.as_str(), &place.1)), ("nth", &number(nth, lang))];
    say(lang, "generate.county-of-many", &args)
}

/// A person's name; two in five are of the long kind.
pub(super) fn person(s: &mut Stream, sex: Sex, lang: Lang) -> String {
    let pick = |part: &Part| lang.pick(part.0, part.1);
    if s.percent(40) {
        let own = s.pick(if sex == Sex::Male { LONG_MALE } else { LONG_FEMALE });
        let at = s.below(LONG_MALE.len() as u32) as usize;
        // Nobody is called after himself.
        let father = if LONG_MALE[at] == *own { &LONG_MALE[(at + 1) % LONG_MALE.len()] } else { &LONG_MALE[at] };
        return say(lang, "generate.person.long", &[("own", pick(own)), ("father", pick(father))]);
    }
    let given = if sex == Sex::Male { GIVEN_MALE } else { GIVEN_FEMALE };
    let surname = pick(s.pick(SURNAMES));
    let first = pick(s.pick(given));
    let second = if s.percent(70) { pick(s.pick(given)) } else { "" };
    let args = [("surname", surname), ("first", first), ("second", &second.to_lowercase())];
    say(lang, "generate.person.short", &args)
}

/// A number within a name.
fn number(n: usize, lang: Lang) -> String {
    lang.pick(numeral(n), n.to_string())
}

/// 1-9999 in Chinese numerals: 十二, 一百零三.
pub(super) fn numeral(n: usize) -> String {
    const DIGITS: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let mut out = String::new();
    let mut gap = false;
    for (unit, word) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let digit = n / unit % 10;
        if digit == 0 {
            gap |= !out.is_empty();
            continue;
        }
        if gap {
            out.push_str(DIGITS[0]);
            gap = false;
        }
        if !(unit == 10 && digit == 1 && out.is_empty()) {
            out.push_str(DIGITS[digit]);
        }
        out.push_str(word);
    }
    out
}

/// The kind of school in words.
fn kind(stage: SchoolStage, lang: Lang) -> String {
    say(lang, &format!("generate.kind.{}", stage.name()), &[])
}

/// A numbered school of the county town: 云岭县第三小学.
pub(super) fn numbered_school(county: &str, nth: usize, stage: SchoolStage, lang: Lang) -> String {
    let args = [("county", county), ("nth", &number(nth, lang)), ("kind", &kind(stage, lang))];
    say(lang, "generate.school.numbered", &args)
}

/// A school of a township: central (松涧镇中心小学), numbered village schools and teaching points (松涧镇三村小学), or the
/// only one of its kind (松涧镇初级中学).
pub(super) fn township_school(township: &str, stage: SchoolStage, rank: Rank, lang: Lang) -> String {
    let (key, nth) = match rank {
        Rank::Central => ("central", String::new()),
        Rank::Village(n) => ("village", number(n, lang)),
        Rank::Only => ("only", String::new()),
    };
    let args = [("township", township), ("nth", &nth), ("kind", &kind(stage, lang))];
    say(lang, &format!("generate.school.{key}"), &args)
}

/// How a school stands in its township.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rank {
    /// The central school.
    Central,
    /// The school of a numbered village.
    Village(usize),
    /// The only one of its kind.
    Only,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals_read_as_they_are_said() {
        let said = [
            (1, "一"),
            (10, "十"),
            (12, "十二"),
            (20, "二十"),
            (103, "一百零三"),
            (110, "一百一十"),
            (1005, "一千零五"),
        ];
        for (n, word) in said {
            assert_eq!(numeral(n), word);
        }
    }

    #[test]
    fn places_are_distinct() {
        let mut all = places(&mut Stream::new(1, "places"));
        assert_eq!(all.len(), 400);
        all.sort();
        all.dedup_by(|a, b| a.0 == b.0);
        assert_eq!(all.len(), 400);
    }
}
