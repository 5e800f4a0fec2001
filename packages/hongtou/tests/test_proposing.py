"""Direction and genre proposed from addressee and words."""

import pytest

from hongtou import Direction, Genre, propose
from hongtou.check.samples import COUNTY

UP, DOWN, LEVEL = Direction.UP, Direction.DOWN, Direction.LEVEL

CASES = [
    ("县教育局", "县政府", "关于新建三中的请示", "妥否，请批示。", UP, Genre.REQUEST),
    ("县教育局", "县政府", "关于新建三中", "特申请安排建设资金500万元。", UP, Genre.REQUEST),
    ("县教育局", "县政府", "关于课后服务情况", "现将课后服务情况报告如下。", UP, Genre.REPORT),
    ("县教育局", "县政府", "关于课后服务情况的报告", "尚缺教室，请予支持解决。", UP, Genre.REQUEST),
    ("县教育局", "市教育局", "关于课后服务情况的报告", "以上报告，请审阅。", UP, Genre.REPORT),
    (
        "县教育局",
        "县政府",
        "关于加强校车管理的意见",
        "以上意见如无不妥，请批转各单位执行。",
        UP,
        Genre.OPINION,
    ),
    ("县教育局", "县财政局", "关于商请安排经费的函", "请予支持为盼。", LEVEL, Genre.LETTER),
    ("县教育局", "县财政局", "关于安排经费的请示", "请予批准。", LEVEL, Genre.LETTER),
    ("县政府", "东陵县政府", "关于共建公路的函", "请函复。", LEVEL, Genre.LETTER),
    ("县教育局", "各乡镇人民政府", "关于控辍保学的通知", "请抓好落实。", LEVEL, Genre.LETTER),
    ("县政府", "县教育局", "关于同意新建三中的批复", "你局《关于新建三中的请示》收悉。", DOWN, Genre.REPLY),
    ("县政府", "县教育局", "关于新建三中", "你局关于新建三中的请示收悉，现批复如下。", DOWN, Genre.REPLY),
    ("县政府办", "各乡镇人民政府", "关于做好防汛工作", "请认真抓好落实。", DOWN, Genre.NOTICE),
    ("县政府", "各乡镇人民政府", "关于表扬先进单位", "对城关镇予以通报表扬。", DOWN, Genre.BULLETIN),
    ("县政府", "各乡镇人民政府", "关于授予先进称号", "县政府决定授予城关镇先进称号。", DOWN, Genre.DECISION),
    ("县政府", "各乡镇人民政府，县教育局", "关于加强农田水利建设的实施意见", "", DOWN, Genre.OPINION),
    ("县委", "各乡镇党委", "关于做好换届工作的通知", "", DOWN, Genre.NOTICE),
    ("县政府办", "县教育局", "关于商请协助调研的函", "请予支持为盼。", LEVEL, Genre.LETTER),
    ("县教育局", "市教育局", "关于商请选派专家的函", "请予支持为盼。", LEVEL, Genre.LETTER),
    ("县教育局", "县政府", "关于商请解决用地的函", "请予支持解决。", UP, Genre.REQUEST),
    ("县财政局", "县直各部门", "关于编制部门预算的通知", "现通知如下。", LEVEL, Genre.NOTICE),
    ("城关镇", "各村（社区）", "关于做好防火工作的通知", "请抓好落实。", DOWN, Genre.NOTICE),
    ("县政府", "各乡镇人民政府", "关于表扬优秀教师的决定", "予以通报表扬。", DOWN, Genre.DECISION),
    ("县教育局", "县教育局人事科", "关于年度考核的通知", "", DOWN, Genre.NOTICE),
]


@pytest.mark.parametrize(("sender", "to", "title", "body", "direction", "genre"), CASES)
def test_what_is_proposed(
    sender: str, to: str, title: str, body: str, direction: Direction, genre: Genre
) -> None:
    proposal = propose(sender, to.split("，"), title, body, COUNTY)
    assert (proposal.direction, proposal.genre) == (direction, genre)
    assert proposal.reasons and all(reason.endswith("。") for reason in proposal.reasons)


def test_mixed_directions_are_said_so() -> None:
    proposal = propose("县教育局", ["县政府", "县财政局"], "关于经费的报告", "", COUNTY)
    assert proposal.direction is Direction.MIXED
    assert "县政府" in proposal.reasons[0] and "县财政局" in proposal.reasons[0]


@pytest.mark.parametrize(
    ("sender", "to"), [("县太空局", ["县政府"]), ("县教育局", ["县太空局"]), ("县教育局", [])]
)
def test_nobody_known_leaves_it_open(sender: str, to: list[str]) -> None:
    proposal = propose(sender, to, "关于工作情况的报告", "", COUNTY)
    assert (proposal.direction, proposal.genre) == (Direction.OPEN, Genre.REPORT)


def test_a_title_of_another_genre_is_pointed_out() -> None:
    proposal = propose("县教育局", ["县财政局"], "关于安排经费的请示", "", COUNTY)
    assert "请示" in proposal.reasons[-1] and "函" in proposal.reasons[-1]
