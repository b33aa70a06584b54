"""What is sealed opens for one key, as one thing, unchanged; and for nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalkline.rulebook.sealing import CannotOpen, seal, sealing_half, unseal

KEYS = st.binary(min_size=32, max_size=32)


@given(private=KEYS, data=st.binary(max_size=2000), context=st.text(max_size=40))
def test_what_is_sealed_opens_again(private: bytes, data: bytes, context: str) -> None:
    sealed = seal(sealing_half(private), data, context)
    assert unseal(private, sealed, context) == data
    assert len(data) < 8 or data not in sealed
    assert sealed != seal(sealing_half(private), data, context), "the same text twice cannot be told to be the same"


@given(private=KEYS, other=KEYS, data=st.binary(max_size=200), change=st.integers(0, 10_000), by=st.integers(1, 255))
def test_another_key_another_place_or_one_changed_byte_opens_nothing(
    private: bytes, other: bytes, data: bytes, change: int, by: int
) -> None:
    sealed = seal(sealing_half(private), data, "held:1")
    changed = bytearray(sealed)
    changed[change % len(sealed)] ^= by
    wrong = [(private, sealed, "held:2"), (private, sealed[:-1], "held:1"), (private, b"", "held:1")]
    if sealing_half(other) != sealing_half(private):
        wrong.append((other, sealed, "held:1"))
    # The topmost bit of a public half means nothing in X25519 (RFC 7748, 5), but it is bound in here.
    wrong.append((private, bytes(changed), "held:1"))
    for key, text, context in wrong:
        with pytest.raises(CannotOpen):
            unseal(key, text, context)
