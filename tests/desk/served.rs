//! A desk that serves a folder as long as it lives.

use crate::http::{Answer, request, send};
use crate::support::Place;
use std::io::{BufRead, BufReader};
use std::process::{Child, Stdio};
use std::sync::mpsc::channel;
use std::time::{Duration, Instant};

/// How long a job may take here.
const PATIENCE: Duration = Duration::from_secs(120);

/// A desk.
pub struct Served {
    pub place: Place,
    child: Option<Child>,
    pub port: u16,
    /// The launch token.
    pub token: String,
    cookie: String,
}

impl Served {
    /// On the example county; `cookie` is there already.
    pub fn start() -> Served {
        let mut served = Served::fresh(Place::new());
        served.enter();
        served
    }

    /// On a folder; nobody has come in yet.
    pub fn fresh(place: Place) -> Served {
        let mut served = Served { place, child: None, port: 0, token: String::new(), cookie: String::new() };
        served.open();
        served
    }

    /// Starts the process and reads the address that it prints.
    pub fn open(&mut self) {
        let mut command = self.place.command(&["desk", ".", "--no-open"]);
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("the desk starts");
        let stderr = child.stderr.take().expect("stderr");
        let (send, receive) = channel();
        std::thread::spawn(move || {
            for line in BufReader::new(stderr).lines().map_while(Result::ok) {
                let _ = send.send(line);
            }
        });
        let address = loop {
            let line = receive.recv_timeout(PATIENCE).expect("the desk prints its address");
            if let Some((_, address)) = line.split_once("http://127.0.0.1:") {
                break address.to_owned();
            }
        };
        let (port, token) = address.trim().split_once("/?token=").expect("a port and a token");
        (self.port, self.token) = (port.parse().expect("a port"), token.to_owned());
        self.child = Some(child);
    }

    /// Exchanges the token for the cookie.
    pub fn enter(&mut self) -> Answer {
        let host = self.host();
        let answer = send(self.port, &request("GET", &format!("/?token={}", self.token), &[("Host", &host)], ""));
        let cookie = answer.header("set-cookie").unwrap_or_default();
        self.cookie = cookie.split(';').next().unwrap_or_default().to_owned();
        answer
    }

    /// Ends it as a crash of the machine would.
    pub fn kill(&mut self) {
        if let Some(mut child) = self.child.take() {
            child.kill().expect("it is killed");
            child.wait().expect("it ended");
        }
    }

    /// The number of its process.
    pub fn process(&self) -> u32 {
        self.child.as_ref().expect("it runs").id()
    }

    pub fn host(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.host())
    }

    pub fn cookie(&self) -> &str {
        &self.cookie
    }

    /// Asks for a page.
    pub fn get(&self, path: &str) -> Answer {
        send(self.port, &request("GET", path, &[("Host", &self.host()), ("Cookie", &self.cookie)], ""))
    }

    /// Asks for a page that is there.
    pub fn page(&self, path: &str) -> String {
        let answer = self.get(path);
        let text = answer.text();
        assert_eq!(answer.status, 200, "{path}: {text}");
        text
    }

    /// The token that forms carry.
    pub fn form(&self) -> String {
        let page = self.page("/");
        let (_, rest) = page.split_once("name=\"form\" value=\"").expect("a form");
        rest.split('"').next().expect("a value").to_owned()
    }

    /// Sends a form as a page of the desk would.
    pub fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let form = self.form();
        self.send_form(path, &[&[("form", form.as_str())], fields].concat(), &self.url(""))
    }

    /// Sends a form with these fields alone, from an origin.
    pub fn send_form(&self, path: &str, fields: &[(&str, &str)], origin: &str) -> Answer {
        let encode = |text: &str| text.bytes().map(|b| format!("%{b:02X}")).collect::<String>();
        let body: Vec<String> = fields.iter().map(|(n, v)| format!("{}={}", encode(n), encode(v))).collect();
        let host = self.host();
        let headers = [
            ("Host", host.as_str()),
            ("Cookie", &self.cookie),
            ("Origin", origin),
            ("Content-Type", "application/x-www-form-urlencoded"),
        ];
        send(self.port, &request("POST", path, &headers, &body.join("&")))
    }

    /// Asks for work and waits until it has ended; the page of the job.
    pub fn work(&self, path: &str, fields: &[(&str, &str)]) -> String {
        let answer = self.post(path, fields);
        assert_eq!(answer.status, 303, "{path}: {}", answer.text());
        let job = answer.header("location").expect("the job").to_owned();
        self.ended(&job)
    }

    /// The page of a job once it has ended.
    pub fn ended(&self, job: &str) -> String {
        let until = Instant::now() + PATIENCE;
        loop {
            let page = self.page(job);
            if !page.contains("hx-trigger") {
                return page;
            }
            assert!(Instant::now() < until, "the job does not end:\n{page}");
            std::thread::sleep(Duration::from_millis(100));
        }
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        self.kill();
    }
}

/// A name as a part of an address.
pub fn part(name: &str) -> String {
    name.bytes()
        .map(|b| if b.is_ascii_alphanumeric() { char::from(b).to_string() } else { format!("%{b:02X}") })
        .collect()
}
