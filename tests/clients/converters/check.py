"""Converts every tool with the converters of agent frameworks, and checks that no input gets lost on the way.

Usage: check.py BINARY. Lists the tools of `--sandbox stdio`: no account, no key, no network. Prints one line a check and a
count; exits 1 when a check failed.
"""

import asyncio
import copy
import sys
import warnings

from agents.strict_schema import ensure_strict_json_schema
from google.genai import types
from langchain_core.utils.function_calling import convert_to_openai_tool
from langchain_mcp_adapters.tools import convert_mcp_tool_to_langchain_tool
from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client

passed = failed = 0


def check(name, problems):
    global passed, failed
    if problems:
        failed += 1
        print(f"FAIL  {name}: {problems[:5]}{'' if len(problems) < 6 else f' and {len(problems) - 5} more'}")
    else:
        passed += 1
        print(f"ok    {name}")


async def listed(binary, mode):
    server = StdioServerParameters(command=binary, args=["--sandbox", *(["--toolsets", "all"] if mode == "full" else []), "--tools-mode", mode, "stdio"])
    async with stdio_client(server) as streams, ClientSession(*streams) as session:
        await session.initialize()
        return (await session.list_tools()).tools


def branches(schema):
    """The schema's alternatives, or the schema itself. Gemini's converter writes `any_of`."""
    return schema.get("anyOf") or schema.get("any_of") or [schema]


def is_object(schema):
    return str(schema.get("type", "")).rsplit(".", 1)[-1].lower() == "object"


def fillable(schema):
    """Whether a model can give this input a value once objects are closed."""
    return any(not is_object(branch) or branch.get("properties") for branch in branches(schema))


def walk(schema, path, leaf):
    """Calls `leaf` for every property at any depth."""
    for branch in branches(schema):
        for name, part in (branch.get("properties") or {}).items():
            leaf(f"{path}.{name}", part)
            walk(part, f"{path}.{name}", leaf)
        if isinstance(branch.get("items"), dict):
            walk(branch["items"], f"{path}[]", leaf)


def openai_strict(tool):
    return ensure_strict_json_schema(copy.deepcopy(tool.inputSchema))


def gemini(tool):
    schema = types.JSONSchema.model_validate(tool.inputSchema)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return types.Schema.from_json_schema(json_schema=schema, api_option="GEMINI_API").model_dump(
            exclude_none=True, mode="json"
        )


def langchain(tool):
    connection = {"transport": "stdio", "command": "unused", "args": []}
    converted = convert_mcp_tool_to_langchain_tool(None, tool, connection=connection)
    # Its strict mode closes no object inside an `anyOf`, which OpenAI then refuses; it is off by default.
    return convert_to_openai_tool(converted)["function"]["parameters"]


def main(binary):
    tools = {tool.name: tool for mode in ("full", "lean") for tool in asyncio.run(listed(binary, mode))}.values()
    check("tools are listed", [] if len(tools) > 70 else [f"{len(tools)} tools"])
    for name, convert in [("openai-agents", openai_strict), ("google-genai", gemini), ("langchain", langchain)]:
        refused, lost, empty, open_objects = [], [], [], []
        for tool in tools:
            try:
                converted = convert(tool)
            except Exception as error:
                refused.append(f"{tool.name}: {error!r:.200}")
                continue
            before, after = set(), set()
            walk(tool.inputSchema, tool.name, lambda path, part: before.add(path))

            def note(path, part):
                after.add(path)
                if not fillable(part):
                    empty.append(path)
                if name == "openai-agents":
                    open_objects.extend(
                        path
                        for branch in branches(part)
                        if is_object(branch) and branch.get("additionalProperties") is not False
                    )

            walk(converted, tool.name, note)
            lost.extend(before - after)
        check(f"{name}: converts every tool", refused)
        check(f"{name}: keeps every input, nested ones too", lost)
        check(f"{name}: every input can be filled", empty)
        if name == "openai-agents":
            check(f"{name}: every object is closed", open_objects)
    print(f"{passed} passed, {failed} failed")
    sys.exit(failed > 0)


if __name__ == "__main__":
    main(sys.argv[1])
