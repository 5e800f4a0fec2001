"""Scans registered from the keyboard alone, the text typed by hand, and what that costs."""

from __future__ import annotations

import io

from PIL import Image, ImageDraw
from playwright.sync_api import expect

from shuniu.modules.documents.models import IncomingDocument
from tests.journeys.conftest import AtDesk
from tests.journeys.counting import IN_FILE_DIALOG, Cost, Hand, RecordProperty, tell
from tests.journeys.desks import Desk, payload
from tests.journeys.scenes import LivingCounty, today

MOST_SECONDS = 40
KNOWN = "云州市水利局关于做好今冬明春水利工程建设管理工作的通知"
NEW = "云州市气象局关于加强冬季低温雨雪冰冻灾害防范应对工作的通知"


def illegible(shade: int) -> bytes:
    """A scan in which recognition finds nothing: all of it is typed by hand."""
    image, out = Image.new("L", (1240, 1754), shade), io.BytesIO()
    draw = ImageDraw.Draw(image)
    for y in range(200, 1600, 60):
        draw.line((150, y, 1090, y + 18), fill=shade - 60, width=9)
    image.convert("RGB").save(out, "PDF" if shade == 250 else "PNG")
    return out.getvalue()


def test_scans_are_registered_from_the_keyboard_alone(
    county: LivingCounty, at_desk: AtDesk, record_property: RecordProperty
) -> None:
    county.register("云州市水利局关于水库调度的通知", document_number=f"云州水〔{today().year}〕98号")
    clerk = at_desk("clerk")
    # Who listens from the start is not too late for a key that comes at once.
    clerk.page.on("filechooser", lambda chooser: None)
    clerk.go("/incoming/scan/")
    hand = Hand(clerk.page)
    costs = [_from_a_known_unit(clerk, hand), _from_a_new_unit(clerk, hand)]
    _look_at_the_register()
    for cost in costs:
        tell(record_property, cost)
        assert cost.mouse == 0
        assert cost.seconds <= MOST_SECONDS


def _from_a_known_unit(clerk: Desk, hand: Hand) -> Cost:
    """The first of two scans that were chosen together: by initials, last serial and short date."""
    expect(clerk.page.locator("[data-local-file]")).to_be_focused()
    with clerk.page.expect_file_chooser() as chooser:
        hand.press("Space")
    chooser.value.set_files([payload("扫描一.pdf", illegible(250)), payload("扫描二.png", illegible(249))])
    expect(clerk.page.locator("[data-position]")).to_have_text("第 1 份，共 2 份")
    expect(clerk.page.locator(".paper-page img")).to_be_visible()
    _look_at_the_scan(clerk, hand)
    hand.press("Space")
    hand.type("yzss")
    expect(clerk.page.locator(".suggest [role=option]").first).to_contain_text("云州市水利局")
    hand.press("Enter")
    hand.type("99")
    hand.press("Enter")
    hand.type(f"{today():%m%d}")
    hand.press("Enter")
    hand.type(KNOWN.removeprefix("云州市水利局关于"))
    hand.press("Control+Enter")
    clerk.is_told("已登记：收")
    return hand.cost("扫描件，来过文的单位", more_keys=IN_FILE_DIALOG)


def _look_at_the_scan(clerk: Desk, hand: Hand) -> None:
    """Zoomed and turned from the keyboard, and put back; the figures are of typing, so they begin afterwards."""
    page = clerk.page.locator(".paper-page").first
    narrow = page.bounding_box()
    hand.press("Alt+=", "Alt+r")
    wide = page.bounding_box()
    assert narrow is not None and wide is not None and wide["width"] > narrow["width"]
    hand.press("Alt+r", "Alt+r", "Alt+r", "Alt+-")
    again = page.bounding_box()
    assert again is not None and round(again["width"]) == round(narrow["width"])
    hand.cost("看扫描件")


def _from_a_new_unit(clerk: Desk, hand: Hand) -> Cost:
    """The second, which comes by itself: nothing about its sender is known, everything is typed."""
    expect(clerk.page.locator("[data-position]")).to_have_text("第 2 份，共 2 份")
    expect(clerk.page.locator("[data-declaration]")).to_be_focused()
    hand.press("Space")
    hand.type("云州市气象局")
    hand.press("Enter")
    hand.type(f"云州气{today().year} 31")
    hand.press("Enter")
    hand.type("昨天")
    hand.press("Enter")
    hand.type(NEW)
    hand.press("Control+Enter")
    clerk.is_told("已登记：收")
    expect(clerk.page.get_by_text("可以一次选多份")).to_be_visible()
    return hand.cost("扫描件，第一次来文的单位")


def _look_at_the_register() -> None:
    lines = {
        line.matter.title: line for line in IncomingDocument.objects.filter(matter__title__in=(KNOWN, NEW))
    }
    year = today().year
    known, new = lines[KNOWN], lines[NEW]
    assert (known.source, known.document_number) == ("云州市水利局", f"云州水〔{year}〕99号")
    assert (new.source, new.document_number) == ("云州市气象局", f"云州气〔{year}〕31号")
    assert (known.genre, known.document_date, known.channel) == ("通知", today(), "paper")
    assert new.genre == "通知" and new.document_date is not None and (today() - new.document_date).days == 1
    assert known.matter.files.count() == new.matter.files.count() == 1
