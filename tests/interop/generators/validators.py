"""The OpenAPI documents of each API, read by `tests/openapi/validate`."""

import os

from common import Checks
from generators.tools import apis, run

VALIDATE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "openapi", "validate")


def main():
    checks = Checks()
    for api, documents in apis().items():
        checks.of("validators", api)
        names = sorted(name for name in os.listdir(documents) if name.split(".")[0] == api and name.endswith(".json"))
        for name in names:
            run(checks, f"{api}: {name}", [VALIDATE, os.path.join(documents, name)], documents)
    checks.end()


main()
