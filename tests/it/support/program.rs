//! The real binary: on the command line, over standard input and output, and over HTTP.

use std::{
    net::SocketAddr,
    process::{Output, Stdio},
    time::Duration,
};

use serde_json::{Value, json};
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader, Lines},
    process::{Child, ChildStdin, ChildStdout, Command},
    task::JoinHandle,
};

/// A key that no output may show.
pub const KEY: &str = "planted-key-0123456789-abcdefgh";

/// Snov.io's client id, which no output may show either.
pub const CLIENT_ID: &str = "planted-id-0123456789-abcdefgh";

/// How long a test waits before it takes something for hanging.
pub const TIMEOUT: Duration = Duration::from_secs(30);

/// The binary with an otherwise empty environment.
pub fn command() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_outreach-mcp"));
    // No journal outlives the process, and an equal call is sent again, unless a test sets these otherwise.
    command.env_clear().env("HOME", std::env::temp_dir().join("no-such-home"));
    command.env("OUTREACH_STORE", "memory").env("OUTREACH_DUPLICATE_WINDOW", "0s");
    command.kill_on_drop(true);
    command
}

/// The binary with an Instantly account at this base URL, without pacing.
pub fn with_account(base_url: &str) -> Command {
    let mut command = command();
    command.env("INSTANTLY_API_KEY", KEY).env("INSTANTLY_BASE_URL", base_url).env("OUTREACH_PACE", "0");
    command
}

/// The binary with an Overloop account at this base URL, without pacing.
pub fn with_overloop(base_url: &str) -> Command {
    let mut command = command();
    command.env("OVERLOOP_API_KEY", KEY).env("OVERLOOP_BASE_URL", base_url).env("OUTREACH_PACE", "0");
    command
}

/// The binary with a Snov.io account at this base URL, without pacing.
pub fn with_snov(base_url: &str) -> Command {
    let mut command = command();
    command.env("SNOV_CLIENT_ID", CLIENT_ID).env("SNOV_CLIENT_SECRET", KEY);
    command.env("SNOV_BASE_URL", base_url).env("OUTREACH_PACE", "0");
    command
}

/// The binary with an account at every vendor, all of them at this base URL, without pacing.
pub fn with_all_vendors(base_url: &str) -> Command {
    let mut command = with_account(base_url);
    command.env("OVERLOOP_API_KEY", KEY).env("OVERLOOP_BASE_URL", base_url);
    command.env("SNOV_CLIENT_ID", CLIENT_ID).env("SNOV_CLIENT_SECRET", KEY).env("SNOV_BASE_URL", base_url);
    command
}

/// The same command, in a process that may have only so many files open.
pub fn with_descriptors(command: Command, files: usize) -> Command {
    let command = command.as_std();
    let mut limited = Command::new("sh");
    limited.arg("-c").arg(format!("ulimit -n {files}; exec \"$0\" \"$@\"")).arg(command.get_program());
    limited.args(command.get_args()).env_clear().kill_on_drop(true);
    limited.envs(command.get_envs().filter_map(|(name, value)| Some((name, value?))));
    limited
}

/// Runs it to its end, without standard input.
pub async fn run(mut command: Command) -> Output {
    command.stdin(Stdio::null());
    tokio::time::timeout(TIMEOUT, command.output()).await.expect("the process ends in time").unwrap()
}

/// Runs it with these arguments to its end: standard output, standard error and the exit code.
pub async fn output(mut command: Command, arguments: &[&str]) -> (String, String, i32) {
    command.args(arguments);
    let output = run(command).await;
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (text(output.stdout), text(output.stderr), output.status.code().unwrap())
}

/// The names of the tools that `tools --json` lists with these arguments.
pub async fn listed_tools(mut command: Command, arguments: &[&str]) -> Vec<String> {
    command.args(arguments);
    let (text, stderr, code) = output(command, &["tools", "--json"]).await;
    assert_eq!(code, 0, "{arguments:?}: {stderr}");
    let tools: Vec<Value> = serde_json::from_str(&text).unwrap();
    tools.iter().map(|tool| tool["name"].as_str().unwrap().to_owned()).collect()
}

/// One call from the command line: the envelope and the exit code.
pub async fn call(mut command: Command, tool: &str, inputs: Value) -> (Value, i32) {
    command.args(["call", tool, &inputs.to_string()]);
    let output = run(command).await;
    let text = String::from_utf8(output.stdout).unwrap();
    let envelope = serde_json::from_str(&text)
        .unwrap_or_else(|error| panic!("{error} in {text:?}, stderr {:?}", String::from_utf8_lossy(&output.stderr)));
    (envelope, output.status.code().unwrap())
}

/// A session over standard input and output, message by message.
pub struct StdioSession {
    pub child: Child,
    pub stdin: Option<ChildStdin>,
    pub lines: Lines<BufReader<ChildStdout>>,
    next: i64,
}

impl StdioSession {
    pub fn start(mut command: Command) -> Self {
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the binary starts");
        let stdin = child.stdin.take();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        Self { child, stdin, lines, next: 1 }
    }

    /// Started and initialized with this protocol version.
    pub async fn initialized(command: Command, version: &str) -> Self {
        let mut session = Self::start(command);
        let answer = session.request("initialize", initialize(version)).await;
        assert!(answer["result"]["serverInfo"]["name"] == "outreach-mcp", "{answer}");
        session.send(&json!({ "jsonrpc": "2.0", "method": "notifications/initialized" })).await;
        session
    }

