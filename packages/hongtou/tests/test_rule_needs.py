"""What a rule declares that it needs: true for every rule, and enough to let it speak."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

import pytest

from hongtou import Question, read
from hongtou.check.needs import Need, Sieve
from hongtou.check.stretch import Place, Stretch, TextRule
from hongtou.check.whole import document_rules, paper_of

RULES = [rule for _, rule in document_rules() if isinstance(rule, TextRule)]
SPLICED = 400


@pytest.mark.parametrize(
    ("needs", "text", "asked"),
    [
        ((), "", True),
        (("，。",), "清淤。", True),
        (("，。",), "清淤", False),
        ((("尽快", "适时"),), "适时清淤", True),
        ((("尽快", "适时"),), "适当快清淤时", False),
        ((re.compile(r"\d年"),), "3年", True),
        ((re.compile(r"\d年"),), "年3", False),
        (("年", ("尽快",)), "3年", False),
        (("年", ("尽快",), re.compile(r"\d")), "3年内尽快", True),
    ],
)
def test_a_rule_is_asked_where_all_that_it_needs_stands(
    needs: tuple[Need, ...], text: str, asked: bool
) -> None:
    assert list(Sieve([("rule", needs)]).through(text)) == ["rule"] * asked


def test_rules_are_asked_in_their_order() -> None:
    sieve = Sieve([("a", ("，",)), ("b", ()), ("c", (("，",),)), ("d", ("；",))])
    assert list(sieve.through("一，二")) == ["a", "b", "c"]


@pytest.mark.parametrize("mark", list("]^\\-[&~"))
def test_marks_that_mean_something_in_patterns_are_looked_for_too(mark: str) -> None:
    assert list(Sieve([("rule", (mark + "□",))]).through(f"一{mark}二")) == ["rule"]


def _stretches() -> Iterator[Stretch]:
    """Of all samples of all rules."""
    seen = set[Stretch]()
    for _, rule in document_rules():
        for sample in (*rule.bad, *rule.good):
            if isinstance(sample, str):
                paper = paper_of(read(sample.encode(), "样本.txt"), Question())
                seen.update(placed.stretch for placed in paper.stretches)
    yield from sorted(seen, key=lambda stretch: (stretch.text, stretch.place.name))


def _spliced(stretches: list[Stretch]) -> Iterator[Stretch]:
    """Pieces of two samples side by side, cut anywhere."""
    chance = random.Random(9704)
    for _ in range(SPLICED):
        one, other = (stretch.text for stretch in chance.sample(stretches, 2))
        yield Stretch(
            one[: chance.randrange(len(one))] + other[chance.randrange(len(other)) :], Place.PARAGRAPH
        )


def test_no_rule_finds_fault_where_it_is_not_asked() -> None:
    samples = list(_stretches())
    sieve = Sieve((rule.code, rule.needs) for rule in RULES)
    found = set[str]()
    for stretch in (*samples, *_spliced(samples)):
        asked = set(sieve.through(stretch.text))
        speaks = {rule.code for rule in RULES if any(rule.check(stretch))}
        assert speaks <= asked, (speaks - asked, stretch.text)
        found |= speaks
    assert found == {rule.code for rule in RULES}
