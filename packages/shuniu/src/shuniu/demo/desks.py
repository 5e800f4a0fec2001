"""What lies on the desks of the two offices on the day of the demo, whatever that day is, as plain data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from shuniu.demo.county import County, Unit, read_toml
from shuniu.demo.course import ANSWERED_GENRES, Incident, State
from shuniu.demo.texts import Text

HANDLED: tuple[State, ...] = ("待交办", "承办中", "待答复", "待复", "已逾期", "重办中")
"""The states in which only a 办件 stands."""
ANSWERED: tuple[State, ...] = ("待答复", "待复")
INBOX: tuple[State, ...] = ("待签收", "待登记")
"""What comes to the counter is signed for and registered in one step; only what is sent waits for that."""


@dataclass(frozen=True, slots=True)
class Want:
    """One paper that shall stand in ``state`` on the desk of ``office``, come ``age`` working days ago.

    What is not empty narrows the choice; ``due_in`` is the number of days until the day named at 交办.
    """

    office: str
    state: State
    age: int
    kind: str = ""
    genre: str = ""
    leader: str = ""
    lead: str = ""
    urgency: str = "平件"
    level: str = "普通"
    defect: str = ""
    due_in: int | None = None
    incidents: tuple[Incident, ...] = ()

    def suits(self, text: Text, county: County, day: date) -> bool:
        """Whether ``text``, dated ``day``, can stand there: an own paper of the office, of the wanted sort."""
        own = self.office in text.receivers and len(text.receivers) <= 2 and not text.every  # noqa: PLR2004
        # Who got the very paper from its sender is not handed it once more.
        own = own and not (self.lead and self.lead in text.receivers)
        wanted = (
            (self.kind, text.kind),
            (self.genre, text.genre),
            (self.lead, text.lead),
            (self.leader, text.leader or county.leader_of(text.lead)),
            (self.urgency, text.urgency),
            (self.level, text.level),
        )
        if not own or day.month not in text.months or any(asked and asked != has for asked, has in wanted):
            return False
        if bool(self.defect) != bool(text.defects) or (self.defect and self.defect not in text.defects):
            return False
        return can_stand(self.state, text, text.sender, county)


def through_system(text: Text, sender: str, county: County) -> bool:
    """Whether it is sent through the system: by a unit of the county, and no 工作秘密."""
    return isinstance(county.sender(sender), Unit) and text.level == "普通"


def can_stand(state: State, text: Text, sender: str, county: County) -> bool:
    """Whether a paper of this sort from ``sender`` ever comes to stand in ``state``, whatever the day."""
    if state in INBOX and not through_system(text, sender, county):
        return False
    if state == "传阅中" and text.kind != "阅件":
        return False
    if state in HANDLED and text.kind != "办件":
        return False
    return state not in ANSWERED or text.genre in ANSWERED_GENRES


@cache
def load_wants() -> tuple[Want, ...]:
    """The wanted papers in the order of the data file, in which they are chosen."""
    rows = read_toml("desks.toml")["desks"]
    return tuple(Want(**{**row, "incidents": tuple(row.get("incidents", ()))}) for row in rows)
