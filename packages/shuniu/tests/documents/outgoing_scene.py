"""An outgoing document brought as far along its way as a test needs it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from kit import NOW, County

from shuniu.kernel.flow.models import Matter
from shuniu.modules.documents.models import OutgoingDocument
from shuniu.modules.documents.outgoing.policy import REVIEW_POINTS
from shuniu.modules.documents.outgoing.policy_lean import ASSESSMENTS

OUT = "documents.outgoing."
TITLE = "云岭县人民政府办公室关于做好汛前检查工作的通知"
BODY = "为做好汛前检查工作，现将有关事项通知如下。\n一、检查范围\n全县所有水库、山塘。"
TEXT = {"title": TITLE, "addressees": "云岭县水利局", "body": BODY}
SIGNING = ("sign", "sign_jointly", "sign_again")
ALL_FIVE = dict.fromkeys((*REVIEW_POINTS, *ASSESSMENTS), True)


class Way:
    """One document of 县政府办, drafted by 刘建军; *data* says what else it is."""

    def __init__(self, county: County, *, who: str = "handler", planned: bool = True, **data: object) -> None:
        self.county, self.who = county, who
        wanted = {"title": TITLE, "issuer": county.units["office"].pk, **data}
        self.pk = int(county.do(who, OUT + "open", **wanted).result["matter"])
        if planned:
            self.do("director", "approve_plan")

    def do(self, who: str, name: str, *, now: datetime = NOW, **data: Any) -> Any:
        return self.county.do(who, OUT + name, matter=self.pk, now=now, **self._seen(name, data))

    def refused(self, who: str, name: str, *, now: datetime = NOW, **data: Any) -> Any:
        return self.county.refused(who, OUT + name, matter=self.pk, now=now, **self._seen(name, data))

    def _seen(self, name: str, data: dict[str, Any]) -> dict[str, Any]:
        """*data* with the version that the screen shows to who signs."""
        return {"draft": self.document.current, **data} if name in SIGNING else data

    @property
    def state(self) -> str:
        return Matter.objects.get(pk=self.pk).state

    @property
    def document(self) -> OutgoingDocument:
        return OutgoingDocument.objects.get(pk=self.pk)

    def post(self, name: str) -> int:
        return self.county.posts[name].pk

    def unit(self, name: str) -> int:
        return self.county.units[name].pk

    def vetted(self, **changed: object) -> Way:
        """Written, handed in and vetted: with 会签 or 核稿."""
        self.do(self.who, "save_draft", **{**TEXT, **changed})
        self.do(self.who, "hand_in")
        if self.state == "to_vet":
            self.do("director", "vet")
        return self

    def reviewed(self, signer: str = "director") -> Way:
        self.do("deputy", "pass_review", signer=self.post(signer), **ALL_FIVE)
        return self

    def signed(self) -> Way:
        """Signed by the director."""
        self.vetted().reviewed().do("director", "sign")
        return self

    def numbered(self) -> Way:
        self.signed().do("clerk", "pass_recheck")
        self.do("clerk", "number", code="云政办发", copies=10)
        return self
