"""What waits for whom: each function asks one domain."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from chalkline.govern.committees.api import MeetingState, day_of, items, meetings, seats_of_person
from chalkline.govern.decisions.api import recommendations_waiting
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor
from chalkline.publish.bundle.api import policy_in_force, unpublished, waiting
from chalkline.web.routes import address_of
from chalkline.web.today import Waiting, at_risk, waits_for_me

SOON = timedelta(days=30)
A_FORTNIGHT = timedelta(days=14)


@waits_for_me
def meetings_of_mine(actor: Actor, today: date) -> Iterator[Waiting]:
    """Meetings of my committees: open now, or within two weeks."""
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
        if meeting.state == MeetingState.OPEN:
            yield Waiting(
                Sentence("{committee} is meeting now", committee=meeting.committee.name),
                url,
                Sentence("Go to the meeting"),
                Sentence("{count} on the agenda.", count=count),
                note=Sentence("open now"),
            )
        elif today <= day <= today + A_FORTNIGHT:
            yield Waiting(
                Sentence("{committee} meets", committee=meeting.committee.name),
                url,
                Sentence("Read the packet"),
                Sentence("{count} on the agenda.", count=count),
                due_on=day,
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
            address_of("protect.bundle", candidate.pk) or address_of("protect.home"),
            Sentence("Look at what changes"),
            Sentence("It was prepared on {day} and takes effect when you activate it.", day=candidate.prepared_at),
        )
    elif candidate is None and actor.may("bundles.prepare"):
        changes = len(unpublished(actor).changes)
        if changes:
            yield Waiting(
                Sentence("Decisions are not in force yet"),
                address_of("protect.home"),
                Sentence("Prepare the policy"),
                Sentence("{count} changes wait to be published.", count=changes),
            )


@at_risk
def uses_that_end_soon(actor: Actor, today: date) -> Iterator[Waiting]:
    """Approved uses whose last day is near."""
    if not actor.may("uses.see"):
        return
    for terms in policy_in_force().terms:
        if today <= terms.expires_on <= today + SOON:
            yield Waiting(
                Sentence("The approved use of {tool} ends", tool=terms.tool_name),
                address_of("tools.show", terms.tool) or address_of("uses.home"),
                Sentence("See the tool"),
                Sentence("Decision {number}. After its last day it is refused.", number=terms.decision_number),
                due_on=terms.expires_on,
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
