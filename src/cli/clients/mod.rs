//! `outreach-mcp config CLIENT [--write]`: the entry that makes an MCP client start this program, and its way into the
//! client's file without touching anything else there.
//!
//! Read in this order: [`Client`] (what each one wants), `place` (where its file is), `json` and `toml` (text in, text out),
//! `file` (how a file is replaced). No key is ever read here: a snippet holds placeholders, and a file keeps what its owner
//! filled in.

mod file;
mod json;
mod place;
#[cfg(test)]
mod tests;
mod toml;

use std::{
    io,
    path::{Path, PathBuf},
};

use serde_json::{Map, Value, json};

/// The name of this server in every client.
pub const NAME: &str = "outreach";

/// Where `outreach-mcp serve` answers unless told otherwise.
const ENDPOINT: &str = "http://127.0.0.1:8080/mcp";

/// A program that can start this server or connect to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Client {
    /// Claude Desktop.
    ClaudeDesktop,
    /// Claude Code, for all projects of this user.
    ClaudeCode,
    /// Cursor, for all projects of this user.
    Cursor,
    /// Visual Studio Code, in the user's default profile.
    Vscode,
    /// Windsurf, and Devin Desktop as it is called now.
    Windsurf,
    /// Codex: its command line, app and IDE extension share one file.
    Codex,
    /// n8n, which connects over HTTP.
    N8n,
}

/// What the entry starts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The absolute path of this program: a client's `PATH` is rarely the shell's.
    pub command: PathBuf,
    /// Its arguments.
    pub args: Vec<String>,
    /// Variables, each with a value or a placeholder such as `<your Instantly API v2 key>`.
    pub env: Vec<(String, String)>,
}

/// What [`Client::write`] did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The file that holds the entry now; where the path was a symbolic link, what it points to.
    pub path: PathBuf,
    /// The file as it was before, beside the path that was given. `None` for a new file and where nothing changed.
    pub backup: Option<PathBuf>,
    /// Whether anything was written.
    pub changed: bool,
}

/// Why nothing was written. The file is as it was in every case.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The client has no file for this.
    #[error(
        "n8n keeps no file of MCP servers\nhint: run `outreach-mcp serve`, add an MCP Client node to the workflow and fill \
         in what `outreach-mcp config n8n` prints"
    )]
    NoFile,
    /// The path of this program cannot be written down.
    #[error("the path of this program, `{}`, is not valid Unicode\nhint: move the program to another folder", .0.display())]
    Command(PathBuf),
    /// The file is not what it should be.
    #[error("`{}` was left as it is: {refused}\nhint: mend the file, or add by hand what `outreach-mcp config` prints", path.display())]
    Refused {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        refused: Refused,
    },
    /// Another program kept changing the file.
    #[error("`{}` was left as it is: another program keeps changing it\nhint: close the client and try again", .0.display())]
    Busy(PathBuf),
    /// The system refused.
    #[error("cannot {doing} `{}`: {source}", path.display())]
    Io {
        /// What was tried.
        doing: &'static str,
        /// With which file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

/// What is wrong with a file that exists. None of these quotes the file, which holds keys.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// It is a folder, a pipe or a device.
    #[error("it is not a file")]
    NotAFile,
    /// Its owner has made it read-only.
    #[error("it is read-only")]
    ReadOnly,
    /// It is not UTF-8.
    #[error("it is not UTF-8 text")]
    NotUtf8,
    /// It cannot be parsed.
    #[error("it is not valid {language}: {message} (line {line}, column {column})")]
    Syntax {
        /// `JSON` or `TOML`.
        language: &'static str,
        /// What the parser said.
        message: String,
        /// The line, from 1.
        line: usize,
        /// The column, from 1.
        column: usize,
    },
    /// Something that must hold named values does not.
    #[error("{0} is not an object")]
    NotAnObject(String),
    /// A name occurs twice; clients disagree on which of them counts.
    #[error("`{0}` occurs twice in one object")]
    Twice(String),
    /// The result would say something else about the rest of the file.
    #[error("the entry cannot be added without changing something else in it")]
    Unsafe,
}

