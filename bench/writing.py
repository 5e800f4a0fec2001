"""The drafting desk against the clock: from the last key to the pages that show it, in the browser itself.

    python -m bench --parts writing --databases sqlite

The product's own server, Chromium, and a draft whose every paragraph differs. Somebody types in bursts in the middle
and at the end; each burst ends in a pause, and what counts is the time from its last key to the frame in which the
pages stand. The desk keeps these times itself (`shuniuPagesTook`); where they went is told by the browser.
"""

from __future__ import annotations

import os
import signal
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tools import browser_fonts
from tools.bootstrap import find_node
from tools.console import ROOT, Failed
from tools.system_packages import CHROMIUM

from bench.checking import paragraphs
from bench.memory import wait_for
from bench.tables import Aim, table

PAGES = (4, 10)
CHARACTERS, LINES = 28, 22
"""Of a full page."""
BURSTS = 60
KEYS_MS = 60
"""Between two keys of a burst: a quick typist."""
PAUSES_MS = (250, 700, 1100)
"""After a burst: before the desk checks the text, and while and after it does."""
MOST_MS = 150.0
AIMED_AT = 4
_WORDS = ("请各单位", "抓好落实", "按时报送", "逐项检查", "及时整改")
_TIMES = """() => performance.getEntriesByType("resource").filter(({ name }) => name.endsWith("/look/")).map(
    (one) => [one.responseStart - one.requestStart, one.responseEnd - one.responseStart, one.encodedBodySize])"""


def measure(wanted: Mapping[str, Any]) -> dict[str, Any]:
    """Figures by number of pages. Raises `Failed` without a browser."""
    from kit import build_county

    program = CHROMIUM.find()
    if program is None:
        raise Failed(f"没有 {CHROMIUM.title}，量不了写稿台。")
    os.environ.update(find_node().for_playwright)
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright's loop lives in this thread
    address = f"http://127.0.0.1:{wanted['port']}"
    county = build_county()
    drafts = {pages: _draft(county.posts, county.units["office"].pk, pages) for pages in PAGES}
    server = subprocess.Popen(
        [Path(sys.executable).with_name("shuniu"), "serve"],
        env={**os.environ, "PORT": str(wanted["port"])},
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        wait_for(server, int(wanted["port"]))
        return {str(pages): _typed(program, address, *drafts[pages]) for pages in PAGES}
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(timeout=30)


def _draft(posts: Mapping[str, Any], office: int, pages: int) -> tuple[int, str]:
    """A saved draft of about *pages* pages: its id, and the session of whoever writes it."""
    from django.utils import timezone

    from bench.asking import signed_in
    from shuniu.kernel.flow.runner import Done, run
    from shuniu.kernel.people.actor import actor_in

    now = timezone.now()

    def do(who: str, name: str, **data: Any) -> Done:
        done = run(f"documents.outgoing.{name}", actor=actor_in(posts[who], now=now), data=data, now=now)
        if not isinstance(done, Done):
            raise Failed(f"{name}：{done.message}")
        return done

    title = f"云岭县人民政府办公室关于做好第{pages}项汛前检查工作的通知"
    pk = int(do("handler", "open", title=title, issuer=office).result["matter"])
    do("director", "approve_plan", matter=pk)
    lines, filled = [], 0
    for line in paragraphs(pages):
        filled += -(-len(line) // CHARACTERS)
        if filled > (pages - 1) * LINES:
            break
        lines.append(line)
    do("handler", "save_draft", matter=pk, title=title, body="\n".join(lines), addressees="各乡镇人民政府")
    return pk, signed_in(posts["handler"]).partition("=")[2]


def _typed(program: Path, address: str, pk: int, session: str) -> dict[str, Any]:
    """What somebody waited who wrote in the draft *pk*."""
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        fonts = browser_fonts.lend(ROOT / "var" / "fonts-free", Path(folder, "fonts.conf"))
        browser = playwright.chromium.launch(
            executable_path=program,
            args=["--disable-gpu", *(("--no-sandbox",) if os.geteuid() == 0 else ())],
            env={**os.environ, **fonts},
        )
        context = browser.new_context(base_url=address, viewport={"width": 1440, "height": 900})
        context.add_cookies([{"name": "sessionid", "value": session, "url": address}])
        page = context.new_page()
        page.goto(f"/outgoing/{pk}/draft/")
        page.locator(".draft-page").first.wait_for()
        page.evaluate("performance.setResourceTimingBufferSize(5000)")
        surface = page.locator(".surface .cm-content").first
        surface.click()
        for burst in range(-4, BURSTS):
            if burst == 0:
                page.evaluate("(window.shuniuPagesTook.length = 0, performance.clearResourceTimings())")
            page.keyboard.press("Control+End" if burst % 2 else "Control+Home")
            if burst % 2 == 0:
                for _ in range(8):
                    page.keyboard.press("ArrowDown")
            for word in _WORDS[burst % len(_WORDS)]:
                page.keyboard.insert_text(word)
                page.wait_for_timeout(KEYS_MS)
            page.wait_for_timeout(PAUSES_MS[burst % len(PAUSES_MS)])
        took, asked = page.evaluate("window.shuniuPagesTook"), page.evaluate(_TIMES)
        pages = page.locator(".draft-page").count()
        browser.close()
    return {"took": took, "asked": asked, "pages": pages}


def report(found: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> tuple[str, list[Aim]]:
    """The table, and whether the aim is met."""
    rows, aims = [], []
    for database, by_pages in found.items():
        for pages, one in by_pages.items():
            took = sorted(one["took"])
            half, slow = statistics.median(took), took[int(0.95 * len(took))]
            server, sending, size = (statistics.median(column) for column in zip(*one["asked"], strict=True))
            rows.append(
                (
                    f"{one['pages']} 页",
                    database,
                    f"{len(took)}",
                    f"{half:.0f}",
                    f"{slow:.0f}",
                    f"{max(took):.0f}",
                    f"{server:.0f}",
                    f"{sending:.0f}",
                    f"{size / 1024:.0f}",
                )
            )
            if int(pages) == AIMED_AT:
                aims.append(
                    Aim(
                        f"写稿台 {pages} 页的稿子，停手 {MOST_MS:.0f} 毫秒以内看到版面（95%，{database}）",
                        f"{slow:.0f} 毫秒",
                        slow <= MOST_MS,
                    )
                )
    head = ("稿子", "数据库", "次数", "一半", "95%", "最长", "其中服务器", "传送", "千字节")
    return f"━━ 写稿台：从最后一键到版面画好（毫秒）\n{table(head, rows)}", aims
