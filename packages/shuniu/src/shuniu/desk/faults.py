"""What is answered where no view can: an address, a host or a method that is none of ours, a press without its token, a
fault of ours. In the product's own words, as a page or, below /api/, as the API refuses.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable
from dataclasses import replace

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse

from shuniu.kernel.base.refusals import Code, Refusal
from shuniu.kernel.platform.api.answers import refused
from shuniu.kernel.platform.ui import ERRORS, ErrorPage, Link, page_response

logger = logging.getLogger("shuniu.faults")
API = "/api/"
_HOME = (Link("回工作台", "/"),)
_UNFIT = ErrorPage(
    "400",
    "这个请求没有办理",
    "地址或者提交的内容不合规矩，系统没有读下去，也没有留下任何改动。",
    "请从工作台重新打开这一页再办；仍然不行的，请告诉系统管理员。",
    links=_HOME,
)
_NO_TOKEN = ErrorPage(
    "403",
    "页面已经过期，这次没有办理",
    "这一步不是从本系统现在打开的页面上按下的，没有办理，也没有留下任何改动。",
    "请返回上一页，刷新以后再按一次。浏览器要允许本系统使用 Cookie。",
    links=_HOME,
)
_NOT_SO = ErrorPage(
    "405",
    "这个地址不能这样打开",
    "它只接受页面上的按钮，或者只能查看，没有办理，也没有留下任何改动。",
    "请从工作台打开要办的事，在页面上按相应的按钮。",
    links=_HOME,
)
_LAST_WORDS = (
    '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>{title}</title></head>'
    '<body><h1>{title}</h1><p>{text}</p><p>{remedy}</p><p>编号 {reference}</p><p><a href="/">回工作台</a></p>'
    "</body></html>"
)
"""A page for when not even a page can be made."""


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: an unknown host, too large a form, an address that nobody may have written."""
    return _answer(request, _UNFIT, 400, Code.INVALID)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: no such address, or nothing there for whoever asks."""
    return _answer(request, ERRORS["404"], 404, Code.NOT_FOUND)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403 that no view put into words."""
    return _answer(request, ERRORS["403"], 403, Code.NOT_ALLOWED)


def no_token(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: a press that no page of ours made, or one too old. *reason* is for programmers and not shown."""
    return _answer(request, _NO_TOKEN, 403, Code.NOT_ALLOWED)


def failed(request: HttpRequest) -> HttpResponse:
    """500: a fault of ours, under a number that stands in the log too. Nothing more than that is told."""
    page = replace(ERRORS["500"], reference=secrets.token_hex(4))
    logger.error("fault %s", page.reference)
    try:
        return _answer(request, page, 500, Code.BUSY)
    except Exception:
        # What broke the view, as a lost database, breaks the frame around the page as well.
        words = {"title": page.title, "text": page.text, "remedy": page.remedy, "reference": page.reference}
        return HttpResponse(_LAST_WORDS.format(**words), status=500)


class NotAllowed:
    """Middleware that puts words into a 405, which is empty or English otherwise."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != 405 or request.method == "HEAD":
            return response
        worded = _answer(request, _NOT_SO, 405, Code.NOT_ALLOWED)
        if isinstance(response, HttpResponseNotAllowed):
            worded.headers["Allow"] = response.headers["Allow"]
        return worded


def _answer(request: HttpRequest, page: ErrorPage, status: int, code: Code) -> HttpResponse:
    if request.path.startswith(API):
        refusal = Refusal(code, f"{page.title}。{page.text}", remedy=page.remedy)
        return JsonResponse(refused(refusal), status=status, json_dumps_params={"ensure_ascii": False})
    return page_response(request, page, status=status)
