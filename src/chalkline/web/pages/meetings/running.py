"""A meeting's page: the agenda, who is in the room, opening and ending it; its minutes."""

from __future__ import annotations

from collections import defaultdict
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from chalkline.govern.committees.api import (
    VOICE_NAMES,
    Meeting,
    MeetingState,
    SeatedMember,
    Voice,
    adjourn_meeting,
    closed_items,
    day_of,
    has_a_place,
    meeting_by_id,
    members_of,
    note_arrival,
    note_departure,
    open_meeting,
    presiding,
    room_of,
    seat_of,
    standing_of,
)
from chalkline.govern.decisions.api import decisions
from chalkline.kernel.clock import utc_now
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor, person_by_id
from chalkline.web.agenda_ready import could_go_on
from chalkline.web.histories import Happened, happened_to
from chalkline.web.lights import light_said
from chalkline.web.pages.meetings.consent import consent_shown
from chalkline.web.pages.meetings.telling import STATES, item_shown, roll, room_said
from chalkline.web.routes import Request, page


@page("decide/meetings/<uuid:meeting_id>/", name="meetings.show", permission="committees.see")
def meeting(request: Request, meeting_id: UUID) -> HttpResponse:
    """Agenda, room, and what can be done now."""
    actor = request.actor
    found = meeting_by_id(actor, str(meeting_id))
    members = members_of(found)
    decided = {each.item_id: each for each in decisions(actor).filter(meeting=found)}
    items = list(found.items.prefetch_related("recusals__person", "votes").select_related("meeting__committee"))
    closed = closed_items(actor, found, items)
    chip, tone = STATES[MeetingState(found.state)]
    context = {
        "meeting": found,
        "chip": chip,
        "tone": tone,
        "items": [item_shown(item, actor, decided.get(item.pk), closed.get(item.pk)) for item in items],
        "undecided": any(item.state == "waiting" for item in items),
        "room": room_said(room_of(found)),
        "voices": _voices_missing(found),
        "roll": roll(members, actor, found),
        "history": _history(found, [item.title for item in items if item.pk in closed]),
        **_what_i_may(actor, found, members),
    }
    if context["may_set_agenda"]:
        context["ready"] = could_go_on(actor, found)
    context["consent"] = consent_shown(actor, found, members)
    return render(request, "meetings/meeting.html", context)


def _history(meeting: Meeting, closed: list[str]) -> list[Happened]:
    """What happened, without what a reader who is not in the room may not know of."""
    found = happened_to("meeting", str(meeting.pk), limit=30)
    return [each for each in found if not any(title in str(each.text) for title in closed)]


def _what_i_may(actor: Actor, meeting: Meeting, members: tuple[SeatedMember, ...]) -> dict[str, object]:
    """Which ways in to offer. The commands behind them ask again."""
    me = next((member for member in members if member.person_id == actor.id), None)
    runs_it = actor.id in {member.person_id for member in presiding(members)}
    is_open, is_called = meeting.state == MeetingState.OPEN, meeting.state == MeetingState.CALLED
    is_its_day = localdate() >= day_of(meeting)
    chair = next((member for member in members if member.is_chair), None)
    may_open = bool(me and me.has_vote and (me.is_chair or chair is None or utc_now() >= meeting.starts_at))
    return {
        "my_seat": me,
        "may_arrive": is_open and me is not None and not me.is_present,
        "may_open": is_called and is_its_day and may_open,
        "opens_later": is_called and not is_its_day,
        "may_end": is_open and runs_it,
        "may_cancel": is_called and actor.may("meetings.call", seat=me is not None),
        "may_set_agenda": is_called
        and actor.may("meetings.set_agenda", seat=has_a_place(actor, meeting.committee, localdate())),
        "may_move": is_called and actor.may("meetings.call", seat=me is not None),
    }


def _voices_missing(meeting: Meeting) -> list[Sentence]:
    """ "Still missing for yellow items: a family voice." Only while it matters."""
    if meeting.state != MeetingState.OPEN:
        return []
    missing: dict[str, list[Voice]] = defaultdict(list)
    for item in meeting.items.filter(state="waiting").select_related("meeting__committee"):
        new = [voice for voice in standing_of(item).quorum.missing_voices if voice not in missing[item.light]]
        missing[item.light].extend(new)
    return [
        Sentence(
            "Still missing for {light} items: {voices}.",
            light=light_said(light).adjective,
            voices=tuple(VOICE_NAMES[voice] for voice in voices),
        )
        for light, voices in missing.items()
        if voices
    ]


@page("decide/meetings/<uuid:meeting_id>/open/", name="meetings.open", permission="meetings.run", methods=("POST",))
def open_it(request: Request, meeting_id: UUID) -> HttpResponse:
    """Open the meeting."""
    found = meeting_by_id(request.actor, str(meeting_id))
    open_meeting(request.actor, found, now=utc_now())
    messages.success(request, _("The meeting is open, and you are marked as here."))
    return redirect("meetings.show", found.pk)


@page("decide/meetings/<uuid:meeting_id>/here/", name="meetings.here", permission="meetings.run", methods=("POST",))
def here(request: Request, meeting_id: UUID) -> HttpResponse:
    """Note that a member came or left: oneself, or anybody by whoever presides."""
    found = meeting_by_id(request.actor, str(meeting_id))
    person = person_by_id(request.POST.get("person", "") or request.actor.id)
    if person is None:
        raise not_found(Sentence("member of this committee"))
    note = note_departure if request.POST.get("is") == "gone" else note_arrival
    note(request.actor, found, person, now=utc_now())
    return redirect("meetings.show", found.pk)


@page("decide/meetings/<uuid:meeting_id>/end/", name="meetings.end", permission="meetings.run", methods=("GET", "POST"))
def end(request: Request, meeting_id: UUID) -> HttpResponse:
    """End the meeting, after showing what is carried over."""
    found = meeting_by_id(request.actor, str(meeting_id))
    seat = seat_of(request.actor.id, found.committee, day_of(found))
    request.actor.must("meetings.run", seat=seat is not None)
    if request.method == "POST":
        adjourn_meeting(request.actor, found, now=utc_now())
        messages.success(request, _("The meeting has ended. Its minutes are written."))
        return redirect("meetings.minutes", found.pk)
    open_items = [item.title for item in found.items.filter(state="waiting")]
    will = [Sentence("No more votes are cast, and the minutes are fixed as they were recorded.")]
    will += [
        Sentence("“{title}” is not decided and is carried over to another meeting.", title=each) for each in open_items
    ]
    if not open_items:
        will.append(Sentence("Everything on the agenda is decided."))
    return render(request, "meetings/end.html", {"meeting": found, "will": will})
