"""Imports every module of a package, and fails where one cannot be imported: import_all.py PACKAGE."""

import importlib
import pkgutil
import sys

package = importlib.import_module(sys.argv[1])
names = [module.name for module in pkgutil.walk_packages(package.__path__, f"{sys.argv[1]}.")]
failed = 0
for name in names:
    try:
        importlib.import_module(name)
    except Exception as error:
        failed += 1
        print(f"{name}: {error!r}")
print(f"{len(names)} modules, {failed} cannot be imported")
sys.exit(1 if failed or not names else 0)
