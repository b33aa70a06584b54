"""The facts of drafts: who did what when, and how much was changed; never the text."""

from __future__ import annotations

from dataclasses import dataclass

from chalkline.assist.library.api import THEME_NAMES
from chalkline.kernel.sentences import lowered
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import fact

THEMES = {each.value: lowered(name) for each, name in THEME_NAMES.items()}


@fact("assist.question.taken/1", says="{actor} took in a question about {theme}.", words={"theme": THEMES.get})
@dataclass(frozen=True)
class QuestionTaken:
    """A question was taken in. ``personal_data`` names the kinds that were found in it."""

    question: SubjectRef
    asker: str
    language: str
    theme: str
    personal_data: tuple[str, ...]


@fact("assist.reply.drafted/1", says="A reply was drafted for {actor}. Sentences of approved sources: {sentences}.")
@dataclass(frozen=True)
class ReplyDrafted:
    """A draft was made. ``failed``: sentences of a model that did not hold; ``fell_back``: why none is used."""

    question: SubjectRef
    draft: SubjectRef
    sources: tuple[SubjectRef, ...]
    outcome: str
    mode: str
    model: str
    fell_back: str
    sentences: int
    failed: int


@fact("assist.reply.accepted/1", says="{actor} accepted a reply: {changed} words in a thousand changed.")
@dataclass(frozen=True)
class ReplyAccepted:
    """A named person stands by a reply. ``seconds`` is -1 where the draft was laid aside in between."""

    question: SubjectRef
    draft: SubjectRef
    sources: tuple[SubjectRef, ...]
    mode: str
    changed: int
    seconds: int
    stood_by: int


@fact("assist.reply.sent/1", says="{actor} sent the reply.")
@dataclass(frozen=True)
class ReplySent:
    """A reply was marked as sent, by whatever way the district writes to families."""

    question: SubjectRef
    draft: SubjectRef


@fact("assist.question.closed/1", says="{actor} closed a question without a reply from here.")
@dataclass(frozen=True)
class QuestionClosed:
    """A question needs no reply from here: somebody else answers it, or it was none."""

    question: SubjectRef


@fact("assist.questions.forgotten/1", says="Texts were erased because their time was over. Questions: {count}.")
@dataclass(frozen=True)
class QuestionsForgotten:
    """Texts of questions and replies were emptied, as the retention says."""

    questions: SubjectRef
    count: int


@fact("assist.gap.opened/1", says="A question about {theme} has no approved answer.", words={"theme": THEMES.get})
@dataclass(frozen=True)
class GapOpened:
    """Nobody has approved an answer to this."""

    gap: SubjectRef
    owner: SubjectRef
    theme: str
    language: str


@fact(
    "assist.gap.met_again/1",
    says="The same was asked again, about {theme}. Times asked without an approved answer: {count}.",
    words={"theme": THEMES.get},
)
@dataclass(frozen=True)
class GapMetAgain:
    """One more question that the same gap leaves unanswered."""

    gap: SubjectRef
    theme: str
    count: int


@fact(
    "assist.gap.closed/1", says="{actor} closed a gap in what is approved about {theme}.", words={"theme": THEMES.get}
)
@dataclass(frozen=True)
class GapClosed:
    """Approved content answers it now, or it is none."""

    gap: SubjectRef
    theme: str
    document: tuple[SubjectRef, ...]


@fact("assist.newsletter.begun/1", says="{actor} began a newsletter. Points to speak of: {points}.")
@dataclass(frozen=True)
class NewsletterBegun:
    """Somebody wants to tell many something. Its title and points are not in the fact: it may never go out."""

    newsletter: SubjectRef
    audience: str
    language: str
    points: int


@fact(
    "assist.newsletter.drafted/1",
    says="A newsletter was drafted for {actor}. Approved sentences: {sentences}; points left out: {missing}.",
)
@dataclass(frozen=True)
class NewsletterDrafted:
    """A draft was made, as of a reply. ``missing``: points that nothing approved speaks of, and that say nothing."""

    newsletter: SubjectRef
    draft: SubjectRef
    sources: tuple[SubjectRef, ...]
    mode: str
    model: str
    fell_back: str
    sentences: int
    failed: int
    missing: int


@fact("assist.newsletter.accepted/1", says="{actor} accepted a newsletter: {changed} words in a thousand changed.")
@dataclass(frozen=True)
class NewsletterAccepted:
    """A named person stands by a newsletter. ``seconds`` is -1 where the draft was laid aside in between."""

    newsletter: SubjectRef
    draft: SubjectRef
    sources: tuple[SubjectRef, ...]
    mode: str
    changed: int
    seconds: int
    stood_by: int


@fact("assist.newsletter.sent/1", says="{actor} sent the newsletter.")
@dataclass(frozen=True)
class NewsletterSent:
    """A newsletter was marked as sent, by whatever way the district writes to many."""

    newsletter: SubjectRef
    draft: SubjectRef


@fact("assist.newsletter.closed/1", says="{actor} laid a newsletter aside.")
@dataclass(frozen=True)
class NewsletterClosed:
    """A newsletter will not go out."""

    newsletter: SubjectRef


@fact("assist.correction.opened/1", says="{actor} found that something that went out was wrong.")
@dataclass(frozen=True)
class CorrectionOpened:
    """Something sent proved wrong. ``misled``: documents sent back for review because of it."""

    about: SubjectRef
    correction: SubjectRef
    misled: tuple[SubjectRef, ...]


@fact("assist.correction.written/1", says="{actor} corrected something that had gone out.")
@dataclass(frozen=True)
class CorrectionWritten:
    """What is right, checked against sources that are approved now."""

    about: SubjectRef
    correction: SubjectRef
    sources: tuple[SubjectRef, ...]
    stood_by: int


@fact("assist.correction.told/1", says="{actor} told the readers of something wrong what is right ({how}).")
@dataclass(frozen=True)
class ReadersTold:
    """The readers were told. ``readers``: how many, -1 where nobody can count them."""

    about: SubjectRef
    correction: SubjectRef
    how: str
    readers: int


@fact("assist.sent.found_right/1", says="{actor} looked at something that went out: it is still right.")
@dataclass(frozen=True)
class FoundStillRight:
    """A source of it ended since, and what it says holds all the same."""

    about: SubjectRef
    draft: SubjectRef
