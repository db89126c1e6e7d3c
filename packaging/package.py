#!/usr/bin/env python3
"""Makes what a release consists of, from programs that are built already: npm packages, a wheel, MCP bundles, archives,
`server.json` and checksums. Needs Python 3.9 or later, npm for the npm packages, `mcpb` for the bundles, maturin and `wheel` for the wheel.

    python3 packaging/package.py --out target/dist --program linux-x64=target/release/outreach-mcp --wheel

Every part that is made is printed. `--repository` is the project's address on GitHub: the registry's file and the packages name it.
A part whose tool is missing is an error, unless `--without` names the part."""

import argparse
import hashlib
import json
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HERE = ROOT / "packaging"
# The name of each machine, as Node has it: Rust's target, npm's `os` and `cpu`, the platform of a bundle.
MACHINES = {
    "linux-x64": ("x86_64-unknown-linux-musl", "linux", "x64"),
    "linux-arm64": ("aarch64-unknown-linux-musl", "linux", "arm64"),
    "darwin-x64": ("x86_64-apple-darwin", "darwin", "x64"),
    "darwin-arm64": ("aarch64-apple-darwin", "darwin", "arm64"),
    "win32-x64": ("x86_64-pc-windows-msvc", "win32", "x64"),
}
DESCRIPTION = "The outreach actions of Instantly, Overloop and Snov.io as MCP tools, in one small native binary"
# Variable, title, help. A test compares them with what the program asks for.
KEYS = [
    ("INSTANTLY_API_KEY", "Instantly API key", "An API v2 key from Instantly: Settings, Integrations, API Keys. Leave empty if you do not use Instantly."),
    ("OVERLOOP_API_KEY", "Overloop API key", "From Overloop: Settings, API Keys. Leave empty if you do not use Overloop."),
    ("SNOV_CLIENT_ID", "Snov.io API user id", "From Snov.io: Account settings, API. Leave empty if you do not use Snov.io."),
    ("SNOV_CLIENT_SECRET", "Snov.io API secret", "From Snov.io: Account settings, API."),
]
REGISTRY_SCHEMA = "https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json"


def run(*command, **options):
    """Runs a command; its output goes to standard error, so that standard output lists what was made."""
    return subprocess.run([str(part) for part in command], check=True, stdout=sys.stderr, **options)


def version():
    """The version of Cargo.toml."""
    return re.search(r'^version = "(.+?)"', (ROOT / "Cargo.toml").read_text(), re.M).group(1)


def written(path, value):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, indent=2, ensure_ascii=False) + "\n")


def program_name(machine):
    return "outreach-mcp.exe" if machine.startswith("win32") else "outreach-mcp"


def place(program, folder, machine):
    """Copies a program into a folder, executable."""
    folder.mkdir(parents=True, exist_ok=True)
    copy = folder / program_name(machine)
    shutil.copyfile(program, copy)
    copy.chmod(0o755)
    return copy


def emptied(folder):
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


