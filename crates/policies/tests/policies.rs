//! Policies: the built-in ones, merging, and every fault with its code and line.

use lungang_domain::finding::{Findings, Severity};
use lungang_domain::number::Decimal;
use lungang_domain::policy::{BackboneOf, ByArea, Grade, Mode, Policy};
use lungang_domain::rule::RuleName;
use lungang_domain::words::{self, Lang};
use lungang_policies::{built_in, examine, fingerprint, load, load_text, to_toml};
use std::collections::BTreeSet;

fn national() -> Policy {
    load("national", None).expect("the national policy loads")
}

fn variant(text: &str) -> Result<Policy, Findings> {
    load_text("mine.toml", &format!("extends = \"national\"\n{text}"))
}

/// Code, line and column of every finding, in order.
fn seen(result: Result<Policy, Findings>) -> Vec<(&'static str, u32, String)> {
    let findings = result.expect_err("the policy has faults");
    let place = |f: &lungang_domain::finding::Finding| (f.place.row.unwrap_or(0), f.place.column.clone());
    findings.sorted().iter().map(|f| (f.code, place(f).0, place(f).1.unwrap_or_default())).collect()
}

fn codes(result: Result<Policy, Findings>) -> Vec<(&'static str, u32)> {
    seen(result).into_iter().map(|(code, line, _)| (code, line)).collect()
}

fn params<'v>(path: String, value: &'v toml::Value, out: &mut Vec<(String, &'v toml::Table)>) {
    match value {
        toml::Value::Table(t) if t.contains_key("value") && t.contains_key("source") => out.push((path, t)),
        toml::Value::Table(t) => t.iter().for_each(|(k, v)| params(format!("{path}.{k}"), v, out)),
        toml::Value::Array(a) => a.iter().enumerate().for_each(|(n, v)| params(format!("{path}[{n}]"), v, out)),
        _ => {}
    }
}

#[test]
fn every_built_in_policy_loads_without_a_finding() {
    for (id, _) in built_in() {
        let examined = examine(id, None);
        let found: Vec<_> = examined.findings.sorted().iter().map(|f| f.cause(Lang::EN)).collect();
        assert!(found.is_empty(), "{id}: {found:?}");
        assert_eq!(examined.policy.expect("no finding").id, *id);
    }
}

#[test]
fn what_nobody_sees_is_left_out_of_a_policy_and_told_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("own\u{202e}.toml");
    let text = "extends = \"national\"\n[name]\nzh = \"政\\u202e策\"\nen = \"po\u{200b}licy\"\n";
    std::fs::write(&file, text).expect("written");
    let examined = examine(&file.display().to_string(), None);
    let policy = examined.policy.expect("a policy");
    assert_eq!((policy.name.zh.as_str(), policy.name.en.as_str(), policy.id.as_str()), ("政策", "policy", "own"));
    let told: Vec<_> = examined.findings.sorted().iter().map(|f| (f.code, f.place.row, f.severity)).collect();
    assert_eq!(told, [("invisible-in-settings", Some(3), Severity::Warning)]);
    assert!(to_toml(&policy).chars().all(|c| !matches!(c, '\u{202e}' | '\u{200b}')));
}

#[test]
fn every_parameter_has_a_source() {
    for (id, text) in built_in() {
        let root = toml::Value::Table(text.parse().expect("TOML"));
        let mut all = Vec::new();
        params(String::new(), &root, &mut all);
        assert!(!all.is_empty(), "{id}");
        for (path, param) in all {
            let source = param["source"].as_str().unwrap_or_default();
            assert!(source.chars().count() >= 4, "{id}{path}: no source");
            if param["grade"].as_str() == Some("doc") {
                assert!(source.contains("号 "), "{id}{path}: a doc names document and clause");
            }
        }
    }
}

