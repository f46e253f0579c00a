//! Headers that are put together of parts which every office joins in its own way: `何时到本校`, `调入现单位任教时间`,
//! `学校所在地城乡分类`, `教学班总数`, `编制及在岗情况`. A header is one of these only where nothing of it is left over.

use super::{Header, Looks, Meaning};

/// Parts of which one stands, or none where the first of them is empty; the longest that fits is taken.
type Slot = &'static [&'static str];

/// A header by its slots, in their order.
struct Phrase {
    slots: &'static [Slot],
    /// Slots of which at least one must be filled.
    some_of: &'static [usize],
    to: &'static [(&'static str, &'static str, Looks)],
}

const HERE: Slot = &[
    "本校",
    "本校区",
    "现校区",
    "我校",
    "该校",
    "现校",
    "本单位",
    "现单位",
    "现学校",
    "现任学校",
    "现在学校",
    "现所在学校",
    "现所在单位",
    "现任教学校",
    "现任教单位",
    "现工作学校",
    "现工作单位",
    "现就职学校",
    "目前学校",
    "目前单位",
    "当前学校",
    "当前单位",
    "目前所在学校",
];

const PHRASES: &[Phrase] = &[
    // Who somebody is.
    Phrase {
        slots: &[
            &["", "参加", "本人", "拟", "已"],
            &["", "交流", "轮岗", "交流轮岗", "支教", "报名", "申请", "派出", "选派", "在编", "在职"],
            &["", "教师", "职工", "教职工", "教工", "员工", "人员", "老师", "职员", "教员", "人"],
            &["姓名", "名字"],
        ],
        some_of: &[],
        to: &[("teachers", "name", Looks::Person)],
    },
    Phrase {
        slots: &[
            &["", "公民", "居民", "有效", "本人", "教师", "个人", "二代"],
            &["身份证", "身份证件", "身份", "证件"],
            &["号", "号码", "编号", "编码", "证号", "件号", "件号码"],
        ],
        some_of: &[],
        to: &[("teachers", "identity", Looks::Identity)],
    },
    Phrase {
        slots: &[
            &["教师", "教工", "教职工", "职工", "人员", "员工", "教师个人", "教职员工"],
            &["", "唯一", "统一"],
            &["编号", "编码", "代码", "工号", "号", "识别码", "标识码", "id", "识别号", "标识号"],
        ],
        some_of: &[],
        to: &[("teachers", "teacher_id", Looks::Code)],
    },
    // The day on which somebody came to the school.
    Phrase {
        slots: &[
            &["", "何时", "何年", "何年何月", "什么时间", "什么时候", "哪年哪月", "最近一次", "最后一次"],
            &[
                "",
                "进入",
                "调入",
                "调到",
                "调至",
                "分配到",
                "分配至",
                "到",
                "至",
                "来",
                "来到",
                "入",
                "进",
                "入职",
                "任教于",
                "任职",
            ],
            HERE,
            &["", "任教", "工作", "任职", "从教", "报到", "起始", "任教起始", "工作起始", "起"],
            &["", "的"],
            &["", "时间", "年月", "日期", "年月日", "年份", "起始时间", "起始年月", "开始时间"],
        ],
        some_of: &[0, 5],
        to: &[("teachers", "joined_school", Looks::Date)],
    },
    // What is taught.
    Phrase {
        slots: &[
            &["", "现", "现在", "目前", "主要", "本学期", "本学年", "实际", "教师"],
            &["任教", "所教", "教授", "任课", "授课", "教学", "执教", "所任", "所授", "从教", "担任", "承担", "任"],
            &["", "的", "主要", "任教", "教学"],
            &["学科", "科目", "课程", "专业", "课目", "学科名称"],
        ],
        some_of: &[],
        to: &[("teachers", "subjects", Looks::Subject)],
    },
    // The title that is engaged; one that is only held is known by its own words.
    Phrase {
        slots: &[
            &["", "现", "现任", "现聘", "现聘任", "现有", "已聘", "聘任", "受聘", "目前", "所聘", "教师"],
            &["", "专业技术", "专技", "技术", "教师"],
            &["职称", "技术职务", "专业职务"],
            &["", "名称", "等级", "级别", "情况", "层级"],
        ],
        some_of: &[],
        to: &[("teachers", "title", Looks::Title)],
    },
    // Town or country.
    Phrase {
        slots: &[
            &["", "学校", "单位", "校点"],
            &["", "所在地", "驻地", "所在", "所属", "位置", "地域", "办学地"],
            &["", "的"],
            &[
                "城乡",
                "城镇乡村",
                "城区镇区乡村",
                "城乡地域",
                "城镇/乡村",
                "城/乡",
                "城/镇/乡",
                "城区/镇区/乡村",
                "城镇农村",
                "城镇/农村",
            ],
            &["", "分类", "类型", "类别", "属性", "性质", "区域", "划分", "情况"],
            &["", "代码"],
        ],
        some_of: &[],
        to: &[("schools", "area", Looks::Area)],
    },
    // Whether somebody is at work.
    Phrase {
        slots: &[
            &["", "目前", "现", "当前", "现在", "实际"],
            &["", "教师", "人员", "教职工", "本人", "任教"],
            &[
                "在岗",
                "工作",
                "岗位",
                "任职",
                "在编",
                "编制",
                "在编在岗",
                "在编及在岗",
                "编制及在岗",
                "编制在岗",
                "在岗在编",
                "在岗及在编",
                "上岗",
                "在职",
                "在职在岗",
            ],
            &["", "与否"],
            &["状态", "情况", "状况", "与否", "现状"],
        ],
        some_of: &[],
        to: &[("teachers", "status", Looks::Status), ("teachers", "established", Looks::YesNo)],
    },
    // Classes and pupils.
    Phrase {
        slots: &[
            &["", "现有", "学校", "全校", "本校", "共有"],
            &["教学班", "班级", "班", "教学班级"],
            &["", "总", "合计", "个", "总个"],
            &["", "数", "数量", "合计", "总计", "总数"],
        ],
        some_of: &[0, 2, 3],
        to: &[("schools", "classes", Looks::Count)],
    },
    Phrase {
        slots: &[
            &["", "现有", "学校", "全校", "本校", "共有", "在校", "在籍", "现有在校"],
            &["学生", "在校生", "在籍生", "在校学生", "在籍学生"],
            &["", "总", "合计", "人"],
            &["", "数", "人数", "数量", "合计", "总计", "总数", "总人数"],
        ],
        some_of: &[0, 2, 3],
        to: &[("schools", "pupils", Looks::Count)],
    },
    Phrase {
        slots: &[
            &["", "其中", "其中:", "在校"],
            &["寄宿", "住宿", "住校", "内宿"],
            &["", "生", "学生"],
            &["", "总"],
            &["", "数", "人数", "数量", "总数"],
        ],
        some_of: &[2, 4],
        to: &[("schools", "boarding", Looks::Count)],
    },
];

