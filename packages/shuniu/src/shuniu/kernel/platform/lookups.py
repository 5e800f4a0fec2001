"""The platform's own queries: search, notices, links and jobs."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from pydantic import Field

from shuniu.kernel.base.refusals import Code, Refused, refuse
from shuniu.kernel.flow.reading import NOT_FOUND
from shuniu.kernel.people.actor import Actor
from shuniu.kernel.platform.jobs import queries as jobs
from shuniu.kernel.platform.links import linking
from shuniu.kernel.platform.links.matters import MATTER
from shuniu.kernel.platform.links.registry import RECORD_KINDS
from shuniu.kernel.platform.notices import queries as notices
from shuniu.kernel.platform.queries import QueryInput, QueryOutput, query
from shuniu.kernel.platform.search.queries import search as search_for

Before = Annotated[int | None, Field(title="从哪一件往前")]
Segment = tuple[str, bool]


class Search(QueryInput):
    """The words searched for, and where the page before ended."""

    words: Annotated[str, Field(title="搜索词", min_length=1, max_length=200)]
    before: Before = None


class FoundMatter(QueryOutput):
    """A matter found; texts are lists of (text, hit)."""

    matter: int
    url: str
    number: tuple[Segment, ...]
    title: tuple[Segment, ...]
    snippet: tuple[Segment, ...]
    standing: str


class Found(QueryOutput):
    """One page of matters, newest first."""

    hits: tuple[FoundMatter, ...]
    before: int | None


@query("platform.search", label="搜索办件", input=Search, output=Found)
def search(actor: Actor, data: Search, now: datetime) -> Found:
    """Matters that contain every word and that one may see, newest first."""
    results = search_for(actor, data.words, before=data.before)
    hits = tuple(
        FoundMatter(
            matter=hit.matter.pk,
            url=hit.url,
            number=hit.number,
            title=hit.title,
            snippet=hit.snippet,
            standing=hit.matter.standing,
        )
        for hit in results.hits
    )
    return Found(hits=hits, before=results.before)


class NoticeList(QueryInput):
    """Which notices."""

    before: Before = None
    unread: Annotated[bool, Field(title="只看未读")] = False


class NoticeLine(QueryOutput):
    """One notice."""

    id: int
    text: str
    url: str
    at: datetime
    urgent: bool
    unread: bool


class Notices(QueryOutput):
    """One page of notices, newest first."""

    lines: tuple[NoticeLine, ...]
    before: int | None


@query("platform.notices", label="消息", input=NoticeList, output=Notices)
def list_notices(actor: Actor, data: NoticeList, now: datetime) -> Any:
    """Notices to the hat worn."""
    return notices.page(actor, before=data.before, unread=data.unread)


class Record(QueryInput):
    """A record by its kind and id."""

    kind: Annotated[str, Field(title="哪一类", max_length=40)] = MATTER
    id: Annotated[int, Field(title="哪一件")]


class LinkedRecord(QueryOutput):
    """A link, seen from the record asked for."""

    id: int
    label: str
    other_kind: str
    title: str
    url: str
    note: str
    by_name: str
    at: datetime


class Links(QueryOutput):
    """The links of a record."""

    links: tuple[LinkedRecord, ...]


@query("platform.links", label="关联", input=Record, output=Links)
def list_links(actor: Actor, data: Record, now: datetime) -> Links:
    """The links of a record one may see. Raises `Refused` for one that one may not."""
    known = data.kind in RECORD_KINDS
    if not known or data.id not in RECORD_KINDS.get(data.kind).show(actor, [data.id]):
        raise Refused(NOT_FOUND)
    found = linking.links_of(actor, linking.End(data.kind, data.id))
    return Links(links=tuple(LinkedRecord.model_validate(view) for view in found))


class OneJob(QueryInput):
    """A job by its id."""

    id: Annotated[int, Field(title="哪一项")]


class JobProgress(QueryOutput):
    """How far a job is. `percent` is null while the whole is not known."""

    id: int
    label: str
    state: str
    percent: int | None
    message: str
    error: str
    result: dict[str, Any]
    result_file_id: int | None


@query("platform.job", label="后台工作的进度", input=OneJob, output=JobProgress)
def job_progress(actor: Actor, data: OneJob, now: datetime) -> JobProgress:
    """How far a job is that one asked for oneself. Raises `Refused` for another's."""
    job = jobs.find_for(actor, data.id)
    if job is None:
        raise refuse(Code.NOT_FOUND, "没有这项工作，或者不是您发起的，请刷新页面。")
    return JobProgress(
        id=job.pk,
        label=jobs.label_of(job),
        state=job.state,
        percent=job.percent,
        message=job.message,
        error=job.error,
        result=job.result,
        result_file_id=job.result_file_id,
    )
