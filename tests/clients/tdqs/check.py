"""Lints every tool definition by the Tool Definition Quality Score: `tdqs lint`, the stages that need no model.

Usage: check.py BINARY. Every finding fails, but for `shadow-candidate`, which compares what two calls cost and says itself
that only a judgement of their purposes can confirm it; it is printed.
"""

import json
import pathlib
import subprocess
import sys

TDQS = pathlib.Path(sys.executable).parent / "tdqs"
JUDGED_ELSEWHERE = {"shadow-candidate"}


def main(binary):
    arguments = ["lint", "--command", f"{binary} --sandbox --toolsets all stdio", "--format", "json", "--fail-on", "never"]
    printed = subprocess.run([TDQS, *arguments], check=True, stdout=subprocess.PIPE).stdout
    report = json.loads(printed)
    tools = report["tools"]
    failed = [finding for finding in report["findings"] if finding["rule"] not in JUDGED_ELSEWHERE]
    for finding in report["findings"]:
        print(f"{finding['severity']} {finding['rule']}: {finding['message']}")
    print(f"{len(tools)} tools, {len(failed)} findings that fail")
    sys.exit(bool(failed) or len(tools) < 70)


if __name__ == "__main__":
    main(sys.argv[1])
