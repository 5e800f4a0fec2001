"""Forms out of inputs: one pydantic model gives fields, labels, limits, messages; a press becomes its data.

A form that was refused keeps everything that was typed.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Literal, Union, get_args, get_origin
from urllib.parse import urlencode

from annotated_types import Ge, Le, MaxLen, MinLen
from django.http import QueryDict
from pydantic.fields import FieldInfo

from shuniu.kernel.base.actions import Action, ActionInput
from shuniu.kernel.base.refusals import Refusal
from shuniu.kernel.base.registry import Registry
from shuniu.kernel.platform.screens.choosers import CHOOSERS, Asking, options_chosen
from shuniu.kernel.platform.screens.uploads import declaration_fields
from shuniu.kernel.platform.ui import Field, Option

OF_THE_RUNNER = frozenset(ActionInput.model_fields)
LONG = 200
NO_SECRETS = "涉密文件严禁放入；带密级标志的，请到机要室办理。"
"""Stands at every place where a file goes in (BM-01)."""
CHOOSE = "/choose/"
"""Where choosers answer, each under its name."""
LAZY = frozenset(
    {"anyone", "colleague", "leader", "looked_after", "reader", "unit", "hand", "matter", "linkable"}
)
"""Choosers whose options are asked for while typing; the others are few and are put on the page."""

WORDS: dict[str, str] = {
    "rank": "按排名依次",
    "parallel": "同时送",
    "mixed": "分批（同级同时）",
    "read": "已阅",
    "agree": "同意",
    "opinion": "有意见",
    "circle": "圈阅",
    "instruct": "批示",
    "leader": "送领导批示",
    "assign": "直接交办",
    "circulate": "传阅",
    "answer": "答复来文单位",
    "done": "直接办结",
    "handle": "继续承办",
    "work": "上班",
    "rest": "放假",
    "act": "办件",
    "ordinary": "普通",
    "work_secret": "工作秘密（内部）",
    "document": "公文",
    "telegram": "明电",
    "call": "电话",
    "oral": "口头指示",
    "system": "本系统",
    "paper": "纸质送达",
    "fax": "传真",
    "meeting": "会议带回",
    "confidential_room": "机要室转非密",
}
"""The Chinese words of the choices that inputs offer, once for the whole house."""


@dataclass(frozen=True)
class FormSpec:
    """How an action's form differs from the derived one: changed fields, order, and what stays hidden.

    `overrides` gives, per field, the attributes of `Field` to change; `words` renames choices. `carries` are fields
    that travel unseen with a matter's page, with their values: what the person has before him. `omits` are those that
    have nothing to ask in this case. `page` is the address of a page of its own, with {matter} in it, where a dialog would
    be too small.
    """

    order: tuple[str, ...] = ()
    hidden: frozenset[str] = frozenset()
    overrides: Callable[[Asking], Mapping[str, Mapping[str, Any]]] = lambda asking: {}
    words: Mapping[str, str] = field(default_factory=dict)
    carries: Callable[[Asking], Mapping[str, str]] = lambda asking: {}
    omits: Callable[[Asking], frozenset[str]] = lambda asking: frozenset()
    page: str = ""


FORMS: Registry[FormSpec] = Registry("form")
PLAIN = FormSpec()
FORMS.register("flow.decide_extension", FormSpec(words={"1": "同意", "0": "不同意"}))


def spec_of(action: Action) -> FormSpec:
    """How *action*'s form differs from the derived one."""
    return FORMS.get(action.name) if action.name in FORMS else PLAIN


def fields_of(
    action: Action,
    asking: Asking,
    *,
    values: Mapping[str, Any] | None = None,
    refusal: Refusal | None = None,
) -> tuple[Field, ...]:
    """The fields of *action*'s form, with *values* typed before and the problems of *refusal* beside them.

    A form that the secrecy gate held ends in the checkbox of the declaration that lifts it.
    """
    spec = spec_of(action)
    model = action.input
    unseen = OF_THE_RUNNER | spec.hidden | spec.omits(asking) | set(spec.carries(asking))
    names = [n for n in model.model_fields if n not in unseen]
    ordered = [n for n in spec.order if n in names] + [n for n in names if n not in spec.order]
    overrides = spec.overrides(asking)
    problems: dict[str, list[str]] = {}
    for problem in refusal.problems if refusal else ():
        problems.setdefault(problem.field, []).append(problem.message)
    built = []
    for name in ordered:
        made = derive(name, model.model_fields[name], asking, spec.words)
        made = replace(made, **overrides.get(name, {}))
        if values is not None and name in values:
            made = _filled(made, values[name])
        built.append(replace(made, errors=tuple(problems.get(name, ()))))
    asked = (replace(f, errors=tuple(problems.get(f.name, ()))) for f in declaration_fields(refusal))
    return (*built, *asked)


