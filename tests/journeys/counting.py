"""What a form costs the hand, by the keystroke-level model: fields, key presses, and whether a mouse was touched.

0.28 s a key and 1.35 s a field. A Hanzi is typed on an ordinary keyboard with some 2½ keys (pinyin with
whole words, or 五笔); both figures are told, that and one key a character.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page

SECONDS_A_KEY = 0.28
SECONDS_A_FIELD = 1.35
KEYS_A_HANZI = 2.5
IN_FILE_DIALOG = 3
"""Ctrl+A and Enter in the system's own window, where a browser does not listen."""

# Counts in the page itself what really arrived there; it outlives the exchange of the page's body.
_LISTEN = """
window.hand = {keys: 0, characters: 0, mouse: 0, fields: []};
const field = () => {
  const at = document.activeElement, name = at && (at.name || at.id);
  if (name && hand.fields[hand.fields.length - 1] !== name) hand.fields.push(name);
};
addEventListener("keydown", () => { hand.keys += 1; field(); }, true);
addEventListener("input", (event) => {
  if (event.inputType === "insertText" && event.data && !/[\\x20-\\x7e]/.test(event.data))
    { hand.characters += event.data.length; field(); }
}, true);
for (const kind of ["mousedown", "wheel", "touchstart"])
  addEventListener(kind, () => { hand.mouse += 1; }, true);
"""


@dataclass(frozen=True)
class Cost:
    """What one document cost: fields visited, keys pressed, Hanzi typed, touches of the mouse."""

    what: str
    fields: tuple[str, ...]
    keys: int
    hanzi: int
    mouse: int

    @property
    def presses(self) -> float:
        """Key presses with 2½ for a Hanzi."""
        return self.keys + KEYS_A_HANZI * self.hanzi

    @property
    def seconds(self) -> float:
        """By the model, with 2½ keys a Hanzi."""
        return self.presses * SECONDS_A_KEY + len(self.fields) * SECONDS_A_FIELD

    @property
    def seconds_a_key_each(self) -> float:
        """By the model, with one key a character."""
        return (self.keys + self.hanzi) * SECONDS_A_KEY + len(self.fields) * SECONDS_A_FIELD

    def __str__(self) -> str:
        return (
            f"{self.what}：{len(self.fields)} 项（{'、'.join(self.fields)}），按键 {self.presses:.0f} 次"
            f"（其中汉字 {self.hanzi} 个，每字按 {KEYS_A_HANZI} 键），鼠标 {self.mouse} 次，"
            f"合 {self.seconds:.1f} 秒；一字按一键算 {self.seconds_a_key_each:.1f} 秒"
        )


RecordProperty = Callable[[str, object], None]
COST = "cost"
"""Under this name a test's report carries what it counted, also from another process to the one that prints."""


def tell(record_property: RecordProperty, cost: Cost) -> None:
    """Show the figures at the end of every run."""
    record_property(COST, str(cost))


class Hand:
    """A hand on the keyboard of *page*, watched from inside the page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        page.evaluate(_LISTEN)

    def type(self, text: str) -> None:
        """Type *text* where the cursor is."""
        self.page.keyboard.type(text)

    def press(self, *keys: str) -> None:
        """Press keys one after the other."""
        for key in keys:
            self.page.keyboard.press(key)

    def cost(self, what: str, *, more_keys: int = 0) -> Cost:
        """What was counted so far, and *more_keys* pressed where no page listens; counting begins anew."""
        counted: dict[str, Any] = self.page.evaluate("window.hand")
        self.page.evaluate("Object.assign(window.hand, {keys: 0, characters: 0, mouse: 0, fields: []})")
        return Cost(
            what,
            tuple(dict.fromkeys(counted["fields"])),
            counted["keys"] + more_keys,
            counted["characters"],
            counted["mouse"],
        )
