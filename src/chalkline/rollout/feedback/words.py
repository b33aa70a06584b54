"""The words of feedback: whom a round asks, how a question is answered, where a round and a remark stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Audience
from chalkline.protect.disclosure import Cell

MOST_QUESTIONS = 5
LONGEST_ROUND = timedelta(days=90)
ANSWER_WITHIN = timedelta(days=14)  # from the day a theme is named until it should be answered
KEPT_FOR = timedelta(days=365)  # after a round has closed; then the texts are emptied
TITLE, QUESTION, REMARK, THEME, ANSWER = 120, 200, 2000, 300, 1000  # characters


class Kind(StrEnum):
    """How a question is answered."""

    HELPS = "helps"
    YES_NO = "yes_no"
    WORDS = "words"


KIND_NAMES: dict[Kind, Sentence] = {
    Kind.HELPS: Sentence("How much it helps"),
    Kind.YES_NO: Sentence("Yes, partly, no"),
    Kind.WORDS: Sentence("In their own words"),
}

SCALES: dict[Kind, dict[str, Sentence]] = {
    Kind.HELPS: {
        "much": Sentence("It helps a lot"),
        "some": Sentence("It helps a little"),
        "none": Sentence("It makes no difference"),
        "harm": Sentence("It makes things harder"),
        "unsure": Sentence("I cannot say"),
    },
    Kind.YES_NO: {
        "yes": Sentence("Yes"),
        "partly": Sentence("Partly"),
        "no": Sentence("No"),
        "unsure": Sentence("I cannot say"),
    },
    Kind.WORDS: {},
}


@dataclass(frozen=True)
class Question:
    """One question in both languages; the Spanish may be left out for staff."""

    kind: Kind
    en: str
    es: str = ""


# To begin with: whoever opens a round may change every word.
READY: dict[Audience, tuple[Question, ...]] = {
    Audience.FAMILIES: (
        Question(
            Kind.YES_NO,
            "Do you know which AI tools your child uses at school?",
            "¿Sabe qué herramientas de IA usa su hijo o hija en la escuela?",
        ),
        Question(Kind.WORDS, "What goes well?", "¿Qué va bien?"),
        Question(Kind.WORDS, "What worries you?", "¿Qué le preocupa?"),
        Question(Kind.WORDS, "What should we do or explain better?", "¿Qué deberíamos hacer o explicar mejor?"),
    ),
    Audience.STAFF: (
        Question(Kind.HELPS, "How much does it help you in your work?", "¿Cuánto le ayuda en su trabajo?"),
        Question(Kind.WORDS, "What works well?", "¿Qué funciona bien?"),
        Question(
            Kind.WORDS, "What gets in the way, or worries you?", "¿Qué estorba o le preocupa?"
        ),
        Question(Kind.WORDS, "What should the district do next?", "¿Qué debería hacer ahora el distrito?"),
    ),
    Audience.STUDENTS: (
        Question(Kind.HELPS, "How much does it help you learn?", "¿Cuánto te ayuda a aprender?"),
        Question(Kind.WORDS, "What is good about it?", "¿Qué tiene de bueno?"),
        Question(Kind.WORDS, "What is not fair, not right or annoying?", "¿Qué no es justo, no está bien o molesta?"),
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Subject:
    """What a round is about: a tool (slug), an approved use (id), or with neither AI here in general."""

    tool: str = ""
    use_id: str = ""


@dataclass(frozen=True)
class RoundPlan:
    """A round as somebody wants to open it."""

    title_en: str
    title_es: str
    audience: Audience
    subject: Subject
    questions: tuple[Question, ...]
    closes_on: date


@dataclass(frozen=True)
class Answers:
    """What somebody says, by the number of the question: an option picked, or words. Nothing else is asked."""

    language: str
    picks: Mapping[int, str] = field(default_factory=dict)
    texts: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class SaidAndDone:
    """A theme that was answered: who was asked, about which tool ("" for AI in general), what was heard and done."""

    round_id: str
    audience: Audience
    tool: str
    heard: str
    done: str
    on: date


class RoundState(StrEnum):
    """Where a round stands on a day."""

    OPEN = "open"
    CLOSED = "closed"


ROUND_STATE_NAMES: dict[RoundState, Sentence] = {
    RoundState.OPEN: Sentence("Open"),
    RoundState.CLOSED: Sentence("Closed"),
}


class RemarkState(StrEnum):
    """Where a remark stands."""

    NEW = "new"
    THEMED = "themed"
    ASIDE = "aside"


@dataclass(frozen=True)
class Proposal:
    """Remarks that share words, as a theme could be made of them: the words, and which remarks."""

    words: tuple[str, ...]
    remark_ids: tuple[str, ...]


@dataclass(frozen=True)
class QuestionTally:
    """A question with a scale, and how often each option was picked, as far as it may be shown."""

    number: int
    question: Question
    options: tuple[tuple[Sentence, Cell], ...]


@dataclass(frozen=True)
class Tally:
    """How many answered, as far as it may be shown."""

    total: Cell
    questions: tuple[QuestionTally, ...]
