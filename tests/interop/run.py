"""Runs the checks with real clients, each in a process of its own, and counts. Names after the program choose among them.

The environment says where the server is: `SERVE` is the program `serve`.
"""

import os
import re
import subprocess
import sys
import threading
import time

HERE = os.path.dirname(os.path.abspath(__file__))
# Seconds; what takes longer hangs.
BOUND = {"schemathesis_run": 900}
# Frameworks that speak the API; then clients and servers that other programs generate from its OpenAPI documents.
FRAMEWORKS = ["aiocqhttp_http", "aiocqhttp_reverse", "nonebot_ws", "nonebot_http", "schemathesis_run", "json_rpc"]
TARGETS = [f"openapi_generator {target}" for target in ("python", "go", "java", "rust", "rust-axum")]
GENERATORS = ["typescript", "python_client", "pydantic_models", *TARGETS, "progenitor"]
# What is ours, of each API: the crate, and what other tools say of its documents.
OWN = ["crate", "validators"]
ALL = FRAMEWORKS + [f"generators/{name}" for name in GENERATORS + OWN]


def run(name):
    """Runs one, and returns how many checks it made, whether all were good, and what it says of each API."""
    print(f"== {name}", flush=True)
    apis = len(os.environ["APIS"].split(os.pathsep)) if os.environ.get("ALL") else 1
    bound = BOUND.get(name, 1800 * apis if name.startswith("generators/") else 90)
    began = time.monotonic()
    program, *targets = name.split()
    command = [sys.executable, os.path.join(HERE, f"{program}.py"), *targets]
    environment = {**os.environ, "PYTHONPATH": HERE}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8", env=environment)
    timer = threading.Timer(bound, process.kill)
    timer.start()
    output, rows = "", []
    for line in process.stdout:
        if line.startswith("row\t"):
            rows.append(line.rstrip("\n").split("\t")[1:])
        else:
            output += line
            print(line, end="", flush=True)
    process.wait()
    timer.cancel()
    took = time.monotonic() - began
    if took >= bound:
        print(f"FAIL {name}: it took more than {bound} s")
    print(f"it took {took:.0f} s", flush=True)
    counts = re.findall(r"^(\d+) checks, \d+ failed$", output, re.MULTILINE)
    made = sum(map(int, counts))
    return made, process.returncode == 0 and made > 0, rows


def table(rows):
    """Prints how each generator does with each API."""
    widths = [max(len(row[at]) for row in rows) for at in range(2)] if rows else []
    for generator, api, state in rows:
        print(f"{generator:{widths[0]}}  {api:{widths[1]}}  {state[:200]}")


def main():
    chosen = [name for name in ALL if not sys.argv[1:] or any(part in name for part in sys.argv[1:])]
    if not chosen:
        raise SystemExit(f"nothing is named so; there are {', '.join(ALL)}")
    results = {name: run(name) for name in chosen}
    failed = [name for name, (_, good, _) in results.items() if not good]
    table([row for _, _, rows in results.values() for row in rows])
    print(f"{sum(made for made, _, _ in results.values())} checks with {len(results)} clients: ", end="")
    print(f"{', '.join(failed)} failed" if failed else "all good")
    raise SystemExit(1 if failed else 0)


main()
