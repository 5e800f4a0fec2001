"""跑腿, a whole kind of office work: what it is called, how it walks, who may say what. It uses every part of the
kernel; errands_shown.py has its screens and prints."""

from datetime import date, datetime, time
from pathlib import Path
from typing import Annotated

from pydantic import Field

from shuniu.kernel.base import gates, parameters
from shuniu.kernel.base.actions import ActionInput, action
from shuniu.kernel.base.refusals import Code, Refusal, refuse
from shuniu.kernel.files import news
from shuniu.kernel.flow import engine, vocabulary
from shuniu.kernel.flow.context import Addressee, Context, Words, Work
from shuniu.kernel.flow.models import Matter
from shuniu.kernel.flow.moves import await_answer
from shuniu.kernel.flow.moves.inputs import Spoken
from shuniu.kernel.flow.procedure import load_folder
from shuniu.kernel.people import duties
from shuniu.kernel.people.actor import end_of_day
from shuniu.kernel.platform.jobs.registry import job, tick
from shuniu.kernel.platform.jobs.running import Running
from shuniu.kernel.platform.links.registry import LinkKind, RecordKind, Shown, declare_links, declare_records
from shuniu.kernel.platform.organisation.more_sheets import MORE_SHEETS, MoreSheet
from shuniu.kernel.platform.tables import Column

duties.declare(duties.DutyKind("SAMPLE_CHECKER", "跑腿审核员"))
parameters.declare(parameters.Parameter("sample.days", "跑腿天数", 5, "GW-05", "天", 1))
vocabulary.declare_entry_types(
    vocabulary.EntryType(
        "sample_verdict", "审核意见", ("OFFICE_HEAD", "LEADER", "SAMPLE_CHECKER"), voice=True
    )
)
vocabulary.KINDS.register(
    "errand", vocabulary.Kind("errand", "跑腿", "/matters/{}/".format, lambda matter: matter.title)
)
declare_links(LinkKind("sample_same_way", "顺路", "顺路"))
declare_records(
    RecordKind("sample_place", "地点", lambda actor, ids: {pk: Shown(f"{pk}号楼", "") for pk in ids})
)
MORE_SHEETS.register(
    "sample",
    MoreSheet(
        "跑腿地点",
        (Column("place", "地点", 20, required=True, example="3号楼"),),
        lambda rows, now: HEARD.extend(str(row.values["place"]) for row in rows) or (),
        "跑腿地点",
    ),
)
HEARD: list[str] = []
"""What the listeners, the tick and the job noted, for the tests to see."""


@vocabulary.guard("sample_not_hasty")
def not_hasty(ctx: Context) -> Refusal | None:
    return Refusal(Code.RULE, "太急了，请写明意见。") if ctx.words.text == "急" else None


@vocabulary.effect("sample_count")
def count(ctx: Context) -> None:
    ctx.remember({"approved": True})


@vocabulary.listener("sample")
def hear(ctx: Context, work: Work) -> None:
    HEARD.append(f"changed {work.matter.pk}")


@news.listener("sample")
def hear_the_gate(told: news.GateNews) -> None:
    HEARD.append(f"gate {told.kind}")


def no_gossip(typed: list[gates.Typed], actor: object, declared: bool) -> None:
    if any("闲话" in item.text for item in typed):
        raise refuse(Code.RULE, "不登记闲话，请写事项。")


gates.TEXT_GATES.register("sample", no_gossip)
load_folder(Path(__file__).parent / "procedures")


class Ask(ActionInput):
    title: Annotated[str, Field(title="事项")]
    unit: Annotated[int | None, Field(title="交给", json_schema_extra={"choose": "unit"})] = None
    due: Annotated[date | None, Field(title="办理时限")] = None


@action("sample.ask", label="交办", input=Ask, may=("CLERK",))
def ask(ctx: Context, data: Ask) -> None:
    unit, parent = data.unit or ctx.actor.unit_id, ctx.work.matter if ctx.work else None
    due = end_of_day(data.due) if data.due else None
    opening = engine.Opening(
        "errand", "sample.errand", data.title, unit, due_at=due, parent=parent, words=Words(text="请办")
    )
    engine.number(ctx, engine.open_matter(ctx, opening), "errand", "跑腿〔{year}〕{value}号")


class Report(ActionInput):
    text: Annotated[str, Field(title="反馈", min_length=2)]
    to: Annotated[int | None, Field(title="送审", json_schema_extra={"choose": "sample_checker"})] = None
    wait: Annotated[str, Field(title="等谁")] = ""


@action("sample.report", label="反馈", input=Report, transition="report")
def report(ctx: Context, data: Report) -> None:
    ctx.say("feedback", data.text)
    if data.wait:
        await_answer.begin(ctx, what="批复", whom=data.wait, until=ctx.now.date(), watcher=None)
        return ctx.go("waiting")
    ctx.assign(Addressee.of_post(ctx.chosen(data.to, field="to")))
    return ctx.go("reported")


@action("sample.answered", label="收到答复", input=Report, transition="answered", may=("CLERK",))
def answered(ctx: Context, data: Report) -> None:
    await_answer.end(ctx, data.text)
    ctx.assign(Addressee(ctx.matter.unit_id, duty="OFFICE_HEAD"))


@action("sample.approve", label="审核通过", input=Spoken, transition="approve")
def approve(ctx: Context, data: Spoken) -> None:
    ctx.say("sample_verdict", data.text, happened_at=data.happened_at)


@action("sample.finish", label="办结", input=ActionInput, transition="finish")
def finish(ctx: Context, data: ActionInput) -> None:
    ctx.say("step", "办结")
    ctx.notify(Addressee(ctx.matter.unit_id, duty="OFFICE_HEAD"), f"已办结：{ctx.matter.title}", ctx.matter)


@job("sample.count", label="清点跑腿")
def count_all(running: Running) -> dict[str, int]:
    running.report(1, 1, checkpoint={"done": 1})
    return {"errands": Matter.objects.filter(kind="errand").count()}


@tick("sample.evening", daily=time(18))
def evening(now: datetime) -> None:
    HEARD.append(f"evening {now:%Y-%m-%d}")
