"""The manual inside the product, and the keys that every screen knows."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.safestring import SafeString

from shuniu.kernel.platform.ui.parts import Link


@dataclass(frozen=True)
class HelpGroup:
    """Chapters that belong together, each with the one line that says what it is for."""

    label: str
    entries: tuple[tuple[Link, str], ...]


@dataclass(frozen=True)
class HelpHit:
    """A passage that holds the words looked for, and where it stands."""

    link: Link
    before: str
    match: str
    after: str


@dataclass(frozen=True)
class HelpContents:
    """The first page of the 用户手册: what is in it, and what was found. `bodies` are whole chapters, for print.

    Bodies are HTML rendered from our own manual, never from a user's text.
    """

    title: str
    groups: tuple[HelpGroup, ...]
    query: str = ""
    hits: tuple[HelpHit, ...] = ()
    whole: Link | None = None
    bodies: tuple[tuple[str, SafeString], ...] = ()
    search_href: str = "/help/"


@dataclass(frozen=True)
class HelpPage:
    """One chapter of the 用户手册. `body` is HTML rendered from our own manual, never from a user's text."""

    title: str
    groups: tuple[HelpGroup, ...]
    body: SafeString
    previous: Link | None = None
    next: Link | None = None
    contents_href: str = "/help/"


@dataclass(frozen=True)
class KeyHelp:
    """One line of the overview that ? opens."""

    keys: tuple[str, ...]
    text: str


KEYS: tuple[KeyHelp, ...] = (
    KeyHelp(("/",), "到搜索框"),
    KeyHelp(("j", "k"), "列表中下一行、上一行"),
    KeyHelp(("Enter",), "打开这一行"),
    KeyHelp(("空格",), "选中或取消这一行"),
    KeyHelp(("Ctrl", "Enter"), "提交正在填写的表单"),
    KeyHelp(("f",), "到办理栏，开始填写"),
    KeyHelp(("n",), "办完一件，到下一件待办"),
    KeyHelp(("Esc",), "关闭弹出的内容"),
    KeyHelp(("Alt", "="), "放大文件"),
    KeyHelp(("Alt", "-"), "缩小文件"),
    KeyHelp(("Alt", "R"), "旋转文件"),
    KeyHelp(("Alt", "PageDown"), "文件下一页（PageUp 上一页）"),
    KeyHelp(("Enter",), "登记台：到下一项"),
    KeyHelp(("Alt", "N"), "登记台：先放一放，看下一份"),
    KeyHelp(("Alt", "J"), "登记台：选中的几个文件是同一份"),
    KeyHelp(("Alt", "1"), "写稿台：到正文（2 版面，3 校核，4 要素，5 找常用语，6 存选中的话）"),
    KeyHelp(("Alt", "↓"), "写稿台：在主送、抄送里，从单位里选"),
    KeyHelp(("?",), "打开或关闭这张表"),
)
