//! The optional tables: one row says one thing about a school, a teacher or both.

use super::column::{Column, Kept, specs};
use super::{
    AUTHORISED_STAGES, ColumnSpec, DIRECTIONS, Kind, PARTS, PIN_KINDS, PROJECTION_KINDS, ROLES, TableSpec, Unit,
};
use crate::validate::{
    ApplicationDraft, AuthorisedDraft, NeedDraft, PinDraft, PostingDraft, ProjectionDraft, RelativeDraft, ScoreDraft,
    TripDraft, WishDraft,
};
use crate::write::{AuthorisedRow, TravelRow, Value};
use lungang_domain::county::{Application, NeedRow, Pin, PinKind, Posting, Relative, Score, Wish};
use lungang_domain::projection::Projection;
use lungang_domain::school::Part;

const SCHOOL_ALSO: &[&str] =
    &["学校编码", "学校ID", "学校标识码", "学校编号", "学校", "志愿学校", "志愿学校代码", "school code", "school"];
const TEACHER_ALSO: &[&str] =
    &["教师代码", "教师ID", "工号", "职工号", "教师工号", "人员编号", "编号", "teacher code", "teacher"];
const FROM_ALSO: &[&str] = &["原学校", "派出学校", "派出学校代码", "调出学校", "现学校代码", "现学校", "from"];
const TO_ALSO: &[&str] = &["接收学校", "交流学校", "交流学校代码", "调入学校", "派往学校", "to"];

pub(super) const fn school_id() -> ColumnSpec {
    ColumnSpec::new("school_id", "学校代码", Kind::Id).also(SCHOOL_ALSO)
}

const fn any_teacher_id() -> ColumnSpec {
    ColumnSpec::new("teacher_id", "教师编号", Kind::Id).also(TEACHER_ALSO)
}

pub(super) const fn teacher_id() -> ColumnSpec {
    any_teacher_id().required().doc("教师编号", "The teacher")
}

/// The name beside a teacher's id.
pub(super) const fn teacher_name() -> ColumnSpec {
    ColumnSpec::new("teacher_name", "教师姓名", Kind::Text).also(&["姓名", "name"]).doc(
        "姓名；只与教师表核对，不一致时提示",
        "The name; only compared with the roster, and reported where it differs",
    )
}

/// The name beside a school's id.
const fn named_school(name: &'static str, zh: &'static str) -> ColumnSpec {
    ColumnSpec::new(name, zh, Kind::Text).doc(
        "名称；只与学校表核对，不一致时提示",
        "The name; only compared with the schools table, and reported where it differs",
    )
}

pub(super) const fn school_name() -> ColumnSpec {
    named_school("school_name", "学校名称").also(&["校名", "学校全称", "志愿学校名称", "接收学校名称", "school name"])
}

pub(super) const fn subject() -> ColumnSpec {
    ColumnSpec::new("subject", "学科", Kind::Subject).also(&["任教学科", "科目", "岗位学科", "subjects"])
}

pub(super) const fn stage() -> ColumnSpec {
    ColumnSpec::new("stage", "学段", Kind::Choice(&PARTS)).also(&["任教学段", "part"])
}

const fn start() -> ColumnSpec {
    ColumnSpec::new("start", "开始日期", Kind::Date)
        .also(&["开始时间", "起始日期", "交流开始时间", "start date"])
        .doc("第一天", "First day")
}

const fn end() -> ColumnSpec {
    ColumnSpec::new("end", "结束日期", Kind::Date)
        .also(&["结束时间", "截止日期", "交流结束时间", "end date"])
        .doc("最后一天；只写到月的，指该月最后一天", "Last day; of a month alone, its last")
}

