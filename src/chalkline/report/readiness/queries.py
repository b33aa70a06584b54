"""Reads of readiness: assessments, how one stands by domain, what changed since the last, the steps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from chalkline.kernel.ids import id_from
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor
from chalkline.report.readiness import rules
from chalkline.report.readiness.keeping import read_again
from chalkline.report.readiness.models import Assessment, DomainShare, ItemAnswer, Step
from chalkline.report.readiness.questions import items
from chalkline.report.readiness.reading.api import records_on
from chalkline.report.readiness.words import A_YEAR, Answered, DomainStanding, Found, Level, Said, StepState


@dataclass(frozen=True)
class Standing:
    """An assessment as it stands: every domain, the lowest first; the one it is compared with, and the day of both."""

    assessment: Assessment
    on: date
    domains: tuple[DomainStanding, ...]
    before_on: date | None

    @property
    def items(self) -> tuple[Answered, ...]:
        """Every question, in the order of the domains."""
        return tuple(each for domain in self.domains for each in domain.items)

    def answered(self, item_id: str) -> Answered | None:
        """One question."""
        return next((each for each in self.items if each.item.id == item_id), None)


def may_see(actor: Actor) -> bool:
    """Whether this person sees assessments: who leads, or was given a domain or a step."""
    return actor.may("readiness.see", owner_id=actor.id if _has_part(actor) else "")


def assessments(actor: Actor) -> QuerySet[Assessment]:
    """Every assessment, latest first."""
    actor.must("readiness.see", owner_id=actor.id if _has_part(actor) else "")
    return Assessment.objects.select_related("begun_by", "finished_by")


def assessment_by_id(actor: Actor, assessment_id: str) -> Assessment:
    """One assessment. Raises Problem("not_found")."""
    found = assessments(actor).filter(pk=id_from(assessment_id)).first()
    if found is None:
        raise not_found(Sentence("assessment"))
    return found


def latest_assessment(actor: Actor) -> Assessment | None:
    """The open one, else the one that was finished last."""
    open_one = assessments(actor).filter(finished_on=None).first()
    return open_one or assessments(actor).order_by("-finished_on").first()


def found_on(today: date) -> dict[str, Found]:
    """What the records answer today, by question."""
    return rules.found_in(records_on(today))


def standing(actor: Actor, found: Assessment, today: date) -> Standing:
    """How an assessment stands: an open one by the records of today, a finished one as it was kept."""
    actor.must("readiness.see", owner_id=actor.id if _has_part(actor) else "")
    records = (
        {item_id: read_again(kept) for item_id, kept in found.kept.items()} if found.finished_on else found_on(today)
    )
    earlier = Assessment.objects.filter(finished_on__isnull=False, version=found.version).exclude(pk=found.pk)
    last = earlier.filter(finished_on__lte=found.finished_on or today).order_by("-finished_on").first()
    people = {share.domain: str(share.person_id) for share in DomainShare.objects.filter(assessment=found)}
    said = _said(found)
    before = _levels(last) if last else {}
    domains = rules.standings(items(), records, said, before, people)
    return Standing(found, found.finished_on or today, domains, last.finished_on if last else None)


def may_answer(actor: Actor, found: Assessment, domain: str) -> bool:
    """Whether this person answers questions of a domain."""
    mine = DomainShare.objects.filter(assessment=found, domain=domain, person_id=id_from(actor.id)).exists()
    return found.finished_on is None and actor.may("readiness.answer", assigned=mine)


def steps(actor: Actor) -> QuerySet[Step]:
    """Every step, by the day it is due."""
    actor.must("readiness.see", owner_id=actor.id if _has_part(actor) else "")
    return Step.objects.select_related("owner", "assessment", "planned_by")


def step_by_id(actor: Actor, step_id: str) -> Step:
    """One step. Raises Problem("not_found")."""
    found = steps(actor).filter(pk=id_from(step_id)).first()
    if found is None:
        raise not_found(Sentence("step"))
    return found


def open_steps(actor: Actor) -> QuerySet[Step]:
    """Steps that are to do."""
    return steps(actor).filter(state=StepState.OPEN.value)


def my_steps(actor: Actor) -> QuerySet[Step]:
    """The actor's own steps that are to do. One's own are seen by everybody."""
    return Step.objects.filter(owner_id=id_from(actor.id), state=StepState.OPEN.value)


def my_domains(actor: Actor) -> QuerySet[DomainShare]:
    """The domains of the open assessment that the actor was given."""
    mine = DomainShare.objects.filter(person_id=id_from(actor.id), assessment__finished_on=None)
    return mine.select_related("assessment")


def is_late(step: Step, today: date) -> bool:
    """Whether a step is to do and its day has passed."""
    return step.state == StepState.OPEN.value and step.due_on < today


def due_again(on: date) -> tuple[Assessment, date] | None:
    """The assessment that was finished last, and by which day the next should be; None while one is open or none is."""
    if Assessment.objects.filter(finished_on=None).exists():
        return None
    last = Assessment.objects.filter(finished_on__lte=on).order_by("-finished_on").first()
    return (last, last.finished_on + A_YEAR) if last and last.finished_on else None


def _said(found: Assessment) -> dict[str, Said]:
    rows = ItemAnswer.objects.filter(assessment=found).select_related("said_by")
    return {
        row.item: Said(Level(row.level), row.why, row.evidence, row.evidence_on, str(row.said_by), row.said_on)
        for row in rows
    }


def _levels(found: Assessment) -> dict[str, Level]:
    levels = {item_id: Level(kept["level"]) for item_id, kept in found.kept.items()}
    return levels | {item_id: each.level for item_id, each in _said(found).items()}


def _has_part(actor: Actor) -> bool:
    mine = id_from(actor.id)
    return DomainShare.objects.filter(person_id=mine).exists() or Step.objects.filter(owner_id=mine).exists()
