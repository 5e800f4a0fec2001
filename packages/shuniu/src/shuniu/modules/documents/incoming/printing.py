"""What the printed forms of 收文 say, gathered from what was registered and written (domain report §3.6)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from shuniu.kernel.base.basis import basis
from shuniu.kernel.flow.models import Entry, Level, Matter, Task
from shuniu.kernel.flow.reading import Reading
from shuniu.kernel.flow.vocabulary import ENTRY_TYPES
from shuniu.kernel.people.actor import COUNTY, Actor, Behalf
from shuniu.kernel.people.models import Person, Post
from shuniu.kernel.platform.papers import QrCode
from shuniu.modules.documents import papers
from shuniu.modules.documents.incoming.book import BookLine, BookPart, NumberLine
from shuniu.modules.documents.incoming.queries import lines_of
from shuniu.modules.documents.incoming.sheets import Holdings
from shuniu.modules.documents.models import IncomingDocument, PaperCopy, line_of

RESERVED = "（纸质预留，尚未补登）"
VOID = "（作废）"
WITHHELD = "（内部件，限知悉范围内人员查看）"


def here(moment: datetime | None) -> datetime | None:
    """*moment* in the office's own time."""
    return moment.astimezone(COUNTY) if moment else None


def day(moment: datetime | None) -> date | None:
    """The day of *moment* in the office's own time."""
    return moment.astimezone(COUNTY).date() if moment else None


def level_word(matter: Matter) -> str:
    """The printed mark: 内部 for 工作秘密, else 无 (BM-08)."""
    return "内部" if matter.level == Level.WORK_SECRET else "无"


def titled(matter: Matter) -> str:
    """The title as it is printed, with the word that it holds no longer."""
    return f"（{matter.mark}）{matter.title}" if matter.mark else matter.title


# 收文登记簿


def line_words(found: NumberLine) -> str:
    """What stands in the title column of a number without a document that may be shown."""
    if found.withheld:
        return WITHHELD
    return RESERVED if found.state == "reserved" else VOID


def register_row(found: BookLine) -> papers.RegisterRow:
    """One number of the register with every column of §3.6."""
    if found.line is None:
        return papers.RegisterRow(found.number, None, "", "", line_words(found), note=found.reason)
    line, matter = found.line, found.line.matter
    ended = matter.get_outcome_display() if matter.outcome in {"rejected", "void", "merged"} else ""
    return papers.RegisterRow(
        receipt_number=found.number,
        received_at=here(line.signed_at),
        from_unit=line.source,
        document_number=line.document_number,
        title=titled(matter),
        genre=line.genre or line.get_form_display(),
        level=level_word(matter),
        urgency=matter.get_urgency_display(),
        document_date=line.document_date,
        copies=line.copies,
        copy_number=line.copy_number,
        addressee=line.addressees,
        channel=line.get_channel_display(),
        annexes=line.annexes,
        signed_by=line.signed_by.name if line.signed_by else "",
        handling=line.get_handling_display() if line.handling else "",
        lead=line.lead,
        due_on=day(matter.due_at),
        completed_on=day(matter.closed_at),
        note="；".join(part for part in (line.standing_note or ended, found.reason, line.note) if part),
    )


def register_data(
    actor: Actor, part: BookPart, found: Sequence[BookLine], *, now: datetime
) -> papers.RegisterData:
    """The register of the actor's unit, from the lowest number up."""
    series = "" if part.series == "收" else f"（{part.series}）"
    return papers.RegisterData(
        title=f"{actor.unit_name}{part.words}收文登记簿{series}",
        rows=tuple(map(register_row, found)),
        printed_on=now.astimezone(COUNTY).date(),
    )


# 文件处理单


def handling_slip(reading: Reading, qr: QrCode | None) -> papers.HandlingSlipData:
    """The 文件处理单 of a matter: every opinion whole, in the order in which it was given."""
    matter, line = reading.matter, line_of(reading.matter)
    said = _Said(reading)
    return papers.HandlingSlipData(
        title=f"{matter.unit.name}文件处理单",
        receipt_number=matter.number or "未编号",
        received_at=here(line.signed_at),
        from_unit=line.source,
        document_number=line.document_number,
        document_title=titled(matter),
        genre=line.genre or line.get_form_display(),
        level=level_word(matter),
        urgency=matter.get_urgency_display(),
        handling=line.get_handling_display() if line.handling else "",
        copies=line.copies,
        document_date=line.document_date,
        due_on=day(matter.due_at),
        summary=line.summary,
        proposals=said.opinions(e for e in reading.entries if e.type == "proposal"),
        instructions=said.opinions(e for e in reading.entries if ENTRY_TYPES.get(e.type).voice),
        readings=said.readings(),
        outcomes=said.outcomes(),
        reminders=said.opinions(e for e in reading.entries if e.type == "reminder"),
        qr=qr,
    )


