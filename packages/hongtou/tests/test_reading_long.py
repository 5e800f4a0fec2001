"""A hundred thousand broken files of every kind: each is read and worked with, or refused in a sentence, in bounded time.

One input again: python packages/hongtou/tests/test_reading_long.py 4711; so many of them: … --first 20000
"""

from __future__ import annotations

import io
import os
import random
import re
import signal
import sys
import time
import zipfile
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import lru_cache

import pytest
from county_documents import NOTICE
from file_builders import docx, ofd_of_text, p, pdf_of_text, table, text_box
from manuscripts import ONE_PAGE, WITH_ANNEXES, free_fonts

import hongtou
from hongtou import Unreadable
from hongtou.commands.read import document_as_json
from hongtou.read import Kind

INPUTS, BLOCK = 100_000, 250
SLOWEST = 20
"""Seconds after which an input counts as a hang."""
_TAG = re.compile(rb"<[^<>]*>")
_ODD = (
    b"\x00",
    b"\xff\xfe",
    b"<",
    b"&a;",
    b"]]>",
    b"-1",
    b"99999999999",
    b"1e309",
    "　".encode(),
    b"\xed\xa0\x80",
    b"%",
    b"(",
    b">>",
)


@lru_cache
def originals() -> tuple[tuple[bytes, str], ...]:
    """Documents of our own in every kind of file."""
    layout = hongtou.lay_out(ONE_PAGE, fonts=free_fonts())
    own = docx(
        p("", raw=text_box("云岭县人民政府文件"))
        + "".join(map(p, NOTICE.splitlines()))
        + table([["抄送：县委办。"]])
    )
    return (
        (NOTICE.encode(), "a.txt"),
        (NOTICE.encode("gb18030"), "a.txt"),
        (own, "a.docx"),
        (hongtou.write_docx(WITH_ANNEXES), "a.docx"),
        (pdf_of_text(NOTICE), "a.pdf"),
        (hongtou.write_pdf(layout), "a.pdf"),
        (ofd_of_text(NOTICE), "a.ofd"),
    )


def broken_bytes(chance: random.Random, data: bytes) -> bytes:
    """*data* with a few bytes lost, doubled, changed or put in, or cut short."""
    for _ in range(chance.randrange(1, 6)):
        start = chance.randrange(len(data) + 1)
        end = min(len(data), start + chance.choice((1, 1, 4, 60, 2_000)))
        piece = chance.choice((b"", data[start:end] * 2, chance.randbytes(end - start), chance.choice(_ODD)))
        data = data[:start] + piece + data[end:]
    return data[: chance.randrange(len(data) + 1)] if chance.random() < 0.1 else data


def broken_part(chance: random.Random, xml: bytes) -> bytes:
    """A part whose elements are lost, doubled, moved or nested, still XML more often than not."""
    for _ in range(chance.randrange(1, 5)):
        tags = list(_TAG.finditer(xml))
        if not tags:
            break
        one, other = chance.choice(tags), chance.choice(tags)
        piece, number = chance.choice(("", "twice", "instead", "number")), re.search(rb'"-?\d+"', one.group())
        if piece == "number" and number is not None:
            at = one.start() + number.start()
            value = chance.choice((b"-1", b"0", b"2147483648", b"x", b""))
            xml = xml[: at + 1] + value + xml[at + len(number.group()) - 1 :]
        elif one.group().endswith(b"/>"):
            repeated = one.group() * (2000 if piece == "twice" else 0) or (
                other.group() if piece == "instead" else b""
            )
            xml = xml[: one.start()] + repeated + xml[one.end() :]
        else:
            # An element with all that is in it stands once more, or as often as it takes to nest deeply.
            name = re.match(rb"</?([\w:]+)", one.group())
            opened = b"<" + name[1] + b">" if name else b""
            depth = chance.choice((1, 2, 300))
            xml = xml[: one.start()] + opened * depth + one.group() + xml[one.end() :]
    return xml


def broken(chance: random.Random, data: bytes) -> bytes:
    """*data* with damage of one kind: to its bytes, or to a part within it."""
    if not data.startswith(b"PK") or chance.random() < 0.3:
        return broken_bytes(chance, data)
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as before,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        names = [name for name in before.namelist() if name.endswith((".xml", ".rels"))]
        hit = set(chance.sample(names, min(len(names), chance.randrange(1, 3))))
        for name in before.namelist():
            content = before.read(name)
            if name in hit:
                content = chance.choice((broken_part, broken_part, broken_bytes))(chance, content)
            if name not in hit or chance.random() > 0.05:
                after.writestr(name, content)
    return buffer.getvalue()


