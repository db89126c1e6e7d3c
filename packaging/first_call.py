"""Starts the server that a client's configuration names, as the client would, with the official SDK, and calls a tool.

    python3 first_call.py ~/.cursor/mcp.json"""

import asyncio
import json
import os
import sys

from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client


async def main():
    with open(sys.argv[1]) as file:
        entry = json.load(file)["mcpServers"]["outreach"]
    server = StdioServerParameters(command=entry["command"], args=entry["args"], env=os.environ | entry["env"])
    async with stdio_client(server) as (read, write), ClientSession(read, write) as session:
        await session.initialize()
        print((await session.call_tool("instantly_list_leads", {"limit": 1})).model_dump_json(by_alias=True))


asyncio.run(main())
