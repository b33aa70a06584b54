"""Reads of pilots and their plans."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db.models import QuerySet

from chalkline.approve.requests.api import has_asked
from chalkline.kernel.canonical import digest_of
from chalkline.kernel.ids import id_from
from chalkline.kernel.keyring import Keyring
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.kernel.subjects import SubjectRef
from chalkline.people.api import Actor
from chalkline.pilot.plans.answers import statement_from, statement_from_json
from chalkline.pilot.plans.drawing import draw, seed_of, units_digest
from chalkline.pilot.plans.models import Pilot, Unit
from chalkline.pilot.plans.promising import decision_rule
from chalkline.pilot.plans.words import Arm, Design, PilotState, PlanStatement, UnitListed
from chalkline.pilot.reading.cells import keyed

KEY = "pilot-codes"


def pilots(actor: Actor, *, search: str = "", state: str = "") -> QuerySet[Pilot]:
    """Every pilot, newest first."""
    actor.must("pilots.see")
    found = Pilot.objects.select_related("tool", "problem", "use", "planned_by", "locked_by")
    if search.strip():
        found = found.filter(title__icontains=search.strip())
    return found.filter(state=state) if state else found


def pilot_by_id(actor: Actor, pilot_id: str) -> Pilot:
    """One pilot. Raises Problem("not_found")."""
    found = pilots(actor).filter(pk=id_from(pilot_id)).first()
    if found is None:
        raise not_found(Sentence("pilot"))
    return found


def plan_of(pilot: Pilot) -> PlanStatement:
    """The plan: as it was locked, or as it is being written."""
    return statement_from_json(pilot.statement) if pilot.statement else statement_from(pilot.answers)


def units_of(pilot: Pilot) -> list[UnitListed]:
    """The units by key, without how the list named them. Takes no actor: no person can be told from it."""
    rows = Unit.objects.filter(pilot=pilot).values_list("key", "school", "grade", "students", "arm")
    return sorted((UnitListed(*row) for row in rows), key=lambda unit: unit.key)


def sides_listed(actor: Actor, pilot: Pilot) -> QuerySet[Unit]:
    """Who or what is on which side, named as in the list: for those who carry the pilot out."""
    actor.must("pilots.see_units", owner_id=str(pilot.planned_by_id))
    return Unit.objects.filter(pilot=pilot)


def digest_of_plan(statement: PlanStatement, rule: tuple[str, ...] | list[str], list_digest: str) -> str:
    """What is locked: the plan, its decision rule in words, the list."""
    return digest_of({"plan": statement.as_json(), "rule": list(rule), "units": list_digest})


def is_as_locked(pilot: Pilot) -> bool:
    """Whether plan, rule and list still are what was locked. The sides of a draw are not part of the list."""
    if not pilot.digest:
        return False
    statement = statement_from_json(pilot.statement)
    listed = units_of(pilot)
    if statement.design is Design.RANDOM:
        listed = [UnitListed(each.key, each.school, each.grade, each.students) for each in listed]
    same_list = units_digest(listed) == pilot.units_digest
    return same_list and digest_of_plan(statement, pilot.rule, pilot.units_digest) == pilot.digest


def redo_draw(pilot: Pilot) -> dict[str, Arm]:
    """The draw made again from what is public."""
    return draw(units_of(pilot), plan_of(pilot).strata, seed_of(pilot.digest, pilot.draw_root))


def draw_holds(pilot: Pilot) -> bool:
    """Whether every unit is on the side that the draw gives."""
    if not pilot.draw_root:
        return False
    return redo_draw(pilot) == {unit.key: Arm(unit.arm) for unit in units_of(pilot) if unit.arm}


def last_day_for_outcomes(pilot: Pilot) -> date:
    """As it was registered, or as it was amended since."""
    amended = pilot.amendments.exclude(measured_until=None).order_by("-at", "-id").first()
    if amended and amended.measured_until:
        return amended.measured_until
    return plan_of(pilot).measured_until


def about_of(pilot: Pilot) -> SubjectRef:
    """What it is a pilot of."""
    if pilot.use_id:
        return SubjectRef("use", str(pilot.use_id))
    return SubjectRef("request", str(pilot.request_id))


def pilot_ref(pilot: Pilot) -> SubjectRef:
    """How facts name a pilot: with its digest, once it is locked."""
    return SubjectRef("pilot", str(pilot.pk), pilot.digest)


def may_lock(actor: Actor, pilot: Pilot) -> bool:
    """Whether this person could be the second one."""
    outside = str(pilot.planned_by_id) != actor.id and not has_asked(actor.id, pilot.request)
    return pilot.state == PilotState.DRAFT and outside and actor.may("pilots.lock")


def code_of_person(pilot: Pilot, number: str) -> str:
    """The keyed code of a person in this pilot: in another pilot it is another code."""
    return keyed(number, bytes.fromhex(key_of(pilot)))


def key_of(pilot: Pilot) -> str:
    """The key that makes this pilot's codes, in hex."""
    return keyed(str(pilot.pk), Keyring(settings.CHALKLINE.key_folder).key(KEY))


def rule_of(pilot: Pilot) -> tuple[Sentence, ...]:
    """The decision rule in sentences."""
    return decision_rule(plan_of(pilot))


def registered_rule(pilot: Pilot) -> tuple[Sentence | str, ...]:
    """The rule as it was registered: to be said in any language where today's code still words it alike."""
    said = rule_of(pilot)
    if not pilot.rule or [str(each) for each in said] == pilot.rule:
        return said
    return tuple(pilot.rule)
