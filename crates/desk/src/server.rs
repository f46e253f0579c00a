//! Addresses → screens. A screen reads files and so has a thread of its own; the server itself never waits for a disk.

use crate::ask::{Answer, Ask, Fault, Fields, local};
use crate::assets;
use crate::error::DeskError;
use crate::folder::{Folder, OWN};
use crate::guard::{Guard, Let, UPLOAD, cookie, sealed};
use crate::jobs::Queue;
use crate::screens::{self, Desk};
use crate::shelf::Shelf;
use crate::upload::{self, Refused};
use axum::Router;
use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, Path, Request, State};
use axum::http::header::{self, HeaderValue};
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{get, post};
use lungang_domain::words::Lang;
use lungang_results::claim::Scratch;
use std::collections::HashMap;
use std::net::Ipv4Addr;
use std::path::PathBuf;
use std::sync::Arc;
use tokio::net::TcpListener;
use tower_http::catch_panic::CatchPanicLayer;

/// How a desk is opened.
pub struct Settings {
    /// The office's folder.
    pub folder: PathBuf,
    /// The port of 127.0.0.1; 0: any that is free.
    pub port: u16,
    /// This program, which does the long work.
    pub program: PathBuf,
    /// The language of a page where its reader has not chosen one.
    pub lang: Lang,
    /// Temporary files that go when the process ends.
    pub scratch: Scratch,
    /// Whether a browser is opened.
    pub browser: bool,
}

/// What is told on the way.
pub enum Served<'a> {
    /// The desk is there: its address, good for coming in once.
    At(&'a str),
    /// No browser could be opened.
    NoBrowser,
}

/// What every request knows.
struct House {
    desk: Desk,
    guard: Guard,
    lang: Lang,
    language: String,
}

/// Serves a folder until the process ends.
///
/// # Errors
/// The folder is none of which a desk can be opened, another desk is open on it, or the port is taken.
pub fn serve(settings: &Settings, told: &dyn Fn(Served<'_>)) -> Result<(), DeskError> {
    let folder = Folder::open(&settings.folder)?;
    let queue = Queue::open(&folder, settings.program.clone(), &settings.scratch)
        .map_err(|error| DeskError::Held(folder.root().join(OWN), error))?;
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_io().enable_time().build();
    let runtime = runtime.map_err(DeskError::Ended)?;
    runtime.block_on(async {
        let failed = |error| DeskError::Port(settings.port, error);
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, settings.port)).await.map_err(failed)?;
        let port = listener.local_addr().map_err(failed)?.port();
        let (guard, token) = Guard::new(port).map_err(|_| DeskError::NoSecret)?;
        let desk = Desk { folder, shelf: Shelf::default(), queue };
        let house = House { desk, guard, lang: settings.lang, language: format!("lungang-language-{port}") };
        let address = format!("http://127.0.0.1:{port}/?token={token}");
        told(Served::At(&address));
        if settings.browser && !(browser() && open::that_detached(&address).is_ok()) {
            told(Served::NoBrowser);
        }
        axum::serve(listener, router(Arc::new(house))).await.map_err(DeskError::Ended)
    })
}

/// Whether there is a screen on which a browser could open.
fn browser() -> bool {
    cfg!(not(target_os = "linux")) || ["DISPLAY", "WAYLAND_DISPLAY"].iter().any(|name| std::env::var_os(name).is_some())
}

/// A screen.
type Screen = fn(&Desk, &Ask) -> Result<Answer, Fault>;

/// Every address, and the screen behind it.
fn router(house: Arc<House>) -> Router {
    use screens::{compare, establishment, files, hand, home, jobs, making, notice, people, plan, problems};
    let read: [(&str, Screen); 24] = [
        ("/", home::home),
        ("/county/{county}", home::county),
        ("/county/{county}/problems", problems::page),
        ("/county/{county}/problems.xlsx", problems::workbook),
        ("/county/{county}/establishment", establishment::page),
        ("/county/{county}/establishment.xlsx", establishment::workbook),
        ("/county/{county}/people", people::page),
        ("/county/{county}/people.xlsx", people::workbook),
        ("/county/{county}/people/{teacher}", people::person),
        ("/county/{county}/plan", making::page),
        ("/plan/{plan}", plan::page),
        ("/plan/{plan}/plan.xlsx", plan::workbook),
        ("/plan/{plan}/people/{teacher}", plan::person),
        ("/plan/{plan}/people/{teacher}/hand", hand::page),
        ("/plan/{plan}/notice", notice::form),
        ("/notice/{notice}", notice::page),
        ("/notice/{notice}/notice.xlsx", notice::workbook),
        (UPLOAD, files::sending),
        ("/files/{files}", files::page),
        ("/files/{files}/problems.xlsx", files::workbook),
        ("/compare", compare::page),
        ("/compare.xlsx", compare::workbook),
        ("/jobs", jobs::list),
        ("/jobs/{job}", jobs::page),
    ];
    let change: [(&str, Screen); 6] = [
        ("/county/{county}/plan", making::ask),
        ("/files/{files}", files::answer),
        ("/plan/{plan}/people/{teacher}", plan::explain),
        ("/plan/{plan}/people/{teacher}/hand", hand::adjust),
        ("/plan/{plan}/notice", notice::ask),
        ("/jobs/{job}/stop", jobs::stop),
    ];
    let mut router = Router::new();
    for (path, screen) in read {
        let route = get(move |State(house), Path(names): Names, request| shown(house, screen, names, request));
        router = router.route(path, route);
    }
    for (path, screen) in change {
        let route = post(move |State(house), Path(names): Names, request| shown(house, screen, names, request));
        router = router.route(path, route);
    }
    router
        .route(UPLOAD, post(uploaded).layer(DefaultBodyLimit::disable()))
        .route("/assets/{name}", get(asset))
        .route("/language", post(language))
        .fallback(nothing)
        .layer(from_fn_with_state(Arc::clone(&house), guarded))
        .layer(CatchPanicLayer::custom(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response()))
        .with_state(house)
}

