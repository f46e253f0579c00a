//! The desk as a browser, and as somebody who means it ill, meets it: the real program serves a folder, requests are written by
//! hand, pages are opened in a real Chromium.

#[path = "../page/browser.rs"]
#[allow(dead_code)]
mod browser;
#[path = "../support/json_schema.rs"]
mod json_schema;
#[allow(dead_code)]
#[path = "../cli/support.rs"]
mod support;

mod assets;
mod files;
mod hand;
mod http;
mod jobs;
mod screens;
mod script;
mod security;
mod served;