#[test]
fn a_variant_states_only_what_differs() {
    fn walk(path: String, mine: &toml::Value, base: Option<&toml::Value>) {
        match (mine, base) {
            (toml::Value::Table(t), Some(toml::Value::Table(b))) if !t.contains_key("source") => {
                t.iter().for_each(|(k, v)| walk(format!("{path}.{k}"), v, b.get(k)));
            }
            (mine, base) => assert_ne!(Some(mine), base, "{path} repeats its base"),
        }
    }
    for (id, text) in built_in() {
        let mine: toml::Table = text.parse().expect("TOML");
        let Some(base) = mine.get("extends").and_then(|b| b.as_str()) else {
            continue;
        };
        let base = load(base, None).expect("the base loads");
        // The base as a whole policy, written by the same rules as the variant's own text.
        let whole = to_toml(&load(id, None).expect("the variant loads"));
        let whole: toml::Value = toml::Value::Table(whole.parse().expect("TOML"));
        let base: toml::Value = toml::Value::Table(to_toml(&base).parse().expect("TOML"));
        for key in mine.keys().filter(|k| *k != "extends") {
            stated(&mine[key], &whole[key], base.get(key), key, &walk);
        }
    }

    /// Compares what the variant states, as the program read it, with the base.
    fn stated(
        mine: &toml::Value,
        whole: &toml::Value,
        base: Option<&toml::Value>,
        path: &str,
        walk: &dyn Fn(String, &toml::Value, Option<&toml::Value>),
    ) {
        match mine {
            toml::Value::Table(t) if !t.contains_key("source") => {
                for (key, inner) in t {
                    let base = base.and_then(|b| b.get(key));
                    stated(inner, &whole[key.as_str()], base, &format!("{path}.{key}"), walk);
                }
            }
            _ => walk(path.to_owned(), whole, base),
        }
    }
}

#[test]
fn the_timetable_keeps_to_the_curriculum_plan() {
    let policy = national();
    let weeks = [35, 35, 35, 35, 35, 35, 35, 35, 33];
    let year = |w: &[u32; 9]| w.iter().zip(weeks).map(|(p, n)| p * n).sum::<u32>();
    let weekly = |id: &str| {
        let subject = &policy.subjects[policy.subject(id).expect("a subject").at()];
        subject.weekly.as_ref().expect("a timetable").value
    };
    let mut sums = [0; 9];
    for w in policy.subjects.iter().filter_map(|s| s.weekly.as_ref()) {
        sums.iter_mut().zip(w.value).for_each(|(sum, periods)| *sum += periods);
    }
    assert_eq!(sums, [26, 26, 30, 30, 30, 30, 34, 34, 34]);
    assert_eq!(year(&sums), 9_522);
    for (subjects, low, high) in [
        (&["chinese"][..], 20, 22),
        (&["maths"], 13, 15),
        (&["english"], 6, 8),
        (&["pe"], 10, 11),
        (&["music", "art"], 9, 11),
        (&["science", "physics", "chemistry", "biology"], 8, 10),
        (&["labour", "local"], 14, 18),
    ] {
        let share: u32 = subjects.iter().map(|id| year(&weekly(id))).sum::<u32>() * 100;
        assert!(share >= low * 9_522 && share <= high * 9_522, "{subjects:?}: {share}");
    }
}

#[test]
fn the_numbers_of_the_facts_are_in_the_policies() {
    let n = national();
    assert_eq!(n.staffing.pupils_per_post.value.primary, ByArea::same(Decimal::whole(19)));
    assert_eq!(n.staffing.pupils_per_post.value.junior, ByArea::same(Decimal(135_000)));
    assert_eq!(n.eligibility.years_same_school.value, 6);
    let scarce: Vec<&str> = n.subjects.iter().filter(|s| s.scarce).map(|s| s.id.as_str()).collect();
    assert_eq!(scarce, ["english", "pe", "music", "art"]);
    for law in [&n.rules.exchange_quota.mode, &n.rules.backbone_share.mode] {
        assert_eq!(*law, Mode::Hard);
    }

    let k = load("kizilsu-2018", None).expect("loads");
    assert_eq!(k.rules.exchange_quota.share.value, Decimal(1_000));
    assert_eq!(k.rules.backbone_share.share.value, Decimal(2_000));
    assert_eq!(k.rules.backbone_share.of.value, BackboneOf::Moved);
    assert_eq!(k.rules.exchange_quota.share.grade, Grade::Doc);
    assert!(k.rules.exchange_quota.law && k.rules.backbone_share.law);
    assert_eq!(k.rules.exchange_quota.clause.as_deref(), Some("克政办发〔2018〕59号 三(二)3"));

    assert_eq!(load("anhui", None).expect("loads").rules.backbone_share.of.value, BackboneOf::Eligible);
    let hefei = load("hefei", None).expect("loads");
    assert_eq!(hefei.rules.backbone_share.of.value, BackboneOf::Eligible, "inherited from anhui");
    assert_eq!(hefei.rules.graduating_share.mode, Mode::Hard);
    assert_eq!(hefei.rules.graduating_share.share.value, Decimal(3_000));
    let beijing = load("beijing", None).expect("loads").eligibility;
    assert_eq!(beijing.max_age_male.map(|p| p.value), Some(50));
    assert_eq!(beijing.max_age_female.map(|p| p.value), Some(45));
}

