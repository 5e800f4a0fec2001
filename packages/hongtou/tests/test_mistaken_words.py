"""The words that are mistaken for each other, as data: each can be found, none finds the right word."""

from __future__ import annotations

from importlib.resources import files

import pytest

from hongtou.check.phrases import mistyped_phrases
from hongtou.check.stretch import Place, Stretch
from hongtou.check.words import Word, mistaken, mistyped, words

KINDS = ("character", "sound", "variant")
ENOUGH = 150
ALL = [(kind, word) for kind in KINDS for word in words(kind)]
CONTEXTS = {
    "截止": "截止3月底完成。",
    "末": "有的单位末按要求办理。",
    "己": "主体工程己完成。",
}


def _found(text: str, kind: str) -> list[str]:
    return [fault.message for fault in mistaken(Stretch(text, Place.PARAGRAPH), kind)]


def test_there_are_enough_and_each_names_its_source() -> None:
    assert len(ALL) >= ENOUGH
    assert all(word.source.startswith("《") and word.wrong != word.right for _, word in ALL)


def test_no_word_stands_twice_without_another_context() -> None:
    seen: set[tuple[str, str, str]] = set()
    for kind, word in ALL:
        context = "".join(word.conditions.get(name, "") for name in ("before", "after"))
        assert (kind, word.wrong, context) not in seen, word.wrong
        seen.add((kind, word.wrong, context))


@pytest.mark.parametrize(
    ("kind", "word"),
    [each for each in ALL if not {"before", "after"} & each[1].conditions.keys()],
    ids=lambda x: getattr(x, "wrong", x),
)
def test_a_wrong_word_is_found_and_its_mending_is_right(kind: str, word: Word) -> None:
    assert _found(f"，{word.wrong}。", kind)
    assert not _found(f"，{word.right}。", kind)


@pytest.mark.parametrize("word", words("sound"), ids=lambda word: word.wrong)
def test_a_word_that_has_its_own_meaning_is_not_found_alone(word: Word) -> None:
    if {"before", "after"} & word.conditions.keys():
        assert _found(f"说到“”的{word.wrong}的事", "sound") == [], word


@pytest.mark.parametrize("text", CONTEXTS.values())
def test_context_tells_a_wrong_word(text: str) -> None:
    assert any(_found(text, kind) for kind in KINDS)


SLIPS = [
    (right, slip)
    for line in files("hongtou.check").joinpath("words", "typed.txt").read_text("utf-8").splitlines()
    if not line.startswith("#")
    for right, slips in [line.split("\t")]
    for slip in slips.split(" ")
]


def test_a_slip_of_the_keyboard_is_one_character_of_a_word_and_none_is_a_word() -> None:
    assert len(SLIPS) == len({slip for _, slip in SLIPS})
    assert all(len(slip) == len(right) == 2 for right, slip in SLIPS)
    assert all((slip[0] == right[0]) != (slip[1] == right[1]) for right, slip in SLIPS)
    assert not {slip for _, slip in SLIPS} & {right for right, _ in SLIPS}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("组织专家眼究论证。", ["眼究"]),
        ("故励群众参与。", ["故励"]),
        ("专家说到“眼究”二字。", []),
        ("研究论证，鼓励群众参与。", []),
        ("部署菜篮子工程。", []),
    ],
)
def test_a_slip_is_found_where_its_neighbours_make_no_word_of_it(text: str, found: list[str]) -> None:
    assert [f.span.of(text) for f in mistyped(Stretch(text, Place.PARAGRAPH)) if f.span] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("营造良好分围，齐抓共官。", ["分围", "共官"]),
        ("开好会意精神传达会，做到应急予案人人皆知。", ["会意", "予案"]),
        ("营造良好氛围，齐抓共管，落实会议精神。", []),
        ("专家写过“齐抓共官”。", []),
    ],
)
def test_half_a_phrase_is_found_where_one_character_is_like_the_right_one(
    text: str, found: list[str]
) -> None:
    assert [f.span.of(text) for f in mistyped_phrases(Stretch(text, Place.PARAGRAPH)) if f.span] == found


def test_quotations_and_names_are_left_alone() -> None:
    assert _found("按照《关于布署防汛工作的通知》，做到“再接再励”。", "character") == []
