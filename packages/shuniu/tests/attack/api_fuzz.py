"""The whole API under schemathesis: every operation of the document, with inputs drawn from its own schema and with
inputs that break it, asked for by a clerk, a leader, somebody of another unit, an administrator and nobody."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import requests
import schemathesis
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, Phase, given, seed
from hypothesis import settings as examples
from kit import County, administrator, browser
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.transport import Response
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

NOBODY = "nobody"
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
REFUSAL = {"code", "message", "remedy", "basis", "problems"}
CHINESE = re.compile("[\u4e00-\u9fff]{4}")
UNTRANSLATED = re.compile(
    "Input should|Field required|Extra inputs|should have|should match|Value error|valid"
)
IDS = {"matter", "id", "into", "to_id"}
"""Fields that name a matter: every other input names one that is there, so that more than the look-up is tried."""


def roles(county: County) -> dict[str, Client]:
    """Who asks, each in a browser of his own."""
    people = {"clerk": "clerk", "leader": "mayor", "stranger": "water_clerk"}
    return {
        **{role: browser(county, who) for role, who in people.items()},
        "administrator": administrator("security"),
        NOBODY: Client(),
    }


def fuzz(county: County, matter: int, *, count: int, start: int = 0) -> tuple[Counter[str], list[str]]:
    """Try *count* inputs by each role on each operation, half of them against the schema. How many were tried, by role
    and status, and what was wrong: what schemathesis says, or a refusal without a Chinese sentence."""
    clients = roles(county)
    document = clients["clerk"].get("/api/openapi.json").json()
    schema = schemathesis.openapi.from_dict(document)
    tried: Counter[str] = Counter()
    wrong: list[str] = []
    for found in schema.get_all_operations():
        operation = found.ok()
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            strategy = operation.as_strategy(mode)

            @seed(start)
            @examples(
                max_examples=max(count // 2, 1) * len(clients),
                database=None,
                deadline=timedelta(seconds=20),
                suppress_health_check=list(HealthCheck),
                phases=(Phase.explicit, Phase.generate),
            )
            @given(case=strategy)
            def one(case: Case) -> None:
                turn = sum(tried.values())
                role = list(clients)[turn % len(clients)]
                if turn % 2:
                    _name(case, matter)
                answer = _ask(clients[role], case, cookies=role == NOBODY)
                tried[f"{role} {answer.status_code}"] += 1
                try:
                    case.validate_response(answer, checks=CHECKS)
                    _check(role, answer)
                except (Exception, ExceptionGroup) as error:
                    said = [error, *getattr(error, "exceptions", ())][-1]
                    wrong.append(f"{role}: {case.operation.label}: {said!s:.400}: {answer.content[:300]!r}")

            one()
    return tried, wrong


def _name(case: Case, matter: int) -> None:
    for part in (case.body, case.query):
        if isinstance(part, dict):
            part.update({name: matter for name in IDS & set(part)})


def _ask(client: Client, case: Case, *, cookies: bool) -> Response:
    """Put *case* to the product itself, in a transaction that is undone; another cookie only where nobody is in."""
    words = case.as_transport_kwargs(base_url="http://testserver")
    if not cookies:
        words.pop("cookies", None)
    prepared = requests.Request(**_known(words)).prepare()
    body = prepared.body if prepared.body is not None else b""
    headers = {k: v for k, v in prepared.headers.items() if k.lower() not in {"content-length", "cookie"}}
    content = str(headers.pop("Content-Type", "application/json"))
    where = urlsplit(str(prepared.url))
    browser_ = Client()
    browser_.cookies.update(client.cookies)
    if "Cookie" in prepared.headers:
        headers["Cookie"] = str(prepared.headers["Cookie"])
    with _undone():
        answer = browser_.generic(
            str(prepared.method),
            f"{where.path}?{where.query}",
            body,
            content_type=content,
            headers={k: v for k, v in headers.items() if isinstance(v, str)},
        )
        content_ = answer.content
    named = {k.lower(): [str(v)] for k, v in answer.headers.items()}
    return Response(answer.status_code, named, content_, prepared, 0.0, False)


def _known(words: Mapping[str, Any]) -> dict[str, Any]:
    taken = ("method", "url", "headers", "files", "data", "params", "cookies", "json")
    return {key: value for key, value in words.items() if key in taken}


def _check(role: str, answer: Response) -> None:
    if answer.status_code < 400:
        assert role != NOBODY, "nobody was let in"
        return
    said = json.loads(answer.content)
    assert set(said) == REFUSAL, said
    assert CHINESE.search(said["message"]), said
    assert not UNTRANSLATED.search(said["message"]), said


@contextmanager
def _undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
