"""What the checks of generated clients share: tools by name, commands with a deadline, and the calls that each program makes."""

import http.server
import json
import os
import shutil
import subprocess
import sys
import threading
import urllib.error
import urllib.request

from common import TOKEN, Serve

HERE = os.path.dirname(os.path.abspath(__file__))
PROGRAMS = os.path.join(HERE, "programs")
# Everything that is generated and installed; below `target/`.
WORK = os.path.join(os.environ["TARGET"], "generators")
# The API that the programs call.
CALLED = "go-cqhttp"
# Seconds that one command may take.
PATIENCE = 900
# A value of `role` that no document lists.
UNKNOWN = "emperor"


def apis():
    """The APIs by name, each with the folder of its OpenAPI documents: the one that is called, or with `ALL` all."""
    known = dict(entry.split("=", 1) for entry in os.environ["APIS"].split(os.pathsep))
    return {name: folder for name, folder in known.items() if name == CALLED or os.environ.get("ALL")}


def document(api, projection):
    """The path of an OpenAPI document."""
    return os.path.join(apis()[api], f"{api}{projection}.json")


def folder(*parts):
    """An empty folder for what is generated."""
    path = os.path.join(WORK, *parts)
    shutil.rmtree(path, ignore_errors=True)
    os.makedirs(path)
    return path


def run(checks, name, command, cwd, **environment):
    """Runs a command as a check that it succeeds, and returns what it printed, or nothing."""
    try:
        done = subprocess.run(
            command, cwd=cwd, env={**os.environ, **environment}, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8", timeout=PATIENCE,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired) as error:
        checks.check(name, False, error)
        return None
    lines = [line for line in done.stdout.splitlines() if line.strip()]
    errors = (line for line in lines if "error" in line.lower())
    checks.check(name, done.returncode == 0, next(errors, lines[-1] if lines else f"exit code {done.returncode}"))
    if done.returncode != 0:
        print("\n".join(lines[-40:]), flush=True)
        return None
    return done.stdout


def npm(checks):
    """Installs the packages of `package.json`, where they have changed, and returns the folder that has them, or nothing
    where they cannot be had."""
    wanted = open(os.path.join(HERE, "package.json"), encoding="utf-8").read()
    installed = os.path.join(WORK, "npm", "installed.json")
    if not os.path.exists(installed) or open(installed, encoding="utf-8").read() != wanted:
        place = folder("npm")
        shutil.copy(os.path.join(HERE, "package.json"), place)
        command = ["npm", "install", "--loglevel=error", "--no-package-lock", "--no-audit", "--no-fund", "--ignore-scripts"]
        if run(checks, "npm installs the generators", command, place) is None:
            return None
        with open(installed, "w", encoding="utf-8") as file:
            file.write(wanted)
    return os.path.join(WORK, "npm")


def debian(*packages, there):
    """Whether the packages are there; they are installed where they are not."""
    root = [] if os.geteuid() == 0 else ["sudo"]
    for command in (["apt-get", "update", "-q"], ["apt-get", "install", "-y", "-q", "--no-install-recommends", *packages]):
        if there():
            return True
        try:
            subprocess.run([*root, *command], stdout=subprocess.DEVNULL, timeout=PATIENCE)
        except (OSError, subprocess.TimeoutExpired):
            return False
    return bool(there())


def cargo():
    """Cargo, and the environment that it builds in. The compiler is named: where `rustc` is the one of rustup, a package
    that says a toolchain of its own would choose another."""
    os.makedirs(WORK, exist_ok=True)
    root = subprocess.run(["rustc", "--print", "sysroot"], cwd=WORK, stdout=subprocess.PIPE, text=True, check=True)
    rustc = os.path.join(root.stdout.strip(), "bin", "rustc")
    return os.environ.get("CARGO", "cargo"), {"CARGO_TARGET_DIR": os.path.join(WORK, "rust"), "RUSTC": rustc}


class Changed:
    """A server between a client and `serve`. It puts a value that no document lists into the members of a group, and
    takes the parameters from `get_msg`, so that a call that a typed client can write fails at the server."""

    def __init__(self, url):
        changed = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                changed.pass_on(self)

            do_GET = do_POST

            def log_message(self, *_):
                pass

        self.to = url
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def pass_on(self, request):
        body = request.rfile.read(int(request.headers.get("content-length", 0)))
        if request.path.startswith("/get_msg"):
            body = b"{}"
        wanted = ("authorization", "content-type")
        headers = {name: value for name, value in request.headers.items() if name.lower() in wanted}
        call = urllib.request.Request(self.to + request.path, body or None, headers, method=request.command)
        try:
            with urllib.request.urlopen(call, timeout=30) as answer:
                status, kind, answer = answer.status, answer.headers["content-type"], answer.read()
        except urllib.error.HTTPError as error:
            status, kind, answer = error.code, error.headers.get("content-type", ""), error.read()
        if "get_group_member_info" in request.path and status == 200:
            answer = json.loads(answer)
            answer["data"]["role"] = UNKNOWN
            answer = json.dumps(answer).encode()
        request.send_response(status)
        request.send_header("content-type", kind or "")
        request.send_header("content-length", str(len(answer)))
        request.end_headers()
        request.wfile.write(answer)


def use(checks, generator, command, cwd, **environment):
    """Runs a program that calls the served API, and checks what it says of the answers: one line of JSON."""
    server = Serve(CALLED, "--token", TOKEN)
    said = run(checks, f"{generator}: the calls", [*command, Changed(server.url).url, TOKEN], cwd, **environment)
    server.stop()
    try:
        seen = json.loads((said or "").strip().splitlines()[-1])
    except (IndexError, ValueError):
        seen = {}
    good = {
        "a call without parameters": isinstance(seen.get("nickname"), str) and seen["nickname"] != "",
        "text": isinstance(seen.get("text"), int),
        "segments": isinstance(seen.get("segments"), int) and seen["segments"] > seen.get("text", 0),
        "a list": isinstance(seen.get("list"), int) and seen["list"] > 0,
        "the code of a failure": seen.get("code") == 1400,
        "the words of a failure": "message_id" in str(seen.get("words")),
        "a value that nobody listed": seen.get("role") == UNKNOWN,
    }
    for name, is_good in good.items():
        checks.check(f"{generator}: {name}", is_good, seen)


def python_program(name):
    return [sys.executable, os.path.join(PROGRAMS, name)]
