"""不得在报告等非请示性公文中夹带请示事项 (article 15, item 4)."""

from collections.abc import Iterator

from hongtou.check.basis import Strength
from hongtou.check.finding import Fault
from hongtou.check.requests import requests_in
from hongtou.check.routing import Routing, RoutingRule
from hongtou.check.samples import draft
from hongtou.model import Genre

# An 意见 that goes up is handled as a 请示; a motion and a letter ask by their nature.
_MAY_ASK = (Genre.REQUEST, Genre.OPINION, Genre.PROPOSAL, Genre.LETTER)


def _check(routing: Routing) -> Iterator[Fault]:
    if routing.genre in _MAY_ASK or (routing.genre is not Genre.REPORT and not routing.above):
        return
    body = routing.dispatch.body
    for request in requests_in(body):
        passage = request.span.of(body)
        name = routing.genre or "这件公文"
        if request.plain:
            message = f"{name}中夹带了请示事项：“{passage}”。"
            remedy = "请删去这一句；需要上级批准或者解决的事项，另文请示，一文一事。"
            yield Fault(message, remedy, "body", request.span)
        else:
            message = f"{name}中这一句像是请求事项：“{passage}”。"
            remedy = "请核对：只是建议的，可以改为“建议”；确需上级批准或者解决的，另文请示。"
            yield Fault(message, remedy, "body", request.span, strength=Strength.USUALLY)


RULE = RoutingRule(
    code="GW-24A",
    basis_key="GW-24",
    offence="报告中夹带请示事项",
    why="报告不需要答复，夹在里面的请求会石沉大海。",
    check=_check,
    bad=(
        draft("县水利局", "县政府", "关于防汛准备情况的报告", "堤防加固尚缺资金80万元，请予支持解决。"),
        draft("县水利局", "县政府", "关于水库检查情况的报告", "以上报告妥否，请批示。"),
    ),
    good=(
        draft("县水利局", "县政府", "关于防汛准备情况的报告", "以上报告，请审阅。"),
        draft("县水利局", "县政府", "关于加固石桥河堤防的请示", "妥否，请批示。"),
        draft("县水利局", "县财政局", "关于商请安排防汛经费的函", "请予支持为盼。"),
    ),
)
