"""What was typed, before a view reads it: without NUL, which PostgreSQL takes in no text and no hand means to type.

It comes along when somebody copies from a PDF, and with attackers. Dropped as the gate drops it from a file's text, so
that nothing else of what was typed is lost. JSON is the API's own affair, which refuses it in words.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict, UnreadablePostError

NUL = "\x00"
_API = "/api/"


class WithoutNul:
    """Middleware: NUL goes out of the parameters and the fields; an address with one is no address of ours."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: Any) -> None:
        """Clean what the view will read. Raises `Http404` for a NUL in the address itself."""
        if NUL in request.path_info:
            raise Http404
        if request.path_info.startswith(_API):
            return
        if "%00" in request.META.get("QUERY_STRING", ""):
            request.GET = _without_nul(request.GET)  # type: ignore[assignment]
        if request.method != "POST":
            return
        try:
            typed = request.POST
        except UnreadablePostError:
            return  # the connection broke; the view finds that out by itself
        if any(NUL in text for name, values in typed.lists() for text in (name, *values)):
            request.POST = _without_nul(typed)  # type: ignore[assignment]


def _without_nul(fields: QueryDict) -> QueryDict:
    cleaned = QueryDict(mutable=True, encoding=fields.encoding)
    for name, values in fields.lists():
        cleaned.setlist(name.replace(NUL, ""), [str(value).replace(NUL, "") for value in values])
    cleaned._mutable = False
    return cleaned
