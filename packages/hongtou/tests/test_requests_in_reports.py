"""GW-24: what asks inside a report, and what only sounds like it."""

import tomllib
from pathlib import Path

import pytest

from hongtou import Dispatch, Genre, check_routing
from hongtou.check.requests import requests_in
from hongtou.check.samples import COUNTY

CASES = tomllib.loads(Path(__file__).with_name("request_cases.toml").read_text("utf-8"))
FRAMES = (
    "{}",
    "现将有关情况报告如下。\n一、基本情况\n今年以来工作有序推进。{}",
    "工作有序推进。\n{}\n特此报告。",
)
WEIGHT = {"none": 0, "doubtful": 1, "plain": 2}


def weight(text: str) -> int:
    """0 nothing asked, 1 something doubtful, 2 a plain request."""
    return max((2 if request.plain else 1 for request in requests_in(text)), default=0)


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind in WEIGHT for text in CASES[kind]])
def test_a_sentence_of_a_report(kind: str, text: str, frame: str) -> None:
    assert weight(frame.format(text)) == WEIGHT[kind]


def test_the_table_is_large() -> None:
    assert len(CASES["plain"]) >= 30 and len(CASES["none"]) >= 30


def test_plain_requests_refuse_and_doubtful_ones_advise() -> None:
    body = "希望上级加大资金支持力度。\n以上报告妥否，请批示。"
    dispatch = Dispatch("县水利局", ("县政府",), "关于防汛情况的报告", body)
    refusal, advice = check_routing(dispatch, COUNTY)
    assert refusal.refuses and refusal.span is not None and refusal.span.of(body) == "以上报告妥否，请批示"
    assert not advice.refuses and advice.rule == "GW-24" and "希望上级" in advice.message


@pytest.mark.parametrize("genre", [Genre.REQUEST, Genre.OPINION, Genre.PROPOSAL])
def test_genres_that_may_ask(genre: Genre) -> None:
    dispatch = Dispatch("县水利局", ("县政府",), "关于防汛工作", "妥否，请批示。", genre)
    assert check_routing(dispatch, COUNTY) == ()
