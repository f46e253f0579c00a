//! What a policy's shape does not show: ranges, names that must exist, words that must be clear, laws that need a reason.

use super::shape::spell;
use lungang_domain::finding::{Finding, Severity};
use lungang_domain::number::Decimal;
use lungang_domain::plan::Direction;
use lungang_domain::policy::{Level, Mode, Param, Policy};
use lungang_domain::rule::RuleName;
use lungang_domain::school::{Area, ByPart, Part};
use lungang_domain::value::value_key;
use lungang_domain::words::Words;
use lungang_settings::tree::{At, Node, Sources, Value};
use std::collections::{BTreeMap, BTreeSet};

/// Where the levels of backbone teachers stand.
const BACKBONE: &str = "ladders.backbone.value";
/// Most entries of a ladder, of the exemptions and of the subjects.
const LONGEST_LIST: usize = 200;
/// Largest weight of a short post in `unmet-need`.
const LARGEST_NEED_WEIGHT: u64 = 100_000;
/// Largest least common multiple of the loads, in ten-thousandths of a period.
const LARGEST_COMMON_LOAD: i64 = 1_000_000_000_000_000;
/// Largest price of a repair.
const LARGEST_PRICE: u32 = 10_000;
/// Largest monthly allowance: twelve months stay below a million.
const LARGEST_ALLOWANCE: u32 = 83_333;

/// Adds every fault of a policy that has the right shape.
pub fn all(policy: &Policy, tree: &Node, sources: &Sources, found: &mut Vec<(At, Finding)>) {
    let mut check = Check { policy, tree, sources, found };
    check.sources_are_stated(&mut Vec::new(), tree);
    check.laws_need_a_reason();
    check.figures();
    check.staffing();
    check.eligibility_and_movement();
    check.principals();
    check.weights();
    check.repairs();
    check.years();
    check.rule_parameters();
    check.subjects();
    check.loads_have_a_common_multiple();
    check.levels(BACKBONE, &policy.ladders.backbone.value, true);
    check.levels("ladders.language.value", &policy.ladders.language.value, false);
    check.levels("eligibility.exemptions.value", &policy.eligibility.exemptions.value, false);
    check.sides();
    check.language();
    check.goals();
    check.whole("disclosure.objection-days.value", u32::from(policy.disclosure.objection_days.value), 1, 365);
}

fn lcm(a: i128, b: i128) -> i128 {
    let (mut x, mut y) = (a, b);
    while y != 0 {
        (x, y) = (y, x % y);
    }
    a / x.max(1) * b
}

pub(super) struct Check<'a> {
    pub(super) policy: &'a Policy,
    tree: &'a Node,
    sources: &'a Sources,
    found: &'a mut Vec<(At, Finding)>,
}

