"""Which font file prints which typeface.

An office's own licensed fonts win, then a typeface of the right name installed on the system, then the free ones
(a folder described by its fonts.json), then what the system has.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from hongtou.fonts.faces import Face, FontChoice, FontFile, Origin
from hongtou.fonts.fontset import FontSet
from hongtou.fonts.sfnt import Names, names_in

_SUFFIXES = frozenset((".ttf", ".otf", ".ttc", ".otc"))
_BOLD = 700
_WEIGHT: dict[Face, int] = {Face.XIAOBIAOSONG: _BOLD}


@dataclass(frozen=True, slots=True)
class _Pattern:
    true: re.Pattern[str]
    like: tuple[re.Pattern[str], ...]


def _names(*patterns: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)


_SERIF = _names(
    "Noto Serif (CJK )?SC", "Source Han Serif", "思源宋体", "FandolSong", "UMing", "WenQuanYi|Droid"
)
_SANS = _names("Noto Sans (CJK )?SC", "Source Han Sans", "思源黑体", "FandolHei", "WenQuanYi|Droid")
_KAI = _names("FandolKai", "UKai|KaitiM", "霞鹜文楷|LXGW WenKai")
_PATTERNS: dict[Face, _Pattern] = {
    Face.FANGSONG: _Pattern(
        re.compile(r"仿宋|fang ?song|simfang|FZFS", re.IGNORECASE),
        _names("FandolFang", "朱雀仿宋|Zhuque") + _KAI + _SERIF,
    ),
    Face.XIAOBIAOSONG: _Pattern(re.compile(r"小标宋|xiao ?biao ?song|FZXBS", re.IGNORECASE), _SERIF),
    Face.HEITI: _Pattern(re.compile(r"黑体|simhei|STHeiti|FZHei|FZHT", re.IGNORECASE), _SANS),
    Face.KAITI: _Pattern(re.compile(r"楷体|kaiti|simkai|FZKai", re.IGNORECASE), _KAI + _SERIF),
    Face.SONGTI: _Pattern(re.compile(r"^宋体|simsun|STSong|书宋|FZSS", re.IGNORECASE), _SERIF + _SANS),
}


@dataclass(frozen=True, slots=True)
class _Candidate:
    file: FontFile
    names: Names


def is_named(family: str, face: Face) -> bool:
    """Whether *family*, as a file or a document names it, is that typeface and no stand-in."""
    return _PATTERNS[face].true.search(family) is not None


def find_fonts(
    *, office: Path | None = None, free: Path | None = None, system: Iterable[Path] | None = None
) -> FontSet:
    """The file for every typeface. *office* is the folder of licensed fonts, *free* that of the free ones with
    its fonts.json, *system* those of the machine (None: the usual ones). Changes nothing.
    """
    found = [*_in_folder(office, Origin.OFFICE), *_in_folder(free, Origin.FREE)]
    known = {each.file.path for each in found}
    for folder in _system_folders() if system is None else system:
        found += [each for each in _in_folder(folder, Origin.SYSTEM) if each.file.path not in known]
    declared = _declared(free) if free else {}
    choices = (_choose(role, found, declared.get(role, "")) for role in Face)
    chosen = {choice.role: choice for choice in choices if choice}
    used = {choice.face for choice in chosen.values()}
    extras = (each.file for each in found if each.file.origin is Origin.OFFICE and each.file not in used)
    return FontSet(chosen, tuple(extras))


def _in_folder(folder: Path | None, origin: Origin) -> list[_Candidate]:
    if folder is None or not folder.is_dir():
        return []
    return [
        _Candidate(FontFile(names.family or path.stem, names.weight, str(path), index, origin), names)
        for path in sorted(folder.rglob("*"))
        if path.suffix.lower() in _SUFFIXES
        for index, names in names_in(path)
        if names.upright
    ]


def _system_folders() -> list[Path]:
    home = Path.home()
    if sys.platform == "win32":
        return [Path("C:/Windows/Fonts"), home / "AppData/Local/Microsoft/Windows/Fonts"]
    if sys.platform == "darwin":
        return [home / "Library/Fonts", Path("/Library/Fonts"), Path("/System/Library/Fonts")]
    return [
        home / ".fonts",
        home / ".local/share/fonts",
        Path("/usr/local/share/fonts"),
        Path("/usr/share/fonts"),
    ]


def _choose(role: Face, found: Iterable[_Candidate], declared: str) -> FontChoice | None:
    best: tuple[tuple[int, ...], FontChoice] | None = None
    for each in found:
        fit = _fit(role, each, declared)
        if fit is not None and (best is None or fit < best[0]):
            best = fit, FontChoice(role, each.file, true=fit[0] == 0)
    return best[1] if best else None


def _fit(role: Face, each: _Candidate, declared: str) -> tuple[int, ...] | None:
    """How well a file serves *role*, smaller is better; None when it does not."""
    weight = abs(each.file.weight - _WEIGHT.get(role, 400))
    origin = list(Origin).index(each.file.origin)
    names = _all_names(each)
    likeness = next((n for n, like in enumerate(_PATTERNS[role].like) if like.search(names)), None)
    if likeness is None and _PATTERNS[role].true.search(names):
        return (0, origin, 0, weight)
    if declared and each.file.origin is Origin.FREE and Path(each.file.path).name == declared:
        return (1, origin, 0, weight)
    return None if likeness is None else (1, origin, 1 + likeness, weight)


def _all_names(each: _Candidate) -> str:
    """The family with, for an office's own file, the names inside it and of it (Chinese ones among them)."""
    if each.file.origin is not Origin.OFFICE:
        return each.file.family
    return "\n".join((each.file.family, *each.names.every, Path(each.file.path).stem))


def _declared(folder: Path) -> dict[Face, str]:
    """The file that fonts.json of the free fonts names for each role; nothing when there is no such list."""
    try:
        listed = json.loads((folder / "fonts.json").read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return {role: _file_name(listed.get(str(role))) for role in Face} if isinstance(listed, dict) else {}


def _file_name(entry: object) -> str:
    name = entry.get("file", "") if isinstance(entry, dict) else entry
    return Path(name).name if isinstance(name, str) else ""
