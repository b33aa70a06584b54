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
    ADDENDUM = "addendum"
    BAA = "baa"


KIND_NAMES: dict[AgreementKind, Sentence] = {
    AgreementKind.NDPA: Sentence("National data privacy agreement"),
    AgreementKind.STATE: Sentence("State data privacy agreement"),
    AgreementKind.OWN: Sentence("Data privacy agreement of this district"),
    AgreementKind.JOINED: Sentence("Joined another district’s agreement (Exhibit E)"),
    AgreementKind.TERMS: Sentence("The vendor’s terms, accepted by the district"),
    AgreementKind.ADDENDUM: Sentence("State addendum to an agreement"),
    AgreementKind.BAA: Sentence("Business associate agreement (health data)"),
}

# What an addendum covers is decided by the agreement it stands under.
COVERS_STUDENTS = frozenset({AgreementKind.NDPA, AgreementKind.STATE, AgreementKind.OWN, AgreementKind.JOINED})


class AiTerms(StrEnum):
    """What was agreed about AI inside the product (NDPA state exhibits carry it as an addendum)."""

    NOT_SAID = "not_said"
    NO_AI = "no_ai"
    COVERED = "covered"


AI_TERMS_NAMES: dict[AiTerms, Sentence] = {
    AiTerms.NOT_SAID: Sentence("Nothing is said about AI"),
    AiTerms.NO_AI: Sentence("The vendor says there is no AI in it, and tells us before that changes"),
    AiTerms.COVERED: Sentence("An AI schedule says what it does with which data, and no model is trained on it"),
}


@dataclass(frozen=True)
class Terms:
    """What an agreement promises besides its schedule. None or "": it does not say.

    ``clauses``: for each of these fields, where it stands ("4.3", "Exhibit G 2").
    ``breach_hours``: from the incident's confirmation to the notice. ``deletion_days``: from the end or the request.
    ``offer_ends_on``: the last day on which other districts may join by its general offer (Exhibit E).
    """

    version: str = ""
    state: str = ""
    renews_by_itself: bool | None = None
    notice_days: int | None = None
    breach_hours: int | None = None
    deletion_days: int | None = None
    certificate: bool | None = None
    data_in: str = ""
    ai: AiTerms = AiTerms.NOT_SAID
    offer_ends_on: date | None = None
    joined_from: str = ""
    clauses: tuple[tuple[str, str], ...] = ()

    @property
    def said(self) -> tuple[str, ...]:
        """What is said, as facts keep it."""
        told = {
            "version": self.version, "state": self.state, "renews_by_itself": self.renews_by_itself,
            "notice_days": self.notice_days, "breach_hours": self.breach_hours, "deletion_days": self.deletion_days,
            "certificate": self.certificate, "data_in": self.data_in, "ai": self.ai.value,
            "offer_ends_on": self.offer_ends_on, "joined_from": self.joined_from,
        }  # fmt: skip
        return tuple(f"{name}: {value}" for name, value in told.items() if value not in (None, "", "not_said"))


NO_TERMS = Terms()
CLAUSES = ("notice_days", "breach_hours", "deletion_days", "certificate", "data_in", "ai")


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
    notice_by: date | None = None  # the last day to say that it shall not renew by itself
