"""Recognising text in pictures with tesseract, when it is installed: from memory to memory, never by a file."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from functools import cache

LANGUAGE = "chi_sim"
SECONDS_PER_PAGE = 15.0
_ONE_COLUMN = "4"
_BLANK_BETWEEN_HANZI = re.compile(
    r"(?<=[㐀-鿿，。：；、（）〔〕《》★])[ \t]+(?=[㐀-鿿，。：；、（）〔〕《》★\d])"
)
# The star of a mark is read as any Hanzi or sign that looks like it (女, 妇, 夺, *): on a line that holds
# nothing but degree, one sign and period, it can only be the star.
_MARK_LINE = re.compile(
    r"^(\W*\d{0,6}\W*(?:绝\s*密|机\s*密|秘\s*密))\s*[^\s\d]\s*(?=(?:\d{1,2}\s*(?:年|个月)|长期)\W*$)",
    re.MULTILINE,
)


@cache
def installed() -> str | None:
    """The path of a tesseract that knows simplified Chinese; None when there is none."""
    program = shutil.which("tesseract")
    if program is None:
        return None
    listed = subprocess.run(  # noqa: S603 - a program found on the path, with fixed arguments
        [program, "--list-langs"], capture_output=True, text=True, check=False, timeout=SECONDS_PER_PAGE
    )
    return program if LANGUAGE in listed.stdout.split() else None


def recognise(image: bytes, *, seconds: float = SECONDS_PER_PAGE) -> str | None:
    """The text of one page in *image* (PNG); None without tesseract, on failure, or after *seconds*.

    The picture goes in by standard input and the text comes out by standard output.
    """
    program = installed()
    if program is None or seconds <= 0:
        return None
    try:
        done = subprocess.run(  # noqa: S603 - as above
            [program, "stdin", "stdout", "-l", LANGUAGE, "--psm", _ONE_COLUMN],
            input=image,
            capture_output=True,
            check=False,
            timeout=seconds,
            # One thread each: several people scan at once, and more threads make one page slower.
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )
    except (subprocess.TimeoutExpired, OSError):
        return None
    if done.returncode != 0:
        return None
    return restore_stars(_BLANK_BETWEEN_HANZI.sub("", done.stdout.decode("utf-8", "replace")).strip())


def restore_stars(text: str) -> str:
    """*text* with ★ put back where a line is a mark whose star was misread."""
    return _MARK_LINE.sub(r"\1★", text)
