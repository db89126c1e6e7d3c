"""Compares this server with what a user could take instead, in one run: `python3 bench/side_by_side.py` (needs Node, npm, Python 3.11, Cargo).

The peers are installed under `target/bench` in the versions that `bench/peers` pins. All speak stdio, with one key, to one stand-in vendor on
loopback, and are asked the same: `list_campaigns` with `limit` 1. The order changes from round to round, so that all meet the same machine.
Prints the table of docs/performance.md. Linux only: it reads `/proc`.
"""

import http.client
import json
import os
import statistics
import subprocess
import sys
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PEERS = ROOT / "bench" / "peers"
PLACE = ROOT / "target" / "bench"
KEY = "a-key-for-the-benchmark"
ROUNDS, STARTS, CALLS, LOAD, IN_FLIGHT = 3, 5, 500, 2000, 16
TICK = os.sysconf("SC_CLK_TCK")


class Server:
    """A server that this script can start: its name, what starts it, and the folder that its installation takes."""

    def __init__(self, name, command, installed, **settings):
        self.name, self.command, self.installed, self.settings = name, command, installed, settings
        self.starts, self.idle, self.calls, self.rates, self.per_core, self.loaded, self.tools = [], [], [], [], [], [], 0

    def start(self, vendor):
        environment = {"PATH": os.environ["PATH"], "HOME": str(PLACE), "INSTANTLY_API_KEY": KEY}
        environment |= {"INSTANTLY_BASE_URL": vendor} | self.settings
        return Session(subprocess.Popen(self.command, env=environment, cwd=PLACE, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL))


class Session:
    def __init__(self, process):
        self.process, self.last = process, 0
        hello = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "bench", "version": "1"}}
        self.ask("initialize", hello)
        self.write({"jsonrpc": "2.0", "method": "notifications/initialized"})

    def write(self, message):
        self.process.stdin.write(json.dumps(message).encode() + b"\n")
        self.process.stdin.flush()

    def send(self, method, parameters):
        self.last += 1
        self.write({"jsonrpc": "2.0", "id": self.last, "method": method, "params": parameters})

    def answer(self):
        while line := self.process.stdout.readline():
            message = json.loads(line)
            if "id" in message:
                if "error" in message or message["result"].get("isError"):
                    sys.exit(f"{self.process.args}: {line.decode()[:400]}")
                return message["result"]
        sys.exit(f"{self.process.args} ended")

    def ask(self, method, parameters):
        self.send(method, parameters)
        return self.answer()

    def list_campaigns(self):
        self.send("tools/call", {"name": "list_campaigns", "arguments": {"limit": 1}})

    def memory(self):
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(status.split("VmRSS:")[1].split()[0]) / 1000

    def processor(self):
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / TICK

    def end(self):
        self.process.stdin.close()
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def measure(server, vendor):
    for _ in range(STARTS):
        began = time.perf_counter()
        session = server.start(vendor)
        listed = session.ask("tools/list", {})["tools"]
        server.starts.append(time.perf_counter() - began)
        server.tools = len(listed)
        time.sleep(0.3)
        server.idle.append(session.memory())
        session.end()

    session = server.start(vendor)
    session.ask("tools/list", {})
    session.list_campaigns()
    if "Spring fair" not in json.dumps(session.answer()):
        sys.exit(f"{server.name} does not show the stand-in's campaign")
    for number in range(CALLS + 100):
        began = time.perf_counter()
        session.list_campaigns()
        session.answer()
        if number >= 100:
            server.calls.append(time.perf_counter() - began)

    began, used = time.perf_counter(), session.processor()
    answers = threading.Thread(target=lambda: [(session.answer(), room.release()) for _ in range(LOAD)])
    room = threading.Semaphore(IN_FLIGHT)
    answers.start()
    for _ in range(LOAD):
        room.acquire()
        session.list_campaigns()
    answers.join()
    server.rates.append(LOAD / (time.perf_counter() - began))
    server.per_core.append(LOAD / max(session.processor() - used, 1 / TICK))
    server.loaded.append(session.memory())
    session.end()


def directly(port):
    connection = http.client.HTTPConnection("127.0.0.1", port)
    connection.connect()
    times = []
    for number in range(CALLS + 100):
        began = time.perf_counter()
        connection.request("GET", "/campaigns?limit=1")
        json.loads(connection.getresponse().read())
        if number >= 100:
            times.append(time.perf_counter() - began)
    return statistics.median(times)


def run(*command, **options):
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, **options)


def node_peer(name):
    folder = PLACE / name
    folder.mkdir(parents=True, exist_ok=True)
    for file in (PEERS / name).iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    run("npm", "install", "--no-audit", "--no-fund", "--loglevel=error", cwd=folder)
    return folder


def python_peer(name):
    folder = PLACE / name
    run(sys.executable, "-m", "venv", folder)
    run(folder / "bin" / "pip", "install", "--quiet", "--disable-pip-version-check", "-r", PEERS / name / "requirements.txt")
    return folder


def size(path):
    return sum(file.stat().st_size for file in ([path] if path.is_file() else path.rglob("*")) if file.is_file() and not file.is_symlink()) / 1e6


def servers():
    run("cargo", "build", "--release", "--locked", cwd=ROOT)
    program = ROOT / "target" / "release" / "outreach-mcp"
    node, python = node_peer("node"), python_peer("python")
    instantly_node, instantly_python = node_peer("instantly-mcp-node"), python_peer("instantly-mcp-python")
    entry = instantly_node / "node_modules" / "instantly-mcp" / "dist" / "index.js"
    return [
        Server("outreach-mcp", [program], program, OUTREACH_PACE="0"),
        Server("a minimal server in Node, three tools", ["node", node / "server.mjs"], node),
        Server("a minimal server in Python, three tools", [python / "bin" / "python", PEERS / "python" / "server.py"], python),
        Server("`instantly-mcp` 1.0.5 of npm", ["node", "--import", instantly_node / "redirect.mjs", entry, "--api-key", KEY], instantly_node),
        Server("`instantly-mcp` 0.1.0 of PyPI", [instantly_python / "bin" / "instantly-mcp"], instantly_python),
    ]


def main():
    PLACE.mkdir(parents=True, exist_ok=True)
    compared = servers()
    stand_in = subprocess.Popen([sys.executable, ROOT / "bench" / "stand_in.py"], stdout=subprocess.PIPE)
    try:
        port = int(stand_in.stdout.readline())
        vendor = f"http://127.0.0.1:{port}"
        direct = []
        for turn in range(ROUNDS):
            direct.append(directly(port))
            for server in compared[turn:] + compared[:turn]:
                print(f"round {turn + 1}: {server.name}", file=sys.stderr)
                measure(server, vendor)
    finally:
        stand_in.kill()
        stand_in.wait()

    base = statistics.median(direct)
    print(f"The same request made directly by the script takes {base * 1000:.2f} ms (median).\n")
    print("| Server | Tools | Start to `tools/list` | Memory idle; after the load | Added to a call | Calls a second; of one core | Installed, without its runtime |")
    print("|---|---|---|---|---|---|---|")
    for server in compared:
        median = statistics.median
        print(
            f"| {server.name} | {server.tools} | {median(server.starts) * 1000:.0f} ms | {median(server.idle):.0f} MB; {median(server.loaded):.0f} MB "
            f"| {(median(server.calls) - base) * 1000:.2f} ms | {median(server.rates):.0f}; {median(server.per_core):.0f} | {size(server.installed):.0f} MB |"
        )


main()
