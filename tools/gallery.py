"""`make gallery`: a picture of every screen in every state, at 1440 and 390 px, in the folder gallery."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tools import browser_fonts, system_packages
from tools.bootstrap import BIN, find_node, shuniu_home
from tools.console import ROOT, say, stop
from tools.system_packages import CHROMIUM


def main() -> None:
    """`python -m tools.gallery [SCREEN …]`; without names all screens."""
    if system_packages.ensure(CHROMIUM):
        stop(f"没有 {CHROMIUM.title}，请先安装 {'、'.join(CHROMIUM.packages)}。")
    shoot = [BIN / "python", "-m", "shuniu.kernel.platform.ui.shoot", "gallery", *sys.argv[1:]]
    with tempfile.TemporaryDirectory() as folder:
        lent = browser_fonts.lend(shuniu_home() / "fonts-free", Path(folder) / "fonts.conf")
        environment = {**os.environ, **find_node().for_playwright, **lent}
        done = subprocess.run(shoot, cwd=ROOT, env=environment)
    say(f"  图片在 {ROOT / 'gallery'}")
    sys.exit(done.returncode)


if __name__ == "__main__":
    main()
