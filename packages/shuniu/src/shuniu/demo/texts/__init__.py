"""The demo county's papers: distinct incoming documents, and the periodic ones that recur by their nature.

A paper is kept as Markdown with a header, several to a file, each beginning with ``=== key``. Dates in it
are placeholders relative to the paper's own day, so that the county never grows old:
``{d:+12}`` a full date, ``{md:+12}`` month and day (four days ahead or more is a deadline and never falls on a weekend),
``{m:-1}`` a month, ``{q}`` the quarter just ended, ``{y}`` / ``{ly}`` / ``{ny}`` this, last and next year.
Periodic papers may also use ``{n:40-80}`` (a seeded figure) and the facts of a township (``{river}``).
"""

from __future__ import annotations

import random
import re
import zlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Literal

from shuniu.demo.county import Organ, Unit, load_county

Period = Literal["", "month", "quarter"]

_PLACE = re.compile(r"\{(\w+)(?::([^}]+))?\}")
_WEEKEND = 5
_NEAREST_DEADLINE = 4


@dataclass(frozen=True, slots=True)
class Text:
    """One paper with everything the offices will do with it.

    ``sender`` is a unit or organ code (or ``townships`` for a periodic paper that each township sends);
    ``receivers`` are unit codes; ``code`` is the 代字; ``months`` the months it may be dated in;
    ``defects`` the rule ids for which it deserves 退文, with ``reason`` in the words of a 退文单.
    """

    key: str
    sender: str
    receivers: tuple[str, ...]
    genre: str
    code: str
    title: str
    summary: str
    body: str
    main: str = ""
    copy: str = ""
    signer: str = ""
    note: str = ""
    annexes: tuple[str, ...] = ()
    party: bool = False
    telegram: bool = False
    urgency: str = "平件"
    channel: str = "系统"
    kind: str = "办件"
    topic: str = ""
    level: str = "普通"
    months: tuple[int, ...] = tuple(range(1, 13))
    every: Period = ""
    lead: str = ""
    assist: tuple[str, ...] = ()
    leader: str = ""
    proposal: str = ""
    instruction: str = ""
    feedback: str = ""
    defects: tuple[str, ...] = ()
    reason: str = ""


def load_texts() -> dict[str, Text]:
    """The distinct papers by key. Raises ValueError for a key given twice or an unknown header field."""
    return _load("papers")


def load_periodic() -> dict[str, Text]:
    """The papers that recur every month or quarter, by key; errors as in load_texts."""
    return _load("periodic")


def issuer_name(text: Text, sender: str = "") -> str:
    """The name under which the paper is issued: the Party name when the header says ``party: yes``."""
    organ = load_county().sender(sender or text.sender)
    if text.party and isinstance(organ, Unit):
        return organ.party_name
    return organ.name.split("（")[0]


def full_title(text: Text, day: date, sender: str = "") -> str:
    """发文机关 + 事由 + 文种, as of the paper's own day."""
    return fill(issuer_name(text, sender) + text.title, day, sender=sender)


def own_day(text: Text, today: date) -> date:
    """The weekday in the year before ``today`` on which this paper is dated when nobody chooses another."""
    days = [today - timedelta(days=back) for back in range(1, 365)]
    fitting = [day for day in days if day.month in text.months and day.weekday() < _WEEKEND]
    return fitting[zlib.crc32(text.key.encode()) % len(fitting)]


def render(text: Text, today: date) -> str:
    """The paper as plain text, dated on its own day before ``today`` (see own_day)."""
    return render_on(text, own_day(text, today))


def render_on(text: Text, day: date, number: int = 1, sender: str = "", seed: int = 0) -> str:
    """The paper as plain text, dated ``day`` with 顺序号 ``number``.

    ``sender`` replaces the header's sender for a periodic paper of the townships; ``seed`` fixes figures.
    """
    issuer = issuer_name(text, sender)
    organ = load_county().sender(sender or text.sender)
    mark = issuer + ("明电" if text.telegram else _MARKS.get(text.genre, "文件"))
    number_line = document_number(code_of(text, sender), day, number)
    if text.signer:
        number_line += f"　　签发人：{signatory(text, sender)}"
    lines = [text.urgency] if text.urgency != "平件" else []
    lines += ["内部"] if text.level == "工作秘密" else []
    lines += [mark, number_line, "", issuer + text.title, ""]
    lines += [f"{text.main}："] if text.main else []
    lines += [text.body, *_annex_lines(text.annexes), "", issuer, full_date(day)]
    lines += [f"（{text.note}）"] if text.note else []
    lines += [f"抄送：{text.copy}。"] if text.copy else []
    if text.genre != "函":
        lines.append(f"{_printing_office(organ, issuer)}　{full_date(day)}印发")
    return fill("\n".join(lines), day, sender=sender, seed=seed)


def document_number(code: str, day: date, number: int) -> str:
    """发文字号, such as 云发改〔2026〕12号 (GB/T 9704-2012, 7.2.5); an order's has no year (10.2)."""
    if code.endswith("令"):
        return f"{code}第{number}号"
    return f"{code}〔{day.year}〕{number}号"


