//! The clerk's way without a terminal: from the first page to a plan, to why a person moves, to a notice.

use crate::browser::Browser;
use crate::screens::{enter, keep, own};
use crate::served::Served;
use crate::support::{Place, root};
use serde_json::json;
use std::time::{Duration, Instant};

/// A browser in front of a desk.
struct Clerk<'a> {
    browser: Browser,
    desk: &'a Served,
    clicks: u32,
}

impl Clerk<'_> {
    /// Clicks what says these words, in the page rather than above it, and waits for the page that comes.
    fn click(&mut self, words: &str) {
        let all = "Array.from(document.querySelectorAll('main a, main button, nav a'))";
        self.follow(&format!("{all}.find((e) => e.textContent.includes({}))", json!(words)));
    }

    /// Clicks what an expression finds.
    fn follow(&mut self, what: &str) {
        self.clicks += 1;
        let click = format!(
            "(() => {{ const e = {what}; \
             if (!e) {{ throw new Error('nothing to click: ' + document.body.innerText); }} e.click(); }})()"
        );
        let faults = self.browser.follow(&click, own(self.desk));
        assert!(faults.is_empty(), "{what}: {}", faults.join("\n"));
    }

    fn text(&mut self) -> String {
        self.browser.value("document.body.innerText").as_str().unwrap_or_default().to_owned()
    }

    /// Chooses files in a field.
    fn choose_files(&mut self, field: &str, files: &[String]) {
        self.clicks += 1;
        let document = self.browser.call("DOM.getDocument", json!({}));
        let root = document["root"]["nodeId"].clone();
        let found = self.browser.call("DOM.querySelector", json!({ "nodeId": root, "selector": field }));
        self.browser.call("DOM.setFileInputFiles", json!({ "files": files, "nodeId": found["nodeId"] }));
    }

    /// Chooses what says these words in the list of a question.
    fn choose(&mut self, question: &str, words: &str) {
        self.clicks += 1;
        self.browser.value(&format!(
            "(() => {{ const set = Array.from(document.querySelectorAll('fieldset')).find((s) => s.textContent.includes({})); \
             const list = set.querySelector('select'); \
             const one = Array.from(list.options).find((o) => o.textContent.includes({})); \
             list.value = one.value; if (!list.value) {{ throw new Error('nothing is chosen'); }} }})()",
            json!(question),
            json!(words)
        ));
    }

    /// Chooses or types a value in a field.
    fn set(&mut self, field: &str, value: &str) {
        self.clicks += 1;
        self.browser.value(&format!(
            "(() => {{ const f = document.querySelector({}); f.value = {}; if (f.value !== {}) {{ throw new Error('not taken'); }} }})()",
            json!(field),
            json!(value),
            json!(value)
        ));
    }

    /// Waits until the page says it, by itself.
    fn wait(&mut self, words: &str) {
        let until = Instant::now() + Duration::from_secs(90);
        while !self.text().contains(words) {
            assert!(Instant::now() < until, "`{words}` does not come: {}", self.text());
            std::thread::sleep(Duration::from_millis(100));
        }
    }
}

#[test]
fn from_the_first_page_to_a_notice() {
    let mut desk = Served::start();
    let mut browser = Browser::online();
    enter(&mut browser, &mut desk);
    let faults = browser.visit(&desk.url("/"), 1280, own(&desk));
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    let mut clerk = Clerk { browser, desk: &desk, clicks: 0 };
    // The next step is the plan: the tables are sound.
    from_a_county_to_a_notice(&mut clerk);
    assert!(clerk.clicks <= 40, "{} clicks", clerk.clicks);
    // What was made is what a command reads.
    let run = desk.place.run(&["audit", "方案-2/county", "方案-2"]);
    assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
}

#[test]
fn from_an_offices_files_to_a_notice() {
    let mut desk = Served::fresh(Place::empty());
    desk.enter();
    let mut browser = Browser::online();
    enter(&mut browser, &mut desk);
    let faults = browser.visit(&desk.url("/"), 1280, own(&desk));
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    let mut clerk = Clerk { browser, desk: &desk, clicks: 0 };
    let office = root().join("data/examples/office").canonicalize().expect("the example's office");
    let path = |(name, _): &(String, Vec<u8>)| office.join(name).to_string_lossy().into_owned();
    let files: Vec<String> = crate::files::office().iter().map(path).collect();
    clerk.click("导入材料");
    clerk.choose_files("#files", &files);
    clerk.click("上传并认表");
    clerk.wait("还有 2 个问题要回答");
    keep("/files", "asks-zh.png", &mut clerk.browser);
    clerk.choose("按哪个政策", "全国通用");
    clerk.choose("规划哪个学年", "2026-2027");
    clerk.click("提交回答");
    clerk.wait("县数据已写好");
    clerk.click("打开县数据");
    let text = clerk.text();
    assert!(text.contains("云岭县") && text.contains("没有错误"), "{text}");
    from_a_county_to_a_notice(&mut clerk);
    assert!(clerk.clicks <= 40, "{} clicks", clerk.clicks);
    let run = desk.place.run(&["audit", "方案-2/county", "方案-2"]);
    assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
}

/// From a county without a plan, whose page or first page is open, to a notice.
fn from_a_county_to_a_notice(clerk: &mut Clerk<'_>) {
    clerk.click("编制方案");
    clerk.click("开始编制");
    // The page of the job tells by itself when it is done.
    clerk.wait("已得出方案，并证明最优");
    keep("/job", "zh.png", &mut clerk.browser);
    clerk.click("打开方案“方案-1”");
    let text = clerk.text();
    for said in ["规则执行情况", "交流人员"] {
        assert!(text.contains(said), "`{said}` is not in\n{text}");
    }
    // The first who moves and is not bound to, as the tables have it.
    clerk
        .follow("Array.from(document.querySelectorAll('a[href*=\"/people/\"]')).find((a) => !a.href.includes('T005'))");
    assert!(clerk.text().contains("本方案的安排"));
    clerk.click("计算其他安排及其代价");
    clerk.wait("为什么这样安排");
    let text = clerk.text();
    for said in ["确定程度", "其他安排"] {
        assert!(text.contains(said), "`{said}` is not in\n{text}");
    }
    // By hand: the first who moves is to stay; what follows is said, and the rest adjusted.
    clerk.set("select[name=to]", "stay");
    clerk.click("看会怎样");
    assert!(clerk.text().contains("改为留在原校"), "{}", clerk.text());
    clerk.set("#reason", "本人有特殊困难");
    clerk.click("其余自动调整");
    clerk.wait("打开方案“方案-2”");
    clerk.click("打开方案“方案-2”");
    clerk.click("公示");
    clerk.click("生成公示材料");
    clerk.wait("看公示“公示-1”");
    clerk.click("看公示“公示-1”");
    let text = clerk.text();
    assert!(text.contains("名单公示") && text.contains("**") && !text.contains("T022"), "{text}");
    clerk.click("年度首页");
    let text = clerk.text();
    assert!(text.contains("已公示"), "{text}");
}
