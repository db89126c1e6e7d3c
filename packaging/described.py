"""What describes the program to others is true of it: compose.yaml, smithery.yaml, the names by which `cargo binstall` looks for a release,
and the software bill of materials. Used by check.py; `check`, `speaks` and `clean_environment` are its own."""

import json
import re
import subprocess
import tarfile
import tomllib
import urllib.error
import urllib.request
from pathlib import Path

import jsonschema
from ruamel.yaml import YAML

import package

ROOT = package.ROOT


def loaded(name):
    return YAML(typ="safe").load(ROOT / name)


def schema_check(check, what, schema, *files):
    """Checks files against a schema that `check-jsonschema` has with it."""
    done = subprocess.run(["check-jsonschema", "--builtin-schema", schema, *map(str, files)], cwd=ROOT, capture_output=True, text=True)
    check(f"{what}: valid by its published schema", done.returncode == 0, done.stdout + done.stderr)


# --- compose.yaml -----------------------------------------------------------------------------------------------------


def filled_in(value, variables):
    """A value of compose.yaml with its variables put in: `${NAME:?why}` has to be there, `${NAME:-default}` need not."""
    if isinstance(value, dict):
        return {name: filled_in(inner, variables) for name, inner in value.items()}
    if isinstance(value, list):
        return [filled_in(inner, variables) for inner in value]
    if not isinstance(value, str):
        return value

    def put_in(match):
        name, kind, rest = match.groups()
        if kind == ":?" and not variables.get(name):
            raise KeyError(f"{name}: {rest}")
        return variables.get(name) or (rest if kind == ":-" else "")

    return re.sub(r"\$\{(\w+)(?:(:\?|:-)([^}]*))?\}", put_in, value)


def dockerfile():
    """What the image sets: its variables, its port and its command."""
    text = (ROOT / "Dockerfile").read_text()
    env = dict(pair.split("=", 1) for line in re.findall(r"^ENV (.+)$", text, re.M) for pair in line.split())
    return env, re.search(r"^EXPOSE (\d+)$", text, re.M).group(1), json.loads(re.search(r"^CMD (\[.+\])$", text, re.M).group(1))


def answered(address, token=None):
    request = urllib.request.Request(address, headers={"authorization": f"Bearer {token}"} if token else {})
    try:
        with urllib.request.urlopen(request, timeout=10) as response:
            return response.status
    except urllib.error.HTTPError as error:
        return error.code


def compose(check, clean_environment, program):
    schema_check(check, "compose.yaml", "vendor.compose-spec", "compose.yaml")
    variables = {"OUTREACH_AUTH_TOKEN": "a-token-for-the-check-0123456789", "POSTGRES_PASSWORD": "letters4digits"}
    described = loaded("compose.yaml")
    for name in variables:
        try:
            filled_in(described, {other: value for other, value in variables.items() if other != name})
            check(f"compose.yaml: says that {name} is missing", False)
        except KeyError as error:
            check(f"compose.yaml: says that {name} is missing", name in str(error), error)
    services = filled_in(described, variables)["services"]
    server, journal = services["outreach"], services["journal"]
    env, port, command = dockerfile()
    check("compose.yaml: publishes the image's port, on this machine alone", server["ports"] == [f"127.0.0.1:{port}:{port}"] and env["OUTREACH_LISTEN"].endswith(f":{port}"), (server["ports"], env))
    made = journal["environment"]
    wanted = f"postgres://{made['POSTGRES_USER']}:{made['POSTGRES_PASSWORD']}@journal/{made['POSTGRES_DB']}"
    check("compose.yaml: the store is the database that its service makes", server["environment"]["OUTREACH_STORE"] == wanted, server["environment"]["OUTREACH_STORE"])
    check("compose.yaml: the server waits for the database, in a volume", server["depends_on"]["journal"]["condition"] == "service_healthy" and journal["volumes"][0].startswith("journal:") and "journal" in described["volumes"], server)

    # The program as the service starts it: with what the image and the service set, and nothing else. There is no host `journal` here.
    environment = clean_environment() | env | server["environment"]
    started = lambda **more: {**environment, **more}
    told = subprocess.run([program, "journal", "list"], env=started(OUTREACH_STORE=wanted.replace("@journal/", "@127.0.0.1:9/")), capture_output=True, text=True, timeout=60)
    check("compose.yaml: the program takes the store's address, and tells no password", told.returncode == 1 and "does not answer" in told.stderr and variables["POSTGRES_PASSWORD"] not in told.stderr, told)
    served = subprocess.Popen([program, *server.get("command", command)], env=started(OUTREACH_STORE="memory", OUTREACH_LISTEN="127.0.0.1:0"), stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True)
    try:
        lines = []
        for line in served.stderr:
            lines.append(line)
            if found := re.search(r"127\.0\.0\.1:(\d+)", line):
                break
        else:
            return check("compose.yaml: the program starts as its service starts it", False, lines)
        address = f"http://127.0.0.1:{found.group(1)}"
        check("compose.yaml: the program starts as its service starts it", answered(f"{address}/healthz") == 200, lines)
        codes = answered(f"{address}/metrics"), answered(f"{address}/metrics", variables["OUTREACH_AUTH_TOKEN"])
        check("compose.yaml: it asks for the token", codes == (401, 200), codes)
    finally:
        served.kill()
        served.wait()


