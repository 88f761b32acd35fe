"""The crate of each API: it compiles, with its client and its server, without a warning."""

import json
import os
import re

from common import Checks
from generators.tools import apis, cargo, folder, run

RUNTIME = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "..", "codegen", "runtime")
MANIFEST = """# Written by a check.
[package]
name = "crate-of-the-api"
version = "0.0.0"
edition = "2024"
publish = false

[workspace]

[lints.rust]
warnings = "deny"

[features]
{features}

[dependencies]
serde = {{ version = "1", features = ["derive"] }}
tablewright-runtime = {{ path = {runtime} }}
"""


def features(source):
    """The features that the sources ask for: one for each API, and those of the runtime."""
    names = set()
    for place, _, files in os.walk(source):
        for file in files:
            text = open(os.path.join(place, file), encoding="utf-8").read()
            names.update(re.findall(r'feature = "([^"]+)"', text))
    of_runtime = {"client", "server", "ws", "jiff", "time"}
    lines = (f'{name} = [{json.dumps(f"tablewright-runtime/{name}") if name in of_runtime else ""}]' for name in sorted(names))
    return "\n".join(lines)


def main():
    checks = Checks()
    program, environment = cargo()
    sources = {}
    for api, documents in apis().items():
        # One crate can have several APIs.
        sources.setdefault(os.path.join(os.path.dirname(documents), "src"), api)
    for source, api in sources.items():
        checks.of("crate", api)
        place = folder("crate", api)
        os.symlink(source, os.path.join(place, "src"))
        with open(os.path.join(place, "Cargo.toml"), "w", encoding="utf-8") as file:
            file.write(MANIFEST.format(features=features(source), runtime=json.dumps(os.path.realpath(RUNTIME))))
        command = [program, "check", "--quiet", "--all-features"]
        run(checks, f"{api}: compiles, client and server", command, place, **environment)
    checks.end()


main()
