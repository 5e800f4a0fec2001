"""提升质量: what 核稿, 退稿 and 退文 find, as a table of kinds, and the 公文质量通报 made of it (domain report §3.6).

Pure: by kind and unit over time, never by person, without points or ranks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from shuniu.modules.documents.finding_kinds import KINDS, label_of


@dataclass(frozen=True)
class UnitQuality:
    """One unit in a period: drafts it handed in, how many of them were sent back, findings by kind."""

    unit: int | None
    name: str
    submitted: int
    returned: int
    kinds: Mapping[str, int]

    @property
    def rate(self) -> str:
        """How many of a hundred were sent back, in words; empty where nothing was handed in."""
        return f"{100 * self.returned / self.submitted:.1f}%" if self.submitted else ""

    @property
    def found(self) -> int:
        return sum(self.kinds.values())

    def main_kinds(self, most: int = 3) -> str:
        """The most frequent kinds with their counts: 格式不规范 3 处、文字差错 2 处."""
        ordered = sorted(self.kinds.items(), key=lambda item: (-item[1], list(KINDS).index(item[0])))
        return "、".join(f"{label_of(kind)} {count} 处" for kind, count in ordered[:most] if count)


REST = "报送较少的单位合计"


def told_apart(units: Iterable[UnitQuality], *, minimum: int) -> tuple[UnitQuality, ...]:
    """The units that handed in *minimum* drafts or more, in their order; the others together as one row, so that no
    single draft, and with it who wrote it, can be made out."""
    every = tuple(units)
    shown = [unit for unit in every if unit.submitted >= minimum]
    few = [unit for unit in every if unit.submitted < minimum]
    if not few:
        return tuple(shown)
    kinds: dict[str, int] = {}
    for unit in few:
        for kind, count in unit.kinds.items():
            kinds[kind] = kinds.get(kind, 0) + count
    rest = UnitQuality(None, REST, sum(u.submitted for u in few), sum(u.returned for u in few), kinds)
    return (*shown, rest)


def bulletin_body(
    *,
    period: str,
    office: str,
    submitted: int,
    returned: int,
    kinds: Mapping[str, int],
    units: Iterable[UnitQuality],
) -> str:
    """The text of the 公文质量通报 of *period*, one paragraph a line: figures, the kinds, the units, what to do."""
    rate = f"，退稿、退文率 {100 * returned / submitted:.1f}%" if submitted else ""
    lines = [
        f"{period}，各单位报送{office}的文稿 {submitted} 件，退稿、退文 {returned} 件{rate}。现将有关情况通报如下。",
        "一、主要问题",
    ]
    ordered = sorted(((k, n) for k, n in kinds.items() if n), key=lambda item: -item[1])
    lines += [
        f"（{_HAN[at]}）{label_of(kind)}。共 {count} 处。{ADVICE.get(kind, ADVICE['other'])}"
        for at, (kind, count) in enumerate(ordered[: len(_HAN)])
    ] or ["本期没有发现问题。"]
    lines.append("二、各单位情况")
    for unit in units:
        more = f"；主要问题：{unit.main_kinds()}" if unit.found else "；没有发现问题"
        lines.append(f"{unit.name}：报送 {unit.submitted} 件，退稿、退文 {unit.returned} 件{more}。")
    lines += [
        "三、工作要求",
        "请各单位对照以上问题，严格公文起草、审核把关，报送前逐项核对行文规则、文种格式和文字数据；确需发的文件尽量简短。",
    ]
    return "\n".join(lines)


_HAN = ("一", "二", "三", "四", "五", "六", "七", "八")
ADVICE: Mapping[str, str] = {
    "level": "一般不得越级行文，特殊情况需要越级的应当抄送被越过的机关。",
    "addressees": "上行文原则上主送一个上级机关，需要时抄送有关机关。",
    "carried": "请示应当一文一事，报告中不得夹带请示事项。",
    "genre": "请按照行文目的、职权和主送机关选用文种。",
    "standing": "请核对本单位的行文权限，按规定报同意或者授权。",
    "form": "请使用规定的版式和公文要素。",
    "agreed": "涉及其他部门职权的，应当协商一致后再报。",
    "overdue": "请按时限报送，确有困难的提前说明。",
    "wording": "请逐字校对，规范用语和标点。",
    "facts": "人名、地名、时间、数字和引文应当核实准确。",
    "grounds": "行文理由应当充分，依据应当准确。",
    "content": "文件内容应当与现行政策、公文衔接。",
    "too_long": "请压缩篇幅，内容简短、要求明确。",
    "burden": "一般不要求基层报送贯彻落实情况、制定配套文件。",
    "annexes": "附件应当齐全并与附件说明一致。",
    "other": "请对照审核意见修改。",
}
"""What is recommended for each kind, in the sentence after its count."""
