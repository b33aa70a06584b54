"""/api/v1/appeals: against a no or a condition, heard by somebody who took no part; conditions that people keep."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Schema

from chalkline.approve.appeals.api import (
    Appeal,
    AppealState,
    appeal_by_id,
    appeals,
    file_appeal,
    hear_appeal,
    who_hears,
    withdraw_appeal,
)
from chalkline.approve.requests.api import request_by_id
from chalkline.approve.uses.api import conditions_kept, kept_condition_by_id, name_keeper, note_kept, use_by_id
from chalkline.govern.committees.api import Keeper
from chalkline.govern.decisions.api import decision_by_id
from chalkline.kernel.clock import utc_now
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import people_by_email, person_by_id
from chalkline.rest.kept import KeptTold, kept_told
from chalkline.rest.shapes import (
    REFUSALS,
    Id,
    Named,
    Page,
    Place,
    ProblemDocument,
    Query,
    Sent,
    Short,
    Span,
    Text,
    created,
    like,
    paged,
    who,
)

router = Place(tags=["requests"])
ID = "0d0c36dd-6b0e-4c4e-8f5c-5a1c0a7d3a10"


class AppealSent(Sent):
    """Against which decision, which of its conditions (by place, from 0; none for a no), and why."""

    model_config = like(decision="2026-14", conditions=[], reason="It sees no student data.")

    decision: Id
    conditions: list[int] = Field([], max_length=20)
    reason: Text = ""


class AppealKeeperSent(Sent):
    """Who sees to one condition that people keep, by when, if the appeal is granted."""

    model_config = like(
        condition="A teacher reads every passage.", owner="paula.reyes@cedarhollow.example", due_on="2026-12-18"
    )

    condition: Text
    owner: Short = Field("", description="The e-mail address of whoever sees to it.")
    due_on: date

    def keeper(self) -> Keeper:
        """Nobody of that address: the rules refuse it."""
        person = people_by_email([self.owner.strip()]).get(self.owner.strip())
        return Keeper(self.condition, str(person.pk) if person else "", self.due_on)


class Heard(Sent):
    """What the person who hears it decides. What people keep and no ``keepers`` names stays with whoever saw to it
    before, else with whoever asked.
    """

    model_config = like(grants=True, reason="Public texts only.", until_on=None, keepers=[])

    grants: bool
    reason: Text = ""
    until_on: date | None = None
    keepers: list[AppealKeeperSent] = Field([], max_length=20)


class AppealTold(Schema):
    """An appeal: who hears it, by when, and what came of it."""

    model_config = like(
        id=ID, request_id=ID, decision="2026-14", about="decline", conditions=[], reason="It sees no student data.",
        state="open", hearer={"id": ID, "name": "Sue Park"}, hear_by="2026-12-20", outcome="",
        filed_at="2026-11-20T15:00:00Z",
    )  # fmt: skip

    id: str
    request_id: str
    decision: str
    about: str
    conditions: list[str]
    reason: str
    state: str
    hearer: Named = Field(description="The person, or the committee that decides anew.")
    hear_by: date
    outcome: str
    filed_at: datetime


class AppealPage(Page[AppealTold]):
    """Appeals, latest first."""


class KeeperSent(Sent):
    """Who sees to a condition, and by when."""

    model_config = like(person_id=ID, due_on="2026-12-20")

    person_id: UUID
    due_on: date


class AppealNoteSent(Sent):
    """How a condition is kept."""

    model_config = like(note="Every passage is read on Fridays.")

    note: Text = ""


@router.get("/appeals", response={200: AppealPage, REFUSALS: ProblemDocument})
def list_appeals(request: HttpRequest, span: Query[Span]) -> object:
    """Every appeal, latest first."""
    return paged(appeals(who(request)), span, _told)


@router.post("/requests/{request_id}/appeals", response={201: AppealTold, REFUSALS: ProblemDocument})
def make_an_appeal(request: HttpRequest, request_id: UUID, sent: AppealSent) -> object:
    """Appeal a no, or conditions: once, within thirty days, by whoever asked."""
    actor = who(request)
    found, decision = request_by_id(actor, str(request_id)), decision_by_id(actor, sent.decision)
    made = file_appeal(actor, found, decision, reason=sent.reason, conditions=sent.conditions, now=utc_now())
    return created(_told(made))


@router.post("/appeals/{appeal_id}/hear", response={200: AppealTold, REFUSALS: ProblemDocument})
def hear_an_appeal(request: HttpRequest, appeal_id: UUID, heard: Heard) -> object:
    """Decide an appeal, as the person who hears it."""
    actor = who(request)
    found = appeal_by_id(actor, str(appeal_id))
    keepers = [each.keeper() for each in heard.keepers] if heard.grants else []
    settled = hear_appeal(
        actor, found, grants=heard.grants, reason=heard.reason, until=heard.until_on, keepers=keepers, now=utc_now()
    )
    return _told(settled)


@router.post("/appeals/{appeal_id}/withdraw", response={200: AppealTold, REFUSALS: ProblemDocument})
def take_an_appeal_back(request: HttpRequest, appeal_id: UUID) -> object:
    """Take an appeal back: the decision stands."""
    actor = who(request)
    return _told(withdraw_appeal(actor, appeal_by_id(actor, str(appeal_id)), now=utc_now()))


@router.get("/uses/{use_id}/conditions", response={200: list[KeptTold], REFUSALS: ProblemDocument})
def list_conditions_kept_by_people(request: HttpRequest, use_id: UUID) -> object:
    """The conditions of a use that people keep."""
    return [kept_told(each) for each in conditions_kept(use_by_id(who(request), str(use_id)))]


@router.post("/conditions/{kept_id}/keeper", response={200: KeptTold, REFUSALS: ProblemDocument})
def say_who_sees_to_a_condition(request: HttpRequest, kept_id: UUID, sent: KeeperSent) -> object:
    """Say who sees to a condition, and by when."""
    actor = who(request)
    person = person_by_id(str(sent.person_id))
    if person is None:
        raise not_found(Sentence("person"))
    return kept_told(name_keeper(actor, kept_condition_by_id(actor, str(kept_id)), person, sent.due_on, now=utc_now()))


@router.post("/conditions/{kept_id}/kept", response={200: KeptTold, REFUSALS: ProblemDocument})
def note_that_a_condition_iskept_told(request: HttpRequest, kept_id: UUID, sent: AppealNoteSent) -> object:
    """Note that a condition is kept, and how."""
    actor = who(request)
    return kept_told(note_kept(actor, kept_condition_by_id(actor, str(kept_id)), note=sent.note, now=utc_now()))


def _told(found: Appeal) -> AppealTold:
    hears = (who_hears(found) if found.state == AppealState.OPEN else None) or found.hearer or found.committee
    return AppealTold(
        id=str(found.pk),
        request_id=str(found.request_id),
        decision=str(found.decision),
        about=found.about,
        conditions=found.conditions,
        reason=found.reason,
        state=found.state,
        hearer=Named(id=str(hears.pk) if hears else "", name=str(hears or "")),
        hear_by=found.hear_by,
        outcome=str(found.outcome) if found.outcome else "",
        filed_at=found.filed_at,
    )
