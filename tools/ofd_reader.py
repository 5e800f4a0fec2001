"""ofd.js (Apache-2.0), a reader of OFD by other hands, which only tests use: in a browser it shows what we wrote.

One file of the package is kept; the package itself, which brings a user interface along, is not installed.
"""

from __future__ import annotations

import shutil
import tarfile
import tempfile
from pathlib import Path

from tools.console import Failed, say, step
from tools.npm_files import Npm, unpack

PACKAGE = "ofd.js@0.2.6"
_INTEGRITY = "sha512-qBC4bD5fC2e+qWg2ap6pajAU1Rl/G6+l6NUxMVgdcXTtjWcdRSYD6e63WGgmKAEuE4fjmntzIXZwODawjWmQuw=="
_FILE = "package/lib/ofd.umd.min.js"


def place(home: Path) -> Path:
    """Where the script lies, or would lie."""
    return home / "ofd-reader" / "ofd.umd.min.js"


def fetch(home: Path, npm: Npm) -> None:
    """Bring the script when *home* lacks it; when it cannot be had, that is said and tried again the next time."""
    kept = place(home)
    if kept.exists():
        return
    kept.parent.mkdir(parents=True, exist_ok=True)
    try:
        with (
            step(f"下载测试用的版式文件阅读器 {PACKAGE}"),
            tempfile.TemporaryDirectory(dir=kept.parent) as work,
        ):
            shutil.move(unpack(PACKAGE, _INTEGRITY, [_FILE], Path(work), npm) / _FILE, kept)
    except (Failed, OSError, KeyError, StopIteration, tarfile.TarError) as reason:
        why = str(reason).strip().splitlines()[:2][-1]
        say(f"  {PACKAGE} 没有取到，有一项测试因此不能做：{why}")