/// Overrides of computed needs.
pub(crate) const NEEDS: Kept<NeedDraft, NeedRow> = {
    const COLUMNS: &[Column<NeedDraft, NeedRow>] = &[
        school_id()
            .required()
            .doc("学校代码", "The school")
            .io(|c, d| d.school = c.school(), |p, r| p.school(r.school)),
        stage()
            .doc("学段；九年一贯制学校必填", "Stage; needed for a nine-year school")
            .io(|c, d| d.part = c.part_of_need(d.school), |p, r| p.choice(r.part.name())),
        subject().required().doc("学科", "The subject").io(|c, d| d.subject = c.subject(), |p, r| p.subject(r.subject)),
        ColumnSpec::new("required", "所需岗位数", Kind::Int { min: 0, max: 500, unit: Unit::Posts })
            .required()
            .also(&["需求数", "所需教师数", "需求人数", "岗位数"])
            .doc("所需教师岗位数", "Posts required")
            .io(|c, d| d.required = c.count(), |_, r| Value::int(r.required)),
        ColumnSpec::new("limit", "上限", Kind::Int { min: 0, max: 500, unit: Unit::Posts })
            .also(&["人数上限", "岗位上限", "max"])
            .doc("交流后该学科教师数的上限", "Most teachers who may serve there after the moves")
            .io(|c, d| d.limit = c.count(), |_, r| Value::maybe(r.limit)),
        ColumnSpec::new("weight", "权重", Kind::Int { min: 0, max: 10_000, unit: Unit::Plain })
            .also(&["缺岗权重", "优先级"])
            .doc("每缺一岗的权重，替代政策计算的权重", "Weight of a short post, in place of the policy's")
            .io(|c, d| d.weight = c.count(), |_, r| Value::maybe(r.weight)),
    ];
    const SPECS: [ColumnSpec; COLUMNS.len()] = specs(COLUMNS);
    let spec = TableSpec {
        name: "needs",
        zh: "需求",
        aliases: &["need", "需求表", "学科需求", "岗位需求", "师资需求"],
        required: false,
        doc_zh: "学校某学科所需岗位数，替代按课时计算的结果",
        doc_en: "Posts that a school needs in a subject, in place of the computed ones",
        columns: &SPECS,
    };
    Kept { spec, columns: COLUMNS }
};

/// Wishes.
pub(crate) const WISHES: Kept<WishDraft, Wish> = {
    const COLUMNS: &[Column<WishDraft, Wish>] = &[
        teacher_id().io(|c, d| d.teacher = c.teacher(), |p, r| p.teacher(r.teacher)),
        ColumnSpec::new("rank", "志愿序号", Kind::Int { min: 1, max: 99, unit: Unit::Plain })
            .required()
            .also(&["志愿顺序", "序号", "顺序", "志愿"])
            .doc("1 为第一志愿", "1 is the first wish")
            .io(|c, d| d.rank = c.count(), |_, r| Value::int(r.rank)),
        school_id()
            .required()
            .doc("志愿学校的代码", "The school wished for")
            .io(|c, d| d.school = c.school(), |p, r| p.school(r.school)),
        teacher_name().for_people(),
        school_name().for_people(),
    ];
    const SPECS: [ColumnSpec; COLUMNS.len()] = specs(COLUMNS);
    let spec = TableSpec {
        name: "wishes",
        zh: "志愿",
        aliases: &["wish", "志愿表", "交流志愿", "preferences"],
        required: false,
        doc_zh: "教师的交流志愿",
        doc_en: "Where teachers would like to go",
        columns: &SPECS,
    };
    Kept { spec, columns: COLUMNS }
};

/// Who applied to move.
pub(crate) const APPLICATIONS: Kept<ApplicationDraft, Application> = {
    const COLUMNS: &[Column<ApplicationDraft, Application>] = &[
        teacher_id().io(|c, d| d.teacher = c.teacher(), |p, r| p.teacher(r.teacher)),
        ColumnSpec::new("date", "申请日期", Kind::Date)
            .also(&["申请时间", "报名日期", "报名时间", "applied on"])
            .doc("申请的日期", "When the teacher applied")
            .io(|c, d| d.date = c.day(), |_, r| r.date.map_or(Value::Empty, Value::Day)),
        teacher_name().for_people(),
    ];
    const SPECS: [ColumnSpec; COLUMNS.len()] = specs(COLUMNS);
    let spec = TableSpec {
        name: "applications",
        zh: "申请",
        aliases: &["application", "申请表", "交流申请", "自愿申请", "报名", "报名表", "交流报名", "volunteers"],
        required: false,
        doc_zh: "本人申请交流的教师；也可在教师表“自愿交流”列注明",
        doc_en: "Teachers who applied to move; the teachers' column `volunteer` says the same",
        columns: &SPECS,
    };
    Kept { spec, columns: COLUMNS }
};

