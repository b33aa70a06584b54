"""/api/v1/messages: who is told what, by whom, until when, in which language, and what was really sent."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.http import HttpRequest
from django.utils.timezone import localdate
from ninja import Field, Schema

from chalkline.approve.uses.api import use_by_id
from chalkline.kernel.clock import utc_now
from chalkline.people.api import person_by_id
from chalkline.rest.shapes import (
    REFUSALS,
    Id,
    Page,
    Place,
    ProblemDocument,
    Query,
    Sent,
    Short,
    Span,
    Text,
    Why,
    created,
    like,
    paged,
    who,
)
from chalkline.rollout.communications.api import (
    Audience,
    Channel,
    Message,
    MessagePlan,
    MessageState,
    drop_message,
    is_late,
    message_by_id,
    messages,
    missing_languages,
    note_sent,
    plan_message,
    revise_message,
)
from chalkline.rollout.communications.api import Sent as AsSent

router = Place(tags=["roll-out"])

PERSON = "0d0c36dd-6b0e-4c4e-8f5c-5a1c0a7d3a10"
PLANNED = {
    "title": "What MagicSchool is for, and what it is not",
    "audience": "educators",
    "purpose": "Every teacher of grades 6 to 8 knows what may be typed in, and where to ask.",
    "due_on": "2026-12-04",
    "channel": "email",
    "languages": ["en", "es"],
    "sayer_id": PERSON,
}


class MessageStated(Sent):
    """A message as it is planned. ``sayer_id``: who says it, a person who works here."""

    model_config = like(**PLANNED)

    title: Short
    audience: Audience
    purpose: Text
    due_on: date
    channel: Channel
    languages: list[Id] = Field(max_length=20)
    sayer_id: UUID

    def plan(self) -> MessagePlan:
        """As the commands take it."""
        return MessagePlan(self.title, self.audience, self.purpose, self.due_on, self.channel, tuple(self.languages))


class MessagePlanned(MessageStated):
    """A message, and the approved use it is about, where it is about one."""

    model_config = like(**PLANNED, use_id=None)

    use_id: UUID | None = None


class SendingNoted(Sent):
    """What was sent in one language. ``sent_by_id``: who sent it, where it was somebody else."""

    model_config = like(
        language="en", text="Dear colleagues, ...", channel="email", sent_on="2026-12-03", sent_by_id=None
    )

    language: Id
    text: Text
    channel: Channel
    sent_on: date
    sent_by_id: UUID | None = None


class SendingTold(Schema):
    """What was sent in one language."""

    language: str
    channel: str
    sent_on: date
    text: str


class MessageTold(Schema):
    """A message of the communication plan."""

    id: str
    title: str
    audience: str
    purpose: str
    due_on: date
    channel: str
    languages: list[str]
    use_id: str
    state: str
    late: bool
    not_sent_in: list[str]
    sendings: list[SendingTold]


class MessagePage(Page[MessageTold]):
    """Messages, the earliest due first."""


@router.get("/messages", response={200: MessagePage, REFUSALS: ProblemDocument})
def list_messages(request: HttpRequest, span: Query[Span]) -> object:
    """The communication plan, as far as the caller may see it."""
    return paged(messages(who(request)).prefetch_related("sendings"), span, _told)


@router.post("/messages", response={201: MessageTold, REFUSALS: ProblemDocument})
def plan_a_message(request: HttpRequest, given: MessagePlanned) -> object:
    """Plan what somebody is told."""
    actor = who(request)
    use = use_by_id(actor, str(given.use_id)) if given.use_id else None
    sayer = person_by_id(str(given.sayer_id))
    return created(_told(plan_message(actor, given.plan(), sayer, use=use, now=utc_now())))


@router.get("/messages/{message_id}", response={200: MessageTold, REFUSALS: ProblemDocument})
def read_message(request: HttpRequest, message_id: UUID) -> object:
    """One message, with what was sent."""
    return _told(message_by_id(who(request), str(message_id)))


@router.put("/messages/{message_id}", response={200: MessageTold, REFUSALS: ProblemDocument})
def revise_a_message(request: HttpRequest, message_id: UUID, given: MessageStated) -> object:
    """Plan it anew, before any of it was sent."""
    actor = who(request)
    message, sayer = message_by_id(actor, str(message_id)), person_by_id(str(given.sayer_id))
    return _told(revise_message(actor, message, given.plan(), sayer, now=utc_now()))


@router.post("/messages/{message_id}/sendings", response={201: MessageTold, REFUSALS: ProblemDocument})
def note_a_sending(request: HttpRequest, message_id: UUID, given: SendingNoted) -> object:
    """Note what was sent in one language."""
    actor = who(request)
    sent = AsSent(given.language, given.text, given.channel, given.sent_on)
    by = person_by_id(str(given.sent_by_id)) if given.sent_by_id else None
    note_sent(actor, message_by_id(actor, str(message_id)), sent, sent_by=by, now=utc_now())
    return created(_told(message_by_id(actor, str(message_id))))


@router.post("/messages/{message_id}/drop", response={200: MessageTold, REFUSALS: ProblemDocument})
def drop_a_message(request: HttpRequest, message_id: UUID, given: Why) -> object:
    """Drop it, with a reason."""
    actor = who(request)
    return _told(drop_message(actor, message_by_id(actor, str(message_id)), reason=given.reason, now=utc_now()))


def _told(message: Message) -> MessageTold:
    return MessageTold(
        id=str(message.pk),
        title=message.title,
        audience=message.audience,
        purpose=message.purpose,
        due_on=message.due_on,
        channel=message.channel,
        languages=list(message.languages),
        use_id=str(message.use_id or ""),
        state=message.state,
        late=is_late(MessageState(message.state), message.due_on, localdate()),
        not_sent_in=list(missing_languages(message)),
        sendings=[
            SendingTold(language=each.language, channel=each.channel, sent_on=each.sent_on, text=each.text)
            for each in message.sendings.all()
        ],
    )