    pub async fn send(&mut self, message: &Value) {
        self.send_raw(&format!("{message}\n")).await;
    }

    pub async fn send_raw(&mut self, text: &str) {
        let stdin = self.stdin.as_mut().expect("stdin is open");
        stdin.write_all(text.as_bytes()).await.unwrap();
        stdin.flush().await.unwrap();
    }

    /// Sends a request and gives its id.
    pub async fn begin(&mut self, method: &str, params: Value) -> i64 {
        let id = self.next;
        self.next += 1;
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params })).await;
        id
    }

    /// The next message.
    pub async fn receive(&mut self) -> Value {
        let line = tokio::time::timeout(TIMEOUT, self.lines.next_line()).await.expect("a message in time").unwrap();
        serde_json::from_str(&line.expect("a message before the end")).unwrap()
    }

    /// The answer to a request; messages in between are dropped.
    pub async fn answer(&mut self, id: i64) -> Value {
        loop {
            let message = self.receive().await;
            if message["id"] == id {
                return message;
            }
        }
    }

    /// The answer to a request; that to `tools/list` with the tools of all pages.
    pub async fn request(&mut self, method: &str, params: Value) -> Value {
        let id = self.begin(method, params.clone()).await;
        let mut answer = self.answer(id).await;
        while let Some(cursor) = answer["result"].as_object_mut().and_then(|result| result.remove("nextCursor")) {
            let mut params = params.clone();
            params["cursor"] = cursor;
            let id = self.begin(method, params).await;
            let mut next = self.answer(id).await;
            let more = next["result"]["tools"].as_array_mut().expect("a page of tools");
            answer["result"]["tools"].as_array_mut().unwrap().append(more);
            if let Some(cursor) = next["result"].get("nextCursor") {
                answer["result"]["nextCursor"] = cursor.clone();
            }
        }
        answer
    }

    /// A tool call's result.
    pub async fn call(&mut self, tool: &str, arguments: Value) -> Value {
        let mut answer = self.request("tools/call", json!({ "name": tool, "arguments": arguments })).await;
        answer["result"].take()
    }

    /// A tool call's envelope.
    pub async fn envelope(&mut self, tool: &str, arguments: Value) -> Value {
        self.call(tool, arguments).await["structuredContent"].take()
    }

    /// Sends a tool call without waiting for its result, and gives its id.
    pub async fn begin_call(&mut self, tool: &str, arguments: Value) -> i64 {
        self.begin("tools/call", json!({ "name": tool, "arguments": arguments })).await
    }

    /// The envelopes of so many calls that were begun, in the order in which they end.
    pub async fn envelopes(&mut self, calls: usize) -> Vec<Value> {
        let mut envelopes = Vec::new();
        while envelopes.len() < calls {
            let message = self.receive().await;
            // Neither a notification nor a request of the server's.
            if message.get("id").is_some() && message.get("method").is_none() {
                envelopes.push(message["result"]["structuredContent"].clone());
            }
        }
        envelopes
    }

    /// Sends `notifications/cancelled` for a request.
    pub async fn cancel(&mut self, id: i64) {
        let cancelled = json!({ "jsonrpc": "2.0", "method": "notifications/cancelled", "params": { "requestId": id } });
        self.send(&cancelled).await;
    }

    /// Kills the process and waits until it is gone.
    pub async fn kill(mut self) {
        self.child.start_kill().unwrap();
        self.child.wait().await.unwrap();
    }

    /// Reads the log while the process runs, so that a long one does not block it; the task ends with the process.
    pub fn read_log(&mut self) -> JoinHandle<String> {
        let mut stderr = self.child.stderr.take().unwrap();
        tokio::spawn(async move {
            let mut log = String::new();
            stderr.read_to_string(&mut log).await.unwrap();
            log
        })
    }

    /// Closes standard input and waits for the end: the exit code and what was logged.
    pub async fn end(mut self) -> (i32, String) {
        drop(self.stdin.take());
        let status = tokio::time::timeout(TIMEOUT, self.child.wait()).await.expect("the process ends in time").unwrap();
        let mut log = String::new();
        self.child.stderr.take().unwrap().read_to_string(&mut log).await.unwrap();
        (status.code().unwrap_or(-1), log)
    }
}

/// The parameters of `initialize`.
pub fn initialize(version: &str) -> Value {
    json!({ "protocolVersion": version, "capabilities": {}, "clientInfo": { "name": "test", "version": "1" } })
}

/// The `_meta` that every request of protocol 2026-07-28 carries.
pub fn modern_meta() -> Value {
    json!({
        "io.modelcontextprotocol/protocolVersion": "2026-07-28",
        "io.modelcontextprotocol/clientCapabilities": {},
        "io.modelcontextprotocol/clientInfo": { "name": "test", "version": "1" },
    })
}

/// The binary as an HTTP server on a free port.
pub struct Serving {
    pub child: Child,
    pub address: SocketAddr,
}

impl Serving {
    /// Started with `serve` and these further arguments.
    pub async fn start(mut command: Command, arguments: &[&str]) -> Self {
        command.args(["serve", "--listen", "127.0.0.1:0"]).args(arguments);
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let address = tokio::time::timeout(TIMEOUT, async {
            while let Some(line) = lines.next_line().await.unwrap() {
                if let Some(rest) = line.strip_prefix("listening on http://") {
                    return rest.split_whitespace().next().unwrap().parse().unwrap();
                }
            }
            panic!("the server ended before it listened");
        })
        .await
        .expect("the server listens in time");
        // A full pipe would block the server.
        tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
        Self { child, address }
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }
}
