"""Programs from the distribution: installed with apt when we are root, named in one sentence otherwise."""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from tools.console import say


@dataclass(frozen=True)
class Program:
    """A program, where it may lie, and the Debian packages that bring it; `instead` where those do not exist."""

    title: str
    places: tuple[str, ...]
    packages: tuple[str, ...]
    instead: tuple[str, ...] = ()

    def find(self) -> Path | None:
        """The program's path, or None when this machine has none. Of several versions the highest."""
        for place in self.places:
            on_path = shutil.which(place)
            if on_path:
                return Path(on_path)
            matches = sorted(Path("/").glob(place.lstrip("/")), key=_version_key) if "/" in place else []
            if matches:
                return matches[-1]
        return None


def _version_key(path: Path) -> list[int]:
    return [int(part) for part in path.parts if part.isdecimal()]


# The shell is the same engine without the browser's own windows, which took half of the processor's time.
CHROMIUM = Program(
    "Chromium 浏览器",
    ("chromium-headless-shell", "/usr/bin/chromium", "chromium", "chromium-browser"),
    ("chromium-headless-shell",),
    instead=("chromium",),
)
POSTGRESQL = Program("PostgreSQL", ("/usr/lib/postgresql/*/bin/initdb",), ("postgresql",))
LIBREOFFICE = Program(
    "LibreOffice Writer", ("soffice", "/usr/lib/libreoffice/program/soffice"), ("libreoffice-writer-nogui",)
)
TESSERACT = Program(
    "文字识别 tesseract（chi_sim）",
    ("/usr/share/tesseract-ocr/*/tessdata/chi_sim.traineddata",),
    ("tesseract-ocr", "tesseract-ocr-chi-sim"),
)


def ensure(*programs: Program) -> list[Program]:
    """Install what is missing when that is possible; the programs that are still missing afterwards."""
    missing = [program for program in programs if program.find() is None]
    if missing and can_install():
        install(*(package for program in missing for package in program.packages))
        for program in (program for program in missing if program.instead and program.find() is None):
            install(*program.instead)
    return [program for program in missing if program.find() is None]


def can_install() -> bool:
    """True when we are root on a machine with apt."""
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def install(*packages: str) -> bool:
    """Install Debian packages as root; False when apt could not."""
    say(f"· 用 apt 安装 {'、'.join(packages)} …")
    _update_lists()
    return _apt("install", "-y", "--no-install-recommends", *packages)


@functools.cache
def _update_lists() -> None:
    _apt("update")


def _apt(*words: str) -> bool:
    done = subprocess.run(
        ["apt-get", "-qq", "-o", "Dpkg::Use-Pty=0", *words],
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )
    if done.returncode != 0:
        say(f"  apt-get {words[0]} 没有成功：{' '.join(done.stdout.strip().splitlines()[-1:])}")
    return done.returncode == 0
