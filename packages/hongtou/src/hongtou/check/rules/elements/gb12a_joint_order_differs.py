"""The lead organ stands first everywhere (GB/T 9704-2012, 7.2.4 and 7.3.5)."""

from collections.abc import Iterator

from hongtou.check.finding import Fault
from hongtou.check.paper import Paper, PaperRule
from hongtou.check.specimen import specimen
from hongtou.read.elements.words import squeeze


def _check(paper: Paper) -> Iterator[Fault]:
    document, signature = paper.document, paper.document.signature
    if paper.is_old or signature is None or len(signature.value.organs) < 2:
        return
    organs = signature.value.organs
    for value, called in ((document.title, "标题"), (document.issuer_mark, "发文机关标志")):
        places = [squeeze(value.value).find(organ) for organ in organs] if value else []
        named = [place for place in places if place >= 0]
        if len(named) > 1 and named != sorted(named):
            yield Fault(
                f"署名的顺序与{called}不一致：署名是“{'、'.join(organs)}”。",
                "请按主办机关在前、各处一致的顺序排列。",
                "signature",
                signature.span,
            )
            return


RULE = PaperRule(
    code="GB-12A",
    basis_key="GB-12",
    offence="联合行文的机关顺序前后不一致",
    why="主办机关排在最前，各处顺序一致，才看得出由谁主办。",
    check=_check,
    bad=(
        specimen(
            mark="云岭县水利局\n云岭县财政局文件",
            title="云岭县水利局　云岭县财政局关于做好春耕用水保障工作的通知",
            signature="云岭县财政局　云岭县水利局",
        ),
    ),
    good=(specimen(),),
)
