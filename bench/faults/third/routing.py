"""Wordings C of routing: as papers come in from townships and bureaux."""

from __future__ import annotations

from random import Random

from bench.faults.editing import only, paragraph, sentence, swap
from bench.faults.injected import Carrier, Injected, Way
from bench.faults.third.lines import (
    UPWARD,
    address,
    body_becomes,
    by,
    closing,
    copied,
    issued_by,
    joined_by,
    text_of,
    then,
    whole,
)

_ONE_BUREAU = r"^云岭县[^　\n]{2,12}局$"
_TOWNSHIP = r"^云岭县[^　\n]{2,4}[乡镇]人民政府$"
_COUNTY = "^云岭县人民政府$"
_TO_CONGRESS = "县人大常委会：\n"


def _upward(way: Way) -> Way:
    return only(UPWARD, way)


def _request(way: Way) -> Way:
    return only(("请示",), way)


def _signatory(carrier: Carrier) -> str:
    return text_of(carrier.document, "issuing_signatory")


def _first_addressee(carrier: Carrier) -> str:
    return text_of(carrier.document, "addressees")


def _again(carrier: Carrier) -> str:
    return f"县委办公室，⟦{_first_addressee(carrier)}⟧"


def _by_full_name(carrier: Carrier) -> str:
    name = _first_addressee(carrier)
    return f"⟦云岭{name}⟧" if name.startswith("县") and name.endswith(("局", "人民政府")) else ""


def _added(new: str) -> Way:
    """One more addressee behind the others."""
    return address(lambda carrier: _all_addressees(carrier) + new)


def _all_addressees(carrier: Carrier) -> str:
    spans = [each.span for each in carrier.document.addressees]
    return carrier.text[spans[0].start : spans[-1].end]


def _first_again(carrier: Carrier) -> str:
    return f"{_all_addressees(carrier)}、⟦{_first_addressee(carrier)}⟧"


def _to_township(name: str, command: str, *, you: str) -> Way:
    """A letter to a bureau becomes one to a township that is told what to do."""
    return only(
        ("函",),
        by(
            _ONE_BUREAU,
            then(
                address(f"⟦{name}⟧"),
                ("贵局", you),
                (r"\n((?:附件：.*\n(?:\d\..*\n)*)?云岭县\w+局\n2026)", rf"\n{command}\n\1"),
            ),
            without="复函",
        ),
    )


def _in_the_name_of(title: str) -> Way:
    """The leader's title and name stand where the organ's name stood, in title and signature."""

    def way(carrier: Carrier, rng: Random) -> Injected | None:
        organ, leader = text_of(carrier.document, "signature"), f"{title}{_signatory(carrier)}"
        return issued_by(f"(?m:^{organ}$)", f"⟦{leader}⟧")(carrier, rng)

    return way


def _head(carrier: Carrier) -> str:
    organ = text_of(carrier.document, "signature")
    return (
        f"⟦{organ[3:].removesuffix('人民政府')}{organ.removesuffix('人民政府')[-1]}长：{_signatory(carrier)}⟧"
    )


