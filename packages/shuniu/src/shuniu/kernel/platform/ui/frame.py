"""The frame around every screen: navigation at the left, search, hat, notices and person at the top."""

from __future__ import annotations

from dataclasses import dataclass

from shuniu.kernel.platform.ui.messages import Toast
from shuniu.kernel.platform.ui.parts import Link


@dataclass(frozen=True)
class NavGroup:
    """One kind of work and its places; a count is shown only where it asks for action."""

    label: str
    links: tuple[Link, ...]


@dataclass(frozen=True)
class Hat:
    """One post the person may act in. `key` is what the switcher posts as `hat`."""

    key: str
    unit: str
    post: str
    on_behalf_of: str = ""

    @property
    def text(self) -> str:
        """县政府办公室 · 文书, and for a stand-in: 县政府办公室 · 主任（代 王建国）."""
        behalf = f"（代 {self.on_behalf_of}）" if self.on_behalf_of else ""
        return f"{self.unit} · {self.post}{behalf}"


@dataclass(frozen=True)
class Frame:
    """Everything that `ui/base.html` needs, under the context name `frame`.

    The platform's context processor fills it once per request. `hats` holds the other hats the person may
    put on, `hat` the one worn now. The addresses are those of the platform's own views; an empty address
    hides what it belongs to; `help_href` leads to the manual's page of this screen;
    `notices_poll` is asked every few seconds for what is new. `large` is the 大字 mode.
    `office` names the unit acted for, since 县委办 and 县政府办 keep separate registers. `navigation_folded`
    folds the left side to its first characters.
    """

    office: str
    person: str
    hat: Hat | None = None
    hats: tuple[Hat, ...] = ()
    navigation: tuple[NavGroup, ...] = ()
    notices: str = ""
    query: str = ""
    large: bool = False
    navigation_folded: bool = False
    demo: bool = False
    toasts: tuple[Toast, ...] = ()
    product: str = "枢纽"
    home_href: str = "/"
    search_href: str = "/search/"
    notices_href: str = "/notices/"
    notices_poll: str = ""
    help_href: str = "/help/"
    password_href: str = "/password/"
    entrance_href: str = ""
    hat_action: str = "/hat/"
    preferences_action: str = "/preferences/"
    sign_out_action: str = "/sign-out/"
