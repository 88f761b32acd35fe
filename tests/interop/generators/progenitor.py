"""progenitor from the 3.0 projection: its client compiles, and the calls."""

import os
import shutil

from common import Checks
from generators.tools import CALLED, PROGRAMS, WORK, apis, cargo, document, folder, run, use


def main():
    checks = Checks()
    program, environment = cargo()
    for api in apis():
        checks.of("progenitor", api)
        place = os.path.join(folder("progenitor", api), "client")
        shutil.copytree(os.path.join(PROGRAMS, "progenitor"), place)
        shutil.copy(document(api, ".client-3.0"), os.path.join(place, "api.json"))
        if api == CALLED:
            if run(checks, f"{api}: compiles", [program, "build", "--quiet"], place, **environment) is not None:
                built = os.path.join(WORK, "rust", "debug", "progenitor-client-of-the-api")
                use(checks, "progenitor", [built], place)
        else:
            with open(os.path.join(place, "src", "main.rs"), "w", encoding="utf-8") as file:
                file.write('progenitor::generate_api!(spec = "api.json");\n\nfn main() {}\n')
            run(checks, f"{api}: compiles", [program, "check", "--quiet"], place, **environment)
    checks.end()


main()
