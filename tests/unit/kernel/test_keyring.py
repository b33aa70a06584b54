"""Keys are made once, by whoever comes first, and never overwritten."""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from chalkline.kernel.keyring import Keyring
from chalkline.kernel.sqlite import is_fixed
from expecting import problem


def test_a_key_is_made_once_even_if_many_ask_at_once(tmp_path: Path) -> None:
    with ThreadPoolExecutor(16) as pool:
        keys = set(pool.map(lambda _: Keyring(tmp_path / "keys").key("bundle"), range(64)))
    assert len(keys) == 1 and len(keys.pop()) == 32
    file = tmp_path / "keys" / "bundle.key"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in file.parent.iterdir()] == ["bundle.key"]


def test_a_missing_or_damaged_key_is_told_and_not_replaced(tmp_path: Path) -> None:
    with problem("keys.missing"):
        Keyring(tmp_path, make=False).key("bundle")
    (tmp_path / "bundle.key").write_bytes(b"short")
    with problem("keys.missing"):
        Keyring(tmp_path).key("bundle")
    assert (tmp_path / "bundle.key").read_bytes() == b"short"


FAULTY = [(3, 40, 1), (3, 51, 2), (3, 44, 5)]
SOUND = [(3, 51, 3), (3, 53, 4), (3, 50, 7)]


@pytest.mark.parametrize("version", FAULTY + SOUND)
def test_which_sqlite_is_free_of_the_wal_fault(version: tuple[int, int, int]) -> None:
    assert is_fixed(version) is (version in SOUND)
