"""Script put into every text that an action takes, and looked for in real Chromium: `python script_hunt.py [few]`.

Every action of the estate and of its scenes is carried out with a payload in each text field that takes one; then every
screen is opened, as it stands and with the payload in each parameter that it names. The pages are those of the product
with its own policy, answered to the browser by the product in this process. Nothing may run, and no violation of the
policy may have been needed to stop it: no handler, no script and no javascript: link may stand in a page at all.
"""

from __future__ import annotations

import os
import sys
import time
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

TESTS = Path(__file__).resolve().parent.parent
ROOT = TESTS.parents[2]
sys.path[:0] = [str(TESTS), str(TESTS / "documents"), str(ROOT)]
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright's loop lives in this thread

from playwright.sync_api import Browser, Page, Route, sync_playwright  # noqa: E402
from soak.own_database import enter, own_database  # noqa: E402  (run as a program, it finds its own folder)
from tests.journeys.watched import FLAGS  # noqa: E402
from tools.system_packages import CHROMIUM  # noqa: E402

HOST = "http://hunt.test"
LONG = "\"'><script >__hit=1</script> <img src=x onerror=__hit=2> <a href=javascript:__hit=3 >按</a> {{7*7}}"
"""With blanks: what is printed must fit its lines."""
PAYLOADS = (LONG, "<img src=x onerror=__hit=4>", "javascript:__hit=5")
PRINTED = {
    "documents.outgoing.save_draft": {"body"},
    "documents.outgoing.open": set(),
    "documents.outgoing.print": set(),
}
"""What is printed must fit its lines: of these actions only the fields that break anywhere."""
LISTEN = """
document.addEventListener("securitypolicyviolation", (e) =>
  console.error(`CSP: ${e.violatedDirective} ${e.blockedURI} ${e.sample}`));
"""
STANDING = """() => [...document.querySelectorAll("*")].filter((e) =>
  [...e.attributes].some((a) => a.name.startsWith("on") || /^\\s*javascript:/i.test(a.value) && a.name !== "value")
  || (e.localName === "script" && e.textContent.trim())).map((e) => e.outerHTML.slice(0, 200))"""


class Poison:
    """Carries actions out with payloads in their texts; `put` counts them by action."""

    def __init__(self) -> None:
        self.put: Counter[str] = Counter()
        self.clean: Counter[str] = Counter()

    def do(self, county: Any, who: str, action: str, *, now: datetime | None = None, **data: Any) -> Any:
        """As `County.do`, the words of the scene replaced wherever the action takes others."""
        from kit import NOW

        from shuniu.kernel.flow.runner import run

        now = now or NOW
        actor, fields = county.actor(who, now=now), self._texts(action)
        poisoned = dict.fromkeys(fields, 0)
        while True:
            tried = data | {name: PAYLOADS[level] for name, level in poisoned.items()}
            outcome = run(action, actor=actor, data=tried, now=now)
            if hasattr(outcome, "result"):
                self.put[action] += len(poisoned)
                return outcome
            if not poisoned:
                raise AssertionError((action, outcome))
            named = {p.field for p in outcome.problems} & set(poisoned) or {next(iter(poisoned))}
            for name in named:
                poisoned[name] += 1
                if poisoned[name] == len(PAYLOADS):
                    del poisoned[name]
                    self.clean[action] += 1

    def _texts(self, action: str) -> list[str]:
        from typing import get_args

        from shuniu.kernel.base.actions import ACTIONS

        model = ACTIONS.get(action).input

        def is_text(annotation: Any) -> bool:
            return annotation is str or any(map(is_text, get_args(annotation)))

        skipped = {"matter", "version", "command_id"}
        taken = PRINTED.get(action, set(model.model_fields))
        return [n for n, f in model.model_fields.items() if n in taken - skipped and is_text(f.annotation)]


