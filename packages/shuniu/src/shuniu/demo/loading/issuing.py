"""One outgoing document on its way: whoever's turn it is does what the state asks for, until it stands where planned."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from shuniu.demo.issuing_year import WAY, PlannedIssue
from shuniu.demo.loading import issuing_words as words
from shuniu.demo.loading.issuing_people import (
    another,
    drafter_of,
    holders_of,
    office_of,
    other_head,
    receiving,
    signer_of,
)
from shuniu.demo.loading.receipts import Receipts
from shuniu.demo.loading.stage import Course, Stage, Stuck
from shuniu.demo.outgoing import OutgoingText, mended
from shuniu.demo.texts import fill
from shuniu.kernel.flow.models import Matter
from shuniu.kernel.people.actor import COUNTY
from shuniu.modules.documents.models import Delivery, document_of
from shuniu.modules.documents.outgoing.plans import usable_by
from shuniu.modules.documents.outgoing.policy import REVIEW_POINTS
from shuniu.modules.documents.outgoing.policy_lean import ASSESSMENTS

OUT = "documents.outgoing."
DIRECTIONS = {"下行": "down", "上行": "up", "平行": "level"}
FORMS = {"红头": "formal", "白头": "white", "工作通知": "white", "便函": "memo", "简报": "briefing"}
PUBLICITY = {"主动公开": "active", "依申请公开": "on_request", "不予公开": "closed"}
TWICE_SAVED = 0.25
_MOST_STEPS = 60
_NEVER_STOPS_TWICE = ("退改后再送", "校对性更正", "实质性修改")


class Issue:
    """The course of one planned document; `course` is what the stage plays."""

    def __init__(self, stage: Stage, planned: PlannedIssue) -> None:
        self._stage, self._plan, self._text = stage, planned, planned.text
        self._office = office_of(planned.text.issuer)
        self._chance = stage.chance(f"issue/{planned.key}")
        self._drafter = drafter_of(stage, planned.text, planned.key)
        self._drafting_unit = receiving(planned.text.drafter)
        self._matter = 0
        self._seen: dict[str, int] = {}
        self._steps: Mapping[str, Callable[[], Course]] = {
            "to_plan": self._approve_plan,
            "drafting": self._write,
            "to_vet": self._vet,
            "countersigning": self._countersign,
            "to_review": self._review,
            "to_sign": self._sign,
            "joint_signing": self._sign_jointly,
            "to_recheck": self._recheck,
            "to_number": self._number,
            "to_print": self._print,
            "to_confirm": self._confirm,
            "to_resign": self._resign,
            "to_approve_seal": self._approve_seal,
            "to_seal": self._seal,
            "to_release": self._release,
            "distributing": self._close,
        }

    def course(self) -> Course:
        """From 立项 to where it is planned to stand. Raises `Stuck` when it goes round in circles."""
        stage = self._stage
        yield stage.clock.moment(self._plan.start)
        self._open()
        for _ in range(_MOST_STEPS):
            state = self._state()
            self._seen[state] = self._seen.get(state, 0) + 1
            if self._stands(state):
                yield from self._taken_back()
                return
            yield stage.later(stage.now, self._chance.randint(self._plan.pace // 3, self._plan.pace))
            yield from self._steps[state]()
            if self._state() == "done":
                yield from self._afterwards()
                return
            if self._state() in ("declined", "void"):
                return
        raise Stuck(f"{self._plan.key} never comes to {self._plan.state}")

    def _state(self) -> str:
        return Matter.objects.values_list("state", flat=True).get(pk=self._matter)

    def _stands(self, state: str) -> bool:
        plan = self._plan
        if state != plan.state:
            # What its way leaves out (会签, 用印) is passed by; it stops at the first state beyond.
            passed = state in WAY and plan.state in WAY and WAY.index(state) > WAY.index(plan.state)
            return passed and not self._comes_back(state)
        if plan.incident in ("退回", "退改后再送"):
            return self._seen[state] > 1
        return plan.incident not in ("有分歧",) and not self._half_done(state)

    def _comes_back(self, state: str) -> bool:
        plan = self._plan
        return (plan.incident == "退回" and state != "drafting") or (
            plan.incident in _NEVER_STOPS_TWICE and self._seen.get(plan.state, 0) < 1
        )

    def _half_done(self, state: str) -> bool:
        return state in ("countersigning", "joint_signing") and self._seen[state] == 1

    def _do(self, action: str, person: str, unit: str, **data: Any) -> Any:
        return self._stage.do(OUT + action, person, unit, matter=self._matter, **data)

    def _holder(self, *preferred: str) -> tuple[str, str]:
        return self._stage.holder(self._matter, *preferred)

    def _pk(self, unit: str) -> int:
        return self._stage.units[unit].pk

    def _open(self) -> None:
        text, stage = self._text, self._stage
        hurried = text.urgency != "平件" or bool(text.answers)
        asked = [receiving(unit) for unit in text.countersign]
        consulted = [unit for unit in dict.fromkeys(asked) if unit not in (self._drafting_unit, self._office)]
        planned = (
            usable_by(self._pk(self._drafting_unit), stage.now.year).filter(subject=self._plan.title).first()
        )
        done = stage.do(
            OUT + "open",
            self._drafter,
            self._drafting_unit,
            title=self._plan.title,
            issuer=self._pk(text.issuer),
            joint=[self._pk(unit) for unit in text.joint],
            genre=text.genre,
            direction=DIRECTIONS[text.direction],
            form=FORMS[text.medium],
            extent="general" if text.kind == "综合性" else "special",
            urgency=text.urgency,
            important=text.important,
            reason=text.project,
            plan=planned.pk if planned is not None else None,
            before_plan=hurried,
            answers=text.answers[:120],
            consulted=[self._pk(unit) for unit in consulted],
            publicity=PUBLICITY[text.public],
            publicity_reason=text.public_reason if text.public == "不予公开" else "",
            work_secret=self._plan.secret,
            meeting=text.meeting,
            meeting_date=stage.now.astimezone(COUNTY).date() if text.meeting else None,
        )
        self._matter = int(done.result["matter"])

    def _approve_plan(self) -> Course:
        yield from ()
        head, unit = self._holder(other_head(self._stage, self._office, self._drafter) or self._drafter)
        if self._plan.incident == "不予立项":
            self._do("refuse_plan", head, unit, reason=self._chance.choice(words.PLAN_REFUSED))
        else:
            self._do("approve_plan", head, unit)

    def _written(self, text: OutgoingText, body: str = "") -> dict[str, Any]:
        day, seed = self._plan.day, self._plan.seed

        def filled(said: str) -> str:
            return fill(said, day, seed=seed)

        return {
            "title": self._plan.title,
            "addressees": filled(text.main),
            "body": body or filled(text.body),
            "annexes": [{"title": filled(a.title), "text": filled(a.text)} for a in text.annexes],
            "copy_to": filled(text.copy),
            "note": filled(text.note),
        }

    def _full(self) -> dict[str, Any]:
        """The text as it goes on: mended where its mistake was found."""
        text = self._text
        if (
            text.fix is not None
            and max(self._seen.get("drafting", 0), self._seen.get("distributing", 0) + 1) > 1
        ):
            text = mended(text)
        written = self._written(text)
        if self._plan.incident == "分歧已协商" and self._seen.get("drafting", 0) > 1:
            passage = text.objections[0].passage
            written["body"] = written["body"].replace(passage, passage + words.SETTLED_LINE)
        if self._plan.incident == "校对性更正":
            written["body"] = written["body"].replace("。\n", "。。\n", 1)
        return written

    def _write(self) -> Course:
        stage, written = self._stage, self._full()
        if self._plan.incident == "作废" and self._seen["drafting"] == 1:
            head = stage.county.head(self._office).code
            stage.do("flow.void", head, self._office, matter=self._matter, reason=words.VOIDED)
            return
        first = self._seen["drafting"] == 1
        shorter = written["body"].rpartition("\n")[0]
        unfinished = self._plan.incident == "退改后再送" and self._text.fix is None
        if first and shorter and (unfinished or self._chance.random() < TWICE_SAVED):
            self._do("save_draft", self._drafter, self._drafting_unit, **{**written, "body": shorter})
            yield stage.later(stage.now, 40)
        if not (first and unfinished):
            self._do("save_draft", self._drafter, self._drafting_unit, **written)
        if self._plan.state == "drafting" and not self._plan.incident:
            return
        yield stage.later(stage.now, 25)
        if first:
            yield from self._plan_later()
        reason = "涉及环节多，各乡镇要求一次写全，不再另发实施细则。"
        long = "JW-03" in self._text.faults
        self._do("hand_in", self._drafter, self._drafting_unit, **({"length_reason": reason} if long else {}))

    def _plan_later(self) -> Course:
        """补立项 for what was drafted before."""
        yield from ()
        document = document_of(Matter.objects.get(pk=self._matter))
        if document.plan_id is None:
            head = other_head(self._stage, self._office, self._drafter) or self._drafter
            self._do("plan_later", head, self._office)

    def _vet(self) -> Course:
        yield from ()
        person, unit = self._holder()
        self._do("vet", person, unit, text=self._chance.choice(words.VETTED))

    def _countersign(self) -> Course:
        stage, text = self._stage, self._text
        stays = self._plan.state == "countersigning"
        again = self._seen["countersigning"] > 1
        asked = holders_of(stage, self._matter, "round")
        objecting = {one.unit: one for one in text.objections} if not again else {}
        objecting = objecting if self._plan.incident in ("有分歧", "分歧已协商") else {}
        members = asked[: len(asked) // 2] if stays and not objecting else asked
        for person, unit in members:
            yield stage.later(stage.now, self._chance.randint(20, 90))
            said = objecting.get(unit)
            if said is None:
                self._do("countersign", person, unit, text=self._chance.choice(words.AGREED))
            else:
                self._do("countersign", person, unit, result="opinion", passage=said.passage, text=said.words)
        if stays:
            raise _Enough
        yield stage.later(stage.now, 30)
        if objecting:
            self._do("revise", self._drafter, self._drafting_unit, reason=words.REVISED)
        else:
            self._do("close_countersign", self._drafter, self._drafting_unit)

    def _review(self) -> Course:
        stage = self._stage
        reviewer, unit = self._holder(other_head(stage, self._office, self._drafter) or self._drafter)
        if reviewer == self._drafter:
            head = stage.county.head(self._office).code
            post = stage.post(head, self._office)
            reason = "本人拟稿，请主要负责人核稿。"
            stage.do("flow.reassign", reviewer, unit, matter=self._matter, post=post, reason=reason)
            reviewer = head
            yield stage.later(stage.now, 25)
        if self._plan.state == "declined":
            self._do("decline", reviewer, unit, reason=words.DECLINED.format(mistake=self._text.mistake))
            return
        if self._plan.incident in ("退回", "退改后再送") and self._seen["to_review"] == 1:
            kind, reason = self._chance.choice(words.SENT_BACK)
            if self._text.mistake:
                kind, reason = "other", words.FAULT_FOUND.format(mistake=self._text.mistake)
            self._do("send_back", reviewer, unit, reason=reason, findings=[kind])
            return
        signer, place = signer_of(stage, self._text)
        ticks = dict.fromkeys((*REVIEW_POINTS, *ASSESSMENTS), True)
        said, found = self._chance.choice(words.REVIEWED), list[str]()
        noting = stage.chance(f"noted/{self._plan.key}")
        if noting.random() < words.NOTED_SHARE:
            kind, said = noting.choice(words.NOTED)
            found = [kind]
        post = stage.post(signer, place)
        self._do("pass_review", reviewer, unit, signer=post, text=said, findings=found, **ticks)

    def _draft(self) -> int:
        """The version that lies before whoever signs."""
        return document_of(Matter.objects.get(pk=self._matter)).current

    def _sign(self) -> Course:
        yield from ()
        person, unit = self._holder()
        if self._chance.random() < words.CIRCLED_SHARE:
            self._do("sign", person, unit, draft=self._draft(), manner="circle")
        else:
            said = self._chance.choice(words.SIGNED)
            self._do("sign", person, unit, draft=self._draft(), manner="agree", text=said)

    def _sign_jointly(self) -> Course:
        stage = self._stage
        asked = holders_of(stage, self._matter, "round")
        stays = self._plan.state == "joint_signing"
        for person, unit in asked[1:] if stays else asked:
            yield stage.later(stage.now, self._chance.randint(30, 90))
            self._do(
                "sign_jointly", person, unit, draft=self._draft(), text=self._chance.choice(words.SIGNED)
            )
        if stays:
            raise _Enough
        yield stage.later(stage.now, 20)
        self._do("close_joint", *self._holder(self._clerk()))

    def _clerk(self) -> str:
        return self._stage.county.holders("CLERK", self._office)[0].code

    def _recheck(self) -> Course:
        yield from ()
        written = self._full()
        if self._plan.incident == "实质性修改" and self._seen["to_recheck"] == 1:
            written["body"] += f"\n{words.ADDED_LINE}"
            self._do("correct_text", *self._holder(self._clerk()), reason=words.SUBSTANTIVE, **written)
            return
        if self._plan.incident == "更换" and self._seen["to_recheck"] == 2:  # noqa: PLR2004 - it came back
            reason = words.MENDED.format(mistake=self._text.mistake)
            self._do("correct_text", *self._holder(self._clerk()), reason=reason, **written)
            return
        self._do("pass_recheck", *self._holder(self._clerk()))

    def _copies(self) -> int:
        return Receipts(self._stage, self._plan, self._matter).count() + 5

    def _number(self) -> Course:
        yield from ()
        self._do("number", *self._holder(self._clerk()), code=self._text.code, copies=self._copies())

    def _print(self) -> Course:
        yield from ()
        stage = self._stage
        clerk, unit = self._holder(self._clerk())
        if self._plan.incident == "编号后作废":
            head = stage.county.head(self._office).code
            stage.do("flow.void", head, self._office, matter=self._matter, reason=words.VOIDED_NUMBERED)
            return
        if self._plan.incident == "校对性更正" and self._seen["to_print"] == 1:
            written = self._full()
            written["body"] = written["body"].replace("。。", "。")
            second = stage.post(another(stage, self._office, clerk), self._office)
            self._do("correct_text", clerk, unit, reason=words.PROOFREAD, confirmer=second, **written)
            return
        reader = stage.post(another(stage, self._office, clerk), self._office)
        printer = f"{stage.county.units[self._office].short_name}文印室"
        bare = self._plan.is_general and self._plan.state not in ("to_approve_seal", "to_seal")
        said = {"proofreader": reader, "printer": printer, "copies": self._copies(), "unsealed": bare}
        self._do("print", clerk, unit, **said)

    def _confirm(self) -> Course:
        yield from ()
        self._do("confirm_correction", *self._holder())

    def _resign(self) -> Course:
        yield from ()
        self._do("sign_again", *self._holder(), draft=self._draft())

    def _approve_seal(self) -> Course:
        yield from ()
        self._do("approve_seal", *self._holder())

    def _seal(self) -> Course:
        yield from ()
        keeper, unit = self._holder()
        watcher = self._stage.post(another(self._stage, self._office, keeper), self._office)
        self._do("set_seal", keeper, unit, copies=self._copies(), supervisor=watcher)

    def _seal_jointly(self) -> Course:
        """The offices of the other organs of a joint document set their seals too."""
        stage = self._stage
        asked = Matter.objects.filter(parent=self._matter, kind="seal_use", closed_at=None).order_by("pk")
        for pk, unit in list(asked.values_list("pk", "unit__code")):
            yield stage.later(stage.now, self._chance.randint(20, 60))
            stage.do("documents.seal_use.approve", *stage.holder(pk), matter=pk)
            keeper, office = stage.holder(pk)
            watcher = stage.post(another(stage, unit, keeper), unit)
            said = {"copies": self._copies(), "supervisor": watcher}
            stage.do("documents.seal_use.set", keeper, office, matter=pk, **said)

    def _release(self) -> Course:
        yield from self._seal_jointly()
        receipts = Receipts(self._stage, self._plan, self._matter)
        self._do("release", *self._holder(self._clerk()), checked=True, **receipts.recipients())
        receipts.begin()

    def _close(self) -> Course:
        stage, plan = self._stage, self._plan
        receipts = Receipts(stage, plan, self._matter)
        clerk, unit = self._holder(self._clerk())
        if plan.incident == "全部撤回":
            self._do("recall", clerk, unit, reason=words.RECALLED)
        if plan.incident == "更换" and self._seen["distributing"] == 1:
            yield stage.later(stage.now, 2 * 420)
            reason = words.REPLACED.format(mistake=self._text.mistake)
            self._do("begin_replacement", clerk, unit, reason=reason)
            return
        yield stage.later(stage.now, 3 * 420)
        receipts.enter_slips(clerk, unit)
        yield stage.later(stage.now, 60)
        self._do("close_receipts", clerk, unit, **receipts.remark())

    def _taken_back(self) -> Course:
        """Some have signed for it; from the others it is taken back."""
        stage = self._stage
        if self._plan.incident != "部分撤回":
            return
        yield stage.later(stage.now, 240)
        if Delivery.objects.filter(
            matter=self._matter, child__state="to_sign", child__closed_at=None
        ).exists():
            self._do("recall", *self._holder(self._clerk()), reason=words.RECALLED)

    def _afterwards(self) -> Course:
        """撤销 and 废止 of what went out some weeks ago."""
        stage, plan = self._stage, self._plan
        if plan.incident not in ("撤销", "废止"):
            return
        yield stage.later(stage.now, 20 * 420)
        head = stage.county.head(self._office).code
        if plan.incident == "撤销":
            said = {"decided_by": words.REVOKED_BY, "reason": words.REVOKED}
            self._do("revoke", head, self._office, **said)
        else:
            said = {"decided_by": words.ABOLISHED_BY, "reason": words.ABOLISHED}
            day = stage.now.astimezone(COUNTY).date()
            self._do("abolish", head, self._office, effect_from=day, **said)


class _Enough(Exception):
    """The document stands where it was planned, in the middle of a step."""


def issue(stage: Stage, planned: PlannedIssue) -> Course:
    """The course of *planned* from its beginning."""
    try:
        yield from Issue(stage, planned).course()
    except _Enough:
        return
