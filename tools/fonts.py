"""Free fonts for the printed page, and the announcement of what stands in for what.

`fetch` brings the files of fonts.toml into $SHUNIU_HOME/fonts-free, from npm and from Debian packages that are
downloaded and unpacked, never installed, and writes fonts.json there. `announce` asks the product which font it
will print each role with: an office's own fonts in $SHUNIU_HOME/fonts win.
"""

from __future__ import annotations

import json
import shutil
import sys
import tarfile
import tempfile
import tomllib
from pathlib import Path

from tools.console import Failed, run, say, step
from tools.npm_files import Npm, unpack

TABLE = Path(__file__).with_name("fonts.toml")
SUFFIXES = {".ttf", ".otf", ".ttc"}

# Characters of real names that small fonts lack; a box in the place of a leader's name must not be printed.
RARE_IN_NAMES = "镕祎堃喆䶮赟旻甦翀玥禤"


def _table() -> dict:
    return tomllib.loads(TABLE.read_text(encoding="utf-8"))


def names() -> list[str]:
    """Every file that `fetch` brings, licences too."""
    return sorted(name for source in _table()["source"] for name in source["files"].values())


def listing(home: Path) -> str:
    """The fonts that lie in *home*, as text that changes when one comes, goes or is replaced."""
    files = _font_files(home / "fonts") + _font_files(home / "fonts-free")
    return "\n".join(f"{path} {path.stat().st_size} {path.stat().st_mtime_ns}" for path in files)


def _font_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES)


def fetch(home: Path, npm: Npm) -> None:
    """Bring the free fonts that *home* lacks; what cannot be had is said and tried again the next time."""
    free = home / "fonts-free"
    free.mkdir(parents=True, exist_ok=True)
    for source in _table()["source"]:
        if all((free / name).exists() for name in source["files"].values()):
            continue
        title = source.get("npm") or source["deb"]
        try:
            with step(f"下载免费字体 {title}"), tempfile.TemporaryDirectory(dir=free) as work:
                _bring(source, Path(work), npm, free)
        except (Failed, OSError, KeyError, StopIteration, tarfile.TarError) as reason:
            why = str(reason).strip().splitlines()[:2][-1]
            say(f"  字体 {title} 没有取到，不影响启动：{why}")
    describe(home)


def _bring(source: dict, work: Path, npm: Npm, free: Path) -> None:
    unpacked = (
        unpack(source["npm"], source["integrity"], source["files"], work, npm)
        if "npm" in source
        else _from_debian(source["deb"], work)
    )
    for inside, name in source["files"].items():
        shutil.move(unpacked / inside, free / name)
        (free / name).chmod(0o644)


def _from_debian(package: str, work: Path) -> Path:
    if shutil.which("apt-get") is None or shutil.which("dpkg-deb") is None:
        raise Failed("这台机器没有 apt。")
    try:
        run(["apt-get", "-qq", "download", package], cwd=work)
    except Failed:
        run(["apt-get", "-qq", *_private_apt(work), "update"], cwd=work)
        run(["apt-get", "-qq", *_private_apt(work), "download", package], cwd=work)
    run(["dpkg-deb", "-x", next(work.glob("*.deb")), work / "unpacked"])
    return work / "unpacked"


def _private_apt(work: Path) -> list[str]:
    """Package lists of our own: the machine may have none, and only root may renew its lists."""
    (work / "lists" / "partial").mkdir(parents=True, exist_ok=True)
    return [
        "-o",
        f"Dir::State::lists={work / 'lists'}",
        "-o",
        f"Dir::Cache={work}",
        "-o",
        "APT::Sandbox::User=",
    ]


def describe(home: Path) -> None:
    """Write fonts-free/fonts.json: for each role the free file that serves it, or null when none was had."""
    free = home / "fonts-free"
    licences = {name: source["licence"] for source in _table()["source"] for name in source["files"].values()}
    served: dict[str, dict | None] = {}
    for role, names in _table()["roles"].items():
        name = next((name for name in names if (free / name).exists()), None)
        served[role] = name and {"file": name, "substitute": True, "licence": licences[name]}
    text = json.dumps(served, ensure_ascii=False, indent=1)
    (free / "fonts.json").write_text(text + "\n", encoding="utf-8")


def serves(home: Path, role: str) -> bool:
    """True when a free font serves *role*, or the office has put in fonts of its own."""
    text = (home / "fonts-free" / "fonts.json").read_text(encoding="utf-8")
    return json.loads(text)[role] is not None or bool(_font_files(home / "fonts"))


def announce(home: Path) -> None:
    """Say for every role which font prints it, what it lacks, and loudest what no font serves."""
    from shuniu.kernel.platform.papers.fonts import Role, find_fonts

    found = find_fonts(home)
    for role in Role:
        choice = found.choices.get(role)
        if choice is None:
            say(f"! 没有{role}：印出的公文不合格式，请把本单位的{role}字体放进 SHUNIU_HOME/fonts")
            continue
        borrowed = "".join(item.characters for item in found.borrowed(role, RARE_IN_NAMES))
        lacks = f"；人名用字 {borrowed} 从别的字体借用" if borrowed else ""
        used = (
            f"{choice.face.origin} {choice.face.family}" if choice.true else f"用 {choice.face.family} 代替"
        )
        say(f"  {role}：{used}{lacks}")
    never = found.missing(RARE_IN_NAMES)
    if never:
        say(f"! 人名用字 {never} 没有任何字体能印")


if __name__ == "__main__":
    announce(Path(sys.argv[1]))
