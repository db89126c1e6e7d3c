"""What somebody does who has nothing but Node, or nothing but Python: `npx outreach-mcp config cursor --write` in an empty home, then a
call by an official SDK that starts what was written. The packages come from a registry on loopback that serves what `package.py` made."""

import base64
import hashlib
import http.server
import json
import os
import shutil
import subprocess
import sys
import tarfile
import threading
from pathlib import Path
from urllib.parse import unquote


HERE = Path(__file__).parent


class Registry(http.server.BaseHTTPRequestHandler):
    """The two registries' answers, as far as npm and uv ask for them."""

    files = {}  # name in the address: file
    npm = {}  # name of the package: its description

    def do_GET(self):
        path = unquote(self.path).strip("/")
        if path.startswith("files/") and (file := self.files.get(path[6:])):
            return self.answer(file.read_bytes(), "application/octet-stream")
        if path == "simple/outreach-mcp":
            links = "".join(f'<a href="/files/{name}">{name}</a>' for name in self.files if name.endswith(".whl"))
            return self.answer(f"<!DOCTYPE html><html><body>{links}</body></html>".encode(), "text/html")
        if path in self.npm:
            return self.answer(json.dumps(self.npm[path]).encode(), "application/json")
        return self.send_error(404)

    def answer(self, body, kind):
        self.send_response(200)
        self.send_header("content-type", kind)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    do_HEAD = do_GET

    def log_message(self, *_):
        pass


def registry(dist, version):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Registry)
    address = f"http://127.0.0.1:{server.server_port}"
    for file in [*(dist / "npm").glob("*.tgz"), *(dist / "pypi").glob("*.whl")]:
        Registry.files[file.name] = file
        if file.suffix == ".tgz":
            with tarfile.open(file) as packed:
                described = json.load(packed.extractfile("package/package.json"))
            sum_ = base64.b64encode(hashlib.sha512(file.read_bytes()).digest()).decode()
            described["dist"] = {"tarball": f"{address}/files/{file.name}", "integrity": f"sha512-{sum_}"}
            Registry.npm[described["name"]] = {"name": described["name"], "dist-tags": {"latest": version}, "versions": {version: described}}
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server, address


def only(folder, programs):
    """A folder for `PATH` with these programs alone."""
    folder.mkdir()
    for name in ("sh", "env", "uname"):
        (folder / name).symlink_to(shutil.which(name))
    for name, program in programs.items():
        (folder / name).symlink_to(program)
    return str(folder)


def run(command, environment, home):
    done = subprocess.run([str(part) for part in command], env=environment, cwd=home, capture_output=True, text=True, timeout=300)
    return done.stdout if done.returncode == 0 else f"exit {done.returncode}: {done.stdout} {done.stderr}"


def try_it(check, what, starts, first_call, environment, folder):
    """Writes the entry of Cursor with `starts`, and calls a tool by `first_call`."""
    home = folder / f"home of {what}"
    home.mkdir()
    environment = environment | {"HOME": str(home), "OUTREACH_SANDBOX": "true", "OUTREACH_STORE": "memory"}
    said = run([*starts, "config", "cursor", "--write"], environment, home)
    file = home / ".cursor" / "mcp.json"
    check(f"{what}, an empty home: `config cursor --write` writes the file", file.is_file(), said)
    if file.is_file():
        entry = json.loads(file.read_text())["mcpServers"]["outreach"]
        check(f"{what}, an empty home: the entry starts {starts[0]}", Path(entry["command"]).name == starts[0], entry)
        said = run([*first_call, file], environment, home)
        check(f"{what}, an empty home: an SDK's client starts the entry and calls a tool", '"success":true' in said, said)


def newcomers(check, dist, version, folder, node_modules, python):
    server, address = registry(dist, version)
    try:
        node = {name: shutil.which(name) for name in ("node", "npm", "npx")}
        environment = {"PATH": only(folder / "node alone", node), "npm_config_registry": address, "npm_config_update_notifier": "false"}
        try_it(check, "npx", ["npx", "-y", "outreach-mcp"], ["node", HERE / "first_call.mjs", node_modules], environment, folder)
        tools = Path(sys.executable).parent
        environment = {"PATH": only(folder / "python alone", {"uvx": tools / "uvx", "uv": tools / "uv", "python3": os.path.realpath(sys.executable)}), "UV_INDEX_URL": f"{address}/simple"}
        try_it(check, "uvx", ["uvx", "outreach-mcp"], [python, HERE / "first_call.py"], environment, folder)
    finally:
        server.shutdown()


