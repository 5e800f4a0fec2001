"""Sealed files: what comes out is what went in, and nothing else is ever given as such."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shuniu.commands.backups import keys, sealed
from shuniu.commands.backups.keys import Key
from shuniu.commands.console import Failed

KEY = Key(b"k" * 32)
HEAD = len(sealed.MAGIC) + keys.ID_BYTES + sealed.SALT


@pytest.fixture(autouse=True)
def short_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealed, "PIECE", 64)


def write(root: Path, data: bytes, place: str = "a/b") -> Path:
    with sealed.Writer(root, place, KEY) as out:
        for at in range(0, len(data), 50):
            out.write(data[at : at + 50])
    assert (out.size, root.joinpath(place).stat().st_mode & 0o777) == (len(data), 0o600)
    return root / place


def read(root: Path, place: str = "a/b", key: Key = KEY) -> bytes:
    return b"".join(sealed.read(root, place, key))


@pytest.mark.parametrize("size", [0, 1, 63, 64, 65, 128, 1000])
def test_what_was_sealed_comes_back(tmp_path: Path, size: int) -> None:
    data = os.urandom(size)
    path = write(tmp_path, data)
    assert read(tmp_path) == data
    assert size < 20 or data[:20] not in path.read_bytes()


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
@given(where=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
def test_a_bit_turned_anywhere_is_refused(tmp_path: Path, where: float, bit: int) -> None:
    path = write(tmp_path, bytes(range(200)))
    whole = bytearray(path.read_bytes())
    whole[int(where * len(whole))] ^= 1 << bit
    path.write_bytes(whole)
    with pytest.raises(Failed, match="请"):
        read(tmp_path)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cut=st.integers(1, HEAD + 264))
def test_a_file_cut_off_anywhere_is_refused(tmp_path: Path, cut: int) -> None:
    path = write(tmp_path, bytes(200))
    assert path.stat().st_size == HEAD + 200 + 4 * sealed.TAG
    path.write_bytes(path.read_bytes()[:-cut])
    with pytest.raises(Failed, match="请"):
        read(tmp_path)


def test_pieces_in_another_order_added_or_from_elsewhere_are_refused(tmp_path: Path) -> None:
    path = write(tmp_path, bytes(range(192)))
    whole, step = path.read_bytes(), sealed.PIECE + sealed.TAG
    first, second = whole[HEAD : HEAD + step], whole[HEAD + step : HEAD + 2 * step]
    for wrong in (whole[:HEAD] + second + first + whole[HEAD + 2 * step :], whole + first):
        path.write_bytes(wrong)
        with pytest.raises(Failed, match="被改动过或者不完整"):
            read(tmp_path)
    other = tmp_path / "a" / "c"
    other.write_bytes(whole)
    with pytest.raises(Failed, match="被改动过"):
        read(tmp_path, "a/c")


def test_another_key_is_called_a_wrong_key(tmp_path: Path) -> None:
    write(tmp_path, b"x")
    with pytest.raises(Failed, match="密钥不对"):
        read(tmp_path, key=Key(b"o" * 32))


def test_what_fails_on_the_way_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), sealed.Writer(tmp_path, "a/b", KEY) as out:
        out.write(b"x" * 500)
        raise RuntimeError
    assert list((tmp_path / "a").iterdir()) == []


def test_a_key_is_for_its_owner_alone_and_never_overwritten(tmp_path: Path) -> None:
    path = keys.make(str(tmp_path / "backup.key"))
    assert path.stat().st_mode & 0o777 == 0o600 and len(keys.read(path).secret) == 32
    with pytest.raises(Failed, match="没有覆盖"):
        keys.make(str(path))
    assert keys.read(path) == keys.read(path) != keys.read(keys.make(str(tmp_path / "other.key")))
    path.chmod(0o640)
    with pytest.raises(Failed, match="chmod 600"):
        keys.read(path)
    path.chmod(0o600)
    for wrong in ("", "shuniu-backup-key-1 abc", "shuniu-backup-key-1 QUJD", "other QUJD"):
        path.write_text(wrong)
        with pytest.raises(Failed, match="不是备份密钥"):
            keys.read(path)
    with pytest.raises(Failed, match="--new-key"):
        keys.read(tmp_path / "none.key")
