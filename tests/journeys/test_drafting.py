"""A document is drafted at its desk, goes to Word and back, is compared and handed in; a crash loses nothing."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path
from typing import Any

import docx
from playwright.sync_api import expect

import hongtou
from shuniu.kernel.flow.models import Matter
from shuniu.modules.documents.models import DraftBuffer, DraftVersion, OutgoingDocument
from tests.journeys.conftest import AtDesk
from tests.journeys.desks import Desk, payload
from tests.journeys.scenes import LivingCounty, history

TITLE = "云岭县人民政府办公室关于开展水库除险检查的通知"
BODY = (
    "为确保安全度汛，现将有关事项通知如下。\n一、检查范围\n全县所有小型水库。\n二、时间安排\n4月20日前完成。"
)


def test_from_the_first_line_to_handing_in(county: LivingCounty, at_desk: AtDesk) -> None:
    drafter, director = at_desk("handler"), at_desk("director")
    _ask_for_it(drafter)
    document = OutgoingDocument.objects.get(matter__title=TITLE)
    pk = document.pk
    director.open(pk)
    director.press("同意立项", told="已同意立项")
    drafter.open(pk)
    drafter.main.get_by_role("link", name="起草").click()
    _write(drafter)
    _closed_without_saving(drafter, pk)
    _to_word_and_back(drafter, pk)
    drafter.go(f"/outgoing/{pk}/draft/")
    drafter.field("正文", drafter.page.locator("#draft-form")).focus()
    drafter.page.keyboard.press("Control+Enter")
    drafter.is_told("已送审")
    assert Matter.objects.get(pk=pk).state == "to_vet"
    assert history(document.matter) == [
        "申请立项",
        "同意立项",
        "保存第 1 稿",
        "保存第 2 稿",
        "采用 Word 稿为第 3 稿",
        "送审",
    ]
    director.open(pk)
    director.main.get_by_role("tab", name="版面").click()
    expect(director.page.locator("#paper-pages img").first).to_be_visible()
    _compared_after_a_return(county, director, pk)


def _ask_for_it(drafter: Desk) -> None:
    drafter.go("/outgoing/new/")
    form = drafter.page.locator("#subject-form")
    title = drafter.field("标题", form)
    expect(title).to_have_value("云岭县人民政府办公室关于的通知")
    title.fill(TITLE.removeprefix("云岭县人民政府办公室"))
    title.blur()
    expect(title).to_have_value(TITLE)
    drafter.go("/outgoing/new/")
    drafter.choose("文种", "函", form)
    expect(title).to_have_value("云岭县人民政府办公室关于的函")
    expect(form.get_by_label("平行文")).to_be_checked()
    drafter.choose("文种", "通知", form)
    title.focus()
    drafter.page.keyboard.type("开展水库除险检查")
    expect(title).to_have_value(TITLE)
    drafter.page.keyboard.press("Control+Enter")
    drafter.is_told("已发文立项")


def _write(drafter: Desk) -> None:
    page, form = drafter.page, drafter.page.locator("#draft-form")
    drafter.write("主送", "县水利局、zt", form)
    body = drafter.field("正文", form)
    body.fill(BODY)
    expect(page.locator(".outline li")).to_have_count(2)
    expect(page.locator("[data-word-count]")).to_have_text(str(hongtou.count_words(BODY)))
    page.keyboard.press("Alt+3")
    page.locator(".outline a", has_text="二、时间安排").click()
    assert page.evaluate("document.activeElement.className") == "surface"
    chosen = page.locator(".surface .cm-activeLine, .surface .cm-level-1", has_text="二、时间安排")
    expect(chosen.first).to_be_visible()
    page.keyboard.insert_text("★")
    expect(body).to_have_value(BODY.replace("二、时间", "★二、时间"))
    page.keyboard.press("Control+z")
    expect(body).to_have_value(BODY)
    drafter.write("主送", "县水利局", form)
    body.focus()
    page.keyboard.press("Control+s")
    expect(page.locator("[data-kept-at]")).to_contain_text("已保存第 1 稿")


def _closed_without_saving(drafter: Desk, pk: int) -> None:
    """The browser dies while something is typed: it was put aside, and is offered again."""
    page = drafter.page
    body = drafter.field("正文", page.locator("#draft-form"))
    body.press("Control+End")
    page.keyboard.type("\n三、有关要求")
    expect(page.locator("[data-kept-at]")).to_contain_text("已暂存", timeout=20_000)
    assert DraftBuffer.objects.get(matter=pk).typed["body"].endswith("三、有关要求")
    drafter.go("/help/")
    drafter.go(f"/outgoing/{pk}/draft/")
    drafter.sees("您有没保存的改动")
    page.get_by_role("link", name="放回来接着写").click()
    expect(drafter.field("正文", page.locator("#draft-form"))).to_have_value(BODY + "\n三、有关要求")
    page.get_by_role("button", name="保存", exact=True).click()
    drafter.is_told("已保存第 2 稿")
    assert not DraftBuffer.objects.filter(matter=pk).exists()


def _to_word_and_back(drafter: Desk, pk: int) -> None:
    page = drafter.page
    drafter.go(f"/outgoing/{pk}/word/")
    with page.expect_download() as fetched:
        page.get_by_role("link", name="下载第 2 稿").click()
    data = through_libreoffice(edited(Path(fetched.value.path()).read_bytes()))
    page.locator("input[type=file]").set_input_files(payload("改好的稿子.docx", data))
    page.get_by_role("button", name="交回").click()
    expect(page.locator("ins", has_text="、堤防")).to_be_visible()
    assert DraftVersion.objects.filter(matter=pk).count() == 2
    page.get_by_role("button", name="采用为第 3 稿").click()
    drafter.is_told("已采用")
    kept = [v.content for v in DraftVersion.objects.filter(matter=pk).order_by("number")]
    assert kept[2]["body"] == kept[1]["body"].replace("小型水库", "小型水库、堤防")
    assert {k: v for k, v in kept[2].items() if k != "body"} == {
        k: v for k, v in kept[1].items() if k != "body"
    }


def edited(data: bytes) -> bytes:
    """*data* with a word put in by python-docx."""
    document: Any = docx.Document(io.BytesIO(data))
    found = next(p for p in document.paragraphs if "小型水库" in p.text)
    text = found.text.replace("小型水库", "小型水库、堤防")
    for run in found.runs[1:]:
        run.text = ""
    found.runs[0].text = text
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def through_libreoffice(data: bytes) -> bytes:
    """*data* opened and saved again by LibreOffice, where that is installed; else as it is."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        return data
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "in", "draft.docx")
        source.parent.mkdir()
        source.write_bytes(data)
        command = [
            office,
            "--headless",
            f"-env:UserInstallation=file://{folder}/profile",
            "--convert-to",
            "docx",
        ]
        subprocess.run(
            [*command, "--outdir", folder, str(source)], check=True, capture_output=True, timeout=120
        )  # noqa: S603
        return Path(folder, "draft.docx").read_bytes()


