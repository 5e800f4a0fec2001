"""Logs that cannot leak: what people type and upload, and what others' code says about it, is never printed.

Our own loggers (``shuniu.*``) and the server's starting words are printed as they are: they name ids and codes
only. Of every other library's message only its place is printed; of an exception its type and frames, not its
words, which often quote the value that was wrong. This module is imported by the settings: it imports nothing.
"""

from __future__ import annotations

import json
import logging
import traceback
from datetime import datetime
from types import TracebackType
from typing import Any

TRUSTED = ("shuniu", "granian", "_granian")
_NEVER = ("granian.access",)
_ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class QuietFormatter(logging.Formatter):
    """Prints time, level, logger and place; the words only of `TRUSTED` loggers; exceptions without words."""

    default_format = "%(asctime)s %(levelname)s %(name)s %(quiet)s"

    def __init__(self) -> None:
        super().__init__(self.default_format)

    def format(self, record: logging.LogRecord) -> str:
        record.quiet = record.getMessage() if is_trusted(record.name) else _place_of(record)
        record.message = ""
        record.asctime = self.formatTime(record)
        line = self._fmt % record.__dict__ if self._fmt else ""
        return f"{line}\n{self.formatException(record.exc_info)}" if record.exc_info else line

    def formatException(self, ei: _ExcInfo | Any) -> str:  # noqa: N802 - logging's name
        """The frames and types of the exception and of those that caused it; no message, no values."""
        lines, error = [], ei[1]
        while error is not None:
            lines += [
                f"  {f.filename}:{f.lineno} {f.name}" for f in traceback.extract_tb(error.__traceback__)
            ]
            lines.append(f"{type(error).__module__}.{type(error).__qualname__}")
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return "\n".join(lines)


class JsonFormatter(QuietFormatter):
    """The same in one JSON object a line: at, level, logger, said; `fields` that a trusted logger gave beside its words;
    error, a list of frames and types."""

    def format(self, record: logging.LogRecord) -> str:
        trusted = is_trusted(record.name)
        said: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created).astimezone().isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "said": record.getMessage() if trusted else _place_of(record),
        }
        fields = getattr(record, "fields", None)
        if trusted and isinstance(fields, dict):
            said |= {name: value for name, value in fields.items() if name not in said}
        if record.exc_info:
            said["error"] = [line.strip() for line in self.formatException(record.exc_info).splitlines()]
        return json.dumps(said, ensure_ascii=False, default=str)


def is_trusted(name: str) -> bool:
    """Whether a logger's own words may be printed."""
    under = [name == root or name.startswith(f"{root}.") for root in TRUSTED]
    return any(under) and not name.startswith(_NEVER)


def _place_of(record: logging.LogRecord) -> str:
    """Where a foreign message came from; for a request its route and status, never its address."""
    place = f"{record.module}:{record.lineno}"
    match = getattr(getattr(record, "request", None), "resolver_match", None)
    status = getattr(record, "status_code", "")
    return " ".join(str(part) for part in (place, status, getattr(match, "route", "")) if part)


LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"quiet": {"()": "shuniu.kernel.files.silence.QuietFormatter"}},
    "handlers": {"quiet": {"class": "logging.StreamHandler", "formatter": "quiet"}},
    "root": {"handlers": ["quiet"], "level": "WARNING"},
    "loggers": {
        "shuniu": {"level": "INFO"},
        # Django's own set-up gives these handlers that print requests or mail error reports.
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        "django.server": {"handlers": [], "level": "WARNING", "propagate": True},
        "django.db.backends": {"handlers": [], "level": "WARNING", "propagate": True},
    },
}
"""The setting LOGGING."""


def logging_as_json() -> dict[str, Any]:
    """The setting LOGGING where a machine reads the log."""
    return {**LOGGING, "formatters": {"quiet": {"()": "shuniu.kernel.files.silence.JsonFormatter"}}}
