"""The facts of use cases."""

from __future__ import annotations

from dataclasses import dataclass

from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import fact, part


@fact("purpose.use_case.proposed/1", says="{actor} proposed “{title}” for the problem “{problem_title}”.")
@dataclass(frozen=True)
class UseCaseProposed:
    """A way AI might help was put beside a problem."""

    use_case: SubjectRef
    problem: SubjectRef
    title: str
    problem_title: str
    purpose: str
    kind: str
    flags_people: bool
    how_it_helps: str = part("words")
    human_decision: str = part("words")


@fact("purpose.use_case.revised/1", says="{actor} revised the use case “{title}”.")
@dataclass(frozen=True)
class UseCaseRevised:
    """A use case was outlined anew; ``former_digest`` is the version it replaces."""

    use_case: SubjectRef
    problem: SubjectRef
    title: str
    purpose: str
    kind: str
    flags_people: bool
    former_digest: str
    how_it_helps: str = part("words")
    human_decision: str = part("words")
