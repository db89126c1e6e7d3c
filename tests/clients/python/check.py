"""Drives the real binary with the official Python SDK, over every transport and in both protocol eras.

Usage: check.py BINARY, or BINARY=BINARY check.py. Runs against `--sandbox`: no account, no key, no network.
Prints one line a check and a count; exits 1 when a check failed.
"""

import asyncio
import contextlib
import json
import os
import pathlib
import re
import signal
import subprocess
import sys
import tempfile
import uuid

from mcp import Client, MCPError, StdioServerParameters
from mcp.client.sse import sse_client
from mcp.types import PromptReference

# The actions as agreed, stated independently of the program.
CATALOGUE = pathlib.Path(__file__).resolve().parents[2] / "it/vendors/catalogue.tsv"
OWN = "resolve_outcome"  # the server's tool, which belongs to no vendor
# The toolset `outreach`: calls that are made of vendors' actions.
OUTREACH = {"campaign_report", "check_suppression", "enrol_verified", "find_and_verify", "find_person", "inbox", "suppress_everywhere"}
HELPERS = {"find_tools", "call_read_tool", "call_write_tool"}  # listed where something is not
INVALID_PARAMS = -32602
JOURNAL = "outreach://journal/recent"
PROMPTS = ["find_and_verify", "launch_checklist", "triage_replies", "weekly_report"]
SECONDS = 40

passed = failed = 0


def check(name, good, seen=""):
    global passed, failed
    if good:
        passed += 1
        print(f"ok    {name}")
    else:
        failed += 1
        print(f"FAIL  {name}: {seen}")


def agreed():
    """The tools that the catalogue and the server's own make, with their vendors in their names."""
    rows = CATALOGUE.read_text().splitlines()[1:]
    return {"_".join(row.split("\t")[:2]) for row in rows} | {OWN, *OUTREACH}


def printed(binary, *options):
    """The tools that `tools --json` prints as listed."""
    command = [binary, "--sandbox", *options, "tools", "--json"]
    output = subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout
    return {tool["name"] for tool in json.loads(output) if tool["listed"]}


def differences(names, expected):
    return f"missing {sorted(expected - set(names))}, not expected {sorted(set(names) - expected)}"


async def all_tools(client):
    """The tools of all pages of the list."""
    page = await client.list_tools()
    tools = list(page.tools)
    while page.next_cursor:
        page = await client.list_tools(cursor=page.next_cursor)
        tools += page.tools
    return tools


async def tools_are_listed(at, client, from_cli):
    tools = await all_tools(client)
    names = [tool.name for tool in tools]
    check(f"{at}: no tool is listed twice", len(names) == len(set(names)), names)
    if from_cli >= agreed():
        has_all = set(names) == agreed()
        check(f"{at}: tools/list has every action of the catalogue", has_all, differences(names, agreed()))
    else:
        strange = set(names) - agreed() - HELPERS
        check(f"{at}: what is listed is of the catalogue", HELPERS <= set(names) and not strange, strange)
    check(f"{at}: tools/list has what `tools --json` has", set(names) == from_cli, differences(names, from_cli))
    check(f"{at}: the server's own tool is there", OWN in names, names)
    strays = [name for name in names if not name.startswith(("instantly_", "overloop_", "snov_")) and name not in {OWN, *OUTREACH, *HELPERS}]
    check(f"{at}: every tool is named for its vendor", not strays, strays)
    for part in ("title", "description", "annotations", "input_schema", "output_schema"):
        without = [tool.name for tool in tools if not getattr(tool, part)]
        check(f"{at}: every tool has {part}", not without, without)
    roots = [
        tool.name
        for tool in tools
        if tool.input_schema.get("type") != "object" or (tool.output_schema or {}).get("type") != "object"
    ]
    check(f"{at}: every schema's root is an object", not roots, roots)


def envelope_holds(at, result):
    """What every answer promises, success or not. Gives the envelope."""
    envelope = result.structured_content or {}
    texts = [block.text for block in result.content if block.type == "text"]
    same = len(texts) == 1 and json.loads(texts[0]) == envelope
    check(f"{at}: the text is the structured content", same, f"{texts} is not {envelope}")
    agree = bool(result.is_error) == (envelope.get("success") is False)
    check(f"{at}: isError says what success says", agree, f"isError {result.is_error}, {envelope}")
    return envelope


async def succeeds(at, client, tool, arguments):
    envelope = envelope_holds(at, await client.call_tool(tool, arguments))
    check(f"{at}: success", envelope.get("success") is True, envelope)
    return envelope


