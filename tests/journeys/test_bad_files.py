"""Files that cannot be taken: each is answered in one sentence, the good one among them comes in, nothing else does."""

from __future__ import annotations

from files.papers_of_all_kinds import bomb, word, word_with
from playwright.sync_api import expect

from shuniu.kernel.files.models import StoredFile
from tests.journeys.conftest import AtDesk
from tests.journeys.desks import payload

GOOD = word("云州市民政局文件", "云州民〔2026〕19号", "关于做好冬令春荒救助的通知", "各县人民政府：")
LOCKED = (
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600
)

BAD = {
    "断了一半.docx": (GOOD[: len(GOOD) // 2], "已损坏或不完整"),
    "有密码.docx": (LOCKED, "设有密码"),
    "带宏.docx": (word_with("word/vbaProject.bin", b"macro"), "宏"),
    "改了名.docx": (b"%PDF-1.7\n" + b"1 0 obj" * 40, "文件扩展名是.docx，内容却是"),
    "炸弹.docx": (bomb(), "疑似压缩炸弹"),
    "程序.txt": (b"MZ\x90\x00\x03\x00\x00\x00" + bytes(range(256)) * 4, "内容却是"),
    "旧版.doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 1200, "还没有保存"),
    "空的.txt": (b"", "这是一个空文件，没有上传"),
}


def test_each_bad_file_gets_its_sentence_and_the_good_one_comes_in(at_desk: AtDesk) -> None:
    clerk, before = at_desk("clerk"), StoredFile.objects.count()
    clerk.window.expect("status of 422")
    clerk.go("/incoming/new/")
    files = [payload(name, content) for name, (content, _) in BAD.items()]
    clerk.drop(*files[:4], payload("救助通知.docx", GOOD), *files[4:])
    for name, (_, words) in BAD.items():
        item = clerk.page.locator(".drop-file", has_text=name)
        expect(item).to_contain_text(words)
    good = clerk.page.locator(".drop-file", has_text="救助通知.docx")
    expect(good).to_contain_text("已读出。")
    assert StoredFile.objects.count() == before + 1
    good.get_by_role("link", name="登记").click()
    expect(clerk.field("标题")).to_have_value("关于做好冬令春荒救助的通知")


def test_a_file_above_the_limit_is_refused_before_it_is_sent(at_desk: AtDesk) -> None:
    clerk = at_desk("clerk")
    clerk.go("/incoming/new/")
    clerk.page.evaluate(
        """() => {
          const files = new DataTransfer();
          files.items.add(new File([new Uint8Array(51 * 1024 * 1024)], "太大的扫描.png", {type: "image/png"}));
          const input = document.querySelector("form[data-drop] input[type=file]");
          input.files = files.files;
          input.dispatchEvent(new Event("change", {bubbles: true}));
        }"""
    )
    clerk.sees("太大的扫描.png", "超过了 50 MB，没有上传")
