"""The sample module uses every part of the kernel: each public registry, each move, and each package has its use here.

A part without a use is named. What a registry holds of the sample is used below, not only declared.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.test import Client
from kit import NOW, County, authorise, brought, build_county
from sample import errands

import shuniu.kernel
from shuniu.kernel.base import parameters
from shuniu.kernel.base.actions import ACTIONS
from shuniu.kernel.base.calendar import LimitUnit, TimeLimit, due_from
from shuniu.kernel.base.county_calendar import county_calendar
from shuniu.kernel.base.refusals import Code
from shuniu.kernel.base.registry import Registry
from shuniu.kernel.files.models import StoredFile
from shuniu.kernel.files.news import GateNews, Kind, tell
from shuniu.kernel.flow import lists
from shuniu.kernel.flow.models import Entry, EntryFile, Matter, Round, Task
from shuniu.kernel.flow.procedure import PROCEDURES
from shuniu.kernel.flow.runner import Done, run
from shuniu.kernel.flow.vocabulary import GUARDS, MOVES
from shuniu.kernel.flow.walks import walk
from shuniu.kernel.numbering.models import Number
from shuniu.kernel.people.actor import system_actor
from shuniu.kernel.people.duties import DUTIES
from shuniu.kernel.people.models import Duty
from shuniu.kernel.platform.jobs import queue, worker
from shuniu.kernel.platform.jobs.models import Job
from shuniu.kernel.platform.jobs.registry import TICKS
from shuniu.kernel.platform.links.linking import End, links_of
from shuniu.kernel.platform.notices.models import Notice
from shuniu.kernel.platform.organisation.more_sheets import bring_more
from shuniu.kernel.platform.queries import ask
from shuniu.kernel.platform.search.indexing import index_pending
from shuniu.kernel.platform.search.queries import search
from shuniu.kernel.platform.session import POST
from shuniu.kernel.platform.table_reading import ReadRow
from shuniu.kernel.records.models import Record, RecordPayload
from shuniu.kernel.records.sealing import seal_all
from shuniu.kernel.records.verifying import verify

pytestmark = [pytest.mark.django_db, pytest.mark.urls("sample.urls")]

KERNEL = Path(shuniu.kernel.__file__).parent
PATHS = sorted((Path(errands.__file__).parent / "procedures").glob("*.path"))
OWN = ("sample", "errand")


class Sample:
    """The county, a matter of it, and a browser for each person."""

    def __init__(self) -> None:
        self.county: County = build_county()
        errands.HEARD.clear()
        self.pk: int = self.county.do("clerk", "sample.ask", title="送一份材料到水利局").matter_id or 0

    def report(self) -> None:
        to = self.county.posts["director"].pk
        self.county.do("handler", "sample.report", matter=self.pk, text="送到了", to=to)

    def browser(self, who: str) -> Client:
        client = Client()
        client.force_login(self.county.posts[who].person.account)
        memory = client.session
        memory[POST] = self.county.posts[who].pk
        memory.save()
        return client


@pytest.fixture
def sample() -> Sample:
    return Sample()


# the parts that are registries


def a_duty(s: Sample) -> None:
    """An errand's verdict may be written by who checks errands."""
    Duty.objects.create(post=s.county.posts["handler2"], code="SAMPLE_CHECKER", since=NOW.date())
    to = s.county.posts["handler2"].pk
    s.county.do("handler", "sample.report", matter=s.pk, text="送到了", to=to)
    s.county.do("handler2", "sample.approve", matter=s.pk, text="同意")
    assert "SAMPLE_CHECKER" in DUTIES


def a_parameter(s: Sample) -> None:
    day = NOW.date()
    assert parameters.number("sample.days", on=day) == 5
    data = {"key": "sample.days", "value": 1, "valid_from": day, "reason": "试行办法"}
    assert isinstance(run("platform.set_parameter", actor=system_actor("参数"), data=data, now=NOW), Done)
    due = Task.objects.filter(matter=s.county.do("clerk", "sample.ask", title="急件").matter_id).get().due_at
    assert due == due_from(county_calendar(), NOW, TimeLimit(1, LimitUnit.WORKDAYS)).at


