// Drives the real binary with both lines of the official TypeScript SDK, over every transport and in both protocol eras.
//
// Usage: node check.mjs BINARY, or BINARY=BINARY node check.mjs. Runs against `--sandbox`: no account, no key,
// no network. Prints one line a check and a count; exits 1 when a check failed.

import { execFileSync, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { isDeepStrictEqual } from "node:util";

import * as v2 from "@modelcontextprotocol/client";
import { StdioClientTransport as StdioV2 } from "@modelcontextprotocol/client/stdio";
import { Client as ClientV1 } from "@modelcontextprotocol/sdk/client/index.js";
import { SSEClientTransport as SseV1 } from "@modelcontextprotocol/sdk/client/sse.js";
import { StdioClientTransport as StdioV1 } from "@modelcontextprotocol/sdk/client/stdio.js";
import { StreamableHTTPClientTransport as HttpV1 } from "@modelcontextprotocol/sdk/client/streamableHttp.js";

// The actions as agreed, stated independently of the program.
const CATALOGUE = new URL("../../it/vendors/catalogue.tsv", import.meta.url);
const OWN = "resolve_outcome"; // the server's tool, which belongs to no vendor
// The toolset `outreach`: calls that are made of vendors' actions.
const OUTREACH = ["campaign_report", "check_suppression", "enrol_verified", "find_and_verify", "find_person", "inbox", "suppress_everywhere"];
// Unpaced: the vendor's 20 emails a minute would have the later sessions wait.
const SANDBOX = ["--sandbox", "--pace", "0", "--toolsets", "all"];
const INVALID_PARAMS = -32602;
const JOURNAL = "outreach://journal/recent";
const PROMPTS = ["find_and_verify", "launch_checklist", "triage_replies", "weekly_report"];
const SECONDS = 20;
const ABOUT_ME = { name: "outreach-mcp-checks", version: "1" };

let passed = 0;
let failed = 0;

function check(name, good, seen) {
  if (good) {
    passed += 1;
    console.log(`ok    ${name}`);
  } else {
    failed += 1;
    console.log(`FAIL  ${name}: ${typeof seen === "string" ? seen : JSON.stringify(seen)}`);
  }
}

/** The tools that the catalogue and the server's own make, with their vendors in their names; sorted. */
function agreed() {
  const rows = readFileSync(CATALOGUE, "utf8").trimEnd().split("\n").slice(1);
  return [...rows.map((row) => row.split("\t").slice(0, 2).join("_")), OWN, ...OUTREACH].sort();
}

/** The tools of all pages of the list. */
async function allTools(client) {
  const tools = [];
  let cursor;
  do {
    const page = await client.listTools(cursor === undefined ? {} : { cursor });
    tools.push(...page.tools);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return tools;
}

async function toolsAreListed(at, client) {
  const tools = await allTools(client);
  const names = tools.map((tool) => tool.name);
  check(`${at}: no tool is listed twice`, new Set(names).size === names.length, names);
  const listed = [...names].sort();
  check(`${at}: tools/list has every action of the catalogue`, isDeepStrictEqual(listed, agreed()), listed);
  check(`${at}: tools/list has what \`tools --json\` has`, isDeepStrictEqual(listed, printed), listed);
  check(`${at}: the server's own tool is there`, names.includes(OWN), names);
  const strays = names.filter((name) => !/^(instantly|overloop|snov)_/.test(name) && ![OWN, ...OUTREACH].includes(name));
  check(`${at}: every tool is named for its vendor`, strays.length === 0, strays);
  for (const part of ["title", "description", "annotations", "inputSchema", "outputSchema"]) {
    const without = tools.filter((tool) => !tool[part]).map((tool) => tool.name);
    check(`${at}: every tool has ${part}`, without.length === 0, without);
  }
}

/** What every answer promises, success or not. Gives the envelope. */
function envelopeHolds(at, result) {
  const envelope = result.structuredContent ?? {};
  const texts = result.content.filter((block) => block.type === "text").map((block) => block.text);
  const same = texts.length === 1 && isDeepStrictEqual(JSON.parse(texts[0]), envelope);
  check(`${at}: the text is the structured content`, same, result);
  check(`${at}: isError says what success says`, (result.isError === true) === (envelope.success === false), result);
  return envelope;
}

async function succeeds(at, client, name, args) {
  const envelope = envelopeHolds(at, await client.callTool({ name, arguments: args }));
  check(`${at}: success`, envelope.success === true, envelope);
  return envelope;
}

/** The clients validate structured content: a failure its output schema does not admit would throw here. */
async function fails(at, client, name, args, kind) {
  const envelope = envelopeHolds(at, await client.callTool({ name, arguments: args }));
  check(`${at}: fails as ${kind}`, envelope.error_kind === kind, envelope);
  for (const part of ["error", "retryable"]) {
    check(`${at}: the failure has \`${part}\``, part in envelope, envelope);
  }
  return envelope;
}

async function callsAreAnswered(at, client) {
  for (const limit of [3, "3"]) {
    const call = `${at}: list_leads limit ${JSON.stringify(limit)}`;
    const page = await succeeds(call, client, "instantly_list_leads", { limit });
    check(`${call}: three leads`, page.count === 3 && page.leads?.length === 3, page);
  }

  await fails(`${at}: unknown lead`, client, "instantly_get_lead", { lead_id: randomUUID() }, "not_found");
  await fails(`${at}: missing input`, client, "instantly_get_lead", {}, "invalid_input");
  await fails(`${at}: wrong type`, client, "instantly_list_leads", { limit: "many" }, "invalid_input");
  const typo = await fails(`${at}: unknown input`, client, "instantly_list_leads", { limt: 3 }, "invalid_input");
  check(`${at}: the nearest input is named`, typo.error?.includes("`limit`"), typo);

  const unknown = await client.callTool({ name: "instantly_no_such_tool", arguments: {} }).catch((error) => error);
  check(`${at}: an unknown tool is a protocol error`, unknown.code === INVALID_PARAMS, `${unknown.code} ${unknown}`);

  const name = `Checked by TypeScript ${randomUUID()}`;
  const created = await succeeds(`${at}: create_lead_list`, client, "instantly_create_lead_list", { name });
  const search = { search: name, limit: 100 };
  const found = await succeeds(`${at}: list_lead_lists`, client, "instantly_list_lead_lists", search);
  const ids = found.lead_lists?.filter((list) => list.name === name).map((list) => list.id);
  check(`${at}: the new lead list is found`, isDeepStrictEqual(ids, [created.id]), { ids, created });

  const limits = Array.from({ length: 20 }, (_, index) => index + 1);
  const calls = limits.map((limit) => client.callTool({ name: "instantly_list_leads", arguments: { limit } }));
  const counts = (await Promise.all(calls)).map((result) => result.structuredContent?.count);
  check(`${at}: 20 calls at once get their own answers`, isDeepStrictEqual(counts, limits), counts);
}

/** One way through the tools that `callsAreAnswered` leaves out: each answer has to fit its output schema. */
async function aCampaignIsRun(at, client) {
  const does = (tool, args) => succeeds(`${at}: ${tool}`, client, `instantly_${tool}`, args);
  const name = `Checked by TypeScript ${randomUUID()}`;
  const schedule = { name: "Mornings", timing: { from: "09:00", to: "12:00" }, days: { 1: true }, timezone: "Etc/GMT+12" };
  const [{ emails }, { campaigns }] = [await does("list_emails", { limit: 5 }), await does("list_campaigns", { limit: 1 })];
  check(`${at}: a page keeps to its limit`, emails?.length === 5 && campaigns?.length === 1, { emails, campaigns });

  const campaign = await does("create_campaign", { name, campaign_schedule: { schedules: [schedule] } });
  await does("patch_campaign", { campaign_id: campaign.id, daily_limit: 20 });
  const email = `${randomUUID()}@example.org`;
  const lead = await does("create_lead", { campaign: campaign.id, email });
  const read = await does("get_lead", { lead_id: lead.id });
  check(`${at}: the new lead is read back`, JSON.stringify(read).includes(email), read);
  await does("update_lead_interest_status", { lead_email: email, interest_value: 1, campaign_id: campaign.id });
  await does("activate_campaign", { campaign_id: campaign.id });
  await does("delete_leads", { campaign_id: campaign.id, ids: [lead.id] });
  const gone = { lead_id: lead.id };
  await fails(`${at}: a deleted lead`, client, "instantly_get_lead", gone, "not_found");

  // The newest are replies of the connections before.
  const { emails: more } = await does("list_emails", { limit: 50 });
  const { id, eaccount, subject } = more.find(({ ue_type }) => ue_type === 2);
  await does("reply_to_email", { reply_to_uuid: id, eaccount, subject: `Re: ${subject}`, body_text: "Thanks!" });
}

/** A search at the vendor goes on for a while; the client hears of it until it is done. */
async function aSearchEnds(at, client) {
  const heard = [];
  const onprogress = ({ progress }) => heard.push(progress);
  // Another connection to the same server has made the same searches: these are meant anew.
  const anew = { domain: "example.com", wait_seconds: 15, idempotency_key: randomUUID() };
  const search = { name: "snov_start_prospects_search", arguments: anew };
  // Between the call and its options v1 takes a schema of the result.
  const result = await (client instanceof ClientV1
    ? client.callTool(search, undefined, { onprogress })
    : client.callTool(search, { onprogress }));
  const found = envelopeHolds(`${at}: start_prospects_search`, result);
  check(`${at}: the search is done`, found.status === "completed" && found.prospects?.length > 0, found);
  const rises = heard.length >= 2 && heard.every((progress, index) => index === 0 || heard[index - 1] < progress);
  check(`${at}: progress rises`, rises, heard);

  const start = { domain: "example.com", wait_seconds: 0, idempotency_key: randomUUID() };
  const started = await succeeds(`${at}: a search that is not waited for`, client, "snov_start_domain_search", start);
  check(`${at}: it goes on`, started.status === "in_progress" && started.task_hash, started);
  const resume = { task_hash: started.task_hash, wait_seconds: 15 };
  const company = await succeeds(`${at}: its result`, client, "snov_get_domain_search_result", resume);
  check(`${at}: it is done`, company.status === "completed" && company.company, company);
}

/** Prompts are listed, completed and rendered. */
async function promptsAreRendered(at, client) {
  const names = (await client.listPrompts()).prompts.map((prompt) => prompt.name).sort();
  check(`${at}: four prompts`, isDeepStrictEqual(names, PROMPTS), names);
  const name = "launch_checklist";
  const ref = { type: "ref/prompt", name };
  const context = { arguments: { vendor: "instantly" } };
  const { completion } = await client.complete({ ref, argument: { name: "campaign", value: "" }, context });
  check(`${at}: ids of campaigns are completed`, completion.values.length > 0, completion);
  const campaign = completion.values[0];
  const { messages } = await client.getPrompt({ name, arguments: { campaign } });
  const text = messages[0].content.text;
  check(`${at}: a prompt names its campaign and tools`, text.includes(campaign) && text.includes("instantly_list_leads"), text);
}

/** What the calls before have written, the latest first. */
async function theJournalIsRead(at, client) {
  const uris = (await client.listResources()).resources.map((resource) => resource.uri);
  check(`${at}: the journal is a resource`, uris.includes(JOURNAL), uris);
  for (const uri of uris) {
    const { contents } = await client.readResource({ uri });
    check(`${at}: ${uri} is JSON`, Boolean(JSON.parse(contents[0].text)), contents);
  }
  const { contents } = await client.readResource({ uri: JOURNAL });
  const entries = JSON.parse(contents[0].text);
  const ended = entries.find((entry) => entry.tool === "create_lead_list")?.outcome;
  check(`${at}: the journal has what was created`, ended === "ok", entries);
  const order = entries.map((entry) => entry.id);
  check(`${at}: the journal is the latest first`, isDeepStrictEqual(order, [...order].sort().reverse()), order);
}

/** Every check over one connection. `era` is "legacy" (initialize) or "modern" (stateless). */
async function session(at, client, transport, era) {
  // Both lines print what they dislike about a schema and go on.
  const complaints = [];
  const { warn, error } = console;
  console.warn = console.error = (...words) => complaints.push(words.join(" "));
  try {
    await client.connect(transport);
    check(`${at}: connects`, (client.getProtocolEra?.() ?? "legacy") === era, client.getProtocolEra?.());
    check(`${at}: says who it is`, client.getServerVersion()?.name === "outreach-mcp", client.getServerVersion());
    check(`${at}: gives instructions`, Boolean(client.getInstructions()), "none");
    await toolsAreListed(at, client);
    await callsAreAnswered(at, client);
    await aCampaignIsRun(at, client);
    await aSearchEnds(at, client);
    await promptsAreRendered(at, client);
    await theJournalIsRead(at, client);
  } catch (broken) {
    check(`${at}: runs to its end`, false, String(broken.stack ?? broken)); // must not hide the other transports
  } finally {
    await client.close().catch(() => {});
    Object.assign(console, { warn, error });
  }
  check(`${at}: the client has no complaints`, complaints.length === 0, complaints);
}

/** `serve` on a free port: its address, and how to end it. */
async function serve(binary) {
  const server = spawn(binary, [...SANDBOX, "serve", "--listen", "127.0.0.1:0"], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  const said = [];
  const address = new Promise((found, lost) => {
    createInterface({ input: server.stderr }).on("line", (line) => {
      said.push(line);
      const match = /listening on (http:\/\/[\d.]+:\d+)/.exec(line);
      if (match) found(match[1]);
    });
    server.on("exit", () => lost(new Error(`serve ended without an address:\n${said.join("\n")}`)));
  });
  const end = async () => {
    const ended = once(server, "exit");
    server.kill("SIGTERM");
    const killer = setTimeout(() => server.kill("SIGKILL"), SECONDS * 1000);
    const [code, by] = await ended;
    clearTimeout(killer);
    check("serve ends with exit code 0 on SIGTERM", code === 0, `${code} ${by}`);
  };
  return { base: await address, end };
}

const binary = resolve(process.argv[2] ?? process.env.BINARY);
// The tools that `tools --json` prints as listed; sorted.
const enabled = JSON.parse(execFileSync(binary, ["--sandbox", "--toolsets", "all", "tools", "--json"]));
const printed = enabled.filter(({ listed }) => listed).map(({ name }) => name).sort();
const elsewhere = mkdtempSync(join(tmpdir(), "outreach-mcp-")); // where no settings file is
process.chdir(elsewhere);
const deadline = setTimeout(() => {
  console.log("FAIL  a client waited for an answer that never came");
  process.exit(1);
}, SECONDS * 8000);

const clientV1 = () => new ClientV1(ABOUT_ME);
const clientV2 = (mode) => new v2.Client(ABOUT_ME, { versionNegotiation: { mode } });
const modern = { pin: "2026-07-28" };
const command = { command: binary, args: SANDBOX, stderr: "ignore" };

await session("v1 stdio", clientV1(), new StdioV1(command), "legacy");
await session("v2 stdio", clientV2("legacy"), new StdioV2(command), "legacy");
await session("v2 stdio 2026-07-28", clientV2(modern), new StdioV2(command), "modern");

const { base, end } = await serve(binary);
const mcp = new URL("/mcp", base);
const sse = new URL("/sse", base);
await session("v1 http", clientV1(), new HttpV1(mcp), "legacy");
await session("v2 http", clientV2("legacy"), new v2.StreamableHTTPClientTransport(mcp), "legacy");
await session("v2 http 2026-07-28", clientV2(modern), new v2.StreamableHTTPClientTransport(mcp), "modern");
await session("v1 sse", clientV1(), new SseV1(sse), "legacy");
await session("v2 sse", clientV2("legacy"), new v2.SSEClientTransport(sse), "legacy");
await end();

clearTimeout(deadline);
process.chdir(tmpdir());
rmSync(elsewhere, { recursive: true, force: true });
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed || !passed ? 1 : 0);
