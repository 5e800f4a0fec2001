"""反馈, 审核, 答复 and waiting for a superior: how a document comes to 办结 (GW-05, GW-08)."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from shuniu.kernel.base.actions import ActionInput, action
from shuniu.kernel.base.faults import require
from shuniu.kernel.flow.context import Addressee, Context
from shuniu.kernel.flow.moves import await_answer
from shuniu.kernel.flow.moves.return_ import last_doer
from shuniu.modules.documents.incoming.register import unanswered
from shuniu.modules.documents.incoming.who import KEEPERS
from shuniu.modules.documents.models import line_of


class Report(ActionInput):
    """What was done."""

    text: Annotated[str, Field(title="办理结果", min_length=5, max_length=4000)]


@action(
    "documents.incoming.report",
    label="反馈办理结果",
    input=Report,
    transition="documents.incoming:report",
    rule="GW-05",
)
def report(ctx: Context, data: Report) -> None:
    """The one who handles says what came of it; the office looks at it."""
    ctx.say("feedback", data.text)


class Accept(ActionInput):
    """Whether the result satisfies, and whether the sender still has to be answered."""

    text: Annotated[str, Field(title="审核意见", max_length=1000)] = ""
    then: Annotated[Literal["answer", "done"], Field(title="下一步")] = "answer"


@action(
    "documents.incoming.accept",
    label="审核通过",
    input=Accept,
    may=KEEPERS,
    transition="documents.incoming:accept",
    rule="GW-08",
)
def accept(ctx: Context, data: Accept) -> None:
    """Accept the result; a 请示 always goes on to be answered (GW-08)."""
    if data.then == "done":
        require(unanswered(ctx.matter))
    ctx.say("opinion", data.text)
    ctx.go("to_answer" if data.then == "answer" else "done")


class Answer(ActionInput):
    """How the sender was answered: the number of the paper, and to whom else it was told."""

    text: Annotated[str, Field(title="答复情况", min_length=2, max_length=2000)]
    answered_by: Annotated[str, Field(title="答复（批复）文号", max_length=120)] = ""
    copied_to: Annotated[str, Field(title="同时告知", max_length=400)] = ""


@action(
    "documents.incoming.answer",
    label="答复",
    input=Answer,
    may=KEEPERS,
    transition="documents.incoming:answer",
    rule="GW-08",
)
def answer(ctx: Context, data: Answer) -> None:
    """Register the answer and close the matter. A 请示 without the number of its 批复 is refused."""
    incoming = line_of(ctx.matter)
    if data.answered_by:
        incoming.answered_by = data.answered_by
        incoming.save(update_fields=["answered_by"])
    details = {"answered_by": data.answered_by, "copied_to": data.copied_to}
    ctx.say("feedback", data.text, data={k: v for k, v in details.items() if v})


class NoteOnly(ActionInput):
    """Why nothing is to be done."""

    text: Annotated[str, Field(title="说明", max_length=400)] = ""
    answered_by: Annotated[str, Field(title="答复（批复）文号", max_length=120)] = ""


@action(
    "documents.incoming.note_only",
    label="阅存",
    input=NoteOnly,
    may=KEEPERS,
    transition="documents.incoming:note_only",
    rule="GW-04",
)
def note_only(ctx: Context, data: NoteOnly) -> None:
    """The leader has seen it and nothing more is asked: close it."""
    if data.answered_by:
        line_of(ctx.matter).answered_by = data.answered_by
        line_of(ctx.matter).save(update_fields=["answered_by"])
    ctx.say("step", data.text)


class AskSuperior(ActionInput):
    """Whose answer is awaited, on which paper of ours, until when, and who watches."""

    whom: Annotated[str, Field(title="报请哪个上级", min_length=2, max_length=120)]
    what: Annotated[str, Field(title="报送文号、事项", min_length=2, max_length=200)]
    until: Annotated[date, Field(title="预计何时答复")]
    watcher: Annotated[int | None, Field(title="跟踪人", json_schema_extra={"choose": "colleague"})] = None


@action(
    "documents.incoming.ask_superior",
    label="报请上级，等候批复",
    input=AskSuperior,
    transition="documents.incoming:ask_superior",
    rule="GW-08",
)
def ask_superior(ctx: Context, data: AskSuperior) -> None:
    """The answer lies outside: a dated wait with a named watcher holds the matter."""
    await_answer.begin(ctx, what=data.what, whom=data.whom, until=data.until, watcher=data.watcher)
    ctx.say("step", data.what, data={"whom": data.whom, "until": data.until.isoformat()})


class SuperiorAnswered(ActionInput):
    """The answer that came: its number and in short what it says; and what is next."""

    number: Annotated[str, Field(title="批复文号", min_length=2, max_length=120)]
    text: Annotated[str, Field(title="批复要点", max_length=2000)] = ""
    then: Annotated[Literal["answer", "handle"], Field(title="下一步")] = "answer"


@action(
    "documents.incoming.superior_answered",
    label="收到批复",
    input=SuperiorAnswered,
    may=KEEPERS,
    transition="documents.incoming:superior_answered",
    rule="GW-08",
)
def superior_answered(ctx: Context, data: SuperiorAnswered) -> None:
    """End the wait with the number of the answer, and go on."""
    await_answer.end(ctx, f"{data.number} {data.text}")
    ctx.say("step", data.text, data={"number": data.number})
    if data.then == "answer":
        ctx.go("to_answer")
        return
    ctx.go("in_hand")
    ctx.assign(last_doer(ctx.here, "in_hand") or Addressee(ctx.actor.unit_id, ctx.actor.person_id))