def code_of(text: Text, sender: str = "") -> str:
    """The 代字 this paper is numbered under; a township's own when the paper is one of all townships."""
    if text.sender != "townships":
        return text.code
    return load_county().units[sender].codes[1 if text.party else 0]


def signatory(text: Text, sender: str = "") -> str:
    """签发人; ``head`` in the header stands for the township's own principal."""
    if text.signer != "head":
        return text.signer
    posts = [(p, held) for p in load_county().people.values() for held in p.posts if held.unit == sender]
    rank = 1 if text.party else 2
    return next(person.name for person, held in posts if held.rank == rank)


def fill(words: str, day: date, sender: str = "", seed: int = 0) -> str:
    """Resolve the placeholders as of ``day``. Raises KeyError for a name that does not exist."""
    figures = random.Random(f"{seed}/{day}/{sender}")  # noqa: S311 - figures of a fictional county
    township = load_county().townships.get(sender)
    facts = asdict(township) if township else {}

    def one(match: re.Match[str]) -> str:
        name, argument = match.group(1), match.group(2) or ""
        return _resolve(name, argument, day, facts, figures)

    return _PLACE.sub(one, words)


def full_date(day: date) -> str:
    """成文日期: 2026年3月5日, without leading zeros (GB/T 9704-2012, 7.3.5.4)."""
    return f"{day.year}年{day.month}月{day.day}日"


def _resolve(name: str, argument: str, day: date, facts: Mapping[str, object], figures: random.Random) -> str:
    if name in ("d", "md"):
        target = moved_before_weekend(day + timedelta(days=int(argument)), int(argument))
        return full_date(target) if name == "d" else f"{target.month}月{target.day}日"
    if name == "n":
        low, high = (int(part) for part in argument.split("-"))
        return str(figures.randint(low, high))
    if name == "m":
        return str((day.month - 1 + int(argument or 0)) % 12 + 1)
    if name == "q":
        return "四一二三"[(day.month - 1) // 3]
    if name == "qy":
        return str(day.year - 1 if day.month < 4 else day.year)  # noqa: PLR2004 - first month of quarter two
    if name == "my":
        return str(day.year - 1 if day.month == 1 else day.year)
    if name in ("y", "ly", "ny"):
        return str(day.year + {"y": 0, "ly": -1, "ny": 1}[name])
    return str(facts[name])


def moved_before_weekend(target: date, offset: int) -> date:
    """The day that a paper prints for ``target``, ``offset`` days after its date: no later deadline on a weekend."""
    if offset < _NEAREST_DEADLINE or target.weekday() < _WEEKEND:
        return target
    return target - timedelta(days=target.weekday() - _WEEKEND + 1)


def _annex_lines(annexes: tuple[str, ...]) -> list[str]:
    if len(annexes) < 2:
        return [f"附件：{name}" for name in annexes]
    first, *rest = [f"{place}.{name}" for place, name in enumerate(annexes, start=1)]
    return [f"附件：{first}", *(f"　　　{line}" for line in rest)]


def _printing_office(organ: Unit | Organ, issuer: str) -> str:
    if isinstance(organ, Unit) and organ.kind == "township":
        return f"{organ.short_name}党政办公室"
    return issuer if issuer.endswith(("办公室", "办公厅")) else f"{organ.short_name}办公室"


_MARKS = {"函": "", "纪要": "会议纪要"}
_LISTS = ("receivers", "assist", "defects")
_NAMES = {field.name for field in fields(Text)}


@cache
def _load(folder: str) -> dict[str, Text]:
    found: dict[str, Text] = {}
    shelf = files(__package__) / folder
    for paper in sorted(shelf.iterdir(), key=lambda entry: entry.name):
        if not paper.name.endswith(".md"):
            continue
        for chunk in ("\n" + paper.read_text(encoding="utf-8")).split("\n=== ")[1:]:
            text = _parse(chunk)
            if text.key in found:
                raise ValueError(f"{paper.name}: {text.key} is given twice")
            found[text.key] = text
    return found


def _parse(chunk: str) -> Text:
    head, _, body = chunk.partition("\n\n")
    key, *lines = head.splitlines()
    values: dict[str, object] = {"key": key.strip(), "body": body.strip()}
    for line in lines:
        name, _, value = line.partition(":")
        if name not in _NAMES:
            raise ValueError(f"{key}: unknown header field {name}")
        values[name] = _value(name, value.strip())
    return Text(**values)  # type: ignore[arg-type]


def _value(name: str, value: str) -> object:
    if name in _LISTS:
        return tuple(value.split())
    if name == "annexes":
        return tuple(value.split("｜"))
    if name == "party":
        return value == "yes"
    if name == "months":
        return tuple(month for span in value.split() for month in _span(span))
    return value


def _span(span: str) -> list[int]:
    first, _, last = span.partition("-")
    return list(range(int(first), int(last or first) + 1))


__all__ = [
    "Text",
    "code_of",
    "document_number",
    "fill",
    "full_date",
    "full_title",
    "issuer_name",
    "load_periodic",
    "load_texts",
    "moved_before_weekend",
    "own_day",
    "render",
    "render_on",
    "signatory",
]
