"""Logs and error reports say where and what kind, and never repeat what people typed."""

from __future__ import annotations

import logging
import logging.config
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import RequestFactory

from shuniu.kernel.files.error_reports import SilentFilter, SilentReporter
from shuniu.kernel.files.silence import LOGGING, QuietFormatter, is_trusted

TITLE = "关于玛瑙湖水位测量的来函"


def printed(logger: str, message: str, *args: object, **extra: Any) -> str:
    record = logging.LogRecord(
        logger, logging.ERROR, "views.py", 12, message, args, extra.pop("exc_info", None)
    )
    record.__dict__.update(extra)
    return QuietFormatter().format(record)


def test_our_own_words_are_printed() -> None:
    assert printed("shuniu.jobs", "job %d failed", 7).endswith("shuniu.jobs job 7 failed")


@pytest.mark.parametrize("logger", ["django.request", "PIL", "granian.access", "shuniuish", "root"])
def test_others_words_are_not(logger: str) -> None:
    line = printed(logger, f"Bad Request: /search?q={TITLE} %s", TITLE)
    assert TITLE not in line and line.endswith(f"{logger} views:12")
    assert not is_trusted(logger)


def test_a_request_is_named_by_its_route() -> None:
    request = SimpleNamespace(resolver_match=SimpleNamespace(route="matter/<int:pk>/"))
    line = printed("django.request", TITLE, request=request, status_code=500)
    assert line.endswith("views:12 500 matter/<int:pk>/")


def test_exceptions_are_printed_without_words() -> None:
    """Also those that caused them; their frames stay."""

    def inner() -> None:
        raise KeyError(TITLE)

    try:
        try:
            inner()
        except KeyError as error:
            raise ValueError(f"bad title {TITLE}") from error
    except ValueError as error:
        line = printed("shuniu.web", "crash", exc_info=(type(error), error, error.__traceback__))
    assert TITLE not in line
    assert "builtins.ValueError" in line and "builtins.KeyError" in line and "inner" in line


def test_an_error_report_holds_nothing_of_the_request() -> None:
    request = RequestFactory().post(f"/x?q={TITLE}", {"title": TITLE}, headers={"cookie": f"a={TITLE}"})
    try:
        words = TITLE
        raise ValueError(words)
    except ValueError as error:
        reporter = SilentReporter(request, ValueError, error, error.__traceback__)
    reporter.filter = SilentFilter()
    for report in (reporter.get_traceback_text(), reporter.get_traceback_html()):
        assert TITLE not in report and "ValueError" in report
    filter_ = SilentFilter()
    assert filter_.get_post_parameters(request) == filter_.get_safe_cookies(request) == {}
    assert filter_.get_safe_request_meta(request) == {}


def test_the_setting_is_a_valid_configuration() -> None:
    logging.config.DictConfigurator(LOGGING)
    assert LOGGING["loggers"]["django"]["handlers"] == []
