"""The bundle and its installer, without making one: what it packs, what it refuses, and that it never touches data.

The whole of it is tried by tests/soak/test_offline_bundle.py.
"""

from __future__ import annotations

import os
import re
import tarfile
from dataclasses import replace
from pathlib import Path

import pytest
from tools import bundle, fonts
from tools.console import Failed as ToolFailed

from installer import product, steps, sums
from installer.__main__ import _refuse_older, layout_of, words
from installer.layout import BACKUPS, CONFIG, HOME, PREFIX, USER, Bundle, Layout, read_bundle, remembered
from installer.telling import Failed

ROOT = Path(__file__).resolve().parents[2]
UNITS = sorted((ROOT / "deploy" / "systemd").glob("*.service"))


def filled(top: Path, **more: str) -> Path:
    """A folder as an unpacked bundle."""
    files = {"wheels/a.whl": "a", "manual/安装.md": "words", "bundle.json": "{}", **more}
    for name, text in files.items():
        (top / name).parent.mkdir(parents=True, exist_ok=True)
        (top / name).write_text(text, encoding="utf-8")
    bundle.write_sums(top)
    return top


def usual(**more: object) -> Layout:
    return replace(Layout(Path(PREFIX), Path(HOME), Path(CONFIG), Path(BACKUPS), USER, systemd=True), **more)


def test_the_same_files_give_the_same_archive(tmp_path: Path) -> None:
    one, two = filled(tmp_path / "1" / "top"), filled(tmp_path / "2" / "top")
    os.utime(two / "wheels" / "a.whl", (1, 1))
    (two / "wheels" / "a.whl").chmod(0o600)
    for top in (one, two):
        bundle.pack(top, top.parent / "x.tar.gz", 1_700_000_000)
    packed = [(top.parent / "x.tar.gz").read_bytes() for top in (one, two)]
    assert packed[0] == packed[1]
    with tarfile.open(tmp_path / "1" / "x.tar.gz") as tar:
        entries = tar.getmembers()
    assert [e.name for e in entries] == sorted(e.name for e in entries)
    assert {(e.mtime, e.uid, e.gid, e.uname) for e in entries} == {(1_700_000_000, 0, 0, "")}


def test_an_unpacked_bundle_is_whole(tmp_path: Path) -> None:
    assert sums.verify(filled(tmp_path)) == (3, [])


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("wheels/a.whl", "b", "被改动 1 个（wheels/a.whl）"),
        ("wheels/a.whl", None, "缺少 1 个（wheels/a.whl）"),
        ("installer/more.py", "x", "多出来 1 个（installer/more.py）"),
        ("SM3SUMS", None, "没有 SM3SUMS"),
    ],
)
def test_a_bundle_that_is_not_whole_is_refused(
    tmp_path: Path, name: str, text: str | None, said: str
) -> None:
    place = filled(tmp_path) / name
    if text is None:
        place.unlink()
    else:
        place.parent.mkdir(exist_ok=True)
        place.write_text(text)
    with pytest.raises(Failed, match=re.escape(said)):
        sums.verify(tmp_path)


@pytest.mark.parametrize("list_name", [*bundle.SUMS])
def test_each_of_the_two_lists_tells_by_itself(tmp_path: Path, list_name: str) -> None:
    """Whoever can forge one digest has to forge the other too."""
    place = filled(tmp_path) / list_name
    lines = place.read_text().splitlines(keepends=True)
    place.write_text("".join(["0" + lines[0][1:] if lines[0][0] != "0" else "1" + lines[0][1:], *lines[1:]]))
    with pytest.raises(Failed, match="被改动 1 个"):
        sums.verify(tmp_path)


def test_the_part_of_a_lock_is_that_of_its_package_alone() -> None:
    wanted = "pip==2 \\\n    --hash=sha256:2 \\\n    --hash=sha256:3\n"
    lock = f"a==1 \\\n    --hash=sha256:1\n{wanted}z==3 \\\n    --hash=sha256:4\n"
    assert bundle.lines_of(lock, "pip") == wanted
    with pytest.raises(ToolFailed):
        bundle.lines_of(lock, "b")
    dev = (ROOT / "requirements" / "dev.txt").read_text(encoding="utf-8")
    assert re.fullmatch(
        r"pip==[\d.]+ \\\n(?: +--hash=sha256:[0-9a-f]{64}(?: \\)?\n)+", bundle.lines_of(dev, "pip")
    )


def test_every_font_that_a_role_may_use_is_packed() -> None:
    import tomllib

    roles = tomllib.loads(fonts.TABLE.read_text(encoding="utf-8"))["roles"]
    assert {name for names in roles.values() for name in names} <= {*fonts.names()}


def test_the_units_are_rewritten_for_another_place() -> None:
    there = usual(prefix=Path("/srv/shuniu"), home=Path("/data/sn"), config=Path("/srv/conf"), user="oa")
    assert len(UNITS) >= 2
    for unit in UNITS:
        text = unit.read_text(encoding="utf-8")
        assert usual().written_for(text) == text
        written = there.written_for(text)
        assert not re.search(rf"{PREFIX}|{HOME}|{CONFIG}|StateDirectory", written)
        assert "User=oa\nGroup=oa\n" in written
        assert "ReadWritePaths=/data/sn\n" in written
        assert "/srv/shuniu/current/bin/shuniu" in written