#[test]
fn a_policy_cites_its_own_documents_alone() {
    let county = "克政办发";
    for id in ["national", "anhui", "hefei", "beijing"] {
        let policy = load(id, None).expect("loads");
        assert!(!lungang_policies::to_toml(&policy).contains(county), "{id} cites one county's document");
    }
    let national = load("national", None).expect("loads").rules;
    assert_eq!(national.clause(RuleName::Housing), None);
    assert_eq!(national.clause(RuleName::PostBalance), None, "nothing of the program's own");
}

#[test]
fn a_clause_stands_for_the_numbers_of_its_document() {
    let rules = |more: &str| load_text("own.toml", &format!("extends = 'kizilsu-2018'\n{more}")).expect("loads").rules;
    let number = |share: &str| {
        format!("[rules.exchange-quota]\nshare = {{ value = '{share}', source = 'x', grade = 'practice' }}\n")
    };
    let cited = Some("克政办发〔2018〕59号 三(二)3");
    let quota = RuleName::ExchangeQuota;
    assert_eq!(rules("").clause(quota), cited, "nothing changed");
    assert_eq!(rules(&number("10%")).clause(quota), cited, "the same number");
    assert_eq!(rules(&number("15%")).clause(quota), None, "another number than the document's");
    assert_eq!(rules(&format!("{}clause = '某县〔2026〕1号'", number("15%"))).clause(quota), Some("某县〔2026〕1号"));
    let soft = rules("[rules.exchange-quota]\nmode = 'soft'\nreason = 'x'");
    assert_eq!(soft.clause(quota), cited, "how it binds is no number");
    for nothing in ["", " ", "-", "–", "—", "/", "无"] {
        assert_eq!(rules(&format!("[rules.exchange-quota]\nclause = '{nothing}'")).clause(quota), None, "`{nothing}`");
    }
}

#[test]
fn a_policy_written_out_reads_back_the_same() {
    let mut prints = BTreeSet::new();
    for (id, _) in built_in() {
        let policy = load(id, None).expect("loads");
        let again = load_text("again.toml", &to_toml(&policy)).expect("its own text loads");
        assert_eq!(policy, again);
        assert_eq!(fingerprint(&policy), fingerprint(&again));
        assert_eq!(fingerprint(&policy).len(), 64);
        prints.insert(fingerprint(&policy));
    }
    assert_eq!(prints.len(), built_in().len(), "different policies have different prints");
}

#[test]
fn a_variant_merges_unsets_and_adds() {
    let policy = variant(
        r#"
        unset = ["eligibility.max-age-male"]
        [eligibility]
        max-age-female = { value = 52, source = "县教育局〔2026〕1号", grade = "doc" }
        excluded-titles = { value = ["none"], source = "县教育局〔2026〕1号", grade = "doc" }
        [rules]
        exchange-quota = { mode = "soft", reason = "试点一年" }
        language.by-subject.chinese = { value = "2A", source = "县教育局〔2026〕1号", grade = "doc" }
        [[add-subjects]]
        id = "kirghiz"
        name = { zh = "柯尔克孜语文", en = "Kirghiz" }
        "#,
    )
    .expect("the variant applies");
    let base = national();
    assert_eq!((policy.id.as_str(), policy.name.zh.as_str()), ("mine", "mine"), "named after its file");
    assert_eq!(policy.eligibility.max_age_male, None);
    assert_eq!(policy.eligibility.max_age_female.map(|p| p.value), Some(52));
    assert!(policy.eligibility.excluded_titles.is_some());
    assert_eq!(policy.rules.exchange_quota.mode, Mode::Soft);
    assert_eq!(policy.rules.exchange_quota.share, base.rules.exchange_quota.share, "the rest is inherited");
    assert_eq!(policy.subjects.len(), base.subjects.len() + 1);
    assert_eq!(policy.subjects.last().map(|s| s.id.as_str()), Some("kirghiz"));
}

