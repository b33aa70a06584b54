"""The public door of agreements."""

from chalkline.tools.agreements.commands import end_agreement, record_agreement
from chalkline.tools.agreements.queries import agreements_in_force, agreements_of
from chalkline.tools.agreements.words import COVERS_STUDENTS, KIND_NAMES, AgreementKind, InForce

__all__ = [
    "COVERS_STUDENTS",
    "KIND_NAMES",
    "AgreementKind",
    "InForce",
    "agreements_in_force",
    "agreements_of",
    "end_agreement",
    "record_agreement",
]
