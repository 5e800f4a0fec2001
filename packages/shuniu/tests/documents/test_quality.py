"""公文质量: kinds and units over time, nobody named, the list behind each figure, the bulletin printed and drafted."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from typing import Any

import pypdfium2
import pytest
from kit import County, browser, build_county
from test_issue_board import text
from test_issue_tally import to_sign
from test_outgoing_way import TEXT, opened

from shuniu.kernel.flow.models import Matter
from shuniu.modules.documents.finding_kinds import KINDS, OF_RULES, kind_of
from shuniu.modules.documents.models import DraftVersion, IssueTally, OutgoingDocument, QualityFinding
from shuniu.modules.documents.outgoing.policy_quality import (
    ADVICE,
    REST,
    UnitQuality,
    bulletin_body,
    told_apart,
)
from shuniu.modules.documents.outgoing.quality import Period, period_of, quality_of
from shuniu.modules.documents.outgoing.scopes import Scope

ADDRESS = "/outgoing/quality/"
TODAY = date(2026, 3, 2)


def unit(pk: int, submitted: int, returned: int = 0, **kinds: int) -> UnitQuality:
    return UnitQuality(pk, f"单位{pk}", submitted, returned, kinds)


@pytest.mark.parametrize(
    ("submitted", "shown", "rest"),
    [((5, 9), [1, 2], None), ((5, 2), [1], 2), ((2, 1), [], 3), ((3, 3), [1, 2], None), ((), [], None)],
)
def test_units_with_few_drafts_stand_together(
    submitted: tuple[int, ...], shown: list[int], rest: int | None
) -> None:
    found = told_apart([unit(n, count, wording=1) for n, count in enumerate(submitted, 1)], minimum=3)
    assert [u.unit for u in found if u.unit is not None] == shown
    together = [u for u in found if u.unit is None]
    assert [u.submitted for u in together] == ([rest] if rest is not None else [])
    assert all(u.name == REST for u in together)


@pytest.mark.parametrize(
    ("rule", "kind"),
    [
        ("GW-20", "level"),
        ("GW-21", "addressees"),
        ("GW-24", "carried"),
        ("GW-28", "agreed"),
        ("YS-08", "form"),
        ("", "other"),
    ],
)
def test_each_broken_rule_is_a_kind(rule: str, kind: str) -> None:
    assert kind_of(rule) == kind


def test_the_tables_of_kinds_agree() -> None:
    assert set(OF_RULES.values()) <= set(KINDS) and set(ADVICE) == set(KINDS)


@pytest.mark.parametrize(
    ("key", "words", "begin", "end"),
    [
        ("2026", "2026年", date(2026, 1, 1), date(2026, 12, 31)),
        ("2026-03", "2026年3月", date(2026, 3, 1), date(2026, 3, 31)),
        ("2026-q4", "2026年第四季度", date(2026, 10, 1), date(2026, 12, 31)),
        ("2024-02", "2024年2月", date(2024, 2, 1), date(2024, 2, 29)),
        ("nonsense", "2026年", date(2026, 1, 1), date(2026, 12, 31)),
        ("2026-13", "2026年", date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_a_period(key: str, words: str, begin: date, end: date) -> None:
    found = period_of(key, TODAY)
    assert (found.words, found.begin, found.end) == (words, begin, end)
    assert period_of(found.key, TODAY) == found


def test_the_bulletin_says_kinds_and_units() -> None:
    body = bulletin_body(
        period="2026年3月",
        office="县政府办",
        submitted=10,
        returned=2,
        kinds={"wording": 1, "form": 3},
        units=[unit(1, 6, 2, form=3), unit(2, 4)],
    )
    assert "退稿、退文率 20.0%" in body and body.index("格式不规范") < body.index("文字差错")
    assert "单位1：报送 6 件，退稿、退文 2 件；主要问题：格式不规范 3 处。" in body
    assert "单位2：报送 4 件，退稿、退文 0 件；没有发现问题。" in body
    assert "分）" not in body and "名次" not in body


@pytest.fixture
def county(db: None) -> County:
    return build_county()


def found_in(county: County, pk: int, *kinds: str, source: str = "review", day: date = TODAY) -> None:
    document = OutgoingDocument.objects.get(pk=pk)
    for kind in kinds:
        QualityFinding.objects.create(
            matter_id=pk,
            unit=document.drafting_unit,
            office=document.unit,
            source=source,
            kind=kind,
            rule="GW-11",
            text="请核对马志刚提供的数据",
            day=day,
        )


def handed_in(county: County) -> list[int]:
    """Three drafts of 水利局 and one of the office, with findings."""
    pks = [to_sign(county, "water_handler") for _ in range(3)] + [to_sign(county)]
    found_in(county, pks[0], "form", "wording")
    found_in(county, pks[1], "form", source="return")
    found_in(county, pks[1], "facts", source="rejected")
    found_in(county, pks[3], "genre")
    return pks


@pytest.mark.both_databases
def test_the_figures_of_a_period(county: County) -> None:
    handed_in(county)
    scope = Scope(county.units["office"])
    found = quality_of(scope, Period(2026, 3, 3), minimum=3)
    assert (found.submitted, found.returned, found.found) == (4, 1, 5)
    assert dict(found.kinds) == {"genre": 1, "form": 2, "facts": 1, "wording": 1}
    assert [(u.name, u.submitted, u.returned, u.found) for u in found.units] == [
        ("水利局", 3, 1, 4),
        (REST, 1, 0, 1),
    ]
    assert quality_of(scope, Period(2026, 4, 4), minimum=3).found == 0
    assert quality_of(Scope(county.units["party"]), Period(2026), minimum=3).submitted == 0


def test_a_draft_counts_once_however_often_it_reaches_review(county: County) -> None:
    pk = opened(county)

    county.do("handler", "documents.outgoing.save_draft", matter=pk, **TEXT)
    for _ in range(2):
        county.do("handler", "documents.outgoing.hand_in", matter=pk)
        county.do("director", "documents.outgoing.vet", matter=pk)
        county.do("deputy", "documents.outgoing.send_back", matter=pk, reason="请修改文字")
    assert IssueTally.objects.get().submitted == 1


def test_every_figure_opens_its_list(county: County) -> None:
    handed_in(county)
    client = browser(county, "director")
    page = client.get(f"{ADDRESS}?period=2026").content.decode()
    behind = set(map(unescape, re.findall(r'href="(/outgoing/quality/findings/[^"]+)"', page)))
    assert len(behind) > 8
    for address in behind:
        rows = client.get(address).content.decode().count("<tr data-row")
        escaped = address.replace("&", "&amp;")
        figure = re.search(rf'href="{re.escape(escaped)}">(\d+)</a>', page)
        assert figure is not None, address
        documents = "unit" in address or "kind" in address or "month" in address or "source" in address
        if "source=back" in address:
            assert rows == 2 and figure.group(1) == "1", "one document was sent back, twice"
        else:
            assert int(figure.group(1)) == rows and (documents or rows == 5), address


def test_nobody_is_named(county: County) -> None:
    handed_in(county)
    client = browser(county, "mayor")
    office = f"o{county.units['office'].pk}"
    pages = text(client.get(f"{ADDRESS}?period=2026&of={office}"))
    pages += text(client.get(f"{ADDRESS}findings/?period=2026&of={office}"))
    assert "格式不规范" in pages
    for who in ("water_handler", "water_head", "handler", "director", "deputy"):
        assert county.posts[who].person.name not in pages


def test_the_drafts_of_a_unit_with_few_are_not_made_out(county: County) -> None:
    handed_in(county)
    few = county.units["office"].pk
    client = browser(county, "mayor")
    answer = client.get(f"{ADDRESS}findings/?period=2026&of=o{few}&unit={few}")
    assert answer.status_code == 422 and "报送的文稿较少" in text(answer)
    listed = text(client.get(f"{ADDRESS}findings/?period=2026&of=o{few}&kind=genre"))
    assert REST in listed and "（报送较少的单位的文稿）" in listed


def test_the_bulletin_is_printed_without_names(county: County) -> None:
    handed_in(county)
    answer = browser(county, "director").get(f"{ADDRESS}bulletin.pdf?period=2026-q1&seen=1")
    words = "".join(
        "".join(p.get_textpage().get_text_range() for p in pypdfium2.PdfDocument(answer.content)).split()
    )
    assert all(w in words for w in ("公文质量通报", "2026年第一季度", "水利局", "格式不规范", "33.3%"))
    assert not any(county.posts[who].person.name in words for who in ("water_handler", "water_head", "clerk"))


def test_one_press_drafts_the_bulletin_as_a_document(county: County) -> None:
    handed_in(county)
    press = {"period": "2026-q1", "command_id": "6b1c7a52-4e6e-4a3b-9a43-0d5b3f0a1c41"}
    client = browser(county, "clerk")
    for _ in range(2):
        answer = client.post(f"{ADDRESS}draft/", press)
    document = OutgoingDocument.objects.get(genre="通报")
    assert answer["Location"] == f"/matters/{document.pk}/"
    assert (document.matter.title, document.matter.state) == (
        "关于2026年第一季度公文质量情况的通报",
        "to_plan",
    )
    draft = DraftVersion.objects.get(matter=document.pk)
    assert "水利局：报送 3 件，退稿、退文 1 件" in draft.content["body"] and draft.number == 1
    assert document.words > 100


def test_a_planned_bulletin_takes_its_row(county: County) -> None:
    handed_in(county)
    row = {"year": 2026, "subject": "关于公文质量情况的通报", "office": county.units["office"].pk}
    pk = county.do("clerk", "documents.outgoing.ask_plan", **row).result["plan"]
    county.do("director", "documents.outgoing.approve_rows", rows=[pk])
    made = county.do("clerk", "documents.outgoing.draft_bulletin", period="2026-03").result["matter"]
    assert Matter.objects.get(pk=made).state == "drafting"
    assert OutgoingDocument.objects.get(pk=made).plan_id == pk


@pytest.mark.parametrize(
    ("who", "data", "words"),
    [
        ("clerk", {"period": "2026-05"}, "没有报送的文稿"),
        ("clerk", {"period": "2026-3"}, "时间"),
    ],
)
def test_a_bulletin_of_nothing_is_refused(county: County, who: str, data: dict[str, Any], words: str) -> None:
    assert words in county.refused(who, "documents.outgoing.draft_bulletin", **data).message
