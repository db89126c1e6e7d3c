#!/usr/bin/env python3
"""Installs what `package.py` made, each as its users do, and starts it from there: npm and npx, pip, uvx and pipx, the MCP bundle by its own
manifest, the archive, the registry's file; and compares what describes the program elsewhere with it. Needs what `requirements.txt` beside it lists, npm and mcpb.

    python3 packaging/check.py target/dist --mcpb 'npx mcpb' --node-sdk tests/clients/typescript/node_modules --python-sdk target/ci/python/bin/python"""

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import tarfile
import tempfile
import time
import zipfile
from pathlib import Path

import jsonschema
import skillsaw

sys.path.insert(0, str(Path(__file__).parent))
import described
import newcomer
import package

failures = []
done = 0


def check(what, holds, why=""):
    global done
    done += 1
    if not holds:
        failures.append(what)
    print(f"{'ok    ' if holds else 'FAILED'} {what}{'' if holds else f': {why}'}", flush=True)


def clean_environment(**more):
    """The environment of a user who has set nothing up."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("OUTREACH_", "INSTANTLY_", "OVERLOOP_", "SNOV_"))}
    return kept | {"OUTREACH_STORE": "memory"} | more


def output(command, **options):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, env=options.pop("env", clean_environment()), timeout=300, **options)
    return done.stdout if done.returncode == 0 else f"exit {done.returncode}: {done.stdout} {done.stderr}"


def speaks(what, command, env=None, cwd=None):
    """Starts a server over stdio with the sandbox, lists its tools and calls one."""
    server = subprocess.Popen([str(part) for part in command], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=cwd, env=clean_environment(OUTREACH_SANDBOX="true") | (env or {}))
    messages = [
        {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "check", "version": "1"}}},
        {"jsonrpc": "2.0", "method": "notifications/initialized"},
        {"jsonrpc": "2.0", "id": 2, "method": "tools/list"},
        {"jsonrpc": "2.0", "id": 3, "method": "tools/call", "params": {"name": "instantly_list_leads", "arguments": {"limit": 1}}},
    ]
    answers = {}
    try:
        for message in messages:
            server.stdin.write(json.dumps(message) + "\n")
            server.stdin.flush()
        while len(answers) < 3 and (line := server.stdout.readline()):
            answer = json.loads(line)
            if "id" in answer:
                answers[answer["id"]] = answer["result"]
        server.stdin.close()
        code = server.wait(timeout=20)
        check(f"{what}: lists tools", len(answers.get(2, {}).get("tools", [])) > 50, answers.get(2))
        check(f"{what}: calls one", answers.get(3, {}).get("structuredContent", {}).get("success") is True, answers.get(3))
        check(f"{what}: ends when its client goes", code == 0, code)
    except Exception as error:
        server.kill()
        check(f"{what}: speaks", False, f"{error!r}: {server.stderr.read()[-2000:]}")


def npm(dist, version, folder):
    tarballs = sorted((dist / "npm").glob("*.tgz"))
    main = next(path for path in tarballs if path.name == f"outreach-mcp-{version}.tgz")
    mine = next(path for path in tarballs if path.name.startswith("outreach-mcp-linux-x64-"))
    with tarfile.open(main) as file:
        scripts = json.load(file.extractfile("package/package.json")).get("scripts", {})
        held = file.getnames()
    for part in ("man/outreach-mcp.1", "completions/outreach-mcp.bash", "completions/_outreach-mcp", "completions/outreach-mcp.fish"):
        check(f"npm: the package holds {part}", f"package/{part}" in held, held)
    check("npm: no script runs at installation", scripts == {}, scripts)
    app = folder / "npm"
    app.mkdir()
    (app / "package.json").write_text('{"private": true}')
    installed = output(["npm", "install", "--no-audit", "--no-fund", mine, main], cwd=app)
    check("npm: installs from the packed files", (app / "node_modules" / "outreach-mcp").is_dir(), installed)
    said = output(["npx", "--no-install", "outreach-mcp", "--version"], cwd=app)
    check("npx: the version", said.strip() == f"outreach-mcp {version}", said)
    speaks("npx", ["npx", "--no-install", "outreach-mcp"], cwd=app)
    wrong = subprocess.run(["npx", "--no-install", "outreach-mcp", "--no-such-option"], cwd=app, env=clean_environment(), capture_output=True, text=True)
    check("npx: passes the exit code on", wrong.returncode == 2 and "no-such-option" in wrong.stderr, wrong)
    launch = app / "node_modules" / "outreach-mcp" / "launch.js"
    for name in ("SIGTERM", "SIGINT"):
        server = subprocess.Popen(["node", launch, "serve", "--sandbox", "--listen", "127.0.0.1:0"], env=clean_environment(), stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True)
        for line in server.stderr:
            if "127.0.0.1:" in line:
                break
        child = children(server.pid)
        server.send_signal(getattr(signal, name))
        code = server.wait(timeout=30)
        gone = until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in child))
        check(f"npx: {name} ends the program too", bool(child) and gone, f"exit {code}, {child}")
    shutil.rmtree(app / "node_modules" / "@outreach-mcp")
    lone = subprocess.run(["node", launch, "--version"], env=clean_environment(), capture_output=True, text=True)
    check("npm: says what is missing without the program's package", lone.returncode == 1 and "optional dependency" in lone.stderr, lone)
    # As `npx -y outreach-mcp` runs it: from npm's cache, whose paths do not last.
    entry = output(["npm", "exec", "--yes", f"--package={mine}", f"--package={main}", "--", "outreach-mcp", "config", "cursor"], cwd=folder)
    check("npx: the client's entry starts npx", '"npx"' in entry and '"-y"' in entry, entry)


def children(pid):
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def until(holds, seconds=10):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if holds():
            return True
        time.sleep(0.05)
    return False


def pypi(dist, version, folder):
    wheels = list((dist / "pypi").glob("*.whl"))
    check("PyPI: a wheel for this machine", len(wheels) == 1, wheels)
    wheel, = wheels
    names = zipfile.ZipFile(wheel).namelist()
    # Its program is the one that the other packages hold, so that it has to run on the same machines.
    check("PyPI: the wheel is for every Linux of this kind", "manylinux" in wheel.name and "musllinux" in wheel.name, wheel.name)
    sizes = [file.stat().st_size for file in (wheel, *(dist / "npm").glob("outreach-mcp-linux-x64-*.tgz"))]
    check("PyPI: the wheel is as large as npm's package", max(sizes) < 1.3 * min(sizes), sizes)
    for part in ("share/man/man1/outreach-mcp.1", "share/bash-completion/completions/outreach-mcp", "share/zsh/site-functions/_outreach-mcp", "share/fish/vendor_completions.d/outreach-mcp.fish"):
        check(f"PyPI: the wheel holds {part}", any(name.endswith(part) for name in names), names)
    subprocess.run([sys.executable, "-m", "venv", folder / "venv"], check=True)
    installed = output([folder / "venv" / "bin" / "pip", "install", "--quiet", "--no-index", wheel])
    speaks("pip", [folder / "venv" / "bin" / "outreach-mcp"])
    check("pip: the manual page is where `man` looks", (folder / "venv" / "share" / "man" / "man1" / "outreach-mcp.1").is_file(), installed)
    tools = Path(sys.executable).parent
    homes = {"UV_CACHE_DIR": str(folder / "uv"), "PIPX_HOME": str(folder / "pipx"), "PIPX_BIN_DIR": str(folder / "pipx-bin"), "PIPX_MAN_DIR": str(folder / "pipx-man")}
    uvx = [tools / "uvx", "--offline", "--python", sys.executable, "--from", wheel, "outreach-mcp"]
    speaks("uvx", uvx, env=homes)
    entry = output([*uvx, "config", "cursor"], env=clean_environment(**homes))
    check("uvx: the client's entry starts uvx", '"uvx"' in entry, entry)
    said = output([tools / "pipx", "install", wheel], env=clean_environment(**homes))
    check("pipx: installs", (folder / "pipx-bin" / "outreach-mcp").exists(), said)
    speaks("pipx", [folder / "pipx-bin" / "outreach-mcp"])


def started_by(manifest, folder, answers):
    """The command and variables of a manifest, with the user's answers, as hosts of bundles make them."""
    config = manifest["server"]["mcp_config"]

    def filled(text):
        for name in manifest["user_config"]:
            text = text.replace("${user_config." + name + "}", answers(name))
        return text.replace("${__dirname}", str(folder))

    return [filled(config["command"]), *map(filled, config["args"])], {name: filled(value) for name, value in config["env"].items()}


