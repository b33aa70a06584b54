"""The public door of use cases."""

from chalkline.purpose.use_cases.commands import propose_use_case, revise_use_case
from chalkline.purpose.use_cases.models import UseCase
from chalkline.purpose.use_cases.queries import outline_of, use_case_by_id, use_cases
from chalkline.purpose.use_cases.rules import must_be_decidable
from chalkline.purpose.use_cases.words import KIND_NAMES, KindOfAI, UseCaseOutline

__all__ = [
    "KIND_NAMES",
    "KindOfAI",
    "UseCase",
    "UseCaseOutline",
    "must_be_decidable",
    "outline_of",
    "propose_use_case",
    "revise_use_case",
    "use_case_by_id",
    "use_cases",
]
