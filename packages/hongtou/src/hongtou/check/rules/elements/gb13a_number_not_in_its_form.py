"""The year of a 发文字号 stands in 〔〕, the serial has neither 第 nor leading zeros (GB/T 9704-2012, 7.2.5)."""

from collections.abc import Iterator

from hongtou.check.finding import Fault, FixKind
from hongtou.check.paper import Paper, PaperRule, replace
from hongtou.check.specimen import specimen
from hongtou.text import same_words


def _check(paper: Paper) -> Iterator[Fault]:
    number = paper.document.document_number
    if number is None or number.value.year is None or paper.is_old:
        return
    written, right = paper.document.passage(number.span), str(number.value)
    if written == right and not right.startswith("第") and "第〔" not in right:
        return
    right = right.replace("第〔", "〔")
    kind = FixKind.SAFE if same_words(written, right) else FixKind.ASK
    yield Fault(
        f"发文字号写成了“{written}”。",
        f"请写成“{right}”：年份用六角括号，顺序号不加“第”字，不编虚位。",
        "document_number",
        number.span,
        fix=replace(number.span, right, kind=kind),
    )


RULE = PaperRule(
    code="GB-13A",
    basis_key="GB-13",
    offence="发文字号写法不规范",
    why="字号写法不一，登记、检索、引用都会对不上。",
    check=_check,
    bad=(
        specimen(number="云政办发[2026]12号"),
        specimen(number="云政办发第〔2026〕12号"),
        specimen(number="云政办发（2026）12号"),
        specimen(number="云政办发〔2026〕第12号"),
        specimen(number="云政办发〔2026〕012号"),
    ),
    good=(specimen(), specimen(number="云政办发[2010]12号", date="二〇一〇年三月三日")),
)
