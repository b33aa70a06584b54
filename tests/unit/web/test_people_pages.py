"""People in the browser: who sees whom, roles given and ended, the link that lets somebody in."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from cast import Cast
from chalkline.people.models import Account, Grant, Person
from visiting import visitor

PASSWORD = "seven quiet herons fly"


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_the_way_in_is_shown_to_those_who_may_enter(cast: Cast) -> None:
    assert 'href="/people/"' in text(visitor(cast.tess), "/")
    assert 'href="/people/"' not in text(visitor(cast.fay), "/")


def test_no_child_is_named_to_people_who_may_not_see_them(cast: Cast) -> None:
    for who in (cast.tess, cast.sue):
        client = visitor(who)
        for address in ("/people/", "/people/?people-q=Sato", "/people/?table=people&as=csv", "/search/?q=Sato"):
            assert "Kim" not in text(client, address)
        assert client.get(f"/people/{cast.kim.person.pk}/").status_code == 404
        assert client.get("/people/students/").status_code == 403
    dana = visitor(cast.dana)
    assert "Kim Sato" not in text(dana, "/people/") and "Kim Sato" in text(dana, "/people/students/")
    page = text(dana, f"/people/{cast.kim.person.pk}/")
    assert "Give a role" not in page and "Sign-in</h2>" not in page


def test_the_list_is_narrowed_by_school_role_and_name(cast: Cast) -> None:
    client = visitor(cast.tess)
    at_alder = text(client, f"/people/?people-school={cast.alder.pk}")
    assert "Tess Moreno" in at_alder and "Theo Banks" not in at_alder
    holds = text(client, "/people/?people-role=dpo")
    assert "Priya Raman" in holds and "Sue Park" not in holds
    assert "No account" not in text(client, "/people/")  # how others sign in is not a teacher's business
    assert "Juniper Middle School" in text(client, "/people/schools/")


def test_a_role_is_given_and_ended_with_the_name_of_who_did_it(cast: Cast) -> None:
    sue, tess = visitor(cast.sue), f"/people/{cast.tess.person.pk}/"
    shown = sue.post(f"{tess}roles/", {"role": "", "school": "", "ends_on": "soon"}).content.decode()
    assert "Choose a role." in shown
    past = sue.post(f"{tess}roles/", {"role": "auditor", "ends_on": "2020-01-01"}).content.decode()
    assert "Choose today or a later day" in past and 'value="2020-01-01"' in past
    done = sue.post(f"{tess}roles/", {"role": "principal", "school": str(cast.alder.pk), "ends_on": ""})
    assert done.headers["Location"] == tess
    page = text(sue, tess)
    assert "Principal, Alder Creek Elementary" in page and "given by Sue Park" in page
    grant = Grant.objects.get(person=cast.tess.person)
    assert "no longer holds the role" in text(sue, f"/people/roles/{grant.pk}/end/")
    assert sue.post(f"/people/roles/{grant.pk}/end/").status_code == 302
    assert "Roles held before" in text(sue, tess)


def test_roles_are_not_given_by_others_nor_to_oneself(cast: Cast) -> None:
    priya, theo = visitor(cast.priya), f"/people/{cast.theo.person.pk}/"
    assert "Give a role" not in text(priya, theo)
    assert priya.post(f"{theo}roles/", {"role": "cto"}).status_code == 403
    assert priya.post(f"{theo}invite/").status_code == 403
    assert priya.post(f"{theo}account/end/").status_code == 403
    dana = visitor(cast.dana)
    own = f"/people/{cast.dana.person.pk}/"
    assert "Give a role" not in text(dana, own)
    assert dana.post(f"{own}roles/", {"role": "cao"}).status_code == 403
    assert 'value="supt"' not in dana.get(f"{theo}roles/").content.decode()  # only a superintendent gives that one
    dana.post(f"{theo}roles/", {"role": "supt"})
    assert not Grant.objects.filter(person__in=[cast.dana.person, cast.theo.person]).exclude(role="cto").exists()


def invited(cast: Cast, person: Person) -> str:
    answer = visitor(cast.dana).post(f"/people/{person.pk}/invite/")
    assert answer.status_code == 200 and answer.headers["Cache-Control"] == "no-store"
    found = re.search(r'id="the-link">http://testserver(/invitation/[^<]+)<', answer.content.decode())
    assert found
    return found[1]


def test_a_parent_is_added_invited_and_signs_in(cast: Cast) -> None:
    dana = visitor(cast.dana)
    missing = dana.post("/people/add/", {"given_name": "Fern", "family_name": "", "email": "fern@home.example"})
    assert missing.status_code == 200 and "fern@home.example" in missing.content.decode()
    dana.post("/people/add/", {"given_name": "Fern", "family_name": "Ito", "email": "fern@home.example"})
    link = invited(cast, Person.objects.get(given_name="Fern"))
    fern = Client()
    assert "Welcome, Fern." in text(fern, link)
    unlike = fern.post(link, {"password": PASSWORD, "again": "something else entirely"}).content.decode()
    assert "The two are not the same." in unlike and PASSWORD not in unlike
    weak = fern.post(link, {"password": "short", "again": "short"}).content.decode()
    assert "too short" in weak
    assert fern.post(link, {"password": PASSWORD, "again": PASSWORD}).headers["Location"] == "/accounts/login/"
    assert fern.get(link).status_code == 404
    signed_in = fern.post("/accounts/login/", {"login": "fern@home.example", "password": PASSWORD})
    assert signed_in.status_code == 302
    assert fern.get("/").headers["Location"] == "/accounts/2fa/totp/activate/"


def test_a_wrong_link_says_so_and_leaks_nothing(cast: Cast) -> None:
    page = Client().get("/invitation/ci-made-up/")
    assert page.status_code == 404 and "does not work any more" in page.content.decode()


def test_an_invitation_is_mailed_only_where_there_is_a_mail_server(cast: Cast, settings: Any) -> None:
    invited(cast, cast.tess.person)
    assert not mail.outbox
    settings.CHALKLINE = settings.CHALKLINE.model_copy(update={"email_host": "mail.cedarhollow.example"})
    link = invited(cast, cast.tess.person)
    assert mail.outbox[0].to == ["tess.moreno@cedarhollow.example"] and link in mail.outbox[0].body


def test_an_account_is_ended_and_its_session_with_it(cast: Cast) -> None:
    tess, sue = visitor(cast.tess), visitor(cast.sue)
    assert tess.get("/").status_code == 200
    address = f"/people/{cast.tess.person.pk}/account/end/"
    assert "is signed out" in text(sue, address)
    assert sue.post(address).status_code == 302
    assert tess.get("/").status_code == 302
    assert not Account.objects.get(pk=cast.tess.account.pk).is_active  # type: ignore[union-attr]
    assert "Open it again" in text(sue, f"/people/{cast.tess.person.pk}/")


@pytest.mark.parametrize("who", ["tess", "sue", "dana", "priya", "paula"])
def test_a_history_is_for_the_person_and_those_who_answer_for_people(cast: Cast, who: str) -> None:
    invited(cast, cast.theo.person)
    page = text(visitor(getattr(cast, who)), f"/people/{cast.theo.person.pk}/")
    assert ("can set a password" in page) == (who in {"sue", "dana", "priya"})
