"""Keys and the pack: shown once, only for what is in force, and every restriction arrives at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from cast import NOW, Cast
from chalkline.kernel.keyring import Keyring
from chalkline.ledger.api import history_of
from chalkline.ledger.models import Fact, Part
from chalkline.people.api import system_actor
from chalkline.publish.bundle.api import activate_bundle, prepare_bundle
from chalkline.publish.standing_pack.api import Holder, Key, build_pack, issue_key, key_by_id, keys_of, revoke_key
from chalkline.rulebook.api import HolderKind, StandingPack, digest_of_key, open_pack, public_half
from expecting import problem
from unit.publish.conftest import Approved

CLOCKWORK = system_actor("jobs")


@pytest.fixture
def published(cast: Cast, approved: Approved) -> Approved:
    activate_bundle(cast.ada.actor, prepare_bundle(cast.dana.actor, now=NOW), now=NOW)
    return approved


def class_key(cast: Cast) -> Holder:
    return Holder(
        HolderKind.CLASS, "Science 7, period 2", "student", frozenset({"g68"}), str(cast.juniper.id),
        str(cast.theo.person.id),
    )  # fmt: skip


def opened(home: Path, *, at_least: int = 0) -> StandingPack:
    keyring = Keyring(home / "keys", make=False)
    data = (home / "publish" / "pack.chalkline").read_bytes()
    public = public_half(keyring.key("pack-signing"))
    return open_pack(data, encryption=keyring.key("pack"), public=public, now=NOW, at_least=at_least)


def test_a_key_is_shown_once_and_kept_as_a_digest(cast: Cast, published: Approved, home: Path) -> None:
    key, secret = issue_key(cast.dana.actor, "use-feedback", class_key(cast), now=NOW)
    assert secret.startswith("ck-") and len(secret) > 40
    assert (key.digest, key.hint) == (digest_of_key(secret), secret[-4:])
    build_pack(CLOCKWORK, now=NOW)
    pack = opened(home)
    assert [(each.digest, each.role, each.grade_bands) for each in pack.keys] == [
        (digest_of_key(secret), "student", frozenset({"g68"}))
    ]
    payloads = b"".join(bytes(part.payload or b"") for part in Part.objects.all())
    leaves = b"".join(bytes(fact.leaf) for fact in Fact.objects.all())
    assert secret.encode() not in payloads + leaves + (home / "publish" / "pack.chalkline").read_bytes()
    told = [str(each.sentence("Dana Whitfield")) for each in history_of("key", str(key.id))]
    assert told == [f"Dana Whitfield issued the key “Science 7, period 2” (…{secret[-4:]})."]


@pytest.mark.parametrize(
    ("use_id", "changes", "code"),
    [
        ("gone", {}, "keys.use_not_in_force"),
        ("use-lesson", {"role": "teacher"}, "keys.not_gateway"),
        ("use-feedback", {"label": "  "}, "keys.label_missing"),
        ("use-feedback", {"label": "x" * 121}, "keys.label_missing"),
        ("use-feedback", {"role": "aide"}, "keys.role_outside"),
        ("use-feedback", {"grade_bands": frozenset({"g35"})}, "keys.grade_outside"),
        ("use-feedback", {"grade_bands": frozenset()}, "keys.holder_unclear"),
        ("use-feedback", {"grade_bands": frozenset({"none"})}, "keys.holder_unclear"),
        ("use-feedback", {"school_id": ""}, "keys.holder_unclear"),
        ("use-feedback", {"kind": HolderKind.PERSON, "person_id": ""}, "keys.holder_unclear"),
    ],
)
def test_a_key_that_could_only_be_refused_is_not_issued(
    cast: Cast, published: Approved, use_id: str, changes: dict[str, object], code: str
) -> None:
    with problem(code):
        issue_key(cast.dana.actor, use_id, replace(class_key(cast), **changes), now=NOW)  # type: ignore[arg-type]
    assert not Key.objects.exists()


def test_a_school_outside_the_use_gets_no_key(cast: Cast, published: Approved) -> None:
    with problem("keys.school_outside"):
        issue_key(cast.dana.actor, "use-feedback", replace(class_key(cast), school_id=str(cast.alder.id)), now=NOW)


def test_an_app_may_leave_grade_and_school_to_the_call(cast: Cast, published: Approved) -> None:
    app = Holder(HolderKind.APP, "Writing coach", "student")
    key, _ = issue_key(cast.ada.actor, "use-feedback", app, now=NOW)
    assert (key.grade_bands, key.school_id) == ([], None)


def test_who_may_issue_see_and_revoke(cast: Cast, published: Approved) -> None:
    for who in (cast.tess, cast.priya, cast.bo):
        with problem("not_allowed"):
            issue_key(who.actor, "use-feedback", class_key(cast), now=NOW)
    key, _ = issue_key(cast.dana.actor, "use-feedback", class_key(cast), now=NOW)
    assert list(keys_of(cast.theo.actor)) == list(keys_of(cast.priya.actor)) == [key]
    assert list(keys_of(cast.tess.actor)) == []
    with problem("not_found"):
        key_by_id(cast.tess.actor, str(key.id))
    with problem("not_allowed"):
        keys_of(cast.bo.actor)
    with problem("not_allowed"):
        revoke_key(cast.tess.actor, key, now=NOW)
    assert revoke_key(cast.theo.actor, key, now=NOW).revoked_at == NOW
    assert revoke_key(cast.dana.actor, key, now=NOW + timedelta(hours=1)).revoked_at == NOW


def test_a_pack_tells_what_changed_and_says_nothing_when_nothing_did(
    cast: Cast, published: Approved, home: Path
) -> None:
    key, _ = issue_key(cast.dana.actor, "use-feedback", class_key(cast), now=NOW)
    first = build_pack(CLOCKWORK, now=NOW).issue
    again = build_pack(CLOCKWORK, now=NOW).issue
    assert again == first + 1
    assert Fact.objects.filter(kind="publish.pack.built/1").count() == 1
    revoke_key(cast.dana.actor, key, now=NOW)
    published.suspended = frozenset({"use-lesson"})
    build_pack(CLOCKWORK, now=NOW)
    stops = opened(home, at_least=again + 1).stops
    assert (stops.keys, stops.uses) == ({str(key.id)}, {"use-lesson"})
    assert Fact.objects.filter(kind="publish.pack.built/1").count() == 2
    assert (home / "publish" / "bundle.chalkline").exists()


def test_the_key_of_somebody_who_left_is_stopped(cast: Cast, published: Approved, home: Path) -> None:
    key, _ = issue_key(cast.dana.actor, "use-feedback", class_key(cast), now=NOW)
    cast.theo.person.is_active = False
    cast.theo.person.save()
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
