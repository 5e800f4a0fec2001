"""A published version of a procedure never changes, and a matter finishes under the version it began with."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.core.management.base import SystemCheckError
from django.db import DatabaseError, transaction
from kit import NOW, County, build_county

from shuniu.kernel.base.registry import UnknownName
from shuniu.kernel.flow import publishing
from shuniu.kernel.flow.models import Matter, ProcedureVersion
from shuniu.kernel.flow.procedure import PROCEDURES, newest, of_version, parse, shelved

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def registry() -> Iterator[None]:
    """What a test registers is gone afterwards."""
    kept = dict(PROCEDURES._items)
    shelved.cache_clear()
    yield
    PROCEDURES._items = kept
    shelved.cache_clear()


@pytest.fixture
def county() -> County:
    return build_county()


def test_migrating_publishes_every_version_once() -> None:
    """The test database was migrated: everything registered is published already."""
    rows = {(r.name, r.version): r.digest for r in ProcedureVersion.objects.all()}
    assert rows == {(p.id, p.version): p.digest for p in PROCEDURES.values()}
    assert publishing.publish(now=NOW) == []
    assert publishing.check_published() == []


def test_a_changed_text_is_refused() -> None:
    errand = newest("sample.errand")
    PROCEDURES._items["sample.errand@1"] = parse(errand.source.replace("待办理", "待处理"))
    (said,) = publishing.check_published()
    assert said == ("流程“跑腿”（sample.errand）第 1 版已经发布，内容却被改动。请恢复原文，改动另发第 2 版。")
    with pytest.raises(SystemCheckError, match="第 1 版已经发布"):
        publishing.at_migrate(apps.get_app_config("shuniu_flow"))


def test_the_row_itself_cannot_be_changed() -> None:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        ProcedureVersion.objects.filter(name="sample.errand").update(source="x")


def test_a_matter_finishes_under_its_version(county: County) -> None:
    """Version 2 renames a state and drops version 1's file; the old matter goes on, the new one begins anew."""
    first = county.do("clerk", "sample.ask", title="老件").matter_id
    errand = PROCEDURES._items.pop("sample.errand@1")
    source = errand.source.replace("version = 1", "version = 2").replace("asked", "begun")
    PROCEDURES.register("sample.errand@2", parse(source))
    publishing.publish(now=NOW)
    second = county.do("clerk", "sample.ask", title="新件").matter_id
    for pk in (first, second):
        director = county.posts["director"].pk
        county.do("handler", "sample.report", matter=pk, text="办好了", to=director)
        county.do("director", "flow.return", matter=pk, reason="再核")
    found = Matter.objects.in_bulk([first, second])
    assert [(m.procedure_version, m.state) for m in found.values()] == [(1, "asked"), (2, "begun")]
    assert publishing.check_published() == []
    assert of_version("sample.errand", 1).digest == errand.digest


def test_a_lost_version_is_named_while_matters_walk_it(county: County) -> None:
    county.do("clerk", "sample.ask", title="一件")
    PROCEDURES._items["sample.gone@1"] = PROCEDURES._items.pop("sample.errand@1")
    Matter.objects.update(procedure="sample.gone", procedure_version=7)
    (said,) = publishing.check_published()
    assert "sample.gone 第 7 版" in said
    with pytest.raises(UnknownName):
        of_version("sample.gone", 7)


def test_a_step_without_an_action_is_named() -> None:
    source = newest("sample.errand").source.replace('name = "finish"', 'name = "vanish"')
    PROCEDURES.register("sample.other@1", parse(source.replace("sample.errand", "sample.other")))
    assert publishing.check_published() == [
        "流程“跑腿”（sample.other）的“办结”这一步（vanish）没有对应的办理功能。"
    ]
