"""The harness proven on a page of its own: Chromium draws Chinese, and nothing that goes wrong is missed."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Error as PlaywrightError

from tests.journeys.browsers import Browsers
from tests.journeys.watched import PATIENCE_MS

PAGES = {
    "/good": "<p id=title>关于报送材料的通知</p><p id=one>国<p id=other>办",
    "/inline": "<p id=title>内嵌脚本</p><script>document.title = 'no'</script>",
    "/absent": "<p id=title>缺图</p><img alt=图 src=/nothing.png>",
    "/unnamed": "<p id=title>没有名称</p><input name=q>",
    "/twice": "<p id=title>同一个编号</p><p id=title>两次</p>",
}


class _Pages(BaseHTTPRequestHandler):
    def do_GET(self) -> None:  # noqa: N802 (the name that http.server calls)
        body = PAGES.get(self.path)
        self.send_response(404 if body is None else 200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Security-Policy", "default-src 'self'; img-src 'self' data:")
        self.end_headers()
        icon = "<!doctype html><html lang=zh><link rel=icon href=data:,>"
        self.wfile.write((icon + (body or "")).encode())

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing for each request."""


@pytest.fixture
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Pages)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(("size", "width"), [("desk", 1440), ("phone", 390)])
def test_chromium_draws_a_page_in_both_sizes(open_page, site: str, size: str, width: int) -> None:
    window = open_page(size)
    window.page.goto(f"{site}/good")
    assert window.page.inner_text("#title") == "关于报送材料的通知"
    assert window.page.evaluate("window.innerWidth") == width
    one, other = (window.page.locator(name).screenshot() for name in ("#one", "#other"))
    assert one != other, "two Hanzi look the same: this browser has no Chinese font and draws boxes"
    assert window.unexpected == []


@pytest.mark.parametrize(
    ("path", "complaint"),
    [
        ("/inline", "CSP: script-src-elem"),
        ("/absent", "404"),
        ("/unnamed", "a11y: no label <input"),
        ("/twice", "a11y: an id twice"),
    ],
)
def test_what_goes_wrong_is_noticed(open_page, site: str, path: str, complaint: str) -> None:
    window = open_page()
    window.page.goto(site + path)
    until = time.monotonic() + PATIENCE_MS / 1000
    while not (noticed := any(complaint in said for said in window.complaints)) and time.monotonic() < until:
        window.page.wait_for_timeout(20)
    assert noticed
    window.expect("")


def test_a_browser_that_stands_still_is_ended_and_the_next_is_new(browsers: Browsers) -> None:
    page = browsers.living().new_page()
    with pytest.raises(PlaywrightError, match="closed"), browsers.watched(seconds=1):
        page.evaluate("new Promise(() => {})")
    assert browsers.living().new_page().evaluate("1 + 1") == 2
