"""What goes to a recipient outside: the 送文回执, and the files of the document with it in one archive."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime

from shuniu.kernel.base.refusals import Code, Refusal
from shuniu.kernel.files import store
from shuniu.kernel.files.queries import get_files
from shuniu.kernel.flow.models import Level
from shuniu.kernel.people.actor import COUNTY
from shuniu.kernel.people.models import Person
from shuniu.kernel.platform.papers import QrCode
from shuniu.modules.documents import papers
from shuniu.modules.documents.models import Delivery
from shuniu.modules.documents.outgoing.finished import files_to_send
from shuniu.modules.documents.outgoing.sending_register import signed_text

_UNFIT = re.compile(r'[\\/:*?"<>|\s]+')
PAPER_ONLY = Refusal(
    Code.RULE,
    "内部件（工作秘密）不出电子件，只送纸质件。",
    remedy="请打印送文回执，由专人送达、当面签收。",
    rule="BM-08",
)


def slip_of(delivery: Delivery, qr: QrCode | None) -> papers.DeliverySlipData:
    """The 送文回执 of *delivery*; three queries."""
    document, matter = delivery.matter.outgoing, delivery.matter
    draft = signed_text(document)
    sender = Person.objects.filter(pk=delivery.sent_by_id or 0).first()
    return papers.DeliverySlipData(
        title=f"{document.unit.name}送文单",
        to_unit=delivery.unit.name if delivery.unit is not None else delivery.outside,
        from_unit=document.unit.name,
        document_number=matter.number,
        document_title=matter.title,
        role=delivery.get_role_display(),
        urgency=matter.get_urgency_display(),
        document_date=document.document_date,
        copies=delivery.copies,
        copy_numbers=delivery.copy_numbers,
        annexes=len(draft.content["annexes"]) if draft is not None else 0,
        sent_on=delivery.sent_at.astimezone(COUNTY).date(),
        sent_by=sender.name if sender is not None else "",
        phone=sender.phone if sender is not None else "",
        mark=matter.mark,
        qr=qr,
    )


def archive(delivery: Delivery, slip: bytes, *, now: datetime) -> bytes | Refusal:
    """The finished files and *slip* as one .zip. Refused for a 工作秘密 (BM-08), and when a file cannot be read."""
    if delivery.matter.level == Level.WORK_SECRET:
        return PAPER_ONLY
    hung = files_to_send(delivery.matter, editable=False)
    stored, made = get_files(h.file_id for h in hung), io.BytesIO()
    stamp = now.astimezone(COUNTY).timetuple()[:6]
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as out:

        def put(name: str, data: bytes) -> None:
            out.writestr(zipfile.ZipInfo(name, stamp), data)

        for place, file in enumerate(hung, start=1):
            row = stored.get(file.file_id)
            if row is None or row.erased_at is not None:
                continue
            try:
                put(f"{place:02d} {_fit(file.name)}.{row.kind}", store.load(row.sha256))
            except store.Damaged:
                return Refusal(
                    Code.STORAGE,
                    f"“{file.name}”在服务器上读不出来，没有打包。",
                    remedy="请告诉系统管理员从备份恢复，再下载。",
                )
        put("送文回执.pdf", slip)
    return made.getvalue()


def _fit(name: str) -> str:
    return _UNFIT.sub(" ", name).strip()[:60] or "文件"
