//! The clerk's way without a terminal: from the first page to a plan, to why a person moves, to a notice.

use crate::browser::Browser;
use crate::screens::{enter, keep, own};
use crate::served::Served;
use serde_json::json;
use std::time::{Duration, Instant};

/// A browser in front of a desk.
struct Clerk<'a> {
    browser: Browser,
    desk: &'a Served,
    clicks: u32,
}

impl Clerk<'_> {
    /// Clicks what says these words, and waits for the page that comes.
    fn click(&mut self, words: &str) {
        self.clicks += 1;
        let find = format!(
            "(() => {{ const e = Array.from(document.querySelectorAll('a, button')).find((e) => e.textContent.includes({})); \
             if (!e) {{ throw new Error('nothing to click: ' + document.body.innerText); }} e.click(); }})()",
            json!(words)
        );
        let faults = self.browser.follow(&find, own(self.desk));
        assert!(faults.is_empty(), "{words}: {}", faults.join("\n"));
    }

    fn text(&mut self) -> String {
        self.browser.value("document.body.innerText").as_str().unwrap_or_default().to_owned()
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
    clerk.click("编制方案");
    clerk.click("开始编制");
    // The page of the job tells by itself when it is done.
    clerk.wait("已得出方案，并证明最优");
    keep("/job", "zh.png", &mut clerk.browser);
    clerk.click("打开方案“方案-1”");
    let text = clerk.text();
    for said in ["规则执行情况", "交流人员", "T022"] {
        assert!(text.contains(said), "`{said}` is not in\n{text}");
    }
    clerk.click("T022");
    assert!(clerk.text().contains("本方案的安排"));
    clerk.click("计算其他安排及其代价");
    clerk.wait("为什么这样安排");
    let text = clerk.text();
    for said in ["确定程度", "其他安排", "路程负担"] {
        assert!(text.contains(said), "`{said}` is not in\n{text}");
    }
    clerk.click("公示");
    clerk.click("生成公示材料");
    clerk.wait("看公示“公示-1”");
    clerk.click("看公示“公示-1”");
    let text = clerk.text();
    assert!(text.contains("名单公示") && text.contains("董**") && !text.contains("T022"), "{text}");
    clerk.click("年度首页");
    let text = clerk.text();
    assert!(text.contains("已公示"), "{text}");
    assert!(clerk.clicks <= 40, "{} clicks", clerk.clicks);
    // What was made is what a command reads.
    let run = desk.place.run(&["audit", "county", "方案-1"]);
    assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
}
