"""Writes of readiness: begin, share, answer, take back, finish; plan a step and settle it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate

from chalkline.kernel.ids import id_from
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import record
from chalkline.people.api import EMPLOYED, Actor, actor_of_person, command, person_by_id
from chalkline.report.readiness import rules
from chalkline.report.readiness.events import (
    AnswerTakenBack,
    AssessmentBegun,
    AssessmentFinished,
    DomainShared,
    ItemAnswered,
    StepPlanned,
    StepSettled,
)
from chalkline.report.readiness.keeping import written
from chalkline.report.readiness.models import Assessment, DomainShare, ItemAnswer, Step
from chalkline.report.readiness.queries import found_on, standing
from chalkline.report.readiness.questions import item_by_id, version
from chalkline.report.readiness.words import DOMAIN_NAMES, Item, Said, StepState


@command(records=(AssessmentBegun,))
def begin_assessment(actor: Actor, *, now: datetime) -> Assessment:
    """Look at how ready the district is; what the records answer is there at once. Raises Problem."""
    actor.must("readiness.begin")
    rules.must_be_the_only(Assessment.objects.select_for_update().filter(finished_on=None).exists())
    made = Assessment.objects.create(version=version(), begun_by_id=id_from(actor.id), begun_on=localdate(now))
    record(AssessmentBegun(assessment_ref(made), made.version), actor_id=actor.id, now=now)
    return made


@command(records=(DomainShared,), may_change_nothing=True)
def share_domain(actor: Actor, found: Assessment, domain: str, person_id: str, *, now: datetime) -> None:
    """Give the questions of a domain to a colleague, who sees them on Today. The same again changes nothing."""
    actor.must("readiness.begin")
    current = _open(found)
    person = _works_here(person_id)
    if domain not in DOMAIN_NAMES or person is None:
        raise not_found(Sentence("person"))
    share, made = DomainShare.objects.get_or_create(assessment=current, domain=domain, defaults={"person": person})
    if not made and share.person_id == person.pk:
        return
    share.person = person
    share.save(update_fields=["person"])
    told = DomainShared(assessment_ref(current), SubjectRef("person", str(person.pk)), str(DOMAIN_NAMES[domain]))
    record(told, actor_id=actor.id, now=now)


@command(records=(ItemAnswered,), may_change_nothing=True)
def answer_item(actor: Actor, found: Assessment, item_id: str, said: Said, *, now: datetime) -> None:
    """Answer a question, where the records do not or against them. The same again changes nothing.

    Raises Problem: readiness.finished, readiness.not_shown, not_found.
    """
    item = _item(item_id)
    actor.must("readiness.answer", assigned=_is_asked(actor, found, item))
    current = _open(found)
    by_records = found_on(localdate(now)).get(item.id)
    rules.must_be_an_answer(said, by_records, localdate(now))
    values: dict[str, Any] = {
        "level": int(said.level),
        "why": said.why.strip(),
        "evidence": said.evidence.strip(),
        "evidence_on": said.evidence_on,
    }
    held = ItemAnswer.objects.filter(assessment=current, item=item.id).first()
    if held and {name: getattr(held, name) for name in values} == values:
        return
    values |= {"said_by_id": id_from(actor.id), "said_on": localdate(now)}
    ItemAnswer.objects.update_or_create(assessment=current, item=item.id, defaults=values)
    records_say = int(by_records.level) if by_records else -1
    told = ItemAnswered(assessment_ref(current), item.id, int(said.level), records_say)
    record(told, actor_id=actor.id, now=now)


@command(records=(AnswerTakenBack,), may_change_nothing=True)
def take_back_answer(actor: Actor, found: Assessment, item_id: str, *, now: datetime) -> None:
    """Leave a question to the records again, or open. Twice changes nothing."""
    item = _item(item_id)
    actor.must("readiness.answer", assigned=_is_asked(actor, found, item))
    current = _open(found)
    gone, _ = ItemAnswer.objects.filter(assessment=current, item=item.id).delete()
    if gone:
        record(AnswerTakenBack(assessment_ref(current), item.id), actor_id=actor.id, now=now)


@command(records=(AssessmentFinished,))
def finish_assessment(actor: Actor, found: Assessment, *, now: datetime) -> Assessment:
    """Keep the assessment as it stands today. What is not answered stays so, and is said. Raises Problem."""
    actor.must("readiness.begin")
    current = _open(found)
    today = localdate(now)
    domains = standing(actor, current, today).domains
    current.kept = {item_id: written(each) for item_id, each in found_on(today).items()}
    current.finished_on, current.finished_by_id = today, id_from(actor.id)
    current.save(update_fields=["kept", "finished_on", "finished_by"])
    answered, missing = sum(len(each.levels) for each in domains), sum(each.not_answered for each in domains)
    record(AssessmentFinished(assessment_ref(current), answered, missing), actor_id=actor.id, now=now)
    return current


@command(records=(StepPlanned,))
def plan_step(
    actor: Actor, found: Assessment, item_id: str, *, text: str, owner_id: str, due_on: date, now: datetime
) -> Step:
    """Plan one thing to do about a question; it stands on its owner's Today. Raises Problem."""
    actor.must("readiness.plan")
    item, owner = _item(item_id), _works_here(owner_id)
    rules.must_be_a_step(text, due_on, localdate(now), works_here=owner is not None)
    made = Step.objects.create(
        assessment=found,
        item=item.id,
        text=text.strip(),
        owner=owner,
        due_on=due_on,
        planned_by_id=id_from(actor.id),
        planned_on=localdate(now),
    )
    told = StepPlanned(assessment_ref(found), SubjectRef("person", owner_id), item.id, made.text, due_on)
    record(told, actor_id=actor.id, now=now)
    return made


@command(records=(StepSettled,))
def settle_step(actor: Actor, found: Step, *, done: bool, note: str, now: datetime) -> Step:
    """Say what came of a step: it is done, or dropped. Raises Problem: readiness.step_settled, readiness.no_note."""
    current = Step.objects.select_for_update(of=("self",)).select_related("assessment").get(pk=found.pk)
    actor.must("readiness.settle_step", owner_id=str(current.owner_id))
    rules.must_be_to_do(StepState(current.state))
    rules.must_say_what_came(note)
    current.state = (StepState.DONE if done else StepState.DROPPED).value
    current.note, current.settled_on = note.strip(), localdate(now)
    current.save(update_fields=["state", "note", "settled_on"])
    told = StepSettled(assessment_ref(current.assessment), current.item, current.state, current.note)
    record(told, actor_id=actor.id, now=now)
    return current


def assessment_ref(found: Assessment) -> SubjectRef:
    """How facts name an assessment."""
    return SubjectRef("assessment", str(found.pk))


def _open(found: Assessment) -> Assessment:
    current = Assessment.objects.select_for_update(of=("self",)).get(pk=found.pk)
    rules.must_be_open(current.finished_on is None)
    return current


def _item(item_id: str) -> Item:
    item = item_by_id(item_id)
    if item is None:
        raise not_found(Sentence("question"))
    return item


def _is_asked(actor: Actor, found: Assessment, item: Item) -> bool:
    return DomainShare.objects.filter(assessment=found, domain=item.domain, person_id=id_from(actor.id)).exists()


def _works_here(person_id: str) -> Any:
    person = person_by_id(person_id)
    return person if person and actor_of_person(person).roles & EMPLOYED else None
