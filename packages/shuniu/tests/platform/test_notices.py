"""Notices: who is told what, by which act, and what has been read."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from kit import NOW, County, brought, build_county

from shuniu.kernel.base.refusals import Code, Refusal
from shuniu.kernel.files.gate import Admitted, Declaration, admit
from shuniu.kernel.files.models import StoredFile
from shuniu.kernel.flow.models import Matter
from shuniu.kernel.people.models import Duty
from shuniu.kernel.platform.notices import queries
from shuniu.kernel.platform.notices.models import Notice

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def county() -> County:
    return build_county()


def errand(county: County, title: str = "送一份材料到水利局", **data: object) -> int:
    done = county.do("clerk", "sample.ask", title=title, **data)
    assert done.matter_id is not None
    return done.matter_id


def texts(county: County, who: str) -> list[str]:
    return [line.text for line in queries.page(county.actor(who)).lines]


def test_whoever_gets_a_task_is_told(county: County) -> None:
    """A duty's notice is one row that every holder sees and reads for himself."""
    pk = errand(county)
    assert Notice.objects.count() == 1
    first, second = county.actor("handler"), county.actor("handler2")
    (line,) = queries.page(first).lines
    assert (line.text, line.unread, line.url) == ("待办：办理“送一份材料到水利局”", True, f"/matters/{pk}/")
    queries.mark_read(first, [line.id], now=NOW)
    queries.mark_read(first, [line.id], now=NOW)
    assert (queries.unread_count(first), queries.unread_count(second)) == (0, 1)
    assert not queries.page(first).lines[0].unread


def test_nobody_is_told_of_his_own_act(county: County) -> None:
    """A handler who hands on to himself, and a clerk among clerks: the others are told, he is not."""
    Duty.objects.create(post=county.posts["handler"], code="CLERK", since=NOW.date())
    pk = errand(county)
    county.do("handler", "sample.report", matter=pk, text="已办", to=county.posts["handler"].pk)
    assert not any("审核" in text for text in texts(county, "handler"))
    county.do("handler", "flow.withdraw", matter=pk, reason="写错了")
    county.do("handler", "sample.report", matter=pk, text="已办", to=county.posts["director"].pk)
    county.do("director", "sample.approve", matter=pk, text="同意")
    assert any(text.startswith("待办：办结") for text in texts(county, "clerk"))
    assert any(text.startswith("待办：办结") for text in texts(county, "handler"))


def test_said_and_asked_in_one_act_is_one_notice(county: County) -> None:
    """转办 opens a task and says so: the colleague gets the sentence, not two lines for one thing."""
    pk = errand(county)
    county.do("handler", "flow.reassign", matter=pk, post=county.posts["handler2"].pk, reason="出差")
    assert texts(county, "handler2")[0] == "转给您办理：送一份材料到水利局"
    assert Notice.objects.filter(to_principal__startswith="p").count() == 1


@pytest.mark.parametrize(("who", "recorded"), [("mayor", False), ("liaison", True)])
def test_the_clerk_is_told_at_once_when_a_leader_has_written(
    county: County, who: str, recorded: bool
) -> None:
    pk = errand(county)
    county.do("handler", "sample.report", matter=pk, text="已办", to=county.posts["mayor"].pk)
    more = (
        {"recorded_for": county.posts["mayor"].person_id, "scan": brought(county.posts["liaison"])}
        if recorded
        else {}
    )
    county.do(who, "sample.approve", matter=pk, text="同意", **more)
    line = next(x for x in queries.page(county.actor("clerk")).lines if "周明远" in x.text)
    assert line.text == "周明远已作审核意见：送一份材料到水利局" and line.urgent


def test_where_nobody_is_clerk_whoever_does_his_work_is_told(county: County) -> None:
    pk = errand(county)
    Duty.objects.filter(post=county.posts["clerk"], code="CLERK").update(code="LIAISON")
    county.do("handler", "sample.report", matter=pk, text="已办", to=county.posts["mayor"].pk)
    county.do("mayor", "sample.approve", matter=pk, text="同意")
    assert "周明远已作审核意见：送一份材料到水利局" in texts(county, "clerk")


def test_the_directors_words_are_not_a_leaders(county: County) -> None:
    pk = errand(county)
    county.do("handler", "sample.report", matter=pk, text="已办", to=county.posts["director"].pk)
    county.do("director", "sample.approve", matter=pk, text="同意")
    assert not any("已作" in text for text in texts(county, "clerk"))


def test_the_title_of_a_work_secret_is_not_quoted(county: County) -> None:
    """BM-08: a notice is read over shoulders."""
    pk = errand(county)
    Matter.objects.filter(pk=pk).update(level="work_secret")
    county.do("handler", "flow.reassign", matter=pk, post=county.posts["handler2"].pk, reason="出差")
    assert texts(county, "handler2") == [
        "转给您办理：（工作秘密，请打开查看）",
        "待办：办理“送一份材料到水利局”",
    ]


