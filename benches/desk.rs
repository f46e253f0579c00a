//! The desk: how long it takes to start, and how long its pages take for counties of some hundreds and of some twenty thousand
//! teachers.
//!
//! `cargo bench -p lungang --bench desk [-- --sizes S,M,XL --rounds 7]` generates the counties into one folder, opens a desk on it, asks
//! for each page and prints the median of the rounds in milliseconds, beside the first time, when the tables are read.

// Of processes only how a county is generated is shared.
#[allow(dead_code)]
mod shared;

use shared::PROGRAM;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Instant;

/// The pages of a county.
const PAGES: [&str; 8] = [
    "",
    "/problems",
    "/establishment",
    "/people",
    "/people?sort=1&down=no",
    "/people?find=T00",
    "/people?choice=eligible&sort=2",
    "/plan",
];

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let option = |name: &str| arguments.iter().position(|a| a == name).and_then(|i| arguments.get(i + 1)).cloned();
    let sizes = option("--sizes").unwrap_or_else(|| "S,M,XL".to_owned());
    let rounds: usize = option("--rounds").and_then(|n| n.parse().ok()).unwrap_or(7);
    let folder = std::env::temp_dir().join(format!("lungang-desk-{}", std::process::id()));
    for size in sizes.split(',') {
        shared::generate(&folder.join(size), &["--size", size, "--seed", "1", "--policy", "kizilsu-2018"]);
    }
    let starts: Vec<f64> = (0..rounds).map(|_| Desk::open(&folder).started).collect();
    println!("start: {:.0} ms (median of {rounds})\n", median(starts));
    let desk = Desk::open(&folder);
    println!("| county | teachers | page | first (ms) | median of {rounds} (ms) |\n|---|---|---|---|---|");
    for size in sizes.split(',') {
        let table = std::fs::read_to_string(folder.join(size).join("teachers.csv")).expect("a county");
        let teachers = table.lines().count() - 1;
        for page in PAGES {
            let path = format!("/county/{size}{page}");
            let first = desk.get(&path);
            let times: Vec<f64> = (0..rounds).map(|_| desk.get(&path)).collect();
            println!("| {size} | {teachers} | `{page}` | {first:.0} | {:.0} |", median(times));
        }
    }
    drop(desk);
    std::fs::remove_dir_all(&folder).expect("the folder goes");
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

/// A desk and the cookie that opens it.
struct Desk {
    child: Child,
    port: u16,
    cookie: String,
    /// Milliseconds from the start of the process until the first answer.
    started: f64,
}

impl Desk {
    fn open(folder: &Path) -> Desk {
        let began = Instant::now();
        let mut command = Command::new(PROGRAM);
        let child =
            command.arg("desk").arg(folder).arg("--no-open").stdin(Stdio::null()).stderr(Stdio::piped()).spawn();
        let mut child = child.expect("the desk starts");
        let mut lines = BufReader::new(child.stderr.take().expect("stderr")).lines().map_while(Result::ok);
        let line = lines.find(|line| line.contains("http://")).expect("an address");
        let (_, address) = line.split_once("http://127.0.0.1:").expect("an address");
        let (port, path) = address.split_once('/').expect("a port");
        let port = port.parse().expect("a port");
        let answer = ask(port, &format!("/{}", path.trim()), "");
        let started = began.elapsed().as_secs_f64() * 1000.0;
        std::thread::spawn(move || lines.for_each(drop));
        let cookie = answer.split("set-cookie: ").nth(1).and_then(|rest| rest.split(';').next()).expect("a cookie");
        Desk { child, port, cookie: cookie.to_owned(), started }
    }

    /// Milliseconds until a page is there, whole.
    fn get(&self, path: &str) -> f64 {
        let began = Instant::now();
        let answer = ask(self.port, path, &self.cookie);
        assert!(answer.starts_with("HTTP/1.1 200"), "{path}: {}", &answer[..answer.len().min(200)]);
        began.elapsed().as_secs_f64() * 1000.0
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn ask(port: u16, path: &str, cookie: &str) -> String {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).expect("the desk listens");
    let request =
        format!("GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: {cookie}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).expect("the desk listens");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    answer
}
