"""Levels follow one another without a gap (GB/T 9704-2012, 7.3.3)."""

from collections.abc import Iterator, Sequence

from hongtou.check.basis import Strength
from hongtou.check.finding import Fault
from hongtou.check.levels import Item, items_of, texts_of
from hongtou.check.paper import Paper, PaperRule
from hongtou.check.specimen import specimen
from hongtou.model import Heading


def _check(paper: Paper) -> Iterator[Fault]:
    if paper.is_old:
        return
    for field, blocks in texts_of(paper.document):
        items = list(items_of(blocks))
        levels = {item.level for item in items}
        above = 0
        if field == "body" and (first := _lower_than_the_first(items)):
            yield Fault(
                f"第一层用了“{first.block.marker}”。",
                "分层的，第一层一般用“一、”；只列几件事、不分层的不必理会。",
                field,
                first.span,
                Strength.ADVISED,
            )
        for place, item in enumerate(items):
            if place == 0 and item.level > 1 and min(levels) < item.level:
                yield Fault(
                    "第一个层次没有从“一、”开始。",
                    "请按“一、”“（一）”“1.”“（1）”的次序标注。",
                    field,
                    item.span,
                )
            elif place and item.level > above + 1 and 1 in levels:
                yield Fault(
                    f"层次序数从第{above}层跳到了第{item.level}层。",
                    "请按“一、”“（一）”“1.”“（1）”的次序标注，不跳级。",
                    field,
                    item.span,
                )
            above = item.level


def _lower_than_the_first(items: Sequence[Item]) -> Item | None:
    """The first of several paragraphs all of which stand below a first level that there is not: of （一）, or of 1. with
    headings of its own."""
    top = min((item.level for item in items), default=1)
    same = [item for item in items if item.level == top]
    if top == 1 or len(same) < 2:
        return None
    is_level = top == 2 or all(
        isinstance(item.block, Heading) and not item.block.text.endswith(("。", "；")) for item in same
    )
    return same[0] if is_level else None


RULE = PaperRule(
    code="GB-18B",
    basis_key="GB-18B",
    offence="层次跳级",
    why="层次跳级，读的人会以为中间漏了一段。",
    check=_check,
    bad=(
        specimen("一、检查渠道\n1.干渠。县水利局负责检查。\n2.支渠。各乡镇负责检查。"),
        specimen("（一）检查渠道\n各乡镇逐条检查渠道。\n（二）合理调水\n县水利局统一调度水源。"),
        specimen("（一）检查渠道\n各乡镇逐条检查渠道。\n二、合理调水\n县水利局统一调度水源。"),
    ),
    good=(specimen(), specimen("请做好以下准备：\n1.检查渠道，清除淤泥。\n2.合理调水，保证春灌。")),
)
