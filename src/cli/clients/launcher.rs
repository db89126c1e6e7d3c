//! What starts this program again where it runs from the cache of a package manager: the path there does not last.

use std::path::Path;

use super::entry::PACKAGE;

/// A package manager that runs programs from a cache.
struct Launcher {
    /// Folders that the path of a program in its cache goes through, in this order.
    folders: &'static [&'static str],
    command: &'static str,
    args: &'static [&'static str],
}

const LAUNCHERS: [Launcher; 4] = [
    // https://docs.npmjs.com/cli/commands/npx
    Launcher { folders: &["_npx", "node_modules"], command: "npx", args: &["-y", PACKAGE] },
    // https://docs.astral.sh/uv/concepts/cache: environments of `uvx` are links into the archive.
    Launcher { folders: &["uv", "archive-v0"], command: "uvx", args: &[PACKAGE] },
    Launcher { folders: &["uv", "environments-v2"], command: "uvx", args: &[PACKAGE] },
    // https://pipx.pypa.io/stable/explanation/how-pipx-works
    Launcher { folders: &["pipx", ".cache"], command: "pipx", args: &["run", PACKAGE] },
];

/// The command, and its arguments, that start the program at this path again; `None` where the path does.
pub(crate) fn launcher(program: &Path) -> Option<(&'static str, &'static [&'static str])> {
    let found = LAUNCHERS.iter().find(|launcher| {
        let mut parts = program.components().map(|part| part.as_os_str());
        launcher.folders.iter().all(|folder| parts.any(|part| part == *folder))
    });
    found.map(|launcher| (launcher.command, launcher.args))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::launcher;

    #[test]
    fn a_program_in_a_cache_is_started_by_what_put_it_there() {
        for (path, command) in [
            ("/home/a/.npm/_npx/0f3b/node_modules/@outreach-mcp/linux-x64/bin/outreach-mcp", Some("npx")),
            ("/home/a/.cache/uv/archive-v0/xZ3/bin/outreach-mcp", Some("uvx")),
            ("/home/a/.cache/uv/environments-v2/xZ3/bin/outreach-mcp", Some("uvx")),
            ("/home/a/.local/share/pipx/.cache/9c1/bin/outreach-mcp", Some("pipx")),
            ("/home/a/.local/share/pipx/venvs/outreach-mcp/bin/outreach-mcp", None),
            ("/home/a/app/node_modules/@outreach-mcp/linux-x64/bin/outreach-mcp", None),
            ("/home/a/.cargo/bin/outreach-mcp", None),
        ] {
            assert_eq!(launcher(Path::new(path)).map(|(command, _)| command), command, "{path}");
        }
    }
}
