"""The facts of families. No child is named in them: who it is stands in the table alone."""

from __future__ import annotations

from dataclasses import dataclass

from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import fact


@fact("data.choice.recorded/1", says="A family's choice about a tool was taken down ({heard_by}).", counts_people=True)
@dataclass(frozen=True)
class ChoiceRecorded:
    """A family said yes or no to a tool. Which of the two stands in the table alone."""

    choice: SubjectRef
    tool: SubjectRef
    heard_by: str


@fact(
    "data.choice.withdrawn/1", says="A family took back what it had said about a tool ({heard_by}).", counts_people=True
)
@dataclass(frozen=True)
class ChoiceWithdrawn:
    """What a family said holds no more."""

    choice: SubjectRef
    tool: SubjectRef
    heard_by: str


@fact("data.letter.made/1", says="{actor} made a letter that asks a family about {tools} tools, good until {until}.")
@dataclass(frozen=True)
class LetterMade:
    """A link for one family was made, and shown once."""

    letter: SubjectRef
    tools: int
    until: str


@fact("data.letter.answered/1", says="A family answered a letter.", counts_people=True)
@dataclass(frozen=True)
class LetterAnswered:
    """A link was used. What was said stands in the facts of the choices."""

    letter: SubjectRef
