"""The public door of standing."""

from chalkline.people.standing.commands import note_training
from chalkline.people.standing.queries import current_trainings

__all__ = ["current_trainings", "note_training"]
