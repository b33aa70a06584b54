"""A vote in writing on an item's page: opening it, counting it, asking to talk about it first."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import get_current_timezone, localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from chalkline.govern.committees.api import (
    AgendaItem,
    ItemState,
    MeetingState,
    Openness,
    entry_of,
    item_by_id,
    motion_of,
    needs_talk,
    open_written_vote,
    seat_of,
    silent,
    stop_written_vote,
    written_vote_on,
)
from chalkline.govern.decisions.api import settle_written_vote
from chalkline.kernel.clock import utc_now
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor, names_of
from chalkline.web.acting import Act, ActsOn, Ask
from chalkline.web.routes import Request, page
from chalkline.web.sending import LONGEST, Questions, day_from, sent, time_from

NEVER = datetime(1, 1, 2, tzinfo=UTC)  # no rule accepts it: each says what it needs


class WritingForm(Questions):
    """Until when, and why it does not wait."""

    SHOWN_AT = {"closes_at": "day"}

    day = forms.CharField(
        label=lazy("Until which day may members vote?"),
        widget=forms.DateInput(attrs={"type": "date", "class": "short"}),
        max_length=40,
    )
    time = forms.CharField(
        label=lazy("Until what time?"),
        widget=forms.TimeInput(attrs={"type": "time", "class": "short"}),
        max_length=40,
        initial="17:00",
    )
    reason = forms.CharField(
        label=lazy("Why does it not wait for the meeting?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST,
    )

    def closes_at(self) -> datetime:
        """The instant that was named."""
        clock, day = time_from(self.answer("time")), day_from(self.answer("day"))
        return datetime.combine(day, clock, get_current_timezone()) if clock and day.year > 1 else NEVER


def writing_shown(actor: Actor, item: AgendaItem) -> dict[str, Any] | None:
    """The vote in writing that runs, and what this person may do about it; None where none runs."""
    written = written_vote_on(item)
    if written is None:
        return None
    missing, now = silent(written), utc_now()
    is_asked = actor.id in written.asked
    over = now >= written.closes_at or not missing
    seat = seat_of(actor.id, item.meeting.committee, localdate(written.opened_at))
    return {
        "written": written,
        "missing": sorted(names_of(missing).values()),
        "answered": len(written.asked) - len(missing),
        "asked": len(written.asked),
        "may_vote": is_asked and now < written.closes_at,
        "may_stop": is_asked,
        "may_settle": over and seat is not None and seat.has_vote,
    }


def may_open_writing(actor: Actor, item: AgendaItem) -> bool:
    """Whether to offer it: to the chair, before the meeting, where charter, law and matter allow it."""
    committee = item.meeting.committee
    seat = seat_of(actor.id, committee, localdate())
    waits = item.state == ItemState.WAITING and item.meeting.state == MeetingState.CALLED
    allowed = committee.in_writing and committee.openness != Openness.PUBLIC_BODY and not item.is_consent
    is_chair = seat is not None and seat.is_chair
    return bool(is_chair and waits and allowed and not needs_talk(motion_of(item), entry_of(item)))


@page("decide/items/<uuid:item_id>/writing/", name="meetings.write", permission="meetings.run", methods=("GET", "POST"))
def open_writing(request: Request, item_id: UUID) -> HttpResponse:
    """Open a vote in writing."""
    item = item_by_id(request.actor, str(item_id))
    seat = seat_of(request.actor.id, item.meeting.committee, localdate())
    request.actor.must("meetings.run", seat=seat is not None and seat.is_chair)
    form = WritingForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        reason = form.answer
        opened = sent(
            form,
            lambda: open_written_vote(request.actor, item, form.closes_at(), reason=reason("reason"), now=utc_now()),
        )
        if opened:
            messages.success(request, _("Members can vote now. It stands on Today of everybody who is asked."))
            return redirect("meetings.item", item.pk)
    context = {
        "title": _("Vote in writing"),
        "lead": _(
            "Everybody with a vote is asked, and reminded a day before the end. The quorum is of those who answer. Any"
            " of them can ask to talk about it first; then, and where too few answer, the meeting decides."
        ),
        "form": form,
        "back": reverse("meetings.item", args=[item.pk]),
        "back_label": item.title,
        "submit": _("Ask members to vote"),
    }
    return render(request, "meetings/asking.html", context)


def _item(request: Request, item_id: UUID) -> AgendaItem:
    return item_by_id(request.actor, str(item_id))


ON_ITEM = ActsOn(
    "decide/items/<uuid:item_id>/writing/",
    "meetings",
    _item,
    lambda item: item.title,
    lambda item: reverse("meetings.item", args=[item.pk]),
)


@ON_ITEM.act("talk", permission="meetings.vote", name="talk_first")
def talk_first(request: Request, item: AgendaItem) -> Act:
    """Ask to talk about it before it is decided."""
    return Act(
        title=_("Talk about it first"),
        button=_("End the vote in writing"),
        done=_("The vote in writing is over. The meeting decides."),
        will=(
            Sentence("The vote in writing ends, and what members voted counts no more."),
            Sentence("“{title}” stays on the agenda of the meeting and is decided there.", title=item.title),
            Sentence("Your name and your reason stand in its history."),
        ),
        asks=(Ask("reason", _("What should be talked about?")),),
        do=lambda given: stop_written_vote(request.actor, item, reason=given["reason"], now=utc_now()),
        tone="stop",
    )


@ON_ITEM.act("count", permission="decisions.record", name="count_writing")
def count_writing(request: Request, item: AgendaItem) -> Act:
    """Count a vote in writing whose time is over."""
    written = written_vote_on(item)
    return Act(
        title=_("Count the vote in writing"),
        button=_("Count it"),
        done=_("Counted. This is what came of it."),
        will=(
            Sentence("With a quorum it becomes a decision with its number."),
            Sentence("Without one nothing is decided, and the meeting does it."),
        ),
        do=lambda given: settle_written_vote(request.actor, written, now=utc_now()) if written else None,
    )
