"""`make gallery`: a picture of every screen of the running product with the demo county, in the folder gallery.

A server of its own is started on a home of its own (gallery/home, made once; delete it for a county of today). Each
screen is looked at by the person it belongs to, at 1440 and at 390 px. What the browser complained of, what scrolls
sideways and what could not be reached is told at the end, and the command fails for it.
"""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from html import escape
from typing import Any

from tools import browser_fonts, system_packages
from tools.bootstrap import BIN, find_node
from tools.console import ROOT, run, say, stop
from tools.gallery_shots import NARROW, PRINTS, SHOTS, Shot
from tools.system_packages import CHROMIUM

OUT = ROOT / "gallery"
HOME = OUT / "home"
PATIENCE = 900
SCALE = 1.6


def main() -> None:
    """`python -m tools.gallery [NAME …]`; without names all, else those whose name begins with one of them."""
    if system_packages.ensure(CHROMIUM):
        stop(f"没有 {CHROMIUM.title}，请先安装 {'、'.join(CHROMIUM.packages)}。")
    wanted = tuple(sys.argv[1:])
    shots = [s for s in SHOTS if not wanted or s.name.startswith(wanted)]
    prints = [p for p in PRINTS if not wanted or p[0].startswith(wanted)]
    HOME.mkdir(parents=True, exist_ok=True)
    os.environ.update(find_node().for_playwright)
    album = Album()
    with _running("demo") as album.address:
        _switch_on_the_leaders_page()
        album.take([shot for shot in shots if shot.served == "demo"], prints)
    if plain := [shot for shot in shots if shot.served != "demo"]:
        with _running("serve") as album.address:
            album.take(plain, ())
    _write_index(album)
    say(f"  {len(album.pictures)} 张图片，目录页 {OUT / 'index.html'}")
    sys.exit(bool(album.complaints))


@contextmanager
def _running(command: str) -> Iterator[str]:
    """The product on a free port, as `shuniu demo` or `shuniu serve` starts it; ended afterwards."""
    environment = {**_environment(), "PORT": str(_free_port())}
    address = f"http://127.0.0.1:{environment['PORT']}"
    process = subprocess.Popen([BIN / "shuniu", command], env=environment, start_new_session=True)
    try:
        _wait_for(address, process)
        yield address
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=30)


def _environment() -> dict[str, str]:
    fonts = HOME / "fonts-free"
    if not fonts.exists():
        fonts.symlink_to(ROOT / "var" / "fonts-free")
    return {**os.environ, "SHUNIU_HOME": str(HOME)}


def _switch_on_the_leaders_page() -> None:
    words = [BIN / "shuniu", "set-parameter", "incoming.leader_phone"]
    if "县政府办研究" not in run(words, env=_environment()):
        run([*words, "开", "--reason", "县政府办研究"], env=_environment())


