"""操作记录 of the 安全审计员: found by many conditions at once, bounded however many there are, taken away with proof."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from bench.records_verify import fill
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from kit import NOW, County, administrator, build_county

from shuniu.desk.console.records import KINDS
from shuniu.kernel.base.refusals import Code
from shuniu.kernel.records import evidence, looking, sealing
from shuniu.kernel.records.looking import Wanted, everything, look
from shuniu.kernel.records.models import Record
from shuniu.kernel.records.vocabulary import label

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

ADDRESS = "/console/records/"


@pytest.fixture
def county() -> County:
    """A county in which something was done, and something refused."""
    found = build_county()
    found.do("clerk", "documents.incoming.register_paper", source="市水利局", title="关于防汛的通知")
    found.refused("handler", "documents.incoming.register_paper", source="市水利局", title="关于抗旱的通知")
    found.do("water_clerk", "documents.incoming.register_paper", source="市水利局", title="关于蓄水的通知")
    sealing.seal_all(now=NOW)
    return found


def text(client: Client, query: str = "") -> str:
    answer = client.get(f"{ADDRESS}?{query}")
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize(
    ("query", "there", "gone"),
    [
        ("who=王秀兰", "王秀兰", "吴桂芳"),
        ("who=water_clerk", "吴桂芳", "王秀兰"),
        ("unit=水利", "吴桂芳", "刘建军"),
        ("outcome=refused", "刘建军", "王秀兰"),
        ("action=登记来文", "", "刘建军<x>"),
        ("since=2026-03-02&until=2026-03-02", "王秀兰", "<x>"),
        ("since=2026-03-03", "没有符合条件", "王秀兰"),
        ("until=2026-03-01", "没有符合条件", "王秀兰"),
        ("who=没有这个人", "没有符合条件", "王秀兰"),
        ("action=没有这种事", "没有符合条件", "王秀兰"),
        ("who=王秀兰&outcome=refused", "没有符合条件", "（云岭县人民政府办公室文书）"),
    ],
)
def test_conditions_hold_together(county: County, query: str, there: str, gone: str) -> None:
    page = text(administrator("audit"), query)
    assert there in page and gone not in page.partition("<table")[2]


def test_no_paper_is_shown(county: County) -> None:
    """Who did what to which number; never a title."""
    page = text(administrator("audit"))
    assert "第1号" in page and "防汛" not in page and "抗旱" not in page


def test_one_look_reaches_so_far_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    fill(300)
    monkeypatch.setattr(looking, "REACH", 100)
    first = look(Wanted(accounts=frozenset({89}), units=frozenset({9})), size=50)
    assert first.records == () and first.further == 201
    rows = everything(Wanted(units=frozenset({9})), most=100)
    assert [row.pk for row in rows] == [n for n in range(300, 0, -1) if (n - 1) % 40 == 9]
    assert len(everything(Wanted(), most=120)) == 121


def test_days_become_a_range_of_ids() -> None:
    fill(5_000)
    since = Record.objects.get(pk=3_000).at
    rows = everything(Wanted(since=since, until=since + timedelta(seconds=10)), most=100)
    assert [row.pk for row in rows] == list(range(3_009, 2_999, -1))


def test_a_page_takes_as_many_queries_however_many_there_are(county: County) -> None:
    client, counts = administrator("audit"), []
    for _ in range(2):
        with CaptureQueriesContext(
            connection,
        ) as seen:
            text(client, "unit=水利&outcome=refused&since=2026-01-01")
        counts.append(len(seen))
        if len(counts) == 1:
            Record.objects.all()  # noqa: B018 - the county's own records come first
            fill_above(200)
    assert counts[0] == counts[1] <= 12


def fill_above(count: int) -> None:
    from shuniu.kernel.people.actor import system_actor
    from shuniu.kernel.records.writing import record

    for number in range(count):
        record("test.act", actor=system_actor("试验"), now=NOW, content={"n": number})


def taken(client: Client, query: str = "") -> zipfile.ZipFile:
    answer = client.post(f"{ADDRESS}evidence/?{query}", {"reason": "核查登录异常"})
    assert answer.status_code == 200 and answer["Content-Type"] == "application/zip", answer.content.decode()
    return zipfile.ZipFile(BytesIO(answer.content))


def checked(*paths: Path) -> tuple[int, str]:
    """What the plain checker says, run as anybody would: without the product."""
    done = subprocess.run(
        [sys.executable, "-I", str(evidence.CHECKER), *map(str, paths)],
        capture_output=True,
        text=True,
        cwd="/",
    )
    return done.returncode, done.stdout


def kept_list(path: Path) -> Path:
    path.write_text("".join(json.dumps(seal) + "\n" for seal in evidence.seals()), encoding="utf-8")
    return path


def test_what_is_taken_checks_without_the_product(county: County, tmp_path: Path) -> None:
    client = administrator("audit")
    archive = taken(client, "who=王秀兰")
    names = {"records.jsonl", "seals.jsonl", "check_records.py", "说明.txt"}
    assert set(archive.namelist()) == names
    assert [json.loads(line)["actor"] for line in archive.read("records.jsonl").decode().splitlines()] == [
        "王秀兰（云岭县人民政府办公室文书）"
    ]
    (tmp_path / "e.zip").write_bytes(archive.fp.getvalue())  # type: ignore[union-attr]
    assert checked(tmp_path / "e.zip", kept_list(tmp_path / "kept.jsonl"))[0] == 0
    row = Record.objects.get(action="records.take_evidence")
    assert row.payload.content["reason"] == "核查登录异常" and row.payload.content["count"] == 1


@pytest.mark.parametrize(
    ("part", "old", "new", "says"),
    [
        ("records.jsonl", "王秀兰", "王秀英", "与自己的摘要不符"),
        ("records.jsonl", '"outcome": "refused"', '"outcome": "done"', "与自己的摘要不符"),
        ("seals.jsonl", '"count": 3', '"count": 2', "条目数不对"),
        ("seals.jsonl", '"number": 1', '"number": 2', "SHA-256"),
    ],
)
def test_what_was_altered_is_named(
    county: County, tmp_path: Path, part: str, old: str, new: str, says: str
) -> None:
    archive = taken(administrator("audit"))
    with zipfile.ZipFile(tmp_path / "e.zip", "w") as forged:
        for name in archive.namelist():
            said = archive.read(name).decode()
            if name == part:
                assert old in said, said
                said = said.replace(old, new)
            forged.writestr(name, said)
    code, words = checked(tmp_path / "e.zip")
    assert code == 1 and says in words


def test_a_list_kept_elsewhere_contradicts_a_forged_chain(county: County, tmp_path: Path) -> None:
    kept = kept_list(tmp_path / "kept.jsonl")
    line = json.loads(kept.read_text(encoding="utf-8"))
    line["items"].pop()
    line["count"] -= 1
    made = [(record, digest) for record, digest in line["items"]]
    from datetime import datetime

    at = datetime.fromisoformat(line["made_at"])
    line["digest"] = sealing.seal_digest(line["previous"], 1, at, made)
    line["sm3"] = sealing.seal_digest(line["previous_sm3"], 1, at, made, sealing.sm3)
    forged = tmp_path / "forged.jsonl"
    forged.write_text(json.dumps(line) + "\n", encoding="utf-8")
    assert checked(forged)[0] == 0, "by itself it is sound"
    code, words = checked(forged, kept)
    assert code == 1 and "与另存的清单不同" in words


def test_without_a_reason_nothing_is_taken(county: County) -> None:
    answer = administrator("audit").post(f"{ADDRESS}evidence/", {"reason": " "})
    assert answer.status_code == 422 and "用途" in answer.content.decode()


def test_more_than_the_county_allows_at_once_is_refused(county: County) -> None:
    from shuniu.kernel.base.models import ParameterValue

    ParameterValue.objects.create(
        key="records.evidence_limit", value=2, valid_from=NOW.date(), set_at=NOW, set_by="x", reason="试"
    )
    answer = administrator("audit").post(f"{ADDRESS}evidence/", {"reason": "核查"})
    assert answer.status_code == 422 and "一次最多 2 条" in answer.content.decode()


def test_every_record_that_the_product_writes_has_a_name() -> None:
    """The literal names in the source; those of actions come from their registry."""
    import ast

    import shuniu

    root, unnamed = Path(shuniu.__file__).parent, []
    for path in root.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "record" and node.args:
                first = node.args[0]
                if isinstance(first, ast.Constant) and label(str(first.value)) == first.value:
                    unnamed.append(first.value)
    assert unnamed == []


def test_the_security_administrator_sees_what_was_refused_and_no_more(county: County) -> None:
    client = administrator("security")
    page = client.get("/console/behaviour/").content.decode().partition("<table")[2]
    assert "刘建军" in page and "王秀兰" not in page and "没有这项职责" in page
    asked = client.get("/console/behaviour/?outcome=done").content.decode().partition("<table")[2]
    assert "刘建军" in asked and "王秀兰" not in asked
    assert administrator("audit").get("/console/behaviour/").status_code == 403


def test_every_reason_of_a_refusal_has_words() -> None:
    assert set(KINDS) == {code.value for code in Code}
