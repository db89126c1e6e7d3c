//! The pages of `docs/clients/`: for each client where its file is, what is written into it, how to check it, and what goes wrong.
//! They are made by the code that writes the files, so that they say what it does.

use std::{
    fmt::Write as _,
    path::{Path, PathBuf},
};

use clap::ValueEnum as _;
use outreach_vendors::catalogue;

use super::{
    client::Client,
    entry::{Entry, Server, placeholder},
    location::{self, Platform},
};

/// What differs between the pages, beside what the code knows.
struct Notes {
    title: &'static str,
    /// How to see that it works.
    check: &'static str,
    /// Whether what is written was tried with the client itself.
    tried: &'static str,
    /// What goes wrong, and why.
    trap: &'static str,
    /// The client's documentation.
    documents: &'static str,
}

/// The pages: the name of each file with its text.
pub(crate) fn pages() -> Vec<(String, String)> {
    Client::value_variants().iter().map(|client| (format!("{}.md", name(*client)), page(*client))).collect()
}

/// The list of the pages, for the page that leads to them.
pub(crate) fn index() -> String {
    let mut table = String::from("| Client | Name for `config` | Its file, on Linux |\n|---|---|---|\n");
    for client in Client::value_variants() {
        let (name, notes) = (name(*client), notes(*client));
        let file =
            path(*client, Platform::Linux).map_or_else(|| "none: it connects".to_owned(), |path| format!("`{path}`"));
        // Writing to a String cannot fail.
        let _ = writeln!(table, "| [{}](clients/{name}.md) | `{name}` | {file} |", notes.title);
    }
    table
}

fn name(client: Client) -> String {
    client.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
}

/// The client's file, as a page names it.
fn path(client: Client, platform: Platform) -> Option<String> {
    let home = if platform == Platform::Windows { "%USERPROFILE%" } else { "~" };
    let roaming = |name: &str| (name == "APPDATA" && platform == Platform::Windows).then(|| "%APPDATA%".to_owned());
    let path: PathBuf = location::file(client, platform, Path::new(home), &roaming)?;
    let path = path.to_string_lossy().into_owned();
    Some(if platform == Platform::Windows { path.replace('/', "\\") } else { path })
}

fn entry() -> Entry {
    let env = catalogue::VENDORS
        .iter()
        .flat_map(|vendor| vendor.credentials.iter().map(move |setting| placeholder(vendor, setting)));
    Entry {
        command: "/path/to/outreach-mcp".into(),
        launch: Vec::new(),
        args: Vec::new(),
        env: env.collect(),
        server: Server::default(),
    }
}

fn page(client: Client) -> String {
    let (name, entry) = (name(client), entry());
    let Notes { title, check, tried, trap, documents } = notes(client);
    let mut page = format!(
        "# {title}\n\n<!-- Generated from src/cli/clients: `UPDATE_DOCS=1 cargo test docs` -->\n\nOf [all clients](../clients.md). \
         The client's own words: <{documents}>.\n\n"
    );
    let files: Vec<(&str, String)> =
        [("Linux", Platform::Linux), ("macOS", Platform::Mac), ("Windows", Platform::Windows)]
            .into_iter()
            .filter_map(|(system, platform)| Some((system, path(client, platform)?)))
            .collect();
    if client.connects() {
        page.push_str("It connects to a server: start one, and paste what this prints onto the canvas.\n\n");
        let _ = write!(page, "<!-- run -->\n```sh\noutreach-mcp config {name}\n```\n\n");
        page.push_str("A server for it on this machine:\n\n<!-- run: server -->\n```sh\noutreach-mcp serve --listen 127.0.0.1:8080\n```\n");
    } else {
        page.push_str(
            "This adds the entry to the client's file, keeps everything else there, and makes a backup beside it:\n\n",
        );
        let _ = write!(page, "<!-- run -->\n```sh\noutreach-mcp config {name} --write\n```\n\n");
        page.push_str("Without `--write` the entry is printed. The file:\n\n| System | File |\n|---|---|\n");
        for (system, file) in &files {
            let _ = writeln!(page, "| {system} | `{file}` |");
        }
    }
    let language = match client {
        Client::Codex => "toml",
        Client::Goose => "yaml",
        _ => "json",
    };
    let _ = write!(page, "\n## What is written\n\n```{language}\n{}\n```\n\n", client.snippet(&entry).trim_end());
    if !client.connects() {
        page.push_str(match client {
            Client::Vscode => "No key is in the file: VS Code asks for each once and keeps it. ",
            _ => "Remove the variables of vendors that you do not use. ",
        });
        page.push_str(
            "A key that `outreach-mcp login` has put into the system's keychain, or that a file or a command holds, needs no variable \
             here: see [keys](../clients.md#keys).\n",
        );
    }
    if let Some(command) = client.add_command(&entry) {
        let _ = write!(page, "\nThe client's own command does the same:\n\n<!-- run -->\n```sh\n{command}\n```\n");
    }
    let next = client.instructions().split_once('\n').map_or("", |(_, next)| next);
    let _ = write!(
        page,
        "\n## Check it\n\n{next}\n\n{check}\n\n<!-- run -->\n```sh\noutreach-mcp doctor\n```\n\n{tried}\n\n"
    );
    let _ = write!(page, "## Known trap\n\n{trap}\n");
    page
}

