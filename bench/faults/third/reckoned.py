"""Wordings C of what can be reckoned from the text: days, sums, counts, and the names of organs."""

from __future__ import annotations

from random import Random

from bench.faults.editing import paragraph, put, sentence
from bench.faults.injected import Carrier, Injected, Way
from bench.faults.third.places import annexed, cell, tables


def _wrong_sum(carrier: Carrier, rng: Random) -> Injected | None:
    """Two digits of a sum change places."""
    places = [
        (t, row) for t in tables(carrier.text) if (row := t.of(carrier.text).split("\n")[-1])[:2] == "合计"
    ]
    if not places:
        return None
    table, row = rng.choice(places)
    cells = row.split("\t")
    turned = {
        n: each[1] + each[0] + each[2:]
        for n, each in enumerate(cells)
        if len(each) > 1 and each.isdecimal() and each[1] not in (each[0], "0")
    }
    if not turned:
        return None
    chosen = rng.choice(list(turned))
    cells[chosen] = f"⟦{turned[chosen]}⟧"
    rows = table.of(carrier.text).split("\n")
    return put(carrier.text, table, "\n".join([*rows[:-1], "\t".join(cells)]))


RECKONED: dict[str, tuple[Way, ...]] = {
    "day_that_is_not": (
        sentence("请于⟦11月31日⟧前完成年度检验。"),
        sentence("项目建设期限自2026年6月8日起至⟦2027年2月29日⟧止，逾期未完工的按照合同约定承担违约责任。"),
        annexed("管制时间为每日7时30分至⟦8时75分⟧。"),
        cell("⟦9月31日⟧完工"),
    ),
    "weekday_that_does_not_fit": (
        sentence("演练时间为⟦2026年9月15日（星期四）⟧9时。"),
        sentence(
            "经研究，决定于⟦2027年1月18日（星期日）⟧在县行政中心三楼第二会议室召开专题调度会，会期半天。"
        ),
        cell("⟦2026年5月20日（星期一）⟧"),
    ),
    "sum_that_does_not_add_up": (
        _wrong_sum,
        paragraph(
            "各乡镇完成情况见下表。\n乡镇\t改厕（户）\t改水（户）\n石门镇\t126\t85\n清溪乡\t94\t60\n大坪乡\t73\t48\n合计\t⟦283⟧\t193"
        ),
        paragraph(
            "资金来源见下表。\n来源\t金额（万元）\n中央资金\t120\n省级资金\t45.5\n县级资金\t34.5\n合计\t⟦210⟧"
        ),
    ),
    "count_that_does_not_match": (
        sentence("抽查范围为石门镇、清溪乡、大坪乡、白沙镇⟦3个乡镇⟧。"),
        sentence("要重点抓好⟦四个环节⟧：一是清查登记，二是分类处置，三是建章立制。"),
        paragraph(
            "普查工作分⟦两个阶段⟧进行：第一阶段为准备阶段，第二阶段为登记阶段，第三阶段为数据处理阶段。"
        ),
        annexed("评审组由⟦五名⟧专家组成，分别是王志强、李文秀、张国华、陈玉林。"),
    ),
    "organ_written_two_ways": (
        sentence("⟦县发展和改革局负责项目审批，县发改局⟧负责项目概算的审核。"),
        sentence(
            "⟦县住房和城乡建设局会同县消防救援大队开展高层建筑消防安全检查，县住建局⟧每月汇总检查情况并通报物业服务企业。"
        ),
        paragraph(
            "⟦县市场监督管理局负责农贸市场的食品安全抽检。抽检不合格的，由县市场监管局⟧依法处理，并公布处理结果。"
        ),
    ),
}
