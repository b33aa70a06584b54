"""Writes of elements: the district's note on one."""

from __future__ import annotations

from datetime import datetime

from chalkline.data.elements.events import ElementNoted
from chalkline.data.elements.models import ElementNote
from chalkline.kernel.problem import Problem, not_found
from chalkline.kernel.sentences import Sentence
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import record
from chalkline.people.api import Actor, command
from chalkline.rulebook.api import vocabulary

NOTE_LIMIT = 1000


@command(records=(ElementNoted,), may_change_nothing=True)
def note_element(actor: Actor, element: str, note: str, *, now: datetime) -> ElementNote:
    """Say something about an element of the vocabulary; an empty note takes the words back."""
    actor.must("elements.note")
    known = vocabulary().elements.get(element)
    if known is None:
        raise not_found(Sentence("kind of data"))
    said = note.strip()
    if len(said) > NOTE_LIMIT:
        raise Problem(
            "elements.note_too_long",
            what=Sentence("This note is too long."),
            why=Sentence("It stands beside the name in every list."),
            next_step=Sentence("Keep to {n} letters.", n=NOTE_LIMIT),
            fields={"note": Sentence("Keep to {n} letters.", n=NOTE_LIMIT)},
        )
    kept = ElementNote.objects.select_for_update().filter(element=element).first() or ElementNote(element=element)
    if kept.note == said:
        return kept
    kept.note, kept.noted_by, kept.noted_at = said, actor.id, now
    kept.save()
    record(ElementNoted(SubjectRef("element", element), known.label, said), actor_id=actor.id, now=now)
    return kept
