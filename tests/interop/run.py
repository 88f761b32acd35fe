"""Runs the checks with real clients, each in a process of its own, and counts. Names after the program choose among them.

The environment says where the server is: `SERVE` is the program `serve`.
"""

import os
import re
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
# Seconds; what takes longer hangs.
BOUND = {"schemathesis_run": 900}
# Frameworks that speak the API; then clients and servers that other programs generate from its OpenAPI documents.
FRAMEWORKS = ["aiocqhttp_http", "aiocqhttp_reverse", "nonebot_ws", "nonebot_http", "schemathesis_run"]
GENERATORS = ["typescript", "python_client", "pydantic_models", "openapi_generator", "progenitor"]
ALL = FRAMEWORKS + [f"generators/{name}" for name in GENERATORS]


def run(name):
    """Runs one, and returns how many checks it made and whether all were good."""
    print(f"== {name}", flush=True)
    bound = BOUND.get(name, 1800 if name.startswith("generators/") else 90)
    command = [sys.executable, os.path.join(HERE, f"{name}.py")]
    environment = {**os.environ, "PYTHONPATH": HERE}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8", env=environment)
    try:
        output, _ = process.communicate(timeout=bound)
    except subprocess.TimeoutExpired:
        process.kill()
        output, _ = process.communicate()
        output += f"FAIL {name}: it took more than {bound} s\n"
    print(output, end="", flush=True)
    counts = re.findall(r"^(\d+) checks, \d+ failed$", output, re.MULTILINE)
    made = sum(map(int, counts))
    return made, process.returncode == 0 and made > 0


def main():
    chosen = [name for name in ALL if not sys.argv[1:] or any(part in name for part in sys.argv[1:])]
    if not chosen:
        raise SystemExit(f"nothing is named so; there are {', '.join(ALL)}")
    results = {name: run(name) for name in chosen}
    failed = [name for name, (_, good) in results.items() if not good]
    print(f"{sum(made for made, _ in results.values())} checks with {len(results)} clients: ", end="")
    print(f"{', '.join(failed)} failed" if failed else "all good")
    raise SystemExit(1 if failed else 0)


main()
