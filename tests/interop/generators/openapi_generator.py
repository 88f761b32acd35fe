"""openapi-generator from the 3.0 projection, for the targets that are named: `python`, `go`, `java` and `rust` are called,
`rust-axum` compiles."""

import os
import shutil
import sys

from common import Checks
from generators.java import capitals, java, members_like_methods
from generators.java import options as java_options
from generators.tools import CALLED, HERE, PROGRAMS, WORK, apis, cargo, debian, document, folder, python_program, run, use

# Where Debian has the package that the client in Go imports.
VALIDATOR = "/usr/share/gocode/src/gopkg.in/validator.v2"
# What a target asks for beside its name.
TARGETS = {
    "python": ["--package-name", "generated"],
    "go": ["--package-name", "generated", "--git-user-id", "example", "--git-repo-id", "generated"],
    "java": [],
    "rust": ["--package-name", "generated", "--additional-properties", "supportAsync=false"],
    # Without this it names the bodies of forms and does not write them.
    "rust-axum": ["--package-name", "generated_server", "--global-property", "skipFormModel=false"],
}


def options(target, api):
    """What a target is told of an API: in Go, other names for members that are called like its methods (`FAULTS.md`)."""
    if target == "java":
        return java_options(api)
    members = members_like_methods(api, ["get", "set", "has"]) if target == "go" else []
    return ["--name-mappings", ",".join(f"{name}={capitals(name)}Member" for name in members)] if members else []


def generate(checks, target, api):
    """The folder with what openapi-generator writes for a target, or nothing."""
    place = folder("openapi-generator", f"{target}-{api}")
    program = os.path.join(os.path.dirname(sys.executable), "openapi-generator-cli")
    command = [program, "generate", "-i", document(api, ".client-3.0"), "-g", target, "-o", place, *TARGETS[target], *options(target, api)]
    return place if run(checks, f"{api}: {target} generates", command, place) is not None else None


def python(checks, api, place):
    run(checks, f"{api}: python, all modules import", [sys.executable, os.path.join(HERE, "import_all.py"), "generated"], place, PYTHONPATH=place)
    if api == CALLED:
        use(checks, "openapi-generator python", python_program("openapi_generator.py"), place, PYTHONPATH=place)


def go(checks, api, place):
    if not debian("golang-go", "golang-gopkg-validator.v2-dev", there=lambda: shutil.which("go") and os.path.isdir(VALIDATOR)):
        checks.left_out("there is no Go, and none can be installed")
        return
    # The module says a version of Go that the code does not need; the tests need packages from elsewhere. The one package
    # that the code needs comes from Debian.
    shutil.rmtree(os.path.join(place, "test"), ignore_errors=True)
    shutil.copytree(VALIDATOR, os.path.join(place, "validator"))
    with open(os.path.join(place, "validator", "go.mod"), "w", encoding="utf-8") as file:
        file.write("module gopkg.in/validator.v2\n")
    edit = ["-go=1.19", "-require=gopkg.in/validator.v2@v2.0.0", "-replace=gopkg.in/validator.v2=./validator"]
    run(checks, f"{api}: go, its module", ["go", "mod", "edit", *edit], place, GOTOOLCHAIN="local")
    environment = {"GOFLAGS": "-mod=mod", "GOTOOLCHAIN": "local", "GOPROXY": "off", "GOCACHE": os.path.join(WORK, "go")}
    run(checks, f"{api}: go builds", ["go", "build", "."], place, **environment)
    if api == CALLED:
        os.makedirs(os.path.join(place, "use"))
        shutil.copy(os.path.join(PROGRAMS, "openapi_generator.go"), os.path.join(place, "use", "main.go"))
        if run(checks, "go: the program builds", ["go", "build", "-o", "use/use", "./use"], place, **environment) is not None:
            use(checks, "openapi-generator go", [os.path.join(place, "use", "use")], place)


def rust(checks, api, place):
    program, environment = alone(place)
    run(checks, f"{api}: rust compiles", [program, "check", "--quiet", "--no-default-features"], place, **environment)
    if api == CALLED:
        both = folder("openapi-generator", "rust")
        shutil.copytree(place, os.path.join(both, "generated"))
        client = os.path.join(both, "client")
        shutil.copytree(os.path.join(PROGRAMS, "openapi_generator"), client)
        if run(checks, "rust: the program compiles", [program, "build", "--quiet"], client, **environment) is not None:
            use(checks, "openapi-generator rust", [os.path.join(WORK, "rust", "debug", "client-of-the-api")], client)


def axum(checks, api, place):
    program, environment = alone(place)
    run(checks, f"{api}: rust-axum compiles", [program, "check", "--quiet"], place, **environment)


def alone(place):
    """Makes a crate a workspace of its own, and returns Cargo with the environment that it builds in."""
    with open(os.path.join(place, "Cargo.toml"), "a", encoding="utf-8") as file:
        file.write("\n[workspace]\n")
    return cargo()


def main():
    checks = Checks()
    steps = {"python": python, "go": go, "java": java, "rust": rust, "rust-axum": axum}
    for api in apis():
        for target in sys.argv[1:]:
            checks.of(f"openapi-generator {target}", api)
            place = generate(checks, target, api)
            if place is not None:
                steps[target](checks, api, place)
    checks.end()


main()
