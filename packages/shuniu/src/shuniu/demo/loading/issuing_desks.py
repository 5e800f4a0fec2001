"""What an office enters before it issues anything here: the counts of its paper register, which are its ceiling."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from shuniu.demo.issuing_year import PlannedIssue
from shuniu.demo.loading.issuing import FORMS
from shuniu.demo.loading.issuing_people import office_of
from shuniu.demo.loading.stage import Stage

MORE_THAN_THIS_YEAR = {"zfb": 2, "xwb": 6}
"""How many documents the paper register of the year before has beyond those of this year: little room is left."""
_MORE_ELSEWHERE = 8
_FORMS_COUNTED = ("formal", "white", "memo", "briefing")


def prepare_offices(stage: Stage, issues: Iterable[PlannedIssue]) -> None:
    """Enter what every office's paper register counted in the year in which the demo begins (JW-02)."""
    planned = Counter((office_of(one.text.issuer), FORMS[one.text.medium]) for one in issues)
    for unit in stage.county.receivers():
        for form in _FORMS_COUNTED:
            count = planned[unit.code, form]
            if count or form == "formal":
                _enter_paper(stage, unit.code, form, count)


def _enter_paper(stage: Stage, office: str, form: str, count: int) -> None:
    clerk = stage.county.holders("CLERK", office)[0].code
    stage.do(
        "documents.outgoing.enter_paper_count",
        clerk,
        office,
        year=stage.clock.days[0].year,
        form=form,
        count=count + MORE_THAN_THIS_YEAR.get(office, _MORE_ELSEWHERE),
        source="启用平台前的纸质发文登记簿",
    )
