"""采用 of a Word file that was edited outside: it becomes a version, and the file stays on the matter (GW-10)."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from shuniu.kernel.base.actions import ActionInput, RowId, action
from shuniu.kernel.base.refusals import Refusal, Refused
from shuniu.kernel.files.queries import get_file
from shuniu.kernel.flow import attaching
from shuniu.kernel.flow.context import Context
from shuniu.kernel.people.actor import COUNTY
from shuniu.modules.documents.models import DraftVersion, document_of
from shuniu.modules.documents.outgoing import drafts, returned
from shuniu.modules.documents.outgoing.actions.draft import require_writer


class AcceptDocx(ActionInput):
    """The file that came back, the version that was current when it was looked at, and whether the warnings were
    seen."""

    file: Annotated[RowId, Field(title="交回的文件")]
    draft: Annotated[int | None, Field(title="稿次")] = None
    confirmed: Annotated[bool, Field(title="已看清上面的提醒，仍然采用")] = False


@action(
    "documents.outgoing.accept_docx", label="采用交回的 Word 稿", input=AcceptDocx, rule="GW-10", api=False
)
def accept_docx(ctx: Context, data: AcceptDocx) -> dict[str, object]:
    """Make the file's text the next version. Raises `Refused` unless the draft is in the actor's hands, for a file
    that he did not bring, for one without text or without a change, while a warning was not answered, and when
    another version was saved after he looked."""
    work = ctx.here
    require_writer(ctx)
    drafts.require_seen(work, data.draft)
    hung = [attaching.Hung(data.file, "交回的 Word 稿")]
    attaching.attach(ctx, work, None, hung, role=returned.ROLE, field="file")
    file = get_file(data.file)
    assert file is not None  # what may be hung is there
    found = returned.read_back(document_of(work.matter), file, today=ctx.now.astimezone(COUNTY).date())
    if isinstance(found, Refusal):
        raise Refused(found)
    if not found.changed:
        ctx.refuse("交回的稿子和现在的稿子一样，没有改动，不用采用。", field="file", rule="GW-10")
    if found.warnings and not data.confirmed:
        ctx.refuse(
            f"还没有确认：{found.warnings[0]}",
            field="confirmed",
            rule="GW-10",
            remedy="请看清提醒和花脸，确实要采用的，勾选确认。",
        )
    version = drafts.save(ctx, work, found.content, origin=DraftVersion.Origin.DOCX)
    base = found.origin.number if found.origin else None
    ctx.say(
        "step",
        f"在第 {base} 稿上用 Word 修改。" if base else "",
        label=f"采用 Word 稿为第 {version.number} 稿",
        data={"draft": version.number, "from": base, "file": data.file},
    )
    return {"draft": version.number}
