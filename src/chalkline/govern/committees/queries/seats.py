"""Reads of committees, their charters and seats, and their meetings."""

from __future__ import annotations

from collections import Counter
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from chalkline.govern.committees.models import (
    CharterVersion,
    Committee,
    Interest,
    Meeting,
    Seat,
)
from chalkline.govern.committees.words import CONSTITUENCY_NAMES, Constituency
from chalkline.kernel.ids import id_from
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor


def committees(actor: Actor) -> QuerySet[Committee]:
    """Every committee of the district."""
    actor.must("committees.see")
    return Committee.objects.all()


def committee_by_id(actor: Actor, committee_id: str) -> Committee:
    """One committee. Raises Problem("not_found")."""
    found = committees(actor).filter(pk=id_from(committee_id)).first()
    if found is None:
        raise not_found(Sentence("committee"))
    return found


def seats_on(committee: Committee, day: date) -> QuerySet[Seat]:
    """The seats held on a day, chair first."""
    return Seat.objects.filter(committee=committee, ended_at=None, starts_on__lte=day, ends_on__gte=day).select_related(
        "person"
    )


def seat_by_id(actor: Actor, seat_id: str) -> Seat:
    """One seat, with who holds it. Raises Problem("not_found")."""
    actor.must("committees.see")
    found = Seat.objects.select_related("person", "committee").filter(pk=id_from(seat_id)).first()
    if found is None:
        raise not_found(Sentence("seat"))
    return found


def seat_of(person_id: str, committee: Committee, day: date) -> Seat | None:
    """The seat somebody holds on a day, or None. Jobs hold none."""
    return seats_on(committee, day).filter(person_id=id_from(person_id)).first()


def seats_missing(committee: Committee, day: date) -> list[tuple[Sentence, int]]:
    """Voting seats that the charter promises and nobody holds: (for whom, how many)."""
    held = Counter(
        seats_on(committee, day).filter(has_vote=True, stands_in_for=None).values_list("constituency", flat=True)
    )
    missing = [(Constituency(who), n - held[who]) for who, n in committee.promised.items()]
    return [(CONSTITUENCY_NAMES[who], n) for who, n in missing if n > 0]


def has_a_place(actor: Actor, committee: Committee, day: date) -> bool:
    """Whether somebody prepares meetings: holds a seat on a day, or keeps the minutes."""
    return seat_of(actor.id, committee, day) is not None or str(committee.secretary_id) == actor.id


def meetings(actor: Actor) -> QuerySet[Meeting]:
    """Every meeting, latest first."""
    actor.must("committees.see")
    return Meeting.objects.select_related("committee", "called_by")


def meeting_by_id(actor: Actor, meeting_id: str) -> Meeting:
    """One meeting. Raises Problem("not_found")."""
    found = meetings(actor).filter(pk=id_from(meeting_id)).first()
    if found is None:
        raise not_found(Sentence("meeting"))
    return found


def day_of(meeting: Meeting) -> date:
    """The day of a meeting, in the district's zone."""
    return localdate(meeting.starts_at)


def interests_of(actor: Actor, person_id: str) -> QuerySet[Interest]:
    """What somebody declared to have an interest in, and has not said is over."""
    actor.must("committees.see")
    return Interest.objects.filter(person_id=id_from(person_id), ended_at=None)


def interest_by_id(actor: Actor, interest_id: str) -> Interest:
    """One declaration. Raises Problem("not_found")."""
    actor.must("committees.see")
    found = Interest.objects.select_related("person").filter(pk=id_from(interest_id)).first()
    if found is None:
        raise not_found(Sentence("interest"))
    return found


def charter_versions(actor: Actor, committee: Committee) -> QuerySet[CharterVersion]:
    """What the charter said, the last version first."""
    actor.must("committees.see")
    return CharterVersion.objects.filter(committee=committee).select_related("made_by")


def meetings_ahead(actor: Actor) -> QuerySet[Meeting]:
    """Meetings whose agenda still takes items, the next one first."""
    return meetings(actor).filter(state="called").order_by("starts_at")


def seats_of_person(actor: Actor, person_id: str) -> QuerySet[Seat]:
    """The seats somebody holds, on all committees."""
    actor.must("committees.see")
    return Seat.objects.filter(Q(ended_at=None), person_id=id_from(person_id)).select_related("committee")
