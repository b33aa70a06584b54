"""Writes of evaluations: begin one, ask the vendor, ask back, set it aside."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction

from chalkline.kernel.clock import local_day
from chalkline.kernel.ids import new_secret
from chalkline.kernel.problem import Kind, Problem
from chalkline.kernel.sentences import Sentence
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import record
from chalkline.people.api import Actor, Person, actor_of_person, command, digest_of_secret, system_actor
from chalkline.tools.evaluations import rules
from chalkline.tools.evaluations.events import (
    EvaluationSetAside,
    EvaluationStarted,
    FollowUpAsked,
    VendorLinkMade,
    VendorLinkRevoked,
)
from chalkline.tools.evaluations.gathering import record_of
from chalkline.tools.evaluations.models import Evaluation, FollowUp, VendorLink
from chalkline.tools.evaluations.words import LINK_GOOD_FOR, LONGEST_NOTE, LinkEnd
from chalkline.tools.questionnaires.api import FACETS, keep_first_version, questions_of
from chalkline.tools.questionnaires.events import QuestionnaireMade
from chalkline.tools.register.api import Tool, tool_ref


@command(records=(EvaluationStarted, QuestionnaireMade))
def start_evaluation(
    actor: Actor, tool: Tool, *, facets: Collection[str], owner: Person | None, due_on: date, now: datetime
) -> Evaluation:
    """Begin an evaluation of a tool by the questions in use. ``facets``: what is true of the product (Applies).

    Raises Problem: evaluations.under_way, evaluations.facets_unknown, evaluations.owner_cannot, .due_unclear.
    """
    actor.must("evaluations.start")
    rules.must_be_due(due_on, local_day(now, settings.TIME_ZONE))
    unknown = set(facets) - set(FACETS)
    if unknown:
        raise Problem(
            "evaluations.facets_unknown",
            what=Sentence("We do not know what “{names}” says of a product.", names=tuple(sorted(unknown))),
            why=Sentence("What is true of a product decides which questions it gets."),
            next_step=Sentence("Choose from the list."),
        )
    if owner is None or not actor_of_person(owner).may("evaluations.assess"):
        raise _owner_cannot()
    questionnaire = keep_first_version(system_actor("questionnaires"), now=now)
    asked = questions_of(questionnaire).put_to(facets)
    try:
        with transaction.atomic():
            made = Evaluation.objects.create(
                tool=tool,
                questionnaire=questionnaire,
                facets=sorted(set(facets)),
                owner=owner,
                due_on=due_on,
                started_by=actor.id,
                started_at=now,
            )
    except IntegrityError:
        raise _under_way() from None
    told = EvaluationStarted(
        evaluation_ref(made),
        tool_ref(tool),
        tool.name,
        questionnaire.number,
        questionnaire.digest,
        len(asked),
        tuple(made.facets),
    )
    record(told, actor_id=actor.id, now=now)
    return made


@command(records=(VendorLinkMade,))
def make_vendor_link(
    actor: Actor, evaluation: Evaluation, *, sent_to: str, days: int = LINK_GOOD_FOR, now: datetime
) -> tuple[VendorLink, str]:
    """Make the link by which the vendor answers. Its secret is told now and never again; an earlier link ends.

    Once answers were handed in, a link asks only what was asked back. ``sent_to``: to whom you send it.
    Raises Problem: evaluations.closed, evaluations.link_days, evaluations.words_needed, evaluations.nothing_asked.
    """
    actor.must("evaluations.start")
    current = locked(evaluation)
    rules.must_be_good_for(days)
    to = " ".join(sent_to.split())
    if not 3 <= len(to) <= 200:
        raise rules.words_needed("sent_to", 200)
    kept = record_of(current)
    waiting = kept.open_follow_ups
    if kept.submissions and not waiting:
        raise Problem(
            "evaluations.nothing_asked",
            what=Sentence("There is nothing to ask the vendor."),
            why=Sentence("The answers were handed in, and nobody has asked back."),
            next_step=Sentence("Ask back about an answer first; the link then asks just that."),
            kind=Kind.CONFLICT,
        )
    VendorLink.objects.filter(evaluation=current, ended_at=None).update(ended_at=now, ended_because=LinkEnd.REPLACED)
    secret = new_secret("cv")
    link = VendorLink.objects.create(
        evaluation=current,
        digest=digest_of_secret(secret),
        sent_to=to,
        made_by=actor.id,
        made_at=now,
        expires_at=now + timedelta(days=days),
    )
    until = local_day(link.expires_at, settings.TIME_ZONE)
    record(
        VendorLinkMade(evaluation_ref(current), tool_ref(current.tool), current.tool.name, until, len(waiting)),
        actor_id=actor.id,
        now=now,
    )
    return link, secret


@command(records=(VendorLinkRevoked,), may_change_nothing=True)
def revoke_vendor_link(actor: Actor, evaluation: Evaluation, *, now: datetime) -> Evaluation:
    """End the vendor's link at once. What was saved stays. Twice changes nothing."""
    actor.must("evaluations.start")
    current = locked(evaluation)
    ended = VendorLink.objects.filter(evaluation=current, ended_at=None)
    if ended.update(ended_at=now, ended_because=LinkEnd.REVOKED):
        told = VendorLinkRevoked(evaluation_ref(current), tool_ref(current.tool), current.tool.name)
        record(told, actor_id=actor.id, now=now)
    return current