class _Said:
    """The words of a matter, each with the corrections that were made to it."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._corrections: dict[int, list[Entry]] = {}
        for entry in reading.entries:
            if entry.type == "correction" and entry.about_id is not None:
                self._corrections.setdefault(entry.about_id, []).append(entry)

    def words(self, entry: Entry) -> str:
        """The text as it was written, or the act where there is none (圈阅), and what was corrected later."""
        mended = "".join(
            f"〔{e.happened_at.astimezone(COUNTY):%Y年%m月%d日}更正：{e.text}〕"
            for e in self._corrections.get(entry.pk, ())
        )
        return (entry.text or entry.label) + mended

    def opinions(self, entries: Iterable[Entry]) -> tuple[papers.Opinion, ...]:
        return tuple(
            papers.Opinion(self.words(e), speaker(e), here(e.happened_at), way_of(e)) for e in entries
        )

    def readings(self) -> tuple[papers.Reading, ...]:
        """Every seat of every round: who has read, when, and in which words; the others with room to sign."""
        read = {
            (e.behalf_person_id or e.person_id, e.recorded_at): e
            for e in self._reading.entries
            if e.action == "flow.read"
        }
        found = []
        for _, seats in self._reading.rounds:
            for seat in seats:
                name = seat.person.name if seat.person else seat.unit.short_name
                entry = read.get((seat.person_id, seat.done_at)) if seat.done_at else None
                if entry is None:
                    found.append(papers.Reading(name, here(seat.done_at), _unread(seat.state)))
                else:
                    text = self.words(entry) if entry.text or entry.label != "已阅" else ""
                    way = f"（{way_of(entry)}）" if entry.behalf else ""
                    found.append(papers.Reading(name, here(entry.happened_at), text + way))
        return tuple(found)

    def outcomes(self) -> tuple[papers.Outcome, ...]:
        """反馈 of whoever handled it, what the office said of it, and the papers that answered (GW-08)."""
        return tuple(
            papers.Outcome(
                e.unit_name,
                (f"{e.label}：" if e.type != "feedback" and e.text else "") + self.words(e) + _answers(e),
                e.person_name,
                here(e.happened_at),
            )
            for e in self._reading.entries
            if e.type == "feedback"
            or (e.type == "opinion" and e.action != "flow.read" and e.text)
            or e.action == "documents.incoming.superior_answered"
        )


_ANSWERS = {"answered_by": "答复文号", "number": "文号", "copied_to": "同时告知"}


def _answers(entry: Entry) -> str:
    found = [f"{label}：{entry.data[key]}" for key, label in _ANSWERS.items() if entry.data.get(key)]
    return f"（{'；'.join(found)}）" if found else ""


def _unread(state: str) -> str:
    return "已撤回" if state in {"recalled", "lapsed"} else ""


def speaker(entry: Entry) -> str:
    """Whose words they are: the leader's when they were recorded for him, else of whoever wrote them."""
    return entry.behalf_name if entry.behalf == Behalf.RECORDED else entry.person_name


def way_of(entry: Entry) -> str:
    """How the words came in: 代录：王芳, 代周明远, or 系统."""
    if not entry.behalf:
        return "系统"
    by = Behalf(entry.behalf)
    return f"代录：{entry.person_name}" if by is Behalf.RECORDED else f"{by.mark}{entry.behalf_name}"


# 退文单


