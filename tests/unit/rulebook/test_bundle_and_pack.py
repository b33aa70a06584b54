"""Who may be believed: the right key, the right order, in date, every byte."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from chalkline.rulebook.api import (
    Hints,
    HolderKind,
    PackKey,
    StandingPack,
    Stops,
    bundle_body,
    digest_of_key,
    open_pack,
    public_half,
    read_bundle,
    seal_pack,
    sign_bundle,
)
from expecting import problem
from policies import LESSON, policy

NOW = datetime(2026, 11, 20, 15, tzinfo=UTC)
UNTIL = NOW + timedelta(hours=12)
OURS, THEIRS, HIDING = bytes(range(32)), bytes(range(1, 33)), b"\x07" * 32
BUNDLE = sign_bundle(bundle_body(policy(LESSON), previous="", good_until=UNTIL), OURS)
PACK = StandingPack(
    issue=4,
    issued_at=NOW,
    good_until=UNTIL,
    bundle_revision=1,
    keys=(PackKey(digest_of_key("ck-one"), "k1", "use-lesson", HolderKind.CLASS, "student", frozenset({"g68"}), "S4"),),
    stops=Stops(uses=frozenset({"use-old"})),
    hints=Hints(frozenset({"cedarhollow.example"}), staff_addresses=frozenset({"tess@cedarhollow.example"})),
)
SEALED = seal_pack(PACK, encryption=HIDING, signing=OURS)


def test_our_own_bundle_is_read() -> None:
    bundle = read_bundle(BUNDLE, public_half(OURS), now=NOW)
    assert (bundle.revision, bundle.policy.terms, len(bundle.digest)) == (1, (LESSON,), 64)


def test_a_bundle_of_another_key_is_refused() -> None:
    with problem("bundles.damaged"):
        read_bundle(BUNDLE, public_half(THEIRS), now=NOW)


def test_a_stale_bundle_is_refused() -> None:
    with problem("bundles.older"):
        read_bundle(BUNDLE, public_half(OURS), now=NOW, at_least=2)
    with problem("bundles.out_of_date"):
        read_bundle(BUNDLE, public_half(OURS), now=UNTIL + timedelta(seconds=1))


@pytest.mark.parametrize("data", [b"", b"\n", b"{}\n", BUNDLE[:-1], BUNDLE + b"\n", BUNDLE[:500], b"\xff" * 1000])
def test_what_is_not_whole_is_refused(data: bytes) -> None:
    with problem("bundles.damaged"):
        read_bundle(data, public_half(OURS), now=NOW)


def test_a_signed_bundle_with_an_unknown_restriction_is_refused_rather_than_half_understood() -> None:
    body = bundle_body(policy(LESSON), previous="", good_until=UNTIL)
    newer = body.replace(b'"expires_on"', b'"embargo":true,"expires_on"', 1)
    with problem("bundles.damaged"):
        read_bundle(sign_bundle(newer, OURS), public_half(OURS), now=NOW)


def test_a_pack_comes_back_and_shows_nothing_to_others() -> None:
    assert open_pack(SEALED, encryption=HIDING, public=public_half(OURS), now=NOW) == PACK
    for secret in (b"use-lesson", b"cedarhollow", b"student", digest_of_key("ck-one").encode()):
        assert secret not in SEALED


def test_a_pack_is_refused_when_damaged_older_or_out_of_date() -> None:
    for place in range(0, len(SEALED), 7):
        changed = bytearray(SEALED)
        changed[place] ^= 1
        with problem("packs.damaged"):
            open_pack(bytes(changed), encryption=HIDING, public=public_half(OURS), now=NOW)
    with problem("packs.damaged"):
        open_pack(SEALED, encryption=HIDING, public=public_half(THEIRS), now=NOW)
    with problem("packs.damaged"):
        open_pack(SEALED, encryption=OURS, public=public_half(OURS), now=NOW)
    with problem("packs.damaged"):
        open_pack(b"", encryption=HIDING, public=public_half(OURS), now=NOW)
    with problem("packs.older"):
        open_pack(SEALED, encryption=HIDING, public=public_half(OURS), now=NOW, at_least=5)
    with problem("packs.out_of_date"):
        open_pack(SEALED, encryption=HIDING, public=public_half(OURS), now=UNTIL + timedelta(seconds=1))


def test_a_pack_signature_is_none_for_a_bundle() -> None:
    with problem("bundles.damaged"):
        read_bundle(SEALED, public_half(OURS), now=NOW)
