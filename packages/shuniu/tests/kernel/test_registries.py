"""Every declaration is made when the apps are ready: a worker imports no views, and must know the same names."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

ALL = """
import django, json, pkgutil, importlib, sys
django.setup()
from shuniu.kernel.base.registry import Registry
import shuniu
def names():
    return {registry.kind: sorted(map(str, registry)) for registry in Registry.public}
ready = names()
from django.urls import get_resolver
get_resolver().url_patterns
for module in pkgutil.walk_packages(shuniu.__path__, "shuniu."):
    if ".migrations" not in module.name and not module.name.endswith("__main__") and ".settings" not in module.name:
        importlib.import_module(module.name)
later = names()
json.dump({kind: sorted(set(found) - set(ready.get(kind, []))) for kind, found in later.items()}, sys.stdout)
"""


@pytest.mark.slow
def test_nothing_is_declared_later() -> None:
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "shuniu.settings"}
    done = subprocess.run(
        [sys.executable, "-c", ALL], env=environment, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    late = {kind: names for kind, names in json.loads(done.stdout).items() if names}
    assert late == {}, f"declared only when a view or a command is imported: {late}"
