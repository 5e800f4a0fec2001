"""The words of a version as the 正文 tab shows them."""

from __future__ import annotations

from shuniu.kernel.platform.ui import Paper, PaperTab, PaperTable, render_component
from shuniu.modules.documents.outgoing.papers_of_draft import lines_of
from shuniu.modules.documents.outgoing.text import AnnexText, Content

CONTENT = Content(
    title="关于做好春灌工作的通知",
    addressees=("各乡镇人民政府",),
    body="现将任务分解如下。\n乡镇\t面积（亩）\n云溪镇\t1200\n青山乡\t<800>\n请抓好落实。",
    annexes=(AnnexText(title="责任清单", text="渠道\t责任人\n东干渠\t周明"),),
    note="此件公开发布",
)


def test_tables_stay_tables_in_body_and_annexes() -> None:
    assert lines_of(CONTENT) == (
        "各乡镇人民政府：",
        "现将任务分解如下。",
        PaperTable((("乡镇", "面积（亩）"), ("云溪镇", "1200"), ("青山乡", "<800>"))),
        "请抓好落实。",
        "附件：责任清单",
        "（此件公开发布）",
        "附件　责任清单",
        PaperTable((("渠道", "责任人"), ("东干渠", "周明"))),
    )


def test_a_table_is_drawn_as_one_and_its_words_are_escaped() -> None:
    tab = PaperTab("draft1", "正文", "text", heading=CONTENT.title, paragraphs=lines_of(CONTENT))
    page = render_component(Paper((tab,)))
    assert page.count('<table class="paper-table">') == 2
    assert '<th scope="col">面积（亩）</th>' in page and "<td>&lt;800&gt;</td>" in page
