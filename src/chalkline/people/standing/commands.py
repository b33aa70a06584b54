"""The write of standing: note that a training is current."""

from __future__ import annotations

from datetime import date, datetime

from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import record
from chalkline.people.actor import Actor
from chalkline.people.commanding import command
from chalkline.people.models import Person
from chalkline.people.standing.events import TrainingNoted
from chalkline.people.standing.models import CurrentTraining


@command(records=(TrainingNoted,))
def note_training(
    actor: Actor, person: Person, training: str, until_on: date | None, *, now: datetime
) -> CurrentTraining:
    """Note up to which day somebody's training is current. Called by the step that keeps the records."""
    actor.must("training.record")
    made, _ = CurrentTraining.objects.update_or_create(
        person=person, training=training, defaults={"until_on": until_on}
    )
    said = until_on.isoformat() if until_on else ""
    record(TrainingNoted(SubjectRef("person", str(person.pk)), training, said), actor_id=actor.id, now=now)
    return made
