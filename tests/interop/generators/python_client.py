"""openapi-python-client, from both projections: every module imports, mypy finds nothing, and the calls."""

import os
import sys

from common import Checks
from generators.tools import CALLED, HERE, apis, document, folder, python_program, run, use


def main():
    checks = Checks()
    for api in apis():
        for projection in (".client", ".client-3.0"):
            name = f"{api}{projection}"
            checks.of(f"openapi-python-client{projection.removeprefix('.client')}", api)
            place = folder("python-client", name)
            package = os.path.join(place, "generated")
            command = [sys.executable, "-m", "openapi_python_client", "generate", "--path", document(api, projection)]
            # No formatter is installed: what the generator writes is read by programs alone.
            config = os.path.join(place, "config.yml")
            with open(config, "w", encoding="utf-8") as file:
                file.write("post_hooks: []\n")
            command += ["--meta", "none", "--output-path", package, "--config", config, "--fail-on-warning"]
            if run(checks, f"{name}: generates without a warning", command, place) is None:
                continue
            walk = [sys.executable, os.path.join(HERE, "import_all.py"), "generated"]
            run(checks, f"{name}: all modules import", walk, place, PYTHONPATH=place)
            run(checks, f"{name}: mypy", [sys.executable, "-m", "mypy", "generated"], place)
            if api == CALLED:
                use(checks, f"openapi-python-client{projection}", python_program("openapi_python_client.py"), place, PYTHONPATH=place)
    checks.end()


main()