def an_action(s: Sample) -> None:
    """It is in the API and its document."""
    s.report()
    document = s.browser("clerk").get("/api/openapi.json").json()["paths"]
    own = {name for name in ACTIONS if name.startswith("sample.")}
    assert {f"/api/actions/{name}" for name in own} <= set(document)
    answer = s.browser("director").post(
        "/api/actions/sample.approve", {"matter": s.pk, "text": "同意"}, content_type="application/json"
    )
    assert answer.status_code == 200, answer.json()


def a_text_gate(s: Sample) -> None:
    refusal = s.county.refused("clerk", "sample.ask", title="一句闲话")
    assert refusal.code is Code.RULE and Matter.objects.count() == 1


def a_gate_listener(s: Sample) -> None:
    tell(GateNews(Kind.STOPPED, s.county.actor("clerk"), NOW, "BM-02", "word"))
    assert "gate stopped" in errands.HEARD


def a_guard(s: Sample) -> None:
    s.report()
    assert s.county.refused("director", "sample.approve", matter=s.pk, text="急").code is Code.RULE


def an_effect(s: Sample) -> None:
    s.report()
    s.county.do("director", "sample.approve", matter=s.pk, text="同意")
    done = Record.objects.get(action="sample.approve")
    assert RecordPayload.objects.get(record=done).content["approved"] is True


def an_entry_type(s: Sample) -> None:
    """Its words are a leader's voice: the clerk is told at once."""
    s.county.do("handler", "sample.report", matter=s.pk, text="送到了", to=s.county.posts["mayor"].pk)
    s.county.do("mayor", "sample.approve", matter=s.pk, text="很好")
    assert Entry.objects.get(action="sample.approve").type == "sample_verdict"
    assert Notice.objects.filter(text__contains="周明远已作审核意见").exists()


def a_kind(s: Sample) -> None:
    clerk = s.county.actor("clerk")
    for name in ("all", "open"):
        assert lists.read_page(clerk.principals, [f"errand.{name}"]).ids == (s.pk,)


def every_move(s: Sample) -> None:
    """All fifteen stand in its procedure; the paths beside it make each (test_paths.py)."""
    allowed = {move for state in PROCEDURES.get("sample.errand@1").states.values() for move in state.moves}
    assert set(MOVES) - allowed == set(), "moves that the sample does not use"


def a_listener(s: Sample) -> None:
    assert [f"changed {s.pk}"] == errands.HEARD


def a_procedure(s: Sample) -> None:
    """Walked by its paths; every guard of the kernel stands in it."""
    authorise(s.county, "mayor", "deputy")
    for path in PATHS:
        assert walk(path, s.county, now=NOW)
    used = {guard for way in PROCEDURES.get("sample.errand@1").transitions.values() for guard in way.guards}
    own = {name for name in GUARDS if name.startswith(("incoming", "outgoing", "sample"))}
    assert set(GUARDS) - own - used == set(), "guards of the kernel that the sample does not use"
    page = s.browser("clerk").get(f"/matters/{s.pk}/procedure/").content.decode()
    assert "<svg" in page and "待审核" in page


def a_job(s: Sample) -> None:
    job = queue.start("sample.count", actor=s.county.actor("clerk"), now=NOW)
    worker.work_off()
    assert Job.objects.get(pk=job.pk).result == {"errands": 1}
    answer = ask("platform.job", actor=s.county.actor("clerk"), data={"id": job.pk}, now=NOW)
    assert answer.model_dump()["percent"] == 100


def a_tick(s: Sample) -> None:
    TICKS.get("sample.evening").do(NOW)
    assert errands.HEARD[-1] == "evening 2026-03-02"


def a_sheet_of_the_organisation(s: Sample) -> None:
    said = bring_more({"跑腿地点": [ReadRow(2, {"place": "3号楼"})]}, now=NOW)
    assert (said, errands.HEARD[-1]) == (["跑腿地点 1"], "3号楼")


def a_kind_of_link(s: Sample) -> None:
    other = s.county.do("clerk", "sample.ask", title="顺路取一份文件").matter_id
    s.county.do("clerk", "platform.link", matter=s.pk, to_id=other, kind="sample_same_way")
    (view,) = links_of(s.county.actor("clerk"), End("matter", other or 0))
    assert (view.label, view.other.id) == ("顺路", s.pk)


