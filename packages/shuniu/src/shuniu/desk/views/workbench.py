"""工作台."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.http import require_GET

from shuniu.desk import workbench
from shuniu.kernel.base.values import row_id
from shuniu.kernel.people.actor import Actor
from shuniu.kernel.platform.addresses import matter_url
from shuniu.kernel.platform.screens.answers import require_actor
from shuniu.kernel.platform.ui import page_response


@require_GET
@require_actor
def show(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What waits for me now."""
    return page_response(request, workbench.build(actor, request.GET.get("tab", "todo"), now=timezone.now()))


@require_GET
@require_actor
def following(request: HttpRequest, actor: Actor) -> HttpResponse:
    """On to the next thing that waits for me; to the workbench when there is none."""
    found = workbench.following(actor, row_id(request.GET.get("after", "")), now=timezone.now())
    if found is None:
        messages.success(request, "没有别的待办了。")
    return HttpResponseRedirect(matter_url(found) if found else "/")
