"""Stored files, for those who may see the matter they hang on: download, pages as pictures, words in them."""

from __future__ import annotations

from dataclasses import asdict

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from shuniu.kernel.base.refusals import Refusal
from shuniu.kernel.files import pages, serve
from shuniu.kernel.people.actor import Actor
from shuniu.kernel.platform.screens.answers import refused_page, require_actor
from shuniu.kernel.platform.screens.exporting import file_response
from shuniu.kernel.platform.ui import PaperHits, render_component
from shuniu.modules.documents import stamping
from shuniu.modules.documents.incoming import originals

LONGEST_QUERY = 40
LONGEST_PASSAGE = 400


@require_GET
@require_actor
def download(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """The file as it came, as a download; a PDF that holds no longer with that word across its pages, the OFD of the same
    pages not at all."""
    file = originals.file_for(actor, pk, now=timezone.now())
    if isinstance(file, Refusal):
        return refused_page(request, file)
    word = originals.void_word(actor, pk) if file.kind in ("pdf", "ofd") else ""
    if word and (refusal := originals.unmarked(file, word)) is not None:
        return refused_page(request, refusal)
    if word and file.kind == "pdf":
        made = stamping.stamped(file, word)
        name = f"（{word}）{file.name}"
        return (
            refused_page(request, made)
            if isinstance(made, Refusal)
            else file_response(made, name, "application/pdf", attach=True)
        )
    answer = serve.respond(file, inline=False)
    return refused_page(request, answer) if isinstance(answer, Refusal) else answer


@require_GET
@require_actor
def page(request: HttpRequest, actor: Actor, pk: int, number: int) -> HttpResponse:
    """One page as a PNG about `?w=` pixels wide."""
    file = originals.file_for(actor, pk, now=timezone.now())
    if isinstance(file, Refusal):
        return refused_page(request, file)
    asked = request.GET.get("w", "")
    width = int(asked) if asked.isdecimal() and len(asked) < 6 else originals.WIDTH
    image = pages.page_image(file, number, width=width)
    return refused_page(request, image) if isinstance(image, Refusal) else serve.respond_page(image)


@require_GET
@require_actor
def places(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """Where the characters `?start=` to `?end=` of the words that were read stand on page `?page=`: rectangles
    in parts of the page, as JSON. Places travel in the address, words never do: addresses end up in logs."""
    file = originals.file_for(actor, pk, now=timezone.now())
    if isinstance(file, Refusal):
        return refused_page(request, file)
    asked = [request.GET.get(name, "") for name in ("page", "start", "end")]
    if not all(text.isdecimal() and len(text) < 9 for text in asked):
        return JsonResponse({"places": []})
    number, start, end = map(int, asked)
    found = originals.places(file, number, start, min(end, start + LONGEST_PASSAGE))
    return JsonResponse({"places": [asdict(place) for place in found]})


@require_GET
@require_actor
def find(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """Where the words `?q=` stand in the file."""
    file = originals.file_for(actor, pk, now=timezone.now())
    if isinstance(file, Refusal):
        return refused_page(request, file)
    words = request.GET.get("q", "").strip()[:LONGEST_QUERY]
    return HttpResponse(render_component(PaperHits(words, originals.find(file, words)), request))
