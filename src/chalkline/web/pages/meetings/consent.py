"""The consent agenda on a meeting's page: one vote on what nobody pulls off; putting on, pulling off, closing."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from chalkline.govern.committees.api import (
    AgendaItem,
    Choice,
    ItemState,
    Meeting,
    MeetingState,
    SeatedMember,
    consent_digest,
    consent_items,
    entry_of,
    item_by_id,
    meeting_by_id,
    motion_of,
    needs_talk,
    presiding,
    pull_off_consent,
    put_on_consent,
    vote_on_consent,
)
from chalkline.govern.decisions.api import close_consent
from chalkline.kernel.clock import utc_now
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor
from chalkline.web.pages.meetings import telling
from chalkline.web.pages.meetings.vote_form import VoteForm
from chalkline.web.routes import Request, page
from chalkline.web.sending import rehearse, sent


@dataclass(frozen=True)
class Consent:
    """What is decided together, and what this person may do about it."""

    items: list[tuple[AgendaItem, Sentence]]
    may_pull: bool
    may_vote: bool
    may_close: bool
    has_voted: bool


def consent_shown(actor: Actor, meeting: Meeting, members: tuple[SeatedMember, ...]) -> Consent | None:
    """None where nothing is on it."""
    items = list(consent_items(meeting).prefetch_related("votes"))
    if not items:
        return None
    me = next((member for member in members if member.person_id == actor.id), None)
    is_open = meeting.state == MeetingState.OPEN
    return Consent(
        items=[(item, telling.motion_said(motion_of(item))) for item in items],
        may_pull=me is not None,
        may_vote=bool(is_open and me and me.counts),
        may_close=is_open and actor.id in {member.person_id for member in presiding(members)},
        has_voted=all(any(str(vote.person_id) == actor.id for vote in item.votes.all()) for item in items),
    )


def may_go_on_consent(item: AgendaItem) -> bool:
    """Whether an item may be decided together with others."""
    is_called = item.meeting.state == MeetingState.CALLED and item.state == ItemState.WAITING
    return is_called and not item.is_consent and not needs_talk(motion_of(item), entry_of(item))


@page(
    "decide/items/<uuid:item_id>/consent/",
    name="meetings.on_consent",
    permission="meetings.recuse",
    methods=("POST",),
)
def on_consent(request: Request, item_id: UUID) -> HttpResponse:
    """Put an item on the consent agenda, or pull it off: any member may pull."""
    item = item_by_id(request.actor, str(item_id))
    if request.POST.get("do") == "pull":
        pull_off_consent(request.actor, item, now=utc_now())
        messages.success(request, _("It is off the consent agenda: members talk about it and vote on it by itself."))
    else:
        put_on_consent(request.actor, item, now=utc_now())
        messages.success(request, _("It is on the consent agenda. Any member can pull it off."))
    return redirect("meetings.show", item.meeting_id)


@page(
    "decide/meetings/<uuid:meeting_id>/consent/vote/",
    name="meetings.consent_vote",
    permission="meetings.vote",
    methods=("GET", "POST"),
)
def consent_vote(request: Request, meeting_id: UUID) -> HttpResponse:
    """One vote on everything that is on it."""
    meeting = meeting_by_id(request.actor, str(meeting_id))
    digest = consent_digest(meeting)
    form = VoteForm(request.POST) if request.method == "POST" else VoteForm(initial={"on_motion": digest})

    def cast() -> list[AgendaItem]:
        return vote_on_consent(
            request.actor,
            meeting,
            Choice(form.answer("choice") or Choice.FOR),
            on_agenda=form.answer("on_motion"),
            reason=form.answer("reason"),
            now=utc_now(),
        )

    if request.method == "POST":
        counted = sent(form, cast)
        if counted:
            messages.success(request, _("Recorded under your name, for %(n)s items.") % {"n": len(counted)})
            return redirect("meetings.show", meeting.pk)
    items = [(item, telling.motion_said(motion_of(item))) for item in consent_items(meeting)]
    context = {"meeting": meeting, "form": form, "items": items, "digest": digest}
    return render(request, "meetings/consent_vote.html", context)


@page(
    "decide/meetings/<uuid:meeting_id>/consent/close/",
    name="meetings.consent_close",
    permission="decisions.record",
    methods=("GET", "POST"),
)
def consent_close(request: Request, meeting_id: UUID) -> HttpResponse:
    """Show what each item becomes, then close them all."""
    meeting = meeting_by_id(request.actor, str(meeting_id))
    if request.method == "POST":
        made = close_consent(request.actor, meeting, now=utc_now())
        messages.success(request, _("Recorded: %(n)s decisions.") % {"n": len(made)})
        return redirect("meetings.show", meeting.pk)
    will = rehearse(
        lambda: close_consent(request.actor, meeting, now=utc_now()),
        lambda made: [
            Sentence(
                "“{title}”: {outcome}, {yes} to {no}.",
                title=each.title,
                outcome=telling.outcome_chip(each)[0],
                yes=each.record["tally"]["for"],
                no=each.record["tally"]["against"],
            )
            for each in made
        ],
    )
    will.append(Sentence("Each becomes a decision with its own number. None can be opened again."))
    return render(request, "meetings/consent_close.html", {"meeting": meeting, "will": will})
