"""How one document is handled in one office, step by step, through the registered actions.

Each function is a course (see `stage`). What the plan says was done is done by whom it names, when it says, in
its words; what lies between (another unit's own way with it) is filled in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from shuniu.demo.calendar_of_year import PlannedDocument, texts_by_key
from shuniu.demo.county import OFFICES
from shuniu.demo.course import PlannedStep
from shuniu.demo.limits import stated_deadline
from shuniu.demo.loading.children import hand_over
from shuniu.demo.loading.incidents import take_back, void
from shuniu.demo.loading.paper_twin import follow_paper
from shuniu.demo.loading.recorded import confirm_later
from shuniu.demo.loading.shelf import Shelf, sending_clerk
from shuniu.demo.loading.stage import Course, Stage
from shuniu.demo.loading.steps import Steps, people_of
from shuniu.demo.texts import Text, fill, issuer_name

CHECKED = {"ours": True, "direction": True, "form": True, "agreed": True}
CHANNELS = {"系统": "system", "会议带回": "meeting", "机要室转非密": "confidential_room", "明电": "fax"}
LEVELS = {"工作秘密": "work_secret", "普通": "ordinary"}
STRAIGHT_TO_READERS = 0.5
ORDERS = ("rank", "rank", "rank", "mixed", "parallel")


class Office:
    """The offices of the county at work on the plan."""

    def __init__(self, stage: Stage, shelf: Shelf) -> None:
        self.stage = stage
        self.shelf = shelf
        self.answers: Counter[str] = Counter()

    def deliver(self, documents: list[PlannedDocument]) -> Course:
        """A unit of the county sends one document to all its receivers, and each begins to handle it."""
        stage, first = self.stage, documents[0]
        text = texts_by_key()[first.text_key]
        yield min(document.sent_at for document in documents)
        done = stage.do(
            "documents.incoming.deliver",
            sending_clerk(stage, first.sender),
            first.sender,
            to=[stage.units[document.receiver].pk for document in documents],
            issuer=_issuer(text, first.sender),
            file=self.shelf.file_of(first),
            **_said(first, text),
        )
        matters = done.result["matters"]
        for document in documents:
            stage.begin(self._receive(document, matters[str(stage.units[document.receiver].pk)]))

    def _receive(self, document: PlannedDocument, matter: int) -> Course:
        """签收 and 登记 of what came through the system."""
        steps, unit = Steps(document.steps), document.receiver
        signed, registered = steps.first("签收"), steps.first("登记")
        if signed is None:
            return
        yield signed.at
        self.stage.do("documents.incoming.sign_for", signed.person, unit, matter=matter)
        if registered is None:
            return
        yield registered.at
        self.stage.do("documents.incoming.register", registered.person, unit, matter=matter)
        yield from self._after_registration(document, steps, matter)

    def take_in(self, document: PlannedDocument) -> Course:
        """签收登记 of what came from outside, at the counter."""
        steps, stage = Steps(document.steps), self.stage
        signed, registered = steps.first("签收"), steps.first("登记")
        if signed is None or registered is None:
            return
        text = texts_by_key()[document.text_key]
        yield registered.at
        done = stage.do(
            "documents.incoming.register_paper",
            registered.person,
            document.receiver,
            form="telegram" if text.telegram else "document",
            source=issuer_name(text, document.sender),
            level=LEVELS[document.level],
            readers=self._readers_of_secret(document),
            channel=_channel(stage, document),
            received_at=signed.at,
            files=[self.shelf.file_of(document)],
            **_said(document, text),
        )
        assert done.matter_id is not None
        yield from self._after_registration(document, steps, done.matter_id)

    def _readers_of_secret(self, document: PlannedDocument) -> list[int]:
        """知悉范围 of a 工作秘密: the directors, the leader and those who read it."""
        if document.level == "普通":
            return []
        stage, unit = self.stage, document.receiver
        place = stage.leader_place(document.leader, unit)
        heads = [(p.code, unit) for p in stage.county.holders("OFFICE_HEAD", unit)]
        clerks = [(p.code, unit) for p in stage.county.holders("CLERK", unit)]
        readers = [(code, stage.leader_place(code, unit)) for code in document.readers]
        everybody = dict.fromkeys([*heads, *clerks, (document.leader, place), *readers])
        return [stage.post(*who) for who in everybody]

    def _after_registration(self, document: PlannedDocument, steps: Steps, matter: int) -> Course:
        stage, unit = self.stage, document.receiver
        follow_paper(stage, document, matter)
        rejected, checked, voided = steps.first("退文"), steps.first("初审"), steps.first("作废")
        if voided is not None:
            yield voided.at
            void(stage, document, voided, matter)
        elif rejected is not None:
            yield rejected.at
            clerk, _ = stage.holder(matter, *people_of(document))
            stage.do(
                "documents.incoming.reject",
                clerk,
                unit,
                matter=matter,
                reason=rejected.words,
                rules=list(document.reject_rules),
                demand="请按要求修改后重新报送。",
            )
        elif checked is not None:
            yield checked.at
            if document.kind == "阅件":
                yield from self._for_reading(document, steps, matter)
            else:
                yield from self._for_handling(document, steps, matter)

    def _check(self, document: PlannedDocument, matter: int, **data: Any) -> None:
        clerk, unit = self.stage.holder(matter, *people_of(document))
        self.stage.do("documents.incoming.pass_check", clerk, unit, matter=matter, **CHECKED, **data)

    def _for_reading(self, document: PlannedDocument, steps: Steps, matter: int) -> Course:
        """阅件: straight to its readers, or first to the director who proposes them."""
        stage, unit = self.stage, document.receiver
        chance = stage.chance(f"reading/{document.key}")
        proposed, read = steps.first("拟办"), steps.all("批示", "传阅")
        readers = [document.leader, *document.readers]
        seats = [stage.post(code, stage.leader_place(code, unit)) for code in readers]
        order = chance.choice(ORDERS)
        straight = chance.random() < STRAIGHT_TO_READERS
        if read and proposed is not None and straight:
            self._check(document, matter, handling="read", readers=seats, order=order, text=proposed.words)
        else:
            self._check(document, matter, handling="read")
            if proposed is None:
                return
            yield proposed.at
            self._propose(document, proposed, matter, to_readers=bool(read), seats=seats, order=order)
        for step in read:
            yield step.at
            self._read(document, step, matter)
        closed = steps.first("办结")
        if closed is not None:
            yield closed.at
            clerk, _ = stage.holder(matter, closed.person)
            stage.do("documents.incoming.finish_reading", clerk, unit, matter=matter)

    def _propose(
        self,
        document: PlannedDocument,
        step: PlannedStep,
        matter: int,
        *,
        to_readers: bool,
        seats: Sequence[int] = (),
        order: str = "rank",
    ) -> None:
        stage, unit = self.stage, document.receiver
        person, _ = stage.holder(matter, step.person)
        place = stage.leader_place(document.leader, unit)
        way: dict[str, Any] = (
            {"to": "circulate", "readers": list(seats), "order": order}
            if to_readers
            else {"to": "leader", "leader": stage.post(document.leader, place)}
        )
        if not to_readers and document.lead != unit:
            way["suggested_lead"] = stage.county.units[document.lead].short_name
        stage.do("documents.incoming.propose", person, unit, matter=matter, text=step.words, **way)

    def _read(self, document: PlannedDocument, step: PlannedStep, matter: int) -> None:
        """The planned reader reads if the paper is before him, else whoever has it."""
        stage = self.stage
        before = stage.readers_now(matter)
        seat = next((seat for seat in before if seat[0] == step.person), before[0] if before else None)
        if seat is None:
            return
        words = step.words if step.move == "传阅" or seat[0] == document.leader else ""
        reader = stage.acting_for(seat[0])
        unit = seat[1] if (reader, seat[1]) in stage.posts else stage.leader_place(reader, document.receiver)
        stage.do("flow.read", reader, unit, matter=matter, text=words)

    def _for_handling(self, document: PlannedDocument, steps: Steps, matter: int) -> Course:
        """办件: 拟办, 批示, 交办, and what comes of it."""
        self._check(document, matter, handling="act")
        proposed, instructed, assigned = steps.first("拟办"), steps.first("批示"), steps.first("交办")
        if proposed is None:
            return
        yield proposed.at
        self._propose(document, proposed, matter, to_readers=False)
        if "撤回" in document.incidents:
            yield from take_back(self.stage, proposed, document.receiver, matter)
            self._propose(document, proposed, matter, to_readers=False)
        if instructed is None:
            return
        yield instructed.at
        self._instruct(document, instructed, matter)
        if assigned is None:
            return
        yield assigned.at
        yield from hand_over(self.stage, document, steps, matter, self.answer_number)

    def _instruct(self, document: PlannedDocument, step: PlannedStep, matter: int) -> None:
        """批示 by the leader, by the stand-in, or on paper and recorded by the clerk or the liaison."""
        stage, unit = self.stage, document.receiver
        recorder = self.shelf.recorded.get(document.key)
        if recorder is None:
            place = stage.leader_place(step.person, unit)
            stage.do("documents.incoming.instruct", step.person, place, matter=matter, text=step.words)
            return
        person, office = recorder
        post = stage.posts[document.leader, stage.leader_place(document.leader, unit)]
        stage.do(
            "documents.incoming.instruct",
            person,
            office,
            matter=matter,
            text=step.words,
            recorded_for=post.person_id,
            scan=self.shelf.note_of(document),
            happened_at=stage.now - timedelta(minutes=35),
        )
        if "代录待确认" not in document.incidents:
            stage.begin(confirm_later(stage, matter, unit, stage.now))

    def answer_number(self, document: PlannedDocument, day: date) -> str:
        """The 文号 of the paper that answers: a 批复 or letter of the receiving organ."""
        code = _answer_code(self.stage, document)
        self.answers[f"{code}{day.year}"] += 1
        return f"{code}〔{day.year}〕{self.answers[f'{code}{day.year}'] * 2 + 3}号"


def _answer_code(stage: Stage, document: PlannedDocument) -> str:
    unit = stage.county.units[document.receiver]
    organ = stage.county.units[unit.parent] if document.receiver in OFFICES and unit.parent else unit
    return (organ if document.genre == "请示" else unit).codes[-1]


def _channel(stage: Stage, document: PlannedDocument) -> str:
    """收件方式; what a unit of the county does not send through the system comes on paper."""
    own = document.sender in stage.county.units and document.channel == "系统"
    return "paper" if own else CHANNELS.get(document.channel, "paper")


def _issuer(text: Text, sender: str) -> str:
    """The issuer as the platform knows it; a name with a second one in brackets is the unit's own."""
    name = issuer_name(text, sender)
    return name if text.party else ""


def _said(document: PlannedDocument, text: Text) -> dict[str, Any]:
    """What the head of the paper says, for those who enter it."""
    day = document.document_date
    stated = stated_deadline(text, day)
    return {
        "title": document.title,
        "document_number": document.number,
        "genre": document.genre,
        "document_date": day,
        "urgency": document.urgency,
        "addressees": fill(text.main, day, sender=document.sender),
        "copy_to": fill(text.copy, day, sender=document.sender),
        "annexes": len(text.annexes),
        "summary": document.summary,
        "due": stated,
    }
