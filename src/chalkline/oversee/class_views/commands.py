"""Writes of class views: a teacher reads a kept text of their class."""

from __future__ import annotations

from datetime import datetime

from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.oversee.class_views.queries import text_of_class
from chalkline.oversee.kept_texts.api import KeptText, Opened
from chalkline.oversee.kept_texts.commands import open_kept_text
from chalkline.oversee.kept_texts.events import KeptTextRead
from chalkline.people.api import Actor, command


@command(records=(KeptTextRead,))
def read_class_text(actor: Actor, kept: KeptText, *, reason: str, now: datetime) -> Opened:
    """Open a kept text of one's own class, with a reason, where the decision behind the use lets its teacher read."""
    actor.must("class_views.see", owner_id=actor.id, hidden=True)
    current, of = text_of_class(actor, str(kept.pk))
    actor.must("kept_texts.read", assigned=of.shows_texts, hidden=True)
    if not of.shows_texts:
        raise not_found(Sentence("kept text"))
    return open_kept_text(actor, current, reason, now)
