"""The library's grounds and the platform's catalogue: one rule id says one thing in both."""

import pytest

from hongtou.check.basis import Basis, Certainty, bases
from shuniu.kernel.base.basis import Sureness, catalogue

SHARED = {key: ground for key, ground in bases().items() if key in catalogue()}


IN_THE_PLATFORM = {"GW", "YS", "JW"}
"""The ids an office knows; clauses of the standard (GB …) are the library's alone, and come with each finding."""


def test_every_rule_id_that_an_office_knows_stands_in_the_catalogue() -> None:
    known = {ground.rule for ground in bases().values() if ground.rule[:2] in IN_THE_PLATFORM}
    assert known <= set(catalogue())
    assert len(SHARED) >= 12


@pytest.mark.parametrize("key", SHARED)
def test_both_cite_the_same_clause_as_strongly(key: str) -> None:
    ours, theirs = SHARED[key], catalogue()[key]
    assert (ours.cite(), ours.text, ours.strength.name) == (theirs.cite(), theirs.text, theirs.strength.name)
    assert ours.certainty.name == theirs.sureness.name


@pytest.mark.parametrize("ground", bases().values(), ids=lambda ground: ground.text[:12])
def test_an_unverified_article_is_given_by_neither(ground: Basis) -> None:
    if ground.certainty is not Certainty.VERIFIED:
        assert ground.article == ""
    known = catalogue().get(ground.rule)
    assert known is None or known.sureness is Sureness.VERIFIED or not ground.article
