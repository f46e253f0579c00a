//! A real Chromium, driven over a pair of pipes by its DevTools protocol: no port, no library, no driver of its own.

use serde_json::{Value, json};
use std::fs::{File, OpenOptions};
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// How long anything may take.
const PATIENCE: Duration = Duration::from_secs(90);

/// What a browser of the machine may be called.
const NAMES: [&str; 5] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

/// A browser with one page.
pub struct Browser {
    child: Child,
    to: File,
    from: Receiver<Value>,
    session: String,
    next: u64,
    events: Vec<Value>,
    dir: TempDir,
}

/// The browser of this machine; a test that has none fails.
fn program() -> String {
    if let Ok(named) = std::env::var("LUNGANG_CHROMIUM") {
        return named;
    }
    let there = |name: &&str| {
        std::env::var_os("PATH").is_some_and(|path| std::env::split_paths(&path).any(|dir| dir.join(name).is_file()))
    };
    let found = NAMES.into_iter().find(there).map(str::to_owned);
    found.expect(
        "no Chromium on this machine, and the pages are checked in a real one: run `scripts/setup.sh --test` (Debian: \
         `apt-get install -y chromium`), or name one in LUNGANG_CHROMIUM",
    )
}

impl Browser {
    /// Starts a browser with an empty page. Whatever a page would fetch, it cannot.
    pub fn start() -> Browser {
        let mut browser = Browser::online();
        let offline = json!({ "offline": true, "latency": 0, "downloadThroughput": 0, "uploadThroughput": 0 });
        browser.call("Network.emulateNetworkConditions", offline);
        browser
    }

    /// Starts one that may reach what a page asks for.
    pub fn online() -> Browser {
        let dir = TempDir::new().expect("a temporary folder");
        let (input, output) = (dir.path().join("in"), dir.path().join("out"));
        for pipe in [&input, &output] {
            assert!(Command::new("mkfifo").arg(pipe).status().expect("mkfifo").success());
        }
        // The browser reads commands from its third file and writes answers to its fourth.
        let line = "exec \"$0\" \"$@\" 3<\"$LUNGANG_IN\" 4>\"$LUNGANG_OUT\"";
        let child = Command::new("sh")
            .args(["-c", line, &program()])
            .args(["--remote-debugging-pipe", "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run"])
            .args(["--disable-background-networking", "--disable-component-update", "--disable-sync"])
            .args(["--disable-dev-shm-usage", "--hide-scrollbars", "--no-default-browser-check"])
            .arg(format!("--user-data-dir={}", dir.path().join("profile").display()))
            .env("LUNGANG_IN", &input)
            .env("LUNGANG_OUT", &output)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the browser starts");
        let to = OpenOptions::new().write(true).open(&input).expect("the browser listens");
        let mut answers = BufReader::new(File::open(&output).expect("the browser answers"));
        let (send, from) = channel();
        std::thread::spawn(move || {
            let mut message = Vec::new();
            while answers.read_until(0, &mut message).is_ok_and(|n| n > 0) {
                message.pop();
                if let Ok(value) = serde_json::from_slice(&message)
                    && send.send(value).is_err()
                {
                    break;
                }
                message.clear();
            }
        });
        let mut browser = Browser { child, to, from, session: String::new(), next: 0, events: Vec::new(), dir };
        let target = browser.call("Target.createTarget", json!({ "url": "about:blank" }));
        let target = json!({ "targetId": target["targetId"], "flatten": true });
        let session = browser.call("Target.attachToTarget", target);
        browser.session = session["sessionId"].as_str().expect("a session").to_owned();
        for domain in ["Page", "Runtime", "Log", "Network"] {
            browser.call(&format!("{domain}.enable"), json!({}));
        }
        browser
    }

    /// Sends a command and waits for its answer; what happens meanwhile is kept.
    pub fn call(&mut self, method: &str, params: Value) -> Value {
        self.next += 1;
        let mut message = json!({ "id": self.next, "method": method, "params": params });
        if !self.session.is_empty() {
            message["sessionId"] = json!(self.session);
        }
        let mut bytes = serde_json::to_vec(&message).expect("JSON");
        bytes.push(0);
        self.to.write_all(&bytes).expect("the browser listens");
        let until = Instant::now() + PATIENCE;
        loop {
            let answer = self.wait(until, method);
            if answer["id"] == json!(self.next) {
                assert!(answer.get("error").is_none(), "{method}: {}", answer["error"]);
                return answer["result"].clone();
            }
            self.events.push(answer);
        }
    }

    fn wait(&self, until: Instant, what: &str) -> Value {
        let left = until.saturating_duration_since(Instant::now());
        self.from.recv_timeout(left).unwrap_or_else(|e| panic!("the browser does not answer `{what}`: {e}"))
    }

