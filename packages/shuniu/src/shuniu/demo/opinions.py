"""The demo county's spoken and stock words: phrases for opinions, telephone messages, telegrams (明电)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from shuniu.demo.county import load_county, read_toml
from shuniu.demo.texts import Text

Use = Literal["proposal", "instruction", "feedback", "reject"]
Grade = Literal["平急", "加急", "特急", "特提"]


@dataclass(frozen=True, slots=True)
class Phrase:
    """One stock phrase; ``{lead}``, ``{assist}`` and ``{leader}`` stand for names to be filled in.

    ``kind`` limits it to 阅件 or 办件 (empty: both); ``rule`` is the rule id of a 退文 reason.
    """

    use: Use
    words: str
    kind: str = ""
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Call:
    """A telephone message or oral instruction: who said it when, in which words, and who wrote it down.

    ``day`` is an offset from the day of the demo, ``time`` is HH:MM; ``organ``, ``to`` and ``lead`` are unit
    or organ codes, ``taker`` a person code; ``unsigned`` that the unit in charge has not signed for it yet.
    """

    day: int
    time: str
    caller: str
    organ: str
    to: str
    taker: str
    genre: Literal["电话", "口头指示"]
    urgency: str
    words: str
    lead: str
    unsigned: bool = False


@dataclass(frozen=True, slots=True)
class Telegram:
    """明电: its own 代字, its own grade and its own time limit in hours; ``months`` says when it is likely."""

    key: str
    sender: str
    code: str
    grade: Grade
    months: tuple[int, ...]
    title: str
    main: str
    words: str
    lead: str
    hours: int


@cache
def load_phrases(use: Use | None = None) -> tuple[Phrase, ...]:
    """The stock phrases, all or for one use."""
    phrases = tuple(Phrase(**row) for row in read_toml("phrases.toml")["phrases"])
    return tuple(phrase for phrase in phrases if use in (None, phrase.use))


@cache
def load_calls() -> tuple[Call, ...]:
    """The telephone messages and oral instructions, newest first."""
    return tuple(Call(**row) for row in read_toml("telephone.toml")["calls"])


@cache
def load_telegrams() -> tuple[Telegram, ...]:
    """The telegrams in the order of the data file."""
    rows = read_toml("telegrams.toml")["telegrams"]
    return tuple(Telegram(**{**row, "months": tuple(row["months"])}) for row in rows)


def telegram_text(telegram: Telegram) -> Text:
    """The telegram as a paper that the calendar and the renderer can treat like any other."""
    return Text(
        key=f"telegram-{telegram.key}",
        sender=telegram.sender,
        receivers=("zfb",),
        genre="通知",
        code=telegram.code,
        title=telegram.title,
        summary=telegram.words[:60],
        body=telegram.words,
        main=telegram.main,
        telegram=True,
        urgency=telegram.grade,
        channel="明电",
        topic="应急值守",
        months=telegram.months,
        lead=telegram.lead,
        leader=load_county().leader_of(telegram.lead),
    )
