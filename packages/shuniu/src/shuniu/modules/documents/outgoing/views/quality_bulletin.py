"""公文质量通报 of a period: printed, and with one press as the draft of a document."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from shuniu.kernel.base.refusals import Refusal
from shuniu.kernel.flow.runner import run
from shuniu.kernel.people.actor import Actor
from shuniu.kernel.platform.screens.answers import refused_page, require_actor
from shuniu.kernel.platform.screens.exporting import leave_record, paper_response, watermark
from shuniu.modules.documents.finding_kinds import label_of
from shuniu.modules.documents.outgoing.views.quality import ADDRESS, asked_quality
from shuniu.modules.documents.papers import lean as papers


@require_GET
@require_actor
def pdf(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The bulletin on paper: no names, no points, no ranks."""
    now = timezone.now()
    asked = asked_quality(request, actor, now)
    if isinstance(asked, Refusal):
        return refused_page(request, asked)
    found = asked.read()
    data = papers.BulletinData(
        title="公文质量通报",
        period=asked.period.words,
        office=asked.scope.words,
        submitted=found.submitted,
        returned=found.returned,
        rate=f"{100 * found.returned / found.submitted:.1f}%" if found.submitted else "",
        kinds=tuple((label_of(kind), str(count)) for kind, count in found.kinds.items()),
        units=tuple(
            papers.BulletinUnit(u.name, u.submitted, u.returned, u.rate, u.main_kinds()) for u in found.units
        ),
        made_on=asked.today,
        said=watermark(actor, now),
    )
    name = f"{asked.period.words}公文质量通报"
    refusal = leave_record(actor, f"打印{name}", len(found.units), now=now)
    if refusal is not None:
        return refused_page(request, refusal)
    return paper_response(request, papers.BULLETIN, data, now=now, name=name, back=asked.href())


@require_POST
@require_actor
def draft(request: HttpRequest, actor: Actor) -> HttpResponse:
    """起草公文质量通报: a 发文 with the text filled in."""
    data = {k: request.POST[k] for k in ("period", "command_id") if request.POST.get(k)}
    outcome = run("documents.outgoing.draft_bulletin", actor=actor, data=data, now=timezone.now())
    if isinstance(outcome, Refusal):
        messages.error(request, f"没有起草成：{outcome.message}{outcome.remedy}")
        return HttpResponseRedirect(ADDRESS)
    messages.success(request, "已起草，正文按统计填好，请核对修改后送审。")
    return HttpResponseRedirect(f"/matters/{outcome.result['matter']}/")