    /// Opens a file in a window of a width and waits until it has loaded. What the page did wrong is returned: exceptions,
    /// messages on the console, requests other than for the file itself.
    pub fn open(&mut self, path: &Path, width: u32) -> Vec<String> {
        let url = format!("file://{}", path.display());
        self.visit(&url, width, |asked| asked == url)
    }

    /// Opens an address in a window of a width and waits until it has loaded. What the page did wrong is returned: exceptions,
    /// messages on the console, requests that it may not make.
    pub fn visit(&mut self, url: &str, width: u32, may: impl Fn(&str) -> bool) -> Vec<String> {
        let size = json!({ "width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600 });
        self.call("Emulation.setDeviceMetricsOverride", size);
        self.events.clear();
        self.call("Page.navigate", json!({ "url": url }));
        self.loaded(may)
    }

    /// Does something that leads to another page, and waits until that has loaded.
    pub fn follow(&mut self, expression: &str, may: impl Fn(&str) -> bool) -> Vec<String> {
        self.events.clear();
        self.value(expression);
        self.loaded(may)
    }

    fn loaded(&mut self, may: impl Fn(&str) -> bool) -> Vec<String> {
        let until = Instant::now() + PATIENCE;
        while !self.events.iter().any(|e| e["method"] == "Page.loadEventFired") {
            let event = self.wait(until, "load");
            let dialog = event["method"] == "Page.javascriptDialogOpening";
            self.events.push(event);
            if dialog {
                self.call("Page.handleJavaScriptDialog", json!({ "accept": true }));
            }
        }
        // A while and a question more, so that what the page does after loading has happened too.
        std::thread::sleep(Duration::from_millis(300));
        self.value("1");
        let fault = |e: &Value| match e["method"].as_str().unwrap_or_default() {
            "Runtime.exceptionThrown" => Some(format!("exception: {}", e["params"]["exceptionDetails"])),
            "Runtime.consoleAPICalled" => Some(format!("console: {}", e["params"]["args"])),
            "Log.entryAdded" => Some(format!("log: {}", e["params"]["entry"]["text"])),
            "Page.javascriptDialogOpening" => Some(format!("dialog: {}", e["params"]["message"])),
            "Network.requestWillBeSent" if !e["params"]["request"]["url"].as_str().is_some_and(&may) => {
                Some(format!("request: {}", e["params"]["request"]["url"]))
            }
            _ => None,
        };
        self.events.iter().filter_map(fault).collect()
    }

    /// The value of an expression in the page.
    pub fn value(&mut self, expression: &str) -> Value {
        let question = json!({ "expression": expression, "returnByValue": true, "awaitPromise": true });
        let answer = self.call("Runtime.evaluate", question);
        assert!(answer.get("exceptionDetails").is_none(), "{expression}: {}", answer["exceptionDetails"]);
        answer["result"]["value"].clone()
    }

    /// The page as it is printed: a PDF.
    pub fn print(&mut self) -> Vec<u8> {
        let paper = json!({ "preferCSSPageSize": true, "printBackground": false });
        bytes(self.call("Page.printToPDF", paper)["data"].as_str().unwrap_or_default())
    }

    /// The whole page as a picture.
    pub fn picture(&mut self) -> Vec<u8> {
        let whole = json!({ "captureBeyondViewport": true });
        bytes(self.call("Page.captureScreenshot", whole)["data"].as_str().unwrap_or_default())
    }
}

/// Bytes from base 64 (RFC 4648 §4).
fn bytes(text: &str) -> Vec<u8> {
    let digit = |c: u8| match c {
        b'A'..=b'Z' => u32::from(c - b'A'),
        b'a'..=b'z' => u32::from(c - b'a') + 26,
        b'0'..=b'9' => u32::from(c - b'0') + 52,
        b'+' => 62,
        _ => 63,
    };
    let digits: Vec<u32> = text.bytes().filter(|c| *c != b'=').map(digit).collect();
    let group = |four: &[u32]| {
        let bits = four.iter().fold(0_u32, |sum, d| sum << 6 | d) << (6 * (4 - four.len()));
        bits.to_be_bytes()[1..four.len()].to_vec()
    };
    digits.chunks(4).flat_map(group).collect()
}

impl Drop for Browser {
    fn drop(&mut self) {
        // Its helpers end with it; the folder of its profile goes last.
        let _ = self.to.write_all(b"{\"id\":0,\"method\":\"Browser.close\"}\0");
        let until = Instant::now() + Duration::from_secs(10);
        while Instant::now() < until {
            if matches!(self.child.try_wait(), Ok(Some(_))) {
                break;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = std::fs::remove_dir_all(self.dir.path().join("profile"));
    }
}
