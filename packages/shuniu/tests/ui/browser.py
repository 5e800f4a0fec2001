"""The gallery in a real browser without a server: pages and built files are handed over as they are asked for."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

from playwright.sync_api import Page, Request, Route

from shuniu.kernel.platform.ui.csp import POLICY
from shuniu.kernel.platform.ui.gallery import Shown
from shuniu.kernel.platform.ui.samples.page_drawing import draw_page

STATIC = Path(__file__).resolve().parents[2] / "src" / "shuniu" / "static"
HOST = "http://gallery.test"
HTML = {"Content-Security-Policy": POLICY, "Content-Type": "text/html; charset=utf-8"}


@dataclass
class Gallery:
    """Shows one page and keeps what was posted and what the browser complained of.

    `answers` are the pages given to successive posts: (status, HTML); when they run out the connection breaks.
    `fragments` are what scripts are answered, by path, also when they post.
    """

    page: Page
    screens: dict[str, Shown]
    fragments: dict[str, str] = field(default_factory=dict)
    answers: list[tuple[int, str]] = field(default_factory=list)
    posted: list[Request] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.route("**/*", self._answer)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", lambda m: self.complaints.append(m.text) if "Policy" in m.text else None)

    def show(self, name: str) -> Page:
        """Open the screen *name* (`incoming-list-usual`), with its actions posted to this host."""
        self.page.goto(f"{HOST}/{name}/")
        return self.page

    def _answer(self, route: Route, request: Request) -> None:
        path = unquote(re.sub(r"^https?://[^/]+", "", request.url)).split("?")[0]
        if request.method == "POST" and path not in self.fragments:
            self.posted.append(request)
            if not self.answers:
                return route.abort()
            status, html = self.answers.pop(0)
            return route.fulfill(status=status, body=html, headers=HTML)
        if path.startswith("/static/"):
            return route.fulfill(path=STATIC / path.removeprefix("/static/"))
        if path.startswith("/gallery/pages/"):
            return route.fulfill(body=draw_page(1), content_type="image/svg+xml")
        if path in self.fragments:
            return route.fulfill(body=self.fragments[path], headers=HTML)
        shown = self.screens.get(path.strip("/"))
        return route.fulfill(body=shown.html if shown else "", headers=HTML)
