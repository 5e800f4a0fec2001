"""Somebody at a desk: a window and what a hand does in it, in the words that stand on the screen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import FilePayload, Locator, Page, Response, expect

from tests.journeys.watched import Watched

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
KINDS = {
    ".docx": DOCX,
    ".pdf": "application/pdf",
    ".txt": "text/plain",
    ".png": "image/png",
    ".jpg": "image/jpeg",
}


def payload(name: str, content: bytes) -> FilePayload:
    """A file as a browser sends it."""
    kind = next((kind for ending, kind in KINDS.items() if name.endswith(ending)), "application/octet-stream")
    return {"name": name, "mimeType": kind, "buffer": content}


@dataclass
class Desk:
    """One signed-in person in one hat. Fields are found by their labels, buttons and moves by their verbs."""

    window: Watched

    @property
    def page(self) -> Page:
        return self.window.page

    @property
    def session_key(self) -> str:
        """The session this person is signed in with."""
        cookies = {cookie["name"]: cookie["value"] for cookie in self.page.context.cookies()}
        return cookies["sessionid"]

    @property
    def main(self) -> Locator:
        """The middle of the screen, without frame and menus."""
        return self.page.locator("#main")

    @property
    def next(self) -> Locator:
        """The form of the one next step."""
        return self.page.locator("form#next")

    def go(self, path: str) -> Response | None:
        """Open an address of the product."""
        return self.page.goto(path)

    def open(self, matter: int) -> None:
        """Open the page of a matter."""
        self.page.goto(f"/matters/{matter}/")

    def open_from_list(self, title: str, path: str = "/", *, heading: str = "") -> None:
        """Find a matter by its title on the workbench (or another list) and open it, as a person does; *heading*
        where the page that opens is named otherwise."""
        self.page.goto(path)
        self.main.get_by_role("link", name=re.compile(re.escape(title))).first.click()
        expect(self.main.locator("h1")).to_contain_text(heading or title)

    def sees(self, *texts: str) -> None:
        """Each of *texts* stands on the screen."""
        for text in texts:
            expect(self.main).to_contain_text(text)

    def sees_not(self, *texts: str) -> None:
        """None of *texts* stands on the screen."""
        for text in texts:
            expect(self.main).not_to_contain_text(text)

    def row(self, title: str) -> dict[str, str]:
        """What a list says of a matter: the text of each cell, by the heading of its column."""
        heads = self.main.locator("thead th").all_inner_texts()
        row = self.main.locator("tbody tr", has_text=title)
        expect(row).to_be_visible()
        cells = row.locator("td").all_inner_texts()
        return {head.strip(): cell.strip() for head, cell in zip(heads, cells, strict=True)}

    def field(self, label: str, form: Locator | None = None) -> Locator:
        """The control with this label in *form* (the next step's, or else the page's only form)."""
        return self._form(form).get_by_label(label, exact=True)

    def write(self, label: str, words: str, form: Locator | None = None) -> None:
        """Type *words* into a field."""
        self.field(label, form).fill(words)

    def tick(self, *labels: str, form: Locator | None = None) -> None:
        """Tick checkboxes and choices."""
        for label in labels:
            self.field(label, form).check()

    def choose(self, label: str, words: str, form: Locator | None = None) -> None:
        """Choose the answer whose text begins with *words*, from a list or among radio buttons."""
        where = self._form(form)
        listed = where.get_by_label(label, exact=True)
        if listed.evaluate("control => control.matches('select')"):
            option = listed.locator("option", has_text=words).first.get_attribute("value")
            listed.select_option(option)
        else:
            where.get_by_role("group", name=label).get_by_text(words).first.click()

    def pick(self, label: str, *names: str, form: Locator | None = None) -> None:
        """Choose persons or units in a picker, each by typing its name."""
        box = self._form(form).get_by_role("combobox", name=label, exact=True)
        for name in names:
            box.fill(name)
            self.page.get_by_role("option").filter(has_text=name).first.click()
            expect(self._form(form).locator(".picked", has_text=name)).to_be_visible()

    def attach(self, label: str, name: str, content: bytes, form: Locator | None = None) -> None:
        """Choose a file in a file field."""
        self.field(label, form).set_input_files(payload(name, content))

    def drop(self, *files: FilePayload) -> None:
        """Put files into the drop zone."""
        self.page.locator("form[data-drop] input[type=file]").set_input_files(list(files))

    def press(self, verb: str, told: str = "") -> None:
        """Press the filled button; *told* is the word that says it was done."""
        self.main.get_by_role("button", name=verb, exact=True).first.click()
        if told:
            self.is_told(told)

    def move(self, label: str) -> Locator:
        """Open one of the other moves; its dialog."""
        self.main.get_by_text("其他操作", exact=True).click()
        self.main.get_by_role("button", name=label, exact=True).click()
        dialog = self.page.locator("dialog[open]")
        expect(dialog.get_by_role("heading").first).to_have_text(label)
        return dialog

    def confirm(self, dialog: Locator, told: str = "") -> None:
        """Press the dialog's filled button."""
        dialog.locator(".dialog-foot button").first.click()
        if told:
            self.is_told(told)

    def is_told(self, words: str) -> None:
        """The short word after something was done."""
        expect(self.page.locator(".toasts")).to_contain_text(words)

    def is_refused(self, words: str) -> None:
        """A refusal with *words* is shown where the hand was; that the browser notes its 4xx is expected."""
        self.window.expect(r"status of 4(0[349]|22)")
        expect(self.page.locator("[role=alert]:visible", has_text=words).first).to_be_visible()

    def download(self, link: str) -> bytes:
        """What a link of the page gives, fetched with this person's session."""
        address = self.main.get_by_role("link", name=link).first.get_attribute("href")
        assert address is not None
        answer = self.page.request.get(address)
        assert answer.ok, f"{address}: {answer.status}"
        return answer.body()

    def print(self, link: str) -> bytes:
        """A printed form as PDF; what the fonts could not do is told first, once."""
        address = self.main.get_by_role("link", name=link).first.get_attribute("href") or ""
        answer = self.page.request.get(address)
        if "text/html" not in answer.headers["content-type"]:
            return answer.body()
        self.go(address)
        self.sees("打印前请看", "字体")
        return self.download("照此打印")

    @contextmanager
    def offline(self) -> Iterator[None]:
        """Without a network for a while; the browser's own complaints about it are expected."""
        self.window.expect(r"ERR_INTERNET_DISCONNECTED")
        self.page.context.set_offline(True)
        yield
        self.page.context.set_offline(False)

    def _form(self, form: Locator | None) -> Locator:
        if form is not None:
            return form
        return self.next if self.next.count() else self.main
