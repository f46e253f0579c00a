//! Who may ask. The desk has no accounts: it belongs to whoever started it, on this machine.
//!
//! In this order, before anything else is looked at:
//! 1. The host that was asked is this machine by a name of its own: a page of another site whose name was pointed at this machine
//!    (DNS rebinding) asks for another one.
//! 2. The cookie is the session's. It was given for the launch token, which stood in the address that the program printed, once.
//! 3. What changes something is a POST of a form of this desk: its origin is this desk, and it carries the token of the session.
//!
//! Every answer says that nothing of it is kept, framed, guessed at or loaded from elsewhere.

use crate::ask::Fields;
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};
use std::sync::{Mutex, PoisonError};

/// The largest form that is read, in bytes.
pub const FORM: usize = 64 << 10;

/// The largest form of answers about an office's files, in bytes: some thousand values.
pub const ANSWERS: usize = 1 << 20;

/// The one address to which files are sent; whoever serves it looks for the token of the form itself, as the first of its parts.
pub const UPLOAD: &str = "/files";

/// What a page may do: load what this desk serves, and nothing else. No script and no style stands in a page.
pub const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; \
    form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// What every answer says beside its content.
pub const HEADERS: [(HeaderName, &str); 7] = [
    (header::CONTENT_SECURITY_POLICY, POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::CACHE_CONTROL, "no-store"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

/// The secrets of a desk, and by which names it may be asked.
pub struct Guard {
    hosts: [String; 2],
    cookie: String,
    session: String,
    /// The token that a form carries.
    pub form: String,
    /// The launch token, until it is used.
    launch: Mutex<Option<String>>,
}

/// What became of a request.
pub enum Let {
    /// It may go on.
    In(Request),
    /// It is answered here.
    Out(Response),
    /// It has no cookie that is known.
    Stranger,
}

impl Guard {
    /// New secrets for a desk at a port; the launch token goes into the address that is printed.
    ///
    /// # Errors
    /// The system gives no random numbers.
    pub fn new(port: u16) -> Result<(Guard, String), getrandom::Error> {
        let launch = secret()?;
        let guard = Guard {
            hosts: [format!("127.0.0.1:{port}"), format!("localhost:{port}")],
            cookie: format!("lungang-desk-{port}"),
            session: secret()?,
            form: secret()?,
            launch: Mutex::new(Some(launch.clone())),
        };
        Ok((guard, launch))
    }

    /// Looks at a request.
    pub async fn look(&self, request: Request) -> Let {
        if !self.host(&request) {
            return Let::Out(StatusCode::MISDIRECTED_REQUEST.into_response());
        }
        if request.method() == Method::GET
            && request.uri().path() == "/"
            && let Some(token) = Fields::of_query(request.uri()).get("token")
        {
            return if self.launched(token) { Let::Out(self.welcome()) } else { Let::Stranger };
        }
        if !self.known(request.headers()) {
            return Let::Stranger;
        }
        match *request.method() {
            Method::GET | Method::HEAD => Let::In(request),
            Method::POST if self.own_origin(request.headers()) => {
                let files = request.uri().path() == UPLOAD && is_of(request.headers(), "multipart/form-data");
                if files { Let::In(request) } else { self.form(request).await }
            }
            Method::POST => Let::Out(StatusCode::FORBIDDEN.into_response()),
            _ => Let::Out(StatusCode::METHOD_NOT_ALLOWED.into_response()),
        }
    }

    /// Whether this desk was asked by one of its names: there is one host, and an address in the request line says the same.
    fn host(&self, request: &Request) -> bool {
        let mut hosts = request.headers().get_all(header::HOST).iter();
        let (Some(host), None) = (hosts.next(), hosts.next()) else { return false };
        let ours = |name: &str| self.hosts.iter().any(|own| own.eq_ignore_ascii_case(name));
        host.to_str().is_ok_and(ours) && request.uri().authority().is_none_or(|named| ours(named.as_str()))
    }

    /// Whether a form was sent by a page of this desk. A page that sends no referrer sends the origin `null`; then the browser's own
    /// word on where the request comes from decides.
    fn own_origin(&self, headers: &HeaderMap) -> bool {
        let Some(origin) = headers.get(header::ORIGIN).and_then(|origin| origin.to_str().ok()) else { return false };
        let site = headers.get("sec-fetch-site").and_then(|site| site.to_str().ok());
        match origin {
            "null" => site == Some("same-origin"),
            origin => {
                let host = origin.strip_prefix("http://");
                host.is_some_and(|host| self.hosts.iter().any(|own| own == host))
                    && site.is_none_or(|site| site == "same-origin")
            }
        }
    }

    /// Reads the form, which must carry the session's token.
    async fn form(&self, request: Request) -> Let {
        let (parts, body) = request.into_parts();
        let most = if parts.uri.path().starts_with("/files/") { ANSWERS } else { FORM };
        let Ok(bytes) = to_bytes(body, most).await else {
            return Let::Out(StatusCode::PAYLOAD_TOO_LARGE.into_response());
        };
        if !is_of(&parts.headers, "application/x-www-form-urlencoded") {
            return Let::Out(StatusCode::UNSUPPORTED_MEDIA_TYPE.into_response());
        }
        let fields = Fields::of(&bytes);
        if !fields.get("form").is_some_and(|token| self.is_ours(token)) {
            return Let::Out(StatusCode::FORBIDDEN.into_response());
        }
        let mut request = Request::from_parts(parts, Body::empty());
        request.extensions_mut().insert(fields);
        Let::In(request)
    }

    /// Whether a form carries the token of this session.
    pub fn is_ours(&self, token: &str) -> bool {
        same(token, &self.form)
    }

    fn known(&self, headers: &HeaderMap) -> bool {
        cookie(headers, &self.cookie).is_some_and(|value| same(value, &self.session))
    }

    /// Takes the launch token, once.
    fn launched(&self, token: &str) -> bool {
        let mut launch = self.launch.lock().unwrap_or_else(PoisonError::into_inner);
        let holds = launch.as_ref().is_some_and(|launch| same(token, launch));
        if holds {
            *launch = None;
        }
        holds
    }

    /// The cookie, and the way to the first page without the token.
    fn welcome(&self) -> Response {
        let cookie = format!("{}={}; HttpOnly; SameSite=Strict; Path=/", self.cookie, self.session);
        (StatusCode::SEE_OTHER, [(header::SET_COOKIE, cookie), (header::LOCATION, "/".to_owned())]).into_response()
    }
}

/// Whether a body is of a kind.
fn is_of(headers: &HeaderMap, kind: &str) -> bool {
    let said = headers.get(header::CONTENT_TYPE).and_then(|said| said.to_str().ok()).unwrap_or_default();
    said.split(';').next().is_some_and(|said| said.trim().eq_ignore_ascii_case(kind))
}

/// The value of a cookie.
pub fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
    lines.flat_map(|line| line.split(';')).find_map(|pair| pair.trim().strip_prefix(name)?.strip_prefix('='))
}

/// Puts on an answer what every answer says.
pub fn sealed(mut response: Response) -> Response {
    for (name, value) in HEADERS {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

/// 256 random bits as hexadecimal digits.
fn secret() -> Result<String, getrandom::Error> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes)?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// Whether two secrets are the same, in a time that does not tell where they differ: their hashes are compared.
fn same(a: &str, b: &str) -> bool {
    Sha256::digest(a) == Sha256::digest(b)
}
