"""`make bundle`: one archive that installs Shuniu where there is no network (decision 0034).

dist/shuniu-VERSION-linux-x86_64.tar.gz holds the wheels of both packages and of every locked requirement, pip's own,
the free fonts, what lies in deploy, the manual, and the digests by which install.sh knows that nothing was lost on the
way. From the same commit and the same fonts comes the same archive, byte by byte.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import shutil
import subprocess
import tarfile
import tempfile
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from tools import fonts
from tools.bootstrap import BIN, DIST, PACKAGES, REQUIREMENTS, shuniu_home
from tools.console import ROOT, Failed, run, say, step, stop

PYTHONS = ("3.11",)
"""What Debian 12 brings. Wheels of compiled code fit one version of Python each."""
LIBC = range(5, 37)
"""manylinux_2_N, the oldest first: Debian 12 has glibc 2.36."""
OUT = ROOT / "dist"
SUMS = {"SHA256SUMS": "sha256", "SM3SUMS": "sm3"}
MB = 2**20


@dataclass(frozen=True)
class Source:
    """What the bundle is made from: `moment` are the seconds of the commit, `changed` tells of uncommitted work."""

    version: str
    commit: str
    moment: int
    changed: bool

    @property
    def title(self) -> str:
        return f"shuniu-{self.version}-linux-x86_64"


def source() -> Source:
    """The checkout as it stands. Raises `Failed` outside of one."""
    described = tomllib.loads((ROOT / "packages" / "shuniu" / "pyproject.toml").read_text(encoding="utf-8"))
    commit, moment = _git("log", "-1", "--format=%H %ct").split()
    changed = bool(_git("status", "--porcelain").strip())
    return Source(described["project"]["version"], commit, int(moment), changed)


def _git(*words: str) -> str:
    return run(["git", "-c", "core.quotePath=false", *words])


def gather(made_from: Source, top: Path) -> None:
    """Put everything but the digests into the empty folder *top*. Raises `Failed`."""
    wheels = top / "wheels"
    wheels.mkdir(parents=True)
    with step("取来锁定的组件"):
        _download(REQUIREMENTS / "runtime.txt", wheels)
        with tempfile.TemporaryDirectory() as work:
            alone = Path(work) / "pip.txt"
            alone.write_text(lines_of((REQUIREMENTS / "dev.txt").read_text(encoding="utf-8"), "pip"))
            _download(alone, wheels)
    with step("编成 hongtou 与 shuniu 的安装包"):
        own = _build_own(made_from, wheels)
    locked = (REQUIREMENTS / "runtime.txt").read_text(encoding="utf-8")
    hashes = "".join(f"{own_line(wheel)}\n" for wheel in own)
    (top / "requirements.txt").write_text(locked + hashes, encoding="utf-8")
    _copy_fonts(shuniu_home(), top / "fonts")
    for folder, name in (("deploy", "deploy"), ("docs/manual", "manual")):
        _copy_tracked(folder, top / name)
    shutil.move(top / "deploy" / "install.sh", top / "install.sh")
    shutil.move(top / "deploy" / "installer", top / "installer")
    shutil.copy(ROOT / "LICENSE", top / "LICENSE")
    about = {
        "version": made_from.version,
        "commit": made_from.commit + ("-changed" if made_from.changed else ""),
        "moment": made_from.moment,
        "pythons": PYTHONS,
    }
    (top / "bundle.json").write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")


def lines_of(lock: str, name: str) -> str:
    """The part of a lock file that is about the package *name*. Raises `Failed` when there is none."""
    kept: list[str] = []
    for line in lock.splitlines():
        if line.startswith(f"{name}==") or (kept and line.startswith(" ")):
            kept.append(line)
        elif kept:
            break
    if not kept:
        raise Failed(f"requirements 里没有锁定 {name}。")
    return "\n".join(kept) + "\n"


def own_line(wheel: Path) -> str:
    """The requirement that lets pip take this very wheel and no other."""
    name, version = wheel.name.split("-")[:2]
    return f"{name}=={version} --hash=sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}"


def _download(lock: Path, wheels: Path) -> None:
    kinds = ["manylinux1", "manylinux2010", "manylinux2014", *(f"manylinux_2_{minor}" for minor in LIBC)]
    platforms = [word for kind in kinds for word in ("--platform", f"{kind}_x86_64")]
    for version in PYTHONS:
        fitting = ["--implementation", "cp", "--python-version", version, *platforms]
        wanted = ["--no-deps", "--only-binary=:all:", "--require-hashes", "-r", lock, "-d", wheels]
        _pip("download", *fitting, *wanted)


def _pip(*words: str | Path, env: Mapping[str, str] | None = None) -> None:
    quiet = {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_INPUT": "1"}
    run([BIN / "python", "-m", "pip", "-q", *words], env={**os.environ, **quiet, **(env or {})})


def _build_own(made_from: Source, wheels: Path) -> list[Path]:
    """Both packages, with the built front end and the manual inside; their wheels."""
    fixed = {"SOURCE_DATE_EPOCH": str(made_from.moment), "PYTHONHASHSEED": "0"}
    built = []
    with tempfile.TemporaryDirectory() as work:
        for package in PACKAGES:
            copy = Path(work) / package.name
            _copy_tracked(str(package.relative_to(ROOT)), copy)
            if package.name == "shuniu":
                inside = copy / "src" / "shuniu"
                _copy_files(
                    DIST, (p for p in DIST.rglob("*") if p.name != ".stamp"), inside / "static" / "dist"
                )
                _copy_tracked("docs/manual", inside / "manual")
            _pip("wheel", "--no-deps", "--no-build-isolation", "-w", wheels, copy, env=fixed)
            built.append(next(wheels.glob(f"{package.name}-*.whl")))
    return built


def _copy_tracked(folder: str, target: Path) -> None:
    """The files of *folder* that are, or are about to be, under version control."""
    listed = _git("ls-files", "-co", "--exclude-standard", folder).splitlines()
    _copy_files(ROOT / folder, (ROOT / line for line in listed), target)


def _copy_files(folder: Path, files: Iterable[Path], target: Path) -> None:
    """Copy with plain modes, so that the same files give the same wheel whatever the umask was."""
    for path in files:
        if path.is_file():
            place = target / path.relative_to(folder)
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, place)
            place.chmod(0o644)


def _copy_fonts(home: Path, target: Path) -> None:
    free = home / "fonts-free"
    names = fonts.names()
    missing = [name for name in names if not (free / name).is_file()]
    if missing:
        raise Failed(f"缺少字体 {'、'.join(missing)}：请连上网络再运行 make bundle，会先取来。")
    _copy_files(free, (free / name for name in [*names, "fonts.json"]), target)


def write_sums(top: Path) -> None:
    """SHA256SUMS and SM3SUMS over every file of *top*, in the form of sha256sum."""
    files = sorted(path for path in top.rglob("*") if path.is_file())
    for name, algorithm in SUMS.items():
        lines = (
            f"{_digest(path.read_bytes(), algorithm)}  {path.relative_to(top)}\n"
            for path in files
            if path.name not in SUMS
        )
        (top / name).write_text("".join(lines), encoding="utf-8")


def _digest(content: bytes, algorithm: str) -> str:
    """OpenSSL has SM3; a Python that was built with another library has not."""
    try:
        return hashlib.new(algorithm, content).hexdigest()
    except ValueError:
        said = subprocess.run(["openssl", "dgst", f"-{algorithm}"], input=content, capture_output=True)
        if said.returncode:
            raise Failed(f"这台机器算不出 {algorithm.upper()}：请安装 openssl。") from None
        return said.stdout.decode().split()[-1]


def pack(top: Path, archive: Path, moment: int) -> None:
    """Write the folder *top* as *archive*: sorted, one time, nobody's files, so that it is the same each time."""
    with (
        archive.open("wb") as file,
        gzip.GzipFile("", "wb", 6, file, mtime=moment) as packed,
        tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as tar,
    ):
        for path in [top, *sorted(top.rglob("*"))]:
            entry = tar.gettarinfo(path, arcname=str(path.relative_to(top.parent)))
            entry.mtime, entry.uid, entry.gid, entry.uname, entry.gname = moment, 0, 0, "", ""
            entry.mode = 0o755 if entry.isdir() or path.name == "install.sh" else 0o644
            if entry.isfile():
                with path.open("rb") as content:
                    tar.addfile(entry, content)
            else:
                tar.addfile(entry)


def build(out: Path = OUT) -> Path:
    """The archive in *out*, with its digests beside it. Raises `Failed`."""
    made_from = source()
    out.mkdir(exist_ok=True)
    archive = out / f"{made_from.title}.tar.gz"
    # pip and setuptools make files by the umask, and what they make goes into the archive.
    os.umask(0o022)
    with tempfile.TemporaryDirectory(dir=out) as work:
        top = Path(work) / made_from.title
        gather(made_from, top)
        with step("打包"):
            write_sums(top)
            pack(top, archive, made_from.moment)
    content = archive.read_bytes()
    for name, algorithm in SUMS.items():
        line = f"{_digest(content, algorithm)}  {archive.name}\n"
        (out / f"{archive.name}.{name.removesuffix('SUMS').lower()}").write_text(line, encoding="utf-8")
    if made_from.changed:
        say("! 有没有提交的改动，包里的提交号后面写了 -changed；正式发出去的，请先提交再打包。")
    say(f"✓ {archive.relative_to(out.parent)}：{len(content) / MB:.0f} MB")
    return archive


def main() -> None:
    """`python -m tools.bundle`."""
    try:
        build()
    except Failed as reason:
        stop(str(reason))


if __name__ == "__main__":
    main()
