"""The words of surveys: how a question is answered, a survey as somebody opens it, what may be shown of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Audience
from chalkline.protect.disclosure import Cell
from chalkline.purpose.problems.api import GoalArea

LONGEST_OPEN = timedelta(days=60)
KEPT_FOR = timedelta(days=365)  # after a survey has closed; then the texts are gone
COUNTS_FOR = timedelta(days=365)  # for how long what was said of tools stands in the audit
MOST_TOOLS = 12  # offered by name: more is not read on a telephone
TEXT, TOOL_NAMES, PERMISSION = 1000, 200, 300  # characters
OFTEN_ENOUGH = 20  # percent of those who answered, from which on a need is one of many


class How(StrEnum):
    """How a question is answered."""

    TOOLS = "tools"
    ONE = "one"
    SOME = "some"
    WORDS = "words"


@dataclass(frozen=True)
class Choice:
    """One answer to pick, in both languages."""

    id: str
    en: str
    es: str


@dataclass(frozen=True)
class Question:
    """One question in both languages. ``{tool}`` in it is the tool the survey is about."""

    id: str
    how: How
    en: str
    es: str
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True)
class Need:
    """What a choice says is missing, as a problem of the district could be begun with it."""

    title: Sentence
    what_happens: Sentence
    area: GoalArea


class SurveyState(StrEnum):
    """Where a survey stands on a day."""

    OPEN = "open"
    CLOSED = "closed"


SURVEY_STATE_NAMES: dict[SurveyState, Sentence] = {
    SurveyState.OPEN: Sentence("Open"),
    SurveyState.CLOSED: Sentence("Closed"),
}


@dataclass(frozen=True)
class SurveyPlan:
    """A survey as somebody wants to open it.

    ``tool``: the slug of the one tool it is about, "" for AI in general; ``tools``: slugs offered by name otherwise.
    ``allowed_by``: for students, which rule or person of the district allows to ask them.
    """

    audience: Audience
    closes_on: date
    tool: str = ""
    tools: tuple[str, ...] = ()
    allowed_by: str = ""


@dataclass(frozen=True)
class Answers:
    """What somebody says: choices and texts by id of the question. Nothing about who it is."""

    language: str
    picks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    role: str = ""
    school_id: str = ""


@dataclass(frozen=True)
class OptionShown:
    """How many picked something, as far as it may be shown. ``id``: of the choice, or the slug of a tool."""

    id: str
    en: str
    es: str
    people: Cell


@dataclass(frozen=True)
class QuestionShown:
    """A question and what was picked."""

    question: Question
    options: tuple[OptionShown, ...]


@dataclass(frozen=True)
class Results:
    """What a closed survey came to. ``people``: how many answered, as far as it may be shown."""

    people: Cell
    questions: tuple[QuestionShown, ...]


@dataclass(frozen=True)
class ToolAnswers:
    """How many people said that they use a tool: together, by role and by school (ids). Exact; never shown as it is."""

    people: int
    by_role: Mapping[str, int]
    by_school: Mapping[str, int]


@dataclass(frozen=True)
class NeedHeard:
    """A need that many have: which, how many said so, in percent of all who answered; the problem it became, or ""."""

    choice: Choice
    need: Need
    people: int
    percent: int
    problem_id: str = ""
