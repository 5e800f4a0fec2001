"""The single steps of an installation. Each leaves alone what is done already."""

from __future__ import annotations

import filecmp
import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

from installer import product
from installer.layout import LAYOUT, Bundle, Layout
from installer.telling import Failed, say

ROOM = 800 * 2**20
DONE = ".complete"
PROGRAMS = Path(__file__).with_name("shuniu.sh")
SERVICES = ("shuniu-server.service", "shuniu-worker.service")
TIMER = "shuniu-backup.timer"
UNITS = Path("/etc/systemd/system")
ROTATION = Path("/etc/logrotate.d/shuniu")
JOURNAL = Path("/etc/systemd/journald@shuniu.conf")
COMMAND = Path("/usr/local/bin/shuniu")


def run(*words: str | Path) -> None:
    """Run a program of the system. Raises `Failed` with the end of what it said."""
    path = f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/bin:/sbin:/bin"
    program = shutil.which(str(words[0]), path=path)
    if program is None:
        raise Failed(f"这台机器上没有 {words[0]}。")
    done = subprocess.run([program, *map(str, words[1:])], capture_output=True, text=True, errors="replace")
    if done.returncode:
        said = "\n".join((done.stdout + done.stderr).strip().splitlines()[-15:])
        raise Failed(f"命令没有成功：{' '.join(map(str, words))}\n{said}")


def make_user(layout: Layout) -> None:
    """The system user that the services run as, without a shell."""
    try:
        layout.owner()
    except KeyError:
        shell = "/usr/sbin/nologin"
        run("useradd", "--system", "--user-group", "--home-dir", layout.home, "--shell", shell, layout.user)
        say(f"✓ 已建立运行服务的系统用户 {layout.user}。")


def make_folders(layout: Layout) -> None:
    """The folders with their modes: programs for all to read, data and backups for the service's user alone."""
    for path, mode in ((layout.prefix, 0o755), (layout.releases, 0o755), (layout.config, 0o750)):
        if not path.is_dir():
            path.mkdir(parents=True)
            path.chmod(mode)
    if (ids := layout.owner()) is not None:
        os.chown(layout.config, 0, ids[1])
    for path in filter(None, (layout.home, layout.backups)):
        if not path.is_dir():
            path.mkdir(parents=True)
            path.chmod(0o700)
            layout.own(path)


def require_python(layout: Layout) -> str:
    """The Python that the programs will run with: the real file, since what python3 points to may change, and the
    compiled parts fit one version. Raises `Failed` when the service's user cannot run it."""
    python = os.path.realpath(sys.executable)
    if (ids := layout.owner()) is not None:
        try:
            subprocess.run(
                [python, "-I", "-c", ""], user=ids[0], group=ids[1], extra_groups=[], cwd="/", check=True
            )
        except (OSError, subprocess.CalledProcessError):
            raise Failed(
                f"{python} 在别人的文件夹里，运行服务的用户 {layout.user} 用不了。"
                "请用 PYTHON=/usr/bin/python3 ./install.sh 指明系统自带的。"
            ) from None
    return python


def make_release(bundle: Bundle, layout: Layout) -> Path:
    """The programs of this bundle in a folder of their own, beside those in use; the folder."""
    release = layout.releases / bundle.release
    if (release / DONE).is_file():
        say(f"✓ 程序 {bundle.release} 已经装好。")
        return release
    if release.exists():
        shutil.rmtree(release)
    if shutil.disk_usage(layout.releases).free < ROOM:
        raise Failed(f"{layout.prefix} 所在的磁盘剩下不到 800 MB，装不下。请清理以后再运行。")
    begun = time.monotonic()
    run(require_python(layout), "-m", "venv", "--without-pip", release)
    python, wheels = release / "bin" / "python", bundle.folder / "wheels"
    pip = next(wheels.glob("pip-*.whl"))
    only_ours = ("--isolated", "--disable-pip-version-check", "--no-cache-dir", "install", "--quiet")
    locked = ("--no-deps", "--require-hashes", "-r", bundle.folder / "requirements.txt")
    run(python, f"{pip}/pip", *only_ours, "--no-index", "--find-links", wheels, *locked)
    for name in ("deploy", "manual"):
        shutil.copytree(bundle.folder / name, release / name)
    shutil.copyfile(bundle.folder / "bundle.json", release / "bundle.json")
    (release / DONE).touch()
    say(f"✓ 程序 {bundle.release} 已装到 {release}，{time.monotonic() - begun:.0f} 秒。")
    return release


def write_settings(bundle: Bundle, layout: Layout) -> None:
    """The environment file, when there is none: an office on SQLite, reached from this machine alone."""
    if layout.settings.exists():
        return
    example = (bundle.folder / "deploy" / "systemd" / "shuniu.env.example").read_text(encoding="utf-8")
    later = ("DATABASE_URL=", "SHUNIU_HOSTS=", "SHUNIU_HTTPS=")
    if not layout.systemd:
        later += ("SHUNIU_LOG_JSON=",)  # read by a person at the terminal
    if layout.backups is None:
        later += ("SHUNIU_BACKUP_FOLDER=",)
    lines = (
        f"#{line}" if line.startswith(later) else line for line in layout.written_for(example).splitlines()
    )
    _write(layout.settings, "\n".join(lines) + "\n", 0o640 if layout.user else 0o600)
    if (ids := layout.owner()) is not None:
        os.chown(layout.settings, 0, ids[1])
    say(f"✓ 设置写在 {layout.settings}。")


