"""What could go on an agenda, whatever room it comes from: policies, the strategy, agreements that end."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse

from cast import NOW, Cast
from chalkline.govern.committees.api import AgendaItem, Meeting
from chalkline.govern.policies import api
from chalkline.govern.policies.api import About, Binds, Drafted, PolicyKind, PolicyVersion, Section
from chalkline.tools.agreements.api import Agreement, AgreementKind, put_renewal_before, record_agreement
from chalkline.tools.register.api import register_tool
from chalkline.web.agenda_ready import CouldGoOn, could_go_on
from deciding import MEETING_AT, decided_by_all, meeting_called
from expecting import problem
from visiting import visitor

pytestmark = pytest.mark.django_db

MEETING_ON = MEETING_AT.date()


@pytest.fixture(autouse=True)
def every_room() -> None:
    """The rooms offer what they have once the addresses are known."""
    reverse("meetings.home")


def offered(cast: Cast, who: str, meeting: Meeting, kind: str) -> list[CouldGoOn]:
    found = could_go_on(getattr(cast, who).actor, meeting)
    return [each for each in found if each.id.startswith(f"{kind}:")]


def put_on(cast: Cast, who: str, meeting: Meeting, thing: str) -> int:
    client = visitor(getattr(cast, who))
    return client.post(f"/decide/meetings/{meeting.pk}/agenda/", {"what": thing}).status_code


def begun(cast: Cast) -> PolicyVersion:
    text = Drafted((Section("Data", "Put no student record into it."),), Binds(frozenset({"teacher"})), "", True)
    return api.begin_policy(cast.ada.actor, About("AI-2", "What staff may do", PolicyKind.STAFF), text, now=NOW)


def signed(cast: Cast, ends_on: date = MEETING_ON + timedelta(days=60)) -> Agreement:
    tool = register_tool(cast.tess.actor, "Pine Reader", now=NOW)
    return record_agreement(
        cast.priya.actor, tool, AgreementKind.NDPA, signed_on=date(2025, 8, 1), ends_on=ends_on,
        elements=["stu_first_name"], now=NOW,
    )  # fmt: skip


def test_a_policy_stands_there_until_it_is_on_an_agenda_and_says_what_it_lacks(cast: Cast) -> None:
    meeting, version = meeting_called(cast), begun(cast)
    thing = f"policy:{version.pk}"
    assert [each.id for each in offered(cast, "ada", meeting, "policy")] == [thing]
    assert not offered(cast, "tess", meeting, "policy")  # who does not write it, does not bring it
    assert put_on(cast, "tess", meeting, thing) == 404
    asked = api.open_comments(cast.ada.actor, version, NOW.date() + timedelta(days=7), now=NOW)
    remark = api.comment(cast.nora.actor, asked, 1, "Does a seating chart count?", now=NOW)
    (lacking,) = offered(cast, "ada", meeting, "policy")
    assert not lacking.is_ready and "1" in str(lacking.why_not)
    assert put_on(cast, "ada", meeting, thing) == 404 and not AgendaItem.objects.exists()
    api.answer_comment(cast.carl.actor, remark, "It does.", now=NOW)
    assert put_on(cast, "ada", meeting, thing) == 302
    version.refresh_from_db()
    assert version.state == "before_body" and version.planned_effective_on == MEETING_ON + timedelta(days=14)
    assert not offered(cast, "ada", meeting, "policy") and AgendaItem.objects.get().subject_id == str(version.pk)


def test_the_strategy_is_offered_once(cast: Cast) -> None:
    meeting = meeting_called(cast)
    assert not offered(cast, "tess", meeting, "strategy")
    (thing,) = offered(cast, "ada", meeting, "strategy")
    assert put_on(cast, "ada", meeting, thing.id) == 302
    assert AgendaItem.objects.get().subject_kind == "strategy" and not offered(cast, "ada", meeting, "strategy")


def test_an_agreement_that_ends_soon_is_offered_until_a_committee_said_something(cast: Cast) -> None:
    meeting, agreement = meeting_called(cast), signed(cast)
    thing = f"agreement:{agreement.pk}"
    assert [each.id for each in offered(cast, "ada", meeting, "agreement")] == [thing]
    assert not offered(cast, "tess", meeting, "agreement")
    with problem("not_allowed"):
        put_renewal_before(cast.tess.actor, agreement, meeting, now=NOW)
    assert put_on(cast, "ada", meeting, thing) == 302
    item = AgendaItem.objects.get()
    assert (item.subject_kind, item.title) == (
        "agreement",
        "Renewal of the agreement about Pine Reader, until Feb 1, 2027",
    )
    assert not offered(cast, "ada", meeting, "agreement")
    decided_by_all(cast, item)
    assert not offered(cast, "ada", meeting, "agreement")
    page = visitor(cast.priya).get(f"/data/agreements/{agreement.pk}/").content.decode()
    assert "Decision 2026-" in page


def test_an_agreement_far_from_its_end_or_over_is_not_offered(cast: Cast) -> None:
    meeting, agreement = meeting_called(cast), signed(cast, ends_on=MEETING_ON + timedelta(days=200))
    assert not offered(cast, "ada", meeting, "agreement")
    Agreement.objects.filter(pk=agreement.pk).update(ends_on=MEETING_ON - timedelta(days=1))
    assert not offered(cast, "ada", meeting, "agreement")
    with problem("agreements.over"):
        put_renewal_before(cast.priya.actor, agreement, meeting, now=NOW)
