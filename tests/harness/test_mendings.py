"""The program that looks at safe mendings: it mends every fault in wordings A, and tells on a mending that is not safe."""

from __future__ import annotations

from itertools import islice

import pytest
from bench.mendings import Input, Result, faulty, main

from hongtou.check.specimen import specimen


@pytest.mark.slow
def test_no_safe_mending_changes_a_word_in_every_fifth_fault() -> None:
    result = mended(every=5)
    assert result.files > 300 and result.mended["GB-13A"] and not result.wrong


@pytest.mark.soak
def test_no_safe_mending_changes_a_word_in_any_fault() -> None:
    result = mended(every=1)
    assert result.files > 1500 and result.mended["GB-13A"] and not result.wrong


def mended(every: int) -> Result:
    result = Result()
    for one in islice(faulty(()), 0, None, every):
        result.add(one)
    return result


def test_what_is_mended_is_shown_with_what_stands_around(capsys: pytest.CaptureFixture[str]) -> None:
    result = Result()
    result.add(Input("样本", specimen(number="云政办发[2026]12号").encode(), "a.txt"))
    result.add(Input("坏了", b"PK\x03\x04", "b.docx"))
    assert result.files == 1 and dict(result.mended) == {"GB-13A": 1}
    ((code, change),) = result.changes
    assert code == "GB-13A" and "［－云政办发[2026]12号－］｛＋云政办发〔2026〕12号＋｝⏎" in change
    assert main(["--family", "secrecy"]) == 0 and "不该有的0处" in capsys.readouterr().out


def test_a_mending_that_changes_a_word_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bench.mendings.same_words", lambda *_: False)
    result = Result()
    result.add(Input("样本", specimen(number="云政办发[2026]12号").encode(), "a.txt"))
    assert result.wrong == ["样本：改掉了字"]
