"""The county's seal service: asked once, whatever is repeated; refused, slow or lost, the matter stays where it was."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any
from uuid import uuid4

import pytest
from documents.test_seals import add_seal, contract, to_seal
from kit import NOW, County, build_county
from pytest_django import Settings

from shuniu.kernel.files.models import StoredFile
from shuniu.kernel.flow.models import Entry, Matter
from shuniu.kernel.platform.jobs.models import Job
from shuniu.kernel.platform.jobs.queue import carry_out
from shuniu.modules.documents.models import Seal, SealOrder, SealUse
from shuniu.modules.documents.seals import sealed
from shuniu.modules.documents.seals.seal_service import (
    HttpSealService,
    SealRefused,
    SealRequest,
    SealUnavailable,
    configured,
)

pytestmark = pytest.mark.django_db
MARK = b"\n% sealed\n"


class Service:
    """A seal service on this machine: it seals by a mark at the end, once for each key, or does what it is told."""

    def __init__(self) -> None:
        self.asked: list[dict[str, Any]] = []
        self.given: dict[str, str] = {}
        self.answers: list[tuple[int, dict[str, Any] | bytes]] = []

    def answer(self, asked: dict[str, Any]) -> tuple[int, dict[str, Any] | bytes]:
        self.asked.append(asked)
        if self.answers:
            return self.answers.pop(0)
        number = self.given.setdefault(asked["key"], f"YL-{len(self.given) + 1:04}")
        pdf = base64.b64encode(base64.b64decode(asked["pdf"]) + MARK).decode()
        return 200, {"receipt": number, "digest": asked["digest"], "pdf": pdf}


@pytest.fixture
def service(settings: Settings) -> Iterator[Service]:
    found = Service()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:  # noqa: N802 - the standard library's name
            body = self.rfile.read(int(self.headers["Content-Length"]))
            status, said = found.answer(json.loads(body))
            sent = said if isinstance(said, bytes) else json.dumps(said).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(sent)))
            self.end_headers()
            self.wfile.write(sent)

        def log_message(self, format: str, *args: Any) -> None:
            """Nothing on the terminal."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    settings.SEAL_SERVICE = f"http://127.0.0.1:{server.server_port}/seal"
    yield found
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def county() -> County:
    return build_county()


def ordered(county: County) -> int:
    """A document whose electronic seal its keeper has asked for; the matter."""
    pk = to_seal(county)
    Seal.objects.update(service_key="YL-OFFICE")
    order(county, pk)
    return pk


def order(county: County, pk: int) -> None:
    watcher = county.posts["handler"].pk
    county.do("handler2", "documents.seal.order", matter=pk, copies=10, supervisor=watcher)


def work(times: int = 1) -> Job:
    """Let the job run, as often as a worker would try."""
    job = Job.objects.latest("pk")
    for _ in range(times):
        carry_out(job.pk, clock=lambda: NOW)
    job.refresh_from_db()
    return job


def test_the_sealed_file_comes_back_and_the_document_goes_on(county: County, service: Service) -> None:
    pk = ordered(county)
    assert Matter.objects.get(pk=pk).state == "to_seal", "nothing is waited for"
    assert work().state == "done"
    matter, use = Matter.objects.get(pk=pk), SealUse.objects.get()
    assert (matter.state, use.state, use.manner, use.receipt) == (
        "to_release",
        "used",
        "electronic",
        "YL-0001",
    )
    assert use.used_by == county.posts["handler2"].person and use.used_copies == 10
    copy = sealed.copy_of(matter)
    assert copy is not None and StoredFile.objects.get(pk=copy.stored_file_id).kind == "pdf"
    [asked] = service.asked
    assert asked["seal"] == "YL-OFFICE" and "签发" in asked["basis"] and "李春燕" in asked["who"]
    assert hashlib.sha256(base64.b64decode(asked["pdf"])).hexdigest() == asked["digest"]
    assert "YL-0001" in Entry.objects.get(matter=pk, label="电子用印", state_after="to_release").text


def test_while_the_service_is_asked_nobody_seals_a_second_time(county: County, service: Service) -> None:
    pk = ordered(county)
    watcher = county.posts["handler"].pk
    for name in ("documents.seal.order", "documents.outgoing.set_seal"):
        refusal = county.refused("handler2", name, matter=pk, copies=1, supervisor=watcher)
        assert "等候答复" in refusal.message
    work()
    work()
    assert len(service.asked) == 1 and SealUse.objects.get().used_copies == 10