/// Every request comes through here first, and every answer last.
async fn guarded(State(house): State<Arc<House>>, request: Request, next: Next) -> Response {
    let lang = house.asked(request.headers());
    let response = match house.guard.look(request).await {
        Let::In(request) => next.run(request).await,
        Let::Out(response) => response,
        Let::Stranger => page(StatusCode::FORBIDDEN, screens::stranger(lang)),
    };
    sealed(response)
}

impl House {
    fn asked(&self, headers: &HeaderMap) -> Lang {
        cookie(headers, &self.language).and_then(Lang::asked).unwrap_or(self.lang)
    }

    fn ask(&self, request: &Request, names: HashMap<String, String>) -> Ask {
        let uri = request.uri();
        Ask {
            lang: self.asked(request.headers()),
            here: uri.path_and_query().map_or("/", |path| path.as_str()).to_owned(),
            form: self.guard.form.clone(),
            names,
            query: Fields::of_query(uri),
            fields: request.extensions().get::<Fields>().cloned().unwrap_or_default(),
        }
    }
}

/// The names in an address.
type Names = Path<HashMap<String, String>>;

/// Lets a screen answer on a thread of its own.
async fn shown(house: Arc<House>, screen: Screen, names: HashMap<String, String>, request: Request) -> Response {
    let ask = house.ask(&request, names);
    let answered = tokio::task::spawn_blocking(move || {
        let answer = screen(&house.desk, &ask);
        answered(&ask, answer)
    });
    // A panic has been told where it happened.
    answered.await.unwrap_or_else(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response())
}

/// Takes files. What is too large is refused while it comes, so that no limit stands before.
async fn uploaded(State(house): State<Arc<House>>, request: Request) -> Response {
    let ask = house.ask(&request, HashMap::new());
    let received = match Multipart::from_request(request, &()).await {
        Ok(form) => upload::receive(form, &house.guard, house.desk.folder.root()).await,
        Err(_) => Err(Refused::Broken),
    };
    if matches!(received, Err(Refused::Stranger)) {
        return StatusCode::FORBIDDEN.into_response();
    }
    let answered = tokio::task::spawn_blocking(move || {
        let answer = screens::files::sent(&house.desk, &ask, received);
        answered(&ask, answer)
    });
    answered.await.unwrap_or_else(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response())
}

fn answered(ask: &Ask, answer: Result<Answer, Fault>) -> Response {
    match answer {
        Ok(Answer::Page(html)) => page(StatusCode::OK, html),
        Ok(Answer::To(path)) => {
            let path = if local(&path) { path } else { "/".to_owned() };
            (StatusCode::SEE_OTHER, [(header::LOCATION, path)]).into_response()
        }
        Ok(Answer::Workbook(name, bytes)) => {
            let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
            // The name is made of words of the program and encoded, so that nothing of it can end the header.
            let name = format!("attachment; filename*=UTF-8''{}", crate::ask::part(&name));
            ([(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, name)], bytes).into_response()
        }
        Err(fault) => {
            let status = match fault {
                Fault::Nothing => StatusCode::NOT_FOUND,
                Fault::Told(..) => StatusCode::UNPROCESSABLE_ENTITY,
                Fault::Bug(_) => StatusCode::INTERNAL_SERVER_ERROR,
            };
            page(status, screens::fault(ask, &fault))
        }
    }
}

fn page(status: StatusCode, html: String) -> Response {
    (status, Html(html)).into_response()
}

async fn asset(Path(name): Path<String>) -> Response {
    match assets::find(&name) {
        Some(asset) => ([(header::CONTENT_TYPE, asset.kind)], asset.text).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// The reader chooses a language, and goes back to where it was chosen.
async fn language(State(house): State<Arc<House>>, request: Request) -> Response {
    let ask = house.ask(&request, HashMap::new());
    let back = ask.fields.get("back").filter(|back| local(back)).unwrap_or("/").to_owned();
    let mut response = (StatusCode::SEE_OTHER, [(header::LOCATION, back)]).into_response();
    if let Some(lang) = ask.fields.get("language").and_then(Lang::asked) {
        let cookie = format!("{}={lang}; HttpOnly; SameSite=Strict; Path=/; Max-Age=31536000", house.language);
        response.headers_mut().extend(HeaderValue::try_from(cookie).ok().map(|value| (header::SET_COOKIE, value)));
    }
    response
}

async fn nothing(State(house): State<Arc<House>>, request: Request) -> Response {
    let ask = house.ask(&request, HashMap::new());
    page(StatusCode::NOT_FOUND, screens::fault(&ask, &Fault::Nothing))
}
