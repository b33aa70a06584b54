"""Keys and the pack: shown once, only for what is in force, and every restriction arrives at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from cast import Cast
from chalkline.approve.uses.api import suspend_use
from chalkline.kernel.keyring import Keyring
from chalkline.ledger.api import history_of
from chalkline.ledger.models import Fact, Part
from chalkline.people.api import system_actor
from chalkline.publish.bundle import queries
from chalkline.publish.standing_pack.api import (
    Holder,
    Key,
    PackKeeper,
    build_pack,
    issue_key,
    key_by_id,
    keys_of,
    revoke_key,
)
from chalkline.rulebook.api import HolderKind, StandingPack, digest_of_key, open_pack, public_half
from deciding import MEETING_AT as NOW
from expecting import problem
from unit.publish.conftest import Approved

CLOCKWORK = system_actor("jobs")


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "utc_now", lambda: NOW)


@pytest.fixture
def published(approved: Approved) -> Approved:
    approved.publish()
    return approved


def class_key(cast: Cast) -> Holder:
    return Holder(
        HolderKind.CLASS, "Room 12", "student", frozenset({"g35"}), str(cast.alder.id), str(cast.tess.person.id)
    )


def opened(home: Path, *, at_least: int = 0) -> StandingPack:
    keyring = Keyring(home / "keys", make=False)
    data = (home / "publish" / "pack.chalkline").read_bytes()
    public = public_half(keyring.key("pack-signing"))
    return open_pack(data, encryption=keyring.key("pack"), public=public, now=NOW, at_least=at_least)


def test_a_key_is_shown_once_and_kept_as_a_digest(cast: Cast, published: Approved, home: Path) -> None:
    key, secret = issue_key(cast.dana.actor, published.use_id, class_key(cast), now=NOW)
    assert secret.startswith("ck-") and len(secret) > 40
    assert (key.digest, key.hint) == (digest_of_key(secret), secret[-4:])
    build_pack(CLOCKWORK, now=NOW)
    pack = opened(home)
    assert [(each.digest, each.role, each.grade_bands) for each in pack.keys] == [
        (digest_of_key(secret), "student", frozenset({"g35"}))
    ]
    payloads = b"".join(bytes(part.payload or b"") for part in Part.objects.all())
    leaves = b"".join(bytes(fact.leaf) for fact in Fact.objects.all())
    assert secret.encode() not in payloads + leaves + (home / "publish" / "pack.chalkline").read_bytes()
    told = [str(each.sentence("Dana Whitfield")) for each in history_of("key", str(key.id))]
    assert told == [f"Dana Whitfield issued the key “Room 12” (…{secret[-4:]})."]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"use": "gone"}, "keys.use_not_in_force"),
        ({"label": "  "}, "keys.label_missing"),
        ({"label": "x" * 121}, "keys.label_missing"),
        ({"role": "aide"}, "keys.role_outside"),
        ({"grade_bands": frozenset({"g68"})}, "keys.grade_outside"),
        ({"grade_bands": frozenset()}, "keys.holder_unclear"),
        ({"grade_bands": frozenset({"none"})}, "keys.holder_unclear"),
        ({"school_id": ""}, "keys.holder_unclear"),
        ({"kind": HolderKind.PERSON, "person_id": ""}, "keys.holder_unclear"),
    ],
)
def test_a_key_that_could_only_be_refused_is_not_issued(
    cast: Cast, published: Approved, changes: dict[str, object], code: str
) -> None:
    with problem(code):
        use_id = str(changes.pop("use", published.use_id))
        issue_key(cast.dana.actor, use_id, replace(class_key(cast), **changes), now=NOW)  # type: ignore[arg-type]
    assert not Key.objects.exists()


def test_a_school_outside_the_use_gets_no_key(cast: Cast, published: Approved) -> None:
    with problem("keys.school_outside"):
        issue_key(cast.dana.actor, published.use_id, replace(class_key(cast), school_id=str(cast.juniper.id)), now=NOW)


def test_an_app_may_leave_grade_and_school_to_the_call(cast: Cast, published: Approved) -> None:
    app = Holder(HolderKind.APP, "Writing coach", "student")
    key, _ = issue_key(cast.ada.actor, published.use_id, app, now=NOW)
    assert (key.grade_bands, key.school_id) == ([], None)


def test_who_may_issue_see_and_revoke(cast: Cast, published: Approved) -> None:
    for who in (cast.theo, cast.priya, cast.bo):
        with problem("not_allowed"):
            issue_key(who.actor, published.use_id, class_key(cast), now=NOW)
    key, _ = issue_key(cast.dana.actor, published.use_id, class_key(cast), now=NOW)
    assert list(keys_of(cast.tess.actor)) == list(keys_of(cast.priya.actor)) == [key]
    assert list(keys_of(cast.theo.actor)) == []
    with problem("not_found"):
        key_by_id(cast.theo.actor, str(key.id))
    with problem("not_allowed"):
        keys_of(cast.bo.actor)
    with problem("not_allowed"):
        revoke_key(cast.theo.actor, key, now=NOW)
    assert revoke_key(cast.tess.actor, key, now=NOW).revoked_at == NOW
    assert revoke_key(cast.dana.actor, key, now=NOW + timedelta(hours=1)).revoked_at == NOW


def test_a_pack_tells_what_changed_and_says_nothing_when_nothing_did(
    cast: Cast, published: Approved, home: Path
) -> None:
    key, _ = issue_key(cast.dana.actor, published.use_id, class_key(cast), now=NOW)
    first = build_pack(CLOCKWORK, now=NOW).issue
    again = build_pack(CLOCKWORK, now=NOW).issue
    assert again == first + 1
    assert Fact.objects.filter(kind="publish.pack.built/1").count() == 1
    revoke_key(cast.dana.actor, key, now=NOW)
    suspend_use(cast.priya.actor, published.use, reason="Odd answers were reported.", now=NOW)
    build_pack(CLOCKWORK, now=NOW)
    stops = opened(home, at_least=again + 1).stops
    assert (stops.keys, stops.uses) == ({str(key.id)}, {published.use_id})
    assert Fact.objects.filter(kind="publish.pack.built/1").count() == 2
    assert (home / "publish" / "bundle.chalkline").exists()


def test_a_stop_is_told_before_the_use_is_published(cast: Cast, approved: Approved, home: Path) -> None:
    """The gateway may get the policy a moment before the next pack: the stop must be there already."""
    suspend_use(cast.priya.actor, approved.use, reason="Odd answers were reported.", now=NOW)
    build_pack(CLOCKWORK, now=NOW)
    assert opened(home).stops.uses == {approved.use_id}


def test_the_key_of_somebody_who_left_is_stopped(cast: Cast, published: Approved, home: Path) -> None:
    key, _ = issue_key(cast.dana.actor, published.use_id, class_key(cast), now=NOW)
    cast.tess.person.is_active = False
    cast.tess.person.save()
    build_pack(CLOCKWORK, now=NOW)
    assert opened(home).stops.keys == {str(key.id)}


def test_the_pack_knows_whose_addresses_and_numbers_are_whose(cast: Cast, published: Approved, home: Path) -> None:
    cast.kim.person.local_number = "204402"
    cast.kim.person.save()
    build_pack(CLOCKWORK, now=NOW)
    hints = opened(home).hints
    assert "tess.moreno@cedarhollow.example" in hints.staff_addresses
    assert "kim.sato@cedarhollow.example" not in hints.staff_addresses
    assert hints.student_domains == hints.district_domains == {"cedarhollow.example"}
    assert hints.student_number_lengths == {6}


def test_no_person_builds_packs(cast: Cast, published: Approved) -> None:
    with problem("not_allowed"):
        build_pack(cast.dana.actor, now=NOW)


def test_a_use_that_no_gateway_routes_gets_no_key(cast: Cast, granted: Approved) -> None:
    granted.sign(["student_work", "ai_prompt"])
    granted.publish()
    with problem("keys.not_gateway"):
        issue_key(cast.dana.actor, granted.use_id, class_key(cast), now=NOW)


def test_the_pack_is_renewed_by_itself_before_it_ends(published: Approved, home: Path) -> None:
    keeper = PackKeeper()
    assert keeper(NOW) == 1
    assert [keeper(NOW + timedelta(minutes=minute)) for minute in (1, 4, 5, 6, 11)] == [0, 0, 1, 0, 1]
    assert PackKeeper()(NOW + timedelta(minutes=12)) == 1
    assert opened(home).issue == 4


@pytest.mark.parametrize("change", [{"person_id": "7a0c1f6e-4c0b-4b38-9b86-3d0a3c2f5a11"}, {"person_id": "nobody"}])
def test_a_key_is_for_somebody_who_is_there(cast: Cast, published: Approved, change: dict[str, str]) -> None:
    with problem("not_found"):
        issue_key(cast.dana.actor, published.use_id, replace(class_key(cast), **change), now=NOW)
    with problem("not_found"):
        gone = replace(class_key(cast), person_id=str(cast.otto.person.id))
        issue_key(cast.dana.actor, published.use_id, gone, now=NOW)
