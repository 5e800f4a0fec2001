"""CQ-03, SX-04: where somebody else's hand may sign and where not; a reader does not take the paper out of turn."""

from __future__ import annotations

import pytest
from kit import ALL_POINTS, County, authorise, build_county

from shuniu.kernel.base.refusals import Code, Refusal
from shuniu.kernel.flow.models import Entry, Matter
from shuniu.kernel.flow.offers import offers
from shuniu.kernel.flow.reading import read_matter

pytestmark = pytest.mark.django_db


@pytest.fixture
def county() -> County:
    return build_county()


def submitted(county: County) -> int:
    paper = {"source": "云州市水利局", "title": "关于防汛的通知", "genre": "通知"}
    pk = int(county.do("clerk", "documents.incoming.register_paper", **paper).result["matter"])
    county.do("clerk", "documents.incoming.pass_check", matter=pk, **ALL_POINTS)
    mayor = county.posts["mayor"].pk
    county.do("director", "documents.incoming.propose", matter=pk, text="请周县长批示。", leader=mayor)
    return pk


def in_hand(county: County) -> int:
    pk = submitted(county)
    county.do("mayor", "documents.incoming.instruct", matter=pk, text="同意。")
    lead = [{"post": county.posts["handler"].pk}]
    county.do("clerk", "documents.incoming.assign", matter=pk, lead=lead)
    return pk


def test_a_written_authority_signs_where_the_state_allows_it(county: County) -> None:
    pk = submitted(county)
    authorise(county, "mayor", "vice")
    county.do("vice", "documents.incoming.instruct", matter=pk, text="同意。")
    entry = Entry.objects.get(matter=pk, type="instruction")
    assert (entry.person_name, entry.behalf, entry.behalf_name) == ("林树声", "authority", "周明远")


def test_where_it_does_not_the_reason_is_the_rule(county: County) -> None:
    """办理结果 is the handler's own: an authority for his papers does not reach so far, and the page says so."""
    pk = in_hand(county)
    authorise(county, "handler", "handler2")
    refusal = county.refused("handler2", "documents.incoming.report", matter=pk, text="已经全部办结。")
    assert (refusal.code, refusal.rule) == (Code.NOT_ALLOWED, "CQ-03")
    assert "不能授权代签" in refusal.message and Matter.objects.get(pk=pk).state == "in_hand"
    reading = read_matter(county.actor("handler2"), pk)
    assert not isinstance(reading, Refusal)
    offered = {o.action.name: o for o in offers(county.actor("handler2"), reading)}
    told = offered["documents.incoming.report"].refusal
    assert told is not None and told.basis is not None and told.basis.rule == "CQ-03"


def test_without_an_authority_it_is_just_not_ones_turn(county: County) -> None:
    pk = in_hand(county)
    refusal = county.refused("director", "documents.incoming.report", matter=pk, text="已经全部办结。")
    assert refusal.code is Code.NOT_YOUR_TURN and refusal.rule != "CQ-03"


def test_nobody_reads_out_of_turn(county: County) -> None:
    """In sequence the paper comes back to the clerk, here the product: the second waits for the first."""
    pk = submitted(county)
    readers = [county.posts[k].pk for k in ("vice", "director_party")]
    county.do("clerk", "flow.circulate", matter=pk, members=readers, order="rank")
    refusal = county.refused("director_party", "flow.read", matter=pk)
    assert refusal.code in {Code.NOT_FOUND, Code.NOT_YOUR_TURN}
    refusal = county.refused("clerk", "flow.read", matter=pk)
    assert (refusal.code, refusal.rule) == (Code.NOT_YOUR_TURN, "SX-04")
    county.do("vice", "flow.read", matter=pk)
    county.do("director_party", "flow.read", matter=pk)
