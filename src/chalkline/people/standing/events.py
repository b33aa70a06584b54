"""The fact of standing."""

from __future__ import annotations

from dataclasses import dataclass

from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import fact


@fact("people.training.noted/1", says="It was noted until when the training “{training}” of somebody is current.")
@dataclass(frozen=True)
class TrainingNoted:
    """A person's training is current up to a day ("" for always)."""

    person: SubjectRef
    training: str
    until: str