#[test]
fn files_extend_files_and_a_circle_is_found() {
    let dir = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| std::fs::write(dir.path().join(name), text).expect("written");
    write("county.toml", "extends = \"prefecture.toml\"\nrules.pins.mode = \"off\"\n");
    write("prefecture.toml", "\u{feff}extends = \"kizilsu-2018\"\nid = \"p\"\nrules.housing.mode = \"soft\"\n");
    let examined = examine("county.toml", Some(dir.path()));
    let policy = examined.policy.expect("the chain loads");
    assert_eq!(
        (policy.id.as_str(), policy.rules.pins.mode, policy.rules.housing.mode),
        ("county", Mode::Off, Mode::Soft)
    );
    assert_eq!(policy.rules.exchange_quota.share.grade, Grade::Doc, "from the prefecture's built-in policy");
    assert_eq!(examined.files.len(), 2);

    write("a.toml", "id = \"a\"\nextends = \"b.toml\"\n");
    write("b.toml", "extends = \"a.toml\"\n");
    assert_eq!(seen(load("a.toml", Some(dir.path()))), [("policy-base-cycle", 1, "11".to_owned())]);
    write("c.toml", "\n extends = \"nowhere\"\n");
    assert_eq!(seen(load("c.toml", Some(dir.path()))), [("policy-unknown-base", 2, "12".to_owned())]);
    write("d.toml", "extends = 7\n");
    assert_eq!(codes(load("d.toml", Some(dir.path()))), [("policy-wrong-type", 1)]);
    std::fs::write(dir.path().join("gbk.toml"), b"# \xb9\xfa\n").expect("written");
    assert_eq!(codes(load("gbk.toml", Some(dir.path()))), [("policy-not-utf8", 0)]);
    write("large.toml", &"#\n".repeat(600_000));
    assert_eq!(codes(load("large.toml", Some(dir.path()))), [("policy-too-large", 0)]);
    assert_eq!(codes(load("nothing", Some(dir.path()))), [("policy-not-found", 0)]);
    // A folder is no policy file.
    assert_eq!(codes(load(".", Some(dir.path()))), [("special-file", 0)]);
}

#[test]
fn faults_of_shape_come_all_at_once_with_line_and_column() {
    let text = concat!(
        "rules.exchange-quotas.mode = \"hard\"\n",
        "rules.exchange-quota.share = 0.1\n",
        "rules.backbone-share.mode = \"firm\"\n",
        "rules.inflow-cap.share = { value = \"10%\" }\n",
        "rules.outflow-cap.share = { value = \"1.23456\", source = \"…\", grade = \"doc\" }\n",
        "weights.allowance = { value = [1, 2], source = \"…\", grade = \"doc\" }\n",
        "eligibility.rest-years = { value = -1, source = \"…\", grade = \"doc\" }\n",
        "movement.term-years = { value = 2026-09-01, source = \"…\", grade = \"doc\" }\n",
        "rules.exchange-quota.mode = \"off\"\n",
    );
    assert_eq!(
        seen(variant(text)).iter().map(|(c, l, k)| (*c, *l, k.as_str())).collect::<Vec<_>>(),
        [
            ("policy-patch-does-not-apply", 2, "7"),
            ("policy-wrong-type", 3, "30"),
            ("policy-unknown-value", 4, "29"),
            ("policy-missing-key", 5, "26"),
            ("policy-missing-key", 5, "26"),
            ("policy-bad-value", 6, "37"),
            ("policy-bad-value", 7, "31"),
            ("policy-bad-value", 8, "36"),
            ("policy-wrong-type", 9, "33"),
            ("policy-law-needs-reason", 10, "29"),
        ]
    );
    // A policy without a base: an unknown key is its own fault, and all it lacks is said.
    let found = codes(load_text("root.toml", "id = \"x\"\nunset = []\nidd = 1\n"));
    assert_eq!(found.iter().filter(|f| **f == ("policy-unknown-key", 2)).count(), 1);
    assert_eq!(found.iter().filter(|f| **f == ("policy-unknown-key", 3)).count(), 1);
    assert_eq!(found.iter().filter(|f| f.0 == "policy-missing-key").count(), 13);
}

