//! What a page looks like: a heading, a sentence, perhaps a button. No script, no picture, nothing from elsewhere.

use std::fmt::Write as _;
use std::sync::LazyLock;

use axum::body::Body;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::Response;
use cerrojo_letters::language::{Direction, Language};
use cerrojo_letters::texts::Text;
use data_encoding::BASE64;
use sha2::{Digest as _, Sha256};

use super::words::Words;

const STYLE: &str = "body{font:1.1em/1.5 sans-serif;max-width:34em;margin:3em auto;padding:0 1em}button{font:inherit;padding:.5em 1em}";

/// Nothing may be loaded or run but this one style, and no form goes anywhere else.
static POLICY: LazyLock<Option<HeaderValue>> = LazyLock::new(|| {
    let digest = BASE64.encode(&Sha256::digest(STYLE));
    let policy = format!(
        "default-src 'none'; style-src 'sha256-{digest}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    );
    HeaderValue::from_str(&policy).ok()
});

/// One language's part of a page.
pub(super) struct Said {
    language: &'static Language,
    sentences: Vec<String>,
    button: Option<&'static str>,
}

impl Said {
    /// Do you want no more letters?
    pub(super) fn ask(language: &'static Language, _: &Text) -> Self {
        let words = Words::of(language);
        Self { language, sentences: vec![words.ask.to_owned()], button: Some(words.button) }
    }

    /// There will be none.
    pub(super) fn done(language: &'static Language, _: &Text) -> Self {
        let words = Words::of(language);
        Self { language, sentences: vec![words.done.to_owned()], button: None }
    }

    /// Yes, it is from us.
    pub(super) fn genuine(language: &'static Language, day: &str, servers: usize) -> Self {
        let words = Words::of(language);
        let facts = words.facts.replace("{date}", day).replace("{servers}", &servers.to_string());
        Self { language, sentences: vec![words.genuine.to_owned(), facts], button: None }
    }

    fn html(&self) -> String {
        let Language { tag, direction, .. } = self.language;
        let direction = match direction {
            Direction::LeftToRight => "ltr",
            Direction::RightToLeft => "rtl",
        };
        let mut html = format!("<section lang=\"{tag}\" dir=\"{direction}\">");
        for sentence in &self.sentences {
            let _ = write!(html, "<p>{}</p>", escaped(sentence));
        }
        if let Some(button) = self.button {
            let _ = write!(
                html,
                "<form method=\"post\"><input type=\"hidden\" name=\"List-Unsubscribe\" value=\"One-Click\"><button>{}</button></form>",
                escaped(button)
            );
        }
        html + "</section>\n"
    }
}

/// A page in one or two languages.
pub(super) fn page(status: StatusCode, sections: &[Said]) -> Response {
    let language = sections.first().map_or("en", |said| said.language.tag);
    let body: String = sections.iter().map(Said::html).collect();
    html(status, language, &body)
}

/// A field to type a reference into; `example` is what one looks like.
pub(super) fn field(example: &str) -> Response {
    let body = format!(
        "<form action=\"/letter\"><p><label for=\"reference\">The number of the letter, such as {example}:</label></p><p><input id=\"reference\" name=\"reference\"> <button>Is it from us?</button></p></form>\n",
        example = escaped(example)
    );
    html(StatusCode::OK, "en", &body)
}

fn html(status: StatusCode, language: &str, body: &str) -> Response {
    let html = format!(
        "<!doctype html>\n<html lang=\"{language}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>Cerrojo</title><style>{STYLE}</style></head>\n<body>\n{body}</body></html>\n"
    );
    response(status, "text/html; charset=utf-8", html)
}

/// A line in English, for what no letter has a language for.
pub(super) fn plain(status: StatusCode, text: &str) -> Response {
    response(status, "text/plain; charset=utf-8", format!("{text}\n"))
}

/// Somebody asks too often.
pub(super) fn too_often() -> Response {
    let mut response =
        plain(StatusCode::TOO_MANY_REQUESTS, "That was often. Please come again in a minute.");
    response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("60"));
    response
}

fn response(status: StatusCode, kind: &'static str, body: String) -> Response {
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    response
}

/// Any answer, with the header lines that keep it from being used for something else. A connection carries one request.
pub(super) fn guarded(mut response: Response) -> Response {
    let headers = response.headers_mut();
    let lines: [(HeaderName, &'static str); 6] = [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::CACHE_CONTROL, "no-store"),
        (HeaderName::from_static("x-robots-tag"), "noindex, nofollow"),
        (header::CONNECTION, "close"),
    ];
    for (name, value) in lines {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if let Some(policy) = POLICY.as_ref() {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy.clone());
    }
    response
}

fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            c => safe.push(c),
        }
    }
    safe
}