/// Scores for goals of the user's own.
pub(crate) const SCORES: Kept<ScoreDraft, Score> = {
    const COLUMNS: &[Column<ScoreDraft, Score>] = &[
        teacher_id().io(|c, d| d.teacher = c.teacher(), |p, r| p.teacher(r.teacher)),
        school_id()
            .required()
            .doc("学校代码，可为现学校", "The school, or the present one for staying")
            .io(|c, d| d.school = c.school(), |p, r| p.school(r.school)),
        ColumnSpec::new("goal", "目标", Kind::Text)
            .required()
            .also(&["目标名称", "指标"])
            .doc("政策目标清单中的名称", "Name in the policy's list of goals")
            .io(|c, d| d.goal = c.text(), |_, r| Value::text(&r.goal)),
        ColumnSpec::new("value", "分值", Kind::Int { min: -1_000_000, max: 1_000_000, unit: Unit::Plain })
            .required()
            .also(&["得分", "分数", "score"])
            .doc("整数", "A whole number")
            .io(|c, d| d.value = c.int(), |_, r| Value::int(r.value)),
        teacher_name().for_people(),
        school_name().for_people(),
    ];
    const SPECS: [ColumnSpec; COLUMNS.len()] = specs(COLUMNS);
    let spec = TableSpec {
        name: "scores",
        zh: "评分",
        aliases: &["score", "评分表", "得分", "打分"],
        required: false,
        doc_zh: "自定目标的分值：教师在某校(包括留在现学校)的得分，方向由政策规定",
        doc_en: "Values of a goal of one's own for a teacher at a school (the present one included); the policy says which way is better",
        columns: &SPECS,
    };
    Kept { spec, columns: COLUMNS }
};

/// Pins.
pub(crate) const PINS: Kept<PinDraft, Pin> = {
    const COLUMNS: &[Column<PinDraft, Pin>] = &[
        teacher_id().io(|c, d| d.teacher = c.teacher(), |p, r| p.teacher(r.teacher)),
        ColumnSpec::new("kind", "类型", Kind::Choice(&PIN_KINDS))
            .required()
            .also(&["指定类型", "方式", "要求"])
            .doc("指定的内容", "What is asked")
            .io(|c, d| d.kind = c.choice(PinKind::from_name), |p, r| p.choice(r.kind.name())),
        school_id()
            .doc("派到或不派的学校", "The school; needed to pin a post")
            .io(|c, d| d.school = c.school(), |p, r| r.school.map_or(Value::Empty, |s| p.school(s))),
        subject()
            .doc("派到的学科", "The subject of the post")
            .io(|c, d| d.subject = c.subject(), |p, r| r.subject.map_or(Value::Empty, |k| p.subject(k))),
        ColumnSpec::new("reason", "理由", Kind::Text)
            .also(&["原因", "说明", "备注"])
            .doc("书面理由，印在方案上", "The written reason, printed on the plan")
            .io(|c, d| d.reason = c.text(), |_, r| Value::text(&r.reason)),
        teacher_name().for_people(),
        school_name().for_people(),
    ];
    const SPECS: [ColumnSpec; COLUMNS.len()] = specs(COLUMNS);
    let spec = TableSpec {
        name: "pins",
        zh: "指定",
        aliases: &["pin", "指定表", "人工指定", "指定安排", "个案"],
        required: false,
        doc_zh: "人工指定：派到某校、不派某校、留任或必须交流",
        doc_en: "Decisions made by hand: a post, a school ruled out, to stay, or to leave",
        columns: &SPECS,
    };
    Kept { spec, columns: COLUMNS }
};

