"""The bundle, made twice and the same, installs as a new user would on a machine without a network, and works."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from tools import bundle

WALK = Path(__file__).with_name("offline_walk.py")
UID = 47110
ENETUNREACH = 101


def bare_python() -> str:
    """The Python of the machine, without this checkout's packages, of a version that the bundle fits."""
    for python in ("/usr/bin/python3", "/usr/bin/python3.11", sys._base_executable):  # type: ignore[attr-defined]
        asked = "import sys; print('%d.%d' % sys.version_info[:2])"
        if not Path(python).exists():
            continue
        said = subprocess.run([python, "-I", "-c", asked], capture_output=True, text=True)
        if said.stdout.strip() in bundle.PYTHONS:
            return os.path.realpath(python)
    pytest.skip(f"no Python {' or '.join(bundle.PYTHONS)} on this machine")


@pytest.mark.soak(minutes=15)
def test_a_new_user_installs_the_bundle_without_a_network_and_comes_in() -> None:
    python = bare_python()
    with tempfile.TemporaryDirectory(prefix="shuniu-offline-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        first, second = bundle.build(folder / "first"), bundle.build(folder / "second")
        assert first.read_bytes() == second.read_bytes()
        size = first.stat().st_size / bundle.MB
        shutil.rmtree(folder / "second")
        seen = walked(python, first, folder / "machine")
    print(
        f"\nbundle {size:.0f} MB, installed in {seen['seconds']:.0f} s, upgraded in {seen['upgrade_seconds']:.0f} s"
    )

    assert seen["uid"] == UID
    assert seen["path"] == ["python3"]
    assert seen["ensurepip"] is None
    assert seen["outside"] == ENETUNREACH

    assert "SHA-256 和 SM3 都相符" in seen["installed"]
    assert seen["way"] == ["/password/", "/second-factor/", "/console/accounts/"]
    assert "动态口令已启用" in seen["console"]
    assert seen["style"] > 10_000
    assert "install.sh" in seen["help"]

    assert "还在运行，没有升级" in seen["while_running"]
    assert seen["upgraded"].index("升级前备份") < seen["upgraded"].index("✓ 核验")
    assert "数据库已经是本版本" in seen["upgraded"]
    assert seen["asked"] == "/sign-in/code/"
    assert seen["again"] == "/console/accounts/"
    assert "sysadmin" in seen["console_again"]

    assert "多出来 1 个（wheels/extra.whl）" in seen["tampered"]
    assert "已卸载" in seen["removed"]
    assert seen["left"] == ["etc"]
    assert seen["data_kept"] is True
    assert "数据库已经是本版本" in seen["installed_again"]
    assert "✗" not in seen["records"] + seen["check"]


def walked(python: str, archive: Path, folder: Path) -> dict:
    """What the walk saw, made in namespaces of its own as an ordinary user whose PATH holds python3 alone."""
    folder.mkdir()
    for inside in ("path", "home", "work"):
        (folder / inside).mkdir()
    (folder / "path" / "python3").symlink_to(python)
    if os.geteuid() == 0:
        for inside in ("home", "work"):
            os.chown(folder / inside, UID, UID)
    spaces = [
        "--net",
        "--mount",
        "--propagation",
        "private",
        *(() if os.geteuid() == 0 else ["--map-root-user"]),
    ]
    words = [*spaces, python, "-s", "-B", WALK, "enter", str(UID), archive, folder / "work"]
    done = subprocess.run(
        [shutil.which("unshare") or "unshare", *map(str, words)],
        env={"PATH": str(folder / "path"), "HOME": str(folder / "home"), "PYTHONUTF8": "1"},
        cwd=folder,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, f"{done.stdout[-3000:]}\n{done.stderr[-3000:]}"
    return json.loads(done.stdout.splitlines()[-1])
