"""The outermost middleware: answers the questions of machines, counts every answer, and notes it where logs are JSON."""

from __future__ import annotations

import ipaddress
import logging
import secrets
from collections.abc import Callable
from time import perf_counter

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from shuniu.desk.watching import metrics, readiness
from shuniu.kernel.base.meters import REQUESTS, SECONDS

logger = logging.getLogger("shuniu.requests")
PLAIN = "text/plain; charset=utf-8"
_FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_X_REAL_IP", "HTTP_FORWARDED", "HTTP_VIA")


class Watching:
    """See the module."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked = _ANSWERS.get(request.path_info)
        if asked is not None and request.method in {"GET", "HEAD"}:
            answer = asked(request)
            answer.headers["Cache-Control"] = "no-store"
            return answer
        begun = perf_counter()
        response = self._get_response(request)
        seconds = perf_counter() - begun
        REQUESTS.labels(f"{response.status_code // 100}xx").inc()
        SECONDS.observe(seconds)
        if settings.LOG_JSON:
            logger.info("request", extra={"fields": _line(request, response, seconds)})
        return response


def _line(request: HttpRequest, response: HttpResponse, seconds: float) -> dict[str, object]:
    """What is noted of a request: its route, which holds neither a number of a matter nor what was typed."""
    match = request.resolver_match
    return {
        "method": request.method if request.method in {"GET", "HEAD", "POST"} else "other",
        "route": match.route if match else "",
        "status": response.status_code,
        "ms": round(seconds * 1000, 1),
    }


def _health(request: HttpRequest) -> HttpResponse:
    """This process lives and answers."""
    return HttpResponse("ok\n", content_type=PLAIN)


def _ready(request: HttpRequest) -> HttpResponse:
    failed = readiness.not_ready()
    if not failed:
        return HttpResponse("ready\n", content_type=PLAIN)
    why = f": {', '.join(failed)}" if from_this_machine(request) else ""
    return HttpResponse(f"not ready{why}\n", content_type=PLAIN, status=503)


def _metrics(request: HttpRequest) -> HttpResponse:
    if not (from_this_machine(request) or _shows_token(request)):
        return HttpResponse("forbidden\n", content_type=PLAIN, status=403)
    return HttpResponse(metrics.text(), content_type=metrics.CONTENT_TYPE)


def from_this_machine(request: HttpRequest) -> bool:
    """Whether the request comes over loopback, and not through a proxy that speaks for somebody else."""
    if any(name in request.META for name in _FORWARDED):
        return False
    try:
        return ipaddress.ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False


def _shows_token(request: HttpRequest) -> bool:
    """Whether it carries the token of SHUNIU_METRICS_TOKEN_FILE."""
    file = settings.METRICS_TOKEN_FILE
    wanted = file.read_text(encoding="utf-8").strip() if file else ""
    scheme, _, shown = request.META.get("HTTP_AUTHORIZATION", "").partition(" ")
    return bool(wanted) and scheme == "Bearer" and secrets.compare_digest(shown.encode(), wanted.encode())


_ANSWERS: dict[str, Callable[[HttpRequest], HttpResponse]] = {
    "/healthz": _health,
    "/readyz": _ready,
    "/metrics": _metrics,
}
