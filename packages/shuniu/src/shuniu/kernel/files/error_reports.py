"""Error reports without what people typed: the setting DEFAULT_EXCEPTION_REPORTER_FILTER."""

from __future__ import annotations

from collections.abc import ItemsView
from types import TracebackType
from typing import Any

from django.http import HttpRequest
from django.views.debug import ExceptionReporter, SafeExceptionReporterFilter


class SilentFilter(SafeExceptionReporterFilter):
    """Shows neither POST data, nor cookies, nor the values of local variables."""

    def is_active(self, request: HttpRequest | None) -> bool:
        """Always, whatever DEBUG says."""
        return True

    def get_post_parameters(self, request: HttpRequest | None) -> dict[str, Any]:
        return {}

    def get_safe_cookies(self, request: HttpRequest | None) -> dict[str, Any]:
        return {}

    def get_safe_request_meta(self, request: HttpRequest | None) -> dict[str, Any]:
        return {}

    def get_traceback_frame_variables(
        self, request: HttpRequest | None, tb_frame: Any
    ) -> ItemsView[str, Any]:
        return dict[str, Any]().items()


class SilentReporter(ExceptionReporter):
    """Frames and the type of the exception: the setting DEFAULT_EXCEPTION_REPORTER."""

    def __init__(
        self,
        request: HttpRequest | None,
        exc_type: type[BaseException] | None,
        exc_value: BaseException | None,
        tb: TracebackType | None,
        is_email: bool = False,
    ) -> None:
        # Neither the request (address, files) nor the exception's own words are handed on.
        wordless = RuntimeError(exc_type.__qualname__ if exc_type else "")
        super().__init__(None, exc_type, wordless, tb, is_email)
