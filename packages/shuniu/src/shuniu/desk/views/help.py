"""帮助."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from shuniu.desk.manual import help_page
from shuniu.kernel.people.actor import Actor
from shuniu.kernel.platform.screens.answers import require_actor
from shuniu.kernel.platform.ui import ERRORS, page_response


@require_GET
@require_actor
def show(request: HttpRequest, actor: Actor, key: str = "") -> HttpResponse:
    """One chapter of the manual."""
    page = help_page(key)
    return page_response(request, page) if page else page_response(request, ERRORS["404"], status=404)
