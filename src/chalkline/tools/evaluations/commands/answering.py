"""Writes of evaluations by the vendor's link: who answers, answers, evidence, sub-processors, handing in.

The link is the proof of who asks; nobody is signed in. Each command looks it up anew and holds its row, so that of two
windows open at once the second sees what the first did.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from chalkline.kernel.canonical import as_plain, digest_of
from chalkline.ledger.api import record
from chalkline.people.api import Actor, command
from chalkline.tools.evaluations import rules
from chalkline.tools.evaluations.commands.keeping import (
    evidence_ref,
    keep_answers,
    keep_evidence,
    keep_subprocessors,
)
from chalkline.tools.evaluations.commands.starting import evaluation_ref, locked
from chalkline.tools.evaluations.events import (
    AnswersSaved,
    AnswersSubmitted,
    EvidenceAttached,
    EvidenceWithdrawn,
    RespondentNamed,
    SubprocessorsListed,
)
from chalkline.tools.evaluations.gathering import Record, record_of
from chalkline.tools.evaluations.models import Answer, Evidence, Submission, SubprocessorList, VendorLink
from chalkline.tools.evaluations.queries import link_by_secret
from chalkline.tools.evaluations.words import (
    MOST_CHANGES,
    AnswerGiven,
    GivenBy,
    LinkEnd,
    ProofGiven,
    Respondent,
    Subprocessor,
)
from chalkline.tools.register.api import tool_ref


@command(records=(RespondentNamed,), may_change_nothing=True)
def name_respondent(actor: Actor, secret: str, who: Respondent, *, now: datetime) -> VendorLink:
    """Say who answers. Raises Problem: evaluations.link_over, evaluations.who_answers."""
    actor.must("evaluations.answer_link")
    link, kept = _held(secret, now)
    tidy = rules.checked_respondent(who)
    if (link.name, link.email, link.position) != (tidy.name, tidy.email, tidy.position):
        link.name, link.email, link.position = tidy.name, tidy.email, tidy.position
        link.save(update_fields=["name", "email", "position"])
        tool = kept.evaluation.tool
        record(RespondentNamed(evaluation_ref(kept.evaluation), tool_ref(tool), tool.name), actor_id=actor.id, now=now)
    return link


@command(records=(AnswersSaved,), may_change_nothing=True)
def save_answers(actor: Actor, secret: str, answers: Mapping[str, AnswerGiven], *, now: datetime) -> tuple[str, ...]:
    """Save answers as they are given; what did not change is left alone. Gives the questions that changed.

    Raises Problem: evaluations.link_over, evaluations.not_asked, evaluations.answer_too_long, .too_many_changes.
    """
    actor.must("evaluations.answer_link")
    link, kept = _held(secret, now)
    rules.must_be_asked(asked_now(kept), answers, follow_ups=bool(kept.submissions))
    if Answer.objects.filter(link=link, question__in=list(answers)).count() > MOST_CHANGES * max(1, len(answers)):
        raise rules.too_many_changes()
    return keep_answers(actor, kept, answers, GivenBy.VENDOR, link=link, now=now)


@command(records=(EvidenceAttached,))
def attach_evidence_by_link(
    actor: Actor, secret: str, given: ProofGiven, name: str, content: bytes, *, now: datetime
) -> Evidence:
    """Hand in a file that shows an answer. Raises Problem: evaluations.link_over, evaluations.file_refused and more."""
    actor.must("evaluations.answer_link")
    link, kept = _held(secret, now)
    return keep_evidence(actor, kept, given, name, content, GivenBy.VENDOR, link=link, now=now)


@command(records=(EvidenceWithdrawn,))
def take_back_evidence(actor: Actor, secret: str, evidence_id: str, *, now: datetime) -> None:
    """Take back a file that was handed in by this link by mistake. Raises evaluations.link_over, not_found."""
    actor.must("evaluations.answer_link")
    link, kept = _held(secret, now)
    mine = next((each for each in kept.evidence if str(each.pk) == evidence_id and each.link_id == link.pk), None)
    if mine is None:
        raise rules.link_over()
    mine.withdrawn_at = now
    mine.save(update_fields=["withdrawn_at"])
    tool = kept.evaluation.tool
    told = EvidenceWithdrawn(evaluation_ref(kept.evaluation), tool_ref(tool), tool.name, evidence_ref(mine))
    record(told, actor_id=actor.id, now=now)


@command(records=(SubprocessorsListed,), may_change_nothing=True)
def list_subprocessors_by_link(
    actor: Actor, secret: str, companies: Collection[Subprocessor], *, now: datetime
) -> SubprocessorList | None:
    """Say who else gets data. The list replaces the one before, which stays on record."""
    actor.must("evaluations.answer_link")
    link, kept = _held(secret, now)
    return keep_subprocessors(actor, kept, companies, GivenBy.VENDOR, link=link, now=now)


@command(records=(AnswersSubmitted,))
def submit_answers(actor: Actor, secret: str, *, now: datetime) -> Submission:
    """Hand the answers in: they are frozen with a digest, and the link ends.

    Raises Problem: evaluations.link_over, evaluations.who_answers, evaluations.gates_unanswered.
    """
    actor.must("evaluations.answer_link")
    link, kept = _held(secret, now)
    rules.must_be_ready(rules.gates_open(kept.questions, kept.answers), named=bool(link.name))
    content = frozen(kept, link)
    made = Submission.objects.create(
        evaluation=kept.evaluation,
        number=len(kept.submissions) + 1,
        digest=digest_of(content),
        content=content,
        link=link,
        at=now,
    )
    link.ended_at, link.ended_because = now, LinkEnd.SUBMITTED
    link.save(update_fields=["ended_at", "ended_because"])
    kept.evaluation.follow_ups.filter(settled_at=None).update(settled_at=now)
    tool = kept.evaluation.tool
    told = AnswersSubmitted(
        evaluation_ref(kept.evaluation, made.digest),
        tool_ref(tool),
        tool.name,
        made.number,
        len(kept.answers),
        len(kept.unanswered),
    )
    record(told, actor_id=actor.id, now=now)
    return made


def asked_now(kept: Record) -> frozenset[str]:
    """What a link lets be answered: everything at first, after a submission only what was asked back."""
    if kept.submissions:
        return frozenset(each.question for each in kept.open_follow_ups)
    return frozenset(kept.questions_by_id)


def frozen(kept: Record, link: VendorLink) -> dict[str, Any]:
    """The answers as they are handed in, as plain values. Who answered is in it by position, not by name."""
    plain: dict[str, Any] = as_plain(
        {
            "v": 1,
            "evaluation": str(kept.evaluation.pk),
            "tool": kept.evaluation.tool.slug,
            "questionnaire": {
                "number": kept.evaluation.questionnaire.number,
                "digest": kept.evaluation.questionnaire.digest,
            },
            "facets": list(kept.evaluation.facets),
            "position": link.position,
            "answers": [
                {"question": each.question, "says": each.says, "words": each.words, "by": each.given_by}
                for each in sorted(kept.answers.values(), key=lambda each: each.question)
            ],
            "evidence": [
                {"title": each.title, "kind": each.kind, "digest": each.digest, "good_until": each.good_until}
                for each in kept.evidence
            ],
            "subprocessors": [
                {"name": each.name, "country": each.country, "purpose": each.purpose, "elements": list(each.elements)}
                for each in kept.subprocessors
            ],
        }
    )
    return plain


def _held(secret: str, now: datetime) -> tuple[VendorLink, Record]:
    """The link and its evaluation, both held. Of two submissions at once, the second finds the link used."""
    found = link_by_secret(secret, now=now)
    current = locked(found.evaluation)
    return link_by_secret(secret, now=now), record_of(current)
