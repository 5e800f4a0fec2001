"""Settings of the tests: a SHUNIU_HOME of their own, and the database SHUNIU_TEST_DATABASE_URL names, else SQLite.

They lie outside the package `shuniu.settings`: that package reads the environment as soon as it is imported.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile

_home = tempfile.mkdtemp(prefix="shuniu-tests-")
atexit.register(shutil.rmtree, _home, ignore_errors=True)
os.environ["SHUNIU_HOME"] = _home
os.environ.pop("DATABASE_URL", None)

from shuniu.settings import *  # noqa: E402, F403  (Django's way to extend settings)
from shuniu.settings import INSTALLED_APPS, SHUNIU_HOME  # noqa: E402
from shuniu.settings.env import database_settings  # noqa: E402

DATABASES = {"default": database_settings(os.environ.get("SHUNIU_TEST_DATABASE_URL", ""), SHUNIU_HOME)}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # speed: no test is about the hash
SEAL_SERVICE = "http://127.0.0.1:9/seal"  # nobody listens there; tests of the service name their own
INSTALLED_APPS = [*INSTALLED_APPS, "sample"]  # the sample module of the kernel's tests
