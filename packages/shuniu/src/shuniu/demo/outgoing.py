"""The texts of the documents that the demo county issues: what is drafted, by whom, for whom, with which mistakes.

Kept as Markdown in ``data/outgoing``, several to a file, each beginning with ``=== key`` and a header; after
the body come the annexes, each beginning with ``--- title``. A line with TABs is a row of a simple table.
Dates are placeholders relative to the document's own day, as in `shuniu.demo.texts`. Nothing here knows Django.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Literal, get_args

from shuniu.demo.county import County, Unit, UnitKind, load_county
from shuniu.demo.texts import Period, document_number, fill, full_date

Direction = Literal["上行", "下行", "平行"]
Medium = Literal["红头", "白头", "便函", "工作通知", "简报"]
"""JW-04 counts every medium but the first, so that 红头 are not merely renamed."""
Publicity = Literal["主动公开", "依申请公开", "不予公开"]
Kind = Literal["综合性", "专项"]

GROUPS: Mapping[str, tuple[UnitKind, ...]] = {
    "townships": ("township",),
    "departments": ("party", "government"),
    "party_departments": ("party",),
    "government_departments": ("government",),
}
"""What stands for several units in ``to`` and ``cc``."""

_WEEKEND = 5
_GENRES: Mapping[str, Direction | None] = {
    "决定": "下行", "通知": "下行", "通报": "下行", "批复": "下行", "纪要": "下行", "命令": "下行",
    "请示": "上行", "报告": "上行", "函": "平行", "意见": None,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Annex:
    """One annex; ``text`` may hold rows of TAB-separated cells."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Objection:
    """A countersigning unit disagrees: with which ``passage`` of the body, in which ``words``."""

    unit: str
    passage: str
    words: str


@dataclass(frozen=True, slots=True)
class Retired:
    """A unit that no longer exists, as somebody still writes its name; ``successor`` is a unit code."""

    name: str
    successor: str


@dataclass(frozen=True, slots=True)
class OutgoingText:
    """One document to issue.

    ``issuer``, ``joint`` (the further issuers of a 联合行文), ``drafter`` and ``countersign`` are unit codes;
    ``to`` and ``cc`` codes of units, of outside organs, or `GROUPS`, while ``main`` and ``copy`` are the words
    printed; ``code`` the 机关代字; ``project`` the subject of the 立项; ``answers`` what a reply replies to;
    ``meeting`` the meeting that passed it; ``months`` those it may be dated in; ``faults`` the rules that
    should find its mistakes, which ``mistake`` tells in words, and ``fix`` the words that mend it, with what they
    are replaced by. ``every`` marks a text that recurs, whose figures (``{n:40-80}``) differ each time.
    """

    key: str
    issuer: str
    drafter: str
    code: str
    genre: str
    direction: Direction
    title: str
    body: str
    main: str = ""
    to: tuple[str, ...] = ()
    copy: str = ""
    cc: tuple[str, ...] = ()
    joint: tuple[str, ...] = ()
    party: bool = False
    medium: Medium = "红头"
    annexes: tuple[Annex, ...] = ()
    note: str = ""
    public: Publicity = "不予公开"
    public_reason: str = ""
    urgency: str = "平件"
    kind: Kind = "专项"
    important: bool = False
    countersign: tuple[str, ...] = ()
    objections: tuple[Objection, ...] = ()
    project: str = ""
    answers: str = ""
    meeting: str = ""
    months: tuple[int, ...] = tuple(range(1, 13))
    topic: str = ""
    every: Period = ""
    fix: tuple[str, str] | None = None
    retired: tuple[Retired, ...] = ()
    faults: tuple[str, ...] = ()
    mistake: str = ""

    @property
    def issuers(self) -> tuple[str, ...]:
        """Every issuing organ, the 主办机关 first."""
        return (self.issuer, *self.joint)


@cache
def load_outgoing() -> dict[str, OutgoingText]:
    """The texts by key. Raises ValueError that names file, key and field for whatever does not fit."""
    found: dict[str, OutgoingText] = {}
    for shelf in sorted((files(__package__) / "data" / "outgoing").iterdir(), key=lambda entry: entry.name):
        for text in parse(shelf.read_text(encoding="utf-8"), shelf.name):
            if text.key in found:
                raise ValueError(f"{shelf.name}: {text.key} is given twice")
            found[text.key] = text
    return found


