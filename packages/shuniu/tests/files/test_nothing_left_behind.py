"""What the gate stopped leaves no trace on any disk; what it let in is found by the same search."""

from __future__ import annotations

import base64
import gzip
import io
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from soak.own_database import TABLES

from files.papers_of_all_kinds import MARK, PLAIN, picture, word
from files.traces import find_traces, heart_of, raw_needle, text_needle

TESTS = Path(__file__).resolve().parent.parent

SECRET_TITLE = "关于蓝莓基地冬季值守力量调整的方案"
SECRET_LINE = "值守人员应于每日二十时前到达三号冷库东侧。"
SECRET_NAME = "蓝莓值守调整方案.docx"
HELD_LINE = "参训人员须写一篇琥珀题目的体会文章。"
CONTROL_TITLE = "关于修剪行道银杏的通知"
CONTROL_LINE = "修剪下来的枝条请运到城西苗圃。"
CONTROL_NAME = "行道银杏修剪通知.docx"
CRASH_NAME = "玛瑙湖测量记录.docx"
CRASH_TITLE = "关于玛瑙湖水位测量的来函"


@pytest.fixture(scope="module")
def remains(
    tmp_path_factory: pytest.TempPathFactory, migrated_file: Path
) -> tuple[Path, list[dict[str, Any]], dict[str, bytes]]:
    """The folder in which a whole site worked, its answers, and what was sent to it."""
    base = tmp_path_factory.mktemp("leak")
    sent, disk = base / "sent", base / "disk"
    (disk / "tmp").mkdir(parents=True)
    sent.mkdir()
    contents = {
        "secret": word("000012", MARK, SECRET_TITLE, SECRET_LINE),
        "held": word("机密文件管理学习安排", HELD_LINE),
        "control": word(CONTROL_TITLE, CONTROL_LINE),
        "crash": word(CRASH_TITLE, *PLAIN),
        "scan": picture(),
    }
    for key, data in contents.items():
        (sent / key).write_bytes(data)
    posts = [
        _post("/upload/", SECRET_NAME, sent / "secret"),
        _post("/upload/", SECRET_NAME, sent / "secret", declared="not_secret"),
        _post("/upload/", "学习安排.docx", sent / "held"),
        _post("/upload/", f"机密★{SECRET_NAME}", sent / "scan", declared="unmarked"),
        {"to": "/ask/", "fields": {"title": f"{SECRET_TITLE}（机密）"}},
        _post("/crash/", CRASH_NAME, sent / "crash", title=CRASH_TITLE),
        _post("/upload/", CONTROL_NAME, sent / "control"),
        {"to": "/ask/", "fields": {"title": CONTROL_TITLE}},
    ]
    script = sent / "script.json"
    script.write_text(json.dumps(posts))
    with (disk / "server.log").open("wb") as log:
        done = subprocess.run(
            [sys.executable, "-X", "dev", "-W", "ignore", "-m", "files.leak_site", str(script)],
            cwd=TESTS,
            stdout=subprocess.PIPE,
            stderr=log,
            check=False,
            env={
                **os.environ,
                "TMPDIR": str(disk / "tmp"),
                "SHUNIU_HOME": str(disk / "home"),
                "DATABASE_URL": "",
                TABLES: str(migrated_file),
                "DJANGO_SETTINGS_MODULE": "files.leak_settings",
                "PYTHONDONTWRITEBYTECODE": "1",
            },
        )
    assert done.returncode == 0, (disk / "server.log").read_text()
    return disk, json.loads(done.stdout), contents


def _post(to: str, name: str, content: Path, **fields: str) -> dict[str, Any]:
    return {"to": to, "name": name, "content": str(content), "fields": fields}


pytestmark = [pytest.mark.slow, pytest.mark.django_db]


def test_the_gate_answered_as_it_should(remains: tuple[Path, list[dict[str, Any]], dict[str, bytes]]) -> None:
    _, answers, _ = remains
    assert [a.get("codes", [a["status"]])[0] for a in answers] == [
        "secret",
        "secret",
        "held",
        "secret",
        "secret",
        500,
        "ok",
        "ok",
    ]


def test_what_was_stopped_or_held_left_nothing(
    remains: tuple[Path, list[dict[str, Any]], dict[str, bytes]],
) -> None:
    """Database with its WAL, blobs, temporary folder and log: neither title, name, sentence nor raw bytes."""
    disk, answers, contents = remains
    needles = [
        text_needle(t) for t in (SECRET_TITLE, SECRET_LINE, SECRET_NAME, HELD_LINE, "机密文件管理学习安排")
    ]
    needles += [raw_needle(key, heart_of(contents[key])) for key in ("secret", "held")]
    assert find_traces(needles, [disk]) == []
    assert [a["writes"] for a in answers[:5]] == [[]] * 5


def test_a_crash_prints_its_place_and_no_words(
    remains: tuple[Path, list[dict[str, Any]], dict[str, bytes]],
) -> None:
    disk, _, contents = remains
    log = (disk / "server.log").read_text()
    assert "leak_site.py" in log and "ValueError" in log and "crash/" in log
    needles = [
        text_needle(CRASH_NAME),
        text_needle(CRASH_TITLE),
        raw_needle("crash", heart_of(contents["crash"])),
    ]
    assert find_traces(needles, [disk]) == []


def test_the_same_search_finds_what_came_in(
    remains: tuple[Path, list[dict[str, Any]], dict[str, bytes]],
) -> None:
    """The planted control: its name and title in the database, its sentence inside the stored archive, its bytes."""
    disk, _, contents = remains
    needles = [text_needle(t) for t in (CONTROL_TITLE, CONTROL_LINE, CONTROL_NAME)]
    found = find_traces([*needles, raw_needle("control", heart_of(contents["control"]))], [disk])
    in_database = {t.label for t in found if "sqlite3" in t.path.name}
    assert {CONTROL_TITLE, CONTROL_LINE, CONTROL_NAME} <= in_database
    assert {(t.label, t.inside) for t in found if t.path.parent.parent.name == "files"} >= {
        (CONTROL_LINE, "/word/document.xml"),
        ("control", ""),
    }


def test_traces_are_found_in_every_disguise(tmp_path: Path) -> None:
    """The search itself, on what it may meet: encodings, escapes, archives in archives, names, halves of files."""
    line = "值守人员应于每日二十时前到达"
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.xml", f"<t>{line}</t>")
    raw = os.urandom(5000)
    planted = {
        "utf16": line.encode("utf-16-le"),
        "gb": b"...." + line.encode("gb18030"),
        "json": json.dumps({"title": line}).encode(),
        "base64": base64.b64encode(b"xx" + line.encode() + b"yyyy"),
        "gz": gzip.compress(b"log " + line.encode()),
        "zip in gz": gzip.compress(inner.getvalue()),
        "half": raw[:700],
    }
    for name, content in planted.items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / f"{line}.tmp").touch()
    (tmp_path / "innocent").write_bytes("今天天气很好。".encode())
    found = find_traces([text_needle(line), raw_needle("raw", raw)], [tmp_path])
    assert {t.path.name for t in found} == {*planted, f"{line}.tmp"}
