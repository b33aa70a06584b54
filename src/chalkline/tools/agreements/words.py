"""The words of agreements: their kinds, and one in force."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from chalkline.kernel.sentences import Sentence


class AgreementKind(StrEnum):
    """What was signed. Only some kinds let student records be given (see COVERS_STUDENTS)."""

    NDPA = "ndpa"
    STATE = "state"
    OWN = "own"
    JOINED = "joined"
    TERMS = "terms"


KIND_NAMES: dict[AgreementKind, Sentence] = {
    AgreementKind.NDPA: Sentence("National data privacy agreement"),
    AgreementKind.STATE: Sentence("State data privacy agreement"),
    AgreementKind.OWN: Sentence("Data privacy agreement of this district"),
    AgreementKind.JOINED: Sentence("Joined another district’s agreement"),
    AgreementKind.TERMS: Sentence("The vendor’s terms, accepted by the district"),
}

COVERS_STUDENTS = frozenset({AgreementKind.NDPA, AgreementKind.STATE, AgreementKind.OWN, AgreementKind.JOINED})


@dataclass(frozen=True)
class InForce:
    """An agreement that holds on the day asked about. ``ends_on`` is its last day.

    ``elements`` are the ids of data elements in its schedule; ``covers_students``: whether a schedule
    of this kind may let student records be given at all.
    """

    agreement_id: str
    tool: str
    kind: AgreementKind
    name: str
    signed_on: date
    ends_on: date
    elements: frozenset[str]
    covers_students: bool
    recorded_by: str = ""
