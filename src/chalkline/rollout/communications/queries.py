"""Reads of messages: all that one may see, what is late, what an audience was told."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from chalkline.approve.uses.api import ApprovedUse, use_ref
from chalkline.kernel.ids import id_from
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.kernel.subjects import SubjectRef
from chalkline.people.api import Actor
from chalkline.rollout.communications import rules
from chalkline.rollout.communications.models import Message
from chalkline.rollout.communications.words import Audience, MessageState


def messages(actor: Actor) -> QuerySet[Message]:
    """The messages this person may see: all, or those they are to say; the earliest due first."""
    actor.must("communications.see", owner_id=actor.id)
    found = Message.objects.select_related("sayer", "use__tool", "planned_by").prefetch_related("sendings")
    return found if actor.may("communications.see") else found.filter(sayer_id=id_from(actor.id))


def message_by_id(actor: Actor, message_id: str) -> Message:
    """One message. Raises Problem("not_found") also for those who may not know of it."""
    found = messages(actor).filter(pk=id_from(message_id)).first()
    if found is None:
        raise not_found(Sentence("message"))
    return found


def late_messages(actor: Actor, today: date) -> QuerySet[Message]:
    """Messages whose day has passed and that are not sent in every language."""
    return messages(actor).filter(state=MessageState.PLANNED.value, due_on__lt=today)


def messages_of_use(actor: Actor, use: ApprovedUse) -> QuerySet[Message]:
    """What is to be said about an approved use."""
    return messages(actor).filter(use=use)


def missing_languages(message: Message) -> tuple[str, ...]:
    """The planned languages in which nothing was sent yet."""
    return rules.missing(message.languages, {each.language for each in message.sendings.all()})


def told_about(use_id: str, audience: Audience) -> list[Message]:
    """What is planned or sent to an audience about a use. Takes no actor: gates of phases read it."""
    kept = Message.objects.filter(use_id=id_from(use_id), audience=audience.value)
    return list(kept.exclude(state=MessageState.DROPPED.value).prefetch_related("sendings"))


def may_note_sent(actor: Actor, message: Message) -> bool:
    """Whether this person may write down that it was sent."""
    return actor.may("communications.note_sent", owner_id=str(message.sayer_id))


def message_ref(message: Message) -> SubjectRef:
    """How facts name a message."""
    return SubjectRef("message", str(message.pk))


def about_of(message: Message) -> tuple[SubjectRef, ...]:
    """The use it is about, if it is about one."""
    return (use_ref(message.use),) if message.use else ()
