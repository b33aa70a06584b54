"""The words of evaluations: what is said, what shows it, what is found, and how a tool stands by it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from chalkline.kernel.sentences import Sentence

LINK_DAYS = (7, 14, 30, 60)  # how long a vendor link may be good for
LINK_GOOD_FOR = 30
PROOF_GOOD_FOR = timedelta(days=365)  # vendor_questions.yaml, evidence_age_limit_days
LONGEST_ACCEPTANCE = timedelta(days=365)
LARGEST_FILE = 20 * 1024 * 1024
MOST_FILES = 60
MOST_SUBPROCESSORS = 60
LONGEST_ANSWER = 4000
LONGEST_NOTE = 2000
MOST_CHANGES = 100  # of one answer, while the link is open


class Says(StrEnum):
    """What an answer comes to, in the words of whoever gives it."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    NOT_OURS = "not_ours"


SAYS_NAMES: dict[Says, Sentence] = {
    Says.YES: Sentence("Yes"),
    Says.PARTLY: Sentence("Partly"),
    Says.NO: Sentence("No, or not yet"),
    Says.NOT_OURS: Sentence("Does not apply to this product"),
}


class GivenBy(StrEnum):
    """Where an answer comes from."""

    VENDOR = "vendor"
    STAFF = "staff"
    SHARED = "shared"


GIVEN_BY_NAMES: dict[GivenBy, Sentence] = {
    GivenBy.VENDOR: Sentence("by the vendor"),
    GivenBy.STAFF: Sentence("by our staff, from documents"),
    GivenBy.SHARED: Sentence("to another district"),
}


class Judgment(StrEnum):
    """What our staff find of an answer. Points are those of vendor_questions.yaml."""

    INDEPENDENT = "independent"
    EVIDENCE = "evidence"
    STATEMENT = "statement"
    PARTLY = "partly"
    DOES_NOT = "does_not"
    NOT_ANSWERED = "not_answered"

    @property
    def points(self) -> int:
        """0 to 4."""
        return POINTS[self]

    @property
    def meets(self) -> bool:
        """Whether a gate is passed."""
        return self.points >= MEETS_FROM

    @property
    def rests_on_proof(self) -> bool:
        """Whether it holds only while something on file shows it."""
        return self.points > MEETS_FROM


POINTS = {
    Judgment.INDEPENDENT: 4,
    Judgment.EVIDENCE: 3,
    Judgment.STATEMENT: 2,
    Judgment.PARTLY: 1,
    Judgment.DOES_NOT: 0,
    Judgment.NOT_ANSWERED: 0,
}
MOST_POINTS, MEETS_FROM = 4, 2
JUDGMENT_NAMES: dict[Judgment, Sentence] = {
    Judgment.INDEPENDENT: Sentence("Meets it, and somebody independent shows it"),
    Judgment.EVIDENCE: Sentence("Meets it, with proof"),
    Judgment.STATEMENT: Sentence("Meets it, by its word"),
    Judgment.PARTLY: Sentence("Partly"),
    Judgment.DOES_NOT: Sentence("Does not meet it"),
    Judgment.NOT_ANSWERED: Sentence("Not answered"),
}


class ProofKind(StrEnum):
    """What a piece of evidence is."""

    SOC2 = "soc2"
    ISO27001 = "iso27001"
    ISO42001 = "iso42001"
    TX_RAMP = "tx_ramp"
    HECVAT = "hecvat"
    PENTEST = "pentest"
    ACR = "acr"
    ACCESSIBILITY_TEST = "accessibility_test"
    PRIVACY_RATING = "privacy_rating"
    STUDY = "study"
    BIAS_TEST = "bias_test"
    INSURANCE = "insurance"
    POLICY = "policy"
    CLAUSE = "clause"
    QUOTE = "quote"
    OTHER = "other"


PROOF_NAMES: dict[ProofKind, Sentence] = {
    ProofKind.SOC2: Sentence("SOC 2 report"),
    ProofKind.ISO27001: Sentence("ISO 27001 certificate"),
    ProofKind.ISO42001: Sentence("ISO 42001 certificate"),
    ProofKind.TX_RAMP: Sentence("TX-RAMP or StateRAMP certification"),
    ProofKind.HECVAT: Sentence("HECVAT or K-12CVAT"),
    ProofKind.PENTEST: Sentence("Penetration test summary"),
    ProofKind.ACR: Sentence("Accessibility conformance report (VPAT)"),
    ProofKind.ACCESSIBILITY_TEST: Sentence("Test by people with disabilities"),
    ProofKind.PRIVACY_RATING: Sentence("Independent privacy rating"),
    ProofKind.STUDY: Sentence("Study of results"),
    ProofKind.BIAS_TEST: Sentence("Test for unequal results"),
    ProofKind.INSURANCE: Sentence("Insurance certificate"),
    ProofKind.POLICY: Sentence("Policy or procedure"),
    ProofKind.CLAUSE: Sentence("Clause of a contract or of terms"),
    ProofKind.QUOTE: Sentence("Quote or price list"),
    ProofKind.OTHER: Sentence("Something else"),
}
ATTESTATIONS = frozenset(
    {
        ProofKind.SOC2, ProofKind.ISO27001, ProofKind.ISO42001, ProofKind.TX_RAMP, ProofKind.HECVAT, ProofKind.PENTEST,
        ProofKind.PRIVACY_RATING, ProofKind.INSURANCE,
    }
)  # fmt: skip


class WithWhom(StrEnum):
    """Who has an evaluation now."""

    VENDOR = "vendor"
    NOBODY_ASKED = "nobody_asked"
    LINK_OVER = "link_over"
    ASSESSORS = "assessors"
    OWNER = "owner"
    DONE = "done"
    SET_ASIDE = "set_aside"


WITH_NAMES: dict[WithWhom, Sentence] = {
    WithWhom.VENDOR: Sentence("The vendor answers"),
    WithWhom.NOBODY_ASKED: Sentence("Nobody is asked yet"),
    WithWhom.LINK_OVER: Sentence("The vendor's link has ended"),
    WithWhom.ASSESSORS: Sentence("We assess"),
    WithWhom.OWNER: Sentence("Ready to be finished"),
    WithWhom.DONE: Sentence("Finished"),
    WithWhom.SET_ASIDE: Sentence("Set aside"),
}


class LinkEnd(StrEnum):
    """Why a vendor link ended."""

    SUBMITTED = "submitted"
    REVOKED = "revoked"
    REPLACED = "replaced"


@dataclass(frozen=True)
class AnswerGiven:
    """What is said to one question."""

    says: Says
    words: str = ""


@dataclass(frozen=True)
class Respondent:
    """Who answers for the vendor."""

    name: str
    email: str
    position: str


@dataclass(frozen=True)
class ProofGiven:
    """A piece of evidence as it is handed in. ``questions``: ids of the questions it answers."""

    kind: ProofKind
    title: str
    questions: tuple[str, ...] = ()
    version: str = ""
    issued_on: date | None = None
    expires_on: date | None = None
    is_confidential: bool = False


@dataclass(frozen=True)
class Subprocessor:
    """Who else gets data. ``elements`` are ids of data elements; ``unclear`` what of the words matched none."""

    name: str
    country: str
    purpose: str
    elements: tuple[str, ...] = ()
    unclear: tuple[str, ...] = ()


@dataclass(frozen=True)
class SubprocessorsChanged:
    """Two lists of sub-processors compared, by name."""

    added: tuple[str, ...]
    dropped: tuple[str, ...]
    changed: tuple[str, ...]
