"""One organ under two names in the same text."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from hongtou.check.finding import Fault
from hongtou.check.paper import Paper, PaperRule, replace
from hongtou.check.specimen import specimen
from hongtou.check.stretch import Place
from hongtou.model import Span
from hongtou.text import KEPT

# The names one organ is written under; what joins two words (和 与 及) need not be listed twice.
_SAME = (
    "发展和改革局|发改局|发展和改革委员会|发展改革委|发改委",
    "农业农村局|农村农业局|农业局",
    "人力资源和社会保障局|人社局",
    "住房和城乡建设局|住建局|住房和建设局|建设局",
    "文化和旅游局|文旅局|文化体育和旅游局|文体旅局|文旅广电局|文化旅游广电局",
    "文化广电和旅游局|文广旅局|文化旅游和体育局|文旅体局",
    "市场监督管理局|市场监管局|市监局|市场监督局",
    "应急管理局|应急局",
    "卫生健康局|卫健局|卫生局|卫生和计划生育局|卫计局|卫生健康委员会|卫生健康委|卫健委",
    "退役军人事务局|退役军人局",
    "民族宗教事务局|民宗局",
    "交通运输局|交通局",
    "工业和信息化局|工信局",
    "科学技术局|科技局|科学技术和工业信息化局|科工信局",
    "医疗保障局|医保局|医疗保险局",
    "林业和草原局|林草局|林业局",
    "生态环境局|环境保护局|环保局",
    "自然资源局|自然资源和规划局|国土资源局|国土局",
    "教育和体育局|教体局|教育局",
    "水利局|水务局",
    "综合行政执法局|综合执法局",
    "城市管理和综合执法局|城管局|城市管理局|城市管理行政执法局|城市管理执法局",
    "行政审批服务局|行政审批局",
    "政务服务管理局|政务服务局|政务服务和数据管理局|政务数据局|政数局",
    "政府办公室|人民政府办公室|人民政府办|政府办|府办",
    "委宣传部|宣传部",
    "委组织部|组织部",
    "委统战部|委统一战线工作部|统战部",
    "委政法委|委政法委员会|政法委",
    "委社会工作部|委社工部|社工部",
    "委网信办|网信办|互联网信息办公室",
    "委编办|委机构编制委员会办公室|编办",
    "纪委监委|纪委、监委|纪律检查委员会",
    "委办公室|委办",
    "疾病预防控制中心|疾控中心",
    "防汛抗旱指挥部|防汛指挥部|防汛抗旱总指挥部|防指",
    "防汛抗旱指挥部办公室|防汛抗旱办公室|防汛办|防指办",
    "安全生产委员会|安委会",
    "安全生产委员会办公室|安委会办公室|安委办",
    "人民法院|法院",
    "人民检察院|检察院",
    "人民武装部|人武部",
    "监察委员会|监委",
    "机关事务服务中心|机关事务中心|机关事务管理局",
    "消防救援大队|消防救援局|消防大队",
    "交通警察大队|交通管理大队|交警大队|交管大队|公安局交通警察大队",
    "总工会|工会",
    "妇女联合会|妇联",
    "残疾人联合会|残联",
    "科学技术协会|科协",
    "工商业联合会|工商联",
    "乡村振兴局|扶贫办",
    "信访局|信访办",
    "人民代表大会常务委员会|人大常委会",
    "供电公司|电力公司|供电局",
    "投资促进局|招商局|投促局|招商投资促进局",
    "社会保险事业中心|社会保险局|社保局|社保中心",
    "就业服务中心|公共就业服务中心|就业局",
    "公路事业发展中心|公路局|公路发展中心|公路服务中心",
    "烟草专卖局|烟草局",
    "商务局|商务和投资促进局",
    "粮食和物资储备局|粮食局|粮食和物资储备中心",
    "地方金融监督管理局|金融监管局|金融办|金融工作局",
    "数据局|大数据局|大数据管理局|大数据发展局|数据管理局",
    "供销合作社联合社|供销合作社|供销社",
    "融媒体中心|融媒中心",
    "人民医院|医院",
)
# Ordinary names that differ in one character and are not the same organ.
_COMMON = frozenset(
    re.findall(
        "[一-龥]+",
        "教育局 体育局 民政局 财政局 司法局 审计局 统计局 公安局 水利局 水务局 林业局 农业局 气象局 信访局 税务局 商务局 "
        "医保局 粮食局 档案局 文物局 人防局 应急局 交通局 科技局 工信局 人社局 住建局 文旅局 卫健局 邮政局 烟草局 地震局 "
        "数据局 城管局 广电局 环保局 规划局 旅游局 文化局 卫生局 物价局 扶贫局 招商局 投促局 执法局 管理局 建设局 林草局",
    )
)
_PLACE = r"(?P<place>[省市县区州旗])"
_JOINTS = re.compile("[和与及]")
_ANY = re.compile(rf"{_PLACE}(?P<organ>[一-龥]{{2,14}}?(?:局|委员会|办公室|中心|指挥部))")
_TOWN = re.compile(
    r"(?P<name>(?![各到在由对向和与及从为])[一-龥]{2})[乡镇](?![镇乡村级])(?=人民政府|政府|党委|辖区)"
)
_TOWN_ENDS = re.compile("[乡镇](?:人民政府|政府|党委|辖区)")
_STREET = re.compile(r"(?P<name>[一-龥]{2})(?P<organ>街道办事处|街道办(?!事处|公室)|办事处)")
_LONG = 6
_CALLED = re.compile(r"(?:简称|下称)[“为]?(?P<name>[一-龥]{2,14})")


@cache
def _known() -> tuple[re.Pattern[str], dict[str, int]]:
    """A pattern for all listed names behind a place, however their words are joined, and the line each stands in."""
    lines = {_JOINTS.sub("", name): number for number, line in enumerate(_SAME) for name in line.split("|")}
    written = {name for line in _SAME for name in line.split("|")}
    names = "|".join(_loose(name) for name in sorted(written, key=len, reverse=True))
    return re.compile(rf"{_PLACE}(?P<organ>{names})"), lines


def _loose(name: str) -> str:
    """*name* with any joint where it has one, or none."""
    return _JOINTS.sub("[和与及]?", name) if _JOINTS.search(name) else name


def _check(paper: Paper) -> Iterator[Fault]:
    called = tuple(match["name"] for match in _CALLED.finditer(paper.document.text))
    first: dict[tuple[str, str], str] = {}
    same: dict[tuple[str, str], tuple[str, str]] = {}
    said: set[str] = set()
    for placed in paper.stretches:
        if placed.stretch.place not in (Place.PARAGRAPH, Place.HEADING) or placed.field != "body":
            continue
        for start, end, key, name in _organs_in(placed.stretch.text):
            if placed.stretch.is_quoted(start, end):
                continue
            if key not in same:
                near = (one for one in first if one[0] == key[0] and _nearly(one[1], key[1]))
                same[key] = next(near, key)
            known = first.setdefault(same[key], name)
            if known == name or name in said or any(name in short or short in name for short in called):
                continue
            said.add(name)
            span = placed.lies(Span(start, end))
            yield Fault(
                f"同一个机关前面写“{known}”，这里写“{name}”。",
                "请统一用全称或者规范化简称；需要用简称的，第一次出现时注明。",
                placed.field,
                span,
                fix=replace(span, known),
            )


@lru_cache(maxsize=KEPT)
def _organs_in(text: str) -> tuple[tuple[int, int, tuple[str, str], str], ...]:
    """The organs a text names: place in it, what makes two names the same organ, and the name."""
    pattern, lines = _known()
    found, taken = [], []
    for match in pattern.finditer(text):
        taken.append(match.span())
        key = (match["place"], str(lines[_JOINTS.sub("", match["organ"])]))
        found.append((*match.span(), key, match.group()))
    for match in _ANY.finditer(text):
        if any(start < match.end() and match.start() < end for start, end in taken):
            continue
        bare = _JOINTS.sub("", match["organ"])
        key = (match["place"], str(lines.get(bare, bare)))
        found.append((*match.span(), key, match.group()))
    for match in _TOWN.finditer(text) if _TOWN_ENDS.search(text) else ():
        found.append((*match.span(), ("乡镇", match["name"]), match.group()))
    for match in _STREET.finditer(text) if "街道办" in text or "办事处" in text else ():
        found.append((*match.span(), ("街道", match["name"]), match.group()))
    return tuple(sorted(found))


def _nearly(one: str, other: str) -> bool:
    """Whether two long names differ by one character, or by two that changed places."""
    if one.isdigit() or other.isdigit() or abs(len(one) - len(other)) > 1:
        return False
    if {one, other} <= _COMMON or (min(len(one), len(other)) < _LONG and not _COMMON & {one, other}):
        return False
    start = next(
        (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
    a, b = one[start:], other[start:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or (a[2:] == b[2:] and a[:2] == b[1::-1])


RULE = PaperRule(
    code="GW-11Q",
    basis_key="GW-11M",
    offence="同一个机关有两种写法",
    why="名称不一，读的人会以为是两个单位。",
    check=_check,
    bad=(
        specimen("名单报县农业农村局审核，县农业和农村局于三日内反馈。"),
        specimen("由县人力资源和社会保障局组织培训。\n县人社局发给证书。"),
        specimen("县发展和改革局核定投资，县发展改革局下达计划。"),
        specimen("县自然资源调查队由县自然资源调查局领导，县自然资源调査局派员。"),
        specimen("石门镇人民政府负责巡渠，石门乡人民政府负责清障。"),
        specimen("县气象和预警中心发布信息，县气象预警中心会商。"),
    ),
    good=(
        specimen("名单报县农业农村局审核，县农业农村局于三日内反馈，市农业农村局备案。"),
        specimen("县发展和改革局（以下简称县发改局）核定投资，县发改局下达计划。"),
        specimen("县财政局、县审计局、县教育局按职责分工落实。"),
    ),
)