#[test]
fn syntax_faults_come_all_at_once() {
    let found = codes(load_text("bad.toml", "a = \nb = \"x\nc = 1\nc = 2\n"));
    assert!(found.len() >= 3 && found.iter().all(|f| f.0 == "policy-syntax"), "{found:?}");
    assert!([1, 2, 4].iter().all(|line| found.contains(&("policy-syntax", *line))), "{found:?}");
}

/// Every fault of meaning: one variant each, with the code and the line.
const BAD: &[(&str, u32, &str)] = &[
    ("policy-law-needs-reason", 2, "rules.exchange-quota.mode = 'off'"),
    ("policy-law-stays-law", 2, "rules.exchange-quota = { law = false, mode = 'off' }"),
    (
        "policy-out-of-range",
        2,
        "rules.balance.limit.backbone = { value = { primary = 0, junior = 0.45 }, source = 's', grade = 'doc' }",
    ),
    ("policy-unknown-value", 2, "rules.balance.indicators = { value = ['it'], source = 's', grade = 'doc' }"),
    (
        "policy-goal-not-of-balance",
        2,
        "goals = [{ name = 'wishes', stages = ['primary'] }, { name = 'lottery' }, { name = 'lottery-posts' }]",
    ),
    (
        "policy-empty-list",
        2,
        "goals = [{ name = 'balance', indicators = [] }, { name = 'lottery' }, { name = 'lottery-posts' }]",
    ),
    (
        "policy-unknown-value",
        2,
        "goals = [{ name = 'balance', indicators = ['computers'] }, { name = 'lottery' }, { name = 'lottery-posts' }]",
    ),
    ("policy-empty-list", 2, "rules.continuity.who = { value = [], source = 's', grade = 'doc' }"),
    ("policy-cannot-unset", 2, "unset = ['rules.exchange-quota.law']"),
    ("policy-law-needs-reason", 3, "rules.backbone-share.reason = ' '\nrules.backbone-share.mode = 'soft'"),
    ("policy-out-of-range", 2, "repairs.inflow-cap = { value = 0, source = 'x', grade = 'doc' }"),
    ("policy-empty-source", 2, "movement.detour = { value = 1.2, source = ' ', grade = 'doc' }"),
    ("policy-out-of-range", 2, "rules.exchange-quota.share = { value = '101%', source = 's', grade = 'doc' }"),
    ("policy-out-of-range", 2, "rules.inflow-cap.share = { value = -0.1, source = 's', grade = 'doc' }"),
    (
        "policy-out-of-range",
        2,
        "staffing.pupils-per-post = { value = { primary = 0, junior = 13.5 }, source = 's', grade = 'doc' }",
    ),
    ("policy-out-of-range", 2, "movement.term-years = { value = 4, source = 's', grade = 'doc' }"),
    ("policy-out-of-range", 2, "movement.detour = { value = 0.9, source = 's', grade = 'doc' }"),
    ("policy-budget-missing", 3, "rules.budget.reason = 'r'\nrules.budget.mode = 'hard'"),
    (
        "policy-out-of-range",
        2,
        "weights.allowance = { value = [0, 0, 0, 0, 0, 0, 83334], source = 's', grade = 'doc' }",
    ),
    (
        "policy-grade-not-of-backbone",
        2,
        "ladders.language = { value = [{ id = '3A', grade = 'county', name = { zh = '三甲', en = '3 A' } }], source = 's', grade = 'practice' }",
    ),
    ("policy-empty-list", 2, "rules.backbone-share.levels = { value = [], source = 's', grade = 'practice' }"),
    ("policy-volunteers-without-goal", 2, "movement.who = { value = 'volunteers-first', source = 's', grade = 'doc' }"),
    ("policy-most-below-share", 2, "rules.exchange-quota.most = { value = '9%', source = 's', grade = 'practice' }"),
    ("policy-out-of-range", 2, "rules.exchange-quota.most = { value = '101%', source = 's', grade = 'practice' }"),
    ("policy-two-way-without-up", 2, "rules.two-way.mode = 'hard'"),
    ("policy-out-of-range", 2, "principals.terms = { value = 0, source = 's', grade = 'doc' }"),
    ("policy-out-of-range", 2, "principals.term-years = { value = 11, source = 's', grade = 'doc' }"),
    ("policy-out-of-range", 2, "principals.max-km = { value = 10001, source = 's', grade = 'practice' }"),
    ("policy-empty-list", 2, "principals.roles = { value = [], source = 's', grade = 'doc' }"),
    (
        "policy-role-heads-nothing",
        2,
        "principals.roles = { value = ['principal', 'teacher'], source = 's', grade = 'doc' }",
    ),
    (
        "policy-principals-twice",
        3,
        "eligibility.principals-move = { value = true, source = 's', grade = 'doc' }\nprincipals.on = { value = true, source = 's', grade = 'doc' }",
    ),
    ("policy-retirement-delay", 2, "years.retirement-age-male = { value = 62, source = 's', grade = 'doc' }"),
    (
        "policy-out-of-range",
        2,
        "years.retirement-delay-male = { value = { born = '1965-01-01', step = 0, at-most = 36 }, source = 's', grade = 'doc' }",
    ),
    ("policy-need-weight", 3, "[weights]\nneed-base = { value = 90000, source = 's', grade = 'doc' }"),
    ("policy-wish-unlisted", 3, "[weights]\nwish-unlisted = { value = 60, source = 's', grade = 'doc' }"),
    ("policy-empty-list", 2, "goals = []"),
    ("policy-empty-list", 2, "ladders.backbone = { value = [], source = 's', grade = 'doc' }"),
    ("policy-empty-list", 2, "movement.directions = { value = [], source = 's', grade = 'doc' }"),
    ("policy-bad-id", 3, "[[add-subjects]]\nid = '柯语'\nname = { zh = '柯语', en = 'K' }"),
    ("policy-doubled-id", 3, "[[add-subjects]]\nid = 'music'\nname = { zh = '乐', en = 'M' }"),
    ("policy-bad-word", 4, "[[add-subjects]]\nid = 'k'\nname = { zh = '柯语;汉语', en = 'K' }"),
    ("policy-ambiguous-word", 5, "[[add-subjects]]\nid = 'k'\nname = { zh = '柯语', en = 'K' }\naliases = ['数学']"),
    (
        "policy-tier-on-both-sides",
        2,
        "sides.receiving-tiers = { value = ['weak', 'quality'], source = 's', grade = 'doc' }",
    ),
    ("policy-unknown-level", 2, "rules.language.minimum = { value = '4A', source = 's', grade = 'doc' }"),
    ("policy-unknown-subject", 2, "rules.language.by-subject.magic = { value = '3A', source = 's', grade = 'doc' }"),
    ("policy-unknown-goal", 2, "goals = [{ name = 'welfare' }, { name = 'lottery' }, { name = 'lottery-posts' }]"),
    (
        "policy-doubled-goal",
        2,
        "goals = [{ name = 'wishes' }, { name = 'wishes' }, { name = 'lottery' }, { name = 'lottery-posts' }]",
    ),
    (
        "policy-goal-not-maximised",
        2,
        "goals = [{ name = 'wishes', sense = 'max' }, { name = 'lottery' }, { name = 'lottery-posts' }]",
    ),
    ("policy-cannot-unset", 2, "unset = ['movement.detour']"),
    ("policy-patch-does-not-apply", 2, "unset = ['rules.language.minimum']"),
    ("policy-wrong-type", 2, "unset = 'eligibility.max-age-male'"),
    ("policy-wrong-type", 2, "add-subjects = 'music'"),
];

