"""What the forms of the register offer."""

from __future__ import annotations

from shuniu.kernel.people.actor import COUNTY
from shuniu.kernel.platform.screens.choosers import Asking, chooser
from shuniu.kernel.platform.screens.forms import FORMS, FormSpec
from shuniu.kernel.platform.ui import Option, day_text
from shuniu.modules.confidential.models import RoomLine
from shuniu.modules.confidential.room.queries import in_the_house

SOURCES = {value: str(label) for value, label in RoomLine.Source.choices}
PLACE = {"hint": "例如：保密室2号柜。不写标题、文号和密级。"}


@chooser("room_line")
def room_line(asking: Asking) -> list[Option]:
    """What the unit of the hat worn now has and has not given back."""
    today = asking.now.astimezone(COUNTY).date()
    return [
        Option(
            str(line.pk),
            line.number,
            f"{day_text(line.received_at.astimezone(COUNTY).date(), today)}收，{line.keeper.name}保管",
        )
        for line in in_the_house(asking.actor)
        if asking.query in line.number
    ]


def register() -> None:
    """Declare the forms that differ from the derived ones."""
    FORMS.register(
        "confidential.room.receive",
        FormSpec(
            order=("source", "received_at", "signed_by", "keeper", "place"),
            overrides=lambda asking: {"place": PLACE, "received_at": {"hint": "不填就是现在。"}},
            words=SOURCES,
        ),
    )
    FORMS.register(
        "confidential.room.hand_over",
        FormSpec(overrides=lambda asking: {"place": {"hint": "不换地方的不填。不写标题和文号。"}}),
    )
    FORMS.register(
        "confidential.room.give_back",
        FormSpec(overrides=lambda asking: {"returned_at": {"hint": "不填就是现在。"}}),
    )