def _compared_after_a_return(county: LivingCounty, director: Desk, pk: int) -> None:
    """Whoever looks again is shown what changed since."""
    current = OutgoingDocument.objects.get(pk=pk).current
    county.do("director", "flow.return", matter=pk, reason="请补充联系人")
    text = DraftVersion.objects.get(matter=pk, number=current).content
    again = {**text, "addressees": "县水利局", "copy_to": "", "note": "联系人：刘建军，电话：5621234"}
    county.do("handler", "documents.outgoing.save_draft", matter=pk, draft=current, **again)
    county.do("handler", "documents.outgoing.hand_in", matter=pk, draft=current + 1)
    director.open(pk)
    director.main.get_by_role("link", name=f"与您上次看过的第 {current} 稿对比").click()
    expect(director.page.locator("ins", has_text="联系人：刘建军")).to_be_visible()
    director.page.get_by_role("link", name="左右对照").click()
    expect(director.page.locator(".redline-side")).to_be_visible()


def test_the_desk_is_a_plain_form_without_script(county: LivingCounty, at_desk: AtDesk) -> None:
    subject = {"title": "云岭县人民政府办公室关于值班的通知", "issuer": county.units["office"].pk}
    pk = county.do("handler", "documents.outgoing.open", **subject).result["matter"]
    county.do("director", "documents.outgoing.approve_plan", matter=pk)
    drafter = at_desk("handler", "phone")
    drafter.page.route("**/app.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    drafter.go(f"/outgoing/{pk}/draft/")
    form = drafter.page.locator("#draft-form")
    drafter.write("正文", "请做好值班。", form)
    drafter.page.get_by_role("button", name="加一个附件").click()
    drafter.write("附件名称", "值班表", form)
    width = drafter.page.evaluate("document.documentElement.scrollWidth")
    assert width <= 390, "the page is wider than the telephone"
    drafter.page.get_by_role("button", name="保存", exact=True).click()
    drafter.is_told("已保存第 1 稿")
    content = DraftVersion.objects.get(matter=pk).content
    assert content["body"] == "请做好值班。" and content["annexes"][0]["title"] == "值班表"