def test_the_settings_are_read_as_systemd_reads_them() -> None:
    text = "# words=no\nPORT=8010\n#DATABASE_URL=x\nDATABASE_URL=postgresql://a:b%40=$c@h/d\n\nbad line\n"
    assert product.read_settings(text) == {"PORT": "8010", "DATABASE_URL": "postgresql://a:b%40=$c@h/d"}


def test_a_database_out_of_reach_is_told_in_the_words_of_the_exception() -> None:
    said = (
        "Traceback (most recent call last):\n  File x\npsycopg.OperationalError: refused\n\tIs it running?\n"
    )
    assert product.reason_of(f"first.Error: other\n{said}") == "refused"
    assert (
        product.reason_of("shuniu.settings.env.WrongSetting: 环境变量 PORT 不能用。")
        == "环境变量 PORT 不能用"
    )
    assert product.reason_of("killed") == "killed"


def test_an_older_bundle_is_refused(tmp_path: Path) -> None:
    layout = usual(prefix=tmp_path)
    (tmp_path / "releases" / "1").mkdir(parents=True)
    layout.current.symlink_to("releases/1")
    (tmp_path / "releases" / "1" / "bundle.json").write_text(
        '{"version": "0.2", "commit": "abc", "moment": 20}'
    )
    _refuse_older(Bundle(tmp_path, "0.3", "def", 20, ()), layout)
    with pytest.raises(Failed, match="比这个安装包新"):
        _refuse_older(Bundle(tmp_path, "0.1", "def", 19, ()), layout)


def mine(prefix: Path) -> Layout:
    """An installation that belongs to whoever runs the test, with programs and data."""
    layout = Layout(prefix, prefix / "data", prefix / "etc", None, "", systemd=False)
    for folder in (layout.releases / "1" / "bin", layout.home / "fonts", layout.config, prefix / "bin"):
        folder.mkdir(parents=True)
    layout.current.symlink_to("releases/1")
    (layout.home / "shuniu.sqlite3").write_text("rows")
    (layout.config / "backup.key").write_text("key")
    return layout


def test_taking_the_programs_away_leaves_data_settings_and_keys(tmp_path: Path) -> None:
    layout = mine(tmp_path / "p")
    steps.remove(layout)
    left = {
        str(p.relative_to(layout.prefix)) for p in layout.prefix.rglob("*") if p.is_file() or p.is_symlink()
    }
    assert left == {"data/shuniu.sqlite3", "etc/backup.key"}


def test_nothing_is_taken_away_where_nothing_was_installed(tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()
    with pytest.raises(Failed, match="没有装过枢纽"):
        steps.remove(Layout(tmp_path, tmp_path / "data", tmp_path / "etc", None, "", systemd=False))
    assert (tmp_path / "bin").is_dir()


def test_after_a_switch_the_release_before_is_kept_and_older_ones_go(tmp_path: Path) -> None:
    layout = mine(tmp_path)
    for name in ("0", "2"):
        (layout.releases / name).mkdir()
    steps.switch(layout, layout.releases / "2")
    assert layout.installed == layout.releases / "2"
    assert sorted(p.name for p in layout.releases.iterdir()) == ["1", "2"]


def test_settings_that_are_there_are_never_written_over(tmp_path: Path) -> None:
    layout = mine(tmp_path)
    place = Bundle(ROOT, "0.1", "abc", 1, ())
    steps.write_settings(place, layout)
    first = layout.settings.read_text(encoding="utf-8")
    assert product.read_settings(first).keys() >= {"SHUNIU_HOME", "PORT"}
    assert "DATABASE_URL" not in product.read_settings(first)
    assert layout.settings.stat().st_mode & 0o077 == 0
    layout.settings.write_text("PORT=9\n")
    steps.write_settings(place, layout)
    assert layout.settings.read_text() == "PORT=9\n"


def test_an_upgrade_goes_where_the_installation_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    asked = ["--no-systemd", "--prefix", str(tmp_path)]
    first = layout_of(words().parse_args([*asked, "--home", str(tmp_path / "elsewhere")]))
    (tmp_path / "layout.json").write_text(first.as_json(), encoding="utf-8")
    assert remembered(tmp_path)["home"] == str(tmp_path / "elsewhere")
    assert layout_of(words().parse_args(asked)) == first
    with pytest.raises(Failed, match="升级时不能换成"):
        layout_of(words().parse_args([*asked, "--home", str(tmp_path / "third")]))


def test_without_root_systemd_is_not_touched(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(Failed, match="--no-systemd"):
        layout_of(words().parse_args([]))


def test_a_folder_that_is_no_bundle_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Failed, match="不是完整的安装包"):
        read_bundle(tmp_path)
