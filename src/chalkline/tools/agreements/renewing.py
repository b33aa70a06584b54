"""Bringing the renewal of an agreement before a committee, before anybody signs anew."""

from __future__ import annotations

from datetime import datetime, timedelta

from chalkline.govern.committees.api import AgendaEntry, AgendaItem, ItemAdded, Light, Meeting, day_of, put_item
from chalkline.kernel.canonical import digest_of
from chalkline.kernel.problem import Kind, Problem
from chalkline.kernel.sentences import Sentence
from chalkline.kernel.subjects import SubjectRef
from chalkline.people.api import Actor, command
from chalkline.tools.agreements.models import Agreement
from chalkline.tools.agreements.queries import last_day
from chalkline.tools.register.api import tool_ref

A_YEAR, LONGEST = timedelta(days=365), timedelta(days=3 * 365)


@command(records=(ItemAdded,))
def put_renewal_before(actor: Actor, agreement: Agreement, meeting: Meeting, *, now: datetime) -> AgendaItem:
    """Let a committee say whether an agreement shall be renewed. What is signed then is recorded as a new one.

    Raises Problem("agreements.over") where it has ended by the day of the meeting.
    """
    actor.must("agreements.put_renewal")
    current = Agreement.objects.select_related("tool", "amends").get(pk=agreement.pk)
    last, on = last_day(current), day_of(meeting)
    if last < on:
        raise Problem(
            "agreements.over",
            what=Sentence("This agreement has ended by then."),
            why=Sentence("Its last day is {last}, and the meeting is on {on}.", last=last, on=on),
            next_step=Sentence("Choose an earlier meeting, or record what was signed since."),
            kind=Kind.CONFLICT,
        )
    entry = AgendaEntry(
        title=str(Sentence("Renewal of the agreement about {tool}, until {day}", tool=current.tool.name, day=last)),
        light=Light.YELLOW,
        proposed=(),
        suggested_expires_on=last + A_YEAR,
        latest_expires_on=last + LONGEST,
        concerns=(tool_ref(current.tool),),
    )
    return put_item(actor, meeting, renewal_ref(current), entry, now=now)


def renewal_ref(agreement: Agreement) -> SubjectRef:
    """The agreement whose renewal is decided, as it is recorded."""
    kept = [agreement.tool.slug, agreement.kind, agreement.signed_on, agreement.ends_on, agreement.elements]
    return SubjectRef("agreement", str(agreement.pk), digest_of([*kept, agreement.file_digest]))
