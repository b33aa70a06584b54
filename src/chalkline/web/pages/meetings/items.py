"""An agenda item: its packet, who takes no part, the motion, how it stands; conflicts, other motions."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from chalkline.govern.committees.api import (
    CLOSED_FOR_NAMES,
    AgendaItem,
    Choice,
    ClosedFor,
    ItemStanding,
    ItemState,
    MeetingState,
    SeatedMember,
    declare_conflict,
    entry_of,
    has_a_place,
    item_by_id,
    make_motion,
    motion_digest,
    motion_of,
    standing_of,
    subject_of,
    written_vote_on,
)
from chalkline.govern.decisions.api import decisions
from chalkline.govern.minutes.api import sealed_notes_for
from chalkline.kernel.clock import utc_now
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor
from chalkline.web.charts.files import file_asked_for
from chalkline.web.histories import happened_to
from chalkline.web.lights import light_said
from chalkline.web.pages.meetings import telling
from chalkline.web.pages.meetings.calling import ReasonForm
from chalkline.web.pages.meetings.consent import may_go_on_consent
from chalkline.web.pages.meetings.motion_form import MotionForm
from chalkline.web.pages.meetings.packets import charts_of, packet_told
from chalkline.web.pages.meetings.vote_form import VoteForm
from chalkline.web.pages.meetings.writing import may_open_writing, writing_shown
from chalkline.web.routes import Request, address_of, page
from chalkline.web.sending import sent

PROPOSALS = {
    "portfolio_rule": "purpose.rule",
    "route_rules": "ways.rule_set",
    "rule_set": "rules.set",
    "policy_repeal": "policies.repeal",
}


@page("decide/items/<uuid:item_id>/", name="meetings.item", permission="committees.see")
def item(request: Request, item_id: UUID) -> HttpResponse:
    """Everything a member needs to vote, and the vote."""
    found = item_by_id(request.actor, str(item_id))
    form = VoteForm(initial=_my_vote(found, request.actor))
    context = item_context(request, found, form)
    if file := file_asked_for(request, *charts_of(context["packet"])):
        return file
    return render(request, "meetings/item.html", context)


def item_context(request: Request, item: AgendaItem, form: VoteForm) -> dict[str, Any]:
    """What the page of an item shows; the vote is asked anew when it was refused."""
    actor = request.actor
    standing, decision = standing_of(item), decisions(actor).filter(item=item).first()
    me = next((member for member in standing.members if member.person_id == actor.id), None)
    is_waiting, is_open = item.state == ItemState.WAITING, item.meeting.state == MeetingState.OPEN
    writing = writing_shown(actor, item)
    free = (
        bool(me and not me.is_excused and writing["may_vote"])
        if writing
        else bool(me and me.counts and is_open and is_waiting)
    )
    votes = list(item.votes.select_related("person"))
    return {
        "item": item,
        "shown": telling.item_shown(item, actor, decision),
        "light": light_said(item.light),
        "subject": subject_of(item),
        "entry": standing.entry,
        "packet": packet_told(actor, item),
        "motion": standing.motion,
        "motion_said": telling.motion_said(standing.motion),
        "conditions": telling.conditions_said(
            standing.motion.conditions, {each.condition: each for each in standing.motion.keepers}
        ),
        "left_out": [each for each in standing.entry.proposed if each not in standing.motion.conditions]
        if standing.motion.outcome.approves
        else [],
        "quorum": telling.quorum_said(standing.quorum, in_writing=writing is not None),
        "has_quorum": standing.quorum.is_reached,
        "tally": standing.tally,
        "tally_said": telling.tally_said(standing.tally),
        "rule": telling.rule_said(standing.tally),
        "if_closed": telling.if_closed_now(standing),
        "votes": [
            (telling.CHOICES[Choice(each.choice)], telling.CHOICE_TONES[Choice(each.choice)], each) for each in votes
        ],
        "decision": decision,
        "form": form,
        "on_motion": motion_digest(item),
        "my_vote": next(
            (telling.CHOICES[Choice(each.choice)] for each in votes if str(each.person_id) == actor.id), None
        ),
        "why_not": _why_no_vote(item, actor, me),
        "is_waiting": is_waiting,
        "is_open": is_open,
        "may_vote": free,
        "may_recuse": is_waiting and me is not None and not me.is_excused,
        "writing": writing,
        "may_open_writing": writing is None and may_open_writing(actor, item),
        "may_move": free and writing is None,
        "may_put_on_consent": writing is None
        and may_go_on_consent(item)
        and actor.may("meetings.set_agenda", seat=has_a_place(actor, item.meeting.committee, localdate())),
        "may_pull": item.is_consent and is_waiting and me is not None,
        "closed": CLOSED_FOR_NAMES[ClosedFor(item.closed_law)] if item.closed_law else None,
        "may_close_session": is_waiting
        and is_open
        and not item.closed_law
        and actor.id in {member.person_id for member in standing.presiding},
        "may_open_session": bool(item.closed_law)
        and item.closed_at is None
        and is_waiting
        and is_open
        and actor.id in {member.person_id for member in standing.presiding},
        "may_seal": bool(item.closed_law and is_open and me and me.is_present and not me.is_excused),
        "sealed": sealed_notes_for(actor, item) if item.closed_law else [],
        "may_close": writing is None and free and _may_be_closed_by(actor, standing),
        "may_take_off": is_waiting and not is_open and actor.may("meetings.set_agenda", seat=me is not None),
        "history": happened_to(item.subject_kind, item.subject_id, limit=30),
        "proposal_url": address_of(PROPOSALS[item.subject_kind], item.subject_id)
        if item.subject_kind in PROPOSALS
        else "",
        "text_url": address_of("policies.by_id", item.subject_id) if item.subject_kind == "policy_version" else "",
    }


def _may_be_closed_by(actor: Actor, standing: ItemStanding) -> bool:
    presides = actor.id in {member.person_id for member in standing.presiding}
    return presides and standing.quorum.is_reached and standing.outcome is not None


def _my_vote(item: AgendaItem, actor: Actor) -> dict[str, Any]:
    mine = next((each for each in item.votes.all() if str(each.person_id) == actor.id), None)
    return {"choice": mine.choice, "reason": mine.reason} if mine else {}


def _why_no_vote(item: AgendaItem, actor: Actor, me: SeatedMember | None) -> Sentence | None:
    """Why this reader is not asked to vote; None for who may, or where nothing is to be voted on."""
    if item.state != ItemState.WAITING or (me and me.counts and item.meeting.state == MeetingState.OPEN):
        return None
    written = written_vote_on(item)
    if written and actor.id in written.asked:
        return None
    if me is None:
        return Sentence("Members of the committee vote. You can read everything here.")
    for row in item.barred:
        if row["person_id"] == actor.id:
            return Sentence("You take no part in this item: {reason}", reason=row["reason"])
    if me.is_excused:
        return Sentence("You declared a conflict, so the other members decide this item.")
    if not me.has_vote and not me.stands_in_for:
        return Sentence("You advise the committee and have no vote.")
    if me.stands_in_for:
        return Sentence("You stand in for a member, and vote while that member is not there.")
    if item.meeting.state == MeetingState.CALLED:
        return Sentence("Members vote once the meeting is open.")
    return Sentence("You are not marked as here. Press “I am here” on the meeting's page first.")


@page(
    "decide/items/<uuid:item_id>/conflict/",
    name="meetings.conflict",
    permission="meetings.recuse",
    methods=("GET", "POST"),
)
def conflict(request: Request, item_id: UUID) -> HttpResponse:
    """Declare a conflict, after showing what it does."""
    found = item_by_id(request.actor, str(item_id))
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":

        def act() -> bool:
            declare_conflict(request.actor, found, reason=form.answer("reason"), now=utc_now())
            return True

        if sent(form, act):
            messages.success(request, _("Recorded: you declared a conflict and take no part in this item."))
            return redirect("meetings.item", found.pk)
    will = [
        Sentence("You take no part in “{title}”: no vote, no motion.", title=found.title),
        Sentence("You do not count toward its quorum."),
        Sentence("Your name and your reason are in the minutes. This cannot be taken back for this item."),
    ]
    if _my_vote(found, request.actor):
        will.append(Sentence("The vote you cast falls away."))
    return render(request, "meetings/conflict.html", {"form": form, "item": found, "will": will})


@page(
    "decide/items/<uuid:item_id>/motion/", name="meetings.motion", permission="meetings.vote", methods=("GET", "POST")
)
def motion(request: Request, item_id: UUID) -> HttpResponse:
    """Put other words to the vote."""
    found = item_by_id(request.actor, str(item_id))
    entry = entry_of(found)
    data = request.POST if request.method == "POST" else None
    form = MotionForm(motion_of(found), entry, data, people=telling.who_may_keep(request.actor, found))
    if request.method == "POST" and "more" not in request.POST:
        done = sent(form, lambda: make_motion(request.actor, found, form.motion(), now=utc_now()))
        if done:
            messages.success(request, _("The committee now votes on your motion."))
            return redirect("meetings.item", found.pk)
    context = {"form": form, "item": found, "entry": entry, "cast": found.votes.count()}
    return render(request, "meetings/motion.html", context)
