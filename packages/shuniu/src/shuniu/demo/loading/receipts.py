"""To whom a released document goes, and what its recipients do with it: 签收, 登记, 阅知, 退文, or nothing yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from shuniu.demo.issuing_year import PlannedIssue
from shuniu.demo.loading import issuing_words as words
from shuniu.demo.loading.issuing_people import office_of, receiving
from shuniu.demo.loading.stage import Course, Stage
from shuniu.demo.outgoing import addressees, copy_receivers
from shuniu.demo.texts import fill
from shuniu.kernel.flow.models import Matter
from shuniu.kernel.people.actor import COUNTY
from shuniu.modules.documents.models import Delivery

IN = "documents.incoming."
CHECKED = {"ours": True, "direction": True, "form": True, "agreed": True}
SIGNED_WITHIN = (15, 500)
A_STEP = (30, 200)
UNSIGNED_SHARE = 0.3
SLIP_SHARE = 0.6


@dataclass(frozen=True, slots=True)
class Receipts:
    """The recipients of one planned document, by the words of its text."""

    stage: Stage
    plan: PlannedIssue
    matter: int

    def _split(self, codes: tuple[str, ...]) -> tuple[list[str], list[str]]:
        """(units of the county, names of organs outside), each once, without the issuing office itself."""
        county, own = self.stage.county, office_of(self.plan.text.issuer)
        inside = [receiving(code) for code in codes if code in county.units]
        outside = [county.organs[code].name for code in codes if code in county.organs]
        return [code for code in dict.fromkeys(inside) if code != own], list(dict.fromkeys(outside))

    def _names(self, codes: list[str]) -> list[str]:
        """What is written on the envelopes: each has its own slip, so a collective name is never one recipient."""
        return [self.stage.county.units[code].name.split("（")[0] for code in codes]

    def recipients(self) -> dict[str, Any]:
        """What is entered at 核发."""
        text = self.plan.text
        main, outside = self._split(addressees(text))
        copies, copies_outside = self._split(copy_receivers(text))
        if self.plan.on_paper:
            outside, main = [*self._names(main), *outside], []
            copies_outside, copies = [*self._names(copies), *copies_outside], []
        if not main and not outside:
            outside = [fill(text.main, self.plan.day) or words.AT_THE_MEETING]
        pk = {code: self.stage.units[code].pk for code in (*main, *copies)}
        return {
            "units": [pk[code] for code in main],
            "copy_units": [pk[code] for code in copies if code not in main],
            "outside": "，".join(outside),
            "copy_outside": "，".join(name for name in copies_outside if name not in outside),
        }

    def count(self) -> int:
        """How many there are, at least."""
        given = self.recipients()
        outside = [*given["outside"].split("，"), *given["copy_outside"].split("，")]
        return len(given["units"]) + len(given["copy_units"]) + len(outside)

    def begin(self) -> None:
        """Let every unit of the county do with it what it does."""
        found = Delivery.objects.filter(matter=self.matter, unit__isnull=False).select_related("unit")
        if self.plan.incident == "全部撤回":
            return
        for place, delivery in enumerate(found.order_by("pk")):
            assert delivery.child_id is not None and delivery.unit is not None
            self.stage.begin(self._received(delivery.child_id, delivery.unit.code, place))

    def _received(self, child: int, unit: str, place: int) -> Course:
        """One unit: 签收 within a day or two, then 登记 and 阅知 in its own register."""
        stage, plan = self.stage, self.plan
        chance = stage.chance(f"receipt/{plan.key}/{unit}")
        waits = plan.state == "distributing"
        if waits and chance.random() < UNSIGNED_SHARE:
            return
        stops = chance.randint(1, 4) if waits else 4
        yield stage.later(stage.now, chance.randint(*SIGNED_WITHIN))
        if not self._is_here(child):
            return
        self._do("sign_for", child)
        if stops == 1 and plan.incident != "有退文":
            return
        yield stage.later(stage.now, chance.randint(*A_STEP))
        if not self._is_here(child):
            return
        self._do("register", child)
        yield stage.later(stage.now, chance.randint(*A_STEP))
        if plan.incident == "有退文" and place == 0:
            self._do("reject", child, reason=words.REJECTED, rules=["GW-10"])
            return
        if stops == 2:  # noqa: PLR2004 - registered, and waiting for 初审
            return
        if plan.text.genre == "请示":
            yield from self._answered(child, unit, stops)
            return
        reader, home = self._reader(unit)
        self._do("pass_check", child, handling="read", readers=[stage.post(reader, home)], **CHECKED)
        if stops == 3:  # noqa: PLR2004 - with its reader
            return
        yield stage.later(stage.now, chance.randint(*A_STEP))
        stage.do("flow.read", *next(iter(stage.readers_now(child))), matter=child)
        yield stage.later(stage.now, chance.randint(*A_STEP))
        self._do("finish_reading", child)

    def _answered(self, child: int, unit: str, stops: int) -> Course:
        """A 请示 is acted on in the office of the organ it went to, and ends with an answer (GW-08)."""
        stage, chance = self.stage, self.stage.chance(f"answer/{self.plan.key}")
        leader, home = self._reader(unit)
        handler = chance.choice([p.code for p in stage.county.holders("HANDLER", unit)])
        clerk = stage.county.holders("CLERK", unit)[0].code
        year = stage.now.astimezone(COUNTY).year
        steps: list[tuple[str, dict[str, Any]]] = [
            ("pass_check", {"handling": "act", **CHECKED}),
            (
                "propose",
                {"text": words.ASKED_PROPOSED, "to": "leader", "leader": stage.post(leader, home)},
            ),
            ("instruct", {"text": chance.choice(words.ASKED_INSTRUCTED)}),
            (
                "assign",
                {"lead": [{"post": stage.post(handler, unit)}], "tracker": stage.post(clerk, unit)},
            ),
            ("report", {"text": words.ASKED_REPORTED}),
            ("accept", {"text": "同意。", "then": "answer"}),
            (
                "answer",
                {
                    "text": words.ASKED_ANSWERED,
                    "answered_by": f"{stage.county.units[unit].codes[1]}〔{year}〕{chance.randint(60, 90)}号",
                },
            ),
        ]
        for action, data in steps if stops > 3 else steps[:3]:  # noqa: PLR2004 - some are still in hand
            yield stage.later(stage.now, chance.randint(*A_STEP))
            self._do(action, child, **data)

    def _reader(self, unit: str) -> tuple[str, str]:
        """Whom the paper is for: the head of a unit; in an office the leader whose work it is about."""
        county, drafter = self.stage.county, receiving(self.plan.text.drafter)
        if unit not in ("xwb", "zfb"):
            return county.head(unit).code, unit
        organ = county.units[unit].parent
        leader = county.leader_of(drafter)
        here = any(post.unit == organ for post in county.people[leader].posts)
        return (leader, organ) if here else (county.head(organ).code, organ)

    def _is_here(self, child: int) -> bool:
        """Whether it was not taken back or replaced meanwhile."""
        return Matter.objects.filter(pk=child, closed_at=None).exists()

    def _do(self, action: str, child: int, **data: Any) -> None:
        person, unit = self.stage.holder(child)
        self.stage.do(IN + action, person, unit, matter=child, **data)

    def enter_slips(self, clerk: str, unit: str) -> None:
        """The slips that came back from outside."""
        stage, plan = self.stage, self.plan
        if plan.on_paper:
            return
        chance = stage.chance(f"slips/{plan.key}")
        found = Delivery.objects.filter(matter=self.matter, unit=None, received_at=None).order_by("pk")
        for delivery in found:
            if chance.random() < SLIP_SHARE:
                stage.do(
                    "documents.outgoing.enter_receipt",
                    clerk,
                    unit,
                    matter=self.matter,
                    delivery=delivery.pk,
                    received_by=chance.choice(words.SLIP),
                    received_on=stage.now.astimezone(COUNTY).date(),
                )

    def remark(self) -> dict[str, str]:
        """What is said at 回执收齐 of those who have not signed."""
        if self.plan.on_paper:
            return {"text": words.RECEIPTS_ON_PAPER}
        missing = Delivery.objects.filter(matter=self.matter, state="sent")
        unsigned = missing.filter(child__state="to_sign") | missing.filter(unit=None)
        return {"text": words.RECEIPTS_MISSING} if unsigned.exists() else {}
