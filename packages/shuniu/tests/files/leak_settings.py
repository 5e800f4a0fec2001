"""The settings of the leak test: SHUNIU_HOME with a real SQLite file, the memory handlers, the quiet logs."""

from shuniu.kernel.files import silence
from shuniu.settings import *  # noqa: F403

INSTALLED_APPS = [*INSTALLED_APPS, "sample"]  # noqa: F405
FILE_UPLOAD_HANDLERS = ["shuniu.kernel.files.uploads.MemoryOnly"]
LOGGING = silence.LOGGING
DEFAULT_EXCEPTION_REPORTER_FILTER = "shuniu.kernel.files.error_reports.SilentFilter"
DEFAULT_EXCEPTION_REPORTER = "shuniu.kernel.files.error_reports.SilentReporter"
ROOT_URLCONF = "files.leak_site"
ALLOWED_HOSTS = ["testserver"]
