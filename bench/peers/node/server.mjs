// Three calls of Instantly, as short as the official SDK allows: no checks, no journal, no limits.
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const base = process.env.INSTANTLY_BASE_URL;
const headers = { authorization: `Bearer ${process.env.INSTANTLY_API_KEY}`, "content-type": "application/json" };

async function ask(method, path, body) {
  const response = await fetch(base + path, { method, headers, body: body && JSON.stringify(body) });
  return { content: [{ type: "text", text: JSON.stringify(await response.json()) }], isError: !response.ok };
}

const server = new McpServer({ name: "minimal-node", version: "1.0.0" });
server.registerTool(
  "list_campaigns",
  { description: "Lists campaigns.", inputSchema: { limit: z.number().int().optional() } },
  ({ limit }) => ask("GET", `/campaigns?limit=${limit ?? 20}`),
);
server.registerTool(
  "get_campaign",
  { description: "Reads a campaign.", inputSchema: { campaign_id: z.string() } },
  ({ campaign_id }) => ask("GET", `/campaigns/${encodeURIComponent(campaign_id)}`),
);
server.registerTool(
  "list_leads",
  { description: "Lists leads.", inputSchema: { campaign_id: z.string().optional(), limit: z.number().int().optional() } },
  ({ campaign_id, limit }) => ask("POST", "/leads/list", { campaign: campaign_id, limit: limit ?? 20 }),
);
await server.connect(new StdioServerTransport());
