"""默认不要求报送贯彻落实情况、制定配套文件 (JW-05); the demands are data, in ``demands.toml``."""

import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from itertools import repeat
from operator import call

from hongtou.check.burden import BurdenRule, Draft
from hongtou.check.finding import Fault
from hongtou.model import Genre, Span
from hongtou.text import KEPT

_UPWARD = (Genre.REPORT, Genre.REQUEST, Genre.PROPOSAL)
_SENTENCE = re.compile(r"[^。！？\n]+[。！？]?")
# What takes a demand back within its own clause.
_NEVER = re.compile(
    r"不再|不得(?!低于|少于)|不要求|不搞|不强制|不另|不必|不用|不需|不作|不以|不统一|不重复|不打|不设|不比|无需|无须|严禁|禁止|杜绝|避免|防止|"
    r"取消|减少|精简|清理|停止|免于|代替"
)
_CLAUSE_START = re.compile(r"[^，；：、。]*$")


@dataclass(frozen=True)
class Demand:
    """One kind of demand with its samples."""

    id: str
    needs: tuple[re.Pattern[str], ...]
    regex: re.Pattern[str]
    unless: re.Pattern[str] | None
    says: str
    instead: str
    bad: tuple[str, ...]
    good: tuple[str, ...]

    def may_stand(self, text: str) -> bool:
        """Whether *text* has the words without which nothing is demanded."""
        # Asked of every sentence: a generator would take longer than the searches.
        return all(map(call, self._searches, repeat(text)))

    @cached_property
    def _searches(self) -> tuple[Callable[[str], object], ...]:
        return tuple(need.search for need in self.needs)


@cache
def demands() -> tuple[Demand, ...]:
    """The table of demands."""
    table = tomllib.loads(files("hongtou.check").joinpath("demands.toml").read_text("utf-8"))
    return tuple(
        Demand(
            id=row["id"],
            needs=tuple(re.compile(words) for words in row["needs"]),
            regex=re.compile(row["regex"]),
            unless=re.compile(row["unless"]) if "unless" in row else None,
            says=row["says"],
            instead=row["instead"],
            bad=tuple(row["bad"]),
            good=tuple(row["good"]),
        )
        for row in table["demand"]
    )


def demands_in(text: str) -> Iterator[tuple[Demand, Span]]:
    """Every demand in ``text`` with its passage, one of a kind in a sentence."""
    at = 0
    for line in text.split("\n"):
        for demand, start, end in _in_line(line):
            yield demand, Span(at + start, at + end)
        at += len(line) + 1


@lru_cache(maxsize=KEPT)
def _in_line(line: str) -> tuple[tuple[Demand, int, int], ...]:
    """The demands of a paragraph, sentence by sentence."""
    possible = [demand for demand in demands() if demand.may_stand(line)]
    return tuple(
        (demand, sentence.start() + found.start(), sentence.start() + found.end())
        for sentence in (_SENTENCE.finditer(line) if possible else ())
        for demand in possible
        if demand.may_stand(sentence.group())
        and (found := demand.regex.search(sentence.group()))
        and not _NEVER.search(_clause(sentence.group(), found))
        and not (demand.unless and demand.unless.search(sentence.group()))
    )


def _clause(sentence: str, found: re.Match[str]) -> str:
    """What was found, with the beginning of its clause."""
    start = _CLAUSE_START.search(sentence, 0, found.start())
    return sentence[start.start() if start else found.start() : found.end()]


def _check(draft: Draft) -> Iterator[Fault]:
    if draft.genre in _UPWARD:
        return
    for demand, span in demands_in(draft.text):
        yield Fault(
            f"{demand.says}：“{span.of(draft.text)}”。", f"请考虑删改。{demand.instead}", "body", span
        )


RULE = BurdenRule(
    code="JW-05A",
    basis_key="JW-05",
    offence="给基层增加负担的要求",
    why="一份文件多一条报送要求，全县就多出几十份材料。",
    check=_check,
    bad=(
        Draft("请各乡镇于12月20日前将贯彻落实情况报送县政府办公室。"),
        Draft("各乡镇要成立工作专班，每周五上报一次进展，并对各村排名通报。", Genre.NOTICE),
    ),
    good=(
        Draft("请各乡镇抓好春季防火工作，确保不发生火情。", Genre.NOTICE),
        Draft("我县要求各乡镇每月上报进展，目前进展顺利。", Genre.REPORT),
    ),
)
