"""发文 as office life brings it: random people press its steps and moves, and after each press what must hold is held."""

from __future__ import annotations

from collections import Counter
from random import Random
from typing import Any

from kit import NOW, County, build_county, stand_in

from shuniu.kernel.base.refusals import Refusal
from shuniu.kernel.flow.models import Entry, Matter, Task, Wait
from shuniu.kernel.flow.runner import Done, run
from shuniu.kernel.numbering import numbers
from shuniu.kernel.numbering.models import Counter as Series
from shuniu.modules.documents.models import (
    CountersignOpinion,
    DraftVersion,
    OutgoingDocument,
    Seal,
    SealUse,
)
from shuniu.modules.documents.outgoing.policy import REVIEW_POINTS, needs_seal
from shuniu.modules.documents.outgoing.policy_lean import ASSESSMENTS

OUT = "documents.outgoing."
EVERY = 5
TALLY: Counter[str] = Counter()
"""How often each action was carried out, and how often something was refused."""
BODIES = (
    "请做好汛前检查，早作布署。",
    "请做好汛前检查，早作部署。",
    "请做好汛前检查，早作布署。4月10日前完成。",
    "请做好汛前检查，并于5月底前完成整改。",
)
SIGNED = (
    "to_recheck",
    "to_number",
    "to_print",
    "to_approve_seal",
    "to_seal",
    "to_release",
    "distributing",
    "done",
)
SEALED = ("to_release", "distributing", "done")
TITLE = "云岭县人民政府办公室关于做好汛前检查工作的通知"
ALL_TICKS = dict.fromkeys((*REVIEW_POINTS, *ASSESSMENTS), True)
PEOPLE = (
    "mayor", "vice", "director", "deputy", "clerk", "handler", "handler2", "director_party", "clerk_party",
    "water_head", "water_clerk", "water_handler",
)  # fmt: skip
NEXT: dict[str, tuple[tuple[str, str, int], ...]] = {
    "to_plan": (("director", "approve_plan", 9), ("deputy", "refuse_plan", 1)),
    "drafting": (("*", "save_draft", 3), ("*", "hand_in", 5), ("*", "change_units", 1)),
    "to_vet": (("director", "vet", 8), ("deputy", "decline", 1), ("director", "flow.return", 1)),
    "countersigning": (
        ("water_head", "countersign", 6),
        ("director_party", "countersign", 6),
        ("*", "close_countersign", 4),
        ("*", "revise", 1),
        ("*", "ask_units", 1),
        ("*", "refer", 1),
        ("vice", "decide", 1),
        ("water_head", "withdraw_objection", 1),
    ),
    "to_review": (
        ("deputy", "pass_review", 4),
        ("director", "pass_review", 4),
        ("deputy", "save_draft", 1),
        ("deputy", "send_back", 1),
    ),
    "to_sign": (
        ("mayor", "sign", 5),
        ("vice", "sign", 2),
        ("director", "sign", 4),
        ("mayor", "flow.return", 1),
    ),
    "joint_signing": (
        ("director_party", "sign_jointly", 6),
        ("clerk", "close_joint", 4),
        ("director_party", "refuse_jointly", 1),
        ("clerk", "back_to_review", 1),
    ),
    "to_recheck": (
        ("clerk", "pass_recheck", 6),
        ("clerk", "correct_text", 1),
        ("clerk", "back_to_review", 1),
    ),
    "to_number": (("clerk", "number", 7), ("clerk", "correct_text", 1), ("clerk", "flow.return", 1)),
    "to_print": (("clerk", "print", 7), ("clerk", "correct_text", 2), ("clerk", "flow.return", 1)),
    "to_confirm": (("handler2", "confirm_correction", 3), ("handler2", "doubt_correction", 1)),
    "to_resign": (("mayor", "sign_again", 3), ("director", "sign_again", 3), ("mayor", "refuse_change", 1)),
    "to_approve_seal": (("director", "approve_seal", 8), ("director", "flow.return", 1)),
    "to_seal": (("clerk", "set_seal", 8), ("clerk", "flow.return", 1)),
    "to_release": (("clerk", "release", 8), ("clerk", "flow.return", 1)),
    "distributing": (("clerk", "close_receipts", 3), ("clerk", "begin_replacement", 1)),
}
"""Who mostly does what where; now and then somebody else, or something that belongs elsewhere."""


