//! The supported MCP clients and what differs between them.

/// An MCP client.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Client {
    /// Claude Desktop.
    ClaudeDesktop,
    /// Claude Code, for all projects of this user.
    ClaudeCode,
    /// Cursor, for all projects of this user.
    Cursor,
    /// Visual Studio Code, in the user's default profile.
    Vscode,
    /// Windsurf, now called Devin Desktop.
    Windsurf,
    /// Codex: its command line, app and IDE extension.
    Codex,
    /// n8n, which connects over HTTP.
    N8n,
}

/// How a client writes its list of servers.
pub(super) struct Format {
    /// The key of the object that contains the servers.
    pub(super) servers: &'static str,
    /// Whether an entry says `"type": "stdio"`.
    pub(super) typed: bool,
}

impl Client {
    pub(super) const fn format(self) -> Format {
        match self {
            Self::ClaudeDesktop | Self::Cursor | Self::Windsurf | Self::N8n => {
                Format { servers: "mcpServers", typed: false }
            }
            Self::ClaudeCode => Format { servers: "mcpServers", typed: true },
            // https://code.visualstudio.com/docs/copilot/reference/mcp-configuration
            Self::Vscode => Format { servers: "servers", typed: true },
            // https://developers.openai.com/codex/mcp
            Self::Codex => Format { servers: "mcp_servers", typed: false },
        }
    }

    /// Where the entry belongs and what to do next, in two lines for a person.
    pub(crate) const fn instructions(self) -> &'static str {
        match self {
            Self::ClaudeDesktop => {
                "Add this to `claude_desktop_config.json` (Settings > Developer > Edit Config opens it).\n\
                 Fill in the keys, then quit and restart Claude Desktop."
            }
            Self::ClaudeCode => {
                "Add this to `mcpServers` at the top of `~/.claude.json`; `claude mcp add --scope user` does the same.\n\
                 Fill in the keys, then start a new session; `/mcp` shows the server."
            }
            Self::Cursor => {
                "Add this to `~/.cursor/mcp.json`, or `.cursor/mcp.json` for one project.\n\
                 Fill in the keys, then restart Cursor or enable the server in its MCP settings."
            }
            Self::Vscode => {
                "Add this to the user's `mcp.json` (command `MCP: Open User Configuration`), or `.vscode/mcp.json` for one project.\n\
                 Fill in the keys, then start the server with `MCP: List Servers`."
            }
            Self::Windsurf => {
                "Add this to `~/.codeium/windsurf/mcp_config.json`; Devin Desktop, its successor, uses `~/.config/devin/mcp_config.json`.\n\
                 Fill in the keys, then press Refresh in the MCP panel."
            }
            Self::Codex => {
                "Add this to `~/.codex/config.toml`, the file of the command line, the app and the IDE extension.\n\
                 Fill in the keys, then restart Codex; `/mcp` shows the server."
            }
            Self::N8n => {
                "Start `outreach-mcp serve`, paste this onto the canvas, connect the node to an AI Agent and select a Bearer Auth credential with the server's token.\n\
                 If n8n runs in a container, replace `127.0.0.1` with `host.docker.internal`, and add `--listen 0.0.0.0:8080 --allow-host host.docker.internal`."
            }
        }
    }
}
