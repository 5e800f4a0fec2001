"""Settings of the tests: the database that SHUNIU_TEST_DATABASE_URL names, else SQLite."""

from __future__ import annotations

import os

from shuniu.settings import *  # noqa: F403  (Django's way to extend settings)
from shuniu.settings import INSTALLED_APPS, SHUNIU_HOME
from shuniu.settings.env import database_settings

# The package above was imported first and has read the environment already: only its values can be changed here.
DATABASES = {"default": database_settings(os.environ.get("SHUNIU_TEST_DATABASE_URL", ""), SHUNIU_HOME)}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # speed: no test is about the hash
INSTALLED_APPS = [*INSTALLED_APPS, "sample"]  # the sample module of the kernel's tests
