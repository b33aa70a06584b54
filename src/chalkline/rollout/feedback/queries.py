"""Reads of feedback: rounds, counts that hide small groups, remarks for whoever sorts them, what the public sees."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from chalkline.kernel.ids import id_from
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor, Audience
from chalkline.protect.screening import hidden
from chalkline.rollout.feedback.models import Answered, Remark, Round, Theme
from chalkline.rollout.feedback.rules import state_of, tally_of
from chalkline.rollout.feedback.theming import proposals
from chalkline.rollout.feedback.words import (
    ANSWER_WITHIN,
    Kind,
    Proposal,
    Question,
    RemarkState,
    RoundState,
    SaidAndDone,
    Tally,
)


@dataclass(frozen=True)
class Heard:
    """A round as the public sees it: never a remark, only what a named person says was heard and done."""

    round: Round
    state: RoundState
    tally: Tally
    answered: tuple[Theme, ...]
    waiting: int  # themes that have no answer yet


def rounds(actor: Actor) -> QuerySet[Round]:
    """Every round, latest first."""
    actor.must("feedback.see")
    return Round.objects.select_related("tool", "use__tool", "owner")


def round_by_id(actor: Actor, round_id: str) -> Round:
    """One round. Raises Problem("not_found")."""
    found = rounds(actor).filter(pk=id_from(round_id)).first()
    if found is None:
        raise not_found(Sentence("round"))
    return found


def round_by_code(code: str) -> Round:
    """The round behind a public link. Raises Problem("not_found")."""
    found = Round.objects.select_related("tool", "use__tool").filter(code=code.upper()).first()
    if found is None:
        raise not_found(Sentence("round"))
    return found


def questions_of(found: Round) -> tuple[Question, ...]:
    """The questions in order."""
    return tuple(Question(Kind(each["kind"]), each["en"], each["es"]) for each in found.questions)


def round_state(found: Round, today: date) -> RoundState:
    """Where a round stands on a day."""
    return state_of(found.closes_on, was_closed=found.closed_at is not None, today=today)


def tally(found: Round) -> Tally:
    """How often each option was picked, small groups hidden. The same for every reader, in and outside."""
    total, picked = 0, {number: Counter[str]() for number, _ in enumerate(found.questions, 1)}
    for picks in Answered.objects.filter(round=found).values_list("picks", flat=True):
        total += 1
        for number, option in picks.items():
            picked[int(number)][option] += 1
    return tally_of(total, questions_of(found), picked)


def may_sort(actor: Actor, found: Round) -> bool:
    """Whether this person reads the remarks of a round."""
    return actor.may("feedback.sort", owner_id=str(found.owner_id))


def remarks_of(actor: Actor, found: Round, state: RemarkState | None = None) -> QuerySet[Remark]:
    """What was written, for whoever sorts it. Show it by ``shown``."""
    actor.must("feedback.sort", owner_id=str(found.owner_id))
    remarks = Remark.objects.filter(round=found).exclude(text="").select_related("theme")
    return remarks.filter(state=state.value) if state else remarks


def remark_by_id(actor: Actor, remark_id: str) -> Remark:
    """One remark. Raises Problem("not_found") also where somebody else sorts it."""
    found = Remark.objects.select_related("round").filter(pk=id_from(remark_id)).first()
    if found is None:
        raise not_found(Sentence("remark"))
    actor.must("feedback.sort", owner_id=str(found.round.owner_id), hidden=True)
    return found


def shown(remark: Remark) -> str:
    """A remark as it may be read: what may name a child is left out until somebody has looked."""
    return hidden(remark.text, remark.doubts)


def proposed_themes(actor: Actor, found: Round) -> tuple[Proposal, ...]:
    """Which remarks that are not sorted yet share words."""
    new = remarks_of(actor, found, RemarkState.NEW)
    return proposals((str(each.pk), shown(each), each.language) for each in new)


def themes_of(actor: Actor, found: Round) -> QuerySet[Theme]:
    """The themes of a round, answered or not."""
    actor.must("feedback.see")
    return Theme.objects.filter(round=found)


def theme_by_id(actor: Actor, theme_id: str) -> Theme:
    """One theme, for whoever answers it. Raises Problem("not_found")."""
    found = Theme.objects.select_related("round").filter(pk=id_from(theme_id)).first()
    if found is None:
        raise not_found(Sentence("theme"))
    actor.must("feedback.sort", owner_id=str(found.round.owner_id), hidden=True)
    return found


def mine_to_sort(actor: Actor) -> list[tuple[Round, int]]:
    """The actor's own rounds with remarks that nobody has sorted, and how many."""
    waiting: Counter[Round] = Counter()
    new = Remark.objects.filter(state=RemarkState.NEW.value, round__owner_id=id_from(actor.id)).exclude(text="")
    for each in new.select_related("round"):
        waiting[each.round] += 1
    return sorted(waiting.items(), key=lambda each: each[0].closes_on)


def mine_to_answer(actor: Actor) -> list[tuple[Theme, date]]:
    """Themes of the actor's own rounds without an answer, and until when each should have one."""
    named = Theme.objects.filter(round__owner_id=id_from(actor.id), answered_on=None).select_related("round")
    return [(each, each.named_on + ANSWER_WITHIN) for each in named]


def late_to_answer(actor: Actor, today: date) -> QuerySet[Theme]:
    """Themes that have waited for more than a fortnight, whoever should answer them."""
    actor.must("feedback.see")
    return Theme.objects.filter(answered_on=None, named_on__lt=today - ANSWER_WITHIN).select_related("round")


def open_to_staff(actor: Actor, today: date) -> QuerySet[Round]:
    """Rounds that ask staff and are open."""
    actor.must("feedback.see")
    return Round.objects.filter(audience=Audience.STAFF.value, closed_at=None, closes_on__gte=today)


def rounds_about(actor: Actor, slug: str) -> QuerySet[Round]:
    """Rounds about a tool or one of its approved uses, latest first."""
    return rounds(actor).filter(Q(tool__slug=slug) | Q(use__tool__slug=slug))


def said_and_done(actor: Actor, first_on: date, last_on: date) -> list[SaidAndDone]:
    """What was heard and answered in these days, the first one first. Never who said it, nor how many."""
    actor.must("feedback.see")
    found = Theme.objects.filter(answered_on__range=(first_on, last_on)).order_by("answered_on", "heard_en")
    return [
        SaidAndDone(
            round_id=str(each.round_id),
            audience=Audience(each.round.audience),
            tool=tool.name if (tool := each.round.use.tool if each.round.use else each.round.tool) else "",
            heard=each.heard_en,
            done=each.done_en,
            on=each.answered_on,
        )
        for each in found.select_related("round__tool", "round__use__tool")
        if each.answered_on
    ]


def heard_in_public(today: date) -> list[Heard]:
    """What was asked, heard and done, latest first. Takes no actor: anybody may read it."""
    kept = Round.objects.filter(Q(themes__answered_on__isnull=False) | Q(closed_at=None, closes_on__gte=today))
    found = kept.distinct().select_related("tool", "use__tool").prefetch_related("themes")
    return [_heard(each, today) for each in found.order_by("-opened_at")]


def _heard(each: Round, today: date) -> Heard:
    themes = list(each.themes.all())
    answered = tuple(theme for theme in themes if theme.answered_on)
    return Heard(each, round_state(each, today), tally(each), answered, len(themes) - len(answered))