class Hunt:
    """A window whose requests the product answers in this process."""

    def __init__(self, browser: Browser) -> None:
        from django.test import Client

        self.client = Client()
        context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")
        context.add_init_script(LISTEN)
        self.page: Page = context.new_page()
        self.said: list[str] = []
        self.page.on("console", lambda m: self.said.append(m.text) if "CSP:" in m.text else None)
        self.page.on("dialog", lambda dialog: (self.said.append("dialog"), dialog.dismiss()))
        self.page.route("**/*", self._answer)
        self.visited, self.wrong = 0, []

    def _answer(self, route: Route) -> None:
        from attack.everywhere import undone

        parts = urlsplit(route.request.url)
        if not route.request.url.startswith(HOST) or route.request.method != "GET":
            route.abort()
            return
        with undone():
            address = parts.path + (f"?{parts.query}" if parts.query else "")
            answer = self.client.get(address, follow=True)
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        headers = {k: str(v) for k, v in answer.headers.items() if k.lower() != "content-length"}
        route.fulfill(status=answer.status_code, headers=headers, body=body)

    def visit(self, client: Any, address: str) -> str:
        """Open *address* as *client* is signed in, look at what stands and what ran; the page."""
        self.client, self.said[:] = client, []
        answer = client.get(address, follow=True)
        if not answer.headers.get("Content-Type", "").startswith("text/html"):
            return ""
        self.page.goto(HOST + address, wait_until="load")
        found = (
            [f"ran: {self.page.evaluate('window.__hit')}"] if self.page.evaluate("'__hit' in window") else []
        )
        found += [f"stands: {html}" for html in self.page.evaluate(STANDING)] + self.said
        self.visited += 1
        self.wrong += [f"{address}: {what}" for what in found]
        return str(self.page.content())


def control(window: Hunt) -> None:
    """The hunt sees what it looks for: a page without escaping and without a policy."""
    window.page.route(
        f"{HOST}/control/", lambda route: route.fulfill(content_type="text/html", body=LONG[2:])
    )
    window.page.goto(f"{HOST}/control/", wait_until="load")
    assert window.page.evaluate("window.__hit") == 2 and len(window.page.evaluate(STANDING)) == 3


def by_rows(window: Hunt, poison: Poison) -> None:
    """Every action that a post may carry out, poisoned in a scene of its own, and its matter opened after it."""
    from kit import browser as signed_in
    from kit import build_county
    from permissions.table import AUDIT, JOB, ROWS, SECURITY, SYSTEM
    from soak.everything_twice import fresh_copy

    for name, row in ROWS.items():
        if row.may in {JOB, SYSTEM, SECURITY, AUDIT}:
            continue
        with fresh_copy():
            county = build_county()
            data = row.scene(county)
            done = poison.do(county, row.may, name, **data)
            for who in {row.may, "clerk"} if data.get("matter") or done.matter_id else ():
                window.visit(signed_in(county, who), f"/matters/{data.get('matter') or done.matter_id}/")


def hunt(browser: Browser, *, few: bool) -> None:
    import kit
    from attack.everywhere import asked, insiders, names_on
    from test_other_units_ids import build_with_trespasser

    poison, plain, window, begun = Poison(), kit.County.do, Hunt(browser), time.monotonic()
    control(window)
    if not few:
        by_rows(window, poison)
    kit.County.do = lambda county, who, action, **data: poison.do(county, who, action, **data)  # type: ignore
    try:
        estate = build_with_trespasser()
    finally:
        kit.County.do = plain  # type: ignore[method-assign]
    reflected = 0
    for _, address, client in asked(estate, insiders(estate)):
        page = window.visit(client, address)
        if few or not page or "?" in address:
            continue
        for payload in PAYLOADS[:2]:
            window.visit(
                client, f"{address}?{urlencode(dict.fromkeys([*names_on(page), 'q', 'next'], payload))}"
            )
            reflected += 1
    print(
        f"  script: {sum(poison.put.values())} payloads stored by {len(poison.put)} actions"
        f" ({sum(poison.clean.values())} fields took none), {window.visited} screens opened,"
        f" {reflected} of them with payloads in their addresses, {len(window.wrong)} hits"
        f" ({time.monotonic() - begun:.0f} s)",
        flush=True,
    )
    for line in window.wrong:
        print(f"  ✗ {line[:400]}", flush=True)
    assert poison.put.total() > 20 and window.visited > 60
    assert not window.wrong


def main() -> None:
    program = CHROMIUM.find()
    assert program is not None, "no Chromium"
    with own_database() as address:
        enter(address)
        from django.conf import settings

        from shuniu import urls  # noqa: F401  (loads every room, and with it its actions)

        settings.ALLOWED_HOSTS = ["*"]
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
            try:
                hunt(browser, few="few" in sys.argv)
            finally:
                browser.close()


if __name__ == "__main__":
    main()
