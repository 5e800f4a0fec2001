"""Lends the free fonts to a browser: a machine without a Chinese font would draw boxes, and nobody would notice."""

from __future__ import annotations

from pathlib import Path
from xml.sax.saxutils import escape

_CONFIG = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
<include ignore_missing="yes">/etc/fonts/fonts.conf</include>
<dir>{folder}</dir>
</fontconfig>
"""


def lend(folder: Path, config: Path) -> dict[str, str]:
    """The environment in which a browser finds the fonts of *folder* beside the machine's own; writes *config*.

    Without *folder* the machine's own have to do, and the environment is empty.
    """
    if not folder.is_dir():
        return {}
    config.write_text(_CONFIG.format(folder=escape(str(folder.resolve()))), encoding="utf-8")
    return {"FONTCONFIG_FILE": str(config)}