class Release:
    def __init__(self, options):
        self.version = version()
        self.out = options.out.resolve()
        self.work = emptied(self.out / "work")
        self.programs = options.programs
        self.repository = options.repository
        self.mcpb_command = options.mcpb.split()
        self.maturin = options.maturin
        self.made = []
        self.extras = self.manuals_and_completions(options.runs_here)

    # --- what goes beside the program ---------------------------------------------------------------------------

    def manuals_and_completions(self, program):
        """Manual pages and completions, written by a program that runs on this machine."""
        folder = emptied(self.work / "extras")
        pages = folder / "man"
        run(program, "man", "--out", pages)
        completions = folder / "completions"
        completions.mkdir()
        for shell, name in [("bash", "outreach-mcp.bash"), ("zsh", "_outreach-mcp"), ("fish", "outreach-mcp.fish")]:
            text = subprocess.run([program, "completions", shell], check=True, capture_output=True).stdout
            (completions / name).write_bytes(text)
        return folder

    def repository_of(self, kind="npm"):
        if not self.repository:
            return {}
        if kind == "npm":
            return {"repository": {"type": "git", "url": f"git+{self.repository}.git"}, "homepage": f"{self.repository}#readme"}
        return {"repository": {"type": "git", "url": self.repository}, "homepage": self.repository}

    def server_name(self):
        """The name in the registry, which gives each GitHub account a namespace; `None` without a repository."""
        match = re.fullmatch(r"https://github\.com/([^/]+)/([^/]+)", self.repository or "")
        return f"io.github.{match.group(1)}/{match.group(2)}" if match else None

    # --- npm ----------------------------------------------------------------------------------------------------

    def npm(self):
        common = {"version": self.version, "license": "MIT", **self.repository_of()}
        for machine, program in self.programs.items():
            _, system, cpu = MACHINES[machine]
            folder = emptied(self.work / "npm" / machine)
            place(program, folder / "bin", machine)
            shutil.copy(ROOT / "LICENSE", folder)
            (folder / "README.md").write_text(f"The program of `outreach-mcp` for {machine}. Install `outreach-mcp`, which chooses the package for its machine.\n")
            written(folder / "package.json", {
                "name": f"@outreach-mcp/{machine}", "description": f"outreach-mcp for {machine}", **common,
                "os": [system], "cpu": [cpu], "files": ["bin"], "preferUnplugged": True,
            })
            self.npm_pack(folder)
        folder = emptied(self.work / "npm" / "outreach-mcp")
        launch = folder / "launch.js"
        shutil.copy(HERE / "npm" / "launch.js", launch)
        launch.chmod(0o755)
        for part in ("man", "completions"):
            shutil.copytree(self.extras / part, folder / part)
        for name in ("LICENSE", "README.md", "CHANGELOG.md"):
            shutil.copy(ROOT / name, folder)
        server = self.server_name()
        written(folder / "package.json", {
            "name": "outreach-mcp", "description": DESCRIPTION, **common,
            "keywords": ["mcp", "mcp-server", "outreach", "cold-email", "instantly", "snovio", "overloop"],
            **({"mcpName": server} if server else {}),
            "bin": {"outreach-mcp": "launch.js"},
            "man": sorted(f"./man/{page.name}" for page in (folder / "man").iterdir()),
            "files": ["launch.js", "man", "completions", "CHANGELOG.md"], "engines": {"node": ">=18"},
            # All five at this very version: a machine installs the one that fits.
            "optionalDependencies": {f"@outreach-mcp/{machine}": self.version for machine in MACHINES},
        })
        self.npm_pack(folder)

    def npm_pack(self, folder):
        target = self.out / "npm"
        target.mkdir(parents=True, exist_ok=True)
        packed = subprocess.run(["npm", "pack", "--json", "--silent", "--pack-destination", target], cwd=folder, check=True, capture_output=True, text=True)
        self.add(target / json.loads(packed.stdout)[0]["filename"].replace("@", "").replace("/", "-"))

    # --- PyPI ---------------------------------------------------------------------------------------------------

    def wheel(self, target):
        """Builds the wheel for `target`, or for this machine. Cargo builds nothing that is built already."""
        folder = HERE / "pypi"
        data = emptied(folder / "data")
        share = data / "data" / "share"
        shutil.copytree(self.extras / "man", share / "man" / "man1")
        names = {"outreach-mcp.bash": ("bash-completion/completions", "outreach-mcp"), "_outreach-mcp": ("zsh/site-functions", "_outreach-mcp"), "outreach-mcp.fish": ("fish/vendor_completions.d", "outreach-mcp.fish")}
        for completion in (self.extras / "completions").iterdir():
            place_in, name = names[completion.name]
            (share / place_in).mkdir(parents=True)
            shutil.copy(completion, share / place_in / name)
        server = self.server_name()
        readme = (ROOT / "README.md").read_text()
        (folder / "README.md").write_text(readme + (f"\n<!-- mcp-name: {server} -->\n" if server else ""))
        out = emptied(self.work / "wheel")
        command = [*self.maturin.split(), "build", "--release", "--out", out]
        run(*command, *(["--target", target] if target else []), cwd=folder)
        if "musl" in target:
            # A static program needs no libc: it runs where there is glibc as well.
            machine = target.split("-")[0]
            tags = ".".join(f"{system}_{machine}" for system in ("manylinux_2_17", "manylinux2014", "musllinux_1_1"))
            run(sys.executable, "-m", "wheel", "tags", "--remove", "--platform-tag", tags, *out.iterdir())
        for wheel in out.iterdir():
            (self.out / "pypi").mkdir(parents=True, exist_ok=True)
            self.add(Path(shutil.move(wheel, self.out / "pypi" / wheel.name)))

    # --- bundles ------------------------------------------------------------------------------------------------

    def manifest(self, machine):
        """The bundle's manifest: what the user is asked, and how the program is started with the answers."""
        user = {variable.lower(): {"type": "string", "title": title, "description": about, "sensitive": not variable.endswith("_ID"), "required": False} for variable, title, about in KEYS}
        user["read_only"] = {"type": "boolean", "title": "Read only", "description": "Offer only tools that change nothing.", "default": False, "required": False}
        user["confirm"] = {"type": "string", "title": "Ask a person before", "description": "What needs a person's confirmation: any of send, delete, spend, create, update, separated by commas. Empty: nothing.", "default": "send,delete,spend", "required": False}
        env = {variable: "${user_config." + variable.lower() + "}" for variable, _, _ in KEYS}
        env |= {"OUTREACH_READ_ONLY": "${user_config.read_only}", "OUTREACH_CONFIRM": "${user_config.confirm}"}
        name = program_name(machine)
        return {
            "manifest_version": "0.3", "name": "outreach-mcp", "display_name": "Outreach: Instantly, Overloop, Snov.io", "version": self.version,
            "description": DESCRIPTION,
            "long_description": "Leads and prospects, campaigns, replies, lists, email search and verification, statistics and webhooks. A write that may have been carried out is never repeated; keys appear in no result and no log.",
            "author": {"name": "outreach-mcp"}, **self.repository_of("bundle"), "license": "MIT",
            "keywords": ["outreach", "cold email", "instantly", "overloop", "snov.io"],
            "server": {"type": "binary", "entry_point": f"server/{name}", "mcp_config": {"command": "${__dirname}/server/" + name, "args": ["stdio"], "env": env}},
            "tools_generated": True, "prompts_generated": True,
            "compatibility": {"platforms": [MACHINES[machine][1]]}, "user_config": user,
        }

    def mcpb(self):
        for machine, program in self.programs.items():
            folder = emptied(self.work / "mcpb" / machine)
            place(program, folder / "server", machine)
            shutil.copy(ROOT / "LICENSE", folder)
            written(folder / "manifest.json", self.manifest(machine))
            run(*self.mcpb_command, "validate", folder / "manifest.json")
            bundle = self.out / f"outreach-mcp-{self.version}-{machine}.mcpb"
            run(*self.mcpb_command, "pack", folder, bundle)
            self.add(bundle)

    # --- archives -----------------------------------------------------------------------------------------------

    def archives(self):
        for machine, program in self.programs.items():
            name = f"outreach-mcp-{self.version}-{MACHINES[machine][0]}"
            folder = emptied(self.work / name)
            place(program, folder, machine)
            for file in ("LICENSE", "README.md", "CHANGELOG.md"):
                shutil.copy(ROOT / file, folder)
            for part in self.extras.iterdir():
                shutil.copytree(part, folder / part.name)
            if machine.startswith("win32"):
                archive = self.out / f"{name}.zip"
                with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
                    for path in sorted(folder.rglob("*")):
                        file.write(path, Path(name) / path.relative_to(folder))
            else:
                archive = self.out / f"{name}.tar.gz"
                with tarfile.open(archive, "w:gz") as file:
                    file.add(folder, name)
            self.add(archive)

    # --- the registry -------------------------------------------------------------------------------------------

    def server_json(self):
        """The registry's description of the server: every way to install it that this release has."""
        name = self.server_name()
        if not name:
            print("server.json needs --repository https://github.com/OWNER/NAME; it was not made", file=sys.stderr)
            return
        variables = [{"name": variable, "description": about, "isSecret": not variable.endswith("_ID"), "isRequired": False} for variable, _, about in KEYS]
        common = {"transport": {"type": "stdio"}, "environmentVariables": variables}
        owner = name.split(".", 2)[2].lower()
        packages = [
            {"registryType": "npm", "identifier": "outreach-mcp", "version": self.version, "runtimeHint": "npx", **common},
            {"registryType": "pypi", "identifier": "outreach-mcp", "version": self.version, "runtimeHint": "uvx", **common},
            {"registryType": "oci", "identifier": f"ghcr.io/{owner}:{self.version}", "runtimeHint": "docker", **common},
        ]
        for bundle in sorted(self.out.glob("*.mcpb")):
            digest = hashlib.sha256(bundle.read_bytes()).hexdigest()
            packages.append({"registryType": "mcpb", "identifier": f"{self.repository}/releases/download/v{self.version}/{bundle.name}", "fileSha256": digest, **common})
        written(self.out / "server.json", {
            "$schema": REGISTRY_SCHEMA, "name": name, "title": "Outreach: Instantly, Overloop, Snov.io", "description": DESCRIPTION,
            "version": self.version, "repository": {"url": self.repository, "source": "github"}, "packages": packages,
        })
        self.add(self.out / "server.json")

    # --- the end ------------------------------------------------------------------------------------------------

    def add(self, path):
        self.made.append(path)
        print(f"{path.relative_to(self.out)}  {path.stat().st_size / 1e6:.1f} MB")

    def checksums(self):
        lines = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}" for path in sorted(self.made)]
        (self.out / "SHA256SUMS").write_text("\n".join(lines) + "\n")


