"""Asking the county's seal service, outside of any transaction: as a job, so that nobody's screen waits for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import uuid5

from shuniu.kernel.base.refusals import Refusal, Refused
from shuniu.kernel.files import store
from shuniu.kernel.files.gate import Declaration, admit
from shuniu.kernel.files.models import StoredFile
from shuniu.kernel.files.queries import get_file
from shuniu.kernel.flow.models import Matter
from shuniu.kernel.flow.runner import run
from shuniu.kernel.people.actor import Actor, system_actor
from shuniu.kernel.platform.jobs.registry import job
from shuniu.kernel.platform.jobs.running import Running
from shuniu.modules.documents.models import DraftVersion, SealOrder, document_of
from shuniu.modules.documents.outgoing import setting
from shuniu.modules.documents.seals import attached, current, seal_service
from shuniu.modules.documents.seals.actions.service import JOB
from shuniu.modules.documents.seals.seal_service import SealReceipt, SealRefused, SealRequest, SealUnavailable

ACTOR = "电子印章平台"
ATTEMPTS = 3


@job(JOB, label="电子用印", attempts=ATTEMPTS)
def work(running: Running) -> Mapping[str, Any]:
    """Send one order and enter its answer. Not reached, it is sent again with the same key; after the last attempt the
    matter says so and stays with its keeper."""
    order = (
        SealOrder.objects.select_related("use__matter", "use__seal", "use__office", "asked_by__person")
        .filter(pk=running.arguments["order"], state=SealOrder.State.SENT)
        .first()
    )
    if order is None or order.use.matter is None:
        return {"answered": True}
    try:
        receipt = _ask(order, order.use.matter)
    except SealUnavailable as trouble:
        if running.attempt < ATTEMPTS:
            raise RuntimeError("the seal service was not reached") from trouble  # another attempt
        return _enter(running, order, reason=str(trouble))
    except (SealRefused, Refused) as refused:
        reason = refused.refusal.message if isinstance(refused, Refused) else str(refused)
        return _enter(running, order, reason=reason.rstrip("。"))
    kept = _keep(receipt, running.actor(), running)
    if isinstance(kept, Refusal):
        return _enter(running, order, reason=f"送回的文件没有收下：{kept.message}".rstrip("。"))
    return _enter(running, order, receipt=receipt.number, file=kept)


def _ask(order: SealOrder, matter: Matter) -> SealReceipt:
    """The service's answer. Raises `SealRefused`, `SealUnavailable`, and `Refused` for a paper that is no PDF."""
    service = seal_service.configured()
    if service is None:
        raise SealRefused("电子印章平台没有接入")
    use = order.use
    if use.digest != current.digest_of(matter):
        raise SealRefused("申请以后稿子又改过")
    return service.request(
        SealRequest(
            key=order.key,
            seal=use.seal.service_key,
            pdf=pdf_of(matter),
            who=f"{use.office.name}{order.asked_by.person.name}",
            basis=f"{use.paper}；{use.basis}"[:400],
        )
    )


def pdf_of(matter: Matter) -> bytes:
    """What is sealed: the document as it is laid out, or the attached file. Raises `SealRefused` for another kind of
    file, and `SealUnavailable` for one that cannot be read now."""
    document = current.document_under(matter)
    if document is not None:
        return _fair_copy(document)
    file_id = attached.current_file(matter)
    file = get_file(file_id) if file_id is not None else None
    if file is None or file.kind != "pdf":
        raise SealRefused("平台只给PDF文件盖章，请把文件另存为PDF再申请")
    try:
        return store.load(file.sha256)
    except store.Damaged as damaged:
        raise SealUnavailable("服务器上的文件读不出来") from damaged


def _fair_copy(matter: Matter) -> bytes:
    """The signed text on its pages. Raises `SealRefused` where they cannot be set."""
    document = document_of(matter)
    version = DraftVersion.objects.filter(matter=matter, number=document.signed).first()
    if version is None:
        raise SealRefused("没有找到签发的稿子")
    try:
        return setting.set_pages(document, version).pdf
    except ValueError as error:
        raise SealRefused(f"版面没有排出来：{error}") from error


def _keep(receipt: SealReceipt, keeper: Actor, running: Running) -> int | Refusal:
    """The sealed file past the secrecy gate: its text is that of the paper that had passed before."""
    passed = Declaration(StoredFile.Declared.NOT_SECRET)
    outcome = admit(
        receipt.pdf, f"盖章件{receipt.number}.pdf", actor=keeper, now=running.now(), declaration=passed
    )
    return outcome if isinstance(outcome, Refusal) else outcome.file.pk


def _enter(running: Running, order: SealOrder, **answer: Any) -> Mapping[str, Any]:
    """Enter the answer once, however often the job is begun."""
    data = {
        "command_id": uuid5(order.key, str(running.job_id)),
        "matter": order.use.matter_id,
        "key": order.key,
        **answer,
    }
    outcome = run("documents.seal.answered", actor=system_actor(ACTOR), data=data, now=running.now())
    if isinstance(outcome, Refusal):
        raise Refused(outcome)
    return {"answered": True}
