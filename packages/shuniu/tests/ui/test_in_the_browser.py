"""What the scripts do, in Chromium: keys, guards, pickers, viewer, drop zone, entry desk."""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Iterator

import pytest
import typst
from browser import Gallery
from PIL import Image
from playwright.sync_api import Browser, Route, expect

from shuniu.kernel.base.refusals import Code, Refusal
from shuniu.kernel.platform.ui import Field, Link, Progress, RefusalPanel, UploadResult, render_component
from shuniu.kernel.platform.ui.gallery import Shown

pytestmark = pytest.mark.journey

PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
SCAN = {"name": "来文扫描.png", "mimeType": "image/png", "buffer": PICTURE}


def pdf_of_a_picture() -> bytes:
    """What a scanner makes of a page."""
    out = io.BytesIO()
    Image.new("RGB", (600, 800), "white").save(out, "PDF")
    return out.getvalue()


def pdf_of_text() -> bytes:
    """A page that the gate can read."""
    return bytes(typst.compile(("The quick brown fox jumps over the lazy dog. " * 9).encode()))


@pytest.fixture
def gallery(chromium: Browser, screens: dict[str, Shown]) -> Iterator[Gallery]:
    context = chromium.new_context(viewport={"width": 1366, "height": 768})
    shown = Gallery(context.new_page(), screens)
    yield shown
    assert shown.complaints == []
    context.close()


def test_rows_are_walked_chosen_and_opened_by_key(gallery: Gallery) -> None:
    page = gallery.show("incoming-list-usual")
    for key in "jjjk":
        page.keyboard.press(key)
    here = page.locator("tr.here")
    expect(here).to_contain_text("石门乡集镇供水管网")
    page.keyboard.press("Space")
    expect(page.locator("[data-batch-count]")).to_have_text("1")
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(page.locator("[data-batch-count]")).to_have_text("2")
    page.get_by_role("button", name="取消选择").click()
    expect(page.locator("[data-batch-bar]")).to_be_hidden()
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{page.url.split('#')[0]}#matter-0841")


def test_the_whole_row_opens(gallery: Gallery) -> None:
    page = gallery.show("incoming-list-usual")
    page.locator("tbody tr").nth(2).locator("td").nth(4).click()
    assert page.url.endswith("#matter-0846")


