"""Writes of evaluations: another district's answers, and what it found of them, become ours, with credit."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile

from chalkline.kernel.clock import local_day
from chalkline.kernel.problem import Kind, Problem
from chalkline.kernel.sentences import Sentence
from chalkline.ledger.api import record
from chalkline.people.api import Actor, command
from chalkline.tools.evaluations import exchange, judging, rules
from chalkline.tools.evaluations.asking import who_asks_for
from chalkline.tools.evaluations.commands.exchanging import shared_ref
from chalkline.tools.evaluations.commands.keeping import ref_of
from chalkline.tools.evaluations.commands.starting import locked
from chalkline.tools.evaluations.events import SharedTakenOver
from chalkline.tools.evaluations.gathering import Record, record_of
from chalkline.tools.evaluations.models import Answer, Assessment, Evaluation, Evidence, Shared
from chalkline.tools.evaluations.words import GivenBy, Judgment
from chalkline.tools.questionnaires.api import Question, Questions
from chalkline.tools.register.api import tool_ref


@command(records=(SharedTakenOver,))
def take_over_shared(
    actor: Actor, evaluation: Evaluation, shared: Shared, questions: Collection[str] | None = None, *, now: datetime
) -> tuple[str, ...]:
    """Take answers, and what the other district found of them, into our own evaluation, in the actor's name.

    ``questions``: those to take, None for all that both districts asked in the same words. What a vendor answered us is
    left alone. Gives the questions taken. Raises Problem: evaluations.key_unknown, evaluations.own_request,
    evaluations.nothing_to_take, evaluations.closed, evaluations.vendor_answers.
    """
    actor.must("evaluations.assess")
    current = locked(evaluation)
    judging.must_not_ask(actor.id in who_asks_for(current.tool.slug))
    theirs = Shared.objects.select_related("key").get(pk=shared.pk)
    if theirs.key.confirmed_at is None or theirs.key.refused_at is not None:
        raise _key_unknown(theirs.key.district)
    kept = record_of(current)
    rules.must_not_be_with_vendor(link_open=kept.open_link(now) is not None)
    taken = takeable(kept, theirs) & set(questions if questions is not None else kept.questions_by_id)
    if theirs.tool_id != current.tool_id or not taken:
        raise _nothing_to_take()
    _take_evidence(kept, theirs, taken, now)
    proof = record_of(current)
    answers = {row["question"]: row for row in theirs.content["answers"]}
    found = {row["question"]: row for row in theirs.content["assessments"]}
    for question in sorted(taken):
        _take_one(actor, current, theirs, answers[question], found.get(question), proof, now)
    told = SharedTakenOver(
        ref_of(current), shared_ref(theirs), tool_ref(current.tool), current.tool.name, theirs.key.district, len(taken)
    )
    record(told, actor_id=actor.id, now=now)
    return tuple(sorted(taken))


def takeable(kept: Record, shared: Shared) -> set[str]:
    """Questions that both asked in the same words, that they have an answer to, and that no vendor has answered us."""
    theirs = questions_in(shared).by_id()
    answered = {row["question"] for row in shared.content["answers"]}
    return {
        each.id
        for each in kept.questions
        if each.id in theirs
        and each.id in answered
        and exchange.same_question(each, theirs[each.id])
        and not (each.id in kept.answers and kept.answers[each.id].given_by == GivenBy.VENDOR)
    }


def questions_in(shared: Shared) -> Questions:
    """The questions that the other district put."""
    return Questions(tuple(Question.read(row) for row in shared.content["questionnaire"]["questions"]))


def _take_one(
    actor: Actor, evaluation: Evaluation, shared: Shared, answer: Mapping[str, Any], found: Mapping[str, Any] | None,
    proof: Record, now: datetime,
) -> None:  # fmt: skip
    question = answer["question"]
    made = Answer.objects.create(
        evaluation=evaluation,
        question=question,
        says=answer["says"],
        words=answer["words"],
        given_by=GivenBy.SHARED,
        shared=shared,
        person_id=actor.id,
        at=now,
    )
    if found is None:
        return
    how = Judgment(found["how"])
    if how.rests_on_proof and not proof.proof_of(question):
        how = Judgment.STATEMENT  # what they saw has run out, or was never on file: their word is left
    credit = str(Sentence("Found by {district}, {day}.", district=shared.key.district, day=shared.finished_on))
    Assessment.objects.create(
        evaluation=evaluation,
        question=question,
        answer=made,
        how=how,
        red_flag=found["red_flag"],
        note=f"{found['note']} ({credit})" if found["note"] else credit,
        shared=shared,
        by_id=actor.id,
        at=now,
    )


def _take_evidence(kept: Record, shared: Shared, taken: set[str], now: datetime) -> None:
    """What they saw and still counts, without its file unless it travelled along."""
    today = local_day(now, settings.TIME_ZONE)
    files = exchange.files_in(exchange.read_document(shared.file.open("rb").read()).body)
    known = {(each.digest, tuple(each.questions)) for each in kept.evidence}
    for row in shared.content["evidence"]:
        about, until = sorted(set(row["questions"]) & taken), date.fromisoformat(row["good_until"])
        if not about or until < today or (row["digest"], tuple(about)) in known:
            continue
        made = Evidence(
            evaluation=kept.evaluation,
            kind=row["kind"],
            title=row["title"],
            version=row["version"],
            good_until=until,
            questions=about,
            digest=row["digest"],
            file_name=f"{row['kind']}.bin" if row["digest"] in files else "",
            size=len(files.get(row["digest"], b"")),
            is_confidential=bool(row.get("confidential")),
            given_by=GivenBy.SHARED,
            shared=shared,
            at=now,
        )
        if row["digest"] in files:
            made.file.save(f"{made.id}.bin", ContentFile(files[row["digest"]]), save=False)
        made.save(force_insert=True)


def _key_unknown(district: str) -> Problem:
    return Problem(
        "evaluations.key_unknown",
        what=Sentence("Nobody has compared the key of {district} yet.", district=district),
        why=Sentence("Anybody can write a file and say whose it is; only the key shows it."),
        next_step=Sentence("Have somebody compare its fingerprint with that district by telephone, and confirm it."),
        kind=Kind.CONFLICT,
    )


def _nothing_to_take() -> Problem:
    return Problem(
        "evaluations.nothing_to_take",
        what=Sentence("There is nothing to take over."),
        why=Sentence("Both districts must have asked it in the same words, and its maker must not have answered us."),
        next_step=Sentence("Choose other answers, or assess them yourself."),
        kind=Kind.CONFLICT,
    )
