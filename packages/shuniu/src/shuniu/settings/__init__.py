"""Django settings of the platform. Everything that differs between houses comes from `env`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import cast

from shuniu.kernel.files import silence
from shuniu.settings.env import database_settings, read_settings, secret_key

_values = read_settings()

SHUNIU_HOME = cast(Path, _values["SHUNIU_HOME"])
SHUNIU_HOME.mkdir(parents=True, exist_ok=True, mode=0o700)
PORT = cast(int, _values["PORT"])
MAX_UPLOAD_BYTES = cast(int, _values["SHUNIU_MAX_UPLOAD_MB"]) * 1024 * 1024
BEHIND_HTTPS = cast(bool, _values["SHUNIU_HTTPS"])
SEAL_SERVICE = cast(str, _values["SHUNIU_SEAL_SERVICE"])
SEAL_TOKEN_FILE = cast("Path | None", _values["SHUNIU_SEAL_TOKEN_FILE"])
LOG_JSON = cast(bool, _values["SHUNIU_LOG_JSON"])
METRICS_TOKEN_FILE = cast("Path | None", _values["SHUNIU_METRICS_TOKEN_FILE"])
SLOW_QUERY_MS = cast(int, _values["SHUNIU_SLOW_QUERY_MS"])
BACKUP_FOLDER = cast("Path | None", _values["SHUNIU_BACKUP_FOLDER"]) or SHUNIU_HOME / "backups"
BACKUP_KEY_FILE = cast("Path | None", _values["SHUNIU_BACKUP_KEY_FILE"]) or SHUNIU_HOME / "backup.key"
# Set by `shuniu demo` for the server it becomes; `shuniu serve` takes it away. Never set by hand.
DEMO_ENTRANCE = os.environ.get("SHUNIU_DEMO_ENTRANCE") == "1"
ALLOWED_HOSTS = list(cast("tuple[str, ...]", _values["SHUNIU_HOSTS"]))


SECRET_KEY = secret_key(SHUNIU_HOME)
DEBUG = False
PACKAGE = Path(__file__).resolve().parent.parent

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "shuniu.kernel.base",
    "shuniu.kernel.people",
    "shuniu.kernel.records",
    "shuniu.kernel.files",
    "shuniu.kernel.numbering",
    "shuniu.kernel.flow",
    "shuniu.kernel.platform",
    "shuniu.modules.documents",
    "shuniu.modules.confidential",
    "shuniu.desk",
]

MIDDLEWARE = [
    "shuniu.desk.watching.middleware.Watching",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "shuniu.kernel.platform.session_limits.SessionLimits",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "shuniu.desk.faults.NotAllowed",
    "shuniu.desk.typed.WithoutNul",
    "shuniu.kernel.platform.ui.csp.ContentSecurityPolicy",
]

ROOT_URLCONF = "shuniu.urls"
CSRF_FAILURE_VIEW = "shuniu.desk.faults.no_token"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "shuniu.kernel.platform.screens.frame.frame",
            ],
        },
    }
]

DATABASES = {"default": database_settings(cast(str, _values["DATABASE_URL"]), SHUNIU_HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "shuniu_people.Account"
AUTHENTICATION_BACKENDS = ["shuniu.kernel.people.backend.AccountBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 8},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
STATIC_URL = "/static/"
STATICFILES_DIRS = [PACKAGE / "static"]
WHITENOISE_USE_FINDERS = True

# Hostile until proven otherwise: nothing on disk before the secrecy gate, nothing typed in logs or reports (BM-01).
FILE_UPLOAD_HANDLERS = ["shuniu.kernel.files.uploads.MemoryOnly"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
LOGGING = silence.logging_as_json() if LOG_JSON else silence.LOGGING
DEFAULT_EXCEPTION_REPORTER_FILTER = "shuniu.kernel.files.error_reports.SilentFilter"
DEFAULT_EXCEPTION_REPORTER = "shuniu.kernel.files.error_reports.SilentReporter"

SESSION_COOKIE_AGE = 24 * 3600  # the county's own limits are shorter: kernel.people.sign_ins
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = BEHIND_HTTPS
CSRF_COOKIE_SECURE = BEHIND_HTTPS
# Without it every press behind the proxy would look as if it came from another site.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_HTTPS else None
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
