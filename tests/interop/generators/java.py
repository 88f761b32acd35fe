"""openapi-generator's `java` with the library `native`: it compiles with what Debian has, and the calls."""

import glob
import json
import os
import re
import shutil

from generators.tools import CALLED, PROGRAMS, debian, document, run, use

LIBRARIES = "/usr/share/java"
# What the classes import, and the packages that have it.
JARS = ["jackson-annotations", "jackson-core", "jackson-databind", "jsr305", "geronimo-annotation-1.3-spec", "httpclient", "httpcore", "httpmime"]
PACKAGES = ["default-jdk-headless", "libjackson2-databind-java", "libjsr305-java", "libgeronimo-annotation-1.3-spec-java", "libhttpclient-java", "libhttpmime-java"]
# Debian has no module of Jackson for times. No API here has any, so an empty one stands in its place.
TIMES = {
    "com/fasterxml/jackson/datatype/jsr310/JavaTimeModule.java": "package com.fasterxml.jackson.datatype.jsr310;",
    "org/openapitools/client/RFC3339JavaTimeModule.java": "package org.openapitools.client;",
}
OPTIONS = ["--additional-properties", "library=native,openApiNullable=false,hideGenerationTimestamp=true"]


def letters(name):
    return re.sub("[^a-z0-9]", "", name.lower())


def members_like_methods(api, verbs):
    """Members that are called like a method of another, `setX` beside `x`: generators write methods of these names."""
    with open(document(api, ".client-3.0"), encoding="utf-8") as file:
        schemas = json.load(file)["components"]["schemas"].values()
    found = set()
    for names in (list(schema.get("properties", {})) for schema in schemas):
        methods = {verb + letters(name) + end for name in names for verb in verbs for end in ("", "ok")}
        found |= {name for name in names if letters(name) in methods}
    return sorted(found)


def capitals(name):
    return "".join(word[:1].upper() + word[1:] for word in re.split("[^A-Za-z0-9]", name))


def unions(api):
    """The schemas that are a list or something else: the class that is written of one does not compile (`FAULTS.md`)."""
    with open(document(api, ".client-3.0"), encoding="utf-8") as file:
        schemas = json.load(file)["components"]["schemas"]

    def is_one(schema):
        return any("items" in one for one in schema.get("oneOf", []) + schema.get("anyOf", []))

    found = [name for name, schema in schemas.items() if is_one(schema)]
    for name, schema in schemas.items():
        found += [f"{name}_{member}" for member, ty in schema.get("properties", {}).items() if is_one(ty)]
    return found


def options(api):
    """What the generator is told beside the document."""
    members = [f"{name}={capitals(name)[:1].lower()}{capitals(name)[1:]}Member" for name in members_like_methods(api, ["get", "set"])]
    objects = [f"{name}=Object" for name in unions(api)]
    named = ["--name-mappings", ",".join(members)] if members else []
    return OPTIONS + named + (["--schema-mappings", ",".join(objects)] if objects else [])


def java(checks, api, place):
    jars = [os.path.join(LIBRARIES, f"{name}.jar") for name in JARS]
    if not debian(*PACKAGES, there=lambda: shutil.which("javac") and all(map(os.path.exists, jars))):
        checks.left_out("there is no Java, or its libraries are not there, and none can be installed")
        return
    source = os.path.join(place, "src", "main", "java")
    os.remove(os.path.join(source, "org", "openapitools", "client", "RFC3339InstantDeserializer.java"))
    for path, package in TIMES.items():
        path = os.path.join(source, path)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        name = os.path.basename(path).removesuffix(".java")
        with open(path, "w", encoding="utf-8") as file:
            file.write(f"{package}\npublic class {name} extends com.fasterxml.jackson.databind.module.SimpleModule {{}}\n")
    built = os.path.join(place, "built")
    classes = os.pathsep.join([built, *jars])
    files = glob.glob(os.path.join(source, "**", "*.java"), recursive=True)
    program = [os.path.join(PROGRAMS, "java", "Use.java")] if api == CALLED else []
    compiled = run(checks, f"{api}: java compiles", ["javac", "-nowarn", "-encoding", "UTF-8", "-d", built, "-cp", classes, *files, *program], place)
    if compiled is not None and program:
        use(checks, "openapi-generator java", ["java", "-cp", classes, "Use"], place)
