#!/usr/bin/env python3
"""Draws docs/session.svg: a session in the sandbox, as a terminal shows it, in the colours that its reader prefers. The answers are those of
the program, shortened by their own inputs.

    python3 packaging/session.py target/debug/outreach-mcp

`--check` fails where the picture is of another version of the program."""

import html
import json
import os
import subprocess
import sys
import textwrap
from pathlib import Path

COLUMNS = 100
LINE, TOP, LEFT, WIDTH = 20, 46, 20, 880
# What is typed: the options, the tool and its inputs; and what is shown of the answer, the rest being left out.
CALLS = [
    ([], "find_person", {"email": "ada.abelmann@ironbridge.example.net"}, lambda answer: {
        "people": [{**{name: person[name] for name in ("vendor", "first_name", "company")}, "campaigns": [one["name"] for one in person["campaigns"]],
                    "last_contact": person["last_contact"], "replies": person["replies"]} for person in answer["people"]],
        "suppressed": answer["suppressed"],
    }),
    ([], "check_suppression", {"emails": ["someone@competitor.example"]}, lambda answer: {"results": answer["results"]}),
    (["--deny-recipient", "@rival.example"], "instantly_create_lead", {"email": "jo@rival.example", "campaign": "01990000-0000-7000-8000-000000000001"},
     lambda answer: {"error": answer["error"], "error_kind": answer["error_kind"]}),
]


def answer(program, options, tool, inputs):
    environment = {"PATH": os.environ["PATH"], "OUTREACH_STORE": "memory", "HOME": "/nonexistent"}
    command = [program, "--sandbox", *options, "call", tool, json.dumps(inputs)]
    return subprocess.run(command, capture_output=True, text=True, env=environment).stdout.strip()


def printed(value, indent=0):
    """JSON with a line for each field and item that does not fit into one."""
    text, space = json.dumps(value, ensure_ascii=False), " " * (indent + 2)
    if len(text) + indent <= COLUMNS or not isinstance(value, (dict, list)):
        return text
    if isinstance(value, dict):
        rows = [f"{space}{json.dumps(name)}: {printed(inner, indent + 2)}" for name, inner in value.items()]
        return "{\n" + ",\n".join(rows) + "\n" + " " * indent + "}"
    return "[\n" + ",\n".join(space + printed(inner, indent + 2) for inner in value) + "\n" + " " * indent + "]"


def lines(program):
    for options, tool, inputs, shown in CALLS:
        typed = " ".join(["outreach-mcp", "--sandbox", *options, "call", tool, f"'{json.dumps(inputs)}'"])
        for number, part in enumerate(textwrap.wrap(typed, COLUMNS - 4, break_on_hyphens=False)):
            yield "typed", ("$ " if number == 0 else "    ") + part
        said = json.loads(answer(program, options, tool, inputs))
        kind = "said" if said["success"] else "refused"
        for line in printed({"success": said["success"], **shown(said)}).split("\n"):
            for number, part in enumerate(textwrap.wrap(line, COLUMNS, subsequent_indent=" " * 6, drop_whitespace=False, break_on_hyphens=False) or [""]):
                yield kind, part
        yield "said", ""


def main():
    drawn = list(lines(sys.argv[1]))[:-1]
    height = TOP + LINE * len(drawn) + 12
    rows = "\n".join(f'<text class="{kind}" x="{LEFT}" y="{TOP + LINE * at + 14}">{html.escape(text)}</text>' for at, (kind, text) in enumerate(drawn))
    svg = f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" role="img" aria-label="A session in a terminal">
<style>
.page {{ fill: #f6f8fa; stroke: #d0d7de }} text {{ font: 13.5px ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; white-space: pre }}
.typed {{ fill: #0550ae; font-weight: 600 }} .said {{ fill: #1f2328 }} .refused {{ fill: #b3261e }} .more {{ fill: #6e7781 }} circle {{ fill: #d0d7de }}
@media (prefers-color-scheme: dark) {{
.page {{ fill: #161b22; stroke: #30363d }} .typed {{ fill: #79c0ff }} .said {{ fill: #e6edf3 }} .refused {{ fill: #ff9a92 }} .more {{ fill: #8b949e }} circle {{ fill: #30363d }}
}}
</style>
<rect class="page" x="0.5" y="0.5" width="{WIDTH - 1}" height="{height - 1}" rx="10"/>
<circle cx="24" cy="22" r="6"/><circle cx="44" cy="22" r="6"/><circle cx="64" cy="22" r="6"/>
{rows}
</svg>
"""
    picture = Path(__file__).resolve().parent.parent / "docs" / "session.svg"
    if "--check" in sys.argv:
        sys.exit(None if picture.read_text() == svg else "docs/session.svg is of another version: run packaging/session.py")
    picture.write_text(svg)


if __name__ == "__main__":
    main()