def program(text):
    machine, _, path = text.partition("=")
    if machine not in MACHINES or not Path(path).is_file():
        raise argparse.ArgumentTypeError(f"{text!r} is not MACHINE=FILE, with MACHINE one of {', '.join(MACHINES)}")
    return machine, Path(path)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True, help="folder for what is made")
    parser.add_argument("--program", type=program, action="append", default=[], dest="programs", metavar="MACHINE=FILE", help="a program that is built, for one of " + ", ".join(MACHINES))
    parser.add_argument("--runs-here", type=Path, help="the program that writes manual pages and completions; default: the first one given")
    parser.add_argument("--repository", help="https://github.com/OWNER/NAME")
    parser.add_argument("--wheel", nargs="?", const="", metavar="TARGET", help="build the wheel too, for Rust's TARGET instead of this machine")
    parser.add_argument("--mcpb", default="mcpb", help="how mcpb is started; default: %(default)s")
    parser.add_argument("--maturin", default="maturin", help="how maturin is started; default: %(default)s")
    parser.add_argument("--without", action="append", default=[], choices=["npm", "mcpb", "archives", "server-json"])
    options = parser.parse_args()
    options.programs = dict(options.programs)
    if not options.programs:
        parser.error("no --program")
    options.runs_here = options.runs_here or next(iter(options.programs.values()))
    release = Release(options)
    for part in ("npm", "mcpb", "archives"):
        if part not in options.without:
            getattr(release, part)()
    if options.wheel is not None:
        release.wheel(options.wheel)
    if "server-json" not in options.without:
        release.server_json()
    release.checksums()
    shutil.rmtree(release.work)


if __name__ == "__main__":
    main()
