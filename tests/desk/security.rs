//! Who is let in, and who is not; what an answer says of itself; that no address leads out of the folder.

use crate::http::{request, send};
use crate::served::{Served, part};
use crate::support::Place;

/// Every address that shows something.
pub const READ: [&str; 14] = [
    "/",
    "/files",
    "/county/county",
    "/county/county/problems",
    "/county/county/problems.xlsx",
    "/county/county/establishment",
    "/county/county/establishment.xlsx",
    "/county/county/people",
    "/county/county/people.xlsx",
    "/county/county/people/T022",
    "/county/county/plan",
    "/compare",
    "/jobs",
    "/assets/desk.css",
];

/// Every address that changes something.
const CHANGE: [&str; 7] = [
    "/language",
    "/county/county/plan",
    "/files/material",
    "/plan/plan-1/people/T022",
    "/plan/plan-1/people/T022/hand",
    "/plan/plan-1/notice",
    "/jobs/1/stop",
];

#[test]
fn the_launch_token_is_good_once_and_leaves_no_trace() {
    let mut desk = Served::fresh(Place::new());
    assert_eq!(desk.token.len(), 64, "{}", desk.token);
    let token = desk.token.clone();
    desk.token = "0".repeat(64);
    assert_eq!(desk.enter().status, 403, "a guessed token opens the desk");
    desk.token = token;
    let answer = desk.enter();
    assert_eq!((answer.status, answer.header("location")), (303, Some("/")));
    let cookie = answer.header("set-cookie").expect("a cookie");
    for said in ["HttpOnly", "SameSite=Strict", "Path=/"] {
        assert!(cookie.contains(said), "{cookie}");
    }
    assert!(!cookie.contains(&desk.token));
    assert!(!desk.page("/").contains(&desk.token));
    assert_eq!(desk.enter().status, 403, "the token is good twice");
    let again = Served::fresh(Place::new());
    assert_ne!(again.token, desk.token);
}

#[test]
fn without_the_cookie_nothing_is_shown() {
    let desk = Served::start();
    let host = desk.host();
    let known = format!("lungang-desk-{}", desk.port);
    assert!(desk.cookie().starts_with(&known), "{}", desk.cookie());
    for path in READ {
        assert_eq!(desk.get(path).status, 200, "{path}");
        for cookie in
            ["", "x=1", &format!("{known}="), &format!("{known}={}", "0".repeat(64)), &format!("{}0", desk.cookie())]
        {
            let answer = send(desk.port, &request("GET", path, &[("Host", &host), ("Cookie", cookie)], ""));
            assert_eq!(answer.status, 403, "{path} with `{cookie}`");
            assert!(!answer.text().contains("云岭"), "{path} with `{cookie}` tells of the county");
        }
    }
}

#[test]
fn another_host_is_refused_before_anything_else() {
    let desk = Served::start();
    let port = desk.port;
    let good = [format!("127.0.0.1:{port}"), format!("localhost:{port}"), format!("LOCALHOST:{port}")];
    for host in &good {
        let answer = send(port, &request("GET", "/", &[("Host", host), ("Cookie", desk.cookie())], ""));
        assert_eq!(answer.status, 200, "{host}");
    }
    let bad = [
        "evil.example".to_owned(),
        format!("evil.example:{port}"),
        "127.0.0.1".to_owned(),
        format!("127.0.0.1:{}", port ^ 1),
        format!("127.0.0.1:{port}.evil.example"),
        format!("[::1]:{port}"),
        format!("0.0.0.0:{port}"),
        String::new(),
    ];
    for host in &bad {
        for path in ["/", &format!("/?token={}", desk.token), "/assets/desk.css"] {
            let answer = send(port, &request("GET", path, &[("Host", host), ("Cookie", desk.cookie())], ""));
            assert!([400, 421].contains(&answer.status), "{host} {path}: {}", answer.status);
            assert!(answer.header("set-cookie").is_none());
            assert!(!answer.text().contains("云岭"));
        }
    }
    // Two hosts, none, and another in the request line.
    let own = desk.host();
    let two = [("Host", own.as_str()), ("Host", "evil.example"), ("Cookie", desk.cookie())];
    assert!([400, 421].contains(&send(port, &request("GET", "/", &two, "")).status));
    assert!([400, 421].contains(&send(port, &request("GET", "/", &[("Cookie", desk.cookie())], "")).status));
    let line = format!("http://evil.example:{port}/");
    let answer = send(port, &request("GET", &line, &[("Host", &own), ("Cookie", desk.cookie())], ""));
    assert!([400, 421].contains(&answer.status), "{}", answer.status);
}

