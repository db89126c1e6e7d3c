//! What `outreach-mcp config` does with an entry: prints it for a client, or writes it to the client's file.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::{
    client::Client,
    entry::{Entry, NAME, Server},
    error::{Refused, WriteError},
    file::{self, Written},
    json, location, toml, yaml,
};
use crate::config::is_placeholder;

impl Client {
    /// The complete content of a file with this entry alone: TOML for Codex, YAML for Goose, JSON for the others. For n8n it is a workflow with
    /// one node, to be pasted onto the canvas.
    pub(crate) fn snippet(self, entry: &Entry) -> String {
        let value = match self {
            Self::Codex => return toml::snippet(self.format().servers, entry),
            Self::N8n => node(&entry.server),
            Self::Goose => return yaml::snippet(self.format().servers, entry),
            _ => json::document(&self.format(), entry),
        };
        format!("{value:#}")
    }

    /// The client's own command that adds the same entry, quoted for the shell of this platform. `None` if there is no such
    /// command.
    pub(crate) fn add_command(self, entry: &Entry) -> Option<String> {
        let mut words: Vec<String> = match self {
            // Options come before the name: https://code.claude.com/docs/en/mcp
            Self::ClaudeCode => ["claude", "mcp", "add", "--scope", "user"].map(String::from).into(),
            Self::Codex | Self::CopilotCli => {
                let program = if self == Self::Codex { "codex" } else { "copilot" };
                [program, "mcp", "add", NAME].map(String::from).into()
            }
            Self::GeminiCli => ["gemini", "mcp", "add", "--scope", "user"].map(String::from).into(),
            _ => return None,
        };
        for (name, value) in &entry.env {
            words.extend(["--env".to_owned(), quoted(&format!("{name}={value}"))]);
        }
        if self == Self::ClaudeCode {
            // `--env` takes all values that follow it, including the name; another option ends the list.
            words.extend(["--transport", "stdio", NAME].map(String::from));
        }
        let command = quoted(&entry.command.to_string_lossy());
        if self == Self::GeminiCli {
            // It takes what follows `--` as arguments of a command that comes before.
            words.extend(["--transport", "stdio", NAME].map(String::from));
            words.push(command);
            words.extend((!entry.all_args().is_empty()).then(|| "--".to_owned()));
        } else {
            words.extend(["--".to_owned(), command]);
        }
        words.extend(entry.all_args().iter().map(|arg| quoted(arg)));
        Some(words.join(" "))
    }

    /// Whether it connects to a server instead of starting the program.
    pub(crate) fn connects(self) -> bool {
        self == Self::N8n
    }

    /// The command that starts the server, for a client that connects to it. `None` for clients that start the program.
    pub(crate) fn serve_command(self, entry: &Entry) -> Option<String> {
        if !self.connects() {
            return None;
        }
        let is_set = |(_, value): &&(String, String)| !is_placeholder(value);
        let variables = entry.env.iter().filter(is_set).map(|(name, value)| format!("{name}={}", quoted(value)));
        let token = (entry.server.has_token && !entry.server.has_token_file)
            .then(|| format!("OUTREACH_AUTH_TOKEN={}", quoted("<token>")));
        let words = variables.chain(token).chain([quoted(&entry.command.to_string_lossy())]);
        let args = entry.all_args();
        let words = words.chain(args.iter().map(|arg| quoted(arg))).chain(["serve".to_owned()]);
        Some(words.chain(entry.server.args.iter().map(|arg| quoted(arg))).collect::<Vec<_>>().join(" "))
    }

    /// The path of the client's file for this user, whether it exists or not; `None` if the client has no file. `env` looks up
    /// an environment variable: some clients use one to move the file.
    pub(crate) fn file(self, home: &Path, env: &dyn Fn(&str) -> Option<String>) -> Option<PathBuf> {
        location::file(self, location::Platform::HERE, home, env)
    }

    /// Writes the entry into the client's file at `path` and keeps everything else. An existing entry is updated; values that
    /// its owner filled in are kept where the new entry has only a placeholder.
    ///
    /// # Errors
    ///
    /// Where the file cannot be changed safely. It is then left unchanged.
    pub(crate) fn write(self, path: &Path, entry: &Entry) -> Result<Written, WriteError> {
        if self == Self::N8n {
            return Err(WriteError::NoFile);
        }
        if entry.command.to_str().is_none() {
            return Err(WriteError::Command(entry.command.clone()));
        }
        file::replace(path, |text| match self {
            Self::Goose if yaml::contains(text, self.format().servers, entry) => Ok(text.to_owned()),
            Self::Goose if !text.trim().is_empty() => Err(Refused::Yaml),
            // A file that contains only a comment is not empty: the comment is kept.
            _ if text.trim().is_empty() => Ok(format!("{}\n", self.snippet(entry).trim_end())),
            Self::Codex => toml::merge(text, self.format().servers, entry),
            _ => json::merge(text, &self.format(), entry),
        })
    }
}

/// A workflow with n8n's MCP Client Tool node. Version 1.1 is the first with HTTP Streamable, and newer ones still read it:
/// <https://docs.n8n.io/integrations/builtin/cluster-nodes/sub-nodes/n8n-nodes-langchain.toolmcp/>
fn node(server: &Server) -> Value {
    json!({
        "nodes": [{
            "parameters": {
                "endpointUrl": server.endpoint,
                "serverTransport": "httpStreamable",
                "authentication": if server.has_token { "bearerAuth" } else { "none" },
                "include": "all",
                "options": {},
            },
            "type": "@n8n/n8n-nodes-langchain.mcpClientTool",
            "typeVersion": 1.1,
            "position": [0, 0],
            "id": "0d1f2c3a-5b6e-4f70-8a91-b2c3d4e5f607",
            "name": NAME,
        }],
        "connections": {},
    })
}

/// Quotes a word for the shell if it needs it, as placeholders do.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./=:,+@".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else if cfg!(windows) {
        format!("\"{}\"", word.replace('"', "\\\""))
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}
