"""The product's own settings, and the sample module: for programs that serve an office of their own.

The environment names the database (DATABASE_URL) and the folder of state (SHUNIU_HOME), as in production.
"""

from __future__ import annotations

from shuniu.settings import *  # noqa: F403  (Django's way to extend settings)
from shuniu.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "sample"]
