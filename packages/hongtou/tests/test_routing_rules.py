"""One runner over every rule of routing: its samples, its ground, its words."""

import pytest

from hongtou import check_routing
from hongtou.check.basis import Certainty, bases
from hongtou.check.routing import RoutingRule, routing_rules
from hongtou.check.samples import COUNTY

RULES = routing_rules()
named = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)


@named
def test_every_rule_has_ground_and_samples(rule: RoutingRule) -> None:
    assert rule.bad and rule.good, "a rule without samples is not shown to work"
    assert rule.offence and rule.why.endswith("。")
    assert rule.check.__module__.rsplit(".", 1)[1].startswith(rule.code.replace("-", "").lower())
    assert rule.code.startswith(rule.basis.rule)


@named
def test_bad_samples_are_found_and_only_by_this_rule(rule: RoutingRule) -> None:
    for sample in rule.bad:
        codes = {finding.code for finding in check_routing(sample, COUNTY)}
        assert rule.code in codes, sample
        assert codes <= {rule.code} | {"GW-20A"}, (sample, codes)


@named
def test_good_samples_are_clean(rule: RoutingRule) -> None:
    for sample in rule.good:
        assert check_routing(sample, COUNTY) == (), sample


@named
def test_what_is_said_is_a_sentence_with_a_way_out(rule: RoutingRule) -> None:
    for sample in rule.bad:
        for finding in check_routing(sample, COUNTY):
            assert finding.message.endswith("。") and finding.remedy.endswith("。")
            assert "请" in finding.remedy
            text = {"body": sample.body, "title": sample.title}.get(finding.field)
            assert finding.span is None or (text is not None and finding.span.of(text))


def test_the_family_covers_its_rules() -> None:
    covered = {rule.basis.rule for rule in RULES}
    assert covered == {*(f"GW-{number}" for number in range(20, 30)), "GW-38", "YS-08"}


def test_only_verified_articles_are_given() -> None:
    for basis in bases().values():
        assert not basis.article or basis.certainty is Certainty.VERIFIED
        assert basis.text.endswith("。")
        assert basis.cite().startswith("《") != (basis.certainty is Certainty.PRACTICE)
