//! Long work: how it ends, and that nothing is lost when something dies.

use crate::served::{Served, part};
use crate::support::Place;
use std::time::{Duration, Instant};

/// Entered on a folder.
fn desk(place: Place) -> Served {
    let mut served = Served::fresh(place);
    served.enter();
    served
}

/// A generated county that takes a while.
fn slow() -> Place {
    let place = Place::empty();
    let run = place.run(&["generate", "-o", "county", "--size", "L", "--policy", "kizilsu-2018", "-q"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    place
}

/// Asks for a plan and waits until its process runs.
fn running(desk: &Served) -> String {
    let answer = desk.post("/county/county/plan", &[("seed", "1"), ("limit", "")]);
    assert_eq!(answer.status, 303, "{}", answer.text());
    let job = answer.header("location").expect("a job").to_owned();
    let until = Instant::now() + Duration::from_secs(60);
    while !desk.page(&job).contains("正在进行") {
        assert!(Instant::now() < until, "{}", desk.page(&job));
        std::thread::sleep(Duration::from_millis(20));
    }
    job
}

#[test]
fn plans_are_numbered_and_never_overwritten() {
    let desk = desk(Place::new());
    desk.place.write("方案-3/notes.txt", "somebody's own");
    let page = desk.work("/county/county/plan", &[("seed", "1"), ("limit", "60")]);
    assert!(page.contains("已得出方案，并证明最优") && page.contains("方案-4"), "{page}");
    let page = desk.work("/county/county/plan", &[("seed", "2"), ("limit", ""), ("policy", "national")]);
    assert!(page.contains("方案-5"), "{page}");
    assert_eq!(desk.place.names("方案-3"), ["notes.txt"]);
    // As the command makes it.
    let run = desk.place.run(&["plan", "county", "-o", "by-hand", "--seed", "1", "-q"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let (ours, theirs) = (desk.place.read("方案-4/assignments.csv"), desk.place.read("by-hand/assignments.csv"));
    assert_eq!(ours, theirs);
    let home = desk.page("/");
    for said in ["方案-4", "方案-5", "by-hand"] {
        assert!(home.contains(said), "{said}: {home}");
    }
}

#[test]
fn what_is_mistyped_is_said_and_nothing_is_made() {
    let desk = desk(Place::new());
    for (fields, said) in [
        (vec![("seed", ""), ("limit", "60")], "种子没有填"),
        (vec![("seed", "x"), ("limit", "60")], "种子不是可用的整数：x"),
        (vec![("seed", "-1"), ("limit", "60")], "种子不是可用的整数"),
        (vec![("seed", "1"), ("limit", "9999999")], "填 0 至 86400 的整数"),
        (vec![("seed", "1"), ("policy", "no-such")], "没有这个政策"),
    ] {
        let answer = desk.post("/county/county/plan", &fields);
        assert_eq!(answer.status, 422, "{fields:?}");
        assert!(answer.text().contains(said), "{fields:?}: {}", answer.text());
    }
    assert_eq!(desk.place.names("."), [".desk", "county"]);
}

#[test]
fn where_there_is_no_plan_the_repairs_are_told() {
    let place = Place::new();
    let pins = place.read("county/pins.csv");
    place.write("county/pins.csv", format!("{}\nT037,派到,S08,体育,试点\n", pins.trim_end()));
    place.set_cell("county/schools.csv", "S08", "周转床位数", "0");
    let desk = desk(place);
    let page = desk.work("/county/county/plan", &[("seed", "1"), ("limit", "60")]);
    for said in ["没有可行方案", "不能同时满足的规则", "可行的调整", "过程记录"] {
        assert!(page.contains(said), "`{said}` is not in\n{page}");
    }
    assert!(!desk.place.names(".").iter().any(|name| name.starts_with("方案")));
    assert!(desk.page("/county/county").contains("还没有方案"));
}

#[test]
fn a_county_with_errors_leads_to_them() {
    let place = Place::new();
    place.set_cell("county/teachers.csv", "T022", "任教学科", "炼金术");
    let desk = desk(place);
    let home = desk.page("/");
    assert!(home.contains("看问题清单"), "{home}");
    let page = desk.page("/county/county/problems");
    assert!(page.contains("炼金术") && page.contains("teachers.csv"), "{page}");
    for path in ["/county/county/people", "/county/county/plan"] {
        assert!(desk.page(path).contains("表中还有错误"), "{path}");
    }
    assert!(desk.post("/county/county/plan", &[("seed", "1")]).text().contains("表中还有错误"));
    // Mended beside the desk, and the page knows it at once.
    desk.place.set_cell("county/teachers.csv", "T022", "任教学科", "语文");
    assert!(desk.page("/county/county/people").contains("T022"));
}

#[test]
fn other_screens_do_not_wait_and_stopping_keeps_what_there_is() {
    let desk = desk(slow());
    let job = running(&desk);
    let began = Instant::now();
    for path in ["/", "/jobs", "/county/county/problems", "/county/county/plan"] {
        desk.page(path);
    }
    assert!(began.elapsed() < Duration::from_secs(20), "screens wait for the work: {:?}", began.elapsed());
    // A second plan waits for its turn, and can be withdrawn.
    let second = desk.post("/county/county/plan", &[("seed", "2"), ("limit", "")]);
    let second = second.header("location").expect("a job").to_owned();
    if desk.page(&second).contains("排队等候") {
        assert_eq!(desk.post(&format!("{second}/stop"), &[]).status, 303);
        assert!(desk.page(&second).contains("已撤回"), "{}", desk.page(&second));
    }
    assert_eq!(desk.post(&format!("{job}/stop"), &[]).status, 303);
    let page = desk.ended(&job);
    let kept = desk.place.path("方案-1/plan.json").exists();
    assert_eq!(page.contains("打开方案“方案-1”"), kept, "{page}");
    let told = ["已得的最好方案保留了下来", "已停止，没有留下文件", "已中断", "并证明最优"];
    assert!(told.iter().any(|said| page.contains(said)), "{page}");
}

#[test]
fn a_server_that_starts_again_says_what_was_cut_off() {
    let mut desk = desk(slow());
    let job = running(&desk);
    desk.kill();
    desk.open();
    assert_eq!(desk.get(&job).status, 403, "the cookie of another run is known");
    desk.enter();
    let page = desk.page(&job);
    assert!(page.contains("工作台关闭时中断"), "{page}");
    assert!(desk.page("/jobs").contains("工作台关闭时中断"));
    // Its process does not go on for nobody.
    let until = Instant::now() + Duration::from_secs(90);
    let left = |desk: &Served| desk.place.names(".").iter().any(|name| name.starts_with('.') && name.contains("方案"));
    while left(&desk) {
        assert!(Instant::now() < until, "{:?}", desk.place.names("."));
        std::thread::sleep(Duration::from_millis(200));
    }
}

#[test]
#[cfg(unix)]
fn a_process_that_dies_is_told() {
    let desk = desk(slow());
    let job = running(&desk);
    // The only child of the desk.
    let parent = desk.process().to_string();
    let until = Instant::now() + Duration::from_secs(30);
    let all = loop {
        let found = std::process::Command::new("pgrep").args(["-P", &parent]).output().expect("pgrep");
        let all: Vec<String> = String::from_utf8_lossy(&found.stdout).split_whitespace().map(str::to_owned).collect();
        if !all.is_empty() || Instant::now() > until {
            break all;
        }
        std::thread::sleep(Duration::from_millis(20));
    };
    assert_eq!(all.len(), 1, "{all:?}");
    assert!(std::process::Command::new("kill").args(["-9", &all[0]]).status().expect("kill").success());
    let page = desk.ended(&job);
    assert!(page.contains("求解进程意外终止"), "{page}");
    assert!(desk.page("/county/county").contains("还没有方案"));
}

#[test]
fn a_plan_that_was_edited_is_not_shown_as_it_was() {
    let desk = desk(Place::new());
    desk.work("/county/county/plan", &[("seed", "1"), ("limit", "60")]);
    let plan = format!("/plan/{}", part("方案-1"));
    assert!(desk.page(&plan).contains("T022"));
    desk.place.replace("方案-1/plan.json", "T022", "T023");
    let answer = desk.get(&plan);
    assert_eq!(answer.status, 422, "{}", answer.text());
    assert!(answer.text().contains("plan.json"), "{}", answer.text());
    assert!(desk.page("/").contains("plan.json"), "the list of plans says nothing of it");
}
