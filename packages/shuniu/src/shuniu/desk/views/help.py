"""帮助: the 用户手册, open to everybody, also before signing in. It holds nothing but how the product is used."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_GET

from shuniu.desk import manual
from shuniu.kernel.platform.ui import ERRORS, HelpContents, HelpGroup, HelpHit, HelpPage, Link, page_response

ADDRESS = "/help/"
WHOLE = Link("整本手册（打印用）", f"{ADDRESS}whole/", icon="print")
LONGEST_QUERY = 60


@require_GET
def contents(request: HttpRequest) -> HttpResponse:
    """The table of contents; `?q=` looks for words; `?of=` goes on to the page of that screen."""
    asked = manual.chapter_of_screen(request.GET["of"]) if "of" in request.GET else None
    if asked is not None:
        return HttpResponseRedirect(asked.href)
    query = request.GET.get("q", "").strip()[:LONGEST_QUERY]
    found = manual.look_for(query)
    return page_response(
        request,
        HelpContents(
            title="帮助",
            groups=_groups(None),
            query=query,
            hits=tuple(HelpHit(_link_to(f), f.before, f.match, f.after) for f in found),
            whole=WHOLE,
        ),
    )


def _link_to(found: manual.Found) -> Link:
    if not found.part.title:
        return Link(found.chapter.title, found.chapter.href)
    return Link(f"{found.chapter.title}：{found.part.title}", f"{found.chapter.href}#{found.part.anchor}")


@require_GET
def show(request: HttpRequest, key: str) -> HttpResponse:
    """One chapter."""
    known = manual.chapters()
    found = manual.chapter(key)
    if found is None:
        return page_response(request, ERRORS["404"], status=404)
    at = known.index(found)
    page = HelpPage(
        title=found.title,
        groups=_groups(found),
        body=found.body,
        previous=Link(known[at - 1].title, known[at - 1].href) if at else None,
        next=Link(known[at + 1].title, known[at + 1].href) if at + 1 < len(known) else None,
    )
    return page_response(request, page)


@require_GET
def whole(request: HttpRequest) -> HttpResponse:
    """Every chapter on one page, to be printed and bound."""
    bodies = tuple((c.title, c.body) for c in manual.chapters())
    return page_response(request, HelpContents("用户手册", _groups(None), bodies=bodies))


def _groups(current: manual.Chapter | None) -> tuple[HelpGroup, ...]:
    groups: dict[str, list[tuple[Link, str]]] = {}
    for one in manual.chapters():
        link = Link(one.title, one.href, current=one is current)
        groups.setdefault(one.group, []).append((link, one.lead))
    return tuple(HelpGroup(label, tuple(entries)) for label, entries in groups.items())
