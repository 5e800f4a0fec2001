"""What is installed where, for whom, and from which bundle."""

from __future__ import annotations

import hashlib
import json
import os
import platform
import pwd
import re
import sys
from dataclasses import dataclass
from pathlib import Path

from installer.telling import Failed

PREFIX, HOME, CONFIG, BACKUPS, USER = (
    "/opt/shuniu",
    "/var/lib/shuniu",
    "/etc/shuniu",
    "/backup/shuniu",
    "shuniu",
)
"""What the files in deploy are written for; another place takes the place of these in them."""


@dataclass(frozen=True)
class Bundle:
    """The unpacked bundle: its folder, version, commit, the seconds of the commit, the Pythons that it fits."""

    folder: Path
    version: str
    commit: str
    moment: int
    pythons: tuple[str, ...]

    @property
    def release(self) -> str:
        """The name of the folder that this very version is installed in."""
        name = f"{self.version}-{self.commit[:10]}"
        if not self.commit.endswith("-changed"):
            return name
        sums = (self.folder / "SHA256SUMS").read_bytes()
        return f"{name}-changed-{hashlib.sha256(sums).hexdigest()[:10]}"


def read_bundle(folder: Path) -> Bundle:
    """What bundle.json says. Raises `Failed`."""
    try:
        said = json.loads((folder / "bundle.json").read_text(encoding="utf-8"))
        return Bundle(folder, said["version"], said["commit"], int(said["moment"]), tuple(said["pythons"]))
    except (OSError, ValueError, KeyError):
        raise Failed(f"{folder} 不是完整的安装包。请解开安装包，运行里面的 install.sh。") from None


def require_machine(bundle: Bundle) -> None:
    """Raises `Failed` when the compiled parts of the bundle cannot run here."""
    if platform.system() != "Linux" or platform.machine() not in {"x86_64", "AMD64"}:
        raise Failed(f"安装包只能装在 x86_64 的 Linux 上，这台机器是 {platform.machine()}。")
    mine = f"{sys.version_info.major}.{sys.version_info.minor}"
    if mine not in bundle.pythons:
        fitting = "、".join(bundle.pythons)
        raise Failed(
            f"安装包要用 Python {fitting}（Debian 12 自带），找到的是 {mine}。"
            "请装好以后用 PYTHON=/路径/python3.11 ./install.sh 指明。"
        )
    try:
        import venv  # noqa: F401  (only whether it is there)
    except ImportError:
        raise Failed("这个 Python 没有 venv 模块。Debian 12 上请安装 libpython3.11-stdlib。") from None


LAYOUT = "layout.json"


def remembered(prefix: Path) -> dict[str, str]:
    """Where the installation in *prefix* has its home, config and backups, and its user; empty when there is none."""
    try:
        told = json.loads((prefix / LAYOUT).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {name: place for name, place in told.items() if place}


@dataclass(frozen=True)
class Layout:
    """Where things go. `user` is empty when everything belongs to whoever installs."""

    prefix: Path
    home: Path
    config: Path
    backups: Path | None
    user: str
    systemd: bool

    @property
    def current(self) -> Path:
        """The link to the release in use."""
        return self.prefix / "current"

    @property
    def releases(self) -> Path:
        return self.prefix / "releases"

    @property
    def settings(self) -> Path:
        return self.config / "shuniu.env"

    @property
    def installed(self) -> Path | None:
        """The release in use, if there is one."""
        return self.current.resolve() if self.current.is_dir() else None

    def owner(self) -> tuple[int, int] | None:
        """The ids of the service's user, None when there is no such user of its own."""
        if not self.user:
            return None
        entry = pwd.getpwnam(self.user)
        return entry.pw_uid, entry.pw_gid

    def as_json(self) -> str:
        """As `remembered` reads it."""
        places = {"home": self.home, "config": self.config, "backups": self.backups, "user": self.user}
        told = {name: None if place is None else str(place) for name, place in places.items()}
        return json.dumps(told, ensure_ascii=False, indent=1) + "\n"

    def own(self, path: Path) -> None:
        """Give *path* to the service's user."""
        if (ids := self.owner()) is not None:
            os.chown(path, *ids, follow_symlinks=False)

    def written_for(self, text: str) -> str:
        """A file of deploy with the places of this installation."""
        places = {
            PREFIX: self.prefix,
            HOME: self.home,
            CONFIG: self.config,
            BACKUPS: self.backups or self.home / "backups",
        }
        text = re.sub("|".join(places), lambda found: str(places[found[0]]), text)
        if self.user and self.user != USER:
            for word in ("User", "Group"):
                text = text.replace(f"{word}={USER}\n", f"{word}={self.user}\n")
        if str(self.home) != HOME:
            # systemd makes only what lies in /var/lib; a folder elsewhere is made by us and opened for writing.
            text = text.replace("StateDirectory=shuniu\n", f"ReadWritePaths={self.home}\n")
            text = text.replace("StateDirectoryMode=0700\n", "")
        return text
