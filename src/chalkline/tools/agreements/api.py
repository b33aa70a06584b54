"""The public door of agreements."""

from chalkline.tools.agreements.commands import end_agreement, record_agreement
from chalkline.tools.agreements.models import Agreement
from chalkline.tools.agreements.queries import agreement_by_id, agreements, agreements_in_force, agreements_of
from chalkline.tools.agreements.words import COVERS_STUDENTS, KIND_NAMES, AgreementKind, InForce

__all__ = [
    "COVERS_STUDENTS",
    "KIND_NAMES",
    "Agreement",
    "AgreementKind",
    "InForce",
    "agreement_by_id",
    "agreements",
    "agreements_in_force",
    "agreements_of",
    "end_agreement",
    "record_agreement",
]
