"""Compares what a release build answers with what a debug build answers.

Usage: check.py DEBUG RELEASE. Runs both against `--sandbox`: no account, no key, no network; needs nothing but Python.

A debug build checks calls and reads answers by schemas that it makes from its types; a release has no code for that and goes by
files (`tool-schemas/checks`) that are compiled in. Both must list the same tools, refuse the same wrong inputs with the same words,
and answer the examples of docs/tools in the same way. Prints a line for each difference, and counts; exits 1 where they differ.
"""

import json
import os
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
# A sandbox of its own for so many tools: Snov.io takes 60 calls a minute.
TOOLS_A_SESSION = 12
# Whatever the moment of a run goes into.
MOMENTS = [
    re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"),
    re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?"),
    re.compile(r"\b\d{10,13}\b"),
]


class Session:
    """A server over stdio, with a sandbox of its own."""

    def __init__(self, binary):
        own = {"OUTREACH_STORE": "memory", "OUTREACH_DUPLICATE_WINDOW": "0s", "OUTREACH_PACE": "0"}
        self.process = subprocess.Popen(
            [binary, "--sandbox", "--hooks", "stdio", "--tools-mode", "lean", "--tool-names", "qualified"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=own | {"PATH": os.environ["PATH"], "HOME": "/no-such-home"},
        )
        self.number = 0
        client = {"name": "check", "version": "1"}
        self.ask("initialize", {"protocolVersion": "2025-11-25", "capabilities": {}, "clientInfo": client})
        self.write({"method": "notifications/initialized"})

    def write(self, message):
        self.process.stdin.write(json.dumps({"jsonrpc": "2.0"} | message).encode() + b"\n")
        self.process.stdin.flush()

    def ask(self, method, params):
        self.number += 1
        self.write({"id": self.number, "method": method, "params": params})
        for line in self.process.stdout:
            message = json.loads(line)
            if message.get("id") == self.number:
                return message.get("result", message.get("error"))
        raise SystemExit(f"the server ended at {method} {params}")

    def call(self, tool, inputs):
        result = self.ask("tools/call", {"name": tool, "arguments": inputs})
        return result.get("structuredContent", result)

    def example(self, tool, inputs):
        """The answer to a right call; a search under way is asked for again."""
        answer = self.call(tool, inputs)
        for _ in range(20):
            if "in_progress" not in json.dumps(answer) or "_get_" not in tool:
                break
            answer = self.call(tool, inputs)
        return answer

    def end(self):
        self.process.stdin.close()
        self.process.wait(timeout=30)


def files():
    """Each tool that the schema files are of, with its input schema."""
    found = {}
    for path in sorted((ROOT / "tool-schemas").glob("*/*.json")):
        if path.parent.name != "checks":
            tool = json.loads(path.read_text())
            found[tool["name"]] = tool["inputSchema"]
    return found


def examples():
    """The example of each tool in docs/tools."""
    found = {}
    for page in sorted((ROOT / "docs/tools").rglob("*.md")):
        for part in re.split(r"^### ", page.read_text(), flags=re.M)[1:]:
            name = re.match(r"`(\w+)`", part)
            call = re.search(r"^Example, in the sandbox:\n\n```json\n(.*?)\n```", part, flags=re.M | re.S)
            if name and call:
                found[name[1]] = json.loads(call[1])
    return found


def wrong(schema):
    """Calls that are refused before anything is sent."""
    yield {"no_such_input": 1}
    for name, values in schema.get("properties", {}).items():
        yield {"no_such_input": 1, name: None}
        yield {"no_such_input": 1, name: [[{"a": []}]]}
        yield {"no_such_input": 1, name: {"a": {"b": 1.5}}}
        yield {"no_such_input": 1, name: " "}
        yield {"no_such_input": 1, name: -7.25}
        if "enum" in json.dumps(values):
            yield {"no_such_input": 1, name: "none of them"}


def timeless(value):
    text = json.dumps(value, ensure_ascii=False)
    for moment in MOMENTS:
        text = moment.sub("#", text)
    return re.sub(r'"cursor": "[^"]*"', '"cursor": "#"', text)


def main(debug, release):
    counts = {"wrong inputs": 0, "right inputs": 0, "of them a success": 0}
    differences = []

    def compare(what, one, other):
        one, other = timeless(one), timeless(other)
        if one != other:
            at = next((at for at, (a, b) in enumerate(zip(one, other)) if a != b), min(len(one), len(other)))
            differences.append(what)
            print(f"FAIL  {what}: debug …{one[max(at - 60, 0) : at + 120]}…; release …{other[max(at - 60, 0) : at + 120]}…")

    for arguments in (["tools", "--json"], ["tools", "--json", "--tools-mode", "full"]):
        run = [subprocess.run([binary, "--sandbox", *arguments], stdout=subprocess.PIPE).stdout for binary in (debug, release)]
        compare(" ".join(arguments), *[text.decode() for text in run])
    shown = examples()
    tools = list(files().items())
    for begin in range(0, len(tools), TOOLS_A_SESSION):
        sessions = [Session(debug), Session(release)]
        compare("tools/list", *[session.ask("tools/list", {}) for session in sessions])
        for tool, schema in tools[begin : begin + TOOLS_A_SESSION]:
            for inputs in wrong(schema):
                answers = [session.call(tool, inputs) for session in sessions]
                compare(f"{tool} {json.dumps(inputs)}", *answers)
                counts["wrong inputs"] += 1
                if answers[1].get("error_kind") != "invalid_input":
                    differences.append(tool)
                    print(f"FAIL  {tool} {json.dumps(inputs)} is not refused: {answers[1]}")
            if tool in shown:
                answers = [session.example(tool, shown[tool]) for session in sessions]
                compare(f"{tool} {json.dumps(shown[tool])}", *answers)
                counts["right inputs"] += 1
                # Some follow on other calls, as the result of a search does, and fail alike without these.
                counts["of them a success"] += answers[1].get("success") is True
        for session in sessions:
            session.end()
    print(f"{len(tools)} tools, {', '.join(f'{count} {what}' for what, count in counts.items())}, {len(differences)} differences")
    return 1 if differences or counts["of them a success"] < len(tools) * 0.8 else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