#[test]
fn every_fault_of_meaning_is_found_at_its_line() {
    for (code, line, text) in BAD {
        assert_eq!(codes(variant(text)), [(*code, *line)], "{text}");
    }
    let many = "[[add-subjects]]\nid = 'x'\nname = { zh = 'x', en = 'x' }\n".repeat(200);
    assert!(codes(variant(&many)).iter().any(|f| f.0 == "policy-list-too-long"));
}

#[test]
fn warnings_do_not_stop_a_policy() {
    let dir = tempfile::tempdir().expect("a folder");
    let warned = |text: &str| {
        std::fs::write(dir.path().join("w.toml"), format!("extends = 'national'\n{text}")).expect("written");
        let examined = examine("w.toml", Some(dir.path()));
        assert!(examined.policy.is_some());
        assert_eq!(examined.findings.count(Severity::Error), 0);
        examined.findings.sorted().iter().map(|f| (f.code, f.place.row)).collect::<Vec<_>>()
    };
    let first = "goals = [{ name = 'lottery' }, { name = 'wishes' }]";
    assert_eq!(warned(first), [("policy-lottery-not-last", Some(2)), ("policy-no-lottery-posts", Some(2))]);
    let between = "goals = [{ name = 'lottery' }, { name = 'wishes' }, { name = 'lottery-posts' }]";
    assert_eq!(warned(between), [("policy-lottery-not-last", Some(2))]);
    assert_eq!(
        warned("goals = [{ name = 'lottery-posts' }, { name = 'lottery' }]"),
        [("policy-lottery-not-last", Some(2))]
    );
    // An old policy keeps working: people are drawn, and where they go may be open.
    assert_eq!(warned("goals = [{ name = 'lottery' }]"), [("policy-no-lottery-posts", Some(2))]);
    assert_eq!(warned("goals = [{ name = 'lottery-posts' }]"), []);
    assert_eq!(warned("goals = [{ name = 'wishes' }]"), [("policy-no-lottery", Some(2))]);
    let bare = "subjects = [{ id = 'x', name = { zh = '某', en = 'x' } }]";
    assert_eq!(warned(bare), [("policy-no-timetable", Some(2)), ("policy-no-timetable", Some(2))]);
    let own = "goals = [{ name = 'welfare', measure = 'scores', sense = 'max' }, { name = 'lottery' }, { name = 'lottery-posts' }]";
    assert_eq!(warned(own), []);
}

