"""The gate on files: what comes in, what is held, what is stopped, and what is left behind."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st
from kit import NOW, County
from PIL.PngImagePlugin import PngInfo
from pytest_django import Settings

from files.conftest import files_under
from files.papers_of_all_kinds import (
    MARK,
    PLAIN,
    bomb,
    huge_picture,
    picture,
    scan,
    scanned_pdf,
    word,
    word_of_xml,
    word_with,
)
from shuniu.kernel.base.refusals import Code, Refusal
from shuniu.kernel.files import erasing, inspection, news, ocr, queries, store
from shuniu.kernel.files.gate import STOP, Admitted, Declaration, Held, admit
from shuniu.kernel.files.models import StoredFile
from shuniu.kernel.people.actor import system_actor
from shuniu.kernel.records.models import Record

UNMARKED = Declaration(StoredFile.Declared.UNMARKED)
UNMARKED_ONLY = StoredFile.Declared.UNMARKED
NOT_SECRET = Declaration(StoredFile.Declared.NOT_SECRET)
needs_tesseract = pytest.mark.skipif(
    ocr.installed() is None, reason="tesseract with chi_sim is not installed"
)


@pytest.fixture
def heard() -> list[news.GateNews]:
    """What the gate told its listeners."""
    told: list[news.GateNews] = []
    news.LISTENERS.register("test", told.append)
    yield told
    del news.LISTENERS._items["test"]


def bring(
    county: County, data: bytes, name: str, declaration: Declaration | None = None
) -> Admitted | Refusal:
    return admit(data, name, actor=county.actor("clerk"), now=NOW, declaration=declaration)


def admitted(county: County, data: bytes, name: str, declaration: Declaration | None = None) -> Admitted:
    outcome = bring(county, data, name, declaration)
    assert isinstance(outcome, Admitted), outcome
    return outcome


def refused(county: County, data: bytes, name: str, declaration: Declaration | None = None) -> Refusal:
    outcome = bring(county, data, name, declaration)
    assert isinstance(outcome, Refusal), outcome
    return outcome


def test_an_ordinary_document_comes_in(county: County, home: Path, heard: list[news.GateNews]) -> None:
    data = word(*PLAIN)
    done = admitted(county, data, "C:\\来文\\关于防火的通知.docx")
    file = StoredFile.objects.get(pk=done.file.pk)
    assert (file.kind, file.name, file.size) == ("docx", "关于防火的通知.docx", len(data))
    assert PLAIN[2] in file.text
    assert file.brought_by == "王秀兰（云岭县人民政府办公室文书）"
    assert done.document is not None and done.document.title is not None
    assert done.document.title.value == PLAIN[0]
    assert store.load(file.sha256) == data
    assert Record.objects.get(action="files.admit").payload.content["file"] == file.pk
    assert heard == []


STOPPED = {
    "body": lambda: (word("000012", MARK, *PLAIN), "通知.docx"),
    "name": lambda: (word(*PLAIN), "【机密】通知.docx"),
    "text file": lambda: ("关于某事项的通知\n秘　密\n各乡镇：".encode("gb18030"), "通知.txt"),
    "broken file with a marked name": lambda: (b"PK\x03\x04broken", "绝密★.docx"),
    "properties of a picture": lambda: (picture(pnginfo=_said("Title", MARK)), "扫描件.png"),
    "comment of a picture": lambda: (picture("JPEG", comment=MARK.encode()), "扫描件.jpg"),
}


def _said(key: str, text: str) -> PngInfo:
    info = PngInfo()
    info.add_itxt(key, text)
    return info


@pytest.mark.parametrize("case", STOPPED)
def test_a_mark_stops_a_file_and_leaves_nothing(
    case: str, county: County, home: Path, heard: list[news.GateNews]
) -> None:
    """BM-03: kept are only who, when, unit, rule and size, also when somebody declares it harmless."""
    data, name = STOPPED[case]()
    for declaration in (None, UNMARKED, NOT_SECRET):
        refusal = refused(county, data, name, declaration)
        assert (refusal.code, refusal.rule, refusal.remedy) == (Code.SECRET, "BM-03", STOP)
        assert MARK not in refusal.message
    assert files_under(home) == []
    assert not StoredFile.objects.exists()
    record = Record.objects.filter(action="files.admit").latest("pk")
    assert record.outcome == Record.Outcome.REFUSED
    assert record.payload.content == {"code": "secret", "rule": "BM-03", "size": len(data)}
    assert [n.kind for n in heard] == [news.Kind.STOPPED] * 3


HELD = {
    "scan": (lambda: (picture(), "扫描.png"), "scan_without_text", UNMARKED_ONLY),
    "scanned PDF": (lambda: (scanned_pdf(picture()), "扫描.pdf"), "scan_without_text", UNMARKED_ONLY),
    "hostile part beside the text": (
        lambda: (word_with("word/x.xml", b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"), "通知.docx"),
        "unreadable",
        UNMARKED_ONLY,
    ),
    "old Word": (lambda: (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "通知.doc"), "unreadable", UNMARKED_ONLY),
    "embedded file": (lambda: (word_with("word/embeddings/a.bin", b"x"), "通知.docx"), "unreadable", UNMARKED_ONLY),
    "telling word": (lambda: (word("机密文件管理制度学习通知", *PLAIN), "通知.docx"), "word", StoredFile.Declared.NOT_SECRET),
    "telling name of a scan": (lambda: (picture(), "云委密〔2026〕3号.png"), "word", StoredFile.Declared.NOT_SECRET),
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("case", HELD)
def test_what_cannot_be_judged_waits_for_somebody_to_answer(
    case: str, county: County, home: Path, heard: list[news.GateNews]
) -> None:
    make, reason, needs = HELD[case]
    data, name = make()
    held = refused(county, data, name)
    assert isinstance(held, Held)
    assert (held.code, held.reason, held.needs, held.rule) == (Code.HELD, reason, needs, "BM-02")
    assert files_under(home) == []
    if needs is StoredFile.Declared.NOT_SECRET:
        assert refused(county, data, name, UNMARKED) == held
    file = admitted(county, data, name, Declaration(needs)).file
    assert (file.held_for, file.declared, file.declared_at) == (reason, needs, NOW)
    assert [(n.kind, n.reason, n.file_id) for n in heard] == [(news.Kind.DECLARED, reason, file.pk)]


def test_a_job_cannot_answer_for_a_file(home: Path, db: None) -> None:
    outcome = admit(picture(), "扫描.png", actor=system_actor("收件"), now=NOW, declaration=NOT_SECRET)
    assert isinstance(outcome, Held)


def test_nobody_signed_in_is_refused(db: None) -> None:
    outcome = admit(word(*PLAIN), "通知.docx", actor=None, now=NOW)
    assert isinstance(outcome, Refusal) and outcome.code is Code.NO_ACTOR


FLAWED = {
    "empty": lambda: (b"", "通知.docx"),
    "cut short": lambda: (word(*PLAIN)[:2000], "通知.docx"),
    "mislabelled": lambda: (word(*PLAIN), "通知.pdf"),
    "zip bomb": lambda: (bomb(), "通知.docx"),
    "macro": lambda: (word_with("word/vbaProject.bin", b"x"), "通知.docx"),
    "program": lambda: (b"MZ" + bytes(200), "通知.exe"),
    "broken PDF": lambda: (b"%PDF-1.7\n" + bytes(50), "通知.pdf"),
    "picture cut short": lambda: (scan(PLAIN)[:3000], "扫描.png"),
    "picture bomb": lambda: (huge_picture(), "扫描.png"),
    "entity bomb": lambda: (
        word_of_xml(b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"),
        "通知.docx",
    ),
    "deep nesting": lambda: (word_of_xml(b"<a>" * 5000 + b"</a>" * 5000), "通知.docx"),
}


@pytest.mark.parametrize("case", FLAWED)
def test_broken_and_hostile_files_get_a_sentence(case: str, county: County, home: Path) -> None:
    data, name = FLAWED[case]()
    refusal = refused(county, data, name, NOT_SECRET)
    assert refusal.code is Code.BAD_FILE
    assert refusal.message.endswith("。")
    assert files_under(home) == []


def test_a_file_too_large_is_refused(county: County, settings: Settings) -> None:
    settings.MAX_UPLOAD_BYTES = 1000
    refusal = refused(county, word(*PLAIN), "通知.docx")
    assert refusal.code is Code.BAD_FILE and "上限" in refusal.message


def test_a_stumbling_reader_is_a_bad_file(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    def stumble(data: bytes, name: str) -> None:
        raise RecursionError("关于某事项")

    monkeypatch.setattr(inspection, "first_look", stumble)
    refusal = refused(county, word(*PLAIN), "通知.docx")
    assert refusal.code is Code.BAD_FILE and "某事项" not in refusal.message


@needs_tesseract
@pytest.mark.slow
@pytest.mark.parametrize(
    "wrap", [lambda page: (page, "扫描.png"), lambda page: (scanned_pdf(scan(PLAIN), page), "扫描.pdf")]
)
def test_recognition_stops_a_marked_scan(wrap: object, county: County, home: Path) -> None:
    """The eye was declared to have seen nothing; recognition still looks."""
    data, name = wrap(scan(("000012", MARK, "特急", *PLAIN)))
    refusal = refused(county, data, name, UNMARKED)
    assert (refusal.code, refusal.rule) == (Code.SECRET, "BM-03")
    assert files_under(home) == []


@needs_tesseract
@pytest.mark.slow
def test_a_scan_can_be_searched_by_what_recognition_read(county: County) -> None:
    done = admitted(county, scan(PLAIN), "扫描.png", UNMARKED)
    assert done.file.text_from == StoredFile.TextFrom.RECOGNISED
    assert "森林防火" in done.file.text
    assert done.document is not None and "森林防火" in done.document.text


@pytest.mark.slow
def test_the_same_content_is_stored_once(county: County, home: Path) -> None:
    data = word(*PLAIN)
    first, second = (admitted(county, data, name).file for name in ("甲.docx", "乙.docx"))
    assert first.pk != second.pk and first.sha256 == second.sha256
    assert files_under(home) == [store.path_of(first.sha256)]
    assert queries.is_bringer(county.actor("clerk"), [first.pk, second.pk])
    assert not queries.is_bringer(county.actor("clerk_party"), [first.pk])
    assert not queries.is_bringer(county.actor("clerk"), [first.pk, 999])


@pytest.mark.both_databases
def test_rows_are_append_only_but_for_erasing(county: County, heard: list[news.GateNews]) -> None:
    file = admitted(county, word(*PLAIN), "通知.docx").file
    rows = StoredFile.objects.filter(pk=file.pk)
    for change in (
        {"name": "改"},
        {"text": ""},
        {"erased_at": NOW},
        {"name": "", "text": "", "erased_at": NOW, "sha256": "0" * 64},
        {"name": "", "text": "", "erased_at": NOW, "declared_at": NOW},
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        StoredFile.objects.create(sha256="0" * 64, size=1, kind="bin", name="x", at=NOW, held_for="word")


@pytest.mark.slow
def test_erased_content_is_gone_and_stays_away(
    county: County, home: Path, django_capture_on_commit_callbacks: object, heard: list[news.GateNews]
) -> None:
    data = word(*PLAIN)
    file = admitted(county, data, "通知.docx").file
    with django_capture_on_commit_callbacks(execute=True):
        ids = erasing.erase(
            file.sha256, actor=county.actor("director"), now=NOW, approval="清除审批〔2026〕1号"
        )
    assert ids == (file.pk,)
    file.refresh_from_db()
    assert (file.name, file.text, file.erased_at) == ("", "", NOW) and len(file.sha256) == 64
    assert files_under(home) == []
    assert heard[-1].kind is news.Kind.ERASED
    assert refused(county, data, "又来了.docx").code is Code.RULE


@pytest.mark.slow
@given(st.binary(max_size=3000), st.text(max_size=60))
@examples(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_bytes_and_no_name_crash_the_gate(county: County, data: bytes, name: str) -> None:
    outcome = bring(county, data, name, NOT_SECRET)
    if isinstance(outcome, Admitted):
        assert store.load(outcome.file.sha256) == data
        assert 0 < len(StoredFile.objects.get(pk=outcome.file.pk).name) <= 200
    else:
        assert outcome.message


@pytest.mark.slow
@given(st.text(max_size=300), st.sampled_from(["", ".docx", ".PDF", ".a-very-long-extension"]))
def test_a_name_is_fit_to_show_and_to_keep(name: str, suffix: str) -> None:
    shown = inspection.display_name(name + suffix)
    assert 0 < len(shown) <= 200
    assert not set(shown) & set("/\\\x00\n\u202e")
    shown.encode()
