"""No character or word stands twice where it is meant once."""

import re
from collections.abc import Iterator

from hongtou.check.finding import Fault
from hongtou.check.paper import replace
from hongtou.check.specimen import specimens
from hongtou.check.stretch import Stretch, TextRule
from hongtou.model import Span

# Words that double on purpose, and numbers that count one by one.
_MEANT = re.compile(
    r"[一二三四五六七八九〇零十百千万两半每逐几多][一-鿿〇]*|研究|商量|讨论|考虑|协商|了解|学习|人人|个个|哈哈|沙沙|轰轰|常常|往往|"
    r"很好|非常|好好|大家|你们|我们|慢慢|渐渐|代表|人民|哪里|某某|甲乙|星星|来越|年一"
)
_WORD = re.compile(r"([一-鿿]{2,6})\1(?!级)")
_TOUCH = re.compile(
    r".?(总队|支队|大队|中队|分队|分局|支部|总会|协会|联盟|小组|总站|总局)\1[长员]|农用地用地|.?根据根据地"
)
# One character: those of grammar, each with what it may close or open beside itself (目的的, 为了了解, 参与与).
_SINGLE = re.compile(
    r"(?<!目)的的(?!士|确)|(?<!为)了了(?![解结然却之])|为了了(?!解|结)|(?<![实现存所正潜内外自])在在|(?<![共总饱温柔缓平])和和(?![美气睦平谐])|"
    r"(?<![参给赠])与与(?!会|时)|(?<![以普涉触波提])及及(?!时|格)|以及及(?!时|格)|是是(?!非)|将将(?!军|士)|(?<!属|由|位|等|关)于于|或或|"
    r"各各|已已|须须(?!知)|(?<![合兼吞])并并|(?<![申邀聘提报恳])请请|(?<![尤极与])其其|而而|(?<![自理事来缘])由由|(?<!服)从从|也也|都都|"
    r"应应|被被|(?<![行作认成称名因])为为|(?<![实必主])要要(?!求|领|素|点)|(?<![一针应反])对对(?!口|象|子|联|方)|(?<!们)我我|该该"
)
# The last character of a word once more (通知知如下), unless it begins what may follow: 落实实施方案, 开展展销.
_LAST = {
    "已经": "济营费常过历办由受手销纪验典",
    "落实": "实施行际现物名事效体地绩业力验测",
    "通知": "道识名晓情悉",
    "切实": "施现行际",
    "有关": "键于系心闭注税口停爱联怀节押",
    "必须": "知",
    "加强": "化度制降势力盗震项弱",
    "开展": "示览销望开现会品馆演评播",
    "发展": "示览销望开现会品馆演评播",
    "完成": "果效本立品为员交绩都熟人年就色分活",
    "单位": "于置列居次数",
    "责任": "务命期何职免教",
    "管理": "念论由解财顺应事清赔智科工",
    "建设": "施备计立置定想在有区法",
    "检查": "找处看办实询阅明验摸清扣封出漏证账库",
    "措施": "工行策肥救展教政药",
    "部门": "户诊市口窗牌类店前槛禁卫锁",
    "群众": "多人筹",
    "水利": "用益率润民国于好",
    "项目": "标前的录击测",
    "资金": "额融属沙平",
    "工作": "风为出业用物品坊了如好息者废案答战",
}
_TAIL = re.compile(
    "|".join(f"{word}{word[-1]}(?![{follows}])" for word, follows in _LAST.items())
    + r"|\d{4}年年(?=\d{1,2}月)|\d日日(?=[前起止])|(?<=[一-鿿]{2})局局(?=负责|牵头|会同|组织|要|，|。|、)"
)
# Looked for first: what stands above may begin with any character and takes long.
_SINGLE_TWICE = re.compile(r"([" + "".join(re.findall(r"([一-鿿])\1", _SINGLE.pattern)) + r"])\1")
_SAME = re.compile(r"([一-鿿])\1")
# 认认真真 and 实实在在 double every character.
_PAIRS = re.compile(r"([一-鿿])\1([一-鿿])\2")


def _check(stretch: Stretch) -> Iterator[Fault]:
    text = stretch.text
    for match in stretch.found(_WORD):
        word = match[1]
        # 总队总队长 is an organ and its head, 农用地用地标准 a word and another.
        if _MEANT.fullmatch(word) or len(set(word)) == 1 or _TOUCH.match(text, max(0, match.start() - 1)):
            continue
        yield _fault(match.start(), match.end(), word)
    if not _SAME.search(text):
        return
    tails = [match.end() for match in stretch.found(_TAIL)]
    for end in tails:
        yield _fault(end - 2, end, text[end - 1])
    if not _SINGLE_TWICE.search(text):
        return
    pairs = [match.span() for match in _PAIRS.finditer(text)]
    for match in stretch.found(_SINGLE):
        if match.end() not in tails and not any(start <= match.start() < end for start, end in pairs):
            yield _fault(match.end() - 2, match.end(), text[match.end() - 1])


def _fault(start: int, end: int, word: str) -> Fault:
    return Fault(
        f"“{word}”重复了。",
        "请删去一个；确要重复的不必改。",
        "body",
        Span(start, end),
        fix=replace(Span(end - len(word), end), ""),
    )


RULE = TextRule(
    code="CY-03A",
    basis_key="CY-03",
    offence="字词重复",
    why="多打了一遍，读起来就是没有校对过。",
    check=_check,
    needs=(),
    bad=specimens(
        "各乡镇要切实加强对渠道的的管护。",
        "请对照清单进行进行自查。",
        "县水利局已经完成了了方案编制。",
        "现将有关事项通知知如下，责任任到人，请切实实抓好。",
    ),
    good=specimens(
        "为了了解达到目的的情况，一户一户核对，认认真真、实实在在办好。",
        "落实实施方案，开展展销，完成成果转化，工作作风，管理理念，必须须知，建设设施。",
        "以实际行为为依据，参与与否由群众决定，以及及时报告。",
    ),
)
