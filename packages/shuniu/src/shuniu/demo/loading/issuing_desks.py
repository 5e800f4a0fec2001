"""What an office enters before it issues anything here: the counts of its paper register, and its named lists."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from shuniu.demo.issuing_year import WAY, PlannedIssue
from shuniu.demo.loading import issuing_words as words
from shuniu.demo.loading.issuing import FORMS
from shuniu.demo.loading.issuing_people import office_of
from shuniu.demo.loading.stage import Stage

NEAR = "zfb"
"""The office that comes close to the count of the year before."""
_ROOM = 3
_LEAST = 8
MORE_THAN_THIS_YEAR = {"xwb": 6}
"""How many documents the paper register of the year before has beyond those of this year: little room is left."""
_MORE_ELSEWHERE = 8
_FORMS_COUNTED = ("formal", "white", "memo", "briefing")


def prepare_offices(stage: Stage, issues: Sequence[PlannedIssue]) -> None:
    """Enter what every office's paper register counted in the year in which the demo begins (JW-02), and keep the
    lists of recipients of both offices (GW-17)."""
    planned = Counter((office_of(one.text.issuer), FORMS[one.text.medium]) for one in issues)
    for unit in stage.county.receivers():
        for form in _FORMS_COUNTED:
            count = planned[unit.code, form]
            if (unit.code, form) == (NEAR, "formal"):
                _enter_paper(stage, NEAR, form, _close_to_this_year(stage, issues))
            elif count or form == "formal":
                more = MORE_THAN_THIS_YEAR.get(unit.code, _MORE_ELSEWHERE)
                _enter_paper(stage, unit.code, form, count + more)
    for office, (name, units, outside) in words.LISTS.items():
        places = [stage.units[code].pk for code in units]
        said = {"name": name, "units": places, "outside": outside}
        stage.do("documents.outgoing.keep_list", _clerk(stage, office), office, **said)


def _close_to_this_year(stage: Stage, issues: Sequence[PlannedIssue]) -> int:
    """So many that, with what is counted here in the rest of that year, `_ROOM` are left at the end of this one."""
    signed = WAY[WAY.index("to_sign") + 1 :]
    counted = Counter(
        stage.clock.moment(one.start).year
        for one in issues
        if office_of(one.text.issuer) == NEAR and FORMS[one.text.medium] == "formal" and one.state in signed
    )
    this, first = stage.clock.today.year, stage.clock.days[0].year
    return max(_LEAST, counted[this] - (counted[first] if first < this else 0) + _ROOM)


def _enter_paper(stage: Stage, office: str, form: str, count: int) -> None:
    stage.do(
        "documents.outgoing.enter_paper_count",
        _clerk(stage, office),
        office,
        year=stage.clock.days[0].year,
        form=form,
        count=count,
        source="启用平台前的纸质发文登记簿",
    )


def _clerk(stage: Stage, office: str) -> str:
    return stage.county.holders("CLERK", office)[0].code
