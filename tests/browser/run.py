#!/usr/bin/env python3
"""Shows with a browser what web pages can do to `serve` when it has no token: nothing, unless their origin is allowed.

    tests/browser/run.py

It needs Cargo, and installs Chromium by apt-get where there is none. SERVE names a server that is built already,
CHROMIUM a browser.
"""

import http.server
import json
import os
import pathlib
import queue
import re
import subprocess
import sys
import tempfile
import threading

from chromium import browser

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
# Longer than anything here takes.
PATIENCE = 120


def server():
    """The program `serve`; it is built where none is named."""
    if named := os.environ.get("SERVE"):
        return named
    build = ["cargo", "build", "--quiet", "--package", "mock", "--bin", "serve"]
    subprocess.run(build, cwd=ROOT, check=True)
    target = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
    return str(target / "debug" / "serve")


class Pages(http.server.BaseHTTPRequestHandler):
    """The server of the page, which is told what came of it."""

    def do_GET(self):
        body = (HERE / "page.html").read_bytes() if self.path.startswith("/page") else b""
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self):
        self.server.results.put(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_):
        pass


class Serve:
    """A running `serve`, without a token."""

    def __init__(self, program, *options):
        self.journal = tempfile.NamedTemporaryFile()
        arguments = ["go-cqhttp", "--listen", "127.0.0.1:0", "--journal", self.journal.name, *options]
        environment = {key: value for key, value in os.environ.items() if key != "TABLEWRIGHT_TOKEN"}
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
        self.process = subprocess.Popen([program, *arguments], text=True, env=environment, **pipes)
        self.port = int(re.search(r":(\d+)\s*$", self.process.stdout.readline())[1])

    def calls(self):
        """The groups of the calls that came to the backend: each way in has its own."""
        lines = pathlib.Path(self.journal.name).read_text().splitlines()
        return sorted(json.loads(line)["parameters"].get("group_id", 0) for line in lines)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(PATIENCE)


def start(chromium, profile, url, *options, **more):
    flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run"]
    rules = "--host-resolver-rules=MAP evil.example 127.0.0.1"
    command = [chromium, *flags, rules, f"--user-data-dir={profile}", *options, url]
    return subprocess.Popen(command, stderr=subprocess.DEVNULL, **more)


def visit(chromium, pages, host, port):
    """What came of the page, from this host, on a server at this port."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        url = f"http://{host}:{pages.server_port}/page?server=http://127.0.0.1:{port}"
        process = start(chromium, profile, url, "--remote-debugging-port=0", stdout=subprocess.DEVNULL)
        try:
            return pages.results.get(timeout=PATIENCE)
        finally:
            process.terminate()
            process.wait(PATIENCE)


def dom(chromium, url):
    """The document that a browser shows of a URL."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        process = start(chromium, profile, url, "--dump-dom", stdout=subprocess.PIPE, text=True)
        return process.communicate(timeout=PATIENCE)[0]


def check(what, got, expected):
    print(f"{'ok   ' if got == expected else 'WRONG'} {what}: {got}", flush=True)
    return got == expected


def main():
    chromium, program, good = browser(), server(), []
    pages = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    pages.results = queue.Queue()
    threading.Thread(target=pages.serve_forever, daemon=True).start()

    for host in ["localhost", "evil.example", "127.0.0.1"]:
        with Serve(program) as serve:
            results = visit(chromium, pages, host, serve.port)
            good.append(check(f"a page of {host} reads", [results["fetch"], results["WebSocket"]], ["error", "error"]))
            good.append(check(f"a page of {host} calls", serve.calls(), []))

    # That the page can call at all: the same, where its origin is allowed. An image says nothing of its origin.
    origin = f"http://127.0.0.1:{pages.server_port}"
    with Serve(program, "--allow-origin", origin) as serve:
        results = visit(chromium, pages, "127.0.0.1", serve.port)
        good.append(check("an allowed page reads over its WebSocket", '"ok"' in results["WebSocket"], True))
        good.append(check("an allowed page calls", serve.calls(), [1, 2, 3, 5]))

    # A name that a stranger gave the address of this machine, and the address itself.
    with Serve(program) as serve:
        path = f":{serve.port}/get_login_info"
        good.append(check("a foreign name reads", "retcode" in dom(chromium, "http://evil.example" + path), False))
        good.append(check("the address reads", "retcode" in dom(chromium, "http://127.0.0.1" + path), True))

    sys.exit(0 if all(good) else 1)


if __name__ == "__main__":
    main()