#[test]
fn every_finding_fills_its_words_in_both_languages() {
    let mut texts: Vec<String> = BAD.iter().map(|(_, _, text)| (*text).to_owned()).collect();
    texts.extend(
        ["rules.x.y = 1", "weights.need-base = 'x'", "disclosure.mask-names = {}", "a = ", "extends2 = 1"]
            .map(String::from),
    );
    for text in texts {
        for finding in variant(&text).expect_err("bad").sorted() {
            // A value of a name that another has already is lost without a word.
            let names: std::collections::BTreeSet<&str> = finding.args.iter().map(|(name, _)| *name).collect();
            assert_eq!(names.len(), finding.args.len(), "{}: {:?}", finding.code, finding.args);
            for lang in Lang::COMPLETE {
                for words in [finding.cause(lang), finding.remedy(lang)] {
                    let placeholder = words.split('{').skip(1).any(|rest| {
                        rest.split('}')
                            .next()
                            .is_some_and(|n| !n.is_empty() && n.chars().all(|c| c.is_ascii_lowercase()))
                    });
                    assert!(!words.starts_with("finding.") && !placeholder, "{}: {words}", finding.code);
                }
            }
        }
    }
    assert!(words::has("finding.policy-unreadable.cause") && words::has("finding.policy-list-too-long.remedy"));
}

#[test]
fn garbage_is_told_and_never_panics() {
    let whole = to_toml(&national());
    // Cutting the file anywhere, or spoiling any line, gives findings or a policy.
    for (n, _) in whole.lines().enumerate() {
        let cut: Vec<&str> = whole.lines().take(n).collect();
        let _ = load_text("cut.toml", &cut.join("\n"));
        let spoilt: Vec<&str> =
            whole.lines().enumerate().map(|(m, l)| if m == n { "x = [1, \"a\"]" } else { l }).collect();
        assert!(load_text("spoilt.toml", &spoilt.join("\n")).is_err(), "line {n}");
    }
    assert!(load_text("deep.toml", &format!("a = {}", "[".repeat(100_000))).is_err());
}
