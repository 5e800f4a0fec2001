"""The forms of 精简文件 where they differ from the derived ones."""

from __future__ import annotations

from shuniu.kernel.platform.screens.forms import FORMS, FormSpec
from shuniu.modules.documents.outgoing.entry_forms import CHOICES


def register() -> None:
    """Declare them."""
    named = "documents.outgoing."
    FORMS.register(
        f"{named}ask_plan",
        FormSpec(
            order=("subject", "office", "year", "genre", "form", "month", "reason"),
            words=CHOICES,
            overrides=lambda asking: {
                "subject": {"placeholder": "关于……的通知"},
                "genre": {"width": 4},
                "month": {"hint": "1 到 12；没有定的空着"},
            },
        ),
    )
    FORMS.register(f"{named}change_plan", FormSpec(words=CHOICES))
    FORMS.register(
        f"{named}enter_paper_count",
        FormSpec(
            order=("year", "month", "form", "count", "source", "unit", "genre"),
            words={**CHOICES, "": "不分文种"},
            overrides=lambda asking: {
                "unit": {"hint": "不分单位的空着"},
                "source": {"placeholder": "2025年发文登记簿（纸质）"},
            },
        ),
    )
    FORMS.register(
        f"{named}explain_ceiling",
        FormSpec(
            order=("extra", "text", "sent_to", "paper", "sent_on", "unit"),
            overrides=lambda asking: {
                "text": {"rows": 6},
                "unit": {"hint": "只是某个起草单位超过上年的，写这个单位；全办超过的空着"},
            },
        ),
    )
