"""Writes of communications: plan a message, plan it anew, note what was sent, drop one."""

from __future__ import annotations

from datetime import datetime

from django.utils.timezone import localdate

from chalkline.approve.uses.api import ApprovedUse
from chalkline.kernel.ids import id_from
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import record
from chalkline.people.api import CHILDREN_AND_FAMILIES, Actor, Person, command
from chalkline.rollout.communications import rules
from chalkline.rollout.communications.events import MessageDropped, MessagePlanned, MessageRevised, MessageSent
from chalkline.rollout.communications.models import Message, Sending
from chalkline.rollout.communications.queries import about_of, message_ref
from chalkline.rollout.communications.words import MessagePlan, MessageState, Sent


@command(records=(MessagePlanned,))
def plan_message(
    actor: Actor, plan: MessagePlan, sayer: Person | None, *, use: ApprovedUse | None = None, now: datetime
) -> Message:
    """Plan a message. Raises Problem: communications.incomplete, communications.nobody_says_it."""
    actor.must("communications.plan")
    rules.must_be_a_message(plan)
    who = _who_works_here(sayer)
    message = Message.objects.create(
        use=use,
        sayer=who,
        state=MessageState.PLANNED.value,
        planned_by_id=id_from(actor.id),
        planned_at=now,
        **_columns(plan),
    )
    told = MessagePlanned(
        message=message_ref(message),
        about=about_of(message),
        sayer=SubjectRef("person", str(who.pk)),
        title=message.title,
        audience=message.audience,
        due_on=message.due_on.isoformat(),
        channel=message.channel,
        languages=tuple(message.languages),
    )
    record(told, actor_id=actor.id, now=now)
    return message


@command(records=(MessageRevised,))
def revise_message(
    actor: Actor, message: Message, plan: MessagePlan, sayer: Person | None, *, now: datetime
) -> Message:
    """Plan it anew, before any of it was sent."""
    actor.must("communications.plan")
    rules.must_be_a_message(plan)
    who = _who_works_here(sayer)
    current = _planned(message)
    if current.sendings.exists():
        raise rules.partly_sent()
    for name, value in {**_columns(plan), "sayer": who}.items():
        setattr(current, name, value)
    current.save()
    told = MessageRevised(
        message=message_ref(current),
        sayer=SubjectRef("person", str(who.pk)),
        title=current.title,
        audience=current.audience,
        due_on=current.due_on.isoformat(),
        channel=current.channel,
        languages=tuple(current.languages),
    )
    record(told, actor_id=actor.id, now=now)
    return current


@command(records=(MessageSent,))
def note_sent(actor: Actor, message: Message, sent: Sent, *, sent_by: Person | None = None, now: datetime) -> Sending:
    """Note what was actually sent in one language; ``sent_by`` is who did, the actor where nobody else is named.

    Raises Problem: communications.not_now, communications.sent_already, communications.sending_incomplete.
    """
    actor.must("communications.note_sent", owner_id=str(message.sayer_id))
    current = _planned(message)
    done = set(current.sendings.values_list("language", flat=True))
    if sent.language in done:
        raise rules.sent_already(sent.language)
    rules.must_have_been_sent(sent, current.languages, localdate(now))
    who = _who_works_here(sent_by or Person.objects.filter(pk=id_from(actor.id)).first())
    made = Sending.objects.create(
        message=current,
        language=sent.language,
        text=sent.text.strip(),
        channel=sent.channel.value,
        sent_on=sent.sent_on,
        sent_by=who,
        noted_by=actor.id,
        noted_at=now,
    )
    current.state = rules.state_after(current.languages, done | {sent.language}).value
    current.save(update_fields=["state"])
    told = MessageSent(
        message=message_ref(current),
        about=about_of(current),
        sent_by=SubjectRef("person", str(who.pk)),
        title=current.title,
        audience=current.audience,
        language=sent.language,
        channel=made.channel,
        sent_on=made.sent_on.isoformat(),
        is_whole=current.state == MessageState.SENT,
        text=made.text,
    )
    record(told, actor_id=actor.id, now=now)
    return made


@command(records=(MessageDropped,))
def drop_message(actor: Actor, message: Message, *, reason: str, now: datetime) -> Message:
    """Drop a message, with a reason."""
    actor.must("communications.plan")
    said = rules.must_say_why(reason)
    current = _planned(message)
    current.state, current.dropped_because = MessageState.DROPPED.value, said
    current.save(update_fields=["state", "dropped_because"])
    record(MessageDropped(message_ref(current), current.title, said), actor_id=actor.id, now=now)
    return current


def _planned(message: Message) -> Message:
    found = Message.objects.select_for_update(of=("self",)).select_related("use", "sayer")
    current = found.get(pk=message.pk)
    if current.state != MessageState.PLANNED:
        raise rules.not_now(MessageState(current.state))
    return current


def _who_works_here(person: Person | None) -> Person:
    here = person is not None and person.is_active and person.roster_role not in CHILDREN_AND_FAMILIES
    rules.must_work_here(here)
    assert person is not None
    return person


def _columns(plan: MessagePlan) -> dict[str, object]:
    return {
        "title": plan.title.strip(),
        "audience": plan.audience.value,
        "purpose": plan.purpose.strip(),
        "due_on": plan.due_on,
        "channel": plan.channel.value,
        "languages": list(dict.fromkeys(plan.languages)),
    }