#[test]
fn what_changes_something_is_a_form_of_this_desk() {
    let desk = Served::start();
    let (form, own) = (desk.form(), desk.url(""));
    let fields = [("seed", "1"), ("limit", "60"), ("language", "en"), ("back", "/")];
    let good = [&[("form", form.as_str())], &fields[..]].concat();
    for path in CHANGE {
        assert_eq!(desk.send_form(path, &fields, &own).status, 403, "{path} without the token");
        let forged = [&[("form", "0000")], &fields[..]].concat();
        assert_eq!(desk.send_form(path, &forged, &own).status, 403, "{path} with a forged token");
        for origin in [
            "https://evil.example",
            "http://evil.example",
            "null",
            "",
            "http://127.0.0.1",
            &own.replace("http:", "https:"),
        ] {
            assert_eq!(desk.send_form(path, &good, origin).status, 403, "{path} from `{origin}`");
        }
        // As a link, as JSON, as a file, and as a method that nobody knows here.
        assert!(
            [404, 405].contains(&desk.get(&format!("{path}?form={form}&seed=1")).status)
                || READ.contains(&path)
                || path.starts_with("/plan/plan-1/people/T022"),
            "{path} by a link"
        );
        let host = desk.host();
        let base = [("Host", host.as_str()), ("Cookie", desk.cookie()), ("Origin", own.as_str())];
        for kind in ["application/json", "text/plain", "multipart/form-data; boundary=x", ""] {
            let headers = [&base[..], &[("Content-Type", kind)]].concat();
            let answer = send(desk.port, &request("POST", path, &headers, &format!("form={form}&seed=1")));
            assert_eq!(answer.status, 415, "{path} as `{kind}`");
        }
        for method in ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT"] {
            let answer = send(desk.port, &request(method, path, &base, ""));
            assert!([400, 405].contains(&answer.status), "{method} {path}: {}", answer.status);
        }
        let headers = [&base[..], &[("Content-Type", "application/x-www-form-urlencoded")]].concat();
        let most = if path.starts_with("/files/") { 1 << 20 } else { 64 << 10 };
        let long = format!("form={form}&contact={}", "x".repeat(most));
        assert_eq!(send(desk.port, &request("POST", path, &headers, &long)).status, 413, "{path}: a long form");
    }
    assert!(desk.place.names(".").iter().all(|name| !name.starts_with("方案")), "a refused form made a plan");
    assert!(!desk.page("/jobs").contains("/jobs/1"), "a refused form made a job");
    // A browser that sends no origin for reasons of privacy says itself where the form comes from.
    let host = desk.host();
    let of = |site: &'static str| {
        let headers = [
            ("Host", host.as_str()),
            ("Cookie", desk.cookie()),
            ("Origin", "null"),
            ("Sec-Fetch-Site", site),
            ("Content-Type", "application/x-www-form-urlencoded"),
        ];
        send(desk.port, &request("POST", "/language", &headers, &format!("form={form}&language=en"))).status
    };
    assert_eq!([of("same-origin"), of("cross-site"), of("same-site"), of("none")], [303, 403, 403, 403]);
    assert_eq!(desk.send_form("/language", &good, &own).status, 303);
}

#[test]
fn every_answer_says_what_it_may_do() {
    let desk = Served::start();
    let host = desk.host();
    let nobody = send(desk.port, &request("GET", "/", &[("Host", &host)], ""));
    let stranger = send(desk.port, &request("GET", "/", &[("Host", "evil.example")], ""));
    let answers = READ.iter().map(|path| desk.get(path)).chain([
        nobody,
        stranger,
        desk.get("/nothing"),
        desk.get("/county/nowhere"),
        desk.post("/language", &[("language", "en")]),
        desk.send_form("/language", &[], "http://evil.example"),
    ]);
    for answer in answers {
        let policy = answer.header("content-security-policy").unwrap_or_else(|| panic!("no policy: {answer:?}"));
        assert!(policy.starts_with("default-src 'none'; script-src 'self'; style-src 'self';"), "{policy}");
        assert!(!policy.contains("unsafe") && !policy.contains("http"), "{policy}");
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "no-referrer"),
            ("cache-control", "no-store"),
            ("x-frame-options", "DENY"),
        ] {
            assert_eq!(answer.header(name), Some(value), "{name}: {answer:?}");
        }
        assert!(!answer.headers.iter().any(|(name, _)| name.starts_with("access-control")), "{answer:?}");
    }
}

