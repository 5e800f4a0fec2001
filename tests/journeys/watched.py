"""A browser window that notices what goes wrong in it: script errors, console errors, breaches of the CSP."""

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
        watched = cls(context.new_page(), size)
        watched.page.on("console", watched._hear)
        watched.page.on("pageerror", lambda error: watched.complaints.append(f"script error: {error}"))
        return watched

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
