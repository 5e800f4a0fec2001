"""The API is the registries: every action and query is there, and a stranger gets nothing from any of them."""

from __future__ import annotations

import json
import re
from datetime import date, datetime
from typing import Any, Literal, get_args, get_origin
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.test import Client
from kit import NOW, SINCE, County, build_county
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from shuniu.kernel.base.actions import ACTIONS, Action
from shuniu.kernel.base.basis import catalogue
from shuniu.kernel.flow.models import Matter
from shuniu.kernel.people.models import Account, Person, Post
from shuniu.kernel.platform import session
from shuniu.kernel.platform.queries import QUERIES, QueryInput, ask
from shuniu.kernel.platform.search import indexing
from shuniu.kernel.records.models import Record

pytestmark = [pytest.mark.django_db, pytest.mark.urls("api_site")]
OFFERED = [action for action in ACTIONS.values() if action.api]
UNFOUNDED = pytest.mark.xfail(
    reason="its rule is not in bases.toml, and a refusal cannot cite it", strict=True
)
STRANGERS = [
    pytest.param(
        action, id=action.name, marks=() if not action.rule or action.rule in catalogue() else UNFOUNDED
    )
    for action in OFFERED
]


@pytest.fixture
def county() -> County:
    return build_county()


def browser(county: County, who: str, *, csrf: bool = False) -> Client:
    client = Client(enforce_csrf_checks=csrf)
    client.force_login(county.posts[who].person.account)
    memory = client.session
    memory[session.POST] = county.posts[who].pk
    memory.save()
    return client


def post(client: Client, name: str, data: object, **more: Any) -> Any:
    body = data if isinstance(data, str) else json.dumps(data)
    return client.post(f"/api/actions/{name}", body, content_type="application/json", **more)


def some(annotation: Any) -> object:
    """A value a field of this type takes."""
    for kind, value in ((bool, True), (int, 1), (str, "办好了"), (UUID, str(uuid4()))):
        if annotation is kind:
            return value
    if annotation is date:
        return "2026-09-01"
    if annotation is datetime:
        return "2026-03-01T08:00:00+08:00"
    parts = get_args(annotation)
    if get_origin(annotation) is Literal:
        return parts[0]
    if get_origin(annotation) in (list, tuple):
        return [some(parts[0])]
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return filled(annotation)
    if parts:
        return some(parts[0])
    raise NotImplementedError(annotation)


PATTERNED = ("2026-03",)
"""Words for fields that must be written in one way."""


def _fits(word: str, mark: object) -> bool:
    pattern = getattr(mark, "pattern", None)
    return pattern is None or re.search(pattern, word) is not None


def suiting(field: FieldInfo) -> object:
    """A value that also keeps the field's least length or size."""
    if any(getattr(m, "pattern", None) for m in field.metadata):
        return next(word for word in PATTERNED if all(_fits(word, m) for m in field.metadata))
    value = some(field.annotation)
    least = max(
        (getattr(m, "min_length", None) or getattr(m, "ge", None) or 0) for m in [*field.metadata, None]
    )
    if isinstance(value, str):
        return value.ljust(least, "了")
    return max(value, least) if type(value) is int else value


def filled(model: type[BaseModel]) -> dict[str, object]:
    """The required fields of *model*, filled in."""
    return {n: suiting(f) for n, f in model.model_fields.items() if f.is_required()}


@pytest.mark.slow
def test_every_action_and_query_is_in_the_document(county: County) -> None:
    """And what the document refers to is in it."""
    assert Client().get("/api/openapi.json").status_code == 401
    document = browser(county, "clerk").get("/api/openapi.json").json()
    paths = document["paths"]
    assert set(paths) == {f"/api/actions/{a.name}" for a in OFFERED} | {f"/api/queries/{q}" for q in QUERIES}
    for action in OFFERED:
        operation = paths[f"/api/actions/{action.name}"]["post"]
        schema = operation["requestBody"]["content"]["application/json"]["schema"]
        assert set(schema["properties"]) == set(action.input.model_fields)
        assert schema["additionalProperties"] is False and operation["summary"] == action.label
        assert {"200", "401", "403", "404", "409", "422"} <= set(operation["responses"])
    text = json.dumps(document)
    for reference in {part.split('"')[0] for part in text.split('"$ref": "')[1:]}:
        assert reference.removeprefix("#/components/schemas/") in document["components"]["schemas"]


@pytest.mark.parametrize("action", STRANGERS)
def test_a_stranger_gets_nothing_from_an_action(county: County, action: Action) -> None:
    """Nobody signed in: 401. Signed in, but of another unit: 403 without the duty, 404 for another's matter."""
    pk = county.do("clerk", "sample.ask", title="送一份材料").matter_id
    before = Record.objects.count()
    assert post(Client(), action.name, filled(action.input)).status_code == 401
    assert Record.objects.count() == before
    account = Account.objects.create(username="stranger", password="!", must_change_password=False)
    person = Person.objects.create(name="外人", account=account)
    Post.objects.create(person=person, unit=county.units["party"], title="科员", since=SINCE)
    stranger = Client()
    stranger.force_login(account)
    answer = post(stranger, action.name, filled(action.input) | {"matter": pk})
    if action.beside:
        assert answer.status_code == 422, answer.json()
    else:
        assert answer.status_code == 404, answer.json()
        assert answer.json()["code"] == "not_found" and answer.json()["basis"]
    if action.may:
        assert post(stranger, action.name, filled(action.input)).status_code == 403
    assert Matter.objects.get(pk=pk).version == 1


