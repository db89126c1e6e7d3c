#!/usr/bin/env python3
"""Programs that people use as clients read what `outreach-mcp config CLIENT --write` writes, in an empty home and without an account, and those
with a command of their own for adding a server write the same with the command that `docs/clients` gives.

    python3 tests/clients/others/check.py target/debug/outreach-mcp FOLDER

FOLDER has the `node_modules` that package.json beside this file describes. Claude Code, opencode and Gemini CLI start the server; Codex and
GitHub Copilot CLI say what they have read."""

import json
import os
import re
import subprocess
import sys
import tempfile
import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
TIMEOUT_S = 120


def starts(shown):
    return re.search(r"outreach\b.*\bconnected", shown, re.I) and not re.search(r"disconnected|failed|not connected", shown, re.I)


def codex_reads(shown):
    read = json.loads(shown)
    return read["enabled"] and read["transport"]["type"] == "stdio" and read["transport"]["args"] == ["--sandbox"]


def copilot_reads(shown):
    return all(words in shown for words in ("Status: Enabled", "Type: local", "--sandbox", "Tools: * (all)"))


# The client's name for `config`: its program in `node_modules`, the words that show the server, what they have to show, its file, and the
# place of the entry in it.
CLIENTS = {
    "claude-code": ("@anthropic-ai/claude-code-linux-x64/claude", ["mcp", "list"], starts, ".claude.json", "mcpServers"),
    "codex": ("codex-linux-x64/vendor/x86_64-unknown-linux-musl/bin/codex", ["mcp", "get", "outreach", "--json"], codex_reads, ".codex/config.toml", "mcp_servers"),
    "copilot-cli": ("@github/copilot-linux-x64/copilot", ["mcp", "get", "outreach"], copilot_reads, ".copilot/mcp-config.json", "mcpServers"),
    "gemini-cli": (".bin/gemini", ["mcp", "list"], starts, ".gemini/settings.json", "mcpServers"),
    "opencode": ("opencode-linux-x64/bin/opencode", ["mcp", "list"], starts, ".config/opencode/opencode.json", "mcp"),
}
# The names by which the pages call them.
COMMANDS = {"claude-code": "claude", "codex": "codex", "copilot-cli": "copilot", "gemini-cli": "gemini"}


class Home:
    """An empty home, with a folder in which the client runs."""

    def __init__(self, folder, program, path):
        self.home, self.work = Path(folder), Path(folder) / "work"
        self.work.mkdir()
        self.environment = {"HOME": folder, "PATH": path, "TERM": "dumb", "NO_COLOR": "1", "CI": "1", "DISABLE_AUTOUPDATER": "1", "DO_NOT_TRACK": "1"}
        self.program = program
        # Gemini CLI starts no server in a folder that it was not told to trust.
        (self.home / ".gemini").mkdir()
        (self.home / ".gemini" / "trustedFolders.json").write_text(json.dumps({str(self.work): "TRUST_FOLDER"}))

    def run(self, command, **more):
        done = subprocess.run([str(part) for part in command], cwd=self.work, env=self.environment | more, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=TIMEOUT_S)
        if done.returncode != 0:
            raise AssertionError(f"{command[0]} ended with {done.returncode}: {done.stdout[-1000:]} {done.stderr[-1000:]}")
        # Gemini CLI shows its list on standard error.
        return re.sub(r"\x1b\[[0-9;]*m", "", done.stdout or done.stderr)

    def entry(self, file, place):
        text = (self.home / file).read_text()
        return (tomllib.loads(text) if file.endswith(".toml") else json.loads(text))[place]["outreach"]


def reads(client, program, modules, path):
    binary, words, is_read, _, _ = CLIENTS[client]
    with tempfile.TemporaryDirectory() as folder:
        home = Home(folder, program, path)
        home.run([program, "config", client, "--write"], OUTREACH_SANDBOX="true")
        shown = home.run([modules / binary, *words])
        assert str(program) in shown and is_read(shown), shown
    return f"{client}: `{' '.join(words)}` shows the server"


def adds_the_same(client, program, modules, path):
    binary, _, _, file, place = CLIENTS[client]
    page = (ROOT / "docs" / "clients" / f"{client}.md").read_text()
    command = re.search(r"The client's own command does the same:.*?```sh\n(.+?)\n```", page, re.S).group(1)
    with tempfile.TemporaryDirectory() as folder:
        home = Home(folder, program, path)
        tools = home.home / "tools"
        tools.mkdir()
        (tools / COMMANDS[client]).symlink_to(modules / binary)
        home.run(["bash", "-euo", "pipefail", "-c", command.replace("/path/to/outreach-mcp", str(program))], PATH=f"{tools}:{path}")
        theirs = home.entry(file, place)
    with tempfile.TemporaryDirectory() as folder:
        home = Home(folder, program, path)
        home.run([program, "config", client, "--write"])
        ours = home.entry(file, place)
    for name, empty in (("command", None), ("args", []), ("env", {}), ("type", None), ("tools", None)):
        assert theirs.get(name, empty) == ours.get(name, empty), f"{name}: {theirs} instead of {ours}"
    return f"{client}: its own command on its page writes the same entry"


def main():
    program, modules = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve() / "node_modules"
    path = os.environ["PATH"]
    tasks = [(reads, client) for client in CLIENTS] + [(adds_the_same, client) for client in COMMANDS]

    def outcome(task):
        check, client = task
        try:
            return True, check(client, program, modules, path)
        except (AssertionError, subprocess.TimeoutExpired, OSError, KeyError, ValueError) as error:
            return False, f"{client}, {check.__name__}: {error!r}"

    with ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(outcome, tasks))
    for is_right, text in outcomes:
        print(f"{'ok    ' if is_right else 'FAILED'} {text}")
    sys.exit(not all(is_right for is_right, _ in outcomes))


if __name__ == "__main__":
    main()
