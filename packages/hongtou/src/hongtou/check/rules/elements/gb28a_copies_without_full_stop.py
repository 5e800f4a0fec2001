"""The last organ of the copies is followed by a full stop (GB/T 9704-2012, 7.4.2)."""

from collections.abc import Iterator

from hongtou.check.finding import Fault, FixKind
from hongtou.check.lines import line_at
from hongtou.check.paper import Paper, PaperRule, replace
from hongtou.check.specimen import specimen
from hongtou.model import Span


def _check(paper: Paper) -> Iterator[Fault]:
    document = paper.document
    if paper.is_old or not document.copy_to:
        return
    last = document.copy_to[-1].span
    line = line_at(document, last.end - 1)
    if line is None or document.text.startswith("。", last.end) and line.text.endswith("。"):
        return
    name = line.text.rstrip("。.．，,；;、 　")
    rest = Span(line.start + len(name), line.end)
    yield Fault(
        "抄送机关末尾没有句号。",
        "请在最后一个抄送机关名称后用句号。",
        "copy_to",
        Span(line.start, line.end),
        # Behind a comma the list may go on in a line that was not taken for one of it.
        fix=replace(rest, "。", kind=FixKind.ASK if line.text.endswith(tuple("，,、")) else FixKind.SAFE),
    )


RULE = PaperRule(
    code="GB-28A",
    basis_key="GB-28",
    offence="抄送机关末尾没有句号",
    why="最后一个抄送机关名称后标句号。",
    check=_check,
    bad=(specimen(copies="抄送：县委办公室，县水利局"),),
    good=(
        specimen(),
        specimen(copies="抄送：县委办公室，县水利局。", imprint="云岭县人民政府办公室　　2026年3月4日印发"),
    ),
)