@command(records=(FollowUpAsked,))
def ask_back(actor: Actor, evaluation: Evaluation, question: str, words: str, *, now: datetime) -> FollowUp:
    """Ask the vendor back about one answer; the next link asks it. Raises evaluations.not_asked, .words_needed."""
    actor.must("evaluations.assess")
    current = locked(evaluation)
    kept = record_of(current)
    rules.must_not_be_with_vendor(link_open=kept.open_link(now) is not None)
    rules.must_be_asked(kept.questions_by_id, [question], follow_ups=False)
    text = words.strip()
    if not 5 <= len(text) <= LONGEST_NOTE:
        raise rules.words_needed("words", LONGEST_NOTE)
    made = FollowUp.objects.create(evaluation=current, question=question, words=text, asked_by=actor.id, asked_at=now)
    told = FollowUpAsked(evaluation_ref(current), tool_ref(current.tool), current.tool.name, question, text)
    record(told, actor_id=actor.id, now=now)
    return made


@command(records=(EvaluationSetAside,))
def set_evaluation_aside(actor: Actor, evaluation: Evaluation, *, reason: str, now: datetime) -> Evaluation:
    """Do not finish it. It stays on record, and its link ends. Raises evaluations.closed, evaluations.words_needed."""
    actor.must("evaluations.start")
    current = locked(evaluation)
    text = " ".join(reason.split())
    if not 5 <= len(text) <= 500:
        raise rules.words_needed("reason")
    VendorLink.objects.filter(evaluation=current, ended_at=None).update(ended_at=now, ended_because=LinkEnd.REVOKED)
    current.set_aside_at, current.set_aside_because = now, text
    current.save(update_fields=["set_aside_at", "set_aside_because"])
    told = EvaluationSetAside(evaluation_ref(current), tool_ref(current.tool), current.tool.name, text)
    record(told, actor_id=actor.id, now=now)
    return current


def locked(evaluation: Evaluation) -> Evaluation:
    """The evaluation, held against others, and under way. Raises Problem("evaluations.closed")."""
    rows = Evaluation.objects.select_for_update(of=("self",)).select_related("tool", "questionnaire", "owner")
    current = rows.get(pk=evaluation.pk)
    rules.must_be_under_way(finished=current.finished_at is not None, set_aside=current.set_aside_at is not None)
    return current


def evaluation_ref(evaluation: Evaluation, digest: str = "") -> SubjectRef:
    """How facts name an evaluation; with ``digest``, a version of it."""
    return SubjectRef("evaluation", str(evaluation.pk), digest)


def _under_way() -> Problem:
    return Problem(
        "evaluations.under_way",
        what=Sentence("An evaluation of this tool is under way already."),
        why=Sentence("Two at once would ask the vendor everything twice."),
        next_step=Sentence("Go on with the one that is there, or set it aside first."),
        kind=Kind.CONFLICT,
    )


def _owner_cannot() -> Problem:
    return Problem(
        "evaluations.owner_cannot",
        what=Sentence("This person cannot look after an evaluation."),
        why=Sentence("Whoever looks after it assesses answers: privacy, security, technology, curriculum or AI."),
        next_step=Sentence("Choose somebody with one of these roles."),
        fields={"owner": Sentence("Choose somebody else.")},
    )
