"""What the product says back: confirmations, toasts, refusals, progress of a job, error pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from shuniu.kernel.base.basis import Basis
from shuniu.kernel.base.refusals import Code, Refusal
from shuniu.kernel.platform.ui.fields import Field, Hidden
from shuniu.kernel.platform.ui.parts import Fact, Link


@dataclass(frozen=True)
class Toast:
    """A short word after something was done; it stays until read or until the next page."""

    text: str
    level: Literal["done", "warning", "error"] = "done"
    link: Link | None = None


@dataclass(frozen=True)
class ConfirmDialog:
    """A question before a move: what will happen, the fields it needs, one filled button with its verb.

    With `refusal` it was answered once and refused: it opens by itself, with what was typed.
    """

    id: str
    title: str
    text: str
    action: str
    submit: str
    fields: tuple[Field, ...] = ()
    hidden: tuple[Hidden, ...] = ()
    danger: bool = False
    basis: Basis | None = None
    refusal: RefusalPanel | None = None
    multipart: bool = False


@dataclass(frozen=True)
class Place:
    """Where something is wrong: the words for it, and the field or row it leads to."""

    label: str
    message: str
    href: str = ""


@dataclass(frozen=True)
class RefusalPanel:
    """A refusal shown where the hand was: what is wrong, where, what to do, and by which rule.

    `kept` is what was typed into a form that is not there any more, so that it can be read and copied. `held`
    marks a no that a declaration turns into a yes.
    """

    what: str
    places: tuple[Place, ...] = ()
    remedy: str = ""
    basis: Basis | None = None
    links: tuple[Link, ...] = ()
    kept: tuple[Fact, ...] = ()
    held: bool = False

    @classmethod
    def of(
        cls,
        refusal: Refusal,
        labels: Mapping[str, str] | None = None,
        links: tuple[Link, ...] = (),
        *,
        within: str = "f",
    ) -> RefusalPanel:
        """The panel of a kernel refusal; *labels* gives the Chinese label of each field it names, *within* the
        form they stand in (`Field.within`).

        What was filled in wrongly is listed once, place by place, instead of in one long sentence.
        """
        names = labels or {}
        listed = refusal.code is Code.INVALID and bool(names) and len(refusal.problems) > 0
        count = len(refusal.problems)
        return cls(
            what=f"有 {count} 处需要改正，填写的内容都还在。" if listed else refusal.message,
            places=tuple(
                Place(
                    names.get(p.field, ""),
                    p.message if p.message != refusal.message or listed else "请看这一项",
                    f"#{within}-{p.field}" if p.field in names or not names else "",
                )
                for p in refusal.problems
                if listed or p.message != refusal.message or p.field in names
            ),
            remedy=refusal.remedy,
            basis=refusal.basis,
            links=links,
            held=refusal.code is Code.HELD,
        )


@dataclass(frozen=True)
class Progress:
    """A job on its way. While `state` is running the page asks `poll_href` for this component again.

    `failures` are sentences, one per piece that did not succeed; a retried piece says so in `note`.
    """

    id: str
    title: str
    state: Literal["waiting", "running", "done", "failed"]
    done: int = 0
    total: int = 0
    note: str = ""
    poll_href: str = ""
    failures: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()

    @property
    def word(self) -> str:
        return {"waiting": "排队中", "running": "正在办", "done": "已完成", "failed": "没有完成"}[self.state]

    @property
    def live(self) -> bool:
        return self.state in {"waiting", "running"}


@dataclass(frozen=True)
class ErrorPage:
    """A page instead of the page wished for: what happened, what to do, where to go.

    `reference` is the number under which the error was recorded.
    """

    status: str
    title: str
    text: str
    remedy: str = ""
    basis: Basis | None = None
    links: tuple[Link, ...] = ()
    reference: str = ""


_HOME = Link("回工作台", "/")

ERRORS: dict[str, ErrorPage] = {
    "403": ErrorPage(
        "403",
        "这件事不在您现在的身份范围内",
        "您以现在的身份看不到这一页，或者不能办理这件事。",
        "您如果还有别的岗位，请在页面上方换一个身份再打开；确实需要的，请与本单位的文书联系。",
        links=(_HOME,),
    ),
    "404": ErrorPage(
        "404",
        "没有找到这一页",
        "这个地址没有内容：可能地址有误，也可能办件不在您的知悉范围内。",
        "请用页面上方的搜索，按文号或标题查找。",
        links=(_HOME, Link("去搜索", "/search/")),
    ),
    "409": ErrorPage(
        "409",
        "这件事刚刚已由别人办理",
        "在您打开这一页之后，办件的情况有了变化，您的这一步没有生效，也没有留下任何改动。",
        "请重新打开办件，看清现在的情况再办。",
        links=(_HOME,),
    ),
    "413": ErrorPage(
        "413",
        "文件太大，没有收下",
        "上传的内容超过了上限，服务器没有保存其中任何部分。",
        "请压缩扫描分辨率（300 点即可）或分成几个文件再传。",
        links=(_HOME,),
    ),
    "500": ErrorPage(
        "500",
        "系统出了差错，这一步没有办成",
        "您的这一步没有生效，办件仍停在原来的地方，没有丢失。差错已经记下，记录里不含文件内容。",
        "请稍等片刻再试；仍然不行的，请把下面的编号告诉系统管理员。",
        links=(_HOME,),
    ),
    "503": ErrorPage(
        "503",
        "系统正忙，这一步还没有办",
        "同时办理的人较多，系统没有来得及处理，您的这一步没有生效。",
        "请稍等几秒再按一次；按两次也只算一次。",
        links=(_HOME,),
    ),
    "offline": ErrorPage(
        "断网",
        "连不上服务器",
        "网络断开或服务器正在重启，这一步还没有送到。",
        "请不要关闭正在填写的页面，其中的内容都还在；网络恢复后再按一次即可，按两次也只算一次。",
    ),
}
