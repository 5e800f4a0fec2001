"""`python -m shuniu.kernel.platform.ui.shoot OUTDIR [NAME …]`: pictures of the gallery at 1440 and 390 px.

Serves the gallery on loopback and photographs it with Chromium (playwright must be installed).
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from threading import Thread
from wsgiref.simple_server import WSGIRequestHandler, make_server

WIDTHS = {"wide": (1440, 900), "narrow": (390, 844)}


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing for each request."""


def shoot(folder: Path, names: frozenset[str] = frozenset()) -> list[str]:
    """Photograph every screen in every state into *folder* (only *names* when given).

    Returns what the browser complained of, one line each: script errors and breaches of the policy.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shuniu.kernel.platform.ui.gallery_site")
    import django
    from django.core.handlers.wsgi import WSGIHandler
    from playwright.sync_api import sync_playwright

    from shuniu.kernel.platform.ui import gallery

    django.setup()
    gallery.load_samples()
    folder.mkdir(parents=True, exist_ok=True)
    server = make_server("127.0.0.1", 0, WSGIHandler(), handler_class=_Quiet)
    Thread(target=server.serve_forever, daemon=True).start()
    complaints: list[str] = []
    with sync_playwright() as playwright:
        chromium = shutil.which("chromium")
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox"], env={**os.environ, "LANGUAGE": "zh_CN"}
        )
        for label, (width, height) in WIDTHS.items():
            page = browser.new_page(viewport={"width": width, "height": height}, locale="zh-CN")
            page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
            page.on("pageerror", lambda e: complaints.append(str(e)))
            for one in gallery.SCREENS.values():
                if names and one.name not in names:
                    continue
                for state in one.states:
                    page.goto(f"http://127.0.0.1:{server.server_port}/gallery/{one.name}/{state}/")
                    page.screenshot(
                        path=folder / f"{one.name}-{state}-{label}.png", full_page=label == "narrow"
                    )
            page.close()
        browser.close()
    server.shutdown()
    return complaints


if __name__ == "__main__":
    found = shoot(Path(sys.argv[1]), frozenset(sys.argv[2:]))
    sys.stderr.writelines(f"{line}\n" for line in found)
    sys.exit(bool(found))
