"""The pictures of a Word document: the files its drawings name, and what is to be told of those that cannot be set."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from hongtou.pictures import BadPicture, picture_of
from hongtou.read.archive import Archive
from hongtou.read.lines import Pictured
from hongtou.read.picture_budget import TOO_MANY, Budget
from hongtou.read.unreadable import Unreadable
from hongtou.read.word_inline import Drawing


@dataclass(slots=True)
class WordPictures:
    """Finds pictures by the names that the document part has for them; ``remarks`` say in Chinese sentences, in the
    order of the document, which were left out and why."""

    archive: Archive
    relations: Mapping[str, str]
    remarks: list[str] = field(default_factory=list)
    _met: int = 0
    _budget: Budget = field(default_factory=Budget)

    def __call__(self, drawing: Drawing) -> Pictured | None:
        """The picture of *drawing*; None, and a remark, when it cannot be set."""
        self._met += 1
        if self._budget.spent:
            return None
        if not self._budget.left():
            self.remarks.append(TOO_MANY)
            return None
        which = f"第{self._met}幅图片"
        name = self.relations.get(drawing.relation, "")
        if name not in self.archive.names:
            self._leave_out(f"{which}不在文件里，只是一个链接，")
            return None
        if drawing.turn is None:
            self._leave_out(f"{which}在Word里斜着放，请用看图软件转正后重新插入；")
            return None
        size = (drawing.width, 0.0) if drawing.cropped else (drawing.width, drawing.height)
        if drawing.turn % 2:
            size = size[::-1]
        try:
            picture = picture_of(
                self.archive.part(name),
                description=drawing.description,
                width=size[0],
                height=size[1],
                turn=drawing.turn,
            )
        except BadPicture as refusal:
            self._leave_out(f"{which}：{refusal}；")
            return None
        except Unreadable:
            self._leave_out(f"{which}已损坏，")
            return None
        self._budget.count(picture)
        if drawing.cropped:
            self.remarks.append(f"{which}在Word里裁剪过，排版时按整幅图排。")
        return Pictured(picture, drawing.floats)

    def _leave_out(self, why: str) -> None:
        self.remarks.append(f"{why}没有排进版面。")