def try_one(chance: random.Random) -> str:
    """Break one file and do with it what people do; returns how it ended."""
    original, name = chance.choice(originals())
    data = broken(chance, original)
    verdict = hongtou.inspect_file(data, name)
    assert verdict.level in hongtou.Level
    try:
        document = hongtou.read(data, name)
    except Unreadable as refusal:
        assert isinstance(refusal.kind, Kind) and refusal.message_zh.endswith("。")
        return "refused"
    for start, end in document_as_json(document)["spans"].values():
        assert 0 <= start <= end <= len(document.text)
    for finding in hongtou.check_document(document):
        assert finding.span is None or finding.span.end <= len(document.text)
    if chance.random() < 0.1:
        redline = hongtou.compare(NOTICE, document.text)
        assert (redline.old_text, redline.new_text) == (NOTICE, document.text)
    if chance.random() < 0.1:
        try:
            mended = hongtou.mend(data, name)
        except Unreadable as refusal:
            assert refusal.message_zh.endswith("。")
        else:
            assert hongtou.mend(mended.data, name).data == mended.data
    if chance.random() < 0.01 and document.title and len(document.text) < 3_000:
        try:
            hongtou.lay_out(hongtou.manuscript_of(document), fonts=free_fonts())
        except ValueError as refusal:
            # A title or a name that no page takes is refused in a sentence.
            assert re.match("[一-龥]", str(refusal))
    return "read"


@contextmanager
def _at_most(seconds: int) -> Iterator[None]:
    def hang(*_: object) -> None:
        raise TimeoutError(f"longer than {seconds} s")

    signal.signal(signal.SIGALRM, hang)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)


def try_block(number: int) -> tuple[dict[str, int], list[str], float]:
    """How many inputs of a block were read and how many refused, which failed and why, and the seconds the slowest
    of them took."""
    ended, failed, slowest = {"read": 0, "refused": 0}, [], 0.0
    for index in range(number * BLOCK, (number + 1) * BLOCK):
        begun = time.process_time()
        try:
            with _at_most(SLOWEST):
                ended[try_one(random.Random(index))] += 1  # noqa: S311 - the same inputs in every run
        except Exception as failure:  # noqa: BLE001 - whatever it is, the seed and the reason are what is asked for
            failed.append(f"{index}: {type(failure).__name__}: {str(failure)[:200]}")
        slowest = max(slowest, time.process_time() - begun)
    return ended, failed, slowest


def run(inputs: int) -> tuple[int, int, list[str], float]:
    """Work through the first so many inputs in parallel: how many were read, refused, failed; the slowest."""
    read = refused = 0
    failures: list[str] = []
    slowest = 0.0
    with ProcessPoolExecutor(min(4, os.cpu_count() or 1)) as pool:
        for ended, failed, slow in pool.map(try_block, range(inputs // BLOCK)):
            read, refused = read + ended["read"], refused + ended["refused"]
            failures += failed
            slowest = max(slowest, slow)
            # What a person who waits wants to see at once; pytest keeps it to itself.
            sys.stderr.write("".join(f"{each}\n" for each in failed) + f"{read + refused + len(failures)}\r")
    return read, refused, failures, slowest


@pytest.mark.soak(minutes=90)
def test_a_hundred_thousand_broken_files() -> None:
    read, refused, failures, _ = run(INPUTS)
    assert failures == []
    assert read + refused == INPUTS
    assert min(read, refused) > INPUTS / 20


def test_the_first_of_them() -> None:
    ends = [try_one(random.Random(index)) for index in range(60)]  # noqa: S311 - the same inputs in every run
    assert set(ends) == {"read", "refused"}


if __name__ == "__main__":
    if sys.argv[1] == "--first":
        started = time.perf_counter()
        result = run(int(sys.argv[2]))
        sys.stdout.write("\n".join(result[2][:40]) + "\n" if result[2] else "")
        sys.stdout.write(
            f"read {result[0]}, refused {result[1]}, failed {len(result[2])}, slowest {result[3]:.1f} s, "
            f"{time.perf_counter() - started:.0f} s in all\n"
        )
    else:
        sys.stdout.write(try_one(random.Random(int(sys.argv[1]))) + "\n")  # noqa: S311 - the same input
