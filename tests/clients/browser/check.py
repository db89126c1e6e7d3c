#!/usr/bin/env python3
"""A web page in headless Chromium as a client: from an allowed origin it has a session, lists the tools and calls one; from another origin it
can neither ask nor read. Needs Chromium or Chrome and nothing else.

    python3 tests/clients/browser/check.py target/debug/outreach-mcp"""

import http.server
import json
import os
import queue
import re
import shutil
import subprocess
import sys
import tempfile
import threading

TOKEN = "a-token-for-the-check-0123456789"
# Both names lead to this machine; the server knows one of them.
ALLOWED, FOREIGN = "app.example.com", "evil.example.com"
TIMEOUT_S = 60

PAGE = """<!doctype html><title>A client</title><script>
const server = new URLSearchParams(location.search).get("server");
const headers = { "authorization": "Bearer %s", "content-type": "application/json", "accept": "application/json, text/event-stream" };
let session = {};
async function ask(method, params, id) {
    const body = JSON.stringify({ jsonrpc: "2.0", method, params, ...(id ? { id } : {}) });
    const response = await fetch(server, { method: "POST", headers: { ...headers, ...session }, body });
    if (response.headers.get("mcp-session-id")) session = { "mcp-session-id": response.headers.get("mcp-session-id"), "mcp-protocol-version": "2025-11-25" };
    const text = await response.text();
    const line = text.split("\\n").filter((line) => line.startsWith("data: {")).pop();
    return { status: response.status, message: line ? JSON.parse(line.slice(6)) : text.startsWith("{") ? JSON.parse(text) : null };
}
(async () => {
    const told = {};
    try {
        const client = { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: "page", version: "1" } };
        told.server = (await ask("initialize", client, 1)).message.result.serverInfo.name;
        told.session = "mcp-session-id" in session;
        told.initialized = (await ask("notifications/initialized", {})).status;
        told.tools = (await ask("tools/list", {}, 2)).message.result.tools.length;
        const call = { name: "instantly_list_leads", arguments: { limit: 1 } };
        told.success = (await ask("tools/call", call, 3)).message.result.structuredContent.success;
        const wrong = await fetch(server, { method: "POST", headers: { ...headers, authorization: "Bearer wrong" }, body: "{}" });
        told.wrong = [wrong.status, wrong.headers.get("www-authenticate") !== null];
        told.ended = (await fetch(server, { method: "DELETE", headers: { ...headers, ...session } })).status;
    } catch (error) {
        told.error = String(error);
    }
    await fetch("/told", { method: "POST", body: JSON.stringify(told) });
})();
</script>""" % TOKEN


class Pages(http.server.BaseHTTPRequestHandler):
    told = queue.Queue()

    def do_GET(self):
        body = PAGE.encode() if self.path.startswith("/?") else b""
        self.send_response(200 if body else 404)
        self.send_header("content-type", "text/html")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self):
        self.told.put(json.loads(self.rfile.read(int(self.headers["content-length"]))))
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_):
        pass


def opened(browser, page):
    """What a page tells that is opened in the browser."""
    with tempfile.TemporaryDirectory() as home:
        names = f"MAP {ALLOWED} 127.0.0.1, MAP {FOREIGN} 127.0.0.1"
        options = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--disable-background-networking", f"--user-data-dir={home}/profile", f"--host-resolver-rules={names}"]
        running = subprocess.Popen([browser, *options, page], env={"HOME": home, "PATH": os.environ["PATH"]}, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        try:
            return Pages.told.get(timeout=TIMEOUT_S)
        except queue.Empty:
            running.kill()
            sys.exit(f"the page told nothing: {running.stderr.read().decode(errors='replace')[-2000:]}")
        finally:
            running.terminate()
            running.wait()


def main():
    browser = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if not browser:
        sys.exit("there is no Chromium")
    pages = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    threading.Thread(target=pages.serve_forever, daemon=True).start()
    origin = lambda host: f"http://{host}:{pages.server_port}"
    environment = {"OUTREACH_AUTH_TOKEN": TOKEN, "OUTREACH_STORE": "memory", "HOME": "/nonexistent"}
    server = subprocess.Popen([sys.argv[1], "serve", "--sandbox", "--listen", "127.0.0.1:0", "--allow-origin", origin(ALLOWED)], env=environment, stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    try:
        address = next(match.group(0) for line in server.stderr if "listening" in line and (match := re.search(r"http://127\.0\.0\.1:\d+", line)))
        open_at = lambda host: opened(browser, f"{origin(host)}/?server={address}/mcp")
        told = open_at(ALLOWED)
        print(f"from an allowed origin: {told}")
        assert told.pop("tools", 0) > 50, told
        assert told == {"server": "outreach-mcp", "session": True, "initialized": 202, "success": True, "wrong": [401, True], "ended": 204}, told
        told = open_at(FOREIGN)
        print(f"from another origin: {told}")
        assert list(told) == ["error"] and "Failed to fetch" in told["error"], told
    finally:
        server.kill()
        server.wait()


if __name__ == "__main__":
    main()
