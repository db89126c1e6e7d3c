"""Three calls of Instantly, as short as the official SDK allows: no checks, no journal, no limits."""

import os
from typing import Any

import httpx
from mcp.server.fastmcp import FastMCP

client = httpx.AsyncClient(
    base_url=os.environ["INSTANTLY_BASE_URL"],
    headers={"authorization": f"Bearer {os.environ['INSTANTLY_API_KEY']}"},
)
server = FastMCP("minimal-python")


@server.tool()
async def list_campaigns(limit: int = 20) -> dict[str, Any]:
    """Lists campaigns."""
    return (await client.get("/campaigns", params={"limit": limit})).raise_for_status().json()


@server.tool()
async def get_campaign(campaign_id: str) -> dict[str, Any]:
    """Reads a campaign."""
    return (await client.get(f"/campaigns/{campaign_id}")).raise_for_status().json()


@server.tool()
async def list_leads(campaign_id: str | None = None, limit: int = 20) -> dict[str, Any]:
    """Lists leads."""
    body = {"campaign": campaign_id, "limit": limit}
    return (await client.post("/leads/list", json=body)).raise_for_status().json()


server.run()
