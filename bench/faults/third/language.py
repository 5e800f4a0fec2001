"""Wordings C of language: punctuation, numbers, words, and what can be reckoned from the text."""

from __future__ import annotations

from bench.faults.editing import BODY, paragraph, sentence, swap
from bench.faults.injected import Way
from bench.faults.third.places import annexed, cell
from bench.faults.third.reckoned import RECKONED
from bench.faults.third.words import BY_SOUND, CHARACTER

_PUNCTUATION: dict[str, tuple[Way, ...]] = {
    "half_width_mark": (
        swap(BODY, "如下：", "如下⟦:⟧"),
        sentence("救灾物资⟦(棉被、帐篷)⟧已全部发放到户。"),
        sentence("学校负责校内日常巡查和学生教育⟦;⟧县公安局负责校门口及周边道路的交通秩序。"),
        annexed("巡查人员应当在当日填写记录⟦,⟧并由带班负责人签字确认。"),
    ),
    "doubled_mark": (
        sentence("各项准备工作已经就绪⟦。。⟧"),
        sentence("经现场核实⟦，，⟧该处堤防没有发现渗漏和管涌，可以继续按照汛期水位运行。"),
        annexed("申请材料包括申请表、身份证明⟦、、⟧房屋权属证明和施工方案。"),
    ),
    "unpaired_quotation_mark": (
        sentence("推行⟦“⟧一站式服务，群众办事不再多头跑。"),
        sentence("各乡镇持续开展清废行动⟦”⟧，排查固体废物堆存点36处，清理建筑垃圾1200余吨。"),
        annexed("全面落实⟦“⟧门前三包责任制。"),
    ),
    "unpaired_bracket": (
        sentence("对列入名单的企业⟦（⟧共17家，由县应急管理局逐一约谈其主要负责人。"),
        sentence("专项债券资金⟦）⟧只能用于公益性项目。"),
        cell("改厕⟦（⟧三格式"),
    ),
    "unpaired_title_mark": (
        sentence("切实执行⟦《⟧保障农民工工资支付条例的有关规定，施工总承包单位按月足额拨付人工费用。"),
        sentence("违反消防法⟦》⟧的，依法予以处罚。"),
        swap(BODY, r"《(中华人民共和国[^《》\n]{2,20})》", r"⟦《⟧\1"),
    ),
    "nested_quotation_marks_alike": (
        sentence("会议强调，要“学好用好⟦“千村示范、万村整治”⟧工程经验，提升乡村建设水平”。"),
        sentence("该村在总结中写道：“我们坚持⟦“四议两公开”⟧，大事小事都由群众商量着办。”"),
        annexed("专家组建议：“将⟦“智慧水务”⟧平台列入二期建设内容。”"),
    ),
    "title_marks_on_what_is_no_work": (
        sentence("持有⟦《特种作业操作证》⟧的人员方可上岗。"),
        sentence("石桥村连续三年被评为⟦《省级文明村》⟧，村容村貌和治安状况在全镇各村中名列前茅。"),
        paragraph("各学校要结合实际组织开展⟦《防溺水安全教育月》⟧活动。"),
        sentence("出席⟦《全县经济工作会议》⟧的人员由县委办公室另行通知。"),
    ),
    "enumeration_comma_between_titles": (
        sentence("本规划依据《中华人民共和国水法》⟦、⟧《中华人民共和国防洪法》编制。"),
        sentence("县政务服务中心推广“智慧审批”⟦、⟧“免申即享”等做法，把法定办理时限压缩了六成以上。"),
        paragraph(
            "各单位要组织干部职工学习《中华人民共和国安全生产法》⟦、⟧《生产安全事故报告和调查处理条例》，掌握本岗位的安全职责。"
        ),
    ),
    "enumeration_comma_before_and": (
        sentence("试点范围为石门镇、清溪乡⟦、和⟧大坪乡。"),
        sentence("县交通运输局负责管养县道、县道上的桥梁⟦、以及⟧隧道，乡镇人民政府负责管养乡道和村道。"),
        cell("水泥、砂石⟦、等⟧材料"),
    ),
    "enumeration_comma_in_rough_number": (
        sentence("近⟦三、四⟧年来，全县没有发生重大火灾。"),
        sentence("每个合作社平均带动⟦七、八⟧十户农民种植中药材，户均年增收在6000元以上，带动效果明显。"),
        cell("每处⟦五、六⟧百米"),
    ),
    "ordinal_with_enumeration_comma": (
        paragraph("⟦第一、⟧抓好源头管控。第二，抓好末端处置。"),
        sentence("⟦首先、⟧要摸清底数，把每一处安全隐患登记清楚；其次，要分类制定整改措施，限期销号。"),
        annexed("⟦其次、⟧由监理单位签署意见。"),
    ),
    "ellipsis_in_wrong_form": (
        sentence("现场备有帐篷、棉被、饮用水⟦。。。⟧。"),
        sentence("村务公开的内容包括惠农补贴发放、集体资产处置、工程项目招标⟦...⟧，公开时间不得少于10日。"),
        annexed("包括立项批复、招标文件、施工合同⟦等……⟧。"),
    ),
    "dash_in_wrong_form": (
        sentence("⟦2021-2025年⟧，全县新建高标准农田4.6万亩。"),
        sentence("今年汛期要守住一条底线⟦--⟧不发生人员伤亡，各项工作都要围绕这条底线来安排。"),
        cell("⟦8:30-11:30⟧"),
        sentence("石门⟦--⟧清溪公路于7月1日恢复通车。"),
    ),
    "colon_inside_colon": (
        sentence("会议指出⟦：当前要抓好三件事：⟧保春耕、防春汛、稳就业。"),
        sentence(
            "各乡镇要做到两点⟦：一是查清底数，做到“四清”：⟧数量清、位置清、类型清、责任清；二是逐户登记造册。"
        ),
        annexed("验收结论分为两类⟦：合格，条件为：⟧资料齐全、质量达标；不合格。"),
    ),
}