def parse(words: str, name: str) -> list[OutgoingText]:
    """The texts of one file called *name*; errors as in `load_outgoing`."""
    chunks = ("\n" + words).split("\n=== ")[1:]
    return [_parse(chunk, f"{name}: {chunk.partition(chr(10))[0].strip()}") for chunk in chunks]


def issuer_names(text: OutgoingText) -> tuple[str, ...]:
    """The names under which the document is issued; with ``party: yes`` that of the unit's Party organisation."""
    units = [load_county().units[code] for code in text.issuers]
    return tuple(
        unit.party_name if text.party and unit.kind in _WITH_PARTY else unit.name.split("（")[0]
        for unit in units
    )


def full_title(text: OutgoingText, day: date) -> str:
    """发文机关 + 事由 + 文种, as of the document's own day."""
    return "　".join(issuer_names(text)) + title_of(text, day)


def title_of(text: OutgoingText, day: date) -> str:
    """The title without the issuer's name, as of the document's own day."""
    return fill(text.title, day)


def own_day(text: OutgoingText, today: date) -> date:
    """The weekday in the year before ``today`` on which this text is dated when nobody chooses another."""
    days = (today - timedelta(days=back) for back in range(1, 365))
    fitting = [day for day in days if day.month in text.months and day.weekday() < _WEEKEND]
    return fitting[zlib.crc32(text.key.encode()) % len(fitting)]


def addressees(text: OutgoingText) -> tuple[str, ...]:
    """The codes of the 主送 with `GROUPS` expanded; the issuers themselves are never among a group."""
    return _expanded(text.to, text)


def copy_receivers(text: OutgoingText) -> tuple[str, ...]:
    """The codes of the 抄送, as `addressees`."""
    return _expanded(text.cc, text)


def render_on(text: OutgoingText, day: date, number: int = 1, seed: int = 0) -> str:
    """The document as plain text, dated ``day`` with 顺序号 ``number``; ``seed`` fixes the figures of a recurring one."""
    names = issuer_names(text)
    lines = [text.urgency] if text.urgency != "平件" else []
    lines += [document_number(text.code, day, number), "", full_title(text, day), ""]
    lines += [f"{text.main}："] if text.main else []
    lines += [text.body, *_annex_lines(text.annexes), "", *names, full_date(day)]
    lines += [f"（{text.note}）"] if text.note else []
    for place, annex in enumerate(text.annexes, start=1):
        lines += [f"附件{place}" if len(text.annexes) > 1 else "附件", annex.title, annex.text]
    lines += [f"抄送：{text.copy}。"] if text.copy else []
    return fill("\n".join(lines), day, seed=seed)


def _annex_lines(annexes: tuple[Annex, ...]) -> list[str]:
    if len(annexes) < 2:  # noqa: PLR2004 - one annex bears no number (GB/T 9704-2012, 7.3.4)
        return [f"附件：{annex.title}" for annex in annexes]
    first, *rest = [f"{place}.{annex.title}" for place, annex in enumerate(annexes, start=1)]
    return [f"附件：{first}", *(f"　　　{line}" for line in rest)]


def _expanded(tokens: tuple[str, ...], text: OutgoingText) -> tuple[str, ...]:
    county, codes = load_county(), []
    for token in tokens:
        kinds = GROUPS.get(token)
        if kinds is None:
            codes.append(token)
            continue
        units = (unit.code for kind in kinds for unit in county.of_kind(kind))
        codes += [code for code in units if code not in text.issuers]
    return tuple(codes)


_LISTS = ("to", "cc", "joint", "countersign", "faults")
_FLAGS = ("party", "important")
_WITH_PARTY = ("party", "government", "township")
_FIELDS = set(OutgoingText.__dataclass_fields__)


def _parse(chunk: str, where: str) -> OutgoingText:
    head, _, rest = chunk.partition("\n\n")
    key, *lines = head.splitlines()
    body, *tails = rest.split("\n--- ")
    values: dict[str, object] = {"key": key.strip(), "body": body.strip()}
    values["annexes"] = tuple(_annex(tail, where) for tail in tails)
    for line in lines:
        name, _, value = line.partition(":")
        if name not in _FIELDS - set(values):
            raise ValueError(f"{where}: unknown or repeated header field {name!r}")
        values[name] = _value(name, value.strip(), where)
    genre = str(values.get("genre", ""))
    values.setdefault("direction", _GENRES.get(genre))
    values.setdefault("drafter", values.get("issuer"))
    try:
        text = OutgoingText(**values)  # type: ignore[arg-type]
    except TypeError as error:
        raise ValueError(f"{where}: {error}") from error
    _check(text, where, load_county())
    return text