def test_search_help_and_escape(gallery: Gallery) -> None:
    page = gallery.show("workbench-usual")
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox", name="搜索")).to_be_focused()
    page.keyboard.type("j?")
    expect(page.locator(".here")).to_have_count(0)
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(page.locator("#key-help")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#key-help")).to_be_hidden()


def test_a_lost_connection_loses_nothing_and_twice_counts_once(gallery: Gallery) -> None:
    page = gallery.show("proposal-detail-usual")
    words = page.get_by_label("拟办意见")
    words.fill("建议由县教育局主办。")
    page.keyboard.press("Control+Enter")
    expect(page.locator("[data-answer]")).to_contain_text("没有送到服务器")
    expect(words).to_have_value("建议由县教育局主办。")
    gallery.answers.append((200, gallery.screens["incoming-list-told"].html))
    page.locator("[data-submit]").dblclick()
    expect(page.locator(".toast-done")).to_contain_text("已登记")
    assert len(gallery.posted) == 2, "the broken one, and one for the double press"
    sent = [request.post_data or "" for request in gallery.posted]
    assert all("command_id=4b1f0c0e" in body and "version=7" in body for body in sent)
    page.keyboard.press("j")
    expect(page.locator("tr.here")).to_have_count(1)


def test_another_button_pressed_meanwhile_is_not_done_and_that_is_said(gallery: Gallery) -> None:
    page = gallery.show("register-form-usual")
    held: list[Route] = []
    page.route(
        "**/*", lambda route: held.append(route) if route.request.method == "POST" else route.fallback()
    )
    page.get_by_role("button", name="登记", exact=True).dblclick()
    expect(page.locator("[data-wait]")).to_have_count(0)
    page.get_by_role("button", name="登记并接着登记下一件").click()
    expect(page.locator("[data-wait]")).to_contain_text("“登记并接着登记下一件”没有办，请等上一步办完再按")
    assert len(held) == 1 and "next=1" not in (held[0].request.post_data or "")
    html = gallery.screens["incoming-list-told"].html
    held[0].fulfill(status=200, body=html, headers={"Content-Type": "text/html; charset=utf-8"})
    expect(page.locator(".toast-done")).to_contain_text("已登记")
    told = page.locator(".toast-warning", has_text="“登记并接着登记下一件”没有办")
    expect(told).to_be_visible()
    told.get_by_role("button", name="知道了").click()
    expect(told).to_have_count(0)


def test_errors_come_back_beside_what_was_typed(gallery: Gallery) -> None:
    page = gallery.show("register-form-usual")
    gallery.answers.append((422, gallery.screens["register-form-error"].html))
    page.get_by_role("button", name="登记", exact=True).click()
    expect(page.locator(".problems")).to_be_focused()
    page.locator(".problems a").first.click()
    expect(page.locator("#f-document_number")).to_be_focused()


@pytest.mark.parametrize("status", [403, 409, 500, 503])
def test_a_refused_step_is_told_where_the_hand_was(gallery: Gallery, status: int) -> None:
    page = gallery.show("proposal-detail-usual")
    page.get_by_label("拟办意见").fill("不能丢的话")
    gallery.answers.append((status, gallery.screens[f"error-page-{status}"].html))
    page.keyboard.press("Control+Enter")
    expect(page.locator("[data-answer] h1")).to_be_visible()
    expect(page.get_by_label("拟办意见")).to_have_value("不能丢的话")


def test_leaving_a_half_filled_form_is_asked_about(gallery: Gallery) -> None:
    page = gallery.show("call-form-usual")
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.get_by_label("原话").press_sequentially("请")
    page.evaluate("setTimeout(() => location.assign('/workbench-usual/'), 0)")
    page.wait_for_timeout(300)
    assert asked == ["beforeunload"]
    expect(page.get_by_label("原话")).to_have_value("请")


def test_nothing_typed_reaches_browser_storage(gallery: Gallery) -> None:
    page = gallery.show("proposal-detail-usual")
    page.get_by_label("拟办意见").fill("内部的话")
    page.keyboard.press("Control+Enter")
    expect(page.locator("[data-answer]")).to_be_visible()
    kept = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert kept == "[{},{}]"


def test_units_are_picked_by_any_part_of_their_name(gallery: Gallery) -> None:
    page = gallery.show("incoming-detail-usual")
    lead = page.get_by_role("combobox", name="主办单位")
    lead.press_sequentially("监督")
    expect(page.get_by_role("option")).to_have_text(["县市场监督管理局"])
    page.keyboard.press("Enter")
    expect(page.locator("input[name=lead]")).to_have_value("3")
    assist = page.get_by_role("combobox", name="协办单位")
    assist.press_sequentially("石门")
    page.keyboard.press("Tab")
    assert page.locator("input[name=assist]").evaluate_all("inputs => inputs.map(i => i.value)") == [
        "2",
        "4",
        "6",
    ]
    assist.press("Backspace")
    expect(page.locator("input[name=assist]")).to_have_count(2)
    assist.press_sequentially("没有的")
    expect(page.get_by_text("没有找到，请换几个字").nth(1)).to_be_visible()


def test_the_paper_is_zoomed_turned_and_paged_by_key(gallery: Gallery) -> None:
    page = gallery.show("incoming-detail-usual")
    first = page.locator(".paper-pages:not([hidden]) img").first
    width = first.bounding_box()["width"]
    page.keyboard.press("Alt+=")
    assert first.bounding_box()["width"] == pytest.approx(width * 1.25, rel=0.03)
    page.keyboard.press("Alt+-")
    page.keyboard.press("Alt+PageDown")
    expect(page.locator("[data-page-place]")).to_have_text("2 / 2")
    page.keyboard.press("Alt+PageUp")
    page.keyboard.press("Alt+r")
    box = first.bounding_box()
    assert box["width"] > box["height"]
    page.get_by_role("tab", name="附件：排查表").click()
    expect(page.locator("[data-page-place]")).to_have_text("1 / 1")


def test_words_are_found_in_the_paper(gallery: Gallery) -> None:
    gallery.fragments["/paper-search/"] = gallery.screens["paper-hits-usual"].html
    page = gallery.show("incoming-detail-usual")
    page.get_by_role("searchbox", name="在文中查找").fill("12月4日")
    page.keyboard.press("Enter")
    page.locator(".paper-hits button").click()
    expect(page.locator("[data-page-place]")).to_have_text("2 / 2")


def test_a_job_shows_how_far_it_is_until_it_is_done(gallery: Gallery) -> None:
    gallery.fragments["/job/"] = render_component(Progress("job", "导入2025年登记簿", "done", 1096, 1096))
    page = gallery.show("job-progress-running")
    expect(page.locator(".progress-word")).to_have_text("正在办")
    expect(page.locator(".progress-word")).to_have_text("已完成", timeout=4000)
    expect(page.locator("#job")).to_have_count(1)


def test_a_session_that_ended_leaves_the_form_standing(gallery: Gallery) -> None:
    page = gallery.show("call-form-usual")
    page.get_by_label("原话").fill("原话不能丢")
    gallery.answers.append((200, gallery.screens["sign-in-usual"].html))
    page.keyboard.press("Control+Enter")
    expect(page.locator("[data-answer]")).to_contain_text("登录已过期")
    expect(page.get_by_label("原话")).to_have_value("原话不能丢")


def test_a_leader_answers_in_three_presses(gallery: Gallery) -> None:
    page = gallery.show("leader-page-usual")
    instruct = page.get_by_role("button", name="批示", exact=True)
    gallery.answers.append((200, gallery.screens["workbench-usual"].html))
    instruct.click()
    assert gallery.posted == [], "a 批示 without words says nothing"
    expect(page.get_by_label("批示", exact=True)).to_be_focused()
    page.get_by_role("button", name="请教育局阅处。").click()
    instruct.click()
    expect(page.get_by_role("heading", name="工作台")).to_be_visible()
    assert "reply=instruct" in (gallery.posted[0].post_data or "")


def test_a_scan_is_looked_at_and_declared_before_it_leaves(gallery: Gallery) -> None:
    page = gallery.show("entry-desk-local")
    submit = page.locator("[data-submit]")
    page.locator("[data-local-file]").set_input_files(SCAN)
    expect(page.locator(".paper-page img")).to_have_attribute("src", re.compile("^blob:"))
    expect(page.locator("[data-declaration]")).to_be_focused()
    expect(submit).to_be_disabled()
    page.keyboard.press("Control+Enter")
    assert gallery.posted == []
    taken = UploadResult("已收下。", True, "来文扫描.png", link=Link("对照登记", "/scan/?file=7"))
    gallery.answers.append((200, render_component(taken)))
    page.keyboard.press("Space")
    expect(page.locator("input[name=stored]")).to_have_value("7")
    expect(page.get_by_role("combobox", name="来文单位")).to_be_focused()
    assert b"declared_unmarked" in (gallery.posted[0].post_data_buffer or b"")
    page.keyboard.type("石门乡人民政府")
    page.keyboard.press("Enter")
    page.keyboard.type("石政〔2026〕41号")
    page.keyboard.press("Enter")
    page.keyboard.type("关于集镇供水的请示")
    expect(page.get_by_label("文种")).to_have_value("请示")
    gallery.answers.append((200, gallery.screens["entry-desk-local"].html))
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("可以一次选多份")).to_be_visible()
    sent = gallery.posted[1].post_data or ""
    assert 'name="stored"' in sent and "来文扫描.png" not in sent, "it lies on the server already"


