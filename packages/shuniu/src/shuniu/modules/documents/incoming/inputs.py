"""The inputs of the incoming use cases: one pydantic model drives form, API and messages alike."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, field_validator

from shuniu.kernel.base.actions import ActionInput
from shuniu.kernel.flow.models import Urgency

Grade = Annotated[Literal["平件", "平急", "加急", "特急", "特提"], Field(title="紧急程度")]
Title = Annotated[str, Field(title="标题", min_length=2, max_length=500)]
Source = Annotated[str, Field(title="来文单位", min_length=2, max_length=120)]


def _one_word(value: str) -> str:
    if "/" in value or len(value.split()) > 1:
        raise ValueError("是一个词，例如“收”“电”，不能有斜线和空格。")
    return value


Series = Annotated[str, Field(title="收文序列", max_length=20), AfterValidator(_one_word)]

GRADES: dict[str, int] = {label: value for value, label in Urgency.choices}


class Paper(ActionInput):
    """What the register says of a document; every field of domain report §3.6 that is known at the door."""

    form: Annotated[Literal["document", "telegram"], Field(title="类别")] = "document"
    source: Source
    source_unit: Annotated[
        int | None, Field(title="来文单位（县内）", json_schema_extra={"choose": "unit"})
    ] = None
    document_number: Annotated[str, Field(title="来文字号", max_length=80)] = ""
    title: Title
    genre: Annotated[str, Field(title="文种", max_length=10)] = ""
    document_date: Annotated[date | None, Field(title="成文日期")] = None
    urgency: Grade = "平件"
    level: Annotated[Literal["ordinary", "work_secret"], Field(title="密级")] = "ordinary"
    readers: Annotated[
        list[int], Field(title="知悉范围", max_length=50, json_schema_extra={"choose": "reader"})
    ] = []
    addressees: Annotated[str, Field(title="主送", max_length=400)] = ""
    copy_to: Annotated[str, Field(title="抄送", max_length=400)] = ""
    copies: Annotated[int, Field(title="份数", ge=1, le=9999)] = 1
    copy_number: Annotated[str, Field(title="份号", max_length=20)] = ""
    annexes: Annotated[int, Field(title="附件数", ge=0, le=999)] = 0
    channel: Annotated[
        Literal["system", "paper", "fax", "meeting", "confidential_room"], Field(title="收件方式")
    ] = "paper"
    summary: Annotated[str, Field(title="内容摘要", max_length=2000)] = ""
    note: Annotated[str, Field(title="备注", max_length=400)] = ""
    due: Annotated[date | None, Field(title="办理时限")] = None
    series: Series = ""
    received_at: Annotated[datetime | None, Field(title="签收时间")] = None
    reserved_number: Annotated[int | None, Field(title="补登预留号", ge=1)] = None
    files: Annotated[list[int], Field(title="文件", max_length=20)] = []
    content_digest: Annotated[str, Field(title="内容指纹", max_length=64)] = ""
    read_from: Annotated[dict[str, Any], Field(title="读取依据")] = {}
    not_duplicate: Annotated[bool, Field(title="不是重复收文")] = False

    @field_validator("document_date")
    @classmethod
    def _not_in_the_far_future(cls, value: date | None) -> date | None:
        if value is not None and not 1949 <= value.year <= 2100:
            raise ValueError("的年份不对，请核对。")
        return value


class Call(ActionInput):
    """A telephone call or an oral instruction: who, when, in which words, to whom."""

    form: Annotated[Literal["call", "oral"], Field(title="类别")] = "call"
    source: Annotated[str, Field(title="来电（交办）人及单位", min_length=2, max_length=120)]
    phone: Annotated[str, Field(title="回电号码", max_length=30)] = ""
    words: Annotated[str, Field(title="内容（原话）", min_length=2, max_length=2000)]
    to_whom: Annotated[str, Field(title="要转告", max_length=80)] = ""
    urgency: Grade = "平件"
    received_at: Annotated[datetime | None, Field(title="时间")] = None
    due: Annotated[date | None, Field(title="办理时限")] = None
