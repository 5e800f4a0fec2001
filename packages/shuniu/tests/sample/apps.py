"""The sample module: a whole kind of office work in some sixty lines, using every part of the kernel."""

from pathlib import Path
from typing import Annotated

from django.apps import AppConfig
from pydantic import Field


class SampleConfig(AppConfig):
    name = "sample"
    label = "shuniu_sample"

    def ready(self) -> None:
        from shuniu.kernel.base import parameters
        from shuniu.kernel.base.actions import ActionInput, action
        from shuniu.kernel.base.refusals import Code, Refusal
        from shuniu.kernel.flow import engine, vocabulary
        from shuniu.kernel.flow.context import Addressee, Context, Words
        from shuniu.kernel.flow.moves import await_answer
        from shuniu.kernel.flow.moves.inputs import Spoken
        from shuniu.kernel.flow.procedure import load_folder
        from shuniu.kernel.numbering import numbers
        from shuniu.kernel.people import queries

        parameters.declare(parameters.Parameter("sample.days", "跑腿天数", 5, "GW-05", "天", 1))
        vocabulary.declare_entry_types(
            vocabulary.EntryType("sample_verdict", "审核意见", ("OFFICE_HEAD", "LEADER"), True)
        )
        vocabulary.KINDS.register(
            "errand", vocabulary.Kind("errand", "跑腿", "/sample/{}/".format, lambda m: m.title)
        )

        @vocabulary.guard("sample_not_hasty")
        def not_hasty(ctx: Context) -> Refusal | None:
            return Refusal(Code.RULE, "太急了。") if ctx.words.text == "急" else None

        @vocabulary.effect("sample_count")
        def count(ctx: Context) -> None:
            ctx.remember({"approved": True})

        load_folder(Path(__file__).parent / "procedures")

        class Ask(ActionInput):
            title: Annotated[str, Field(title="事项")]
            unit: Annotated[int | None, Field(title="交给")] = None

        @action("sample.ask", label="交办", input=Ask, may=("CLERK",))
        def ask(ctx: Context, data: Ask) -> None:
            unit = data.unit or ctx.actor.unit_id
            parent = ctx.work.matter if ctx.work else None
            work = engine.open_matter(
                ctx,
                engine.Opening(
                    "errand", "sample.errand", data.title, unit, parent=parent, words=Words(text="请办")
                ),
            )
            year = ctx.now.year
            value = numbers.take(f"errand{unit}", year, unit, work.matter.pk, now=ctx.now)
            work.matter.number = f"跑腿〔{year}〕{value}号"

        class Report(ActionInput):
            text: Annotated[str, Field(title="反馈", min_length=2)]
            to: Annotated[int | None, Field(title="送审")] = None
            wait: Annotated[str, Field(title="等谁")] = ""

        @action("sample.report", label="反馈", input=Report, transition="report")
        def report(ctx: Context, data: Report) -> None:
            ctx.say("feedback", data.text)
            if data.wait:
                await_answer.begin(ctx, what="批复", whom=data.wait, until=ctx.now.date(), watcher=None)
                return ctx.go("waiting")
            ctx.assign(Addressee.of_post(queries.serving(ctx.now).get(pk=data.to)))
            return ctx.go("reported")

        @action("sample.answered", label="收到答复", input=Report, transition="answered", may=("CLERK",))
        def answered(ctx: Context, data: Report) -> None:
            ctx.here.matter.waits.filter(closed_at=None).update(closed_at=ctx.now, answer=data.text)
            ctx.assign(Addressee(ctx.matter.unit_id, duty="OFFICE_HEAD"))

        @action("sample.approve", label="审核通过", input=Spoken, transition="approve")
        def approve(ctx: Context, data: Spoken) -> None:
            ctx.say("sample_verdict", data.text, happened_at=data.happened_at)

        @action("sample.finish", label="办结", input=ActionInput, transition="finish")
        def finish(ctx: Context, data: ActionInput) -> None:
            ctx.say("step", "办结")