def test_scans_wait_in_a_queue_and_survive_a_broken_connection(gallery: Gallery) -> None:
    page = gallery.show("entry-desk-local")
    page.locator("[data-local-file]").set_input_files([SCAN, {**SCAN, "name": "第二份.png"}])
    expect(page.locator("[data-position]")).to_have_text("第 1 份，共 2 份")
    page.keyboard.press("Space")
    expect(page.locator("[data-desk-progress]")).to_contain_text("没有送到服务器")
    page.keyboard.type("石门乡人民政府")
    taken = UploadResult("已收下。", True, "来文扫描.png", link=Link("对照登记", "/scan/?file=7"))
    gallery.answers.append((200, render_component(taken)))
    page.get_by_role("button", name="再传一次").click()
    expect(page.locator("input[name=stored]")).to_have_value("7")
    expect(page.get_by_role("combobox", name="来文单位")).to_have_value("石门乡人民政府")
    gallery.answers.append((200, gallery.screens["entry-desk-local"].html))
    page.keyboard.press("Control+Enter")
    expect(page.locator("[data-position]")).to_have_text("第 2 份，共 2 份")
    expect(page.locator("[data-local-names]")).to_have_text("第二份.png")
    expect(page.locator("[data-declaration]")).to_be_focused()
    expect(page.locator("[data-declaration]")).not_to_be_checked()


