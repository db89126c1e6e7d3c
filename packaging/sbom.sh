#!/usr/bin/env bash
# Writes the software bill of materials of the program, every crate that is built into it on any system, and checks it. Needs cargo-cyclonedx,
# and a Python with what `requirements.txt` beside this lists.
#
#   packaging/sbom.sh FILE [PYTHON]
set -euo pipefail
cd "$(dirname "$0")/.."
file=$1
# cargo-cyclonedx writes a file beside the manifest of each crate of the workspace.
made() { find . -path ./target -prune -o -path ./.ci -prune -o -name '*.cdx.json' -print; }
[[ -z $(made) ]] || { echo "there is one already: $(made)" >&2 && exit 1; }
trap 'made | xargs -r rm --' EXIT
cargo cyclonedx --format json --spec-version 1.5 --describe binaries --target all --quiet
mkdir -p "$(dirname "$file")"
cp outreach-mcp_bin.cdx.json "$file"
"${2:-python3}" - "$file" <<'PYTHON'
import json, re, subprocess, sys
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

text = open(sys.argv[1]).read()
bill = json.loads(text)
wrong = JsonStrictValidator(SchemaVersion.from_version(bill["specVersion"])).validate_str(text)
assert wrong is None, wrong
version = re.search(r'^version = "(.+?)"', open("Cargo.toml").read(), re.M).group(1)
main = bill["metadata"]["component"]
assert bill["bomFormat"] == "CycloneDX" and (main["name"], main["version"]) == ("outreach-mcp", version), main
listed = {(part["name"], part["version"]) for part in bill["components"]}
tree = subprocess.run("cargo tree --locked --edges normal --target all --prefix none --format {p}".split(), check=True, capture_output=True, text=True).stdout
built = {(name, number) for name, number in re.findall(r"^(\S+) v(\S+)", tree, re.M) if name != "outreach-mcp"}
missing = sorted(built - listed)
assert not missing, f"not in the bill: {missing}"
without = sorted(part["name"] for part in bill["components"] if not part.get("licenses"))
assert not without, f"without a license: {without}"
print(f"valid by the schema of CycloneDX {bill['specVersion']}: {len(listed)} crates, among them all {len(built)} that are built into the program, each with its license")
PYTHON
