#!/usr/bin/env node
// Starts the program from the package for this machine. npm installs that package as an optional dependency of this one, the one
// of five whose `os` and `cpu` fit, so that nothing runs at installation and nothing is downloaded afterwards.
"use strict";
const { spawn } = require("node:child_process");

const file = process.platform === "win32" ? "outreach-mcp.exe" : "outreach-mcp";
const name = `@outreach-mcp/${process.platform}-${process.arch}`;

function fail(message) {
  process.stderr.write(`outreach-mcp: ${message}\n`);
  process.exit(1);
}

function program() {
  try {
    return require.resolve(`${name}/bin/${file}`);
  } catch {
    const { optionalDependencies = {} } = require("./package.json");
    const made = Object.keys(optionalDependencies);
    if (!made.includes(name)) {
      const list = made.map((one) => one.slice(one.indexOf("/") + 1)).join(", ");
      fail(`there is no package for ${process.platform}-${process.arch}, only for ${list}. Build it from source: cargo install --locked --path .`);
    }
    fail(`${name} is not installed. It is an optional dependency: install again without --omit=optional or --no-optional, on this machine rather than from a copied node_modules.`);
  }
}

const child = spawn(program(), process.argv.slice(2), {
  stdio: "inherit",
  windowsHide: true,
});
child.on("error", (error) => fail(`${child.spawnfile} cannot be started: ${error.message}`));

// A terminal sends Ctrl-C to both processes. Everyone else sends signals to this one alone.
const signals = ["SIGTERM", "SIGHUP", "SIGINT"];
const forward = (signal) => {
  if (signal !== "SIGINT" || !process.stdin.isTTY) child.kill(signal);
};
for (const signal of signals) process.on(signal, forward);
child.on("exit", (code, signal) => {
  if (!signal) process.exit(code ?? 1);
  for (const one of signals) process.removeListener(one, forward);
  process.kill(process.pid, signal);
});
