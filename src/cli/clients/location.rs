//! Where each client keeps its configuration file.

use std::path::{Path, PathBuf};

use super::client::Client;

/// A platform, as far as the location of files depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Platform {
    Linux,
    Mac,
    Windows,
}

impl Platform {
    /// The platform this program was built for. BSDs count as Linux.
    pub(super) const HERE: Self = if cfg!(target_os = "macos") {
        Self::Mac
    } else if cfg!(target_os = "windows") {
        Self::Windows
    } else {
        Self::Linux
    };
}

/// The path of a client's file; see [`Client::file`].
pub(super) fn file(
    client: Client,
    platform: Platform,
    home: &Path,
    env: &dyn Fn(&str) -> Option<String>,
) -> Option<PathBuf> {
    // The clients ignore blank variables as well.
    let directory = |name: &str| env(name).filter(|value| !value.trim().is_empty()).map(PathBuf::from);
    let roaming = || directory("APPDATA").unwrap_or_else(|| home.join("AppData/Roaming"));
    // The XDG specification says to ignore relative paths.
    let xdg = || directory("XDG_CONFIG_HOME").filter(|path| path.is_absolute()).unwrap_or_else(|| home.join(".config"));
    let config = || match platform {
        Platform::Linux => xdg(),
        Platform::Mac => home.join("Library/Application Support"),
        Platform::Windows => roaming(),
    };
    Some(match client {
        // https://modelcontextprotocol.io/docs/develop/connect-local-servers; on Linux, where Electron puts it.
        Client::ClaudeDesktop => config().join("Claude/claude_desktop_config.json"),
        // https://code.claude.com/docs/en/mcp#user-scope; the variable moves this file into the directory it names.
        Client::ClaudeCode => directory("CLAUDE_CONFIG_DIR").unwrap_or_else(|| home.to_owned()).join(".claude.json"),
        // https://cursor.com/docs/mcp
        Client::Cursor => home.join(".cursor/mcp.json"),
        // https://code.visualstudio.com/docs/copilot/reference/mcp-configuration
        Client::Vscode => config().join("Code/User/mcp.json"),
        // https://docs.windsurf.com/windsurf/cascade/mcp. Devin Desktop, its name since June 2026, has a file of its
        // own; if that exists, the old one is not read.
        Client::Windsurf => {
            let devin = if platform == Platform::Windows { roaming() } else { home.join(".config") };
            let devin = devin.join("devin/mcp_config.json");
            if devin.exists() { devin } else { home.join(".codeium/windsurf/mcp_config.json") }
        }
        // https://developers.openai.com/codex/mcp
        Client::Codex => directory("CODEX_HOME").unwrap_or_else(|| home.join(".codex")).join("config.toml"),
        // https://geminicli.com/docs/cli/configuration; the variable replaces the home directory.
        Client::GeminiCli => {
            directory("GEMINI_CLI_HOME").unwrap_or_else(|| home.to_owned()).join(".gemini/settings.json")
        }
        // https://opencode.ai/docs/config: in `~/.config` on every platform.
        Client::Opencode => {
            let folder = xdg().join("opencode");
            let commented = folder.join("opencode.jsonc");
            if commented.exists() { commented } else { folder.join("opencode.json") }
        }
        // https://zed.dev/docs/configuring-zed#settings-files
        Client::Zed => match platform {
            Platform::Linux => xdg().join("zed/settings.json"),
            Platform::Mac => home.join(".config/zed/settings.json"),
            Platform::Windows => roaming().join("Zed/settings.json"),
        },
        // https://block.github.io/goose/docs/guides/config-files
        Client::Goose => match platform {
            Platform::Linux => xdg().join("goose/config.yaml"),
            Platform::Mac => home.join(".config/goose/config.yaml"),
            Platform::Windows => roaming().join("Block/goose/config/config.yaml"),
        },
        // https://docs.github.com/copilot/how-tos/copilot-cli/customize-copilot/add-mcp-servers; the variable is that of
        // `copilot help environment`.
        Client::CopilotCli => {
            directory("COPILOT_HOME").unwrap_or_else(|| home.join(".copilot")).join("mcp-config.json")
        }
        // https://docs.cline.bot/cli/configuration: shared by the extensions and the command line.
        Client::Cline => home.join(".cline/data/settings/cline_mcp_settings.json"),
        // https://lmstudio.ai/docs/app/mcp; the folder is where the application keeps its files.
        Client::LmStudio => home.join(".lmstudio/mcp.json"),
        // https://docs.continue.dev/customize/deep-dives/mcp: each JSON file of this folder is read, so that this program has its own.
        Client::Continue => {
            directory("CONTINUE_GLOBAL_DIR").unwrap_or_else(|| home.join(".continue")).join("mcpServers/outreach.json")
        }
        Client::N8n => return None,
    })
}
