"""What waits for whom, and what is at risk: each function asks one domain."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Count
from django.utils.timezone import localdate

from chalkline.approve.requests.api import kept_title, title_of
from chalkline.approve.reviews.api import KINDS, ReviewState, reviews
from chalkline.approve.uses.api import UseState, uses
from chalkline.discover.findings.api import FindingState, findings
from chalkline.govern.committees.api import MeetingState, day_of, items, meetings, meetings_ahead, seats_of_person
from chalkline.govern.decisions.api import recommendations_waiting
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor
from chalkline.publish.bundle.api import changes_waiting, policy_in_force, waiting
from chalkline.web.routes import address_of
from chalkline.web.rows import part_of
from chalkline.web.today import AND_ONE_MORE, Waiting, at_risk, comes_next, said_small, waits_for_me

SOON = timedelta(days=30)
THREE_WEEKS = timedelta(days=21)
MOST = 3


@waits_for_me
def findings_to_triage(actor: Actor, today: date) -> Iterator[Waiting]:
    """What the logs showed and nobody has looked at."""
    if not actor.may("discover.triage"):
        return
    new = findings(actor, state=FindingState.NEW).count()
    triage = findings(actor, state=FindingState.IN_TRIAGE).count()
    if new:
        yield Waiting(
            Sentence("One tool in the logs has not been looked at")
            if new == 1
            else Sentence("{count} tools in the logs have not been looked at", count=new),
            address_of("discover.home"),
            Sentence("Look at them"),
            Sentence("Send to triage what needs a decision, and set the rest aside."),
            note=Sentence("new"),
        )
    if triage:
        yield Waiting(
            Sentence("One finding is in triage")
            if triage == 1
            else Sentence("{count} findings are in triage", count=triage),
            address_of("discover.triage") or address_of("discover.home"),
            Sentence("Start requests"),
            Sentence("Each can become a request, so that it is reviewed and decided."),
        )


@waits_for_me
def meetings_of_mine(actor: Actor, today: date) -> Iterator[Waiting]:
    """Meetings of my committees: open now, or within three weeks."""
    if not actor.could("committees.see"):
        return
    committees = {
        seat.committee_id
        for seat in seats_of_person(actor, actor.id)
        if seat.ended_at is None and seat.starts_on <= today <= seat.ends_on
    }
    states = [MeetingState.CALLED.value, MeetingState.OPEN.value]
    for meeting in meetings(actor).filter(committee_id__in=committees, state__in=states).select_related("committee"):
        day = day_of(meeting)
        url = address_of("meetings.show", meeting.pk) or address_of("meetings.home")
        count = items(actor).filter(meeting=meeting).count()
        on_agenda = agenda_said(count)
        if meeting.state == MeetingState.OPEN:
            yield Waiting(
                Sentence("{committee} is meeting now", committee=meeting.committee.name),
                url,
                Sentence("Go to the meeting"),
                on_agenda,
                note=Sentence("open now"),
            )
        elif today <= day <= today + THREE_WEEKS:
            yield Waiting(
                Sentence("{committee} meets", committee=meeting.committee.name),
                url,
                Sentence("Prepare for it") if count else Sentence("See the meeting"),
                on_agenda,
                due_on=day,
                happens=True,
            )


def agenda_said(count: int) -> Sentence:
    """ "Two matters are on the agenda."."""
    if count == 0:
        return Sentence("Nothing is on the agenda yet.")
    return (
        Sentence("One matter is on the agenda.")
        if count == 1
        else Sentence("{n} matters are on the agenda.", n=said_small(count))
    )


@comes_next
def meetings_to_come(actor: Actor, today: date) -> Iterator[Waiting]:
    """Committee meetings that are called."""
    if not actor.could("committees.see"):
        return
    for meeting in meetings_ahead(actor).filter(starts_at__date__gte=today)[:MOST].annotate(matters=Count("items")):
        yield Waiting(
            Sentence("{committee} meets", committee=meeting.committee.name),
            address_of("meetings.show", meeting.pk),
            Sentence("See the meeting"),
            agenda_said(meeting.matters),
            due_on=day_of(meeting),
            happens=True,
        )


@comes_next
def uses_to_renew(actor: Actor, today: date) -> Iterator[Waiting]:
    """The approved use that ends first, however far off: when somebody has to decide again."""
    if not actor.may("uses.see"):
        return
    later = uses(actor).filter(state=UseState.ACTIVE.value, expires_on__gt=today + SOON)
    for use in part_of(later.order_by("expires_on"), 0, 1):
        yield Waiting(
            Sentence("The approved use of {tool} ends", tool=use.tool.name),
            address_of("uses.show", use.pk),
            Sentence("See the use"),
            Sentence("It needs a new decision to go on."),
            due_on=use.expires_on,
            happens=True,
        )


@waits_for_me
def recommendations(actor: Actor, today: date) -> Iterator[Waiting]:
    """What committees recommended and the superintendent has not answered."""
    if not actor.may("decisions.answer"):
        return
    for decision in recommendations_waiting(actor):
        yield Waiting(
            Sentence("Recommendation {number} waits for your answer", number=f"{decision.year}-{decision.number}"),
            address_of("decisions.show", decision.pk) or address_of("decisions.home"),
            Sentence("Read and answer"),
            Sentence("{title}", title=decision.title),
        )


@waits_for_me
def policies(actor: Actor, today: date) -> Iterator[Waiting]:
    """A policy that a second person must put in force; decisions that are not in force yet."""
    if not (actor.may("bundles.activate") or actor.may("bundles.prepare")):
        return
    candidate = waiting(actor)
    if candidate and candidate.prepared_by != actor.id and actor.may("bundles.activate"):
        yield Waiting(
            Sentence("A policy waits for a second person"),
            address_of("protect.policy", candidate.pk),
            Sentence("Look at what changes"),
            Sentence(
                "It was prepared on {day} and takes effect when you activate it.", day=localdate(candidate.prepared_at)
            ),
        )
    elif candidate is None and actor.may("bundles.prepare"):
        changes = changes_waiting(actor)
        if changes:
            yield Waiting(
                Sentence("Decisions are not in force yet"),
                address_of("protect.home"),
                Sentence("Prepare the policy"),
                Sentence("One change waits to be published.")
                if changes == 1
                else Sentence("{count} changes wait to be published.", count=changes),
            )


@at_risk
def reviews_late(actor: Actor, today: date) -> Iterator[Waiting]:
    """Reviews that somebody else should have sent by now."""
    if not actor.may("requests.put_on_agenda"):
        return
    late = reviews(actor).filter(state=ReviewState.OPEN.value, due_on__lt=today).order_by("due_on", "id")
    for review in late[:AND_ONE_MORE]:
        yield Waiting(
            Sentence(
                "{kind} is late: {title}", kind=KINDS[review.kind].name, title=kept_title(title_of(review.request))
            ),
            address_of("requests.show", review.request_id),
            Sentence("See the request"),
            Sentence("Without it the committee cannot decide."),
            due_on=review.due_on,
        )


@at_risk
def uses_that_end_soon(actor: Actor, today: date) -> Iterator[Waiting]:
    """Approved uses whose last day is near."""
    if not actor.may("uses.see"):
        return
    ending = uses(actor).filter(state=UseState.ACTIVE.value, expires_on__range=(today, today + SOON))
    for use in part_of(ending.order_by("expires_on"), 0, AND_ONE_MORE):
        yield Waiting(
            Sentence("The approved use of {tool} ends", tool=use.tool.name),
            address_of("uses.show", use.pk),
            Sentence("See the use"),
            Sentence("{title}. After its last day it is refused.", title=kept_title(use.title)),
            due_on=use.expires_on,
        )


@at_risk
def agreements_that_end_soon(actor: Actor, today: date) -> Iterator[Waiting]:
    """Agreements about student data that run out while a use depends on them."""
    if not actor.may("data.see"):
        return
    policy = policy_in_force()
    depending = {terms.tool for terms in policy.terms if terms.expires_on >= today}
    for tool in policy.tools:
        ends = tool.agreement_ends_on
        if tool.tool in depending and ends and today <= ends <= today + SOON:
            yield Waiting(
                Sentence("The agreement with {tool} runs out", tool=tool.name),
                address_of("tools.show", tool.tool),
                Sentence("See the tool"),
                Sentence("After that, no student records may go to it."),
                due_on=ends,
            )