# --- smithery.yaml ----------------------------------------------------------------------------------------------------

# Of https://smithery.ai/docs/config/smithery.yaml, for servers over stdio. There is no schema to read by a program.
SMITHERY = {"startCommand", "build"}
SMITHERY_STDIO = {"type", "configSchema", "commandFunction", "exampleConfig"}


def smithery(check, speaks, program):
    described = loaded("smithery.yaml")
    start = described["startCommand"]
    check("smithery.yaml: has the documented keys", set(described) <= SMITHERY and set(start) == SMITHERY_STDIO and start["type"] == "stdio", described)
    schema, example = start["configSchema"], start["exampleConfig"]
    jsonschema.Draft7Validator.check_schema(schema)
    errors = [error.message for error in jsonschema.Draft7Validator({**schema, "additionalProperties": False}).iter_errors(example)]
    check("smithery.yaml: its example is valid by its own schema", errors == [], errors)
    source = f"const start = {start['commandFunction']}; console.log(JSON.stringify([start({{}}), start({json.dumps(example)})]))"
    done = subprocess.run(["node", "-e", source], capture_output=True, text=True)
    check("smithery.yaml: its function runs", done.returncode == 0, done.stderr)
    if done.returncode != 0:
        return
    for what, made in zip(("nothing filled in", "its example"), json.loads(done.stdout)):
        asked = {name for name in made["env"] if not name.startswith("OUTREACH_")}
        check(f"smithery.yaml, {what}: sets the program's keys", asked == {name for name, _, _ in package.KEYS}, asked)
        check(f"smithery.yaml, {what}: starts npx", [made["command"], *made["args"][:2]] == ["npx", "-y", "outreach-mcp"], made)
        speaks(f"smithery.yaml, {what}", [program, *made["args"][2:]], env=made["env"])


# --- cargo binstall ---------------------------------------------------------------------------------------------------


def binstall(check, dist, version):
    """Renders the patterns as https://github.com/cargo-bins/cargo-binstall/blob/main/SUPPORT.md has them, for each machine of a release."""
    described = tomllib.loads((ROOT / "Cargo.toml").read_text())["package"]["metadata"]["binstall"]
    suffixes = {"tgz": ".tar.gz", "zip": ".zip"}
    # What somebody asks for by target, and the target of the program that they get.
    wanted = {target: target for target, _, _ in package.MACHINES.values()}
    wanted |= {target.replace("-musl", "-gnu"): target for target in wanted if target.endswith("-musl")}
    for target, built in wanted.items():
        its = {**described, **described.get("overrides", {}).get(target, {})}
        is_windows = "windows" in target
        words = {"repo": "https://github.com/example/outreach-mcp", "version": version, "target": target, "bin": "outreach-mcp", "binary-ext": ".exe" if is_windows else "", "archive-suffix": suffixes[its["pkg-fmt"]]}
        put_in = lambda text: re.sub(r"\{ ?([\w-]+) ?\}", lambda match: words[match.group(1)], text)
        folder = f"outreach-mcp-{version}-{built}"
        address = f"{words['repo']}/releases/download/v{version}/{folder}{'.zip' if is_windows else '.tar.gz'}"
        check(f"binstall, {target}: the archive of a release", put_in(its["pkg-url"]) == address, put_in(its["pkg-url"]))
        path = put_in(its["bin-dir"])
        check(f"binstall, {target}: the program in it", path == f"{folder}/outreach-mcp{words['binary-ext']}", path)
        if (archive := dist / Path(address).name).is_file() and not is_windows:
            with tarfile.open(archive) as file:
                check(f"binstall, {target}: it is there", path in file.getnames(), file.getnames())


def described(check, speaks, clean_environment, dist, version, program):
    compose(check, clean_environment, program)
    schema_check(check, "workflows", "vendor.github-workflows", *sorted((ROOT / ".github" / "workflows").glob("*.yml")))
    smithery(check, speaks, program)
    binstall(check, dist, version)