/// Relatives.
pub(crate) const RELATIVES: Kept<RelativeDraft, Relative> = {
    const COLUMNS: &[Column<RelativeDraft, Relative>] = &[
        teacher_id().io(|c, d| d.teacher = c.teacher(), |p, r| p.teacher(r.teacher)),
        ColumnSpec::new("relative_id", "亲属编号", Kind::Id)
            .required()
            .also(&["亲属代码", "亲属工号", "亲属教师编号"])
            .doc("亲属的教师编号；两人互为亲属，写一行即可", "The relative on the roster; one row joins both ways")
            .io(|c, d| d.relative = c.teacher(), |p, r| p.teacher(r.relative)),
        ColumnSpec::new("relation", "亲属关系", Kind::Text)
            .also(&["关系", "与本人关系"])
            .doc("如父女、兄弟；只作记录", "What they are to one another; kept for the record")
            .io(|c, d| d.relation = c.text(), |_, r| Value::text(&r.relation)),
        teacher_name().for_people(),
    ];
    const SPECS: [ColumnSpec; COLUMNS.len()] = specs(COLUMNS);
    let spec = TableSpec {
        name: "relatives",
        zh: "回避亲属",
        aliases: &["relative", "亲属", "亲属表", "回避", "回避表", "亲属回避"],
        required: false,
        doc_zh: "须回避的亲属：不派到亲属任校长、副校长的学校（配偶见教师表，不必再写）",
        doc_en: "Relatives to be kept apart: nobody is sent to a school that a relative heads (spouses stand in the roster)",
        columns: &SPECS,
    };
    Kept { spec, columns: COLUMNS }
};

/// Travel.
pub(crate) const TRAVEL: Kept<TripDraft, TravelRow> = {
    const COLUMNS: &[Column<TripDraft, TravelRow>] = &[
        ColumnSpec::new("from", "起点", Kind::Id)
            .required()
            .also(&["起点代码", "出发地", "起点编号"])
            .doc("学校代码或教师编号", "A school's or a teacher's code")
            .io(|c, d| d.from = c.end(), |_, r| Value::text(&r.from)),
        ColumnSpec::new("to", "终点", Kind::Id)
            .required()
            .also(&["终点代码", "目的地", "终点编号"])
            .doc("学校代码", "A school's code")
            .io(|c, d| d.to = c.end(), |_, r| Value::text(&r.to)),
        ColumnSpec::new("km", "公里", Kind::Km)
            .also(&["距离", "里程", "公里数", "distance", "distance_km"])
            .doc("公路里程，公里", "By road, kilometres")
            .io(
                |c, d| d.metres = c.metres(),
                |_, r| r.trip.metres.map_or(Value::Empty, |m| Value::Thousandths(m.into())),
            ),
        ColumnSpec::new("minutes", "分钟", Kind::Int { min: 0, max: 10_000, unit: Unit::Minutes })
            .also(&["时间", "用时", "车程", "分钟数", "time"])
            .doc("路上时间", "Time on the road")
            .io(|c, d| d.minutes = c.count(), |_, r| Value::maybe(r.trip.minutes)),
    ];
    const SPECS: [ColumnSpec; COLUMNS.len()] = specs(COLUMNS);
    let spec = TableSpec {
        name: "travel",
        zh: "交通",
        aliases: &["交通表", "距离", "距离表", "里程", "路程", "distances"],
        required: false,
        doc_zh: "两地之间的里程和时间；没有列出的按坐标直线距离乘绕行系数",
        doc_en: "Distance and time between two places; else great-circle distance times the detour factor",
        columns: &SPECS,
    };
    Kept { spec, columns: COLUMNS }
};

