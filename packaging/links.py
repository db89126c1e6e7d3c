#!/usr/bin/env python3
"""The links of README.md that install the server in a client with one click: their addresses, which stand at its end between markers.
`--check` fails where they differ, or where the text above has no link of the name.

- VS Code: https://code.visualstudio.com/api/extension-guides/ai/mcp#create-an-mcp-installation-url; it asks for the keys (`inputs`) and
  keeps them itself
- Cursor: https://cursor.com/docs/context/mcp/install-links
- LM Studio: https://lmstudio.ai/docs/app/mcp/deeplink
- Goose: https://block.github.io/goose/docs/getting-started/using-extensions"""

import base64
import json
import sys
from urllib.parse import quote

import package

START, END = "<!-- install links: generated -->", "<!-- install links: end -->"
COMMAND = {"command": "npx", "args": ["-y", "outreach-mcp"]}


def compact(value):
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def encoded(value):
    return quote(base64.b64encode(compact(value).encode()).decode(), safe="")


def vscode():
    secret = lambda variable: not variable.endswith("_ID")
    inputs = [{"type": "promptString", "id": variable.lower(), "description": about, "password": secret(variable)} for variable, _, about in package.KEYS]
    env = {variable: "${input:" + variable.lower() + "}" for variable, _, _ in package.KEYS}
    entry = {"name": "outreach", **COMMAND, "env": env, "inputs": inputs}
    return "https://insiders.vscode.dev/redirect?url=" + quote("vscode:mcp/install?" + quote(compact(entry), safe=""), safe="")


def with_placeholders():
    return {**COMMAND, "env": {variable: f"<your {title}>" for variable, title, _ in package.KEYS}}


def cursor():
    return f"https://cursor.com/en/install-mcp?name=outreach&config={encoded(with_placeholders())}"


def lm_studio():
    return f"https://lmstudio.ai/install-mcp?name=outreach&config={encoded(with_placeholders())}"


def goose():
    words = [("cmd", "npx"), ("arg", "-y"), ("arg", "outreach-mcp"), ("id", "outreach"), ("name", "Outreach"), ("description", package.DESCRIPTION)]
    words += [("env", f"{variable}={title}") for variable, title, _ in package.KEYS]
    return "https://block.github.io/goose/extension?" + "&".join(f"{name}={quote(value, safe='')}" for name, value in words)


def main():
    links = {"VS Code": vscode(), "Cursor": cursor(), "LM Studio": lm_studio(), "Goose": goose()}
    made = "".join(f"[{name}]: {url}\n" for name, url in links.items())
    readme = package.ROOT / "README.md"
    text = readme.read_text()
    before, rest = text.split(START + "\n", 1)
    old, after = rest.split(END, 1)
    if "--check" in sys.argv:
        unused = [name for name in links if f"[{name}]" not in before + after]
        if unused:
            sys.exit(f"README.md: no text leads to {', '.join(unused)}")
        sys.exit(0 if old == made else "README.md: the install links differ; run packaging/links.py")
    readme.write_text(before + START + "\n" + made + END + after)


if __name__ == "__main__":
    main()