impl Check<'_> {
    /// A finding at a dotted path; `key` is filled with the path.
    pub(super) fn note(&mut self, severity: Severity, code: &'static str, path: &str, args: &[(&'static str, &str)]) {
        let steps: Vec<String> = path.split('.').map(str::to_owned).collect();
        let at = self.tree.deepest(&steps).at;
        let finding = match severity {
            Severity::Error => Finding::error(code, self.sources.place(at)),
            Severity::Warning => Finding::warning(code, self.sources.place(at)),
        };
        let finding = finding.with("key", spell(&steps));
        self.found.push((at, args.iter().fold(finding, |f, (name, value)| f.with(name, value))));
    }

    pub(super) fn error(&mut self, code: &'static str, path: &str, args: &[(&'static str, &str)]) {
        self.note(Severity::Error, code, path, args);
    }

    /// `low` ≤ `value` ≤ `high`.
    pub(super) fn within(&mut self, path: &str, value: Decimal, low: Decimal, high: Decimal) {
        if value < low || value > high {
            let (value, low, high) = (value.to_string(), low.to_string(), high.to_string());
            self.error("policy-out-of-range", path, &[("value", &value), ("low", &low), ("high", &high)]);
        }
    }

    pub(super) fn whole(&mut self, path: &str, value: u32, low: u32, high: u32) {
        let decimal = |n: u32| Decimal::whole(i64::from(n));
        self.within(path, decimal(value), decimal(low), decimal(high));
    }

    fn by_part(&mut self, path: &str, value: &ByPart<Decimal>, low: Decimal, high: Decimal) {
        for part in Part::ALL {
            self.within(&format!("{path}.{}", part.name()), *value.get(part), low, high);
        }
    }

    /// Every parameter says where it comes from.
    fn sources_are_stated(&mut self, path: &mut Vec<String>, node: &Node) {
        if node.is_param() && node.get("source").and_then(Node::as_text).is_some_and(|s| s.trim().is_empty()) {
            self.error("policy-empty-source", &format!("{}.source", path.join(".")), &[]);
        }
        match &node.value {
            Value::Table(t) => {
                for (key, (_, inner)) in t {
                    path.push(key.clone());
                    self.sources_are_stated(path, inner);
                    path.pop();
                }
            }
            Value::List(l) => {
                for (n, inner) in l.iter().enumerate() {
                    path.push(n.to_string());
                    self.sources_are_stated(path, inner);
                    path.pop();
                }
            }
            _ => {}
        }
    }

    fn laws_need_a_reason(&mut self) {
        for (rule, switch) in self.policy.rules.switches() {
            let reasoned = switch.reason.is_some_and(|r| !r.trim().is_empty());
            if switch.law && switch.mode != Mode::Hard && !reasoned {
                self.error("policy-law-needs-reason", &format!("rules.{rule}.mode"), &[("rule", rule.name())]);
            }
        }
    }

    /// The figures of the rules, as their cards say.
    fn figures(&mut self) {
        for rule in RuleName::ALL {
            for figure in rule.card().figures {
                let value = (figure.get)(&self.policy.rules);
                self.within(&format!("rules.{rule}.{}", figure.path()), value, figure.low, figure.high);
            }
        }
    }

    fn staffing(&mut self) {
        let s = &self.policy.staffing;
        let (tenth, hundred) = (Decimal(Decimal::ONE / 10), Decimal::whole(100));
        for part in Part::ALL {
            let (path, ratio) =
                (format!("staffing.pupils-per-post.value.{}", part.name()), s.pupils_per_post.value.get(part));
            let areas = if ratio.is_same() { &[][..] } else { Area::ALL };
            // One number for all areas stands at the stage itself.
            let stated = areas.iter().map(|area| (format!("{path}.{}", area.name()), ratio.get(*area)));
            let one = ratio.is_same().then(|| (path.clone(), ratio.urban));
            for (path, ratio) in one.into_iter().chain(stated) {
                self.within(&path, ratio, Decimal::whole(1), hundred);
            }
        }
        self.by_part("staffing.posts-per-class.value", &s.posts_per_class.value, tenth, Decimal::whole(20));
        self.by_part("staffing.floor-per-class.value", &s.floor_per_class.value, Decimal(0), Decimal::whole(20));
        self.by_part("staffing.default-load.value", &s.default_load.value, Decimal::whole(1), Decimal::whole(60));
        for part in Part::ALL {
            let path = format!("staffing.small-school-pupils.value.{}", part.name());
            self.whole(&path, *s.small_school_pupils.value.get(part), 0, 10_000);
        }
        self.whole("staffing.large-class.value", s.large_class.value, 1, 300);
        if let Some(very) = &s.very_large_class {
            self.whole("staffing.very-large-class.value", very.value, s.large_class.value, 300);
        }
        if let Some(Param { value, .. }) = &s.large_school {
            self.whole("staffing.large-school.value.one-stage", value.one_stage, 1, 30_000);
            self.whole("staffing.large-school.value.nine-year", value.nine_year, 1, 30_000);
        }
        if let Some(boarders) = &s.boarders_per_post {
            self.whole("staffing.boarders-per-post.value", boarders.value, 1, 10_000);
        }
        let one = Decimal::whole(1);
        if let Some(share) = &s.non_teaching {
            self.by_part("staffing.non-teaching.value", &share.value, Decimal(0), Decimal(Decimal::ONE / 2));
        }
        if let Some(load) = &s.class_teacher_load {
            self.within("staffing.class-teacher-load.value", load.value, Decimal(0), one);
        }
        if let Some(Param { value, .. }) = &s.older_teachers {
            self.whole("staffing.older-teachers.value.from-age", value.from_age, 18, 100);
            self.within("staffing.older-teachers.value.relief", value.relief, Decimal(0), one);
        }
    }

    fn eligibility_and_movement(&mut self) {
        let (e, m) = (&self.policy.eligibility, &self.policy.movement);
        self.whole("eligibility.years-same-school.value", e.years_same_school.value, 0, 50);
        self.whole("eligibility.rest-years.value", e.rest_years.value, 0, 50);
        for (key, years) in
            [("head-terms-years", &e.head_terms_years), ("senior-title-rural-years", &e.senior_title_rural_years)]
        {
            if let Some(Param { value, .. }) = years {
                self.whole(&format!("eligibility.{key}.value"), *value, 1, 50);
            }
        }
        for (key, age) in [("max-age-male", &e.max_age_male), ("max-age-female", &e.max_age_female)] {
            if let Some(Param { value, .. }) = age {
                self.whole(&format!("eligibility.{key}.value"), *value, 18, 100);
            }
        }
        self.whole("movement.term-years.value", u32::from(m.term_years.value), 1, 3);
        self.within("movement.detour.value", m.detour.value, Decimal::whole(1), Decimal::whole(10));
        self.within(
            "movement.second-subject-credit.value",
            m.second_subject_credit.value,
            Decimal(0),
            Decimal::whole(1),
        );
        if let Some(km) = &m.max_km {
            self.within("movement.max-km.value", km.value, Decimal(0), Decimal::whole(10_000));
        }
        if m.directions.value.is_empty() {
            self.error("policy-empty-list", "movement.directions.value", &[]);
        }
        if self.policy.rules.two_way.mode != Mode::Off && !m.directions.value.contains(&Direction::Up) {
            self.error("policy-two-way-without-up", "rules.two-way.mode", &[]);
        }
    }

    fn weights(&mut self) {
        let w = &self.policy.weights;
        let weights = [
            ("need-base", &w.need_base, 0, 100_000),
            ("need-per-hardship", &w.need_per_hardship, 0, 100_000),
            ("wish-unlisted", &w.wish_unlisted, 0, 1_000),
            ("wish-none", &w.wish_none, 0, 1_000),
            ("burden-per-posting", &w.burden_per_posting, 0, 1_000),
            ("burden-postings-max", &w.burden_postings_max, 0, 20),
            ("turn-per-posting", &w.turn_per_posting, 0, 1_000),
            ("turn-postings-max", &w.turn_postings_max, 0, 20),
            ("turn-years-max", &w.turn_years_max, 0, 50),
        ];
        for (key, weight, low, high) in weights {
            self.whole(&format!("weights.{key}.value"), weight.value, low, high);
        }
        if w.wish_unlisted.value > w.wish_none.value {
            let args = [("value", w.wish_unlisted.value.to_string()), ("high", w.wish_none.value.to_string())];
            let path = self.nearest("weights", ["wish-unlisted", "wish-none"]);
            self.error("policy-wish-unlisted", &path, &args.each_ref().map(|(n, v)| (*n, v.as_str())));
        }
        self.within("weights.need-scarce.value", w.need_scarce.value, Decimal::whole(1), Decimal::whole(1_000));
        let plain = i64::from(w.need_base.value) + 6 * i64::from(w.need_per_hardship.value);
        let largest = u64::try_from(w.need_scarce.value.ceil_of(plain)).unwrap_or(0);
        if largest > LARGEST_NEED_WEIGHT {
            let args = [("value", largest.to_string()), ("high", LARGEST_NEED_WEIGHT.to_string())];
            let path = self.nearest("weights", ["need-base", "need-per-hardship", "need-scarce"]);
            self.error("policy-need-weight", &path, &args.each_ref().map(|(n, v)| (*n, v.as_str())));
        }
        for (class, yuan) in w.allowance.value.iter().enumerate() {
            self.whole(&format!("weights.allowance.value.{class}"), *yuan, 0, LARGEST_ALLOWANCE);
        }
    }

    /// The path of that of several numbers which the policy asked for changes, else of one that its base states.
    fn nearest<const N: usize>(&self, section: &str, keys: [&str; N]) -> String {
        let at = |key: &&str| self.tree.deepest(&[section, *key, "value"]).at;
        let key = keys.into_iter().min_by_key(at).unwrap_or_default();
        format!("{section}.{key}.value")
    }

    fn repairs(&mut self) {
        let prices = &self.policy.repairs;
        let rules = RuleName::ALL.iter().filter(|rule| !rule.always());
        let named = rules.map(|rule| (rule.name(), prices.price(*rule)));
        for (key, price) in named.chain([("one-more-teacher", prices.one_more_teacher.value)]) {
            self.whole(&format!("repairs.{key}.value"), price, 1, LARGEST_PRICE);
        }
    }

    fn years(&mut self) {
        let years = &self.policy.years;
        self.whole("years.retirement-age-male.value", years.retirement_age_male.value, 40, 80);
        self.whole("years.retirement-age-female.value", years.retirement_age_female.value, 40, 80);
        for (sex, delay) in [("male", &years.retirement_delay_male), ("female", &years.retirement_delay_female)] {
            let (age, delayed) = (format!("retirement-age-{sex}"), format!("retirement-delay-{sex}"));
            self.whole(&format!("years.{delayed}.value.step"), delay.value.step, 1, 120);
            self.whole(&format!("years.{delayed}.value.at-most"), delay.value.at_most, 0, 120);
            // Whoever writes an age means it; that the base raises it once more is easily overlooked.
            let stated = |key: &str| self.tree.deepest(&["years", key, "value"]).at.file;
            if stated(&age) < stated(&delayed) && delay.value.at_most > 0 {
                let months = delay.value.at_most.to_string();
                self.error(
                    "policy-retirement-delay",
                    &format!("years.{age}"),
                    &[("delay", &delayed), ("months", &months)],
                );
            }
        }
        let shares = [
            ("departures", &years.departures),
            ("leave-ends", &years.leave_ends),
            ("replaced", &years.replaced),
            ("backbone-succeeds", &years.backbone_succeeds),
        ];
        for (key, share) in shares {
            self.within(&format!("years.{key}.value"), share.value, Decimal(0), Decimal::whole(1));
        }
    }

    fn rule_parameters(&mut self) {
        let (budget, balance) = (&self.policy.rules.budget, &self.policy.rules.balance);
        if budget.mode != Mode::Off && budget.yuan.value == 0 {
            self.error("policy-budget-missing", "rules.budget.mode", &[]);
        }
        let quota = &self.policy.rules.exchange_quota;
        if let Some(most) = quota.most.as_ref().filter(|most| most.value < quota.share.value) {
            let (most, share) = (most.value.to_string(), quota.share.value.to_string());
            self.error("policy-most-below-share", "rules.exchange-quota.most", &[("most", &most), ("share", &share)]);
        }
        if let Some(levels) = &self.policy.rules.backbone_share.levels {
            self.size("rules.backbone-share.levels.value", levels.value.len(), true);
        }
        self.size("rules.balance.indicators.value", balance.indicators.value.len(), true);
        self.size("rules.balance.stages.value", balance.stages.value.len(), true);
        self.size("rules.continuity.who.value", self.policy.rules.continuity.who.value.len(), true);
        self.itinerant();
    }

    fn subjects(&mut self) {
        let subjects = &self.policy.subjects;
        self.size("subjects", subjects.len(), true);
        self.words_are_clear("subjects", subjects.iter().map(|s| (s.id.as_str(), &s.name, s.aliases.as_slice())));
        for (n, subject) in subjects.iter().enumerate() {
            if let Some(weekly) = &subject.weekly {
                for (grade, periods) in weekly.value.iter().enumerate() {
                    self.whole(&format!("subjects.{n}.weekly.value.{grade}"), *periods, 0, 60);
                }
            }
            if let Some(load) = &subject.load {
                let path = format!("subjects.{n}.load.value");
                self.by_part(&path, &load.value, Decimal::whole(1), Decimal::whole(60));
            }
        }
        for part in Part::ALL {
            let timetabled = subjects.iter().filter(|s| s.posts).filter_map(|s| s.weekly.as_ref());
            if !subjects.is_empty() && timetabled.flat_map(|w| &w.value[part.grades()]).all(|p| *p == 0) {
                self.note(Severity::Warning, "policy-no-timetable", "subjects", &[("stage", part.word())]);
            }
        }
    }

    /// Demands by subject are compared over the common multiple of the loads, which must stay a number of sense.
    fn loads_have_a_common_multiple(&mut self) {
        for part in Part::ALL {
            let default = self.policy.staffing.default_load.value.get(part).0;
            let subjects = self.policy.subjects.iter().filter(|s| s.posts);
            let loads = subjects.map(|s| s.load.as_ref().map_or(default, |l| l.value.get(part).0));
            let most = i128::from(LARGEST_COMMON_LOAD);
            let common = loads.map(|l| i128::from(l.max(1))).fold(1, |c, l| if c > most { c } else { lcm(c, l) });
            if common > most {
                let args = [("stage", part.word())];
                self.error("policy-odd-loads", "subjects", &args);
                return;
            }
        }
    }

    fn levels(&mut self, path: &str, levels: &[Level], needed: bool) {
        self.size(path, levels.len(), needed);
        self.words_are_clear(path, levels.iter().map(|l| (l.id.as_str(), &l.name, l.aliases.as_slice())));
        let graded = levels.iter().position(|l| l.grade.is_some()).filter(|_| path != BACKBONE);
        if let Some(n) = graded {
            self.error("policy-grade-not-of-backbone", &format!("{path}.{n}.grade"), &[]);
        }
    }

    pub(super) fn size(&mut self, path: &str, count: usize, needed: bool) {
        if needed && count == 0 {
            self.error("policy-empty-list", path, &[]);
        }
        if count > LONGEST_LIST {
            let (count, most) = (count.to_string(), LONGEST_LIST.to_string());
            self.error("policy-list-too-long", path, &[("count", &count), ("most", &most)]);
        }
    }

    /// Ids are usable and unique, and no word of a table can mean two entries of a list.
    fn words_are_clear<'w>(&mut self, path: &str, list: impl Iterator<Item = (&'w str, &'w Words, &'w [String])>) {
        let mut owners: BTreeMap<String, (usize, &str)> = BTreeMap::new();
        let mut ids = BTreeSet::new();
        for (n, (id, name, aliases)) in list.enumerate() {
            let own = format!("{path}.{n}");
            let usable = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
            if id.is_empty() || !id.chars().all(usable) {
                self.error("policy-bad-id", &format!("{own}.id"), &[("id", id)]);
            }
            if !ids.insert(id) {
                self.error("policy-doubled-id", &format!("{own}.id"), &[("id", id)]);
                continue;
            }
            let words = [("id", id), ("name.zh", name.zh.as_str()), ("name.en", name.en.as_str())];
            let words = words.into_iter().map(|(key, word)| (key.to_owned(), word));
            let aliases = aliases.iter().enumerate().map(|(a, word)| (format!("aliases.{a}"), word.as_str()));
            for (key, word) in words.chain(aliases) {
                let place = format!("{own}.{key}");
                if word.trim().is_empty() || word.contains([';', '\u{ff1b}', '、']) {
                    self.error("policy-bad-word", &place, &[("word", word)]);
                    continue;
                }
                let (owner, first) = *owners.entry(value_key(word)).or_insert((n, id));
                if owner != n {
                    self.error("policy-ambiguous-word", &place, &[("word", word), ("first", first), ("second", id)]);
                }
            }
        }
    }

    fn sides(&mut self) {
        let s = &self.policy.sides;
        for (n, tier) in s.receiving_tiers.value.iter().enumerate() {
            if s.sending_tiers.value.contains(tier) {
                self.error("policy-tier-on-both-sides", &format!("sides.receiving-tiers.value.{n}"), &[]);
            }
        }
    }

    fn language(&mut self) {
        let (language, before) = (&self.policy.rules.language, self.found.len());
        let levels: Vec<&str> = self.policy.ladders.language.value.iter().map(|l| l.id.as_str()).collect();
        let known = levels.join(", ");
        let minimum = language.minimum.iter().map(|p| ("rules.language.minimum.value".to_owned(), p));
        let by_subject = language.by_subject.iter().map(|(id, p)| (format!("rules.language.by-subject.{id}.value"), p));
        for (path, level) in minimum.chain(by_subject) {
            if !levels.contains(&level.value.as_str()) {
                self.error("policy-unknown-level", &path, &[("level", &level.value), ("known", &known)]);
            }
        }
        for id in language.by_subject.keys() {
            if self.policy.subject(id).is_none() {
                self.error("policy-unknown-subject", &format!("rules.language.by-subject.{id}"), &[("subject", id)]);
            }
        }
        // A level that nobody asks for was hardly written to be passed over.
        let stated = language.minimum.iter().map(|_| "rules.language.minimum".to_owned());
        let stated =
            stated.chain(language.by_subject.keys().map(|id| format!("rules.language.by-subject.{id}"))).next();
        if let Some(path) = stated.filter(|_| language.mode == Mode::Off && self.found.len() == before) {
            self.note(Severity::Warning, "policy-level-not-asked", &path, &[]);
        }
    }
}
