"""Whatever is written in any form comes back from its text, its Word file, its PDF and its OFD with the same elements and
the same body (GB/T 9704-2012, 7 and 10)."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from manuscripts import SENTENCE, free_fonts

from hongtou import (
    AnnexCopy,
    Document,
    DocumentNumber,
    Form,
    Manuscript,
    Signer,
    Urgency,
    blocks_of,
    lay_out,
    manuscript_of,
    read,
    text_of,
    write_docx,
    write_ofd,
    write_pdf,
)
from hongtou.manuscript import addressed, date_text

_ORGANS = (
    "云岭县发展和改革局",
    "云岭县财政局",
    "云岭县水利局",
    "云岭县人民政府办公室",
    "云岭县人力资源和社会保障局",
    "云岭县石门镇人民政府",
    "云岭县总工会",
)
_GOVERNMENT = "云岭县人民政府"
_DAYS = st.dates(date(2012, 7, 1), date(2030, 12, 31))
_NUMBERED_PARAGRAPHS = (
    "一、总体要求",
    "（一）压实责任。" + SENTENCE,
    "1.各单位要明确一名联络员。",
    "二、有关要求",
    SENTENCE * 3,
    SENTENCE,
    "截至2026年3月底，全县共排查隐患312处，已整改86%（见附表）。",
    "（二）重点抽查",
    "（1）水库山塘：溢洪道是否畅通；",
    "根据《云岭县水库安全管理办法》（云政发〔2024〕3号）第十二条规定，请于4月10日17时前将自查情况报送县水利局（联系人：周宁）。",
    "会议强调，" + SENTENCE,
)
_TABLES = (
    "乡镇\t隐患数\t备注\n石门镇\t3\t\n\t12\t已整改10处",
    "序号\t事项\n1\t安排值班\n2\t",
    "单位\t一季度\t二季度\n\t\t\n合计\t\t15",
)


def _body(opening: str) -> st.SearchStrategy[tuple[Any, ...]]:
    more = st.lists(st.sampled_from((*_NUMBERED_PARAGRAPHS, *_TABLES)), max_size=6)
    return more.map(lambda parts: blocks_of("\n".join((opening, *_apart(parts)))))


def _apart(parts: list[str]) -> Iterator[str]:
    """A sentence between two tables: a page cannot tell two that follow each other from one."""
    for before, part in zip(["", *parts], parts, strict=False):
        if "\t" in before and "\t" in part:
            yield SENTENCE
        yield part


_PEOPLE = st.lists(
    st.sampled_from(("李明华", "王芳", "陈志远", "欧阳修远")), min_size=1, max_size=3, unique=True
)
_ANNEXES = st.sampled_from(
    [
        (),
        (("隐患排查清单", "一、水库\n" + SENTENCE),),
        (("隐患排查清单", SENTENCE), ("各乡镇汛前安全检查情况统计表", _TABLES[0])),
    ]
)


def _with_annexes(copy: Manuscript, annexes: tuple[tuple[str, str], ...]) -> Manuscript:
    several = len(annexes) > 1
    return replace(
        copy,
        annex_names=tuple(title for title, _ in annexes),
        annexes=tuple(
            AnnexCopy(number if several else None, title, blocks_of(text))
            for number, (title, text) in enumerate(annexes, start=1)
        ),
    )


def _signed(copy: Manuscript, short: bool) -> Manuscript:
    return replace(copy, signed_by=tuple(name.removeprefix("云岭" * short) for name in copy.issuers))


def _named(copy: Manuscript, full: bool) -> Manuscript:
    """With the names of its organs in the title, where they do not make it longer than people write."""
    names = "、".join(copy.issuers)
    return replace(copy, title=names + copy.title) if full and len(copy.issuers) < 3 else copy


_COMMON: dict[str, st.SearchStrategy[Any]] = {
    "copy_number": st.sampled_from(["", "000127"]),
    "urgency": st.sampled_from([None, *Urgency]),
    "addressees": st.sampled_from(
        [(), ("各乡镇人民政府", "县政府各部门"), ("市水利局",), tuple(f"县第{n}中学" for n in range(1, 13))]
    ),
    "document_date": _DAYS,
    "note": st.sampled_from(["", "此件公开发布", "联系人：周宁，联系电话：6220018"]),
    "copy_to": st.sampled_from(
        [(), ("县委办公室",), ("县委办公室", "县人大常委会办公室", "县政协办公室") * 3]
    ),
}
_PRINTED: dict[str, st.SearchStrategy[Any]] = {
    "printing_office": st.just("云岭县财政局办公室"),
    "printing_date": _DAYS,
}
_ALONE = st.sampled_from(_ORGANS).map(lambda name: (name,))
_TOGETHER = st.lists(st.sampled_from(_ORGANS), min_size=2, max_size=4, unique=True).map(tuple)


def _ordinary(issuers: st.SearchStrategy[tuple[str, ...]]) -> st.SearchStrategy[Manuscript]:
    made = st.builds(
        Manuscript,
        issuers=issuers,
        title=st.sampled_from(
            ["关于下达校舍维修计划的通知", "关于进一步做好2026年汛前安全检查工作有关事项的通知"]
        ),
        body=_body("现将有关事项通知如下。"),
        number=st.builds(DocumentNumber, st.just("云财发"), st.integers(2012, 2030), st.integers(1, 999)),
        signatories=st.just(()) | _PEOPLE.map(tuple),
        sealed=st.booleans(),
        **_COMMON,
        **_PRINTED,
    )
    return st.builds(
        _named, st.builds(_signed, st.builds(_with_annexes, made, _ANNEXES), st.booleans()), st.booleans()
    )


def _letter(issuers: st.SearchStrategy[tuple[str, ...]]) -> st.SearchStrategy[Manuscript]:
    made = st.builds(
        Manuscript,
        form=st.just(Form.LETTER),
        mark_suffix=st.just(""),
        issuers=issuers,
        title=st.just("关于商请协助开展汛前安全检查的函"),
        body=_body("现就有关事项函商如下。"),
        number=st.builds(DocumentNumber, st.just("云财函"), st.integers(2012, 2030), st.integers(1, 999)),
        sealed=st.booleans(),
        **_COMMON,
    )
    return st.builds(
        _named, st.builds(_signed, st.builds(_with_annexes, made, _ANNEXES), st.booleans()), st.booleans()
    )


_OFFICES = ("县长", "云岭县人民政府县长", "云岭县人民武装部部长", "云岭县监察委员会主任")


def _order(issuers: st.SearchStrategy[tuple[str, ...]]) -> st.SearchStrategy[Manuscript]:
    made = st.builds(
        Manuscript,
        form=st.just(Form.ORDER),
        mark_suffix=st.sampled_from(["令", "命令"]),
        issuers=issuers,
        title=st.just(""),
        body=_body("《云岭县城乡供水管理办法》已经2026年3月20日县人民政府第8次常务会议通过，现予公布。"),
        number=st.builds(DocumentNumber, st.just(""), st.none(), st.integers(1, 99)),
        signers=st.builds(
            lambda offices, people: tuple(map(Signer, offices, people)),
            st.lists(st.sampled_from(_OFFICES), min_size=1, max_size=3, unique=True),
            _PEOPLE,
        ),
        document_date=_DAYS,
        copy_to=_COMMON["copy_to"],
        **_PRINTED,
    )
    annex = AnnexCopy(None, "云岭县城乡供水管理办法", blocks_of(f"第一条 {SENTENCE}\n第二条 {SENTENCE}"))
    return st.builds(lambda copy, annexed: replace(copy, annexes=(annex,) * annexed), made, st.booleans())


_ATTENDANCE = (
    "出席：李明华、王芳、陈志远、赵立、钱进、孙平、周宁、吴越、郑重、冯源、褚亮、卫民",
    "请假：蒋勤",
    "列席：县发展和改革局沈阳，县财政局韩雪，县教育局杨柳，县水利局朱明，县应急管理局秦川，各乡镇乡镇长",
)


def _minutes(issuers: st.SearchStrategy[tuple[str, ...]]) -> st.SearchStrategy[Manuscript]:
    made = st.builds(
        Manuscript,
        form=st.just(Form.MINUTES),
        mark_suffix=st.sampled_from(["纪要", "会议纪要", "常务会议纪要"]),
        issuers=issuers,
        title=st.sampled_from(["", "研究汛前安全检查工作", "研究2026年义务教育学校校舍维修计划等工作"]),
        body=_body("2026年3月20日，李明华县长主持召开会议，研究汛前安全检查工作。"),
        number=st.builds(DocumentNumber, st.just(""), st.none(), st.integers(1, 99)),
        document_date=_DAYS,
        sealed=st.just(False),
        copy_to=_COMMON["copy_to"],
        **_PRINTED,
    )
    lists = st.integers(0, 3).map(lambda count: blocks_of("\n".join(_ATTENDANCE[:count])))
    attended = st.builds(lambda copy, present: replace(copy, body=(*copy.body, *present)), made, lists)
    return st.builds(_with_annexes, attended, _ANNEXES)


FORMS = {
    "ordinary": _ordinary(_ALONE),
    "joint": _ordinary(_TOGETHER),
    "letter": _letter(_ALONE),
    "joint letter": _letter(_TOGETHER),
    "order": _order(st.just((_GOVERNMENT,))),
    "joint order": _order(st.just((_GOVERNMENT, "云岭县人民武装部"))),
    "minutes": _minutes(st.just((_GOVERNMENT,))),
}


def as_typed(copy: Manuscript) -> str:
    """*copy* as somebody types it who knows no file but plain text."""
    letter, minutes = copy.form is Form.LETTER, copy.form is Form.MINUTES
    issuers = copy.issuers[:1] if letter else copy.issuers
    urgency = [copy.copy_number, str(copy.urgency or "")]
    mark = [*issuers[:-1], issuers[-1] + copy.mark_suffix]
    number = str(copy.number) + ("　签发人：" + "　".join(copy.signatories) if copy.signatories else "")
    body, lists = text_of(copy.body), ""
    if minutes:
        body, _, lists = body.partition("\n出席：")
    several = len(copy.annex_names) > 1
    notes = [f"{n}.{name}" if several else name for n, name in enumerate(copy.annex_names, start=1)]
    lines = [
        *([*mark, *urgency] if letter else [*urgency, *mark]),
        number,
        copy.title,
        f"{addressed(copy.addressees)}：" if copy.addressees else "",
        body,
        "附件：" + "\n".join(notes) if notes else "",
        f"出席：{lists}" if lists else "",
        "　".join(copy.signed_by),
        *(f"{signer.office}　{signer.name}" for signer in copy.signers),
        date_text(copy.document_date) if copy.document_date else "",
        f"（{copy.note}）" if copy.note else "",
    ]
    for annex in copy.annexes:
        lines += [f"附件{annex.number or ''}", annex.title, text_of(annex.blocks)]
    lines.append(f"抄送：{'，'.join(copy.copy_to)}。" if copy.copy_to else "")
    if copy.printing_date:
        lines.append(f"{copy.printing_office}　{date_text(copy.printing_date)}印发")
    return "\n".join(filter(None, lines))


def in_another_template(data: bytes) -> bytes:
    """A Word file whose styles nobody knows, as an office's own template has them."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(buffer, "w") as after:
        for name in before.namelist():
            content = before.read(name)
            if name == "word/styles.xml":
                content = re.sub('w:val="公文·'.encode(), 'w:val="样式'.encode(), content)
            after.writestr(name, content)
    return buffer.getvalue()


