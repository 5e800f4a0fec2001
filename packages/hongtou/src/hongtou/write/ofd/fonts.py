"""The fonts of a document: a part that names them, and one file each with the glyphs that are used."""

from __future__ import annotations

from collections.abc import Mapping

from hongtou.fonts import BadFont
from hongtou.fonts.standalone import standalone
from hongtou.write.ofd.xml import HEAD, NAMESPACE, element
from hongtou.write.placing import UsedFont
from hongtou.write.xml import attribute

_BOLD = 600


class Fonts:
    """The fonts *used*, by their numbers; ``files`` are the parts to embed, by name."""

    def __init__(self, used: Mapping[int, UsedFont]) -> None:
        self._used = used
        self._file_of: dict[int, str] = {}
        self.files: dict[str, bytes] = {}
        for number, font in used.items():
            self._embed(number, font)

    def _embed(self, number: int, used: UsedFont) -> None:
        if used.font is None:
            return
        try:
            data = standalone(used.font, used.glyphs, used.codes, _name(used))
        except (OSError, BadFont):
            return  # the reader's own font of that family draws it
        name = f"font_{number}.{'ttf' if used.font.outlines == 'glyf' else 'otf'}"
        self.files[name] = data
        self._file_of[number] = name

    def resources(self) -> str:
        """The part PublicRes.xml. The family is the typeface that the standard names, for readers without the file."""
        listed = "".join(
            f'<ofd:Font ID="{number}" FontName={attribute(_name(used))} '
            f"FamilyName={attribute(used.face)}{_bold(used)}>{self._file(number)}</ofd:Font>"
            for number, used in self._used.items()
        )
        fonts = f"<ofd:Fonts>{listed}</ofd:Fonts>" if listed else ""
        return f'{HEAD}<ofd:Res xmlns:ofd="{NAMESPACE}" BaseLoc="Res">{fonts}</ofd:Res>'

    def _file(self, number: int) -> str:
        return element("FontFile", self._file_of[number]) if number in self._file_of else ""


def _name(used: UsedFont) -> str:
    """What the font is called: the regular and the bold of a family are told apart, as readers keep fonts by name."""
    if used.file is None:
        return used.face
    return f"{used.file.family} Bold" if used.file.weight >= _BOLD else used.file.family


def _bold(used: UsedFont) -> str:
    return ' Bold="true"' if used.file and used.file.weight >= _BOLD else ""
