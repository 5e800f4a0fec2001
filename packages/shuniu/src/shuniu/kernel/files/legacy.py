"""Old office files (.doc, .wps, .xls, .et, .ppt, .dps, .rtf) turned into ones that can be looked into, by LibreOffice.

It runs in namespaces of its own: no network, and a folder in memory that only it sees, profile and all. The file goes in
by standard input and comes out by standard output. The kernel takes the folder away with the last of its processes, also
when it, or we, are killed. Where any of this is not to be had nothing is turned, and the gate holds the file.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from functools import cache
from pathlib import Path, PurePosixPath

import hongtou

SECONDS = 60.0
"""How long one file may take; the first of a day takes longest."""
MEMORY_FOLDER = Path("/dev/shm")  # noqa: S108 - covered by a file system of its own before anything is written
SIZE_MB = 256
_OLD = (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf")
_MACROS = "_VBA_PROJECT".encode("utf-16-le")
_BECOMES = {
    **dict.fromkeys(("doc", "wps", "wpt", "dot"), ("docx", "MS Word 97")),
    "rtf": ("docx", "Rich Text Format"),
    **dict.fromkeys(("xls", "et"), ("xlsx", "MS Excel 97")),
    **dict.fromkeys(("ppt", "dps"), ("pptx", "MS PowerPoint 97")),
}
"""What an old kind becomes, and the filter that must take it: LibreOffice would read anything as plain text."""
# /tmp is covered as well: LibreOffice keeps a pipe there by which one would hand its file to another that runs already.
# $1 the folder, $2 its size in MB, $3 LibreOffice, $4 and $5 the kinds before and after, $6 the filter.
_SCRIPT = """
set -e
mount -t tmpfs -o "size=1m,mode=700,nosuid,nodev" tmpfs /tmp
mount -t tmpfs -o "size=$2m,mode=700,nosuid,nodev" tmpfs "$1"
cd "$1"
cat > "in.$4"
HOME="$1" TMPDIR="$1" "$3" --headless --norestore --nolockcheck --nodefault "-env:UserInstallation=file://$1/profile" \
  "--infilter=$6" --convert-to "$5" --outdir "$1/out" "$1/in.$4" </dev/null >/dev/null 2>&1
cat "$1/out/in.$5"
"""
_APART = ("--user", "--map-root-user", "--mount", "--net", "--pid", "--fork", "--kill-child=KILL")


def is_old(data: bytes) -> bool:
    """Whether it is of a kind that cannot be looked into as it is."""
    return data.startswith(_OLD)


def turned(data: bytes, filename: str) -> tuple[bytes, str] | None:
    """The file as .docx, .xlsx or .pptx, and its name; None when that could not be done, or not within `SECONDS`,
    and for a file with macros, which are lost on the way.

    Turning drops the properties and what LibreOffice does not know; the mark is looked for in the text, which stays.
    """
    kind = PurePosixPath(filename.replace("\\", "/")).suffix.lower().lstrip(".")
    office = installed()
    if kind not in _BECOMES or office is None or _MACROS in data:
        return None
    becomes, taken_by = _BECOMES[kind]
    told = [str(MEMORY_FOLDER), str(SIZE_MB), office, kind, becomes, taken_by]
    command = [*_apart(), "sh", "-c", _SCRIPT, "sh", *told]
    made = _run(command, data, SECONDS)
    return (made, f"{PurePosixPath(filename).stem}.{becomes}") if made else None


def _run(command: list[str], data: bytes, seconds: float) -> bytes | None:
    """What it answered; None when it failed or took too long, and then nothing of it runs any more."""
    try:
        running = subprocess.Popen(  # noqa: S603 - programs found on the path, with arguments of ours
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError:
        return None
    with running:
        try:
            made, _ = running.communicate(data, timeout=seconds)
        except subprocess.TimeoutExpired:
            os.killpg(running.pid, signal.SIGKILL)
            running.communicate()
            return None
    return made if running.returncode == 0 and 0 < len(made) <= hongtou.MAX_BYTES else None


def _apart() -> list[str]:
    """How a program is started that dies with us and sees neither network nor our folders in memory."""
    tie = shutil.which("setpriv")
    return [*([tie, "--pdeathsig", "KILL"] if tie else []), shutil.which("unshare") or "unshare", *_APART]


@cache
def installed() -> str | None:
    """The path of a LibreOffice that can be run apart, in memory; None where there is none, or no such memory."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if (
        office is None
        or not (shutil.which("unshare") and shutil.which("setpriv"))
        or not MEMORY_FOLDER.is_dir()
    ):
        return None
    trial = ["sh", "-c", 'mount -t tmpfs -o size=1m tmpfs "$1" && echo apart', "sh", str(MEMORY_FOLDER)]
    return office if _run([*_apart(), *trial], b"", 10.0) == b"apart\n" else None
