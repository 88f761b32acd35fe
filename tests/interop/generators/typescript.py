"""openapi-typescript with openapi-fetch, @hey-api/openapi-ts and orval: `tsc --strict` on what they write, and the calls."""

import json
import os
import shutil

from common import Checks
from generators.tools import CALLED, PROGRAMS, apis, document, folder, npm, run, use

# As in a new project with a bundler; `skipLibCheck` leaves out the packages that are imported, and nothing of what is
# generated.
STRICT = ["--strict", "--noEmit", "--target", "es2022", "--module", "preserve", "--lib", "es2022,dom,dom.iterable"]
STRICT += ["--skipLibCheck", "--types", "node"]


def generate(checks, api, place, bin):
    """Runs the three generators, and returns the files that they wrote by program."""
    spec = document(api, ".client")
    with open(os.path.join(place, "orval.config.cjs"), "w", encoding="utf-8") as config:
        output = {"target": os.path.join(place, "orval_client.ts"), "client": "fetch", "mode": "single"}
        config.write(f"module.exports = {json.dumps({'api': {'input': spec, 'output': output}})};")
    types, sdk = os.path.join(place, "openapi_typescript.ts"), os.path.join(place, "hey_api")
    commands = {
        "openapi-typescript": ["openapi-typescript", spec, "-o", types],
        "@hey-api/openapi-ts": ["openapi-ts", "-i", spec, "-o", sdk, "-c", "@hey-api/client-fetch"],
        "orval": ["orval", "--config", "orval.config.cjs"],
    }
    for name, (program, *args) in commands.items():
        checks.of(name, api)
        run(checks, f"{api}: {name} generates", [os.path.join(bin, program), *args], place)
    written = {"openapi-typescript": types, "@hey-api/openapi-ts": os.path.join(sdk, "index.ts"), "orval": os.path.join(place, "orval_client.ts")}
    for name, file in written.items():
        checks.of(name, api)
        run(checks, f"{api}: {name} passes tsc", [os.path.join(bin, "tsc"), *STRICT, file], place)


def main():
    checks = Checks()
    packages = npm(checks)
    if packages is None:
        checks.end()
    bin = os.path.join(packages, "node_modules", ".bin")
    for api in apis():
        # Below the packages, so that imports find them.
        place = folder("npm", "apis", api)
        generate(checks, api, place, bin)
        if api != CALLED:
            continue
        for name, program in {"openapi-typescript": "openapi_fetch", "@hey-api/openapi-ts": "hey_api", "orval": "orval"}.items():
            checks.of(name, api)
            shutil.copy(os.path.join(PROGRAMS, f"{program}.ts"), place)
            run(checks, f"{name}: the program passes tsc", [os.path.join(bin, "tsc"), *STRICT, f"{program}.ts"], place)
            bundle = ["--bundle", "--platform=node", "--format=esm", f"--outfile={program}.mjs", "--log-level=warning"]
            if run(checks, f"{name}: the program is built", [os.path.join(bin, "esbuild"), f"{program}.ts", *bundle], place) is not None:
                use(checks, name, ["node", f"{program}.mjs"], place)
    checks.end()


main()
