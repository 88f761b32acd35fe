"""datamodel-code-generator for pydantic v2: the models import, and take every documented example."""

import importlib.util
import json
import os
import sys

from common import Checks
from generators.tools import apis, document, folder, run


def examples(value):
    """Every media type of a document that has examples, as the name of its schema and one example."""
    if isinstance(value, list):
        for item in value:
            yield from examples(item)
    elif isinstance(value, dict):
        reference = (value.get("schema") or {}).get("$ref") if isinstance(value.get("schema"), dict) else None
        if reference and isinstance(value.get("examples"), dict):
            for name, example in value["examples"].items():
                yield reference.rsplit("/", 1)[1], name, example["value"]
        for item in value.values():
            yield from examples(item)


def main():
    checks = Checks()
    for api in apis():
        checks.of("datamodel-code-generator", api)
        place = folder("pydantic", api)
        command = [sys.executable, "-m", "datamodel_code_generator", "--input", document(api, ".client"), "--output", "models.py"]
        command += ["--input-file-type", "openapi", "--output-model-type", "pydantic_v2.BaseModel"]
        command += ["--formatters", "builtin", "--use-annotated", "--target-python-version", "3.11"]
        if run(checks, f"{api}: generates", command, place) is None:
            continue
        spec = importlib.util.spec_from_file_location(f"models_{len(sys.modules)}", os.path.join(place, "models.py"))
        models = importlib.util.module_from_spec(spec)
        sys.modules[spec.name] = models
        try:
            spec.loader.exec_module(models)
        except Exception as error:
            checks.check(f"{api}: the models import", False, error)
            continue
        with open(document(api, ".client"), encoding="utf-8") as file:
            shown = list(examples(json.load(file)["paths"]))
        for model, name, example in shown:
            try:
                getattr(models, model).model_validate(example)
            except Exception as error:
                checks.check(f"{api}: {name} of {model}", False, error)
        checks.check(f"{api}: {len(shown)} documented examples", True)
    checks.end()


main()
