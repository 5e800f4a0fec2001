"""The forms of 发文 as they come out of the printer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import issuing_samples as samples
import pytest
import reading
from paper_samples import NOW, QR
from test_forms import HOSTILE, filled, texts

from shuniu.kernel.platform.papers import FontSet, Paper, render
from shuniu.modules.documents.papers import issuing

FORMS: dict[str, tuple[Paper, Callable[[], Any]]] = {
    "draft slip": (issuing.DRAFT_SLIP, samples.draft_slip),
    "blank draft slip": (issuing.DRAFT_SLIP, samples.blank_draft_slip),
    "countersign slip": (issuing.COUNTERSIGN_SLIP, samples.countersign_slip),
    "issue register": (issuing.ISSUE_REGISTER, samples.issue_register),
}
FILLED = ["draft slip", "countersign slip", "issue register"]


@pytest.mark.parametrize("name", FORMS)
def test_nothing_stands_outside_the_sheet_and_every_value_is_on_it(name: str, fonts: FontSet) -> None:
    paper, data = FORMS[name]
    pdf = render(paper, data(), fonts=fonts, made_at=NOW).pdf
    assert reading.outside(pdf) == []
    wanted = Counter(reading.squeezed("".join(texts(data()))))
    assert wanted - Counter("".join(reading.pages(pdf))) == Counter()


@pytest.mark.parametrize("name", ["draft slip", "blank draft slip", "countersign slip"])
def test_ordinary_use_fits_one_page_and_its_code_can_be_scanned(name: str, fonts: FontSet) -> None:
    paper, data = FORMS[name]
    result = render(paper, data(), fonts=fonts, made_at=NOW)
    assert result.pages == 1
    assert reading.qr_texts(result.pdf) == [QR.text]


def test_the_register_repeats_its_heads(fonts: FontSet) -> None:
    result = render(issuing.ISSUE_REGISTER, samples.issue_register(), fonts=fonts, made_at=NOW)
    assert result.pages >= 2
    for text in reading.pages(result.pdf):
        assert all(head in text for head in ("发文字号", "签发人", "拟稿单位"))


@pytest.mark.slow
@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize("name", FILLED)
def test_hostile_text_in_every_field(name: str, hostile: str, fonts: FontSet) -> None:
    paper, data = FORMS[name]
    make = data() if name != "issue register" else samples.issue_register(2)
    result = render(paper, filled(make, HOSTILE[hostile]), fonts=fonts, made_at=NOW)
    assert reading.outside(result.pdf) == []