/// Postings.
pub(crate) const POSTINGS: Kept<PostingDraft, Posting> = {
    const COLUMNS: &[Column<PostingDraft, Posting>] = &[
        teacher_id().io(|c, d| d.teacher = c.teacher(), |p, r| p.teacher(r.teacher)),
        ColumnSpec::new("from_school", "原学校代码", Kind::Id)
            .required()
            .also(FROM_ALSO)
            .doc("派出学校", "School that sent")
            .io(|c, d| d.from = c.school(), |p, r| p.school(r.from)),
        ColumnSpec::new("to_school", "交流学校代码", Kind::Id)
            .required()
            .also(&["接收学校代码", "接收学校", "交流学校", "调入学校", "派往学校", "to"])
            .doc("接收学校", "School that received")
            .io(|c, d| d.to = c.school(), |p, r| p.school(r.to)),
        start().required().io(|c, d| d.start = c.day(), |_, r| Value::Day(r.start)),
        end().required().io(|c, d| d.end = c.last_day(), |_, r| Value::Day(r.end)),
        subject()
            .doc(
                "在接收学校任教的学科；不填按主教学科",
                "Subject taught at the school that received; the main subject where empty",
            )
            .io(|c, d| d.subject = c.subject(), |p, r| r.subject.map_or(Value::Empty, |k| p.subject(k))),
        ColumnSpec::new("kind", "交流类型", Kind::Text)
            .also(&["类型", "交流方式", "形式"])
            .doc("形式，如交流、支教；只作记录", "Kind of exchange; kept for the record")
            .for_people(),
        teacher_name().for_people(),
        named_school("from_name", "原学校名称").also(&["派出学校名称", "原学校全称"]).for_people(),
        named_school("to_name", "交流学校名称").also(&["接收学校名称", "调入学校名称", "派往学校名称"]).for_people(),
    ];
    const SPECS: [ColumnSpec; COLUMNS.len()] = specs(COLUMNS);
    let spec = TableSpec {
        name: "postings",
        zh: "交流经历",
        aliases: &["posting", "交流记录", "交流历史", "历史交流", "交流台账", "history"],
        required: false,
        doc_zh: "过去的和正在进行的交流",
        doc_en: "Past and running exchanges",
        columns: &SPECS,
    };
    Kept { spec, columns: COLUMNS }
};

/// Authorised totals.
pub(crate) const AUTHORISED: Kept<AuthorisedDraft, AuthorisedRow> = {
    const COLUMNS: &[Column<AuthorisedDraft, AuthorisedRow>] = &[
        ColumnSpec::new("stage", "学段", Kind::Choice(&AUTHORISED_STAGES))
            .also(&["类别", "part"])
            .doc("学段；不填或填合计表示全县", "Stage; empty or `total` for the whole county")
            .io(|c, d| d.stage = c.word(), |p, r| p.choice(r.part.map_or("total", Part::name))),
        ColumnSpec::new("posts", "编制数", Kind::Int { min: 0, max: 500_000, unit: Unit::Posts })
            .required()
            .also(&["编制总额", "编制", "核定编制", "核定编制数", "总额"])
            .doc("核定编制总额", "Authorised posts")
            .io(|c, d| d.posts = c.count(), |_, r| Value::int(r.posts)),
    ];
    const SPECS: [ColumnSpec; COLUMNS.len()] = specs(COLUMNS);
    let spec = TableSpec {
        name: "authorised",
        zh: "编制总额",
        aliases: &["authorized", "编制总量", "核定总额", "编制总数"],
        required: false,
        doc_zh: "全县核定的编制总额：一行合计，或每学段一行",
        doc_en: "The county's authorised total: one row for all, or one a stage",
        columns: &SPECS,
    };
    Kept { spec, columns: COLUMNS }
};

