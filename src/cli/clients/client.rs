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
    /// Gemini CLI, for all projects of this user.
    GeminiCli,
    /// opencode, for all projects of this user.
    Opencode,
    /// Zed, in the user's settings.
    Zed,
    /// Goose: its desktop app and command line.
    Goose,
    /// GitHub Copilot CLI, for all projects of this user.
    CopilotCli,
    /// Cline: its extensions and command line.
    Cline,
    /// LM Studio.
    LmStudio,
    /// Continue: its extensions.
    Continue,
    /// n8n, which connects over HTTP.
    N8n,
}

/// How a client writes its list of servers.
pub(super) struct Format {
    /// The key of the object that contains the servers.
    pub(super) servers: &'static str,
    /// What an entry has under `type`, and what else it may have there; empty where it has none.
    pub(super) types: &'static [&'static str],
    /// Whether `command` is a list of the program and its arguments.
    pub(super) is_one_list: bool,
    /// The key of the variables.
    pub(super) env: &'static str,
    /// What a new entry has besides, as a key with JSON.
    pub(super) besides: Option<(&'static str, &'static str)>,
    /// Whether the client asks for keys and keeps them itself, where the file defines inputs.
    pub(super) has_inputs: bool,
}

impl Format {
    /// The form that most clients share.
    const USUAL: Self =
        Self { servers: "mcpServers", types: &[], is_one_list: false, env: "env", besides: None, has_inputs: false };
}

impl Client {
    pub(super) const fn format(self) -> Format {
        match self {
            // https://geminicli.com/docs/tools/mcp-server, https://docs.cline.bot/mcp/adding-and-configuring-servers,
            // https://lmstudio.ai/docs/app/mcp (the notation of Cursor), https://docs.continue.dev/customize/deep-dives/mcp
            Self::ClaudeDesktop
            | Self::Cursor
            | Self::Windsurf
            | Self::GeminiCli
            | Self::Cline
            | Self::LmStudio
            | Self::Continue
            | Self::N8n => Format::USUAL,
            Self::ClaudeCode => Format { types: &["stdio"], ..Format::USUAL },
            // https://code.visualstudio.com/docs/copilot/reference/mcp-configuration
            Self::Vscode => Format { servers: "servers", types: &["stdio"], has_inputs: true, ..Format::USUAL },
            // https://developers.openai.com/codex/mcp
            Self::Codex => Format { servers: "mcp_servers", ..Format::USUAL },
            // https://opencode.ai/docs/mcp-servers
            Self::Opencode => Format {
                servers: "mcp",
                types: &["local"],
                is_one_list: true,
                env: "environment",
                besides: Some(("enabled", "true")),
                has_inputs: false,
            },
            // https://zed.dev/docs/ai/mcp
            Self::Zed => Format { servers: "context_servers", ..Format::USUAL },
            // https://docs.github.com/copilot/how-tos/copilot-cli/customize-copilot/add-mcp-servers
            Self::CopilotCli => {
                Format { types: &["local", "stdio"], besides: Some(("tools", r#"["*"]"#)), ..Format::USUAL }
            }
            // https://block.github.io/goose/docs/guides/config-files
            Self::Goose => Format { servers: "extensions", ..Format::USUAL },
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
                 Start the server with `MCP: List Servers`: VS Code asks for each key once and keeps it; leave those of other vendors empty."
            }
            Self::Windsurf => {
                "Add this to `~/.codeium/windsurf/mcp_config.json`; Devin Desktop, its successor, uses `~/.config/devin/mcp_config.json`.\n\
                 Fill in the keys, then press Refresh in the MCP panel."
            }
            Self::Codex => {
                "Add this to `~/.codex/config.toml`, the file of the command line, the app and the IDE extension.\n\
                 Fill in the keys, then restart Codex; `/mcp` shows the server."
            }
            Self::GeminiCli => {
                "Add this to `~/.gemini/settings.json`; `gemini mcp add --scope user` does the same.\n\
                 Fill in the keys, then start a new session; `/mcp` shows the server. In folders that are not trusted it is disabled."
            }
            Self::Opencode => {
                "Add this to `~/.config/opencode/opencode.json`, or `opencode.json` for one project.\n\
                 Fill in the keys, then restart opencode; `opencode mcp list` shows the server."
            }
            Self::Zed => {
                "Add this to Zed's `settings.json` (command `zed: open settings file`).\n\
                 Fill in the keys; the Agent Panel's settings show the server."
            }
            Self::Goose => {
                "Add this to `~/.config/goose/config.yaml`; `goose configure` adds extensions as well.\n\
                 Fill in the keys, then start a new session."
            }
            Self::CopilotCli => {
                "Add this to `~/.copilot/mcp-config.json`; `copilot mcp add` does the same.\n\
                 Fill in the keys, then start a new session; `/mcp show` shows the server."
            }
            Self::Cline => {
                "Add this to `~/.cline/data/settings/cline_mcp_settings.json` (MCP Servers > Configure opens it).\n\
                 Fill in the keys, then restart the server in Cline's MCP panel."
            }
            Self::LmStudio => {
                "Add this to LM Studio's `mcp.json` (Program > Install > Edit mcp.json opens it).\n\
                 Fill in the keys and save; LM Studio loads the server."
            }
            Self::Continue => {
                "Put this into `~/.continue/mcpServers/outreach.json`, or `.continue/mcpServers/outreach.json` for one project.\n\
                 Fill in the keys, then reload Continue. Its tools are offered in agent mode."
            }
            Self::N8n => {
                "Start the server, paste this onto the canvas and connect the node to an AI Agent; if the server has a token, select a Bearer Auth credential with it.\n\
                 If n8n runs in a container, add `--listen 0.0.0.0:8080 --allow-host host.docker.internal` to this command; such a server needs a token."
            }
        }
    }
}
