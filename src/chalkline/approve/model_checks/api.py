"""The public door of model checks."""

from chalkline.approve.model_checks.commands import (
    go_without_check,
    lapse_checks,
    note_changed_model,
    note_model_check,
)
from chalkline.approve.model_checks.models import GoingWithout, ModelCheck
from chalkline.approve.model_checks.queries import (
    going_without,
    models_without_check,
    newest_check,
    standing_of_models,
    unchecked_models,
    why_called_for,
)
from chalkline.approve.model_checks.rules import must_be_checked
from chalkline.approve.model_checks.words import FRESH, CheckFound, Difference, ModelStanding

__all__ = [
    "FRESH",
    "CheckFound",
    "Difference",
    "GoingWithout",
    "ModelCheck",
    "ModelStanding",
    "go_without_check",
    "going_without",
    "lapse_checks",
    "models_without_check",
    "must_be_checked",
    "newest_check",
    "note_changed_model",
    "note_model_check",
    "standing_of_models",
    "unchecked_models",
    "why_called_for",
]
