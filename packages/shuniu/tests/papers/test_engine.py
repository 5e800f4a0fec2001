"""The engine: data is inert, the same input gives the same bytes, and failures are told."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import paper_samples as samples
import pytest
import reading
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shuniu.kernel.base.registry import DuplicateName
from shuniu.kernel.platform.papers import (
    FontSet,
    Paper,
    PrintFailed,
    QrCode,
    declare,
    qr_png,
    qr_svg,
    render,
)
from shuniu.modules.documents import papers

LINES = """#import "/common.typ": *
#show: sheet.with(margin: 20mm)
#set page(width: 3000mm, height: 3000mm, footer: none)
#for line in data.lines { par("【" + field(line) + "】") }
"""


def paper(folder: Path, source: str) -> Paper:
    template = folder / "form.typ"
    template.write_text(source, "utf-8")
    return Paper("test.form", "试印", template)


syntax = st.text(alphabet="#$*_`<>@\\/=-+~[]{}()\"'%&|^:;,.!?0aA中文国字", min_size=1, max_size=40)


@pytest.mark.slow
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(syntax, min_size=1, max_size=60))
def test_data_is_printed_and_never_evaluated(tmp_path: Path, fonts: FontSet, texts: list[str]) -> None:
    result = render(paper(tmp_path, LINES), {"lines": texts}, fonts=fonts, made_at=samples.NOW)
    expected = "".join(f"【{reading.squeezed(text)}】" for text in texts)
    assert reading.pages(result.pdf) == [expected]


@pytest.mark.slow
def test_same_input_same_bytes(fonts: FontSet) -> None:
    first, second = (
        render(papers.HANDLING_SLIP, samples.handling_slip(), fonts=fonts, made_at=samples.NOW)
        for _ in range(2)
    )
    assert first.pdf == second.pdf
    later = render(
        papers.HANDLING_SLIP, samples.handling_slip(), fonts=fonts, made_at=samples.NOW.replace(hour=16)
    )
    assert later.pdf != first.pdf


def test_dates_are_printed_in_chinese(tmp_path: Path, fonts: FontSet) -> None:
    source = '#import "/common.typ": *\n#show: sheet\n#cn-date(data.day)|#cn-moment(data.at)|#cn-date(none, empty: "无")'
    data = {"day": date(2026, 6, 1), "at": datetime(2026, 11, 23, 9, 5)}
    text = reading.pages(render(paper(tmp_path, source), data, fonts=fonts, made_at=samples.NOW).pdf)[0]
    assert text.startswith("2026年6月1日|2026年11月23日9时05分|无")


def test_a_template_that_fails_is_reported(tmp_path: Path, fonts: FontSet) -> None:
    with pytest.raises(PrintFailed, match="unknown variable: nothing"):
        render(paper(tmp_path, "#nothing"), {}, fonts=fonts, made_at=samples.NOW)


@pytest.mark.slow
def test_a_template_cannot_read_outside_its_library(tmp_path: Path, fonts: FontSet) -> None:
    with pytest.raises(PrintFailed):
        render(paper(tmp_path, '#read("/../engine.py")'), {}, fonts=fonts, made_at=samples.NOW)
    with pytest.raises(PrintFailed):
        render(paper(tmp_path, '#read("/etc/hostname")'), {}, fonts=fonts, made_at=samples.NOW)


def test_what_cannot_be_printed_is_a_type_error(fonts: FontSet) -> None:
    with pytest.raises(TypeError, match="set"):
        render(papers.REGISTER, {"rows": {1}}, fonts=fonts, made_at=samples.NOW)


def test_a_naive_time_is_refused(fonts: FontSet) -> None:
    with pytest.raises(ValueError, match="aware"):
        render(papers.REGISTER, {}, fonts=fonts, made_at=datetime(2026, 1, 1))


def test_a_form_is_declared_once() -> None:
    with pytest.raises(DuplicateName):
        declare(papers.REGISTER)


@pytest.mark.slow
@pytest.mark.parametrize(
    "text", ["https://oa.yunling.example/m/7F3K-92QD?from=处理单", "政办收〔2026〕318号", "9" * 300]
)
def test_qr_pictures_can_be_scanned(text: str, tmp_path: Path, fonts: FontSet) -> None:
    source = '#import "/common.typ": *\n#show: sheet\n#qr(data.code, size: 40mm)'
    result = render(paper(tmp_path, source), {"code": QrCode(text)}, fonts=fonts, made_at=samples.NOW)
    assert reading.qr_texts(result.pdf) == [text]
    assert qr_png(text).startswith(b"\x89PNG")


@pytest.mark.parametrize("text", ["", "9" * 8000])
def test_what_no_qr_code_holds_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        qr_svg(text)
