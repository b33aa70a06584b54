"""What is asked again and again, and what approved sources say to it. Reads only; tells no text of a question."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Count, Q

from chalkline.assist.drafts.models import Gap, Question
from chalkline.assist.drafts.picking import FAR_SHARE, picked
from chalkline.assist.drafts.preparing import look_up, sources_of
from chalkline.assist.drafts.rules import outcome_of
from chalkline.assist.drafts.words import Asker, Outcome
from chalkline.assist.retrieval.api import Hit, terms_of
from chalkline.people.api import Actor
from chalkline.protect.borne_out.checking import checked_all
from chalkline.protect.borne_out.words import Checked, Standing

SAME = 0.5  # more than half of the words of the smaller of the two
LEAST, MOST = 2, 12
SENTENCES = 2


@dataclass
class Recurring:
    """Questions that ask for the same. ``words``: plain words that name nobody, those of most questions first."""

    theme: str
    language: str
    words: list[str]
    asked: int
    answered: int
    last_on: date
    gap_id: str = ""
    terms: set[str] = field(default_factory=set)

    @property
    def as_asked(self) -> str:
        """The words, as one looks them up."""
        return " ".join(self.words)


def recurring(actor: Actor, *, today: date, days: int = 90) -> list[Recurring]:
    """What was asked at least twice, most often first."""
    actor.must("questions.see_measures")
    rows = (
        Question.objects.filter(asked_at__date__gt=today - timedelta(days=days))
        .annotate(answers=Count("drafts", filter=Q(drafts__outcome=Outcome.DRAFT)))
        .order_by("asked_at")
    )
    groups: list[Recurring] = []
    for row in rows:
        terms = set(terms_of(" ".join(row.words), row.language))
        if not terms:
            continue
        group = next((each for each in groups if _asks_the_same(each, row, terms)), None)
        if group is None:
            group = Recurring(row.theme, row.language, list(row.words), 0, 0, row.asked_at.date(), terms=terms)
            groups.append(group)
        group.asked += 1
        group.answered += bool(row.answers)
        group.last_on = max(group.last_on, row.asked_at.date())
    told = sorted((each for each in groups if each.asked >= LEAST), key=lambda each: (-each.asked, each.words))[:MOST]
    for each in told:
        each.gap_id = _open_gap(each)
    return told


@dataclass(frozen=True)
class Said:
    """What approved sources say to something: sentences, each with the passage it stands in."""

    sentences: tuple[tuple[Checked, Hit], ...]


def said_of(actor: Actor, words: str, language: str, asker: Asker, *, today: date) -> Said:
    """Up to two whole sentences of approved sources that answer this today; none where nothing does."""
    found = look_up(actor, words, asker, language, today=today)
    if outcome_of(found.hits, by_meaning=found.by_meaning, matters=()) is not Outcome.DRAFT:
        return Said(())
    hits = {hit.passage_id: hit for hit in found.hits}
    checked = checked_all(
        picked(found.hits, found.weights, most=SENTENCES, near_share=FAR_SHARE), sources_of(found.hits)
    )
    return Said(tuple((each, hits[each.cites]) for each in checked if each.standing is not Standing.FAILS))


def _asks_the_same(group: Recurring, row: Question, terms: set[str]) -> bool:
    if (group.theme, group.language) != (row.theme, row.language):
        return False
    return len(group.terms & terms) / min(len(group.terms), len(terms)) > SAME


def _open_gap(group: Recurring) -> str:
    for gap in Gap.objects.filter(theme=group.theme, language=group.language, closed_at=None):
        known = set(terms_of(" ".join(gap.words), group.language))
        if known and len(known & group.terms) / min(len(known), len(group.terms)) > SAME:
            return str(gap.pk)
    return ""
