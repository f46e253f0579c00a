//! The words of columns that take one of a few, with every way a table may write them.

use super::Choice;
use super::keys::{remarks, value_key};

/// What a school teaches; names as in [`lungang_domain::school::SchoolStage`].
pub static SCHOOL_STAGES: [Choice; 4] = [
    Choice::new("primary", "小学", &["完全小学", "完小", "初小", "村小", "中心小学", "primary school", "elementary"]),
    Choice::new("junior", "初中", &["初级中学", "中学", "junior high", "junior secondary", "middle school"]),
    Choice::new(
        "nine_year",
        "九年一贯制",
        &["九年一贯制学校", "九年制", "九年一贯", "九年制学校", "一贯制", "9年一贯制", "nine-year", "nine year"],
    ),
    Choice::new(
        "teaching_point",
        "教学点",
        &["小学教学点", "村教学点", "村小教学点", "teaching point", "teaching-point"],
    ),
];

/// The stage of a post or a teacher.
pub static PARTS: [Choice; 2] = [
    Choice::new("primary", "小学", &["小学段", "小学部", "elementary"]),
    Choice::new("junior", "初中", &["初中段", "初中部", "中学", "junior high", "junior secondary"]),
];

/// The stage of an authorised total.
pub static AUTHORISED_STAGES: [Choice; 3] = [
    Choice::new("primary", "小学", &["小学段"]),
    Choice::new("junior", "初中", &["初中段", "中学"]),
    Choice::new(
        "total",
        "合计",
        &["总计", "全县", "总额", "全部", "全县合计", "全县总计", "共计", "总数", "all", "county", "grand total"],
    ),
];

/// Where a school lies.
pub static AREAS: [Choice; 3] = [
    Choice::new("urban", "城区", &["城市", "市区", "主城区", "城乡结合区", "city"]),
    Choice::new("town", "镇区", &["县城", "县镇", "城镇", "镇", "镇中心区", "镇乡结合区", "乡镇"]),
    Choice::new("rural", "乡村", &["农村", "村", "乡", "村庄", "乡中心区", "village", "country"]),
];

/// How a school is rated.
pub static TIERS: [Choice; 3] = [
    Choice::new("quality", "优质", &["优质校", "优质学校", "示范", "示范校", "重点"]),
    Choice::new("ordinary", "普通", &["普通校", "普通学校", "一般", "一般学校", "normal"]),
    Choice::new("weak", "薄弱", &["薄弱校", "薄弱学校"]),
];

/// Who runs a school.
pub static OWNERSHIPS: [Choice; 2] = [
    Choice::new("public", "公办", &["公立", "教育部门办", "教育部门", "公办学校", "state"]),
    Choice::new("private", "民办", &["私立", "民办学校", "社会力量办"]),
];

/// Sex.
pub static SEXES: [Choice; 2] =
    [Choice::new("male", "男", &["男性", "m", "man"]), Choice::new("female", "女", &["女性", "f", "woman"])];

/// Professional title.
pub static TITLES: [Choice; 4] = [
    Choice::new(
        "none",
        "未定级",
        &["无", "未评", "未评级", "未评职称", "未定职级", "见习", "见习期", "暂无", "未聘", "no title"],
    ),
    Choice::new(
        "junior",
        "初级",
        &[
            "二级",
            "三级",
            "二级教师",
            "三级教师",
            "助理级",
            "员级",
            "小学一级",
            "小学二级",
            "中学二级",
            "中学三级",
            "小学一级教师",
            "小学二级教师",
            "小学三级教师",
            "中学二级教师",
            "中学三级教师",
            "中小学二级教师",
            "中小学三级教师",
            "中小学二级",
            "中小学三级",
        ],
    ),
    Choice::new(
        "intermediate",
        "中级",
        &[
            "一级",
            "一级教师",
            "小学高级",
            "中学一级",
            "小教高级",
            "中教一级",
            "小学高级教师",
            "中学一级教师",
            "中小学一级教师",
            "中小学一级",
        ],
    ),
    Choice::new(
        "senior",
        "高级",
        &[
            "正高级",
            "副高级",
            "高级教师",
            "正高级教师",
            "正高",
            "副高",
            "中学高级",
            "中教高级",
            "特级教师",
            "中学高级教师",
            "中小学高级教师",
            "中小学正高级教师",
            "中小学高级",
        ],
    ),
];

