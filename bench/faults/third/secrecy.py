"""Wordings C of secrecy marks."""

from __future__ import annotations

from random import Random

from bench.faults.editing import element, paragraph, put, sentence
from bench.faults.injected import Carrier, Injected, Way
from bench.faults.third.places import annexed, at_end, cell
from hongtou import Span


def _first_line(line: str) -> Way:
    def way(carrier: Carrier, rng: Random) -> Injected | None:
        return put(carrier.text, Span(0, 0), f"{line}\n") if carrier.document.copy_number is None else None

    return way


def _above_the_mark(line: str) -> Way:
    """Between what stands above the mark of the issuer, 份号 and 紧急程度, and that mark."""

    def way(carrier: Carrier, rng: Random) -> Injected | None:
        spans = element(carrier.document, "issuer_mark")
        at = carrier.text.rfind("\n", 0, spans[0].start) + 1 if spans else 0
        return put(carrier.text, Span(at, at), f"{line}\n") if at else None

    return way


def _under_the_title_of_an_annex(line: str) -> Way:
    def way(carrier: Carrier, rng: Random) -> Injected | None:
        places = [annex.blocks[0].span.start for annex in carrier.document.annexes if annex.blocks]
        if not places:
            return None
        at = rng.choice(places)
        return put(carrier.text, Span(at, at), f"{line}\n")

    return way


WAYS: dict[str, tuple[Way, ...]] = {
    "secrecy_mark_in_head": (
        _first_line("⟦机密★15年⟧"),
        _first_line("⟦秘密★9个月⟧"),
        _first_line("⟦绝密★25年⟧"),
        _above_the_mark("⟦秘密★10年⟧"),
    ),
    "secrecy_mark_in_body": (
        sentence("有关数据见县国防动员委员会办公室编制的名册（⟦机密★20年⟧），需要时到该办公室查阅。"),
        paragraph("⟦【绝密】⟧"),
        annexed("此表⟦密级：机密⟧。"),
        cell("⟦秘密★2年⟧"),
        at_end("title", "⟦（秘密）⟧"),
        _under_the_title_of_an_annex("⟦秘密★5年⟧"),
    ),
    "secret_channel": (
        sentence("本通知⟦通过机要交换送达⟧。"),
        sentence("名单仅供参会人员使用，⟦请勿翻印、摘抄⟧，会议结束后由会务组统一收回。"),
        annexed("⟦阅后请于5日内退回县委机要保密局⟧。"),
        paragraph("（⟦机要件，不得转抄⟧）"),
    ),
}
