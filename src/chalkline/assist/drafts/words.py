"""The words of drafts: who asks, what comes of a question, how a draft came to be."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from chalkline.kernel.sentences import Sentence
from chalkline.protect.borne_out.words import Written


class Asker(StrEnum):
    """Who asks: whom the answer may quote to follows from it."""

    FAMILY = "family"
    STAFF = "staff"


ASKER_NAMES: dict[Asker, Sentence] = {Asker.FAMILY: Sentence("A family"), Asker.STAFF: Sentence("Staff")}


class Outcome(StrEnum):
    """What came of looking for an answer."""

    DRAFT = "draft"
    RELATED = "related"
    NOTHING = "nothing"
    PERSON = "person"


OUTCOME_NAMES: dict[Outcome, Sentence] = {
    Outcome.DRAFT: Sentence("Draft from approved sources"),
    Outcome.RELATED: Sentence("Related sources, no answer in them"),
    Outcome.NOTHING: Sentence("No approved answer"),
    Outcome.PERSON: Sentence("A person must answer this"),
}


class Mode(StrEnum):
    """How the sentences of a draft came to be."""

    VERBATIM = "verbatim"
    MODEL = "model"


class QuestionState(StrEnum):
    """Where a question stands."""

    OPEN = "open"
    ACCEPTED = "accepted"
    SENT = "sent"
    CLOSED = "closed"


STATE_NAMES: dict[QuestionState, Sentence] = {
    QuestionState.OPEN: Sentence("Being answered"),
    QuestionState.ACCEPTED: Sentence("Reply accepted"),
    QuestionState.SENT: Sentence("Sent"),
    QuestionState.CLOSED: Sentence("Closed without a reply"),
}


class ToldHow(StrEnum):
    """How the readers of something wrong were told."""

    MAIL = "mail"
    LETTER = "letter"
    TELEPHONE = "telephone"
    NEWSLETTER = "newsletter"
    WEBSITE = "website"


TOLD_HOW_NAMES: dict[ToldHow, Sentence] = {
    ToldHow.MAIL: Sentence("By e-mail"),
    ToldHow.LETTER: Sentence("By letter"),
    ToldHow.TELEPHONE: Sentence("By telephone"),
    ToldHow.NEWSLETTER: Sentence("In the next newsletter"),
    ToldHow.WEBSITE: Sentence("On the website"),
}


@dataclass(frozen=True)
class Writing:
    """What a model gave back: its sentences, or the code of why it gave none. It claims; what holds is checked."""

    sentences: tuple[Written, ...] = ()
    failed: str = ""
    model: str = ""


FELL_BACK: dict[str, Sentence] = {
    "no_model": Sentence("No model is set up here."),
    "no_key": Sentence("No gateway key is set up for drafting answers."),
    "refused": Sentence("The gateway refused the call."),
    "unreachable": Sentence("The model could not be reached."),
    "too_slow": Sentence("The model took too long."),
    "nonsense": Sentence("What the model wrote could not be read."),
    "nothing_held": Sentence("No sentence the model wrote held up against the sources."),
    "some_held": Sentence("For some points no sentence the model wrote held up against the sources."),
}
