"""The settings of the leak test: the product's own, with the little site that uploads, types and crashes."""

from shuniu.settings import *  # noqa: F403

INSTALLED_APPS = [*INSTALLED_APPS, "sample"]  # noqa: F405
ROOT_URLCONF = "files.leak_site"
ALLOWED_HOSTS = ["testserver"]
