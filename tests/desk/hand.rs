//! A decision by hand in a browser: what it breaks is said at once, the rest is adjusted into a new draft, the plan stays as it is.

use crate::served::{Served, part};

/// A desk with one plan.
fn desk() -> Served {
    let desk = Served::start();
    desk.work("/county/county/plan", &[("seed", "1"), ("limit", "60")]);
    desk
}

fn hand(teacher: &str) -> String {
    format!("/plan/{}/people/{teacher}/hand", part("方案-1"))
}

#[test]
fn what_breaks_is_said_at_once_as_the_command_says_it() {
    let desk = desk();
    let person = desk.page(&format!("/plan/{}/people/T022", part("方案-1")));
    for said in ["手工改动", "留在原校", "缺该教师任教学科的学校", "其他学校", "照本方案，并固定下来"]
    {
        assert!(person.contains(said), "`{said}` is not in\n{person}");
    }
    // Everything that is offered is understood.
    let offered: Vec<String> = person
        .split("<option value=\"")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap_or_default().to_owned())
        .collect();
    assert!(offered.len() > 8, "{offered:?}");
    for to in &offered {
        desk.page(&format!("{}?to={}", hand("T022"), part(to)));
    }
    let page = desk.page(&format!("{}?to={}", hand("T022"), part("S11:chinese")));
    for said in ["这样改会违反硬性规则", "接收上限", "缺额增加：S09 鹿渡乡一村小学 小学语文，0 → 1", "其余自动调整"]
    {
        assert!(page.contains(said), "`{said}` is not in\n{page}");
    }
    let run = desk.place.run(&["explain", "方案-1", "--by-hand", "T022=S11"]);
    for line in run.stdout.lines().skip(1).filter(|line| !line.contains("目标的变化")) {
        assert!(page.contains(line), "`{line}` is not in\n{page}");
    }
    assert!(desk.page(&format!("{}?to=stay", hand("T022"))).contains("可以这样改"));
    assert!(desk.page(&format!("{}?to={}", hand("T022"), part("S09:chinese"))).contains("方案正是这样安排的"));
    assert!(!desk.page("/jobs").contains("/jobs/2"), "looking makes a job");
}

#[test]
fn the_rest_is_adjusted_into_a_new_draft() {
    let desk = desk();
    let before = desk.place.read("方案-1/plan.json");
    let fields = [("to", "S11:chinese"), ("reason", "本人申请 11010519491231002X"), ("limit", "60")];
    let page = desk.work(&hand("T022"), &fields);
    for said in ["并证明最优", "打开方案“方案-2”", "与原方案“方案-1”并排比较"] {
        assert!(page.contains(said), "`{said}` is not in\n{page}");
    }
    assert_eq!(desk.place.read("方案-1/plan.json"), before, "the plan was changed");
    assert!(desk.place.read("方案-2/assignments.csv").contains("T022,"), "the pin is not kept");
    let row = desk.place.read("方案-2/assignments.csv");
    assert!(row.lines().any(|line| line.starts_with("T022,") && line.contains(",S11,")), "{row}");
    for file in ["方案-2/county/pins.csv", ".desk/job-2.json"] {
        let text = desk.place.read(file);
        assert!(text.contains("本人申请") && !text.contains("11010519491231002X"), "{file}: {text}");
    }
    let compare = format!("/compare?plan={}&plan={}", part("方案-1"), part("方案-2"));
    assert!(page.contains(&compare.replace('&', "&#38;")) || page.contains(&compare), "{page}");
    assert!(desk.page(&compare).contains("T022"));
    let run = desk.place.run(&["audit", "方案-2/county", "方案-2"]);
    assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
    // A draft of a draft: both decisions hold.
    let of_draft = format!("/plan/{}/people/T037/hand", part("方案-2"));
    let page = desk.work(&of_draft, &[("to", "stay"), ("reason", ""), ("limit", "")]);
    assert!(page.contains("打开方案“方案-3”"), "{page}");
    let rows = desk.place.read("方案-3/assignments.csv");
    assert!(!rows.contains("T037,") && rows.lines().any(|l| l.starts_with("T022,") && l.contains(",S11,")), "{rows}");
}

#[test]
fn what_cannot_be_asked_for_is_said_with_its_reason() {
    let desk = desk();
    let page = desk.work(&hand("T001"), &[("to", "S11:chinese"), ("limit", "60")]);
    assert!(page.contains("不符合交流条件") && page.contains("class=\"warning\""), "{page}");
    assert!(!desk.place.path("方案-2").exists());
    for to in ["", "nowhere", "S99:chinese", "S11:alchemy", "leave", "S11", "../S11:chinese", "stay=S11:chinese"] {
        let answer = desk.get(&format!("{}?to={}", hand("T022"), part(to)));
        assert_eq!(answer.status, 422, "{to}: {}", answer.text());
        assert_eq!(desk.post(&hand("T022"), &[("to", to)]).status, 422, "{to}");
    }
    assert_eq!(desk.get(&format!("{}?to=stay", hand("T999"))).status, 404);
    assert_eq!(desk.post(&hand("T022"), &[("to", "stay"), ("limit", "x")]).status, 422);
}
