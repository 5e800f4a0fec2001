"""Wordings A of secrecy marks."""

from __future__ import annotations

from random import Random

from bench.faults.editing import paragraph, put, sentence
from bench.faults.injected import Carrier, Injected, Way
from hongtou import Span


def _on_top(line: str) -> Way:
    def way(carrier: Carrier, rng: Random) -> Injected:
        return put(carrier.text, Span(0, 0), f"⟦{line}⟧\n")

    return way


WAYS: dict[str, tuple[Way, ...]] = {
    "secrecy_mark_in_head": (_on_top("秘密★1年"), _on_top("机密★5年"), _on_top("绝密")),
    "secrecy_mark_in_body": (
        *(
            sentence(text)
            for text in (
                "附表为⟦机密★3年⟧材料，专人保管。",
                "该方案按⟦（秘密）⟧件管理。",
                "上述数据⟦密级：秘密⟧。",
            )
        ),
        paragraph("⟦（机密）⟧"),
    ),
    "secret_channel": tuple(
        sentence(text) for text in ("本件⟦阅后销毁⟧。", "材料⟦不得复印⟧。", "详见⟦密码电报⟧。")
    ),
}