/// What is foreseen for later years.
pub(crate) const PROJECTIONS: Kept<ProjectionDraft, Projection> = {
    const COLUMNS: &[Column<ProjectionDraft, Projection>] = &[
        ColumnSpec::new("school_year", "学年", Kind::Year)
            .required()
            .also(&["学年度", "年度", "年份", "year"])
            .doc("须在所规划的学年之后；只写一个年份时，指该年 9 月开始的学年", "After the school year that is planned; a single number is the calendar year in which it begins").io(|c, d| d.year = c.year(), |_, r| Value::text(&r.year.label())),
        ColumnSpec::new("kind", "类型", Kind::Choice(&PROJECTION_KINDS))
            .required()
            .also(&["事项", "预测类型", "变动类型"])
            .doc("预测的内容", "What is foreseen").io(|c, d| d.kind = c.word(), |p, r| p.choice(r.what.name())),
        school_id().doc("学生数、班级数、招聘必填", "The school; needed for pupils, classes and recruits").apart(|p, r| r.what.seat().map_or(Value::Empty, |(school, _)| p.school(school))),
        stage().doc(
            "学段；九年一贯制学校的学生数、班级数、招聘必填，写了年级的班级数除外",
            "Stage; needed for a nine-year school, unless a grade says it",
        ).apart(|p, r| r.what.seat().map_or(Value::Empty, |(_, part)| p.choice(part.name()))),
        ColumnSpec::new("grade", "年级", Kind::Int { min: 1, max: 9, unit: Unit::Plain })
            .also(&["所在年级", "年级号"])
            .doc(
                "只用于班级数：1 至 9；不填表示全学段的班级数；同一学年没有写到的年级不变",
                "For classes only, 1 to 9; empty: all of the stage; grades that a year does not state stay as they were",
            ).apart(|_, r| Value::maybe(r.what.grade().map(u32::from))),
        subject().doc("招聘必填", "The subject; needed for recruits").apart(|p, r| r.what.subject().map_or(Value::Empty, |k| p.subject(k))),
        any_teacher_id().doc("离职、请假、返岗必填", "The teacher; needed for departure, leave and return").apart(|p, r| r.what.teacher().map_or(Value::Empty, |t| p.teacher(t))),
        ColumnSpec::new("count", "数量", Kind::Int { min: 0, max: 30_000, unit: Unit::Plain })
            .also(&["人数", "预测数", "班数", "number"])
            .doc("学生数、班级数、招聘必填", "How many; needed for pupils, classes and recruits").apart(|_, r| Value::maybe(r.what.count())),
    ];
    const SPECS: [ColumnSpec; COLUMNS.len()] = specs(COLUMNS);
    let spec = TableSpec {
        name: "projections",
        zh: "预测",
        aliases: &["projection", "forecast", "forecasts", "预测表", "学年预测", "变动预测", "规划"],
        required: false,
        doc_zh: "以后各学年预计的学生数、班级数、新教师和人员变动，自该学年第一天起算；逐年推算时使用，不影响当年方案",
        doc_en: "Pupils, classes, new teachers and changes of staff foreseen for later school years, each from the first day of its year on; for planning over years, the plan of the present year does not read it",
        columns: &SPECS,
    };
    Kept { spec, columns: COLUMNS }
};

/// A plan's assignments.
pub(super) const ASSIGNMENTS: TableSpec = TableSpec {
    name: "assignments",
    zh: "交流安排",
    aliases: &["assignment", "交流名单", "安排", "安排表", "方案"],
    required: true,
    doc_zh: "一份方案：每次交流一行",
    doc_en: "A plan: one row a move",
    columns: &[
        teacher_id(),
        ColumnSpec::new("name", "姓名", Kind::Text).also(&["教师姓名"]).doc("姓名", "Name"),
        ColumnSpec::new("from_school", "原学校代码", Kind::Id).also(FROM_ALSO).doc("现学校", "Present school"),
        ColumnSpec::new("to_school", "接收学校代码", Kind::Id).required().also(TO_ALSO).doc("接收学校", "New school"),
        subject().doc("岗位学科；不填按主教学科", "Subject of the post; the main subject where empty"),
        stage().doc("岗位学段；不填按教师学段", "Stage of the post; the teacher's where empty"),
        ColumnSpec::new("direction", "方向", Kind::Choice(&DIRECTIONS))
            .also(&["交流方向"])
            .doc("交流方向", "Which way"),
        start(),
        end(),
        ColumnSpec::new("distance_km", "距离公里", Kind::Km)
            .also(&["距离", "里程", "公里", "km"])
            .doc("路程，公里", "Journey in kilometres"),
        ColumnSpec::new("rank_of_wish", "志愿序号", Kind::Int { min: 1, max: 99, unit: Unit::Plain })
            .also(&["志愿", "志愿顺序", "符合志愿"])
            .doc("符合第几志愿", "Rank of the wish it fulfils"),
        ColumnSpec::new("serves", "依据", Kind::Text)
            .also(&["服务规则", "理由", "because", "rules", "rules it serves"])
            .doc("所落实的规则", "The rules it serves"),
    ],
};

