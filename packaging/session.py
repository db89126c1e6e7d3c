#!/usr/bin/env python3
"""Draws docs/session.svg: a session in the sandbox, as a terminal shows it, in the colours that its reader prefers. The answers are those of
the program, shortened by their own inputs.

    python3 packaging/session.py target/debug/outreach-mcp"""

import html
import json
import os
import subprocess
import sys
import textwrap
from pathlib import Path

COLUMNS = 100
LINE, TOP, LEFT, WIDTH = 20, 46, 20, 880
# What is typed: the options, the tool and its inputs.
CALLS = [
    ([], "find_person", {"email": "ada.abelmann@ironbridge.example.net"}, 9),
    ([], "campaign_report", {"since": "2026-05-01", "until": "2026-05-31"}, 8),
    (["--deny-recipient", "@ironbridge.example.net"], "instantly_create_lead", {"email": "ada@ironbridge.example.net", "campaign": "Spring"}, 4),
]


def answer(program, options, tool, inputs):
    environment = {"PATH": os.environ["PATH"], "OUTREACH_STORE": "memory", "HOME": "/nonexistent"}
    command = [program, "--sandbox", *options, "call", tool, json.dumps(inputs)]
    return subprocess.run(command, capture_output=True, text=True, env=environment).stdout.strip()


def lines(program):
    for options, tool, inputs, most in CALLS:
        shown = " ".join(["outreach-mcp", "--sandbox", *options, "call", tool, f"'{json.dumps(inputs)}'"])
        for number, part in enumerate(textwrap.wrap(shown, COLUMNS - 4, break_on_hyphens=False)):
            yield "typed", ("$ " if number == 0 else "    ") + part
        text = textwrap.wrap(answer(program, options, tool, inputs), COLUMNS, break_on_hyphens=False)
        kind = "said" if '"success":true' in text[0].replace(" ", "") else "refused"
        for part in text[:most]:
            yield kind, part
        if len(text) > most:
            yield "more", "…"
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
    (Path(__file__).resolve().parent.parent / "docs" / "session.svg").write_text(svg)


if __name__ == "__main__":
    main()