/// How a client spells its entry.
struct Form {
    /// The object that holds the servers.
    servers: &'static str,
    /// Whether the entry says `"type": "stdio"`.
    typed: bool,
}

impl Client {
    const fn form(self) -> Form {
        match self {
            Self::ClaudeDesktop | Self::Cursor | Self::Windsurf | Self::N8n => {
                Form { servers: "mcpServers", typed: false }
            }
            Self::ClaudeCode => Form { servers: "mcpServers", typed: true },
            // https://code.visualstudio.com/docs/copilot/reference/mcp-configuration
            Self::Vscode => Form { servers: "servers", typed: true },
            // https://developers.openai.com/codex/mcp
            Self::Codex => Form { servers: "mcp_servers", typed: false },
        }
    }

    /// What belongs into the client's file, complete and valid: TOML for Codex, JSON for the others. For n8n a workflow with
    /// the one node, to be pasted onto its canvas.
    pub fn snippet(self, entry: &Entry) -> String {
        let value = match self {
            Self::Codex => return toml::snippet(entry),
            Self::N8n => node(),
            _ => {
                let form = self.form();
                json!({ form.servers: { NAME: json::server(form.typed, entry) } })
            }
        };
        format!("{value:#}")
    }

    /// The command of the client itself that adds the same entry, where it has one; for the shell of this platform.
    pub fn one_liner(self, entry: &Entry) -> Option<String> {
        let mut words: Vec<String> = match self {
            // Options come before the name: https://code.claude.com/docs/en/mcp
            Self::ClaudeCode => ["claude", "mcp", "add", "--scope", "user"].map(String::from).into(),
            Self::Codex => ["codex", "mcp", "add", NAME].map(String::from).into(),
            _ => return None,
        };
        for (name, value) in &entry.env {
            words.extend(["--env".to_owned(), quoted(&format!("{name}={value}"))]);
        }
        if self == Self::ClaudeCode {
            // `--env` takes as many values as follow, the name among them; another option ends the list.
            words.extend(["--transport", "stdio", NAME].map(String::from));
        }
        words.push("--".to_owned());
        words.push(quoted(&entry.command.to_string_lossy()));
        words.extend(entry.args.iter().map(|arg| quoted(arg)));
        Some(words.join(" "))
    }

    /// The client's file for this user, whether it exists or not; `None` where the client has none. `env` looks a variable
    /// up: several clients let one move the file.
    pub fn file(self, home: &Path, env: &dyn Fn(&str) -> Option<String>) -> Option<PathBuf> {
        place::file(self, place::Platform::HERE, home, env)
    }

