#!/usr/bin/env python3
"""Opens reference pages in a browser and checks what a reader does with them: reference.py FILE...

It needs Node.js, and installs Chromium by apt-get where there is none, and what is in package.json below target/. SCREENSHOTS
names a folder for pictures of the pages.
"""

import os
import pathlib
import shutil
import subprocess
import sys

from chromium import browser

HERE = pathlib.Path(__file__).resolve().parent
TOOLS = HERE.parent.parent / "target" / "browser-tools"


def install():
    """The packages, where they are not there yet."""
    wanted = (HERE / "package.json").read_text()
    installed = TOOLS / "package.json"
    if (TOOLS / "node_modules").is_dir() and installed.is_file() and installed.read_text() == wanted:
        return
    TOOLS.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(TOOLS / "node_modules", ignore_errors=True)
    installed.write_text(wanted)
    quiet = ["--silent", "--no-package-lock", "--no-audit", "--no-fund", "--ignore-scripts"]
    subprocess.run(["npm", "install", *quiet], cwd=TOOLS, check=True)


def main():
    if len(sys.argv) < 2:
        sys.exit("usage: reference.py FILE...")
    chromium = browser()
    install()
    # Node looks for packages from the folder of the program upwards.
    program = shutil.copy(HERE / "reference.mjs", TOOLS / "reference.mjs")
    environment = {**os.environ, "CHROMIUM": chromium}
    sys.exit(subprocess.run(["node", program, *sys.argv[1:]], env=environment).returncode)


if __name__ == "__main__":
    main()