/// What a key means that is one of these; `None` where it is none.
pub(super) fn read(key: &str) -> Option<Header> {
    let phrase = PHRASES.iter().find(|phrase| phrase.is(key))?;
    let meaning = |(table, column, looks): &(&'static str, &'static str, Looks)| Meaning {
        table,
        column: (*column).to_owned(),
        weight: 80,
        looks: Some(*looks),
    };
    Some(Header::Means { columns: phrase.to.iter().map(meaning).collect(), otherwise_not_needed: false })
}

impl Phrase {
    fn is(&self, key: &str) -> bool {
        fits(key, self.slots, &mut Vec::new(), self.some_of)
    }
}

/// Whether a text is filled by the slots; `filled` says which of those before have something.
fn fits(rest: &str, slots: &[Slot], filled: &mut Vec<bool>, some_of: &[usize]) -> bool {
    let Some((slot, behind)) = slots.split_first() else {
        return rest.is_empty() && (some_of.is_empty() || some_of.iter().any(|at| filled.get(*at) == Some(&true)));
    };
    slot.iter().any(|part| {
        let Some(after) = rest.strip_prefix(part) else { return false };
        filled.push(!part.is_empty());
        let fits = fits(after, behind, filled, some_of);
        filled.pop();
        fits
    })
}