    /// Where the entry goes and what to do then, for a person.
    pub const fn how(self) -> &'static str {
        match self {
            Self::ClaudeDesktop => {
                "Goes into `claude_desktop_config.json` (Settings > Developer > Edit Config opens it).\n\
                 Fill in the keys, then quit Claude Desktop and start it again."
            }
            Self::ClaudeCode => {
                "Goes into `mcpServers` at the top of `~/.claude.json`; `claude mcp add --scope user` writes the same.\n\
                 Fill in the keys, then start a new session; `/mcp` shows the server."
            }
            Self::Cursor => {
                "Goes into `~/.cursor/mcp.json`, or `.cursor/mcp.json` for one project.\n\
                 Fill in the keys, then start Cursor again or switch the server on in its MCP settings."
            }
            Self::Vscode => {
                "Goes into the user's `mcp.json` (command `MCP: Open User Configuration`), or `.vscode/mcp.json` for one project.\n\
                 Fill in the keys, then start the server with `MCP: List Servers`."
            }
            Self::Windsurf => {
                "Goes into `~/.codeium/windsurf/mcp_config.json`; Devin Desktop, its new name, reads `~/.config/devin/mcp_config.json`.\n\
                 Fill in the keys, then press refresh in the MCP panel."
            }
            Self::Codex => {
                "Goes into `~/.codex/config.toml`, which the command line, the app and the IDE extension share.\n\
                 Fill in the keys, then start Codex again; `/mcp` shows the server."
            }
            Self::N8n => {
                "Start `outreach-mcp serve`, paste this onto the canvas, connect the node to an AI Agent and select a Bearer Auth credential with the server's token.\n\
                 An n8n in a container reaches this machine as `host.docker.internal`, not as `127.0.0.1`."
            }
        }
    }

    /// Puts the entry into the client's file at `path` and leaves everything else there as it is. An entry of ours that is
    /// there already is brought up to date; values that its owner filled in stay where ours is only a placeholder.
    ///
    /// # Errors
    ///
    /// Whenever the file cannot be changed safely. It is as it was then.
    pub fn write(self, path: &Path, entry: &Entry) -> Result<Written, WriteError> {
        if self == Self::N8n {
            return Err(WriteError::NoFile);
        }
        if entry.command.to_str().is_none() {
            return Err(WriteError::Command(entry.command.clone()));
        }
        file::replace(path, |text| match self {
            // Whitespace is not a document; a comment alone is, and stays.
            _ if text.trim().is_empty() => Ok(format!("{}\n", self.snippet(entry).trim_end())),
            Self::Codex => toml::merge(text, self.form().servers, entry),
            _ => json::merge(text, &self.form(), entry),
        })
    }
}

/// Whether a value only says what belongs in its place. The program must take such a variable for one that is not set.
pub fn is_placeholder(value: &str) -> bool {
    let value = value.trim();
    value.starts_with('<') && value.ends_with('>')
}

/// The fields of an entry that starts nothing but connects to a server. An entry cannot do both.
const REMOTE: [&str; 7] =
    ["url", "serverUrl", "headers", "transport", "http_headers", "env_http_headers", "bearer_token_env_var"];

/// Which variables to set in an entry that holds `there` (a value is `None` where it is not text).
///
/// Our values win; our placeholders give way. A placeholder is not even added where its owner has filled in another variable,
/// since a missing one is then a vendor that is not used, or where the key comes from a file (`<name>_FILE`).
fn variables_to_set<'e>(entry: &'e Entry, there: &[(String, Option<String>)]) -> Vec<(&'e str, &'e str)> {
    let filled = |value: &Option<String>| !value.as_deref().is_some_and(is_placeholder);
    let anything_filled = there.iter().any(|(_, value)| filled(value));
    entry
        .env
        .iter()
        .filter(|(name, value)| match there.iter().find(|(known, _)| known == name) {
            Some((_, Some(known))) if known == value => false,
            _ if !is_placeholder(value) => true,
            Some((_, known)) => !filled(known),
            None => !anything_filled,
        })
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect()
}

/// The entry as data, in the order in which people expect it.
fn fields(typed: bool, entry: &Entry) -> Map<String, Value> {
    let mut fields = Map::new();
    if typed {
        fields.insert("type".to_owned(), "stdio".into());
    }
    fields.insert("command".to_owned(), entry.command.to_string_lossy().into());
    fields.insert("args".to_owned(), entry.args.clone().into());
    if !entry.env.is_empty() {
        let env: Map<String, Value> =
            entry.env.iter().map(|(name, value)| (name.clone(), value.clone().into())).collect();
        fields.insert("env".to_owned(), env.into());
    }
    fields
}

/// A workflow with n8n's MCP Client Tool node. Version 1.1 is the first with HTTP Streamable, and newer ones still read it:
/// <https://docs.n8n.io/integrations/builtin/cluster-nodes/sub-nodes/n8n-nodes-langchain.toolmcp/>
fn node() -> Value {
    json!({
        "nodes": [{
            "parameters": {
                "endpointUrl": ENDPOINT,
                "serverTransport": "httpStreamable",
                "authentication": "bearerAuth",
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

/// A word for the shell. Placeholders hold `<`, spaces and `>`, so nearly every one needs it.
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