def test_an_answer_that_was_lost_on_the_way_is_asked_for_again_with_the_same_key(
    county: County, service: Service
) -> None:
    pk = ordered(county)
    service.answers = [(503, {}), (200, b"not json at all")]
    assert work().state == "waiting" and Matter.objects.get(pk=pk).state == "to_seal"
    assert work(2).state == "done"
    assert len({one["key"] for one in service.asked}) == 1 and len(service.asked) == 3
    assert SealUse.objects.get().receipt == "YL-0001"


def test_a_service_that_cannot_be_reached_leaves_the_matter_where_it_was(
    county: County, service: Service
) -> None:
    pk = ordered(county)
    service.answers = [(500, {})] * 3
    work(3)
    matter, first = Matter.objects.get(pk=pk), SealOrder.objects.get()
    assert (matter.state, first.state) == ("to_seal", "failed")
    said = Entry.objects.get(matter=pk, label="电子用印没有办成")
    assert "暂时不能办理" in said.text and "改用实物印章" in said.text
    order(county, pk)
    work()
    assert Matter.objects.get(pk=pk).state == "to_release"
    assert SealOrder.objects.get().key == first.key, "asked again it is the same order"


def test_a_refusal_is_told_in_the_words_of_the_service(county: County, service: Service) -> None:
    pk = ordered(county)
    service.answers = [(422, {"reason": "印章证书已经过期"})]
    work()
    assert "印章证书已经过期" in Entry.objects.get(matter=pk, label="电子用印没有办成").text
    watcher = county.posts["handler"].pk
    county.do("handler2", "documents.outgoing.set_seal", matter=pk, copies=10, supervisor=watcher)
    assert SealUse.objects.get().manner == "wet"


def test_only_the_system_enters_what_the_service_answered(county: County, service: Service) -> None:
    pk = ordered(county)
    data = {"matter": pk, "key": SealOrder.objects.get().key, "receipt": "FAKE-1"}
    assert county.refused("handler2", "documents.seal.answered", **data).code == "not_allowed"


def test_another_paper_is_sealed_electronically_only_as_pdf(county: County, service: Service) -> None:
    seal = add_seal(county)
    Seal.objects.update(service_key="YL-OFFICE")
    pk = int(county.do("handler", "documents.seal_use.ask", **contract(county, seal)).result["matter"])
    county.do("director", "documents.seal_use.approve", matter=pk)
    watcher = county.posts["handler"].pk
    county.do("handler2", "documents.seal.order", matter=pk, copies=1, supervisor=watcher)
    work()
    assert "另存为PDF" in Entry.objects.get(matter=pk, label="电子用印没有办成").text
    assert service.asked == []


def test_without_the_service_no_electronic_seal_is_asked_for(county: County, settings: Settings) -> None:
    settings.SEAL_SERVICE = ""
    assert configured() is None
    pk = to_seal(county)
    Seal.objects.update(service_key="YL-OFFICE")
    watcher = county.posts["handler"].pk
    refusal = county.refused("handler2", "documents.seal.order", matter=pk, copies=1, supervisor=watcher)
    assert "没有接入电子印章平台" in refusal.message and not Job.objects.exists()


# The adapter alone


def request(pdf: bytes = b"%PDF-1.7 words") -> SealRequest:
    return SealRequest(key=uuid4(), seal="YL-1", pdf=pdf, who="县政府办王秀兰", basis="签发")


def adapter(service: Service, settings: Settings) -> HttpSealService:
    return HttpSealService(settings.SEAL_SERVICE, token="secret")


def test_what_is_no_sealed_copy_of_the_same_file_is_not_taken(service: Service, settings: Settings) -> None:
    asked = request()
    good = {"receipt": "1", "digest": asked.digest, "pdf": base64.b64encode(asked.pdf + MARK).decode()}
    wrong: list[dict[str, Any]] = [
        {**good, "receipt": " "},
        {**good, "digest": "0" * 64},
        {**good, "pdf": base64.b64encode(asked.pdf).decode()},
        {**good, "pdf": base64.b64encode(b"<html>").decode()},
        {**good, "pdf": "*"},
    ]
    service.answers = [(200, answer) for answer in wrong]
    for _ in wrong:
        with pytest.raises(SealUnavailable):
            adapter(service, settings).request(asked)
    service.answers = [(200, b"[1]"), (404, b"gone")]
    with pytest.raises(SealUnavailable):
        adapter(service, settings).request(asked)
    with pytest.raises(SealRefused, match="没有说明原因"):
        adapter(service, settings).request(asked)
    assert adapter(service, settings).request(asked).pdf == asked.pdf + MARK


def test_a_service_that_is_not_there_is_no_crash() -> None:
    with pytest.raises(SealUnavailable, match="没有连上"):
        HttpSealService("http://127.0.0.1:9/seal", seconds=2).request(request())
