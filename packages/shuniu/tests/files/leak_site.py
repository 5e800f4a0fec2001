"""A small site in a process of its own: uploads, typed words and a crash, with everything on a real disk.

Run by test_nothing_left_behind.py; it ends without closing anything, so that the WAL stays as it is.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path

from shuniu.kernel.base.refusals import Refusal

WRITES: list[str] = []


def upload(request: HttpRequest) -> JsonResponse:
    from kit import NOW

    from shuniu.kernel.files.gate import Declaration, admit
    from shuniu.kernel.files.models import StoredFile
    from shuniu.kernel.files.uploads import uploaded

    files = uploaded(request)
    assert not isinstance(files, Refusal), files
    declared = (
        Declaration(StoredFile.Declared(request.POST["declared"])) if "declared" in request.POST else None
    )
    outcomes = [admit(f.data, f.name, actor=_clerk(), now=NOW, declaration=declared) for f in files]
    return JsonResponse({"codes": [o.code if isinstance(o, Refusal) else "ok" for o in outcomes]})


def ask(request: HttpRequest) -> JsonResponse:
    from kit import NOW

    from shuniu.kernel.flow.runner import run

    outcome = run("sample.ask", actor=_clerk(), data={"title": request.POST["title"]}, now=NOW)
    return JsonResponse({"codes": [outcome.code if isinstance(outcome, Refusal) else "ok"]})


def crash(request: HttpRequest) -> HttpResponse:
    """What a careless view does: it fails with a file's name and words in hand."""
    name = request.FILES["file"].name
    raise ValueError(f"cannot handle {name}: {request.POST['title']}")


def _clerk() -> Any:
    from kit import NOW

    from shuniu.kernel.people.actor import actor_in
    from shuniu.kernel.people.models import Post

    posts = Post.objects.select_related("person", "unit")
    return actor_in(posts.get(person__account__username="clerk", unit__code="office"), now=NOW)


urlpatterns = [path("upload/", upload), path("ask/", ask), path("crash/", crash)]


def _note_writing(event: str, args: tuple[Any, ...]) -> None:
    if event == "open" and isinstance(args[2], int) and args[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
        WRITES.append(str(args[0]))


def main(script: Path) -> None:
    """Send each request of *script* (JSON lines: address, fields, file name, path of its content); print the answers
    and the files that Python opened for writing meanwhile."""
    import django

    django.setup()
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.test import Client
    from kit import build_county
    from soak.own_database import make_tables

    make_tables()
    build_county()
    client = Client(raise_request_exception=False)
    sys.addaudithook(_note_writing)
    answers = []
    for line in json.loads(script.read_text()):
        WRITES.clear()
        fields = dict(line["fields"])
        if "name" in line:
            fields["file"] = SimpleUploadedFile(line["name"], Path(line["content"]).read_bytes())
        response = client.post(line["to"], fields)
        body = json.loads(response.content) if response.status_code == 200 else {}
        answers.append({"status": response.status_code, "writes": list(WRITES), **body})
    sys.stdout.write(json.dumps(answers))
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