/// Whether a teacher is at work.
pub static STATUSES: [Choice; 5] = [
    Choice::new(
        "on_duty",
        "在岗",
        &["在编在岗", "在职", "在职在岗", "正常", "在编", "在校", "任教", "on duty", "on-duty", "active"],
    )
    .everyday(),
    Choice::new(
        "leave",
        "请假",
        &[
            "病假",
            "事假",
            "产假",
            "长期病假",
            "休假",
            "育儿假",
            "离岗休养",
            "病休",
            "长期病休",
            "进修",
            "脱产进修",
            "on leave",
        ],
    ),
    Choice::new("seconded", "借调", &["借出", "借用", "外借", "抽调", "借调在外", "挂职", "驻村", "驻村帮扶"]),
    Choice::new(
        "absent",
        "不在岗",
        &["待岗", "离岗", "离岗创业", "在编不在岗", "停薪留职", "停职", "旷工", "失联", "离职", "辞职", "away"],
    ),
    Choice::new("retired", "退休", &["已退休", "内退", "离退休", "离休"]),
];

/// What a teacher does at school.
pub static ROLES: [Choice; 5] = [
    Choice::new("teacher", "教师", &["专任教师", "任课教师", "普通教师", "专任", "中层干部", "教研组长"]).everyday(),
    Choice::new("principal", "校长", &["正校长", "校长书记", "书记", "党支部书记", "书记兼校长", "headteacher"]),
    Choice::new(
        "vice_principal",
        "副校长",
        &["副书记", "教学副校长", "vice principal", "vice-principal", "deputy principal"],
    ),
    Choice::new("administrator", "行政", &["行政人员", "管理人员", "行政管理", "职员", "admin"]),
    Choice::new(
        "support",
        "工勤",
        &["工勤人员", "教辅", "教辅人员", "安保", "后勤", "后勤人员", "保安", "宿管", "校医", "staff"],
    ),
];

/// What a pin asks.
pub static PIN_KINDS: [Choice; 4] = [
    Choice::new("post", "派到", &["指定", "派往", "指派", "安排", "assign"]),
    Choice::new("forbid", "不派", &["禁止", "不得派往", "不去", "排除", "exclude"]),
    Choice::new("stay", "留任", &["留校", "不动", "保留", "keep"]),
    Choice::new("leave", "必须交流", &["必须调出", "调出", "必动", "必须流动", "move"]),
];

/// What has happened since a plan was published; names as in [`lungang_domain::replan::EventKind`].
pub static EVENT_KINDS: [Choice; 11] = [
    Choice::new("illness", "患病", &["生病", "病假", "长期病假", "重病", "ill", "sick"]),
    Choice::new("maternity", "产假", &["生育", "怀孕", "孕产", "生育假", "pregnancy"]),
    Choice::new("resignation", "辞职", &["离职", "调离", "调出县外", "去世", "resigned", "left"]),
    Choice::new("retirement", "退休", &["retired"]),
    Choice::new("secondment", "借调", &["抽调", "挂职", "驻村", "seconded"]),
    Choice::new("return", "返岗", &["复职", "销假", "返校", "病愈返岗", "back"]),
    Choice::new("exempt", "免予交流", &["暂缓交流", "不宜交流", "免交流", "exemption"]),
    Choice::new(
        "objection-upheld",
        "异议成立",
        &["申诉成立", "异议", "公示异议成立", "objection upheld", "objection", "appeal upheld"],
    ),
    Choice::new("new-school", "新办学校", &["新建学校", "新增学校", "new school", "school opened"]),
    Choice::new("closed-school", "撤并学校", &["撤校", "停办", "撤并", "学校撤并", "closed school", "school closed"]),
    Choice::new("changed-need", "需求变化", &["需求变动", "岗位变化", "changed need", "need changed"]),
];

/// What a projection foresees.
pub static PROJECTION_KINDS: [Choice; 6] = [
    Choice::new(
        "pupils",
        "学生数",
        &["学生", "在校生", "在校生数", "在校学生数", "学生人数", "students", "enrolment", "enrollment"],
    ),
    Choice::new("classes", "班级数", &["班级", "班数", "教学班", "教学班数", "class"]),
    Choice::new(
        "recruits",
        "招聘",
        &["新教师", "新招聘", "招聘教师", "新进教师", "补充教师", "招录", "recruit", "hires", "new teachers"],
    ),
    Choice::new("departure", "离职", &["调出", "调离", "辞职", "退出", "提前退休", "departures", "resignation"]),
    Choice::new("leave", "请假", &["离岗", "休假", "病假", "产假", "脱产进修", "on leave"]),
    Choice::new("return", "返岗", &["复岗", "回岗", "返校", "销假", "returns", "back"]),
];

