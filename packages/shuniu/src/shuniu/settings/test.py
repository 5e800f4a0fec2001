"""Settings of the tests: a throw-away SHUNIU_HOME, and PostgreSQL when SHUNIU_TEST_DATABASE_URL names one."""

from __future__ import annotations

import os
import tempfile

os.environ["SHUNIU_HOME"] = tempfile.mkdtemp(prefix="shuniu-test-")
os.environ["DATABASE_URL"] = os.environ.get("SHUNIU_TEST_DATABASE_URL", "")

from shuniu.settings import *  # noqa: E402, F403  (Django's way to extend settings)

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # speed: no test is about the hash
INSTALLED_APPS = [*INSTALLED_APPS, "sample"]  # noqa: F405  (the sample module of the kernel's tests)
