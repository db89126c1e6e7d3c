//! What a list's brief answer takes of the vendor's bytes, on the sandbox's workspace.

use std::{
    io::{BufRead, BufReader},
    net::SocketAddr,
    process::{Child, Command, Stdio},
    sync::{Arc, Mutex},
};

use axum::{Router, extract::Request, routing::any};
use serde_json::{Value, json};

use super::{PROGRAM, Session, every_vendor, initialize};

/// The rows of a page where a caller of the vendor does not say, as the vendors document it.
const DEFAULT_SIZES: [(&str, usize); 3] = [("limit", 10), ("page_size", 100), ("per_page", 100)];

pub(crate) fn run(runtime: &tokio::runtime::Runtime) {
    let (mut sandbox, address, key) = sandbox();
    let bytes = Arc::new(Mutex::new(0));
    let proxy = runtime.block_on(counting_proxy(address, Arc::clone(&bytes)));
    let mut command = every_vendor();
    for vendor in ["INSTANTLY", "OVERLOOP", "SNOV"] {
        command.env(format!("{vendor}_BASE_URL"), format!("http://{proxy}"));
        command.env(format!("{vendor}_API_KEY"), &key);
    }
    command.env_remove("SNOV_API_KEY").env("SNOV_CLIENT_ID", &key).env("SNOV_CLIENT_SECRET", &key);
    let mut session = Session::spawn(command.env("OUTREACH_MAX_RESULT_BYTES", "10000000"));
    session.send(&initialize());
    session.receive();
    session.send(&json!({ "jsonrpc": "2.0", "method": "notifications/initialized" }));
    let mut ask = |tool: &str, inputs: &Value| {
        *bytes.lock().unwrap() = 0;
        let params = json!({ "name": tool, "arguments": inputs });
        session.send(&json!({ "jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params }));
        let answer: Value = serde_json::from_str(&session.receive()).unwrap();
        let text = answer["result"]["content"][0]["text"].as_str().unwrap();
        let answer: Value = serde_json::from_str(text).unwrap();
        assert_eq!(answer["success"], true, "{tool} {inputs}: {answer}");
        (answer, text.len(), *bytes.lock().unwrap())
    };
    let mut first = |tool: &str, rows: &str| ask(tool, &json!({})).0[rows][0]["id"].clone();
    let automation = first("overloop_list_automations", "automations");
    let campaign = first("snov_list_campaigns", "campaigns");
    let list = first("snov_list_lists", "lists");

    println!(
        "\n| List | The vendor's default page | The same rows, from the vendor | Brief | Full | Brief of the vendor's page |"
    );
    println!("|---|---|---|---|---|---|");
    let (mut of_vendor, mut of_rows, mut of_brief) = (0, 0, 0);
    for (tool, schema) in lists() {
        let mut inputs = json!({});
        for name in schema["required"].as_array().into_iter().flatten().map(|name| name.as_str().unwrap()) {
            inputs[name] = match name {
                "automation_id" => automation.clone(),
                "campaign_id" => campaign.clone(),
                _ => list.clone(),
            };
        }
        let (_, brief, rows) = ask(&tool, &inputs);
        inputs["detail"] = json!("full");
        let (_, full, _) = ask(&tool, &inputs);
        let size = DEFAULT_SIZES.into_iter().find(|(input, _)| schema["properties"].get(*input).is_some());
        if let Some((input, size)) = size {
            inputs[input] = json!(size);
        }
        let (_, _, page) = ask(&tool, &inputs);
        of_vendor += page;
        of_rows += rows;
        of_brief += brief;
        println!("| `{tool}` | {page} B | {rows} B | {brief} B | {full} B | {} % |", brief * 100 / page.max(1));
    }
    println!(
        "| all | {of_vendor} B | {of_rows} B | {of_brief} B | | {} % (reach: 40 %) |",
        of_brief * 100 / of_vendor.max(1)
    );
    session.end();
    sandbox.kill().unwrap();
    sandbox.wait().unwrap();
}

/// The lists' names and input schemas.
fn lists() -> Vec<(String, Value)> {
    let mut lists = Vec::new();
    for vendor in ["instantly", "overloop", "snov"] {
        let folder = format!("{}/tool-schemas/{vendor}", env!("CARGO_MANIFEST_DIR"));
        let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
        for file in files.filter(|file| file.file_name().unwrap().to_string_lossy().starts_with("list_")) {
            let schema: Value = serde_json::from_slice(&std::fs::read(&file).unwrap()).unwrap();
            lists.push((schema["name"].as_str().unwrap().to_owned(), schema["inputSchema"].clone()));
        }
    }
    lists.sort_by(|one, other| one.0.cmp(&other.0));
    lists
}

/// The sandbox, where it listens, and the key that it takes.
fn sandbox() -> (Child, SocketAddr, String) {
    let mut command = Command::new(PROGRAM);
    command.env_clear().args(["sandbox", "--listen", "127.0.0.1:0"]).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut sandbox = command.spawn().unwrap();
    let mut lines = BufReader::new(sandbox.stdout.take().unwrap()).lines();
    let address = lines.find_map(|line| {
        let line = line.unwrap();
        let rest = line.split_once("http://")?.1;
        rest.split(|letter: char| !letter.is_ascii_digit() && !".:".contains(letter)).next()?.parse().ok()
    });
    let key = lines.find_map(|line| line.unwrap().split_once("_API_KEY=").map(|(_, key)| key.trim().to_owned()));
    // A full pipe would block it.
    std::thread::spawn(move || lines.for_each(drop));
    (sandbox, address.unwrap(), key.unwrap())
}

/// A proxy to this address that counts the bytes of the bodies that are answered, access tokens aside.
async fn counting_proxy(target: SocketAddr, bytes: Arc<Mutex<usize>>) -> SocketAddr {
    let client = reqwest::Client::new();
    let app = Router::new().fallback(any(move |request: Request| {
        let (client, bytes) = (client.clone(), Arc::clone(&bytes));
        async move {
            let (parts, body) = request.into_parts();
            let body = axum::body::to_bytes(body, usize::MAX).await.unwrap();
            let mut headers = parts.headers;
            for name in ["host", "accept-encoding", "content-length"] {
                headers.remove(name);
            }
            let url = format!("http://{target}{}", parts.uri);
            let answer = client.request(parts.method, url).headers(headers).body(body).send().await.unwrap();
            let (status, kind) = (answer.status(), answer.headers().get("content-type").cloned());
            let body = answer.bytes().await.unwrap();
            if !parts.uri.path().ends_with("/access_token") {
                *bytes.lock().unwrap() += body.len();
            }
            let mut response = axum::response::Response::new(axum::body::Body::from(body));
            *response.status_mut() = status;
            response.headers_mut().extend(kind.map(|kind| (axum::http::header::CONTENT_TYPE, kind)));
            response
        }
    }));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, app).await.unwrap() });
    address
}
