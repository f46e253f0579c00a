//! An office's files in a browser: sent, recognised, asked about, made a county; what is bad is refused whole, with its cause.

use crate::http::{Answer, send};
use crate::served::{Served, part};
use crate::support::{Place, root};
use serde_json::Value;
use std::fs;
use std::time::{Duration, Instant};

/// A desk on an empty folder.
fn desk() -> Served {
    let mut desk = Served::fresh(Place::empty());
    desk.enter();
    desk
}

/// The workbooks of the example's office.
pub fn office() -> Vec<(String, Vec<u8>)> {
    let entries = fs::read_dir(root().join("data/examples/office")).expect("the example's office");
    let read = |entry: std::io::Result<fs::DirEntry>| {
        let path = entry.expect("a file").path();
        (path.file_name().expect("a name").to_string_lossy().into_owned(), fs::read(&path).expect("a file"))
    };
    let mut files: Vec<(String, Vec<u8>)> = entries.map(read).collect();
    files.sort();
    files
}

/// Sends a form with files as a browser does.
fn send_files(desk: &Served, fields: &[(&str, &str)], files: &[(String, Vec<u8>)]) -> Answer {
    let form = desk.form();
    send_form(desk, "/files", &[&[("form", form.as_str())], fields].concat(), files, &desk.url(""))
}

fn send_form(desk: &Served, path: &str, fields: &[(&str, &str)], files: &[(String, Vec<u8>)], origin: &str) -> Answer {
    const MARK: &str = "----lungang-boundary";
    let mut body = Vec::new();
    for (name, value) in fields {
        body.extend(format!("--{MARK}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").bytes());
    }
    for (name, bytes) in files {
        let head = "Content-Type: application/octet-stream\r\n\r\n";
        body.extend(
            format!("--{MARK}\r\nContent-Disposition: form-data; name=\"files\"; filename=\"{name}\"\r\n{head}")
                .bytes(),
        );
        body.extend(bytes);
        body.extend(b"\r\n");
    }
    body.extend(format!("--{MARK}--\r\n").bytes());
    let head = format!(
        "POST {path} HTTP/1.1\r\nConnection: close\r\nHost: {}\r\nCookie: {}\r\nOrigin: {origin}\r\n\
         Content-Type: multipart/form-data; boundary={MARK}\r\nContent-Length: {}\r\n\r\n",
        desk.host(),
        desk.cookie(),
        body.len()
    );
    send(desk.port, &[head.into_bytes(), body].concat())
}

