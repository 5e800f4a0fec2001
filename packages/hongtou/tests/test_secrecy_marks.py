"""BM-02 and BM-09 on text and names, by table and by properties."""

import pytest
from county_documents import NOTICE
from hypothesis import given
from hypothesis import strategies as st
from secrecy_cases import HELD, NAMES, PASSED, TEXTS

from hongtou import Level, inspect_name, inspect_text
from hongtou.secrecy import _compact, _patterns, may_be_marked

BLOCKED = [text for text, level, _ in TEXTS if level is Level.BLOCK]
BLANKS = st.text(alphabet=" \t\u00a0\u2002\u2003\u2009\u3000\u200b\u200c\u200d\u2060\ufeff", max_size=6)


@pytest.mark.parametrize(("text", "level", "pattern"), TEXTS, ids=[repr(row[0]) for row in TEXTS])
def test_texts(text: str, level: Level, pattern: str | None) -> None:
    verdict = inspect_text(text)
    assert verdict.level is level
    assert pattern is None or pattern in {hit.pattern for hit in verdict.hits}
    assert (verdict.reason is None) is (level is Level.PASS)


@pytest.mark.parametrize("text", HELD)
def test_words_that_go_with_a_secret_are_held(text: str) -> None:
    assert inspect_text(text).level is not Level.PASS


@pytest.mark.parametrize("text", PASSED)
def test_like_words_of_ordinary_papers_pass(text: str) -> None:
    assert inspect_text(text).hits == ()


def test_what_a_pattern_needs_stands_in_all_that_it_matches() -> None:
    spoke = set[str]()
    for text in (*(text for text, _, _ in TEXTS), *HELD, *(name for name, _ in NAMES)):
        compact = _compact(text)
        for pattern in _patterns()[0]:
            if pattern.regex.search(compact):
                spoke.add(pattern.id)
                assert pattern.may_match(compact), (pattern.id, text)
                assert may_be_marked(text) or not pattern.needs, (pattern.id, text)
    assert spoke == {pattern.id for pattern in _patterns()[0]}


@pytest.mark.parametrize("text", ["机\n 要渠道", "機 密", "⽂件会\u200b后收回", "秘祕密"])
def test_a_text_that_is_not_folded_yet_is_looked_at_in_any_spelling(text: str) -> None:
    assert may_be_marked(text)


@pytest.mark.parametrize(("name", "level"), NAMES)
def test_names(name: str, level: Level) -> None:
    assert inspect_name(name).level is level


@given(text=st.sampled_from(BLOCKED), blanks=st.lists(BLANKS, min_size=3, max_size=3))
def test_blanks_within_a_mark_never_let_it_pass(text: str, blanks: list[str]) -> None:
    for word in ("绝密", "机密", "秘密"):
        text = text.replace(word, word[0] + blanks[0] + word[1])
    text = text.replace("★", blanks[1] + "★" + blanks[2])
    assert inspect_text(text).level is Level.BLOCK


@given(
    before=st.text(max_size=40),
    after=st.text(max_size=40),
    mark=st.sampled_from(["绝密★", "机密★20年", "秘密★长期"]),
)
def test_whatever_stands_around_a_starred_mark_it_is_found(before: str, after: str, mark: str) -> None:
    # Only the words that make it another kind of secret may stand right before it; those are held.
    assert inspect_text(f"{before}\n{mark}{after}").level is Level.BLOCK


@given(text=st.text(max_size=200), place=st.sampled_from(["正文", "标题"]))
def test_no_text_is_in_a_verdict(text: str, place: str) -> None:
    secret = f"{text}\n机密★10年 代号青松"
    verdict = inspect_text(secret, place=place)
    assert "青松" not in repr(verdict)
    assert {hit.place for hit in verdict.hits} == {place}


@pytest.mark.slow
def test_a_thousand_pages_are_read_to_the_last_word() -> None:
    """A pattern that turned back on itself would not come to the end of them within the limit of a test."""
    text = NOTICE.replace("000127\n", "") * 1_400
    assert len(text) > 600_000
    assert inspect_text(text).level is Level.PASS
    assert inspect_text(f"{text}\n机密★10年").level is Level.BLOCK