def _wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if process.poll() is not None:
            stop("演示县没有启动，原因见上面。")
        try:
            urllib.request.urlopen(f"{address}/sign-in/", timeout=2).close()
        except urllib.error.HTTPError as answer:
            answer.close()
            return
        except OSError:
            time.sleep(0.5)
        else:
            return
    stop("演示县没有在规定时间内启动。")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Album:
    """The pictures taken so far, and what was wrong while taking them."""

    address: str = ""
    pictures: list[tuple[str, str]] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    _heard: list[str] = field(default_factory=list)
    _contexts: dict[tuple[str, bool], Any] = field(default_factory=dict)

    def take(self, shots: Sequence[Shot], prints: Sequence[tuple[str, str, str, str, str]]) -> None:
        """Take every picture, one browser for all."""
        from playwright.sync_api import sync_playwright

        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=CHROMIUM.find(),
                args=["--disable-gpu", "--lang=zh-CN", *(("--no-sandbox",) if os.geteuid() == 0 else ())],
                env={
                    **os.environ,
                    **browser_fonts.lend(ROOT / "var" / "fonts-free", HOME / "fonts.conf"),
                    "LANGUAGE": "zh_CN",
                },
            )
            self._browser = browser
            self._contexts.clear()
            for shot in shots:
                for size in shot.sizes:
                    self._one(shot, size)
            for name, title, who, path, link in prints:
                self._print(name, title, who, path, link)
            browser.close()

    def _window(self, who: str, *, narrow: bool) -> Any:
        """A window of the person *who*, who comes in by the demo's entrance."""
        key = (who, narrow)
        if key not in self._contexts:
            self._contexts[key] = self._browser.new_context(
                locale="zh-CN", timezone_id="Asia/Shanghai", base_url=self.address, has_touch=narrow
            )
            if who:
                page = self._contexts[key].new_page()
                page.goto("/enter/")
                page.locator(f"button[name=as][value='{who}']").click()
                page.wait_for_url(lambda address: not address.endswith("/enter/"))
                page.close()
        page = self._contexts[key].new_page()
        page.set_default_timeout(15_000)
        page.on("console", lambda m: self._heard.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: self._heard.append(str(error)))
        return page

    def _one(self, shot: Shot, size: tuple[int, int]) -> None:
        from playwright.sync_api import Error

        self._heard.clear()
        page = self._window(shot.who, narrow=size == NARROW)
        page.set_viewport_size({"width": size[0], "height": size[1]})
        label = f"{shot.title} {size[0]}"
        try:
            page.goto(shot.path)
            if shot.hand is not None:
                shot.hand(page)
            settle(page)
            excess = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            if excess > 0:
                self._complain(f"{label}：横向超出 {excess} 像素")
            page.evaluate("scrollTo(0, 0)")
            name = f"{shot.name}-{size[0]}.png"
            page.screenshot(path=OUT / name, full_page=size[0] <= NARROW[0])
            self.pictures.append((label, name))
        except Error as error:
            self._complain(f"{label}：{str(error).splitlines()[0]}")
        said = [line for line in self._heard if not any(re.search(p, line) for p in shot.expected)]
        for line in dict.fromkeys(said):
            self._complain(f"{label}：{line}")
        page.close()

    def _complain(self, line: str) -> None:
        self.complaints.append(line)
        say(f"  ！{line}")

    def _print(self, name: str, title: str, who: str, path: str, link: str) -> None:
        """The first sheets of a printed form, as pictures."""
        import pypdfium2

        page = self._window(who, narrow=False)
        address = self._address_of(page, path, link)
        if address is None:
            self._complain(f"{title}：页面上没有“{link}”")
            page.close()
            return
        answer = page.request.get(address + ("&" if "?" in address else "?") + "seen=1")
        page.close()
        if not answer.ok or "pdf" not in answer.headers["content-type"]:
            self._complain(f"{title}：{address} 没有给出 PDF（{answer.status}）")
            return
        pdf = pypdfium2.PdfDocument(answer.body())
        pdf[0].render(scale=SCALE).to_pil().save(OUT / f"{name}.png")
        self.pictures.append((f"打印：{title}（共 {len(pdf)} 页）", f"{name}.png"))
        pdf.close()

    def _address_of(self, page: Any, path: str, link: str) -> str | None:
        """Where *link* leads, on the page *path* or on that of the first row of the list there."""
        page.goto(path)
        found = page.get_by_role("link", name=link, exact=True)
        if not found.count():
            rows = page.locator("[data-row]", has_text=link.removesuffix("单")[:2])
            (rows if rows.count() else page.locator("[data-row]")).first.locator("[data-open-row]").click()
            page.wait_for_load_state()
        return found.first.get_attribute("href") if found.count() else None


def settle(page: Any) -> None:
    """Wait until what is in sight is there: the page, and its pictures that do not load lazily."""
    from playwright.sync_api import Error

    page.wait_for_load_state("load")
    with suppress(Error):
        page.wait_for_function(
            "Array.from(document.images).every(i => i.complete || i.loading === 'lazy')", timeout=8_000
        )


def _write_index(album: Album) -> None:
    figures = "\n".join(
        f'<figure><a href="{escape(name)}"><img loading="lazy" src="{escape(name)}" alt=""></a>'
        f"<figcaption>{escape(label)}</figcaption></figure>"
        for label, name in album.pictures
    )
    troubles = "".join(f"<li>{escape(line)}</li>" for line in album.complaints)
    (OUT / "index.html").write_text(
        '<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>枢纽 · 各屏图片</title><style>'
        "body{font-family:sans-serif;margin:24px;background:#f5f6f8}"
        "main{display:grid;grid-template-columns:repeat(auto-fill,minmax(360px,1fr));gap:24px}"
        "figure{margin:0}img{width:100%;max-height:420px;object-fit:cover;object-position:top;"
        "border:1px solid #dfe2e6;background:#fff}figcaption{padding:4px 0}</style>"
        f"<h1>各屏图片（{len(album.pictures)} 张）</h1><ul>{troubles}</ul><main>{figures}</main></html>",
        encoding="utf-8",
    )


if __name__ == "__main__":
    main()