def a_kind_of_record(s: Sample) -> None:
    s.county.do("clerk", "platform.link", matter=s.pk, to_kind="sample_place", to_id=3)
    (view,) = links_of(s.county.actor("clerk"), End("matter", s.pk))
    assert (view.other_kind, view.title) == ("地点", "3号楼")


def a_query(s: Sample) -> None:
    found = s.browser("handler").get("/api/queries/sample.waiting")
    assert found.json() == {"count": 1}


def a_place(s: Sample) -> None:
    """In the navigation, with how many wait."""
    page = s.browser("handler").get("/sample/").content.decode()
    assert 'href="/sample/"' in page and "跑腿" in page


def a_printed_form(s: Sample) -> None:
    printed = s.browser("clerk").get(f"/matters/{s.pk}/print/sample.slip.pdf?seen=1")
    assert printed.status_code == 200 and printed.content.startswith(b"%PDF")
    assert s.browser("clerk_party").get(f"/matters/{s.pk}/print/sample.slip.pdf").status_code == 404
    assert s.browser("clerk").get(f"/matters/{s.pk}/print/platform.list.pdf").status_code == 404


def a_presentation(s: Sample) -> None:
    """The shared page and the shared list show it, on the screen, as Excel and on paper."""
    s.report()
    clerk = s.browser("clerk")
    page = clerk.get(f"/matters/{s.pk}/").content.decode()
    for said in ("送一份材料到水利局", "交办人", "王秀兰", "陈立新审核", "送到了", "跑腿单"):
        assert said in page, said
    assert "送一份材料到水利局" in clerk.get("/sample/?view=all").content.decode()
    sheet = openpyxl.load_workbook(BytesIO(clerk.get("/sample/?view=all&as=xlsx").content)).active
    assert sheet is not None
    cells = [cell.value for row in sheet.iter_rows() for cell in row]
    assert "跑腿〔2026〕1号" in cells and any(
        "王秀兰" in str(value) and "导出" in str(value) for value in cells
    )
    assert clerk.get("/sample/?view=all&as=pdf&seen=1").content.startswith(b"%PDF")


def a_form(s: Sample) -> None:
    """The derived form, in the order asked for and without what stays hidden; the room's own page to begin."""
    page = s.browser("handler").get(f"/matters/{s.pk}/").content.decode()
    assert 'name="text"' in page and 'name="wait"' not in page
    clerk = s.browser("clerk")
    assert "写清楚要办什么" in clerk.get("/sample/new/").content.decode()
    assert clerk.post("/sample/new/", {"title": "再送一份"}).status_code == 302
    assert Matter.objects.filter(title="再送一份").exists()
    assert (
        "交办"
        not in s.browser("handler").get("/sample/").content.decode().split("<main")[1].split("<table")[0]
    )


def a_chooser(s: Sample) -> None:
    offered = s.browser("handler").get("/choose/sample_checker/?q=陈").content.decode()
    assert "陈立新" in offered and "周明远" not in offered


USES: dict[str, Callable[[Sample], None]] = {
    "duty": a_duty,
    "parameter": a_parameter,
    "action": an_action,
    "text gate": a_text_gate,
    "gate listener": a_gate_listener,
    "guard": a_guard,
    "effect": an_effect,
    "entry type": an_entry_type,
    "kind of matter": a_kind,
    "move": every_move,
    "listener": a_listener,
    "procedure": a_procedure,
    "job": a_job,
    "tick": a_tick,
    "kind of link": a_kind_of_link,
    "sheet of the organisation": a_sheet_of_the_organisation,
    "kind of record": a_kind_of_record,
    "query": a_query,
    "place": a_place,
    "printed form": a_printed_form,
    "presentation": a_presentation,
    "form": a_form,
    "chooser": a_chooser,
}


# the parts that are packages


def files_and_recordings(s: Sample) -> None:
    """代录 with its scan: a file that somebody brought hangs on the entry."""
    s.county.do("handler", "sample.report", matter=s.pk, text="送到了", to=s.county.posts["mayor"].pk)
    scan, mayor = brought(s.county.posts["liaison"]), s.county.posts["mayor"].person_id
    data = {"text": "同意", "recorded_for": mayor, "scan": scan}
    s.county.do("liaison", "sample.approve", matter=s.pk, **data)
    assert EntryFile.objects.get(matter=s.pk).stored_file_id == StoredFile.objects.get().pk == scan


