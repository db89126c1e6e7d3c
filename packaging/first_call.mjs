// Starts the server that a client's configuration names, as the client would, with the official SDK, and calls a tool.
//
//     node first_call.mjs node_modules/of/the/sdk ~/.cursor/mcp.json
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [sdk, file] = process.argv.slice(2);
const part = (path) => import(pathToFileURL(join(sdk, "@modelcontextprotocol/sdk/dist/esm/client", path)));
const { Client } = await part("index.js");
const { StdioClientTransport } = await part("stdio.js");

const { command, args, env } = JSON.parse(readFileSync(file, "utf8")).mcpServers.outreach;
const client = new Client({ name: "first-call", version: "1.0.0" });
await client.connect(new StdioClientTransport({ command, args, env: { ...process.env, ...env }, stderr: "inherit" }));
const { structuredContent } = await client.callTool({ name: "instantly_list_leads", arguments: { limit: 1 } });
await client.close();
console.log(JSON.stringify(structuredContent));