/// The page of a folder of files once nothing runs.
fn settled(desk: &Served, folder: &str) -> String {
    let until = Instant::now() + Duration::from_secs(60);
    loop {
        let page = desk.page(&format!("/files/{}", part(folder)));
        if !page.contains("hx-trigger") {
            return page;
        }
        assert!(Instant::now() < until, "{page}");
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// What the desk keeps beside records and lock: nothing of a form that was refused.
fn nothing_left(desk: &Served) {
    let left: Vec<String> = desk.place.names(".desk").into_iter().filter(|name| name.starts_with("upload")).collect();
    assert!(left.is_empty(), "{left:?}");
}

fn one(name: &str, bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    vec![(name.to_owned(), bytes.to_vec())]
}

/// Answers of a form, one a question of the whole.
fn answered(desk: &Served, folder: &str, answers: &[(&str, &str)]) -> String {
    let mut fields = vec![("output", "云岭")];
    for (question, answer) in answers {
        fields.extend([("question", *question), ("value", ""), ("answer", *answer)]);
    }
    let path = format!("/files/{}", part(folder));
    let answer = desk.post(&path, &fields);
    assert_eq!((answer.status, answer.header("location")), (303, Some(&*path)), "{}", answer.text());
    settled(desk, folder)
}

#[test]
fn files_become_the_county_that_the_command_makes() {
    let mut desk = desk();
    let answer = send_files(&desk, &[("folder", "材料")], &office());
    let path = format!("/files/{}", part("材料"));
    assert_eq!((answer.status, answer.header("location")), (303, Some(&*path)), "{}", answer.text());
    let page = settled(&desk, "材料");
    for said in ["还有 2 个问题要回答", "按哪个政策", "规划哪个学年", "学校 11 所，教职工 123 人", "学校标识码"]
    {
        assert!(page.contains(said), "`{said}` is not in\n{page}");
    }
    assert!(!page.contains("./材料") && page.contains("材料/交流志愿汇总表.xlsx"), "{page}");
    // One of two answers; the other stays open, and what was answered stands after a restart.
    let page = answered(&desk, "材料", &[("policy", "national")]);
    assert!(page.contains("还有 1 个问题要回答") && !page.contains("按哪个政策"), "{page}");
    assert!(!desk.place.path("云岭").exists());
    desk.kill();
    desk.open();
    desk.enter();
    assert!(desk.page("/").contains("还有 1 个问题要回答"));
    let page = answered(&desk, "材料", &[("school-year.2026", "2026-2027")]);
    assert!(page.contains("县数据已写好") && page.contains("打开县数据“云岭”"), "{page}");
    assert!(desk.page(&format!("/county/{}", part("云岭"))).contains("编制方案"));

    // The same from the command line.
    let answers = "format = 1\n[[question]]\nid = \"policy\"\nanswer = \"national\"\n\
        [[question]]\nid = \"school-year.2026\"\nanswer = \"2026-2027\"\n";
    desk.place.write("answers.toml", answers);
    let run = desk.place.run(&["import", "材料", "-o", "elsewhere/云岭", "--answers", "answers.toml", "--no-memory"]);
    assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
    for file in ["schools.csv", "teachers.csv", "postings.csv", "wishes.csv", "travel.csv", "county.toml"] {
        assert_eq!(
            desk.place.read(&format!("云岭/{file}")),
            desk.place.read(&format!("elsewhere/云岭/{file}")),
            "{file}"
        );
    }
}

#[test]
fn a_county_that_somebody_changed_is_replaced_only_when_asked_for() {
    let desk = desk();
    send_files(&desk, &[("folder", "材料")], &office());
    settled(&desk, "材料");
    answered(&desk, "材料", &[("policy", "national"), ("school-year.2026", "2026-2027")]);
    let changed = desk.place.read("云岭/schools.csv") + "\n";
    desk.place.write("云岭/schools.csv", &changed);
    let page = answered(&desk, "材料", &[]);
    assert!(page.contains("class=\"warning\"") && page.contains("name=\"replace\""), "{page}");
    assert_eq!(desk.place.read("云岭/schools.csv"), changed);
    let path = format!("/files/{}", part("材料"));
    assert_eq!(desk.post(&path, &[("output", "云岭"), ("replace", "yes")]).status, 303);
    let page = settled(&desk, "材料");
    assert!(page.contains("县数据已写好"), "{page}");
    assert_ne!(desk.place.read("云岭/schools.csv"), changed);
    // What is no county is never written to.
    desk.place.write("别的/plan.json", "{}");
    let answer = desk.post(&path, &[("output", "别的")]);
    assert!(answer.status == 422 && answer.text().contains("“别的”已经是别的内容"), "{}", answer.text());
    let answer = desk.post(&path, &[("output", "../外面")]);
    assert!(answer.status == 422 && answer.text().contains("不能用这个名字"), "{}", answer.text());
}

#[test]
fn bad_files_are_refused_whole_and_say_why() {
    let desk = desk();
    let (name, good) = office().swap_remove(0);
    let refused = |fields: &[(&str, &str)], files: &[(String, Vec<u8>)], said: &str| {
        let answer = send_files(&desk, fields, files);
        assert!(answer.status == 422 && answer.text().contains(said), "{said}: {} {}", answer.status, answer.text());
        assert_eq!(desk.place.names("."), [".desk"], "{said}: something was kept");
        nothing_left(&desk);
    };
    refused(&[("folder", "材料")], &[], "没有选文件");
    for bad in ["通知.docx", "照片.jpg", "county.toml", "plan.json", "花名册", "花名册.xlsx.exe"] {
        let both = [one(&name, &good), one(bad, b"x")].concat();
        refused(&[("folder", "材料")], &both, &format!("这些不是表格，读不了：{bad}"));
    }
    for bad in [".花名册.xlsx", "~$花名册.xlsx", "con.xlsx", "a:b.xlsx", "-o.xlsx", "a\u{202e}b.xlsx"] {
        refused(&[("folder", "材料")], &one(bad, &good), "不能用这个名字");
    }
    for bad in ["../外面", "/tmp/x", ".desk", "a/b", "材料 ", "..", "aux"] {
        // Blanks at the ends are taken off; the rest is no name.
        if bad.trim() == bad {
            refused(&[("folder", bad)], &one(&name, &good), "不能用这个名字");
        }
    }
    let twice = [one("a.xlsx", &good), one("A.XLSX", &good)].concat();
    refused(&[("folder", "材料")], &twice, "选了两个同名的文件");
    refused(&[("folder", "材料")], &one("大.csv", &vec![b'x'; (64 << 20) + 1]), "文件太大：大.csv");
    refused(&[("folder", "材料"), ("other", "x")], &one(&name, &good), "上传中断");

    // A path before the name is left off, wherever it points.
    let answer = send_files(&desk, &[("folder", "材料")], &one(&format!("C:\\\\表\\\\..\\\\{name}"), &good));
    assert_eq!(answer.status, 303, "{}", answer.text());
    assert_eq!(desk.place.names("材料"), std::slice::from_ref(&name));
    settled(&desk, "材料");
    // A file of the same name stays as it is unless somebody says otherwise.
    let other = one(&name, b"other");
    let answer = send_files(&desk, &[("folder", "材料")], &other);
    assert!(answer.status == 422 && answer.text().contains("已有同名文件"), "{}", answer.text());
    assert_eq!(fs::read(desk.place.path(&format!("材料/{name}"))).expect("the file"), good);
    let answer = send_files(&desk, &[("folder", "材料"), ("replace", "yes")], &other);
    assert_eq!(answer.status, 303, "{}", answer.text());
    assert_eq!(fs::read(desk.place.path(&format!("材料/{name}"))).expect("the file"), b"other");
    let page = settled(&desk, "材料");
    assert!(page.contains(&name) && page.contains("class=\"warning\""), "a damaged workbook is not told: {page}");
    let list = format!("/files/{}/problems.xlsx", part("材料"));
    assert!(page.contains(&list) && desk.get(&list).body.starts_with(b"PK"), "{page}");
    nothing_left(&desk);
    desk.place.write("方案-1/plan.json", "{}");
    let answer = send_files(&desk, &[("folder", "方案-1")], &one(&name, &good));
    assert!(answer.status == 422 && answer.text().contains("已经是别的内容"), "{}", answer.text());
    assert_eq!(desk.place.names("方案-1"), ["plan.json"]);
}

#[test]
fn files_come_from_a_page_of_this_desk_alone() {
    let desk = desk();
    let (form, own, office) = (desk.form(), desk.url(""), office());
    let good = [("form", form.as_str()), ("folder", "材料")];
    assert_eq!(send_form(&desk, "/files", &[("folder", "材料")], &office, &own).status, 403, "without the token");
    assert_eq!(send_form(&desk, "/files", &[("form", "00"), ("folder", "材料")], &office, &own).status, 403);
    let late = [("folder", "材料"), ("form", form.as_str())];
    assert_eq!(send_form(&desk, "/files", &late, &office, &own).status, 403, "the token comes after what it is for");
    for origin in ["https://evil.example", "", "null"] {
        assert_eq!(send_form(&desk, "/files", &good, &office, origin).status, 403, "{origin}");
    }
    for path in ["/county/county/plan", "/files/x", "/jobs/1/stop", "/language"] {
        assert_eq!(send_form(&desk, path, &good, &office, &own).status, 415, "{path} takes files");
    }
    assert_eq!(desk.place.names("."), [".desk"]);
    nothing_left(&desk);
    assert_eq!(desk.post("/files", &[("folder", "材料")]).status, 422, "a form without files");
}

/// The document that the command prints tells the form all that it needs: every answer that it offers is taken.
#[test]
fn every_answer_that_is_offered_is_taken() {
    let place = Place::empty();
    crate::support::copy(&root().join("data/examples/office"), &place.path("材料"));
    let run = place.run(&["import", "材料", "-o", "县", "--format", "json"]);
    let document: Value = run.json();
    let mut tried = 0;
    for question in document["questions"].as_array().expect("questions") {
        let id = question["id"].as_str().expect("an id");
        for choice in question["choices"].as_array().expect("choices") {
            let answer = choice["answer"].as_str().expect("an answer");
            place.write("a.toml", format!("format = 1\n[[question]]\nid = {id:?}\nanswer = {answer:?}\n"));
            let run = place.run(&["import", "材料", "--preview", "--answers", "a.toml", "--format", "json"]);
            let left: Value = run.json();
            let open = left["questions"].as_array().expect("questions");
            assert!(open.iter().all(|q| q["id"] != *id), "{id} does not take {answer}");
            tried += 1;
        }
    }
    assert!(tried > 6, "{tried}");
}
