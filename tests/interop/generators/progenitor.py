"""progenitor from the 3.0 projection: its client compiles, and the calls."""

import os
import shutil

from common import Checks
from generators.tools import CALLED, PROGRAMS, WORK, apis, document, folder, run, use


def main():
    checks = Checks()
    cargo = [os.environ.get("CARGO", "cargo")]
    target = os.path.join(WORK, "rust")
    for api in apis():
        place = os.path.join(folder("progenitor", api), "client")
        shutil.copytree(os.path.join(PROGRAMS, "progenitor"), place)
        shutil.copy(document(api, ".client-3.0"), os.path.join(place, "api.json"))
        if api == CALLED:
            if run(checks, f"{api}: compiles", [*cargo, "build", "--quiet"], place, CARGO_TARGET_DIR=target) is not None:
                program = os.path.join(target, "debug", "progenitor-client-of-the-api")
                use(checks, "progenitor", [program], place)
        else:
            with open(os.path.join(place, "src", "main.rs"), "w", encoding="utf-8") as file:
                file.write('progenitor::generate_api!(spec = "api.json");\n\nfn main() {}\n')
            run(checks, f"{api}: compiles", [*cargo, "check", "--quiet"], place, CARGO_TARGET_DIR=target)
    checks.end()


main()
