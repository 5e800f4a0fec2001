"""工作台."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from shuniu.desk import workbench
from shuniu.kernel.people.actor import Actor
from shuniu.kernel.platform.screens.answers import require_actor
from shuniu.kernel.platform.ui import page_response


@require_GET
@require_actor
def show(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What waits for me now."""
    return page_response(request, workbench.build(actor, request.GET.get("tab", "todo"), now=timezone.now()))