def _pages(copy: Manuscript, pen: Callable[..., bytes]) -> bytes:
    return pen(lay_out(copy, fonts=free_fonts()))


KINDS: dict[str, Callable[[Manuscript], tuple[bytes, str]]] = {
    "txt": lambda copy: (as_typed(copy).encode(), "返回.txt"),
    "docx": lambda copy: (write_docx(copy), "返回.docx"),
    "docx of another template": lambda copy: (in_another_template(write_docx(copy)), "返回.docx"),
    "pdf": lambda copy: (_pages(copy, write_pdf), "返回.pdf"),
    "ofd": lambda copy: (_pages(copy, write_ofd), "返回.ofd"),
}


def expected(copy: Manuscript, kind: str) -> Manuscript:
    """What may come back: text and foreign templates say nothing of a seal."""
    return replace(copy, sealed=True) if kind in ("txt", "docx of another template") else copy


def elements(document: Document) -> dict[str, object]:
    """What a document says beside its manuscript."""
    return {
        "genre": document.genre and document.genre.value,
        "issuers": tuple(issuer.value for issuer in document.issuers),
        "title": document.title and document.title.value,
        "mark": document.issuer_mark and document.issuer_mark.value,
        "signatories": document.issuing_signatory and document.issuing_signatory.value,
    }


def comes_back(copy: Manuscript) -> None:
    """Fails with the first kind of file from which *copy* does not come back, or whose elements differ."""
    read_as: dict[str, dict[str, object]] = {}
    for kind, write in KINDS.items():
        document = read(*write(copy))
        assert manuscript_of(document) == expected(copy, kind), kind
        read_as[kind] = elements(document)
    assert all(each == read_as["docx"] for each in read_as.values()), read_as


_CHECKS = [HealthCheck.too_slow]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.slow
def test_every_form_comes_back_from_every_kind_of_file(form: str) -> None:
    @given(FORMS[form])
    @settings(max_examples=12, deadline=None, suppress_health_check=_CHECKS)
    def check(copy: Manuscript) -> None:
        comes_back(copy)

    check()


@pytest.mark.soak(minutes=20)
@pytest.mark.parametrize("form", FORMS)
def test_a_thousand_of_every_form(form: str) -> None:
    @given(FORMS[form])
    @settings(max_examples=1000, deadline=None, suppress_health_check=list(HealthCheck))
    def check(copy: Manuscript) -> None:
        comes_back(copy)

    check()
