"""Pages of front ends and issuers: a secret seen once, settings filled in, and who sees what."""

from __future__ import annotations

import re

import pytest

from cast import Cast
from chalkline.publish.front_ends.api import FrontEnd, Program, TrustedIssuer
from publishing import put_in_force, sample_policy
from visiting import visitor


@pytest.fixture
def use_id(cast: Cast) -> str:
    from django.utils import timezone

    policy = sample_policy(timezone.localdate(), school=str(cast.juniper.pk))
    put_in_force(policy)
    return next(each.use_id for each in policy.terms if "gateway" in each.kept_by)


def test_a_front_end_is_registered_seen_once_and_withdrawn(cast: Cast, use_id: str) -> None:
    dana = visitor(cast.dana)
    assert "No front end is registered yet" in dana.get("/protect/front-ends/").content.decode()
    form = {"name": "Chat", "program": "open_webui", "uses": [use_id], "owner": cast.tess.person.email}
    missing = dana.post("/protect/front-ends/new/", {"program": "open_webui", "algorithm": "hmac-sha256"})
    assert "Name it as people here call it" in missing.content.decode() and not FrontEnd.objects.exists()
    shown = dana.post("/protect/front-ends/new/", {**form, "algorithm": "hmac-sha256"})
    (secret,) = re.findall(r'id="the-secret">([0-9a-f]{64})<', shown.content.decode())
    assert shown["Cache-Control"] == "no-store"
    made = FrontEnd.objects.get()
    page = f"/protect/front-ends/{made.pk}/"
    assert secret not in dana.get(page).content.decode()
    again = dana.post(f"{page}secret/").content.decode()
    assert re.findall(r'id="the-secret">([0-9a-f]{64})<', again) != [secret]
    assert visitor(cast.tess).get(page).status_code == 200 and visitor(cast.theo).get(page).status_code == 404
    dana.post(f"{page}withdraw/")
    assert "Withdrawn" in dana.get(page).content.decode()


def test_an_issuer_is_named_and_withdrawn(cast: Cast) -> None:
    sam = visitor(cast.sam)
    wrong = sam.post("/protect/issuers/new/", {"kind": "google", "audiences": "1.apps"})
    assert "is missing" in wrong.content.decode() or "tenant ID" in wrong.content.decode()
    sam.post(
        "/protect/issuers/new/", {"kind": "google", "tenant": "cedarhollow.example", "audiences": "1.apps\n2.apps"}
    )
    made = TrustedIssuer.objects.get()
    assert made.audiences == ["1.apps", "2.apps"]
    shown = sam.get(f"/protect/issuers/{made.pk}/").content.decode()
    assert "https://accounts.google.com" in shown and "2.apps" in shown
    sam.post(f"/protect/issuers/{made.pk}/withdraw/")
    assert "Withdrawn" in sam.get("/protect/front-ends/").content.decode()
    assert "accounts.google" not in visitor(cast.tess).get("/protect/front-ends/").content.decode()


@pytest.mark.parametrize("program", [each.value for each in Program if each is not Program.OTHER])
def test_the_settings_of_each_program_are_filled_in(cast: Cast, program: str) -> None:
    dana = visitor(cast.dana)
    said = dana.get(f"/protect/set-up/{program}/").content.decode()
    assert "http://127.0.0.1:8080" in said
    assert dana.get("/protect/set-up/other/").status_code == 404 == dana.get("/protect/set-up/nothing/").status_code


def test_nicknames_of_a_child_are_added_and_removed(cast: Cast) -> None:
    priya, page = visitor(cast.priya), f"/people/{cast.kim.person.pk}/nicknames/"
    assert page in priya.get(f"/people/{cast.kim.person.pk}/").content.decode()
    assert "As others call the child" in priya.post(page, {"name": "12"}).content.decode()
    priya.post(page, {"name": "Kimmy"})
    shown = priya.get(page).content.decode()
    (remove,) = re.findall(r'action="(/people/nicknames/[^"]+/remove/)"', shown)
    assert "<b>Kimmy</b>" in shown
    priya.post(remove)
    assert "<b>Kimmy</b>" not in priya.get(page).content.decode()
    assert visitor(cast.tess).get(page).status_code in (403, 404)