async def fails(at, client, tool, arguments, kind):
    envelope = envelope_holds(at, await client.call_tool(tool, arguments))
    check(f"{at}: fails as {kind}", envelope.get("error_kind") == kind, envelope)
    for part in ("error", "retryable"):
        check(f"{at}: the failure has `{part}`", part in envelope, envelope)
    return envelope


async def calls_are_answered(at, client):
    for limit in (3, "3", 3.0):
        call = f"{at}: list_leads limit {limit!r}"
        page = await succeeds(call, client, "instantly_list_leads", {"limit": limit})
        check(f"{call}: three leads", page.get("count") == 3 == len(page.get("leads", [])), page)

    unknown = {"lead_id": str(uuid.uuid4())}
    await fails(f"{at}: unknown lead", client, "instantly_get_lead", unknown, "not_found")
    await fails(f"{at}: missing input", client, "instantly_get_lead", {}, "invalid_input")
    await fails(f"{at}: wrong type", client, "instantly_list_leads", {"limit": "many"}, "invalid_input")
    typo = await fails(f"{at}: unknown input", client, "instantly_list_leads", {"limt": 3}, "invalid_input")
    check(f"{at}: the nearest input is named", "`limit`" in typo.get("error", ""), typo)

    try:
        await client.call_tool("instantly_no_such_tool", {})
        check(f"{at}: an unknown tool is a protocol error", False, "it was answered")
    except MCPError as error:
        check(f"{at}: an unknown tool is a protocol error", error.code == INVALID_PARAMS, error)

    name = f"Checked by Python {uuid.uuid4()}"
    created = await succeeds(f"{at}: create_lead_list", client, "instantly_create_lead_list", {"name": name})
    search = {"search": name, "limit": 100}
    found = await succeeds(f"{at}: list_lead_lists", client, "instantly_list_lead_lists", search)
    ids = [lead_list["id"] for lead_list in found.get("lead_lists", []) if lead_list.get("name") == name]
    check(f"{at}: the new lead list is found", ids == [created.get("id")], f"{ids}, created {created}")

    calls = (client.call_tool("instantly_list_leads", {"limit": limit}) for limit in range(1, 21))
    counts = [(result.structured_content or {}).get("count") for result in await asyncio.gather(*calls)]
    check(f"{at}: 20 calls at once get their own answers", counts == list(range(1, 21)), counts)


async def a_search_ends(at, client):
    """A search at the vendor goes on for a while; the client hears of it until it is done."""
    heard = []

    async def hear(progress, total, message):
        heard.append(progress)

    # Another connection to the same server has made the same searches: these are meant anew.
    search = {"domain": "example.com", "wait_seconds": 15, "idempotency_key": str(uuid.uuid4())}
    result = await client.call_tool("snov_start_prospects_search", search, progress_callback=hear)
    found = envelope_holds(f"{at}: start_prospects_search", result)
    check(f"{at}: the search is done", found.get("status") == "completed" and found.get("prospects"), found)
    rises = len(heard) >= 2 and all(one < other for one, other in zip(heard, heard[1:]))
    check(f"{at}: progress rises", rises, heard)

    started = await succeeds(f"{at}: a search that is not waited for", client, "snov_start_domain_search", {"domain": "example.com", "wait_seconds": 0, "idempotency_key": str(uuid.uuid4())})
    check(f"{at}: it goes on", started.get("status") == "in_progress" and started.get("task_hash"), started)
    resume = {"task_hash": started.get("task_hash"), "wait_seconds": 15}
    company = await succeeds(f"{at}: its result", client, "snov_get_domain_search_result", resume)
    check(f"{at}: it is done", company.get("status") == "completed" and company.get("company"), company)


async def the_journal_is_read(at, client):
    """What the calls before have written, the latest first."""
    resources = [str(resource.uri) for resource in (await client.list_resources()).resources]
    check(f"{at}: the journal is a resource", JOURNAL in resources, resources)
    for uri in resources:
        contents = (await client.read_resource(uri)).contents
        check(f"{at}: {uri} is JSON", bool(json.loads(contents[0].text)), contents)
    contents = (await client.read_resource(JOURNAL)).contents
    entries = json.loads(contents[0].text)
    ended = {entry["tool"]: entry["outcome"] for entry in entries}
    check(f"{at}: the journal has what was created", ended.get("create_lead_list") == "ok", entries)
    order = [entry["id"] for entry in entries]
    check(f"{at}: the journal is the latest first", order == sorted(order, reverse=True), order)


