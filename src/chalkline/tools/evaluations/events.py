"""The facts of evaluations. Nobody of a vendor is named in them: who answered stands in the table alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import fact, part


@fact(
    "tools.evaluation.started/1",
    says="{actor} began an evaluation of {name} by version {questionnaire} of the questions: {questions} of them.",
)
@dataclass(frozen=True)
class EvaluationStarted:
    """A tool is to be evaluated."""

    evaluation: SubjectRef
    tool: SubjectRef
    name: str
    questionnaire: int
    questions_digest: str
    questions: int
    facets: tuple[str, ...]


@fact("tools.vendor_link.made/1", says="{actor} made a link by which the maker of {name} answers, good until {until}.")
@dataclass(frozen=True)
class VendorLinkMade:
    """A link was made, and shown once. ``follow_ups``: how many questions back it asks; 0 at first."""

    evaluation: SubjectRef
    tool: SubjectRef
    name: str
    until: date
    follow_ups: int


@fact("tools.vendor_link.revoked/1", says="{actor} ended the link by which the maker of {name} answers.")
@dataclass(frozen=True)
class VendorLinkRevoked:
    """A link works no more."""

    evaluation: SubjectRef
    tool: SubjectRef
    name: str


@fact("tools.evaluation.answers_saved/1", says="Answers about {name} were saved: {questions}.")
@dataclass(frozen=True)
class AnswersSaved:
    """Answers were given or changed. What they say stands in the table, and in the submission's digest."""

    evaluation: SubjectRef
    tool: SubjectRef
    name: str
    given_by: str
    questions: tuple[str, ...]


@fact("tools.vendor_link.answered_by/1", says="Somebody said who answers for the maker of {name}.")
@dataclass(frozen=True)
class RespondentNamed:
    """Who answers by a link; the name stands in the table alone."""

    evaluation: SubjectRef
    tool: SubjectRef
    name: str


@fact("tools.evidence.attached/1", says="Evidence about {name} was attached, good until {good_until}.")
@dataclass(frozen=True)
class EvidenceAttached:
    """A file that shows an answer. ``digest``: SHA-256 of its bytes."""

    evaluation: SubjectRef
    tool: SubjectRef
    name: str
    evidence: SubjectRef
    proof_kind: str
    good_until: date
    digest: str


@fact("tools.evidence.withdrawn/1", says="Evidence about {name} was taken back.")
@dataclass(frozen=True)
class EvidenceWithdrawn:
    """A file handed in by mistake counts no more."""

    evaluation: SubjectRef
    tool: SubjectRef
    name: str
    evidence: SubjectRef


@fact("tools.subprocessors.listed/1", says="Who else gets data from {name} was listed: {count} companies.")
@dataclass(frozen=True)
class SubprocessorsListed:
    """A list of sub-processors was given; the one before it stays."""

    evaluation: SubjectRef
    tool: SubjectRef
    name: str
    count: int
    countries: tuple[str, ...]


@fact("tools.evaluation.submitted/1", says="The maker of {name} handed in its answers (version {number}).")
@dataclass(frozen=True)
class AnswersSubmitted:
    """The answers are frozen; ``evaluation`` carries their digest."""

    evaluation: SubjectRef
    tool: SubjectRef
    name: str
    number: int
    answered: int
    unanswered: int


@fact("tools.evaluation.follow_up_asked/1", says="{actor} asked back about {question} of {name}.")
@dataclass(frozen=True)
class FollowUpAsked:
    """A question back to the vendor."""

    evaluation: SubjectRef
    tool: SubjectRef
    name: str
    question: str
    words: str = part("words")


@fact("tools.evaluation.assessed/1", says="{actor} assessed {questions} of the evaluation of {name}.")
@dataclass(frozen=True)
class AnswersAssessed:
    """``found``: for each question what it comes to, and whether a red flag shows."""

    evaluation: SubjectRef
    tool: SubjectRef
    name: str
    questions: tuple[str, ...]
    found: tuple[str, ...]


@fact(
    "tools.evaluation.finished/1",
    says="{actor} finished the evaluation of {name}: {points} of {most} points, {blocking} in the way of an approval.",
)
@dataclass(frozen=True)
class EvaluationFinished:
    """The evaluation counts from now on; ``evaluation`` carries the digest of its record."""

    evaluation: SubjectRef
    tool: SubjectRef
    name: str
    points: int
    most: int
    blocking: int


@fact("tools.evaluation.set_aside/1", says="{actor} set the evaluation of {name} aside: {reason}")
@dataclass(frozen=True)
class EvaluationSetAside:
    """It will not be finished."""

    evaluation: SubjectRef
    tool: SubjectRef
    name: str
    reason: str


@fact(
    "tools.risk.accepted/1", says="{actor} accepted a risk of {name} in writing ({question}), until {until}: {reason}"
)
@dataclass(frozen=True)
class RiskAccepted:
    """What would block an approval does not, until a day."""

    evaluation: SubjectRef
    tool: SubjectRef
    name: str
    question: str
    until: date
    reason: str


@fact("tools.risk.ended/1", says="{actor} ended the acceptance of a risk of {name} ({question}).")
@dataclass(frozen=True)
class RiskAcceptanceEnded:
    """It blocks again."""

    evaluation: SubjectRef
    tool: SubjectRef
    name: str
    question: str


@fact("tools.evaluation.exported/1", says="{actor} took out the evaluation of {name} as a signed file.")
@dataclass(frozen=True)
class EvaluationExported:
    """A file left for other districts. ``with_files``: how many evidence files went with it."""

    evaluation: SubjectRef
    tool: SubjectRef
    name: str
    file_digest: str
    with_files: int


@fact(
    "tools.shared.received/1", says="{actor} received the evaluation of {name} that {district} made, of {finished_on}."
)
@dataclass(frozen=True)
class SharedReceived:
    """Another district's evaluation is here. It counts for nothing until somebody here takes it over."""

    shared: SubjectRef
    tool: SubjectRef
    name: str
    district: str
    finished_on: date
    key: str


@fact("tools.shared.taken_over/1", says="{actor} took over {count} answers about {name} from {district}.")
@dataclass(frozen=True)
class SharedTakenOver:
    """Answers and what was found of them are now our own assessment, with credit."""

    evaluation: SubjectRef
    shared: SubjectRef
    tool: SubjectRef
    name: str
    district: str
    count: int


@fact("tools.district_key.confirmed/1", says="{actor} compared the fingerprint of {district}’s key and confirmed it.")
@dataclass(frozen=True)
class DistrictKeyConfirmed:
    """Files signed with it are that district's from now on."""

    key: SubjectRef
    district: str
    fingerprint: str


@fact("tools.district_key.refused/1", says="{actor} refused a key that says it is {district}’s.")
@dataclass(frozen=True)
class DistrictKeyRefused:
    """Nothing signed with it is taken over."""

    key: SubjectRef
    district: str
    fingerprint: str
