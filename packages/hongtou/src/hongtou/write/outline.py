"""The outline of a document: bookmarks below each other as their levels say."""

from __future__ import annotations

from dataclasses import dataclass, field

from hongtou.layout.grid import mm
from hongtou.layout.page import Layout
from hongtou.write.objects import Objects, hex_text, number


@dataclass(slots=True)
class Entry:
    """A bookmark: what it says, on which page (from 0) and how many mm below its upper edge, what stands below it."""

    text: str
    page: int
    top: float
    below: list[Entry] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many entries stand below it, at any depth."""
        return sum(1 + entry.count for entry in self.below)


def outline_of(layout: Layout) -> list[Entry]:
    """The entries of the highest level. A level that was skipped leaves no gap."""
    root = Entry("", 0, 0.0)
    open_entries = [(-1, root)]
    for page, content in enumerate(layout.pages):
        turned = content.across.runs if content.across else ()
        for run in content.every_run:
            if run.opens is None:
                continue
            while open_entries[-1][0] >= run.opens.level:
                open_entries.pop()
            # What is turned begins at the foot of its page: the whole of it is to be seen.
            top = 0.0 if run in turned else max(0.0, run.y - mm(run.size_pt))
            entry = Entry(run.opens.text, page, top)
            open_entries[-1][1].below.append(entry)
            open_entries.append((run.opens.level, entry))
    return root.below


def pdf_outline(objects: Objects, entries: list[Entry], pages: list[int], height: float) -> int:
    """The outline of a PDF (ISO 32000-1, 12.3.3) whose pages are the objects *pages*, *height* mm high; the number of
    its object."""
    return _pdf_entry(
        objects, Entry("", 0, 0.0, entries), None, (None, None), objects.reserve(), pages, height
    )


def _pdf_entry(
    objects: Objects,
    entry: Entry,
    parent: int | None,
    beside: tuple[int | None, int | None],
    own: int,
    pages: list[int],
    height: float,
) -> int:
    numbers = [objects.reserve() for _ in entry.below]
    words = [f"/First {numbers[0]} 0 R /Last {numbers[-1]} 0 R /Count {entry.count}"] if numbers else []
    if parent is not None:
        top = number((height - entry.top) / mm(1))
        words += [
            f"/Title {hex_text(entry.text)} /Parent {parent} 0 R /Dest [{pages[entry.page]} 0 R /XYZ null {top} null]"
        ]
        words += [f"/{name} {one} 0 R" for name, one in zip(("Prev", "Next"), beside, strict=True) if one]
    objects.fill(own, f"<< {' '.join(words)} >>")
    for index, (each, one) in enumerate(zip(entry.below, numbers, strict=True)):
        before = numbers[index - 1] if index else None
        after = numbers[index + 1] if index + 1 < len(numbers) else None
        _pdf_entry(objects, each, own, (before, after), one, pages, height)
    return own