def _annex(tail: str, where: str) -> Annex:
    title, _, text = tail.partition("\n")
    if not title.strip() or not text.strip():
        raise ValueError(f"{where}: an annex without title or text")
    return Annex(title.strip(), text.strip())


def _value(name: str, value: str, where: str) -> object:
    if name in _LISTS:
        return tuple(value.split())
    if name in _FLAGS:
        return value == "yes"
    if name == "months":
        return tuple(month for span in value.split() for month in _span(span))
    if name == "objections":
        unit, passage, words = _cells(value, 3, where, name)
        return (Objection(unit, passage, words),)
    if name == "fix":
        return tuple(_cells(value, 2, where, name))
    if name == "retired":
        return tuple(Retired(*_cells(part, 2, where, name)) for part in value.split("；"))
    return value


def _cells(value: str, count: int, where: str, name: str) -> list[str]:
    cells = [cell.strip() for cell in value.split("｜")]
    if len(cells) != count:
        raise ValueError(f"{where}: {name} needs {count} parts between ｜, not {len(cells)}")
    return cells


def _span(span: str) -> range:
    first, _, last = span.partition("-")
    return range(int(first), int(last or first) + 1)


def _check(text: OutgoingText, where: str, county: County) -> None:
    units: Mapping[str, Unit] = county.units
    for code in (*text.issuers, text.drafter, *text.countersign, *(o.unit for o in text.objections)):
        if code not in units:
            raise ValueError(f"{where}: no unit {code!r} in the county")
    for code in (*text.to, *text.cc):
        if code not in units and code not in county.organs and code not in GROUPS:
            raise ValueError(f"{where}: no addressee {code!r}; a unit that was merged belongs into 'retired'")
    ended = {unit.short_name: unit.successor for unit in county.ended}
    for retired in text.retired:
        if ended.get(retired.name) != retired.successor:
            raise ValueError(
                f"{where}: {retired.name} did not end with {retired.successor!r} as its successor"
            )
    orders = f"{units[text.issuer].name}令"
    if text.code not in ((orders,) if text.genre == "命令" else units[text.issuer].codes):
        raise ValueError(f"{where}: {text.code!r} is no 机关代字 of {units[text.issuer].short_name}")
    for value, allowed, name in (
        (text.direction, Direction, "direction"),
        (text.medium, Medium, "medium"),
        (text.public, Publicity, "public"),
        (text.kind, Kind, "kind"),
    ):
        if value not in get_args(allowed):
            raise ValueError(f"{where}: {name} {value!r} is none of {'、'.join(get_args(allowed))}")
    for objection in text.objections:
        if objection.passage not in text.body or objection.unit not in text.countersign:
            raise ValueError(f"{where}: the objection's passage is not in the body, or its unit is not asked")
    if text.fix is not None and not any(text.fix[0] in words for words in _words(text)):
        raise ValueError(f"{where}: what is to be mended ({text.fix[0]}) is not in the text")
    if bool(text.faults) != bool(text.mistake):
        raise ValueError(f"{where}: faults and mistake belong together")
    if text.public != "主动公开" and not text.public_reason:
        raise ValueError(f"{where}: {text.public} needs public_reason")


def _words(text: OutgoingText) -> tuple[str, ...]:
    return (
        text.title,
        text.main,
        text.copy,
        text.body,
        *(w for a in text.annexes for w in (a.title, a.text)),
    )


def mended(text: OutgoingText) -> OutgoingText:
    """*text* as its ``fix`` makes it: without the mistake. Raises ValueError for a text that has none."""
    if text.fix is None:
        raise ValueError(f"{text.key} has no fix")

    def better(words: str) -> str:
        return words.replace(*fix)

    fix = text.fix
    return replace(
        text,
        title=better(text.title),
        main=better(text.main),
        copy=better(text.copy),
        body=better(text.body),
        annexes=tuple(Annex(better(annex.title), better(annex.text)) for annex in text.annexes),
        faults=(),
        mistake="",
        fix=None,
    )


__all__ = [
    "GROUPS",
    "Annex",
    "Objection",
    "OutgoingText",
    "Retired",
    "addressees",
    "copy_receivers",
    "full_title",
    "issuer_names",
    "load_outgoing",
    "mended",
    "own_day",
    "parse",
    "render_on",
    "title_of",
]
