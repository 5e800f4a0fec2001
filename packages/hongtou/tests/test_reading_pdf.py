"""PDF with a text layer: reading order, paragraphs put together again, pages of spans."""

import pytest
from file_builders import pdf

import hongtou
from hongtou import Kind, Unreadable

BODY = (
    "为进一步规范全县村级档案管理，现将有关事项通知如下，请各乡镇结合实际抓好落实，"
    "并请于2026年5月20日前将方案报县档案馆备案。"
)


def page_of(lines: list[str], *, folio: str) -> list[tuple[float, float, float, str]]:
    """A body page of 28 characters a line in the type area of the standard."""
    placed = [(28.0, 40 + 10.2 * row, 15.8, line) for row, line in enumerate(lines)]
    return [*placed, (100.0, 275.0, 14, folio)]


def broken_into_lines(text: str) -> list[str]:
    return [text[start : start + 28] for start in range(0, len(text), 28)]


@pytest.fixture(name="data")
def _data() -> bytes:
    head = [
        (60.0, 60.0, 40, "云岭县档案馆文件"),
        (80.0, 90.0, 15.8, "云档〔2026〕6号"),
        (60.0, 110.0, 22, "关于加强村级档案管理工作的"),
        (95.0, 122.0, 22, "通知"),
        (28.0, 140.0, 15.8, "各乡镇人民政府："),
    ]
    body = [
        (28.0 if row else 39.1, 150 + 10.2 * row, 15.8, line)
        for row, line in enumerate(broken_into_lines(BODY))
    ]
    # Drawn from the bottom up: a file need not draw in the order of reading.
    first = [*reversed(head + body), (100.0, 275.0, 14, "— 1 —")]
    second = page_of(["　　请认真执行。"], folio="— 2 —")
    second[1:1] = [(130.0, 70.0, 15.8, "云岭县档案馆"), (126.0, 81.0, 15.8, "2026年4月8日")]
    return pdf([first, second], info={"Title": "村级档案通知"})


def test_elements_of_a_pdf_with_their_pages(data: bytes) -> None:
    document = hongtou.read(data, "来文.pdf")
    assert document.pages == 2
    assert document.metadata["标题"] == "村级档案通知"
    assert document.issuer_mark and document.issuer_mark.value == "云岭县档案馆文件"
    assert str(document.document_number and document.document_number.value) == "云档〔2026〕6号"
    assert document.title and document.title.value == "关于加强村级档案管理工作的通知"
    assert document.title.span.page == 1
    assert document.document_date and document.document_date.span.page == 2
    assert document.issuer and document.issuer.value == "云岭县档案馆"
    assert "— 1 —" not in document.text


def test_a_paragraph_is_one_again_and_a_phrase_across_lines_is_found(data: bytes) -> None:
    document = hongtou.read(data, "来文.pdf")
    assert document.body[0].text == BODY  # type: ignore[union-attr]
    (deadline,) = document.deadlines
    assert deadline.phrase == "2026年5月20日前"
    assert "".join(document.passage(deadline.span).split()) == deadline.phrase


def test_a_scan_is_told_apart_from_a_fault() -> None:
    with pytest.raises(Unreadable) as refusal:
        hongtou.read(pdf([[]], image=True), "扫描件.pdf")
    assert refusal.value.kind is Kind.NO_TEXT
    stamped = pdf([[(100.0, 275.0, 14, "第3页")]], image=True)
    with pytest.raises(Unreadable) as refusal:
        hongtou.read(stamped, "扫描件.pdf")
    assert refusal.value.kind is Kind.NO_TEXT


def test_a_password_is_named() -> None:
    with pytest.raises(Unreadable, match="密码") as refusal:
        hongtou.read(pdf([[(30.0, 30.0, 16, "通知")]], encrypted=True), "来文.pdf")
    assert refusal.value.kind is Kind.ENCRYPTED