/// That the program starts without the environment of a shell.
const BARE: &str = "The client starts the program without your shell's environment: variables that your shell sets are not there, so a key belongs into \
    the entry, a file, a command or the keychain. The path to the program has to be absolute; `config` writes it so.";

/// Of clients that `tests/clients/others` has.
macro_rules! checked {
    () => {
        "Every change of this program is tried with the client itself, in the version that \
         [package.json](../../tests/clients/others/package.json) names: it reads the entry that `config` writes"
    };
}

/// Of clients that were not run.
const NOT_TRIED: &str =
    "Not tried with the client itself: the place and the form of the entry are those of its documentation.";

const fn notes(client: Client) -> Notes {
    match client {
        Client::ClaudeDesktop => Notes {
            title: "Claude Desktop",
            check: "The tools are listed under the server's name in the menu for tools. Its log is `mcp-server-outreach.log`, beside the application's logs.",
            tried: NOT_TRIED,
            trap: BARE,
            documents: "https://modelcontextprotocol.io/docs/develop/connect-local-servers",
        },
        Client::ClaudeCode => Notes {
            title: "Claude Code",
            check: "`claude mcp list` shows whether the server starts.",
            tried: concat!(checked!(), " and starts the server, and its own command writes the same."),
            trap: "`--env` takes every value that follows it: another option has to stand between it and the server's name, as in the command above.",
            documents: "https://code.claude.com/docs/en/mcp",
        },
        Client::Cursor => Notes {
            title: "Cursor",
            check: "The MCP settings show the server with a green mark and its tools.",
            tried: NOT_TRIED,
            trap: "A new server may be listed and off: switch it on in the MCP settings. An `.cursor/mcp.json` of a project takes precedence over the user's.",
            documents: "https://cursor.com/docs/mcp",
        },
        Client::Vscode => Notes {
            title: "VS Code",
            check: "`MCP: List Servers`, then `Show Output`, shows the server's log.",
            tried: NOT_TRIED,
            trap: "The key of the list is `servers`, not `mcpServers`. A key that was typed wrong is kept as well: `MCP: List Servers` leads to the stored inputs, where it can be edited.",
            documents: "https://code.visualstudio.com/docs/copilot/reference/mcp-configuration",
        },
        Client::Windsurf => Notes {
            title: "Windsurf and Devin Desktop",
            check: "The MCP panel shows the server and its tools.",
            tried: NOT_TRIED,
            trap: "Devin Desktop, its successor, has a file of its own; where that exists, `config` writes it and the old one is not read.",
            documents: "https://docs.windsurf.com/windsurf/cascade/mcp",
        },
        Client::Codex => Notes {
            title: "Codex",
            check: "`codex mcp list` shows the entry.",
            tried: concat!(checked!(), ", and its own command writes the same."),
            trap: "Codex passes on few variables of its environment: what the program needs stands in the table `env`.",
            documents: "https://developers.openai.com/codex/mcp",
        },
        Client::GeminiCli => Notes {
            title: "Gemini CLI",
            check: "`gemini mcp list` shows whether the server is connected.",
            tried: concat!(checked!(), " and starts the server, and its own command writes the same."),
            trap: "In a folder that is not trusted, no server is started.",
            documents: "https://geminicli.com/docs/tools/mcp-server",
        },
        Client::Opencode => Notes {
            title: "opencode",
            check: "`opencode mcp list` shows the server.",
            tried: concat!(checked!(), " and starts the server."),
            trap: "`command` is one list of the program and its arguments, and the variables are called `environment`. Where `opencode.jsonc` exists, `config` writes that.",
            documents: "https://opencode.ai/docs/mcp-servers",
        },
        Client::Zed => Notes {
            title: "Zed",
            check: "A green dot beside the server in the Agent Panel's settings says that it runs.",
            tried: NOT_TRIED,
            trap: "The list is `context_servers` in Zed's own settings, which have comments: `config` keeps them.",
            documents: "https://zed.dev/docs/ai/mcp",
        },
        Client::Goose => Notes {
            title: "Goose",
            check: "`goose configure` lists the extension.",
            tried: NOT_TRIED,
            trap: "Its file is YAML: `--write` creates it, and leaves one that exists as it is unless the entry is in it. Add what the command prints by hand then.",
            documents: "https://block.github.io/goose/docs/guides/config-files",
        },
        Client::CopilotCli => Notes {
            title: "GitHub Copilot CLI",
            check: "`/mcp show outreach` lists the tools.",
            tried: concat!(checked!(), ", and its own command writes the same."),
            trap: "The entry needs `tools`: without `[\"*\"]` there none is offered.",
            documents: "https://docs.github.com/copilot/how-tos/copilot-cli/customize-copilot/add-mcp-servers",
        },
        Client::Cline => Notes {
            title: "Cline",
            check: "The MCP panel shows the server and its tools.",
            tried: "Tried once with the command line (3.0.65): it finds the entry that `config` writes. The extensions were not tried.",
            trap: BARE,
            documents: "https://docs.cline.bot/mcp/adding-and-configuring-servers",
        },
        Client::LmStudio => Notes {
            title: "LM Studio",
            check: "The server's switch stands in the chat's integrations.",
            tried: NOT_TRIED,
            trap: "Small models have short contexts: `--tools-mode lean` or `--toolsets` keeps the list of tools short.",
            documents: "https://lmstudio.ai/docs/app/mcp",
        },
        Client::Continue => Notes {
            title: "Continue",
            check: "The tools are listed in agent mode.",
            tried: "Tried once with the command line (1.5.47), which does not read this file. The extensions were not tried: the documentation names the folder in a \
                workspace, and their source reads the one in the home too.",
            trap: "The command line, `cn`, takes servers from the list `mcpServers` in `~/.continue/config.yaml` alone: add `name`, `command`, `args` and `env` of the entry there by hand. In other modes than agent mode no tool is offered.",
            documents: "https://docs.continue.dev/customize/deep-dives/mcp",
        },
        Client::N8n => Notes {
            title: "n8n",
            check: "The node's list of tools is filled once it reaches the server.",
            tried: "Not tried with n8n itself: the node has the form of its documentation.",
            trap: "n8n in a container reaches this machine as `host.docker.internal`: the server has to listen for it, and needs a token then (see [clients.md](../clients.md#n8n-and-other-clients-that-connect)).",
            documents: "https://docs.n8n.io/integrations/builtin/cluster-nodes/sub-nodes/n8n-nodes-langchain.toolmcp/",
        },
    }
}