#[test]
fn no_address_leads_out_of_the_folder() {
    let desk = Served::start();
    desk.place.write("secret/secret.txt", "geheim");
    let names = [
        "..",
        "../county",
        "..%2Fcounty",
        "%2e%2e",
        "%2e%2e%2fcounty",
        "county%2f..%2fcounty",
        ".",
        "%2Fetc",
        "county%00",
        "county%5c..",
        ".desk",
        "secret",
        "..%252fcounty",
        "%ff%fe",
    ];
    for name in names {
        for path in [
            "/county/{}",
            "/county/{}/people",
            "/plan/{}",
            "/plan/{}/plan.xlsx",
            "/notice/{}",
            "/notice/{}/notice.xlsx",
            "/assets/{}",
            "/jobs/{}",
        ] {
            let path = path.replace("{}", name);
            let answer = desk.get(&path);
            assert!([400, 404].contains(&answer.status), "{path}: {}", answer.status);
            assert!(!String::from_utf8_lossy(&answer.body).contains("geheim"), "{path}");
        }
    }
    let answer = desk.post("/county/county/plan", &[("seed", "1"), ("policy", "../secret/secret.txt")]);
    assert_eq!(answer.status, 422, "a policy by a path");
    let answer = desk.post("/language", &[("language", "en"), ("back", "//evil.example/")]);
    assert_eq!(answer.header("location"), Some("/"));
    // What is downloaded has a name of the program's making.
    let named = desk.get("/county/county/people.xlsx");
    let name = named.header("content-disposition").expect("a name");
    assert!(name.starts_with("attachment; filename*=UTF-8''county"), "{name}");
    assert!(named.body.starts_with(b"PK"));
}

#[test]
fn hostile_names_stay_text() {
    let place = Place::new();
    let name = "<script>alert(1)</script>\u{202e}\"onload=x";
    place.replace("county/schools.csv", "鹿渡乡中心小学", &name.replace('"', ""));
    let folder = "<img src=x onerror=alert(2)>&\"'";
    crate::support::copy(&place.path("county"), &place.path(folder));
    let mut desk = Served::fresh(place);
    desk.enter();
    let root = format!("/county/{}", part(folder));
    for path in ["/", &root, &format!("{root}/people"), &format!("{root}/establishment"), &format!("{root}/plan")] {
        let page = desk.page(path);
        for bad in ["<img src=x", "<script>alert", "\u{202e}", "onerror=alert(2)>&\""] {
            assert!(!page.contains(bad), "`{bad}` in {path}:\n{page}");
        }
    }
    assert!(desk.page(&format!("{root}/establishment")).contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
    let find = desk.page("/county/county/people?find=%22%3E%3Cscript%3Ealert(3)%3C/script%3E");
    assert!(!find.contains("<script>alert"), "{find}");
}

#[test]
fn one_desk_a_folder_and_none_on_a_county() {
    let desk = Served::start();
    let run = desk.place.run(&["desk", ".", "--no-open"]);
    assert_eq!(run.code, 2, "{}", run.stderr);
    assert!(run.stderr.contains("已有一个工作台"), "{}", run.stderr);
    let run = desk.place.run(&["desk", "county", "--no-open"]);
    assert_eq!(run.code, 2, "{}", run.stderr);
    assert!(run.stderr.contains("上一级"), "{}", run.stderr);
    let run = desk.place.run(&["desk", "nowhere", "--no-open", "--lang", "en"]);
    assert_eq!(run.code, 2, "{}", run.stderr);
    assert!(run.stderr.contains("cannot open folder nowhere"), "{}", run.stderr);
}

#[test]
fn an_identity_number_is_nowhere() {
    let number = "11010519491231002X";
    let place = Place::new();
    place.set_cell("county/teachers.csv", "T022", "任教学科", number);
    place.set_cell("county/teachers.csv", "T023", "姓名", number);
    let mut desk = Served::fresh(place);
    desk.enter();
    for path in READ.iter().filter(|path| !path.ends_with(".xlsx")) {
        assert!(!desk.page(path).contains(number), "{path}");
    }
    let problems = desk.page("/county/county/problems");
    assert!(problems.contains("T022") || problems.contains("任教学科"), "{problems}");
    // Nor is one that somebody typed.
    desk.place.set_cell("county/teachers.csv", "T022", "任教学科", "语文");
    desk.place.set_cell("county/teachers.csv", "T023", "姓名", "张三");
    let answer = desk.post("/county/county/plan", &[("seed", number), ("limit", number)]);
    assert_eq!(answer.status, 422);
    assert!(!answer.text().contains(number), "{}", answer.text());
    for name in desk.place.names(".desk").iter().filter(|name| name.ends_with(".json")) {
        assert!(!desk.place.read(&format!(".desk/{name}")).contains(number), "{name}");
    }
}
