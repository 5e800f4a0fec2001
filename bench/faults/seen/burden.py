"""Wordings A of burdens, of regulations no longer in force, and of words that set no day."""

from __future__ import annotations

from random import Random

from bench.faults.editing import only, paragraph, sentence
from bench.faults.injected import Carrier, Injected, Way

_DOWNWARD = ("通知", "意见", "决定", "通报")
_LONG = "各乡镇、各部门要提高认识，加强领导，明确责任，狠抓落实，确保各项任务落到实处。"


def _asks(*texts: str) -> tuple[Way, ...]:
    return tuple(only(_DOWNWARD, sentence(text)) for text in texts)


def _longer(carrier: Carrier, rng: Random) -> Injected | None:
    made = paragraph("\n".join([_LONG * 5] * 30))(carrier, rng)
    return Injected(made.source) if made else None


WAYS: dict[str, tuple[Way, ...]] = {
    "too_long": (only(_DOWNWARD, _longer),),
    "asks_for_report_of_implementation": _asks("各单位要将⟦贯彻落实情况报送县政府办公室⟧。"),
    "asks_for_papers_by_a_day": _asks("⟦请各乡镇于4月20日前将自查报告报送县水利局⟧。"),
    "asks_for_repeated_reports": _asks("各乡镇⟦每周五上报一次⟧工作进展。"),
    "asks_for_own_papers": _asks("各乡镇要⟦结合实际制定实施细则⟧。"),
    "asks_for_leading_group": _asks("各乡镇要⟦成立由主要领导任组长的工作领导小组⟧。"),
    "asks_for_traces": _asks("巡查过程要⟦拍照留痕⟧。"),
    "asks_for_ranking": _asks("每月对各乡镇完成情况⟦进行排名⟧。"),
    "asks_for_check_in": _asks("护渠员每日巡渠要在平台上⟦打卡⟧。"),
    "asks_to_install": _asks("组织群众⟦下载安装⟧智慧水利App。"),
    "asks_for_forms": _asks("各村要⟦建立工作台账⟧，实行销号管理。"),
    "asks_for_pledges": _asks("与各村⟦层层签订责任书⟧。"),
    "abolished_basis": tuple(
        sentence(text)
        for text in (
            "根据⟦《中华人民共和国合同法》⟧有关规定，双方应当全面履行约定义务。",
            "公文办理按照⟦《国家行政机关公文处理办法》⟧执行。",
            "依据⟦《中华人民共和国物权法》⟧办理确权登记。",
            "涉及侵权赔偿的，依照⟦《中华人民共和国侵权责任法》⟧处理。",
        )
    ),
    "vague_time": _asks(
        "请各乡镇⟦尽快⟧完成渠道清淤。",
        "县水利局要⟦于近期⟧组织验收。",
        "有关单位应当⟦适时⟧开展检查。",
    ),
}
