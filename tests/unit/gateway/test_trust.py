"""A gateway starts with good keys only."""

from __future__ import annotations

from pathlib import Path

import pytest

from chalkline.gateway.trust import load_trust
from chalkline.kernel.keyring import Keyring
from expecting import problem

NAMES = ("bundle", "pack", "pack-signing", "channel")


@pytest.fixture
def keys(tmp_path: Path) -> Path:
    for name in NAMES:
        Keyring(tmp_path).key(name)
    return tmp_path


def test_good_keys_are_taken(keys: Path) -> None:
    assert len(load_trust(keys).pack_key) == 32
    assert "Trust(…)" in repr(load_trust(keys))


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644])
def test_a_key_that_others_can_read_is_none(keys: Path, mode: int) -> None:
    (keys / "pack.key").chmod(mode)
    with problem("keys.weak"):
        load_trust(keys)


def test_a_provider_s_token_that_others_can_read(keys: Path) -> None:
    (keys / "models.token").write_text("sk-…")
    (keys / "models.token").chmod(0o644)
    with problem("keys.weak"):
        load_trust(keys)


@pytest.mark.parametrize("value", [bytes(32), b"\x01\x02" * 16, b"passwordpasswordpasswordpassword"])
def test_a_key_that_somebody_made_up(keys: Path, value: bytes) -> None:
    (keys / "pack.key").write_bytes(value)
    with problem("keys.weak"):
        load_trust(keys)


@pytest.mark.parametrize("name", NAMES)
def test_a_key_that_is_missing_or_short(keys: Path, name: str) -> None:
    whole = (keys / f"{name}.key").read_bytes()
    (keys / f"{name}.key").write_bytes(whole[:31])
    with problem("keys.missing"):
        load_trust(keys)
    (keys / f"{name}.key").unlink()
    with problem("keys.missing"):
        load_trust(keys)
