"""A hundred thousand disturbed documents, mended and compared: nothing falls over, nothing hangs, nothing is lost."""

from __future__ import annotations

import os
import random
import time
from concurrent.futures import ProcessPoolExecutor

import pytest
from county_documents import NOTICE
from file_builders import docx, p, table, text_box, word_part

from hongtou import Unreadable, compare, mend, read
from hongtou.check.specimen import specimen
from hongtou.text import same_figures, same_words

INPUTS, BLOCK = 100_000, 500
SLOWEST = 20.0
ODD = [
    *"，,。.；;：:、（）()〔〕[]《》“”\"'－—…·%％0123456789１２〇一二三四五六七八九十年月日号第 　\t\n\r",
    "的的", "不得", "应当",    "\n一、", "\n（一）", "附件：1.", "云岭县人民政府", "２０２６年", "2026年2月30日", "<b>&amp;",
    "𠮷", "😀", "\u200b", "\ufeff",
]  # fmt: skip
TEXTS = (
    specimen(),
    NOTICE,
    specimen("各乡镇要高度重视,于3月1日前报送.\n（一）附件见[2026]3号。", annex_notes="附件：检查表"),
)


def disturbed(chance: random.Random, text: str) -> str:
    """*text* with a few characters lost, doubled, moved or put in."""
    for _ in range(chance.randrange(8)):
        start = chance.randrange(len(text) + 1)
        end = min(len(text), start + chance.randrange(12))
        piece = chance.choice(
            ("", text[start:end] * 2, "".join(chance.choices(ODD, k=chance.randrange(1, 5))))
        )
        text = text[:start] + piece + text[end:]
    lines = text.split("\n")
    if chance.random() < 0.3:
        lines.insert(chance.randrange(len(lines)), lines.pop(chance.randrange(len(lines))))
    return "\n".join(lines)


def as_word(chance: random.Random, text: str) -> bytes:
    """*text* as a Word file: lines cut into runs, some of them in fields, changes, boxes and tables; some files broken."""
    paragraphs = []
    for line in ("".join(c for c in text if c.isprintable() or c == "\n")).split("\n"):
        cut = chance.randrange(len(line) + 1)
        first, second = p(line[:cut]), p(line[cut:])
        inner = second.removeprefix("<w:p>").removesuffix("</w:p>")
        frame = chance.choice(
            ("{}", "{}", "{}", "<w:ins>{}</w:ins>", "<w:fldSimple w:instr='REF a'>{}</w:fldSimple>")
        )
        paragraphs.append(first.removesuffix("</w:p>") + frame.format(inner) + "</w:p>")
    place = chance.randrange(len(paragraphs) + 1)
    paragraphs.insert(
        place,
        chance.choice(
            ("", table([["村名", "户数"], ["山口村", "3,12"]]), p("", raw=text_box("云岭县(文件")))
        ),
    )
    part = word_part("".join(paragraphs)).encode()
    if chance.random() < 0.1:
        at = chance.randrange(len(part))
        part = part[:at] + chance.randbytes(chance.randrange(4)) + part[at + chance.randrange(3) :]
    data = docx("", word__document_xml=part)
    if chance.random() < 0.1:
        at = chance.randrange(len(data))
        data = data[:at] + chance.randbytes(1) + data[at + 1 :]
    return data


def try_block(number: int) -> float:
    """Mend and compare the inputs of one block; returns the seconds the slowest of them took."""
    slowest = 0.0
    for index in range(number * BLOCK, (number + 1) * BLOCK):
        chance = random.Random(index)  # noqa: S311 - the same inputs in every run
        begun = time.process_time()
        try:
            try_one(chance)
        except Exception as failure:
            raise AssertionError(f"input {index}") from failure
        slowest = max(slowest, time.process_time() - begun)
    return slowest


def try_one(chance: random.Random) -> None:
    """Mend one document in one kind of file, and compare what it was with what it is."""
    before = chance.choice(TEXTS)
    text = disturbed(chance, before)
    redline = compare(before, text)
    assert (redline.old_text, redline.new_text) == (before, text)
    data, name = (as_word(chance, text), "a.docx") if chance.random() < 0.3 else (text.encode(), "a.txt")
    try:
        mended = mend(data, name)
    except Unreadable as refusal:
        assert refusal.message_zh.endswith("。")
        return
    original = read(data, name).text
    assert same_words(mended.document.text, original) and same_figures(mended.document.text, original)
    assert mend(mended.data, name).data == mended.data
    assert read(mended.data, name).text == mended.document.text
    assert bool(mended.mended) == (mended.data != data)
    again = compare(original, mended.document.text)
    assert (again.old_text, again.new_text) == (original, mended.document.text)


@pytest.mark.soak(minutes=60)
def test_a_hundred_thousand_disturbed_documents() -> None:
    with ProcessPoolExecutor(min(4, os.cpu_count() or 1)) as pool:
        assert max(pool.map(try_block, range(INPUTS // BLOCK))) < SLOWEST


def test_the_first_of_them() -> None:
    for index in range(60):
        try_one(random.Random(index))  # noqa: S311 - the same inputs in every run
