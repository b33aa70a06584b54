"""Writes of concerns: raised by anybody, taken up and answered by those who handle them."""

from __future__ import annotations

from datetime import datetime

from chalkline.ledger.api import record
from chalkline.oversee.incidents import rules
from chalkline.oversee.incidents.events import ConcernAnswered, ConcernRaised, ConcernTakenUp
from chalkline.oversee.incidents.models import Concern
from chalkline.oversee.incidents.queries import concern_ref
from chalkline.oversee.incidents.words import ConcernState, ConcernWords
from chalkline.people.api import Actor, command
from chalkline.tools.register.api import tool_by_slug, tools_known

NOBODY = "system:concerns"  # the ledger is read by many: who raised a concern is not in it


@command(records=(ConcernRaised,))
def raise_concern(actor: Actor, words: ConcernWords, *, now: datetime) -> Concern:
    """Say that something is not right. Takes one text; a tool that is not in the register is kept as it was said."""
    actor.must("concerns.raise")
    said = rules.check_concern(words.what)
    named = words.tool.strip()[:200]
    tool = tool_by_slug(named) or tools_known().filter(name__iexact=named).first() if named else None
    concern = Concern.objects.create(
        what=said,
        affected=words.affected.value,
        tool=tool,
        tool_said=tool.name if tool else named,
        raised_by_id=actor.id,
        unnamed=words.unnamed,
        raised_at=now,
        state=ConcernState.NEW.value,
    )
    record(ConcernRaised(concern_ref(concern)), actor_id=NOBODY, now=now)
    return concern


@command(records=(ConcernTakenUp,))
def take_up_concern(actor: Actor, concern: Concern, *, now: datetime) -> Concern:
    """Say that one looks into it, so that whoever raised it sees a name."""
    actor.must("concerns.handle", hidden=True)
    current = locked(concern)
    if current.state != ConcernState.NEW:
        raise rules.not_handled_now(current.state)
    current.state, current.handled_by_id = ConcernState.LOOKING.value, actor.id
    current.save(update_fields=["state", "handled_by"])
    record(ConcernTakenUp(concern_ref(current)), actor_id=actor.id, now=now)
    return current


@command(records=(ConcernAnswered,))
def answer_concern(actor: Actor, concern: Concern, *, answer: str, now: datetime) -> Concern:
    """Answer whoever raised it: what was found, and why no incident comes of it."""
    actor.must("concerns.handle", hidden=True)
    current = locked(concern)
    if current.state not in {ConcernState.NEW, ConcernState.LOOKING}:
        raise rules.not_handled_now(current.state)
    current.answer = rules.must_say(answer, "answer")
    current.state, current.handled_by_id, current.answered_at = ConcernState.ANSWERED.value, actor.id, now
    current.save(update_fields=["answer", "state", "handled_by", "answered_at"])
    record(ConcernAnswered(concern_ref(current)), actor_id=actor.id, now=now)
    return current


def locked(concern: Concern) -> Concern:
    """The concern as it is now, held until the transaction ends."""
    return Concern.objects.select_for_update(of=("self",), no_key=True).get(pk=concern.pk)