def _filled(made: Field, value: Any) -> Field:
    if isinstance(value, list | tuple):
        return replace(made, values=tuple(str(v) for v in value))
    if made.kind == "checkbox":
        return replace(made, values=("1",) if value else ())
    if made.kind == "datetime" and value is not None:
        # The browser takes no zone in such a field, and would empty it.
        return replace(made, value=str(value)[:16].replace(" ", "T"))
    if isinstance(value, bool):
        return replace(made, value="1" if value else "0")
    return replace(made, value="" if value is None else str(value))


def derive(name: str, info: FieldInfo, asking: Asking, words: Mapping[str, str]) -> Field:
    """One field out of one attribute of an input model."""
    annotation, required = _bare(info.annotation), info.is_required()
    limits = {type(m): m for m in info.metadata}
    longest = limits[MaxLen].max_length if MaxLen in limits else None
    shortest = limits[MinLen].min_length if MinLen in limits else 0
    extra = info.json_schema_extra
    choose = str(extra.get("choose", "")) if isinstance(extra, dict) else ""
    base = Field(name=name, label=info.title or name, required=required or shortest > 0)
    default = "" if required or info.default in (None, False) else info.default
    if choose:
        return _chosen(base, choose, asking, multiple=get_origin(annotation) is list)
    if get_origin(annotation) is Literal:
        options = tuple(
            Option(str(v), words.get(str(v), WORDS.get(str(v), str(v)))) for v in get_args(annotation)
        )
        kind: Any = "radio" if len(options) <= 4 else "select"
        return replace(base, kind=kind, options=options, value=str(default))
    if annotation is bool and required:
        yes, no = words.get("1", "是"), words.get("0", "否")
        return replace(base, kind="radio", options=(Option("1", yes), Option("0", no)))
    if annotation is bool:
        return replace(base, kind="checkbox", values=("1",) if info.default is True else ())
    if annotation is date:
        return replace(base, kind="date", width=4)
    if annotation is datetime:
        return replace(base, kind="datetime", width=6)
    if annotation is int:
        return replace(
            base,
            kind="number",
            value=str(default),
            minimum=str(limits[Ge].ge) if Ge in limits else "",
            maximum=str(limits[Le].le) if Le in limits else "",
            width=4,
        )
    kind = "textarea" if longest is None or longest > LONG else "text"
    return replace(base, kind=kind, value=str(default), max_length=longest)


def _bare(annotation: Any) -> Any:
    """The annotation without Optional."""
    if get_origin(annotation) in {Union, types.UnionType}:
        inner = [a for a in get_args(annotation) if a is not type(None)]
        return inner[0] if len(inner) == 1 else annotation
    return annotation


def _chosen(base: Field, choose: str, asking: Asking, *, multiple: bool) -> Field:
    if choose in LAZY:
        about = {"matter": asking.reading.matter.pk} if asking.reading else {}
        address = f"{CHOOSE}{choose}/" + (f"?{urlencode(about)}" if about else "")
        return replace(base, kind="picker", multiple=multiple, search_href=address)
    if choose == "file":
        return replace(base, kind="file", accept=".jpg,.jpeg,.png,.pdf", hint=NO_SECRETS)
    options = tuple(CHOOSERS.get(choose)(asking)) if choose in CHOOSERS else ()
    if choose == "rule":
        return replace(base, kind="picker", multiple=True, options=options)
    only = options[0].value if len(options) == 1 else ""
    return replace(base, kind="select" if len(options) > 3 else "radio", options=options, value=only)


def data_of(post: QueryDict, model: type[ActionInput]) -> dict[str, Any]:
    """What was typed, as the input model takes it: empty answers are left out, lists stay lists."""
    data: dict[str, Any] = {}
    for name, info in model.model_fields.items():
        annotation = _bare(info.annotation)
        if get_origin(annotation) is list:
            given = [v for v in post.getlist(name) if v != ""]
            if given:
                data[name] = given
        elif annotation is bool and (name in post or not info.is_required()):
            data[name] = post.get(name, "") in {"1", "on", "true"}
        elif post.get(name, "").strip() != "":
            text = post.get(name, "")
            data[name] = local(text) if annotation is datetime else text
    return data


def local(text: str) -> str:
    """A datetime-local value is in the county's time."""
    return f"{text}+08:00" if len(text) in {16, 19} and "+" not in text else text


def labels_of(model: type[ActionInput]) -> dict[str, str]:
    """Field name → Chinese label, for the list of errors on top."""
    return {name: info.title or name for name, info in model.model_fields.items()}


def chosen_options(fields: Sequence[Field], asking: Asking) -> tuple[Field, ...]:
    """*fields* with the labels of what lazy pickers already hold, so that a refused form shows names."""
    return tuple(
        replace(f, options=tuple(options_chosen(_chooser_of(f), f.chosen, asking)))
        if f.kind == "picker" and f.chosen and not f.options
        else f
        for f in fields
    )


def _chooser_of(made: Field) -> str:
    """The name of the chooser that a lazy picker asks."""
    return made.search_href.removeprefix(CHOOSE).partition("/")[0]
