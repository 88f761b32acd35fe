"""Schemathesis with all its checks over every operation of the generated OpenAPI documents.

`schemathesis.toml` says what is expected beyond its defaults, and why.
"""

import os
import re
import subprocess
import sys
import tempfile

from common import TOKEN, Checks, Serve

HERE = os.path.dirname(os.path.abspath(__file__))
# A document, the API that it is of, and how the token is sent.
DOCUMENTS = [
    ("go-cqhttp.json", "go-cqhttp", f"Authorization: Bearer {TOKEN}"),
    ("bilibili.json", "bilibili", f"Cookie: SESSDATA={TOKEN}"),
]
EXAMPLES = 10


def main():
    checks = Checks()
    for document, api, header in DOCUMENTS:
        server = Serve(api, "--token", TOKEN)
        path = os.path.join(os.environ["DOCUMENTS"], document)
        options = ["--checks", "all", "--max-examples", str(EXAMPLES), "--seed", "1", "--continue-on-failure"]
        command = [os.path.join(os.path.dirname(sys.executable), "schemathesis")]
        command += ["--config-file", os.path.join(HERE, "schemathesis.toml")]
        command += ["run", path, "--url", server.url, "--header", header, *options]
        # Where it keeps what it remembers between runs.
        with tempfile.TemporaryDirectory() as folder:
            done = subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8", timeout=400)
        summary = [line for line in done.stdout.splitlines() if re.search(r"Tested:|generated", line)]
        print("\n".join(summary))
        if done.returncode:
            print(done.stdout[-8000:], done.stderr[-2000:])
        checks.equal(f"{api}: Schemathesis finds nothing", done.returncode, 0)
        checks.equal(f"{api}: the server ends cleanly", server.stop(), 0)
    checks.end()


main()
