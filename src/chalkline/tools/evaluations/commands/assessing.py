"""Writes of evaluations: what our staff find, the end of it, and risks that somebody accepts in writing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.conf import settings

from chalkline.kernel.clock import local_day
from chalkline.kernel.problem import Kind, Problem, not_found
from chalkline.kernel.sentences import Sentence
from chalkline.ledger.api import record
from chalkline.people.api import Actor, Person, command
from chalkline.tools.evaluations import judging, rules
from chalkline.tools.evaluations.asking import who_asks_for
from chalkline.tools.evaluations.commands.keeping import ref_of
from chalkline.tools.evaluations.commands.starting import evaluation_ref, locked
from chalkline.tools.evaluations.events import (
    AnswersAssessed,
    EvaluationFinished,
    RiskAcceptanceEnded,
    RiskAccepted,
)
from chalkline.tools.evaluations.gathering import Record, record_of
from chalkline.tools.evaluations.models import AcceptedRisk, Assessment, Evaluation
from chalkline.tools.evaluations.words import LONGEST_NOTE, Judgment
from chalkline.tools.register.api import tool_ref


@dataclass(frozen=True)
class Assessed:
    """What somebody finds of one answer."""

    how: Judgment
    note: str = ""
    red_flag: bool = False


@command(records=(AnswersAssessed,), may_change_nothing=True)
def assess_answers(
    actor: Actor, evaluation: Evaluation, found: Mapping[str, Assessed], *, now: datetime
) -> tuple[str, ...]:
    """Say what answers come to; what is said already is left alone. Gives the questions that changed.

    Raises Problem: evaluations.closed, evaluations.vendor_answers, evaluations.own_request, evaluations.not_asked,
    evaluations.note_needed, evaluations.no_proof, evaluations.nothing_said.
    """
    actor.must("evaluations.assess")
    current = locked(evaluation)
    judging.must_not_ask(actor.id in who_asks_for(current.tool.slug))
    kept = record_of(current)
    rules.must_not_be_with_vendor(link_open=kept.open_link(now) is not None)
    rules.must_be_asked(kept.questions_by_id, found, follow_ups=False)
    changed = [question for question, each in found.items() if _assessed(actor, kept, question, each, now)]
    if changed:
        told = AnswersAssessed(
            ref_of(current),
            tool_ref(current.tool),
            current.tool.name,
            tuple(changed),
            tuple(f"{each}: {found[each].how.value}{', red flag' * found[each].red_flag}" for each in changed),
        )
        record(told, actor_id=actor.id, now=now)
    return tuple(changed)


@command(records=(EvaluationFinished,))
def finish_evaluation(actor: Actor, evaluation: Evaluation, *, summary: str = "", now: datetime) -> Evaluation:
    """Close it: from now on the tool stands by it. Raises evaluations.not_all_assessed, evaluations.own_request."""
    actor.must("evaluations.finish")
    current = locked(evaluation)
    judging.must_not_ask(actor.id in who_asks_for(current.tool.slug))
    kept = record_of(current)
    rules.must_not_be_with_vendor(link_open=kept.open_link(now) is not None)
    judging.must_all_be_assessed([each.id for each in kept.unassessed])
    text = summary.strip()
    if len(text) > LONGEST_NOTE:
        raise rules.words_needed("summary", LONGEST_NOTE)
    current.finished_by, current.finished_at, current.summary = actor.id, now, text
    current.finished_on = local_day(now, settings.TIME_ZONE)
    current.save(update_fields=["finished_by", "finished_at", "finished_on", "summary"])
    standing = kept.standing(current.finished_on)
    told = EvaluationFinished(
        evaluation_ref(current, standing.record),
        tool_ref(current.tool),
        current.tool.name,
        standing.points,
        standing.most,
        len(standing.blocking),
    )
    record(told, actor_id=actor.id, now=now)
    return current


@command(records=(RiskAccepted,))
def accept_risk(
    actor: Actor, evaluation: Evaluation, question: str, *, reason: str, until: date, now: datetime
) -> AcceptedRisk:
    """Say in writing why a failed gate or a red flag does not block an approval, until a day.

    Never by whoever asks for the tool, nor by whoever assessed any of it. Raises Problem: evaluations.own_request,
    evaluations.scored_it, evaluations.nothing_to_accept, evaluations.acceptance_unclear.
    """
    actor.must("evaluations.accept_risk")
    current = _held(evaluation)
    judging.must_not_ask(actor.id in who_asks_for(current.tool.slug))
    today = local_day(now, settings.TIME_ZONE)
    standing = record_of(current).standing(today)
    judging.must_be_acceptable(
        blocks=question in {each.question for each in standing.blocking if each.how is not None},
        scored=Assessment.objects.filter(evaluation=current, by=UUID(actor.id)).exists(),
        reason=reason,
        until=until,
        today=today,
    )
    AcceptedRisk.objects.filter(evaluation=current, question=question, ended_at=None).update(
        ended_at=now, ended_by=actor.id
    )  # one that has run out makes room
    made = AcceptedRisk.objects.create(
        evaluation=current,
        question=question,
        reason=reason.strip(),
        until=until,
        by=Person.objects.get(pk=actor.id),
        at=now,
    )
    told = RiskAccepted(ref_of(current), tool_ref(current.tool), current.tool.name, question, until, made.reason)
    record(told, actor_id=actor.id, now=now)
    return made


@command(records=(RiskAcceptanceEnded,))
def end_accepted_risk(actor: Actor, evaluation: Evaluation, question: str, *, now: datetime) -> AcceptedRisk:
    """Take an acceptance back: what it was about blocks again. Raises not_found."""
    actor.must("evaluations.accept_risk")
    current = _held(evaluation)
    found = AcceptedRisk.objects.filter(evaluation=current, question=question, ended_at=None).first()
    if found is None:
        raise not_found(Sentence("accepted risk"))
    found.ended_at, found.ended_by = now, actor.id
    found.save(update_fields=["ended_at", "ended_by"])
    told = RiskAcceptanceEnded(ref_of(current), tool_ref(current.tool), current.tool.name, question)
    record(told, actor_id=actor.id, now=now)
    return found


def _assessed(actor: Actor, kept: Record, question: str, found: Assessed, now: datetime) -> bool:
    answer, before = kept.answers.get(question), kept.assessments.get(question)
    try:
        note = judging.checked_note(
            found.how,
            found.note,
            red_flag=found.red_flag,
            has_proof=bool(kept.proof_of(question)),
            answered=answer is not None,
        )
    except Problem as problem:  # said of many at once: which of them is meant
        problem.fields = {f"{name}_{question}": words for name, words in problem.fields.items()}
        raise
    same = before and (before.how, before.red_flag, before.note) == (found.how.value, found.red_flag, note)
    if same and kept.is_assessed(question):
        return False
    Assessment.objects.create(
        evaluation=kept.evaluation,
        question=question,
        answer=answer,
        how=found.how,
        red_flag=found.red_flag,
        note=note,
        by_id=actor.id,
        at=now,
    )
    return True


def _held(evaluation: Evaluation) -> Evaluation:
    """Held against others; a finished one, too: risks are accepted after it. Raises Problem("evaluations.closed")."""
    rows = Evaluation.objects.select_for_update(of=("self",)).select_related("tool", "questionnaire", "owner")
    current = rows.get(pk=evaluation.pk)
    if current.set_aside_at is not None:
        raise Problem(
            "evaluations.closed",
            what=Sentence("This evaluation was set aside."),
            why=Sentence("Nothing rests on it."),
            next_step=Sentence("Look at the one that is in force."),
            kind=Kind.CONFLICT,
        )
    return current