class OutgoingWalk:
    """One county and several documents; *seed* says everything that happens to them."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.county: County = build_county()
        office = self.county.units["office"]
        Seal.objects.create(office=office, organ=office, name="县政府办印章")
        party = self.county.units["party"]
        Seal.objects.create(office=party, organ=party, name="县委办印章")
        stand_in(self.county, "mayor", "vice")
        self.words: dict[int, str] = {}

    def go(self, presses: int) -> None:
        """Press so often, and look after every few presses at what must hold."""
        for done in range(1, presses + 1):
            self._press()
            if done % EVERY == 0 or done == presses:
                self._check()

    def _press(self) -> None:
        asked = Matter.objects.filter(kind="seal_use", closed_at=None).order_by("pk").first()
        if asked is not None and self.random.random() < 0.3:
            self._seal_jointly(asked)
            return
        open_ = list(Matter.objects.filter(kind="outgoing", closed_at=None).order_by("pk"))
        if len(open_) < 3 and (not open_ or self.random.random() < 0.2):
            self._open()
            return
        matter = self.random.choice(open_)
        ways = NEXT[matter.state]
        who, name, _ = self.random.choices(ways, [often for *_, often in ways])[0]
        if self.random.random() < 0.05:
            name = self.random.choice([n for steps in NEXT.values() for _, n, _ in steps])
        if self.random.random() < 0.01:
            who, name = "clerk", "flow.void"
        if who == "*" or self.random.random() < 0.05:
            who = self._drafter(matter) if self.random.random() < 0.9 else self.random.choice(PEOPLE)
        self._act(who, name, matter)

    def _seal_jointly(self, asked: Matter) -> None:
        """The office of the other organ of a joint document approves its seal, refuses it, or sets it."""
        if asked.state == "to_seal":
            data = {"copies": 5, "supervisor": self.county.posts["director_party"].pk}
            self._run("clerk_party", "documents.seal_use.set", {"matter": asked.pk, **data})
        elif self.random.random() < 0.1:
            reason = {"reason": "请核对附件"}
            self._run("director_party", "documents.seal_use.refuse", {"matter": asked.pk, **reason})
        else:
            self._run("director_party", "documents.seal_use.approve", {"matter": asked.pk})

    def _drafter(self, matter: Matter) -> str:
        task = Task.objects.filter(matter=matter, closed_at=None, purpose="state").first()
        held = [p for p, post in self.county.posts.items() if task and post.person_id == task.person_id]
        return held[0] if held else "handler"

    def _open(self) -> None:
        county = self.county
        pick = self.random.choice
        units = [county.units[u].pk for u in ("water", "party") if pick((True, False))]
        joint = [county.units["party"].pk] if pick((True, False, False)) else []
        data = {
            "title": TITLE,
            "issuer": county.units["office"].pk,
            "consulted": list({*units, *joint}),
            "joint": joint,
            "important": pick((True, False, False)),
            "form": pick(("formal", "formal", "white")),
        }
        self._run(pick(("handler", "deputy")), OUT + "open", data)

    def _act(self, who: str, name: str, matter: Matter) -> None:
        data = {"matter": matter.pk, **self._input(name, matter)}
        self._run(who, name if name.startswith("flow.") else OUT + name, data)

    def _input(self, name: str, matter: Matter) -> dict[str, Any]:
        pick, posts = self.random.choice, {k: p.pk for k, p in self.county.posts.items()}
        units = [self.county.units[u].pk for u in ("water", "party")]
        document = OutgoingDocument.objects.get(pk=matter.pk)
        text = {"title": TITLE, "addressees": "云岭县水利局", "body": pick(BODIES)}
        stale = {"draft": document.current - 1} if document.current > 1 and self.random.random() < 0.1 else {}
        seen = {"draft": document.current, **stale}
        reason = {"reason": "请再研究"}
        return {
            "save_draft": {**text, **stale},
            "hand_in": {
                "ask_again": [pick(document.consulted)] if document.consulted and pick((True, False)) else []
            },
            "change_units": {"units": [pick(units)], **reason},
            "countersign": {"result": pick(("agree", "agree", "opinion")), "text": "请斟酌。", **stale},
            "ask_units": {"units": [pick(units)]},
            "refer": {"leader": posts["vice"], "text": "请协调。"},
            "decide": {"decision": pick(("change", "go_on")), "text": "照此办理。"},
            "pass_review": {"signer": posts[pick(("mayor", "director", "vice"))], **ALL_TICKS, **stale},
            "sign": {"manner": pick(("agree", "circle")), **seen},
            "sign_jointly": seen,
            "sign_again": seen,
            "correct_text": {**text, **reason, "confirmer": posts["handler2"]},
            "number": {"code": "云政办发"},
            "print": {"proofreader": posts["handler2"], "printer": "文印室", "copies": 5},
            "set_seal": {"copies": 5, "supervisor": posts["handler"]},
            "release": {"checked": True, "outside": "市政府办公室"},
            "close_receipts": {"text": "电话确认收到"},
            "flow.return": reason,
            "flow.void": reason,
        }.get(name, reason if name in WITH_REASON else {})

    def _run(self, who: str, name: str, data: dict[str, Any]) -> None:
        versions = DraftVersion.objects.count()
        outcome = run(name, actor=self.county.actor(who), data=data, now=NOW)
        TALLY[name if isinstance(outcome, Done) else "refused"] += 1
        if isinstance(outcome, Refusal):
            assert DraftVersion.objects.count() == versions, "a refusal left a version"

    def _check(self) -> None:
        for document in OutgoingDocument.objects.select_related("matter"):
            self._check_text(document)
            self._check_hands(document)
            self._check_open(document.matter)
        for series in Series.objects.all():
            assert numbers.gaps(series) == [], "numbers gap"
        kept = dict(CountersignOpinion.objects.values_list("pk", "text"))
        assert all(kept[pk] == text for pk, text in self.words.items()), "an opinion was changed or lost"
        self.words = kept

    def _check_text(self, document: OutgoingDocument) -> None:
        """From 签发 on the newest text is the signed one, except while a change of it is being looked at."""
        state = document.matter.state
        newest = DraftVersion.objects.filter(matter=document.pk, number=document.current).first()
        if state in SIGNED:
            assert newest is not None and newest.digest == document.signed_digest, state
            assert document.document_date is not None and document.signatory
            signed = Entry.objects.filter(matter=document.pk, type="issue_opinion")
            organs = {e.data["organ"] for e in signed if e.data.get("digest") == document.signed_digest} or {
                document.issuer_id
            }
            confirmed = Entry.objects.filter(matter=document.pk, action=OUT + "confirm_correction").exists()
            assert confirmed or {document.issuer_id, *document.joint} <= organs, "an organ has not signed"
        if document.serial is not None:
            assert document.number == document.matter.number
        if state in SEALED and needs_seal(form=document.form, genre=document.genre):
            use = SealUse.objects.filter(matter=document.pk, state="used").order_by("-pk").first()
            assert use is not None and use.digest == document.signed_digest, "it went on without its seal"
            others = SealUse.objects.filter(matter__parent=document.pk, state="used")
            stand = set(others.filter(digest=document.signed_digest).values_list("seal__organ", flat=True))
            assert state == "to_release" or set(document.joint) <= stand, "the seal of an organ is missing"

    def _check_hands(self, document: OutgoingDocument) -> None:
        """Nobody reviewed what he wrote; nobody confirmed what he corrected."""
        wrote = set(
            DraftVersion.objects.filter(matter=document.pk, origin="screen").values_list("person", flat=True)
        )
        passed = Entry.objects.filter(matter=document.pk, action=OUT + "pass_review").order_by("pk")
        for entry in passed:
            before = DraftVersion.objects.filter(
                matter=document.pk, origin="screen", number__lte=entry.data["draft"]
            )
            assert entry.person_id not in set(before.values_list("person", flat=True)) & wrote
        for entry in Entry.objects.filter(matter=document.pk, action=OUT + "confirm_correction"):
            version = DraftVersion.objects.get(matter=document.pk, number=entry.data["draft"])
            assert version.person_id != entry.person_id

    def _check_open(self, matter: Matter) -> None:
        tasks = Task.objects.filter(matter=matter, closed_at=None)
        waits = Wait.objects.filter(matter=matter, closed_at=None)
        if matter.closed_at is None:
            assert tasks.exists() or waits.exists(), "it lies on no desk"
            per_unit = Counter(
                tasks.filter(purpose="round").values_list("round__kind", "unit", "person", "duty")
            )
            assert max(per_unit.values(), default=0) <= 1, "one desk has one paper twice"
        else:
            assert not tasks.exists(), "something runs on beside what has ended"


WITH_REASON = frozenset(
    {
        "refuse_plan", "decline", "revise", "withdraw_objection", "send_back", "refuse_jointly", "back_to_review",
        "doubt_correction", "refuse_change", "begin_replacement",
    }
)  # fmt: skip
