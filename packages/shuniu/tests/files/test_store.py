"""The blobs: whole or not at all, checked when read, and honest about a full disk."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import time
from collections.abc import Collection
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import OperationalError, connection
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st
from kit import NOW, build_county

from files.conftest import files_under
from files.papers_of_all_kinds import PLAIN, word
from shuniu.kernel.base.refusals import Code, Refusal, Refused
from shuniu.kernel.files import gate, queries, store
from shuniu.kernel.files.models import StoredFile


@given(st.binary(max_size=2000))
@examples(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_saved_is_what_is_read(home: Path, data: bytes) -> None:
    sha256 = store.save(data)
    assert store.save(data) == sha256
    assert store.load(sha256) == data and store.verify(sha256)
    assert store.path_of(sha256) == home / "files" / sha256[:2] / sha256[2:]


def test_only_its_owner_may_read_a_blob(home: Path) -> None:
    path = store.path_of(store.save(b"x"))
    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)


@pytest.mark.parametrize("harm", [lambda p: p.write_bytes(b"other"), lambda p: p.unlink()])
def test_a_damaged_blob_is_noticed_and_mended(home: Path, harm: object) -> None:
    sha256 = store.save(b"content")
    harm(store.path_of(sha256))
    assert not store.verify(sha256)
    with pytest.raises(store.Damaged):
        store.load(sha256)
    assert store.save(b"content") == sha256 and store.verify(sha256)


@pytest.mark.parametrize("call", ["fsync", "write"])
@pytest.mark.parametrize(
    ("number", "words"), [(errno.ENOSPC, "已满"), (errno.EDQUOT, "已满"), (errno.EIO, "故障")]
)
def test_a_failing_disk_is_a_refusal_and_leaves_nothing(
    home: Path, monkeypatch: pytest.MonkeyPatch, call: str, number: int, words: str
) -> None:
    def fail(*args: object) -> None:
        raise OSError(number, os.strerror(number))

    class FailingFile:
        def __init__(self, handle: int, mode: str) -> None:
            self.handle = handle

        def __enter__(self) -> FailingFile:
            return self

        def __exit__(self, *error: object) -> None:
            os.close(self.handle)

        write = staticmethod(fail)

    if call == "fsync":
        monkeypatch.setattr(store.os, "fsync", fail)
    else:
        monkeypatch.setattr(store.os, "fdopen", FailingFile)
    with pytest.raises(Refused) as caught:
        store.save(b"content")
    assert caught.value.refusal.code is Code.STORAGE and words in caught.value.refusal.message
    assert files_under(home) == []


def test_a_real_limit_on_file_size_is_a_refusal(tmp_path: Path) -> None:
    """RLIMIT_FSIZE in a process of its own: the kernel itself stops the write half-way."""
    script = (
        "import resource, sys; from django.conf import settings;"
        f"settings.configure(SHUNIU_HOME={str(tmp_path)!r}, MAX_UPLOAD_BYTES=10**7);"
        "from shuniu.kernel.files import store; from shuniu.kernel.base.refusals import Refused;"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000)); store.save(b'a' * 50_000)\n"
        "try: store.save(b'b' * 300_000)\n"
        "except Refused as refused: sys.stdout.write(refused.refusal.code + ' ' + refused.refusal.message)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )
    assert done.stdout == "storage 服务器的存储空间已满，这份文件没有保存。", done.stderr
    assert [path.stat().st_size for path in files_under(tmp_path)] == [50_000]


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="max_page_count is SQLite's")
def test_a_full_database_is_a_refusal_and_the_blob_is_swept(home: Path) -> None:
    actor = build_county().actor("clerk")
    data = word(*PLAIN, *(f"第{i}项：{os.urandom(200).hex()}" for i in range(500)))
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA page_count")
        used = cursor.fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count = {used + 2}")
        try:
            outcome = gate.admit(data, "通知.docx", actor=actor, now=NOW)
        finally:
            cursor.execute("PRAGMA max_page_count = 1073741823")
    assert isinstance(outcome, Refusal) and outcome.code is Code.STORAGE
    assert not StoredFile.objects.exists()
    assert store.sweep(queries.needed) == 0
    assert store.sweep(queries.needed, older_than=timedelta(0)) == 1
    assert files_under(home) == []


def test_a_sweep_asks_for_a_bounded_number_at_a_time(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "SWEPT_AT_ONCE", 2)
    kept, *others = [store.save(f"第 {n} 份".encode()) for n in range(5)]
    asked: list[int] = []

    def needed(hashes: Collection[str]) -> set[str]:
        asked.append(len(hashes))
        return {kept}.intersection(hashes)

    assert store.sweep(needed, older_than=timedelta(0)) == 4
    assert asked == [2, 2, 1] and files_under(home) == [store.path_of(kept)] and len(others) == 4


def test_a_sweep_takes_only_what_is_old_and_unknown(home: Path) -> None:
    known, unknown, fresh = (store.save(data) for data in (b"known", b"unknown", b"fresh"))
    (store.path_of(known).parent / f".x{store.UNFINISHED}").write_bytes(b"half")
    old = time.time() - 200_000
    for path in files_under(home):
        if path != store.path_of(fresh):
            os.utime(path, (old, old))
    assert store.sweep({known}.intersection) == 2
    assert files_under(home) == sorted([store.path_of(known), store.path_of(fresh)])
    assert not store.verify(unknown)


def test_a_removed_blob_was_overwritten(home: Path) -> None:
    path = store.path_of(store.save(b"content"))
    again = path.with_name("another-name")
    again.hardlink_to(path)
    store.remove(store.digest_of(b"content"))
    assert not path.exists() and again.read_bytes() == bytes(7)
    store.remove("0" * 64)


def test_the_words_for_a_database_that_cannot_grow() -> None:
    full = store.storage_refusal(OperationalError("database or disk is full"))
    assert full.code is Code.STORAGE and "已满" in full.message