def write_programs(layout: Layout) -> Path:
    """PREFIX/bin/shuniu, the command for the administrator, and what the next installation goes by."""
    _write(layout.prefix / LAYOUT, layout.as_json(), 0o644)
    place = layout.prefix / "bin" / "shuniu"
    place.parent.mkdir(exist_ok=True)
    text = PROGRAMS.read_text(encoding="utf-8")
    marks = {
        "@PREFIX@": layout.prefix,
        "@SETTINGS@": layout.settings,
        "@HOME@": layout.home,
        "@USER@": layout.user,
    }
    for mark, value in marks.items():
        text = text.replace(mark, str(value))
    _write(place, text, 0o755)
    if layout.systemd and not COMMAND.exists():
        COMMAND.unlink(missing_ok=True)
        COMMAND.symlink_to(place)
    return place


def _write(place: Path, text: str, mode: int) -> None:
    """Whole or not at all, and never open to others for a moment."""
    new = place.with_name(f".{place.name}.new")
    new.unlink(missing_ok=True)
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
    new.chmod(mode)
    new.replace(place)


def bring_fonts(bundle: Bundle, layout: Layout) -> None:
    """The free fonts, into the folder of the data; the office's own lie beside them in fonts and are not touched."""
    target = layout.home / "fonts-free"
    for folder in (target, layout.home / "fonts"):
        if not folder.is_dir():
            folder.mkdir(mode=0o700)
            layout.own(folder)
    for path in sorted((bundle.folder / "fonts").iterdir()):
        place = target / path.name
        if not (place.is_file() and filecmp.cmp(path, place, shallow=False)):
            shutil.copyfile(path, place)
            place.chmod(0o600)
            layout.own(place)


def make_key(layout: Layout, release: Path) -> None:
    """The key of the backups, when there is none and this version backs up."""
    wanted = product.read_settings(layout.settings.read_text(encoding="utf-8")).get("SHUNIU_BACKUP_KEY_FILE")
    place = Path(wanted) if wanted else layout.home / "backup.key"
    if place.exists() or not product.can_back_up(layout, release):
        return
    made = layout.home / ".backup.key.new"  # the service's user may write nowhere else
    made.unlink(missing_ok=True)
    code, said = product.command(layout, release, "shuniu", "backup", "--new-key", str(made), silent=True)
    if code:
        raise Failed(f"备份密钥没有建成：{said}")
    shutil.move(made, place)
    say(f"！备份密钥已建立：{place}。请马上抄存一份到别处：硬盘坏了，没有它就恢复不了。")


def switch(layout: Layout, release: Path) -> None:
    """From now on *release* is the one in use; the one before it is kept, older ones go."""
    before = layout.installed
    link = layout.prefix / ".current.new"
    link.unlink(missing_ok=True)
    link.symlink_to(Path("releases") / release.name)
    link.replace(layout.current)
    for folder in layout.releases.iterdir():
        if folder not in {release, before}:
            shutil.rmtree(folder)


def write_units(bundle: Bundle, layout: Layout) -> list[str]:
    """The units of systemd, the settings of its journal and of logrotate; the names of the units."""
    folder = bundle.folder / "deploy"
    units = [p for p in sorted((folder / "systemd").iterdir()) if p.suffix in {".service", ".timer"}]
    for unit in units:
        _write(UNITS / unit.name, layout.written_for(unit.read_text(encoding="utf-8")), 0o644)
    for place, ours in {ROTATION: "logrotate/shuniu", JOURNAL: f"journald/{JOURNAL.name}"}.items():
        if place.parent.is_dir() and not place.exists():
            _write(place, (folder / ours).read_text(encoding="utf-8"), 0o644)
    run("systemctl", "daemon-reload")
    return [unit.name for unit in units]


def running(layout: Layout) -> list[str]:
    """Those of our units that run now and have to stand still for an upgrade; a backup that runs is let alone."""
    if not layout.systemd:
        return []
    names = [name for name in (*SERVICES, TIMER) if (UNITS / name).exists()]
    words = ["systemctl", "is-active", *names]
    said = subprocess.run(words, capture_output=True, text=True).stdout.split() if names else []
    return [name for name, state in zip(names, said, strict=False) if state in {"active", "activating"}]


def refuse_running(layout: Layout) -> None:
    """Raises `Failed` when somebody serves already without systemd: nothing may be upgraded below him."""
    if layout.systemd:
        return
    port = product.read_settings(layout.settings.read_text(encoding="utf-8")).get("PORT", "8000")
    with socket.socket() as probe:
        probe.settimeout(2)
        if port.isdecimal() and probe.connect_ex(("127.0.0.1", int(port))) == 0:
            raise Failed(f"端口 {port} 上枢纽还在运行，没有升级。请先停下它（Ctrl+C），再运行一次。")


def remove(layout: Layout) -> None:
    """Take away programs and units; nothing of the data, the settings, the keys and the backups."""
    if not layout.releases.is_dir():
        raise Failed(f"{layout.prefix} 里没有装过枢纽，什么都没有改动。装在别处的，用 --prefix 指明。")
    if layout.systemd:
        names = sorted(p.name for p in UNITS.glob("shuniu-*") if p.suffix in {".service", ".timer"})
        if names:
            run("systemctl", "disable", "--now", *names)
        for name in names:
            (UNITS / name).unlink()
        run("systemctl", "daemon-reload")
        if COMMAND.is_symlink() and COMMAND.readlink().is_relative_to(layout.prefix):
            COMMAND.unlink()
    layout.current.unlink(missing_ok=True)
    shutil.rmtree(layout.releases)
    shutil.rmtree(layout.prefix / "bin", ignore_errors=True)
    for name in (".lock", LAYOUT):
        (layout.prefix / name).unlink(missing_ok=True)
    if not any(layout.prefix.iterdir()):
        layout.prefix.rmdir()
