"""The API from the registries: each action is POST /actions/NAME, each query GET /queries/NAME.

The runner checks the input, not the web layer, so that an API call is refused in the same sentences, and is
recorded, like a press on a screen. The OpenAPI document takes its schemas from the same pydantic inputs.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import NinjaAPI, Schema, Status
from ninja.errors import HttpError
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation
from ninja.security import APIKeyCookie
from ninja.utils import contribute_operation_callback
from pydantic import BaseModel, create_model

from shuniu.kernel.base.actions import ACTIONS, Action
from shuniu.kernel.base.refusals import Code, Refusal, Refused
from shuniu.kernel.flow.runner import run
from shuniu.kernel.people.actor import Actor
from shuniu.kernel.people.duties import label as duty_label
from shuniu.kernel.platform.api import reading
from shuniu.kernel.platform.api.answers import REFUSED, DoneAnswer, RefusalAnswer, done, refused
from shuniu.kernel.platform.queries import QUERIES, Query, ask
from shuniu.kernel.platform.session import current_actor

REFERENCE = "#/components/schemas/{model}"


class SignedIn(APIKeyCookie):
    """The session's cookie, and a CSRF token with everything that writes."""

    param_name = settings.SESSION_COOKIE_NAME

    def authenticate(self, request: HttpRequest, key: str | None) -> Actor:
        """The actor in the hat worn. Raises `Refused` for strangers and ended duties."""
        found = current_actor(request, timezone.now())
        if isinstance(found, Refusal):
            raise Refused(found)
        return found


class OfficeAPI(NinjaAPI):
    """Ninja, with the parts of the inputs' schemas that they share among the components.

    `described` are what writes those schemas: drawn up when somebody asks for the document, not at every start.
    """

    def __init__(self, **options: Any) -> None:
        self.shared: dict[str, Any] = {}
        self.described: list[Callable[[], None]] = []
        super().__init__(**options)

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        while self.described:
            self.described.pop()()
        schema = super().get_openapi_schema(**options)
        schema["components"]["schemas"].update(self.shared)
        return schema

    def schema_of(self, name: str, model: type[BaseModel]) -> dict[str, Any]:
        """The JSON schema of *model*; what it refers to becomes a component under *name*."""
        prefix = f"{name}."
        schema = model.model_json_schema(ref_template=REFERENCE.format(model=prefix + "{model}"))
        self.shared |= {prefix + part: text for part, text in schema.pop("$defs", {}).items()}
        return schema


def build() -> OfficeAPI:
    """The API of everything registered so far; call it when every app is ready."""
    api = OfficeAPI(
        title="枢纽",
        version="1",
        description="办件、公文等全部操作和查询。操作须带会话和 CSRF 令牌；未准时返回原因、办法和依据。",
        auth=SignedIn(),
        docs_url=None,
        docs_decorator=_for_the_signed_in,
        urls_namespace="api",
    )
    api.exception_handler(Refused)(partial(_refused, api))
    api.exception_handler(HttpError)(partial(_web_error, api))
    for action in ACTIONS.values():
        if action.api:
            _add_action(api, action)
    for query in QUERIES.values():
        _add_query(api, query)
    return api


def _add_action(api: OfficeAPI, action: Action) -> None:
    def carry_out(request: HttpRequest) -> Status[dict[str, Any]]:
        actor, now = _actor(request), timezone.now()
        outcome = run(action.name, actor=actor, data=reading.body_of(request), now=now)
        if isinstance(outcome, Refusal):
            return Status(outcome.status, refused(outcome))
        return Status(200, done(outcome))

    body: dict[str, Any] = {"required": True}

    def describe() -> None:
        body["content"] = {"application/json": {"schema": api.schema_of(action.name, action.input)}}

    api.described.append(describe)
    _answer(carry_out, DoneAnswer)
    api.post(
        f"/actions/{action.name}",
        **_described("actions", action.name, action.label, action.may, action.do),
        openapi_extra={"requestBody": body},
    )(carry_out)


def _add_query(api: OfficeAPI, query: Query) -> None:
    def look_up(request: HttpRequest) -> Status[dict[str, Any]]:
        actor, now = _actor(request), timezone.now()
        data = reading.parameters_of(request, query.input)
        outcome = ask(query.name, actor=actor, data=data, now=now)
        if isinstance(outcome, Refusal):
            return Status(outcome.status, refused(outcome))
        return Status(200, outcome.model_dump(mode="json"))

    parameters: list[dict[str, Any]] = []

    def describe() -> None:
        schema = api.schema_of(query.name, query.input)
        required = set(schema.get("required", ()))
        for name, part in schema.get("properties", {}).items():
            parameters.append({"in": "query", "name": name, "schema": part, "required": name in required})

    api.described.append(describe)
    _answer(look_up, query.output)
    api.get(
        f"/queries/{query.name}",
        **_described("queries", query.name, query.label, query.may, query.look_up),
        openapi_extra={"parameters": parameters},
    )(look_up)


def _answer(view: Callable[..., Any], output: type[BaseModel]) -> None:
    """What *view* answers: *output*, or a refusal with any of its statuses.

    Given to ninja as `response`, it makes a class for each operation and status: 450, half a second of every start.
    """
    answers = {200: _wrapped(output), **dict.fromkeys(REFUSED, _wrapped(RefusalAnswer))}

    def contribute(operation: Operation) -> None:
        operation.response_models = answers

    contribute_operation_callback(view, contribute)


@cache
def _wrapped(answer: type[BaseModel]) -> type[Schema]:
    """*answer* as ninja keeps one."""
    return create_model("NinjaResponseSchema", __base__=Schema, response=(answer, ...))


def _described(
    tag: str, name: str, label: str, may: tuple[str, ...], do: Callable[..., Any]
) -> dict[str, Any]:
    """How an operation is described; who may use it is said in the words of the house."""
    who = "、".join(duty_label(duty) for duty in may) or "当前应办的人"
    return {
        "operation_id": f"{tag}.{name}",
        "url_name": f"{tag}.{name}",
        "summary": label,
        "description": f"办理人：{who}" if tag == "actions" else do.__doc__ or label,
        "tags": [name.split(".", 1)[0]],
    }


def _actor(request: HttpRequest) -> Actor:
    found = current_actor(request, timezone.now())
    assert isinstance(found, Actor), "SignedIn lets nobody else pass"
    return found


def _refused(api: NinjaAPI, request: HttpRequest, error: Refused) -> HttpResponse:
    return _refusal(api, request, error.refusal)


def _refusal(api: NinjaAPI, request: HttpRequest, refusal: Refusal) -> HttpResponse:
    return api.create_response(request, refused(refusal), status=refusal.status)


def _web_error(api: NinjaAPI, request: HttpRequest, error: HttpError) -> HttpResponse:
    refusal = Refusal(Code.NOT_ALLOWED, "页面已经过期，这次没有办理。", "请刷新页面再办，填写的内容还在。")
    return api.create_response(request, refused(refusal), status=error.status_code)


def _for_the_signed_in(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    def guarded(request: HttpRequest, **more: Any) -> HttpResponse:
        found = current_actor(request, timezone.now())
        if isinstance(found, Refusal):
            return _refusal(view.keywords["api"], request, found)  # type: ignore[attr-defined]  # ninja's partial
        return view(request, **more)

    return guarded