def test_several_pictures_can_be_one_paper(gallery: Gallery) -> None:
    page = gallery.show("entry-desk-local")
    page.locator("[data-local-file]").set_input_files([SCAN, {**SCAN, "name": "第二页.png"}])
    expect(page.get_by_role("button", name="这 2 个文件是同一份")).to_be_visible()
    page.keyboard.press("Alt+j")
    expect(page.locator(".paper-page")).to_have_count(2)
    expect(page.locator("[data-page-place]")).to_have_text("1 / 2")
    for number in (7, 8):
        taken = UploadResult("已收下。", True, link=Link("对照登记", f"/scan/?file={number}"))
        gallery.answers.append((200, render_component(taken)))
    page.keyboard.press("Space")
    expect(page.locator("input[name=stored]")).to_have_count(2)


def test_a_stopped_scan_disappears_from_the_screen(gallery: Gallery) -> None:
    page = gallery.show("entry-desk-local")
    page.locator("[data-local-file]").set_input_files({**SCAN, "name": "防空方案.png"})
    refusal = Refusal(Code.SECRET, "图片中有国家秘密标志。已经停止，什么都没有保存。", "请到机要室办理。")
    gallery.answers.append(
        (422, render_component(UploadResult("没有收下。", False, refusal=RefusalPanel.of(refusal))))
    )
    page.keyboard.press("Space")
    expect(page.get_by_text("请到机要室办理。")).to_be_visible()
    expect(page.locator(".paper-page")).to_have_count(0)
    expect(page.get_by_text("防空方案")).to_have_count(0)
    assert page.locator("[data-local-file]").evaluate("input => input.files.length") == 0


def test_units_are_completed_by_initials_and_begin_number_and_title(gallery: Gallery) -> None:
    gallery.fragments["/gallery/suggestions-fragment/usual/"] = gallery.screens[
        "suggestions-fragment-usual"
    ].html
    page = gallery.show("entry-desk-local")
    source = page.get_by_role("combobox", name="来文单位")
    source.focus()
    offered = page.locator(".suggest [role=option]")
    expect(offered).to_have_count(3)
    source.press_sequentially("smx")
    expect(offered).to_have_text(["1石门乡人民政府石政"])
    page.keyboard.press("Enter")
    expect(source).to_have_value("石门乡人民政府")
    number = page.get_by_label("来文字号")
    expect(number).to_be_focused()
    page.keyboard.type("41")
    expect(number).to_have_value("石政〔2026〕41")
    expect(page.get_by_label("标题")).to_have_value("石门乡人民政府关于")
    source.fill("")
    source.press_sequentially("市")
    page.keyboard.press("2")
    expect(source).to_have_value("安河市人民政府办公室")
    expect(page.get_by_label("标题")).to_have_value("安河市人民政府办公室关于")
    expect(number).to_have_value("石政〔2026〕41")


