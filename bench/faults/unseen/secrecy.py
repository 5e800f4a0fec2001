"""Wordings B of secrecy marks."""

from __future__ import annotations

from random import Random

from bench.faults.editing import paragraph, put, sentence
from bench.faults.injected import Carrier, Injected, Way
from hongtou import Span


def _head(*lines: str) -> Way:
    def way(carrier: Carrier, rng: Random) -> Injected:
        above, mark = "".join(f"{line}\n" for line in lines[:-1]), lines[-1]
        return put(carrier.text, Span(0, 0), f"{above}⟦{mark}⟧\n")

    return way


WAYS: dict[str, tuple[Way, ...]] = {
    "secrecy_mark_in_head": (
        _head("000012", "机 密 ★ 10年"),
        _head("秘密★6个月"),
        _head("【机密】"),
        _head("絕密★長期"),
    ),
    "secrecy_mark_in_body": (
        paragraph("⟦机密☆五年⟧", before=True),
        sentence("引自市局⟦绝密级★⟧文件。", where="start"),
        sentence("相关会议纪要⟦〔秘密〕⟧另行传阅。", where="start"),
        paragraph("⟦密级和保密期限：秘密5年⟧", before=True),
    ),
    "secret_channel": (
        paragraph("附表二⟦阅后收回⟧，请勿转借。", before=True),
        paragraph("收到的⟦机要件⟧由专人登记。", before=True),
        sentence("本材料⟦不得翻印⟧、不得拍照。", where="start"),
    ),
}
