"""Writes of feedback: open and close a round, take an answer, look at a doubtful one, theme, answer, forget."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils.timezone import localdate

from chalkline.kernel.ids import id_from, new_code
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import record
from chalkline.people.api import Actor, command, screened
from chalkline.protect.screening import Taken, hidden
from chalkline.rollout.feedback import rules
from chalkline.rollout.feedback.events import (
    RemarkLookedAt,
    RemarksForgotten,
    RemarksSorted,
    RoundAnswered,
    RoundClosed,
    RoundOpened,
    ThemeAnswered,
    ThemeNamed,
)
from chalkline.rollout.feedback.models import Answered, Remark, Round, Theme
from chalkline.rollout.feedback.queries import questions_of, round_state
from chalkline.rollout.feedback.words import KEPT_FOR, Answers, RemarkState, RoundPlan
from chalkline.tools.register.api import registered


@command(records=(RoundOpened,))
def open_round(actor: Actor, plan: RoundPlan, *, now: datetime) -> Round:
    """Ask an audience a few questions; whoever opens a round answers for what becomes of it.

    Raises Problem("feedback.incomplete").
    """
    actor.must("feedback.open")
    today = localdate(now)
    rules.must_be_a_round(plan, today)
    made = Round.objects.create(
        code=new_code(7),
        title_en=plan.title_en.strip(),
        title_es=plan.title_es.strip(),
        audience=plan.audience.value,
        tool=registered(plan.subject.tool) if plan.subject.tool else None,
        use_id=id_from(plan.subject.use_id) if plan.subject.use_id else None,
        questions=[{"kind": each.kind.value, "en": each.en.strip(), "es": each.es.strip()} for each in plan.questions],
        owner_id=id_from(actor.id),
        opened_at=now,
        opened_on=today,
        closes_on=plan.closes_on,
    )
    told = RoundOpened(_ref(made), made.title_en, plan.audience.value, made.closes_on)
    record(told, actor_id=actor.id, now=now)
    return made


@command(records=(RoundClosed,))
def close_round(actor: Actor, found: Round, *, now: datetime) -> Round:
    """Take no more answers from now on. Raises Problem("feedback.closed")."""
    current = Round.objects.select_for_update(of=("self",)).get(pk=found.pk)
    actor.must("feedback.sort", owner_id=str(current.owner_id))
    rules.must_be_open(round_state(current, localdate(now)))
    current.closed_at = now
    current.save(update_fields=["closed_at"])
    record(RoundClosed(_ref(current), current.title_en), actor_id=actor.id, now=now)
    return current


@command(records=(RoundAnswered,))
def give_answer(actor: Actor, found: Round, answers: Answers, *, now: datetime) -> None:
    """Take in what somebody says by the link. Who it is, is neither asked nor kept.

    Texts are screened first: what is surely personal is never kept.
    Raises Problem: feedback.closed, feedback.too_many, feedback.nothing_said, feedback.too_long.
    """
    actor.must("feedback.give")
    today, questions = localdate(now), questions_of(found)
    rules.must_be_open(round_state(found, today))
    rules.must_say_something(answers, questions)
    rules.must_not_flood(Answered.objects.filter(round=found, said_on=today).count())
    picks = {str(number): option for number, option in rules.picks_of(answers, questions).items()}
    texts = rules.texts_of(answers, questions)
    Answered.objects.create(round=found, said_on=today, picks=picks)
    for number, kept in zip(texts, screened(list(texts.values())), strict=True):
        Remark.objects.create(
            round=found,
            question=number,
            text=kept.text,
            language=answers.language[:5],
            taken=[each.value for each in kept.taken],
            doubts=list(kept.doubts),
        )
    record(RoundAnswered(_ref(found)), actor_id=actor.id, now=now)


@command(records=(RemarkLookedAt,), may_change_nothing=True)
def settle_doubt(actor: Actor, remark: Remark, *, names_a_child: bool, now: datetime) -> Remark:
    """Say whether a doubtful word names a student: it is gone for good, or shown. Twice changes nothing."""
    current = Remark.objects.select_for_update(of=("self",)).select_related("round").get(pk=remark.pk)
    actor.must("feedback.sort", owner_id=str(current.round.owner_id))
    if not current.doubts:
        return current
    if names_a_child:
        current.text = hidden(current.text, current.doubts)
        current.taken = [*current.taken, "name"] if "name" not in current.taken else current.taken
    current.doubts = []
    current.save(update_fields=["text", "taken", "doubts"])
    record(RemarkLookedAt(_ref(current.round), names_a_child), actor_id=actor.id, now=now)
    return current


@command(records=(ThemeNamed,), may_change_nothing=True)
def name_theme(actor: Actor, found: Round, *, heard_en: str, heard_es: str, now: datetime) -> Theme:
    """Say in one sentence what several remarks say. The same sentence again is the same theme.

    Raises Problem: feedback.theme_unclear, feedback.names_a_child.
    """
    actor.must("feedback.sort", owner_id=str(found.owner_id))
    rules.must_be_a_theme(heard_en, heard_es)
    _must_name_nobody(heard_en=heard_en, heard_es=heard_es)
    known = Theme.objects.filter(round=found, heard_en=heard_en.strip()).first()
    if known:
        return known
    made = Theme.objects.create(
        round=found, heard_en=heard_en.strip(), heard_es=heard_es.strip(), named_by=actor.id, named_on=localdate(now)
    )
    record(ThemeNamed(_ref(found), _theme_ref(made), made.heard_en), actor_id=actor.id, now=now)
    return made


@command(records=(RemarksSorted,), may_change_nothing=True)
def sort_remarks(actor: Actor, found: Round, remark_ids: Iterable[str], theme: Theme | None, *, now: datetime) -> int:
    """Put remarks to a theme, or (None) set them aside. Gives how many; those of other rounds are passed over.

    Raises Problem("feedback.not_looked_at").
    """
    actor.must("feedback.sort", owner_id=str(found.owner_id))
    wanted = [id_from(each) for each in remark_ids]
    remarks = list(Remark.objects.select_for_update(of=("self",)).filter(round=found, pk__in=wanted).order_by("pk"))
    rules.must_be_looked_at(any(each.doubts for each in remarks))
    theme = theme if theme and theme.round_id == found.pk else None
    state = RemarkState.THEMED if theme else RemarkState.ASIDE
    Remark.objects.filter(pk__in=[each.pk for each in remarks]).update(state=state.value, theme=theme)
    if remarks:
        told = RemarksSorted(_ref(found), theme.heard_en if theme else "", len(remarks))
        record(told, actor_id=actor.id, now=now)
    return len(remarks)


@command(records=(ThemeAnswered,))
def answer_theme(actor: Actor, theme: Theme, *, done_en: str, done_es: str, now: datetime) -> Theme:
    """Say what was done about a theme: you said, we did. It stands on the public page from now on.

    Raises Problem: feedback.answer_unclear, feedback.names_a_child.
    """
    current = Theme.objects.select_for_update(of=("self",)).select_related("round").get(pk=theme.pk)
    actor.must("feedback.sort", owner_id=str(current.round.owner_id))
    rules.must_be_an_answer(done_en, done_es)
    _must_name_nobody(done_en=done_en, done_es=done_es)
    current.done_en, current.done_es = done_en.strip(), done_es.strip()
    current.answered_by, current.answered_on = actor.id, localdate(now)
    current.save(update_fields=["done_en", "done_es", "answered_by", "answered_on"])
    told = ThemeAnswered(_ref(current.round), _theme_ref(current), current.heard_en, current.done_en)
    record(told, actor_id=actor.id, now=now)
    return current


@command(records=(RemarksForgotten,), may_change_nothing=True)
def forget_remarks(actor: Actor, *, now: datetime) -> int:
    """Empty the texts of rounds that closed a year ago. Themes, answers and counts stay."""
    actor.must("feedback.forget")
    over = Round.objects.filter(closes_on__lt=localdate(now) - KEPT_FOR, forgotten_at=None)
    ids = list(over.values_list("pk", flat=True))
    if not ids:
        return 0
    Remark.objects.filter(round_id__in=ids).update(text="", doubts=[])
    Round.objects.filter(pk__in=ids).update(forgotten_at=now)
    record(RemarksForgotten(SubjectRef("remarks", "texts"), len(ids)), actor_id=actor.id, now=now)
    return len(ids)


def _must_name_nobody(**texts: str) -> None:
    """An office's telephone number may stand in public; a student's name or number may not."""
    found = dict(zip(texts, screened(list(texts.values())), strict=True))
    rules.must_name_nobody({name: bool(set(each.taken) - {Taken.CONTACT}) for name, each in found.items()})


def _ref(found: Round) -> SubjectRef:
    return SubjectRef("round", str(found.pk))


def _theme_ref(theme: Theme) -> SubjectRef:
    return SubjectRef("theme", str(theme.pk))