def numbers_in_order(s: Sample) -> None:
    assert Number.objects.get(matter_id=s.pk).value == 1
    assert Matter.objects.get(pk=s.pk).number == "跑腿〔2026〕1号"


def records_that_verify(s: Sample) -> None:
    seal_all(now=NOW)
    found = verify()
    assert found.sound and found.tail == 0 and found.records >= 1


def rounds_beside(s: Sample) -> None:
    s.county.do("clerk", "flow.circulate", matter=s.pk, members=[s.county.posts["mayor"].pk])
    s.county.do("mayor", "flow.read", matter=s.pk)
    assert Round.objects.get(matter=s.pk).closed_at is not None


def a_notice(s: Sample) -> None:
    s.report()
    s.county.do("director", "sample.approve", matter=s.pk, text="同意")
    s.county.do("clerk", "sample.finish", matter=s.pk)
    assert Notice.objects.filter(text="已办结：送一份材料到水利局").exists()


def found_by_search(s: Sample) -> None:
    index_pending(now=NOW)
    assert [hit.matter.pk for hit in search(s.county.actor("handler"), "水利局").hits] == [s.pk]
    assert search(s.county.actor("clerk_party"), "水利局").hits == ()


PACKAGES: dict[str, Callable[[Sample], None]] = {
    "base": a_parameter,
    "files": files_and_recordings,
    "flow": rounds_beside,
    "numbering": numbers_in_order,
    "people": a_duty,
    "records": records_that_verify,
    "platform.api": an_action,
    "platform.jobs": a_job,
    "platform.links": a_kind_of_link,
    "platform.notices": a_notice,
    "platform.papers": a_printed_form,
    "platform.screens": a_presentation,
    "platform.search": found_by_search,
    "platform.ui": a_form,
}


NOT_FOR_MODULES = {
    "platform",  # the house of those below
    "platform.migrations",
    "platform.templatetags",
    "platform.organisation",  # bringing units and people in is the installation's affair
}


def registries() -> dict[str, Registry[Any]]:
    """The kernel's public registries, by what they hold."""
    own = [m for name, m in sys.modules.items() if name.startswith("shuniu.kernel.")]
    made = {id(item) for module in own for item in vars(module).values() if isinstance(item, Registry)}
    return {registry.kind: registry for registry in Registry.public if id(registry) in made}


def packages() -> set[str]:
    """The kernel's packages; the platform's one by one."""
    inside = {path.parent for path in (*KERNEL.glob("*/__init__.py"), *KERNEL.glob("platform/*/__init__.py"))}
    names = {".".join(path.relative_to(KERNEL).parts) for path in inside}
    return names - NOT_FOR_MODULES


def test_every_registry_of_the_kernel_is_used() -> None:
    kinds = registries()
    assert set(kinds) - set(USES) == set(), "parts of the kernel that the sample does not use"
    assert set(USES) - set(kinds) == set(), "parts that are gone"
    empty = [
        kind
        for kind, registry in kinds.items()
        if kind != "move" and not any(name.lower().startswith(OWN) for name in registry)
    ]
    assert empty == [], "registries that hold nothing of the sample"


def test_every_package_of_the_kernel_is_used() -> None:
    assert packages() - set(PACKAGES) == set(), "packages of the kernel that the sample does not use"
    assert set(PACKAGES) - packages() == set(), "packages that are gone"


@pytest.mark.parametrize("part", USES)
def test_the_sample_uses(part: str, sample: Sample) -> None:
    USES[part](sample)


@pytest.mark.parametrize("package", [p for p, use in PACKAGES.items() if use not in USES.values()])
def test_the_sample_lives_on(package: str, sample: Sample) -> None:
    PACKAGES[package](sample)


def test_the_sample_is_short() -> None:
    """The whole module in some hundred lines of statements: a longer one would say that the kernel is clumsy."""
    folder = Path(errands.__file__).parent
    lines = [
        line
        for name in ("errands.py", "errands_shown.py")
        for line in (folder / name).read_text(encoding="utf-8").splitlines()
        if line.strip() and not line.startswith(("from ", "import ", "#", '"""'))
    ]
    assert len(lines) <= 130