def test_hanzi_are_left_as_they_were_typed(gallery: Gallery) -> None:
    gallery.fragments["/gallery/suggestions-fragment/usual/"] = gallery.screens[
        "suggestions-fragment-usual"
    ].html
    page = gallery.show("entry-desk-local")
    source = page.get_by_role("combobox", name="来文单位")
    source.press_sequentially("石门乡")
    expect(page.locator(".suggest [role=option]")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(source).to_have_value("石门乡")


def test_a_code_tells_the_unit(gallery: Gallery) -> None:
    gallery.fragments["/gallery/suggestions-fragment/usual/"] = gallery.screens[
        "suggestions-fragment-usual"
    ].html
    page = gallery.show("entry-desk-local")
    number = page.get_by_label("来文字号")
    number.press_sequentially("安教发2026 12")
    number.press("Enter")
    expect(page.get_by_role("combobox", name="来文单位")).to_have_value("安河市教育局")


def test_what_was_understood_is_said_beneath_the_field(gallery: Gallery) -> None:
    gallery.fragments["/gallery/echo-fragment/usual/"] = gallery.screens["echo-fragment-usual"].html
    page = gallery.show("entry-desk-local")
    due = page.get_by_label("办理期限")
    due.fill("1204")
    due.press("Tab")
    expect(page.locator("#f-due-echo")).to_have_text("12月4日 (周五)，当天也算在内。")


def test_what_was_understood_waits_for_the_end_of_a_press(gallery: Gallery) -> None:
    """The line appears beneath the field that is left: it must not move the button that is just being pressed."""
    gallery.fragments["/gallery/echo-fragment/usual/"] = gallery.screens["echo-fragment-usual"].html
    page = gallery.show("entry-desk-local")
    page.get_by_label("办理期限").fill("1204")
    page.get_by_role("heading", level=1).hover()
    with page.expect_response("**/echo-fragment/**"):
        page.mouse.down()
    page.wait_for_timeout(100)
    expect(page.locator("#f-due-echo")).to_be_hidden()
    page.mouse.up()
    expect(page.locator("#f-due-echo")).to_be_visible()


def test_readers_are_asked_for_only_where_there_is_a_secret(gallery: Gallery) -> None:
    page = gallery.show("register-form-usual")
    readers = page.get_by_role("combobox", name="知悉范围")
    expect(readers).to_be_hidden()
    page.get_by_label("工作秘密").check()
    expect(readers).to_be_visible()


def test_dropped_files_are_sent_one_by_one_and_a_scan_waits(gallery: Gallery) -> None:
    page = gallery.show("drop-page-usual")
    notice = {"name": "通知.txt", "mimeType": "text/plain", "buffer": "关于会议的通知".encode()}
    empty = {"name": "空.txt", "mimeType": "text/plain", "buffer": b""}
    read = UploadResult("已读出。", True, "通知.txt", link=Link("登记", "#1"))
    gallery.answers.append((200, render_component(read)))
    page.locator("[data-drop] input[type=file]").set_input_files([notice, SCAN, empty])
    expect(page.locator(".upload-accepted")).to_contain_text("已读出")
    expect(page.locator("[data-begin]")).to_contain_text("已收下 1 份")
    expect(page.get_by_text("这是一个空文件")).to_be_visible()
    button = page.locator(".declare button")
    expect(button).to_be_disabled()
    assert len(gallery.posted) == 1
    page.get_by_label("无密级标志").check()
    button.click()
    expect(page.get_by_text("没有送到服务器")).to_be_visible()
    gallery.answers.append((200, render_component(read)))
    page.get_by_role("button", name="再传一次").click()
    expect(page.locator(".upload-accepted")).to_have_count(2)


def test_a_held_file_is_kept_and_sent_again_with_its_declaration(gallery: Gallery) -> None:
    page = gallery.show("drop-page-usual")
    training = {"name": "培训.txt", "mimeType": "text/plain", "buffer": "学习机密文件管理".encode()}
    held = UploadResult(
        "还没有收下。",
        False,
        "培训.txt",
        refusal=RefusalPanel("正文中有“机密”字样。还没有保存。", held=True),
        declaration=Field(
            "declared_not_secret", "经核对不涉密：已逐页核对，内容不涉及国家秘密，由我负责", "checkbox"
        ),
    )
    gallery.answers.append((422, render_component(held)))
    page.locator("[data-drop] input[type=file]").set_input_files([training, {**SCAN, "name": "b.png"}])
    box = page.get_by_label("经核对不涉密")
    button = page.get_by_role("button", name="声明并上传")
    expect(button).to_be_disabled()
    box.check()
    read = UploadResult("已读出。", True, "培训.txt", link=Link("登记", "#1"))
    gallery.answers.append((200, render_component(read)))
    button.click()
    expect(page.locator(".upload-accepted")).to_contain_text("培训.txt")
    again = (gallery.posted[1].post_data_buffer or b"").decode()
    assert "declared_not_secret" in again and "学习机密文件管理" in again


def test_a_file_dropped_after_the_session_ended_is_kept_and_sent_again(gallery: Gallery) -> None:
    page = gallery.show("drop-page-usual")
    notice = {"name": "通知.txt", "mimeType": "text/plain", "buffer": "关于会议的通知".encode()}
    gallery.answers.append((200, gallery.screens["sign-in-usual"].html))
    page.locator("[data-drop] input[type=file]").set_input_files(
        [notice, {**notice, "name": "空.txt", "buffer": b""}]
    )
    expect(page.locator(".drop-file").first).to_contain_text("登录已过期，文件还没有上传。请在新窗口登录")
    read = UploadResult("已读出。", True, "通知.txt", link=Link("登记", "#1"))
    gallery.answers.append((200, render_component(read)))
    page.get_by_role("button", name="再传一次").click()
    expect(page.locator(".upload-accepted")).to_contain_text("通知.txt")


def test_too_large_a_file_is_told_before_it_is_sent(gallery: Gallery) -> None:
    page = gallery.show("drop-page-usual")
    page.locator("form[data-drop]").evaluate("form => (form.dataset.max = '0.001')")
    big = {"name": "大.txt", "mimeType": "text/plain", "buffer": b"a" * 5000}
    page.locator("[data-drop] input[type=file]").set_input_files(big)
    expect(page.get_by_text("没有上传。请降低扫描分辨率")).to_be_visible()
    assert gallery.posted == []


def test_a_pdf_is_drawn_in_the_browser_and_only_a_scan_needs_the_declaration(gallery: Gallery) -> None:
    page = gallery.show("drop-page-usual")
    scan = {"name": "扫描.pdf", "mimeType": "application/pdf", "buffer": pdf_of_a_picture()}
    text = {"name": "正文.pdf", "mimeType": "application/pdf", "buffer": pdf_of_text()}
    read = UploadResult("已读出。", True, "正文.pdf", link=Link("登记", "#1"))
    gallery.answers.append((200, render_component(read)))
    page.locator("[data-drop] input[type=file]").set_input_files([scan, text])
    expect(page.locator(".drop-preview img")).to_have_count(1, timeout=30_000)
    expect(page.locator(".upload-accepted")).to_contain_text("正文.pdf", timeout=30_000)
    assert len(gallery.posted) == 1


def test_preferences_take_effect_at_once(gallery: Gallery) -> None:
    page = gallery.show("workbench-usual")
    page.get_by_role("button", name="收起导航").click()
    assert page.locator("#side").bounding_box()["width"] < 80
    page.locator(".top-person summary").click()
    page.get_by_role("button", name="改用大字").click()
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "20px"
    assert sorted(request.post_data.split("&")[0] for request in gallery.posted) == ["folded=1", "large=1"]


@pytest.mark.parametrize("width", [390, 1366])
def test_no_screen_scrolls_sideways(gallery: Gallery, width: int) -> None:
    gallery.page.set_viewport_size({"width": width, "height": 800})
    wide = {}
    for name, shown in gallery.screens.items():
        if "<main" not in shown.html:
            continue
        excess = gallery.show(name).evaluate("document.documentElement.scrollWidth - innerWidth")
        if excess > 0:
            wide[name] = excess
    assert wide == {}


@pytest.mark.parametrize("width", [390, 820, 1024, 1366, 1920])
@pytest.mark.parametrize(
    "name", ["workbench-usual", "workbench-large", "incoming-list-usual", "incoming-list-large"]
)
def test_titles_always_have_room(gallery: Gallery, name: str, width: int) -> None:
    gallery.page.set_viewport_size({"width": width, "height": 800})
    rooms = (
        gallery.show(name)
        .locator("[data-open-row]")
        .evaluate_all("links => links.map(link => link.parentElement.clientWidth)")
    )
    assert min(rooms) >= 180


@pytest.mark.parametrize("width", [1210, 1366, 1440])
def test_the_ways_of_a_procedure_stand_beside_its_picture(gallery: Gallery, width: int) -> None:
    """The picture scrolls in its own frame where it is too wide; the ways in words are never cut."""
    gallery.page.set_viewport_size({"width": width, "height": 800})
    page = gallery.show("procedure-diagram-usual")
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    picture, ways = (
        page.locator(f".diagram-grid > {part}").bounding_box() for part in (".diagram-scroll", ".steps")
    )
    assert picture["width"] >= 300 and picture["x"] + picture["width"] <= ways["x"]
    assert ways["x"] + ways["width"] <= width


def test_on_a_telephone_a_procedure_is_its_steps_one_below_the_other(gallery: Gallery) -> None:
    gallery.page.set_viewport_size({"width": 390, "height": 844})
    page = gallery.show("procedure-diagram-usual")
    assert not page.locator(".diagram-scroll").is_visible()
    assert page.locator(".step-here").inner_text().startswith("待批示")
    rights = page.locator(".steps *").evaluate_all("all => all.map(e => e.getBoundingClientRect().right)")
    assert max(rights) <= 390


@pytest.mark.parametrize("size", [(1366, 420), (390, 700)])
def test_a_menu_near_the_edge_of_the_window_is_brought_into_sight(
    gallery: Gallery, size: tuple[int, int]
) -> None:
    gallery.page.set_viewport_size({"width": size[0], "height": size[1]})
    page = gallery.show("incoming-detail-usual")
    moves = page.locator(".moves > summary")
    moves.evaluate("e => scrollBy(0, e.getBoundingClientRect().bottom - innerHeight + 4)")
    moves.press("Enter")
    page.wait_for_function(
        "() => { const box = document.querySelector('.moves .menu-list').getBoundingClientRect();"
        " return box.height > 0 && box.bottom <= innerHeight + 1; }",
        timeout=5_000,
    )


def test_the_original_on_a_phone_leaves_room_for_what_to_do(gallery: Gallery) -> None:
    gallery.page.set_viewport_size({"width": 390, "height": 844})
    paper = gallery.show("incoming-detail-usual").locator(".paper").bounding_box()
    assert 300 <= paper["height"] <= 844 * 0.6


def test_navigation_on_a_phone_is_a_drawer(gallery: Gallery) -> None:
    gallery.page.set_viewport_size({"width": 390, "height": 800})
    page = gallery.show("workbench-usual")
    expect(page.locator("#side")).to_be_hidden()
    page.get_by_role("button", name="打开导航").click()
    expect(page.locator("#side a").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#side")).to_be_hidden()
