//! What makes two texts the same: headers are forgiven much, values nearly nothing, names of people and schools a little.

/// Remarks of a form that say nothing about what a column holds: units, and how to fill it in.
const FORM_WORDS: &[&str] = &[
    "人",
    "名",
    "个",
    "位",
    "所",
    "班",
    "个班",
    "年",
    "岁",
    "元",
    "万元",
    "张",
    "床",
    "分",
    "分钟",
    "公里",
    "千米",
    "km",
    "度",
    "°",
    "人数",
    "个数",
    "岗",
    "个岗位",
    "people",
    "persons",
    "years",
    "minutes",
    "degrees",
    "number",
    "no.",
    "text",
    "date",
    "必填",
    "选填",
    "可选",
    "可不填",
    "非必填",
    "必填项",
    "选填项",
    "必选",
    "单选",
    "多选",
    "可多选",
    "下拉选择",
    "文本",
    "文本格式",
    "数字",
    "数值",
    "日期",
    "日期格式",
    "数字格式",
    "数值格式",
    "整数",
    "全称",
    "required",
    "optional",
    "mandatory",
    "yyyy-mm-dd",
    "yyyymmdd",
    "yyyy-mm",
    "yyyymm",
    "yyyy/mm/dd",
    "yyyy.mm",
    "yyyy",
    "年月",
    "年月日",
    "年/月/日",
    "年-月-日",
    "是/否",
    "yes/no",
    "y/n",
];

/// With one of these in it a longer remark says how to fill the column in: `只能选一门`, `格式：2020-09`.
const HOW_WORDS: &[&str] = &[
    "填写",
    "格式",
    "例如",
    "如：",
    "如:",
    "例：",
    "例:",
    "请选",
    "只能选",
    "单位：",
    "单位:",
    "按照单位公章",
    "e.g.",
];

/// With one of these in it a remark tells which part of a whole the column counts, whatever else it says.
const TELLING: &[&str] = &[
    "男",
    "女",
    "其中",
    "不含",
    "不包括",
    "不计",
    "含",
    "包括",
    "除",
    "小计",
    "合计",
    "总",
    "共",
    "新",
    "原",
    "旧",
    "拟",
    "前",
    "上年",
    "去年",
];

pub use lungang_domain::name::{half_width, key as name_key};
pub use lungang_domain::value::value_key;
use lungang_domain::value::{closing, is_closing};

/// A header reduced to what identifies it: no case, width, blanks or `_ - * :`, and no remark in brackets that is about
/// the form. Any other remark stays: `学生数（女）` is not `学生数`.
pub fn header_key(text: &str) -> String {
    reduced(text, |remark| if about_the_form(remark) { None } else { Some(remark) })
}

/// A header or the name of a table without anything in brackets.
pub fn bare_key(text: &str) -> String {
    reduced(text, |_| None)
}

/// A text with what stands in brackets apart; `None` where it has no brackets or they do not pair.
///
/// ```
/// use lungang_tables::schema::keys::remarks;
/// assert_eq!(remarks("在编（产假）"), Some(("在编".to_owned(), vec!["产假".to_owned()])));
/// assert_eq!(remarks("在编"), None);
/// assert_eq!(remarks("在编（产假"), None);
/// ```
pub fn remarks(text: &str) -> Option<(String, Vec<String>)> {
    let (mut outside, mut inside, mut open) = (String::new(), Vec::new(), Vec::new());
    for c in text.chars() {
        let plain = half_width(c);
        if let Some(close) = closing(plain) {
            if open.is_empty() {
                inside.push(String::new());
            } else {
                inside.last_mut()?.push(c);
            }
            open.push(close);
        } else if is_closing(plain) {
            (open.pop() == Some(plain)).then_some(())?;
            if !open.is_empty() {
                inside.last_mut()?.push(c);
            }
        } else if open.is_empty() {
            outside.push(c);
        } else {
            inside.last_mut()?.push(c);
        }
    }
    let own = |text: String| text.trim().to_owned();
    (open.is_empty() && !inside.is_empty()).then(|| (own(outside), inside.into_iter().map(own).collect()))
}

/// Whether a text is a unit, or another word that only says how a column is filled in.
pub(crate) fn is_unit(text: &str) -> bool {
    FORM_WORDS.contains(&value_key(text).as_str())
}

fn about_the_form(remark: &str) -> bool {
    let remark = value_key(remark);
    if remark.is_empty() || FORM_WORDS.contains(&remark.as_str()) {
        return true;
    }
    let has = |words: &[&str]| words.iter().any(|w| remark.contains(w));
    (has(HOW_WORDS) || remark.starts_with(['如', '例']) || has(&["没有填", "无则填"])) && !has(TELLING)
}

fn reduced(text: &str, keep: impl Fn(&str) -> Option<&str>) -> String {
    let mut key = String::with_capacity(text.len());
    let add = |key: &mut String, text: &str| {
        let kept = text.chars().map(half_width).filter(|c| !matches!(c, '_' | '-' | '*' | ':') && !c.is_whitespace());
        kept.for_each(|c| key.extend(c.to_lowercase()));
    };
    match remarks(text) {
        None => add(&mut key, text),
        Some((outside, inside)) => {
            add(&mut key, &outside);
            for remark in inside.iter().filter_map(|r| keep(r)) {
                key.push('(');
                add(&mut key, remark);
                key.push(')');
            }
        }
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_forgive_the_form_and_nothing_else() {
        for same in [
            "学生数",
            "* 学生数（人）",
            "学生数【必填】",
            "学 生_数:",
            "学生数〔人〕",
            "学生数(请填写在校人数)",
            "学生数（如300）",
            "学生数（没有填无）",
        ] {
            assert_eq!(header_key(same), "学生数", "{same}");
        }
        for other in
            ["学生数（女）", "学生数（2024年）", "学生数（其中填写寄宿）", "学生数(Female)", "学生数[不含幼儿]"]
        {
            assert_ne!(header_key(other), "学生数", "{other}");
            assert_eq!(bare_key(other), "学生数", "{other}");
        }
        assert_eq!(header_key("* 学校（机构）代码"), header_key("学校(机构)代码"));
    }

    #[test]
    fn names_are_the_same_in_every_width() {
        for (a, b) in [
            ("甲县第一小学（东校区）", "甲县第一小学(东校区)"),
            ("甲县第一小学　Ａ区", "甲县第一小学A区"),
            ("阿依古丽•买买提", "阿依古丽·买买提"),
        ] {
            assert_eq!(name_key(a), name_key(b));
        }
        assert_ne!(name_key("第一小学（东校区）"), name_key("第一小学"));
    }

    #[test]
    fn brackets_of_every_kind_pair() {
        for text in ["在岗(病假)", "在岗（病假）", "在岗[病假]", "在岗【病假】", "在岗〔病假〕", "在岗(病假）"]
        {
            assert_eq!(remarks(text), Some(("在岗".to_owned(), vec!["病假".to_owned()])), "{text}");
        }
        assert_eq!(remarks("a（b（c））d[e]"), Some(("ad".to_owned(), vec!["b（c）".to_owned(), "e".to_owned()])));
        for none in ["在岗", "在岗（病假", "在岗）", "在岗（病假]"] {
            assert_eq!(remarks(none), None, "{none}");
        }
    }
}
