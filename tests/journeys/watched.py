"""A browser window that notices what goes wrong in it: script errors, console errors, failed requests, breaches of the
CSP, and what a screen reader could not make sense of.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field

from playwright.sync_api import Browser, ConsoleMessage, Page, expect

PATIENCE_MS = 15_000
"""How long a window waits for what should appear: a busy machine is slow, and no journey may fail by that."""
expect.set_options(timeout=PATIENCE_MS)

SIZES = {"desk": (1440, 900), "phone": (390, 844)}

FLAGS = (
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
    *(("--no-sandbox",) if os.geteuid() == 0 else ()),
)

# Runs before any script of the page and survives its policy, because the browser puts it in from outside.
_LISTEN = """
document.addEventListener("securitypolicyviolation", (event) =>
  console.error(`CSP: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`));
"""

# What a screen reader needs of every page, looked at when it has come and whenever its body was exchanged.
_LOOK = """
(() => {
  const named = (e) => e.getAttribute("aria-label") || e.getAttribute("aria-labelledby") || e.title ||
    (e.textContent || "").trim() || e.querySelector("img[alt]:not([alt=''])");
  const typed = (e) => (e.labels && e.labels.length) || e.getAttribute("aria-label") ||
    e.getAttribute("aria-labelledby") || e.title;
  const look = () => {
    const say = (what, e) => console.error(`a11y: ${what} ${e ? e.outerHTML.slice(0, 160) : ""}`);
    const all = (selector) => [...document.querySelectorAll(selector)];
    if (!document.documentElement.lang) say("no language");
    const seen = new Set();
    for (const e of all("[id]")) seen.has(e.id) ? say("an id twice", e) : seen.add(e.id);
    for (const e of all("input:not([type=hidden]), select, textarea")) typed(e) || say("no label", e);
    for (const e of all("button, a[href], summary")) named(e) || say("no name", e);
    for (const e of all("img")) e.hasAttribute("alt") || say("no alt", e);
    for (const e of all("label[for]")) document.getElementById(e.htmlFor) || say("leads nowhere", e);
    const heads = all("#main h1");
    if (document.getElementById("main") && heads.length !== 1) say(`${heads.length} main headings`);
  };
  addEventListener("DOMContentLoaded", () => {
    look();
    const exchanged = (records) => records.some((r) => [...r.addedNodes].some((n) => n.nodeName === "BODY"));
    new MutationObserver((records) => exchanged(records) && look())
      .observe(document.documentElement, { childList: true });
  });
})();
"""


@dataclass
class Watched:
    """One window. `page` is playwright's; `expect` names complaints that the journey is about."""

    page: Page
    size: str
    complaints: list[str] = field(default_factory=list)
    expected: list[re.Pattern[str]] = field(default_factory=list)

    @classmethod
    def open(cls, browser: Browser, size: str, base_url: str = "") -> Watched:
        """A window of its own, with its own cookies. *size* is a key of `SIZES`."""
        width, height = SIZES[size]
        context = browser.new_context(
            viewport={"width": width, "height": height},
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            has_touch=size == "phone",
            base_url=base_url or None,
        )
        context.set_default_timeout(PATIENCE_MS)
        context.add_init_script(_LISTEN)
        context.add_init_script(_LOOK)
        watched = cls(context.new_page(), size)
        watched._watch(watched.page)
        context.on("page", watched._watch)
        return watched

    def _watch(self, page: Page) -> None:
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.complaints.append(f"script error: {error}"))

    def expect(self, pattern: str) -> None:
        """Let complaints matching *pattern* pass, such as the 409 that a journey provokes."""
        self.expected.append(re.compile(pattern))

    @property
    def unexpected(self) -> list[str]:
        """What went wrong and was not announced by `expect`."""
        return [said for said in self.complaints if not any(p.search(said) for p in self.expected)]

    def close(self) -> None:
        """Close the window with everything it kept."""
        self.page.context.close()

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.complaints.append(f"{message.text} ({message.location.get('url', '')})")
