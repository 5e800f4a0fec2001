"""Samples of rules that look at the page: a good document as a Word file, with its look changed here and there."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from functools import lru_cache

from hongtou.check.specimen import BODY, specimen
from hongtou.manuscript import manuscript_of
from hongtou.read import read
from hongtou.roles import Role

_EPOCH = (1980, 1, 1, 0, 0, 0)
DOCUMENT, STYLES = "word/document.xml", "word/styles.xml"
FOOTERS = ("word/footer1.xml", "word/footer2.xml")


def issued(body: str = BODY, **parts: str) -> str:
    """The specimen with a 版记, parts replaced as there."""
    copies, imprint = "抄送：县人大常委会办公室，县政协办公室。", "云岭县人民政府办公室　　2026年3月3日印发"
    return specimen(body, **({"copies": copies, "imprint": imprint} | parts))


@dataclass(frozen=True, slots=True)
class Change:
    """In the parts named, what *pattern* matches becomes *new* (as ``re.sub`` has it); only in the style of an element
    where one is named."""

    parts: tuple[str, ...]
    pattern: str
    new: str
    style: Role | None = None

    def made_in(self, part: str) -> str:
        """*part* with the change made."""
        if self.style is None:
            return re.sub(self.pattern, self.new, part, flags=re.DOTALL)
        # Rules are loaded with their samples, and writing only with the first sample that is written.
        from hongtou.write.word.styles import STYLE_IDS

        one = rf'(w:styleId="{STYLE_IDS[self.style]}">(?:(?!</w:style>).)*?){self.pattern}'
        return re.sub(one, rf"\g<1>{self.new}", part, flags=re.DOTALL)


@dataclass(frozen=True, slots=True)
class WordSample:
    """*text* as hongtou writes it in Word, after *changes*; ``says`` tells people what the sample looks like.

    ``bytes`` gives the file. Raises ValueError when a change changes nothing: such a sample would show nothing.
    """

    says: str
    changes: tuple[Change, ...] = ()
    text: str = issued()

    def __bytes__(self) -> bytes:
        return _written(self)


@lru_cache(maxsize=128)
def _written(sample: WordSample) -> bytes:
    from hongtou.write.word import write_docx  # setting and writing come in only where samples are asked for

    data = write_docx(manuscript_of(read(sample.text.encode(), "样本.txt")))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for change in sample.changes:
        for name in change.parts:
            old = parts[name].decode()
            parts[name] = change.made_in(old).encode()
            if parts[name] == old.encode():
                raise ValueError(f"{sample.says}: {change.pattern} matches nothing in {name}")
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), content)
    return buffer.getvalue()


GOOD = WordSample("按标准排的文件。")


def in_document(pattern: str, new: str) -> Change:
    """A change of the document itself."""
    return Change((DOCUMENT,), pattern, new)


def in_footers(pattern: str, new: str) -> Change:
    """A change of the page numbers of odd and of even pages."""
    return Change(FOOTERS, pattern, new)


def in_style(name: str, pattern: str, new: str) -> Change:
    """A change of the style of an element, named as what follows 公文· in its name."""
    return Change((STYLES,), pattern, new, Role(f"公文·{name}"))


def font_of_style(name: str, font: str) -> Change:
    """Another font for an element."""
    return in_style(name, r"<w:rFonts [^>]*/>", f'<w:rFonts w:ascii="{font}" w:eastAsia="{font}"/>')


def size_of_style(name: str, points: float) -> Change:
    """Another size for an element."""
    return in_style(name, r'<w:sz w:val="\d+"/>', f'<w:sz w:val="{round(2 * points)}"/>')
