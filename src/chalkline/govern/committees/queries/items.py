"""Reads of what is before a meeting: items, motions, the consent agenda, votes in writing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from chalkline.govern.committees import refusals
from chalkline.govern.committees.models import (
    AgendaItem,
    Committee,
    Meeting,
    WrittenVote,
)
from chalkline.govern.committees.queries.seats import day_of, seat_of
from chalkline.govern.committees.words import (
    CLOSED_FOR_NAMES,
    AgendaEntry,
    Barred,
    ClosedFor,
    Light,
    Motion,
    Outcome,
    condition_from_json,
    keeper_from_json,
)
from chalkline.kernel.canonical import digest_of
from chalkline.kernel.ids import id_from
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import Told
from chalkline.people.api import Actor


def items(actor: Actor) -> QuerySet[AgendaItem]:
    """Every agenda item."""
    actor.must("committees.see")
    return AgendaItem.objects.select_related("meeting__committee", "moved_by", "put_by")


def item_by_id(actor: Actor, item_id: str) -> AgendaItem:
    """One agenda item. Raises Problem: not_found; meetings.not_in_the_room for an item of a closed session."""
    found = items(actor).filter(pk=id_from(item_id)).first()
    if found is None:
        raise not_found(Sentence("agenda item"))
    law = closed_to(actor, found)
    if law:
        raise refusals.not_in_the_room(CLOSED_FOR_NAMES[law])
    return found


def of_closed_sessions(facts: Iterable[Told]) -> frozenset[int]:
    """The numbers of those facts whose item is dealt with in closed session: one question for all."""
    items_of = {each.number: id_from(each.values["item"]) for each in facts if "item" in each.values}
    if not items_of:
        return frozenset()
    closed = AgendaItem.objects.filter(pk__in=set(items_of.values())).exclude(closed_law="")
    hidden = set(closed.values_list("pk", flat=True))
    return frozenset(number for number, item in items_of.items() if item in hidden)


def told_openly(facts: Iterable[Told], kind: str, subject_id: str) -> list[Told]:
    """The history of a thing without what would say that it is what a closed session is about."""
    told = list(facts)
    hidden = of_closed_sessions(told)
    return [each for each in told if not (each.number in hidden and _is_about(each, kind, subject_id))]


def _is_about(fact: Told, kind: str, subject_id: str) -> bool:
    subject = fact.values.get("subject")
    return isinstance(subject, dict) and (subject.get("kind"), subject.get("id")) == (kind, subject_id)


def closed_to(actor: Actor, item: AgendaItem) -> ClosedFor | None:
    """Why somebody may not read what an item is about, by the reason of law; None where they may."""
    return closed_items(actor, item.meeting, [item]).get(item.pk)


def closed_items(actor: Actor, meeting: Meeting, of: Iterable[AgendaItem]) -> dict[UUID, ClosedFor]:
    """Those of a meeting's items that somebody may not read, each with its reason of law: one question for all."""
    closed = {each.pk: ClosedFor(each.closed_law) for each in of if each.closed_law}
    if not closed or actor.may("meetings.read_closed"):
        return {}
    keeps = actor.may("minutes.write", assigned=str(meeting.committee.secretary_id) == actor.id)
    in_the_room = keeps or seat_of(actor.id, meeting.committee, day_of(meeting)) is not None
    return {} if actor.may("meetings.read_closed", seat=in_the_room) else closed


def waiting_item(subject_kind: str, subject_id: str) -> AgendaItem | None:
    """Where a thing is on an agenda now, if it is."""
    found = AgendaItem.objects.filter(subject_kind=subject_kind, subject_id=subject_id, state="waiting")
    return found.select_related("meeting__committee").first()


def closed_before(committee: Committee, subject: SubjectRef) -> str:
    """The reason of law for which this committee dealt with a thing when it was on an agenda last; "" if openly."""
    of = AgendaItem.objects.filter(subject_kind=subject.kind, subject_id=subject.id, meeting__committee=committee)
    last = of.exclude(state="closed").order_by("-put_at").values_list("closed_law", flat=True).first()
    return last or ""


def subject_of(item: AgendaItem) -> SubjectRef:
    """The version of the thing that is before the meeting."""
    return SubjectRef(item.subject_kind, item.subject_id, item.subject_digest)


def entry_of(item: AgendaItem) -> AgendaEntry:
    """What the item was put on the agenda with."""
    return AgendaEntry(
        title=item.title,
        light=Light(item.light),
        proposed=tuple(condition_from_json(row) for row in item.proposed),
        suggested_expires_on=item.suggested_expires_on,
        latest_expires_on=item.latest_expires_on,
        barred=tuple(Barred(**row) for row in item.barred),
        scored_by=frozenset(item.scored_by),
        objections=tuple(item.objections),
        concerns=tuple(SubjectRef(row["kind"], row["id"]) for row in item.concerns),
        is_lasting=item.is_lasting,
        keeper=item.keeper_id,
    )


def motion_of(item: AgendaItem) -> Motion:
    """What is voted on now."""
    row = item.motion
    until = row.get("expires_on")
    return Motion(
        outcome=Outcome(row["outcome"]),
        conditions=tuple(condition_from_json(each) for each in row["conditions"]),
        expires_on=date.fromisoformat(until) if until else None,
        reason=row.get("reason", ""),
        keepers=tuple(keeper_from_json(each) for each in row.get("keepers", [])),
    )


def motion_digest(item: AgendaItem) -> str:
    """The version of the motion together with the version of what it is about."""
    return digest_of({"subject": subject_of(item).as_json(), "motion": item.motion})


def written_vote_on(item: AgendaItem) -> WrittenVote | None:
    """The vote in writing that runs on an item, if one does."""
    return WrittenVote.objects.filter(item_id=item.pk, ended_at=None).first()


def written_votes_running(actor: Actor) -> QuerySet[WrittenVote]:
    """Every vote in writing that runs, the first to close first."""
    actor.must("committees.see")
    running = WrittenVote.objects.filter(ended_at=None).select_related("item__meeting__committee", "opened_by")
    return running.order_by("closes_at")


def consent_items(meeting: Meeting) -> QuerySet[AgendaItem]:
    """What is decided together by one vote, unless a member pulls it off."""
    found = AgendaItem.objects.filter(meeting=meeting, is_consent=True, state="waiting")
    return found.select_related("meeting__committee").order_by("number")


def consent_digest(meeting: Meeting) -> str:
    """The version of the consent agenda: every item on it with its motion."""
    return digest_of([[str(item.pk), motion_digest(item)] for item in consent_items(meeting)])