@pytest.mark.parametrize("name", list(QUERIES))
def test_a_stranger_gets_nothing_from_a_query(county: County, name: str) -> None:
    assert Client().get(f"/api/queries/{name}", filled(QUERIES.get(name).input)).status_code == 401


def test_an_action_from_the_web(county: County) -> None:
    client = browser(county, "clerk")
    command = str(uuid4())
    first = post(client, "sample.ask", {"title": "送一份材料", "command_id": command}).json()
    again = post(client, "sample.ask", {"title": "送一份材料", "command_id": command}).json()
    assert (first["version"], first["repeated"], again["repeated"]) == (1, False, True)
    refused = post(browser(county, "handler"), "sample.ask", {"title": "送"})
    assert refused.status_code == 403
    assert set(refused.json()) == {"code", "message", "remedy", "basis", "problems"}


def test_a_refusal_cites_its_basis_and_its_fields(county: County) -> None:
    pk = county.do("clerk", "sample.ask", title="送一份材料").matter_id
    data = {"matter": pk, "reason": "下雨路断", "new_due": "2026-02-30", "surprise": 1}
    answer = post(browser(county, "handler"), "flow.ask_extension", data)
    assert answer.status_code == 422
    assert {p["field"] for p in answer.json()["problems"]} == {"new_due", "surprise"}
    assert Record.objects.filter(action="flow.ask_extension", outcome="refused").count() == 1


@pytest.mark.parametrize(
    "body",
    [
        "",
        "[]",
        "{",
        "3",
        '"x"',
        '{"title": "\\u0000"}',
        '{"title": "\\ud800"}',
        '{"matter": 1' + "0" * 30 + "}",
    ]
    + ['{"title": NaN}', "[" * 100_000, '{"title": {"a": ["' + "\\u0000" + '"]}}'],
)
def test_a_body_that_is_no_input(county: County, body: str) -> None:
    answer = post(browser(county, "clerk"), "sample.ask", body)
    assert answer.status_code == 422 and answer.json()["message"]


def test_too_large_a_body_and_a_form(county: County) -> None:
    client = browser(county, "clerk")
    answer = post(client, "sample.ask", {"title": "长" * settings.DATA_UPLOAD_MAX_MEMORY_SIZE})
    assert answer.status_code == 422 and answer.json()["code"] == "too_many"
    assert client.post("/api/actions/sample.ask", {"title": "送"}).status_code == 422


def test_writing_needs_the_csrf_token(county: County) -> None:
    client = browser(county, "clerk", csrf=True)
    answer = post(client, "sample.ask", {"title": "送一份材料"})
    assert answer.status_code == 403 and "刷新" in answer.json()["remedy"]
    client.cookies[settings.CSRF_COOKIE_NAME] = "a" * 32
    assert post(client, "sample.ask", {"title": "送"}, headers={"X-CSRFToken": "a" * 32}).status_code == 200
    assert client.get("/api/queries/platform.notices").status_code == 200


def test_the_queries_of_the_platform(county: County) -> None:
    first = county.do("clerk", "sample.ask", title="关于防汛的通知").matter_id
    second = county.do("clerk", "sample.ask", title="关于抗旱的通知").matter_id
    county.do("clerk", "platform.link", matter=first, to_id=second)
    indexing.index_pending(now=NOW)
    client = browser(county, "handler")
    found = client.get("/api/queries/platform.search", {"words": "防汛"}).json()
    assert [hit["matter"] for hit in found["hits"]] == [first]
    assert ["防汛", True] in found["hits"][0]["title"]
    lines = client.get("/api/queries/platform.notices", {"unread": "true"}).json()["lines"]
    assert lines[0]["text"].startswith("待办：")
    links = client.get("/api/queries/platform.links", {"id": first}).json()["links"]
    assert links[0]["title"].endswith("关于抗旱的通知")
    stranger = browser(county, "clerk_party")
    assert stranger.get("/api/queries/platform.links", {"id": first}).status_code == 404
    assert client.get("/api/queries/platform.job", {"id": 1}).status_code == 404


def test_a_query_is_strict(county: County) -> None:
    client = browser(county, "handler")
    twice = client.get("/api/queries/platform.search", {"words": ["防汛", "抗旱"]})
    assert twice.status_code == 422 and twice.json()["problems"][0]["field"] == "words"
    unknown = client.get("/api/queries/platform.notices", {"since": "2020"})
    assert unknown.status_code == 422 and unknown.json()["problems"][0]["field"] == "since"


def test_a_query_may_ask_for_a_duty(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    from shuniu.kernel.platform.queries import Query, QueryOutput

    class Many(QueryInput):
        ids: list[int]

    class Sum(QueryOutput):
        total: int

    asked = Query("t", "求和", Many, Sum, lambda actor, data, now: {"total": sum(data.ids)}, ("CLERK",))
    monkeypatch.setitem(QUERIES._items, "t", asked)
    found = ask("t", actor=county.actor("clerk"), data={"ids": ["1", 2]}, now=NOW)
    assert isinstance(found, Sum) and found.total == 3
    refusal = ask("t", actor=county.actor("handler"), data={"ids": []}, now=NOW)
    assert not isinstance(refusal, QueryOutput) and "文书" in refusal.message


def test_an_ended_duty_ends_the_session_at_once(county: County) -> None:
    client = browser(county, "clerk_party")
    assert client.get("/api/queries/platform.notices").status_code == 200
    county.posts["clerk_party"].until = date(2020, 1, 2)
    county.posts["clerk_party"].save()
    answer = client.get("/api/queries/platform.notices")
    assert answer.status_code == 403 and answer.json()["code"] == "duty_ended"
