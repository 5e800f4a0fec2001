"""What was uploaded and registered by nobody goes after the days a parameter gives; what is used stays."""

from __future__ import annotations

import os
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from kit import NOW, County, build_county
from pytest_django import Settings

from shuniu.kernel.base.models import ParameterValue
from shuniu.kernel.files import store
from shuniu.kernel.files.gate import Admitted, admit
from shuniu.kernel.files.models import StoredFile
from shuniu.kernel.platform import unused_files
from shuniu.kernel.platform.jobs.models import Job
from shuniu.kernel.platform.jobs.registry import TICKS
from shuniu.kernel.records.models import Record

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

LATER = NOW + timedelta(days=31)


@pytest.fixture(autouse=True)
def home(settings: Settings, tmp_path: Path) -> Path:
    settings.SHUNIU_HOME = tmp_path
    return tmp_path


@pytest.fixture
def county() -> County:
    return build_county()


def brought(county: County, words: str, *, now: datetime = NOW) -> StoredFile:
    """A real file past the gate; its content is older than the sweep's grace."""
    admitted = admit(words.encode(), "来文.txt", actor=county.actor("clerk"), now=now)
    assert isinstance(admitted, Admitted)
    old = (timezone.now() - timedelta(days=3)).timestamp()
    os.utime(store.path_of(admitted.file.sha256), (old, old))
    return admitted.file


def left(file: StoredFile) -> tuple[str, bool]:
    """The name that is left of it, and whether its content is there."""
    file.refresh_from_db()
    return file.name, store.verify(file.sha256)


def test_it_goes_after_its_days_and_not_before(county: County) -> None:
    file = brought(county, "关于植树的通知")
    unused_files.sweep(NOW + timedelta(days=30))
    assert left(file) == ("来文.txt", True)
    unused_files.sweep(LATER)
    assert left(file) == ("", False)
    assert (file.text, file.erased_at) == ("", LATER)
    row = Record.objects.get(action="files.discard")
    assert row.payload.content == {"files": [file.pk]} and row.actor == "系统任务 files.sweep"
    unused_files.sweep(LATER)
    assert Record.objects.filter(action="files.discard").count() == 1


def test_what_hangs_on_a_matter_or_is_a_jobs_result_stays(county: County) -> None:
    used, made = brought(county, "关于防汛的通知"), brought(county, "导出的表")
    paper = {"source": "云州市水利局", "title": "关于防汛的通知"}
    county.do("clerk", "documents.incoming.register_paper", files=[used.pk], **paper)
    Job.objects.create(kind="search.rebuild", result_file_id=made.pk, asked_at=NOW, heartbeat=NOW)
    unused_files.sweep(LATER)
    assert left(used) == ("来文.txt", True) and left(made) == ("来文.txt", True)


def test_the_same_content_on_a_matter_keeps_it(county: County) -> None:
    unused, used = brought(county, "关于防汛的通知"), brought(county, "关于防汛的通知")
    paper = {"source": "云州市水利局", "title": "关于防汛的通知"}
    county.do("clerk", "documents.incoming.register_paper", files=[used.pk], **paper)
    unused_files.sweep(LATER)
    assert left(unused) == ("", True) and left(used) == ("来文.txt", True)


def test_the_county_says_how_many_days(county: County) -> None:
    file = brought(county, "关于植树的通知")
    ParameterValue.objects.create(
        key=unused_files.DAYS, value=7, valid_from=NOW.date(), set_at=NOW, set_by="试", reason="试"
    )
    unused_files.sweep(NOW + timedelta(days=8))
    assert left(file) == ("", False)


def test_many_go_in_batches(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unused_files, "BATCH", 2)
    files = [brought(county, f"第 {n} 份通知") for n in range(5)]
    unused_files.sweep(LATER)
    assert [left(f) for f in files] == [("", False)] * 5
    sizes = [
        len(r.payload.content["files"]) for r in Record.objects.filter(action="files.discard").order_by("pk")
    ]
    assert sizes == [2, 2, 1]


def test_the_worker_does_it_every_night() -> None:
    assert TICKS.get("files.sweep").daily == unused_files.AT