_NUMBERS: dict[str, tuple[Way, ...]] = {
    "numerals_mixed": (
        sentence("全县有⟦4千5百⟧名群众受益。"),
        sentence("本次排查共出动执法人员⟦6百⟧余人次，检查各类经营场所312家，责令限期整改28家。"),
        cell("长⟦2千3百⟧米"),
        sentence("项目共支付劳务报酬⟦15万3千⟧元。"),
    ),
    "rough_number_twice": (
        sentence("集中安置点可容纳⟦约320人左右⟧。"),
        sentence("经初步统计，受灾农作物面积⟦超过1200亩以上⟧，主要集中在清溪河沿岸的低洼地带。"),
        cell("⟦近30余⟧处"),
    ),
    "rough_number_in_arabic": (
        sentence("抢修工作预计需要⟦3、4⟧天。"),
        sentence("每个自然村确定⟦2、3⟧名信息员，负责在灾害性天气到来之前逐户通知危险区内的群众。"),
        cell("⟦7、8⟧户"),
    ),
    "year_of_two_digits": (
        sentence("⟦25年⟧底，全县行政村通硬化路率达到100%。"),
        sentence("该闸站建于⟦98年⟧，设备老化严重，启闭不灵，已不能满足下游4个村的灌溉和排涝需要。"),
        cell("⟦19年⟧8月建成"),
    ),
    "year_with_wrong_zero": (
        sentence("本规划期限至⟦二零三零年⟧。"),
        sentence("县志续修工作从⟦二O二一年⟧开始，先后有12个部门的36名同志参加资料收集和初稿撰写。"),
        annexed("基准年为⟦二0二五年⟧。"),
    ),
    "full_width_digit": (
        sentence("完成农村危房改造⟦１２６⟧户。"),
        swap(BODY, "2026年", "⟦２０２６⟧年"),
        cell("第⟦３⟧标段"),
    ),
    "range_without_its_unit": (
        sentence("亩均用水量预计下降⟦5～8%⟧。"),
        sentence("每个村级养老服务点补助⟦3—5万元⟧，具体数额根据建设规模和验收结果确定。"),
        cell("损耗率⟦2～3%⟧"),
    ),
    "date_numerals_mixed": (
        sentence("竣工验收定于⟦2026年十月18日⟧进行。"),
        sentence("自⟦二〇二六年5月1日⟧起，县城区公共停车泊位按照新的收费标准执行，原标准同时停止执行。"),
        annexed("公示期至⟦8月二十日⟧止。"),
    ),
    "lessened_by_times": (
        sentence("办件平均用时⟦缩短了2倍⟧。"),
        sentence("2026年前三季度，全县道路交通事故起数比上年同期⟦减少1.5倍⟧，死亡人数也有所减少。"),
        sentence("单位产品能耗⟦降低一倍⟧。"),
    ),
}

_TWICE: tuple[Way, ...] = (
    sentence("对排查中发现⟦的的⟧问题，要立行立改。"),
    sentence("县财政局⟦负责负责⟧资金的拨付和监管，县审计局对资金的使用情况进行跟踪审计，确保专款专用。"),
    swap("title", "关于", "⟦关于关于⟧"),
    cell("河道⟦清淤清淤⟧"),
    annexed("监测数据⟦由由⟧县气象局提供。"),
)

WAYS: dict[str, tuple[Way, ...]] = {
    **_PUNCTUATION,
    **_NUMBERS,
    "wrong_word_by_sound": BY_SOUND,
    "wrong_character": CHARACTER,
    "character_twice": _TWICE,
    **RECKONED,
}
