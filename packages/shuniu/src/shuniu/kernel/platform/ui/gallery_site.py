"""A site of its own for the gallery: settings and addresses in one module, with no database and no app.

Used by `shoot` and by tests of the screens alone (`pytest --ds shuniu.kernel.platform.ui.gallery_site`).
"""

from __future__ import annotations

from pathlib import Path

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, re_path
from django.views.static import serve

from shuniu.kernel.platform.ui import gallery
from shuniu.kernel.platform.ui.samples.page_drawing import draw_page

_PLATFORM = Path(__file__).resolve().parent.parent
_PACKAGE = _PLATFORM.parent.parent

SECRET_KEY = "only-for-the-gallery"  # noqa: S105 (signs nothing: no session, no account)
ALLOWED_HOSTS = ["127.0.0.1", "testserver"]
DEBUG = False
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"
LANGUAGE_CODE = "zh-hans"
STATIC_URL = "/static/"
ROOT_URLCONF = __name__
INSTALLED_APPS: list[str] = []
DATABASES: dict[str, object] = {}
MIDDLEWARE = [
    "shuniu.kernel.platform.ui.csp.ContentSecurityPolicy",
    "django_htmx.middleware.HtmxMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [_PLATFORM / "templates"],
        "OPTIONS": {
            "context_processors": ["django.template.context_processors.request"],
            "libraries": {"ui": "shuniu.kernel.platform.templatetags.ui"},
        },
    }
]


def show(request: HttpRequest, name: str, state: str) -> HttpResponse:
    """One screen in one state."""
    gallery.load_samples()
    if name not in gallery.SCREENS or state not in gallery.SCREENS.get(name).states:
        raise Http404
    return HttpResponse(gallery.render(gallery.SCREENS.get(name), state).html)


def page(request: HttpRequest, number: int) -> HttpResponse:
    """A drawn page that stands for a scan."""
    return HttpResponse(draw_page(number), content_type="image/svg+xml")


urlpatterns = [
    path("favicon.ico", lambda request: HttpResponse(status=204)),
    path("gallery/pages/<int:number>.svg", page),
    path("gallery/<slug:name>/<slug:state>/", show),
    re_path(r"^static/(?P<path>.+)$", serve, {"document_root": _PACKAGE / "static"}),
]
