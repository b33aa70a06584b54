"""The public door of communications."""

from chalkline.rollout.communications.commands import drop_message, note_sent, plan_message, revise_message
from chalkline.rollout.communications.models import Message, Sending
from chalkline.rollout.communications.queries import (
    late_messages,
    may_note_sent,
    message_by_id,
    messages,
    messages_of_use,
    missing_languages,
    told_about,
)
from chalkline.rollout.communications.rules import is_late
from chalkline.rollout.communications.words import (
    AUDIENCE_NAMES,
    CHANNEL_NAMES,
    LANGUAGE_NAMES,
    MESSAGE_STATE_NAMES,
    Audience,
    Channel,
    MessagePlan,
    MessageState,
    Sent,
)

__all__ = [
    "AUDIENCE_NAMES",
    "CHANNEL_NAMES",
    "LANGUAGE_NAMES",
    "MESSAGE_STATE_NAMES",
    "Audience",
    "Channel",
    "Message",
    "MessagePlan",
    "MessageState",
    "Sending",
    "Sent",
    "drop_message",
    "is_late",
    "late_messages",
    "may_note_sent",
    "message_by_id",
    "messages",
    "messages_of_use",
    "missing_languages",
    "note_sent",
    "plan_message",
    "revise_message",
    "told_about",
]
