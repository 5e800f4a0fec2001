"""A year of four digits is not cut to two (GB/T 15835-2011)."""

import re
from collections.abc import Iterator

from hongtou.check.finding import Fault
from hongtou.check.paper import replace
from hongtou.check.specimen import specimens
from hongtou.check.stretch import Stretch, TextRule
from hongtou.model import Span

_NOT_LONG = (
    r"(?!来|以|之|内|期|的|前|后|不|间|左右|时|多|余|有期|制|级|一|二|三|工|教|党|军|，|、|。|；|）|未|没|无|或|至|到|"
    r"连续|如|限|龄|免|缓|质|保|租|经营权)"
)
_SURE = (
    r"(?=底|初(?!中)|年?末|上半年|下半年|第?[一二三四]季度|\d{1,2}月|春|夏|秋|冬|全[县市省国年乡镇]|同期|度|我[县市省]|"
    r"各|共|已|将|计划|预算|明显|增长|增加|提高|下降|减少|上升|增产|减产|减幅|开工|竣工|通水|建设|动工|通车|投产|实施|印发|出台|成立|列入|新|完成|实现|投入|启动|建成|累计|起|汛|入)"
)
_NO_TENS = r"(?:0\d|1[1-9]|2[1-9]|9\d)"
_BARE = re.compile(
    rf"(?:^|(?<=[。；，：、（“比较到自从于在和与至是按同]))(?P<year>[0-3]\d|9\d)年{_NOT_LONG}{_SURE}|['‘’](?P<short>\d{{2}})年"
    # Behind a place, and wherever a month or a quarter follows; 10, 20 and 30 may be how long something takes.
    rf"|(?<=[县市省镇乡区村])(?P<here>{_NO_TENS})年{_NOT_LONG}{_SURE}"
    rf"|(?<=[一-鿿])(?P<dated>{_NO_TENS})年(?=\d{{1,2}}月(?!龄)|第?[一二三四]季度|[上下]半年|[年]?[底末初](?!中)|同期|度(?!过))"
    rf"|(?:(?<=[建始立生修成竣投]于)|(?<=追溯到))(?P<built>{_NO_TENS})年(?=[，。；、（）的]|$)"
    rf"|(?<=[自从])(?P<since>\d\d)年(?=以来|起|开始)|(?<=[去今前明]年（)(?P<this>\d\d)年(?=）)"
    rf"|(?<=[，。；]到)(?P<till>2[1-9])年(?=，)|(?:力争|确保|计划|预计|拟|定)[于在]?(?P<aim>2[1-9])年(?=底|末|建成|完成|竣工|开工|投产|通车|启动)"
    # 24、25年, 25至26年度, 24—25学年
    rf"|(?<![\d.])(?P<first>{_NO_TENS})年?[、至和到—～~-](?P<second>{_NO_TENS})年(?=度|采暖季|学年|两|这|连续|累计|期间|全[县市省]|我[县市])"
    rf"|(?<![\d.])(?P<school>{_NO_TENS})[、至和到—～~-]{_NO_TENS}(?=学年|财年|年度)"
)
# 2023-25年: the first year is whole.
_TAIL = re.compile(
    r"(?<!\d)(?:19|20)(?P<whole>\d\d)年?[-—–～~至到、](?P<tail>\d\d)年(?!来|以|之|内|期限|的|间|后|前|不)"
)
_NEAR = re.compile(r"\d\d[学财]?年")
_FEW_YEARS = 6
_SPAN = re.compile(r"(?:\d{4}年?[—～~-]|(?:满|逾|近|约|达|共|历时|长达|连续|每|任期|为期)\s*)$")


def _check(stretch: Stretch) -> Iterator[Fault]:
    for match in stretch.found(_BARE):
        if _SPAN.search(stretch.text, 0, match.start()):
            continue
        name = match.lastgroup or "year"
        name = "first" if match["first"] else name
        digits = match[name]
        if name == "first" and not 0 < int(match["second"]) - int(digits) < _FEW_YEARS:
            continue
        at = match.start(name)
        begin = at if name == "aim" else match.start()
        yield _fault(stretch, Span(begin, at + 2 + (stretch.text[at + 2 : at + 3] == "年")), digits)
    for match in stretch.found(_TAIL):
        if 0 < int(match["tail"]) - int(match["whole"]) < _FEW_YEARS:
            yield _fault(stretch, Span(match.start("tail"), match.end()), match["tail"])


def _fault(stretch: Stretch, span: Span, digits: str) -> Fault:
    whole = f"{'19' if digits[0] == '9' else '20'}{digits}"
    return Fault(
        f"年份“{span.of(stretch.text)}”只写了两位。",
        f"请写全，如“{whole}年”；说的是年数的，请写明“期间”“时间”等。",
        "body",
        span,
        fix=replace(span, f"{whole}{'年' if span.of(stretch.text).endswith('年') else ''}"),
    )


RULE = TextRule(
    code="SZ-04A",
    basis_key="SZ-04",
    offence="年份简写成两位",
    why="存上几年，就分不清是哪一个世纪，也会当成年数。",
    check=_check,
    needs=("年", _NEAR),
    bad=specimens(
        "25年全县完成高标准农田建设2万亩。",
        "用水效率比24年明显提高。",
        "全县25年完成冬修任务，我局26年3月组织验收。",
        "该渠建于98年，25至26年度列入改造计划。",
        "自24年以来连续增产，力争28年建成。",
        "2023-25年完成改造。",
    ),
    good=specimens(
        "2025年全县完成高标准农田建设2万亩。",
        "经营权延长30年不变，20年一遇的洪水，使用期限为10年。",
        "工作满20年的，颁发证书。",
        "使用期从2010年至15年后止，2020年到30年期限届满。",
        "全县25年来没有发生险情，判处有期徒刑11年6个月，租期15至20年。",
    ),
)
