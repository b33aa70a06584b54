"""Minutes on a page: what happened, what the secretary writes, corrections, putting them before a meeting; on paper."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from chalkline.govern.committees.api import (
    CLOSED_FOR_NAMES,
    CONSTITUENCY_NAMES,
    AgendaItem,
    ClosedFor,
    Constituency,
    Meeting,
    MeetingState,
    closed_items,
    day_of,
    meeting_by_id,
    meetings_ahead,
    seat_of,
)
from chalkline.govern.minutes.api import (
    ABOUT_ITEM,
    FREE_PASSAGES,
    MINUTES_STATES,
    PASSAGE_NAMES,
    TALK,
    Correction,
    MinutesState,
    Written,
    ask_for_correction,
    correction_by_id,
    corrections_of,
    is_intact_minutes,
    may_write_minutes,
    propose_minutes,
    sealed_notes_for,
    settle_correction,
    write_passage,
    written_minutes,
)
from chalkline.kernel.clock import utc_now
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor
from chalkline.web.acting import Act, ActsOn, Ask
from chalkline.web.pages.meetings.telling import CHOICES, STATES
from chalkline.web.routes import Request, page
from chalkline.web.sending import LONGEST, Questions, sent


class PassageForm(Questions):
    """One passage, as it should read."""

    text = forms.CharField(
        label=lazy("How should it read?"),
        help_text=lazy("In short, without names of students. Who was there, motions and votes stand there already."),
        widget=forms.Textarea(attrs={"rows": 8}),
        required=False,
        max_length=LONGEST,
    )


@page("decide/meetings/<uuid:meeting_id>/minutes/", name="meetings.minutes", permission="committees.see")
def minutes(request: Request, meeting_id: UUID) -> HttpResponse:
    """The minutes as they stand; a handout on paper."""
    actor = request.actor
    found = meeting_by_id(actor, str(meeting_id))
    written = written_minutes(actor, found)
    chip, tone = STATES[MeetingState(found.state)]
    has_ended, is_open_text = found.state == MeetingState.ADJOURNED, written.state is not MinutesState.APPROVED
    may_write = is_open_text and may_write_minutes(actor, found)
    seated = seat_of(actor.id, found.committee, localdate()) or seat_of(actor.id, found.committee, day_of(found))
    context = {
        "meeting": found,
        "minutes": written.facts,
        "written": written,
        "standing": MINUTES_STATES[written.state],
        "attended": [
            (each, CONSTITUENCY_NAMES[Constituency(each.speaks_for)] if each.speaks_for else "")
            for each in written.facts.attended
        ],
        "free": _free_passages(written),
        "items": _items(actor, found, written),
        "chip": chip,
        "tone": tone,
        "may_write": may_write,
        "may_ask": is_open_text and not may_write and seated is not None,
        "may_propose": may_write and has_ended and written.state is MinutesState.DRAFT,
        "corrections": corrections_of(actor, found) if is_open_text else [],
        "names": _names(written),
        "intact": is_intact_minutes(actor, found),
    }
    return render(request, "meetings/minutes.html", context)


def _free_passages(written: Written) -> dict[str, dict[str, Any]]:
    return {
        passage: {"id": passage, "name": PASSAGE_NAMES[passage], "text": written.passages.get(passage, "")}
        for passage in FREE_PASSAGES
    }


def _items(actor: Actor, meeting: Meeting, written: Written) -> list[dict[str, Any]]:
    rows = {str(each.pk): each for each in AgendaItem.objects.filter(meeting=meeting).select_related("meeting")}
    hidden = closed_items(actor, meeting, rows.values())
    return [
        {
            "item": item,
            "hidden": item.item_id in rows and rows[item.item_id].pk in hidden,
            "votes": [(CHOICES[vote.choice], vote.name, vote.reason) for vote in item.votes],
            "passage": f"{ABOUT_ITEM}{item.item_id}",
            "talk": written.passages.get(f"{ABOUT_ITEM}{item.item_id}", ""),
            "closed": CLOSED_FOR_NAMES[ClosedFor(item.closed_law)] if item.closed_law else None,
            "notes": sealed_notes_for(actor, rows[item.item_id]) if item.closed_law and item.item_id in rows else [],
        }
        for item in written.facts.items
    ]


def _names(written: Written) -> dict[str, Sentence | str]:
    """What each passage is called."""
    about = {f"{ABOUT_ITEM}{item.item_id}": item.title for item in written.facts.items}
    return {**PASSAGE_NAMES, **about}


def _called(written: Written, passage: str) -> Sentence | str:
    if not passage.startswith(ABOUT_ITEM):
        return PASSAGE_NAMES.get(passage, TALK)
    return _names(written).get(passage, TALK)


@page(
    "decide/meetings/<uuid:meeting_id>/minutes/<str:passage>/",
    name="meetings.passage",
    permission="minutes.ask_correction",
    methods=("GET", "POST"),
)
def passage(request: Request, meeting_id: UUID, passage: str) -> HttpResponse:
    """Write a passage, for who keeps the minutes; ask for a correction, for a member."""
    found = meeting_by_id(request.actor, str(meeting_id))
    written = written_minutes(request.actor, found)
    writes = may_write_minutes(request.actor, found)
    initial = {"text": written.passages.get(passage, "")}
    form = PassageForm(request.POST) if request.method == "POST" else PassageForm(initial=initial)
    if request.method == "POST":

        def act() -> bool:
            put = write_passage if writes else ask_for_correction
            put(request.actor, found, passage, form.answer("text"), now=utc_now())
            return True

        if sent(form, act):
            said = _("It stands in the minutes.") if writes else _("Asked. Whoever keeps the minutes takes it in or says why not.")  # fmt: skip  # noqa: E501
            messages.success(request, said)
            return redirect("meetings.minutes", found.pk)
    context = {
        "title": _called(written, passage),
        "lead": "" if writes else _("Say how this passage should read. It is taken in, or set aside with a reason."),
        "form": form,
        "back": reverse("meetings.minutes", args=[found.pk]),
        "back_label": _("Minutes"),
        "submit": _("Keep it") if writes else _("Ask for it"),
    }
    return render(request, "meetings/asking.html", context)


class ProposeForm(Questions):
    """Before which meeting."""

    to = forms.ChoiceField(label=lazy("Before which meeting?"), widget=forms.RadioSelect)

    def __init__(self, choices: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField, as declared above
        if choices:
            self.fields["to"].initial = choices[0][0]


@page(
    "decide/meetings/<uuid:meeting_id>/propose-minutes/",
    name="meetings.propose_minutes",
    permission="minutes.write",
    methods=("GET", "POST"),
)
def propose(request: Request, meeting_id: UUID) -> HttpResponse:
    """Put the minutes before the next meeting, exactly as they read now."""
    actor = request.actor
    found = meeting_by_id(actor, str(meeting_id))
    actor.must("minutes.write", assigned=may_write_minutes(actor, found))
    ahead = meetings_ahead(actor).filter(committee=found.committee).exclude(pk=found.pk)
    choices = [(str(each.pk), str(Sentence("{day}", day=day_of(each)))) for each in ahead]
    form = ProposeForm(choices, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and form.answer("to"):
        to = meeting_by_id(actor, form.answer("to"))
        item = sent(form, lambda: propose_minutes(actor, found, to, now=utc_now()))
        if item:
            messages.success(request, _("The minutes are on the agenda. Corrections can still be taken in."))
            return redirect("meetings.show", item.meeting_id)
    context = {
        "title": _("Put the minutes before a meeting"),
        "lead": _("Members approve exactly this text. After that nobody changes it.")
        if choices
        else _("No meeting of this committee is called. Call one first."),
        "form": form if choices else None,
        "back": reverse("meetings.minutes", args=[found.pk]),
        "back_label": _("Minutes"),
        "submit": _("Put them on the agenda"),
    }
    return render(request, "meetings/asking.html", context)


def _correction(request: Request, correction_id: UUID) -> Correction:
    return correction_by_id(request.actor, str(correction_id))


ON_CORRECTION = ActsOn(
    "decide/corrections/<uuid:correction_id>/",
    "meetings",
    _correction,
    lambda correction: correction.text[:80],
    lambda correction: reverse("meetings.minutes", args=[correction.meeting_id]),
)


@ON_CORRECTION.act("take-in", permission="minutes.write", name="take_in")
def take_in(request: Request, correction: Correction) -> Act:
    """Let the passage read as asked."""
    return Act(
        title=_("Take the correction in"),
        button=_("Take it in"),
        done=_("The passage reads so now."),
        will=(
            Sentence("The passage reads: {text}", text=correction.text),
            Sentence("Votes already cast on the minutes fall away, because their text is another."),
        ),
        do=lambda given: settle_correction(request.actor, correction, take_in=True, now=utc_now()),
    )


@ON_CORRECTION.act("set-aside", permission="minutes.write", name="set_aside")
def set_aside(request: Request, correction: Correction) -> Act:
    """Leave the passage as it is."""
    return Act(
        title=_("Set the correction aside"),
        button=_("Set it aside"),
        done=_("Set aside, with your reason."),
        will=(Sentence("The passage stays as it is. Whoever asked reads why."),),
        asks=(Ask("reason", _("Why?")),),
        do=lambda given: settle_correction(
            request.actor, correction, take_in=False, reason=given["reason"], now=utc_now()
        ),
    )
