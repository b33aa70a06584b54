"""Reads of drafts: questions, the sources behind a draft, gaps, what is asked most, how drafting goes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from django.db.models import Count, F, Q, QuerySet

from chalkline.assist.drafts.models import Draft, Gap, Question
from chalkline.assist.drafts.reviewing import asker_of
from chalkline.assist.drafts.words import Asker, Mode, Outcome
from chalkline.assist.library.api import Audience, Passage, live_passages
from chalkline.kernel.ids import id_from
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor
from chalkline.protect.borne_out.words import Checked, Standing

FEWEST = 5  # fewer replies say nothing about how it goes


def questions(actor: Actor) -> QuerySet[Question]:
    """Questions the actor may read, newest first: all for communications, else the ones they took in."""
    actor.must("questions.see", owner_id=actor.id)
    found = Question.objects.select_related("taken_by")
    return found if actor.may("questions.see") else found.filter(taken_by_id=id_from(actor.id))


def question_by_id(actor: Actor, question_id: str) -> Question:
    """One question. Raises Problem("not_found"), also for who may read none: that it was asked is private."""
    actor.must("questions.see", owner_id=actor.id, hidden=True)
    found = questions(actor).filter(pk=id_from(question_id)).first()
    if found is None:
        raise not_found(Sentence("question"))
    return found


def newest_draft(actor: Actor, question: Question) -> Draft | None:
    """The draft that counts now, or None before the first."""
    question_by_id(actor, str(question.pk))
    return question.drafts.select_related("question", "accepted_by", "drafted_by").first()


@dataclass(frozen=True)
class SourceShown:
    """A passage beside the sentences that cite it; ``gone`` when it may not be quoted any more (then without text)."""

    passage_id: int
    document_id: str
    title: str
    headings: tuple[str, ...]
    page: int
    text: str
    ends_on: date | None
    owner: str
    gone: bool = False


def sources_shown(actor: Actor, draft: Draft, *, today: date) -> list[SourceShown]:
    """The passages a draft was made from, in the order found. What is no longer live is named as gone, not shown."""
    audience = Audience.PUBLIC if asker_of(draft) is Asker.FAMILY else Audience.STAFF
    rows = {row.pk: row for row in live_passages(actor, today=today, audience=audience).filter(pk__in=draft.passages)}
    return [
        _shown(rows[each]) if each in rows else SourceShown(each, "", "", (), 0, "", None, "", gone=True)
        for each in draft.passages
    ]


def checked_of(draft: Draft) -> list[Checked]:
    """The sentences of a draft as they were checked."""
    return [
        Checked(
            each["text"],
            each["cites"],
            each["quote"],
            Standing(each["standing"]),
            tuple(_sentence(why["template"], why["values"]) for why in each["why"]),
        )
        for each in draft.sentences
    ]


def gaps(actor: Actor) -> QuerySet[Gap]:
    """Gaps, open ones first, those asked for most often first."""
    actor.must("gaps.see")
    found = Gap.objects.select_related("owner", "document").annotate(asked=Count("questions") + F("calls"))
    return found.order_by("closed_at", "-asked", "-opened_at")


def gap_by_id(actor: Actor, gap_id: str) -> Gap:
    """One gap. Raises Problem("not_found")."""
    found = gaps(actor).filter(pk=id_from(gap_id)).first()
    if found is None:
        raise not_found(Sentence("gap"))
    return found


def open_gaps_of(actor: Actor) -> QuerySet[Gap]:
    """Open gaps the actor is asked to fill."""
    return Gap.objects.filter(owner_id=id_from(actor.id), closed_at=None).annotate(
        asked=Count("questions") + F("calls")
    )


@dataclass(frozen=True)
class ThemeAsked:
    """How often a theme was asked about, and for how many of these an approved answer was found."""

    theme: str
    asked: int
    answered: int


def asked_most(actor: Actor, *, today: date, days: int = 90) -> list[ThemeAsked]:
    """Themes by how often they were asked about. Counts of questions, without their text."""
    actor.must("questions.see_measures")
    rows = (
        Question.objects.filter(asked_at__date__gt=today - timedelta(days=days))
        .values("theme")
        .annotate(
            asked=Count("id", distinct=True),
            answered=Count("id", distinct=True, filter=Q(drafts__outcome=Outcome.DRAFT)),
        )
        .order_by("-asked", "theme")
    )
    return [ThemeAsked(row["theme"], row["asked"], row["answered"]) for row in rows]


@dataclass(frozen=True)
class Measured:
    """How drafting went for what was accepted in a period, by how it was drafted; None where there are fewer than five.

    ``kind``: "reply" or "newsletter". ``timed``: of how many the time says something (the others were laid aside in
    between). Never by person: it says how drafting goes, not how anybody works.
    """

    kind: str
    mode: str
    accepted: int
    timed: int
    median_minutes: float | None
    median_changed: float | None
    unchanged: int | None


def measured(actor: Actor, *, today: date, days: int = 90) -> list[Measured]:
    """Time from draft to acceptance, and the share of words changed, by what it is and how the draft was made."""
    actor.must("questions.see_measures")
    since = today - timedelta(days=days)
    told = [_measured(kind, mode, since) for kind in ("reply", "newsletter") for mode in Mode]
    return [each for each in told if each.accepted]


def _measured(kind: str, mode: Mode, since: date) -> Measured:
    accepted = Draft.objects.filter(mode=mode, outcome=Outcome.DRAFT, accepted_at__date__gt=since)
    rows = list(accepted.filter(newsletter__isnull=kind == "reply").values_list("seconds", "changed"))
    changed = [each for _, each in rows if each is not None]
    seconds = [each for each, _ in rows if each is not None]
    return Measured(
        kind,
        mode,
        len(rows),
        len(seconds),
        round(median(seconds) / 60, 1) if len(seconds) >= FEWEST else None,
        round(median(changed) / 10, 1) if len(changed) >= FEWEST else None,
        sum(each == 0 for each in changed) if len(changed) >= FEWEST else None,
    )


def _shown(passage: Passage) -> SourceShown:
    version = passage.version
    return SourceShown(
        passage.pk,
        str(version.document_id),
        version.document.title,
        tuple(passage.headings),
        passage.page,
        passage.text,
        version.ends_on,
        str(version.document.owner),
    )


def _sentence(template: str, values: dict[str, object]) -> Sentence:
    return Sentence(template, **{name: tuple(v) if isinstance(v, list) else v for name, v in values.items()})
