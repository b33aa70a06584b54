"""Getting started: the first steps of a new district, shown to those who can act, gone once done."""

from __future__ import annotations

import pytest
from django.test import Client

from cast import NOW, Cast
from chalkline.people.api import begin_district, system_actor
from chalkline.web.starting import first_steps
from deciding import committee_seated
from visiting import visitor


def test_the_first_person_is_led_to_the_first_steps(db: None, settings: pytest.FixtureRequest) -> None:
    account = begin_district(
        system_actor("operator"), given_name="Summer", family_name="Pérez", email="s@p.example", now=NOW
    )
    settings.CHALKLINE = settings.CHALKLINE.model_copy(update={"demo": True})  # type: ignore[attr-defined]
    client = Client()
    client.force_login(account)
    page = client.get("/").content.decode()
    assert "Getting started" in page and 'href="/people/roster/"' in page and 'href="/people/"' in page
    assert "Superintendent, Privacy officer and Chief academic officer" in page
    assert 'href="/decide/committees/new/"' not in page  # that is the superintendent's


def test_steps_are_read_off_the_records(cast: Cast) -> None:
    before = {str(step.title): step.done for step in first_steps(cast.sue.actor)}
    assert before["Import the roster"] and before["Give the roles that decide"]
    assert not before["Charter the committee"] and not before["Seat its members"]
    committee_seated(cast)
    after = {str(step.title): step.done for step in first_steps(cast.sue.actor)}
    assert after["Charter the committee"] and after["Seat its members"] and not after["Load the first logs"]


def test_people_who_can_do_none_of_it_see_none_of_it(cast: Cast) -> None:
    for who in (cast.tess, cast.bo, cast.fay, cast.nora):
        assert "Getting started" not in visitor(who).get("/").content.decode()
