"""The burden family: samples of every rule, every demand of the table, length and what counts."""

import pytest

from hongtou import Genre, WordLimits, check_burden, count_words, read
from hongtou.check.burden import BurdenRule, burden_rules
from hongtou.check.rules.burden.jw05a_demands_on_the_grassroots import Demand, demands, demands_in


@pytest.mark.parametrize("rule", burden_rules(), ids=lambda rule: rule.code)
def test_samples_of_every_rule(rule: BurdenRule) -> None:
    assert rule.bad and rule.good and rule.why.endswith("。")
    for sample in rule.bad:
        found = check_burden(sample.text, sample.genre, sample.limits)
        assert rule.code in {finding.code for finding in found}
        assert not any(finding.refuses for finding in found)
    for sample in rule.good:
        assert check_burden(sample.text, sample.genre, sample.limits) == ()


@pytest.mark.parametrize("demand", demands(), ids=lambda demand: demand.id)
def test_samples_of_every_demand(demand: Demand) -> None:
    assert demand.bad and demand.good and demand.instead.endswith("。")
    for text in demand.bad:
        assert demand.id in {found.id for found, _ in demands_in(text)}, text
    for text in demand.good:
        assert [(found.id, span.of(text)) for found, span in demands_in(text)] == [], text


def test_what_a_demand_needs_stands_in_all_that_it_matches() -> None:
    texts = {text for demand in demands() for text in (*demand.bad, *demand.good)}
    matched = [(demand, text) for demand in demands() for text in texts if demand.regex.search(text)]
    assert {demand.id for demand, _ in matched} == {demand.id for demand in demands()}
    assert [(demand.id, text) for demand, text in matched if not demand.may_stand(text)] == []


def test_a_finding_points_at_its_passage() -> None:
    text = "一、总体要求\n抓好春灌。\n二、工作要求\n各乡镇要成立工作专班。"
    (finding,) = check_burden(text, Genre.NOTICE)
    assert finding.span is not None and finding.span.of(text) == "成立工作专班"
    assert finding.rule == "JW-05" and finding.basis.cite() == "《整治形式主义为基层减负若干规定》"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("抓好落实。", 4),
        ("2026年投入1,200.5万元", 7),
        ("第12条 GDP增长5.5%", 7),
        ("　　空格\n换行 不计", 6),
        ("〇一二", 3),
    ],
)
def test_what_counts_as_a_word(text: str, words: int) -> None:
    assert count_words(text) == words


def test_only_the_body_of_a_document_counts() -> None:
    body = "请抓好落实。"
    source = f"关于防汛工作的通知\n\n各乡镇人民政府：\n\n{body}\n\n云岭县人民政府\n2026年3月3日\n\n附件\n\n任务清单\n甲乙丙丁"
    document = read(source.encode(), "a.txt")
    assert count_words(document) == count_words(body) == count_words(document.body)


def test_limits_are_passed_in() -> None:
    (finding,) = check_burden("字" * 11, None, WordLimits(general=10, special=8, is_general=True))
    assert "11字" in finding.message and "10字" in finding.message