/// Who stays at the school and teaches another subject there.
pub(super) const RETASKS: TableSpec = TableSpec {
    name: "retasks",
    zh: "校内调岗",
    aliases: &["校内调岗名单", "校内调岗表", "校内转岗"],
    required: false,
    doc_zh: "一份方案的校内调岗：一名教师一行，人在原校，改教另一学科",
    doc_en: "Who stays at the school under a plan and teaches another subject there: one row a teacher",
    columns: &[
        teacher_id(),
        ColumnSpec::new("name", "姓名", Kind::Text).also(&["教师姓名"]).doc("姓名", "Name"),
        ColumnSpec::new("school", "学校代码", Kind::Id)
            .also(&["学校", "所在学校", "school_id"])
            .doc("所在学校", "The school"),
        stage().doc("学段；不填按教师学段", "Stage; the teacher's where empty"),
        ColumnSpec::new("from_subject", "原任学科", Kind::Text)
            .also(&["主教学科", "原学科", "from"])
            .doc("主教学科", "The main subject, which is left"),
        ColumnSpec::new("to_subject", "改任学科", Kind::Text)
            .required()
            .also(&["新任学科", "调岗学科", "to"])
            .doc("改教的学科", "The subject that is taught instead"),
    ],
};

/// Which head leads which school from now on.
pub(super) const HEADS: TableSpec = TableSpec {
    name: "heads",
    zh: "校长交流",
    aliases: &["校长交流名单", "校长交流表", "校长安排"],
    required: false,
    doc_zh: "一份方案的校长交流：每名在岗校长、副校长一行，留任的也列出",
    doc_en: "Which school each principal and vice principal leads under a plan, those who stay among them: one row a head",
    columns: &[
        teacher_id(),
        ColumnSpec::new("name", "姓名", Kind::Text).also(&["教师姓名"]).doc("姓名", "Name"),
        ColumnSpec::new("role", "职务", Kind::Choice(&ROLES))
            .also(&["岗位"])
            .doc("校长或副校长", "Principal or vice principal"),
        ColumnSpec::new("from_school", "现任学校代码", Kind::Id)
            .also(&["现任学校", "原任学校", "from"])
            .doc("现任职的学校", "The school led so far"),
        ColumnSpec::new("to_school", "任职学校代码", Kind::Id)
            .required()
            .also(&["任职学校", "新任学校", "到任学校", "to"])
            .doc("本学年起任职的学校；留任的为原校", "The school led from now on; the same where the head stays"),
        ColumnSpec::new("tenure", "任期情况", Kind::Text).doc("任期情况", "Where the head stands in the term"),
        ColumnSpec::new("office_since", "任本校职务时间", Kind::Date)
            .doc("担任本校现职务的起始日期", "Since when the head holds the office"),
        ColumnSpec::new("years", "任职年数", Kind::Int { min: 0, max: 80, unit: Unit::Years })
            .doc("任本校现职务的整年数", "Whole years in the office"),
        ColumnSpec::new("distance_km", "路程公里", Kind::Km)
            .also(&["路程", "km"])
            .doc("路程，公里", "Journey in kilometres"),
    ],
};

/// Who teaches at several schools.
pub(super) const ITINERANT: TableSpec = TableSpec {
    name: "itinerant",
    zh: "走教",
    aliases: &["走教安排", "走教表", "走教名单", "visits"],
    required: false,
    doc_zh: "一份方案的走教安排：一名教师在一所学校的一个学科一行",
    doc_en: "Who teaches at other schools under a plan: one row a teacher, school and subject",
    columns: &[
        teacher_id(),
        ColumnSpec::new("name", "姓名", Kind::Text).also(&["教师姓名"]).doc("姓名", "Name"),
        ColumnSpec::new("base_school", "任教学校代码", Kind::Id)
            .also(&["任教学校", "所在学校", "own school"])
            .doc("交流后所在学校", "Where the teacher works after the moves"),
        ColumnSpec::new("school", "走教学校代码", Kind::Id)
            .required()
            .also(&["走教学校", "school_id", "学校", "学校代码"])
            .doc("走教学校", "Where the periods are taught"),
        stage().doc("学段；不填按教师学段", "Stage; the teacher's where empty"),
        subject().required().doc("学科", "The subject"),
        ColumnSpec::new("periods", "周课时", Kind::Int { min: 0, max: 60, unit: Unit::Plain })
            .required()
            .also(&["课时", "每周课时", "periods a week"])
            .doc("每周课时", "Periods a week"),
        ColumnSpec::new("distance_km", "距离公里", Kind::Km)
            .also(&["距离", "里程", "公里", "km"])
            .doc("单程路程，公里", "Way there in kilometres"),
    ],
};