def reject_slip(reading: Reading, qr: QrCode | None) -> papers.RejectSlipData | None:
    """The 退文单 of a document that was sent back; None when it was not."""
    entry = next(
        (e for e in reversed(reading.entries) if e.action == "documents.incoming.reject"),
        None,
    )
    if entry is None or reading.matter.outcome != "rejected":
        return None
    matter, line = reading.matter, line_of(reading.matter)
    phone = Person.objects.filter(pk=entry.person_id or 0).values_list("phone", flat=True).first()
    return papers.RejectSlipData(
        title=f"{matter.unit.name}退文单",
        to_unit=line.source,
        kind="来文",
        document_title=titled(matter),
        document_number=line.document_number,
        receipt_number=matter.number,
        received_on=day(line.signed_at),
        rules=tuple(
            papers.BrokenRule(rule, f"{basis(rule).cite()}：{basis(rule).text}")
            for rule in entry.data.get("rules", [])
        ),
        reason=entry.text,
        demand=entry.data.get("demand", ""),
        rejected_by=entry.person_name,
        phone=phone or "",
        rejected_on=day(entry.happened_at),
        qr=qr,
    )


# 批阅夹


def folder_cover(
    actor: Actor, leader: Post, tasks: Sequence[tuple[Task, Matter]], *, now: datetime
) -> papers.FolderCoverData:
    """The cover of the leader's 批阅夹 with its list, in the order the liaison gave it."""
    lines = lines_of([matter for _, matter in tasks])
    local = now.astimezone(COUNTY)
    phone = Person.objects.filter(pk=actor.person_id).values_list("phone", flat=True).first()
    return papers.FolderCoverData(
        unit=actor.unit_name,
        leader=f"{leader.person.name}{leader.title}",
        number=f"PYJ-{local:%Y-%m%d-%H%M}",
        items=tuple(
            papers.FolderItem(
                receipt_number=matter.number,
                title=titled(matter),
                from_unit=lines[matter.pk].source if matter.pk in lines else matter.unit.name,
                asked=f"请{task.verb}",
                urgency=matter.get_urgency_display(),
                due_on=day(matter.due_at),
            )
            for task, matter in tasks
        ),
        prepared_by=actor.person_name,
        phone=phone or "",
        prepared_at=local,
    )


# 清退单, 离岗交接单


def outstanding(sheets: Sequence[PaperCopy]) -> tuple[papers.OutstandingPaper, ...]:
    """Sheets that are out, with what the register says of them; one query."""
    lines: dict[int, IncomingDocument] = lines_of([s.matter for s in sheets])
    return tuple(
        papers.OutstandingPaper(
            receipt_number=sheet.matter.number,
            document_number=lines[sheet.matter_id].document_number if sheet.matter_id in lines else "",
            title=titled(sheet.matter),
            copy_number=lines[sheet.matter_id].copy_number if sheet.matter_id in lines else "",
            copies=1,
            holder=sheet.holder.name,
            lent_on=day(sheet.since),
            note=sheet.label if sheet.label != "原件" else "",
        )
        for sheet in sheets
    )


def clearance(
    actor: Actor, holder: str, sheets: Sequence[PaperCopy], *, now: datetime
) -> papers.ClearanceData:
    """The 清退单 of what *holder* gives back."""
    return papers.ClearanceData(
        title=f"{actor.unit_name}文件清退单",
        holder=holder,
        basis=f"{basis('GW-36').cite()}：{basis('GW-36').text}",
        due_on=None,
        papers=outstanding(sheets),
        made_on=now.astimezone(COUNTY).date(),
    )


def open_duties(found: Holdings) -> tuple[papers.OpenTask, ...]:
    """What somebody still has to do: his tasks, the answers he waits for, and the matters he reminds of that stand
    not among his tasks already (as 跟踪催办 they do)."""
    at_hand = {t.matter_id for t in found.tasks}
    tasks = [papers.OpenTask(t.matter.number, titled(t.matter), t.verb, day(t.due_at)) for t in found.tasks]
    waits = [
        papers.OpenTask(w.matter.number, titled(w.matter), f"等候{w.whom}答复", w.until) for w in found.waits
    ]
    reminding = [
        papers.OpenTask(r.matter.number, titled(r.matter), "催办人", day(r.matter.due_at))
        for r in found.reminding
        if r.matter_id not in at_hand
    ]
    return tuple(tasks + waits + reminding)


def handover(actor: Actor, post: Post, found: Holdings, *, now: datetime) -> papers.HandoverData:
    """The 离岗交接单 of the holder of *post* (GW-37, BM-10); reason and successor are written by hand."""
    return papers.HandoverData(
        title=f"{actor.unit_name}工作人员离岗交接单",
        person=post.person.name,
        post=post.title,
        reason="",
        leaving_on=None,
        successor="",
        papers=outstanding(found.papers),
        tasks=open_duties(found),
        made_on=now.astimezone(COUNTY).date(),
    )
