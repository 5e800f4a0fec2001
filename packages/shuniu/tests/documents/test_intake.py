"""收文登记 in the browser's way: drop, gate, read, register; scans, calls; files only for those who may see."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from kit import County, browser, build_county

from shuniu.kernel.files.models import StoredFile
from shuniu.kernel.flow.models import Matter
from shuniu.modules.documents.models import IncomingDocument

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("late_in_november")]

NOTICE = """云州市水利局文件

云州水〔2026〕118号

云州市水利局关于做好冬春水利建设工作的通知

各县（市、区）水利局：

为做好今冬明春水利建设，现就有关事项通知如下。
一、全面排查隐患。对辖区内水库、塘坝逐座排查。
二、请于2026年12月10日前将排查情况报送我局。

云州市水利局
2026年11月20日
"""


@pytest.fixture
def county() -> County:
    return build_county()


def dropped(text: str, name: str = "通知.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode())


def test_a_dropped_file_is_read_and_registered(county: County) -> None:
    client = browser(county, "clerk")
    assert "收文登记" in client.get("/incoming/new/").content.decode()
    answer = client.post("/incoming/upload/", {"file": dropped(NOTICE)}, headers={"HX-Request": "true"})
    assert answer.status_code == 200 and "data-register" in answer.content.decode()
    file = StoredFile.objects.get()
    form = client.get(f"/incoming/register/?file={file.pk}").content.decode()
    for value in ("云州水〔2026〕118号", "关于做好冬春水利建设工作的通知", "云州市水利局", "2026-11-20"):
        assert value in form
    data = {
        "file": file.pk,
        "source": "云州市水利局",
        "title": "云州市水利局关于做好冬春水利建设工作的通知",
        "document_number": "云州水2026 118",
        "urgency": "平件",
    }
    answer = client.post("/incoming/register/", data)
    assert answer.status_code == 302, answer.content.decode()[:2000]
    line = IncomingDocument.objects.get()
    assert (line.document_number, line.genre) == ("云州水〔2026〕118号", "通知")
    page = client.get(f"/matters/{line.pk}/").content.decode()
    assert "全面排查隐患" in page
    assert browser(county, "clerk_party").get(f"/files/{file.pk}/").status_code == 404
    assert client.get(f"/files/{file.pk}/").status_code == 200


def test_a_second_copy_is_recognised(county: County) -> None:
    client = browser(county, "clerk")
    data = {
        "source": "云州市水利局",
        "title": "通知甲",
        "document_number": "云州水〔2026〕118号",
        "urgency": "平件",
    }
    assert client.post("/incoming/register/", data).status_code == 302
    again = client.post("/incoming/register/", {**data, "title": "通知乙"})
    page = again.content.decode()
    assert again.status_code == 422 and "可能是重复收文" in page and "通知乙" in page
    assert Matter.objects.count() == 1


def test_a_secret_mark_leaves_nothing_behind(county: County) -> None:
    client = browser(county, "clerk")
    marked = "机 密★10年\n" + NOTICE.replace("冬春水利", "人防工程")
    answer = client.post(
        "/incoming/upload/", {"file": dropped(marked, "防空方案.txt")}, headers={"HX-Request": "true"}
    )
    page = answer.content.decode()
    assert answer.status_code == 422 and "请立即停止" in page and "防空方案" not in page
    assert StoredFile.objects.count() == 0
    kept = [
        p
        for p in Path(settings.SHUNIU_HOME).rglob("*")
        if p.is_file() and "人防工程".encode() in p.read_bytes()
    ]
    assert kept == []


@pytest.mark.parametrize(
    ("data", "name"),
    [(b"%PDF-1.7 broken", "坏.pdf"), (b"MZ\x90\x00" + b"\0" * 64, "假.docx"), (b"PK\x03\x04junk", "坏.docx")],
)
def test_a_bad_file_gets_a_sentence(county: County, data: bytes, name: str) -> None:
    client = browser(county, "clerk")
    answer = client.post(
        "/incoming/upload/", {"file": SimpleUploadedFile(name, data)}, headers={"HX-Request": "true"}
    )
    assert answer.status_code == 422 and "没有收下" in answer.content.decode()
    assert StoredFile.objects.count() == 0


def test_a_call_is_one_short_form(county: County) -> None:
    client = browser(county, "clerk")
    assert "照说的记" in client.get("/incoming/call/").content.decode()
    answer = client.post(
        "/incoming/call/",
        {"source": "市防指值班室", "words": "今晚有暴雨。", "urgency": "特急", "form": "call"},
    )
    assert answer.status_code == 302
    assert Matter.objects.get().number == "话2026-0001"


def test_desks_open_for_those_who_keep_the_register(county: County) -> None:
    client = browser(county, "clerk")
    for address in ("/incoming/scan/", "/incoming/telegram/", "/incoming/register/"):
        assert client.get(address).status_code == 200
    assert browser(county, "handler").get("/incoming/new/").status_code == 403


def test_nobody_registers_a_file_he_did_not_bring(county: County) -> None:
    """A guessed file number opens nothing, through the form or the API."""
    client = browser(county, "clerk")
    client.post("/incoming/upload/", {"file": dropped(NOTICE)}, headers={"HX-Request": "true"})
    pk = StoredFile.objects.get().pk
    data = {"source": "某单位", "title": "猜来的文件", "files": [pk]}
    assert county.refused("water_clerk", "documents.incoming.register_paper", **data).rule == "CQ-06"
    county.do("clerk", "documents.incoming.register_paper", **data)
