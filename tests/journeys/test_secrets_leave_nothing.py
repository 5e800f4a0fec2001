"""What carries a mark of a state secret is refused at every door, and nothing of it is left on any disk.

Server and worker are running, with their database open, while SHUNIU_HOME, their temporary folder, their logs and
whatever else was written on this machine meanwhile is searched; a harmless paper is found by the same search.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone
from files.papers_of_all_kinds import MARK, word
from files.traces import Needle, find_traces, heart_of, raw_needle, text_needle

from shuniu.kernel.files.models import StoredFile
from shuniu.kernel.flow.models import Entry, Matter
from shuniu.kernel.platform.search.queries import search
from shuniu.kernel.records.models import Record
from tests.journeys.conftest import AtDesk
from tests.journeys.desks import Desk, payload
from tests.journeys.scenes import LivingCounty
from tests.journeys.server import ProductServer

TITLE = "关于玛瑙湖冬季值守力量调整的方案"
LINE = "值守人员应于每日二十时前到达三号泵站东侧。"
NAME = "玛瑙湖值守调整方案.docx"
HELD_TITLE = "机密文件管理学习安排"
HELD_LINE = "参训人员须写一篇琥珀题目的体会文章。"
HELD_NAME = "琥珀学习安排.docx"
TYPED = "请青鸟分队于腊八前完成换防。"
CONTROL_TITLE = "关于修剪行道银杏的通知"
CONTROL_LINE = "修剪下来的枝条请运到城西苗圃。"
CONTROL_NAME = "行道银杏修剪通知.docx"

SECRET = word("000012", MARK, TITLE, LINE)
SECRET_TEXT = f"机　密\n{TITLE}\n{LINE}\n".encode("gb18030")
HELD = word(HELD_TITLE, HELD_LINE)
CONTROL = word("云州市林业局文件", "云州林〔2026〕31号", CONTROL_TITLE, "各县人民政府：", CONTROL_LINE)
BROWSERS_OWN = ("playwright", ".org.chromium", "org.chromium", "pytest-of-")


@pytest.fixture
def worker(product: ProductServer) -> Iterator[ProductServer]:
    made = ProductServer(Path(settings.SHUNIU_HOME), "", command="worker", ready="后台已启动")
    made.start()
    yield made
    made.stop()


@pytest.mark.usefixtures("worker")
def test_a_secret_is_refused_and_nothing_is_left_behind(county: LivingCounty, at_desk: AtDesk) -> None:
    begun = timezone.now()
    matter = county.to_propose("关于加强林场巡护的通知")
    before = _counts()
    clerk, director = at_desk("clerk"), at_desk("director")
    _drop_secrets(clerk)
    _type_secrets(clerk, director, matter)
    assert _counts() == before, "no file, no matter, no entry"
    refused = Record.objects.filter(outcome=Record.Outcome.REFUSED, at__gte=begun)
    assert refused.count() >= 6, "each refusal is recorded, without the words"
    _drop_control(clerk)
    _wait_until_found(county)
    needles = [text_needle(t) for t in (TITLE, LINE, NAME, HELD_LINE, HELD_NAME, TYPED)]
    needles += [raw_needle("secret", heart_of(SECRET)), raw_needle("held", heart_of(HELD))]
    needles.append(raw_needle("secret text", SECRET_TEXT))
    assert find_traces(needles, _places(begun)) == []
    _find_control(begun)


def _counts() -> tuple[int, int, int]:
    return StoredFile.objects.count(), Matter.objects.count(), Entry.objects.count()


def _drop_secrets(clerk: Desk) -> None:
    """At the door: by its mark, by a mark with a space in it, by its name alone, and held for a telling word."""
    for name, content, words in (
        (NAME, SECRET, "请立即停止"),
        ("值守.txt", SECRET_TEXT, "请立即停止"),
        (f"绝密★{NAME}", word("寻常的话", "没有别的"), "请立即停止"),
        (HELD_NAME, HELD, "还没有保存"),
    ):
        clerk.go("/incoming/new/")
        clerk.drop(payload(name, content))
        clerk.is_refused(words)
        clerk.sees_not(TITLE, LINE)
        if words == "请立即停止":
            clerk.sees_not(name)


def _type_secrets(clerk: Desk, director: Desk, matter: Matter) -> None:
    """Typed: in a title, in a call, and in a proposal; each time the words stay in the browser alone."""
    clerk.go("/incoming/register/")
    clerk.write("来文单位", "云州市水利局")
    clerk.write("标题", f"{TITLE}（机密）")
    clerk.press("登记")
    clerk.is_refused("请立即停止")
    assert clerk.field("标题").input_value() == f"{TITLE}（机密）"
    clerk.go("/incoming/call/")
    clerk.write("来电（交办）人及单位", "值班室")
    clerk.write("内容（原话）", f"秘密★1年\n{TYPED}")
    clerk.press("登记")
    clerk.is_refused("请立即停止")
    director.open(matter.pk)
    director.write("拟办意见", f"绝密★\n{TYPED}")
    director.tick("直接交办")
    director.press("拟办")
    director.is_refused("请立即停止")


def _drop_control(clerk: Desk) -> None:
    clerk.go("/incoming/new/")
    clerk.drop(payload(CONTROL_NAME, CONTROL))
    clerk.page.wait_for_url("**/incoming/register/?file=*")
    clerk.press("登记", told="已登记")
    clerk.sees(CONTROL_TITLE)


def _wait_until_found(county: LivingCounty) -> None:
    """The worker has been at its work when the control can be searched for by a sentence of its text."""
    until = time.monotonic() + 20
    while not search(county.actor("clerk"), CONTROL_LINE[:8]).hits and time.monotonic() < until:
        time.sleep(0.2)
    assert search(county.actor("clerk"), CONTROL_LINE[:8]).hits


def _places(begun: datetime) -> list[Path]:
    """SHUNIU_HOME with database, files, logs and temporary folder; and what was written elsewhere meanwhile."""
    home = Path(settings.SHUNIU_HOME)
    elsewhere = {Path(tempfile.gettempdir()), Path("/var/tmp"), Path("/dev/shm")}
    return [home, *(path for folder in elsewhere for path in _written_since(folder, begun, home))]


def _written_since(folder: Path, begun: datetime, home: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder):
        folders[:] = [n for n in folders if Path(place, n) != home and not n.startswith(BROWSERS_OWN)]
        for path in (Path(place, name) for name in names):
            try:
                if (
                    path.is_file()
                    and path.stat().st_mtime >= begun.timestamp()
                    and path.stat().st_size < 2**24
                ):
                    yield path
            except OSError:
                continue


def _find_control(begun: datetime) -> None:
    needles: list[Needle] = [text_needle(t) for t in (CONTROL_TITLE, CONTROL_LINE, CONTROL_NAME)]
    found = find_traces([*needles, raw_needle("control", heart_of(CONTROL))], _places(begun))
    in_database = {t.label for t in found if "sqlite3" in t.path.name}
    assert {CONTROL_TITLE, CONTROL_LINE, CONTROL_NAME} <= in_database
    stored = {(t.label, t.inside) for t in found if "files" in t.path.parts}
    assert {(CONTROL_LINE, "/word/document.xml"), ("control", "")} <= stored
