"""Reads of minutes: the whole of them, corrections, which sealed notes one may open; what the public reads."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from chalkline.govern.committees.api import (
    AgendaItem,
    Meeting,
    MeetingState,
    Openness,
    day_of,
    seat_of,
    waiting_item,
)
from chalkline.govern.decisions.api import minutes_of
from chalkline.govern.minutes.models import Correction, MeetingMinutes, SealedNote
from chalkline.govern.minutes.rules import PublicMinutes, for_the_public
from chalkline.govern.minutes.words import MinutesState, Written, read, spelled
from chalkline.kernel.canonical import digest_of
from chalkline.kernel.ids import id_from
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor

SUBJECT = "minutes"


def written_minutes(actor: Actor, meeting: Meeting) -> Written:
    """The minutes of a meeting as they stand: the approved text once there is one."""
    actor.must("committees.see")
    kept = MeetingMinutes.objects.select_related("decision").filter(pk=meeting.pk).first()
    if kept and kept.approved is not None:
        facts, passages = read(kept.approved)
        number = str(kept.decision) if kept.decision else ""
        return Written(facts, passages, MinutesState.APPROVED, kept.digest, kept.approved_at, number)
    facts, passages = minutes_of(actor, meeting), dict(kept.passages) if kept else {}
    state = MinutesState.PROPOSED if waiting_item(SUBJECT, str(meeting.pk)) else MinutesState.DRAFT
    return Written(facts, passages, state, digest_of(spelled(facts, passages)))


def is_intact_minutes(actor: Actor, meeting: Meeting) -> bool:
    """Whether the approved text still has the digest that was approved."""
    actor.must("committees.see")
    kept = MeetingMinutes.objects.filter(pk=meeting.pk).first()
    return bool(kept and kept.approved is not None and digest_of(kept.approved) == kept.digest)


def may_write_minutes(actor: Actor, meeting: Meeting) -> bool:
    """Whether to offer writing; the command asks again."""
    return actor.may("minutes.write", assigned=str(meeting.committee.secretary_id) == actor.id)


def corrections_of(actor: Actor, meeting: Meeting) -> QuerySet[Correction]:
    """What members asked to read otherwise, in the order they asked."""
    actor.must("committees.see")
    return Correction.objects.filter(meeting=meeting).select_related("asked_by")


def correction_by_id(actor: Actor, correction_id: str) -> Correction:
    """One correction. Raises Problem("not_found")."""
    actor.must("committees.see")
    found = Correction.objects.select_related("meeting__committee", "asked_by").filter(pk=id_from(correction_id))
    one = found.first()
    if one is None:
        raise not_found(Sentence("correction"))
    return one


def minutes_to_approve(actor: Actor, committee_id: str) -> list[Meeting]:
    """Meetings that ended, whose minutes are neither approved nor before a meeting, oldest first."""
    actor.must("committees.see")
    ended = Meeting.objects.filter(committee_id=id_from(committee_id), state=MeetingState.ADJOURNED.value)
    open_ones = ended.exclude(minutes__approved_at__isnull=False).select_related("committee").order_by("starts_at")
    return [each for each in open_ones if not waiting_item(SUBJECT, str(each.pk))]


def sealed_notes_for(actor: Actor, item: AgendaItem) -> list[SealedNote]:
    """The sealed notes of an item that this person may open; for anybody else there are none."""
    actor.must("committees.see")
    if not _is_seated(actor, item):
        return []
    notes = SealedNote.objects.filter(item=item).select_related("written_by").defer("sealed")
    return [each for each in notes if actor.id in each.readers]


def may_read(actor: Actor, note: SealedNote) -> bool:
    """Whether somebody was in the room, and still sits on the committee."""
    return actor.id in note.readers and _is_seated(actor, note.item)


def _is_seated(actor: Actor, item: AgendaItem) -> bool:
    return item.meeting.committee.seats.filter(person_id=id_from(actor.id), ended_at=None).exists()


def public_meetings(today: date) -> list[Meeting]:
    """Meetings that anyone may know of: to come, and past ones with approved minutes. No account is needed."""
    public = [each.value for each in Openness if each.is_public]
    found = Meeting.objects.filter(committee__openness__in=public).select_related("committee").order_by("starts_at")
    return [each for each in found if _is_shown(each, today)]


def public_meeting(meeting_id: str, today: date) -> Meeting:
    """One of them. Raises Problem("not_found") for any other, as if it did not exist."""
    found = Meeting.objects.select_related("committee").filter(pk=id_from(meeting_id)).first()
    if found is None or not Openness(found.committee.openness).is_public or not _is_shown(found, today):
        raise not_found(Sentence("meeting"))
    return found


def public_minutes(meeting: Meeting) -> PublicMinutes | None:
    """What anyone reads of a meeting; None before its minutes are approved."""
    kept = MeetingMinutes.objects.filter(pk=meeting.pk, approved_at__isnull=False).first()
    if kept is None or kept.approved is None or not Openness(meeting.committee.openness).is_public:
        return None
    return for_the_public(*read(kept.approved))


def _is_shown(meeting: Meeting, today: date) -> bool:
    state = MeetingState(meeting.state)
    if state is MeetingState.ADJOURNED:
        return MeetingMinutes.objects.filter(pk=meeting.pk, approved_at__isnull=False).exists()
    return state is MeetingState.OPEN or day_of(meeting) >= today


def seat_in(actor: Actor, meeting: Meeting, today: date) -> bool:
    """Whether somebody sat on the committee on the day of a meeting, or does today."""
    on_the_day = seat_of(actor.id, meeting.committee, day_of(meeting))
    return on_the_day is not None or seat_of(actor.id, meeting.committee, today) is not None
