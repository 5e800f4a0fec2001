"""A visitor of the demo: enters as somebody of the guide, opens what lies there, and presses what is offered."""

from __future__ import annotations

import re
from typing import Any

from django.test import Client

from shuniu.kernel.flow.models import Matter

_MATTER = re.compile(r'href="/matters/(\d+)/"')
_OPTION = re.compile(r'data-value="(\w+)"')
_HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')
LISTS = ("/", "/?tab=doing", "/incoming/?view=all")


class Visitor:
    """One person of the guide before a browser, without the browser."""

    def __init__(self, key: str) -> None:
        self.client = Client(SERVER_NAME="127.0.0.1", SERVER_PORT="8000")
        assert self.client.post("/enter/", {"as": key}).status_code == 302, key

    def sees(self, path: str) -> str:
        """The page at *path*."""
        answer = self.client.get(path)
        assert answer.status_code == 200, (path, answer.status_code)
        return answer.content.decode() if "html" in answer["Content-Type"] else ""

    def matters(self, *paths: str) -> list[Matter]:
        """The matters that the pages at *paths* (default: workbench and lists) link to, in their order."""
        found = [int(pk) for path in paths or LISTS for pk in _MATTER.findall(self.sees(path))]
        by_id = Matter.objects.select_related("unit").in_bulk(found)
        return [by_id[pk] for pk in dict.fromkeys(found)]

    def finds(self, action: str, state: str = "", **narrower: Any) -> Matter:
        """The first matter before this person on which *action* is offered, in *state* when that is named."""
        for matter in self.matters():
            fits = all(getattr(matter, name) == value for name, value in narrower.items())
            if fits and state in ("", matter.state) and self._form(matter, action) is not None:
                return matter
        raise AssertionError(f"nothing in {state or 'any state'} with {action}")

    def chooses(self, what: str, matter: Matter, words: str = "") -> str:
        """The first choice that the picker *what* gives for *words*."""
        answer = self.client.get(f"/choose/{what}/", {"matter": matter.pk, "q": words})
        found = _OPTION.findall(answer.content.decode())
        assert found, f"{what}: nothing for {words}"
        return str(found[0])

    def presses(self, action: str, matter: Matter, **typed: Any) -> Matter:
        """Fill in the form of *action* on the page of *matter* and send it; the matter as it is then."""
        hidden = self._form(matter, action)
        assert hidden is not None, f"{action} is not offered on {matter}"
        answer = self.client.post(f"/act/{action}/", {**hidden, **typed})
        assert answer.status_code == 302, (action, answer.status_code, _refusal(answer.content.decode()))
        return Matter.objects.select_related("unit").get(pk=matter.pk)

    def _form(self, matter: Matter, action: str) -> dict[str, str] | None:
        page = self.sees(f"/matters/{matter.pk}/")
        form = re.search(rf'action="/act/{re.escape(action)}/".*?</form>', page, re.DOTALL)
        return dict(_HIDDEN.findall(form.group())) if form else None


def _refusal(html: str) -> str:
    """What the page says, without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))[:1500]