WAYS: dict[str, tuple[Way, ...]] = {
    "skips_a_level": (
        _upward(by(_ONE_BUREAU, address("⟦云州市人民政府⟧"))),
        _upward(by(_TOWNSHIP, address("⟦市人民政府⟧"))),
        _upward(by(_COUNTY, address("⟦临江省人民政府⟧"))),
        _request(by("局　云岭县", address("⟦云州市人民政府⟧"))),
    ),
    "several_superiors_addressed": (
        _request(by("^云岭县(?!人民政府)", address("⟦县人民政府并县委⟧"))),
        _request(by("^云岭县(?!人民政府)", address("⟦县委、县人民政府，县人大常委会⟧"))),
        _request(by("局$", address("⟦县人民政府，云州市财政局⟧"))),
        _request(by(_COUNTY, address("⟦云州市人民政府、市公安局⟧"))),
    ),
    "copied_to_subordinate": (
        _upward(by(_COUNTY, copied("⟦各乡镇人民政府，县政府各部门⟧"), without=_TO_CONGRESS)),
        _upward(by(_COUNTY, copied("⟦清溪乡人民政府⟧"), without=_TO_CONGRESS)),
        _upward(by(_TOWNSHIP, copied("⟦各村民委员会，各站所⟧"))),
        _upward(by(_ONE_BUREAU, copied("⟦局机关各股室，局属各单位⟧"))),
    ),
    "addressed_to_a_leader": (
        _upward(by("^云岭县(?!人民政府)", address("⟦陈县长⟧"))),
        _upward(by("^云岭县(?!人民政府)", address("⟦县人民政府罗建平副县长⟧"))),
        _request(by("^云岭县(?!人民政府)", address("⟦尊敬的王建国书记⟧"))),
        _upward(by(_COUNTY, address("⟦云州市人民政府刘市长⟧"))),
    ),
    "in_the_name_of_a_leader": (
        _upward(by(_ONE_BUREAU, whole("signature", lambda c: f"⟦党组书记、局长　{_signatory(c)}⟧"))),
        _upward(by(_TOWNSHIP, whole("signature", _head))),
        _upward(
            by(_COUNTY, whole("signature", lambda c: f"⟦云岭县县长　{_signatory(c)}⟧"), without=_TO_CONGRESS)
        ),
        _upward(by(_ONE_BUREAU, _in_the_name_of("局长"))),
    ),
    "forwards_request_unchanged": (
        _request(
            paragraph(
                "现将清溪乡人民政府《关于新建便民服务中心的请示》（清政〔2026〕6号）⟦原文转呈⟧，请予审批。"
            )
        ),
        _request(
            by(
                "局$",
                body_becomes(
                    "大坪乡人民政府向我局报来《关于维修乡敬老院的请示》（坪政〔2026〕15号）。⟦现将该请示转报上来⟧，请审批。"
                ),
            )
        ),
        _request(by("局$", swap("title", r"(?<=\n)关于.+(?=的请示$)", "⟦关于转报石门镇人民政府请示⟧"))),
        _upward(sentence("⟦大坪乡人民政府《关于申请防汛经费的请示》随文转报⟧，请审定。")),
    ),
    "several_matters_in_one_request": (
        _request(swap("title", r"(?=的请示$)", "⟦和申请增加人员编制⟧")),
        _request(swap("title", r"(?=的请示$)", "⟦暨拨付2026年工作经费⟧")),
        _request(closing("⟦同时，因我单位业务用车老化，恳请批准购置业务用车1辆⟧。\n以上请示妥否，请批示。")),
        _request(paragraph("⟦一并请示的还有办公楼维修事项：办公楼屋面渗漏，需维修资金28万元，请予安排⟧。")),
    ),
    "department_commands_lower_government": (
        by(
            r"^云岭县\S+局(?:　云岭县\S+局)*$",
            only(("通知", "通报"), address("⟦各乡镇人民政府、街道办事处⟧")),
            without="同意",
        ),
        by(
            r"^云岭县\S+局(?:　云岭县\S+局)*$",
            only(("通知", "通报"), address("⟦石门镇党委、石门镇人民政府⟧")),
            without="同意",
        ),
        by(
            "^云岭县发展和改革局",
            only(("通知",), then(address("⟦清溪乡人民政府、大坪乡人民政府⟧"), ("经县人民政府同意，", ""))),
        ),
        _to_township(
            "大坪乡人民政府", "你乡必须于10月20日前全部完成，逾期未完成的，由我局通报批评。", you="你乡"
        ),
    ),
    "internal_unit_issues": (
        issued_by("云岭县卫生健康局", "⟦云岭县卫生健康局妇幼健康股⟧"),
        issued_by("云岭县应急管理局", "⟦云岭县应急管理局执法科⟧"),
        only(("函",), issued_by("云岭县水利局", "⟦云岭县水利局防汛股⟧")),
        issued_by("云岭县林业局", "⟦云岭县林业局资源管理股⟧"),
        by("^云岭县教育局$", only(("通知",), issued_by("云岭县教育局", "⟦云岭县教育局安全管理股⟧"))),
        issued_by("云岭县人民政府办公室", "⟦云岭县人民政府办公室文电科⟧"),
        by("^云岭县财政局$", issued_by("云岭县财政局", "⟦云岭县财政局政府采购股⟧")),
    ),
    "joint_issue_of_unequals": (
        by(_ONE_BUREAU, only(("通知", "通报"), joined_by("云岭县人民政府"))),
        by(_COUNTY, only(("意见", "决定"), joined_by("云岭县财政局"))),
        by(_ONE_BUREAU, only(("函",), joined_by("云州市财政局"))),
        by("局　云岭县", issued_by("云岭县财政局", "⟦云州市财政局⟧")),
        by("局　云岭县", issued_by("云岭县(?:卫生健康|市场监督管理|交通运输)局", "⟦云岭县人民政府⟧")),
    ),
    "addressed_twice": (
        only(("通知", "意见", "通报", "决定"), address(_first_again)),
        only(("请示", "报告", "批复", "函"), copied(_again)),
        only(("批复", "函"), copied(_by_full_name)),
        by("^云岭县(?!人民政府)", _upward(_added("、⟦县政府⟧"))),
    ),
}
