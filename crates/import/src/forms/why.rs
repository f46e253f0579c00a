//! Why a cell is asked about; the sentences stand in the words under these keys.

macro_rules! whys {
    ($($(#[$doc:meta])* $name:ident = $key:literal,)*) => {
        $($(#[$doc])* pub const $name: &str = concat!("import.ask.", $key);)*

        /// Every question.
        pub const ALL: &[&str] = &[$($name),*];
    };
}

whys! {
    /// The spelling is not known.
    UNKNOWN = "unknown",
    /// A code and the word behind it mean two things.
    CODE_AND_WORD = "code-and-word",
    /// A remark in brackets is not understood.
    REMARK = "remark",
    /// Two words in one cell mean two things.
    TWO_WORDS = "two-words",
    /// A digit alone, of which it is not known what it counts.
    BARE_CODE = "bare-code",
    /// 其他: it is not said what.
    OTHER = "other",
    /// 支教, 跟岗: works elsewhere, but holds the post here.
    ELSEWHERE = "elsewhere",
    /// Teaches at another school by exchange: where, since when?
    EXCHANGE = "exchange",
    /// 支教, 跟岗: does it count as an exchange?
    COUNTS_AS_EXCHANGE = "counts-as-exchange",
    /// 代课, 临聘: not on the payroll.
    NOT_ON_PAYROLL = "not-on-payroll",
    /// 特岗: on duty, but bound and not yet on the establishment.
    SPECIAL_POST = "special-post",
    /// 调出, 去世: no longer on the payroll.
    LEFT = "left",
    /// Near retirement, or retired within the office: still at work?
    RETIRING = "retiring",
    /// 学习, 培训: away, or not?
    AWAY = "away",
    /// 音体美, 语数: several subjects, of which the main one is not known.
    WHICH_MAIN = "which-main",
    /// 包班, 全科: teaches a class in everything.
    WHOLE_CLASS = "whole-class",
    /// A subject that schools of compulsory education have no posts for.
    NO_POSTS = "no-posts",
    /// A subject that another one includes: 舞蹈.
    INCLUDED = "included",
    /// Teaches above or below compulsory education.
    OUTSIDE_STAGES = "outside-stages",
    /// Teaches at two stages.
    TWO_STAGES = "two-stages",
    /// What is no subject in a column of subjects.
    NO_SUBJECT = "no-subject",
    /// A rank, not a function: 正校级.
    RANK = "rank",
    /// A former or an acting head.
    HEAD = "head",
    /// 专业技术岗位: a class of posts says nothing of the function.
    POST_CLASS = "post-class",
    /// 七级: a grade of a post, not a title.
    POST_GRADE = "post-grade",
    /// The title is held, but not engaged.
    NOT_ENGAGED = "not-engaged",
    /// A title of another profession.
    OTHER_TITLE = "other-title",
    /// An honour does not say who granted it.
    WHO_GRANTED = "who-granted",
    /// A candidate, or in training for it.
    CANDIDATE = "candidate",
    /// A school with more than compulsory education: only a part of it counts.
    PART_OF_SCHOOL = "part-of-school",
    /// Another way of ranking schools.
    RANKING = "ranking",
    /// Who runs it is not said plainly.
    WHO_RUNS = "who-runs",
    /// Another test than that of the national language, or no grade in it.
    LEVEL = "level",
    /// A year alone.
    YEAR_ALONE = "year-alone",
    /// A year of two digits.
    SHORT_YEAR = "short-year",
    /// January, or October without its nought.
    JANUARY_OR_OCTOBER = "january-or-october",
    /// The order of day, month and year is not known, or something is left out.
    DAY_ORDER = "day-order",
    /// Not a day that there is.
    NO_DAY = "no-day",
    /// A period without an end.
    NO_END = "no-end",
    /// The end lies before the start.
    REVERSED = "reversed",
    /// The check digit of an identity number does not agree.
    CHECKSUM = "checksum",
    /// An identity number that a spreadsheet has rounded.
    ROUNDED = "rounded",
    /// A document that is no identity card.
    DOCUMENT = "document",
}

/// The question of this name, without what all have in front.
pub fn known(name: &str) -> Option<&'static str> {
    ALL.iter().copied().find(|why| why.strip_prefix("import.ask.") == Some(name))
}
