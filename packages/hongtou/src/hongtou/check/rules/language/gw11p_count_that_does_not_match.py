"""三个方面, followed by four."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from hongtou.check.finding import Fault
from hongtou.check.paper import Paper, PaperRule
from hongtou.check.specimen import specimen
from hongtou.model import Span
from hongtou.text import KEPT

_HAN = "一二三四五六七八九十"
_NOUNS = (
    "方面|工作|任务|措施|问题|要求|意见|建议|环节|重点|步骤|阶段|内容|原则|情形|条件|关系|事项|实事|事|制度|机制|行动|工程|举措|"
    "要点|特点|变化|难题|短板|不足|原因|职责|方式|办法|途径|目标|准备|关口|关|底线|清单|情况|变革|转变|能力|结合|到位|服务|改革|"
    "指标|部分|层次|程序|做法|经验|抓手|体系|专题|坚持"
)
_ANNOUNCED = re.compile(
    rf"(?<![第{_HAN}\d.〇])(?P<count>[两二三四五六七八九]|十[一二三]?|\d{{1,2}})(?P<what>(?:个|项|条|点|件|类|种|大|道|步|家|名|批)"
    rf"(?:[一-龥]{{0,6}}?(?:{_NOUNS}))|(?:方面|环节|步骤|阶段|步走|部分|层次|层面)|(?:点|条|件|类|种|步|项|个)(?=[：:。，,])"
    rf"|(?:个|家|名|位|所|座|处|项|件|种|类|条|份|张|户|人|场|次|批|部|台|组|块|片|套|支|道)[一-龥]{{0,6}}(?=[：:])"
    rf"|(?:个|家|名|位|所|座|处|项|件|种|类|条|份)[一-龥]{{1,6}}(?=，(?:分别[是为]|即|包括|依次[是为]|就是)|——)"
    rf"|(?:个|家|名|位|所|座|处|项|条)[一-龥]{{1,6}}(?=（[^（）、]{{2,14}}(?:、[^（）、]{{2,14}})+）))"
)
# Each style of markers as it opens an item; the first group is its number.
_STYLES = (
    re.compile(rf"(?:^|(?<=[。；：:，,！—]))([{_HAN}]{{1,3}})(?:是|要|抓|为|须|应|靠)(?![个些方面定])"),
    re.compile(rf"(?:^|(?<=[。；：:，,！—]))其([{_HAN}])[，,、：:是]?"),
    re.compile(rf"(?:^|(?<=[。；：:，,！—]))第([{_HAN}]{{1,3}})[，、：是](?![条章节])"),
    re.compile(rf"(?:^|(?<=[。；：:，,！—]))[（(]([{_HAN}]{{1,3}})[）)]"),
    re.compile(r"(?:^|(?<=[。；：:，,！—]))[（(](\d{1,2})[）)]"),
    re.compile(r"(?:^|(?<=[。；：:，,！—]))(\d{1,2})[.．、](?!\d)"),
    re.compile(r"(?:^|(?<=[。；：:，,！—]))(\d{1,2})[)）]"),
    re.compile(r"(?:^|(?<=[。；：:，,！—]))([①②③④⑤⑥⑦⑧⑨⑩])"),
    re.compile(rf"(?<=[。；：:—])([{_HAN}]{{1,3}})、"),
    re.compile(rf"(?:^|(?<=[。；：:，,！—]))第([{_HAN}])(?:步|批|阶段|类|项|个|件|方面|环节|点|条路)"),
    re.compile(rf"^([{_HAN}]{{1,3}})、"),
)
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"
_OPENS = re.compile(r"[：:。，,；]?$")
_LEAD = (
    r"^[”’」]?(?:工作|内容|任务|方面|问题|单位|部门|乡镇|村)?(?:如下|分别[是为])?"
    r"(?:[：:]|——|，(?:即|分别[是为]|包括|就是))"
)
_LIST = re.compile(rf"{_LEAD}(?P<list>[^：:；。，,、]{{2,14}}(?:、[^：:；。，,、]{{2,14}})+)(?:。|$)")
_BRACKETED = re.compile(r"^（(?P<list>[^（）、]{2,14}(?:、[^（）、]{2,14})+)）")
_OPEN = re.compile(r"等|\d|其中|以上|不含|包括|另")
_CLAUSES = re.compile(r"^[^：:。；，]{0,14}[：:](?P<list>[^：:。；]+(?:；[^：:。；]+)+)(?:。|$)")
_ORDERLY = re.compile(r"(?:^|(?<=[。；：:，,！—]))(首先|其次|再次|再者|最后)(?=[，,、要是])")
# 石门镇、清溪乡、大坪乡四个乡镇: the number comes behind what it counts.
_COUNTED = re.compile(
    r"(?<=[一-龥])(?P<count>[两二三四五六七八九十]|(?<!\d)\d{1,2})(?:个|家|所)(?:乡镇|镇|乡|村|部门|单位|街道|县|区|学校|局|市)"
)
_BARE = re.compile("[点条件类种步项个]")
_ASKS = re.compile(
    r"(?:以下|下面|下列|如下|这|主要有|主要是|讲|谈|提|提出|强调|注意|做到|把握|抓住|抓好|落实|坚持|要求|意见|建议|分为?|要|突出)\s*$"
)
_COUNTS_OTHERS = re.compile(r"[两二三四五六七八九十\d](?:个|乡|镇|县|村)|等[地处]|有$")
_MARKER = re.compile(rf"^(?:[{_HAN}]{{1,3}}|\d{{1,2}})、")
_BREAK = re.compile("[，。；：！？（）“”《》]")
_BEFORE = 160
# A last part that stands for itself: 四、有关要求 below 抓好以下三项工作.
_APART = re.compile(r"要求|保障|其他|组织|说明|附则|领导|监督|联系")
_NEAR, _FAR, _MANY, _FEW = 60, 3000, 50, 9
_SUBJECT = re.compile(r"[，。；：:！？]")


def _check(paper: Paper) -> Iterator[Fault]:
    document = paper.document
    lines = tuple((block.text, block.span.start) for block in document.body if not hasattr(block, "rows"))
    for a, b, words, count in _wrong(tuple(text for text, _ in lines)):
        line, start, end = a, *b
        begin = lines[line][1]
        yield Fault(
            f"先说“{words}”，后面列了{count}项。",
            "请核对项数，改正数字或者补齐、删去所列的事项。",
            "body",
            Span(begin + start, begin + end),
        )


@lru_cache(maxsize=64)
def _wrong(lines: tuple[str, ...]) -> tuple[tuple[int, tuple[int, int], str, int], ...]:
    """Line, place, words and the count of the items, of each announcement that does not match."""
    found = []
    for number, line in enumerate(lines):
        for sentence in _announcing(line):
            last = sentence[-1]
            # 受理来信14件，现转请办理: a quantity, not what is to follow.
            if line[last.end() : last.end() + 1] in ("，", ",") and _number(last["count"]) > _FEW:
                continue
            rest = line[last.end() : last.end() + _FAR]
            counts = _listed(rest, last.group()[-1])
            if counts is None:
                counts = {_items_in(rest, lines[number + 1 :]) or _items_below(rest, lines[number + 1 :])}
            if any(counts) and not any(_number(each["count"]) in counts for each in sentence):
                found.append((number, last.span(), last.group(), max(counts)))
        found += [(number, *wrong) for wrong in _counted(line)]
    return tuple(found)


# Looked for first: what is announced or counted is some number of things.
_MAY_BE_COUNTED = re.compile(
    rf"[{_HAN}两\d][个项条点件类种大道步家名批方环阶位所座处部层份张户人场次组台块片套支]"
)


@lru_cache(maxsize=KEPT)
def _counted(line: str) -> tuple[tuple[tuple[int, int], str, int], ...]:
    """What is listed before its number, where the two differ."""
    found = []
    for match in _COUNTED.finditer(line) if "、" in line and _MAY_BE_COUNTED.search(line) else ():
        clause = _BREAK.split(line[max(0, match.start() - _BEFORE) : match.start()])[-1]
        clause = _MARKER.sub("", clause)
        bare = clause.removesuffix("等")
        items = bare.split("、")
        # 柳河、白杨两镇33个村 and 马家坪等地3所学校 count something else.
        if (
            len(items) < 2
            or _COUNTS_OTHERS.search(items[-1])
            or any(not 2 <= len(item) <= 12 for item in items[1:])
        ):
            continue
        possible = {len(items), len(items) + 1} if re.search("[和及与]", items[-1]) else {len(items)}
        count = _number(match["count"])
        if count not in possible and not (bare != clause and count > len(items)):
            found.append((match.span("count"), f"{items[-1]}{match.group()}", len(items)))
    return tuple(found)


@lru_cache(maxsize=KEPT)
def _announcing(line: str) -> tuple[tuple[re.Match[str], ...], ...]:
    """The announcements of a line, those of one clause together."""
    groups: list[list[re.Match[str]]] = []
    for match in _announced(line):
        # 正在整改3个。 tells how many there were; 主要有以下三点。 announces.
        bare = _BARE.fullmatch(match["what"]) and line[match.end() : match.end() + 1] not in ("：", ":")
        if bare and not _ASKS.search(line, 0, match.start()):
            continue
        if line[: match.start()].endswith("共") and line[match.end() : match.end() + 1] not in ("：", ":"):
            continue
        if groups and not _SUBJECT.search(line, groups[-1][-1].end(), match.start()):
            groups[-1].append(match)
        else:
            groups.append([match])
    return tuple(tuple(group) for group in groups[:_MANY])


def _announced(line: str) -> Iterator[re.Match[str]]:
    """The matches of the pattern, which is tried where a number of one or two characters ends."""
    end = 0
    for near in _MAY_BE_COUNTED.finditer(line):
        for start in (near.start() - 1, near.start()):
            if start >= end and (match := _ANNOUNCED.match(line, start)):
                yield match
                end = match.end()
                break


def _items_in(rest: str, following: Sequence[str]) -> int:
    """How many items follow in the same paragraph, and in those that go on counting; 0 where none do."""
    for style in _STYLES[:-1]:
        first = style.search(rest, 0, _NEAR + 4)
        if first is None or _number(first[1]) != 1 or _between(rest[: first.start()]):
            continue
        count = 0
        for match in style.finditer(rest):
            if _number(match[1]) == count + 1:
                count += 1
        # （一） and 1. may be the paragraphs of the document itself; 一是 goes on only where it was begun.
        for line in following if style in _STYLES[:3] else ():
            opening = style.match(line)
            if opening is None or _number(opening[1]) != count + 1:
                break
            count += 1
            for match in style.finditer(line, opening.end()):
                count += _number(match[1]) == count + 1
        return count if count > 1 else 0
    orderly = list(_ORDERLY.finditer(rest))
    if orderly and orderly[0][1] == "首先" and not _between(rest[: orderly[0].start()]):
        return len(orderly) if len(orderly) > 1 else 0
    clauses = _CLAUSES.match(rest)
    if clauses and not any(style.search(clauses["list"]) for style in _STYLES):
        return clauses["list"].count("；") + 1
    return 0


def _listed(rest: str, noun: str) -> set[int] | None:
    """How many things may be meant by 三件事：修渠、清淤、建库, none where it is left open; None where no list follows.

    和 parts two things, or stands within the name of one. In brackets only what is named by *noun* is a list of it.
    """
    if match := _BRACKETED.match(rest):
        items = match["list"].split("、")
        if _OPEN.search(match["list"]) or not all(item.endswith(noun) for item in items):
            return None
        return {len(items)}
    if not (match := _LIST.match(rest)):
        return None
    items = match["list"].split("、")
    if _OPEN.search(match["list"]) or any(re.search("[和及与]", item) for item in items[:-1]):
        return set()
    return {len(items), len(items) + 1} if re.search("[和及与]", items[-1]) else {len(items)}


def _between(text: str) -> bool:
    """Whether more than the end of a sentence stands between an announcement and the first item."""
    return len(text) > _NEAR or text.count("。") > 1 or bool(_ANNOUNCED.search(text))


def _items_below(rest: str, following: Sequence[str]) -> int:
    """How many paragraphs below are the items; 0 where the announcement is not the last word of its paragraph."""
    if len(rest) > 24 or "。" in rest[:-1] or not following or not _OPENS.search(rest) or rest[-1:] == "，":
        return 0
    for style in _STYLES:
        opening = style.match(following[0])
        if opening is None or _number(opening[1]) != 1:
            continue
        count, last = 0, ""
        higher = _STYLES[-1] if style is not _STYLES[-1] else None
        for line in following:
            match = style.match(line)
            if match and _number(match[1]) == count + 1:
                count, last = count + 1, line
            elif match or (higher and higher.match(line)):
                break
        apart = style is _STYLES[-1] and _APART.search(last[:20])
        return 0 if apart or count < 2 else count
    return 0


def _number(text: str) -> int:
    if text in _CIRCLED:
        return _CIRCLED.index(text) + 1
    if text.isdigit():
        return int(text)
    text = text.replace("两", "二")
    if "十" not in text:
        return _HAN.index(text) + 1 if text in _HAN else 0
    tens, _, units = text.partition("十")
    return (_HAN.index(tens) + 1 if tens else 1) * 10 + (_HAN.index(units) + 1 if units else 0)


RULE = PaperRule(
    code="GW-11P",
    basis_key="GW-11M",
    offence="先说的项数与所列的不合",
    why="说三项列四项，执行的人不知道是漏了一项还是多了一项。",
    check=_check,
    bad=(
        specimen("要做好以下三个方面工作：一是清淤，二是调水，三是管护，四是宣传。"),
        specimen("重点落实四项措施：（1）巡渠；（2）清障；（3）限时供水。"),
        specimen(
            "检查中发现以下三个问题：\n一是责任不清。部分渠道没有明确管护人。\n二是经费不足。维修资金没有列入预算。"
        ),
        specimen("各乡镇要抓好两件事：清淤、调水、管护。"),
        specimen("请提交以下三份材料：申请表、身份证明、承诺书、用水协议。"),
        specimen("全县有四个灌区，分别是清溪灌区、石门灌区、大坪灌区、新桥灌区、青山灌区。"),
        specimen("选择四个乡镇（清溪镇、石门镇、青山镇）先行试点。"),
        specimen(
            "重点抓好以下四项工作。\n（一）清淤。3月完成。\n（二）调水。按墒情调度。\n（三）管护。落实到人。"
        ),
    ),
    good=(
        specimen("一、各镇分工\n4、同意保持石门、清溪、大坪3个镇不变。"),
        specimen("要做好以下三个方面工作：一是清淤，二是调水，三是管护。"),
        specimen(
            "全部问题中，正在整改3个。\n一是责任不清。\n二是经费不足。\n三是管护不到位。\n四是宣传不够。"
        ),
        specimen(
            "现就三方面事项通知如下：\n一、清淤\n3月完成。\n二、调水\n按墒情调度。\n三、管护\n落实到人。"
        ),
        specimen(
            "现将两项工作安排如下：\n一、清淤\n3月完成。\n二、调水\n按墒情调度。\n三、有关要求\n压实责任。"
        ),
        specimen("检查发现三个方面8个问题。一是责任不清，二是经费不足，三是管护不到位。"),
        specimen("在石门镇、清溪乡等四个乡镇先行试点，县财政局、发展和改革局两个部门配合。"),
        specimen("推广的举措共23项。（一）水利方面5项：渠道、泵站、闸门；（二）农业方面18项。"),
        specimen("请提交四份材料：申请表、身份证明、承诺书和用水协议。共20人：县级5人、乡级15人。"),
        specimen("选择四个乡镇（清溪镇、石门镇等）先行试点，两个部门（水利、财政）配合。"),
        specimen("全县有4个乡镇、12个村受旱，一是抢修渠道，二是调水。"),
    ),
)