/// Which way an assignment goes.
pub static DIRECTIONS: [Choice; 3] = [
    Choice::new("down", "下行", &["城镇到乡村", "下派", "派往乡村", "派出到接收"]),
    Choice::new("up", "上行", &["跟岗", "乡村到城镇", "上挂", "上派"]),
    Choice::new("level", "平行", &["平调", "平级", "同类学校", "平行交流"]),
];

/// Words for yes.
pub static YES: &[&str] = &["yes", "是", "1", "true", "y", "有", "√", "对", "需要"];

/// Words for no.
pub static NO: &[&str] = &["no", "否", "0", "false", "n", "无", "没有", "×", "不", "不需要", "非"];

/// The choice that a word means, whatever its case and width.
pub fn choose(choices: &'static [Choice], word: &str) -> Option<&'static Choice> {
    // Nearly every cell is written as the list has it.
    let written = |c: &&Choice| c.name == word || c.zh == word || c.aliases.contains(&word);
    choices.iter().find(written).or_else(|| {
        let key = value_key(word);
        choices.iter().find(|c| c.is(&key))
    })
}

/// What a cell of a column of choices means, brackets and all.
#[derive(Debug, Clone, Copy)]
pub enum Chosen {
    /// It is one of the words, or says the same twice: `请假（病假）`.
    Plain(&'static Choice),
    /// Of two words that differ the one that is not what everybody is: `在编（产假）`.
    Sharper(&'static Choice),
    /// A word that is not what everybody is, with a remark that is none: `借调（县委办）`.
    Remarked(&'static Choice),
    /// None of the words, or none that can be told to go before the others.
    Unknown,
}

/// Reads a cell of a column of choices. A remark in brackets is content: it is understood, or the word before it is not
/// taken for what everybody is.
pub fn choose_remarked(choices: &'static [Choice], text: &str) -> Chosen {
    if let Some(choice) = choose(choices, text) {
        return Chosen::Plain(choice);
    }
    let Some((outside, inside)) = remarks(text) else { return Chosen::Unknown };
    let Some(outer) = choose(choices, &outside) else { return Chosen::Unknown };
    let known: Vec<&'static Choice> = inside.iter().filter_map(|word| choose(choices, word)).collect();
    let mut sharp: Vec<&'static Choice> = [outer].into_iter().chain(known.iter().copied()).collect();
    let alike = sharp.iter().all(|c| c.name == outer.name);
    let ranked = choices.iter().any(|c| c.everyday);
    sharp.retain(|c| !c.everyday);
    sharp.sort_unstable_by_key(|c| c.name);
    sharp.dedup_by_key(|c| c.name);
    match (known.len() == inside.len(), alike, &sharp[..]) {
        (true, true, _) => Chosen::Plain(outer),
        (true, false, [only]) if ranked => Chosen::Sharper(only),
        (false, _, [only]) if ranked => Chosen::Remarked(only),
        _ => Chosen::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use lungang_domain::county::PinKind;
    use lungang_domain::replan::EventKind;
    use lungang_domain::school::{Area, Part, SchoolStage, Tier};
    use lungang_domain::teacher::{Role, Sex, Status, Title};

    #[test]
    fn the_words_of_a_column_are_those_that_the_county_knows() {
        let known: [(&[Choice], Vec<&str>); 10] = [
            (&SCHOOL_STAGES, SchoolStage::ALL.iter().map(|one| one.name()).collect()),
            (&PARTS, Part::ALL.iter().map(|one| one.name()).collect()),
            (&AREAS, Area::ALL.iter().map(|one| one.name()).collect()),
            (&TIERS, Tier::ALL.iter().map(|one| one.name()).collect()),
            (&SEXES, Sex::ALL.iter().map(|one| one.name()).collect()),
            (&TITLES, Title::ALL.iter().map(|one| one.name()).collect()),
            (&STATUSES, Status::ALL.iter().map(|one| one.name()).collect()),
            (&ROLES, Role::ALL.iter().map(|one| one.name()).collect()),
            (&PIN_KINDS, PinKind::ALL.iter().map(|one| one.name()).collect()),
            (&EVENT_KINDS, EventKind::ALL.iter().map(|one| one.name()).collect()),
        ];
        for (choices, names) in known {
            assert_eq!(choices.iter().map(|choice| choice.name).collect::<Vec<_>>(), names);
        }
    }
}