def test_pages_by_keyset_and_the_cap(county: County) -> None:
    pk = errand(county)
    actor = county.actor("handler")
    for number in range(120):
        Notice.objects.create(
            to_principal=sorted(actor.own_principals)[number % 2], text=str(number), matter_id=pk, at=NOW
        )
    assert queries.count_words(queries.unread_count(actor)) == "99+"
    seen: list[int] = []
    before = None
    while True:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            part = queries.page(actor, before=before, size=50)
        assert len(asked) <= 4
        seen += [line.id for line in part.lines]
        before = part.before
        if before is None:
            break
    assert len(seen) == 121 and seen == sorted(seen, reverse=True)
    queries.mark_read(actor, None, now=NOW)
    assert queries.count_words(queries.unread_count(actor)) == ""
    assert queries.unread_count(county.actor("clerk_party")) == 0


def test_only_ones_own_can_be_marked(county: County) -> None:
    errand(county)
    pk = Notice.objects.get().pk
    queries.mark_read(county.actor("water_handler"), [pk], now=NOW)
    assert queries.unread_count(county.actor("handler")) == 1
    assert not Notice.objects.get().reads.exists()


def test_one_insert_for_an_action(county: County) -> None:
    """A round to nine readers is nine notices in one statement; an act that tells nobody writes none."""
    pk = errand(county)
    members = [post.pk for name, post in county.posts.items() if name not in {"clerk", "clerk_party"}]
    with CaptureQueriesContext(connection) as asked:
        county.do("clerk", "flow.circulate", matter=pk, members=members, order="parallel")
    inserts = [q for q in asked.captured_queries if 'INSERT INTO "platform_notice"' in q["sql"]]
    assert len(inserts) == 1
    assert Notice.objects.filter(text__startswith="待办：阅").count() == len(members)


def test_erased_content_leaves_no_notice(county: County) -> None:
    pk = errand(county)
    assert queries.forget(pk) == 1
    assert texts(county, "handler") == []


def test_the_secrecy_officer_hears_of_what_the_gate_stopped_and_let_in(county: County) -> None:
    """Who and why, and nothing of what it was (BM-02); the one who brought it is not told of himself."""
    Duty.objects.create(post=county.posts["director"], code="SECRECY", since=NOW.date())
    clerk, paper = county.actor("clerk"), "关于某水库坝体的通知\n".encode()
    stopped = admit("秘密★10年\n".encode() + paper, "某水库.txt", actor=clerk, now=NOW)
    assert isinstance(stopped, Refusal)
    answer = Declaration(StoredFile.Declared.NOT_SECRET)
    told = admit(
        "机密文件管理制度学习通知\n".encode() + paper, "学习.txt", actor=clerk, now=NOW, declaration=answer
    )
    assert isinstance(told, Admitted)
    declared, refused = queries.page(county.actor("director")).lines
    assert refused.urgent and refused.text.startswith(
        "密件拦截：云岭县人民政府办公室王秀兰提交的内容带有密级标志"
    )
    assert declared.text.startswith("密级声明：云岭县人民政府办公室王秀兰")
    assert "水库" not in refused.text + declared.text
    assert (refused.url, queries.page(clerk).lines) == ("/notices/", ())


def test_the_secrecy_officer_hears_of_typed_words_as_of_files(county: County) -> None:
    """BM-03: once for each press that was stopped; neither the words nor the field stand in the notice."""
    Duty.objects.create(post=county.posts["director"], code="SECRECY", since=NOW.date())
    refusal = county.refused("clerk", "sample.ask", title="某水库坝体 机密★10年")
    assert refusal.code is Code.SECRET
    (told,) = queries.page(county.actor("director")).lines
    assert told.urgent and told.text.startswith("密件拦截：云岭县人民政府办公室王秀兰提交的内容带有密级标志")
    assert not any(word in told.text for word in ("水库", "机密★", "标题"))
    assert queries.page(county.actor("clerk")).lines == ()
    held = county.refused("clerk", "sample.ask", title="机密文件管理制度学习")
    assert held.code is Code.HELD and len(queries.page(county.actor("director")).lines) == 1


def test_a_press_refused_for_another_reason_tells_no_secrecy_officer(county: County) -> None:
    Duty.objects.create(post=county.posts["director"], code="SECRECY", since=NOW.date())
    county.refused("clerk", "sample.ask", title="")
    assert texts(county, "director") == []


def test_where_a_unit_has_no_secrecy_officer_the_offices_hear_of_it(county: County) -> None:
    Duty.objects.create(post=county.posts["director_party"], code="SECRECY", since=NOW.date())
    admit("机密★\n".encode(), "来文.txt", actor=county.actor("water_clerk"), now=NOW)
    assert len(texts(county, "director_party")) == 1 and texts(county, "director") == []