async def prompts_are_rendered(at, client):
    prompts = (await client.list_prompts()).prompts
    check(f"{at}: four prompts", sorted(prompt.name for prompt in prompts) == PROMPTS, prompts)
    ref = PromptReference(type="ref/prompt", name="launch_checklist")
    ids = (await client.complete(ref, {"name": "campaign", "value": ""}, {"vendor": "instantly"})).completion.values
    check(f"{at}: ids of campaigns are completed", bool(ids), ids)
    rendered = await client.get_prompt("launch_checklist", {"campaign": ids[0]})
    text = rendered.messages[0].content.text
    check(f"{at}: a prompt names its campaign and tools", ids[0] in text and "instantly_list_leads" in text, text)


async def lean(binary):
    """A tool that is not listed is found and called."""
    at = "stdio lean"
    server = StdioServerParameters(command=binary, args=["--sandbox", "--tools-mode", "lean"])
    try:
        async with asyncio.timeout(SECONDS), Client(server, mode="legacy", read_timeout_seconds=SECONDS) as client:
            names = [tool.name for tool in (await client.list_tools()).tools]
            check(f"{at}: at most twelve tools", len(names) <= 12, names)
            found = await succeeds(f"{at}: find_tools", client, "find_tools", {"query": "credits left at Snov.io"})
            tool = found["tools"][0]
            check(f"{at}: it is found first", tool["name"] == "snov_get_balance", found)
            call = {"tool": tool["name"], "arguments": {}}
            balance = await succeeds(f"{at}: {tool['call_with']}", client, tool["call_with"], call)
            check(f"{at}: the answer is that tool's own", "balance" in balance, balance)
            await fails(f"{at}: no write", client, "call_read_tool", {"tool": "snov_create_list"}, "invalid_input")
    except Exception as error:
        check(f"{at}: runs to its end", False, repr(error))


async def session(at, server, mode, from_cli):
    """Every check over one connection. `mode` is "legacy" (initialize) or the pinned stateless revision; `from_cli` are the
    tools that `tools --json` prints."""
    try:
        async with asyncio.timeout(SECONDS), Client(server, mode=mode, read_timeout_seconds=SECONDS) as client:
            version = client.protocol_version
            expected = version == mode if mode != "legacy" else version.startswith(("2024-", "2025-"))
            check(f"{at}: connects", expected, f"with {version}")
            if mode == "legacy":
                check(f"{at}: says who it is", client.server_info.name == "outreach-mcp", client.server_info)
                check(f"{at}: gives instructions", bool(client.instructions))
            await tools_are_listed(at, client, from_cli)
            await calls_are_answered(at, client)
            await a_search_ends(at, client)
            await prompts_are_rendered(at, client)
            await the_journal_is_read(at, client)
    except Exception as error:  # one broken transport must not hide the others
        check(f"{at}: runs to its end", False, repr(error))


@contextlib.asynccontextmanager
async def serving(binary):
    """`serve` on a free port; gives its address and ends it."""
    command = [binary, "--sandbox", "serve", "--listen", "127.0.0.1:0"]
    process = await asyncio.create_subprocess_exec(*command, stderr=asyncio.subprocess.PIPE)
    said = []

    async def address():
        async for line in process.stderr:
            said.append(line.decode())
            if found := re.search(r"listening on (http://[\d.]+:\d+)", said[-1]):
                return found[1]
        raise SystemExit("serve ended without an address:\n" + "".join(said))

    base = await asyncio.wait_for(address(), SECONDS)
    rest = asyncio.create_task(process.stderr.read())  # a full pipe would stop the server
    try:
        yield base
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            code = await asyncio.wait_for(process.wait(), SECONDS)
        except TimeoutError:
            code = "none: it had to be killed"
            process.kill()
        await rest
        check("serve ends with exit code 0 on SIGTERM", code == 0, code)


async def main():
    binary = os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else os.environ["BINARY"])
    with tempfile.TemporaryDirectory() as elsewhere:
        os.chdir(elsewhere)  # where no settings file is
        from_cli = printed(binary, "--toolsets", "all")
        stdio = StdioServerParameters(command=binary, args=["--sandbox", "--toolsets", "all"])
        await session("stdio", stdio, "legacy", from_cli)
        await lean(binary)
        await session("stdio 2026-07-28", stdio, "2026-07-28", from_cli)
        # All tools are more than this SDK reads in one event over HTTP, 1 MB.
        from_cli = printed(binary)
        async with serving(binary) as base:
            await session("http", f"{base}/mcp", "legacy", from_cli)
            await session("http 2026-07-28", f"{base}/mcp", "2026-07-28", from_cli)
            await session("sse", sse_client(f"{base}/sse"), "legacy", from_cli)
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed or not passed else 0)


asyncio.run(main())
