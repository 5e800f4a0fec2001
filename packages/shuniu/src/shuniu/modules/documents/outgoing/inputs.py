"""The inputs of the outgoing use cases that several share."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from hongtou import Genre
from shuniu.kernel.base.actions import ActionInput, RowId
from shuniu.modules.documents.incoming.inputs import Title
from shuniu.modules.documents.outgoing.text import AnnexText, Content, clean_body, names_of

DocumentGrade = Annotated[Literal["平件", "加急", "特急"], Field(title="紧急程度")]
GenreName = Annotated[Literal[tuple(genre.value for genre in Genre)], Field(title="文种")]  # type: ignore[valid-type]


class Subject(ActionInput):
    """What is to be issued: in whose name, of which genre, to which side, on what ground (发文稿纸)."""

    title: Title
    issuer: Annotated[RowId, Field(title="发文机关", json_schema_extra={"choose": "issuer"})]
    issuer_name: Annotated[str, Field(title="以哪个名义", max_length=120)] = ""
    joint: Annotated[
        list[RowId], Field(title="联合发文机关", max_length=10, json_schema_extra={"choose": "unit"})
    ] = []
    genre: GenreName = "通知"
    direction: Annotated[Literal["down", "up", "level"], Field(title="行文方向")] = "down"
    form: Annotated[Literal["formal", "white", "memo", "briefing"], Field(title="文件形式")] = "formal"
    extent: Annotated[Literal["special", "general"], Field(title="文件类别")] = "special"
    urgency: DocumentGrade = "平件"
    important: Annotated[bool, Field(title="重要公文")] = False
    reason: Annotated[str, Field(title="发文事由、依据", max_length=400)] = ""
    plan: Annotated[RowId | None, Field(title="年度计划里的立项", json_schema_extra={"choose": "plan"})] = (
        None
    )
    before_plan: Annotated[bool, Field(title="先起草，随后补立项")] = False
    answers: Annotated[str, Field(title="答复的来文（字号或者标题）", max_length=120)] = ""
    consulted: Annotated[
        list[RowId], Field(title="涉及的部门", max_length=60, json_schema_extra={"choose": "unit"})
    ] = []
    publicity: Annotated[Literal["closed", "on_request", "active"], Field(title="公开属性")] = "closed"
    publicity_reason: Annotated[str, Field(title="不予公开的理由", max_length=200)] = ""
    leader_assignment: Annotated[str, Field(title="上级负责人交办依据", max_length=200)] = ""
    consent: Annotated[str, Field(title="本级党委、政府同意的依据", max_length=200)] = ""
    authorised_by: Annotated[str, Field(title="受权依据", max_length=200)] = ""
    meeting: Annotated[str, Field(title="审议通过的会议", max_length=120)] = ""
    meeting_date: Annotated[date | None, Field(title="会议通过日期")] = None
    work_secret: Annotated[bool, Field(title="内部件（工作秘密）")] = False

    @field_validator("title")
    @classmethod
    def _says_what(cls, value: str) -> str:
        if "关于的" in value:
            raise ValueError("里还没有写事由，请写在“关于”后面")
        if "关于关于" in value:
            raise ValueError("里“关于”写了两遍，请去掉一个")
        return value


class ElementsInput(BaseModel):
    """Those elements of the 发文稿纸 that the drafting desk changes; what is None stays as it is."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    genre: GenreName | None = None
    direction: Annotated[Literal["down", "up", "level"] | None, Field(title="行文方向")] = None
    urgency: DocumentGrade | None = None
    joint: Annotated[list[RowId] | None, Field(title="联合发文机关", max_length=10)] = None
    publicity: Annotated[Literal["closed", "on_request", "active"] | None, Field(title="公开属性")] = None
    publicity_reason: Annotated[str | None, Field(title="不予公开的理由", max_length=200)] = None

    def changes(self) -> dict[str, Any]:
        """Those that are given, by name."""
        return {name: value for name, value in self.model_dump().items() if value is not None}


class AnnexInput(BaseModel):
    """One annex as it is typed."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=False)

    title: Annotated[str, Field(title="附件名称", min_length=1, max_length=200)]
    text: Annotated[str, Field(title="附件内容", max_length=100_000)] = ""


class DraftInput(ActionInput):
    """The text of a draft as it is typed: organs in one line, one paragraph a line."""

    title: Title
    addressees: Annotated[str, Field(title="主送", max_length=2000)] = ""
    body: Annotated[str, Field(title="正文", max_length=200_000)] = ""
    annexes: Annotated[list[AnnexInput], Field(title="附件", max_length=30)] = []
    copy_to: Annotated[str, Field(title="抄送", max_length=2000)] = ""
    note: Annotated[str, Field(title="附注", max_length=200)] = ""

    def content(self) -> Content:
        """The text as a version keeps it."""
        return Content(
            title="".join(self.title.split("\n")),
            addressees=names_of(self.addressees),
            body=clean_body(self.body),
            annexes=tuple(AnnexText(a.title.strip(), clean_body(a.text)) for a in self.annexes),
            copy_to=names_of(self.copy_to),
            note=self.note,
        )
