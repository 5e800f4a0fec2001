"""Where an administrator comes in: the first place of his own console."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_GET

from shuniu.kernel.people.actor import Actor
from shuniu.kernel.people.duties import ADMINISTRATORS
from shuniu.kernel.platform.menu import places_for
from shuniu.kernel.platform.screens.answers import require_administrator


@require_GET
@require_administrator(*ADMINISTRATORS)
def show(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Lead on to the first place of this administrator's navigation."""
    return HttpResponseRedirect(places_for(actor)[0].href)
