"""Writes of evaluations by our own staff, from documents that a vendor published or sent."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from chalkline.people.api import Actor, command
from chalkline.tools.evaluations import rules
from chalkline.tools.evaluations.commands.keeping import keep_answers, keep_evidence, keep_subprocessors
from chalkline.tools.evaluations.commands.starting import locked
from chalkline.tools.evaluations.events import AnswersSaved, EvidenceAttached, SubprocessorsListed
from chalkline.tools.evaluations.gathering import Record, record_of
from chalkline.tools.evaluations.models import Evaluation, Evidence, SubprocessorList
from chalkline.tools.evaluations.words import AnswerGiven, GivenBy, ProofGiven, Subprocessor


@command(records=(AnswersSaved,), may_change_nothing=True)
def answer_from_documents(
    actor: Actor, evaluation: Evaluation, answers: Mapping[str, AnswerGiven], *, now: datetime
) -> tuple[str, ...]:
    """Answer questions from what the vendor published. What a vendor handed in is never written over.

    Raises Problem: evaluations.closed, evaluations.vendor_answers, evaluations.not_asked, evaluations.answer_frozen.
    """
    kept = _kept(actor, evaluation, now)
    rules.must_be_asked(kept.questions_by_id, answers, follow_ups=False)
    if kept.submissions and any(
        question in kept.answers and kept.answers[question].given_by == GivenBy.VENDOR for question in answers
    ):
        raise rules.frozen_answer()
    return keep_answers(actor, kept, answers, GivenBy.STAFF, link=None, now=now)


@command(records=(EvidenceAttached,))
def attach_evidence(
    actor: Actor, evaluation: Evaluation, given: ProofGiven, name: str, content: bytes, *, now: datetime
) -> Evidence:
    """Attach a file that shows an answer. Raises Problem: evaluations.file_refused, evaluations.evidence_unclear."""
    kept = _kept(actor, evaluation, now)
    return keep_evidence(actor, kept, given, name, content, GivenBy.STAFF, link=None, now=now)


@command(records=(SubprocessorsListed,), may_change_nothing=True)
def list_subprocessors(
    actor: Actor, evaluation: Evaluation, companies: Collection[Subprocessor], *, now: datetime
) -> SubprocessorList | None:
    """Say who else gets data, from the vendor's own list."""
    kept = _kept(actor, evaluation, now)
    return keep_subprocessors(actor, kept, companies, GivenBy.STAFF, link=None, now=now)


def _kept(actor: Actor, evaluation: Evaluation, now: datetime) -> Record:
    actor.must("evaluations.answer")
    kept = record_of(locked(evaluation))
    rules.must_not_be_with_vendor(link_open=kept.open_link(now) is not None)
    return kept
