"""Front ends and issuers: shown once, believed at once and only for what they are for, forgotten at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from cast import Cast
from chalkline.ledger.models import Part
from chalkline.people.models import Person
from chalkline.publish.bundle import queries
from chalkline.publish.front_ends.api import (
    FrontEnd,
    FrontEndWanted,
    IssuerWanted,
    Program,
    front_end_by_id,
    front_ends,
    front_ends_believed,
    issuers_believed,
    name_issuer,
    register_front_end,
    replace_secret,
    withdraw_front_end,
    withdraw_issuer,
)
from chalkline.rulebook.api import Algorithm, IssuerKind
from deciding import MEETING_AT as NOW
from expecting import problem
from unit.publish.conftest import Approved

APP = frozenset({"client-1.apps.example"})


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "utc_now", lambda: NOW)


@pytest.fixture
def wanted(cast: Cast, approved: Approved) -> FrontEndWanted:
    approved.publish()
    return FrontEndWanted(
        "Chat for students", Program.OPEN_WEBUI, str(cast.tess.person.pk), frozenset({approved.use_id})
    )


def test_a_secret_is_shown_once_stored_nowhere_and_gateways_have_it(
    cast: Cast, wanted: FrontEndWanted, home: Path
) -> None:
    made, secret = register_front_end(cast.dana.actor, wanted, now=NOW)
    (believed,) = front_ends_believed()
    assert (believed.front_end_id, believed.secret, believed.uses) == (str(made.pk), secret, wanted.uses)
    stored = str(list(FrontEnd.objects.values())) + str(list(Part.objects.values()))
    assert len(secret) == 64 and secret not in stored
    _, another = replace_secret(cast.tess.actor, made, now=NOW)
    assert another != secret and front_ends_believed()[0].secret == another
    withdraw_front_end(cast.sam.actor, made, now=NOW)
    withdraw_front_end(cast.sam.actor, made, now=NOW + timedelta(minutes=1))
    assert front_ends_believed() == ()
    with problem("front_ends.withdrawn"):
        replace_secret(cast.dana.actor, made, now=NOW)
    register_front_end(cast.dana.actor, wanted, now=NOW)  # the name is free again


def test_a_front_end_whose_owner_has_left_is_believed_no_more(cast: Cast, wanted: FrontEndWanted) -> None:
    register_front_end(cast.ada.actor, wanted, now=NOW)
    Person.objects.filter(pk=cast.tess.person.pk).update(is_active=False)
    assert front_ends_believed() == ()


def test_a_front_end_with_a_key_of_its_own_gets_no_secret(cast: Cast, wanted: FrontEndWanted) -> None:
    public = Ed25519PrivateKey.generate().public_key().public_bytes(Encoding.Raw, PublicFormat.Raw).hex()
    made, secret = register_front_end(
        cast.dana.actor, replace(wanted, algorithm=Algorithm.ED25519, public_key=public), now=NOW
    )
    assert secret == "" and front_ends_believed()[0].secret == public
    with problem("front_ends.no_secret"):
        replace_secret(cast.dana.actor, made, now=NOW)


def test_what_is_unfit_is_refused(cast: Cast, wanted: FrontEndWanted) -> None:
    for change, code in (
        ({"name": " "}, "front_ends.name_missing"),
        ({"uses": frozenset()}, "front_ends.no_use"),
        ({"uses": frozenset({"use-nobody"})}, "front_ends.no_use"),
        ({"owner_id": ""}, "front_ends.owner_unclear"),
        ({"owner_id": str(cast.kim.person.pk)}, "front_ends.owner_unclear"),
        ({"owner_id": str(cast.otto.person.pk)}, "front_ends.owner_unclear"),
        ({"algorithm": Algorithm.ED25519, "public_key": "ab" * 31}, "front_ends.public_key_unfit"),
        ({"algorithm": Algorithm.ED25519, "public_key": "00" * 32}, "front_ends.public_key_unfit"),
    ):
        with problem(code):
            register_front_end(cast.dana.actor, replace(wanted, **change), now=NOW)  # type: ignore[arg-type]  # as listed
    register_front_end(cast.dana.actor, wanted, now=NOW)
    with problem("front_ends.named_already"):
        register_front_end(cast.dana.actor, wanted, now=NOW)


def test_who_may(cast: Cast, wanted: FrontEndWanted) -> None:
    for stranger in (cast.tess, cast.sam, cast.priya, cast.nora, cast.bo):
        with problem("not_allowed"):
            register_front_end(stranger.actor, wanted, now=NOW)
    made, _ = register_front_end(cast.dana.actor, wanted, now=NOW)
    assert list(front_ends(cast.tess.actor)) == [made] == list(front_ends(cast.sam.actor))
    assert not front_ends(cast.theo.actor)
    with problem("not_found"):
        front_end_by_id(cast.theo.actor, str(made.pk))
    with problem("not_found"):
        replace_secret(cast.theo.actor, made, now=NOW)
    for stranger in (cast.ada, cast.priya, cast.tess):
        with problem("not_allowed"):
            name_issuer(stranger.actor, IssuerWanted(IssuerKind.GOOGLE, APP, "cedarhollow.example"), now=NOW)


def test_published_addresses_are_filled_in_and_a_tenant_is_needed(cast: Cast) -> None:
    tenant = "11111111-2222-4333-8444-555555555555"
    made = name_issuer(cast.sam.actor, IssuerWanted(IssuerKind.MICROSOFT, APP, tenant), now=NOW)
    (believed,) = issuers_believed()
    assert believed.issuer == f"https://login.microsoftonline.com/{tenant}/v2.0"
    assert believed.keys_url == f"https://login.microsoftonline.com/{tenant}/discovery/v2.0/keys"
    with problem("issuers.named_already"):
        name_issuer(cast.sam.actor, IssuerWanted(IssuerKind.MICROSOFT, APP, tenant), now=NOW)
    withdraw_issuer(cast.sam.actor, made, now=NOW)
    withdraw_issuer(cast.sam.actor, made, now=NOW)
    assert issuers_believed() == ()
    for wrong, code in (
        (IssuerWanted(IssuerKind.GOOGLE, APP), "issuers.tenant_missing"),
        (IssuerWanted(IssuerKind.MICROSOFT, APP, "common/../x"), "issuers.tenant_missing"),
        (IssuerWanted(IssuerKind.OTHER, APP, issuer="http://id.example"), "issuers.address_unfit"),
        (IssuerWanted(IssuerKind.OTHER, APP, issuer="https://id.example/?a=b"), "issuers.address_unfit"),
        (IssuerWanted(IssuerKind.OTHER, APP, issuer="https://[::1"), "issuers.address_unfit"),
        (IssuerWanted(IssuerKind.OTHER, frozenset({" "}), issuer="https://id.example"), "issuers.audience_missing"),
    ):
        with problem(code):
            name_issuer(cast.dana.actor, wrong, now=NOW)