def bundle(dist, version, folder, mcpb):
    file = dist / f"outreach-mcp-{version}-linux-x64.mcpb"
    place = folder / "bundle"
    said = output([*mcpb, "unpack", file, place])
    check("mcpb: unpacks", (place / "manifest.json").is_file(), said)
    manifest = json.loads((place / "manifest.json").read_text())
    asked = manifest["user_config"]
    secret = {name for name, field in asked.items() if field.get("sensitive")}
    check("mcpb: keys are sensitive", secret == {"instantly_api_key", "overloop_api_key", "snov_client_secret"}, secret)
    defaults = lambda name: str(asked[name].get("default", "")).lower()
    command, env = started_by(manifest, place, defaults)
    check("mcpb: the program is executable", os.access(command[0], os.X_OK), command)
    speaks("mcpb, nothing filled in", command, env=env)
    # Hosts differ in what they make of an answer that was not given.
    command, env = started_by(manifest, place, lambda name: defaults(name) or "${user_config." + name + "}")
    speaks("mcpb, with names left standing", command, env=env)
    command, env = started_by(manifest, place, lambda name: "true" if name == "read_only" else defaults(name))
    listed = output([*command[:-1], *command[1:-1], "tools", "--json"], env=clean_environment(OUTREACH_SANDBOX="true") | env)
    check("mcpb: read-only offers no write", "instantly_list_leads" in listed and "instantly_create_lead" not in listed, listed[:500])


def archive(dist, version, folder):
    name = f"outreach-mcp-{version}-x86_64-unknown-linux-musl"
    with tarfile.open(dist / f"{name}.tar.gz") as file:
        file.extractall(folder, filter="data")
    speaks("archive", [folder / name / "outreach-mcp"])
    sums = subprocess.run(["sha256sum", "--check", "--quiet", "--ignore-missing", dist / "SHA256SUMS"], cwd=dist, capture_output=True, text=True)
    check("archive: the checksums hold", sums.returncode == 0, sums)


def registry(dist):
    described = json.loads((dist / "server.json").read_text())
    schemas = Path(skillsaw.__file__).parent / "schemas" / "mcp_registry"
    version = described["$schema"].split("/")[-2].replace("-", "_")
    schema = json.loads((schemas / f"v{version}" / "server.schema.json").read_text())
    errors = [error.message for error in jsonschema.Draft7Validator(schema).iter_errors(described)]
    check("server.json: valid by the registry's schema", errors == [], errors)
    kinds = {one["registryType"] for one in described["packages"]}
    check("server.json: npm, PyPI, image and bundle", kinds == {"npm", "pypi", "oci", "mcpb"}, kinds)
    # The registry takes a description of at most 100 characters.
    check("server.json: the description is short enough", len(described["description"]) <= 100, len(described["description"]))


def keys(program):
    entry = json.loads(output([program, "config", "cursor"]))
    asked = {name for name in entry["mcpServers"]["outreach"]["env"] if not name.startswith("OUTREACH_")}
    check("the packages ask for the program's keys", asked == {name for name, _, _ in package.KEYS}, asked)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dist", type=Path)
    parser.add_argument("--mcpb", default="mcpb", help="how mcpb is started; default: %(default)s")
    parser.add_argument("--node-sdk", type=Path, required=True, help="a node_modules with the official SDK, for a newcomer's first call")
    parser.add_argument("--python-sdk", type=Path, required=True, help="a Python that has the official SDK, for the same")
    options = parser.parse_args()
    dist, version = options.dist.resolve(), package.version()
    # The tools beside this Python.
    os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        archive(dist, version, folder)
        program = folder / f"outreach-mcp-{version}-x86_64-unknown-linux-musl" / "outreach-mcp"
        keys(program)
        npm(dist, version, folder)
        pypi(dist, version, folder)
        newcomer.newcomers(check, dist, version, folder, options.node_sdk.resolve(), options.python_sdk.absolute())
        bundle(dist, version, folder, options.mcpb.split())
        registry(dist)
        described.described(check, speaks, clean_environment, dist, version, program)
    print(f"{done} checks, {len(failures)} failed")
    sys.exit(bool(failures))


if __name__ == "__main__":
    main()
